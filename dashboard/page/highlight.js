// @ts-check
// Legend and rows point at the map: what is hovered or has the focus stands out there, and a click
// on an entry of the legend keeps its class alone.
import { essentials, SET, set } from "./contract.js";
import { closest } from "./dom.js";
import { keepClass, positionsOf } from "./legend.js";
import { districtMap } from "./map.js";
import { store } from "./store.js";

const POINTERS =
  "[data-class], [data-land], [data-row], [data-pin], #view-plan tr:has([data-select])";

/**
 * What an element points at.
 *
 * @param {HTMLElement} element
 * @param {Facts} facts
 */
function positionsAt({ dataset }, { keys, constants }) {
  if (dataset.class !== undefined) return positionsOf(dataset.class);
  const land = dataset.land ?? "";
  if (land === constants.country) return null;
  return new Set(keys.flatMap((key, n) => (key.startsWith(land) ? [n] : [])));
}

/**
 * Districts of the region of the plan that a pin or a row stands for.
 *
 * @param {Element} element
 * @param {import("./map.js").DistrictMap} map
 */
function regionAt(element, { pins }) {
  const pin = element.getAttribute("data-pin");
  const ags = element.querySelector("[data-select]")?.getAttribute("data-select");
  const region = pin === null ? pins.at(ags ?? "") : pins.regions[Number(pin)];
  return region ? new Set(region.members) : null;
}

/** @param {Event} event */
async function point(event) {
  const element = closest(event, POINTERS);
  if (element === store.map.pointer) return;
  store.map.pointer = element;
  const [map, { facts }] = await Promise.all([districtMap(), essentials()]);
  if (element !== store.map.pointer) return;
  const { row, land, class: key } = element?.dataset ?? {};
  map.point(row ?? null);
  if (!element || row) map.spotlight.light(null);
  else if (land === undefined && key === undefined) map.spotlight.light(regionAt(element, map));
  else map.spotlight.light(positionsAt(element, facts));
}

/** @param {MouseEvent} event */
function choose(event) {
  const element = closest(event, "button[data-class], button[data-land]");
  if (!element) return;
  if (element.dataset.class !== undefined) keepClass(element.dataset.class);
  else set(SET.land, { value: element.dataset.land });
}

export function listen() {
  for (const name of /** @type {const} */ (["pointerover", "focusin"]))
    document.addEventListener(name, (event) => {
      if (store.map.drawing) point(event);
    });
  document.addEventListener("click", choose);
}

export const callbacks = {};
