// @ts-check
// A founding comes to an end: an initiative stands in the register, or it was given up.
import { allWords } from "../../page/contract.js";
import { html } from "../../page/dom.js";
import { ask, button, read, record } from "./recording.js";

const FOUNDED = "founded";
const GIVEN_UP = "given_up";

/**
 * @param {Element} place
 * @param {string} key
 */
export async function askClosing(place, key) {
  /** @type {[Words, RecordingClosing | null]} */
  const [words, founding] = await Promise.all([allWords(), read(`/founding/${key}`)]);
  if (!founding) return;
  const { seen, name, today, initiatives } = founding;
  let outcome = initiatives.length ? FOUNDED : GIVEN_UP;
  let initiative = initiatives[0]?.[0] ?? "";
  /** @type {[string, string, string, string?][]} */
  const fields = [
    ["reason", words.close_reason, ""],
    ["date", words.recording_date, today, "date"],
  ];
  ask(place, words, fields, (values) =>
    record({ deed: "close", key, seen, outcome, initiative, ...values }, { place, text: name }),
  );
  const form = /** @type {Element} */ (place.querySelector(".recording-ask"));
  const reason = form.firstElementChild;
  const which = html("div", { class: "field" });
  const show = () => {
    reason?.toggleAttribute("hidden", outcome !== GIVEN_UP);
    which.hidden = outcome !== FOUNDED;
  };
  form.prepend(which);
  const choose = (/** @type {string} */ value) => {
    initiative = value;
  };
  drawInitiatives({ which, founding, words, place, onChange: choose });
  const how = list(form, "close-how", words.close_how, [
    [FOUNDED, words.close_founded],
    [GIVEN_UP, words.close_given_up],
  ]);
  how.value = outcome;
  how.addEventListener("change", () => {
    outcome = how.value;
    show();
  });
  show();
  how.focus();
}

/**
 * Initiatives of its districts, or the way to enter one.
 *
 * @param {{which: Element, founding: RecordingClosing, words: Words, place: Element,
 *   onChange: (key: string) => void}} parts
 */
function drawInitiatives({ which, founding, words, place, onChange }) {
  const { initiatives, districts, network_states: states, name } = founding;
  if (initiatives.length) {
    const field = list(which, "close-which", words.close_which, initiatives);
    field.addEventListener("change", () => onChange(field.value));
    return;
  }
  html("p", {}, words.close_none, which);
  button(words.close_enter, which, async () =>
    (await import("./area.js")).askInitiative({ place, districts, states, name }),
  );
}

/**
 * A drop-down list at the top of a part.
 *
 * @param {Element} parent
 * @param {string} id
 * @param {string} label
 * @param {[key: string, text: string][]} options
 */
function list(parent, id, label, options) {
  const frame = html("div", { class: "field" });
  html("label", { for: id }, label, frame);
  const field = html("select", { id, class: "select" }, "", frame);
  for (const [value, text] of options) html("option", { value }, text, field);
  parent.prepend(frame);
  return field;
}
