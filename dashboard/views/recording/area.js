// @ts-check
// Forms with an area: its districts are clicked on the map, chosen there by key, or named.
import { allWords, essentials, payload } from "../../page/contract.js";
import { closest, fill, html, svg } from "../../page/dom.js";
import { districtMap } from "../../page/map.js";
import { store } from "../../page/store.js";
import { ask, button, read, record } from "./recording.js";

const LINKED = "networked";
const UNLINKED = "unconnected";

/** The form that `ask` has drawn last in a place. @param {Element} place */
const formIn = (place) => /** @type {HTMLFormElement} */ (place.querySelector(".recording-ask"));

/** Districts of one form, on the map and as a list. */
class Area {
  /**
   * @param {{form: HTMLFormElement, before: Element | null, words: Words, facts: Facts,
   *   map: import("../../page/map.js").DistrictMap, districts: string[]}} parts
   */
  constructor({ form, before, words, facts, map, districts }) {
    this.form = form;
    this.words = words;
    this.facts = facts;
    this.map = map;
    this.chosen = new Set(districts);
    this.frame = html("fieldset", { class: "area-form" });
    form.insertBefore(this.frame, before);
    html("legend", {}, words.area_title, this.frame);
    if (map.frame.checkVisibility()) html("p", { class: "caption" }, words.area_hint, this.frame);
    this.said = html("p", { role: "status" }, "", this.frame);
    this.list = html("ul", { class: "area-list" }, "", this.frame);
    this.drawNameField();
    this.layer = svg("g", { class: "area picked", "aria-hidden": "true" });
    map.area.before(this.layer);
    store.map.pick = (ags) => this.take(ags);
    form.addEventListener("submit", () => this.end());
    this.show();
  }

  /** Districts in the order in which they were chosen, as a cell of a table. */
  text() {
    return [...this.chosen].join(";");
  }

  /** @param {string} ags */
  nameOf(ags) {
    return this.facts.names[this.facts.keys.indexOf(ags)] ?? ags;
  }

  drawNameField() {
    const row = html("div", { class: "field area-add" }, "", this.frame);
    html("label", { for: "area-name" }, this.words.area_add, row);
    const field = html("input", { id: "area-name", type: "text", list: "area-names" }, "", row);
    const names = html("datalist", { id: "area-names" }, "", row);
    for (const name of this.facts.names) html("option", { value: name }, "", names);
    const add = () => this.addByName(field);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !field.value) return;
      event.preventDefault(); // the form is sent by its own button
      add();
    });
    button(this.words.area_take, row, add, "button small");
  }

  /** @param {HTMLInputElement} field */
  addByName(field) {
    const name = field.value.trim();
    const n = this.facts.names.findIndex((other) => other.toLowerCase() === name.toLowerCase());
    if (!name) return;
    if (n < 0) {
      this.said.textContent = fill(this.words.area_unknown, { name });
      return;
    }
    field.value = "";
    this.chosen.add(this.facts.keys[n]);
    this.show();
  }

  /**
   * A district of the map goes in or out, as long as the form is to be seen.
   *
   * @param {string | null} ags Null: another form asks for districts.
   */
  take(ags) {
    if (!ags || !this.form.isConnected || !this.form.checkVisibility()) {
      this.end();
      return false;
    }
    if (!this.chosen.delete(ags)) this.chosen.add(ags);
    this.show();
    return true;
  }

  show() {
    const { words, map } = this;
    const names = [...this.chosen].map((ags) => this.nameOf(ags));
    const said = [words.area_none, words.area_one][names.length] ?? words.area_count;
    this.said.textContent = fill(said, { count: names.length, names: names.join(", ") });
    this.list.replaceChildren();
    for (const ags of this.chosen) this.drawEntry(ags);
    this.layer.replaceChildren();
    map.paths.forEach((path, n) => {
      const isIn = this.chosen.has(path.dataset.ags ?? "");
      path.setAttribute("aria-pressed", String(isIn));
      if (isIn) svg("path", { class: "reach", d: map.geometry.districts[n].d }, this.layer);
    });
  }

  /** @param {string} ags */
  drawEntry(ags) {
    const name = this.nameOf(ags);
    const item = html("li", {}, "", this.list);
    const out = button(
      `${name} ×`,
      item,
      () => {
        this.chosen.delete(ags);
        this.show();
        this.frame.querySelector("input")?.focus();
      },
      "button small quiet",
    );
    out.setAttribute("aria-label", fill(this.words.area_out, { name }));
  }

  /** The map selects districts again. */
  end() {
    this.layer.remove();
    store.map.pick = null;
    for (const path of this.map.paths)
      path.setAttribute("aria-pressed", String(path.dataset.ags === this.map.selected));
  }
}

/**
 * Ask for the districts of the form drawn last in a place.
 *
 * @param {{place: Element, before: Element | null, words: Words, districts: string[]}} parts
 */
async function areaIn({ place, before, words, districts }) {
  const [{ facts }, map] = await Promise.all([essentials(), districtMap()]);
  store.map.pick?.(null);
  const area = new Area({ form: formIn(place), before, words, facts, map, districts });
  formIn(place).addEventListener("click", (event) => {
    if (closest(event, ".buttons .quiet")) area.end();
  });
  return area;
}

/**
 * Replace the area of an initiative.
 *
 * @param {{place: Element, key: string, seen: number, name: string, districts: string[]}} parts
 */
export async function askArea({ place, key, seen, name, districts }) {
  const words = await allWords();
  ask(place, words, [], () =>
    record(
      { deed: "area", key, seen, districts: area.text() },
      { place: formIn(place), text: fill(words.area_saved, { name }) },
    ),
  );
  const area = await areaIn({ place, before: formIn(place).firstElementChild, words, districts });
  area.frame.querySelector("input")?.focus();
}

/**
 * Enter an initiative; what is called alike is named first.
 *
 * @param {{place: Element, districts: string[], states: [string, string][], source?: string,
 *   name?: string}} parts
 */
export async function askInitiative({ place, districts, states, source = "", name = "" }) {
  const words = await allWords();
  /** @type {[string, string, string, string?][]} */
  const fields = [
    ["name", words.initiative_name, name],
    ["place", words.initiative_city, ""],
    ["plz", words.initiative_post, ""],
    ["linked_since", words.initiative_since, "", "date"],
    ["source_url", words.recording_source, source, "url"],
  ];
  let state = UNLINKED;
  ask(place, words, fields, ({ linked_since: since, ...values }) =>
    record(
      {
        deed: "initiative",
        served_ags: area.text(),
        network_status: state,
        ...values,
        linked_since: state === LINKED ? since : "",
      },
      { place: formIn(place), text: values.name },
    ),
  );
  const form = formIn(place);
  const before = form.children[1];
  drawStates({ form, words, states, onChange: (value) => (state = value) });
  const area = await areaIn({ place, before, words, districts });
  sayAlike(form, area, words);
  followPostcode(form, area);
}

/**
 * @param {{form: Element, words: Words, states: [string, string][],
 *   onChange: (state: string) => void}} parts
 */
function drawStates({ form, words, states, onChange }) {
  const frame = html("div", { class: "field" });
  html("label", { for: "initiative-state" }, words.initiative_state, frame);
  const list = html("select", { id: "initiative-state", class: "select" }, "", frame);
  for (const [value, text] of states) html("option", { value }, text, list);
  list.value = UNLINKED;
  list.addEventListener("change", () => onChange(list.value));
  form.querySelector("#recording-ask-linked_since")?.parentElement?.before(frame);
}

/**
 * Say below the name what is called alike: an initiative entered twice counts twice.
 *
 * @param {Element} form
 * @param {Area} area
 * @param {Words} words
 */
function sayAlike(form, area, words) {
  const field = form.querySelector("#recording-ask-name");
  if (!(field instanceof HTMLInputElement)) return;
  const frame = html("div", { class: "recording-similar", role: "status" });
  field.after(frame);
  field.addEventListener("change", async () => {
    const query = new URLSearchParams({ name: field.value, ags: [...area.chosen][0] ?? "" });
    /** @type {{initiatives: {name: string, districts: string}[]} | null} */
    const alike = await read(`/similar?${query}`);
    frame.replaceChildren();
    if (!alike?.initiatives.length) return;
    html("p", { class: "caption" }, words.initiative_similar, frame);
    const list = html("ul", {}, "", frame);
    for (const { name, districts } of alike.initiatives)
      html("li", {}, [name, districts].filter(Boolean).join(": "), list);
  });
}

/**
 * A postcode of one district only names it.
 *
 * @param {Element} form
 * @param {Area} area
 */
function followPostcode(form, area) {
  const field = form.querySelector("#recording-ask-plz");
  if (!(field instanceof HTMLInputElement)) return;
  field.inputMode = "numeric";
  field.addEventListener("change", async () => {
    const keys = (await payload("postcodes"))[field.value.trim()] ?? [];
    if (keys.length !== 1) return;
    area.chosen.add(keys[0]);
    area.show();
  });
}

/**
 * Keep a study on acceptance of a region.
 *
 * @param {{place: Element, districts: string[], today: string}} parts
 */
export async function askStudy({ place, districts, today }) {
  const words = await allWords();
  /** @type {[string, string, string, string?][]} */
  const fields = [
    ["title", words.study_title, ""],
    ["date", words.study_date, today, "date"],
    ["publisher", words.study_publisher, ""],
    ["method", words.study_method, ""],
    ["finding", words.study_finding, ""],
    ["source_url", words.recording_source, "", "url"],
  ];
  ask(place, words, fields, (values) =>
    record(
      { deed: "study", ags: area.text(), ...values },
      { place: formIn(place), text: values.title },
    ),
  );
  const before = formIn(place).querySelector(".buttons");
  const area = await areaIn({ place, before, words, districts });
}
