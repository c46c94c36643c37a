import assert from "node:assert/strict";
import { test } from "node:test";
import { percentAt, sorted, sortFrom } from "../../../dashboard/views/potential/ranking.js";

const positions = [0, 1, 2, 3];

test("unknown values stand last in both directions", () => {
  const values = [2, Number.NaN, 3, 1];
  assert.deepEqual(sorted({ positions, values, descending: false }), [3, 0, 2, 1]);
  assert.deepEqual(sorted({ positions, values, descending: true }), [2, 0, 3, 1]);
});

test("equal values keep the order of the keys in both directions", () => {
  const values = [5, 5, 1, 5];
  assert.deepEqual(sorted({ positions, values, descending: false }), [2, 0, 1, 3]);
  assert.deepEqual(sorted({ positions, values, descending: true }), [0, 1, 3, 2]);
});

test("umlauts stand beside their vowels", () => {
  const values = ["Zwickau", "Ähnlich", "Aachen", "Bonn"];
  assert.deepEqual(sorted({ positions, values, descending: false }), [2, 1, 3, 0]);
});

test("only the positions that pass the filters are sorted", () => {
  const given = [3, 1];
  assert.deepEqual(sorted({ positions: given, values: [1, 2, 3, 4], descending: false }), [1, 3]);
  assert.deepEqual(given, [3, 1]);
});

test("a sort names its column and its direction", () => {
  assert.deepEqual(sortFrom("score-descending"), { column: "score", descending: true });
  assert.deepEqual(sortFrom("name-ascending"), { column: "name", descending: false });
});

test("the band goes from the first place to the last", () => {
  assert.equal(percentAt(1, 5), 0);
  assert.equal(percentAt(3, 5), 50);
  assert.equal(percentAt(5, 5), 100);
  assert.equal(percentAt(1, 1), 0);
});
