// @ts-check
// Hard limits of indicators, and own limits of the map's classes: what leaves districts out.
import { fill, html } from "../../page/dom.js";
import { pairsFrom, pairsText } from "./weights.js";

const SIDES = /** @type {const} */ (["least", "most"]);
const CLASSES = ["2", "3", "4", "5"];
const OWN = "own"; // limits of the classes given by hand
const EVEN = 20; // points between two own limits, until others are set

/**
 * Text of own limits of the classes; null unless they rise.
 *
 * @param {number[]} limits
 */
export function classText(limits) {
  const rises = limits.every(
    (limit, n) => Number.isFinite(limit) && limit >= 0 && (n === 0 || limits[n - 1] < limit),
  );
  return rises ? pairsText(Object.fromEntries(CLASSES.map((key, n) => [key, limits[n]]))) : null;
}

export class LimitPanel {
  /**
   * @param {{frame: Element, catalogue: Catalogue, facts: Facts,
   *   onChange: (fields: Fields) => void}} parts
   */
  constructor({ frame, catalogue, facts, onChange }) {
    this.catalogue = catalogue;
    this.words = facts.words;
    this.total = facts.keys.length;
    this.onChange = onChange;
    this.numbers = new Intl.NumberFormat(facts.lang, { maximumFractionDigits: 2 });
    /** @type {Record<"least" | "most", Record<string, number>>} */
    this.limits = { least: {}, most: {} };
    html("p", { class: "caption" }, this.words.limits_help, frame);
    this.list = html("ul", { class: "plain" }, "", frame);
    this.count = html("p", { class: "caption", role: "status" }, "", frame);
    this.drawForm(html("div", { class: "controls" }, "", frame));
    this.classes = html("div", { class: "controls", hidden: "" }, "", frame);
    this.classInputs = this.drawClasses(this.classes);
  }

  /** @param {Element} frame */
  drawForm(frame) {
    const { words } = this;
    const indicator = labelled("select", "limit-indicator", words.limit_indicator, frame);
    for (const { id, name, unit } of this.catalogue.limited)
      html("option", { value: id }, `${name} (${unit})`, indicator);
    const side = labelled("select", "limit-side", words.limit_side, frame);
    for (const key of SIDES) html("option", { value: key }, words[`limit_${key}`], side);
    const value = labelled("input", "limit-value", words.limit_value, frame);
    value.type = "number";
    value.step = "any";
    const button = html(
      "button",
      { type: "button", class: "button small" },
      words.limit_set,
      frame,
    );
    button.addEventListener("click", () => {
      if (value.value === "" || !value.checkValidity()) return value.focus();
      this.limits[/** @type {"least" | "most"} */ (side.value)][indicator.value] = Number(
        value.value,
      );
      this.tell();
    });
  }

  /** @param {Element} frame */
  drawClasses(frame) {
    const inputs = CLASSES.map((key) => {
      const label = fill(this.words.class_from, { key });
      const input = labelled("input", `class-limit-${key}`, label, frame);
      Object.assign(input, { type: "number", min: "0", max: "100", step: "any" });
      return input;
    });
    const attributes = { type: "button", class: "button small" };
    const button = html("button", attributes, this.words.class_set, frame);
    const message = html("p", { class: "caption", role: "status" }, "", frame);
    button.addEventListener("click", () => {
      const numbers = inputs.map(({ value }) => (value === "" ? Number.NaN : Number(value)));
      const text = classText(numbers);
      message.textContent = text === null ? this.words.class_wrong : "";
      if (text !== null) this.onChange({ class_limits: text });
    });
    return inputs;
  }

  tell() {
    this.onChange({
      indicator_least: pairsText(this.limits.least),
      indicator_most: pairsText(this.limits.most),
    });
  }

  /**
   * Show the limits of a scenario and how many districts they leave out.
   *
   * @param {PotentialScenario} scenario
   * @param {number} out
   */
  show(scenario, out) {
    this.limits = {
      least: pairsFrom(scenario.indicator_least),
      most: pairsFrom(scenario.indicator_most),
    };
    this.list.replaceChildren();
    for (const side of SIDES)
      for (const [id, value] of Object.entries(this.limits[side])) this.drawEntry(side, id, value);
    if (!this.list.childElementCount) html("li", {}, this.words.limit_none, this.list);
    const left = fill(this.words.limit_count, { count: out, total: this.total });
    this.count.textContent = this.list.querySelector("button") ? left : "";
    this.classes.hidden = scenario.score_classes !== OWN;
    const own = pairsFrom(scenario.class_limits);
    CLASSES.forEach((key, n) => {
      const input = this.classInputs[n];
      if (document.activeElement !== input) input.value = String(own[key] ?? EVEN * (n + 1));
    });
  }

  /**
   * @param {"least" | "most"} side
   * @param {string} id
   * @param {number} value
   */
  drawEntry(side, id, value) {
    const indicator = this.catalogue.limited.find((entry) => entry.id === id);
    const entry = fill(this.words.limit_entry, {
      name: indicator?.name ?? id,
      side: this.words[`limit_${side}`],
      value: this.numbers.format(value),
      unit: indicator?.unit ?? "",
    });
    const item = html("li", {}, `${entry} `, this.list);
    const label = fill(this.words.limit_remove, { entry });
    const attributes = { type: "button", class: "button small", "aria-label": label };
    html("button", attributes, "×", item).addEventListener("click", () => {
      delete this.limits[side][id];
      this.tell();
    });
  }
}

/**
 * A form element with its label.
 *
 * @template {"select" | "input"} Name
 * @param {Name} name
 * @param {string} id
 * @param {string} label
 * @param {Element} frame
 */
function labelled(name, id, label, frame) {
  const field = html("div", { class: "field" }, "", frame);
  html("label", { for: id }, label, field);
  return html(name, name === "select" ? { id, class: "select" } : { id }, "", field);
}
