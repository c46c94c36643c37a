import assert from "node:assert/strict";
import { test } from "node:test";
import {
  csv,
  entriesFrom,
  withDistrict,
  withNote,
  withoutDistrict,
} from "../../../dashboard/views/spots/shortlist.js";

const ENTRIES = [
  { ags: "09162", note: "anrufen" },
  { ags: "01001", note: "" },
];

test("what is stored comes back, whatever else was stored beside it", () => {
  assert.deepEqual(entriesFrom(JSON.stringify(ENTRIES)), ENTRIES);
  assert.deepEqual(entriesFrom('[null, {"ags": 9162, "note": ""}, {"ags": "09162"}]'), []);
});

test("a text that is no list means an empty one", () => {
  for (const text of [null, "", "null", "{", '{"a": 1}', "7"])
    assert.deepEqual(entriesFrom(text), []);
});

test("a note is cut where the field ends", () => {
  const [{ note }] = entriesFrom(JSON.stringify([{ ags: "09162", note: "x".repeat(600) }]));
  assert.equal(note.length, 500);
});

test("a district stands on the list once", () => {
  assert.equal(withDistrict(ENTRIES, "09162"), ENTRIES);
  assert.deepEqual(withDistrict(ENTRIES, "16077").at(-1), { ags: "16077", note: "" });
});

test("notes and removals concern their district only", () => {
  assert.deepEqual(withNote(ENTRIES, { ags: "01001", note: "b" }), [
    ENTRIES[0],
    { ags: "01001", note: "b" },
  ]);
  assert.deepEqual(withoutDistrict(ENTRIES, "09162"), [ENTRIES[1]]);
});

test("the table quotes its cells and turns no note into a formula", () => {
  const words = { column_district: "Kreis", shortlist_column: "Notiz" };
  const names = new Map([["09162", 'München "Stadt"']]);
  const text = csv({ entries: [{ ags: "09162", note: "=1+1" }], names, words });
  assert.equal(text, '"ags";"Kreis";"Notiz"\r\n"09162";"München ""Stadt""";"\'=1+1"\r\n');
});
