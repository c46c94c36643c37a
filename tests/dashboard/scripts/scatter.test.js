import assert from "node:assert/strict";
import { test } from "node:test";
import { range, within } from "../../../dashboard/views/potential/scatter.js";

test("a frame holds what lies in it, its edge too, and never what is unknown", () => {
  const need = [10, 20, 30, Number.NaN, 20];
  const capacity = [10, 20, 30, 20, Number.NaN];
  assert.deepEqual(within({ need, capacity, frame: [10, 15, 30, 30] }), [1, 2]);
  assert.deepEqual(within({ need, capacity, frame: [40, 40, 50, 50] }), []);
});

test("a scale has a width, whatever the values", () => {
  assert.deepEqual(range([3, Number.NaN, 7]), [3, 7]);
  assert.deepEqual(range([5, 5]), [4, 6]);
  assert.deepEqual(range([Number.NaN]), [0, 1]);
});
