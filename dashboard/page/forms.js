// @ts-check
// Form elements, address and memory for Dash: what `dashboard/page/forms.py` names.
import { opensElsewhere } from "./dom.js";

/** Tells the address that a link has changed it. */
const MOVED = "rollout-moved";

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

/**
 * Number in a field as Dash hears it: null if it is empty, NaN if it is none or outside its limits.
 *
 * @param {HTMLInputElement} field
 */
const numberIn = (field) =>
  field.checkValidity() ? (field.value === "" ? null : Number(field.value)) : Number.NaN;

/** @param {InputProperties} properties */
export function Input({ value, setProps, className = "", ...rest }) {
  const { id, type } = rest;
  const isNumber = type === "number";
  const onChange = (/** @type {FieldEvent} */ { target }) =>
    setProps({ value: isNumber ? numberIn(target) : target.value });
  // Half a number ("1,") is none yet: what is typed stays as it is until another value comes.
  window.React.useLayoutEffect(() => {
    const field = /** @type {HTMLInputElement} */ (document.getElementById(id));
    if (isNumber && !Object.is(numberIn(field), value ?? null)) field.value = String(value ?? "");
  }, [value]);
  // A later default would show without React's knowing: emptying the field then said nothing.
  const [first] = window.React.useState(value ?? "");
  const shown = isNumber ? { defaultValue: first } : { value: value ?? "" };
  const attributes = { autoComplete: "off", ...rest, ...shown, onChange };
  return create("input", { ...attributes, className: `input ${className}` });
}

export const Store = () => null;

/** @param {IntervalProperties} properties */
export function Interval({ interval, disabled, setProps }) {
  const [counter] = window.React.useState({ count: 0 });
  window.React.useLayoutEffect(() => {
    if (disabled) return;
    const timer = setInterval(() => {
      counter.count += 1;
      setProps({ n_intervals: counter.count });
    }, interval);
    return () => clearInterval(timer);
  }, [interval, disabled]);
  return null;
}

/** @param {{setProps: (properties: object) => void}} properties */
export function Location({ setProps }) {
  window.React.useLayoutEffect(() => {
    const tell = () => setProps({ pathname: location.pathname, search: location.search });
    for (const name of ["popstate", MOVED]) window.addEventListener(name, tell);
    tell();
  }, []);
  return null;
}

/** @param {LinkProperties} properties */
export function Link({ id, href, children }) {
  const onClick = (/** @type {MouseEvent} */ event) => {
    if (opensElsewhere(event)) return;
    event.preventDefault();
    history.pushState({}, "", href);
    window.dispatchEvent(new Event(MOVED));
    window.scrollTo(0, 0);
  };
  return create("a", { id, href, "data-name": children, onClick }, children);
}
