// @ts-check
// Required and excluded districts: two settings, shown as one list.
import { PLACES, SET, set } from "../../page/contract.js";
import { byId, fieldById, fill, html } from "../../page/dom.js";
import { store } from "../../page/store.js";

const BETWEEN = "*";
const EQUALS = "=";
const KEY_LENGTH = 5;

/**
 * Entries of two settings such as "09162=because*09163=", in the order in which they were made.
 *
 * @param {PickTexts} texts
 * @param {PlanPick[]} before
 * @returns {PlanPick[]}
 */
export function picksFrom(texts, before = []) {
  const picks = PICK_FIELDS.flatMap((field) =>
    (texts[field] ? texts[field].split(BETWEEN) : []).map((part) => ({
      ags: part.slice(0, KEY_LENGTH),
      field,
      reason: part.slice(KEY_LENGTH + EQUALS.length),
    })),
  );
  const place = (/** @type {PlanPick} */ { ags }) => {
    const n = before.findIndex((pick) => pick.ags === ags);
    return n < 0 ? before.length : n;
  };
  return picks.sort((a, b) => place(a) - place(b));
}

/** @type {("require" | "exclude")[]} */
const PICK_FIELDS = ["require", "exclude"];

/**
 * @param {PlanPick[]} picks
 * @returns {PickTexts}
 */
export const picksTexts = (picks) => ({
  require: textOf(picks, "require"),
  exclude: textOf(picks, "exclude"),
});

/**
 * @param {PlanPick[]} picks
 * @param {string} wanted
 */
const textOf = (picks, wanted) =>
  picks
    .filter(({ field }) => field === wanted)
    .map(({ ags, reason }) => ags + EQUALS + reason)
    .join(BETWEEN);

/**
 * A reason without the signs that separate entries and without control characters.
 *
 * @param {string} text
 * @param {number} longest
 */
export const cleaned = (text, longest) =>
  text
    .replace(/[*\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, longest);

/** @param {PlanPick[]} picks */
function save(picks) {
  store.plan.picks = picks;
  for (const [id, value] of Object.entries(picksTexts(picks))) set(id, { value });
}

/**
 * Require or exclude the district chosen.
 *
 * @param {"require" | "exclude"} pickField
 * @param {Facts} facts
 */
export function addPick(pickField, { constants }) {
  const field = fieldById(PLACES.planPick);
  const ags = field.value;
  if (!/^\d{5}$/.test(ags)) return field.focus();
  const reason = cleaned(fieldById(SET.planPickReason).value, constants.limits.reason);
  const others = store.plan.picks.filter((pick) => pick.ags !== ags);
  save([...others, { ags, field: pickField, reason }]);
  set(SET.planPickReason, { value: "" });
}

/**
 * @param {PickTexts} texts
 * @param {Facts} facts
 */
export function drawPicks(texts, facts) {
  store.plan.picks = picksFrom(texts, store.plan.picks);
  const place = byId(PLACES.planPicksList);
  const key = `${texts.require}\n${texts.exclude}`;
  if (key === store.plan.picksText) return;
  store.plan.picksText = key;
  place.replaceChildren();
  if (!store.plan.picks.length) {
    html("p", { class: "caption" }, facts.words.plan_picks_none, place);
    return;
  }
  const list = html("ul", { class: "shortlist" }, "", place);
  for (const pick of store.plan.picks) drawPick(pick, facts, list);
}

/**
 * @param {PlanPick} pick
 * @param {Facts} facts
 * @param {Element} list
 */
function drawPick(pick, facts, list) {
  const { words } = facts;
  const name = facts.names[facts.keys.indexOf(pick.ags)] || pick.ags;
  const item = html("li", {}, "", list);
  html("button", { type: "button", class: "pick", "data-select": pick.ags }, name, item);
  const kind = pick.field === "require" ? words.plan_pick_required : words.plan_pick_excluded;
  html("span", { class: "badge" }, kind, item);
  const { reason: longest } = facts.constants.limits;
  const label = fill(words.plan_pick_reason_of, { name });
  const field = html("input", { type: "text", maxlength: longest, "aria-label": label }, "", item);
  field.value = pick.reason;
  field.addEventListener("change", () => saveReason(pick.ags, cleaned(field.value, longest)));
  drawRemove(pick.ags, fill(words.plan_pick_remove, { name }), words.plan_pick_release, item);
}

/**
 * @param {string} ags
 * @param {string} label
 * @param {string} text
 * @param {Element} item
 */
function drawRemove(ags, label, text, item) {
  const attributes = { type: "button", class: "button small quiet", "aria-label": label };
  html("button", attributes, text, item).addEventListener("click", () => {
    save(store.plan.picks.filter((other) => other.ags !== ags));
    byId(PLACES.planPick).focus();
  });
}

/**
 * @param {string} ags
 * @param {string} reason
 */
const saveReason = (ags, reason) =>
  save(store.plan.picks.map((pick) => (pick.ags === ags ? { ...pick, reason } : pick)));
