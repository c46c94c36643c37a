// @ts-check
// Colours, words and legend of a layer of the map.
import { PLACES } from "./contract.js";
import { byId, html, svg } from "./dom.js";
import { store } from "./store.js";

/**
 * Test whether a district lies in the part of the country looked at.
 *
 * @param {Facts} facts
 * @param {string} area Key of a Land, or of the whole country.
 * @returns {Test}
 */
export const insideArea = (facts, area) => (n) =>
  area === facts.constants.country || facts.keys[n].startsWith(area);

/**
 * Entries of a legend by the key of their class.
 *
 * @param {LegendEntry[]} entries
 * @returns {Record<string, LegendEntry>}
 */
export const byKey = (entries) => Object.fromEntries(entries.map((entry) => [entry.key, entry]));

/**
 * @typedef {object} LegendParts
 * @property {Facts} facts
 * @property {LegendEntry[]} entries
 * @property {string[]} classes Class of every district.
 * @property {Test} inside Districts that are counted.
 * @property {Element} [place]
 * @property {string} [title] How the classes were found.
 * @property {number[]} [checks] Districts in which none was found and somebody said so.
 */

/** @param {LegendParts} parts */
export function drawLegend(parts) {
  const { facts, entries, place, title, inside, checks = [] } = parts;
  const focused = document.activeElement?.getAttribute("data-class");
  const before = store.map.legend;
  store.map.legend = parts;
  const list = html("ul");
  if (title) html("li", { class: "caption" }, title, list);
  for (const entry of entries) drawEntry(entry, list, facts.words);
  if (checks.length) drawChecks(list, checks.filter(inside).length, facts);
  for (const status of facts.constants.seat_statuses) {
    const item = html("li", { class: "seat-key" }, "", list);
    html("span", { class: `seat-swatch ${status}`, "aria-hidden": "true" }, "", item);
    item.append(` ${facts.words[`seat_${status}`]}`);
  }
  const frame = place ?? byId(PLACES.legend);
  frame.replaceChildren(list);
  count(frame);
  keep(before && keysOf(before) === keysOf(parts) ? store.map.kept : null);
  if (focused) focusOn(list, focused);
}

/** @param {LegendParts} parts */
const keysOf = ({ entries }) => entries.map(({ key }) => key).join(" ");

/**
 * @param {Element} list
 * @param {string} key
 */
function focusOn(list, key) {
  /** @type {HTMLElement | null} */ (
    list.querySelector(`[data-class="${CSS.escape(key)}"]`)
  )?.focus({ preventScroll: true });
}

/**
 * A class: its colour, word and count; pressed, the map shows it alone.
 *
 * @param {LegendEntry} entry
 * @param {Element} list
 * @param {Words} words
 */
function drawEntry(entry, list, words) {
  const attributes = { type: "button", "data-class": entry.key, title: words.legend_keep };
  const button = html("button", attributes, "", html("li", {}, "", list));
  button.append(swatch(entry), ` ${entry.label} `);
  html("span", { class: "count" }, "", button);
}

/**
 * Write how many districts every class has, of those looked at.
 *
 * @param {Element} frame
 */
function count(frame) {
  const { legend, drawing } = store.map;
  const listed = drawing?.spotlight.listed;
  if (!legend) return;
  for (const button of frame.querySelectorAll("[data-class]")) {
    const key = button.getAttribute("data-class");
    const isCounted = (/** @type {string} */ value, /** @type {number} */ n) =>
      value === key && legend.inside(n) && (!listed || listed.has(n));
    const figure = button.querySelector(".count");
    if (figure) figure.textContent = String(legend.classes.filter(isCounted).length);
  }
}

/** Count anew, after the filters of the list. */
export function recount() {
  for (const frame of document.querySelectorAll(".legend")) count(frame);
}

/**
 * Districts of a class that are looked at.
 *
 * @param {string} key
 */
export function positionsOf(key) {
  const { legend } = store.map;
  return new Set(
    legend?.classes.flatMap((value, n) => (value === key && legend.inside(n) ? [n] : [])),
  );
}

/**
 * Show one class alone; the same one again shows all.
 *
 * @param {string} key
 */
export const keepClass = (key) => keep(key === store.map.kept ? null : key);

/** @param {string | null} key */
function keep(key) {
  const { drawing } = store.map;
  store.map.kept = key;
  const positions = key === null ? null : positionsOf(key);
  if (drawing && (positions || drawing.spotlight.kept)) drawing.spotlight.keep(positions);
  for (const button of document.querySelectorAll(".legend [data-class]"))
    button.setAttribute("aria-pressed", String(button.getAttribute("data-class") === key));
}

/**
 * @param {Element} list
 * @param {number} count
 * @param {Facts} facts
 */
function drawChecks(list, count, { words }) {
  const item = html("li", { class: "check-key" }, "", list);
  html("span", { class: "check-swatch", "aria-hidden": "true" }, "", item);
  item.append(` ${words.asked_none} `);
  html("span", { class: "count" }, String(count), item);
}

/** @param {LegendEntry} entry */
function swatch({ paint, symbol }) {
  const element = svg("svg", { class: "swatch", viewBox: "0 0 24 16", "aria-hidden": "true" });
  svg("rect", { width: 24, height: 16, fill: paint, "data-symbol": symbol }, element);
  return element;
}

/**
 * Colour the map by a layer whose words are those of its legend.
 *
 * @param {Omit<LegendParts, "entries"> & {map: import("./map.js").DistrictMap, layer: string}} parts
 */
export function drawLayer({ map, layer, classes, facts, inside, place, checks }) {
  const entries = byKey(facts.legends[layer]);
  map.paint(
    classes.map((key) => entries[key].symbol),
    classes.map((key) => entries[key].label),
  );
  drawLegend({ facts, entries: facts.legends[layer], classes, inside, place, checks });
}
