import assert from "node:assert/strict";
import { test } from "node:test";
import { differing, pairsOf } from "../../../dashboard/page/compare.js";
import { someOf } from "../../../dashboard/page/time.js";

test("what differs is counted pair by pair, the most frequent first", () => {
  const [a, b] = [
    ["w", "w", "c", "u", "w"],
    ["c", "w", "w", "u", "c"],
  ];
  const positions = differing(a, b);
  assert.deepEqual(positions, [0, 2, 4]);
  assert.deepEqual(pairsOf({ a, b, positions }), [
    { from: "w", to: "c", members: [0, 4] },
    { from: "c", to: "w", members: [2] },
  ]);
});

test("of many years a few are shown, the first and the last among them", () => {
  assert.deepEqual(someOf([2001, 2002], 3), [2001, 2002]);
  const all = Array.from({ length: 28 }, (_, n) => 1996 + n);
  const some = someOf(all, 8);
  assert.equal(some.length, 8);
  assert.equal(new Set(some).size, 8);
  assert.deepEqual([some[0], some[7]], [1996, 2023]);
});
