// @ts-check
// The weight sliders: two levels, a range and a number each, the share of the whole beside them.
import { fill, html } from "../../page/dom.js";
import { effectiveWeights } from "./score.js";

const POINTS_OF_ALL = 100;
const LARGEST_SHARE = 0.6;

const LEVEL = "d."; // before the name of a dimension in the keys of rows
const BALANCED = "balanced"; // the weights of the catalogue, which every one has
const BETWEEN = ";";
const EQUALS = "=";

/**
 * Weights out of the text of their setting, such as "work = 30; skills = 2.5".
 *
 * @param {unknown} text
 * @returns {Record<string, number>}
 */
export function pairsFrom(text) {
  const parts = String(text ?? "").split(BETWEEN);
  const pairs = parts.map((part) => part.split(EQUALS).map((side) => side.trim()));
  return Object.fromEntries(
    pairs.filter(([name]) => name).map(([name, points]) => [name, Number(points)]),
  );
}

/**
 * Text of the setting of some weights; without spaces, which an address would have to write out.
 *
 * @param {Record<string, number>} weights
 */
export const pairsText = (weights) =>
  Object.entries(weights)
    .map(([name, points]) => name + EQUALS + points)
    .join(BETWEEN);

/**
 * Own weights out of their settings.
 *
 * @param {Fields} fields
 * @returns {OwnWeights}
 */
export const weightsFrom = ({ dimension_weights, indicator_weights }) => ({
  dimensions: pairsFrom(dimension_weights),
  indicators: pairsFrom(indicator_weights),
});

/**
 * Settings as the catalogue in use allows them: it may lack a founding logic or what is weighed.
 *
 * @param {Fields} fields
 * @param {Weighed} weighed
 * @returns {Fields}
 */
export function fittingFields(fields, weighed) {
  const { preset, dimension_weights, indicator_weights, indicator_least, indicator_most } = fields;
  const only = (/** @type {ControlValue} */ text, /** @type {string[]} */ names) => {
    const pairs = Object.entries(pairsFrom(text));
    const left = pairs.filter(([name]) => names.includes(name));
    return left.length === pairs.length ? text : pairsText(Object.fromEntries(left));
  };
  return {
    preset: weighed.presets.includes(String(preset)) ? preset : BALANCED,
    dimension_weights: only(dimension_weights, weighed.dimensions),
    indicator_weights: only(indicator_weights, weighed.indicators),
    indicator_least: only(indicator_least, weighed.limited),
    indicator_most: only(indicator_most, weighed.limited),
  };
}

/** @param {number} points */
const toHundredths = (points) => Math.round(points * 100) / 100;

export class WeightPanel {
  /**
   * @param {{frame: Element, catalogue: Catalogue, facts: Facts, onChange: () => void}} parts
   */
  constructor({ frame, catalogue, facts, onChange }) {
    this.catalogue = catalogue;
    this.words = facts.words;
    this.onChange = onChange;
    this.percent = new Intl.NumberFormat(facts.lang, {
      style: "percent",
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    /** @type {number[]} */
    this.base = [];
    /** @type {OwnWeights} */
    this.own = { dimensions: {}, indicators: {} };
    /** @type {number[] | null} */
    this.shares = null;
    /** @type {Map<string, WeightRow>} */
    this.rows = new Map();
    for (const dimension of catalogue.dimensions) this.drawDimension(dimension, frame);
    this.message = html("p", { class: "weights-message", role: "status" }, "", frame);
  }

  /** @param {string} key */
  rowOf(key) {
    return /** @type {WeightRow} */ (this.rows.get(key));
  }

  /**
   * @param {Dimension} dimension
   * @param {Element} frame
   */
  drawDimension({ id, name, axis }, frame) {
    const group = html("div", { class: "dimension" }, "", frame);
    this.drawRow({ key: LEVEL + id, name: `${name} (${axis})`, frame: group });
    const inside = this.catalogue.indicators.filter(({ dimension }) => dimension === id);
    const details = html("details", {}, "", group);
    const count = fill(this.words.indicators_of, { count: inside.length });
    html("summary", { "aria-label": `${name}: ${count}` }, count, details);
    for (const indicator of inside)
      this.drawRow({ key: indicator.id, name: indicator.name, frame: details });
  }

  /** @param {{key: string, name: string, frame: Element}} parts */
  drawRow({ key, name, frame }) {
    const row = html("div", { class: "weight" }, "", frame);
    const id = `weight-${key}`;
    const limits = { min: 0, max: POINTS_OF_ALL, step: "any" };
    html("label", { for: id }, name, row);
    const range = html("input", { type: "range", id, ...limits }, "", row);
    const label = fill(this.words.weight_number, { name });
    const number = html("input", { type: "number", ...limits, "aria-label": label }, "", row);
    const share = html("output", { for: id }, "", row);
    range.addEventListener("input", () => this.change(key, Number(range.value)));
    number.addEventListener("input", () => {
      if (number.value !== "" && number.checkValidity()) this.change(key, Number(number.value));
    });
    this.rows.set(key, { range, number, share });
  }

  /**
   * @param {string} key
   * @param {number} points
   */
  change(key, points) {
    if (key.startsWith(LEVEL)) this.own.dimensions[key.slice(LEVEL.length)] = toHundredths(points);
    else this.own.indicators[key] = toHundredths(points);
    this.refresh();
    this.onChange();
  }

  /**
   * Weights of another founding logic or from the address.
   *
   * @param {number[]} base
   * @param {OwnWeights} own
   */
  use(base, own) {
    this.base = base;
    this.own = own;
    const whole = base.reduce((total, points) => total + points, 0);
    const most = Math.max(whole * LARGEST_SHARE, ...base, ...Object.values(own.indicators));
    for (const { id } of this.catalogue.indicators) this.setMaximum(id, Math.ceil(most));
    for (const [name, points] of Object.entries(own.dimensions))
      this.setMaximum(LEVEL + name, Math.max(POINTS_OF_ALL, points));
    this.refresh();
  }

  /**
   * @param {string} key
   * @param {number} points
   */
  setMaximum(key, points) {
    const { range, number } = this.rowOf(key);
    range.max = String(points);
    number.max = String(points);
  }

  refresh() {
    const { indicators, dimensions } = this.catalogue;
    const weights = effectiveWeights({ indicators, base: this.base, own: this.own });
    this.shares = weights?.shares ?? null;
    this.message.textContent = weights ? "" : this.words.weights_zero;
    /** @type {Record<string, number>} */
    const level = {};
    indicators.forEach(({ id, dimension }, n) => {
      const share = weights ? weights.shares[n] : 0;
      level[dimension] = (level[dimension] ?? 0) + share;
      this.write(id, this.own.indicators[id] ?? this.base[n], share);
    });
    for (const { id } of dimensions) {
      const points = this.own.dimensions[id] ?? (weights ? weights.totals[id] : 0);
      this.write(LEVEL + id, points, level[id]);
    }
  }

  /**
   * @param {string} key
   * @param {number} points
   * @param {number} part
   */
  write(key, points, part) {
    const { range, number, share } = this.rowOf(key);
    const text = String(toHundredths(points));
    const percent = this.percent.format(part);
    if (document.activeElement !== range) range.value = String(points);
    if (document.activeElement !== number) number.value = text;
    range.setAttribute("aria-valuetext", `${text}, ${percent}`);
    share.textContent = percent;
  }
}
