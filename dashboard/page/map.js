// @ts-check
// The map: 401 focusable districts, zoom by viewBox, recoloured by class.

import { linesOf } from "./card.js";
import { essentials, SET, set } from "./contract.js";
import { closest, fill, html, svg } from "./dom.js";
import { Labels } from "./labels.js";
import {
  boxAround,
  centred,
  contains,
  halo,
  insideWhole,
  pointAt,
  unitsPerPixel,
  zoomed,
} from "./map_box.js";
import { drawMemoMenu } from "./memo_menu.js";
import { Pins } from "./pins.js";
import { Spotlight } from "./spotlight.js";
import { store } from "./store.js";

/** @type {Record<string, keyof District["n"]>} */
const ARROWS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
const ZOOM_STEP = 1.5;
const DRAG_PX = 5;
const CARD_GAP_PX = 14;
/** How far across the drawing the neighbours have which opacity. */
const FADE = [
  [0, 0],
  [0.12, 1],
  [0.88, 1],
  [1, 0],
];
/** Drawn on 24 x 24, as strokes. @type {Record<string, string>} */
const ICONS = {
  zoom_in: "M12 5v14M5 12h14",
  zoom_out: "M5 12h14",
  zoom_all: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  zoom_district: "M12 8a4 4 0 1 0 0 8 4 4 0 1 0 0-8M12 2v4M12 18v4M2 12h4M18 12h4",
  present: "M4 5h16v11H4zM12 16v4M8 20h8",
  tour_title: "M9.5 9a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.5v.01",
  show_seats:
    "M12 21s7-6.2 7-11a7 7 0 1 0-14 0c0 4.8 7 11 7 11zM12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 1 0 0-5",
};

/** Tools that open what is loaded later, and its name in `openers.js`. */
const OPENERS = [
  ["present", "present"],
  ["tour_title", "tour"],
];

/** Frame of the map: it moves from the first picture into the page. */
export function mapFrame() {
  store.map.frame ??= html("div", { class: "map-inner" });
  return store.map.frame;
}

/** The map, drawn when it is needed first. */
export async function districtMap() {
  const { geometry, facts } = await essentials();
  store.map.drawing ??= new DistrictMap({ frame: mapFrame(), geometry, facts });
  return store.map.drawing;
}

/**
 * Path of the district an event happens on.
 *
 * @param {Event} event
 * @returns {SVGPathElement | null}
 */
const districtPath = (event) =>
  event.target instanceof Element ? event.target.closest("path[data-ags]") : null;

export class DistrictMap {
  /**
   * @param {{frame: HTMLElement, geometry: Geometry, facts: Facts, name?: string}} parts
   *   `name` tells a further map on the page from the first one.
   */
  constructor({ frame, geometry, facts, name = "" }) {
    this.name = name;
    this.frame = frame;
    this.geometry = geometry;
    this.facts = facts;
    this.words = facts.words;
    this.position = new Map(geometry.districts.map((district, n) => [district.ags, n]));
    this.whole = geometry.viewBox;
    this.box = this.whole;
    this.current = 0;
    /** @type {string[]} */
    this.labels = [];
    /** @type {string | null} */
    this.selected = null;
    /** @type {Record<string, number[]>} */
    this.areas = {};
    /** @type {string | null} */
    this.areaOf = null;
    /** @type {Map<number, Point>} */
    this.pointers = new Map();
    this.dragged = false;
    /** @type {{box: Box, spread: number, at: Point}} */
    this.start = { box: this.box, spread: 0, at: [0, 0] };
    const tools = this.drawTools();
    this.firstTool = tools.nearer;
    this.districtTool = tools.district;
    this.card = html("div", { class: "card", hidden: "" }, "", frame);
    this.svg = this.drawFrame();
    this.patterns = this.drawPatterns();
    this.fade(this.drawOutlines("countries", geometry.countries, "country"));
    this.paths = this.drawDistricts();
    this.spotlight = new Spotlight(this.paths);
    this.drawOutlines("laender", geometry.laender, "land");
    this.area = this.layer("area");
    this.checks = this.layer("checks");
    this.seats = this.layer("seats");
    this.seats.classList.toggle("hidden", true);
    /** @type {Seat[]} */
    this.seatList = [];
    this.useSeats(facts.seats);
    const marks = this.layer("marks");
    const pair = (/** @type {string} */ name) =>
      ["outer", "inner"].map((part) => svg("path", { class: `${name}-${part}` }, marks));
    this.outlines = pair("chosen");
    this.ring = pair("ring");
    if (!name) drawMemoMenu(frame, facts.words);
    this.pins = new Pins(this);
    this.names = new Labels(this);
    this.listen();
  }

  /** Buttons above the map. */
  drawTools() {
    const tools = html("div", { class: "zoom no-print" }, "", this.frame);
    const add = (/** @type {string} */ word, /** @type {() => void} */ action) => {
      const title = this.words[word];
      const button = html("button", { type: "button", "aria-label": title, title }, "", tools);
      const icon = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
      svg("path", { d: ICONS[word] }, icon);
      button.append(icon);
      button.addEventListener("click", action);
      return button;
    };
    const nearer = add("zoom_in", () => this.zoom(ZOOM_STEP));
    add("zoom_out", () => this.zoom(1 / ZOOM_STEP));
    add("zoom_all", () => this.moveTo(this.whole));
    const district = add("zoom_district", () => this.showDistrict(this.selected));
    district.disabled = true;
    // Off at first: ninety marks hide what the colours say.
    const seats = add("show_seats", () => {
      const hidden = this.seats.classList.toggle("hidden");
      seats.setAttribute("aria-pressed", String(!hidden));
    });
    seats.setAttribute("aria-pressed", "false");
    if (!this.name) for (const [word, name] of OPENERS) add(word, () => {}).dataset.open = name;
    return { nearer, district };
  }

  drawFrame() {
    const help = html(
      "p",
      { id: `map-help${this.name}`, class: "only-read" },
      this.words.map_help,
      this.frame,
    );
    const attributes = {
      class: "map",
      role: "group",
      "aria-label": this.words.map,
      "aria-describedby": help.id,
      viewBox: this.whole.join(" "),
    };
    return svg("svg", attributes, this.frame);
  }

  /** Patterns of the areas; those of the swatches keep their size. */
  drawPatterns() {
    const source = new DOMParser().parseFromString(this.geometry.patterns, "image/svg+xml");
    const definitions = source.querySelector("defs");
    if (definitions) this.svg.append(document.importNode(definitions, true));
    return [...this.svg.querySelectorAll("pattern:not([id^=swatch])")];
  }

  /** @param {string} name */
  layer(name) {
    return svg("g", { class: name, "aria-hidden": "true" }, this.svg);
  }

  /**
   * @param {string} name
   * @param {{d: string}[]} rows
   * @param {string} kind
   */
  drawOutlines(name, rows, kind) {
    const group = this.layer(name);
    for (const { d } of rows) svg("path", { class: kind, d }, group);
    return group;
  }

  /**
   * Let neighbours end softly where the data end, so that no straight cut looks like a coast.
   *
   * @param {SVGGElement} group
   */
  fade(group) {
    const sides = this.geometry.countries.map(({ b }) => b);
    const [x, y] = [0, 1].map((n) => Math.min(...sides.map((b) => b[n])));
    const [width, height] = [2, 3].map((n, at) => Math.max(...sides.map((b) => b[n])) - [x, y][at]);
    const definitions = svg("defs", {}, this.svg);
    const across = { x1: x, x2: x + width, y1: 0, y2: 0 };
    const down = { x1: 0, x2: 0, y1: y, y2: y + height };
    const fadings = Object.entries({ across, down }).map(([name, line]) => {
      const units = "userSpaceOnUse";
      const gradient = svg(
        "linearGradient",
        { id: `fade-${name}${this.name}`, gradientUnits: units, ...line },
        definitions,
      );
      for (const [offset, opacity] of FADE)
        svg("stop", { offset, "stop-color": "white", "stop-opacity": opacity }, gradient);
      const box = { x, y, width, height };
      const mask = svg(
        "mask",
        { id: `ends-${name}${this.name}`, maskUnits: units, ...box },
        definitions,
      );
      svg("rect", { ...box, fill: `url(#fade-${name}${this.name})` }, mask);
      return `url(#ends-${name}${this.name})`;
    });
    group.setAttribute("mask", fadings[0]);
    const outer = svg("g", { mask: fadings[1], "aria-hidden": "true" });
    group.replaceWith(outer);
    outer.append(group);
  }

  drawDistricts() {
    const group = svg("g", { class: "districts" }, this.svg);
    return this.geometry.districts.map(({ ags, d }, n) =>
      svg(
        "path",
        {
          "data-ags": ags,
          class: "d",
          d,
          role: "button",
          "aria-pressed": "false",
          tabindex: n === 0 ? "0" : "-1",
          "aria-label": this.facts.names[n],
        },
        group,
      ),
    );
  }

  /** @param {Seat[]} seats */
  useSeats(seats) {
    if (seats === this.seatList) return;
    this.seatList = seats;
    this.seats.replaceChildren();
    for (const seat of seats) this.drawSeat(seat);
  }

  /**
   * Rings where none was found and somebody said so.
   *
   * @param {number[]} positions
   */
  useChecks(positions) {
    this.checks.replaceChildren();
    for (const position of positions) {
      const [x, y] = this.geometry.districts[position].c;
      for (const part of ["check-ring", "check-ground", "check-dot"])
        svg("path", { class: part, d: `M${x} ${y}h.1` }, this.checks);
    }
  }

  /** @param {Seat} seat */
  drawSeat({ id, name, status, x, y }) {
    const group = svg("g", { class: `seat seat-${status}`, "data-area": id }, this.seats);
    for (const part of ["seat-edge", "seat-fill"])
      svg("path", { class: part, d: `M${x} ${y}h.1` }, group);
    svg("title", {}, group, name);
  }

  listen() {
    const map = this.svg;
    map.addEventListener("pointerover", (event) => this.openCard(districtPath(event), event));
    this.frame.addEventListener("pointerleave", () => this.closeCard());
    // On the frame: Chromium puts an <svg> with focus listeners into the tab order.
    this.frame.addEventListener("focusin", (event) => this.focusOn(districtPath(event)));
    this.frame.addEventListener("focusout", (event) => {
      if (districtPath(event)) this.focusOff();
    });
    map.addEventListener("keydown", (event) => this.key(event));
    map.addEventListener("click", (event) => this.click(event, districtPath(event)));
    map.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    new ResizeObserver(() => {
      this.outlineSelected();
      this.names.draw();
    }).observe(map);
    map.addEventListener("pointerdown", (event) => this.pointerDown(event));
    map.addEventListener("pointermove", (event) => this.pointerMove(event));
    for (const name of /** @type {const} */ (["pointerup", "pointercancel"]))
      map.addEventListener(name, (event) => this.pointerUp(event));
  }

  /**
   * Colours and words of all districts at once; nothing is fetched.
   *
   * @param {string[]} symbols
   * @param {string[]} labels
   */
  paint(symbols, labels) {
    this.labels = labels;
    this.paths.forEach((path, n) => {
      path.setAttribute("class", `d ${symbols[n]}${this.spotlight.classOf(n)}`);
      path.setAttribute("aria-label", `${this.facts.names[n]}, ${labels[n]}`);
    });
  }

  /**
   * Outline a district from elsewhere, as if it had the focus.
   *
   * @param {string | null} ags
   */
  point(ags) {
    this.outline(this.ring, this.pathOf(ags));
  }

  /** @param {string | null} ags */
  pathOf(ags) {
    const n = this.position.get(ags ?? "");
    return n === undefined ? null : this.paths[n];
  }

  /** @param {string | null} ags */
  select(ags) {
    if (this.selected === ags) return;
    this.pathOf(this.selected)?.setAttribute("aria-pressed", "false");
    this.selected = ags;
    this.districtTool.disabled = !ags;
    this.outlineSelected();
    this.names.draw();
    const path = this.pathOf(ags);
    if (!path) return;
    path.setAttribute("aria-pressed", "true");
    this.rove(this.positionOf(path));
  }

  /** @param {SVGPathElement} path */
  positionOf(path) {
    return /** @type {number} */ (this.position.get(path.dataset.ags ?? ""));
  }

  outlineSelected() {
    this.outline(this.outlines, this.pathOf(this.selected));
  }

  /**
   * @param {SVGPathElement[]} marks
   * @param {SVGPathElement | null} path
   */
  outline(marks, path) {
    for (const mark of marks)
      if (path) mark.setAttribute("d", path.getAttribute("d") + this.haloOf(path));
      else mark.removeAttribute("d");
  }

  /** @param {SVGPathElement} path */
  haloOf(path) {
    const { b, c } = this.geometry.districts[this.positionOf(path)];
    return halo({ bounds: b, centre: c, unit: this.unit() });
  }

  /** @param {number} n Position of the one district in the tab order. */
  rove(n) {
    this.paths[this.current].setAttribute("tabindex", "-1");
    this.current = n;
    this.paths[n].setAttribute("tabindex", "0");
  }

  /** @param {SVGPathElement | null} path */
  focusOn(path) {
    if (!path) return;
    this.rove(this.positionOf(path));
    if (path.matches(":focus-visible")) this.outline(this.ring, path);
    this.openCard(path);
  }

  focusOff() {
    for (const path of this.ring) path.removeAttribute("d");
    this.closeCard();
  }

  /**
   * What is known of a district, at the pointer or beside the district that has the focus.
   *
   * @param {SVGPathElement | null} path
   * @param {PointerEvent} [pointer]
   */
  openCard(path, pointer) {
    if (!path) return;
    const n = this.positionOf(path);
    this.writeCard(this.facts.names[n], linesOf({ map: this, n }));
    const { left, top, width, height } = path.getBoundingClientRect();
    this.placeCard(pointer ?? { clientX: left + width / 2, clientY: top + height / 2 });
  }

  /**
   * Put the card beside a point of the screen, on the side that has room.
   *
   * @param {{clientX: number, clientY: number}} point
   */
  placeCard({ clientX, clientY }) {
    const frame = this.frame.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.card;
    const [x, y] = [clientX - frame.left, clientY - frame.top];
    const beside = (
      /** @type {number} */ at,
      /** @type {number} */ size,
      /** @type {number} */ room,
    ) => Math.max(0, at + CARD_GAP_PX + size <= room ? at + CARD_GAP_PX : at - CARD_GAP_PX - size);
    this.card.style.translate = `${beside(x, width, frame.width)}px ${beside(y, height, frame.height)}px`;
  }

  /**
   * @param {string} title
   * @param {string[]} lines
   */
  writeCard(title, lines) {
    this.card.replaceChildren();
    html("strong", {}, title, this.card);
    for (const line of lines) html("span", {}, line, this.card);
    this.card.hidden = false;
  }

  closeCard() {
    this.card.hidden = true;
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = this.targetOf(event.key);
    /** @type {Record<string, () => void>} */
    const actions = {
      "+": () => this.zoom(ZOOM_STEP),
      "-": () => this.zoom(1 / ZOOM_STEP),
      0: () => this.moveTo(this.whole),
      Enter: () => this.choose(this.current),
      " ": () => this.choose(this.current),
      Escape: () => this.leave(),
    };
    if (target !== undefined) this.go(target);
    else if (actions[event.key]) actions[event.key]();
    else if (!ARROWS[event.key]) return;
    event.preventDefault();
  }

  /**
   * Position a key leads to; undefined if none.
   *
   * @param {string} key
   */
  targetOf(key) {
    if (ARROWS[key]) return this.position.get(this.geometry.districts[this.current].n[ARROWS[key]]);
    return key === "Home" ? 0 : key === "End" ? this.paths.length - 1 : undefined;
  }

  /** @param {number} n */
  go(n) {
    const centre = this.geometry.districts[n].c;
    if (!contains(this.box, centre)) this.moveTo(centred({ box: this.box, centre }));
    this.paths[n].focus({ preventScroll: true });
  }

  /** The first Escape takes card and highlighted area away, the next one leaves the map. */
  leave() {
    if (!this.card.hidden || this.areaOf) {
      this.closeCard();
      this.showArea(null);
    } else this.firstTool.focus();
  }

  /** @param {number} n */
  choose(n) {
    const { ags } = this.geometry.districts[n];
    if (store.map.pick?.(ags)) return;
    set(SET.selected, { data: ags === this.selected ? null : ags });
  }

  /**
   * @param {MouseEvent} event
   * @param {SVGPathElement | null} path
   */
  click(event, path) {
    if (this.dragged) return;
    const seat = closest(event, "[data-area]");
    if (seat) this.showArea(seat.dataset.area ?? null);
    else if (path) this.choose(this.positionOf(path));
  }

  /**
   * Districts an initiative reaches, outlined; the same one again takes it away.
   *
   * @param {string | null} id
   */
  showArea(id) {
    this.area.replaceChildren();
    this.areaOf = id === this.areaOf ? null : id;
    const positions = this.areas[this.areaOf ?? ""] ?? [];
    this.spotlight.light(positions.length ? new Set(positions) : null);
    for (const n of positions)
      svg("path", { class: "reach", d: this.geometry.districts[n].d }, this.area);
    const seat = this.seatList.find((entry) => entry.id === this.areaOf);
    if (!seat) return;
    const since = seat.since ? fill(this.words.since, seat) : "";
    const size = [`${positions.length} ${this.words.districts}`, since].filter(Boolean).join(" · ");
    this.writeCard(fill(this.words.area_of, seat), [size]);
    const [x, y] = this.onScreen([seat.x, seat.y]);
    this.placeCard({ clientX: x, clientY: y });
  }

  /**
   * An initiative with its area, wherever the map stands now.
   *
   * @param {string} id
   */
  showInitiative(id) {
    this.seats.classList.toggle("hidden", false);
    if (this.areas[id]?.length) this.fitDistricts(this.areas[id]);
    if (id !== this.areaOf) this.showArea(id);
  }

  /** @param {number[]} positions */
  fitDistricts(positions) {
    const bounds = positions.map((n) => this.geometry.districts[n].b);
    const side = (/** @type {number} */ n) => bounds.map((b) => b[n]);
    if (!bounds.length) return;
    const [left, top] = [Math.min(...side(0)), Math.min(...side(1))];
    this.fit([left, top, Math.max(...side(2)), Math.max(...side(3))], 1.6);
  }

  /** @param {Record<string, number[]>} areas */
  useAreas(areas) {
    this.areas = areas;
    for (const seat of /** @type {Iterable<SVGGElement>} */ (this.seats.children))
      seat.classList.toggle("hidden", !((seat.dataset.area ?? "") in areas));
    if (this.areaOf) this.showArea(this.areaOf);
  }

  /** @param {string | null} ags */
  showDistrict(ags) {
    const n = this.position.get(ags ?? "");
    if (n !== undefined) this.fit(this.geometry.districts[n].b, 4);
  }

  /** @param {string} key */
  showLand(key) {
    const land = this.geometry.laender.find((entry) => entry.key === key);
    if (land) this.fit(land.b, 1.15);
    else this.moveTo(this.whole);
  }

  /**
   * @param {Bounds} bounds
   * @param {number} margin
   */
  fit(bounds, margin) {
    this.moveTo(boxAround({ whole: this.whole, bounds, margin }));
  }

  /**
   * @param {number} factor
   * @param {Point} [centre]
   */
  zoom(factor, centre) {
    this.moveTo(zoomed({ whole: this.whole, box: this.box, factor, centre }));
  }

  /** @param {Box} box */
  moveTo([left, top, width]) {
    const { whole } = this;
    this.box = insideWhole({ whole, left, top, width });
    this.svg.setAttribute("viewBox", this.box.map((value) => value.toFixed(1)).join(" "));
    const scale = (this.geometry.pattern_scale * this.box[2]) / whole[2];
    for (const pattern of this.patterns)
      pattern.setAttribute("patternTransform", `scale(${scale})`);
    this.svg.classList.toggle("zoomed", this.box[2] < whole[2]);
    this.outlineSelected();
    this.names.draw();
  }

  unit() {
    const { clientWidth: width, clientHeight: height } = this.svg;
    return unitsPerPixel({ box: this.box, frame: { width, height } });
  }

  /**
   * Point of the screen above a point of the drawing.
   *
   * @param {Point} point
   * @returns {Point}
   */
  onScreen([x, y]) {
    const { left, top, width, height } = this.svg.getBoundingClientRect();
    const [boxLeft, boxTop, boxWidth, boxHeight] = this.box;
    const unit = this.unit();
    return [
      left + width / 2 + (x - boxLeft - boxWidth / 2) / unit,
      top + height / 2 + (y - boxTop - boxHeight / 2) / unit,
    ];
  }

  /** @param {{clientX: number, clientY: number}} at */
  at(at) {
    const frame = this.svg.getBoundingClientRect();
    return pointAt({ box: this.box, frame, unit: this.unit(), at });
  }

  /**
   * The wheel scrolls the page until the map has the focus or a modifier asks for zoom.
   *
   * @param {WheelEvent} event
   */
  wheel(event) {
    const zooms = event.ctrlKey || event.metaKey || this.frame.contains(document.activeElement);
    const atEnd = event.deltaY > 0 && this.box[2] >= this.whole[2];
    if (!zooms || (atEnd && !event.ctrlKey)) return;
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 400), this.at(event));
  }

  /** @param {PointerEvent} event */
  pointerDown(event) {
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    this.start = { box: this.box, spread: this.spread(), at: [event.clientX, event.clientY] };
    this.dragged = false;
  }

  spread() {
    const [a, b] = [...this.pointers.values()];
    return b ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0;
  }

  /** @param {PointerEvent} event */
  pointerMove(event) {
    if (!this.card.hidden && event.pointerType === "mouse") this.placeCard(event);
    if (!this.pointers.has(event.pointerId)) return;
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (this.pointers.size === 2) return this.pinch();
    const dx = event.clientX - this.start.at[0];
    const dy = event.clientY - this.start.at[1];
    if (!this.dragged && Math.hypot(dx, dy) < DRAG_PX) return;
    if (this.box[2] >= this.whole[2]) return;
    if (!this.dragged) this.svg.setPointerCapture(event.pointerId);
    this.dragged = true;
    const unit = this.unit();
    const [left, top] = this.start.box;
    this.moveTo([left - dx * unit, top - dy * unit, this.box[2], this.box[3]]);
  }

  pinch() {
    const [a, b] = [...this.pointers.values()];
    const middle = { clientX: (a[0] + b[0]) / 2, clientY: (a[1] + b[1]) / 2 };
    const spread = this.spread();
    if (this.start.spread) this.zoom(spread / this.start.spread, this.at(middle));
    this.start.spread = spread;
    this.dragged = true;
  }

  /** @param {PointerEvent} event */
  pointerUp(event) {
    this.pointers.delete(event.pointerId);
    this.start = { ...this.start, box: this.box, spread: 0 };
  }
}
