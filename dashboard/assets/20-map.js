"use strict";
// The map: 400 focusable districts, zoom by viewBox, recoloured by class.
(function () {
  const SVG = "http://www.w3.org/2000/svg";
  const rollout = window.rollout;
  const ARROWS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
  const ZOOM_STEP = 1.5;
  const MAX_ZOOM = 24;
  const DRAG_PX = 5;
  const SMALL_PX = 16;

  function element(name, attributes, parent) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    if (parent) parent.append(made);
    return made;
  }

  function html(name, attributes, text, parent) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    if (text) made.textContent = text;
    if (parent) parent.append(made);
    return made;
  }
  rollout.html = html;

  class DistrictMap {
    constructor(frame, geometry, facts) {
      this.frame = frame;
      this.geometry = geometry;
      this.facts = facts;
      this.words = facts.words;
      this.position = new Map(geometry.districts.map((district, n) => [district.ags, n]));
      this.full = geometry.viewBox;
      this.box = [...this.full];
      this.current = 0;
      this.labels = [];
      this.drawTools();
      this.drawMap();
      this.listen();
    }

    drawTools() {
      const tools = html("div", { class: "zoom no-print" }, "", this.frame);
      const add = (word, text, action) => {
        const button = html("button", { type: "button", "aria-label": this.words[word] }, text, tools);
        button.title = this.words[word];
        button.addEventListener("click", action);
        return button;
      };
      this.firstTool = add("zoom_in", "+", () => this.zoom(ZOOM_STEP));
      add("zoom_out", "−", () => this.zoom(1 / ZOOM_STEP));
      add("zoom_all", "⤢", () => this.show(this.full));
      this.districtTool = add("zoom_district", "◎", () => this.showDistrict(this.selected));
      this.districtTool.disabled = true;
      const seats = add("show_seats", "●", () => {
        const hidden = this.seats.classList.toggle("hidden");
        seats.setAttribute("aria-pressed", String(!hidden));
      });
      seats.setAttribute("aria-pressed", "true");
      this.card = html("div", { class: "card", hidden: "" }, "", this.frame);
    }

    drawMap() {
      const help = html("p", { id: "map-help", class: "only-read" }, this.words.map_help, this.frame);
      this.svg = element("svg", {
        class: "map", role: "group", "aria-label": this.words.map, "aria-describedby": help.id,
        viewBox: this.full.join(" "),
      }, this.frame);
      const patterns = new DOMParser().parseFromString(this.geometry.patterns, "image/svg+xml");
      this.svg.append(document.importNode(patterns.querySelector("defs"), true));
      this.patterns = [...this.svg.querySelectorAll("pattern:not([id^=swatch])")];
      const layer = (name, hidden) =>
        element("g", hidden ? { class: name, "aria-hidden": "true" } : { class: name }, this.svg);
      const outlines = (name, rows, kind) => {
        const group = layer(name, true);
        for (const { d } of rows) element("path", { class: kind, d }, group);
      };
      outlines("countries", this.geometry.countries, "country");
      const group = layer("districts", false);
      this.paths = this.geometry.districts.map(({ ags, d }, n) =>
        element("path", {
          "data-ags": ags, class: "d", d, role: "button", "aria-pressed": "false",
          tabindex: n === 0 ? "0" : "-1", "aria-label": this.facts.names[n],
        }, group)
      );
      outlines("laender", this.geometry.laender, "land");
      this.area = layer("area", true);
      this.seats = layer("seats", true);
      this.useSeats(this.facts.seats);
      const marks = layer("marks", true);
      this.chosen = ["chosen-outer", "chosen-inner"].map((name) => element("path", { class: name }, marks));
      this.ring = ["ring-outer", "ring-inner"].map((name) => element("path", { class: name }, marks));
    }

    useSeats(seats) {
      if (seats === this.seatList) return;
      this.seatList = seats;
      this.seats.replaceChildren();
      for (const seat of seats) this.drawSeat(seat);
    }

    drawSeat({ id, name, status, x, y }) {
      const group = element("g", { class: `seat seat-${status}`, "data-area": id }, this.seats);
      for (const part of ["seat-edge", "seat-fill"])
        element("path", { class: part, d: `M${x} ${y}h.1` }, group);
      element("title", {}, group).textContent = name;
    }

    listen() {
      const district = (event) => event.target.closest("path[data-ags]");
      const on = (name, action, options) => this.svg.addEventListener(name, action, options);
      on("pointerover", (event) => district(event) && this.tell(district(event)));
      this.frame.addEventListener("pointerleave", () => this.hush());
      // On the frame: Chromium puts an <svg> with focus listeners into the tab order.
      this.frame.addEventListener("focusin", (event) => district(event) && this.focused(district(event)));
      this.frame.addEventListener("focusout", (event) => district(event) && this.blurred());
      on("keydown", (event) => this.key(event));
      on("click", (event) => this.click(event, district(event)));
      on("wheel", (event) => this.wheel(event), { passive: false });
      new ResizeObserver(() => this.outline(this.chosen, this.paths[this.position.get(this.selected)])).observe(this.svg);
      this.pointers = new Map();
      on("pointerdown", (event) => this.press(event));
      on("pointermove", (event) => this.move(event));
      for (const name of ["pointerup", "pointercancel"]) on(name, (event) => this.release(event));
    }

    // Colours and words of all districts at once; nothing is fetched.
    paint(symbols, labels) {
      this.labels = labels;
      this.paths.forEach((path, n) => {
        path.setAttribute("class", `d ${symbols[n]}${this.kept && !this.kept.has(n) ? " dim" : ""}`);
        path.setAttribute("aria-label", `${this.facts.names[n]}, ${labels[n]}`);
      });
    }

    keep(positions) {
      this.kept = positions;
      this.paths.forEach((path, n) => path.classList.toggle("dim", Boolean(positions) && !positions.has(n)));
    }

    select(ags) {
      if (this.selected === ags) return;
      const before = this.paths[this.position.get(this.selected)];
      if (before) before.setAttribute("aria-pressed", "false");
      this.selected = ags;
      this.districtTool.disabled = !ags;
      const path = this.paths[this.position.get(ags)];
      this.outline(this.chosen, path);
      if (!path) return;
      path.setAttribute("aria-pressed", "true");
      this.rove(this.position.get(ags));
    }

    outline(marks, path) {
      for (const mark of marks)
        if (path) mark.setAttribute("d", path.getAttribute("d") + this.halo(path));
        else mark.removeAttribute("d");
    }

    // A circle around a district too small to be seen at this zoom.
    halo(path) {
      const { b, c } = this.geometry.districts[this.position.get(path.dataset.ags)];
      const unit = this.unit();
      if (!Number.isFinite(unit)) return "";  // the map is hidden
      if (Math.max(b[2] - b[0], b[3] - b[1]) > SMALL_PX * unit) return "";
      const r = SMALL_PX * unit;
      return `M${c[0] - r} ${c[1]}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    }

    rove(n) {
      this.paths[this.current].setAttribute("tabindex", "-1");
      this.current = n;
      this.paths[n].setAttribute("tabindex", "0");
    }

    focused(path) {
      this.rove(this.position.get(path.dataset.ags));
      if (path.matches(":focus-visible")) this.outline(this.ring, path);
      this.tell(path);
    }

    blurred() {
      for (const path of this.ring) path.removeAttribute("d");
      this.hush();
    }

    tell(path) {
      const n = this.position.get(path.dataset.ags);
      this.card.replaceChildren();
      html("strong", {}, this.facts.names[n], this.card);
      html("span", {}, this.labels[n], this.card);
      this.card.hidden = false;
    }

    hush() {
      this.card.hidden = true;
    }

    key(event) {
      const { n } = this.geometry.districts[this.current];
      const last = this.paths.length - 1;
      const target = ARROWS[event.key]
        ? this.position.get(n[ARROWS[event.key]])
        : { Home: 0, End: last }[event.key];
      const actions = {
        "+": () => this.zoom(ZOOM_STEP), "-": () => this.zoom(1 / ZOOM_STEP), 0: () => this.show(this.full),
        Enter: () => this.choose(this.current), " ": () => this.choose(this.current),
        Escape: () => this.leave(),
      };
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target !== undefined) this.go(target);
      else if (actions[event.key]) actions[event.key]();
      else if (!ARROWS[event.key]) return;
      event.preventDefault();
    }

    go(n) {
      const [x, y] = this.geometry.districts[n].c;
      const [left, top, width, height] = this.box;
      const seen = x >= left && x <= left + width && y >= top && y <= top + height;
      if (!seen) this.show([x - width / 2, y - height / 2, width, height]);
      this.paths[n].focus({ preventScroll: true });
    }

    // The first Escape takes the card and the highlighted area away, the next one leaves the map.
    leave() {
      if (!this.card.hidden || this.areaOf) {
        this.hush();
        this.showArea(null);
      } else this.firstTool.focus();
    }

    choose(n) {
      const { ags } = this.geometry.districts[n];
      rollout.set("selected", { data: ags === this.selected ? null : ags });
    }

    click(event, path) {
      if (this.dragged) return;
      const seat = event.target.closest("[data-area]");
      if (seat) this.showArea(seat.dataset.area);
      else if (path) this.choose(this.position.get(path.dataset.ags));
    }

    // Districts an initiative reaches, outlined; the same one again takes it away.
    showArea(id) {
      this.area.replaceChildren();
      this.areaOf = id === this.areaOf ? null : id;
      const positions = (this.areas && this.areas[this.areaOf]) || [];
      for (const n of positions) element("path", { class: "reach", d: this.geometry.districts[n].d }, this.area);
      const seat = this.seatList.find((entry) => entry.id === this.areaOf);
      if (!seat) return;
      this.card.replaceChildren();
      html("strong", {}, rollout.fill(this.words.area_of, seat), this.card);
      html("span", {}, `${positions.length} ${this.words.districts}`, this.card);
      this.card.hidden = false;
    }

    useAreas(areas) {
      this.areas = areas;
      for (const seat of this.seats.children) seat.classList.toggle("hidden", !(seat.dataset.area in areas));
      if (this.areaOf) this.showArea(this.areaOf);
    }

    showDistrict(ags) {
      const district = this.geometry.districts[this.position.get(ags)];
      if (district) this.fit(district.b, 4);
    }

    showLand(key) {
      const land = this.geometry.laender.find((entry) => entry.key === key);
      if (land) this.fit(land.b, 1.15);
      else this.show(this.full);
    }

    fit([left, top, right, bottom], margin) {
      const ratio = this.full[3] / this.full[2];
      const width = Math.max(right - left, (bottom - top) / ratio) * margin;
      const height = width * ratio;
      this.show([(left + right - width) / 2, (top + bottom - height) / 2, width, height]);
    }

    zoom(factor, centre) {
      const [left, top, width, height] = this.box;
      const [x, y] = centre || [left + width / 2, top + height / 2];
      const limits = Math.min(Math.max(this.full[2] / width * factor, 1), MAX_ZOOM);
      const scale = this.full[2] / limits / width;
      this.show([x - (x - left) * scale, y - (y - top) * scale, width * scale, height * scale]);
    }

    // Show a part of the drawing, kept inside the whole and at its proportions.
    show([left, top, width]) {
      const w = Math.min(Math.max(width, this.full[2] / MAX_ZOOM), this.full[2]);
      const h = w * this.full[3] / this.full[2];
      const x = Math.min(Math.max(left, 0), this.full[2] - w);
      const y = Math.min(Math.max(top, 0), this.full[3] - h);
      this.box = [x, y, w, h];
      this.svg.setAttribute("viewBox", this.box.map((value) => value.toFixed(1)).join(" "));
      const scale = this.geometry.pattern_scale * w / this.full[2];
      for (const pattern of this.patterns) pattern.setAttribute("patternTransform", `scale(${scale})`);
      this.svg.classList.toggle("zoomed", w < this.full[2]);
      this.outline(this.chosen, this.paths[this.position.get(this.selected)]);
    }

    // Grid units per screen pixel; the drawing stands in the middle of its frame.
    unit() {
      return Math.max(this.box[2] / this.svg.clientWidth, this.box[3] / this.svg.clientHeight);
    }

    at({ clientX, clientY }) {
      const frame = this.svg.getBoundingClientRect();
      const [left, top, width, height] = this.box;
      return [
        left + width / 2 + (clientX - frame.left - frame.width / 2) * this.unit(),
        top + height / 2 + (clientY - frame.top - frame.height / 2) * this.unit(),
      ];
    }

    // The wheel scrolls the page until the map has the focus or a modifier asks for zoom.
    wheel(event) {
      const asked = event.ctrlKey || event.metaKey || this.frame.contains(document.activeElement);
      const atEnd = event.deltaY > 0 && this.box[2] >= this.full[2];
      if (!asked || (atEnd && !event.ctrlKey)) return;
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY / 400), this.at(event));
    }

    press(event) {
      this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
      this.start = { box: [...this.box], spread: this.spread(), at: [event.clientX, event.clientY] };
      this.dragged = false;
    }

    spread() {
      const [a, b] = [...this.pointers.values()];
      return b ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0;
    }

    move(event) {
      if (!this.pointers.has(event.pointerId)) return;
      this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
      if (this.pointers.size === 2) return this.pinch();
      const dx = event.clientX - this.start.at[0];
      const dy = event.clientY - this.start.at[1];
      if (!this.dragged && Math.hypot(dx, dy) < DRAG_PX) return;
      if (this.box[2] >= this.full[2]) return;
      if (!this.dragged) this.svg.setPointerCapture(event.pointerId);
      this.dragged = true;
      const unit = this.unit();
      this.show([this.start.box[0] - dx * unit, this.start.box[1] - dy * unit, this.box[2]]);
    }

    pinch() {
      const points = [...this.pointers.values()];
      const [clientX, clientY] = [0, 1].map((axis) => (points[0][axis] + points[1][axis]) / 2);
      const spread = this.spread();
      if (this.start.spread) this.zoom(spread / this.start.spread, this.at({ clientX, clientY }));
      this.start.spread = spread;
      this.dragged = true;
    }

    release(event) {
      this.pointers.delete(event.pointerId);
      this.start = { ...this.start, box: [...this.box], spread: 0 };
    }
  }

  rollout.frame = html("div", { class: "map-inner" });
  rollout.map = rollout.ready.then(({ geometry, facts }) => {
    let map;
    return () => (map = map || new DistrictMap(rollout.frame, geometry, facts));
  });
})();
