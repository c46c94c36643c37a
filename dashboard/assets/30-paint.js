"use strict";
// Results -> colours, words, legend.
(function () {
  const rollout = window.rollout;
  const callbacks = window.dash_clientside.rollout;
  const SVG = "http://www.w3.org/2000/svg";

  // Class of every district on the layer shown.
  rollout.classes = function (result, layer, a, b) {
    const chosen = result.statuses[result.rule];
    if (layer === "rules") return [...chosen].map((_, n) => String(rollout.whiteRules(result, n)));
    if (layer === "status") return [...chosen];
    const [first, second] = [result.statuses[a], result.statuses[b]];
    const keys = { 11: "both", 10: "a", "01": "b", "00": "none" };
    return [...first].map((_, n) => keys[[first, second].map((codes) => +(codes[n] !== "w")).join("")]);
  };

  rollout.whiteRules = (result, n) =>
    Object.values(result.statuses).filter((codes) => codes[n] === "w").length;

  rollout.legend = function (entries, classes, inside, words, place) {
    const list = rollout.html("ul", {});
    for (const { key, paint, label } of entries) {
      const item = rollout.html("li", {}, "", list);
      const swatch = document.createElementNS(SVG, "svg");
      swatch.setAttribute("class", "swatch");
      swatch.setAttribute("viewBox", "0 0 24 16");
      swatch.setAttribute("aria-hidden", "true");
      const area = document.createElementNS(SVG, "rect");
      for (const [name, value] of Object.entries({ width: 24, height: 16, fill: paint }))
        area.setAttribute(name, value);
      swatch.append(area);
      const count = classes.filter((value, n) => value === key && inside(n)).length;
      item.append(swatch, ` ${label} `);
      rollout.html("span", { class: "count" }, String(count), item);
    }
    for (const status of ["networked", "founding", "unconnected"]) {
      const item = rollout.html("li", { class: "seat-key" }, "", list);
      rollout.html("span", { class: `seat-swatch ${status}`, "aria-hidden": "true" }, "", item);
      item.append(` ${words[`seat_${status}`]}`);
    }
    (place || document.getElementById("legend")).replaceChildren(list);
  };

  // Colours, words and legend of one layer.
  rollout.layer = function (map, name, classes, inside, facts, place) {
    const entries = Object.fromEntries(facts.legends[name].map((entry) => [entry.key, entry]));
    map.paint(classes.map((key) => entries[key].symbol), classes.map((key) => entries[key].label));
    rollout.legend(facts.legends[name], classes, inside, facts.words, place);
  };

  let land = "DE";
  let before;
  callbacks.paint = async function (result, path, selected, area, layer, a, b, page) {
    const skip = window.dash_clientside.no_update;
    if (!result) return [skip, skip];
    const { facts, geometry } = await rollout.ready;
    const map = (await rollout.map)();
    const view = rollout.viewAt(path, page).key;
    const shown = view === "spots" ? layer : "status";
    map.useSeats(result.seats || facts.seats);
    map.useAreas(result.areas);
    map.select(selected || null);
    // The views Potential and Plan colour the map themselves, as soon as they have what they need.
    if (!(view === "potential" && rollout.potential) && !(view === "plan" && rollout.plan)) {
      const inside = (n) => area === "DE" || geometry.districts[n].ags.startsWith(area);
      rollout.layer(map, shown, rollout.classes(result, shown, a, b), inside, facts);
    }
    if (area !== land) map.showLand(area);
    land = area;
    rollout.reveal();
    const codes = result.statuses[result.rule];
    const announced = rollout.fill(facts.words.updated, {
      reached: [...codes].filter((code) => code !== "w").length, total: codes.length,
    });
    const changed = before && before !== result;
    before = result;
    return [shown !== "difference", changed ? announced : skip];
  };
})();
