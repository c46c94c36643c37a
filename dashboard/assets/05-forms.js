"use strict";
// Native form elements for Dash: what `dashboard/page/forms.py` names.
(function () {
  const made = (...parts) => window.React.createElement(...parts);

  function Select({ id, options, value, setProps }) {
    const entries = options.map((entry) => made("option", { key: entry.value, value: entry.value }, entry.label));
    const onChange = (event) => setProps({ value: event.target.value });
    return made("select", { id, value, className: "select", onChange }, entries);
  }

  function Switch({ id, label, value, setProps }) {
    const onChange = (event) => setProps({ value: event.target.checked });
    const box = made("input", { id, type: "checkbox", checked: Boolean(value), onChange });
    return made("div", { className: "form-check" }, box, made("label", { htmlFor: id }, label));
  }

  window.rollout_forms = { Select, Switch };
})();
