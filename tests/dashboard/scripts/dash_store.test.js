import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { gatherNews } from "../../../dashboard/page/dash_store.js";

let heard;
let dashStore;
let leave;

/** A store as Redux makes it: every change is told at once. */
function plainStore() {
  let state = { layout: 0, loading: 0 };
  const listeners = new Set();
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(part) {
      if (part) state = { ...state, [part]: state[part] + 1 };
      for (const listener of listeners) listener();
    },
  };
}

beforeEach(() => {
  heard = [];
  dashStore = plainStore();
  gatherNews(dashStore);
  leave = dashStore.subscribe(() => heard.push(dashStore.getState()));
});

test("all changes of one go are told once, as they stand at the end", async () => {
  for (let n = 0; n < 3; n += 1) dashStore.change("loading");
  assert.deepEqual(heard, []);
  await null;
  assert.deepEqual(heard, [{ layout: 0, loading: 3 }]);
  dashStore.change("loading");
  await null;
  assert.equal(heard.length, 2);
});

test("a changed layout is told at once, with all before it and not again", async () => {
  dashStore.change("loading");
  dashStore.change("layout");
  assert.deepEqual(heard, [{ layout: 1, loading: 1 }]);
  await null;
  assert.equal(heard.length, 1);
});

test("nothing new is no news", async () => {
  dashStore.change();
  await null;
  assert.deepEqual(heard, []);
});

test("who leaves hears nothing more", async () => {
  dashStore.change("loading");
  leave();
  await null;
  assert.deepEqual(heard, []);
});
