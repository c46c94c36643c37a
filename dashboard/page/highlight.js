// @ts-check
// Legend and rows point at the map: what is hovered or has the focus stands out there, and a click
// on an entry of the legend keeps its class alone.
import { essentials, SET, set } from "./contract.js";
import { closest } from "./dom.js";
import { keepClass, positionsOf } from "./legend.js";
import { districtMap } from "./map.js";
import { store } from "./store.js";

const POINTERS = "[data-class], [data-land], [data-row]";

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

/** @param {Event} event */
async function point(event) {
  const element = closest(event, POINTERS);
  if (element === store.map.pointer) return;
  store.map.pointer = element;
  const [map, { facts }] = await Promise.all([districtMap(), essentials()]);
  if (element !== store.map.pointer) return;
  const row = element?.dataset.row;
  map.point(row ?? null);
  map.spotlight.light(element && !row ? positionsAt(element, facts) : null);
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
