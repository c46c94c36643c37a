import assert from "node:assert/strict";
import { test } from "node:test";
import { weightsFrom, weightsText } from "../../../dashboard/views/potential/weights.js";

const SIGNS = { level: "d.", between: "*" };
const TEXT = "d.work-30*industry_pct-2.5";
const OWN = { dimensions: { work: 30 }, indicators: { industry_pct: 2.5 } };

test("own weights stand in the address as the server writes them", () => {
  assert.deepEqual(weightsFrom(TEXT, SIGNS), OWN);
  assert.equal(weightsText(OWN, SIGNS), TEXT);
});

test("no text means no own weights", () => {
  for (const text of ["", null])
    assert.deepEqual(weightsFrom(text, SIGNS), { dimensions: {}, indicators: {} });
  assert.equal(weightsText({ dimensions: {}, indicators: {} }, SIGNS), "");
});
