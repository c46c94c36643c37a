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
import { sorted, sortFrom } from "../potential/ranking.js";

const LIST_DELAY_MS = 120;
const ROW_HEIGHT_PX = 60;
const LEAST_DIGITS = 3;
const FIRST_NAMES = 3;
const MOST_URGENT = "urgency-descending";
/** Direction in which a column is read first. */
/** @type {Record<string, "ascending" | "descending">} */
const FIRST = {
  name: "ascending",
  status: "ascending",
  weight: "descending",
  rules: "descending",
  nearest: "descending",
};

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
 * Value of every district in a column of the list, unknown ones NaN.
 *
 * Urgent are districts in which none is found before those with one that is not linked, and among
 * equals the heavier one.
 *
 * @param {{result: Result, facts: Facts, column: string}} parts
 * @returns {(number | string)[]}
 */
export function valuesOf({ result, facts, column }) {
  const codes = [...result.statuses[result.rule]];
  const { codes: codeOf } = facts.constants;
  const weight = facts.weight.values.map((value) => value ?? Number.NaN);
  if (column === "name") return facts.names;
  if (column === "weight") return weight;
  if (column === "nearest") return result.nearest_km.map((km) => km ?? Number.NaN);
  if (column === "rules")
    return codes.map((_, position) => whiteRules({ result, white: codeOf.white, position }));
  const step = { [codeOf.white]: 3, [codeOf.unconnected]: 2, [codeOf.founding]: 1 };
  const steps = codes.map((code) => step[code] ?? 0);
  if (column === "status") return steps.map((value) => -value);
  const heaviest = Math.max(1, ...weight.filter((value) => !Number.isNaN(value)));
  return steps.map(
    (value, n) => value + (Number.isNaN(weight[n]) ? 0 : weight[n]) / (2 * heaviest),
  );
}

/**
 * Heads of the list as buttons that sort it.
 *
 * @param {Element} head
 * @param {string[]} columns
 * @param {Facts} facts
 * @param {string} order
 */
function makeSortable(head, columns, { words }, order) {
  const { column, descending } = sortFrom(order);
  for (const [at, cell] of [...head.children].entries()) {
    const key = columns[at];
    const text = cell.textContent ?? "";
    const button = html("button", { type: "button", class: "sort" }, text);
    button.title = fill(words.sort_by, { name: text });
    if (key === column) cell.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const isFirst = key === column && descending === (FIRST[key] === "descending");
    const opposite = FIRST[key] === "descending" ? "ascending" : "descending";
    button.addEventListener("click", () =>
      set(SET.listOrder, { value: `${key}-${isFirst ? opposite : FIRST[key]}` }),
    );
    cell.replaceChildren(button);
  }
}

/**
 * @param {{result: Result, facts: Facts, positions: number[], order: string}} parts
 */
function listTable({ result, facts, positions, order }) {
  const { words } = facts;
  const labels = byKey(facts.legends.status);
  const whole = new Intl.NumberFormat(facts.lang, { maximumFractionDigits: 0 });
  const columns = ["name", "status", "weight", "rules", "nearest"];
  const heads = [
    { text: words.column_district },
    { text: words.column_status },
    { text: facts.weight.label, numeric: true },
    { text: words.column_rules },
    { text: words.column_nearest, numeric: true },
  ];
  const { element, head, body } = table({ caption: words.list_caption, heads });
  makeSortable(head, columns, facts, order);
  for (const n of positions) {
    const key = facts.keys[n];
    const row = html("tr", { "data-row": key }, "", body);
    const name = html("th", { scope: "row" }, "", row);
    html("button", { type: "button", class: "pick", "data-select": key }, facts.names[n], name);
    html("td", {}, labels[result.statuses[result.rule][n]].label, row);
    const weight = facts.weight.values[n];
    html("td", { class: "number-cell" }, weight === null ? "–" : whole.format(weight), row);
    const count = whiteRules({ result, white: facts.constants.codes.white, position: n });
    html("td", {}, fill(words.column_rules_value, { count }), row);
    const near = result.nearest_km[n];
    html("td", { class: "number-cell" }, near === null ? "–" : `${whole.format(near)} km`, row);
  }
  return element;
}

/** @param {{result: Result, facts: Facts, positions: number[], order: string}} parts */
function drawList({ result, facts, positions, order }) {
  const frame = byId(PLACES.list);
  const focused = [...frame.querySelectorAll(".sort")].indexOf(
    /** @type {Element} */ (document.activeElement),
  );
  frame.replaceChildren();
  if (!positions.length) {
    html("p", { class: "caption" }, facts.words.list_empty, frame);
    return;
  }
  drawOrder(frame, facts, order);
  const region = tableRegion({
    kind: "table long",
    label: facts.words.list_caption,
    parent: frame,
  });
  region.append(listTable({ result, facts, positions, order }));
  /** @type {NodeListOf<HTMLElement>} */
  const heads = frame.querySelectorAll(".sort");
  if (focused >= 0) heads[focused]?.focus({ preventScroll: true });
}

/**
 * How the list is sorted, or the way back to the usual order.
 *
 * @param {Element} frame
 * @param {Facts} facts
 * @param {string} order
 */
function drawOrder(frame, { words, weight }, order) {
  if (order === MOST_URGENT) {
    html("p", { class: "caption" }, fill(words.list_urgent, { weight: weight.label }), frame);
    return;
  }
  const attributes = { type: "button", class: "button small quiet" };
  const back = html("button", attributes, words.list_by_urgency, frame);
  back.addEventListener("click", () => set(SET.listOrder, { value: MOST_URGENT }));
}

/**
 * The answer above the list: how many have none, and where most would be served.
 *
 * @param {{result: Result, facts: Facts, positions: number[]}} parts
 */
function drawAnswer({ result, facts, positions }) {
  const { words, names, constants } = facts;
  const codes = result.statuses[result.rule];
  const without = positions.filter((n) => codes[n] === constants.codes.white);
  const values = valuesOf({ result, facts, column: "weight" });
  const first = sorted({ positions: without, values, descending: true }).slice(0, FIRST_NAMES);
  byId(PLACES.spotsAnswer).textContent = fill(words.list_answer, {
    count: without.length,
    total: positions.length,
    first: first.map((n) => names[n]).join(", ") || "–",
  });
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
   *   search: string, listOrder: string, page: PageSettings}} values
   */
  async list({ result, path, selected, land, search, listOrder: order, page, ...chosen }) {
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
    const { column, descending } = sortFrom(order);
    const values = valuesOf({ result, facts, column });
    const inOrder = sorted({ positions, values, descending });
    const content = JSON.stringify([inOrder, order, result.statuses, result.nearest_km]);
    clearTimeout(store.list.timer);
    store.list.timer = setTimeout(() => {
      if (content !== store.list.content && inSpots) {
        drawAnswer({ result, facts, positions });
        drawList({ result, facts, positions: inOrder, order });
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
