// @ts-check
// The view Potential: weights in, colours at once, ranking a moment later, bands from the server.
import {
  ADDRESSES,
  essentials,
  OWN_HEADER,
  PLACES,
  payload,
  SET,
  set,
  unchanged,
} from "../../page/contract.js";
import { byId, closest, fill, html } from "../../page/dom.js";
import { folded } from "../../page/finding.js";
import { byKey, drawLegend, insideArea } from "../../page/legend.js";
import { districtMap, mapFrame } from "../../page/map.js";
import { viewAt } from "../../page/navigation.js";
import { fieldsOf, fieldText, settingsOf } from "../../page/settings.js";
import { store } from "../../page/store.js";
import { statusTest } from "../spots/district_list.js";
import { drawContributions } from "./contributions.js";
import { drawExpertsForm } from "./experts.js";
import { LimitPanel } from "./limits.js";
import { Ranking } from "./ranking.js";
import {
  columnWeights,
  effectiveWeights,
  needCapacityClass,
  potential,
  scoreClass,
  unpacked,
} from "./score.js";
import { pairsText, WeightPanel, weightsFrom } from "./weights.js";

const TABLE_DELAY_MS = 120;
const COMMIT_DELAY_MS = 450;
const MATRICES_KEPT = 8;
const SAME = 1e-6;
const FIRST_NAMES = 3;
const LEFT_OUT = "out"; // class of districts that a hard limit leaves out
const ANY_DIFFUSION = "0.1"; // any share above 0 brings the column in
const BALANCED = "balanced"; // directions of every preset without some of its own

/** @param {(number | null)[]} numbers */
const withNaN = (numbers) => numbers.map((number) => number ?? Number.NaN);

/**
 * What the normalised values depend on, as the server asks for it.
 *
 * @param {PotentialScenario} scenario
 * @param {{catalogue: Catalogue, page: PageSettings}} parts
 */
function matrixQuery(scenario, { catalogue, page }) {
  const near = scenario.diffusion_share > 0;
  const query = new URLSearchParams({
    preset: catalogue.presets[scenario.preset].directions || BALANCED,
    normalisation: scenario.normalisation,
    missing_rule: scenario.missing_rule,
    outliers: scenario.outliers,
    indicator_least: scenario.indicator_least,
    indicator_most: scenario.indicator_most,
    score_classes: scenario.score_classes,
    class_limits: scenario.class_limits,
    diffusion_share: near ? ANY_DIFFUSION : "0",
  });
  if (near)
    for (const { key } of settingsOf(page, "coverage")) query.set(key, fieldText(scenario[key]));
  return query.toString();
}

/**
 * Normalised values for the method chosen, of the own files in use if any; asked for once.
 *
 * @param {string} query
 * @param {string} [own]
 * @returns {Promise<Matrix>}
 */
function matrixFor(query, own = "") {
  const { matrices } = store.potential;
  const key = `${query} ${own}`;
  let matrix = matrices.get(key);
  if (!matrix) {
    matrix = fetchMatrix(query, own);
    matrices.set(key, matrix);
    const [oldest] = matrices.keys();
    if (matrices.size > MATRICES_KEPT) matrices.delete(oldest);
  }
  return matrix;
}

/**
 * @param {string} query
 * @param {string} own
 */
async function fetchMatrix(query, own) {
  const headers = own ? { [OWN_HEADER]: own } : undefined;
  const answer = await fetch(`${ADDRESSES.matrix}?${query}`, { headers });
  if (!answer.ok) throw new Error(String(answer.status));
  return unpacked(await answer.json());
}

/**
 * What is drawn once for the data in use: catalogue, panel, ranking.
 *
 * @param {string} [own] Token of the own files, if any.
 */
function tools(own = "") {
  const { potential: state } = store;
  if (!state.tools || state.toolsOf !== own) {
    const before = state.tools;
    state.toolsOf = own;
    state.panelKey = null;
    state.tools = prepare(own, before);
  }
  return state.tools;
}

/**
 * @param {string} own
 * @returns {Promise<Catalogue>}
 */
async function catalogueOf(own) {
  if (!own) return payload("potential");
  const answer = await fetch(ADDRESSES.weighed, { headers: { [OWN_HEADER]: own } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/**
 * @param {string} own
 * @param {Promise<PotentialTools> | null} before
 * @returns {Promise<PotentialTools>}
 */
async function prepare(own, before) {
  const [{ facts }, catalogue] = await Promise.all([essentials(), catalogueOf(own)]);
  const [map, earlier] = [await districtMap(), await before?.catch(() => null)];
  byId(PLACES.weightsPanel).replaceChildren();
  byId(PLACES.limitsPanel).replaceChildren();
  const onSort = (/** @type {string} */ sort) => set(SET.sort, { value: sort });
  const panel = new WeightPanel({
    frame: byId(PLACES.weightsPanel),
    catalogue,
    facts,
    onChange: weightsMoved,
  });
  const setFields = (/** @type {Fields} */ fields) => {
    for (const [id, value] of Object.entries(fields)) set(id, { value });
  };
  drawExpertsForm({ frame: byId(PLACES.expertsForm), facts, onWeights: setFields });
  const ranking = earlier?.ranking ?? newRanking({ facts, catalogue, onSort });
  const frame = byId(PLACES.limitsPanel);
  const limits = new LimitPanel({ frame, catalogue, facts, onChange: setFields });
  const { Scatter } = await import("./scatter.js");
  const scatter = earlier?.scatter ?? new Scatter({ frame: mapFrame(), facts, map, onBrush });
  return {
    facts,
    catalogue,
    map,
    scatter,
    panel,
    limits,
    ranking,
  };
}

/**
 * @param {{facts: Facts, catalogue: Catalogue, onSort: (sort: string) => void}} parts
 */
const newRanking = ({ facts, catalogue: { wishes }, onSort }) =>
  new Ranking({ frame: byId(PLACES.ranking), facts, wishes, onSort });

/**
 * Districts framed in the chart stay alone on the map and in the ranking.
 *
 * @param {Set<number> | null} positions
 */
function onBrush(positions) {
  store.potential.framed = positions;
  store.map.drawing?.spotlight.frame(positions);
  scheduleTable();
}

/** Colours of the weights on screen in the next frame, the rest when the slider rests. */
function weightsMoved() {
  const { current, timers } = store.potential;
  if (!current) return;
  cancelAnimationFrame(store.potential.frame);
  store.potential.frame = requestAnimationFrame(() => recolour({ moving: true }));
  clearTimeout(timers.commit);
  timers.commit = setTimeout(() => commit(current.tools), COMMIT_DELAY_MS);
}

/** @param {PotentialTools} tools */
function commit({ panel }) {
  if (!panel.shares) return;
  const texts = {
    dimension_weights: pairsText(panel.own.dimensions),
    indicator_weights: pairsText(panel.own.indicators),
  };
  store.potential.committed = [...store.potential.committed.slice(-1), texts];
  for (const [id, value] of Object.entries(texts)) set(id, { value });
}

/**
 * @param {PotentialState} state
 * @returns {PotentialResult}
 */
function compute({ tools: { facts, catalogue, panel }, request, matrix }) {
  const { shares } = panel;
  if (!shares) {
    const none = facts.keys.map(() => Number.NaN);
    return { score: none, rank: none, need: none, capacity: none, weights: [] };
  }
  const weights = columnWeights({
    matrix,
    indicators: catalogue.indicators,
    shares,
    diffusion: request.scenario.diffusion_share,
    nearest: catalogue.scoring.nearest,
  });
  return {
    ...potential({ matrix, weights, settings: scoreSettings(request, catalogue) }),
    weights,
  };
}

/**
 * @param {PotentialRequest} request
 * @param {Catalogue} catalogue
 * @returns {ScoreSettings}
 */
const scoreSettings = ({ scenario }, { scoring }) => ({
  aggregation: scenario.aggregation,
  minKnown: scenario.min_known_share,
  floor: scoring.floor,
  slack: scoring.slack,
});

/**
 * Compute and colour; while a slider moves, legend and table wait for a pause.
 *
 * @param {{moving: boolean}} parts
 */
function recolour({ moving }) {
  const { current, timers } = store.potential;
  if (!current) return;
  const result = compute(current);
  store.potential.result = result;
  const classes = classesOf(current, result);
  paint(current, result, classes);
  clearTimeout(timers.legend);
  if (moving) timers.legend = setTimeout(() => legend(current, classes), TABLE_DELAY_MS);
  else legend(current, classes);
  scheduleTable();
}

/**
 * @param {PotentialState} state
 * @param {PotentialResult} result
 */
function classesOf({ matrix, request: { layer, scenario } }, result) {
  const kept = (/** @type {string[]} */ classes) =>
    classes.map((key, n) => (matrix.out.has(n) ? LEFT_OUT : key));
  if (layer === "need_capacity") return kept(needCapacityClass(result));
  if (layer !== "score") throw new Error(`no layer ${layer}`);
  const limits = matrix.limits[scenario.preset][scenario.aggregation];
  return kept(result.score.map((score) => scoreClass(score, limits)));
}

/**
 * @param {PotentialState} state
 * @param {PotentialResult} result
 * @param {string[]} classes
 */
function paint({ tools, request: { layer } }, result, classes) {
  const entries = byKey(tools.facts.legends[layer]);
  const labels = classes.map((key, n) =>
    layer === "score" && key !== LEFT_OUT ? scoreLabel({ tools, result, n }) : entries[key].label,
  );
  tools.map.paint(
    classes.map((key) => entries[key].symbol),
    labels,
  );
}

/**
 * @param {PotentialState} state
 * @param {string[]} classes
 */
function legend({ tools: { facts, ranking }, request, matrix }, classes) {
  if (!store.potential.visible) return;
  const { layer, land, scenario } = request;
  const all = facts.legends[layer];
  const entries = all.filter(({ key }) => key !== LEFT_OUT || matrix.out.size);
  const inside = insideArea(facts, land);
  if (layer !== "score") return drawLegend({ facts, entries, classes, inside });
  const limits = matrix.limits[scenario.preset][scenario.aggregation];
  const named = entries.map((entry) => ({ ...entry, label: withLimit(entry, limits) }));
  drawLegend({ facts, entries: named, classes, inside, title: methodOf(scenario) });

  /** @param {LegendEntry} entry @param {number[]} marks */
  function withLimit({ key, label }, marks) {
    const place = Number(key);
    if (!place) return label;
    const value = ranking.points.format(place === 1 ? marks[0] : marks[place - 2]);
    return fill(place === 1 ? facts.words.legend_below : facts.words.legend_from, { label, value });
  }

  /** @param {PotentialScenario} chosen */
  function methodOf(chosen) {
    return facts.words[`classes_${chosen.score_classes}`];
  }
}

/** @param {{tools: PotentialTools, result: PotentialResult, n: number}} parts */
function scoreLabel({ tools: { facts, ranking }, result, n }) {
  if (Number.isNaN(result.score[n])) return facts.words.no_score;
  return fill(facts.words.score_label, {
    score: ranking.points.format(result.score[n]),
    rank: result.rank[n],
    total: facts.keys.length,
  });
}

function scheduleTable() {
  const { timers } = store.potential;
  clearTimeout(timers.table);
  timers.table = setTimeout(drawTable, TABLE_DELAY_MS);
}

/**
 * Positions of the districts that pass the filters above the ranking.
 *
 * @param {PotentialState} state
 */
function positionsOf({ tools: { facts }, request }) {
  const codes = request.result.statuses[request.result.rule];
  const query = folded(request.find || "");
  const inside = insideArea(facts, request.land);
  const hasStatus = statusTest({ codes, status: request.only, constants: facts.constants });
  const matches = (/** @type {number} */ n) =>
    !query || folded(facts.names[n]).includes(query) || facts.keys[n].startsWith(query);
  const { framed } = store.potential;
  const isFramed = (/** @type {number} */ n) => !framed || framed.has(n);
  return facts.keys
    .map((_, n) => n)
    .filter((n) => inside(n) && hasStatus(n) && matches(n) && isFramed(n));
}

/**
 * Whether the bands of the server belong to the scores on screen.
 *
 * @param {number[]} first
 * @param {number[]} second
 */
const isSameScore = (first, second) =>
  first.every((score, n) => Object.is(score, second[n]) || Math.abs(score - second[n]) < SAME);

/**
 * @param {PotentialState} state
 * @param {PotentialResult} result
 * @returns {RankingRows}
 */
function rowsOf({ tools: { facts }, request }, result) {
  const codes = request.result.statuses[request.result.rule];
  const labels = byKey(facts.legends.status);
  const { bands } = store.potential;
  const none = result.rank.map(() => Number.NaN);
  return {
    ...result,
    waiting: !bands || !isSameScore(withNaN(bands.score), result.score),
    name: facts.names,
    status: [...codes].map((code) => labels[code].label),
    low: bands ? withNaN(bands.low) : none,
    high: bands ? withNaN(bands.high) : none,
    wish0: withNaN(bands?.wishes[0] ?? none),
    wish1: withNaN(bands?.wishes[1] ?? none),
    group: bands ? bands.group : facts.keys.map(() => ""),
  };
}

function drawTable() {
  const { current, result, bands } = store.potential;
  if (!current || !result) return;
  const { tools, request, matrix } = current;
  const order = tools.ranking.update({
    rows: rowsOf(current, result),
    positions: positionsOf(current),
    selected: request.selected,
    sort: request.sort,
  });
  writeCount({ facts: tools.facts, order, rank: result.rank });
  const symbols = symbolsOf(current, result);
  tools.scatter.update({ need: result.need, capacity: result.capacity, symbols });
  const settings = scoreSettings(request, tools.catalogue);
  const nearestKm = bands?.nearest_km ?? [];
  drawContributions({ tools, result, matrix, settings, selected: request.selected, nearestKm });
}

/**
 * Symbols of the districts on the layer chosen.
 *
 * @param {PotentialState} state
 * @param {PotentialResult} result
 */
function symbolsOf(state, result) {
  const entries = byKey(state.tools.facts.legends[state.request.layer]);
  return classesOf(state, result).map((key) => entries[key].symbol);
}

/** @param {{facts: Facts, order: number[], rank: number[]}} parts */
function writeCount({ facts: { keys, names, words }, order, rank }) {
  const ranked = order.filter((n) => !Number.isNaN(rank[n])).sort((a, b) => rank[a] - rank[b]);
  const first = ranked.slice(0, FIRST_NAMES).map((n) => names[n]);
  const values = { count: order.length, total: keys.length, first: first.join(", ") || "–" };
  set(SET.rankingCount, { children: fill(words.ranking_count, values) });
}

/** @param {{assumes: string, misses: string}} preset */
function drawPresetText({ assumes, misses }) {
  const frame = byId(PLACES.presetText);
  frame.replaceChildren();
  for (const text of [assumes, misses]) html("p", {}, text, frame);
}

/**
 * Whether the weights are those of the panel; its two texts come one after the other.
 *
 * @param {PotentialScenario} scenario
 */
const isFromPanel = (scenario) =>
  store.potential.committed.some(
    (texts) => texts.dimension_weights === scenario.dimension_weights,
  ) &&
  store.potential.committed.some((texts) => texts.indicator_weights === scenario.indicator_weights);

/**
 * Bring the panel up to date, unless it is where the weights come from.
 *
 * @param {PotentialTools} tools
 * @param {PotentialScenario} scenario
 */
function refreshPanel({ panel, catalogue }, scenario) {
  const { preset, dimension_weights, indicator_weights } = scenario;
  const before = store.potential.panelKey;
  const key = [preset, dimension_weights, indicator_weights].join(" ");
  store.potential.panelKey = key;
  if (key === before || (before?.startsWith(`${preset} `) && isFromPanel(scenario))) return;
  store.potential.committed = [{ dimension_weights, indicator_weights }];
  panel.use(catalogue.presets[preset].weights, weightsFrom(scenario));
  drawPresetText(catalogue.presets[preset]);
}

/**
 * Whether own weights leave anything to compute; used before they are sent to the server.
 *
 * @param {Fields} fields
 * @param {string} token Of the own files, if any.
 */
export async function weightsUsable(fields, token) {
  if (!fields.dimension_weights && !fields.indicator_weights) return true;
  const catalogue = await catalogueOf(token);
  const own = weightsFrom(fields);
  const base = catalogue.presets[String(fields.preset)].weights;
  return effectiveWeights({ indicators: catalogue.indicators, base, own }) !== null;
}

/** Other views show all districts again. */
function leaveFrame() {
  store.potential.current?.tools.scatter.take(null);
}

export function listen() {
  // Another founding logic brings its own weights.
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof Element) || target.id !== "preset") return;
    for (const id of ["dimension_weights", "indicator_weights", "expert_weights"])
      set(id, { value: "" });
  });
  document.addEventListener("click", (event) => {
    const { current } = store.potential;
    if (!closest(event, `#${PLACES.weightsReset}`) || !current) return;
    const { panel } = current.tools;
    panel.use(panel.base, weightsFrom({}));
    weightsMoved();
  });
}

export const callbacks = {
  /**
   * @param {Values & {result: Result | null, path: string, selected: string | null, land: string,
   *   potentialLayer: string, rankingFind: string, rankingStatus: string, sort: string,
   *   scenario: Fields, page: PageSettings}} values
   */
  async potential({ result, path, selected, land, page, ...values }) {
    store.potential.visible = viewAt(path, page).key === "potential";
    if (!store.potential.visible && store.potential.framed) leaveFrame();
    if (!result || !store.potential.visible) return unchanged();
    const fields = fieldsOf(page, values, "potential");
    const scenario = /** @type {PotentialScenario} */ ({ ...values.scenario, ...fields });
    if (scenario.min_known_share === null || scenario.diffusion_share === null) return unchanged();
    const call = ++store.potential.calls;
    const parts = await tools(scenario.own);
    const matrix = await matrixFor(matrixQuery(scenario, { ...parts, page }), scenario.own);
    if (call !== store.potential.calls) return unchanged();
    const { potentialLayer: layer, rankingFind: find, rankingStatus: only, sort } = values;
    const request = { result, selected, land, layer, find, only, sort, scenario };
    store.potential.current = { tools: parts, request, matrix };
    refreshPanel(parts, scenario);
    parts.limits.show(scenario, matrix.out.size);
    parts.map.useAreas(result.areas);
    parts.map.select(selected || null);
    recolour({ moving: false });
    return unchanged();
  },

  /** @param {{rankingData: Bands | null}} values */
  bands({ rankingData }) {
    const { result, visible } = store.potential;
    store.potential.bands = rankingData;
    if (result && visible) scheduleTable();
    return unchanged();
  },
};
