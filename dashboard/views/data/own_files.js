// @ts-check
// Own files: sent for checking, used in this tab only. The token is in its session storage.
import {
  ADDRESSES,
  GONE,
  OWN_HEADER,
  PLACES,
  payload,
  SET,
  setNow,
  TAB_HEADER,
  unchanged,
} from "../../page/contract.js";
import { byId, fieldById, fill, html } from "../../page/dom.js";
import { drawIn } from "../../page/frames.js";
import { store } from "../../page/store.js";
import { drawIndicator } from "./indicator_form.js";
import { drawList } from "./list_form.js";

// Own files are read against the districts of one territorial status, see server/territories.py.
const DAY = /\/(\d{4}-\d\d-\d\d)\/(?:de|en)\//;
const place = () => `rollout.own${DAY.exec(location.pathname)?.[1] ?? ""}`;
const TOO_LARGE = 413;
const BUSY = [429, 503];
const TRIES = 5; // of a file, while others are being checked
const TIMES = "travel_times";
const NEW_INDICATOR = "new_indicator";
const YEARS = "as_of"; // the slider over the years

function stored() {
  try {
    return sessionStorage.getItem(place());
  } catch {
    return null;
  }
}

/**
 * Keep a token; a browser that forbids storage forgets it when the page is loaded again.
 *
 * @param {string | null} token
 */
function keep(token) {
  store.own.token = token;
  try {
    if (token) sessionStorage.setItem(place(), token);
    else sessionStorage.removeItem(place());
  } catch {
    return;
  }
}

/**
 * @param {{method: string, token: string | null, body?: Blob, query?: string}} parts
 */
function request({ method, token, body, query = "" }) {
  return fetch(ADDRESSES.upload + query, { method, body, headers: { [OWN_HEADER]: token ?? "" } });
}

/**
 * Whether the server still has the data of a token; if not, the shipped ones are shown again.
 *
 * @param {string} token
 */
export async function ownFilesKept(token) {
  const answer = await request({ method: "GET", token });
  if (!answer.ok) {
    expire();
    return false;
  }
  const session = await answer.json();
  store.own.files = session.files;
  store.own.past = session.past;
  store.own.crossBorder = session.cross_border;
  useYears(session.years);
  useCatalogue(session.catalogue);
  return true;
}

/** Whether own files of this tab are in use; asked for once. */
export function ownFilesChecked() {
  const { token } = store.own;
  store.own.check ??= token ? ownFilesKept(token) : Promise.resolve(false);
  return store.own.check;
}

/** @param {string | null} token */
export function use(token) {
  keep(token);
  if (!token) {
    store.own.past = "";
    store.own.crossBorder = null;
    useYears(null);
    useCatalogue(null);
  }
  setNow(SET.own, { data: token });
}

function expire() {
  if (!store.own.token) return;
  store.own.gone = true;
  use(null);
}

/** A number for this page, known to nobody before and kept nowhere. */
function newTab() {
  return crypto.getRandomValues(new Uint32Array(4)).join("-");
}

/**
 * Whatever is ordered names its tab; any answer may be the first to say that the own data are gone.
 */
function watchRequests() {
  const { fetch } = window;
  const tab = newTab();
  window.fetch = async (address, options = {}) => {
    // What is fetched ahead of time is matched by its plain request.
    const { method, headers } = options;
    const named = new Headers(headers);
    named.set(TAB_HEADER, tab);
    const parts = method === "POST" ? { ...options, headers: named } : options;
    const answer = await fetch.call(window, address, parts);
    if (answer.status === GONE) expire();
    return answer;
  };
}

/**
 * The slider follows the years of the register in use; the whole register stays whole.
 *
 * @param {Years | null} years
 */
function useYears(years) {
  if (JSON.stringify(years) === JSON.stringify(store.own.years)) return;
  const field = fieldById(YEARS);
  const [first, last, now] = [field.min, field.max, field.value].map(Number);
  store.own.shippedYears ??= { min: first, max: last };
  store.own.years = years;
  const { min, max } = years ?? store.own.shippedYears;
  const value = now >= last ? max : Math.min(Math.max(now, min), max);
  setNow(YEARS, { min, max, value });
}

/**
 * The founding logics follow the catalogue in use: some need an indicator that it may lack.
 *
 * @param {Weighed | null} catalogue
 */
function useCatalogue(catalogue) {
  if (JSON.stringify(catalogue) === JSON.stringify(store.own.catalogue)) return;
  store.own.catalogue = catalogue;
  const options = (store.page.settings?.presets ?? []).filter(
    ({ value }) => !catalogue || catalogue.presets.includes(value),
  );
  setNow(SET.preset, { options });
}

/**
 * @param {Element} frame
 * @param {Words} words
 */
function drawBanner(frame, words) {
  const { past, files } = store.own;
  if (past) html("p", {}, fill(words.own_past, { day: past }), frame);
  if (files.length) html("p", {}, fill(words.own_used, { files: files.join(", ") }), frame);
  const attributes = { type: "button", class: "button small" };
  const button = html("button", attributes, past ? words.own_past_end : words.own_stop, frame);
  button.addEventListener("click", async () => {
    await request({ method: "DELETE", token: store.own.token });
    store.own.files = [];
    use(null);
    for (const id of [PLACES.uploadReport, PLACES.uploadList])
      document.getElementById(id)?.replaceChildren();
  });
}

/**
 * A file field with its button; what becomes of the file is said below it.
 *
 * @param {{form: string, place: string, id: string, label: string, accept: string, kind?: string,
 *   facts: Facts}} parts
 */
function drawForm({ form, place, id, label, accept, kind = "", facts }) {
  const frame = byId(form);
  html("label", { for: id }, label, frame);
  const field = html("input", { type: "file", id, accept }, "", frame);
  const attributes = { type: "button", class: "button" };
  const button = html("button", attributes, facts.words.upload_check, frame);
  const mapping = kind ? null : drawMappingField(frame, facts.words);
  button.addEventListener("click", () => {
    if (!kind) byId(PLACES.uploadList).replaceChildren();
    send({ file: field.files?.[0], kind, place: byId(place), facts, said: mapping?.files?.[0] });
  });
}

/**
 * Field for the mapping kept from an earlier list.
 *
 * @param {Element} frame
 * @param {Words} words
 */
function drawMappingField(frame, words) {
  const details = html("details", { class: "upload-mapping" }, "", frame);
  html("summary", {}, words.upload_mapping, details);
  html("label", { for: "upload-mapping" }, words.upload_mapping_file, details);
  return html("input", { type: "file", id: "upload-mapping", accept: ".toml" }, "", details);
}

/**
 * @param {Element} place
 * @param {string} text
 */
export function write(place, text) {
  place.replaceChildren();
  html("p", {}, text, place);
}

/**
 * Ask again while the server is busy, and say meanwhile what it says.
 *
 * @param {() => Promise<Response>} ask
 * @param {Element} place
 */
export async function patiently(ask, place) {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask();
    const seconds = Number(answer.headers.get("Retry-After"));
    if (!BUSY.includes(answer.status) || !seconds || tries === TRIES) return answer;
    write(place, await answer.text());
    await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  }
}

/**
 * What the visitor says about a list stands before it in the body, its length in the address.
 *
 * @param {{file: File, kind: string, trial: boolean, said: Blob}} parts
 */
function bodyOf({ file, kind, trial, said }) {
  const query = new URLSearchParams({ name: file.name, mapping: String(said.size) });
  if (kind) query.set("kind", kind);
  if (trial) query.set("try", "1");
  return { body: new Blob([said, file]), query: `?${query}` };
}

/**
 * @param {{file?: File, kind: string, place: Element, facts: Facts, trial?: boolean,
 *   said?: Blob}} parts
 */
async function send({ file, kind, place, facts, trial = false, said = new Blob([]) }) {
  const { words, constants } = facts;
  if (!file) return write(place, words.upload_none);
  if (file.size > constants.limits.upload) return write(place, words.upload_large);
  write(place, words.upload_running);
  const { token } = store.own;
  const post = { method: "POST", token, ...bodyOf({ file, kind, trial, said }) };
  const answer = await patiently(() => request(post), place).catch(() => null);
  if (answer && BUSY.includes(answer.status)) return write(place, await answer.text());
  if (answer?.status === TOO_LARGE) return write(place, words.upload_large);
  if (!answer?.ok) return write(place, words.upload_failed);
  const report = /** @type {UploadReport} */ (await answer.json());
  drawReport({ report, name: file.name, place, words });
  if (report.own) adopt(report);
  if (!kind) showList({ report, file, place, facts, isAgain: trial });
  if (kind !== TIMES) showIndicator({ report, file, place, facts });
}

/**
 * Columns that may become indicators; the form of a list makes room where they are the answer.
 *
 * @param {{report: UploadReport, file: File, place: Element, facts: Facts}} parts
 */
function showIndicator({ report, file, place, facts }) {
  const frame = byId(PLACES.uploadList);
  if (report.kind === "indicator") frame.replaceChildren();
  if (!report.indicator) return;
  const list = [...frame.children];
  drawIndicator({
    offer: report.indicator,
    words: facts.words,
    place: frame,
    onTake: (said) =>
      send({ file, kind: NEW_INDICATOR, place, facts, said: new Blob([JSON.stringify(said)]) }),
  });
  if (!report.list) return;
  frame.append(...list);
  byId("indicator-title").focus({ preventScroll: true });
}

/**
 * The mapping of a list that cannot be used as it comes, until it is in use.
 *
 * @param {{report: UploadReport, file: File, place: Element, facts: Facts, isAgain: boolean}} parts
 */
function showList({ report, file, place, facts, isAgain }) {
  const frame = byId(PLACES.uploadList);
  frame.replaceChildren();
  if (!report.list || report.own) return;
  const again = (/** @type {boolean} */ trial) => {
    const said = new Blob([JSON.stringify(store.own.mapping)]);
    send({ file, kind: "", place, facts, trial, said });
  };
  drawList({
    place: frame,
    report,
    words: facts.words,
    onCheck: () => again(true),
    onUse: () => again(false),
  });
  byId(isAgain ? PLACES.uploadReport : "list-title").scrollIntoView({ block: "start" });
  byId("list-title").focus({ preventScroll: true });
}

/** @param {{report: UploadReport, name: string, place: Element, words: Words}} parts */
export function drawReport({ report, name, place, words }) {
  const errors = report.lines.filter(({ level }) => level === "error").length;
  write(place, fill(summary(report, errors, words), { name, rows: report.rows, errors }));
  if (!report.lines.length) html("p", { class: "caption" }, words.upload_clean, place);
  drawLines(report, place, words);
  if (report.more) html("p", {}, fill(words.upload_more, { more: report.more }), place);
}

/**
 * What became of a file.
 *
 * @param {UploadReport} report
 * @param {number} errors
 * @param {Words} words
 */
function summary({ own, kind, list }, errors, words) {
  if (own) return words[`upload_${kind}`];
  if (list && kind) return words.upload_list_ready;
  return errors || !list ? words.upload_refused : words.upload_list;
}

/**
 * Findings; those of a list that has none to mend stay folded.
 *
 * @param {UploadReport} report
 * @param {Element} place
 * @param {Words} words
 */
function drawLines({ lines, list: sheet, own }, place, words) {
  if (!lines.length) return;
  const isFolded = sheet && !own && lines.every(({ level }) => level !== "error");
  const details = isFolded ? html("details", {}, "", place) : place;
  if (isFolded) html("summary", {}, fill(words.upload_notes, { n: lines.length }), details);
  const list = html("ul", { class: "report" }, "", details);
  for (const { level, text: line } of lines) {
    const item = html("li", {}, "", list);
    html("strong", { class: `level-${level}` }, words[`level_${level}`], item);
    item.append(` ${line}`);
  }
}

/**
 * Show the results with the files of a session.
 *
 * @param {Pick<UploadReport, "files" | "past" | "own" | "years" | "catalogue" | "cross_border">} session
 */
export function adopt({ files, past, own, years, catalogue, cross_border }) {
  store.own.files = files;
  store.own.past = past;
  store.own.crossBorder = cross_border;
  keep(own);
  useYears(years);
  useCatalogue(catalogue);
  use(own);
}

export function listen() {
  store.own.token = stored();
  watchRequests();
}

export const callbacks = {
  async own() {
    if (store.own.started) return unchanged();
    store.own.started = true;
    const facts = await payload("facts");
    drawIn("view-data", "upload", () =>
      drawForm({
        form: PLACES.uploadForm,
        place: PLACES.uploadReport,
        id: "upload-file",
        label: facts.words.upload_file,
        accept: ".csv,.tsv,.txt,.xlsx,.xls,.ods,.geojson,.json,.gpkg,.zip",
        facts,
      }),
    );
    drawIn("view-plan", "times", () =>
      drawForm({
        form: PLACES.planTimesForm,
        place: PLACES.planTimesReport,
        id: "plan-times-file",
        label: facts.words.upload_times_file,
        accept: ".csv",
        kind: TIMES,
        facts,
      }),
    );
    return (await ownFilesChecked()) ? store.own.token : unchanged();
  },

  /** @param {{own: string | null}} values */
  async ownShown({ own: token }) {
    const { words } = await payload("facts");
    const frame = byId(PLACES.ownBanner);
    frame.replaceChildren();
    frame.hidden = !token && !store.own.gone;
    if (token) drawBanner(frame, words);
    else if (store.own.gone) html("p", {}, words.own_gone, frame);
    store.own.gone = false;
    return unchanged();
  },
};
