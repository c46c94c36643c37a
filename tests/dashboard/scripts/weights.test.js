import assert from "node:assert/strict";
import { test } from "node:test";
import { pairsFrom, pairsText, weightsFrom } from "../../../dashboard/views/potential/weights.js";

const FIELDS = { dimension_weights: "work=30", indicator_weights: "industry_pct=2.5;jobs=0" };
const OWN = { dimensions: { work: 30 }, indicators: { industry_pct: 2.5, jobs: 0 } };

test("own weights come out of their settings", () => {
  assert.deepEqual(weightsFrom(FIELDS), OWN);
  assert.equal(pairsText(OWN.dimensions), FIELDS.dimension_weights);
  assert.equal(pairsText(OWN.indicators), FIELDS.indicator_weights);
});

test("spaces between the signs change nothing", () => {
  assert.deepEqual(pairsFrom("industry_pct = 2.5; jobs = 0"), OWN.indicators);
});

test("no text means no own weights", () => {
  for (const text of ["", null, undefined]) assert.deepEqual(pairsFrom(text), {});
  assert.equal(pairsText({}), "");
});
