// @ts-check
// The founding potential in the browser: the same formulas as rollout.potential, nothing drawn.

/** @param {Iterable<number>} numbers */
const sum = (numbers) => {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
};

/** @param {{dimension: string}[]} indicators @param {number[]} weights */
function totalsOf(indicators, weights) {
  /** @type {Record<string, number>} */
  const totals = {};
  indicators.forEach(({ dimension }, n) => {
    totals[dimension] = (totals[dimension] ?? 0) + weights[n];
  });
  return totals;
}

/**
 * Shares of the total weight per indicator; null when every weight is 0.
 *
 * @param {{indicators: {id: string, dimension: string}[], base: number[], own: OwnWeights}} parts
 * @returns {{shares: number[], totals: Record<string, number>} | null}
 */
export function effectiveWeights({ indicators, base, own }) {
  const points = indicators.map(({ id }, n) => own.indicators[id] ?? base[n]);
  const all = sum(points);
  if (!(all > 0)) return null;
  const weights = points.map((weight) => (100 * weight) / all);
  const totals = totalsOf(indicators, weights);
  const raw = indicators.map(({ dimension }, n) => {
    const level = own.dimensions[dimension] ?? totals[dimension];
    return level * (weights[n] / (totals[dimension] > 0 ? totals[dimension] : 1));
  });
  const whole = sum(raw);
  return whole > 0 ? { shares: raw.map((weight) => weight / whole), totals } : null;
}

/**
 * Weight per column of a matrix; `diffusion` is the share of the closeness to an initiative.
 *
 * @param {{matrix: Matrix, indicators: {id: string}[], shares: number[], diffusion: number,
 *   nearest: string}} parts
 */
export function columnWeights({ matrix, indicators, shares, diffusion, nearest }) {
  const weights = new Map(indicators.map(({ id }, n) => [id, shares[n] * (1 - diffusion)]));
  weights.set(nearest, diffusion);
  return matrix.columns.map((id) => weights.get(id) ?? 0);
}

/** @param {number[]} weights */
function scaled(weights) {
  const largest = Math.max(...weights);
  const whole = sum(weights.map((weight) => weight / largest));
  return weights.map((weight) => weight / largest / whole);
}

/**
 * Parts of one district's score (0..1) for some columns; NaN where unknown.
 *
 * In a geometric mean the logarithmic mean shares the rise above the floor out among the columns.
 *
 * @param {{matrix: Matrix, columns: number[], shares: number[], position: number,
 *   settings: ScoreSettings}} parts
 */
function partsOf({ matrix, columns, shares, position, settings }) {
  const values = columns.map((column) => matrix.values[column][position]);
  const isKnown = values.map((value) => !Number.isNaN(value));
  const total = sum(shares.filter((_, k) => isKnown[k]));
  if (!(total > 0)) return columns.map(() => Number.NaN);
  const weights = shares.map((share, k) => (isKnown[k] ? share / total : Number.NaN));
  if (settings.aggregation === "linear") return weights.map((weight, k) => weight * values[k]);
  if (settings.aggregation !== "geometric") throw new Error(`no mean ${settings.aggregation}`);
  const { floor, slack } = settings;
  const rises = values.map((value) => Math.log(Math.max(value, floor) / floor));
  const rise = sum(weights.map((weight, k) => (isKnown[k] ? weight * rises[k] : 0)));
  const mean = rise > slack ? (floor * Math.exp(rise) - floor) / rise : floor;
  return weights.map((weight, k) => weight * (floor + mean * rises[k]));
}

/** @param {number[]} parts */
function total(parts) {
  const numbers = parts.filter((part) => !Number.isNaN(part));
  return numbers.length ? sum(numbers) : Number.NaN;
}

/**
 * Columns with a weight, of one axis or of both.
 *
 * @param {Matrix} matrix
 * @param {number[]} weights
 * @param {string} [axis]
 */
const weighted = (matrix, weights, axis) =>
  matrix.columns
    .map((_, column) => column)
    .filter((column) => weights[column] > 0 && (!axis || matrix.axes[column] === axis));

/**
 * Score of every district over the columns of an axis; NaN where too little is known.
 *
 * @param {{matrix: Matrix, weights: number[], settings: ScoreSettings, axis?: string}} parts
 */
function scores({ matrix, weights, settings, axis }) {
  const columns = weighted(matrix, weights, axis);
  const count = matrix.values[0].length;
  if (!columns.length) return Array(count).fill(Number.NaN);
  const shares = scaled(columns.map((column) => weights[column]));
  // What the rule filled counts as known: it is marked, not held back.
  const knownShare = (/** @type {number} */ n) =>
    sum(columns.map((column, k) => (Number.isNaN(matrix.values[column][n]) ? 0 : shares[k])));
  return Array.from({ length: count }, (_, position) =>
    knownShare(position) < settings.minKnown - settings.slack
      ? Number.NaN
      : 100 * total(partsOf({ matrix, columns, shares, position, settings })),
  );
}

/**
 * Score, rank and both sub-scores of every district, in the order of the keys.
 *
 * No score where one of the weighted axes is unknown.
 *
 * @param {{matrix: Matrix, weights: number[], settings: ScoreSettings}} parts
 */
export function potential({ matrix, weights, settings }) {
  const need = scores({ matrix, weights, settings, axis: "need" });
  const capacity = scores({ matrix, weights, settings, axis: "capacity" });
  const whole = scores({ matrix, weights, settings });
  const asked = [
    ...(weighted(matrix, weights, "need").length ? [need] : []),
    ...(weighted(matrix, weights, "capacity").length ? [capacity] : []),
  ];
  const score = whole.map((value, n) =>
    matrix.out.has(n) || asked.some((axis) => Number.isNaN(axis[n])) ? Number.NaN : value,
  );
  // A hard limit leaves a district out altogether.
  const kept = (/** @type {number[]} */ axis) =>
    axis.map((value, n) => (matrix.out.has(n) ? Number.NaN : value));
  return { score, rank: ranks(score), need: kept(need), capacity: kept(capacity) };
}

/**
 * Points (0..100) each weighted column adds to one district's score.
 *
 * @param {{matrix: Matrix, weights: number[], settings: ScoreSettings, position: number}} parts
 * @returns {Contribution[]}
 */
export function contributions({ matrix, weights, settings, position }) {
  const columns = weighted(matrix, weights);
  const shares = scaled(columns.map((column) => weights[column]));
  const parts = partsOf({ matrix, columns, shares, position, settings });
  return columns.map((column, k) => ({
    column: matrix.columns[column],
    value: matrix.values[column][position],
    share: shares[k],
    points: 100 * parts[k],
  }));
}

/**
 * To nine decimals, halves to the even neighbour, as NumPy rounds.
 *
 * @param {number} score
 */
function rounded(score) {
  const raised = score * 1e9;
  const whole = Math.round(raised);
  return (whole - raised === 0.5 && whole % 2 ? whole - 1 : whole) / 1e9;
}

/**
 * Rank 1 for the highest score; equal scores share the better rank; NaN without a score.
 *
 * @param {number[]} numbers
 */
export function ranks(numbers) {
  const values = numbers.map(rounded);
  const order = values.map((_, n) => n).filter((n) => !Number.isNaN(values[n]));
  order.sort((a, b) => values[b] - values[a]);
  const places = Array(numbers.length).fill(Number.NaN);
  order.forEach((n, place) => {
    const before = order[place - 1];
    places[n] = place && values[before] === values[n] ? places[before] : place + 1;
  });
  return places;
}

/**
 * Class of a score: 1 below the first limit; "" when unknown.
 *
 * @param {number} score
 * @param {number[]} limits Lowest scores of the classes above the first.
 */
export const scoreClass = (score, limits) =>
  Number.isNaN(score) ? "" : String(1 + limits.filter((limit) => limit <= score).length);

/**
 * Lower, middle or upper third (1, 2, 3; 0 unknown) by place: smaller ones and half the equal ones.
 *
 * @param {number[]} numbers
 */
export function thirds(numbers) {
  const values = numbers.map(rounded);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const first = new Map();
  const last = new Map();
  sorted.forEach((value, place) => {
    if (!first.has(value)) first.set(value, place);
    last.set(value, place + 1);
  });
  return values.map((value) => {
    if (Number.isNaN(value)) return 0;
    const share = (first.get(value) + last.get(value)) / 2 / sorted.length;
    return share < 1 / 3 ? 1 : share <= 2 / 3 ? 2 : 3;
  });
}

/**
 * Class of need and capacity of every district, such as "31"; "" if one of them is unknown.
 *
 * @param {{need: number[], capacity: number[]}} scores
 */
export function needCapacityClass({ need, capacity }) {
  const [first, second] = [thirds(need), thirds(capacity)];
  return first.map((third, n) => (third && second[n] ? `${third}${second[n]}` : ""));
}

/**
 * A matrix as it travels (null = unknown), ready to compute.
 *
 * @param {PackedMatrix} packed
 * @returns {Matrix}
 */
export function unpacked({ columns, axes, values, filled, out, limits }) {
  const numbers = values.map((column) => Float64Array.from(column, (value) => value ?? Number.NaN));
  return {
    columns,
    axes,
    values: numbers,
    filled: filled.map((places) => new Set(places)),
    out: new Set(out),
    limits,
  };
}
