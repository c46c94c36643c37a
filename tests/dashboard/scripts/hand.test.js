import assert from "node:assert/strict";
import { test } from "node:test";
import { decided } from "../../../dashboard/views/plan/hand.js";

const NOTHING = { fixed_regions: "", dropped_regions: "" };
const REGION = "01001+01002";

test("a region is set for a wave, moved, dropped and free again", () => {
  const second = decided(NOTHING, REGION, 2);
  assert.deepEqual(second, { fixed_regions: `${REGION} = 2`, dropped_regions: "" });
  const third = decided(second, REGION, 3);
  assert.deepEqual(third, { fixed_regions: `${REGION} = 3`, dropped_regions: "" });
  const dropped = decided(third, REGION, 0);
  assert.deepEqual(dropped, { fixed_regions: "", dropped_regions: REGION });
  assert.deepEqual(decided(dropped, REGION, null), NOTHING);
});

test("other decisions stay", () => {
  const both = decided(decided(NOTHING, "a", 1), "b", 0);
  const more = decided(decided(both, REGION, 2), "c", 0);
  assert.deepEqual(more, { fixed_regions: `a = 1; ${REGION} = 2`, dropped_regions: "b;c" });
});
