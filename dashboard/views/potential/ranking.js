// @ts-check
// The ranking: one row per district, sorted and filtered here, the band drawn in the row.
import { fill, html, tableRegion } from "../../page/dom.js";

const DASH = "–";
/** @type {{key: keyof RankingRows, word: string, numeric: boolean}[]} */
const COLUMNS = [
  { key: "rank", word: "rank", numeric: true },
  { key: "name", word: "column_district", numeric: false },
  { key: "status", word: "column_status", numeric: false },
  { key: "score", word: "potential", numeric: true },
  { key: "low", word: "band", numeric: false },
  { key: "need", word: "need", numeric: true },
  { key: "capacity", word: "capacity", numeric: true },
];
/** @type {("wish0" | "wish1")[]} */
const WISHES = ["wish0", "wish1"]; // ranks by two logics that exclude each other

/**
 * Positions sorted by a column; unknown values stand last in both directions, ties by position.
 *
 * @param {{positions: number[], values: (number | string)[], descending: boolean}} parts
 */
export function sorted({ positions, values, descending }) {
  const sign = descending ? -1 : 1;
  const collator = new Intl.Collator("de");
  return [...positions].sort((a, b) => {
    const [first, second] = [values[a], values[b]];
    const missing = Number(Number.isNaN(first)) - Number(Number.isNaN(second));
    if (missing) return missing;
    if (typeof first === "string" && typeof second === "string")
      return sign * collator.compare(first, second) || a - b;
    return sign * (Number(first) - Number(second)) || a - b;
  });
}

/**
 * Column and direction from a text such as "score-descending".
 *
 * @param {string} sort
 */
export const sortFrom = (sort) => ({
  column: /** @type {keyof RankingRows} */ (sort.split("-")[0]),
  descending: sort.endsWith("-descending"),
});

/**
 * Where a place stands on the scale from the first to the last, in per cent.
 *
 * @param {number} place
 * @param {number} count
 */
export const percentAt = (place, count) => (100 * (place - 1)) / Math.max(count - 1, 1);

export class Ranking {
  /**
   * @param {{frame: Element, facts: Facts, wishes: string[], onSort: (sort: string) => void}} parts
   */
  constructor({ frame, facts, wishes, onSort }) {
    this.facts = facts;
    this.wishes = wishes;
    this.onSort = onSort;
    /** @type {ReturnType<typeof sortFrom>} */
    this.sort = { column: "rank", descending: false };
    this.points = new Intl.NumberFormat(facts.lang, {
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    const { words } = facts;
    this.empty = html("p", { class: "caption", hidden: "" }, words.ranking_empty, frame);
    this.region = tableRegion({
      kind: "table long ranking",
      label: words.ranking_caption,
      parent: frame,
    });
    const table = html("table", {}, "", this.region);
    html("caption", {}, words.ranking_caption, table);
    this.heads = this.drawHead(html("tr", {}, "", html("thead", {}, "", table)));
    this.body = html("tbody", {}, "", table);
    this.rows = facts.keys.map((key, n) => this.drawRow(key, n));
  }

  /** @param {Element} row */
  drawHead(row) {
    const { words } = this.facts;
    const columns = COLUMNS.map(({ key, word, numeric }) => ({ key, text: words[word], numeric }));
    const wishes = this.wishes.map((name, n) => ({ key: WISHES[n], text: name, numeric: true }));
    return [...columns, ...wishes].map(({ key, text, numeric }) => {
      const cell = html("th", { scope: "col", class: numeric ? "number-cell" : "" }, "", row);
      const button = html("button", { type: "button", class: "sort" }, text, cell);
      button.title = fill(words.sort_by, { name: text.replace("\u00ad", "") });
      button.addEventListener("click", () => {
        const again = this.sort.column === key && !this.sort.descending;
        this.onSort(`${key}-${again ? "descending" : "ascending"}`);
      });
      return { key, cell };
    });
  }

  /**
   * @param {string} key
   * @param {number} n
   */
  drawRow(key, n) {
    const row = html("tr", { "data-row": key });
    const cell = () => html("td", {}, "", row);
    const number = () => html("td", { class: "number-cell" }, "", row);
    const rank = number();
    const name = html("th", { scope: "row" }, "", row);
    const attributes = { type: "button", class: "pick", "data-select": key };
    const pick = html("button", attributes, this.facts.names[n], name);
    const [status, score] = [cell(), number()];
    const band = html("td", { class: "band-cell" }, "", row);
    const text = html("span", {}, "", band);
    const track = html("span", { class: "band-track", "aria-hidden": "true" }, "", band);
    const bar = html("span", { class: "band-bar" }, "", track);
    const mark = html("span", { class: "band-mark" }, "", track);
    const wishes = { need: number(), capacity: number(), wishes: this.wishes.map(number) };
    const cells = { rank, status, score, band: text, ...wishes };
    return { row, pick, cells, bar, mark };
  }

  /**
   * Texts, order and marks of all rows; `positions` are those that pass the filters.
   *
   * @param {{rows: RankingRows, positions: number[], selected: string | null, sort: string}} parts
   */
  update({ rows, positions, selected, sort }) {
    this.sort = sortFrom(sort);
    const { column, descending } = this.sort;
    this.markHeads();
    const values = /** @type {(number | string)[]} */ (rows[column]);
    const order = sorted({ positions, values, descending });
    for (const n of order) this.fill({ n, rows, selected });
    this.replaceRows(order);
    this.region.hidden = !order.length;
    this.empty.hidden = Boolean(order.length);
    this.region.classList.toggle("waiting", rows.waiting);
    return order;
  }

  markHeads() {
    const { column, descending } = this.sort;
    for (const { key, cell } of this.heads)
      if (key !== column) cell.removeAttribute("aria-sort");
      else cell.setAttribute("aria-sort", descending ? "descending" : "ascending");
  }

  /** @param {number[]} order */
  replaceRows(order) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const hadFocus = this.body.contains(focused);
    this.body.replaceChildren(...order.map((n) => this.rows[n].row));
    if (hadFocus && focused?.isConnected) focused.focus({ preventScroll: true });
  }

  /** @param {{n: number, rows: RankingRows, selected: string | null}} parts */
  fill({ n, rows, selected }) {
    const { cells, pick, bar, mark } = this.rows[n];
    const points = (/** @type {number} */ value) =>
      Number.isNaN(value) ? DASH : this.points.format(value);
    const [low, high, rank] = [rows.low[n], rows.high[n], rows.rank[n]];
    // Groups that cannot be told apart lead; while the bands lag behind, no letter is right.
    const group = rows.waiting || !rows.group[n] ? "" : `${rows.group[n]} · `;
    write(cells.rank, Number.isNaN(rank) ? DASH : `${group}${rank}`);
    write(cells.status, rows.status[n]);
    write(cells.score, points(rows.score[n]));
    write(cells.need, points(rows.need[n]));
    write(cells.capacity, points(rows.capacity[n]));
    cells.wishes.forEach((cell, k) => {
      const place = rows[WISHES[k]][n];
      write(cell, Number.isNaN(place) ? DASH : String(place));
    });
    write(cells.band, Number.isNaN(low) ? DASH : `${Math.round(low)}–${Math.round(high)}`);
    pick.setAttribute("aria-pressed", String(this.facts.keys[n] === selected));
    drawBand({ bar, mark, low, high, rank, count: rows.rank.length });
  }
}

/**
 * @param {Element} cell
 * @param {string} text
 */
function write(cell, text) {
  if (cell.textContent !== text) cell.textContent = text;
}

/**
 * @param {{bar: HTMLElement, mark: HTMLElement, low: number, high: number, rank: number,
 *   count: number}} parts
 */
function drawBand({ bar, mark, low, high, rank, count }) {
  bar.hidden = Number.isNaN(low);
  mark.hidden = Number.isNaN(rank);
  if (!bar.hidden) {
    bar.style.left = `${percentAt(low, count)}%`;
    bar.style.width = `max(3px, ${percentAt(high - low + 1, count)}%)`;
  }
  if (!mark.hidden) mark.style.left = `${percentAt(rank, count)}%`;
}
