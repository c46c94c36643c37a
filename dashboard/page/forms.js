// @ts-check
// Native form elements for Dash: what `dashboard/page/forms.py` names.

/** @param {Parameters<ReactLibrary["createElement"]>} parts */
const create = (...parts) => window.React.createElement(...parts);

/** @param {SelectProperties} properties */
export function Select({ id, options, value, setProps }) {
  const entries = options.map((entry) =>
    create("option", { key: entry.value, value: entry.value }, entry.label),
  );
  const onChange = (/** @type {FieldEvent} */ event) => setProps({ value: event.target.value });
  return create("select", { id, value, className: "select", onChange }, entries);
}

/** @param {SwitchProperties} properties */
export function Switch({ id, label, value, setProps }) {
  const onChange = (/** @type {FieldEvent} */ event) => setProps({ value: event.target.checked });
  const box = create("input", { id, type: "checkbox", checked: Boolean(value), onChange });
  return create("div", { className: "form-check" }, box, create("label", { htmlFor: id }, label));
}
