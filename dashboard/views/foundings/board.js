// @ts-check
// Move a founding on the board: by its button, or drawn to a later column.
import { payload } from "../../page/contract.js";
import { closest, html } from "../../page/dom.js";
import { store } from "../../page/store.js";
import { ask, record } from "../recording/recording.js";

const CARD = "[data-founding]";
const COLUMN = ".foundings-column[data-step]";

/** Columns behind that of a card: a founding goes on, it does not go back. @param {Element} card */
function laterColumns(card) {
  const columns = [...document.querySelectorAll(COLUMN)];
  const own = columns.indexOf(/** @type {Element} */ (card.closest(COLUMN)));
  return columns
    .slice(own + 1)
    .filter((column) => column instanceof HTMLElement && column.dataset.step);
}

/** Name of a step without its number and count. @param {Element} column */
const stepName = (column) =>
  [...(column.querySelector("h3")?.childNodes ?? [])]
    .filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.textContent)
    .join("");

/**
 * The form of a step below a card.
 *
 * @param {HTMLElement} card
 * @param {string} [step] The one it was drawn to; else the next.
 */
async function askStep(card, step) {
  const { words } = await payload("facts");
  const columns = laterColumns(card);
  if (!columns.length) return;
  const { founding, seen, name = "" } = card.dataset;
  const today = new Date().toISOString().slice(0, 10);
  const list = html("select", { id: "recording-step", class: "select" });
  for (const column of columns) {
    const { step: value } = /** @type {HTMLElement} */ (column).dataset;
    html("option", { value: value ?? "" }, stepName(column), list);
  }
  if (step) list.value = step;
  ask(card, words, [["date", words.recording_date, today, "date"]], ({ date }) =>
    record(
      { deed: "step", key: founding, seen: Number(seen), step: list.value, date },
      { place: card, text: name },
    ),
  );
  const frame = html("div", { class: "field" });
  html("label", { for: "recording-step" }, words.recording_step, frame);
  frame.append(list);
  card.querySelector(".recording-ask")?.prepend(frame);
  list.focus();
}

/** @param {Event} event */
async function open(event) {
  const card = closest(event, ".record-step, .record-close")?.closest(CARD);
  if (!(card instanceof HTMLElement)) return;
  if (closest(event, ".record-step")) return askStep(card);
  (await import("../recording/closing.js")).askClosing(card, card.dataset.founding ?? "");
}

/** @param {DragEvent} event */
function draw(event) {
  const card = closest(event, CARD);
  if (!(card instanceof HTMLElement)) return;
  store.recording.drawn = card;
  event.dataTransfer?.setData("text/plain", card.dataset.name ?? "");
}

/** Column a founding may be dropped on. @param {Event} event */
function target(event) {
  const { drawn } = store.recording;
  const column = drawn && closest(event, COLUMN);
  return column instanceof HTMLElement && drawn && laterColumns(drawn).includes(column)
    ? column
    : null;
}

/** @param {DragEvent} event */
function over(event) {
  const column = target(event);
  mark(column);
  if (column) event.preventDefault();
}

/** @param {Element | null} column */
function mark(column) {
  for (const other of document.querySelectorAll(COLUMN))
    other.classList.toggle("target", other === column);
}

/** @param {DragEvent} event */
function drop(event) {
  const [column, card] = [target(event), store.recording.drawn];
  mark(null);
  if (!column || !card) return;
  event.preventDefault();
  askStep(card, column.dataset.step);
}

export function listen() {
  document.addEventListener("click", open);
  document.addEventListener("dragstart", draw);
  document.addEventListener("dragover", over);
  document.addEventListener("drop", drop);
  document.addEventListener("dragend", () => {
    store.recording.drawn = null;
    mark(null);
  });
}
