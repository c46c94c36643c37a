import assert from "node:assert/strict";
import { test } from "node:test";
import { isWithin, textOf, valueFrom } from "../../../dashboard/page/settings.js";
import { stairs, withoutOverlap } from "../../../dashboard/views/foundings/charts.js";
import { spreadLabels } from "../../../dashboard/views/plan/curve.js";
import { cleaned, picksFrom, picksText } from "../../../dashboard/views/plan/picks.js";
import { coded } from "../../../dashboard/views/plan/plan.js";

const number = { default: 50, min: 1, max: 200 };
const flag = { default: true, flag: true };

test("what a control could not hold becomes its default or its limit", () => {
  assert.equal(valueFrom(number, "30"), 30);
  assert.equal(valueFrom(number, "900"), 200);
  for (const text of [null, "", " ", "x", "1e999"]) assert.equal(valueFrom(number, text), 50);
  assert.equal(valueFrom({ default: "a", options: ["a", "b"] }, "c"), "a");
  assert.equal(valueFrom({ default: "", pattern: "[0-9]{2}" }, "123"), "");
  assert.equal(valueFrom({ default: "", length: 3 }, "abcdef"), "abc");
});

test("a switch stands in the address as 1 or 0", () => {
  assert.equal(valueFrom(flag, "0"), false);
  assert.equal(valueFrom(flag, "1"), true);
  assert.equal(valueFrom(flag, "yes"), true);
  assert.equal(valueFrom({ ...flag, default: false }, "yes"), false);
  assert.equal(textOf(flag, true), "1");
  assert.equal(textOf(flag, false), "0");
  assert.equal(textOf(number, 30), "30");
});

test("an empty number is not within any limits", () => {
  assert.ok(isWithin(1, number));
  for (const value of ["", null, 0, 201]) assert.ok(!isWithin(value, number));
});

test("picks come back as they were written", () => {
  const text = "09162+nearby*01001-";
  assert.deepEqual(picksFrom(text), [
    { ags: "09162", sign: "+", reason: "nearby" },
    { ags: "01001", sign: "-", reason: "" },
  ]);
  assert.equal(picksText(picksFrom(text)), text);
  assert.deepEqual(picksFrom(""), []);
});

test("a reason holds no sign that separates picks", () => {
  assert.equal(cleaned(" a*b\nc ", 120), "a b c");
  assert.equal(cleaned("abcdef", 3), "abc");
});

test("a plan in the address needs no escapes", () => {
  const value = { name: "Köln ~?>", n: 1 };
  const text = coded(value);
  assert.match(text, /^[\w-]+$/);
  assert.deepEqual(JSON.parse(Buffer.from(text, "base64url").toString()), value);
});

test("labels of a chart do not run into each other", () => {
  const heights = spreadLabels([100, 102, 50]);
  assert.deepEqual(heights, [
    { n: 2, label: 50 },
    { n: 0, label: 100 },
    { n: 1, label: 115 },
  ]);
  const ticks = [
    [0, "2020"],
    [10, "2021"],
    [60, "2022"],
  ];
  assert.deepEqual(
    withoutOverlap(ticks, (at) => at).map(([, label]) => label),
    ["2020", "2022"],
  );
});

test("a staircase holds every value until the next one", () => {
  assert.deepEqual(
    stairs([
      [0, 1],
      [2, 5],
    ]),
    [
      [0, 1],
      [2, 1],
      [2, 5],
    ],
  );
});
