import assert from "node:assert/strict";
import { test } from "node:test";
import { CALLBACKS, FORMS, register, set } from "../../../dashboard/page/contract.js";
import { store } from "../../../dashboard/page/store.js";

const page = { addEventListener() {}, fetch() {} };
globalThis.window = page;
globalThis.document = page;

test("the scripts bring every function of the contract", async () => {
  await import("../../../dashboard/page/app.js");
  assert.deepEqual(Object.keys(page.dash_clientside.rollout).sort(), [...CALLBACKS].sort());
  assert.deepEqual(Object.keys(page.rollout_forms).sort(), [...FORMS].sort());
});

test("a function too many or too few is refused by its name", () => {
  const none = Object.fromEntries(FORMS.map((name) => [name, () => null]));
  assert.throws(() => register({ surplus: () => null }, none), /surplus/);
});

test("what is set before Dash is there waits for it", () => {
  set("selected", { data: "09162" });
  assert.deepEqual(store.dash.pending, [["selected", { data: "09162" }]]);
});
