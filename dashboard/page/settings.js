// @ts-check
// The state of the page: address -> controls -> scenario, and back into the address.
import { ownFilesChecked, ownFilesKept } from "../views/data/own_files.js";
import { weightsUsable } from "../views/potential/potential.js";
import { dashStarted, payload, unchanged } from "./contract.js";
import { fill } from "./dom.js";
import { viewAt } from "./navigation.js";
import { store } from "./store.js";

const ADDRESS_DELAY_MS = 250;
const REST_MS = 120;
const BY_RADIUS = ["point", "share"];

/**
 * Value of a control from the address: what the control could not hold becomes its default.
 *
 * @param {Control} control
 * @param {string | null} text
 * @returns {ControlValue}
 */
export function valueFrom(control, text) {
  if (text === null) return control.default;
  if (control.flag) return text === "1" || (text !== "0" && control.default);
  if (control.options) return control.options.includes(text) ? text : control.default;
  if (control.pattern)
    return new RegExp(`^(?:${control.pattern})$`).test(text) ? text : control.default;
  if (control.length) return text.slice(0, control.length);
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) return control.default;
  return Math.min(Math.max(number, Number(control.min)), Number(control.max));
}

/**
 * Text of a value in the address.
 *
 * @param {Control} control
 * @param {ControlValue} value
 */
export const textOf = (control, value) =>
  control.flag ? (value ? "1" : "0") : String(value ?? "");

/**
 * Controls of the page; an own register may begin and end in other years.
 *
 * @param {PageSettings} page
 * @returns {Control[]}
 */
function controlsOf(page) {
  const { years } = store.own;
  return page.controls.map((control) =>
    control.key === "year" && years ? { ...control, ...years, default: years.max } : control,
  );
}

/**
 * @param {PageSettings} page
 * @returns {Record<string, Control>}
 */
const controlsByKey = (page) =>
  Object.fromEntries(controlsOf(page).map((control) => [control.key, control]));

/**
 * @param {ControlValue} year
 * @param {PageSettings} page
 */
const isWholeRegister = (year, page) => Number(year) >= Number(controlsByKey(page).year.max);

/**
 * Whether a number lies within the limits of its control.
 *
 * @param {ControlValue} value
 * @param {Control} control
 */
export const isWithin = (value, { min, max }) =>
  value !== "" && value !== null && Number(value) >= Number(min) && Number(value) <= Number(max);

/**
 * @param {string | null} ags
 * @returns {Promise<string | null>}
 */
async function districtFrom(ags) {
  if (ags === null) return null;
  const { keys } = await payload("facts");
  return keys.includes(ags) ? ags : null;
}

/** Whether this call was overtaken by a later one while the control was still dragged. */
async function overtaken() {
  const call = ++store.page.gathering;
  if (call > 1) await new Promise((resolve) => setTimeout(resolve, REST_MS));
  return () => call !== store.page.gathering;
}

/**
 * @param {PageSettings} page
 * @param {ControlValue[]} values In the order of the controls.
 */
function queryOf(page, values) {
  const query = new URLSearchParams();
  controlsOf(page).forEach((control, n) => {
    const text = textOf(control, values[n]);
    if (text !== textOf(control, control.default)) query.set(control.key, text);
  });
  return query;
}

export const callbacks = {
  /**
   * @param {string | null} search
   * @param {PageSettings} page
   */
  async restore(search, page) {
    const query = new URLSearchParams(search ?? "");
    await ownFilesChecked();
    const values = controlsOf(page).map((control) => valueFrom(control, query.get(control.key)));
    const district = await districtFrom(query.get("district"));
    setTimeout(dashStarted); // what was set meanwhile comes after what the address says
    return [...values, district];
  },

  /**
   * The scenario follows a dragged control once it rests; a number outside its limits is not sent.
   *
   * @param {any[]} values
   */
  async scenario(...values) {
    const [rule, radius, year, confidence, federal, ...potential] = values;
    const [own, page] = potential.splice(-2);
    const [preset, normalisation, aggregation, missing, outliers, known, diffusion, weights] =
      potential;
    const isOvertaken = await overtaken();
    const limits = controlsByKey(page);
    const fits =
      isWithin(radius, limits.radius) &&
      isWithin(known, limits.known) &&
      isWithin(diffusion, limits.diffusion);
    if (isOvertaken() || !fits || !(await weightsUsable(preset, weights))) return unchanged();
    if (own && !(await ownFilesKept(own))) return unchanged();
    return {
      rule,
      radius: Number(radius),
      year: isWholeRegister(year, page) ? null : Number(year),
      confidence,
      federal,
      preset,
      normalisation,
      aggregation,
      missing,
      outliers,
      known: Number(known),
      diffusion: Number(diffusion),
      weights,
      ...(own ? { own } : {}),
    };
  },

  /**
   * @param {string} rule
   * @param {ControlValue} year
   * @param {string} reach
   * @param {PageSettings} page
   */
  readouts(rule, year, reach, page) {
    const { year_all, year_end } = page.words;
    const byRadius = page.by_radius.includes(rule) || BY_RADIUS.includes(reach);
    const text = isWholeRegister(year, page) ? year_all : fill(year_end, { year });
    return [!byRadius, text, reach !== "travel_time"];
  },

  /**
   * @param {string} path
   * @param {string | null} selected
   * @param {any[]} rest
   */
  address(path, selected, ...rest) {
    const page = /** @type {PageSettings} */ (rest.pop());
    const query = queryOf(page, rest);
    if (selected) query.set("district", selected);
    const tail = query.size ? `?${query}` : "";
    clearTimeout(store.page.addressTimer);
    store.page.addressTimer = setTimeout(
      () => history.replaceState(history.state, "", location.pathname + tail + location.hash),
      ADDRESS_DELAY_MS,
    );
    const links = page.views.map((view) => view.path + tail);
    const plan = page.views.findIndex(({ key }) => key === "plan");
    return [...links, links[plan], viewAt(path, page).other + tail];
  },
};
