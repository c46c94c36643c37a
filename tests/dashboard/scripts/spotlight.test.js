import assert from "node:assert/strict";
import { test } from "node:test";
import { Spotlight } from "../../../dashboard/page/spotlight.js";

function paths(count) {
  return Array.from({ length: count }, () => {
    const names = new Set();
    const toggle = (name, is) => (is ? names.add(name) : names.delete(name));
    return { names, classList: { toggle } };
  });
}

test("a district in full passes list and legend and is pointed at", () => {
  const drawn = paths(4);
  const spotlight = new Spotlight(drawn);
  spotlight.list(new Set([0, 1]));
  spotlight.keep(new Set([1, 2]));
  spotlight.light(new Set([1, 3]));
  const seen = drawn.map(({ names }) => [...names].join(" "));
  assert.deepEqual(seen, ["dim faint", "", "dim faint", "dim"]);
  assert.deepEqual(
    seen.map((_, n) => spotlight.classOf(n).trim()),
    seen,
  );
  for (const show of ["list", "keep", "light"]) spotlight[show](null);
  assert.ok(drawn.every(({ names }) => names.size === 0));
});
