// @ts-check
// The country as a small picture: all districts of a class are one path.
import { svg } from "./dom.js";

/** An outline that begins where it says, whatever was drawn before: its steps are relative. */
const absolute = (/** @type {string} */ d) => `M0 0${d}`;

/**
 * @param {{geometry: Geometry, classes: string[], entries: LegendEntry[], label: string}} parts
 */
export function smallMap({ geometry, classes, entries, label }) {
  const viewBox = geometry.viewBox.join(" ");
  const picture = svg("svg", { class: "small-map", viewBox, role: "img", "aria-label": label });
  for (const { key, symbol } of entries) {
    const inside = geometry.districts.filter((_, n) => classes[n] === key);
    if (inside.length)
      svg(
        "path",
        { class: `d ${symbol}`, d: inside.map(({ d }) => absolute(d)).join("") },
        picture,
      );
  }
  const laender = svg("g", { class: "laender" }, picture);
  for (const { d } of geometry.laender) svg("path", { d }, laender);
  return picture;
}
