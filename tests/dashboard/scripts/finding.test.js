import assert from "node:assert/strict";
import { test } from "node:test";
import { matching, namesOf, nearness, ofPostcode } from "../../../dashboard/page/finding.js";

const facts = {
  keys: ["09162", "09184", "03151"],
  names: ["München (Stadt)", "München (Landkreis)", "Gifhorn"],
  lettering: { names: ["München", "München (Landkreis)", "Gifhorn"], order: [0, 1, 2] },
  chambers: [["IHK München"], ["IHK München"], ["IHK Lüneburg", "IHK Braunschweig"]],
};
const entries = namesOf({
  facts,
  lands: [{ key: "09", land_name: "Bayern" }],
  seats: [{ id: "a", name: "Bündnis Gifhorn" }],
  towns: [
    ["München", 0],
    ["Garching b.München", 1],
    ["Wolfsburg", 2],
  ],
});
const names = (text) => matching({ entries, text, most: 5 }).map(({ name }) => name);

test("the whole name is nearest, then its beginning, words, and what stands inside", () => {
  assert.deepEqual(
    ["ulm", "ulm donau", "neu-ulm", "kulmbach", "essen"].map((name) => nearness(name, "ulm")),
    [0, 1, 2, 3, null],
  );
  assert.equal(nearness("frankfurt am main", "main frank"), 2);
  assert.equal(nearness("frankfurt am main", "..."), null);
});

test("what fits stands by nearness, then by kind and size", () => {
  assert.deepEqual(names("münchen"), [
    "München (Stadt)",
    "München (Landkreis)",
    "Garching b.München",
    "IHK München",
  ]);
  assert.deepEqual(names("gifhorn"), ["Gifhorn", "Bündnis Gifhorn"]);
  assert.deepEqual(names("bay"), ["Bayern"]);
  assert.deepEqual(names("  "), []);
});

test("a town is not offered beside the district that bears its name", () => {
  assert.equal(entries.filter(({ kind }) => kind === "town").length, 2);
});

test("umlauts may be typed without their keys", () => {
  assert.equal(names("Muenchen (Stadt")[0], "München (Stadt)");
});

test("a chamber is offered once", () => {
  assert.equal(entries.filter(({ name }) => name === "IHK München").length, 1);
});

test("digits lead to every district of the postcodes they begin", () => {
  const postcodes = { 80331: ["09162"], 38440: ["03151", "99999"], 80999: ["09162", "09184"] };
  const parts = { postcodes, facts, most: 5 };
  const found = (digits) => ofPostcode({ ...parts, digits }).map(({ name, n }) => [name, n]);
  assert.deepEqual(found("80"), [
    ["80331", 0],
    ["80999", 0],
    ["80999", 1],
  ]);
  assert.deepEqual(found("38440"), [["38440", 2]]);
});
