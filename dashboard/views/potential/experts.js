// @ts-check
// A file with the weights of several people: sent, read, and its weights set; nothing is kept.
import { ADDRESSES, OWN_HEADER } from "../../page/contract.js";
import { html } from "../../page/dom.js";
import { store } from "../../page/store.js";

/**
 * @param {{frame: Element, facts: Facts, onWeights: (fields: Fields) => void}} parts
 */
export function drawExpertsForm({ frame, facts: { words }, onWeights }) {
  frame.replaceChildren();
  const attributes = { type: "file", accept: ".csv,.toml", "aria-label": words.experts_choose };
  const field = html("input", attributes, "", frame);
  const report = html("div", { role: "status" }, "", frame);
  field.addEventListener("change", async () => {
    const [file] = field.files ?? [];
    if (!file) return;
    const answer = await send(file).catch(() => null);
    const read = answer?.ok ? /** @type {ExpertsAnswer} */ (await answer.json()) : null;
    report.replaceChildren();
    for (const line of read?.lines ?? [words.experts_failed]) html("p", {}, line, report);
    if (read?.fields) onWeights(read.fields);
    field.value = ""; // the same file may be sent again
  });
}

/** @param {File} file */
function send(file) {
  const preset = store.potential.current?.request.scenario.preset ?? "";
  const query = new URLSearchParams({ name: file.name, preset });
  const headers = { [OWN_HEADER]: store.own.token ?? "" };
  return fetch(`${ADDRESSES.experts}?${query}`, { method: "POST", body: file, headers });
}
