// @ts-check
// Plans no other one beats: a point each over its staff days; a click takes its settings.
import { svg } from "../../page/dom.js";

const BOX = { width: 640, height: 340, left: 56, right: 20, top: 54, bottom: 44 };
const TICKS = 5;
const RADIUS = 7;
const LEGEND_STEP = 150;

/**
 * Round numbers from 0 on that reach to the greatest value.
 *
 * @param {number} most
 * @returns {number[]}
 */
export function ticksTo(most) {
  if (!(most > 0)) return [0, 1];
  const rough = most / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? 10 * power;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, n) => Number((n * step).toPrecision(12)));
}

/** @param {PlanFront} front */
function scalesOf({ points }) {
  const { width, height, left, right, top, bottom } = BOX;
  const days = ticksTo(Math.max(...points.map((point) => point.days)));
  const shares = ticksTo(Math.max(...points.map((point) => point.share)));
  const [lastDay, lastShare] = [days[days.length - 1], shares[shares.length - 1]];
  return {
    days,
    shares,
    x: (/** @type {number} */ day) => left + ((width - left - right) * day) / lastDay,
    y: (/** @type {number} */ share) =>
      height - bottom - ((height - top - bottom) * share) / lastShare,
  };
}

/**
 * @param {PlanFront} front
 * @param {Facts} facts
 */
export function frontChart(front, { words, lang }) {
  const scales = scalesOf(front);
  const element = svg("svg", {
    viewBox: `0 0 ${BOX.width} ${BOX.height}`,
    class: "curve front",
    role: "group",
    "aria-label": words.plan_front_chart,
  });
  drawAxes({ element, scales, axes: front.axes, lang });
  drawLegend(element, front.legend);
  front.points.forEach((point, place) => {
    drawPoint({ element, scales, point, place });
  });
  return element;
}

/**
 * @param {{element: SVGElement, scales: ReturnType<typeof scalesOf>, axes: string[],
 *   lang: string}} parts
 */
function drawAxes({ element, scales: { days, shares, x, y }, axes, lang }) {
  const { width, height, left, right, top, bottom } = BOX;
  const percent = new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 1 });
  const number = new Intl.NumberFormat(lang);
  for (const share of shares) {
    const at = y(share);
    svg("line", { class: "grid", x1: left, x2: width - right, y1: at, y2: at }, element);
    const place = { x: left - 8, y: at + 4, "text-anchor": "end" };
    svg("text", place, element, percent.format(share));
  }
  for (const day of days)
    svg(
      "text",
      { x: x(day), y: height - bottom + 18, "text-anchor": "middle" },
      element,
      number.format(day),
    );
  svg("text", { x: width - right, y: height - 6, "text-anchor": "end" }, element, axes[0]);
  svg("text", { x: 4, y: top - 12 }, element, axes[1]);
}

/**
 * @param {SVGElement} element
 * @param {[string, string][]} legend
 */
function drawLegend(element, legend) {
  legend.forEach(([kind, text], n) => {
    const x = BOX.left + n * LEGEND_STEP;
    svg("circle", { class: `front-${kind}`, cx: x, cy: 12, r: 5 }, element);
    svg("text", { x: x + 10, y: 16 }, element, text);
  });
}

/**
 * @param {{element: SVGElement, scales: ReturnType<typeof scalesOf>, point: PlanPoint,
 *   place: number}} parts
 */
function drawPoint({ element, scales: { x, y }, point, place }) {
  const { days, share, kind, label, settings } = point;
  /** @type {Attributes} */
  const button = settings
    ? { role: "button", tabindex: "0", "data-front": place, "aria-label": label }
    : { role: "img", "aria-label": label };
  const circle = svg(
    "circle",
    { class: `front-${kind}`, cx: x(days), cy: y(share), r: RADIUS, ...button },
    element,
  );
  svg("title", {}, circle, label);
}
