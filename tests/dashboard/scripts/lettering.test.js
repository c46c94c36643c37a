import assert from "node:assert/strict";
import { test } from "node:test";
import { placed } from "../../../dashboard/page/lettering.js";

const frame = [0, 0, 200, 100];
const name = (text, at, more = {}) => ({
  text,
  kind: "city",
  at,
  width: 40,
  height: 10,
  dot: true,
  ...more,
});
const texts = (names) => names.map(({ text }) => text);

function boxes(names) {
  return names.map(({ middle: [x, y], width, height }) => [
    x - width / 2,
    y - height / 2,
    x + width / 2,
    y + height / 2,
  ]);
}

test("a name stands to the right of its dot where there is room", () => {
  const [only] = placed({ wishes: [name("A", [50, 50])], taken: [], frame });
  assert.ok(only.middle[0] - only.width / 2 > 50);
  assert.equal(only.middle[1], 50);
});

test("at the right rim it stands to the left", () => {
  const [only] = placed({ wishes: [name("A", [190, 50])], taken: [], frame });
  assert.ok(only.middle[0] + only.width / 2 < 190);
});

test("what comes first keeps its place, and a name without room is left out", () => {
  const wishes = ["A", "B"].map((text) => name(text, [100, 50], { dot: false }));
  assert.deepEqual(texts(placed({ wishes, taken: [], frame })), ["A"]);
});

test("no name stands over a taken box, nor its dot", () => {
  const legend = [0, 0, 60, 60];
  const wishes = [name("under", [30, 30]), name("beside", [70, 30])];
  const names = placed({ wishes, taken: [legend], frame });
  assert.deepEqual(texts(names), ["beside"]);
});

test("no two of a hundred names overlap", () => {
  let seed = 7;
  const next = (most) => {
    seed = (seed * 16807) % 2147483647;
    return seed % most;
  };
  const wishes = Array.from({ length: 100 }, (_, n) => name(String(n), [next(200), next(100)]));
  const all = boxes(placed({ wishes, taken: [], frame }));
  assert.ok(all.length > 5);
  for (const [n, a] of all.entries())
    for (const b of all.slice(n + 1))
      assert.ok(a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3]);
});

test("there are never more than asked for", () => {
  const wishes = [10, 40, 70].map((y) => name(String(y), [50, y]));
  assert.equal(placed({ wishes, taken: [], frame, most: 2 }).length, 2);
});
