// @ts-check
// Search everywhere: a dialog with one field and the list of what fits; choosing goes there.
import { essentials, PLACES, payload, SET, set } from "./contract.js";
import { byId, closest, fill, html } from "./dom.js";
import { matching, namesOf, ofPostcode } from "./finding.js";
import { districtMap } from "./map.js";
import { follow } from "./navigation.js";
import { store } from "./store.js";

const OPENER = ".search-button";
const MOST = 12;
const LEAST_DIGITS = 2;
const LIST = "search-options";
const KEY_SETTING = "search-key";
const STEPS = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 });
const TYPING = "input, select, textarea, [contenteditable]";

/** Whether a slash alone opens the search: readers who speak to their computer switch it off. */
const slashOpens = () => localStorage.getItem(KEY_SETTING) !== "off";

/** What can be looked for: made when the search opens first, names of seats as they are now. */
async function names() {
  const [{ facts, geometry }, { towns }] = await Promise.all([essentials(), payload("places")]);
  const seats = store.map.drawing?.seatList ?? facts.seats;
  return namesOf({ facts, lands: geometry.laender, seats, towns });
}

/**
 * @param {string} text
 * @param {Facts} facts
 */
async function fitting(text, facts) {
  const digits = text.trim();
  if (!/^\d+$/.test(digits)) return matching({ entries: await names(), text, most: MOST });
  if (digits.length < LEAST_DIGITS) return [];
  return ofPostcode({ postcodes: await payload("postcodes"), digits, facts, most: MOST });
}

class Search {
  /** @param {Facts} facts */
  constructor(facts) {
    this.facts = facts;
    /** @type {Found[]} */
    this.found = [];
    this.active = -1;
    this.calls = 0;
    this.looking = Promise.resolve();
    const { words } = facts;
    this.dialog = html("dialog", { class: "search", "aria-label": words.search_all }, "");
    document.body.append(this.dialog);
    const line = html("div", { class: "search-line" }, "", this.dialog);
    html("span", { class: "search-icon", "aria-hidden": "true" }, "", line);
    this.field = this.drawField(line);
    const close = html("button", { type: "button", class: "button quiet" }, words.close_it, line);
    close.addEventListener("click", () => this.dialog.close());
    const label = words.search_results;
    this.list = html("ul", { id: LIST, role: "listbox", "aria-label": label }, "", this.dialog);
    this.state = html("p", { class: "caption", role: "status" }, words.search_hint, this.dialog);
    this.drawSwitch();
    this.listen();
  }

  /** @param {Element} parent */
  drawField(parent) {
    const attributes = {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 80,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": LIST,
      "aria-label": this.facts.words.search_all,
      placeholder: this.facts.words.search_examples,
    };
    return html("input", attributes, "", parent);
  }

  /** A single key is a trap for readers who dictate (WCAG 2.1.4): they may switch it off. */
  drawSwitch() {
    const label = html("label", { class: "search-key caption" }, "", this.dialog);
    const box = html("input", { type: "checkbox" }, "", label);
    box.checked = slashOpens();
    label.append(` ${this.facts.words.search_key}`);
    box.addEventListener("change", () =>
      localStorage.setItem(KEY_SETTING, box.checked ? "on" : "off"),
    );
  }

  listen() {
    this.field.addEventListener("input", () => {
      this.looking = this.look();
    });
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("click", (event) => {
      const option = closest(event, "[role=option]");
      if (option) this.choose(Number(option.dataset.n));
      else if (event.target === this.dialog) this.dialog.close();
    });
  }

  open() {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.field.select();
    this.looking = this.look();
  }

  async look() {
    const call = ++this.calls;
    const found = await fitting(this.field.value, this.facts);
    if (call !== this.calls) return;
    this.found = found;
    this.list.replaceChildren(...found.map((entry, n) => this.option(entry, n)));
    this.field.setAttribute("aria-expanded", String(found.length > 0));
    this.mark(found.length ? 0 : -1);
    const { words } = this.facts;
    const said = this.field.value.trim() ? words.search_count : words.search_hint;
    this.state.textContent = fill(said, { count: found.length });
  }

  /**
   * @param {Found} entry
   * @param {number} n
   */
  option(entry, n) {
    const attributes = { role: "option", id: `${LIST}-${n}`, "data-n": n };
    const item = html("li", attributes);
    html("span", {}, entry.name, item);
    html("span", { class: "caption" }, this.kindOf(entry), item);
    return item;
  }

  /** @param {Found} entry */
  kindOf({ kind, n }) {
    const { words, names: districts } = this.facts;
    const name = words[`search_${kind}`];
    return n === undefined ? name : fill(name, { district: districts[n] });
  }

  /** @param {number} n */
  mark(n) {
    this.active = n;
    for (const [at, item] of [...this.list.children].entries())
      item.setAttribute("aria-selected", String(at === n));
    if (n < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", `${LIST}-${n}`);
    this.list.children[n]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { length } = this.found;
    if (event.key in STEPS && length) this.mark((this.active + STEPS[event.key] + length) % length);
    else if (event.key === "Enter") this.chooseActive();
    else return;
    event.preventDefault();
  }

  /** Who types fast means what was typed last. */
  async chooseActive() {
    await this.looking;
    if (this.active >= 0) this.choose(this.active);
  }

  /** @param {number} n */
  choose(n) {
    this.dialog.close();
    goTo(this.found[n], this.facts);
  }
}

/** @param {string} ags */
async function showDistrict(ags) {
  set(SET.selected, { data: ags });
  if (!document.getElementById(PLACES.profile)?.offsetParent)
    follow("spots", ({ district }) => district === ags);
  (await districtMap()).showDistrict(ags);
}

/** Views without a map give way to the one that shows it. */
function withMap() {
  if (byId(PLACES.mapArea).hidden) follow("coverage");
}

/**
 * Go to what was chosen.
 *
 * @param {Found} entry
 * @param {Facts} facts
 */
async function goTo({ kind, key = "", n }, facts) {
  if (n !== undefined) return showDistrict(facts.keys[n]);
  if (kind === "land") {
    withMap();
    set(SET.land, { value: key });
  } else if (kind === "chamber") {
    set(SET.chamber, { value: key });
    follow("spots", ({ chamber }) => chamber === key);
    const inside = facts.chambers.flatMap((names, at) => (names.includes(key) ? [at] : []));
    (await districtMap()).fitDistricts(inside);
  } else {
    withMap();
    (await districtMap()).showInitiative(key);
  }
}

async function open() {
  const { facts } = await essentials();
  store.search ??= new Search(facts);
  store.search.open();
}

/** @param {KeyboardEvent} event */
function openByKey(event) {
  const { key, altKey } = event;
  const command = (event.ctrlKey || event.metaKey) && key.toLowerCase() === "k";
  const slash = key === "/" && slashOpens() && !closest(event, TYPING) && !event.ctrlKey;
  if (altKey || !(command || slash)) return;
  event.preventDefault();
  open();
}

export function listen() {
  document.addEventListener("click", (event) => {
    if (closest(event, OPENER)) open();
  });
  document.addEventListener("keydown", openByKey);
}

export const callbacks = {};
