// @ts-check
// Numbered pins on the hubs of the regions of a plan, and the outlines of these.
import { svg } from "./dom.js";
import { outlineOf } from "./outline.js";

export const PIN_PX = 10;
const EDGE_PX = 1.6;
const NUMBER_PX = 11.5;

export class Pins {
  /** @param {import("./map.js").DistrictMap} map */
  constructor(map) {
    this.map = map;
    this.outlines = svg("g", { class: "regions", "aria-hidden": "true" });
    map.area.before(this.outlines);
    this.group = svg("g", { class: "pins", "aria-hidden": "true" }, map.svg);
    /** @type {PlanRegion[]} */
    this.regions = [];
  }

  /** @param {PlanRegion[]} regions Those of the plan on screen; none in other views. */
  use(regions) {
    if (regions === this.regions || !(regions.length || this.regions.length)) return;
    this.regions = regions;
    // Seats would lie under the pins.
    this.map.svg.classList.toggle("with-pins", regions.length > 0);
    this.drawOutlines();
    this.map.names.draw();
  }

  drawOutlines() {
    this.outlines.replaceChildren();
    const { districts } = this.map.geometry;
    for (const { members } of this.regions) {
      const d = outlineOf(members.map((n) => districts[n].d));
      for (const part of ["region-halo", "region-line"])
        svg("path", { class: part, d }, this.outlines);
    }
  }

  /** Draw all pins in their size on screen. */
  draw() {
    const unit = this.map.unit();
    this.group.replaceChildren();
    this.regions.forEach(({ hub }, n) => {
      const [x, y] = this.map.geometry.districts[hub].c;
      const pin = svg("g", { class: "pin", "data-pin": n }, this.group);
      const edge = { r: PIN_PX * unit, "stroke-width": EDGE_PX * unit };
      svg("circle", { cx: x, cy: y, ...edge }, pin);
      svg("text", { x, y, "font-size": NUMBER_PX * unit }, pin, String(n + 1));
    });
  }

  /**
   * The region whose hub is a district.
   *
   * @param {string} ags
   */
  at(ags) {
    return this.regions.find(({ hub }) => this.map.geometry.districts[hub].ags === ags);
  }
}
