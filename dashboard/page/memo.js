// @ts-check
// For the memo: the sentence with rule and date, the map as a picture, the link to this view.
import { essentials, PLACES } from "./contract.js";
import { byId, closest, download, fieldById, fill, html } from "./dom.js";
import { districtMap } from "./map.js";
import { fileName, inPixels, pictureOf } from "./picture.js";
import { store } from "./store.js";

const SAID_MS = 4000;
const FONT_FILE = /source-sans-3-[\w]+\.woff2/;

/**
 * Text of an element with single blanks.
 *
 * @param {Element | null | undefined} element
 */
const textOf = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

/** Panel of the view on screen. */
const panel = () => byId(`view-${store.page.view}`);

/** Rule, filters and dates, as they stand below the map. */
const definition = () => [...byId(PLACES.definition).children].map(textOf);

const today = () => new Date().toLocaleDateString("sv"); // the year first

/** @param {string} lang */
const dayIn = (lang) =>
  new Date().toLocaleDateString(lang, { day: "2-digit", month: "2-digit", year: "numeric" });

/** The answer of the view, or its heading where it has none. */
const answer = () =>
  textOf(panel().querySelector(".answer")) || textOf(panel().querySelector("h1"));

/** @param {Facts} facts */
function sentence({ words, lang }) {
  const said = textOf(panel().querySelector(".sentence")) || answer();
  return fill(words.memo_sentence, { said, rule: definition()[0] ?? "", day: dayIn(lang) });
}

/** @param {string} text */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without an encrypted connection browsers have only the old way.
  const field = html("textarea", {}, text, document.body);
  field.value = text;
  field.select();
  document.execCommand("copy");
  field.remove();
}

/** The typeface of the page as data, so that the picture looks as the page does. */
async function font() {
  const sheet = /** @type {HTMLLinkElement} */ (document.querySelector("link[rel=stylesheet]"));
  const name = FONT_FILE.exec(await (await fetch(sheet.href)).text())?.[0];
  if (!name) return "";
  const bytes = new Uint8Array(await (await fetch(new URL(name, sheet.href))).arrayBuffer());
  return `data:font/woff2;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}

/** What stands in the legend now. */
const legend = () =>
  [...byId(PLACES.legend).querySelectorAll("[data-class]")].map((entry) => {
    const count = textOf(entry.querySelector(".count"));
    const text = textOf(entry); // ends with the count
    return {
      swatch: /** @type {SVGSVGElement} */ (entry.querySelector("svg")),
      label: text.slice(0, text.length - count.length).trim(),
      count,
    };
  });

/** @param {Facts} facts */
async function picture({ words, lang }) {
  const map = await districtMap();
  const face = await font();
  const root = document.documentElement;
  const { theme } = root.dataset;
  root.dataset.theme = "light"; // paper and slides are; put back before anything is painted
  const colour = (/** @type {string} */ name) =>
    getComputedStyle(root).getPropertyValue(`--${name}`);
  const [paper, ground, ink, soft] = ["paper", "map-ground", "ink", "soft"].map(colour);
  const sources = textOf(document.querySelector(".page > footer p"));
  const notes = [...definition(), fill(words.memo_made, { day: dayIn(lang) }), sources];
  const markup = pictureOf({
    drawing: map.svg,
    box: map.box,
    title: answer(),
    notes,
    legend: legend(),
    colours: { paper, ground, ink, soft },
    font: face,
  });
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  return markup;
}

/** @param {string} ending */
function nameOf(ending) {
  const chosen = (/** @type {string} */ id) => {
    const field = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (fieldById(id)));
    return field.selectedOptions[0]?.text ?? "";
  };
  const view =
    location.pathname.split("/").at(-1) ||
    textOf(document.querySelector("header nav [aria-current]"));
  return fileName({ parts: [view, chosen("land"), chosen("rule")], day: today(), ending });
}

/** @type {Record<string, (facts: Facts) => Promise<string>>} What is done; back comes what is said. */
const ACTIONS = {
  async sentence(facts) {
    await copy(sentence(facts));
    return facts.words.memo_copied;
  },
  async link({ words }) {
    await copy(location.href);
    return words.memo_copied;
  },
  async png(facts) {
    download(nameOf("png"), await inPixels(await picture(facts)));
    return facts.words.memo_saved;
  },
  async svg(facts) {
    download(nameOf("svg"), await picture(facts));
    return facts.words.memo_saved;
  },
};

/** @param {MouseEvent} event */
async function act(event) {
  const button = closest(event, "[data-memo]");
  const menu = button?.closest("details");
  if (!button || !menu) {
    for (const open of document.querySelectorAll("details.memo[open]"))
      if (!closest(event, "details.memo")) open.removeAttribute("open");
    return;
  }
  const { facts } = await essentials();
  const status = menu.querySelector("[role=status]");
  const said = await ACTIONS[button.dataset.memo ?? ""](facts).catch(() => facts.words.memo_failed);
  if (!status) return;
  status.textContent = said;
  setTimeout(() => {
    status.textContent = "";
  }, SAID_MS);
}

export function listen() {
  document.addEventListener("click", act);
  document.addEventListener("keydown", (event) => {
    const menu = closest(event, "details.memo[open]");
    if (event.key !== "Escape" || !menu) return;
    menu.removeAttribute("open");
    menu.querySelector("summary")?.focus();
  });
}

export const callbacks = {};
