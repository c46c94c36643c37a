// @ts-check
// The shortlist: kept in this browser only, with notes, undo and export.
import { PLACES, payload, unchanged } from "../../page/contract.js";
import { byId, closest, fill, html } from "../../page/dom.js";
import { drawIn } from "../../page/frames.js";
import { store } from "../../page/store.js";

const VIEW = "view-spots";
const PLACE = "rollout.shortlist";
const UNDO_STEPS = 20;
const LONGEST_NOTE = 500;

/**
 * Entries of a stored text; what is none is left out.
 *
 * @param {string | null} text
 * @returns {Entry[]}
 */
export function entriesFrom(text) {
  try {
    const entries = JSON.parse(text ?? "") || [];
    return entries
      .filter(
        (/** @type {any} */ entry) =>
          entry && typeof entry.ags === "string" && typeof entry.note === "string",
      )
      .map((/** @type {Entry} */ { ags, note }) => ({ ags, note: note.slice(0, LONGEST_NOTE) }));
  } catch {
    return [];
  }
}

/**
 * The list with a district at its end; a district stands in it once.
 *
 * @param {Entry[]} entries
 * @param {string} ags
 */
export const withDistrict = (entries, ags) =>
  entries.some((entry) => entry.ags === ags) ? entries : [...entries, { ags, note: "" }];

/**
 * @param {Entry[]} entries
 * @param {string} ags
 */
export const withoutDistrict = (entries, ags) => entries.filter((entry) => entry.ags !== ags);

/**
 * @param {Entry[]} entries
 * @param {Entry} changed
 */
export const withNote = (entries, changed) =>
  entries.map((entry) => (entry.ags === changed.ags ? changed : entry));

/** No spreadsheet may take a note for a formula. */
const safe = (/** @type {string} */ text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const quoted = (/** @type {string} */ text) => `"${safe(text).replaceAll('"', '""')}"`;

/**
 * The list as a table for German spreadsheets.
 *
 * @param {{entries: Entry[], names: Map<string, string>, words: Words}} parts
 */
export function csv({ entries, names, words }) {
  const rows = [["ags", words.column_district, words.shortlist_column]];
  for (const { ags, note } of entries) rows.push([ags, names.get(ags) ?? ags, note]);
  return `${rows.map((row) => row.map(quoted).join(";")).join("\r\n")}\r\n`;
}

function stored() {
  try {
    return localStorage.getItem(PLACE);
  } catch {
    return null;
  }
}

/** @param {Entry[]} entries */
function save(entries) {
  const { past } = store.shortlist;
  past.push(store.shortlist.entries);
  past.splice(0, past.length - UNDO_STEPS);
  keep(entries);
}

/** @param {Entry[]} entries */
function keep(entries) {
  store.shortlist.entries = entries;
  try {
    localStorage.setItem(PLACE, JSON.stringify(entries));
  } catch {
    // A browser that forbids storage still shows the list until the page is closed.
  }
  drawHere();
}

/** The list, once its view is there. */
const drawHere = () => drawIn(VIEW, "shortlist", draw);

async function draw() {
  const facts = await payload("facts");
  const frame = byId(PLACES.shortlist);
  const names = new Map(facts.keys.map((key, n) => [key, facts.names[n]]));
  const entries = store.shortlist.entries.filter(({ ags }) => names.has(ags));
  const parts = { entries, names, words: facts.words };
  frame.replaceChildren();
  if (entries.length) frame.append(list(parts));
  else html("p", { class: "caption" }, facts.words.shortlist_empty, frame);
  frame.append(tools(parts));
}

/** @param {{entries: Entry[], names: Map<string, string>, words: Words}} parts */
function list({ entries, names, words }) {
  const element = html("ul", { class: "shortlist" });
  for (const entry of entries) {
    const item = html("li", {}, "", element);
    drawEntry({ entry, name: names.get(entry.ags) ?? entry.ags, words, item });
  }
  return element;
}

/** @param {{entry: Entry, name: string, words: Words, item: Element}} parts */
function drawEntry({ entry: { ags, note }, name, words, item }) {
  html("button", { type: "button", class: "pick", "data-select": ags }, name, item);
  const field = html(
    "input",
    {
      type: "text",
      maxlength: LONGEST_NOTE,
      placeholder: words.shortlist_column,
      "aria-label": fill(words.shortlist_note, { name }),
    },
    "",
    item,
  );
  field.value = note;
  field.addEventListener("change", () =>
    save(withNote(store.shortlist.entries, { ags, note: field.value })),
  );
  const remove = html(
    "button",
    {
      type: "button",
      class: "button small quiet",
      "aria-label": fill(words.shortlist_remove, { name }),
    },
    words.remove,
    item,
  );
  remove.addEventListener("click", () => save(withoutDistrict(store.shortlist.entries, ags)));
}

/** @param {{entries: Entry[], names: Map<string, string>, words: Words}} parts */
function tools(parts) {
  const { past } = store.shortlist;
  const frame = html("div", { class: "buttons no-print" });
  const add = (
    /** @type {string} */ word,
    /** @type {() => void} */ action,
    /** @type {number} */ count,
  ) => {
    const attributes = { type: "button", class: "button small" };
    const button = html("button", attributes, parts.words[word], frame);
    button.disabled = !count;
    button.addEventListener("click", action);
  };
  add("export", () => download(csv(parts)), parts.entries.length);
  add("undo", () => keep(past.pop() ?? []), past.length);
  add("clear", () => save([]), parts.entries.length);
  return frame;
}

/** @param {string} text */
function download(text) {
  const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
  html("a", { href: address, download: "merkliste.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

export function listen() {
  store.shortlist.entries = entriesFrom(stored());
  document.addEventListener("click", (event) => {
    const ags = closest(event, "[data-remember]")?.dataset.remember;
    const { entries } = store.shortlist;
    if (ags && withDistrict(entries, ags) !== entries) save(withDistrict(entries, ags));
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== PLACE) return;
    store.shortlist.entries = entriesFrom(stored());
    drawHere();
  });
}

export const callbacks = {
  /** @param {{result: Result | null}} values */
  shortlist({ result }) {
    if (result) drawHere();
    return unchanged();
  },
};
