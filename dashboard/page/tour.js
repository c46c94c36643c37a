// @ts-check
// For newcomers: three ways to begin, each with a first task, and four places to know.
import { essentials } from "./contract.js";
import { closest, fill, html } from "./dom.js";
import { TOUR_SEEN } from "./greeting.js";
import { follow } from "./navigation.js";

/** @type {{role: string, view: string}[]} */
const ROLES = [
  { role: "report", view: "coverage" },
  { role: "close", view: "spots" },
  { role: "plan", view: "plan" },
];
/** What the four steps point at. */
const STEPS = ["#what-counts", "#map", ".panel:not([hidden])", ".memo"];

/** Three cards: who chooses one goes to its view and is shown round. */
export async function openTour() {
  const { facts } = await essentials();
  const { words } = facts;
  document.querySelector(".tour-hint")?.remove();
  const dialog = html("dialog", { class: "tour", "aria-label": words.tour_title }, "");
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    localStorage.setItem(TOUR_SEEN, "yes");
    dialog.remove();
  });
  html("h2", {}, words.tour_title, dialog);
  html("p", {}, words.tour_text, dialog);
  const cards = html("div", { class: "tour-cards" }, "", dialog);
  for (const { role, view } of ROLES) {
    const card = html("button", { type: "button", class: "tour-card" }, "", cards);
    for (const [tag, part] of /** @type {const} */ ([
      ["strong", "name"],
      ["span", "text"],
      ["em", "task"],
      ["small", "time"],
    ]))
      html(tag, {}, words[`tour_${role}_${part}`], card);
    card.addEventListener("click", () => {
      dialog.close();
      follow(view);
      walk(facts, words[`tour_${role}_task`]);
    });
  }
  const skip = html("button", { type: "button", class: "button quiet" }, words.tour_skip, dialog);
  skip.addEventListener("click", () => dialog.close());
  dialog.showModal();
}

/**
 * Four notes, one after the other, each beside what it speaks of.
 *
 * @param {Facts} facts
 * @param {string} task
 */
function walk({ words }, task) {
  const note = html("div", { class: "tour-step", role: "dialog", tabindex: "-1" }, "");
  note.setAttribute("aria-label", words.tour_title);
  document.body.append(note);
  let at = 0;
  const show = () => {
    if (at >= STEPS.length) return note.remove();
    note.replaceChildren();
    html("strong", {}, fill(words.tour_step, { at: at + 1, of: STEPS.length }), note);
    html("p", {}, words[`tour_step_${at + 1}`], note);
    if (at === STEPS.length - 1) html("p", {}, task, note);
    const buttons = html("div", { class: "buttons" }, "", note);
    const name = at === STEPS.length - 1 ? words.tour_end : words.tour_next;
    html("button", { type: "button", class: "button", "data-next": "" }, name, buttons);
    html(
      "button",
      { type: "button", class: "button quiet", "data-leave": "" },
      words.tour_leave,
      buttons,
    );
    place(note, document.querySelector(STEPS[at]));
    note.focus({ preventScroll: true });
  };
  note.addEventListener("click", (event) => {
    if (closest(event, "[data-leave]")) return note.remove();
    if (!closest(event, "[data-next]")) return;
    at += 1;
    show();
  });
  note.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") note.remove();
  });
  show();
}

/**
 * Put a note into the middle of what it speaks of, within the window.
 *
 * @param {HTMLElement} note
 * @param {Element | null} target
 */
function place(note, target) {
  const { left, top, width, height } = (target ?? document.body).getBoundingClientRect();
  const within = (
    /** @type {number} */ at,
    /** @type {number} */ size,
    /** @type {number} */ room,
  ) => Math.max(8, Math.min(at, room - size - 8));
  const { offsetWidth, offsetHeight } = note;
  const below = top + Math.min(height, innerHeight) / 2;
  note.style.left = `${within(left + width / 2 - offsetWidth / 2, offsetWidth, innerWidth)}px`;
  note.style.top = `${within(below, offsetHeight, innerHeight)}px`;
}
