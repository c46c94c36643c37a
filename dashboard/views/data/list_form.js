// @ts-check
// A list on its way to a register: what each column holds, what its words mean, rows in doubt.
// The server reads the file anew with every answer; the page keeps only what the visitor says.
import { choice, download, fill, html, table, tableRegion } from "../../page/dom.js";
import { store } from "../../page/store.js";

const OPEN = ""; // a choice that is not made yet
const DOWNLOADS = ["register.csv", "left_out.csv", "mapping.toml"];

/**
 * Mapping of the server with every part there, so that it can be filled.
 *
 * @param {Partial<ListMapping>} mapping
 * @returns {ListMapping}
 */
const whole = ({ columns = {}, values, districts = {}, ...others }) => ({
  ...others,
  columns: { ...columns },
  values: { ...values, network_status: { ...values?.network_status } },
  districts: { ...districts },
});

/**
 * Group of fields under a heading.
 *
 * @param {Element} frame
 * @param {string} title
 * @param {string} text
 */
function part(frame, title, text) {
  const section = html("section", { class: "list-part" }, "", frame);
  html("h3", {}, title, section);
  if (text) html("p", { class: "caption" }, text, section);
  return section;
}

/** @param {ListParts} parts */
function drawColumns({ frame, list, mapping, words }) {
  const section = part(frame, words.list_columns, words.list_columns_text);
  const region = tableRegion({ kind: "list-table", label: words.list_columns, parent: section });
  const heads = [words.list_header, words.list_role, words.list_examples];
  const { element, body } = table({ heads: heads.map((text) => ({ text })) });
  region.append(element);
  list.columns.forEach(({ header, role, examples }, number) => {
    const row = html("tr", {}, "", body);
    html("th", { scope: "row" }, header, row);
    choice({
      id: `list-role-${number}`,
      label: fill(words.list_role_of, { header }),
      options: list.roles,
      value: role,
      parent: html("td", {}, "", row),
      onChange: (value) => {
        mapping.columns[header] = value;
      },
      hidden: true,
    });
    html("td", {}, examples.join(" · "), row);
  });
}

/** @param {ListParts} parts */
function drawStatus({ frame, list, mapping, words }) {
  const section = part(frame, words.list_status, "");
  const each = list.hasStatus ? words.list_status_each : words.list_status_open;
  const states = list.states.filter(([key]) => key !== "skip");
  choice({
    id: "list-status",
    label: words.list_status_all,
    options: [[OPEN, each], ...states],
    value: list.status,
    parent: html("div", { class: "field" }, "", section),
    onChange: (value) => {
      if (value) mapping.status = value;
      else delete mapping.status;
    },
  });
  if (list.terms.length) drawWords(section, { frame, list, mapping, words });
}

/**
 * @param {Element} section
 * @param {ListParts} parts
 */
function drawWords(section, { list, mapping, words }) {
  html("p", { class: "caption" }, words.list_words_text, section);
  const { network_status: values } = mapping.values;
  list.terms.forEach(({ text, count, value, proposal }, number) => {
    const proposed = list.states.find(([key]) => key === proposal)?.[1];
    const open = proposed
      ? fill(words.list_word_proposal, { state: proposed })
      : words.list_word_open;
    choice({
      id: `list-word-${number}`,
      label: fill(words.list_word, { word: text || words.list_word_empty, count }),
      options: [...(value ? [] : [[OPEN, open]]), ...list.states],
      value,
      parent: html("div", { class: "field list-word" }, "", section),
      onChange: (state) => {
        if (state) values[text] = state;
        else delete values[text];
      },
    });
  });
}

/** @param {ListParts} parts */
function drawDoubts({ frame, list, mapping, words }) {
  const { doubts, openDoubts, rows } = list;
  if (!doubts.length) return;
  const section = part(frame, words.list_doubts, fill(words.list_doubts_text, { n: openDoubts }));
  const line = html("div", { class: "form-check" }, "", section);
  const box = html("input", { type: "checkbox", id: "list-skip" }, "", line);
  box.checked = list.skipDoubtful;
  box.addEventListener("change", () => {
    mapping.skip_doubtful = box.checked;
  });
  const text = fill(words.list_skip, { n: openDoubts, rows });
  html("label", { for: "list-skip" }, text, line);
  const region = html("div", { class: "list-doubts" }, "", section);
  for (const doubt of doubts) drawDoubt(region, doubt, mapping, words);
  const more = openDoubts - doubts.length;
  if (more > 0) html("p", {}, fill(words.upload_more, { more }), section);
}

/**
 * One row, what is wrong with it, and the districts to choose from.
 *
 * @param {Element} parent
 * @param {ListDoubt} doubt
 * @param {ListMapping} mapping
 * @param {Words} words
 */
function drawDoubt(parent, { line, key, name, texts, candidates, decided }, mapping, words) {
  const group = html("fieldset", { class: "list-doubt" }, "", parent);
  html("legend", {}, fill(words.list_line, { line, name }), group);
  for (const text of texts) html("p", { class: "caption" }, text, group);
  if (!candidates.length || !key) {
    html("p", { class: "caption" }, words.list_mend, group);
    return;
  }
  const options = [...candidates, [OPEN, words.list_undecided]];
  options.forEach(([ags, label], number) => {
    const id = `list-${line}-${number}`;
    const check = html("div", { class: "form-check" }, "", group);
    const radio = { type: "radio", id, name: `list-${line}`, value: ags };
    const field = html("input", radio, "", check);
    field.checked = ags === decided;
    field.addEventListener("change", () => {
      if (ags) mapping.districts[key] = ags;
      else delete mapping.districts[key];
    });
    html("label", { for: id }, label, check);
  });
}

/** @param {ListParts & {ready: boolean, onCheck: () => void, onUse: () => void}} parts */
function drawActions({ frame, list, words, ready, onCheck, onUse }) {
  const section = part(frame, words.list_next, ready ? words.list_ready : words.list_not_ready);
  const buttons = html("div", { class: "buttons" }, "", section);
  const check = html("button", { type: "button", class: "button" }, words.list_check, buttons);
  check.addEventListener("click", onCheck);
  if (!ready) return;
  const use = html("button", { type: "button", class: "button" }, words.list_use, buttons);
  use.addEventListener("click", onUse);
  for (const name of DOWNLOADS.filter((name) => name in list.files)) {
    const keep = { type: "button", class: "button small" };
    const button = html("button", keep, words[`list_file_${name}`], buttons);
    button.addEventListener("click", () => download(name, list.files[name]));
  }
}

/**
 * The whole form; what was there before is replaced.
 *
 * @param {{place: Element, report: UploadReport, words: Words, onCheck: () => void, onUse: () => void}} parts
 */
export function drawList({ place, report, words, onCheck, onUse }) {
  place.replaceChildren();
  const { list } = report;
  if (!list) return;
  const mapping = whole(list.mapping);
  store.own.mapping = mapping;
  const frame = html("div", { class: "list-form" }, "", place);
  html("h2", { tabindex: "-1", id: "list-title" }, words.list_title, frame);
  html("p", {}, fill(words.list_text, { rows: list.rows }), frame);
  const parts = { frame, list, mapping, words };
  drawColumns(parts);
  drawStatus(parts);
  drawDoubts(parts);
  drawActions({ ...parts, ready: Boolean(report.kind), onCheck, onUse });
}
