// @ts-check
// What the page remembers while it is open: no other script keeps a state of its own.

/** @type {Store} */
export const store = {
  dash: { pending: [] },
  payloads: new Map(),
  page: { settings: null, view: "", passing: false, gathering: 0, addressTimer: 0 },
  map: { frame: null, drawing: null, land: "", result: null },
  list: { timer: 0, content: "" },
  shortlist: { entries: [], past: [] },
  potential: {
    tools: null,
    toolsOf: "",
    current: null,
    matrices: new Map(),
    result: null,
    bands: null,
    committed: [],
    panelKey: null,
    calls: 0,
    visible: false,
    frame: 0,
    timers: { commit: 0, legend: 0, table: 0 },
  },
  plan: {
    gathering: 0,
    planned: null,
    token: null,
    clicks: [],
    picks: [],
    picksText: null,
    waves: null,
  },
  foundings: { charts: new Map(), watcher: null },
  own: {
    token: null,
    files: [],
    gone: false,
    years: null,
    crossBorder: null,
    shippedYears: null,
    check: null,
    started: false,
    mapping: null,
    catalogue: null,
    presets: null,
  },
};
