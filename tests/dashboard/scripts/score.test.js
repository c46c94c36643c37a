// Expected figures are computed by hand or by the published formula beside them.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  columnWeights,
  contributions,
  effectiveWeights,
  needCapacityClass,
  potential,
  ranks,
  scoreClass,
  thirds,
  unpacked,
} from "../../../dashboard/views/potential/score.js";

const NONE = { dimensions: {}, indicators: {} };
const SETTINGS = { aggregation: "linear", minKnown: 0, floor: 0.01, slack: 1e-12 };
const GEOMETRIC = { ...SETTINGS, aggregation: "geometric" };
const LIMITS = [30, 35, 40, 50];

const indicators = [
  { id: "jobs", dimension: "work" },
  { id: "firms", dimension: "work" },
  { id: "rail", dimension: "place" },
];

/** Two columns, one per axis; districts stand in the order of the values. */
const matrixOf = (need, capacity, filled = [[], []]) =>
  unpacked({
    columns: ["need", "capacity"],
    axes: ["need", "capacity"],
    values: [need, capacity],
    filled,
    out: [],
    limits: {},
  });

const close = (actual, expected) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

test("weights become shares of their sum", () => {
  const { shares, totals } = effectiveWeights({ indicators, base: [1, 2, 1], own: NONE });
  assert.deepEqual(shares, [0.25, 0.5, 0.25]);
  assert.deepEqual(totals, { work: 75, place: 25 });
});

test("a dimension's own weight is shared out among its indicators", () => {
  const own = { dimensions: { work: 30 }, indicators: {} };
  const { shares } = effectiveWeights({ indicators, base: [1, 2, 3], own });
  // work 30 : place 50, and jobs 1 : firms 2 inside work
  for (const [n, share] of [10 / 80, 20 / 80, 50 / 80].entries()) close(shares[n], share);
});

test("an indicator's own weight replaces that of the preset", () => {
  const own = { dimensions: {}, indicators: { rail: 0 } };
  const { shares } = effectiveWeights({ indicators, base: [1, 3, 9], own });
  assert.deepEqual(shares, [0.25, 0.75, 0]);
});

test("without any weight there are no shares", () => {
  assert.equal(effectiveWeights({ indicators, base: [0, 0, 0], own: NONE }), null);
});

test("closeness to an initiative takes its share from all others", () => {
  const matrix = { columns: ["jobs", "rail", "nearest_km"] };
  const shares = [0.25, 0.25, 0.5];
  const weights = columnWeights({
    matrix,
    indicators,
    shares,
    diffusion: 0.2,
    nearest: "nearest_km",
  });
  assert.deepEqual(weights, [0.2, 0.4, 0.2]);
});

test("a linear score is the weighted mean times a hundred", () => {
  const matrix = matrixOf([0, 1, 0.5], [1, 1, 0.5]);
  const result = potential({ matrix, weights: [3, 1], settings: SETTINGS });
  assert.deepEqual(result.score, [25, 100, 50]);
  assert.deepEqual(result.need, [0, 100, 50]);
  assert.deepEqual(result.capacity, [100, 100, 50]);
  assert.deepEqual(result.rank, [3, 1, 2]);
});

test("a geometric score is the weighted geometric mean, a zero counts as the floor", () => {
  const matrix = matrixOf([0.25, 0], [1, 1]);
  const { score } = potential({ matrix, weights: [1, 1], settings: GEOMETRIC });
  close(score[0], 50); // sqrt(0.25 * 1)
  close(score[1], 10); // sqrt(0.01 * 1)
});

test("contributions add up to the score, linear and geometric", () => {
  const matrix = matrixOf([0.3, 0.9], [0.8, 0.1]);
  for (const settings of [SETTINGS, GEOMETRIC]) {
    const parts = { matrix, weights: [2, 1], settings };
    const { score } = potential(parts);
    for (const position of [0, 1]) {
      const rows = contributions({ ...parts, position });
      close(
        rows.reduce((total, { points }) => total + points, 0),
        score[position],
      );
    }
  }
});

test("an unknown value leaves its weight to the others of its axis", () => {
  const matrix = unpacked({
    columns: ["a", "b"],
    axes: ["need", "need"],
    values: [
      [null, 0.2],
      [0.6, 0.6],
    ],
    filled: [[], []],
    out: [],
    limits: {},
  });
  const { score } = potential({ matrix, weights: [1, 1], settings: SETTINGS });
  close(score[0], 60);
  close(score[1], 40);
});

test("there is no score while a weighted axis is unknown; what a rule filled is known", () => {
  const settings = { ...SETTINGS, minKnown: 0.5 };
  const matrix = matrixOf([null, 0.5, 0.5], [0.5, 0.5, 0.7], [[1], []]);
  const result = potential({ matrix, weights: [1, 1], settings });
  assert.deepEqual(result.score, [Number.NaN, 50, 60]);
  assert.deepEqual(result.rank, [Number.NaN, 2, 1]);
  assert.deepEqual(potential({ matrix, weights: [0, 1], settings }).score, [50, 50, 70]);
});

test("an unknown mean is refused", () => {
  const settings = { ...SETTINGS, aggregation: "harmonic" };
  const parts = { matrix: matrixOf([1], [1]), weights: [1, 1], settings };
  assert.throws(() => potential(parts), /harmonic/);
});

test("equal scores share the better rank", () => {
  assert.deepEqual(ranks([40, 50, Number.NaN, 40, 50, 20]), [3, 1, Number.NaN, 3, 1, 5]);
  assert.deepEqual(ranks([1, 1 + 1e-12]), [1, 1]);
});

test("a score on a limit belongs to the class above", () => {
  const classes = [0, 29.999, 30, 35, 40, 49.9, 50, 100, Number.NaN];
  const expected = ["1", "1", "2", "3", "4", "4", "5", "5", ""];
  assert.deepEqual(
    classes.map((score) => scoreClass(score, LIMITS)),
    expected,
  );
});

test("thirds go by place, equal values share theirs", () => {
  assert.deepEqual(thirds([6, 5, 4, 3, 2, 1]), [3, 3, 2, 2, 1, 1]);
  assert.deepEqual(thirds([7, 7, 7, Number.NaN]), [2, 2, 2, 0]);
});

test("need and capacity make one class, none if one is unknown", () => {
  const need = [1, 2, 3, 4];
  const capacity = [3, 2, 1, Number.NaN];
  assert.deepEqual(needCapacityClass({ need, capacity }), ["13", "22", "21", ""]);
});

test("what a hard limit leaves out has no score, no rank and no part", () => {
  const packed = {
    columns: ["need", "capacity"],
    axes: ["need", "capacity"],
    values: [
      [0, 1, 0.5],
      [1, 1, 0.5],
    ],
    filled: [[], []],
    out: [1],
    limits: {},
  };
  const { score, rank, need } = potential({
    matrix: unpacked(packed),
    weights: [1, 1],
    settings: SETTINGS,
  });
  assert.deepEqual(score, [50, Number.NaN, 50]);
  assert.deepEqual(rank, [1, Number.NaN, 1]);
  assert.ok(Number.isNaN(need[1]));
});
