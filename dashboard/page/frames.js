// @ts-check
// Less for Dash to look after: what `dashboard/page/frames.py` names.
import { store } from "./store.js";

/**
 * Element of a still part; a number stands for the component in that gap.
 *
 * @param {FrameNode} node
 * @param {unknown[]} gaps
 * @returns {unknown}
 */
function elementOf(node, gaps) {
  if (typeof node === "number") return gaps[node];
  if (typeof node === "string") return node;
  const [tag, properties, ...children] = node;
  const inside = children.map((child) => elementOf(child, gaps));
  return window.React.createElement(tag, properties, ...inside);
}

/** @param {FrameProperties} properties */
export function Frame({ tree, children }) {
  const gaps = [children ?? []].flat();
  const inside = tree.map((node) => elementOf(node, gaps));
  return window.React.createElement(window.React.Fragment, null, ...inside);
}

/**
 * Frame of a view: empty until somebody opens the view, and from then on there for good.
 *
 * @param {PanelProperties} properties
 */
export function Panel({ id, beside, hidden, children }) {
  const { made, makers, waiting, view } = store.panels;
  const [isMade, setMade] = window.React.useState(made.has(id) || view === id);
  makers.set(id, () => window.ReactDOM.flushSync(() => setMade(true)));
  window.React.useLayoutEffect(() => {
    if (!isMade) return;
    made.add(id);
    for (const draw of waiting.get(id)?.values() ?? []) draw();
    waiting.delete(id);
  }, [isMade]);
  const [tag, className] = beside ? ["div", "panel"] : ["section"];
  return window.React.createElement(tag, { id, className, hidden }, isMade ? children : null);
}

/**
 * Make a view that is about to be shown.
 *
 * @param {string} id
 */
export function makePanel(id) {
  if (!store.panels.made.has(id)) store.panels.makers.get(id)?.();
}

/**
 * Draw into a view: at once, or when it is first opened, and then only the last of a name.
 *
 * @param {string} id Of the view.
 * @param {string} name
 * @param {() => void} draw
 */
export function drawIn(id, name, draw) {
  const { made, waiting } = store.panels;
  if (made.has(id)) return draw();
  const draws = waiting.get(id) ?? new Map();
  waiting.set(id, draws.set(name, draw));
}
