// @ts-check
// The page takes over the map and the place of the first picture.
import { PLACES } from "./contract.js";
import { byId } from "./dom.js";
import { mapFrame } from "./map.js";

const LATEST_MS = 1500;

/** What the server drew, until the page stands. */
export const firstPicture = () => document.getElementById("first");

export function reveal() {
  const picture = firstPicture();
  if (!picture) return;
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const frame = mapFrame();
  byId(PLACES.map).append(frame);
  picture.remove();
  if (focused && frame.contains(focused)) focused.focus({ preventScroll: true });
}

/** At once when the results are in, at the latest after a while. */
export const revealSoon = () => setTimeout(reveal, LATEST_MS);
