// @ts-check
// The coverage curve: one line per rate, told apart by dashes and a name at its end.
import { svg } from "../../page/dom.js";

const BOX = { width: 640, height: 320, left: 52, right: 150, top: 14, bottom: 44 };
const LABEL_GAP = 15;
const SHARES = [0, 0.25, 0.5, 0.75, 1];

/**
 * Heights of labels that do not run into each other, from the highest down.
 *
 * @param {number[]} heights
 * @returns {{n: number, label: number}[]}
 */
export function spreadLabels(heights) {
  const ends = heights.map((at, n) => ({ n, at, label: at })).sort((a, b) => a.at - b.at);
  ends.forEach((end, k) => {
    if (k) end.label = Math.max(end.at, ends[k - 1].label + LABEL_GAP);
  });
  return ends.map(({ n, label }) => ({ n, label }));
}

/**
 * Scales of a curve: number of regions and share -> place in the picture.
 *
 * @param {number[]} counts
 */
function scalesOf(counts) {
  const { width, height, left, right, top, bottom } = BOX;
  const last = Math.max(counts[counts.length - 1], 1);
  const span = Math.max(last - counts[0], 1);
  return {
    last,
    x: (/** @type {number} */ count) =>
      left + ((width - left - right) * (count - counts[0])) / span,
    y: (/** @type {number} */ share) => height - bottom - (height - top - bottom) * share,
  };
}

/**
 * @param {PlanCurve} curve
 * @param {Facts} facts
 */
export function curveChart({ counts, lines, stop }, { words, lang }) {
  const { width, height, top, bottom } = BOX;
  const scales = scalesOf(counts);
  const element = svg("svg", {
    viewBox: `0 0 ${width} ${height}`,
    class: "curve",
    role: "img",
    "aria-label": words.plan_curve_caption,
  });
  drawGrid({ element, scales, first: counts[0], lang, axis: words.plan_curve_axis });
  const at = scales.x(stop);
  svg("line", { class: "stop", x1: at, x2: at, y1: top, y2: height - bottom }, element);
  const ends = lines.map(({ shares }) => scales.y(shares[shares.length - 1]));
  for (const { n, label } of spreadLabels(ends))
    drawLine({ element, scales, counts, line: lines[n], n, label });
  return element;
}

/**
 * @param {{element: SVGElement, scales: ReturnType<typeof scalesOf>, first: number,
 *   lang: string, axis: string}} parts
 */
function drawGrid({ element, scales: { x, y, last }, first, lang, axis }) {
  const { width, height, left, right, bottom } = BOX;
  const percent = new Intl.NumberFormat(lang, { style: "percent" });
  for (const share of SHARES) {
    const at = y(share);
    svg("line", { class: "grid", x1: left, x2: width - right, y1: at, y2: at }, element);
    const place = { x: left - 8, y: at + 4, "text-anchor": "end" };
    svg("text", place, element, percent.format(share));
  }
  for (const count of new Set([first, Math.round((first + last) / 2), last])) {
    const place = { x: x(count), y: height - bottom + 18, "text-anchor": "middle" };
    svg("text", place, element, String(count));
  }
  const middle = (left + width - right) / 2;
  svg("text", { x: middle, y: height - 6, "text-anchor": "middle" }, element, axis);
}

/**
 * @param {{element: SVGElement, scales: ReturnType<typeof scalesOf>, counts: number[],
 *   line: {name: string, shares: number[]}, n: number, label: number}} parts
 */
function drawLine({ element, scales: { x, y }, counts, line, n, label }) {
  const kind = `line line-${n}`;
  const end = BOX.width - BOX.right;
  const points = line.shares.map((share, k) => `${x(counts[k]).toFixed(1)},${y(share).toFixed(1)}`);
  svg("polyline", { class: kind, points: points.join(" ") }, element);
  svg("line", { class: kind, x1: end + 4, x2: end + 26, y1: label, y2: label }, element);
  svg("text", { x: end + 31, y: label + 4 }, element, line.name);
}
