// @ts-check
// A column of a table by districts that the catalogue does not know, as a new indicator.
import { choice, entry, fill, html } from "../../page/dom.js";

const OUT = ""; // place of what does not count
const IDEAL = "ideal";
const DIRECTIONS = ["more", "less", IDEAL];
const USUAL = { direction: "more", weight: 5, ideal: null };
/** @type {Record<string, Attributes>} */
const NUMBERS = {
  ideal: { type: "number", step: "any" },
  weight: { type: "number", min: 0, max: 1000, step: "any", required: true },
  year: { type: "number", min: 1900, max: 2100, step: 1 },
};
/** @type {Record<string, Attributes>} */
const TEXTS = {
  name: { type: "text", maxlength: 120, required: true },
  unit: { type: "text", maxlength: 60 },
};

/** The fields of one column; another column draws them anew. */
class NewIndicatorFields {
  /**
   * @param {{column: IndicatorColumn, offer: IndicatorOffer, words: Words, parent: Element}} parts
   */
  constructor({ column, offer, words, parent }) {
    const { examples, ...about } = column;
    /** @type {Record<string, unknown>} */
    this.now = { ...about, ...USUAL, place: offer.places[0][0] };
    /** @type {Words} */
    this.words = words;
    parent.replaceChildren();
    html(
      "p",
      { class: "caption" },
      fill(words.indicator_examples, {
        examples: examples.join(" · "),
      }),
      parent,
    );
    this.type("name", words.indicator_name, parent);
    this.choose("place", words.catalogue_of_place, offer.places, parent);
    this.counting = html("div", { class: "counting" }, "", parent);
    const directions = DIRECTIONS.map((key) => [key, words[`catalogue_${key}`]]);
    this.choose("direction", words.catalogue_of_direction, directions, this.counting);
    this.ideal = this.type("ideal", words.catalogue_of_ideal, this.counting);
    this.type("weight", words.catalogue_of_weight, this.counting);
    this.choose("kind", words.indicator_kind, offer.kinds, parent);
    this.type("unit", words.catalogue_of_unit, parent);
    this.type("year", words.catalogue_of_year, parent);
    this.show();
  }

  /**
   * @param {string} key
   * @param {string} label
   * @param {string[][]} options
   * @param {Element} frame
   */
  choose(key, label, options, frame) {
    choice({
      id: `indicator-${key}`,
      label,
      options,
      value: String(this.now[key]),
      parent: html("div", { class: "field" }, "", frame),
      onChange: (value) => this.change(key, value),
    });
  }

  /**
   * @param {string} key
   * @param {string} label
   * @param {Element} parent
   */
  type(key, label, parent) {
    const numberOf = (/** @type {string} */ text) => (text === "" ? null : Number(text));
    return entry({
      id: `indicator-${key}`,
      label,
      attributes: NUMBERS[key] ?? TEXTS[key],
      value: this.now[key],
      parent,
      onChange: ({ value }) => this.change(key, key in NUMBERS ? numberOf(value) : value),
    });
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  change(key, value) {
    this.now[key] = value;
    this.show();
  }

  /** Fields that say nothing where the indicator stands are hidden. */
  show() {
    this.counting.hidden = this.now.place === OUT;
    this.ideal.hidden = this.now.direction !== IDEAL;
  }
}

/**
 * @param {{offer: IndicatorOffer, words: Words, place: Element,
 *   onTake: (said: Record<string, unknown>) => void}} parts
 */
export function drawIndicator({ offer, words, place, onTake }) {
  const frame = html("section", { class: "list-part new-indicator" }, "", place);
  html("h3", { id: "indicator-title", tabindex: -1 }, words.indicator_title, frame);
  html("p", { class: "caption" }, words.indicator_text, frame);
  const field = html("div", { class: "field" }, "", frame);
  const group = html("div", { class: "indicator" }, "", frame);
  const draw = (/** @type {number} */ number) =>
    new NewIndicatorFields({ column: offer.columns[number], offer, words, parent: group });
  let fields = draw(0);
  choice({
    id: "indicator-column",
    label: words.indicator_column,
    options: offer.columns.map(({ column }, number) => [String(number), column]),
    value: "0",
    parent: field,
    onChange: (value) => {
      fields = draw(Number(value));
    },
  });
  const button = html("button", { type: "button", class: "button" }, words.indicator_take, frame);
  const isValid = () =>
    [...frame.querySelectorAll("input")].every((input) => input.reportValidity());
  button.addEventListener("click", () => isValid() && onTake(fields.now));
}
