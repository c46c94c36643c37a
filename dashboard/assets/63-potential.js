"use strict";
// The view Potential: weights in, colours at once, ranking a moment later, bands from the server.
(function () {
  const rollout = window.rollout;
  const callbacks = window.dash_clientside.rollout;
  const TABLE_DELAY_MS = 120;
  const COMMIT_DELAY_MS = 450;
  const ALL = "all";
  const TARGETS = "targets";
  const STATUS_CODE = { covered: "c", founding: "f", unconnected: "u", white: "w" };
  const NEAREST = "nearest_km";
  const MATRICES_KEPT = 8;
  const SAME = 1e-6;

  const known = (numbers) => numbers.map((number) => number ?? NaN);
  const matrices = new Map();
  let tools; // what is drawn once: catalogue, panel, ranking
  let state; // what the controls say
  let matrix;
  let found; // score, rank, need, capacity of the weights on screen
  let ranking = null; // bands of the scenario the server knows
  let committed = "";

  function matrixQuery({ scenario, catalogue }) {
    const near = scenario.diffusion > 0;
    const query = new URLSearchParams({
      preset: catalogue.presets[scenario.preset].directions || "balanced",
      normalisation: scenario.normalisation, missing: scenario.missing, outliers: scenario.outliers,
      diffusion: near ? "10" : "0",
    });
    if (near) {
      query.set("rule", scenario.rule);
      query.set("radius", scenario.radius);
      query.set("year", scenario.year ?? ALL);
      query.set("confidence", scenario.confidence);
      query.set("federal", scenario.federal ? "1" : "0");
    }
    if (scenario.own) query.set("own", scenario.own);
    return query.toString();
  }

  // Normalised values for the method chosen; asked for once.
  function matrixFor(query) {
    if (!matrices.has(query)) {
      const asked = fetch(`/potential/matrix.json?${query}`).then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      });
      matrices.set(query, asked.then(rollout.potential.scoring.unpacked));
      if (matrices.size > MATRICES_KEPT) matrices.delete(matrices.keys().next().value);
    }
    return matrices.get(query);
  }

  let preparing;
  const prepared = () => (preparing = preparing || prepare());

  async function prepare() {
    const [{ facts }, catalogue] = await Promise.all([rollout.ready, rollout.load("potential-data")]);
    const map = (await rollout.map)();
    const panel = new rollout.WeightPanel(
      document.getElementById("weights-panel"), catalogue, facts.words, facts.lang, moved
    );
    const list = new rollout.Ranking(document.getElementById("ranking"), facts, (sort) =>
      rollout.set("sort", { value: sort })
    );
    return (tools = { facts, catalogue, map, panel, ranking: list });
  }

  // Colours of the weights on screen in the next frame, the rest when the slider rests.
  let frame;
  let commitTimer;
  function moved() {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => recolour(true));
    clearTimeout(commitTimer);
    commitTimer = setTimeout(commit, COMMIT_DELAY_MS);
  }

  function commit() {
    if (!tools.panel.shares) return;
    committed = rollout.weightsText(tools.panel.own);
    rollout.set("weights", { value: committed });
  }

  function settings() {
    return {
      aggregation: state.scenario.aggregation,
      minKnown: state.scenario.known / 100,
      diffusion: state.scenario.diffusion / 100,
    };
  }

  function compute() {
    const { shares } = tools.panel;
    if (!shares) {
      const none = tools.facts.keys.map(() => NaN);
      return { score: none, rank: none, need: none, capacity: none, weights: null };
    }
    const weights = rollout.potential.scoring.columnWeights(matrix, tools.catalogue.indicators, shares, settings().diffusion);
    return { ...rollout.scoring.potential(matrix, weights, settings()), weights };
  }

  // While a slider moves, legend and table wait for a pause.
  function recolour(moving) {
    found = compute();
    rollout.potential = found;
    paint(moving);
    scheduleTable();
  }

  function paint(moving) {
    const { facts, map } = tools;
    const entries = Object.fromEntries(facts.legends[state.layer].map((entry) => [entry.key, entry]));
    const score = state.layer === "score";
    const classes = score
      ? found.score.map(rollout.potential.scoring.scoreClass)
      : rollout.potential.scoring.needCapacityClass(found.need, found.capacity);
    const labels = classes.map((key, n) => (score ? scoreLabel(n) : entries[key].label));
    map.paint(classes.map((key) => entries[key].symbol), labels);
    clearTimeout(paint.timer);
    if (moving) paint.timer = setTimeout(() => legend(classes), TABLE_DELAY_MS);
    else legend(classes);
  }

  function legend(classes) {
    if (!state.shown) return;
    const inside = (n) => state.land === "DE" || tools.facts.keys[n].startsWith(state.land);
    rollout.legend(tools.facts.legends[state.layer], classes, inside, tools.facts.words);
  }

  function scoreLabel(n) {
    const { facts, ranking: list } = tools;
    if (Number.isNaN(found.score[n])) return facts.words.no_score;
    return rollout.fill(facts.words.score_label, {
      score: list.points.format(found.score[n]), rank: found.rank[n], total: facts.keys.length,
    });
  }

  let tableTimer;
  function scheduleTable() {
    clearTimeout(tableTimer);
    tableTimer = setTimeout(table, TABLE_DELAY_MS);
  }

  function positions() {
    const { facts } = tools;
    const codes = state.result.statuses[state.result.rule];
    const wanted = rollout.folded(state.find || "");
    const fits = (n) => {
      if (state.land !== "DE" && !facts.keys[n].startsWith(state.land)) return false;
      if (state.only === TARGETS && !"wu".includes(codes[n])) return false;
      if (STATUS_CODE[state.only] && codes[n] !== STATUS_CODE[state.only]) return false;
      return !wanted || rollout.folded(facts.names[n]).includes(wanted) || facts.keys[n].startsWith(wanted);
    };
    return facts.keys.map((_, n) => n).filter(fits);
  }

  // Whether the bands of the server belong to the scores on screen.
  const sameScores = (first, second) =>
    first.every((score, n) => Object.is(score, second[n]) || Math.abs(score - second[n]) < SAME);

  function table() {
    const { facts, ranking: list } = tools;
    const codes = state.result.statuses[state.result.rule];
    const labels = Object.fromEntries(facts.legends.status.map((entry) => [entry.key, entry.label]));
    const bands = ranking;
    const waiting = !bands || !sameScores(known(bands.score), found.score);
    const rows = {
      ...found, waiting,
      name: facts.names,
      status: [...codes].map((code) => labels[code]),
      low: bands ? known(bands.low) : found.rank.map(() => NaN),
      high: bands ? known(bands.high) : found.rank.map(() => NaN),
    };
    const order = list.update(rows, positions(), state.selected, state.sort);
    const first = [...order].filter((n) => !Number.isNaN(found.rank[n])).sort((a, b) => found.rank[a] - found.rank[b]);
    rollout.set("ranking-count", {
      children: rollout.fill(facts.words.ranking_count, {
        count: order.length, total: facts.keys.length,
        first: first.slice(0, 3).map((n) => facts.names[n]).join(", ") || "–",
      }),
    });
    contributions();
  }

  // Parts of the selected district's score, largest first.
  function contributions() {
    const { facts, catalogue, ranking: list } = tools;
    const place = document.getElementById("contributions");
    const n = facts.keys.indexOf(state.selected);
    place.replaceChildren();
    if (n < 0) return void rollout.html("p", { class: "caption" }, facts.words.contributions_empty, place);
    const score = Number.isNaN(found.score[n]) ? "–" : list.points.format(found.score[n]);
    const rank = Number.isNaN(found.rank[n]) ? "–" : found.rank[n];
    const title = rollout.fill(facts.words.contributions_of, { name: facts.names[n], score, rank });
    rollout.html("p", { class: "sentence" }, title, place);
    if (Number.isNaN(found.score[n])) return void rollout.html("p", {}, facts.words.no_score, place);
    const parts = rollout.potential.scoring.contributions(matrix, found.weights, settings(), n);
    parts.sort((a, b) => (b.points || 0) - (a.points || 0) || b.share - a.share);
    const region = rollout.html("div", {
      class: "table", role: "region", tabindex: "0", "aria-label": facts.words.contributions,
    }, "", place);
    region.append(partsTable(parts, n, catalogue, facts, score));
  }

  function partsTable(parts, n, catalogue, { words, lang }, score) {
    const made = rollout.html("table", {});
    const head = rollout.html("tr", {}, "", rollout.html("thead", {}, "", made));
    const names = ["indicator", "value", "normalised", "weight", "points"];
    names.forEach((name, k) =>
      rollout.html("th", { scope: "col", class: k ? "number-cell" : "" }, words[`contribution_${name}`], head)
    );
    rollout.html("th", { scope: "col", class: "only-wide", "aria-hidden": "true" }, "", head);
    const number = (value, decimals) =>
      Number.isNaN(value ?? NaN) ? "–" : value.toLocaleString(lang, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    const most = Math.max(...parts.map(({ points }) => points || 0));
    const body = rollout.html("tbody", {}, "", made);
    for (const { column, value, share, points } of parts) {
      const indicator = catalogue.indicators.find(({ id }) => id === column);
      const row = rollout.html("tr", {}, "", body);
      rollout.html("th", { scope: "row" }, indicator ? indicator.name : words.nearest_column, row);
      const published = column === NEAREST ? ranking?.nearest_km[n] : catalogue.values[column]?.[n];
      const unit = indicator ? indicator.unit : words.unit_km;
      const shown = number(published, indicator ? indicator.decimals : 0);
      rollout.html("td", { class: "number-cell" }, shown === "–" ? shown : `${shown} ${unit}`, row);
      rollout.html("td", { class: "number-cell" }, number(value, 2), row);
      rollout.html("td", { class: "number-cell" }, tools.panel.percent.format(share), row);
      rollout.html("td", { class: "number-cell" }, number(points, 1), row);
      const cell = rollout.html("td", { class: "only-wide", "aria-hidden": "true" }, "", row);
      const bar = rollout.html("div", { class: "bar-inner" }, "", rollout.html("div", { class: "bar" }, "", cell));
      bar.style.width = `${(100 * (points || 0)) / (most || 1)}%`;
    }
    const last = rollout.html("tr", { class: "sum" }, "", body);
    rollout.html("th", { scope: "row", colspan: "4" }, words.contribution_sum, last);
    rollout.html("td", { class: "number-cell" }, score, last);
    return made;
  }

  function presetText({ assumes, misses }) {
    const frame = document.getElementById("preset-text");
    frame.replaceChildren();
    for (const text of [assumes, misses]) rollout.html("p", {}, text, frame);
  }

  // Whether own weights leave anything to compute; used before they are sent to the server.
  rollout.weightsCount = async function (preset, weights) {
    if (!weights) return true;
    const { catalogue } = await prepared();
    const base = catalogue.presets[preset].weights;
    return rollout.potential.scoring.effectiveWeights(catalogue.indicators, base, rollout.weightsFrom(weights)) !== null;
  };

  let calls = 0;
  let drawn;
  callbacks.potential = async function (result, path, selected, land, layer, find, only, sort, ...rest) {
    const [scenario, page] = rest.splice(-2);
    const [preset, normalisation, aggregation, missing, outliers, share, diffusion, weights] = rest;
    const skip = window.dash_clientside.no_update;
    const shown = rollout.viewAt(path, page).key === "potential";
    if (state) state.shown = shown;
    if (!result || !shown) return skip;
    const usable = (value) => value !== null && value !== "" && Number.isFinite(Number(value));
    if (!usable(share) || !usable(diffusion)) return skip;
    const asked = {
      ...scenario, preset, normalisation, aggregation, missing, outliers,
      known: Number(share), diffusion: Number(diffusion),
    };
    const mine = ++calls;
    const { catalogue, map, panel } = await prepared();
    const next = await matrixFor(matrixQuery({ scenario: asked, catalogue }));
    if (mine !== calls) return skip;
    state = { result, selected, land, layer, find, only, sort, scenario: asked, shown };
    matrix = next;
    const key = `${preset} ${weights}`;
    if (key !== drawn && !(weights === committed && drawn?.startsWith(`${preset} `))) {
      panel.use(catalogue.presets[preset].weights, rollout.weightsFrom(weights));
      presetText(catalogue.presets[preset]);
    }
    drawn = key;
    map.useAreas(result.areas);
    map.select(selected || null);
    recolour();
    return skip;
  };

  callbacks.bands = function (data) {
    ranking = data || null;
    if (found && state.shown) scheduleTable();
    return window.dash_clientside.no_update;
  };

  // Another founding logic brings its own weights.
  document.addEventListener("change", (event) => {
    if (event.target.id === "preset") rollout.set("weights", { value: "" });
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#weights-reset") || !tools) return;
    tools.panel.use(tools.panel.base, rollout.weightsFrom(""));
    moved();
  });
})();
