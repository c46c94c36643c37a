// @ts-check
// The menu over the map that leads to everything a memo needs.
import { html } from "./dom.js";

const ACTIONS = ["sentence", "png", "svg", "link"];

/**
 * @param {Element} frame
 * @param {Words} words
 */
export function drawMemoMenu(frame, words) {
  const menu = html("details", { class: "memo no-print" }, "", frame);
  html("summary", { class: "button" }, words.memo, menu);
  const list = html("div", { class: "memo-list" }, "", menu);
  for (const action of ACTIONS)
    html("button", { type: "button", "data-memo": action }, words[`memo_do_${action}`], list);
  html("p", { role: "status", class: "caption" }, "", list);
}
