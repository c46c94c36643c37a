// @ts-check
// The network through the years: played on the map, and side by side as small maps.
import { essentials, SET, set } from "./contract.js";
import { fill, html } from "./dom.js";
import { byKey } from "./legend.js";
import { smallMap } from "./small_map.js";
import { dayOf, fieldsNow, stateOf, years } from "./states.js";
import { store } from "./store.js";

const STEP_MS = 900;
const LOOK_MS = 60;
const LONGEST_STEP_MS = 15000;
const MOST_MAPS = 8;

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Year the slider stands at. */
const yearNow = () => Number(store.page.shown.as_of ?? Math.max(...years()));

/**
 * Set a year and wait until map and figures show it.
 *
 * @param {number} year
 */
async function show(year) {
  const before = store.map.result;
  set(SET.asOf, { value: year });
  const end = performance.now() + LONGEST_STEP_MS;
  while (store.map.result === before && performance.now() < end) await pause(LOOK_MS);
}

/** @param {number} year */
const following = (year) => years().find((next) => next > year) ?? years()[0];

/**
 * Play from here to the end, or stop; where motion is not wanted, one year further.
 *
 * @param {HTMLElement} button
 */
export async function play(button) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return show(following(yearNow()));
  if (store.time.playing) {
    store.time.playing = false;
    return;
  }
  store.time.playing = true;
  button.setAttribute("aria-pressed", "true");
  const last = Math.max(...years());
  let year = yearNow();
  do {
    year = following(year);
    await Promise.all([show(year), pause(STEP_MS)]);
    // Somebody who moves the slider has taken over.
    if (yearNow() !== year) break;
  } while (store.time.playing && year < last);
  store.time.playing = false;
  button.setAttribute("aria-pressed", "false");
}

/**
 * A few years out of many, the first and the last among them.
 *
 * @param {number[]} all
 * @param {number} most
 */
export function someOf(all, most) {
  if (all.length <= most) return all;
  const last = all.length - 1;
  const places = Array.from({ length: most }, (_, n) => Math.round((n * last) / (most - 1)));
  return places.map((place) => all[place]);
}

/** Small maps of the years, each of which leads to its year. */
export async function showYears() {
  const { facts, geometry } = await essentials();
  const { words } = facts;
  const dialog = html("dialog", { class: "wide", "aria-label": words.years_title }, "");
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  const head = html("div", { class: "dialog-head" }, "", dialog);
  html("h2", {}, words.years_title, head);
  const add = (/** @type {string} */ name, /** @type {() => void} */ action) => {
    const button = html("button", { type: "button", class: "button" }, name, head);
    button.addEventListener("click", action);
  };
  const shown = someOf(years(), MOST_MAPS);
  add(words.years_compare, async () => {
    dialog.close();
    const { compare } = await import("./compare.js");
    compare({ a: { as_of: dayOf(shown[0]) } });
  });
  add(words.close_it, () => dialog.close());
  html("p", {}, words.years_note, dialog);
  const grid = html("div", { class: "small-maps" }, "", dialog);
  dialog.showModal();
  const fields = fieldsNow();
  for (const year of shown)
    drawYear({ year, grid, fields, facts, geometry, close: () => dialog.close() });
}

/**
 * @param {{year: number, grid: Element, fields: Fields, facts: Facts, geometry: Geometry,
 *   close: () => void}} parts
 */
async function drawYear({ year, grid, fields, facts, geometry, close }) {
  const { words, constants, legends } = facts;
  const day = dayOf(year);
  const name = day ? String(year) : words.years_whole;
  const button = html("button", { type: "button", class: "small-map-button" }, "", grid);
  html("strong", {}, name, button);
  const line = html("span", { class: "caption", role: "status" }, words.computing, button);
  button.addEventListener("click", () => {
    close();
    set(SET.asOf, { value: year });
  });
  const state = await stateOf({ ...fields, as_of: day }).catch(() => null);
  if (!state) {
    line.textContent = words.download_failed;
    return;
  }
  const { codes } = constants;
  const count = (/** @type {string} */ code) => state.classes.filter((key) => key === code).length;
  line.textContent = fill(words.years_line, {
    entries: state.entries,
    any: state.classes.length - count(codes.white),
    linked: count(codes.covered),
  });
  const label = `${name}: ${line.textContent}`;
  const entries = Object.values(byKey(legends.status));
  button.append(smallMap({ geometry, classes: state.classes, entries, label }));
}
