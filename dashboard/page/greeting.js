// @ts-check
// A word to whoever opens the page for the first time.
import { payload } from "./contract.js";
import { html } from "./dom.js";
import { mapFrame } from "./map.js";

/** What this browser remembers of the first steps. */
export const TOUR_SEEN = "tour-seen";

/** Whoever comes for the first time is told, beside the map, where to begin; nothing opens by itself. */
export async function greet() {
  if (localStorage.getItem(TOUR_SEEN)) return;
  const { words } = await payload("facts");
  const hint = html("div", { class: "tour-hint no-print" }, words.tour_hint, mapFrame());
  const open = { type: "button", class: "button small quiet", "data-open": "tour" };
  html("button", open, words.tour_title, hint);
  const hide = html(
    "button",
    { type: "button", class: "button small quiet" },
    words.tour_hide,
    hint,
  );
  hide.addEventListener("click", () => {
    localStorage.setItem(TOUR_SEEN, "yes");
    hint.remove();
  });
}
