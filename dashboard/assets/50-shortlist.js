"use strict";
// The shortlist: kept in this browser only, with notes, undo and export.
(function () {
  const rollout = window.rollout;
  const PLACE = "rollout.shortlist";
  const UNDO_STEPS = 20;
  const LONGEST_NOTE = 500;
  const past = [];
  let entries = stored();

  function stored() {
    try {
      const found = JSON.parse(localStorage.getItem(PLACE)) || [];
      return found
        .filter((entry) => entry && typeof entry.ags === "string" && typeof entry.note === "string")
        .map(({ ags, note }) => ({ ags, note: note.slice(0, LONGEST_NOTE) }));
    } catch {
      return [];
    }
  }

  function save(next) {
    past.push(entries);
    past.splice(0, past.length - UNDO_STEPS);
    keep(next);
  }

  function keep(next) {
    entries = next;
    try {
      localStorage.setItem(PLACE, JSON.stringify(entries));
    } catch {
      // A browser that forbids storage still shows the list until the page is closed.
    }
    render();
  }

  async function render() {
    const frame = document.getElementById("shortlist");
    const { facts } = await rollout.ready;
    if (!frame) return;
    const names = new Map(facts.keys.map((key, n) => [key, facts.names[n]]));
    const shown = entries.filter(({ ags }) => names.has(ags));
    frame.replaceChildren();
    if (shown.length) frame.append(list(shown, names, facts.words));
    else rollout.html("p", { class: "caption" }, facts.words.shortlist_empty, frame);
    frame.append(tools(shown, names, facts));
  }

  function list(shown, names, words) {
    const made = rollout.html("ul", { class: "shortlist" });
    for (const { ags, note } of shown) {
      const name = names.get(ags);
      const item = rollout.html("li", {}, "", made);
      rollout.html("button", { type: "button", class: "pick", "data-select": ags }, name, item);
      const field = rollout.html("input", {
        type: "text", maxlength: LONGEST_NOTE, placeholder: words.shortlist_column,
        "aria-label": rollout.fill(words.shortlist_note, { name }),
      }, "", item);
      field.value = note;
      field.addEventListener("change", () =>
        save(entries.map((entry) => (entry.ags === ags ? { ags, note: field.value } : entry)))
      );
      const remove = rollout.html("button", {
        type: "button", class: "button small quiet", "aria-label": rollout.fill(words.shortlist_remove, { name }),
      }, words.remove, item);
      remove.addEventListener("click", () => save(entries.filter((entry) => entry.ags !== ags)));
    }
    return made;
  }

  function tools(shown, names, facts) {
    const frame = rollout.html("div", { class: "buttons no-print" });
    const add = (word, action, usable) => {
      const button = rollout.html("button", { type: "button", class: "button small" }, facts.words[word], frame);
      button.disabled = !usable;
      button.addEventListener("click", action);
    };
    add("export", () => download(shown, names, facts), shown.length);
    add("undo", () => keep(past.pop()), past.length);
    add("clear", () => save([]), shown.length);
    return frame;
  }

  // No spreadsheet may take a note for a formula.
  const safe = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  const quoted = (text) => `"${safe(text).replaceAll('"', '""')}"`;

  function download(shown, names, { words }) {
    const rows = [["ags", words.column_district, words.shortlist_column]];
    for (const { ags, note } of shown) rows.push([ags, names.get(ags), note]);
    const text = rows.map((row) => row.map(quoted).join(";")).join("\r\n");
    const address = URL.createObjectURL(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" }));
    const link = rollout.html("a", { href: address, download: "merkliste.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-remember]");
    if (!target) return;
    const ags = target.dataset.remember;
    if (!entries.some((entry) => entry.ags === ags)) save([...entries, { ags, note: "" }]);
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== PLACE) return;
    entries = stored();
    render();
  });
  window.dash_clientside.rollout.shortlist = (result) => {
    if (result) render();
    return window.dash_clientside.no_update;
  };
})();
