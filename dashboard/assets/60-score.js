"use strict";
// The founding potential in the browser: the same formulas as rollout.potential.scoring, nothing drawn.
(function () {
  const FLOOR = 0.01;
  const LIMITS = [30, 35, 40, 50];
  const LITTLE = 1e-12;
  const NEAREST = "nearest_km";
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

  // Shares of the total weight per indicator; null when every weight is 0.
  function effectiveWeights(indicators, base, own) {
    let weights = indicators.map(({ id }, n) => own.indicators[id] ?? base[n]);
    const all = sum(weights);
    if (!(all > 0)) return null;
    weights = weights.map((weight) => (100 * weight) / all);
    const totals = {};
    indicators.forEach(({ dimension }, n) => (totals[dimension] = (totals[dimension] || 0) + weights[n]));
    const raw = indicators.map(({ dimension }, n) => {
      const level = own.dimensions[dimension] ?? totals[dimension];
      return level * (weights[n] / (totals[dimension] > 0 ? totals[dimension] : 1));
    });
    const whole = sum(raw);
    return whole > 0 ? { shares: raw.map((weight) => weight / whole), totals } : null;
  }

  // Weight per column of a matrix, closeness to the nearest initiative included.
  function columnWeights(matrix, indicators, shares, diffusion) {
    const weights = Object.fromEntries(indicators.map(({ id }, n) => [id, shares[n] * (1 - diffusion)]));
    weights[NEAREST] = diffusion;
    return matrix.columns.map((id) => weights[id] ?? 0);
  }

  function scaled(weights) {
    const largest = Math.max(...weights);
    const whole = sum(weights.map((weight) => weight / largest));
    return weights.map((weight) => weight / largest / whole);
  }

  // One district's parts of the score (0..1) for the columns given; NaN where unknown.
  function partsOf(matrix, columns, shares, n, geometric) {
    let total = 0;
    columns.forEach((c, k) => (total += Number.isNaN(matrix.values[c][n]) ? 0 : shares[k]));
    if (!(total > 0)) return columns.map(() => NaN);
    const own = columns.map((c, k) => (Number.isNaN(matrix.values[c][n]) ? NaN : shares[k] / total));
    if (!geometric) return columns.map((c, k) => own[k] * matrix.values[c][n]);
    const rises = columns.map((c) => Math.log(Math.max(matrix.values[c][n], FLOOR) / FLOOR));
    const rise = sum(own.map((share, k) => (Number.isNaN(share) ? 0 : share * rises[k])));
    const mean = rise > LITTLE ? (FLOOR * Math.exp(rise) - FLOOR) / rise : FLOOR;
    return own.map((share, k) => share * (FLOOR + mean * rises[k]));
  }

  function total(parts) {
    const known = parts.filter((part) => !Number.isNaN(part));
    return known.length ? sum(known) : NaN;
  }

  // Share of the weight that was known before any gap was filled.
  const knownShare = (matrix, columns, shares, n) =>
    sum(columns.map((c, k) => (matrix.known[c][n] ? shares[k] : 0)));

  function scores(matrix, columns, weights, settings) {
    const count = matrix.values[0].length;
    if (!columns.length) return Array(count).fill(NaN);
    const shares = scaled(columns.map((c) => weights[c]));
    const geometric = settings.aggregation === "geometric";
    return Array.from({ length: count }, (_, n) =>
      knownShare(matrix, columns, shares, n) < settings.minKnown - LITTLE
        ? NaN
        : 100 * total(partsOf(matrix, columns, shares, n, geometric))
    );
  }

  const weighted = (matrix, weights, axis) =>
    matrix.columns.map((_, c) => c).filter((c) => weights[c] > 0 && (!axis || matrix.axes[c] === axis));

  // Score, rank and both sub-scores of every district, in the order of the keys.
  function potential(matrix, weights, settings) {
    const found = scores(matrix, weighted(matrix, weights), weights, settings);
    const need = scores(matrix, weighted(matrix, weights, "need"), weights, settings);
    const capacity = scores(matrix, weighted(matrix, weights, "capacity"), weights, settings);
    return { score: found, rank: ranks(found), need, capacity };
  }

  // Points (0..100) each weighted column adds to one district's score.
  function contributions(matrix, weights, settings, n) {
    const columns = weighted(matrix, weights);
    const shares = scaled(columns.map((c) => weights[c]));
    const parts = partsOf(matrix, columns, shares, n, settings.aggregation === "geometric");
    return columns.map((c, k) => ({
      column: matrix.columns[c], value: matrix.values[c][n], share: shares[k], points: 100 * parts[k],
    }));
  }

  // To nine decimals, halves to the even neighbour.
  function rounded(score) {
    const scaledUp = score * 1e9;
    const whole = Math.round(scaledUp);
    return (whole - scaledUp === 0.5 && whole % 2 ? whole - 1 : whole) / 1e9;
  }

  // Rank 1 for the highest score; ties go to the smaller key; NaN without a score.
  function ranks(found) {
    const values = found.map(rounded);
    const order = values.map((_, n) => n).filter((n) => !Number.isNaN(values[n]));
    order.sort((a, b) => values[b] - values[a] || a - b);
    const places = Array(found.length).fill(NaN);
    order.forEach((n, place) => (places[n] = place + 1));
    return places;
  }

  const scoreClass = (score) =>
    Number.isNaN(score) ? "" : String(1 + LIMITS.filter((limit) => limit <= score).length);

  // Lower, middle or upper third by place: (smaller ones + half of the equal ones) / known ones.
  function thirds(found) {
    const values = found.map(rounded);
    const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
    const first = new Map();
    const last = new Map();
    known.forEach((value, place) => {
      if (!first.has(value)) first.set(value, place);
      last.set(value, place + 1);
    });
    const place = (value) => (first.get(value) + last.get(value)) / 2 / known.length;
    const third = (share) => (share < 1 / 3 ? 1 : share <= 2 / 3 ? 2 : 3);
    return values.map((value) => (Number.isNaN(value) ? 0 : third(place(value))));
  }

  function needCapacityClass(need, capacity) {
    const [first, second] = [thirds(need), thirds(capacity)];
    return first.map((third, n) => (third && second[n] ? `${third}${second[n]}` : ""));
  }

  // A matrix as it travels (null = unknown, filled = positions of filled gaps), ready to compute.
  function unpacked({ columns, axes, values, filled }) {
    const numbers = values.map((column) => Float64Array.from(column, (value) => value ?? NaN));
    const known = numbers.map((column, c) => {
      const gaps = new Set(filled[c]);
      return Array.from(column, (value, n) => !Number.isNaN(value) && !gaps.has(n));
    });
    return { columns, axes, values: numbers, known };
  }

  window.rollout.scoring = {
    columnWeights, contributions, effectiveWeights, needCapacityClass, potential, ranks, scoreClass,
    thirds, unpacked,
  };
})();
