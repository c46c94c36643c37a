// @ts-check
// On a phone: the answer as a sheet over the map, and the settings behind one button.
import { PLACES } from "./contract.js";
import { byId, closest } from "./dom.js";

const GRIP = ".grip";
const SETTINGS = ".settings-button";
const HALF = 0.5;
const NEAR_PX = 4;
const KEYS = /** @type {Record<string, number>} */ ({ ArrowUp: 1, ArrowDown: -1 });

/**
 * How far the page is scrolled at each of the three heights of the sheet, the lowest first.
 *
 * @param {HTMLElement} grip
 */
function heights(grip) {
  const head = document.querySelector(".page > header")?.getBoundingClientRect().height ?? 0;
  const full = Math.max(0, grip.getBoundingClientRect().top + window.scrollY - head);
  return [0, Math.round(full * HALF), Math.round(full)];
}

/**
 * The next height above or below; above the highest comes the lowest.
 *
 * @param {{heights: number[], at: number, step: number, round: boolean}} parts
 */
export function nextHeight({ heights, at, step, round }) {
  const above = heights.find((height) => height > at + NEAR_PX);
  const [below] = heights.filter((height) => height < at - NEAR_PX).reverse();
  if (step < 0) return below ?? heights[0];
  return above ?? (round ? heights[0] : heights[heights.length - 1]);
}

/**
 * @param {HTMLElement} grip
 * @param {number} step
 * @param {boolean} round
 */
function move(grip, step, round) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const top = nextHeight({ heights: heights(grip), at: window.scrollY, step, round });
  window.scrollTo({ top, behavior: still ? "instant" : "smooth" });
}

/**
 * @param {HTMLElement} button
 * @param {boolean} isOpen
 */
function showSettings(button, isOpen) {
  document.body.dataset.settings = isOpen ? "open" : "";
  button.setAttribute("aria-expanded", String(isOpen));
  if (isOpen)
    /** @type {HTMLElement | null} */ (
      byId(PLACES.whatCounts).querySelector("select, input")
    )?.focus();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const grip = closest(event, GRIP);
  if (grip && event.key in KEYS) {
    event.preventDefault();
    move(grip, KEYS[event.key], false);
  }
  if (event.key !== "Escape" || document.body.dataset.settings !== "open") return;
  const button = /** @type {HTMLElement | null} */ (document.querySelector(SETTINGS));
  if (!button) return;
  showSettings(button, false);
  button.focus();
}

/** @param {MouseEvent} event */
function onClick(event) {
  const grip = closest(event, GRIP);
  if (grip) move(grip, 1, true);
  const button = /** @type {HTMLElement | null} */ (
    document.querySelector(`#react-entry-point ${SETTINGS}`)
  );
  if (!button) return;
  if (closest(event, SETTINGS)) showSettings(button, document.body.dataset.settings !== "open");
  else if (!closest(event, `#${PLACES.whatCounts}`) && document.body.dataset.settings === "open")
    showSettings(button, false);
}

export function listen() {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
}

export const callbacks = {};
