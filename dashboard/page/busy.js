// @ts-check
// Never a wrong figure under a new label: while an answer is on its way, and where none comes, what
// stands there is dimmed, marked and not to be downloaded.
import { payload, set } from "./contract.js";
import { closest, html } from "./dom.js";
import { showFields } from "./settings.js";
import { store } from "./store.js";

const UPDATE = "_dash-update-component";
/** An answer that comes sooner needs no words. */
const QUICK_MS = 200;
/** What says by itself how far it is: plans in their queue. */
const WATCHED_ELSEWHERE = /^(?:\.\.)?plan-(?!result)/;
const OF_THE_MAP = /(?:^|\.)result\.data/;
const SAVING = "a[download], form.downloads button, [data-memo]";
const PLACES = ".map-area, .panel";

/**
 * What a request asks for.
 *
 * @param {unknown} body
 * @returns {{output: string, scenario: Fields | null}}
 */
export function question(body) {
  const { output = "", inputs = [] } = JSON.parse(String(body ?? "{}"));
  const asked = inputs.find((/** @type {DashValue} */ { id }) => id === "scenario");
  return { output, scenario: asked?.value ?? null };
}

/** @param {"" | "panel" | "map" | "failed"} state */
function mark(state) {
  document.body.dataset.busy = state;
  for (const place of document.querySelectorAll(PLACES)) {
    const isBusy = state === "map" || (state === "panel" && place.matches(".panel"));
    if (isBusy) place.setAttribute("aria-busy", "true");
    else place.removeAttribute("aria-busy");
  }
}

function pill() {
  const shown = document.querySelector(".busy-pill");
  return shown ?? html("div", { class: "busy-pill no-print", role: "status" }, "", document.body);
}

async function tell() {
  const { asked, failed } = store.busy;
  if (document.getElementById("first")) return; // nothing stands there yet that could be wrong
  const { words } = await payload("facts");
  const waiting = [...asked.values()];
  if (failed && !waiting.length) return tellFailure(words, failed);
  const isMap = waiting.some(({ output }) => OF_THE_MAP.test(output));
  mark(waiting.length ? (isMap ? "map" : "panel") : "");
  if (waiting.length) pill().textContent = words.computing;
  else pill().replaceChildren();
}

/**
 * @param {Words} words
 * @param {string} why
 */
function tellFailure(words, why) {
  mark("failed");
  const place = pill();
  place.replaceChildren();
  html("p", {}, `${why} ${words.busy_failed}`, place);
  const add = (/** @type {string} */ name, /** @type {() => void} */ action) =>
    html("button", { type: "button", class: "button small" }, name, place).addEventListener(
      "click",
      action,
    );
  const { wanted, good } = store.busy;
  if (wanted) add(words.download_again, () => set("scenario", { data: { ...wanted } }));
  const page = store.page.settings;
  if (good && page && JSON.stringify(good) !== JSON.stringify(wanted))
    add(words.busy_back, () => showFields(page, good));
}

/**
 * Take note of an answer.
 *
 * @param {{output: string, scenario: Fields | null}} asked
 * @param {Response | null} answer
 */
async function heard({ output, scenario }, answer) {
  const { words } = await payload("facts");
  if (answer?.ok) {
    store.busy.failed = "";
    if (OF_THE_MAP.test(output)) store.busy.good = scenario;
    return;
  }
  store.busy.wanted = scenario ?? store.busy.wanted;
  const text = answer && answer.status < 500 ? (await answer.clone().text()).trim() : "";
  store.busy.failed = text.startsWith("<") || !text ? words.download_failed : text;
}

/** Every question of Dash is followed from its sending to its answer. */
function watch() {
  const { fetch } = window;
  window.fetch = async (address, options) => {
    const { pathname } = new URL(String(address), location.href);
    if (!pathname.endsWith(UPDATE)) return fetch.call(window, address, options);
    const asked = question(options?.body);
    if (WATCHED_ELSEWHERE.test(asked.output)) return fetch.call(window, address, options);
    const number = ++store.busy.count;
    const timer = setTimeout(() => {
      store.busy.asked.set(number, asked);
      tell();
    }, QUICK_MS);
    /** @type {Response | null} */
    let answer = null;
    try {
      answer = await fetch.call(window, address, options);
      return answer;
    } finally {
      clearTimeout(timer);
      await heard(asked, answer);
      store.busy.asked.delete(number);
      // Dash draws the answer first.
      setTimeout(tell);
    }
  };
}

/** @param {Event} event */
function refuse(event) {
  if (!document.body.dataset.busy || !closest(event, SAVING)) return;
  event.preventDefault();
  event.stopPropagation();
}

export function listen() {
  watch();
  document.addEventListener("click", refuse, true);
}

export const callbacks = {};
