// @ts-check
// Scenarios and plans kept by name: list, open, compare, approve; and what changed since a day.
import { ADDRESSES, PLACES, payload, SET, set, unchanged } from "../../page/contract.js";
import { entry, fill, html } from "../../page/dom.js";
import { drawIn } from "../../page/frames.js";
import { store } from "../../page/store.js";
import { keepRole, ownHeaders, role, toast } from "../recording/recording.js";

const VIEW = "view-plan";
const DAY_LENGTH = 10;
const SETTLED_MS = 3000;

/**
 * @param {string} path
 * @param {Record<string, unknown>} [said] Sent with the header that another origin cannot send.
 */
export async function answerOf(path, said) {
  const order = said
    ? { method: "POST", headers: await ownHeaders(), body: JSON.stringify(said) }
    : {};
  const answer = await fetch(`${ADDRESSES.plans}${path}`, order).catch(() => null);
  return answer?.ok || answer?.status === 403 ? answer.json() : null; // what is refused is said
}

/**
 * @param {string} text
 * @param {Element} parent
 * @param {() => unknown} onClick
 * @param {string} [kind]
 */
function button(text, parent, onClick, kind = "button small quiet") {
  const made = html("button", { type: "button", class: kind }, text, parent);
  made.addEventListener("click", onClick);
  return made;
}

/**
 * Keep something; what cannot be kept is said in the place given.
 *
 * @param {Record<string, unknown>} said
 * @param {{place: Element, text: string, words: Words}} where
 */
async function keep(said, { place, text, words }) {
  if (store.plan.keeping) return; // a second click is no second deed
  store.plan.keeping = true;
  const content = await answerOf("/keep", { role: role(words), ...said });
  store.plan.keeping = false;
  place.querySelector(".warning")?.remove();
  if (content && "action" in content) {
    toast(fill(words.recording_saved, { text }), content.action);
    await drawKept();
    return;
  }
  const frame = html("div", { class: "warning", role: "alert" }, "", place);
  html("p", {}, words.recording_wrong, frame);
  const list = html("ul", {}, "", frame);
  for (const line of content?.problems ?? [words.recording_failed]) html("li", {}, line, list);
}

/**
 * A form of name and role, opened by a button.
 *
 * @param {{id: string, title: string, hint: string, name: string, place: Element, words: Words,
 *   onSave: (name: string, form: Element) => unknown}} parts
 */
function openForm({ id, title, hint, name, place, words, onSave }) {
  place.replaceChildren();
  const form = html("form", { class: "recording-form" }, "", place);
  if (hint) html("p", { class: "caption" }, hint, form);
  const values = { name };
  const attributes = { type: "text", maxlength: 120, required: "" };
  entry({
    id: `plan-${id}-name`,
    label: words.plan_kept_name,
    attributes,
    value: name,
    parent: form,
    onChange: ({ value }) => {
      values.name = value;
    },
  });
  entry({
    id: `plan-${id}-role`,
    label: words.recording_role,
    attributes,
    value: role(words),
    parent: form,
    onChange: ({ value }) => keepRole(value),
  });
  const buttons = html("div", { class: "buttons" }, "", form);
  html("button", { type: "submit", class: "button primary" }, title, buttons);
  button(words.recording_discard, buttons, () => place.replaceChildren(), "button quiet");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onSave(values.name, form);
  });
  form.querySelector("input")?.focus();
}

/** @param {{settings: string}} record */
function open({ settings }) {
  store.plan.againUntil = Date.now() + SETTLED_MS; // settings and scenario follow one by one
  set(SET.planUpload, { data: { text: settings, at: Date.now() } });
}

/** @param {{coded: string}} record It becomes plan A beside the plan on screen. */
function compare({ coded }) {
  set(SET.planKept, { value: coded });
  store.plan.again = true;
  set(SET.planSettings, { data: { ...store.plan.planned?.settings } });
}

/** Everything kept, drawn anew. */
export async function drawKept() {
  const place = document.getElementById(PLACES.planKeptList);
  if (!place || !store.page.settings?.recording) return;
  /** @type {[{words: Words}, PlanKeptAll | null]} */
  const [{ words }, all] = await Promise.all([payload("facts"), answerOf("")]);
  if (!all) return;
  place.replaceChildren();
  if (all.may_keep && !store.own.past) drawButtons(place, words);
  // With the plan on screen one kept is enough.
  if (all.plans.length + all.scenarios.length > (store.plan.token ? 0 : 1))
    button(
      words.plan_side_by_side,
      place,
      async () => (await import("./beside.js")).plansBeside(),
      "button small",
    );
  if (all.plans.length) drawPlans(all.plans, words, place);
  if (all.scenarios.length) drawScenarios(all.scenarios, words, place);
  if (!all.plans.length && !all.scenarios.length) {
    const sentence = all.may_see ? words.plan_kept_none : words.plan_kept_denied;
    html("p", { class: "caption" }, sentence, place);
  }
}

/**
 * @param {Element} place
 * @param {Words} words
 */
function drawButtons(place, words) {
  const buttons = html("div", { class: "buttons no-print" }, "", place);
  const frame = html("div", {}, "", place);
  const approving = button(
    words.plan_approve,
    buttons,
    () =>
      openForm({
        id: "approve",
        title: words.plan_approve,
        hint: words.plan_approve_hint,
        name: "",
        place: frame,
        words,
        onSave: (name, form) =>
          keep(
            { deed: "approve", name, plan: store.plan.token },
            { place: form, text: name, words },
          ),
      }),
    "button primary",
  );
  approving.disabled = !store.plan.token;
  button(
    words.plan_keep_scenario,
    buttons,
    () =>
      openForm({
        id: "keep",
        title: words.plan_keep_scenario,
        hint: "",
        name: "",
        place: frame,
        words,
        onSave: (name, form) =>
          keep(
            { deed: "scenario", name, ...store.plan.planned },
            { place: form, text: name, words },
          ),
      }),
    "button",
  );
}

/**
 * @param {PlanKept[]} plans
 * @param {Words} words
 * @param {Element} place
 */
function drawPlans(plans, words, place) {
  html("h3", { class: "plan-heading" }, words.plan_kept_plans, place);
  for (const plan of plans) {
    const frame = html("article", { class: "plan-kept" }, "", place);
    const title = html("h4", {}, plan.name, frame);
    html("span", { class: "badge" }, plan.state, title);
    html("p", { class: "caption" }, plan.line, frame);
    const list = html("ul", {}, "", frame);
    for (const line of plan.waves) html("li", {}, line, list);
    drawRegions(plan.regions, words, frame);
    drawUses(plan, words, frame);
  }
}

/**
 * @param {string[][]} regions
 * @param {Words} words
 * @param {Element} parent
 */
function drawRegions(regions, words, parent) {
  const details = html("details", {}, "", parent);
  html("summary", {}, words.plan_kept_regions, details);
  drawTable({ head: words.plan_kept_head.split(" | "), rows: regions, parent: details });
}

/** @param {{head: string[], rows: string[][], parent: Element}} parts */
function drawTable({ head, rows, parent }) {
  const frame = html("div", { class: "table", tabindex: 0, role: "region" }, "", parent);
  frame.setAttribute("aria-label", head[0]);
  const table = html("table", {}, "", frame);
  const top = html("tr", {}, "", html("thead", {}, "", table));
  for (const text of head) html("th", { scope: "col" }, text, top);
  const body = html("tbody", {}, "", table);
  for (const cells of rows) {
    const row = html("tr", {}, "", body);
    cells.forEach((text, n) => {
      html(n ? "td" : "th", n ? {} : { scope: "row" }, text, row);
    });
  }
}

/**
 * @param {PlanKeptScenario[]} scenarios
 * @param {Words} words
 * @param {Element} place
 */
function drawScenarios(scenarios, words, place) {
  html("h3", { class: "plan-heading" }, words.plan_kept_scenarios, place);
  for (const scenario of scenarios) {
    const frame = html("article", { class: "plan-kept" }, "", place);
    html("h4", {}, scenario.name, frame);
    const buttons = drawUses(scenario, words, frame);
    const { key, seen, name } = scenario;
    const form = html("div", {}, "", frame);
    button(words.plan_kept_rename, buttons, () =>
      openForm({
        id: "rename",
        title: words.plan_kept_rename,
        hint: "",
        name,
        place: form,
        words,
        onSave: (text, place_) =>
          keep({ deed: "rename", key, seen, name: text }, { place: place_, text, words }),
      }),
    );
    button(words.plan_kept_drop, buttons, () =>
      keep(
        { deed: "drop", key, seen },
        {
          place: frame,
          text: fill(words.plan_kept_dropped, { name }),
          words,
        },
      ),
    );
  }
}

/**
 * @param {PlanKeptScenario} record
 * @param {Words} words
 * @param {Element} frame
 */
function drawUses(record, words, frame) {
  const buttons = html("div", { class: "buttons no-print" }, "", frame);
  const named = (/** @type {HTMLElement} */ made) =>
    made.setAttribute("aria-label", `${record.name}: ${made.textContent}`);
  named(button(words.plan_kept_open, buttons, () => open(record)));
  named(button(words.plan_kept_compare, buttons, () => compare(record)));
  return buttons;
}

// What changed

/** The form of the day, once; the answer below it. */
async function drawChangesForm() {
  const place = document.getElementById(PLACES.planChanges);
  if (!place || place.childElementCount) return;
  const { words } = await payload("facts");
  const form = html("form", { class: "controls" }, "", place);
  const today = new Date().toISOString().slice(0, DAY_LENGTH);
  const values = { since: `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`, by: "register" };
  entry({
    id: "plan-changes-since",
    label: words.plan_changes_since,
    value: values.since,
    parent: form,
    attributes: { type: "date", max: today, required: "" },
    onChange: ({ value }) => {
      values.since = value;
    },
  });
  if (store.page.settings?.recording) drawWays(form, values, words);
  const buttons = html("div", { class: "buttons" }, "", form);
  html("button", { type: "submit", class: "button" }, words.plan_changes_run, buttons);
  const answer = html("div", { role: "status" }, "", place);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    answer.setAttribute("aria-busy", "true");
    const { scenario } = store.plan.planned ?? {};
    const changes = await answerOf("/changes", { ...values, scenario });
    answer.removeAttribute("aria-busy");
    answer.replaceChildren();
    if (changes) drawChanges(changes, words, answer);
    else html("p", { class: "warning" }, words.plan_changes_failed, answer);
  });
}

/**
 * @param {Element} form
 * @param {{by: string}} values
 * @param {Words} words
 */
function drawWays(form, values, words) {
  values.by = "recorded";
  const frame = html("div", { class: "field" }, "", form);
  html("label", { for: "plan-changes-by" }, words.plan_changes_by, frame);
  const select = html("select", { id: "plan-changes-by", class: "select" }, "", frame);
  for (const key of ["recorded", "register"])
    html("option", { value: key }, words[`plan_changes_${key}`], select);
  select.addEventListener("change", () => {
    values.by = select.value;
  });
}

/**
 * @param {PlanChanges} changes
 * @param {Words} words
 * @param {Element} place
 */
function drawChanges({ title, causes, rates, rate_head: head, districts, more }, words, place) {
  html("h3", {}, title, place);
  for (const cause of causes) html("p", { class: "caption" }, cause, place);
  drawTable({ head, rows: rates, parent: place });
  const list = html("ul", { class: "plan-changed" }, "", place);
  for (const { ags, name, status, why } of districts) {
    const item = html("li", {}, "", list);
    html("button", { type: "button", class: "pick", "data-select": ags }, name, item);
    html("span", {}, ` ${status}`, item);
    html("span", { class: "second-line" }, why, item);
  }
  if (more) html("p", { class: "caption" }, fill(words.plan_changes_more, { count: more }), place);
}

export const callbacks = {
  /** @param {{planMap: PlanMap | null, path: string}} _ A plan is there, or the view was opened. */
  planNames(_) {
    drawIn(VIEW, "kept", drawKept);
    drawIn(VIEW, "changes", drawChangesForm);
    return unchanged();
  },
};
