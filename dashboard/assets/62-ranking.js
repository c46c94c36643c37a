"use strict";
// The ranking: one row per district, sorted and filtered here, the band drawn in the row.
(function () {
  const rollout = window.rollout;
  const DASH = "–";
  const COLUMNS = [
    ["rank", "rank", true], ["name", "column_district", false], ["status", "column_status", false],
    ["score", "potential", true], ["low", "band", false], ["need", "need", true],
    ["capacity", "capacity", true],
  ];

  // What a column is sorted by; unknown values stand last in both directions.
  function compare(rows, column, descending) {
    const sign = descending ? -1 : 1;
    const collator = new Intl.Collator("de");
    return (a, b) => {
      const [first, second] = [rows[column][a], rows[column][b]];
      const missing = Number(Number.isNaN(first)) - Number(Number.isNaN(second));
      if (missing) return missing;
      if (typeof first === "string") return sign * collator.compare(first, second) || a - b;
      return sign * (first - second) || a - b;
    };
  }

  class Ranking {
    constructor(frame, facts, sorted) {
      this.facts = facts;
      this.sorted = sorted;
      this.points = new Intl.NumberFormat(facts.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
      const words = facts.words;
      this.empty = rollout.html("p", { class: "caption", hidden: "" }, words.ranking_empty, frame);
      this.region = rollout.html("div", {
        class: "table long ranking", role: "region", tabindex: "0", "aria-label": words.ranking_caption,
      }, "", frame);
      const table = rollout.html("table", {}, "", this.region);
      rollout.html("caption", {}, words.ranking_caption, table);
      this.drawHead(rollout.html("tr", {}, "", rollout.html("thead", {}, "", table)), words);
      this.body = rollout.html("tbody", {}, "", table);
      this.rows = facts.keys.map((key, n) => this.drawRow(key, n));
    }

    drawHead(row, words) {
      this.heads = COLUMNS.map(([key, word, numeric]) => {
        const cell = rollout.html("th", { scope: "col", class: numeric ? "number-cell" : "" }, "", row);
        const button = rollout.html("button", { type: "button", class: "sort" }, words[word], cell);
        button.title = rollout.fill(words.sort_by, { name: words[word].replace("\u00ad", "") });
        button.addEventListener("click", () => {
          const again = this.column === key && !this.descending;
          this.sorted(`${key}-${again ? "descending" : "ascending"}`);
        });
        return { key, cell };
      });
    }

    drawRow(key, n) {
      const row = rollout.html("tr", { "data-row": key });
      const cell = (numeric) => rollout.html("td", numeric ? { class: "number-cell" } : {}, "", row);
      const rank = cell(true);
      const name = rollout.html("th", { scope: "row" }, "", row);
      const pick = rollout.html("button", { type: "button", class: "pick", "data-select": key }, this.facts.names[n], name);
      const [status, score] = [cell(false), cell(true)];
      const band = rollout.html("td", { class: "band-cell" }, "", row);
      const bandText = rollout.html("span", {}, "", band);
      const track = rollout.html("span", { class: "band-track", "aria-hidden": "true" }, "", band);
      const bar = rollout.html("span", { class: "band-bar" }, "", track);
      const mark = rollout.html("span", { class: "band-mark" }, "", track);
      return { row, pick, rank, status, score, band: bandText, bar, mark, need: cell(true), capacity: cell(true) };
    }

    // Texts, order and marks of all rows; `shown` are the positions that pass the filters.
    update(rows, shown, selected, sort) {
      [this.column, this.descending] = [sort.split("-")[0], sort.endsWith("-descending")];
      for (const { key, cell } of this.heads)
        if (key !== this.column) cell.removeAttribute("aria-sort");
        else cell.setAttribute("aria-sort", this.descending ? "descending" : "ascending");
      const order = [...shown].sort(compare(rows, this.column, this.descending));
      for (const n of order) this.fill(n, rows, selected);
      const focused = this.body.contains(document.activeElement) ? document.activeElement : null;
      this.body.replaceChildren(...order.map((n) => this.rows[n].row));
      if (focused && focused.isConnected) focused.focus({ preventScroll: true });
      this.region.hidden = !order.length;
      this.empty.hidden = Boolean(order.length);
      this.region.classList.toggle("waiting", rows.waiting);
      return order;
    }

    fill(n, rows, selected) {
      const made = this.rows[n];
      const points = (value) => (Number.isNaN(value) ? DASH : this.points.format(value));
      const texts = {
        rank: Number.isNaN(rows.rank[n]) ? DASH : String(rows.rank[n]),
        status: rows.status[n],
        score: points(rows.score[n]),
        need: points(rows.need[n]),
        capacity: points(rows.capacity[n]),
        band: Number.isNaN(rows.low[n]) ? DASH : `${rows.low[n]}–${rows.high[n]}`,
      };
      for (const [name, text] of Object.entries(texts))
        if (made[name].textContent !== text) made[name].textContent = text;
      made.pick.setAttribute("aria-pressed", String(this.facts.keys[n] === selected));
      this.drawBand(made, rows.low[n], rows.high[n], rows.rank[n]);
    }

    drawBand({ bar, mark }, low, high, rank) {
      const count = this.facts.keys.length;
      const at = (place) => `${(100 * (place - 1)) / Math.max(count - 1, 1)}%`;
      bar.hidden = Number.isNaN(low);
      mark.hidden = Number.isNaN(rank);
      if (!bar.hidden) {
        bar.style.left = at(low);
        bar.style.width = `max(3px, ${(100 * (high - low)) / Math.max(count - 1, 1)}%)`;
      }
      if (!mark.hidden) mark.style.left = at(rank);
    }
  }
  rollout.Ranking = Ranking;
})();
