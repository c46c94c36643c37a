// @ts-check
// Two or three kept plans side by side: maps that move together, and which regions they share.
import { SideMap } from "../../page/compare.js";
import { allWords, essentials } from "../../page/contract.js";
import { choice, fill, html, svg } from "../../page/dom.js";
import { byKey } from "../../page/legend.js";
import { store } from "../../page/store.js";
import { answerOf } from "./kept.js";

const SIDES = ["a", "b", "c"];
const ASK_AGAIN_MS = 500;
const NONE = "";

/**
 * Regions by the plans they are in, those of all plans first; a region is known by its hub.
 *
 * @param {PlanRegion[][]} plans
 * @returns {{plans: number[], regions: PlanRegion[]}[]}
 */
export function byPlans(plans) {
  /** @type {Map<number, {plans: number[], region: PlanRegion}>} */
  const hubs = new Map();
  plans.forEach((regions, n) => {
    for (const region of regions) {
      const entry = hubs.get(region.hub) ?? { plans: [], region };
      hubs.set(region.hub, entry);
      entry.plans.push(n);
    }
  });
  /** @type {Map<string, {plans: number[], regions: PlanRegion[]}>} */
  const groups = new Map();
  for (const { plans: inside, region } of hubs.values()) {
    const group = groups.get(inside.join()) ?? { plans: inside, regions: [] };
    groups.set(inside.join(), group);
    group.regions.push(region);
  }
  return [...groups.values()].sort(
    (one, other) =>
      other.plans.length - one.plans.length || (one.plans.join() < other.plans.join() ? -1 : 1),
  );
}

/**
 * Positions of the districts that belong to a region of every plan.
 *
 * @param {PlanRegion[][]} plans
 */
export function sharedDistricts(plans) {
  const sets = plans.map((regions) => new Set(regions.flatMap(({ members }) => members)));
  return [...(sets[0] ?? [])].filter((n) => sets.every((set) => set.has(n)));
}

/**
 * The map of a plan, asked for until it is computed.
 *
 * @param {string} id Kind and key.
 * @returns {Promise<PlanMap | {problems: string[]}>}
 */
async function planOf(id) {
  const at = id.indexOf(":");
  const said = { kind: id.slice(0, at), key: id.slice(at + 1), job: "" };
  for (;;) {
    const answer = await answerOf("/beside", said);
    if (!answer?.job) return answer ?? { problems: [] };
    said.job = answer.job;
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}

class Beside {
  /**
   * @param {{facts: Facts, geometry: Geometry, words: Words, plans: [id: string, name: string][]}}
   *   parts
   */
  constructor({ facts, geometry, words, plans }) {
    this.facts = facts;
    this.words = words;
    this.plans = plans;
    this.names = new Map(plans);
    this.calls = 0;
    /** @type {string[]} */
    this.ids = SIDES.map((_, n) => (n < 2 ? plans[n][0] : NONE));
    this.dialog = html("dialog", { class: "compare", "aria-label": words.beside_title });
    document.body.append(this.dialog);
    this.dialog.addEventListener("close", () => this.dialog.remove());
    const head = html("div", { class: "dialog-head" }, "", this.dialog);
    html("strong", {}, words.beside_title, head);
    this.third = html("span", {}, "C: ", head);
    const close = html("button", { type: "button", class: "button" }, words.close_it, head);
    close.addEventListener("click", () => this.dialog.close());
    this.frames = html("div", { class: "compare-maps" }, "", this.dialog);
    this.sections = SIDES.map((side, n) => this.drawSide({ side, n, geometry }));
    this.maps = this.sections.map(({ map }) => map);
    for (const map of this.maps) map.partners = this.maps.filter((other) => other !== map);
    const panel = html("div", { class: "compare-panel" }, "", this.dialog);
    this.answer = html("h2", { role: "status" }, words.computing, panel);
    this.details = html("div", {}, "", panel);
    this.legend = html("ul", { class: "plain" }, "", panel);
  }

  /** What the colours mean that are on the maps. @param {string[]} classes */
  drawLegend(classes) {
    this.legend.replaceChildren();
    for (const { key, symbol, paint, label } of this.facts.legends.waves) {
      if (!classes.includes(key)) continue;
      const item = html("li", {}, "", this.legend);
      const swatch = svg("svg", { class: "swatch", viewBox: "0 0 20 14", "aria-hidden": "true" });
      svg("rect", { width: 20, height: 14, "data-symbol": symbol, fill: paint }, swatch);
      item.append(swatch, ` ${label}`);
    }
  }

  /** @param {{side: string, n: number, geometry: Geometry}} parts */
  drawSide({ side, n, geometry }) {
    const letter = side.toUpperCase();
    const section = html("section", { "aria-label": letter }, "", this.frames);
    const head = html("div", { class: "compare-side" }, "", section);
    html("strong", { class: "side-name", "aria-hidden": "true" }, letter, head);
    choice({
      id: `beside-${side}`,
      label: `${letter}: ${this.words.beside_plan}`,
      options: n < 2 ? this.plans : [[NONE, this.words.beside_none], ...this.plans],
      value: this.ids[n],
      parent: n < 2 ? head : this.third,
      hidden: true,
      onChange: (id) => {
        this.ids[n] = id;
        this.draw();
      },
    });
    const said = html("p", { class: "caption" }, "", head);
    const frame = html("div", { class: "map-inner" }, "", section);
    const map = new SideMap({ frame, geometry, facts: this.facts, name: `-${side}` });
    map.onChoose = (at) => {
      for (const other of this.maps) other.select(this.facts.keys[at]);
    };
    return { section, said, map };
  }

  async draw() {
    const call = ++this.calls;
    this.answer.textContent = this.words.computing;
    this.dialog.setAttribute("aria-busy", "true");
    this.frames.classList.toggle("three", this.ids[2] !== NONE);
    const used = SIDES.map((_, n) => n).filter((n) => this.ids[n] !== NONE);
    const found = await Promise.all(used.map((n) => planOf(this.ids[n])));
    if (call !== this.calls) return;
    this.dialog.removeAttribute("aria-busy");
    this.sections.forEach(({ section }, n) => {
      section.hidden = !used.includes(n);
    });
    for (const [at, plan] of found.entries()) this.drawPlan(used[at], plan);
    const plans = found.map((plan) => ("regions" in plan ? plan.regions : []));
    this.drawAnswer(used, plans);
    this.drawLegend(found.flatMap((plan) => ("classes" in plan ? plan.classes : [])));
  }

  /**
   * @param {number} n
   * @param {PlanMap | {problems: string[]}} plan
   */
  drawPlan(n, plan) {
    const { map, said } = this.sections[n];
    const isThere = "regions" in plan;
    const failed = isThere ? [] : plan.problems;
    const count = isThere ? fill(this.words.beside_regions, { count: plan.regions.length }) : "";
    said.textContent = isThere ? count : failed.join(" ") || this.words.download_failed;
    const entries = byKey(this.facts.legends.waves);
    const classes = isThere ? plan.classes : this.facts.keys.map(() => "open");
    map.paint(
      classes.map((key) => entries[key].symbol),
      classes.map((key) => entries[key].label),
    );
    map.pins.use(isThere ? plan.regions : []);
    map.names.draw();
  }

  /**
   * @param {number[]} used
   * @param {PlanRegion[][]} plans
   */
  drawAnswer(used, plans) {
    const { words } = this;
    const groups = byPlans(plans);
    const letters = (/** @type {number[]} */ inside) =>
      inside.map((n) => SIDES[used[n]].toUpperCase()).join(", ");
    const inAll = groups.find(({ plans: inside }) => inside.length === plans.length);
    this.answer.textContent = fill(words.beside_all, { count: inAll?.regions.length ?? 0 });
    this.details.replaceChildren();
    const districts = sharedDistricts(plans).length;
    html("p", {}, fill(words.beside_districts, { count: districts }), this.details);
    for (const { plans: inside, regions } of groups) {
      const isAll = inside.length === plans.length;
      const text = isAll ? words.beside_in_all : words.beside_only;
      const values = { plans: letters(inside), count: regions.length };
      const part = html("details", isAll ? { open: "" } : {}, "", this.details);
      html("summary", {}, fill(text, values), part);
      const list = html("ul", { class: "plain" }, "", part);
      for (const region of regions) this.drawRegion(region, list);
    }
    html("p", { class: "caption" }, words.beside_note, this.details);
  }

  /**
   * @param {PlanRegion} region
   * @param {Element} list
   */
  drawRegion({ name, members }, list) {
    const button = html(
      "button",
      { type: "button", class: "pick" },
      name,
      html("li", {}, "", list),
    );
    const light = (/** @type {Set<number> | null} */ positions) => {
      for (const map of this.maps) map.spotlight.light(positions);
    };
    button.addEventListener("click", () => this.maps[0].fitDistricts(members));
    for (const event of ["pointerenter", "focus"])
      button.addEventListener(event, () => light(new Set(members)));
    for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => light(null));
  }
}

/** Plans that can be looked at: the one on screen, approved ones, scenarios. */
async function plansThere(/** @type {Words} */ words) {
  /** @type {PlanKeptAll | null} */
  const all = await answerOf("");
  /** @type {[string, string][]} */
  const plans = store.plan.token ? [[`shown:${store.plan.token}`, words.beside_shown]] : [];
  for (const { key, name } of all?.plans ?? []) plans.push([`plan:${key}`, name]);
  for (const { key, name } of all?.scenarios ?? []) plans.push([`scenario:${key}`, name]);
  return plans;
}

export async function plansBeside() {
  const [{ facts, geometry }, words] = await Promise.all([essentials(), allWords()]);
  const plans = await plansThere(words);
  if (plans.length < 2) return;
  const beside = new Beside({ facts, geometry, words, plans });
  beside.dialog.showModal();
  beside.draw();
}
