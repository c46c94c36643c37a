// What the scripts work with: files from the server, values of Dash, the state of the page.

type Box = readonly [left: number, top: number, width: number, height: number];
type Bounds = readonly [left: number, top: number, right: number, bottom: number];
type Point = readonly [x: number, y: number];
type Test = (position: number) => boolean;
type Attributes = Record<string, string | number | boolean>;
type Callback = (...values: never[]) => unknown;
type Words = Record<string, string>;
type TreeNode = string | [tag: string, attributes: Attributes, ...children: TreeNode[]];

// Dash and React, as far as they are used
interface DashValue {
  id: string;
  property: string;
  value?: unknown;
}
interface DashClientside {
  rollout: Record<string, Callback>;
  no_update: unknown;
  callback_context: {
    inputs_list: DashValue[];
    states_list: DashValue[];
    outputs_list: DashValue[] | DashValue | null;
  };
  set_props(id: string, properties: Record<string, unknown>): void;
}
interface ReactLibrary {
  createElement(tag: unknown, properties: object | null, ...children: unknown[]): unknown;
  Fragment: unknown;
  useState<State>(first: State): [State, (state: State) => void];
  useLayoutEffect(effect: () => unknown, when: unknown[]): void;
}
interface Window {
  dash_clientside: DashClientside;
  rollout_forms: Record<string, Callback>;
  React: ReactLibrary;
  ReactDOM: { flushSync(change: () => void): void };
}
interface FieldEvent {
  target: HTMLInputElement;
}
type FrameNode =
  | number
  | string
  | [tag: string, properties: Record<string, unknown>, ...children: FrameNode[]];
interface FrameProperties {
  tree: FrameNode[];
  children?: unknown;
}
interface PanelProperties {
  id: string;
  beside: boolean;
  hidden: boolean;
  children: unknown;
}
interface SelectProperties {
  id: string;
  options: { value: string; label: string }[];
  value: string;
  setProps(properties: { value: string }): void;
}
interface InputProperties {
  id: string;
  type: string;
  value: ControlValue;
  className?: string;
  setProps(properties: { value: ControlValue }): void;
}
interface IntervalProperties {
  interval: number;
  disabled: boolean;
  setProps(properties: { n_intervals: number }): void;
}
interface LinkProperties {
  id: string;
  href: string;
  children: unknown;
}
interface SwitchProperties {
  id: string;
  label: string;
  value: boolean;
  setProps(properties: { value: boolean }): void;
}

// Files of dashboard/payloads.py
interface Payloads {
  geometry: Geometry;
  facts: Facts;
  postcodes: Record<string, string[]>;
  potential: Catalogue;
  /** Municipalities with the position of their district, the largest first. */
  places: { towns: [name: string, position: number][] };
  /** Terms of the field with their meaning, by their German name. */
  /** And words of scripts that are fetched when first used. */
  terms: { terms: Record<string, [term: string, meaning: string]>; words: Words };
}
/** What the search offers: a district, a place in one, or something with a key of its own. */
interface Found {
  kind: "land" | "district" | "town" | "chamber" | "initiative" | "postcode";
  name: string;
  folded: string;
  n?: number;
  key?: string;
}
interface District {
  ags: string;
  d: string;
  /** Bounds and centre. */
  b: Bounds;
  c: Point;
  /** Keys of the districts the arrow keys lead to. */
  n: { left: string; right: string; up: string; down: string };
}
interface Land {
  key: string;
  land_name: string;
  d: string;
  b: Bounds;
  c: Point;
}
interface LetteringFacts {
  /** A short name per district. */
  names: string[];
  /** Positions of the districts, and of the cities among them, by inhabitants. */
  order: number[];
  cities: number[];
}
interface Geometry {
  viewBox: Box;
  districts: District[];
  laender: Land[];
  countries: { d: string; b: Bounds }[];
  patterns: string;
  pattern_scale: number;
}
interface LegendEntry {
  key: string;
  symbol: string;
  paint: string;
  label: string;
}
interface Seat {
  [name: string]: unknown;
  id: string;
  name: string;
  status: string;
  /** Year of its founding, if known. */
  since?: number;
  x: number;
  y: number;
}
interface Constants {
  /** Code per status of a district. */
  codes: Record<string, string>;
  target_codes: string[];
  seat_statuses: string[];
  /** Values of controls: the whole country, no filter, all targets. */
  country: string;
  everything: string;
  targets: string;
  limits: { upload: number; scenario_file: number; reason: number };
}
interface Facts {
  lang: string;
  words: Words;
  constants: Constants;
  legends: Record<string, LegendEntry[]>;
  lettering: LetteringFacts;
  keys: string[];
  names: string[];
  /** What a few districts' values rest on, by key. */
  remarks: Record<string, string>;
  types: string[];
  /** Inhabitants, null where unknown. */
  people: (number | null)[];
  chambers: string[][];
  borders: string[][];
  /** What makes a district more urgent than another: its name and the values. */
  weight: { label: string; values: (number | null)[] };
  seats: Seat[];
}

// Stores of the page
type ControlValue = string | number | boolean | null | undefined;
/** What controls show, by the name of each. */
// biome-ignore lint/suspicious/noExplicitAny: Dash types nothing
type Values = Record<string, any>;
/** A setting as it travels, in the unit of scenario.toml. */
type FieldValue = ControlValue;
type Fields = Record<string, FieldValue>;
interface Control {
  id: string;
  key: string;
  filter?: boolean;
  default: ControlValue;
  /** Of a setting: its section of the scenario, and how it is shown. */
  section?: string;
  percent?: boolean;
  year?: boolean;
  optional?: boolean;
  flag?: boolean;
  options?: string[];
  pattern?: string;
  length?: number;
  min?: number;
  max?: number;
}
interface ViewEntry {
  key: string;
  path: string;
  other: string;
  title: string;
  under: string;
  map: boolean;
}
interface PageSettings {
  controls: Control[];
  views: ViewEntry[];
  /** Settings that count only with certain values of others. */
  used_with: Record<string, Record<string, string[]>>;
  /** Whether a neighbour country takes part in any initiative of the register. */
  cross_border: boolean;
  /** Whether something can be recorded in a workspace. */
  recording: boolean;
  catalogue: Weighed;
  /** Founding logics of the shipped catalogue, as options of their list. */
  presets: { value: string; label: string }[];
  territories: { id: string; folder: string }[];
  words: Words;
}
interface Result {
  rule: string;
  /** Per rule one code per district. */
  statuses: Record<string, string>;
  cluster: number[];
  nearest_km: (number | null)[];
  need_capacity: string[];
  /** Founding potential, 0 to 100. */
  score: (number | null)[];
  /** Positions of the districts each initiative reaches. */
  areas: Record<string, number[]>;
  /** Positions of the districts in which none was found and somebody said so. */
  checks: number[];
  /** Per further layer the class of every district. */
  layers: Record<string, string[]>;
  seats?: Seat[];
}
/** Classes of all districts under settings that are not those on screen. */
interface State {
  classes: string[];
  /** How many entries of the register count. */
  entries: number;
  line: string;
}
interface Filters {
  type: string;
  status: string;
  chamber: string;
  border: string;
  cluster: string;
  needCapacity: string;
}

// What is recorded
interface RecordingProblem {
  column: string;
  text: string;
}
interface RecordingClash {
  title: string;
  seen: number;
  gone: boolean;
  /** Column, what holds now, what was to be written. */
  rows: [column: string, now: string, mine: string][];
}
interface RecordingDone {
  action: number | null;
  notes: RecordingProblem[];
}
interface RecordingTask {
  key: string;
  seen: number;
  title: string;
  state: string;
  due: string;
  districts: string;
  ags: string;
}
interface RecordingChange {
  action: number;
  when: string;
  role: string;
  text: string;
  undoes: number | null;
  can_undo: boolean;
}
interface RecordingInitiative {
  key: string;
  seen: number;
  name: string;
  linked: boolean;
  districts: string[];
  since: string;
}
interface RecordingStudy {
  title: string;
  line: string;
  finding: string;
  others: string;
  source: string;
}
/** A founding to be closed, with initiatives of its districts. */
interface RecordingClosing {
  key: string;
  seen: number;
  name: string;
  today: string;
  districts: string[];
  initiatives: [key: string, name: string][];
  network_states: [key: string, text: string][];
}
interface RecordingFounding {
  key: string;
  seen: number;
  name: string;
  reached: string;
  when: string;
  steps: [key: string, text: string][];
}
interface RecordingCheck {
  answer: string;
  text: string;
  asked: string;
  when: string;
  others: string;
  note: string;
  source: string;
}
interface RecordingOffice {
  name: string;
  phone: string;
  website: string;
  line: string;
  last: string;
  /** Further districts without an initiative that the same call can settle, and their names. */
  others: string[];
  names: string;
}
interface RecordingDistrict {
  ags: string;
  /** Kinds of records that may be changed here. */
  may: string[];
  name: string;
  today: string;
  answers: [key: string, text: string][];
  checks: RecordingCheck[];
  offices: RecordingOffice[];
  tasks: RecordingTask[];
  notes: { text: string; when: string; role: string }[];
  initiatives: RecordingInitiative[];
  network_states: [key: string, text: string][];
  studies: RecordingStudy[];
  foundings: RecordingFounding[];
  history: RecordingChange[];
}
interface RecordingAgenda {
  tasks: RecordingTask[];
  changes: RecordingChange[];
  number: number;
}
interface RecordingParts {
  about: RecordingDistrict;
  words: Words;
  place: Element;
}

// White spots
interface Entry {
  ags: string;
  note: string;
}

// Potential
interface OwnWeights {
  dimensions: Record<string, number>;
  indicators: Record<string, number>;
}
interface WeightRow {
  range: HTMLInputElement;
  number: HTMLInputElement;
  share: HTMLOutputElement;
}
interface Indicator {
  id: string;
  name: string;
  long: string;
  dimension: string;
  unit: string;
  decimals: number;
}
interface Dimension {
  id: string;
  name: string;
  axis: string;
}
interface Preset {
  weights: number[];
  directions: string;
  assumes: string;
  misses: string;
}
interface Scoring {
  /** Lowest value in a geometric mean, smallest difference that counts. */
  floor: number;
  slack: number;
  /** Lowest scores of the classes above the first. */
  /** Column of the distance to the nearest initiative. */
  nearest: string;
}
/** An indicator that a hard limit may name. */
interface Limited {
  id: string;
  name: string;
  unit: string;
}
/** What became of a file with the weights of several people. */
interface ExpertsAnswer {
  lines: string[];
  fields?: Fields;
}
interface Catalogue {
  indicators: Indicator[];
  limited: Limited[];
  /** Names of the logics whose ranks stand side by side in the list. */
  wishes: string[];
  dimensions: Dimension[];
  presets: Record<string, Preset>;
  values: Record<string, (number | null)[]>;
  scoring: Scoring;
}
/** Lowest scores of the classes above the first, by founding logic and aggregation. */
type ClassLimits = Record<string, Record<string, number[]>>;
interface PackedMatrix {
  columns: string[];
  axes: string[];
  values: (number | null)[][];
  filled: number[][];
  /** Positions of districts that a hard limit leaves out. */
  out: number[];
  limits: ClassLimits;
}
interface Matrix {
  columns: string[];
  axes: string[];
  values: Float64Array[];
  filled: Set<number>[];
  out: Set<number>;
  limits: ClassLimits;
}
interface ScoreSettings {
  aggregation: string;
  minKnown: number;
  floor: number;
  slack: number;
}
interface Contribution {
  column: string;
  value: number;
  share: number;
  points: number;
}
interface Bands {
  low: (number | null)[];
  high: (number | null)[];
  top_share: (number | null)[];
  group: string[];
  score: (number | null)[];
  nearest_km: (number | null)[];
  wishes: (number | null)[][];
}
interface PotentialScenario extends Fields {
  preset: string;
  normalisation: string;
  aggregation: string;
  missing_rule: string;
  outliers: string;
  min_known_share: number;
  diffusion_share: number;
  dimension_weights: string;
  indicator_weights: string;
  indicator_least: string;
  indicator_most: string;
  score_classes: string;
  class_limits: string;
  own?: string;
}
interface PotentialRequest {
  result: Result;
  selected: string | null;
  land: string;
  layer: string;
  find: string;
  only: string;
  sort: string;
  scenario: PotentialScenario;
}
interface PotentialResult {
  score: number[];
  rank: number[];
  need: number[];
  capacity: number[];
  weights: number[];
}
interface PotentialTools {
  facts: Facts;
  catalogue: Catalogue;
  map: import("./page/map.js").DistrictMap;
  panel: import("./views/potential/weights.js").WeightPanel;
  limits: import("./views/potential/limits.js").LimitPanel;
  ranking: import("./views/potential/ranking.js").Ranking;
  scatter: import("./views/potential/scatter.js").Scatter;
}
interface PotentialState {
  tools: PotentialTools;
  request: PotentialRequest;
  matrix: Matrix;
}
interface RankingRows extends PotentialResult {
  waiting: boolean;
  name: string[];
  status: string[];
  low: number[];
  high: number[];
  group: string[];
  wish0: number[];
  wish1: number[];
}

// Plan and foundings
interface PlanPick {
  ags: string;
  field: "require" | "exclude";
  reason: string;
}
interface PickTexts {
  require: string;
  exclude: string;
}
interface HandTexts {
  fixed_regions: string;
  dropped_regions: string;
}
/** Land above the map and area among the settings of the plan, as their controls hold them. */
interface PlanPlace {
  land: string;
  area: string;
}
/** A region of the plan: position of its hub, name, positions of its districts. */
interface PlanRegion {
  hub: number;
  name: string;
  members: number[];
}
interface PlanMap {
  classes: string[];
  /** In the order of their numbers. */
  regions: PlanRegion[];
  /** Positions of the districts of the area; null: the whole country. */
  inside: number[] | null;
}
interface PlanRequest {
  settings: Record<string, ControlValue>;
  scenario: Record<string, unknown>;
}
/** Settings kept by name: as a scenario file, and as plan A travels in the address. */
interface PlanKeptScenario {
  key: string;
  seen: number;
  name: string;
  settings: string;
  coded: string;
}
/** An approved plan: when and by whom, whether it is in force, what has become of it. */
interface PlanKept extends PlanKeptScenario {
  line: string;
  state: string;
  waves: string[];
  regions: string[][];
}
interface PlanKeptAll {
  may_keep: boolean;
  may_see: boolean;
  scenarios: PlanKeptScenario[];
  plans: PlanKept[];
}
interface PlanChanges {
  title: string;
  causes: string[];
  rates: string[][];
  rate_head: string[];
  districts: { ags: string; name: string; status: string; why: string }[];
  more: number;
}
/** A plan of the front; its settings plan it, null where it is the one on screen. */
interface PlanPoint {
  days: number;
  share: number;
  kind: string;
  label: string;
  settings: Fields | null;
}
interface PlanFront {
  axes: string[];
  points: PlanPoint[];
  legend: [string, string][];
}
interface PlanCurve {
  counts: number[];
  lines: { name: string; shares: number[] }[];
  stop: number;
}
interface ChartSeries {
  kind: string;
  class: string;
  /** Place, value, and the upper value of a band or the label of a point. */
  points: [number, number, (number | string)?][];
}
interface ChartSpec {
  label: string;
  x: { min: number; max: number; title: string; ticks: [number, string][] };
  y: { max: number; ticks: [number, string][] };
  series: ChartSeries[];
  legend: [string, string][];
}
interface SeriesParts {
  element: SVGElement;
  series: ChartSeries;
  x: (at: number) => number;
  y: (value: number) => number;
}

// Own files
interface Years {
  min: number;
  max: number;
}
interface UploadReport {
  kind: string;
  rows: number;
  lines: { level: string; text: string }[];
  more: number;
  own: string;
  files: string[];
  past: string;
  years: Years;
  catalogue: Weighed;
  cross_border: boolean;
  list?: ListSheet;
  indicator?: IndicatorOffer;
  form?: CatalogueForm;
}
/** Columns that may become indicators, see `offer` in server/own_indicator.py. */
interface IndicatorOffer {
  columns: IndicatorColumn[];
  places: string[][];
  kinds: string[][];
}
interface IndicatorColumn {
  column: string;
  name: string;
  unit: string;
  year: number | null;
  kind: string;
  examples: string[];
}
/** What weights may name, see `weighed` in page/catalogue.py. */
interface Weighed {
  presets: string[];
  indicators: string[];
  dimensions: string[];
  limited: string[];
}
/** What the form of the own catalogue says of an indicator. */
interface CatalogueSaid {
  place: string;
  direction: string;
  ideal: number | null;
  weight: number | null;
  unit: string;
  year: number | null;
}
interface CatalogueRow extends CatalogueSaid {
  id: string;
  name: string;
  changed: boolean;
}
interface CatalogueForm {
  rows: CatalogueRow[];
  places: string[][];
  file: string;
}
interface CatalogueParts {
  form: CatalogueForm;
  /** By indicator, what the visitor said. */
  said: Map<string, CatalogueSaid>;
  words: Words;
}
/** What a visitor says about a list, in the names of a mapping file. */
interface ListMapping {
  columns: Record<string, string>;
  values: { network_status: Record<string, string> };
  status?: string;
  kinds?: string[];
  districts: Record<string, string>;
  skip_doubtful?: boolean;
}
interface ListDoubt {
  line: number;
  key: string;
  name: string;
  texts: string[];
  candidates: string[][];
  decided: string;
}
interface ListSheet {
  columns: { header: string; role: string; examples: string[] }[];
  rows: number;
  status: string;
  hasStatus: boolean;
  terms: { text: string; count: number; value: string; proposal: string }[];
  doubts: ListDoubt[];
  openDoubts: number;
  skipDoubtful: boolean;
  roles: string[][];
  states: string[][];
  mapping: ListMapping;
  files: Record<string, string>;
}
interface ListParts {
  frame: Element;
  list: ListSheet;
  mapping: ListMapping;
  words: Words;
}

// The one state of the scripts, see page/store.js
interface Store {
  /** What is set before Dash is there; null from then on. */
  dash: { pending: [id: string, properties: Record<string, unknown>][] | null };
  payloads: Map<string, Promise<unknown>>;
  page: {
    settings: PageSettings | null;
    view: string;
    passing: boolean;
    gathering: number;
    addressTimer: number;
    /** Whether somebody did something since the address was written last. */
    touched: boolean;
    /** What the controls show. */
    shown: Values;
  };
  busy: {
    count: number;
    /** Questions on their way for longer than nobody notices. */
    asked: Map<number, { output: string; scenario: Fields | null }>;
    /** Why the last answer did not come, or "". */
    failed: string;
    /** Scenarios: asked for without an answer, and that of the figures on screen. */
    wanted: Fields | null;
    good: Fields | null;
  };
  panels: {
    /** Id of the view the page was asked for. */
    view: string;
    made: Set<string>;
    makers: Map<string, () => void>;
    /** Per view what is to be drawn once it is made, by name. */
    waiting: Map<string, Map<string, () => void>>;
  };
  map: {
    frame: HTMLElement | null;
    drawing: import("./page/map.js").DistrictMap | null;
    land: string;
    result: Result | null;
    legend: import("./page/legend.js").LegendParts | null;
    /** Takes a district for a form; false where no form asks for any. */
    pick: ((ags: string | null) => boolean) | null;
    /** Class that the legend shows alone. */
    kept: string | null;
    /** Element that points at the map. */
    pointer: Element | null;
  };
  search: { open(): void } | null;
  /** Answers by what was asked. */
  states: Map<string, Promise<State>>;
  time: { playing: boolean };
  list: { timer: number; content: string };
  recording: {
    started: boolean;
    /** Whether a deed is on its way. */
    sending: boolean;
    selected: string | null;
    scenario: Fields | null;
    /** Deed of this page that can be taken back. */
    last: number | null;
    /** Card of a founding being drawn to another column. */
    drawn: HTMLElement | null;
    /** What was drawn of the district selected, and what had the focus in it last. */
    parts: HTMLElement | null;
    focused: HTMLElement | null;
    /** Newest change this page knows of. */
    number: number;
    timer: number;
    /** What a request that records must carry; "" where nobody signs in, null until asked. */
    form: string | null;
    /** In whose name somebody signed in writes; "" where the page may say it. */
    office: string;
  };
  shortlist: { entries: Entry[]; past: Entry[][] };
  potential: {
    tools: Promise<PotentialTools> | null;
    /** Token of the own files they were made of; "" for the shipped data. */
    toolsOf: string;
    current: PotentialState | null;
    matrices: Map<string, Promise<Matrix>>;
    /** Score, rank, need, capacity of the weights on screen. */
    result: PotentialResult | null;
    /** Bands of the scenario the server knows. */
    bands: Bands | null;
    /** Districts framed in the chart of need and capacity. */
    framed: Set<number> | null;
    /** Texts of the weights the panel set last, and those before. */
    committed: { dimension_weights: string; indicator_weights: string }[];
    panelKey: string | null;
    calls: number;
    visible: boolean;
    frame: number;
    timers: { commit: number; legend: number; table: number };
  };
  plan: {
    gathering: number;
    /** Settings of the plan asked for last, token of the plan on screen. */
    planned: PlanRequest | null;
    /** What the last job found, what it was when a plan was asked for, and the plan on the map. */
    found: object | null;
    before: object | null;
    drawn: string[] | null;
    hand: HandTexts;
    /** What Land and area held when the plan looked last, and the area the map was moved to. */
    place: PlanPlace | null;
    front: PlanFront | null;
    shown: number[] | null;
    /** Plan anew once the settings have followed a decision by hand. */
    again: boolean;
    /** Until when it is planned anew whenever something changes. */
    againUntil: number;
    keeping: boolean;
    token: string | null;
    clicks: number[];
    picks: PlanPick[];
    picksText: string | null;
    waves: string[] | null;
  };
  foundings: {
    charts: Map<Element, { spec: ChartSpec; width: number }>;
    watcher: ResizeObserver | null;
  };
  own: {
    token: string | null;
    files: string[];
    /** Day in the past whose records are shown, in words; "" for today. */
    past: string;
    gone: boolean;
    years: Years | null;
    /** Whether neighbour countries take part in the own register; null with the shipped one. */
    crossBorder: boolean | null;
    shippedYears: Years | null;
    check: Promise<boolean> | null;
    started: boolean;
    /** What the visitor says about the list being mapped. */
    mapping: ListMapping | null;
    /** What the own catalogue weighs; null with the shipped one. */
    catalogue: Weighed | null;
    /** All founding logics of the page. */
  };
}
