// @ts-check
// The catalogue of one's own: what counts, in which direction, how much. The server checks and
// keeps it; the page sends only the indicators whose fields were touched.
import { ADDRESSES, OWN_HEADER, PLACES, payload, unchanged } from "../../page/contract.js";
import { byId, choice, download, entry, fill, html } from "../../page/dom.js";
import { store } from "../../page/store.js";
import { adopt, drawReport, patiently, use, write } from "./own_files.js";

const FILE = "indicator_catalogue.csv"; // as in a data folder
const OUT = ""; // place of what does not count
const IDEAL = "ideal";
const DIRECTIONS = ["more", "less", IDEAL];
const USUAL = { direction: "more", weight: 5 }; // of an indicator that counted nowhere before
/** @type {Record<string, Attributes>} */
const NUMBERS = {
  ideal: { step: "any" },
  weight: { min: 0, max: 1000, step: "any", required: true },
  year: { min: 1900, max: 2100, step: 1 },
};

/** @param {{method: string, body?: string}} parts */
function request({ method, body }) {
  const headers = { [OWN_HEADER]: store.own.token ?? "", "Content-Type": "application/json" };
  return fetch(ADDRESSES.catalogue, { method, body, headers });
}

/** One indicator: where it counts, and how. */
class IndicatorFields {
  /** @param {{row: CatalogueRow, parts: CatalogueParts, parent: Element}} parts */
  constructor({ row, parts: { form, said, words }, parent }) {
    const { id, name, place, direction, ideal, weight, unit, year } = row;
    /** @type {CatalogueSaid & Record<string, unknown>} */
    this.now = { place, direction, ideal, weight, unit, year };
    this.now.direction ||= USUAL.direction;
    this.now.weight ??= USUAL.weight;
    this.keep = () => said.set(id, this.now);
    /** @type {string} */
    this.id = id;
    /** @type {Words} */
    this.words = words;
    const title = row.changed ? fill(words.catalogue_changed, { name }) : name;
    this.group = html("fieldset", { class: "indicator" }, "", parent);
    html("legend", {}, title, this.group);
    this.choose("place", form.places, this.group);
    this.counting = html("div", { class: "counting" }, "", this.group);
    const directions = DIRECTIONS.map((key) => [key, words[`catalogue_${key}`]]);
    this.choose("direction", directions, this.counting);
    this.ideal = this.type("ideal", this.counting);
    this.type("weight", this.counting);
    this.type("unit", this.group);
    this.type("year", this.group);
    this.show();
  }

  /**
   * @param {string} key
   * @param {string[][]} options
   * @param {Element} parent
   */
  choose(key, options, parent) {
    choice({
      id: `catalogue-${key}-${this.id}`,
      label: this.words[`catalogue_of_${key}`],
      options,
      value: String(this.now[key]),
      parent: html("div", { class: "field" }, "", parent),
      onChange: (value) => this.change(key, value),
    });
  }

  /**
   * @param {string} key
   * @param {Element} parent
   */
  type(key, parent) {
    const limits = NUMBERS[key];
    const numberOf = (/** @type {string} */ text) => (text === "" ? null : Number(text));
    return entry({
      id: `catalogue-${key}-${this.id}`,
      label: this.words[`catalogue_of_${key}`],
      attributes: limits ? { type: "number", ...limits } : { type: "text", maxlength: 60 },
      value: this.now[key],
      parent,
      onChange: ({ value }) => this.change(key, limits ? numberOf(value) : value),
    });
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  change(key, value) {
    this.now[key] = value;
    this.keep();
    this.show();
  }

  /** Fields that say nothing where the indicator stands now are hidden. */
  show() {
    this.counting.hidden = this.now.place === OUT;
    this.ideal.hidden = this.now.direction !== IDEAL;
  }
}

/**
 * Indicators by where they count now.
 *
 * @param {Element} frame
 * @param {CatalogueParts} parts
 */
function drawIndicators(frame, parts) {
  const { form, words } = parts;
  const counting = [...form.places.filter(([key]) => key !== OUT), ...form.places.slice(0, 1)];
  for (const [key, label] of counting) {
    const rows = form.rows.filter(({ place }) => place === key);
    if (!rows.length) continue;
    const details = html("details", {}, "", frame);
    const title = key === OUT ? words.catalogue_out : label;
    html("summary", {}, fill(words.catalogue_group, { title, count: rows.length }), details);
    const region = html("div", { class: "indicators" }, "", details);
    for (const row of rows) new IndicatorFields({ row, parts, parent: region });
  }
}

/**
 * @param {Element} frame
 * @param {CatalogueParts} parts
 */
function drawActions(frame, { form, said, words }) {
  const buttons = html("div", { class: "buttons" }, "", frame);
  const button = (/** @type {string} */ text, /** @type {() => void} */ onClick, small = true) => {
    const look = { type: "button", class: small ? "button small" : "button" };
    html("button", look, text, buttons).addEventListener("click", onClick);
  };
  const isValid = () =>
    [...frame.querySelectorAll("input")].every((field) => field.reportValidity());
  button(words.catalogue_use, () => isValid() && send(said, words), false);
  button(words.catalogue_file, () => download(FILE, form.file));
  if (form.rows.some(({ changed }) => changed)) button(words.catalogue_reset, () => reset(words));
}

/**
 * The whole form; what was there before is replaced.
 *
 * @param {CatalogueForm} form
 * @param {Words} words
 */
function draw(form, words) {
  const frame = byId(PLACES.catalogueForm);
  frame.replaceChildren();
  /** @type {CatalogueParts} */
  const parts = { form, said: new Map(), words };
  drawIndicators(frame, parts);
  drawActions(frame, parts);
}

/**
 * @param {Map<string, CatalogueSaid>} said
 * @param {Words} words
 */
async function send(said, words) {
  const place = byId(PLACES.catalogueReport);
  if (!said.size) return write(place, words.catalogue_nothing);
  write(place, words.upload_running);
  const body = JSON.stringify(Object.fromEntries(said));
  const answer = await patiently(() => request({ method: "POST", body }), place).catch(() => null);
  if (!answer?.ok) return write(place, words.upload_failed);
  const report = /** @type {UploadReport} */ (await answer.json());
  drawReport({ report, name: FILE, place, words });
  if (report.form) draw(report.form, words);
  if (report.own) adopt(report);
}

/** @param {Words} words */
async function reset(words) {
  const place = byId(PLACES.catalogueReport);
  const answer = await request({ method: "DELETE" }).catch(() => null);
  if (!answer?.ok) return write(place, words.upload_failed);
  const session = /** @type {UploadReport} */ (await answer.json());
  write(place, words.catalogue_as_shipped);
  if (session.form) draw(session.form, words);
  if (session.own) adopt(session);
  else use(null);
}

/** Fetch and draw what the server has, where the form is open. */
async function redraw() {
  const frame = document.getElementById(PLACES.catalogueForm);
  if (!frame?.closest("details")?.open) return frame?.replaceChildren();
  const { words } = await payload("facts");
  const answer = await request({ method: "GET" }).catch(() => null);
  if (!answer?.ok) return write(frame, words.upload_failed);
  draw((await answer.json()).form, words);
}

export function listen() {
  // "toggle" does not rise from the element it happens to; it can be met on its way down.
  document.addEventListener(
    "toggle",
    ({ target }) => {
      const form = `#${PLACES.catalogueForm}`;
      if (target instanceof Element && target.querySelector(form)) redraw();
    },
    true,
  );
}

export const callbacks = {
  /** Other own files may have come or gone: an open form shows the catalogue in use. */
  async ownCatalogue() {
    await redraw();
    return unchanged();
  },
};
