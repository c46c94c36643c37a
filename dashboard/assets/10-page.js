"use strict";
// The state of the page: address -> controls -> scenario, and back into the address.
(function () {
  const ADDRESS_DELAY_MS = 250;
  const REST_MS = 120;
  const rollout = (window.rollout = {});
  window.dash_clientside = window.dash_clientside || {};
  const callbacks = (window.dash_clientside.rollout = {});

  rollout.load = (id) =>
    fetch(document.getElementById(id).href).then((answer) => answer.json());
  rollout.ready = Promise.all([rollout.load("geometry"), rollout.load("facts")]).then(
    ([geometry, facts]) => ({ geometry, facts })
  );
  // What the map asks for before Dash is there is kept until it is.
  let waiting = [];
  rollout.set = (id, props) =>
    waiting ? waiting.push([id, props]) : window.dash_clientside.set_props(id, props);
  rollout.started = function () {
    const kept = waiting || [];
    waiting = null;
    for (const [id, props] of kept) rollout.set(id, props);
  };
  rollout.fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  // Elements of a tree the server made: text, or [tag, attributes, ...children].
  function element(node) {
    if (typeof node === "string") return document.createTextNode(node);
    const [tag, attributes, ...children] = node;
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children.map(element));
    return made;
  }
  callbacks.elements = function (nodes, id) {
    document.getElementById(id).replaceChildren(...(nodes || []).map(element));
    return window.dash_clientside.no_update;
  };
  rollout.viewAt = (path, page) =>
    page.views.find((view) => view.path === path) || page.views[0];

  // Value of a control from the address: what the control could not hold becomes its default.
  function accepted(control, text) {
    if (text === null) return control.default;
    if (control.flag) return text === "1" ? true : text === "0" ? false : control.default;
    if (control.options) return control.options.includes(text) ? text : control.default;
    if (control.pattern)
      return new RegExp(`^(?:${control.pattern})$`).test(text) ? text : control.default;
    if (control.length) return text.slice(0, control.length);
    const number = text.trim() === "" ? NaN : Number(text);
    if (!Number.isFinite(number)) return control.default;
    return Math.min(Math.max(number, control.min), control.max);
  }

  function written(control, value) {
    return control.flag ? (value ? "1" : "0") : String(value ?? "");
  }

  // An own register may begin and end in other years.
  const controlsOf = (page) =>
    page.controls.map((control) =>
      control.key === "year" && rollout.years ? { ...control, ...rollout.years, default: rollout.years.max } : control
    );
  const limitsOf = (page) => Object.fromEntries(controlsOf(page).map((control) => [control.key, control]));

  callbacks.restore = async function (search, page) {
    const query = new URLSearchParams(search || "");
    await rollout.ownKnown();
    const values = controlsOf(page).map((control) => accepted(control, query.get(control.key)));
    let district = query.get("district");
    if (district !== null) {
      const { facts } = await rollout.ready;
      if (!facts.keys.includes(district)) district = null;
    }
    setTimeout(rollout.started); // what was asked for meanwhile comes after what the address says
    return [...values, district];
  };

  const wholeRegister = (year, page) => Number(year) >= limitsOf(page).year.max;

  const within = (value, { min, max }) =>
    value !== "" && value !== null && Number(value) >= min && Number(value) <= max;

  // The scenario follows a dragged control once it rests; a number outside its limits is not sent.
  let asked = 0;
  callbacks.scenario = async function (rule, radius, year, confidence, federal, ...potential) {
    const [own, page] = potential.splice(-2);
    const [preset, normalisation, aggregation, missing, outliers, known, diffusion, weights] = potential;
    const skip = window.dash_clientside.no_update;
    const mine = ++asked;
    if (mine > 1) await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const limits = limitsOf(page);
    const fits = within(radius, limits.radius) && within(known, limits.known) && within(diffusion, limits.diffusion);
    if (mine !== asked || !fits || !(await rollout.weightsCount(preset, weights))) return skip;
    if (own && !(await rollout.ownAlive(own))) return skip;
    const asOf = wholeRegister(year, page) ? null : Number(year);
    return {
      rule, radius: Number(radius), year: asOf, confidence, federal, preset, normalisation, aggregation,
      missing, outliers, known: Number(known), diffusion: Number(diffusion), weights,
      ...(own ? { own } : {}),
    };
  };

  const BY_RADIUS = ["point", "share"];
  callbacks.readouts = function (rule, year, reach, page) {
    const { year_all, year_end } = page.words;
    const text = wholeRegister(year, page) ? year_all : rollout.fill(year_end, { year });
    return [rule !== "radius" && !BY_RADIUS.includes(reach), text, reach !== "travel_time"];
  };

  let timer;
  callbacks.address = function (path, selected, ...values) {
    const page = values.pop();
    const query = new URLSearchParams();
    controlsOf(page).forEach((control, n) => {
      const text = written(control, values[n]);
      if (text !== written(control, control.default)) query.set(control.key, text);
    });
    if (selected) query.set("district", selected);
    const tail = query.size ? `?${query}` : "";
    clearTimeout(timer);
    timer = setTimeout(
      () => history.replaceState(history.state, "", location.pathname + tail + location.hash),
      ADDRESS_DELAY_MS
    );
    const links = page.views.map((view) => view.path + tail);
    const plan = page.views.findIndex(({ key }) => key === "plan");
    return [...links, links[plan], rollout.viewAt(path, page).other + tail];
  };

  let shown;
  function show(view, page) {
    document.title = view.title;
    document.body.dataset.view = view.key;
    for (const { key } of page.views) {
      const link = document.getElementById(`nav-${key}`);
      if (key === view.key) link.setAttribute("aria-current", "page");
      else if (key === view.under) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      document.getElementById(`view-${key}`).hidden = key !== view.key;
    }
    for (const id of ["what-counts", "map-area"]) document.getElementById(id).hidden = !view.map;
    if (shown && shown !== view.key)
      requestAnimationFrame(() => {
        document.querySelector(`#view-${view.key} h1`).focus();
        window.scrollTo(0, 0);
      });
    shown = view.key;
  }

  let pages = null;
  callbacks.view = function (path, page) {
    const view = rollout.viewAt(path, page);
    pages = page;
    show(view, page);
    if (view.map) rollout.revealSoon(); // at once when the results are in
    else rollout.reveal();
    return [...page.views.map(({ key }) => key !== view.key), !view.map, !view.map];
  };

  // Show a view in the next frame; Dash, which needs a fifth of a second, hears of it afterwards.
  let passing = false;
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest("nav a[id^='nav-']");
      const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      if (!link || !pages || passing || elsewhere) return;
      event.preventDefault();
      event.stopPropagation();
      show(rollout.viewAt(link.pathname, pages), pages);
      requestAnimationFrame(() =>
        setTimeout(() => {
          passing = true;
          link.click();
          passing = false;
        })
      );
    },
    true
  );
})();
