// @ts-check
// Which names stand on the map at which zoom, and how they are drawn.
import { svg } from "./dom.js";
import { placed } from "./lettering.js";
import { PIN_PX } from "./pins.js";

/** From this zoom on districts carry their names instead of Länder and cities. */
const DISTRICTS_FROM = 1.6;
const MOST_CITIES = 45;
/** How far a name may stick out of its district. */
const STICKS_OUT = 1.1;
const LINE = 1.25;
/** Signs of a region's name; a longer one gives way to the name of its hub. */
const LONGEST_REGION = 28;
/** Size in pixels, weight and letter spacing of every kind of name. */
const LOOKS = {
  city: { px: 12, weight: 600, spacing: 0 },
  land: { px: 11, weight: 600, spacing: 0.4 },
  pin: { px: 12.5, weight: 600, spacing: 0 },
  district: { px: 12.5, weight: 500, spacing: 0 },
  selected: { px: 14, weight: 700, spacing: 0 },
};
const FROM_AFAR = 1.5;
const DOT_PX = 2.4;
const BESIDE = ".legend, .zoom, .memo summary, .territory, .scatter, .tour-hint, .present-foot";

/** @typedef {keyof typeof LOOKS} Kind */
/** @typedef {import("./lettering.js").Wish} Wish */

export class Labels {
  /** @param {import("./map.js").DistrictMap} map */
  constructor(map) {
    this.map = map;
    this.group = svg("g", { class: "labels", "aria-hidden": "true" }, map.svg);
    this.pen = /** @type {CanvasRenderingContext2D} */ (
      document.createElement("canvas").getContext("2d")
    );
    /** @type {Map<string, number>} */
    this.widths = new Map();
    this.due = 0;
    // Before the typeface is there, names are as wide as those of another one.
    document.fonts?.addEventListener("loadingdone", () => {
      this.widths.clear();
      this.draw();
    });
  }

  /** Place the names anew with the next frame. */
  draw() {
    if (this.due) return;
    this.due = requestAnimationFrame(() => {
      this.due = 0;
      this.drawNow();
    });
  }

  drawNow() {
    const { map } = this;
    const screen = map.svg.getBoundingClientRect();
    const unit = map.unit();
    if (!Number.isFinite(unit) || !screen.width) return;
    const frame = map.frame.getBoundingClientRect();
    this.origin = frame;
    const names = placed({
      wishes: this.wishes(),
      taken: [...this.beside(), ...this.pins()],
      frame: this.room(),
    });
    map.pins.draw();
    this.group.replaceChildren();
    for (const name of names) this.write(name, unit);
  }

  /** How large names are: from afar larger. */
  get scale() {
    return this.map.frame.closest(".presentation") ? FROM_AFAR : 1;
  }

  /** @returns {Bounds[]} Boxes of legend and tools. */
  beside() {
    return [...document.querySelectorAll(BESIDE)].map((part) => this.box(part));
  }

  /** @returns {Bounds[]} Boxes of the pins. */
  pins() {
    return this.map.pins.regions.map(({ hub }) => {
      const { at } = this.wish("pin", "", this.middle(hub));
      return [at[0] - PIN_PX, at[1] - PIN_PX, at[0] + PIN_PX, at[1] + PIN_PX];
    });
  }

  /**
   * Where names may stand: what is seen of the drawing, so that paper cuts none off.
   *
   * @returns {Bounds}
   */
  room() {
    const { left, top, width, height } = /** @type {DOMRect} */ (this.origin);
    const [x, y, across, down] = this.map.whole;
    const [from, to] = [this.map.onScreen([x, y]), this.map.onScreen([x + across, y + down])];
    return [
      Math.max(0, from[0] - left),
      Math.max(0, from[1] - top),
      Math.min(width, to[0] - left),
      Math.min(height, to[1] - top),
    ];
  }

  /**
   * Box of an element, in pixels of the frame.
   *
   * @param {Element} part
   * @returns {Bounds}
   */
  box(part) {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    const { left: x, top: y } = /** @type {DOMRect} */ (this.origin);
    return [left - x, top - y, right - x, bottom - y];
  }

  /** @returns {Iterable<Wish>} Names that would stand on the map, the most important first. */
  *wishes() {
    const { map } = this;
    const { names, order, cities } = map.facts.lettering;
    const chosen = map.position.get(map.selected ?? "");
    for (const { hub, name } of map.pins.regions) {
      const short = name.length > LONGEST_REGION ? names[hub] : name;
      yield { ...this.wish("pin", short, this.middle(hub)), radius: PIN_PX };
    }
    if (chosen !== undefined) yield this.wish("selected", names[chosen], this.middle(chosen));
    if (map.whole[2] / map.box[2] < DISTRICTS_FROM) {
      const largest = cities.slice(0, MOST_CITIES).filter((n) => n !== chosen);
      for (const n of largest.slice(0, 4)) yield this.wish("city", names[n], this.middle(n));
      for (const { land_name, c } of map.geometry.laender)
        if (!largest.some((n) => names[n] === land_name)) yield this.wish("land", land_name, c);
      for (const n of largest.slice(4)) yield this.wish("city", names[n], this.middle(n));
    } else {
      const unit = map.unit();
      for (const n of order) {
        if (n === chosen) continue;
        const wish = this.wish("district", names[n], this.middle(n));
        const [left, , right] = map.geometry.districts[n].b;
        if (wish.width <= ((right - left) / unit) * STICKS_OUT) yield wish;
      }
    }
  }

  /** @param {number} n */
  middle(n) {
    return this.map.geometry.districts[n].c;
  }

  /**
   * @param {Kind} kind
   * @param {string} text
   * @param {Point} point
   * @returns {Wish}
   */
  wish(kind, text, point) {
    const [x, y] = this.map.onScreen(point);
    const { left, top } = /** @type {DOMRect} */ (this.origin);
    const px = LOOKS[kind].px * this.scale;
    const [width, height] = [this.width(kind, text), px * LINE];
    return { text, kind, at: [x - left, y - top], width, height, dot: kind === "city" };
  }

  /**
   * @param {Kind} kind
   * @param {string} text
   */
  width(kind, text) {
    const key = `${kind} ${this.scale} ${text}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known;
    const { weight, spacing } = LOOKS[kind];
    const px = LOOKS[kind].px * this.scale;
    this.pen.font = `${weight} ${px}px ${getComputedStyle(this.map.svg).fontFamily}`;
    const width = this.pen.measureText(text).width + spacing * text.length;
    this.widths.set(key, width);
    return width;
  }

  /**
   * @param {import("./lettering.js").Placed} name
   * @param {number} unit Grid units per pixel.
   */
  write({ text, kind, at, middle }, unit) {
    const { weight, spacing } = LOOKS[/** @type {Kind} */ (kind)];
    const px = LOOKS[/** @type {Kind} */ (kind)].px * this.scale;
    const { left, top } = /** @type {DOMRect} */ (this.origin);
    const point = (/** @type {Point} */ [x, y]) =>
      this.map.at({ clientX: x + left, clientY: y + top });
    if (kind === "city") {
      const [cx, cy] = point(at);
      svg("circle", { cx, cy, r: DOT_PX * unit, "stroke-width": 1.3 * unit }, this.group);
    }
    const [x, y] = point(middle);
    const look = {
      "font-size": px * unit,
      "font-weight": weight,
      "letter-spacing": spacing * unit,
      "stroke-width": 3 * unit,
    };
    svg("text", { x, y, class: `label-${kind}`, ...look }, this.group, text);
  }
}
