// @ts-check
// Everything that Python and the browser exchange, by name; the other side is contract.py.
import { store } from "./store.js";

/** Files named in the head of the page, by the id of their link. */
export const PAYLOADS = {
  geometry: "geometry",
  facts: "facts",
  postcodes: "postcodes",
  potential: "potential-data",
  places: "places",
  terms: "terms",
};

/** Addresses the scripts ask of their own accord, as links on a page. */
export const ADDRESSES = {
  matrix: "../potential/matrix.json",
  upload: "upload",
  catalogue: "catalogue",
  experts: "experts",
  recording: "recording",
  statuses: "statuses",
  plans: "plans",
  weighed: "weighed.json",
};

/** Header with the token of a visitor's own files, and the status when these are gone. */
export const OWN_HEADER = "X-Rollout-Own";
export const GONE = 410;

/** Header of what is recorded, which a page of another origin cannot send. */
export const RECORDING_HEADER = "X-Rollout-Recording";

/** Header with a number this page made up, which tells the tabs of one address apart. */
export const TAB_HEADER = "X-Rollout-Tab";

/** Components whose properties the scripts set. */
export const SET = {
  asOf: "as_of",
  chamber: "chamber",
  land: "land",
  listOrder: "list-order",
  own: "own",
  planComparison: "plan-comparison",
  planFileMessage: "plan-file-message",
  planKept: "plan-kept",
  planPickReason: "plan-pick-reason",
  planSettings: "plan-settings",
  planUpload: "plan-upload",
  preset: "preset",
  rankingCount: "ranking-count",
  scenario: "scenario",
  selected: "selected",
  sort: "sort",
};

/** Elements of the page the scripts draw into or read from. */
export const PLACES = {
  catalogueForm: "catalogue-form",
  catalogueReport: "catalogue-report",
  contributions: "contributions",
  expertsForm: "experts-form",
  definition: "definition",
  legend: "legend",
  list: "list",
  map: "map",
  mapArea: "map-area",
  ownBanner: "own-banner",
  planChanges: "plan-changes",
  planChart: "plan-chart",
  planDrop: "plan-drop",
  planExclude: "plan-exclude",
  planFrontChart: "plan-front-chart",
  planKeep: "plan-keep",
  planKeptList: "plan-kept-list",
  planOpen: "plan-open",
  planPick: "plan-pick",
  planPicksList: "plan-picks-list",
  planRequire: "plan-require",
  planResult: "plan-result",
  planRun: "plan-run",
  planTimesForm: "plan-times-form",
  planTimesReport: "plan-times-report",
  presetText: "preset-text",
  profile: "profile",
  ranking: "ranking",
  shortlist: "shortlist",
  spotsAnswer: "spots-answer",
  uploadForm: "upload-form",
  uploadList: "upload-list",
  uploadReport: "upload-report",
  limitsPanel: "limits-panel",
  weightsPanel: "weights-panel",
  weightsReset: "weights-reset",
  whatCounts: "what-counts",
};

/** Functions Dash calls, as `dash_clientside.rollout.NAME`. */
export const CALLBACKS = [
  "address",
  "bands",
  "clusters",
  "elements",
  "foundingsChart",
  "list",
  "own",
  "ownCatalogue",
  "ownShown",
  "paint",
  "planAdopt",
  "planAsk",
  "planChart",
  "planFront",
  "planKept",
  "planMap",
  "planNames",
  "planPicks",
  "planSettings",
  "planSettled",
  "potential",
  "readouts",
  "recording",
  "reset",
  "restore",
  "scenario",
  "shortlist",
  "view",
];

/** React components of forms.py and frames.py, as `rollout_forms.NAME`. */
export const FORMS = [
  "Frame",
  "Input",
  "Interval",
  "Link",
  "Location",
  "Panel",
  "Select",
  "Store",
  "Switch",
];

/**
 * Content of one of the files of the page, fetched once.
 *
 * @template {keyof Payloads} Name
 * @param {Name} name
 * @returns {Promise<Payloads[Name]>}
 */
export function payload(name) {
  let content = store.payloads.get(name);
  if (!content) {
    const link = /** @type {HTMLLinkElement} */ (document.getElementById(PAYLOADS[name]));
    content = fetch(link.href).then((answer) => answer.json());
    store.payloads.set(name, content);
  }
  return /** @type {Promise<Payloads[Name]>} */ (content);
}

/** What the scripts say, with the words of those that are fetched when first used. */
export async function allWords() {
  const [facts, later] = await Promise.all([payload("facts"), payload("terms")]);
  return { ...facts.words, ...later.words };
}

/** What every drawing needs. */
export async function essentials() {
  const [geometry, facts] = await Promise.all([payload("geometry"), payload("facts")]);
  return { geometry, facts };
}

/**
 * Set properties of a component; what is set before Dash is there is kept until it is.
 *
 * @param {string} id
 * @param {Record<string, unknown>} properties
 */
export function set(id, properties) {
  if (store.dash.pending) store.dash.pending.push([id, properties]);
  else setNow(id, properties);
}

/**
 * Set properties of a component while the address is still being read, so that it has the last word.
 *
 * @param {string} id
 * @param {Record<string, unknown>} properties
 */
export const setNow = (id, properties) => window.dash_clientside.set_props(id, properties);

/** Dash is there: hand over what was set meanwhile. */
export function dashStarted() {
  const pending = store.dash.pending ?? [];
  store.dash.pending = null;
  for (const [id, properties] of pending) set(id, properties);
}

/** What a callback returns that leaves an output as it is. */
export const unchanged = () => window.dash_clientside.no_update;

/**
 * Values whose name in the scripts does not follow from the id of their component.
 *
 * @type {Record<string, string>}
 */
const NAMES = {
  "location.pathname": "path",
  "location.search": "search",
  "controls.data": "page",
  id: "place", // where to draw
};

/**
 * Name of a value in the scripts: a setting is called as in `scenario.toml`, everything else as
 * its component, "rule-a" as ruleA.
 *
 * @param {{id: string, property: string}} value
 * @returns {string}
 */
export const nameOf = ({ id, property }) =>
  NAMES[property === "id" ? property : `${id}.${property}`] ??
  id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/**
 * The border to Dash, which hands values over as a list: the scripts take an object with a name
 * for every value and, where they fill several outputs, give one back; a name left out stays.
 *
 * @param {Callback} script
 * @returns {Callback}
 */
export const byName = (script) => () => {
  const { inputs_list, states_list, outputs_list } = window.dash_clientside.callback_context;
  const entries = [...inputs_list, ...(states_list ?? [])].map((entry) => [
    nameOf(entry),
    entry.value,
  ]);
  const answer = script(/** @type {never} */ (Object.fromEntries(entries)));
  const listed = (/** @type {any} */ named) =>
    Array.isArray(outputs_list) && named !== unchanged()
      ? outputs_list.map(nameOf).map((name) => (name in named ? named[name] : unchanged()))
      : named;
  return answer instanceof Promise ? answer.then(listed) : listed(answer);
};

/**
 * Make the callbacks known to Dash; all of the contract, and none besides.
 *
 * @param {Record<string, Callback>} callbacks
 * @param {Record<string, Callback>} forms
 */
export function register(callbacks, forms) {
  agree(Object.keys(callbacks), CALLBACKS);
  agree(Object.keys(forms), FORMS);
  window.dash_clientside ??= /** @type {DashClientside} */ ({}); // Dash adds to what it finds
  window.dash_clientside.rollout = Object.fromEntries(
    Object.entries(callbacks).map(([name, script]) => [name, byName(script)]),
  );
  window.rollout_forms = forms;
}

/**
 * @param {string[]} names
 * @param {string[]} contract
 */
function agree(names, contract) {
  const differing = [
    ...names.filter((name) => !contract.includes(name)),
    ...contract.filter((name) => !names.includes(name)),
  ];
  if (differing.length) throw new Error(`not as in contract.js: ${differing.join(", ")}`);
}
