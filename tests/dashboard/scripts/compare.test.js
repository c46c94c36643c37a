import assert from "node:assert/strict";
import { test } from "node:test";
import { comparisonFrom, differing, fragmentOf, pairsOf } from "../../../dashboard/page/compare.js";
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

test("what is compared goes into the address and comes back", () => {
  const [a, b] = [
    { rule: "seat", as_of: "2020-12-31", preset: "shock" },
    { rule: "served", as_of: null, preset: "shock" },
  ];
  assert.deepEqual(comparisonFrom(fragmentOf({ layer: "status", a, b })), {
    layer: "status",
    a,
    b,
  });
  for (const fragment of ["", "#", "#compare=nothing", "#x=1", "#compare="])
    assert.equal(comparisonFrom(fragment), null);
  assert.deepEqual(comparisonFrom("#compare=score&a.rule="), { layer: "score", a: {}, b: {} });
});
