import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fieldOf,
  fieldsOf,
  isWithin,
  shownFor,
  textOf,
  valueFrom,
} from "../../../dashboard/page/settings.js";
import { stairs, withoutOverlap } from "../../../dashboard/views/foundings/charts.js";
import { spreadLabels } from "../../../dashboard/views/plan/curve.js";
import { cleaned, picksFrom, picksTexts } from "../../../dashboard/views/plan/picks.js";
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

test("an empty number is within limits only where a setting may be empty", () => {
  assert.ok(isWithin(1, number));
  for (const value of ["", null, 0, 201]) assert.ok(!isWithin(value, number));
  assert.ok(isWithin("", { ...number, optional: true }));
  assert.ok(isWithin(900, { default: 1, min: 0 }));
  assert.ok(isWithin("anything", { default: "", length: 80 }));
});

test("a share is shown in per cent and travels as a share", () => {
  const share = { default: 70, min: 0, max: 100, percent: true };
  for (const [shown, field] of [
    [70, 0.7],
    [55, 0.55],
    [0.1, 0.001],
    [100, 1],
  ]) {
    assert.equal(fieldOf(share, shown), field);
    assert.equal(shownFor(share, field), shown);
    assert.equal(valueFrom(share, textOf(share, shown)), shown);
  }
  assert.equal(valueFrom(share, "7"), 100);
});

test("a year stands for its last day and the step after the last one for the whole register", () => {
  const year = { default: 2016, min: 2005, max: 2016, year: true, optional: true };
  assert.equal(fieldOf(year, 2012), "2012-12-31");
  assert.equal(fieldOf(year, "2016"), null);
  assert.equal(valueFrom(year, "2012-12-31"), 2012);
  assert.equal(valueFrom(year, "2050-12-31"), 2016);
  assert.equal(valueFrom(year, ""), 2016);
  assert.equal(valueFrom(year, "x"), 2016);
  assert.equal(shownFor(year, null), 2016);
  assert.equal(shownFor(year, "2012-06-30"), 2012);
});

test("an empty limit stays empty in the address", () => {
  const limit = { default: 5, min: 0, optional: true };
  assert.equal(textOf(limit, ""), "");
  assert.equal(valueFrom(limit, ""), null);
  assert.equal(fieldOf(limit, ""), null);
});

test("settings are taken by their section", () => {
  const controls = [
    { id: "count", key: "count", section: "plan", default: 5, min: 0, max: 400 },
    { id: "rule", key: "rule", section: "coverage", default: "a", options: ["a", "b"] },
    { id: "land", key: "land", default: "DE", options: ["DE"] },
  ];
  const values = { count: "3", rule: "b", land: "DE" };
  assert.deepEqual(fieldsOf({ controls }, values, "plan"), { count: 3 });
  assert.deepEqual(fieldsOf({ controls }, values, "plan", "coverage"), { count: 3, rule: "b" });
});

test("picks come back as they were written, in the order in which they were made", () => {
  const texts = { require: "09162=nearby", exclude: "01001=" };
  const picks = [
    { ags: "09162", field: "require", reason: "nearby" },
    { ags: "01001", field: "exclude", reason: "" },
  ];
  assert.deepEqual(picksFrom(texts), picks);
  assert.deepEqual(picksTexts(picks), texts);
  assert.deepEqual(picksFrom(texts, [...picks].reverse()), [...picks].reverse());
  assert.deepEqual(picksFrom({ require: "", exclude: "" }), []);
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
