// @ts-check
// In front of people: the map and the answer of a view on the whole screen, led by keys.
import { essentials, PLACES } from "./contract.js";
import { byId, html } from "./dom.js";
import { districtMap, mapFrame } from "./map.js";
import { follow } from "./navigation.js";
import { store } from "./store.js";

const SETTLE_MS = 120;
/** @type {Record<string, number>} */
const STEPS = {
  ArrowRight: 1,
  PageDown: 1,
  " ": 1,
  ArrowLeft: -1,
  PageUp: -1,
};

/** @param {Element | null | undefined} element */
const textOf = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

/** Views that have a map, in the order of the header. */
const views = () => store.page.settings?.views.filter(({ map, under }) => map && !under) ?? [];

class Presentation {
  /** @param {Facts} facts */
  constructor({ words }) {
    this.words = words;
    const attributes = { class: "presentation", "aria-label": words.present };
    this.dialog = html("dialog", attributes, "", document.body);
    this.left = html("div", { class: "present-map", inert: "" }, "", this.dialog);
    const look = {
      class: "present-answer",
      role: "region",
      tabindex: "0",
      "aria-label": words.present,
    };
    this.right = html("div", look, "", this.dialog);
    this.place = html("span", { role: "status" }, "");
    this.drawFoot();
    this.watcher = new MutationObserver(() => this.soon());
    this.timer = 0;
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("close", () => this.leave());
    this.onScreen = () => {
      if (!document.fullscreenElement && this.dialog.open) this.dialog.close();
    };
  }

  drawFoot() {
    const foot = html("div", { class: "present-foot" }, "", this.dialog);
    const add = (
      /** @type {string} */ sign,
      /** @type {string} */ name,
      /** @type {() => void} */ act,
    ) => {
      const attributes = { type: "button", class: "button", "aria-label": name, title: name };
      html("button", attributes, sign, foot).addEventListener("click", act);
    };
    add("‹", this.words.present_back, () => this.step(-1));
    foot.append(this.place);
    add("›", this.words.present_next, () => this.step(1));
    html("span", { class: "caption" }, this.words.present_keys, foot);
    add("×", this.words.present_end, () => this.dialog.close());
  }

  async open() {
    this.home = mapFrame().parentElement;
    this.left.append(mapFrame());
    this.dialog.showModal();
    this.watcher.observe(byId("main"), { childList: true, characterData: true, subtree: true });
    this.draw();
    // A browser may refuse; the dialog covers its window all the same.
    await this.dialog.requestFullscreen?.().catch(() => undefined);
    document.addEventListener("fullscreenchange", this.onScreen);
  }

  async leave() {
    this.watcher.disconnect();
    clearTimeout(this.timer);
    document.removeEventListener("fullscreenchange", this.onScreen);
    if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
    this.home?.append(mapFrame());
    this.dialog.remove();
    (await districtMap()).names.draw();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), SETTLE_MS);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const isButton = event.target instanceof HTMLButtonElement;
    if (event.key in STEPS && !(isButton && event.key === " ")) this.step(STEPS[event.key]);
    else if (event.key.toLowerCase() === "b") this.dialog.classList.toggle("black");
    else return;
    event.preventDefault();
  }

  /** @param {number} by */
  step(by) {
    const all = views();
    const at = all.findIndex(({ key }) => key === store.page.view);
    const next = all[(at + by + all.length) % all.length];
    this.dialog.classList.remove("black");
    follow(next.key);
  }

  /** The answer as it stands in the panel now, in large letters. */
  draw() {
    const all = views();
    const at = all.findIndex(({ key }) => key === store.page.view);
    this.place.textContent = `${at + 1} / ${all.length}`;
    const panel = byId(`view-${store.page.view}`);
    const said = panel.querySelector(".answer") ?? panel.querySelector("h1");
    this.right.replaceChildren();
    html("h2", {}, textOf(said), this.right);
    this.drawLegend();
    const bar = panel.querySelector(".stacked");
    if (bar) this.right.append(bar.cloneNode(true));
    const notes = html("div", { class: "present-notes" }, "", this.right);
    for (const line of byId(PLACES.definition).children) html("p", {}, textOf(line), notes);
    html("p", {}, textOf(document.querySelector(".page > footer p")), notes);
  }

  drawLegend() {
    const list = html("ul", { class: "present-legend" }, "", this.right);
    for (const entry of byId(PLACES.legend).querySelectorAll("[data-class]")) {
      const count = textOf(entry.querySelector(".count"));
      const text = textOf(entry);
      const item = html("li", {}, "", list);
      const swatch = entry.querySelector("svg");
      if (swatch) item.append(swatch.cloneNode(true));
      html("strong", {}, count, item);
      html("span", {}, text.slice(0, text.length - count.length).trim(), item);
    }
  }
}

export async function present() {
  const { facts } = await essentials();
  await new Presentation(facts).open();
  (await districtMap()).names.draw();
}
