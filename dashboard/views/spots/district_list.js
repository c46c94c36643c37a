// @ts-check
// The list of districts: search, filters, rows; map and list select each other.
import { essentials, PLACES, payload, SET, set, unchanged } from "../../page/contract.js";
import { byId, closest, fill, html, table, tableRegion } from "../../page/dom.js";
import { folded } from "../../page/finding.js";
import { byKey, insideArea, recount } from "../../page/legend.js";
import { districtMap } from "../../page/map.js";
import { viewAt } from "../../page/navigation.js";
import { whiteRules } from "../../page/paint.js";
import { store } from "../../page/store.js";

const LIST_DELAY_MS = 120;
const ROW_HEIGHT_PX = 60;
const LEAST_DIGITS = 3;

/**
 * Keys of the districts whose postcodes begin with some digits.
 *
 * @param {string} digits
 */
async function keysOfPostcode(digits) {
  const postcodes = await payload("postcodes");
  const codes = Object.keys(postcodes).filter((code) => code.startsWith(digits));
  return new Set(codes.flatMap((code) => postcodes[code]));
}

/**
 * Test for a search by name, key or postcode.
 *
 * @param {string} text
 * @param {Facts} facts
 * @returns {Promise<Test>}
 */
async function searchTest(text, facts) {
  const query = folded(text || "");
  if (!query) return () => true;
  if (!/^\d+$/.test(query)) return (n) => folded(facts.names[n]).includes(query);
  const keys = query.length >= LEAST_DIGITS ? await keysOfPostcode(query) : new Set();
  return (n) => facts.keys[n].startsWith(query) || keys.has(facts.keys[n]);
}

/**
 * Test for the status a filter names: one of the four, all targets, or any.
 *
 * @param {{codes: string, status: string, constants: Constants}} parts
 * @returns {Test}
 */
export function statusTest({ codes, status, constants }) {
  if (status === constants.everything) return () => true;
  if (status === constants.targets) return (n) => constants.target_codes.includes(codes[n]);
  const code = constants.codes[status];
  if (!code) throw new Error(`no status ${status}`);
  return (n) => codes[n] === code;
}

/**
 * Test for all filters of the view.
 *
 * @param {{result: Result, facts: Facts, land: string, filters: Filters}} parts
 * @returns {Test}
 */
export function filterTest({ result, facts, land, filters }) {
  const { constants } = facts;
  const isSet = (/** @type {string} */ value) => value !== constants.everything;
  const { type, status, chamber, border, cluster, needCapacity } = filters;
  const codes = result.statuses[result.rule];
  const tests = [insideArea(facts, land), statusTest({ codes, status, constants })];
  if (isSet(type)) tests.push((n) => facts.types[n] === type);
  if (isSet(chamber)) tests.push((n) => facts.chambers[n].includes(chamber));
  if (border === constants.targets) tests.push((n) => facts.borders[n].length > 0);
  else if (isSet(border)) tests.push((n) => facts.borders[n].includes(border));
  if (isSet(cluster)) tests.push((n) => result.cluster[n] === Number(cluster));
  if (isSet(needCapacity)) tests.push((n) => result.need_capacity[n] === needCapacity);
  return (n) => tests.every((test) => test(n));
}

/**
 * @param {{result: Result, facts: Facts, positions: number[]}} parts
 */
function listTable({ result, facts, positions }) {
  const { words } = facts;
  const labels = byKey(facts.legends.status);
  const km = new Intl.NumberFormat(facts.lang, { maximumFractionDigits: 0 });
  const heads = [
    words.column_district,
    words.column_status,
    words.column_rules,
    words.column_nearest,
  ].map((text) => ({ text }));
  const { element, body } = table({ caption: words.list_caption, heads });
  for (const n of positions) {
    const key = facts.keys[n];
    const row = html("tr", { "data-row": key }, "", body);
    const name = html("th", { scope: "row" }, "", row);
    html("button", { type: "button", class: "pick", "data-select": key }, facts.names[n], name);
    html("td", {}, labels[result.statuses[result.rule][n]].label, row);
    const count = whiteRules({ result, white: facts.constants.codes.white, position: n });
    html("td", {}, fill(words.column_rules_value, { count }), row);
    const near = result.nearest_km[n];
    html("td", { class: "number-cell" }, near === null ? "–" : `${km.format(near)} km`, row);
  }
  return element;
}

/** @param {{result: Result, facts: Facts, positions: number[]}} parts */
function drawList({ result, facts, positions }) {
  const frame = byId(PLACES.list);
  frame.replaceChildren();
  if (!positions.length) {
    html("p", { class: "caption" }, facts.words.list_empty, frame);
    return;
  }
  const region = tableRegion({
    kind: "table long",
    label: facts.words.list_caption,
    parent: frame,
  });
  region.append(listTable({ result, facts, positions }));
}

/** @param {string | null} selected */
function markSelected(selected) {
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = document.querySelectorAll(`#${PLACES.list} .pick`);
  for (const button of buttons) {
    const isSelected = button.dataset.select === selected;
    button.setAttribute("aria-pressed", String(isSelected));
    if (isSelected) scrollTo(button);
  }
}

/** @param {HTMLElement} button */
function scrollTo(button) {
  const region = button.closest(".table");
  const top = button.closest("tr")?.offsetTop ?? 0;
  if (!region) return;
  if (top < region.scrollTop || top > region.scrollTop + region.clientHeight - ROW_HEIGHT_PX)
    region.scrollTop = top - region.clientHeight / 2;
}

/** @param {Constants} constants */
const noFilters = ({ everything }) => ({
  type: everything,
  status: everything,
  chamber: everything,
  border: everything,
  cluster: everything,
  needCapacity: everything,
});

/** @param {MouseEvent} event */
async function selectOnClick(event) {
  const target = closest(event, "[data-select],[data-deselect],button[data-area]");
  if (!target) return;
  if ("select" in target.dataset) set(SET.selected, { data: target.dataset.select });
  else if ("deselect" in target.dataset) set(SET.selected, { data: null });
  else (await districtMap()).showArea(target.dataset.area ?? null);
}

export function listen() {
  document.addEventListener("click", selectOnClick);
}

export const callbacks = {
  /**
   * @param {Filters & {result: Result | null, path: string, selected: string | null, land: string,
   *   search: string, page: PageSettings}} values
   */
  async list({ result, path, selected, land, search, page, ...chosen }) {
    if (!result) return unchanged();
    const { facts } = await essentials();
    const map = await districtMap();
    const inSpots = viewAt(path, page).key === "spots";
    const matches = await searchTest(inSpots ? search : "", facts);
    const filters = inSpots ? chosen : noFilters(facts.constants);
    const fits = filterTest({ result, facts, land, filters });
    const positions = facts.keys.map((_, n) => n).filter((n) => matches(n) && fits(n));
    map.spotlight.list(positions.length < facts.keys.length ? new Set(positions) : null);
    recount();
    const content = JSON.stringify([positions, result.statuses, result.nearest_km]);
    clearTimeout(store.list.timer);
    store.list.timer = setTimeout(() => {
      if (content !== store.list.content && inSpots) {
        drawList({ result, facts, positions });
        store.list.content = content;
      }
      markSelected(selected);
    }, LIST_DELAY_MS);
    return fill(facts.words.list_count, { count: positions.length, total: facts.keys.length });
  },

  /**
   * @param {{result: Result | null, cluster: {value: string, label: string}[]}} values Result and
   *   options, of which the first one stays.
   */
  async clusters({ result, cluster: options }) {
    if (!result) return unchanged();
    const { facts } = await essentials();
    const last = Math.max(...result.cluster, 0);
    const clusters = Array.from({ length: last }, (_, n) => {
      const name = fill(facts.words.cluster_name, { number: n + 1 });
      const size = result.cluster.filter((cluster) => cluster === n + 1).length;
      return { value: String(n + 1), label: `${name} (${size})` };
    });
    return [options[0], ...clusters];
  },

  /** @param {{resetFilters: number | null, page: PageSettings}} values */
  reset({ resetFilters, page }) {
    if (!resetFilters) return unchanged();
    for (const { id, default: value, filter } of page.controls) if (filter) set(id, { value });
    return unchanged();
  },
};
