// @ts-check
// The map as a picture for slides: title, map, legend and source in one SVG that needs no styles.
// Everything CSS says is written into the elements, since office programs know neither variables
// nor strokes that keep their width.
import { svg } from "./dom.js";

export const SIZE = { width: 1920, height: 1080 };
const MARGIN = 56;
const TEXT_WIDTH = 620;
const MAP_LEFT = MARGIN + TEXT_WIDTH + 44;
const FAMILY = "'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";
const LINE = 1.26;
const NOTE_PX = 14;
/** Room around the map, as a share of its part on screen. */
const AROUND = 0.03;
const PAINT = [
  "fill",
  "stroke",
  "opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
];
const LETTERS = ["font-size", "font-weight", "letter-spacing", "text-anchor"];
const SHAPES = "path, rect, circle, stop";
/** How much thicker lines are than on the screen, since a slide is seen from afar. */
const BOLDER = 1.25;
const MIDDLE_EM = 0.35;

/**
 * Words of a text in lines of a width.
 *
 * @param {{text: string, width: number, measure: (text: string) => number}} parts
 * @returns {string[]}
 */
export function lines({ text, width, measure }) {
  /** @type {string[]} */
  const rows = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = rows.at(-1);
    if (last !== undefined && measure(`${last} ${word}`) <= width)
      rows[rows.length - 1] = `${last} ${word}`;
    else rows.push(word);
  }
  return rows;
}

/**
 * Name of a file out of what it shows, for every system.
 *
 * @param {{parts: string[], day: string, ending: string}} parts
 */
export function fileName({ parts, day, ending }) {
  const plain = (/** @type {string} */ text) =>
    text
      .toLowerCase()
      .replace(/[äöü]/g, (sign) => ({ ä: "ae", ö: "oe", ü: "ue" })[sign] ?? sign)
      .replace(/ß/g, "ss")
      .normalize("NFD")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
  return `${[...parts.map(plain), day].filter(Boolean).join("_")}.${ending}`;
}

/**
 * Write what the page's styles say about an element into its copy.
 *
 * @param {{from: Element, to: Element, unit: number}} parts `unit`: drawing units per slide pixel.
 */
function freeze({ from, to, unit }) {
  const style = getComputedStyle(from);
  const isText = from instanceof SVGTextElement;
  for (const name of isText ? [...PAINT, ...LETTERS] : PAINT) {
    const value = style.getPropertyValue(name);
    if (value && value !== "normal") to.setAttribute(name, value.replaceAll('"', ""));
  }
  const width = Number.parseFloat(style.strokeWidth);
  const scale = style.vectorEffect === "non-scaling-stroke" ? unit * BOLDER : 1;
  to.setAttribute("stroke-width", String(width * scale));
  const dashes = style.strokeDasharray;
  if (dashes !== "none" && scale !== 1)
    to.setAttribute(
      "stroke-dasharray",
      dashes.replace(/[\d.]+px|[\d.]+/g, (d) => String(Number.parseFloat(d) * scale)),
    );
  if (from.localName === "stop") to.setAttribute("stop-color", style.stopColor);
  for (const name of [
    "class",
    "role",
    "tabindex",
    "aria-label",
    "aria-pressed",
    "data-ags",
    "style",
  ])
    to.removeAttribute(name);
  if (isText) underlay(to);
}

/**
 * A halo as a text of its own below: not every program paints the stroke first.
 *
 * @param {Element} text
 */
function underlay(text) {
  text.setAttribute("dy", `${MIDDLE_EM}em`);
  const halo = /** @type {Element} */ (text.cloneNode(true));
  halo.setAttribute("fill", "none");
  halo.setAttribute("stroke-linejoin", "round");
  text.setAttribute("stroke", "none");
  text.before(halo);
}

/**
 * Copy of a drawing that needs no styles; what is hidden is left out.
 *
 * @param {{drawing: SVGSVGElement, unit: number}} parts
 */
export function frozen({ drawing, unit }) {
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
  const pairs = [...drawing.querySelectorAll("*")].map((from, n) => ({ from, n }));
  const copies = [...copy.querySelectorAll("*")];
  for (const { from, n } of pairs) {
    const to = copies[n];
    if (getComputedStyle(from).display === "none" && !from.closest("defs")) to.remove();
    else if (from.matches(SHAPES) || from instanceof SVGTextElement) freeze({ from, to, unit });
    else to.removeAttribute("class");
  }
  for (const name of [...copy.attributes]) copy.removeAttribute(name.name);
  return copy;
}

/**
 * @typedef {object} Slide
 * @property {SVGSVGElement} drawing The map.
 * @property {Box} box Part of it on screen.
 * @property {string} title
 * @property {string[]} notes Rule, dates, sources.
 * @property {{swatch: SVGSVGElement, label: string, count: string}[]} legend
 * @property {Record<"paper" | "ground" | "ink" | "soft", string>} colours
 * @property {string} font Address of the typeface as data, or "".
 */

/**
 * The whole picture, 1920 by 1080.
 *
 * @param {Slide} slide
 * @returns {string}
 */
export function pictureOf({ drawing, box, title, notes, legend, colours, font }) {
  const { width, height } = SIZE;
  const root = svg("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    "font-family": FAMILY,
  });
  if (font) {
    const face = `@font-face{font-family:"Source Sans 3";font-weight:200 900;src:url(${font})}`;
    svg("style", {}, root, face);
  }
  svg("title", {}, root, title);
  svg("rect", { width, height, fill: colours.paper }, root);
  const place = { x: MAP_LEFT, y: 0, width: width - MAP_LEFT, height };
  svg("rect", { ...place, fill: colours.ground }, root);
  const [x, y, across, down] = box;
  const part = [x - AROUND * across, y - AROUND * down, ...[across, down].map(around)];
  const unit = Math.max(part[2] / place.width, part[3] / height);
  const map = frozen({ drawing, unit });
  for (const [name, value] of Object.entries({ ...place, viewBox: part.join(" ") }))
    map.setAttribute(name, String(value));
  root.append(map);
  drawWords({ root, title, notes, legend, colours });
  return new XMLSerializer().serializeToString(root);
}

const around = (/** @type {number} */ size) => size * (1 + 2 * AROUND);

/** @param {{root: SVGSVGElement} & Pick<Slide, "title" | "notes" | "legend" | "colours">} parts */
function drawWords({ root, title, notes, legend, colours }) {
  let y = MARGIN + 36;
  const write = (
    /** @type {string} */ text,
    /** @type {number} */ px,
    /** @type {number} */ weight,
    /** @type {string} */ fill,
  ) => {
    for (const line of lines({ text, width: TEXT_WIDTH, measure: pen(px, weight) })) {
      svg("text", { x: MARGIN, y, "font-size": px, "font-weight": weight, fill }, root, line);
      y += px * LINE;
    }
  };
  write(title, 44, 600, colours.ink);
  y += 28;
  for (const { swatch, label, count } of legend) {
    const copy = frozen({ drawing: swatch, unit: 1 });
    for (const [name, value] of Object.entries({
      x: MARGIN,
      y: y - 22,
      width: 42,
      height: 28,
      viewBox: "0 0 24 16",
    }))
      copy.setAttribute(name, String(value));
    root.append(copy);
    svg("text", { x: MARGIN + 60, y, "font-size": 26, fill: colours.ink }, root, label);
    const right = { x: MARGIN + TEXT_WIDTH, "text-anchor": "end", "font-weight": 600 };
    svg("text", { ...right, y, "font-size": 26, fill: colours.ink }, root, count);
    y += 42;
  }
  const small = notes.flatMap((text) =>
    lines({ text, width: TEXT_WIDTH, measure: pen(NOTE_PX, 400) }),
  );
  y = SIZE.height - MARGIN - (small.length - 1) * NOTE_PX * LINE;
  for (const note of notes) write(note, NOTE_PX, 400, colours.soft);
}

/**
 * Width of a text in pixels.
 *
 * @param {number} px
 * @param {number} weight
 */
function pen(px, weight) {
  const context = /** @type {CanvasRenderingContext2D} */ (
    document.createElement("canvas").getContext("2d")
  );
  context.font = `${weight} ${px}px ${FAMILY}`;
  return (/** @type {string} */ text) => context.measureText(text).width;
}

/**
 * The picture in points, twice as fine as the slide.
 *
 * @param {string} markup
 * @returns {Promise<Blob>}
 */
export async function inPixels(markup) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2 * SIZE.width, 2 * SIZE.height];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}
