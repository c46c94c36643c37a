// @ts-check
// Elements made by hand: never from text with markup in it.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {Element} Made
 * @param {Made} element
 * @param {Attributes} attributes
 * @param {string} text
 * @param {Element | null} [parent]
 * @returns {Made}
 */
function finish(element, attributes, text, parent) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text) element.textContent = text;
  if (parent) parent.append(element);
  return element;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {string} [text]
 * @param {Element | null} [parent]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function html(tag, attributes = {}, text = "", parent = null) {
  return finish(document.createElement(tag), attributes, text, parent);
}

/**
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {Element | null} [parent]
 * @param {string} [text]
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, attributes = {}, parent = null, text = "") {
  return finish(document.createElementNS(SVG, tag), attributes, text, parent);
}

/**
 * Element of the page that is always there.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no element ${id} on the page`);
  return element;
}

/**
 * Input or drop-down list of the page.
 *
 * @param {string} id
 */
export const fieldById = (id) => /** @type {HTMLInputElement} */ (byId(id));

/**
 * Closest element around the target of an event that fits a selector.
 *
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function closest(event, selector) {
  return event.target instanceof Element ? event.target.closest(selector) : null;
}

/**
 * Whether a click asks for another tab or window.
 *
 * @param {MouseEvent} event
 */
export const opensElsewhere = (event) =>
  Boolean(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

/**
 * Text with its gaps filled.
 *
 * @param {string} text
 * @param {Record<string, unknown>} values
 */
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (_, /** @type {string} */ name) => String(values[name]));

/**
 * Element of a tree the server made: text, or [tag, attributes, ...children].
 *
 * @param {TreeNode} node
 * @returns {Node}
 */
export function fromTree(node) {
  if (typeof node === "string") return document.createTextNode(node);
  const [tag, attributes, ...children] = node;
  const element = finish(document.createElement(tag), attributes, "");
  element.append(...children.map(fromTree));
  return element;
}

/**
 * Heads of a table and its empty body.
 *
 * @param {{caption?: string, heads: {text: string, numeric?: boolean}[]}} parts
 */
export function table({ caption = "", heads }) {
  const element = html("table");
  if (caption) html("caption", {}, caption, element);
  const head = html("tr", {}, "", html("thead", {}, "", element));
  for (const { text, numeric } of heads)
    html("th", numeric ? { scope: "col", class: "number-cell" } : { scope: "col" }, text, head);
  return { element, head, body: html("tbody", {}, "", element) };
}

/**
 * Scrollable frame of a table, named for readers of the screen.
 *
 * @param {{kind: string, label: string, parent: Element}} parts
 */
export const tableRegion = ({ kind, label, parent }) =>
  html("div", { class: kind, role: "region", tabindex: "0", "aria-label": label }, "", parent);

/**
 * Hand a text, or what the server sent, to the visitor as a file.
 *
 * @param {string} name
 * @param {string | Blob} content
 */
export function download(name, content) {
  const isText = typeof content === "string";
  const blob = isText ? new Blob([content], { type: "text/plain" }) : content;
  const address = URL.createObjectURL(blob);
  html("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/**
 * A drop-down list with its label.
 *
 * @param {{id: string, label: string, options: string[][], value: string, parent: Element,
 *   onChange: (value: string) => void, hidden?: boolean}} parts
 */
export function choice({ id, label, options, value, parent, onChange, hidden = false }) {
  html("label", hidden ? { for: id, class: "only-read" } : { for: id }, label, parent);
  const field = html("select", { id, class: "select" }, "", parent);
  for (const [key, text] of options) html("option", { value: key }, text, field);
  field.value = value;
  field.addEventListener("change", () => onChange(field.value));
}

/**
 * Field with its label.
 *
 * @param {{id: string, label: string, attributes: Attributes, value: unknown, parent: Element,
 *   onChange: (field: HTMLInputElement) => void}} parts
 */
export function entry({ id, label, attributes, value, parent, onChange }) {
  const frame = html("div", { class: "field" }, "", parent);
  html("label", { for: id }, label, frame);
  const field = html("input", { id, ...attributes }, "", frame);
  field.value = String(value ?? "");
  field.addEventListener("input", () => {
    if (field.checkValidity()) onChange(field);
  });
  return frame;
}
