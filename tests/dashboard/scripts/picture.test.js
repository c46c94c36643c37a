import assert from "node:assert/strict";
import { test } from "node:test";
import { fileName, lines } from "../../../dashboard/page/picture.js";

test("a text is broken where its line would be too long, never within a word", () => {
  const measure = (text) => text.length;
  const text = "In 12 von 16 Kreisen keine gefunden";
  assert.deepEqual(lines({ text, width: 12, measure }), [
    "In 12 von 16",
    "Kreisen",
    "keine",
    "gefunden",
  ]);
  assert.deepEqual(lines({ text: "Wirkungsgebiet", width: 5, measure }), ["Wirkungsgebiet"]);
  assert.deepEqual(lines({ text: " ", width: 5, measure }), []);
});

test("a file is named by what it shows, in letters every system has", () => {
  const parts = ["Weiße Flecken", "Thüringen", "Sitz im Kreis (Ort)", ""];
  const name = fileName({ parts, day: "2026-11-28", ending: "png" });
  assert.equal(name, "weisse-flecken_thueringen_sitz-im-kreis-ort_2026-11-28.png");
  assert.equal(fileName({ parts: ["../Á b"], day: "d", ending: "svg" }), "a-b_d.svg");
});
