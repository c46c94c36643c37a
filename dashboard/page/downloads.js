// @ts-check
// Files the server makes: asked for by the page itself, so that waiting, a full queue and a fault are
// told where they happen instead of leaving the page. Without scripts the links work by themselves.
import { payload } from "./contract.js";
import { download, fill, html } from "./dom.js";

const QUICK_MS = 300; // what comes sooner needs no words
const DONE_MS = 4000;
const BUSY = [429, 503];
const FILE = /\/(?:download|plan)\/[\w.-]+$/;
const NAME = /filename="([^"]+)"/;

/** Place of all orders on the page, made with the first one. */
const place = () =>
  document.querySelector(".download-states") ??
  html("div", { class: "download-states no-print" }, "", document.body);

/** An order for one file: asks, waits, asks again, and can be given up at any time. */
class Order {
  /** @param {{address: string, body: FormData | null, label: string, words: Words}} parts */
  constructor({ address, body, label, words }) {
    /** @type {string} */
    this.address = address;
    /** @type {FormData | null} */
    this.body = body;
    /** @type {string} */
    this.label = label;
    /** @type {Words} */
    this.words = words;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.abort = new AbortController();
    /** @type {Element | null} */
    this.frame = null;
  }

  /**
   * Say where the order stands, and what can be done.
   *
   * @param {string} text
   * @param {[string, () => void][]} actions
   */
  say(text, actions) {
    if (!this.frame) {
      this.frame = html("div", { class: "download-state" }, "", place());
      html("p", { role: "status" }, "", this.frame);
      html("div", { class: "buttons" }, "", this.frame);
    }
    const [line, buttons] = this.frame.children;
    const had = buttons.contains(document.activeElement);
    line.textContent = fill(text, { name: this.label });
    buttons.replaceChildren();
    for (const [name, onClick] of actions) {
      const button = html("button", { type: "button", class: "button small" }, name, buttons);
      button.addEventListener("click", onClick);
    }
    if (had) /** @type {HTMLElement | null} */ (buttons.firstElementChild)?.focus();
  }

  close() {
    clearTimeout(this.timer);
    this.abort.abort();
    this.frame?.remove();
    this.frame = null;
  }

  async ask() {
    clearTimeout(this.timer);
    this.abort = new AbortController();
    const { words } = this;
    const giveUp = () => this.close();
    const waiting = () => this.say(words.download_waiting, [[words.download_cancel, giveUp]]);
    if (this.frame) waiting();
    else this.timer = setTimeout(waiting, QUICK_MS);
    const { signal } = this.abort;
    const answer = await fetch(this.address, {
      method: this.body ? "POST" : "GET",
      body: this.body,
      signal,
    }).catch(() => null);
    const content = answer?.ok ? await answer.blob().catch(() => null) : null;
    clearTimeout(this.timer);
    if (signal.aborted) return;
    if (answer && content) this.hand(answer, content);
    else if (answer && BUSY.includes(answer.status)) await this.wait(answer);
    else await this.fail(answer);
  }

  /**
   * @param {Response} answer
   * @param {Blob} content
   */
  hand(answer, content) {
    const name = NAME.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? this.label;
    download(name, content);
    if (!this.frame) return;
    this.say(this.words.download_done, []);
    this.timer = setTimeout(() => this.close(), DONE_MS);
  }

  /** @param {Response} answer */
  async wait(answer) {
    const seconds = Number(answer.headers.get("Retry-After")) || 0;
    const again = () => this.ask();
    const { words } = this;
    this.say(`{name}: ${(await answer.text()).trim()}`, [
      [words.download_again, again],
      [words.download_cancel, () => this.close()],
    ]);
    if (seconds) this.timer = setTimeout(again, 1000 * seconds);
  }

  /** @param {Response | null} answer */
  async fail(answer) {
    const { words } = this;
    const said = answer ? (await answer.text()).trim() : words.download_failed;
    this.say(`{name}: ${said}`, [
      [words.download_again, () => this.ask()],
      [words.close_it, () => this.close()],
    ]);
  }
}

/**
 * @param {Event} event
 * @param {{href: string, body: FormData | null, label: string}} parts
 */
async function order(event, { href, body, label }) {
  const address = new URL(href, location.href);
  if (address.origin !== location.origin || !FILE.test(address.pathname)) return;
  event.preventDefault();
  const { words } = await payload("facts");
  new Order({ address: address.href, body, label, words }).ask();
}

export function listen() {
  document.addEventListener("click", (event) => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const link = event.target instanceof Element && event.target.closest("a[download]");
    if (!isPlain || !(link instanceof HTMLAnchorElement) || link.href.startsWith("blob:")) return;
    order(event, { href: link.href, body: null, label: link.textContent ?? "" });
  });
  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (!(target instanceof HTMLFormElement) || !(submitter instanceof HTMLButtonElement)) return;
    if (!target.matches("form.downloads")) return;
    const body = new FormData(target, submitter);
    order(event, { href: submitter.formAction, body, label: submitter.textContent ?? "" });
  });
}

export const callbacks = {};
