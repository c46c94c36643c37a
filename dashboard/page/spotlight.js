// @ts-check
// Which districts the map shows in full: what filters leave out is dim, what nobody points at faint.

/** @typedef {Set<number> | null} Positions Null stands for all districts. */

export class Spotlight {
  /** @param {SVGPathElement[]} paths */
  constructor(paths) {
    this.paths = paths;
    /** @type {Positions} That pass the filters of the list. */
    this.listed = null;
    /** @type {Positions} Framed in a chart. */
    this.framed = null;
    /** @type {Positions} Of the one class that was chosen in the legend. */
    this.kept = null;
    /** @type {Positions} Pointed at for the moment. */
    this.lit = null;
  }

  /** @param {Positions} positions */
  list(positions) {
    this.listed = positions;
    this.draw();
  }

  /** @param {Positions} positions */
  frame(positions) {
    this.framed = positions;
    this.draw();
  }

  /** @param {Positions} positions */
  keep(positions) {
    this.kept = positions;
    this.draw();
  }

  /** @param {Positions} positions */
  light(positions) {
    if (positions === this.lit) return;
    this.lit = positions;
    this.draw();
  }

  /** @param {number} n */
  isLeftOut(n) {
    return [this.listed, this.framed, this.kept].some(
      (positions) => positions && !positions.has(n),
    );
  }

  /** @param {number} n */
  isFaint(n) {
    return Boolean(this.lit) && !this.lit?.has(n);
  }

  /**
   * Classes of a district beside that of its colour.
   *
   * @param {number} n
   */
  classOf(n) {
    return (this.isLeftOut(n) ? " dim" : "") + (this.isFaint(n) ? " faint" : "");
  }

  draw() {
    this.paths.forEach(({ classList }, n) => {
      classList.toggle("dim", this.isLeftOut(n));
      classList.toggle("faint", this.isFaint(n));
    });
  }
}
