// @ts-check
// Views: which one an address names, and showing it.
import { nameOf, PLACES } from "./contract.js";
import { byId, closest, opensElsewhere } from "./dom.js";
import { makePanel } from "./frames.js";
import { reveal, revealSoon } from "./reveal.js";
import { store } from "./store.js";
import { tellSwitches } from "./theme.js";

const LONGEST_WAIT_MS = 5000;

const lastPart = (/** @type {string} */ path) => path.slice(path.lastIndexOf("/") + 1);

/**
 * View an address names by its last part; the first one if it names none.
 *
 * @param {string} path
 * @param {PageSettings} page
 */
export const viewAt = (path, page) =>
  page.views.find((view) => lastPart(view.path) === lastPart(path)) ?? page.views[0];

/** Link to a view; a second page has none until its first one was opened. */
const linkTo = (/** @type {string} */ key) => document.getElementById(`nav-${key}`);
const panelOf = (/** @type {string} */ key) => byId(`view-${key}`);

/**
 * @param {ViewEntry} view
 * @param {PageSettings} page
 */
function open(view, page) {
  makePanel(panelOf(view.key).id);
  tellSwitches();
  document.title = view.title;
  document.body.dataset.view = view.key;
  for (const { key } of page.views) {
    markLink(key, view);
    panelOf(key).hidden = key !== view.key;
  }
  for (const id of [PLACES.whatCounts, PLACES.mapArea]) byId(id).hidden = !view.map;
  if (store.page.view && store.page.view !== view.key)
    requestAnimationFrame(() => {
      panelOf(view.key).querySelector("h1")?.focus();
      window.scrollTo(0, 0);
    });
  store.page.view = view.key;
}

/**
 * @param {string} key
 * @param {ViewEntry} view
 */
function markLink(key, view) {
  const link = linkTo(key);
  if (!link) return;
  if (key === view.key) link.setAttribute("aria-current", "page");
  else if (key === view.under) link.setAttribute("aria-current", "true");
  else link.removeAttribute("aria-current");
}

/** Show a view in the next frame; Dash, which needs a fifth of a second, hears of it afterwards. */
function openOnClick(/** @type {MouseEvent} */ event) {
  const link = /** @type {HTMLAnchorElement | null} */ (closest(event, "nav a[id^='nav-']"));
  const { settings, passing } = store.page;
  if (!link || !settings || passing || opensElsewhere(event)) return;
  event.preventDefault();
  event.stopPropagation();
  open(viewAt(link.pathname, settings), settings);
  requestAnimationFrame(() =>
    setTimeout(() => {
      store.page.passing = true;
      link.click();
      store.page.passing = false;
    }),
  );
}

/**
 * Open a view, once its link holds what was just set.
 *
 * @param {string} key
 * @param {(query: Record<string, string>) => boolean} [holds]
 */
export function follow(key, holds = () => true) {
  const link = /** @type {HTMLAnchorElement} */ (linkTo(key));
  const isReady = () => holds(Object.fromEntries(new URLSearchParams(link.search)));
  if (isReady()) return link.click();
  const watcher = new MutationObserver(() => {
    if (!isReady()) return;
    watcher.disconnect();
    link.click();
  });
  watcher.observe(link, { attributes: true, attributeFilter: ["href"] });
  setTimeout(() => watcher.disconnect(), LONGEST_WAIT_MS);
}

export function listen() {
  document.addEventListener("click", openOnClick, true);
}

export const callbacks = {
  /** @param {{path: string, page: PageSettings}} values */
  view({ path, page }) {
    const view = viewAt(path, page);
    store.page.settings = page;
    open(view, page);
    if (view.map) revealSoon();
    else reveal();
    const panels = page.views.map(({ key }) => [
      nameOf({ id: `view-${key}`, property: "hidden" }),
      key !== view.key,
    ]);
    return { ...Object.fromEntries(panels), whatCounts: !view.map, mapArea: !view.map };
  },
};
