// @ts-check
// Need by capacity: one dot per district; what is framed there is kept on the map and in the list.
import { SET, set } from "../../page/contract.js";
import { fill, html, svg } from "../../page/dom.js";

const WIDTH = 240;
const HEIGHT = 200;
const LEFT = 18;
const BELOW = 18;
const CLICK_PX = 4;
const DOT = 2.6;
const STEP = 5;
/** Which side of the frame a key moves, and how far. @type {Record<string, [0 | 1, number]>} */
const KEYS = {
  ArrowRight: [0, STEP],
  ArrowLeft: [0, -STEP],
  ArrowUp: [1, STEP],
  ArrowDown: [1, -STEP],
};

/**
 * Smallest and largest known value, a little apart.
 *
 * @param {number[]} values
 * @returns {[number, number]}
 */
export function range(values) {
  const known = values.filter((value) => !Number.isNaN(value));
  if (!known.length) return [0, 1];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return high > low ? [low, high] : [low - 1, high + 1];
}

/**
 * Positions whose need and capacity lie within a frame; unknown ones never do.
 *
 * @param {{need: number[], capacity: number[], frame: Bounds}} parts
 *   Lowest need and capacity, highest need and capacity.
 */
export const within = ({ need, capacity, frame: [left, low, right, high] }) =>
  need.flatMap((value, n) =>
    value >= left && value <= right && capacity[n] >= low && capacity[n] <= high ? [n] : [],
  );

export class Scatter {
  /**
   * @param {{frame: Element, facts: Facts, map: import("../../page/map.js").DistrictMap,
   *   onBrush: (positions: Set<number> | null) => void}} parts
   */
  constructor({ frame, facts, map, onBrush }) {
    this.facts = facts;
    this.map = map;
    this.onBrush = onBrush;
    /** @type {number[]} */
    this.need = [];
    /** @type {number[]} */
    this.capacity = [];
    /** @type {Bounds | null} */
    this.brush = null;
    /** @type {Point | null} */
    this.start = null;
    const { words } = facts;
    this.card = html("figure", { class: "scatter no-print" }, "", frame);
    html("figcaption", {}, words.scatter_title, this.card);
    const look = {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      tabindex: "0",
      role: "group",
      "aria-label": words.scatter_help,
    };
    this.svg = svg("svg", look, this.card);
    this.drawAxes();
    this.dots = facts.keys.map(() => svg("circle", { r: DOT, "aria-hidden": "true" }, this.svg));
    this.frame = svg("rect", { class: "scatter-frame", "aria-hidden": "true" }, this.svg);
    this.ring = svg(
      "circle",
      { class: "scatter-ring", r: 2 * DOT, hidden: "", "aria-hidden": "true" },
      this.svg,
    );
    const foot = html("div", { class: "scatter-foot" }, "", this.card);
    this.said = html("span", { role: "status" }, words.scatter_hint, foot);
    const attributes = { type: "button", class: "button small quiet", hidden: "" };
    this.reset = html("button", attributes, words.scatter_reset, foot);
    this.listen();
  }

  drawAxes() {
    const { words } = this.facts;
    const bottom = HEIGHT - BELOW;
    svg("path", { class: "scatter-axis", d: `M${LEFT} 4V${bottom}H${WIDTH - 4}` }, this.svg);
    const across = { x: WIDTH - 4, y: HEIGHT - 4, "text-anchor": "end" };
    svg("text", { ...across, "aria-hidden": "true" }, this.svg, `${words.need} →`);
    const up = { transform: "translate(11 6) rotate(-90)", "text-anchor": "end" };
    svg("text", { ...up, "aria-hidden": "true" }, this.svg, `${words.capacity} →`);
  }

  listen() {
    this.svg.addEventListener("pointerdown", (event) => {
      this.svg.setPointerCapture(event.pointerId);
      this.start = this.at(event);
    });
    this.svg.addEventListener("pointermove", (event) => this.move(event));
    this.svg.addEventListener("pointerup", (event) => this.end(event));
    this.svg.addEventListener("keydown", (event) => this.key(event));
    this.reset.addEventListener("click", () => {
      this.take(null);
      this.svg.focus();
    });
    for (const name of /** @type {const} */ (["pointerover", "focusin"]))
      document.addEventListener(name, (event) => {
        const { row, ags } = dataAt(event);
        this.point(this.facts.keys.indexOf(row ?? ags ?? ""));
      });
  }

  /**
   * Dots for the weights on screen.
   *
   * @param {{need: number[], capacity: number[], symbols: string[]}} parts
   */
  update({ need, capacity, symbols }) {
    [this.need, this.capacity] = [need, capacity];
    this.ranges = [range(need), range(capacity)];
    this.dots.forEach((dot, n) => {
      const isKnown = !Number.isNaN(need[n]) && !Number.isNaN(capacity[n]);
      dot.toggleAttribute("hidden", !isKnown);
      dot.setAttribute("class", `scatter-dot ${symbols[n]}`);
      if (!isKnown) return;
      const [x, y] = this.onCard([need[n], capacity[n]]);
      dot.setAttribute("cx", String(x));
      dot.setAttribute("cy", String(y));
    });
    this.drawFrame();
  }

  /** @param {Point} values Need and capacity. @returns {Point} */
  onCard([need, capacity]) {
    const [[left, right], [low, high]] = this.ranges ?? [
      [0, 1],
      [0, 1],
    ];
    return [
      LEFT + 4 + ((need - left) / (right - left)) * (WIDTH - LEFT - 12),
      HEIGHT - BELOW - 4 - ((capacity - low) / (high - low)) * (HEIGHT - BELOW - 12),
    ];
  }

  /** @param {{clientX: number, clientY: number}} event @returns {Point} Need and capacity there. */
  at({ clientX, clientY }) {
    const frame = this.svg.getBoundingClientRect();
    const [x, y] = [
      ((clientX - frame.left) * WIDTH) / frame.width,
      ((clientY - frame.top) * HEIGHT) / frame.height,
    ];
    const [[left, right], [low, high]] = this.ranges ?? [
      [0, 1],
      [0, 1],
    ];
    return [
      left + ((x - LEFT - 4) / (WIDTH - LEFT - 12)) * (right - left),
      low + ((HEIGHT - BELOW - 4 - y) / (HEIGHT - BELOW - 12)) * (high - low),
    ];
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.start) return;
    const [a, b] = [this.start, this.at(event)];
    this.brush = [
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
    ];
    this.drawFrame();
  }

  /** @param {PointerEvent} event */
  end(event) {
    const { start } = this;
    this.start = null;
    if (!start) return;
    const [from, to] = [this.onCard(start), this.onCard(this.at(event))];
    if (Math.hypot(from[0] - to[0], from[1] - to[1]) < CLICK_PX) this.choose(to);
    else this.take(this.brush);
  }

  /**
   * A click selects the dot below it, or takes the frame away.
   *
   * @param {Point} point
   */
  choose([x, y]) {
    const distance = (/** @type {number} */ n) => {
      const [cx, cy] = this.onCard([this.need[n], this.capacity[n]]);
      return Math.hypot(cx - x, cy - y);
    };
    const near = this.need.findIndex((_, n) => distance(n) < 2 * DOT);
    if (near >= 0) set(SET.selected, { data: this.facts.keys[near] });
    else this.take(null);
  }

  /**
   * Arrow keys frame the upper right corner and move its lower left point.
   *
   * @param {KeyboardEvent} event
   */
  key(event) {
    const [[left, right], [low, high]] = this.ranges ?? [
      [0, 1],
      [0, 1],
    ];
    if (event.key === "Escape") this.take(null);
    else if (KEYS[event.key]) {
      const [side, by] = KEYS[event.key];
      const frame = /** @type {[number, number, number, number]} */ ([
        ...(this.brush ?? [(left + right) / 2, (low + high) / 2, right, high]),
      ]);
      frame[side] = Math.min(Math.max(frame[side] + by, [left, low][side]), frame[side + 2]);
      this.take(frame);
    } else return;
    event.preventDefault();
  }

  /** @param {Bounds | null} frame */
  take(frame) {
    this.brush = frame;
    this.drawFrame();
    const { words, keys } = this.facts;
    const positions = frame ? within({ ...this, frame }) : [];
    this.reset.hidden = !frame;
    const values = { count: positions.length, total: keys.length };
    this.said.textContent = frame ? fill(words.scatter_count, values) : words.scatter_hint;
    this.onBrush(frame ? new Set(positions) : null);
  }

  drawFrame() {
    const { brush } = this;
    this.frame.toggleAttribute("hidden", !brush);
    if (!brush) return;
    const [left, bottom] = this.onCard([brush[0], brush[1]]);
    const [right, top] = this.onCard([brush[2], brush[3]]);
    const box = { x: left, y: top, width: right - left, height: bottom - top };
    for (const [name, value] of Object.entries(box)) this.frame.setAttribute(name, String(value));
  }

  /** @param {number} n District pointed at elsewhere; -1 for none. */
  point(n) {
    const isKnown = n >= 0 && !Number.isNaN(this.need[n] + this.capacity[n]);
    this.ring.toggleAttribute("hidden", !isKnown);
    if (!isKnown) return;
    const [x, y] = this.onCard([this.need[n], this.capacity[n]]);
    this.ring.setAttribute("cx", String(x));
    this.ring.setAttribute("cy", String(y));
  }
}

/**
 * What a row of a list or a district of the map says of itself.
 *
 * @param {Event} event
 * @returns {DOMStringMap}
 */
function dataAt(event) {
  const place =
    event.target instanceof Element && event.target.closest("tr[data-row], path[data-ags]");
  return place instanceof HTMLElement || place instanceof SVGElement ? place.dataset : {};
}
