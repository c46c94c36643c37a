// @ts-check
// Record what was learned about a district, let the map follow, take it back.
import { ADDRESSES, payload, RECORDING_HEADER, SET, set, unchanged } from "../../page/contract.js";
import { closest, entry, fill, html } from "../../page/dom.js";
import { store } from "../../page/store.js";

const ROLE = "rollout.role";
const TOAST_MS = 10_000;
const NEWS_MS = 20_000;
const MONTHS_LATER = 6;

/** Where it stands in the profile. */
const recordingPlace = () => document.querySelector(".recording");

const at = (/** @type {string} */ path) => `${ADDRESSES.recording}${path}`;

/** @param {Words} words */
export function role(words) {
  try {
    return localStorage.getItem(ROLE) || words.recording_role_default;
  } catch {
    return words.recording_role_default;
  }
}

/** @param {string} text */
export function keepRole(text) {
  try {
    localStorage.setItem(ROLE, text);
  } catch {
    // A browser that forbids storage asks for it anew.
  }
}

/**
 * @template Answer
 * @param {string} path
 * @returns {Promise<Answer | null>}
 */
export async function read(path) {
  const answer = await fetch(at(path)).catch(() => null);
  const content = answer?.ok ? await answer.json() : null;
  if (content && "form" in content) {
    store.recording.form = content.form;
    store.recording.office = content.office;
  }
  return content;
}

/**
 * What a request must carry to change something: no page of another origin can send it.
 *
 * @returns {Promise<Record<string, string>>}
 */
export async function ownHeaders() {
  if (store.recording.form === null) await read("/news");
  return { "Content-Type": "application/json", [RECORDING_HEADER]: store.recording.form || "1" };
}

/**
 * Record something; what went wrong is said in the place given, and nothing typed is lost.
 *
 * @param {Record<string, unknown>} said
 * @param {{place: Element, text: string}} where
 * @returns {Promise<RecordingDone | null>}
 */
export async function record(said, { place, text }) {
  if (store.recording.sending) return null; // a second click is no second deed
  const { words } = await payload("facts");
  if (store.own.past) {
    sayProblems(place, [{ column: "", text: words.recording_past_only }], words);
    return null;
  }
  store.recording.sending = true;
  const headers = await ownHeaders();
  place.setAttribute("aria-busy", "true");
  const answer = await fetch(at(""), {
    method: "POST",
    headers,
    body: JSON.stringify({ role: role(words), ...said }),
  }).catch(() => null);
  const content = await answer?.json().catch(() => null);
  place.removeAttribute("aria-busy");
  store.recording.sending = false;
  if (content && "action" in content) {
    const notes = content.notes.map((/** @type {RecordingProblem} */ note) => note.text);
    toast([fill(words.recording_saved, { text }), ...notes].join(" "), content.action);
    sentForm(place)?.remove();
    await renew();
    return content;
  }
  if (content?.problems) sayProblems(place, content.problems, words);
  else if (content?.clashes) sayClash(place, content.clashes, { said, text }, words);
  else sayProblems(place, [{ column: "", text: words.recording_failed }], words);
  return null;
}

/** The form something was sent from. @param {Element} place */
const sentForm = (place) =>
  place.closest(".recording-form") ?? place.querySelector(".recording-form");

/** Everything shown follows what was recorded; a form begun meanwhile stays. */
async function renew() {
  askAnew();
  await drawQuietly();
  await count();
}

/**
 * @param {Element} place
 * @param {RecordingProblem[]} problems
 * @param {Words} words
 */
export function sayProblems(place, problems, words) {
  const frame = messageIn(place);
  html("p", {}, words.recording_wrong, frame);
  const list = html("ul", {}, "", frame);
  for (const { text } of problems) html("li", {}, text, list);
}

/**
 * @param {Element} place
 * @param {RecordingClash[]} clashes
 * @param {{said: Record<string, unknown>, text: string}} deed
 * @param {Words} words
 */
function sayClash(place, clashes, { said, text }, words) {
  const frame = messageIn(place);
  html("p", {}, words.recording_clash, frame);
  for (const { rows } of clashes) {
    const body = html("tbody", {}, "", html("table", {}, "", frame));
    for (const [name, now, mine] of rows) {
      const row = html("tr", {}, "", body);
      html("th", { scope: "row" }, name, row);
      html("td", {}, now || "–", row);
      html("td", {}, mine || "–", row);
    }
  }
  const buttons = html("div", { class: "buttons" }, "", frame);
  // What was changed since cannot be taken back as if it were not: there is no own version of it.
  if (said.deed !== "undo")
    button(words.recording_mine, buttons, () =>
      record({ ...said, seen: clashes[0].seen }, { place, text }),
    );
  button(words.recording_theirs, buttons, () => {
    sentForm(frame)?.remove();
    renew();
  });
}

/** @param {Element} place */
function messageIn(place) {
  place.querySelector(".recording-message")?.remove();
  return html("div", { class: "recording-message warning", role: "alert" }, "", place);
}

/**
 * @param {string} text
 * @param {Element} parent
 * @param {() => unknown} onClick
 * @param {string} [kind]
 */
export function button(text, parent, onClick, kind = "button small") {
  const made = html("button", { type: "button", class: kind }, text, parent);
  made.addEventListener("click", onClick);
  return made;
}

/**
 * Say what was recorded, with the way back.
 *
 * @param {string} text
 * @param {number | null} action
 */
export async function toast(text, action) {
  const { words } = await payload("facts");
  document.querySelector(".recording-toast")?.remove();
  const frame = html(
    "div",
    { class: "recording-toast no-print", role: "status" },
    "",
    document.body,
  );
  html("p", {}, text, frame);
  clearTimeout(store.recording.timer);
  store.recording.last = action;
  if (action) button(words.recording_undo, frame, undo, "button small");
  store.recording.timer = setTimeout(() => frame.remove(), TOAST_MS);
}

/** Take the last deed of this page back. */
async function undo() {
  const { words } = await payload("facts");
  const place = document.querySelector(".recording-toast");
  const { last } = store.recording;
  if (!place || !last) return;
  store.recording.last = null;
  await record({ deed: "undo", action: last }, { place, text: words.recording_undone });
}

/** @param {KeyboardEvent} event */
function undoByKey(event) {
  const isTyping = event.target instanceof Element && event.target.matches("input, textarea");
  if (!(event.ctrlKey || event.metaKey) || event.key !== "z" || isTyping || !store.recording.last)
    return;
  event.preventDefault();
  undo();
}

/** Let the server answer for the same scenario again. */
function askAnew() {
  const { scenario } = store.recording;
  if (scenario) set(SET.scenario, { data: { ...scenario } });
}

// A district

/**
 * @param {string} ags
 * @returns {Promise<RecordingDistrict | null>}
 */
const district = (ags) => read(`/district/${ags}`);

/** Whether somebody is filling in a form about the district on screen. */
const isBeingFilled = (/** @type {Element} */ frame, /** @type {string} */ ags) =>
  frame.querySelector(".recording-form:not([hidden])") &&
  frame.firstElementChild?.getAttribute("data-about") === ags;

/**
 * What is recorded about the district selected, where its profile stands.
 *
 * @param {unknown} [_]
 * @param {boolean} [keepsForm] Whether a form that was begun meanwhile stays, and all around it.
 */
async function draw(_, keepsForm = false) {
  const frame = recordingPlace();
  const { selected } = store.recording;
  if (!frame || !selected) return;
  const [{ words }, about] = await Promise.all([payload("facts"), district(selected)]);
  if (!about || selected !== store.recording.selected) return;
  if (keepsForm && isBeingFilled(frame, selected)) return;
  const place = html("div", { class: "recording-parts", "data-about": selected });
  drawPart({ about, words, place }, drawAnswer, "check");
  drawCalls({ about, words, place });
  drawPart({ about, words, place }, drawInitiatives, "initiative");
  drawPart({ about, words, place }, drawFoundings, "founding");
  drawPart({ about, words, place }, drawTasks, "task");
  drawPart({ about, words, place }, drawNotes, "note");
  drawPart({ about, words, place }, drawStudies, "study");
  drawPart({ about, words, place }, drawHistory, "check");
  offerPast(place, words);
  store.recording.parts = place;
  place.addEventListener("focusin", ({ target }) => {
    store.recording.focused = target instanceof HTMLElement ? target : null;
  });
  recordingPlace()?.replaceChildren(place);
}

/**
 * Dash drew the profile anew while somebody was filling in a form: it goes into its place again.
 *
 * @param {Element} frame
 */
function putBack(frame) {
  const { parts, focused } = store.recording;
  if (!parts || frame.contains(parts) || !parts.querySelector(".recording-form:not([hidden])"))
    return;
  frame.replaceChildren(parts);
  if (document.activeElement === document.body) focused?.focus();
}

/**
 * Draw a part; whoever may not change its records is not asked to. The server refuses it anyway.
 *
 * @param {RecordingParts} parts
 * @param {(parts: RecordingParts) => void} drawContent
 * @param {string} kind
 */
function drawPart(parts, drawContent, kind) {
  const before = parts.place.children.length;
  drawContent(parts);
  if (parts.about.may.includes(kind)) return;
  for (const frame of [...parts.place.children].slice(before)) {
    for (const deed of frame.querySelectorAll("button, form, [role=group]")) deed.remove();
    if (frame.children.length < 2) frame.remove();
  }
}

/**
 * @param {string} title
 * @param {Element} place
 * @param {"h3" | "h4"} [heading]
 */
function part(title, place, heading = "h4") {
  const section = html("section", { class: "recording-part" }, "", place);
  html(heading, {}, title, section);
  return section;
}

/** @param {RecordingParts} parts */
function drawAnswer({ about, words, place }) {
  const section = part(words.recording_title, place);
  section.classList.add("recording-answer");
  const [last] = about.checks;
  if (!last) return drawChoices({ about, words, place: section });
  const line = html("p", { class: `recording-last answer-${last.answer}` }, "", section);
  html("strong", {}, fill(words.recording_check_line, { ...last }), line);
  if (last.others)
    html("span", {}, ` ${fill(words.recording_check_others, { names: last.others })}`, line);
  if (last.note) html("p", { class: "caption" }, last.note, section);
  const buttons = html("div", { class: "buttons" }, "", section);
  drawNext({ about, words, place: section }, buttons);
  button(words.recording_change, buttons, () => {
    section.replaceChildren(html("h4", {}, words.recording_title));
    drawChoices({ about, words, place: section });
    section.querySelector("button")?.focus();
  });
}

/** Draw what changed by itself, but leave a form alone that somebody is filling in. */
async function drawQuietly() {
  const frame = recordingPlace();
  const { selected, parts } = store.recording;
  if (frame && parts?.dataset.about === selected) putBack(frame);
  if (frame && selected && !isBeingFilled(frame, selected)) await draw(null, true);
}

/** The four answers; the rest of the form comes with the choice. @param {RecordingParts} parts */
function drawChoices({ about, words, place }) {
  const group = html("div", { class: "recording-choices", role: "group" }, "", place);
  group.setAttribute("aria-label", words.recording_title);
  const form = html("form", { class: "recording-form", hidden: "" }, "", place);
  for (const [answer, text] of about.answers) {
    const made = button(
      text,
      group,
      () => {
        for (const other of group.children) other.setAttribute("aria-pressed", "false");
        made.setAttribute("aria-pressed", "true");
        drawForm(form, { about, words }, answer, text);
      },
      "button choice",
    );
    made.setAttribute("aria-pressed", "false");
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {{about: RecordingDistrict, words: Words}} parts
 * @param {string} answer
 * @param {string} text
 */
function drawForm(form, { about, words }, answer, text) {
  /** @type {Record<string, string>} */
  const values = { asked: about.offices[0]?.name ?? "", date: about.today, note: "", source: "" };
  form.replaceChildren();
  form.hidden = false;
  const field = (
    /** @type {string} */ name,
    /** @type {string} */ label,
    /** @type {Attributes} */ attributes,
  ) =>
    entry({
      id: `recording-${name}`,
      label,
      attributes,
      value: values[name],
      parent: form,
      onChange: ({ value }) => {
        values[name] = value;
      },
    });
  field("asked", words.recording_asked, { type: "text", list: "recording-offices", required: "" });
  const known = html("datalist", { id: "recording-offices" }, "", form);
  for (const { name } of about.offices) html("option", { value: name }, "", known);
  field("date", words.recording_date, { type: "date", max: about.today });
  const also = alsoFor(form, { about, words });
  const more = html("details", {}, "", form);
  html("summary", {}, words.recording_note, more);
  form.append(more);
  for (const name of ["note", "source"])
    more.append(
      field(name, words[`recording_${name}`], { type: name === "note" ? "text" : "url" }),
    );
  roleField(form, words);
  const buttons = html("div", { class: "buttons" }, "", form);
  html("button", { type: "submit", class: "button primary" }, words.recording_save, buttons);
  button(words.recording_discard, buttons, draw, "button quiet");
  form.onsubmit = async (event) => {
    event.preventDefault();
    const keys = [about.ags, ...(also?.checked ? about.offices[0].others : [])];
    const said = { deed: "check", about: keys.join(";"), answer, ...values };
    await record(said, { place: form, text: `${about.name}, ${text}` });
  };
}

/**
 * @param {Element} form
 * @param {{about: RecordingDistrict, words: Words}} parts
 */
function alsoFor(form, { about, words }) {
  const [office] = about.offices;
  if (!office?.others.length) return null;
  const frame = html("div", { class: "form-check" }, "", form);
  const box = html("input", { type: "checkbox", id: "recording-also" }, "", frame);
  const label = fill(words.recording_also, { names: office.names, office: office.name });
  html("label", { for: "recording-also" }, label, frame);
  return box;
}

/**
 * Who records, kept in this browser: an office, never a person.
 *
 * @param {Element} form
 * @param {Words} words
 */
function roleField(form, words) {
  if (store.recording.office) return; // who is signed in writes in the name of that office
  const attributes = { type: "text", maxlength: 80, required: "" };
  entry({
    id: "recording-role",
    label: words.recording_role,
    attributes,
    value: role(words),
    parent: form,
    onChange: ({ value }) => keepRole(value),
  });
}

/**
 * What follows from an answer.
 *
 * @param {RecordingParts} parts
 * @param {Element} buttons
 */
function drawNext({ about, words, place }, buttons) {
  const office = about.checks[0].asked;
  const { answer } = about.checks[0];
  const may = (/** @type {string} */ kind) => about.may.includes(kind);
  if (may("task") && (answer === "none" || answer === "later")) {
    const title = fill(words.recording_again_title, { office });
    const said = { deed: "task", title, due: monthsLater(about.today), districts: about.ags };
    button(words.recording_again, buttons, () => record(said, { place, text: title }));
  }
  if (may("founding") && (answer === "none" || answer === "in_preparation")) {
    button(words.recording_found, buttons, () =>
      ask(place, words, [["name", words.recording_found_name, about.name]], ({ name }) =>
        record({ deed: "found", name, districts: about.ags }, { place, text: name }),
      ),
    );
  }
  if (may("initiative") && answer === "exists")
    button(words.recording_initiative, buttons, async () =>
      (await area()).askInitiative({
        place,
        districts: [about.ags],
        states: about.network_states,
        source: about.checks[0].source,
      }),
    );
}

/** Forms with an area, fetched with the first one. */
const area = () => import("./area.js");

/** @param {string} day */
function monthsLater(day) {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + MONTHS_LATER);
  return date.toISOString().slice(0, 10);
}

/**
 * A small form below a part: its fields, save and discard.
 *
 * @param {Element} place
 * @param {Words} words
 * @param {[name: string, label: string, value: string, type?: string][]} fields
 * @param {(values: Record<string, string>) => unknown} onSave
 */
export function ask(place, words, fields, onSave) {
  place.querySelector(".recording-ask")?.remove();
  const form = html("form", { class: "recording-form recording-ask" }, "", place);
  /** @type {Record<string, string>} */
  const values = {};
  for (const [name, label, value, type = "text"] of fields) {
    values[name] = value;
    const onChange = (/** @type {HTMLInputElement} */ field) => {
      values[name] = field.value;
    };
    const id = `recording-ask-${name}`;
    entry({ id, label, attributes: { type }, value, parent: form, onChange });
  }
  const buttons = html("div", { class: "buttons" }, "", form);
  html("button", { type: "submit", class: "button primary" }, words.recording_save, buttons);
  const discard = () => {
    form.remove();
    drawQuietly(); // what came meanwhile
  };
  button(words.recording_discard, buttons, discard, "button quiet");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onSave(values);
  });
  form.querySelector("input")?.focus();
}

/** @param {RecordingParts} parts */
function drawCalls({ about, words, place }) {
  const section = part(words.recording_calls, place);
  if (!about.offices.length) html("p", { class: "caption" }, words.recording_calls_none, section);
  for (const office of about.offices) {
    const line = html("div", { class: "recording-office" }, "", section);
    html("strong", {}, office.name, line);
    const last = office.last
      ? fill(words.recording_last, { when: office.last })
      : words.recording_never;
    html("span", { class: "caption" }, [office.line, last].filter(Boolean).join(" · "), line);
    if (office.phone)
      html("a", { href: `tel:${office.phone.replace(/[^+\d]/g, "")}` }, office.phone, line);
    if (/^https?:/.test(office.website))
      html("a", { href: office.website, rel: "noreferrer" }, words.recording_web, line);
  }
}

/** @param {RecordingParts} parts */
function drawInitiatives({ about, words, place }) {
  const section = part(words.recording_initiatives, place);
  for (const { key, seen, name, linked, since, districts } of about.initiatives) {
    const line = html("div", { class: "recording-line" }, "", section);
    const state = linked ? words.recording_linked : words.recording_unlinked;
    html("span", {}, [name, state, since].filter(Boolean).join(" · "), line);
    button(
      words.recording_area,
      line,
      async () => (await area()).askArea({ place: section, key, seen, name, districts }),
      "button small quiet",
    ).setAttribute("aria-label", `${words.recording_area}: ${name}`);
    if (linked) continue;
    button(words.recording_link, line, () =>
      ask(section, words, [["date", words.recording_date, about.today, "date"]], ({ date }) =>
        record({ deed: "link", key, seen, date }, { place: section, text: name }),
      ),
    );
  }
  button(words.recording_initiative, section, async () =>
    (await area()).askInitiative({
      place: section,
      districts: [about.ags],
      states: about.network_states,
    }),
  );
}

/** @param {RecordingParts} parts */
function drawFoundings({ about, words, place }) {
  if (!about.foundings.length) return;
  const section = part(words.recording_foundings, place);
  for (const founding of about.foundings) {
    const line = html("div", { class: "recording-line" }, "", section);
    const { name, reached, when, steps } = founding;
    const state = reached ? fill(words.recording_reached, { step: reached, when }) : "";
    html("span", {}, [name, state].filter(Boolean).join(" · "), line);
    if (steps.length)
      button(words.recording_step_take, line, () => askStep(section, words, founding, about.today));
    button(
      words.recording_close_founding,
      line,
      async () => (await import("./closing.js")).askClosing(section, founding.key),
      "button small quiet",
    ).setAttribute("aria-label", `${words.recording_close_founding}: ${name}`);
  }
}

/**
 * @param {Element} place
 * @param {Words} words
 * @param {RecordingFounding} founding
 * @param {string} today
 */
function askStep(place, words, { key, seen, name, steps }, today) {
  let step = steps[0][0];
  ask(place, words, [["date", words.recording_date, today, "date"]], ({ date }) =>
    record({ deed: "step", key, seen, step, date }, { place, text: name }),
  );
  const form = place.querySelector(".recording-ask");
  if (!form) return;
  const frame = html("div", { class: "field" });
  html("label", { for: "recording-step" }, words.recording_step, frame);
  const list = html("select", { id: "recording-step", class: "select" }, "", frame);
  for (const [value, text] of steps) html("option", { value }, text, list);
  list.addEventListener("change", () => {
    step = list.value;
  });
  form.prepend(frame);
  list.focus();
}

/** @param {RecordingParts} parts */
function drawTasks({ about, words, place }) {
  const section = part(words.recording_tasks, place);
  taskList(about.tasks, words, section);
  const later = monthsLater(about.today);
  button(words.recording_task_new, section, () =>
    ask(
      section,
      words,
      [
        ["title", words.recording_task_title, ""],
        ["due", words.recording_task_due, later, "date"],
      ],
      ({ title, due }) =>
        record({ deed: "task", title, due, districts: about.ags }, { place: section, text: title }),
    ),
  );
}

/**
 * @param {RecordingTask[]} tasks
 * @param {Words} words
 * @param {Element} parent
 * @param {boolean} [isEverywhere] Whether they are of several districts.
 */
function taskList(tasks, words, parent, isEverywhere = false) {
  if (!tasks.length) html("p", { class: "caption" }, words.recording_tasks_none, parent);
  const list = html("ul", { class: "recording-tasks" }, "", parent);
  for (const { key, seen, title, state, due, districts, ags } of tasks) {
    const item = html("li", { class: `task-${state}` }, "", list);
    const id = `task-${key}`;
    const box = html("input", { type: "checkbox", id }, "", item);
    html("label", { for: id }, title, item);
    if (districts && isEverywhere)
      html("button", { type: "button", class: "pick", "data-select": ags }, districts, item);
    html("span", { class: "recording-due" }, due, item);
    const text = fill(words.recording_task_done, { title });
    box.addEventListener("change", async () => {
      const done = await record({ deed: "finish", key, seen }, { place: item, text });
      if (!done) box.checked = false;
    });
  }
}

/** @param {RecordingParts} parts */
function drawNotes({ about, words, place }) {
  const section = part(words.recording_notes, place);
  for (const { text, when, role: by } of about.notes) {
    const line = html("p", { class: "recording-note" }, text, section);
    html("span", { class: "caption" }, ` ${when}, ${by}`, line);
  }
  button(words.recording_note_new, section, () =>
    ask(section, words, [["text", words.recording_note_text, ""]], ({ text }) =>
      record({ deed: "note", districts: about.ags, text }, { place: section, text }),
    ),
  );
}

/** @param {RecordingParts} parts */
function drawStudies({ about, words, place }) {
  const section = part(words.recording_studies, place);
  for (const { title, line, finding, others, source } of about.studies) {
    const frame = html("div", { class: "recording-study" }, "", section);
    if (source) html("a", { href: source, rel: "noreferrer" }, title, frame);
    else html("strong", {}, title, frame);
    const also = others ? fill(words.recording_check_others, { names: others }) : "";
    html("span", { class: "caption" }, [line, also].filter(Boolean).join(" · "), frame);
    if (finding) html("span", {}, finding, frame);
  }
  button(words.recording_study_new, section, async () =>
    (await area()).askStudy({ place: section, districts: [about.ags], today: about.today }),
  );
}

/**
 * The way to how everything stood on a day.
 *
 * @param {Element} place
 * @param {Words} words
 */
function offerPast(place, words) {
  const section = html("section", { class: "recording-part" }, "", place);
  button(
    words.recording_past,
    section,
    async () => (await import("./past_day.js")).askDay(section),
    "button small quiet",
  );
}

/** @param {RecordingParts} parts */
function drawHistory({ about, words, place }) {
  if (!about.history.length) return;
  const section = part(words.recording_history, place);
  changeList(about.history, words, section);
}

/**
 * @param {RecordingChange[]} changes
 * @param {Words} words
 * @param {Element} parent
 */
function changeList(changes, words, parent) {
  const list = html("ol", { class: "recording-history" }, "", parent);
  const undone = new Set(changes.map(({ undoes }) => undoes));
  for (const { when, role: by, text, action, undoes, can_undo: canUndo } of changes) {
    const item = html("li", {}, "", list);
    html("span", { class: "caption" }, `${when}, ${by}`, item);
    html("span", {}, text, item);
    if (undoes || undone.has(action) || !canUndo) continue;
    button(
      words.recording_undo,
      item,
      () => record({ deed: "undo", action }, { place: item, text: words.recording_undone }),
      "button small quiet",
    );
  }
}

// All districts

/** Tasks and changes of all districts, over the page. */
async function openAgenda() {
  /** @type {[{words: Words}, RecordingAgenda | null]} */
  const [{ words }, agenda] = await Promise.all([payload("facts"), read("/tasks")]);
  if (!agenda) return;
  document.querySelector("dialog.recording-agenda")?.remove();
  const dialog = html("dialog", { class: "recording-agenda", "aria-labelledby": "agenda-title" });
  document.body.append(dialog);
  html("h2", { id: "agenda-title" }, words.recording_open, dialog);
  taskList(agenda.tasks, words, part(words.recording_tasks, dialog, "h3"), true);
  if (agenda.tasks.length)
    html("a", { href: at("/tasks.ics"), download: "" }, words.recording_calendar, dialog);
  changeList(agenda.changes, words, part(words.recording_changes, dialog, "h3"));
  offerPast(dialog, words);
  const close = button(words.recording_close, dialog, () => dialog.close(), "button");
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || closest(event, "[data-select]")) dialog.close();
  });
  dialog.showModal();
  close.scrollIntoView({ block: "nearest" });
  dialog.scrollTop = 0;
}

/** How many tasks press, beside the search. */
async function count() {
  const { words } = await payload("facts");
  /** @type {{number: number, pressing: number, changes: RecordingChange[]} | null} */
  const news = await read(`/news?since=${store.recording.number}`);
  const place = document.querySelector(".recording-tools");
  if (!news || !place) return false;
  const isOthers = store.recording.number && news.number > store.recording.number;
  store.recording.number = news.number;
  const { pressing } = news;
  const label = pressing
    ? fill(words.recording_open_count, { count: pressing })
    : words.recording_open;
  const made = html("button", {
    type: "button",
    class: "recording-open",
    "aria-label": label,
    title: label,
  });
  html("span", { class: "recording-icon", "aria-hidden": "true" }, "", made);
  if (pressing)
    html("span", { class: "recording-count", "aria-hidden": "true" }, String(pressing), made);
  made.addEventListener("click", openAgenda);
  place.replaceChildren(made);
  return Boolean(isOthers);
}

/** Changes of others come by themselves, with a quiet word. */
async function watch() {
  if (document.hidden) return;
  if (!(await count())) return;
  const { words } = await payload("facts");
  toast(words.recording_others, null);
  askAnew();
  await drawQuietly();
}

export function listen() {
  document.addEventListener("keydown", undoByKey);
}

export const callbacks = {
  /**
   * @param {{profile: unknown, selected: string | null, scenario: Fields | null,
   *   page: PageSettings}} values The profile has been drawn anew.
   */
  async recording({ selected, scenario, page }) {
    if (!page.recording) return unchanged();
    if (!store.recording.started) {
      store.recording.started = true;
      count();
      setInterval(watch, NEWS_MS);
      window.addEventListener("focus", watch);
    }
    store.recording.scenario = scenario;
    store.recording.selected = selected;
    await new Promise((resolve) => setTimeout(resolve));
    await drawQuietly();
    return unchanged();
  },
};
