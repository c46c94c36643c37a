// @ts-check
// The state of the page: address -> controls -> scenario, and back into the address.
import { ownFilesChecked, ownFilesKept } from "../views/data/own_files.js";
import { weightsUsable } from "../views/potential/potential.js";
import { fittingFields } from "../views/potential/weights.js";
import { dashStarted, nameOf, payload, SET, set, unchanged } from "./contract.js";
import { fill } from "./dom.js";
import { viewAt } from "./navigation.js";
import { settle } from "./past.js";
import { store } from "./store.js";

const ADDRESS_DELAY_MS = 250;
const REST_MS = 120;
const ANALYSED = ["coverage", "potential"]; // sections of the scenario that change the analysis

/**
 * What a control shows for the text of an address: what it could not hold becomes its default.
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
  if (text.trim() === "" && control.optional) return control.year ? control.max : null;
  const number = text.trim() === "" ? Number.NaN : Number(control.year ? text.slice(0, 4) : text);
  if (!Number.isFinite(number)) return control.default;
  return within(control.percent ? inPercent(number) : number, control);
}

/** @param {number} share */
const inPercent = (share) => Math.round(share * 1e11) / 1e9;

/**
 * @param {number} value
 * @param {Control} control
 */
const within = (value, { min, max }) =>
  Math.min(Math.max(value, min ?? Number.NEGATIVE_INFINITY), max ?? Number.POSITIVE_INFINITY);

/**
 * Value of a setting as it travels, in the unit of `scenario.toml`, for what its control shows.
 *
 * @param {Control} control
 * @param {ControlValue} value
 * @returns {FieldValue}
 */
export function fieldOf(control, value) {
  if (control.flag) return Boolean(value);
  if (control.options || control.pattern || control.length) return String(value ?? "");
  if (value === "" || value === null || value === undefined) return null;
  const number = Number(value);
  if (control.year) return number >= Number(control.max) ? null : `${number}-12-31`;
  return control.percent ? Math.round(number * 1e9) / 1e11 : number;
}

/**
 * What a control shows for the value of its setting; the other way of `fieldOf`.
 *
 * @param {Control} control
 * @param {FieldValue} field
 */
export function shownFor(control, field) {
  if (control.year) return field === null ? control.max : Number(String(field).slice(0, 4));
  return control.percent && typeof field === "number" ? inPercent(field) : field;
}

/**
 * Text of a setting in an address.
 *
 * @param {FieldValue} field
 */
export const fieldText = (field) =>
  typeof field === "boolean" ? (field ? "1" : "0") : String(field ?? "");

/**
 * Text of a control in the address.
 *
 * @param {Control} control
 * @param {ControlValue} value
 */
export const textOf = (control, value) => fieldText(fieldOf(control, value));

/**
 * Controls of the page; an own register may begin and end in other years.
 *
 * @param {PageSettings} page
 * @returns {Control[]}
 */
function controlsOf(page) {
  const { years } = store.own;
  return page.controls.map((control) =>
    control.year && years ? { ...control, ...years, default: years.max } : control,
  );
}

/**
 * Controls of the settings of some sections of the scenario.
 *
 * @param {PageSettings} page
 * @param {string[]} sections
 */
export const settingsOf = (page, ...sections) =>
  controlsOf(page).filter(({ section }) => section && sections.includes(section));

/**
 * Settings of some sections as they travel, out of what their controls show.
 *
 * @param {PageSettings} page
 * @param {Values} values By the names of the fields.
 * @param {string[]} sections
 * @returns {Fields}
 */
export const fieldsOf = (page, values, ...sections) =>
  Object.fromEntries(
    settingsOf(page, ...sections).map((control) => [
      control.key,
      fieldOf(control, values[control.key]),
    ]),
  );

/**
 * Put settings into their controls.
 *
 * @param {PageSettings} page
 * @param {Fields} fields
 */
export function showFields(page, fields) {
  for (const control of controlsOf(page))
    if (control.key in fields) set(control.id, { value: shownFor(control, fields[control.key]) });
}

/**
 * Whether a number lies within the limits of its control; other values always do.
 *
 * @param {ControlValue} value
 * @param {Control} control
 */
export function isWithin(value, control) {
  if (control.min === undefined) return true;
  if (value === "" || value === null) return Boolean(control.optional);
  return Number(value) === within(Number(value), control);
}

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
 * What the address says of the controls that do not stand at their default.
 *
 * @param {PageSettings} page
 * @param {Values} values
 */
function queryOf(page, values) {
  const query = new URLSearchParams();
  for (const control of controlsOf(page)) {
    const text = textOf(control, values[nameOf({ id: control.id, property: "value" })]);
    if (text !== textOf(control, control.default)) query.set(control.key, text);
  }
  return query;
}

/**
 * Whether the catalogue in use knows everything the settings name; if not, these are mended, which
 * asks again.
 *
 * @param {Fields} fields
 * @param {PageSettings} page
 */
function isFitting(fields, page) {
  const fitting = fittingFields(fields, store.own.catalogue ?? page.catalogue);
  const isSame = Object.entries(fitting).every(([key, value]) => value === fields[key]);
  if (!isSame) showFields(page, fitting);
  return isSame;
}

/**
 * Back or forward: the controls show again what the address says.
 *
 * Dash opens another view, whose entry has the settings of the one before it. Within a view it does
 * not hear of it: of two who write the same control one would be forgotten.
 *
 * @param {PopStateEvent} event
 */
async function goBack(event) {
  const { settings: page, shown } = store.page;
  if (!page || viewAt(location.pathname, page).key !== store.page.view) return;
  event.stopImmediatePropagation();
  clearTimeout(store.page.addressTimer);
  store.page.touched = false;
  const query = new URLSearchParams(location.search);
  for (const control of controlsOf(page)) {
    const value = valueFrom(control, query.get(control.key));
    const name = nameOf({ id: control.id, property: "value" });
    if (value !== shown[name]) set(control.id, { value });
  }
  set(SET.selected, { data: await districtFrom(query.get("district")) });
}

export function listen() {
  window.addEventListener("popstate", goBack);
}

export const callbacks = {
  /** @param {{search: string | null, page: PageSettings}} values */
  async restore({ search, page }) {
    const query = new URLSearchParams(search ?? "");
    await ownFilesChecked();
    const entries = controlsOf(page).map((control) => [
      nameOf({ id: control.id, property: "value" }),
      valueFrom(control, query.get(control.key)),
    ]);
    const selected = await districtFrom(query.get("district"));
    setTimeout(dashStarted); // what was set meanwhile comes after what the address says
    return { ...Object.fromEntries(entries), selected };
  },

  /**
   * The scenario follows a dragged control once it rests; a number outside its limits is not sent.
   *
   * @param {Values & {own: string | null, page: PageSettings}} values
   */
  async scenario({ own, page, ...values }) {
    const isOvertaken = await overtaken();
    const controls = settingsOf(page, ...ANALYSED);
    const fits = controls.every((control) => isWithin(values[control.key], control));
    if (isOvertaken() || !fits) return unchanged();
    const fields = fieldsOf(page, values, ...ANALYSED);
    if (own && !(await ownFilesKept(own))) return unchanged();
    if (!isFitting(fields, page)) return unchanged();
    if (!(await weightsUsable(fields, own ?? ""))) return unchanged();
    return own ? { ...fields, own } : fields;
  },

  /**
   * @param {{rule: string, as_of: ControlValue, reach: string, objective: string,
   *   countries: string, page: PageSettings}} values
   */
  readouts({ rule, as_of, reach, objective, countries, page }) {
    const { year_all, year_end } = page.words;
    /** @type {Words} */
    const chosen = { rule, reach, objective };
    const idle = Object.entries(page.used_with).map(([field, uses]) => [
      nameOf({ id: `field-${field}`, property: "hidden" }),
      !Object.entries(uses).some(([key, values]) => values.includes(chosen[key])),
    ]);
    const isAcross = store.own.crossBorder ?? page.cross_border;
    const isWhole = fieldsOf(page, { as_of }, "coverage").as_of === null;
    return {
      ...Object.fromEntries(idle),
      yearText: isWhole ? year_all : fill(year_end, { year: as_of }),
      planTimes: reach !== "travel_time" || objective === "regions",
      [nameOf({ id: "field-countries", property: "hidden" })]: !countries && !isAcross,
    };
  },

  /** @param {Values & {path: string, selected: string | null, page: PageSettings}} values */
  address({ path, selected, page, ...values }) {
    const query = queryOf(page, values);
    if (selected) query.set("district", selected);
    const tail = query.size ? `?${query}` : "";
    clearTimeout(store.page.addressTimer);
    store.page.shown = values;
    store.page.addressTimer = setTimeout(() => settle(tail, page), ADDRESS_DELAY_MS);
    const pathOf = Object.fromEntries(page.views.map((view) => [view.key, view.path]));
    const links = page.views.flatMap(({ key, under }) => [
      [nameOf({ id: `nav-${key}`, property: "href" }), pathOf[key] + tail],
      [nameOf({ id: `${key}-back`, property: "href" }), pathOf[under || key] + tail],
    ]);
    const view = viewAt(path, page);
    const others = page.territories.map(({ id, folder }) => [
      nameOf({ id, property: "href" }),
      folder + view.path + tail,
    ]);
    return { ...Object.fromEntries([...links, ...others]), languageLink: view.other + tail };
  },
};
