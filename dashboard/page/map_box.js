// @ts-check
// The part of the map on screen: arithmetic of boxes [left, top, width, height] in grid units.

export const MAX_ZOOM = 24;
const SMALL_PX = 16;

/**
 * A box kept inside the whole drawing and at its proportions.
 *
 * @param {{whole: Box, left: number, top: number, width: number}} parts
 * @returns {Box}
 */
export function insideWhole({ whole, left, top, width }) {
  const w = Math.min(Math.max(width, whole[2] / MAX_ZOOM), whole[2]);
  const h = (w * whole[3]) / whole[2];
  const x = Math.min(Math.max(left, 0), whole[2] - w);
  const y = Math.min(Math.max(top, 0), whole[3] - h);
  return [x, y, w, h];
}

/**
 * The box around some bounds [left, top, right, bottom], `margin` times as large.
 *
 * @param {{whole: Box, bounds: Bounds, margin: number}} parts
 * @returns {Box}
 */
export function boxAround({ whole, bounds: [left, top, right, bottom], margin }) {
  const ratio = whole[3] / whole[2];
  const width = Math.max(right - left, (bottom - top) / ratio) * margin;
  const height = width * ratio;
  return [(left + right - width) / 2, (top + bottom - height) / 2, width, height];
}

/**
 * The box nearer by a factor; the point `centre` stays where it is on screen.
 *
 * @param {{whole: Box, box: Box, factor: number, centre?: Point}} parts
 * @returns {Box}
 */
export function zoomed({ whole, box, factor, centre }) {
  const [left, top, width, height] = box;
  const [x, y] = centre ?? [left + width / 2, top + height / 2];
  const zoom = Math.min(Math.max((whole[2] / width) * factor, 1), MAX_ZOOM);
  const scale = whole[2] / zoom / width;
  return [x - (x - left) * scale, y - (y - top) * scale, width * scale, height * scale];
}

/**
 * The box of the same size with a point in its middle.
 *
 * @param {{box: Box, centre: Point}} parts
 * @returns {Box}
 */
export const centred = ({ box: [, , width, height], centre: [x, y] }) => [
  x - width / 2,
  y - height / 2,
  width,
  height,
];

/**
 * Whether a point lies in a box.
 *
 * @param {Box} box
 * @param {Point} point
 */
export const contains = ([left, top, width, height], [x, y]) =>
  x >= left && x <= left + width && y >= top && y <= top + height;

/**
 * Grid units per screen pixel; the drawing stands in the middle of its frame.
 *
 * @param {{box: Box, frame: {width: number, height: number}}} parts
 */
export const unitsPerPixel = ({ box, frame }) =>
  Math.max(box[2] / frame.width, box[3] / frame.height);

/**
 * Point of the drawing below a point of the screen.
 *
 * @param {{box: Box, frame: {left: number, top: number, width: number, height: number},
 *   unit: number, at: {clientX: number, clientY: number}}} parts
 * @returns {Point}
 */
export function pointAt({ box: [left, top, width, height], frame, unit, at }) {
  return [
    left + width / 2 + (at.clientX - frame.left - frame.width / 2) * unit,
    top + height / 2 + (at.clientY - frame.top - frame.height / 2) * unit,
  ];
}

/**
 * Path of a circle around a district too small to be seen at this zoom; "" if it is large enough
 * or the map is hidden.
 *
 * @param {{bounds: Bounds, centre: Point, unit: number}} parts
 */
export function halo({ bounds: [left, top, right, bottom], centre: [x, y], unit }) {
  if (!Number.isFinite(unit)) return "";
  const r = SMALL_PX * unit;
  if (Math.max(right - left, bottom - top) > r) return "";
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}
