// @ts-check
// Foundings: draw the figures at the width they have, open profiles without losing the settings.
import { unchanged } from "../../page/contract.js";
import { byId, closest, html, opensElsewhere, svg } from "../../page/dom.js";
import { store } from "../../page/store.js";

const BOX = { height: 300, left: 48, right: 20, top: 20, bottom: 30, title: 20 };
const LEAST_WIDTH = 260;
const LETTER = 8;
const LEAST_SPAN = 1e-9;

/** @param {Point[]} points */
const pointsText = (points) => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");

/**
 * Corners of a staircase: every value holds until the next one.
 *
 * @param {Point[]} points
 * @returns {Point[]}
 */
export function stairs(points) {
  /** @type {Point[]} */
  const corners = [];
  points.forEach(([x, y], n) => {
    if (n) corners.push([x, points[n - 1][1]]);
    corners.push([x, y]);
  });
  return corners;
}

/** @type {Record<string, (parts: SeriesParts) => void>} */
const DRAW = {
  band({ element, series, x, y }) {
    const low = stairs(series.points.map(([at, value]) => [x(at), y(value)]));
    const high = stairs(series.points.map(([at, , upper]) => [x(at), y(Number(upper))]));
    const points = pointsText([...low, ...high.reverse()]);
    svg("polygon", { class: `band ${series.class}`, points }, element);
  },
  step({ element, series, x, y }) {
    const corners = stairs(series.points.map(([at, value]) => [x(at), y(value)]));
    svg("polyline", { class: `line ${series.class}`, points: pointsText(corners) }, element);
  },
  line({ element, series, x, y }) {
    const points = pointsText(series.points.map(([at, value]) => [x(at), y(value)]));
    svg("polyline", { class: `line ${series.class}`, points }, element);
  },
  points({ element, series, x, y }) {
    for (const [at, value, label] of series.points) {
      svg("circle", { class: "dot", cx: x(at), cy: y(value), r: 4 }, element);
      svg("text", { x: x(at) + 6, y: y(value) - 6 }, element, String(label));
    }
  },
  ticks({ element, series, x, y }) {
    for (const [at, value] of series.points) {
      const line = { x1: x(at), x2: x(at), y1: y(value) - 5, y2: y(value) + 5 };
      svg("line", { class: "tick-mark", ...line }, element);
    }
  },
};

/**
 * Labels of an axis that do not run into each other.
 *
 * @param {[number, string][]} ticks
 * @param {(at: number) => number} x
 */
export function withoutOverlap(ticks, x) {
  let end = Number.NEGATIVE_INFINITY;
  return ticks.filter(([at, label]) => {
    const half = (label.length * LETTER) / 2;
    if (x(at) - half < end) return false;
    end = x(at) + half + LETTER;
    return true;
  });
}

/**
 * @param {ChartSpec} spec
 * @param {number} width
 */
function scalesOf(spec, width) {
  const { height, left, right, top } = BOX;
  const bottom = BOX.bottom + (spec.x.title ? BOX.title : 0);
  const span = Math.max(spec.x.max - spec.x.min, LEAST_SPAN);
  return {
    bottom,
    x: (/** @type {number} */ at) => left + ((width - left - right) * (at - spec.x.min)) / span,
    y: (/** @type {number} */ value) =>
      height - bottom - ((height - top - bottom) * value) / spec.y.max,
  };
}

/**
 * @param {ChartSpec} spec
 * @param {number} width
 */
function chart(spec, width) {
  const { height, left, right } = BOX;
  const { x, y, bottom } = scalesOf(spec, width);
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const element = svg("svg", { ...size, role: "img", "aria-label": spec.label });
  for (const [value, label] of spec.y.ticks) {
    svg(
      "line",
      { class: "grid", x1: left, x2: width - right, y1: y(value), y2: y(value) },
      element,
    );
    svg("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, element, label);
  }
  for (const [at, label] of withoutOverlap(spec.x.ticks, x)) {
    const place = { x: x(at), y: height - bottom + 18, "text-anchor": "middle" };
    svg("text", place, element, label);
  }
  const middle = { x: (left + width - right) / 2, y: height - 8, "text-anchor": "middle" };
  if (spec.x.title) svg("text", middle, element, spec.x.title);
  for (const series of spec.series) DRAW[series.kind]({ element, series, x, y });
  return element;
}

/** @param {[string, string][]} entries Class and label. */
function legend(entries) {
  const list = html("ul", { class: "foundings-legend" });
  for (const [kind, label] of entries) {
    const item = html("li", {}, "", list);
    const swatch = svg("svg", { width: 34, height: 14, "aria-hidden": "true" });
    if (kind.startsWith("band")) svg("rect", { class: kind, width: 34, height: 14 }, swatch);
    else svg("line", { class: `line ${kind}`, x1: 0, x2: 34, y1: 7, y2: 7 }, swatch);
    item.append(swatch, label);
  }
  return list;
}

/** @param {Element} place */
function draw(place) {
  const drawing = store.foundings.charts.get(place);
  if (!drawing || !place.clientWidth) return;
  const width = Math.max(place.clientWidth, LEAST_WIDTH);
  if (width === drawing.width) return;
  drawing.width = width;
  place.replaceChildren(chart(drawing.spec, width), legend(drawing.spec.legend));
}

/** Draws a figure anew when its place gets another width. */
function watcher() {
  store.foundings.watcher ??= new ResizeObserver((entries) => {
    for (const { target } of entries) draw(target);
  });
  return store.foundings.watcher;
}

/**
 * A district of the foundings opens its profile; what the address holds goes along.
 *
 * @param {MouseEvent} event
 */
function openProfile(event) {
  const ags = closest(event, "a[data-profile]")?.dataset.profile;
  if (!ags || opensElsewhere(event)) return;
  event.preventDefault();
  const [target, tail] = (byId("nav-spots").getAttribute("href") ?? "").split("?");
  const query = new URLSearchParams(tail);
  query.set("district", ags);
  history.pushState(null, "", `${target}?${query}`);
  dispatchEvent(new PopStateEvent("popstate"));
}

export function listen() {
  document.addEventListener("click", openProfile);
}

export const callbacks = {
  /** @param {{place: string} & Record<string, ChartSpec | null>} values The place and its chart. */
  foundingsChart({ place: id, ...charted }) {
    const [spec] = Object.values(charted);
    const place = document.getElementById(id);
    if (!place) return unchanged();
    const { charts } = store.foundings;
    charts.delete(place);
    place.replaceChildren();
    if (spec) {
      charts.set(place, { spec, width: 0 });
      draw(place);
      watcher().observe(place);
    }
    return unchanged();
  },
};
