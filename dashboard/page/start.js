// @ts-check
// The first picture: status of every district out of the page itself, before Dash is there.
import { essentials } from "./contract.js";
import { gatherNews, whenMade } from "./dash_store.js";
import { greet } from "./greeting.js";
import { drawLayer, insideArea } from "./legend.js";
import { districtMap, mapFrame } from "./map.js";
import { firstPicture } from "./reveal.js";
import { store } from "./store.js";
import { followTheme } from "./theme.js";

const LONGEST_WAIT_MS = 1500;

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/**
 * @param {HTMLElement} picture
 * @param {{codes: string, land: string}} state
 */
async function draw(picture, { codes, land }) {
  const { facts } = await essentials();
  const map = await districtMap();
  picture.querySelector(".map-frame")?.append(mapFrame());
  drawLayer({
    map,
    layer: "status",
    classes: [...codes],
    inside: insideArea(facts, land),
    facts,
    place: picture.querySelector(".legend") ?? undefined,
  });
  if (land !== facts.constants.country) map.showLand(land);
  return nextFrame();
}

/** Scripts of Dash: they stand in the page under a type no browser runs. */
function dashScripts() {
  /** @type {NodeListOf<HTMLScriptElement>} */
  const waiting = document.querySelectorAll('script[type="text/later"]');
  const later = [...waiting];
  return { files: later.filter(({ src }) => src), renderer: later.filter(({ src }) => !src)[0] };
}

/** Load Dash and the other scripts side by side; the renderer comes when both are there. */
async function startDash() {
  const { files, renderer } = dashScripts();
  const scripts = files.map(({ src }) =>
    Object.assign(document.createElement("script"), { src, async: false }),
  );
  const loaded = new Promise((resolve) =>
    scripts[scripts.length - 1].addEventListener("load", resolve),
  );
  document.body.append(...scripts);
  await Promise.all([loaded, import("./app.js")]);
  whenMade(gatherNews);
  const script = document.createElement("script");
  script.textContent = renderer.textContent;
  document.body.append(script);
}

followTheme();
const picture = firstPicture();
const state = JSON.parse(picture?.dataset.first ?? "{}");
store.panels.view = state.panel ?? "";
const drawn = picture && state.codes ? draw(picture, state) : nextFrame();
Promise.race([drawn, pause(LONGEST_WAIT_MS)])
  .then(startDash, startDash)
  .then(greet);
