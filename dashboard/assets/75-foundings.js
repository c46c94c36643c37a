"use strict";
// Foundings: draw the figures at the width they have, open profiles without losing the settings.
(function () {
  const rollout = window.rollout;
  const callbacks = window.dash_clientside.rollout;
  const SVG = "http://www.w3.org/2000/svg";
  const BOX = { height: 300, left: 48, right: 20, top: 20, bottom: 30, title: 20 };
  const LEAST_WIDTH = 260;
  const LETTER = 8;
  const drawn = new Map();

  function part(name, attributes, parent, text) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    parent.append(made);
    return made;
  }

  const path = (points) => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");

  // Corners of a staircase: every value holds until the next one.
  function stairs(points) {
    const corners = [];
    points.forEach(([x, y], n) => {
      if (n) corners.push([x, points[n - 1][1]]);
      corners.push([x, y]);
    });
    return corners;
  }

  const DRAW = {
    band(svg, { points, class: kind }, x, y) {
      const low = stairs(points.map(([at, value]) => [x(at), y(value)]));
      const high = stairs(points.map(([at, , value]) => [x(at), y(value)]));
      part("polygon", { class: `band ${kind}`, points: path([...low, ...high.reverse()]) }, svg);
    },
    step(svg, { points, class: kind }, x, y) {
      const corners = stairs(points.map(([at, value]) => [x(at), y(value)]));
      part("polyline", { class: `line ${kind}`, points: path(corners) }, svg);
    },
    line(svg, { points, class: kind }, x, y) {
      part("polyline", { class: `line ${kind}`, points: path(points.map(([at, value]) => [x(at), y(value)])) }, svg);
    },
    points(svg, { points }, x, y) {
      for (const [at, value, label] of points) {
        part("circle", { class: "dot", cx: x(at), cy: y(value), r: 4 }, svg);
        part("text", { x: x(at) + 6, y: y(value) - 6 }, svg, label);
      }
    },
    ticks(svg, { points }, x, y) {
      for (const [at, value] of points)
        part("line", { class: "tick-mark", x1: x(at), x2: x(at), y1: y(value) - 5, y2: y(value) + 5 }, svg);
    },
  };

  // Labels of the axis that do not run into each other.
  function spread(ticks, x) {
    let end = -Infinity;
    return ticks.filter(([at, label]) => {
      const half = (label.length * LETTER) / 2;
      if (x(at) - half < end) return false;
      end = x(at) + half + LETTER;
      return true;
    });
  }

  function chart(spec, width) {
    const { height, left, right, top } = BOX;
    const bottom = BOX.bottom + (spec.x.title ? BOX.title : 0);
    const span = Math.max(spec.x.max - spec.x.min, 1e-9);
    const x = (at) => left + ((width - left - right) * (at - spec.x.min)) / span;
    const y = (value) => height - bottom - ((height - top - bottom) * value) / spec.y.max;
    const svg = document.createElementNS(SVG, "svg");
    const attributes = { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": spec.label };
    for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
    for (const [value, label] of spec.y.ticks) {
      part("line", { class: "grid", x1: left, x2: width - right, y1: y(value), y2: y(value) }, svg);
      part("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, svg, label);
    }
    for (const [at, label] of spread(spec.x.ticks, x))
      part("text", { x: x(at), y: height - bottom + 18, "text-anchor": "middle" }, svg, label);
    if (spec.x.title)
      part("text", { x: (left + width - right) / 2, y: height - 8, "text-anchor": "middle" }, svg, spec.x.title);
    for (const entry of spec.series) DRAW[entry.kind](svg, entry, x, y);
    return svg;
  }

  function legend(entries) {
    const list = rollout.html("ul", { class: "foundings-legend" }, "");
    for (const [kind, label] of entries) {
      const item = rollout.html("li", {}, "", list);
      const swatch = document.createElementNS(SVG, "svg");
      for (const [key, value] of Object.entries({ width: 34, height: 14, "aria-hidden": "true" }))
        swatch.setAttribute(key, value);
      if (kind.startsWith("band")) part("rect", { class: kind, width: 34, height: 14 }, swatch);
      else part("line", { class: `line ${kind}`, x1: 0, x2: 34, y1: 7, y2: 7 }, swatch);
      item.append(swatch, label);
    }
    return list;
  }

  function draw(place) {
    const { spec, width } = drawn.get(place);
    const now = Math.max(place.clientWidth, LEAST_WIDTH);
    if (!place.clientWidth || now === width) return;
    drawn.set(place, { spec, width: now });
    place.replaceChildren(chart(spec, now), legend(spec.legend));
  }

  const watcher = new ResizeObserver((entries) => {
    for (const { target } of entries) if (drawn.has(target)) draw(target);
  });

  callbacks.boardChart = function (spec, id) {
    const place = document.getElementById(id);
    if (!place) return window.dash_clientside.no_update;
    drawn.delete(place);
    place.replaceChildren();
    if (spec) {
      drawn.set(place, { spec, width: 0 });
      draw(place);
      watcher.observe(place);
    }
    return window.dash_clientside.no_update;
  };

  // A district of the board opens its profile; what the address holds goes along.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-profile]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const [target, tail] = document.getElementById("nav-spots").getAttribute("href").split("?");
    const query = new URLSearchParams(tail);
    query.set("district", link.dataset.profile);
    history.pushState(null, "", `${target}?${query}`);
    dispatchEvent(new PopStateEvent("popstate"));
  });
})();
