// @ts-check
// Parts of the selected district's score, largest first.
import { PLACES } from "../../page/contract.js";
import { byId, fill, html, table, tableRegion } from "../../page/dom.js";
import { contributions } from "./score.js";

const DASH = "–";
const COLUMNS = ["indicator", "value", "normalised", "weight", "points"];

/**
 * @typedef {object} ContributionParts
 * @property {PotentialTools} tools
 * @property {PotentialResult} result
 * @property {Matrix} matrix
 * @property {ScoreSettings} settings
 * @property {string | null} selected
 * @property {(number | null)[]} nearestKm
 */

/** @param {ContributionParts} parts */
export function drawContributions({ tools, result, matrix, settings, selected, nearestKm }) {
  const { facts, ranking } = tools;
  const place = byId(PLACES.contributions);
  const n = facts.keys.indexOf(selected ?? "");
  place.replaceChildren();
  if (n < 0) {
    html("p", { class: "caption" }, facts.words.contributions_empty, place);
    return;
  }
  const isUnknown = Number.isNaN(result.score[n]);
  const score = isUnknown ? DASH : ranking.points.format(result.score[n]);
  const rank = Number.isNaN(result.rank[n]) ? DASH : result.rank[n];
  const title = fill(facts.words.contributions_of, { name: facts.names[n], score, rank });
  html("p", { class: "sentence" }, title, place);
  if (isUnknown) {
    const { left_out, no_score } = facts.words;
    html("p", {}, matrix.out.has(n) ? left_out : no_score, place);
    return;
  }
  const rows = contributions({ matrix, weights: result.weights, settings, position: n });
  rows.sort((a, b) => (b.points || 0) - (a.points || 0) || b.share - a.share);
  const region = tableRegion({ kind: "table", label: facts.words.contributions, parent: place });
  region.append(partsTable({ rows, tools, score, n, nearestKm }));
}

/**
 * @param {{rows: Contribution[], tools: PotentialTools, score: string, n: number,
 *   nearestKm: (number | null)[]}} parts
 */
function partsTable({ rows, tools, score, n, nearestKm }) {
  const { words } = tools.facts;
  const heads = COLUMNS.map((name, k) => ({
    text: words[`contribution_${name}`],
    numeric: k > 0,
  }));
  const { element, head, body } = table({ heads });
  html("th", { scope: "col", class: "only-wide", "aria-hidden": "true" }, "", head);
  const most = Math.max(...rows.map(({ points }) => points || 0));
  for (const row of rows) drawRow({ row, tools, n, nearestKm, most, body });
  const last = html("tr", { class: "sum" }, "", body);
  html("th", { scope: "row", colspan: "4" }, words.contribution_sum, last);
  html("td", { class: "number-cell" }, score, last);
  return element;
}

/**
 * @param {{row: Contribution, tools: PotentialTools, n: number, nearestKm: (number | null)[],
 *   most: number, body: Element}} parts
 */
function drawRow({ row, tools, n, nearestKm, most, body }) {
  const { facts, catalogue, panel } = tools;
  const number = (/** @type {number | null | undefined} */ value, /** @type {number} */ decimals) =>
    formatted({ value, decimals, lang: facts.lang });
  const line = html("tr", {}, "", body);
  const indicator = catalogue.indicators.find(({ id }) => id === row.column);
  html("th", { scope: "row" }, indicator?.name ?? facts.words.nearest_column, line);
  const isNearest = row.column === catalogue.scoring.nearest;
  const published = isNearest ? nearestKm[n] : catalogue.values[row.column]?.[n];
  const value = number(published, indicator?.decimals ?? 0);
  const unit = indicator?.unit ?? facts.words.unit_km;
  for (const text of [
    value === DASH ? value : `${value} ${unit}`,
    number(row.value, 2),
    panel.percent.format(row.share),
    number(row.points, 1),
  ])
    html("td", { class: "number-cell" }, text, line);
  const cell = html("td", { class: "only-wide", "aria-hidden": "true" }, "", line);
  const bar = html("div", { class: "bar-inner" }, "", html("div", { class: "bar" }, "", cell));
  bar.style.width = `${(100 * (row.points || 0)) / (most || 1)}%`;
}

/** @param {{value: number | null | undefined, decimals: number, lang: string}} parts */
function formatted({ value, decimals, lang }) {
  if (value === null || value === undefined || Number.isNaN(value)) return DASH;
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString(lang, digits);
}
