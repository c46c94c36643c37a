// @ts-check
// Colours, words and legend of a layer of the map.
import { PLACES } from "./contract.js";
import { byId, html, svg } from "./dom.js";

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
 */

/** @param {LegendParts} parts */
export function drawLegend({ facts, entries, classes, inside, place, title }) {
  const list = html("ul");
  if (title) html("li", { class: "caption" }, title, list);
  for (const entry of entries) {
    const item = html("li", {}, "", list);
    const count = classes.filter((value, n) => value === entry.key && inside(n)).length;
    item.append(swatch(entry), ` ${entry.label} `);
    html("span", { class: "count" }, String(count), item);
  }
  for (const status of facts.constants.seat_statuses) {
    const item = html("li", { class: "seat-key" }, "", list);
    html("span", { class: `seat-swatch ${status}`, "aria-hidden": "true" }, "", item);
    item.append(` ${facts.words[`seat_${status}`]}`);
  }
  (place ?? byId(PLACES.legend)).replaceChildren(list);
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
export function drawLayer({ map, layer, classes, facts, inside, place }) {
  const entries = byKey(facts.legends[layer]);
  map.paint(
    classes.map((key) => entries[key].symbol),
    classes.map((key) => entries[key].label),
  );
  drawLegend({ facts, entries: facts.legends[layer], classes, inside, place });
}
