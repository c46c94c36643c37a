"use strict";
// The view Roll-out plan: gather settings, ask for a plan, list the picks, colour the waves.
(function () {
  const rollout = window.rollout;
  const callbacks = window.dash_clientside.rollout;
  const REST_MS = 150;
  const LARGEST_FILE = 40000;
  const LONGEST_REASON = 120;
  const KINDS = ["plan", "explain", "curve", "robust"];
  const skip = () => window.dash_clientside.no_update;
  const control = (name) => document.getElementById(`plan-set-${name}`);

  const settingsOf = (page) => page.controls.filter(({ id }) => id.startsWith("plan-set-"));

  // A number field tells Dash nothing about a number outside its limits; the server says what is wrong.
  function settingValue({ id, min }, value) {
    if (min === undefined) return value ?? "";
    const typed = value ?? document.getElementById(id)?.value ?? "";
    return typed === "" ? null : Number(typed);
  }

  let gathered = 0;
  callbacks.planSettings = async function (...values) {
    const page = values.pop();
    const mine = ++gathered;
    if (mine > 1) await new Promise((resolve) => setTimeout(resolve, REST_MS));
    if (mine !== gathered) return skip();
    return Object.fromEntries(
      settingsOf(page).map((entry, n) => [entry.key, settingValue(entry, values[n])])
    );
  };

  // What to compute: on a click, or at once when a link asks for it.
  let planned; // settings of the plan asked for last
  let found = null; // token of the plan on screen
  const clicked = KINDS.map(() => 0);
  callbacks.planAsk = function (...values) {
    const [settings, scenario, path, auto, kept, page] = values.splice(KINDS.length);
    const fresh = KINDS.map((_, n) => (values[n] || 0) > clicked[n]);
    values.forEach((count, n) => (clicked[n] = count || 0));
    const shown = rollout.viewAt(path, page).key === "plan";
    if (!settings || !scenario) return [skip(), skip()];
    const now = { settings, scenario };
    const kind = KINDS[fresh.indexOf(true)];
    if (kind && kind !== "plan") return [{ kind, plan: found, at: Date.now() }, skip()];
    if (kind || (shown && auto === "1" && !planned)) {
      planned = now;
      rollout.set("plan-auto", { value: "1" });
      return [{ kind: "plan", ...now, kept, at: Date.now() }, true];
    }
    return [skip(), !planned || JSON.stringify(planned) === JSON.stringify(now)];
  };

  // Required and excluded districts: one text, shown as a list.
  const entries = (text) =>
    (text ? text.split("*") : []).map((part) => ({
      ags: part.slice(0, 5), sign: part[5], reason: part.slice(6),
    }));
  let picks = [];
  const write = (list) =>
    rollout.set("plan-set-picks", {
      value: list.map(({ ags, sign, reason }) => ags + sign + reason).join("*"),
    });
  const cleaned = (text) => text.replace(/[*\x00-\x1f]+/g, " ").trim().slice(0, LONGEST_REASON);

  function pick(sign) {
    const ags = document.getElementById("plan-pick").value;
    const field = document.getElementById("plan-pick-reason");
    if (!/^\d{5}$/.test(ags)) return document.getElementById("plan-pick").focus();
    write([...picks.filter((entry) => entry.ags !== ags), { ags, sign, reason: cleaned(field.value) }]);
    rollout.set("plan-pick-reason", { value: "" });
  }

  function pickItem(entry, facts, list) {
    const { words } = facts;
    const name = facts.names[facts.keys.indexOf(entry.ags)] || entry.ags;
    const item = rollout.html("li", {}, "", list);
    rollout.html("button", { type: "button", class: "pick", "data-select": entry.ags }, name, item);
    const kind = entry.sign === "+" ? "plan_pick_required" : "plan_pick_excluded";
    rollout.html("span", { class: "badge" }, words[kind], item);
    const field = rollout.html("input", {
      type: "text", maxlength: LONGEST_REASON, "aria-label": rollout.fill(words.plan_pick_reason_of, { name }),
    }, "", item);
    field.value = entry.reason;
    field.addEventListener("change", () =>
      write(picks.map((other) => (other.ags === entry.ags ? { ...other, reason: cleaned(field.value) } : other)))
    );
    const remove = rollout.html("button", {
      type: "button", class: "button small quiet", "aria-label": rollout.fill(words.plan_pick_remove, { name }),
    }, words.plan_pick_release, item);
    remove.addEventListener("click", () => {
      write(picks.filter((other) => other.ags !== entry.ags));
      document.getElementById("plan-pick").focus();
    });
  }

  let listed;
  callbacks.planPicks = async function (text, selected) {
    const { facts } = await rollout.ready;
    picks = entries(text);
    const place = document.getElementById("plan-picks-list");
    if (place && text !== listed) {
      listed = text;
      place.replaceChildren();
      if (!picks.length) rollout.html("p", { class: "caption" }, facts.words.plan_picks_none, place);
      const list = rollout.html("ul", { class: "shortlist" }, "", picks.length ? place : null);
      for (const entry of picks) pickItem(entry, facts, list);
    }
    return selected || "none";
  };

  // Waves on the map; before a plan it shows what is reached today.
  callbacks.planMap = async function (classes, path, result, selected, land, page) {
    if (!result || rollout.viewAt(path, page).key !== "plan") return skip();
    const { facts, geometry } = await rollout.ready;
    const map = (await rollout.map)();
    rollout.plan = classes || null;
    if (!classes) return skip();
    const shown = facts.legends.waves.filter(
      ({ key }) => !/^\d+$/.test(key) || classes.includes(key)
    );
    const entriesOf = Object.fromEntries(facts.legends.waves.map((entry) => [entry.key, entry]));
    map.paint(classes.map((key) => entriesOf[key].symbol), classes.map((key) => entriesOf[key].label));
    const inside = (n) => land === "DE" || geometry.districts[n].ags.startsWith(land);
    rollout.legend(shown, classes, inside, facts.words);
    return skip();
  };

  // The coverage curve: one line per rate, told apart by dashes and a name at its end.
  const SVG = "http://www.w3.org/2000/svg";
  const BOX = { width: 640, height: 320, left: 52, right: 150, top: 14, bottom: 44 };
  const LABEL_GAP = 15;

  function drawn(name, attributes, parent, text) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    parent.append(made);
    return made;
  }

  function chart({ counts, lines, stop }, { words, lang }) {
    const { width, height, left, right, top, bottom } = BOX;
    const last = Math.max(counts[counts.length - 1], 1);
    const x = (count) => left + ((width - left - right) * (count - counts[0])) / Math.max(last - counts[0], 1);
    const y = (share) => height - bottom - (height - top - bottom) * share;
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("class", "curve");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", words.plan_curve_caption);
    const percent = new Intl.NumberFormat(lang, { style: "percent" });
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      drawn("line", { class: "grid", x1: left, x2: width - right, y1: y(share), y2: y(share) }, svg);
      drawn("text", { x: left - 8, y: y(share) + 4, "text-anchor": "end" }, svg, percent.format(share));
    }
    for (const count of new Set([counts[0], Math.round((counts[0] + last) / 2), last]))
      drawn("text", { x: x(count), y: height - bottom + 18, "text-anchor": "middle" }, svg, String(count));
    drawn("text", { x: (left + width - right) / 2, y: height - 6, "text-anchor": "middle" }, svg, words.plan_curve_axis);
    drawn("line", { class: "stop", x1: x(stop), x2: x(stop), y1: top, y2: height - bottom }, svg);
    const ends = lines.map(({ shares }, n) => ({ n, at: y(shares[shares.length - 1]) }));
    ends.sort((a, b) => a.at - b.at);
    ends.forEach((end, k) => (end.label = k ? Math.max(end.at, ends[k - 1].label + LABEL_GAP) : end.at));
    for (const { n, label } of ends) {
      const points = lines[n].shares.map((share, k) => `${x(counts[k]).toFixed(1)},${y(share).toFixed(1)}`);
      drawn("polyline", { class: `line line-${n}`, points: points.join(" ") }, svg);
      drawn("line", { class: `line line-${n}`, x1: width - right + 4, x2: width - right + 26, y1: label, y2: label }, svg);
      drawn("text", { x: width - right + 31, y: label + 4 }, svg, lines[n].name);
    }
    return svg;
  }

  callbacks.planChart = async function (data, path, page) {
    const { facts } = await rollout.ready;
    const place = document.getElementById("plan-chart");
    if (place) place.replaceChildren(...(data ? [chart(data, facts)] : []));
    return skip();
  };

  // Plan A: the settings behind the plan on screen, kept in the address.
  function coded(value) {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  callbacks.planKept = function (kept, done) {
    if (done?.kind === "plan") found = done.token;
    return [!found, !kept];
  };

  async function keep() {
    const { facts } = await rollout.ready;
    const { own, ...scenario } = planned.scenario;
    rollout.set("plan-kept", { value: coded({ scenario, settings: planned.settings }) });
    rollout.set("plan-comparison", { children: facts.words.plan_kept_now });
  }

  function drop() {
    rollout.set("plan-kept", { value: "" });
    rollout.set("plan-comparison", { children: [] });
  }

  // The scenario file: read here, checked by the server, its values put into the controls.
  async function fileField() {
    const { facts } = await rollout.ready;
    const place = document.getElementById("plan-open");
    if (!place || place.childElementCount) return;
    const label = rollout.html("label", { for: "plan-file" }, facts.words.plan_file_open, place);
    const field = rollout.html("input", { type: "file", id: "plan-file", accept: ".toml" }, "", place);
    label.className = "caption";
    field.addEventListener("change", async () => {
      const [file] = field.files;
      if (!file) return;
      if (file.size > LARGEST_FILE)
        rollout.set("plan-file-message", { children: facts.words.plan_file_large });
      else rollout.set("plan-upload", { data: { text: await file.text(), at: Date.now() } });
      field.value = "";
    });
  }

  callbacks.planAdopt = function (values) {
    for (const [id, value] of Object.entries(values || {})) rollout.set(id, { value });
    fileField();
    return skip();
  };

  const ACTIONS = {
    "plan-require": () => pick("+"), "plan-exclude": () => pick("-"),
    "plan-keep": keep, "plan-drop": drop,
  };
  document.addEventListener("click", (event) => {
    const action = ACTIONS[event.target.closest("button")?.id];
    if (action) action();
  });
  document.addEventListener("change", (event) => {
    if (event.target.id !== "plan-pick") return;
    const ags = event.target.value;
    rollout.set("selected", { data: ags === "none" ? null : ags });
  });
})();
