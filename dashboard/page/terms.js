// @ts-check
// Terms of the field explained where they stand, out of the glossary that the help prints as well.
import { payload } from "./contract.js";
import { html } from "./dom.js";

const GAP_PX = 6;

/**
 * Open the meaning of a term beside its button; the browser closes it with Escape or a click.
 *
 * @param {HTMLElement} button
 */
export async function explain(button) {
  const { terms } = await payload("terms");
  const entry = terms[button.dataset.term ?? ""];
  if (!entry) return;
  const note = html("div", { class: "term-note", popover: "auto", role: "note" }, "");
  html("strong", {}, entry[0], note);
  html("p", {}, entry[1], note);
  button.after(note);
  note.addEventListener("toggle", (event) => {
    const isOpen = /** @type {ToggleEvent} */ (event).newState === "open";
    button.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) note.remove();
  });
  note.showPopover();
  const { left, bottom, top } = button.getBoundingClientRect();
  const room = innerHeight - bottom - GAP_PX;
  const over = note.offsetHeight > room;
  note.style.left = `${Math.max(8, Math.min(left, innerWidth - note.offsetWidth - 8))}px`;
  note.style.top = `${over ? top - note.offsetHeight - GAP_PX : bottom + GAP_PX}px`;
}
