// @ts-check
// Outline of several districts: their borders without those that two of them share.

/**
 * Rings of a path that knows only relative steps ("m1 2 3-4z"), as points of the drawing.
 *
 * @param {string} path
 */
function ringsOf(path) {
  let [x, y] = [0, 0];
  return path
    .split("z")
    .filter(Boolean)
    .map((part) => {
      const steps = (part.match(/-?\d+/g) ?? []).map(Number);
      /** @type {Point[]} */
      const points = [];
      for (let n = 0; n < steps.length; n += 2) {
        [x, y] = [x + steps[n], y + steps[n + 1]];
        points.push([x, y]);
      }
      [x, y] = points[0]; // closing a ring leads back to its beginning
      return points;
    });
}

/**
 * Neighbours have their border point by point in common, so what occurs twice lies inside.
 *
 * @param {string[]} paths
 */
export function outlineOf(paths) {
  /** @type {Map<string, string>} */
  const sides = new Map();
  for (const points of paths.flatMap(ringsOf))
    points.forEach((from, n) => {
      const ends = [from, points[(n + 1) % points.length]].map((point) => point.join(" "));
      const key = [...ends].sort().join(" ");
      if (!sides.delete(key)) sides.set(key, `M${ends[0]}L${ends[1]}`);
    });
  return [...sides.values()].join("");
}
