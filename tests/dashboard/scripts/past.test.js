import assert from "node:assert/strict";
import { test } from "node:test";
import { isStep } from "../../../dashboard/page/past.js";

const page = {
  controls: [
    { key: "rule", options: ["seat"] },
    { key: "search", length: 80 },
  ],
};
const step = (before, after) => isStep({ before, after, page });

test("a setting is a step back, a text that is being typed is not", () => {
  assert.ok(step("", "?rule=seat"));
  assert.ok(step("?rule=seat", "?rule=seat&district=09162"));
  assert.ok(!step("?search=a", "?search=ab"));
  assert.ok(step("?search=a", "?search=ab&rule=seat"));
});
