"use strict";
// The weight sliders: two levels, a range and a number each, the share of the whole beside them.
(function () {
  const rollout = window.rollout;
  const LEVEL = "d.";
  const BETWEEN = "*";
  const POINTS_OF_ALL = 100;
  const LARGEST_SHARE = 0.6;

  // Own weights in the address: "d.work-30*industry_pct-2.5".
  rollout.weightsFrom = function (text) {
    const own = { dimensions: {}, indicators: {} };
    for (const part of (text || "").split(BETWEEN).filter(Boolean)) {
      const end = part.lastIndexOf("-");
      const name = part.slice(0, end);
      const points = Number(part.slice(end + 1));
      if (name.startsWith(LEVEL)) own.dimensions[name.slice(LEVEL.length)] = points;
      else own.indicators[name] = points;
    }
    return own;
  };

  rollout.weightsText = function (own) {
    const entries = (prefix, weights) =>
      Object.entries(weights).map(([name, points]) => `${prefix}${name}-${points}`);
    return [...entries(LEVEL, own.dimensions), ...entries("", own.indicators)].join(BETWEEN);
  };

  class WeightPanel {
    constructor(frame, catalogue, words, lang, changed) {
      this.catalogue = catalogue;
      this.words = words;
      this.changed = changed;
      this.percent = new Intl.NumberFormat(lang, {
        style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1,
      });
      this.rows = new Map();
      for (const dimension of catalogue.dimensions) this.drawDimension(dimension, frame);
      this.message = rollout.html("p", { class: "weights-message", role: "status" }, "", frame);
    }

    drawDimension({ id, name, axis }, frame) {
      const group = rollout.html("div", { class: "dimension" }, "", frame);
      this.drawRow(LEVEL + id, `${name} (${axis})`, group, POINTS_OF_ALL);
      const inside = this.catalogue.indicators.filter(({ dimension }) => dimension === id);
      const details = rollout.html("details", {}, "", group);
      const count = rollout.fill(this.words.indicators_of, { count: inside.length });
      rollout.html("summary", { "aria-label": `${name}: ${count}` }, count, details);
      for (const indicator of inside) this.drawRow(indicator.id, indicator.name, details, POINTS_OF_ALL);
    }

    drawRow(key, name, frame, max) {
      const row = rollout.html("div", { class: "weight" }, "", frame);
      const id = `weight-${key}`;
      rollout.html("label", { for: id }, name, row);
      const range = rollout.html("input", { type: "range", id, min: 0, max, step: "any" }, "", row);
      const number = rollout.html("input", {
        type: "number", min: 0, max, step: "any", "aria-label": rollout.fill(this.words.weight_number, { name }),
      }, "", row);
      const share = rollout.html("output", { for: id }, "", row);
      range.addEventListener("input", () => this.moved(key, Number(range.value)));
      number.addEventListener("input", () => {
        if (number.value !== "" && number.checkValidity()) this.moved(key, Number(number.value));
      });
      this.rows.set(key, { range, number, share });
    }

    moved(key, points) {
      const rounded = Math.round(points * 100) / 100;
      if (key.startsWith(LEVEL)) this.own.dimensions[key.slice(LEVEL.length)] = rounded;
      else this.own.indicators[key] = rounded;
      this.refresh();
      this.changed();
    }

    // Weights of another founding logic or from the address.
    use(base, own) {
      this.base = base;
      this.own = own;
      const whole = base.reduce((total, points) => total + points, 0);
      const most = Math.max(whole * LARGEST_SHARE, ...base, ...Object.values(own.indicators));
      for (const { id } of this.catalogue.indicators) {
        const { range, number } = this.rows.get(id);
        range.max = number.max = Math.ceil(most);
      }
      for (const [name, points] of Object.entries(own.dimensions)) {
        const { range, number } = this.rows.get(LEVEL + name);
        range.max = number.max = Math.max(POINTS_OF_ALL, points);
      }
      this.refresh();
    }

    refresh() {
      const found = rollout.potential.scoring.effectiveWeights(this.catalogue.indicators, this.base, this.own);
      this.shares = found && found.shares;
      this.message.textContent = found ? "" : this.words.weights_zero;
      const level = {};
      this.catalogue.indicators.forEach(({ id, dimension }, n) => {
        const share = found ? found.shares[n] : 0;
        level[dimension] = (level[dimension] || 0) + share;
        this.show(id, this.own.indicators[id] ?? this.base[n], share);
      });
      for (const { id } of this.catalogue.dimensions) {
        const points = this.own.dimensions[id] ?? (found ? found.totals[id] : 0);
        this.show(LEVEL + id, points, level[id]);
      }
    }

    show(key, points, share) {
      const { range, number, share: output } = this.rows.get(key);
      const text = String(Math.round(points * 100) / 100);
      if (document.activeElement !== range) range.value = points;
      if (document.activeElement !== number) number.value = text;
      range.setAttribute("aria-valuetext", `${text}, ${this.percent.format(share)}`);
      output.textContent = this.percent.format(share);
    }
  }
  rollout.WeightPanel = WeightPanel;
})();
