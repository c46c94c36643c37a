// @ts-check
// The view Roll-out plan: gather settings, ask for a plan, list the picks, colour the waves.
import { essentials, PLACES, payload, SET, set, unchanged } from "../../page/contract.js";
import { closest, html } from "../../page/dom.js";
import { byKey, drawLegend, insideArea } from "../../page/legend.js";
import { districtMap } from "../../page/map.js";
import { viewAt } from "../../page/navigation.js";
import { store } from "../../page/store.js";
import { curveChart } from "./curve.js";
import { addPick, drawPicks } from "./picks.js";

const REST_MS = 150;
const SETTING = "plan-set-";
const KINDS = ["plan", "explain", "curve", "robust"];
const NO_DISTRICT = "none";

/** @param {PageSettings} page */
const settingsOf = (page) => page.controls.filter(({ id }) => id.startsWith(SETTING));

/**
 * Value of a setting of the plan.
 *
 * A number field tells Dash nothing about a number outside its limits; the server says what is
 * wrong with it.
 *
 * @param {Control} control
 * @param {ControlValue} value
 */
function settingValue({ id, min }, value) {
  if (min === undefined) return value ?? "";
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  const typed = value ?? field?.value ?? "";
  return typed === "" ? null : Number(typed);
}

/**
 * Settings and scenario in one short text, for the address.
 *
 * @param {unknown} value
 */
export function coded(value) {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
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

/** Plan A: the settings behind the plan on screen, kept in the address. */
async function keepPlan() {
  const { words } = await payload("facts");
  if (!store.plan.planned) return;
  const { own, ...scenario } = store.plan.planned.scenario;
  const { settings } = store.plan.planned;
  set(SET.planKept, { value: coded({ scenario, settings }) });
  set(SET.planComparison, { children: words.plan_kept_now });
}

function dropPlan() {
  set(SET.planKept, { value: "" });
  set(SET.planComparison, { children: [] });
}

/** The scenario file: read here, checked by the server, its values put into the controls. */
async function drawFileField() {
  const { words, constants } = await payload("facts");
  const place = document.getElementById(PLACES.planOpen);
  if (!place || place.childElementCount) return;
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
  [PLACES.planRequire]: async () => addPick("+", await payload("facts")),
  [PLACES.planExclude]: async () => addPick("-", await payload("facts")),
  [PLACES.planKeep]: keepPlan,
  [PLACES.planDrop]: dropPlan,
};

export function listen() {
  document.addEventListener("click", (event) => {
    ACTIONS[closest(event, "button")?.id ?? ""]?.();
  });
  document.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || target.id !== PLACES.planPick) return;
    set(SET.selected, { data: target.value === NO_DISTRICT ? null : target.value });
  });
}

export const callbacks = {
  /** @param {any[]} values */
  async planSettings(...values) {
    const page = /** @type {PageSettings} */ (values.pop());
    const call = ++store.plan.gathering;
    if (call > 1) await new Promise((resolve) => setTimeout(resolve, REST_MS));
    if (call !== store.plan.gathering) return unchanged();
    return Object.fromEntries(
      settingsOf(page).map((control, n) => [control.key, settingValue(control, values[n])]),
    );
  },

  /**
   * What to compute: on a click, or at once when a link asks for it.
   *
   * @param {any[]} values
   */
  planAsk(...values) {
    const [settings, scenario, path, auto, kept, page] = values.splice(KINDS.length);
    const kind = clickedKind(values);
    const visible = viewAt(path, page).key === "plan";
    if (!settings || !scenario) return [unchanged(), unchanged()];
    const now = { settings, scenario };
    if (kind && kind !== "plan")
      return [{ kind, plan: store.plan.token, at: Date.now() }, unchanged()];
    if (kind || (visible && auto === "1" && !store.plan.planned)) {
      store.plan.planned = now;
      set(SET.planAuto, { value: "1" });
      return [{ kind: "plan", ...now, kept, at: Date.now() }, true];
    }
    const { planned } = store.plan;
    return [unchanged(), !planned || JSON.stringify(planned) === JSON.stringify(now)];
  },

  /**
   * @param {string | null} text
   * @param {string | null} selected
   */
  async planPicks(text, selected) {
    drawPicks(text, await payload("facts"));
    return selected || NO_DISTRICT;
  },

  /**
   * Waves on the map; before a plan it shows what is reached today.
   *
   * @param {string[] | null} classes
   * @param {string} path
   * @param {Result | null} result
   * @param {string | null} _selected
   * @param {string} land
   * @param {PageSettings} page
   */
  async planMap(classes, path, result, _selected, land, page) {
    if (!result || viewAt(path, page).key !== "plan") return unchanged();
    const { facts } = await essentials();
    const map = await districtMap();
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

  /** @param {PlanCurve | null} curve */
  async planChart(curve) {
    const facts = await payload("facts");
    const place = document.getElementById(PLACES.planChart);
    if (place) place.replaceChildren(...(curve ? [curveChart(curve, facts)] : []));
    return unchanged();
  },

  /**
   * @param {string} kept
   * @param {{kind: string, token: string} | null} done
   */
  planKept(kept, done) {
    if (done?.kind === "plan") store.plan.token = done.token;
    return [!store.plan.token, !kept];
  },

  /** @param {Record<string, ControlValue> | null} values */
  planAdopt(values) {
    for (const [id, value] of Object.entries(values ?? {})) set(id, { value });
    drawFileField();
    return unchanged();
  },
};
