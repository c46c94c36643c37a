// A drawing 100 wide and 200 high: every figure below is visible by eye.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  boxAround,
  centred,
  contains,
  halo,
  insideWhole,
  MAX_ZOOM,
  pointAt,
  unitsPerPixel,
  zoomed,
} from "../../../dashboard/page/map_box.js";

const whole = [0, 0, 100, 200];

test("a part of the drawing stays inside the whole", () => {
  assert.deepEqual(insideWhole({ whole, left: -5, top: 190, width: 50 }), [0, 100, 50, 100]);
  assert.deepEqual(insideWhole({ whole, left: 80, top: -1, width: 50 }), [50, 0, 50, 100]);
});

test("nothing is larger than the whole or smaller than the nearest zoom", () => {
  assert.deepEqual(insideWhole({ whole, left: 10, top: 10, width: 500 }), [0, 0, 100, 200]);
  assert.equal(insideWhole({ whole, left: 0, top: 0, width: 0.001 })[2], 100 / MAX_ZOOM);
});

test("a box around bounds has their middle and the proportions of the whole", () => {
  assert.deepEqual(boxAround({ whole, bounds: [40, 50, 60, 60], margin: 1 }), [40, 35, 20, 40]);
  assert.deepEqual(boxAround({ whole, bounds: [45, 50, 55, 90], margin: 2 }), [30, 30, 40, 80]);
});

test("zooming keeps a point in its place", () => {
  assert.deepEqual(zoomed({ whole, box: whole, factor: 2 }), [25, 50, 50, 100]);
  assert.deepEqual(zoomed({ whole, box: whole, factor: 2, centre: [0, 0] }), [0, 0, 50, 100]);
  assert.deepEqual(zoomed({ whole, box: [25, 50, 50, 100], factor: 0.1 }), [0, 0, 100, 200]);
});

test("zooming ends at the nearest zoom", () => {
  const box = [0, 0, 100 / MAX_ZOOM, 200 / MAX_ZOOM];
  assert.deepEqual(zoomed({ whole, box, factor: 3 }), box);
});

test("a point in the middle leaves half of the box on each side", () => {
  assert.deepEqual(centred({ box: [0, 0, 10, 20], centre: [50, 50] }), [45, 40, 10, 20]);
});

test("edges belong to a box", () => {
  const box = [10, 10, 10, 20];
  for (const point of [
    [10, 10],
    [20, 30],
    [15, 15],
  ])
    assert.ok(contains(box, point));
  for (const point of [
    [9, 15],
    [15, 31],
  ])
    assert.ok(!contains(box, point));
});

test("the drawing stands in the middle of a frame that is too wide", () => {
  const frame = { left: 100, top: 0, width: 200, height: 100 };
  const unit = unitsPerPixel({ box: whole, frame });
  assert.equal(unit, 2);
  const at = (clientX, clientY) => pointAt({ box: whole, frame, unit, at: { clientX, clientY } });
  assert.deepEqual(at(200, 50), [50, 100]);
  assert.deepEqual(at(225, 0), [100, 0]);
});

test("only what is too small to be seen gets a circle of 16 pixels", () => {
  const small = { bounds: [10, 10, 14, 20], centre: [12, 15] };
  assert.equal(halo({ ...small, unit: 1 }), "M-4 15a16 16 0 1 0 32 0a16 16 0 1 0 -32 0z");
  assert.equal(halo({ ...small, unit: 0.5 }), "");
  assert.equal(halo({ ...small, unit: Number.POSITIVE_INFINITY }), "");
});
