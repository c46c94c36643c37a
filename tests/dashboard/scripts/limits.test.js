import assert from "node:assert/strict";
import { test } from "node:test";
import { classText } from "../../../dashboard/views/potential/limits.js";

test("own limits of the classes become a setting", () => {
  assert.equal(classText([10, 20, 30, 40.5]), "2=10;3=20;4=30;5=40.5");
});

test("limits that do not rise are no setting", () => {
  for (const limits of [
    [10, 10, 30, 40],
    [40, 30, 20, 10],
    [10, 20, Number.NaN, 40],
    [-1, 2, 3, 4],
  ])
    assert.equal(classText(limits), null);
});
