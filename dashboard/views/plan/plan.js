// @ts-check
// The view Roll-out plan: gather settings, ask for a plan, list the picks, colour the waves.
import { essentials, PLACES, payload, SET, set, unchanged } from "../../page/contract.js";
import { byId, closest, html } from "../../page/dom.js";
import { drawIn } from "../../page/frames.js";
import { byKey, drawLegend, insideArea } from "../../page/legend.js";
import { districtMap } from "../../page/map.js";
import { viewAt } from "../../page/navigation.js";
import { fieldsOf, settingsOf, showFields } from "../../page/settings.js";
import { store } from "../../page/store.js";
import { curveChart } from "./curve.js";
import { listenToHands } from "./hand.js";
import { addPick, drawPicks } from "./picks.js";

const VIEW = "view-plan";
const REST_MS = 150;
const KINDS = ["plan", "explain", "curve", "robust"];
const RUNS = ["planRun", "planExplainRun", "planCurveRun", "planRobustRun"]; // their buttons
const NO_DISTRICT = "none";

/**
 * What the controls of the plan show.
 *
 * A number field tells Dash nothing about a number outside its limits; the server says what is
 * wrong with it.
 *
 * @param {PageSettings} page
 * @param {Values} values
 * @returns {Values}
 */
const typedValues = (page, values) =>
  Object.fromEntries(
    settingsOf(page, "plan").map(({ id, key, min }) => {
      const field = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
      return [key, min === undefined ? values[key] : (values[key] ?? field?.value)];
    }),
  );

/**
 * Settings and scenario in one short text, for the address.
 *
 * @param {unknown} value
 */
export function coded(value) {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const text = btoa(String.fromCharCode(...bytes));
  return text
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/={1,2}$/, "");
}

/**
 * Kind of computation whose button was clicked since the last call.
 *
 * @param {(number | null)[]} clicks Of the buttons, in the order of `KINDS`.
 */
function clickedKind(clicks) {
  const { clicks: before } = store.plan;
  store.plan.clicks = clicks.map((count) => count ?? 0);
  return KINDS[store.plan.clicks.findIndex((count, n) => count > (before[n] ?? 0))];
}

/**
 * The plan on screen is the one asked for, or on its way.
 *
 * @param {boolean} isBusy
 */
const markBusy = (isBusy) => byId(PLACES.planResult).setAttribute("aria-busy", String(isBusy));

/** Plan A: the settings behind the plan on screen, kept in the address. */
async function keepPlan() {
  const { words } = await payload("facts");
  if (!store.plan.planned) return;
  const { own, ...scenario } = store.plan.planned.scenario;
  const { settings } = store.plan.planned;
  set(SET.planKept, { value: coded({ ...scenario, ...settings }) });
  set(SET.planComparison, { children: words.plan_kept_now });
}

function dropPlan() {
  set(SET.planKept, { value: "" });
  set(SET.planComparison, { children: [] });
}

/** The scenario file: read here, checked by the server, its values put into the controls. */
async function drawFileField() {
  const { words, constants } = await payload("facts");
  const place = byId(PLACES.planOpen);
  if (place.childElementCount) return;
  html("label", { for: "plan-file", class: "caption" }, words.plan_file_open, place);
  const field = html("input", { type: "file", id: "plan-file", accept: ".toml" }, "", place);
  field.addEventListener("change", async () => {
    const file = field.files?.[0];
    if (!file) return;
    if (file.size > constants.limits.scenario_file)
      set(SET.planFileMessage, { children: words.plan_file_large });
    else set(SET.planUpload, { data: { text: await file.text(), at: Date.now() } });
    field.value = "";
  });
}

/** @type {Record<string, () => unknown>} */
const ACTIONS = {
  [PLACES.planRequire]: async () => addPick("require", await payload("facts")),
  [PLACES.planExclude]: async () => addPick("exclude", await payload("facts")),
  [PLACES.planRun]: () => markBusy(true),
  [PLACES.planKeep]: keepPlan,
  [PLACES.planDrop]: dropPlan,
};

export function listen() {
  listenToHands();
  document.addEventListener("click", (event) => {
    ACTIONS[closest(event, "button")?.id ?? ""]?.();
  });
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || target.id !== PLACES.planPick) return;
    set(SET.selected, { data: target.value === NO_DISTRICT ? null : target.value });
  });
}

export const callbacks = {
  /** @param {Values & {page: PageSettings}} values */
  async planSettings({ page, ...values }) {
    const call = ++store.plan.gathering;
    if (call > 1) await new Promise((resolve) => setTimeout(resolve, REST_MS));
    if (call !== store.plan.gathering) return unchanged();
    const fields = fieldsOf(page, typedValues(page, values), "plan");
    const { fixed_regions: fixed, dropped_regions: dropped } = fields;
    store.plan.hand = { fixed_regions: `${fixed}`, dropped_regions: `${dropped}` };
    return fields;
  },

  /**
   * What to compute: the plan when the view is first opened, everything else on a click.
   *
   * @param {Values & {planSettings: Fields | null, scenario: Fields | null, path: string,
   *   planKept: string, page: PageSettings}} values
   */
  planAsk({ planSettings: settings, scenario, path, planKept, page, ...clicks }) {
    const kind = clickedKind(RUNS.map((run) => Number(clicks[run] ?? 0)));
    const visible = viewAt(path, page).key === "plan";
    if (!settings || !scenario) return unchanged();
    const now = { settings, scenario };
    if (kind && kind !== "plan")
      return { planAsk: { kind, plan: store.plan.token, at: Date.now() } };
    const { again } = store.plan;
    store.plan.again = false;
    if (kind || again || (visible && !store.plan.planned)) {
      store.plan.planned = now;
      store.plan.before = store.plan.found;
      markBusy(true);
      const ask = { kind: "plan", ...now, kept: planKept, at: Date.now() };
      return { planAsk: ask, planStale: true };
    }
    const { planned } = store.plan;
    return { planStale: !planned || JSON.stringify(planned) === JSON.stringify(now) };
  },

  /**
   * A plan is settled when it stands on the page, or when its job rests without having found one.
   *
   * @param {{planMap?: PlanMap | null, planFound?: object | null, planTick: boolean}} values Classes
   *   on the map, the last job that found something, and whether nobody watches a job.
   */
  planSettled({ planMap = null, planFound = null, planTick: isResting }) {
    const isDrawn = planMap !== store.plan.drawn;
    const isFruitless = isResting && planFound === store.plan.before;
    Object.assign(store.plan, { drawn: planMap, found: planFound });
    if (isDrawn || isFruitless) drawIn(VIEW, "busy", () => markBusy(false));
    return unchanged();
  },

  /** @param {{require: string, exclude: string, selected: string | null}} values */
  async planPicks({ require, exclude, selected }) {
    const facts = await payload("facts");
    drawIn(VIEW, "picks", () => drawPicks({ require, exclude }, facts));
    return selected || NO_DISTRICT;
  },

  /**
   * Waves on the map; before a plan it shows what is reached today.
   *
   * @param {{planMap: PlanMap | null, path: string, result: Result | null, land: string,
   *   page: PageSettings}} values
   */
  async planMap({ planMap, path, result, land, page }) {
    const { classes, regions } = planMap ?? { classes: null, regions: [] };
    const isHere = viewAt(path, page).key === "plan";
    if (!isHere) store.map.drawing?.pins.use([]);
    if (!result || !isHere) return unchanged();
    const { facts } = await essentials();
    const map = await districtMap();
    map.pins.use(regions);
    store.plan.waves = classes ?? null;
    if (!classes) return unchanged();
    const entries = byKey(facts.legends.waves);
    map.paint(
      classes.map((key) => entries[key].symbol),
      classes.map((key) => entries[key].label),
    );
    const present = facts.legends.waves.filter(
      ({ key }) => !/^\d+$/.test(key) || classes.includes(key),
    );
    drawLegend({ facts, entries: present, classes, inside: insideArea(facts, land) });
    return unchanged();
  },

  /** @param {{planCurve: PlanCurve | null}} values */
  async planChart({ planCurve: curve }) {
    const facts = await payload("facts");
    const place = document.getElementById(PLACES.planChart);
    if (place) place.replaceChildren(...(curve ? [curveChart(curve, facts)] : []));
    return unchanged();
  },

  /** @param {{planKept: string, planFound: {kind: string, token: string} | null}} values */
  planKept({ planKept, planFound }) {
    if (planFound?.kind === "plan") store.plan.token = planFound.token;
    return { planKeep: !store.plan.token, planDrop: !planKept };
  },

  /** @param {{planUploaded: Fields | null}} values */
  planAdopt({ planUploaded }) {
    if (store.page.settings) showFields(store.page.settings, planUploaded ?? {});
    drawIn(VIEW, "file", drawFileField);
    return unchanged();
  },
};
