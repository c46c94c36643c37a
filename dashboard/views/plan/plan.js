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
import { areaOf, settledPlace } from "./area.js";
import { curveChart } from "./curve.js";
import { frontChart } from "./front.js";
import { listenToHands } from "./hand.js";
import * as kept from "./kept.js";
import { addPick, drawPicks } from "./picks.js";

const VIEW = "view-plan";
const REST_MS = 150;
const capital = (/** @type {string} */ text) => text[0].toUpperCase() + text.slice(1);
const KINDS = ["plan", "explain", "curve", "robust", "front", "fewest", "meet"];
const RUNS = KINDS.map((kind) => (kind === "plan" ? "planRun" : `plan${capital(kind)}Run`)); // buttons
const NO_DISTRICT = "none";
const TAKES = ["Enter", " "];
const AREA = "area"; // the control among the settings

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

/**
 * Area a plan keeps to; null where the controls are put right first, which asks again.
 *
 * @param {PlanPlace} now
 * @returns {Promise<string | null>}
 */
async function placeOf(now) {
  const { facts, geometry } = await essentials();
  const { country } = facts.constants;
  const place = settledPlace(now, store.plan.place, { country, laender: geometry.laender });
  store.plan.place = place;
  if (place.land !== now.land) set(SET.land, { value: place.land });
  if (place.area !== now.area) set(AREA, { value: place.area });
  return place.land === now.land && place.area === now.area ? areaOf(place, country) : null;
}

/**
 * Plan what a point of the front stands for: its settings become those of the page.
 *
 * @param {Element | null} point
 */
function takePlan(point) {
  const place = point?.getAttribute("data-front");
  const settings = place ? store.plan.front?.points[Number(place)]?.settings : null;
  if (!settings || !store.page.settings) return;
  store.plan.again = true;
  showFields(store.page.settings, settings);
}

/** Plan the whole country again. */
async function leaveArea() {
  const { constants } = await payload("facts");
  set(AREA, { value: "" });
  set(SET.land, { value: constants.country });
}

export function listen() {
  listenToHands();
  document.addEventListener("click", (event) => {
    ACTIONS[closest(event, "button")?.id ?? ""]?.();
    if (closest(event, "button[data-whole-country]")) leaveArea();
    takePlan(closest(event, "[data-front]"));
  });
  document.addEventListener("keydown", (event) => {
    const point = TAKES.includes(event.key) ? closest(event, "circle[data-front]") : null;
    if (!point) return;
    event.preventDefault();
    takePlan(point);
  });
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || target.id !== PLACES.planPick) return;
    set(SET.selected, { data: target.value === NO_DISTRICT ? null : target.value });
  });
}

export const callbacks = {
  ...kept.callbacks,

  /** @param {Values & {land: string, page: PageSettings}} values */
  async planSettings({ page, land, ...values }) {
    const call = ++store.plan.gathering;
    if (call > 1) await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const fields = fieldsOf(page, typedValues(page, values), "plan");
    const area = await placeOf({ land, area: `${fields.area}` });
    if (call !== store.plan.gathering || area === null) return unchanged();
    Object.assign(fields, { area });
    const { fixed_regions: fixed, dropped_regions: dropped } = fields;
    store.plan.hand = { fixed_regions: `${fixed}`, dropped_regions: `${dropped}` };
    return fields;
  },

  /**
   * What to compute: the plan when the view is first opened or looks at another area, everything
   * else on a click.
   *
   * @param {Values & {planSettings: Fields | null, scenario: Fields | null, path: string,
   *   planKept: string, planShare: ControlValue, planMeetCount: ControlValue,
   *   planMeetWho: string, page: PageSettings}} values
   */
  planAsk({ planSettings: settings, scenario, path, planKept, page, ...values }) {
    const { planShare: share, planMeetCount: places, planMeetWho: who, ...clicks } = values;
    const kind = clickedKind(RUNS.map((run) => Number(clicks[run] ?? 0)));
    const visible = viewAt(path, page).key === "plan";
    if (!settings || !scenario) return unchanged();
    const now = { settings, scenario };
    if (kind && kind !== "plan")
      return { planAsk: { kind, plan: store.plan.token, share, places, who, at: Date.now() } };
    const { again } = store.plan;
    store.plan.again = false;
    const isElsewhere = store.plan.planned?.settings.area !== settings.area;
    const isOpening = Date.now() < store.plan.againUntil;
    if (kind || again || isOpening || (visible && isElsewhere)) {
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
    const { classes, regions, inside } = planMap ?? { classes: null, regions: [], inside: null };
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
    const isInside = inside
      ? (/** @type {number} */ n) => inside.includes(n)
      : insideArea(facts, land);
    drawLegend({ facts, entries: present, classes, inside: isInside });
    if (inside && land === facts.constants.country && inside !== store.plan.shown)
      map.fitDistricts(inside);
    store.plan.shown = inside;
    return unchanged();
  },

  /** @param {{planCurve: PlanCurve | null}} values */
  async planChart({ planCurve: curve }) {
    const facts = await payload("facts");
    const place = document.getElementById(PLACES.planChart);
    if (place) place.replaceChildren(...(curve ? [curveChart(curve, facts)] : []));
    return unchanged();
  },

  /** @param {{planFront: PlanFront | null}} values */
  async planFront({ planFront: front }) {
    const facts = await payload("facts");
    store.plan.front = front;
    const chart = front ? [frontChart(front, facts)] : [];
    document.getElementById(PLACES.planFrontChart)?.replaceChildren(...chart);
    return unchanged();
  },

  /** @param {{planKept: string, planFound: {kind: string, token: string} | null}} values */
  planKept({ planKept, planFound }) {
    if (planFound?.kind === "plan") store.plan.token = planFound.token;
    return { planKeep: !store.plan.token, planDrop: !planKept };
  },

  /** @param {{planUploaded: Fields | null}} values */
  async planAdopt({ planUploaded }) {
    if (planUploaded) set(SET.land, { value: (await payload("facts")).constants.country });
    if (store.page.settings) showFields(store.page.settings, planUploaded ?? {});
    drawIn(VIEW, "file", drawFileField);
    return unchanged();
  },
};
