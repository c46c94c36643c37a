import assert from "node:assert/strict";
import { test } from "node:test";
import { nextHeight } from "../../../dashboard/page/sheet.js";

test("a sheet goes up by its heights, from the highest back to the lowest, and down", () => {
  const heights = [0, 240, 480];
  const to = (at, step, round = false) => nextHeight({ heights, at, step, round });
  assert.deepEqual([to(0, 1), to(100, 1), to(240, 1), to(480, 1)], [240, 240, 480, 480]);
  assert.equal(to(479, 1, true), 0);
  assert.equal(to(900, 1, true), 0);
  assert.deepEqual([to(900, -1), to(478, -1), to(240, -1), to(0, -1)], [480, 240, 0, 0]);
});
