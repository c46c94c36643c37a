import assert from "node:assert/strict";
import { test } from "node:test";
import { outlineOf } from "../../../dashboard/page/outline.js";

const LEFT = "m0 0 0 10 10 0 0-10z";
const RIGHT = "m10 0 0 10 10 0 0-10z";

test("a border that two districts share is no part of their outline", () => {
  const outline = outlineOf([LEFT, RIGHT]);
  assert.equal(outline.split("M").length - 1, 6);
  assert.ok(!outline.includes("M10 0L10 10") && !outline.includes("M10 10L10 0"));
});

test("holes and islands keep their borders", () => {
  const withHole = "m0 0 0 9 9 0 0-9zm3 3 3 0 0 3-3 0z";
  assert.equal(outlineOf([withHole]).split("M").length - 1, 8);
  assert.ok(outlineOf([withHole]).includes("M3 3L6 3"));
});
