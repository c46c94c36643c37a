// @ts-check
// Decisions by hand on target regions: set for a wave, dropped, or free again.
import { set } from "../../page/contract.js";
import { closest } from "../../page/dom.js";
import { store } from "../../page/store.js";

const BETWEEN = ";";
const EQUALS = " = ";
const DROPPED = 0;

/**
 * Entries of a text without those of one region.
 *
 * @param {string} text
 * @param {string} region
 */
const others = (text, region) =>
  text
    .split(BETWEEN)
    .map((entry) => entry.trim())
    .filter((entry) => entry && entry.split(EQUALS)[0] !== region);

/**
 * The two settings after a decision; every region stands in one of them at most.
 *
 * @param {HandTexts} texts
 * @param {string} region
 * @param {number | null} wave Its wave from 1 on, 0 = dropped, null = free again.
 * @returns {HandTexts}
 */
export function decided({ fixed_regions, dropped_regions }, region, wave) {
  const fixed = others(fixed_regions, region);
  const dropped = others(dropped_regions, region);
  if (wave === DROPPED) dropped.push(region);
  else if (wave !== null) fixed.push(region + EQUALS + wave);
  return { fixed_regions: fixed.join("; "), dropped_regions: dropped.join(BETWEEN) };
}

/** A click on a decision changes the settings and plans anew. */
export function listenToHands() {
  document.addEventListener("click", (event) => {
    const button = closest(event, "button[data-hand]");
    const region = button?.getAttribute("data-hand");
    if (!button || !region) return;
    const wave = button.getAttribute("data-wave");
    const texts = decided(store.plan.hand, region, wave === null || wave === "" ? null : +wave);
    store.plan.again = true;
    for (const [id, value] of Object.entries(texts)) set(id, { value });
  });
}
