// @ts-check
// Names on the map: greedy by priority, no two over one another, and none shrunk to fit.

const PAD_PX = 2;
const GAP_PX = 5;

/**
 * A name asking for a place on screen, in pixels of the frame.
 *
 * @typedef {object} Wish
 * @property {string} text
 * @property {string} kind Class of the text; decides how it looks.
 * @property {Point} at
 * @property {number} width
 * @property {number} height
 * @property {boolean} dot Whether the name stands beside a dot, or else on its point.
 * @property {number} [radius] Of a mark drawn already that it stands beside.
 */

/** @typedef {Wish & {middle: Point}} Placed */

/**
 * Middles of the places a name may take, the best first.
 *
 * @param {Wish} wish
 * @returns {Point[]}
 */
function places({ at: [x, y], width, height, dot, radius = 0 }) {
  if (!dot && !radius) return [[x, y]];
  const [right, below] = [width, height].map((size) => GAP_PX + radius + size / 2);
  return [
    [x + right, y],
    [x - right, y],
    [x, y - below],
    [x, y + below],
    [x + right, y - below],
    [x + right, y + below],
    [x - right, y - below],
    [x - right, y + below],
  ];
}

/**
 * @param {Point} middle
 * @param {number} width
 * @param {number} height
 * @returns {Bounds}
 */
const boxOf = ([x, y], width, height) => [
  x - width / 2 - PAD_PX,
  y - height / 2 - PAD_PX,
  x + width / 2 + PAD_PX,
  y + height / 2 + PAD_PX,
];

/**
 * Whether two boxes share more than an edge.
 *
 * @param {Bounds} a
 * @param {Bounds} b
 */
const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/**
 * The wishes that find a place, those named first before all others.
 *
 * @param {{wishes: Iterable<Wish>, taken: Bounds[], frame: Bounds, most?: number}} parts
 *   Boxes that stay free of names, such as the legend; where names may stand; how many at most.
 * @returns {Placed[]}
 */
export function placed({ wishes, taken, frame, most = Infinity }) {
  const boxes = [...taken];
  /** @type {Placed[]} */
  const names = [];
  for (const wish of wishes) {
    if (names.length >= most) break;
    const dot = wish.dot ? boxOf(wish.at, 2 * PAD_PX, 2 * PAD_PX) : null;
    if (dot && boxes.some((box) => overlap(box, dot))) continue;
    const middle = places(wish).find((place) => {
      const box = boxOf(place, wish.width, wish.height);
      const inside =
        box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];
      return inside && !boxes.some((other) => overlap(other, box));
    });
    if (!middle) continue;
    boxes.push(boxOf(middle, wish.width, wish.height));
    if (dot) boxes.push(dot);
    names.push({ ...wish, middle });
  }
  return names;
}
