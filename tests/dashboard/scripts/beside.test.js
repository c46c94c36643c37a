import assert from "node:assert/strict";
import { test } from "node:test";
import { byPlans, sharedDistricts } from "../../../dashboard/views/plan/beside.js";

const region = (hub, ...members) => ({ hub, name: `R${hub}`, members: [hub, ...members] });

test("regions are grouped by the plans they are in, known by their hub", () => {
  const plans = [
    [region(1, 2), region(5)],
    [region(1, 3), region(7)],
    [region(7), region(1, 2)],
  ];
  const groups = byPlans(plans).map(({ plans: inside, regions }) => [
    inside,
    regions.map(({ hub }) => hub),
  ]);
  assert.deepEqual(groups, [
    [[0, 1, 2], [1]],
    [[1, 2], [7]],
    [[0], [5]],
  ]);
  assert.deepEqual(sharedDistricts(plans), [1]);
  assert.deepEqual(sharedDistricts([plans[0], plans[2]]), [1, 2]);
  assert.deepEqual(byPlans([[], []]), []);
  assert.deepEqual(sharedDistricts([]), []);
});
