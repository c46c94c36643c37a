import assert from "node:assert/strict";
import { test } from "node:test";
import { folded } from "../../../dashboard/page/finding.js";
import { classesOf, whiteRules } from "../../../dashboard/page/paint.js";
import { sorted } from "../../../dashboard/views/potential/ranking.js";
import { filterTest, statusTest, valuesOf } from "../../../dashboard/views/spots/district_list.js";

const constants = {
  codes: { covered: "c", founding: "f", unconnected: "u", white: "w" },
  target_codes: ["w", "u"],
  country: "DE",
  everything: "all",
  targets: "targets",
};
const facts = {
  constants,
  keys: ["01001", "01002", "02001", "02002"],
  types: ["Stadt", "Kreis", "Kreis", "Stadt"],
  chambers: [["A"], ["A", "B"], ["B"], []],
  borders: [["DK"], [], ["NL"], []],
};
const result = {
  rule: "served",
  statuses: { served: "cwuf", seat: "wwcw" },
  layers: { coast: ["wet", "dry", "dry", "wet"] },
  cluster: [0, 1, 1, 0],
  need_capacity: ["", "high-low", "low-low", "high-low"],
};
const open = {
  type: "all",
  status: "all",
  chamber: "all",
  border: "all",
  cluster: "all",
  needCapacity: "all",
};

const passing = (filters, land = "DE") => {
  const fits = filterTest({ result, facts, land, filters: { ...open, ...filters } });
  return [0, 1, 2, 3].filter(fits);
};

test("a search knows no case, umlaut or sharp s", () => {
  assert.equal(folded(" Großer Kreis Ähren "), "grosser kreis ahren");
});

test("without filters every district is listed, or every one of a Land", () => {
  assert.deepEqual(passing({}), [0, 1, 2, 3]);
  assert.deepEqual(passing({}, "02"), [2, 3]);
});

test("each filter asks for its own", () => {
  assert.deepEqual(passing({ type: "Kreis" }), [1, 2]);
  assert.deepEqual(passing({ status: "covered" }), [0]);
  assert.deepEqual(passing({ status: "targets" }), [1, 2]);
  assert.deepEqual(passing({ chamber: "B" }), [1, 2]);
  assert.deepEqual(passing({ border: "targets" }), [0, 2]);
  assert.deepEqual(passing({ border: "NL" }), [2]);
  assert.deepEqual(passing({ cluster: "1" }), [1, 2]);
  assert.deepEqual(passing({ needCapacity: "high-low" }), [1, 3]);
});

test("filters hold together", () => {
  assert.deepEqual(passing({ chamber: "B", border: "targets" }), [2]);
});

test("an unknown status or layer is refused", () => {
  assert.throws(() => statusTest({ codes: "cw", status: "grey", constants }), /grey/);
  assert.throws(() => classesOf({ result, layer: "x", white: "w", rules: ["seat", "seat"] }), /x/);
});

test("layers name a class for every district", () => {
  const classes = (layer, rules = ["served", "seat"]) =>
    classesOf({ result, layer, white: "w", rules });
  assert.deepEqual(classes("status"), ["c", "w", "u", "f"]);
  assert.deepEqual(classes("rules"), ["1", "2", "0", "1"]);
  assert.deepEqual(classes("coast"), ["wet", "dry", "dry", "wet"]);
  assert.deepEqual(classes("difference"), ["a", "none", "both", "a"]);
  assert.deepEqual(classes("difference", ["seat", "served"]), ["b", "none", "both", "b"]);
  assert.equal(whiteRules({ result, white: "w", position: 1 }), 2);
});

test("urgent is first where none is found, then what is not linked, the heavier before", () => {
  const codes = { white: "w", unconnected: "u", founding: "f", covered: "c" };
  const facts = {
    names: ["a", "b", "c", "d", "e"],
    constants: { codes },
    weight: { label: "jobs", values: [10, 90, 500, null, 40] },
  };
  const result = { rule: "seat", statuses: { seat: "wwcwu" }, nearest_km: [1, 2, 0, 3, null] };
  const order = (column) => {
    const values = valuesOf({ result, facts, column });
    const positions = [0, 1, 2, 3, 4];
    return sorted({ positions, values, descending: true }).map((n) => facts.names[n]);
  };
  assert.deepEqual(order("urgency"), ["b", "a", "d", "e", "c"]);
  assert.deepEqual(order("weight"), ["c", "b", "e", "a", "d"]);
  assert.deepEqual(order("nearest"), ["d", "b", "a", "c", "e"]);
});
