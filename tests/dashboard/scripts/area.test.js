// Land above the map and area of the plan: one meaning, what was chosen last holds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { areaOf, settledPlace } from "../../../dashboard/views/plan/area.js";

const FACTS = { country: "DE", laender: [{ key: "09", land_name: "Bayern" }] };
const GERMANY = { land: "DE", area: "" };
const BAVARIA = { land: "09", area: "" };
const CHAMBER = { land: "DE", area: "ihk:IHK Karlsruhe" };

const settled = (now, before) => settledPlace(now, before, FACTS);

test("a plan keeps to the Land chosen above the map", () => {
  assert.equal(areaOf(settled(BAVARIA, GERMANY), "DE"), "09");
  assert.equal(areaOf(settled(GERMANY, BAVARIA), "DE"), "");
});

test("a Land chosen in the plan is the Land chosen above", () => {
  assert.deepEqual(settled({ land: "DE", area: "land:Bayern" }, GERMANY), BAVARIA);
  assert.deepEqual(settled({ land: "05", area: "land:Bayern" }, null), BAVARIA);
});

test("what was chosen last holds", () => {
  assert.deepEqual(settled({ land: "09", area: CHAMBER.area }, BAVARIA), CHAMBER);
  assert.deepEqual(settled({ land: "09", area: CHAMBER.area }, CHAMBER), BAVARIA);
});

test("an address with both keeps the chamber, and nothing turns in circles", () => {
  const both = { land: "09", area: CHAMBER.area };
  assert.deepEqual(settled(both, null), both);
  assert.deepEqual(settled(both, GERMANY), both);
  assert.equal(areaOf(both, "DE"), CHAMBER.area);
  for (const place of [GERMANY, BAVARIA, CHAMBER]) {
    assert.deepEqual(settled(settled(place, GERMANY), settled(place, GERMANY)), place);
  }
});
