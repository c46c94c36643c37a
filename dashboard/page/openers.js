// @ts-check
// What is needed after a click only: its scripts are fetched with the first one.
import { closest } from "./dom.js";

/** @type {Record<string, (opener: HTMLElement) => Promise<unknown>>} */
const OPEN = {
  async play(button) {
    (await import("./time.js")).play(button);
  },
  async years() {
    (await import("./time.js")).showYears();
  },
  async compare() {
    (await import("./compare.js")).compare();
  },
  async present() {
    (await import("./presentation.js")).present();
  },
  async tour() {
    (await import("./tour.js")).openTour();
  },
  async term(button) {
    (await import("./terms.js")).explain(button);
  },
};

/** A link to two maps opens them. */
async function followAddress() {
  if (location.hash.startsWith("#compare=")) (await import("./compare.js")).compareFromAddress();
}

export function listen() {
  followAddress();
  window.addEventListener("hashchange", followAddress);
  document.addEventListener("click", (event) => {
    const opener = closest(event, "[data-open]");
    if (opener) OPEN[opener.dataset.open ?? ""](opener);
  });
}

export const callbacks = {};
