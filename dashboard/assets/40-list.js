"use strict";
// The list of districts: search, filters, rows; map and list select each other.
(function () {
  const rollout = window.rollout;
  const callbacks = window.dash_clientside.rollout;
  const ALL = "all";
  const TARGETS = "targets";
  const LIST_DELAY_MS = 120;
  const STATUS_CODE = { covered: "c", founding: "f", unconnected: "u", white: "w" };

  const folded = rollout.folded = (text) =>
    text.toLowerCase().replace(/ß/g, "ss").normalize("NFD").replace(/\p{M}/gu, "").trim();

  let postcodes;
  async function keysOfPostcode(digits) {
    postcodes = postcodes || rollout.load("postcodes");
    const found = await postcodes;
    return new Set(Object.keys(found).filter((code) => code.startsWith(digits)).flatMap((code) => found[code]));
  }

  async function searching(text, facts) {
    const wanted = folded(text || "");
    if (!wanted) return () => true;
    if (/^\d+$/.test(wanted)) {
      const keys = wanted.length >= 3 ? await keysOfPostcode(wanted) : new Set();
      return (n) => facts.keys[n].startsWith(wanted) || keys.has(facts.keys[n]);
    }
    return (n) => folded(facts.names[n]).includes(wanted);
  }

  function filtering(result, facts, land, type, status, chamber, border, cluster, needCapacity) {
    const codes = result.statuses[result.rule];
    const tests = [];
    if (land !== "DE") tests.push((n) => facts.keys[n].startsWith(land));
    if (type !== ALL) tests.push((n) => facts.types[n] === type);
    if (status === TARGETS) tests.push((n) => "wu".includes(codes[n]));
    else if (status !== ALL) tests.push((n) => codes[n] === STATUS_CODE[status]);
    if (chamber !== ALL) tests.push((n) => facts.chambers[n].includes(chamber));
    if (border === TARGETS) tests.push((n) => facts.borders[n].length > 0);
    else if (border !== ALL) tests.push((n) => facts.borders[n].includes(border));
    if (cluster !== ALL) tests.push((n) => result.cluster[n] === Number(cluster));
    if (needCapacity !== ALL) tests.push((n) => result.need_capacity[n] === needCapacity);
    return (n) => tests.every((test) => test(n));
  }

  function table(result, facts, positions) {
    const words = facts.words;
    const labels = Object.fromEntries(facts.legends.status.map((entry) => [entry.key, entry]));
    const km = new Intl.NumberFormat(facts.lang, { maximumFractionDigits: 0 });
    const made = rollout.html("table", {});
    rollout.html("caption", {}, words.list_caption, made);
    const head = rollout.html("tr", {}, "", rollout.html("thead", {}, "", made));
    for (const name of ["column_district", "column_status", "column_rules", "column_nearest"])
      rollout.html("th", { scope: "col" }, words[name], head);
    const body = rollout.html("tbody", {}, "", made);
    for (const n of positions) {
      const row = rollout.html("tr", { "data-row": facts.keys[n] }, "", body);
      const name = rollout.html("th", { scope: "row" }, "", row);
      rollout.html("button", { type: "button", class: "pick", "data-select": facts.keys[n] }, facts.names[n], name);
      rollout.html("td", {}, labels[result.statuses[result.rule][n]].label, row);
      const count = rollout.whiteRules(result, n);
      rollout.html("td", {}, rollout.fill(words.column_rules_value, { count }), row);
      const near = result.nearest_km[n];
      rollout.html("td", { class: "number-cell" }, near === null ? "–" : `${km.format(near)} km`, row);
    }
    return made;
  }

  function render(result, facts, positions) {
    const frame = document.getElementById("list");
    frame.replaceChildren();
    if (!positions.length) return void rollout.html("p", { class: "caption" }, facts.words.list_empty, frame);
    const region = rollout.html("div", {
      class: "table long", role: "region", tabindex: "0", "aria-label": facts.words.list_caption,
    }, "", frame);
    region.append(table(result, facts, positions));
  }

  function mark(selected) {
    for (const button of document.querySelectorAll("#list .pick")) {
      const chosen = button.dataset.select === selected;
      button.setAttribute("aria-pressed", String(chosen));
      if (!chosen) continue;
      const region = button.closest(".table");
      const top = button.closest("tr").offsetTop;
      if (top < region.scrollTop || top > region.scrollTop + region.clientHeight - 60)
        region.scrollTop = top - region.clientHeight / 2;
    }
  }

  let timer;
  let drawn = "";
  callbacks.list = async function (result, path, selected, land, search, ...rest) {
    const page = rest.pop();
    if (!result) return window.dash_clientside.no_update;
    const { facts } = await rollout.ready;
    const map = (await rollout.map)();
    const inSpots = rollout.viewAt(path, page).key === "spots";
    const found = await searching(inSpots ? search : "", facts);
    const filters = inSpots ? rest : [ALL, ALL, ALL, ALL, ALL, ALL];
    const fits = filtering(result, facts, land, ...filters);
    const positions = facts.keys.map((_, n) => n).filter((n) => found(n) && fits(n));
    map.keep(positions.length < facts.keys.length ? new Set(positions) : null);
    const content = JSON.stringify([positions, result.statuses, result.nearest_km]);
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (content !== drawn && inSpots) {
        render(result, facts, positions);
        drawn = content;
      }
      mark(selected);
    }, LIST_DELAY_MS);
    return rollout.fill(facts.words.list_count, { count: positions.length, total: facts.keys.length });
  };

  callbacks.clusters = async function (result, options) {
    if (!result) return window.dash_clientside.no_update;
    const { facts } = await rollout.ready;
    const last = Math.max(...result.cluster, 0);
    const numbers = Array.from({ length: last }, (_, n) => String(n + 1));
    const named = numbers.map((number) => ({
      value: number,
      label: `${rollout.fill(facts.words.cluster_name, { number })} (${result.cluster.filter((k) => k === Number(number)).length})`,
    }));
    return [options[0], ...named];
  };

  callbacks.reset = function (clicks, page) {
    if (!clicks) return window.dash_clientside.no_update;
    for (const { id, default: value, filter } of page.controls) if (filter) rollout.set(id, { value });
    return window.dash_clientside.no_update;
  };

  document.addEventListener("click", async (event) => {
    const target = event.target.closest("[data-select],[data-deselect],button[data-area]");
    if (!target) return;
    if ("select" in target.dataset) rollout.set("selected", { data: target.dataset.select });
    else if ("deselect" in target.dataset) rollout.set("selected", { data: null });
    else (await rollout.map)().showArea(target.dataset.area);
  });
})();
