import assert from "node:assert/strict";
import { test } from "node:test";
import {
  byName,
  CALLBACKS,
  FORMS,
  nameOf,
  register,
  set,
} from "../../../dashboard/page/contract.js";
import { store } from "../../../dashboard/page/store.js";

const page = { addEventListener() {}, fetch() {} };
globalThis.window = page;
globalThis.document = page;
globalThis.location = { hash: "" };

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

test("Dash hands over a list, a script takes and gives values by name", () => {
  const unchanged = Symbol("unchanged");
  const called = (outputs_list) => ({
    no_update: unchanged,
    callback_context: {
      inputs_list: [
        { id: "rule-a", property: "value", value: "seat" },
        { id: "location", property: "pathname", value: "/de/" },
      ],
      states_list: [{ id: "controls", property: "data", value: { views: [] } }],
      outputs_list,
    },
  });
  const outputs = ["compare", "announcement"].map((id) => ({ id, property: "children" }));
  page.dash_clientside = called(outputs);
  let taken;
  const script = (values) => {
    taken = values;
    return { announcement: "new" };
  };
  assert.deepEqual(byName(script)(), [unchanged, "new"]);
  assert.deepEqual(taken, { ruleA: "seat", path: "/de/", page: { views: [] } });
  assert.equal(byName(() => unchanged)(), unchanged);
  page.dash_clientside = called(outputs[0]);
  assert.equal(byName(() => "one")(), "one");
});

test("a setting is called as in the scenario file", () => {
  assert.equal(nameOf({ id: "radius_km", property: "value" }), "radius_km");
});
