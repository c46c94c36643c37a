// @ts-check
// Two maps side by side under two settings; they move together, and what differs is lit and counted.
import { essentials } from "./contract.js";
import { choice, fieldById, fill, html } from "./dom.js";
import { byKey } from "./legend.js";
import { DistrictMap } from "./map.js";
import { dayOf, fieldsNow, stateOf, years } from "./states.js";
import { store } from "./store.js";

const MOST_NAMES = 60;
const LAYERS = ["status", "score"];
const FIELDS = ["rule", "as_of", "preset"];
const WAIT_MS = 100;
const PLACE = "compare"; // in the fragment of the address
/** @type {("a" | "b")[]} */
const SIDES = ["a", "b"];

/** A map that moves, points and chooses together with others. */
export class SideMap extends DistrictMap {
  /** @type {SideMap[]} */
  partners = [];
  /** @type {(n: number) => void} */
  onChoose = () => {};

  /** @param {Box} box */
  moveTo(box) {
    super.moveTo(box);
    for (const partner of this.partners)
      if (partner.box.some((value, n) => value !== this.box[n])) partner.moveTo(this.box);
  }

  /** @param {number} n */
  choose(n) {
    this.onChoose(n);
  }

  /**
   * @param {SVGPathElement | null} path
   * @param {PointerEvent} [pointer]
   */
  openCard(path, pointer) {
    if (!path) return;
    const n = this.positionOf(path);
    this.writeCard(this.facts.names[n], [this.labels[n]]);
    const { left, top, width, height } = path.getBoundingClientRect();
    this.placeCard(pointer ?? { clientX: left + width / 2, clientY: top + height / 2 });
    for (const partner of this.partners) partner.point(this.facts.keys[n]);
  }
}

/**
 * Where two lists of classes differ.
 *
 * @param {string[]} a
 * @param {string[]} b
 */
export const differing = (a, b) => a.flatMap((key, n) => (key === b[n] ? [] : [n]));

/**
 * How often each pair of classes occurs among some positions, the most frequent first.
 *
 * @param {{a: string[], b: string[], positions: number[]}} parts
 */
export function pairsOf({ a, b, positions }) {
  /** @type {Map<string, number[]>} */
  const pairs = new Map();
  for (const n of positions) {
    const key = `${a[n]} ${b[n]}`;
    pairs.set(key, [...(pairs.get(key) ?? []), n]);
  }
  return [...pairs.entries()]
    .map(([key, members]) => ({ from: key.split(" ")[0], to: key.split(" ")[1], members }))
    .sort((first, second) => second.members.length - first.members.length);
}

/**
 * What is compared, as a fragment of the address that leads back to it.
 *
 * @param {{layer: string, a: Fields, b: Fields}} comparison
 */
export function fragmentOf({ layer, a, b }) {
  const query = new URLSearchParams({ [PLACE]: layer });
  for (const [side, fields] of Object.entries({ a, b }))
    for (const name of FIELDS) query.set(`${side}.${name}`, String(fields[name] ?? ""));
  return `#${query}`;
}

/**
 * What a fragment says; null where it leads to no comparison.
 *
 * @param {string} fragment
 */
export function comparisonFrom(fragment) {
  const query = new URLSearchParams(fragment.replace(/^#/, ""));
  const layer = query.get(PLACE) ?? "";
  if (!LAYERS.includes(layer)) return null;
  const [a, b] = SIDES.map((side) =>
    // Only a day may be empty: that is the whole register.
    Object.fromEntries(
      FIELDS.map((name) => [name, query.get(`${side}.${name}`)])
        .filter(([name, value]) => value || (name === "as_of" && value === ""))
        .map(([name, value]) => [name, value || null]),
    ),
  );
  return { layer, a, b };
}

class Comparison {
  /** @param {{facts: Facts, geometry: Geometry, layer: string, a: Fields, b: Fields}} parts */
  constructor({ facts, geometry, layer, a, b }) {
    this.facts = facts;
    this.words = facts.words;
    this.layer = layer;
    const now = fieldsNow();
    /** @type {{a: Fields, b: Fields}} */
    this.fields = { a: { ...now, ...a }, b: { ...now, ...b } };
    this.calls = 0;
    const name = this.words.compare_title;
    this.dialog = html("dialog", { class: "compare", "aria-label": name }, "");
    document.body.append(this.dialog);
    this.dialog.addEventListener("close", () => this.leave());
    this.drawHead();
    const frames = html("div", { class: "compare-maps" }, "", this.dialog);
    const [left, right] = SIDES.map((side) => this.drawSide({ side, frames, geometry }));
    this.maps = { a: left, b: right };
    [left.partners, right.partners] = [[right], [left]];
    this.panel = html("div", { class: "compare-panel" }, "", this.dialog);
    const status = html("div", { role: "status" }, "", this.panel);
    this.answer = html("h2", {}, this.words.computing, status);
    this.details = html("div", {}, "", this.panel);
  }

  drawHead() {
    const { words } = this;
    const head = html("div", { class: "dialog-head" }, "", this.dialog);
    html("strong", {}, words.compare_title, head);
    choice({
      id: "compare-layer",
      label: words.compare_layer,
      options: LAYERS.map((key) => [key, words[`compare_${key}`]]),
      value: this.layer,
      parent: head,
      onChange: (layer) => {
        this.layer = layer;
        for (const field of this.dialog.querySelectorAll("[data-layer]"))
          field.toggleAttribute("hidden", field.getAttribute("data-layer") !== layer);
        this.draw();
      },
    });
    const close = html("button", { type: "button", class: "button" }, words.close_it, head);
    close.addEventListener("click", () => this.dialog.close());
  }

  /** The address names the comparison as long as it is open. */
  writeAddress() {
    const { layer } = this;
    history.replaceState(history.state, "", fragmentOf({ layer, ...this.fields }));
  }

  leave() {
    this.dialog.remove();
    if (comparisonFrom(location.hash))
      history.replaceState(history.state, "", location.pathname + location.search);
  }

  /** @param {{side: "a" | "b", frames: Element, geometry: Geometry}} parts */
  drawSide({ side, frames, geometry }) {
    const section = html("section", { "aria-label": this.words[`compare_${side}`] }, "", frames);
    const head = html("div", { class: "compare-side" }, "", section);
    html("strong", { class: "side-name", "aria-hidden": "true" }, side.toUpperCase(), head);
    for (const [field, layer, options] of this.choices()) {
      const frame = html("span", { "data-layer": layer }, "", head);
      frame.toggleAttribute("hidden", layer !== this.layer);
      choice({
        id: `compare-${field}-${side}`,
        label: `${side.toUpperCase()}: ${this.words[`compare_${field}`]}`,
        options,
        value: String(this.fields[side][field] ?? ""),
        parent: frame,
        hidden: true,
        onChange: (value) => {
          this.fields[side] = { ...this.fields[side], [field]: value || null };
          this.draw();
        },
      });
    }
    const frame = html("div", { class: "map-inner" }, "", section);
    const map = new SideMap({ frame, geometry, facts: this.facts, name: `-${side}` });
    map.onChoose = (n) => this.point(n);
    return map;
  }

  /** @returns {[field: string, layer: string, options: string[][]][]} */
  choices() {
    const rule = /** @type {HTMLSelectElement} */ (/** @type {unknown} */ (fieldById("rule")));
    const presets = store.page.settings?.presets ?? [];
    const days = years().map((year) => {
      const day = dayOf(year);
      return day ? [day, String(year)] : ["", this.words.years_whole];
    });
    return [
      ["rule", "status", [...rule.options].map(({ value, text }) => [value, text])],
      ["as_of", "status", days.reverse()],
      ["preset", "score", presets.map(({ value, label }) => [value, label])],
    ];
  }

  /** @param {number} n */
  point(n) {
    for (const side of SIDES) this.maps[side].select(this.facts.keys[n]);
  }

  async draw() {
    const call = ++this.calls;
    this.answer.textContent = this.words.computing;
    this.dialog.setAttribute("aria-busy", "true");
    this.writeAddress();
    const { layer } = this;
    // Weights of one's own belong to one founding logic only.
    const own = { dimension_weights: "", indicator_weights: "", expert_weights: "" };
    const fields = SIDES.map((side) =>
      layer === "score" ? { ...this.fields[side], ...own } : this.fields[side],
    );
    const states = await Promise.all(fields.map((scenario) => stateOf(scenario, layer))).catch(
      () => null,
    );
    if (call !== this.calls) return;
    this.dialog.removeAttribute("aria-busy");
    if (!states) {
      this.answer.textContent = this.words.download_failed;
      return;
    }
    const [a, b] = states.map(({ classes }) => classes.map((key) => key || this.unknown()));
    this.show({ a, b, lines: states.map(({ line }) => line) });
  }

  /** Class of districts without a score. */
  unknown() {
    return this.facts.legends[this.layer].at(-1)?.key ?? "";
  }

  /** @param {{a: string[], b: string[], lines: string[]}} parts */
  show({ a, b, lines }) {
    const entries = byKey(this.facts.legends[this.layer]);
    const positions = differing(a, b);
    for (const [side, classes] of /** @type {["a" | "b", string[]][]} */ ([
      ["a", a],
      ["b", b],
    ])) {
      const map = this.maps[side];
      map.paint(
        classes.map((key) => entries[key].symbol),
        classes.map((key) => entries[key].label),
      );
      map.spotlight.list(positions.length ? new Set(positions) : null);
      map.names.draw();
    }
    const { words, keys } = this.facts;
    const said = positions.length ? words.compare_answer : words.compare_same;
    this.answer.textContent = fill(said, { count: positions.length, total: keys.length });
    this.drawDetails({ a, b, positions, entries, lines });
  }

  /**
   * @param {{a: string[], b: string[], positions: number[],
   *   entries: Record<string, LegendEntry>, lines: string[]}} parts
   */
  drawDetails({ a, b, positions, entries, lines }) {
    const { words, names } = this.facts;
    this.details.replaceChildren();
    for (const { from, to, members } of pairsOf({ a, b, positions })) {
      const text = fill(words.compare_pair, {
        count: members.length,
        from: entries[from].label,
        to: entries[to].label,
      });
      const part = html("details", {}, "", this.details);
      const summary = html("summary", {}, text, part);
      for (const name of /** @type {const} */ (["pointerenter", "focus"]))
        summary.addEventListener(name, () => this.light(new Set(members)));
      for (const name of /** @type {const} */ (["pointerleave", "blur"]))
        summary.addEventListener(name, () => this.light(null));
      const list = html("ul", { class: "plain" }, "", part);
      for (const n of members.slice(0, MOST_NAMES)) {
        const item = html("li", {}, "", list);
        const button = html("button", { type: "button", class: "pick" }, names[n], item);
        button.addEventListener("click", () => this.point(n));
      }
      const more = members.length - MOST_NAMES;
      if (more > 0) html("li", {}, fill(words.card_more, { count: more }), list);
    }
    if (this.layer === "status")
      SIDES.forEach((side, n) => {
        html("p", { class: "caption" }, `${side.toUpperCase()}: ${lines[n]}`, this.details);
      });
  }

  /** @param {Set<number> | null} positions */
  light(positions) {
    for (const side of SIDES) this.maps[side].spotlight.light(positions);
  }
}

/**
 * @param {{layer?: string, a?: Fields, b?: Fields}} [compared] How the maps differ from the one on
 *   screen.
 */
export async function compare({ layer = LAYERS[0], a, b = {} } = {}) {
  const { facts, geometry } = await essentials();
  const { rule } = fieldsNow();
  const first = a ?? { rule: rule === "seat" ? "served" : "seat" };
  const comparison = new Comparison({ facts, geometry, layer, a: first, b });
  comparison.dialog.showModal();
  comparison.draw();
}

/** Open what the address names, once the page has its settings. */
export async function compareFromAddress() {
  const compared = comparisonFrom(location.hash);
  if (!compared || document.querySelector("dialog.compare")) return;
  while (!store.page.settings || !Object.keys(store.page.shown).length)
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  await compare(compared);
}
