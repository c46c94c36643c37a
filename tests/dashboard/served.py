"""Serve an app to a real browser and watch what the browser complains about."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, BrowserContext, Page

from dashboard.server.connections import connected
from tests.waiting import PATIENCE_S, STEP_S, until

WINDOW = {"width": 1280, "height": 900}
MIDDLE = """
tbody tr:nth-child(n+31):not(:nth-last-child(-n+10)),
#map path.d:nth-child(n+31):not([aria-pressed='true'])
"""
PAINTED = "#map svg.map path.d[aria-label*=', ']"
LONGEST_DELAY_MS = 1000
# Before any script of the page: a page counts what it has put off for a moment.
COUNTING = """
(() => {
  // Nobody comes for the first time; a page without an address of its own has no storage.
  // And everybody sees all there is to see.
  try { for (const key of ["tour-seen", "expert"]) localStorage.setItem(key, "yes"); } catch {}
  const later = window.setTimeout, never = window.clearTimeout, due = new Set();
  window.setTimeout = (run, delay = 0, ...values) => {
    const timer = later(() => { due.delete(timer); run(...values); }, delay);
    if (delay <= LONGEST) due.add(timer);
    return timer;
  };
  window.clearTimeout = (timer) => { due.delete(timer); never(timer); };
  window.nothingDue = () => due.size === 0;
  window.uncounted = later;
})();
""".replace("LONGEST", str(LONGEST_DELAY_MS))
# Looked at inside of the page, by a clock it does not count: asking from outside costs more than
# looking. Frames later, so that what waits for the next frame has begun.
RESTS = """
() => new Promise((resolve) => {
  const rests = () => nothingDue() && !!window.store && !window.store.getState().isLoading
    && !document.querySelector("[aria-busy=true]");
  const frames = (run) => requestAnimationFrame(() => requestAnimationFrame(run));
  let looks = 0;
  const look = () => {
    if (rests()) frames(() => (rests() ? resolve(true) : again()));
    else again();
  };
  const again = () => { looks += 1; if (looks < 100) uncounted(look, STEP); else resolve(false); };
  frames(look);
})
""".replace("STEP", str(round(1000 * STEP_S)))
# Taken out of the page and not excluded by axe, which asks of every element whether it stands in
# one of the hundreds it leaves out.
TAKE_OUT = """
(middle) => {
  const parts = [...document.querySelectorAll(middle)];
  window.takenOut = parts.map((part) => [part, document.createComment("")]);
  for (const [part, mark] of takenOut) part.replaceWith(mark);
}
"""
# Violations alone come back: what passes fills megabytes. Colours are the same in both languages
# and take two thirds of the time, so they are looked at on the German pages.
AXE = """
async (part) => ({
  violations: (await axe.run(part ?? document, {
    resultTypes: ["violations"],
    rules: {"color-contrast": {enabled: document.documentElement.lang === "de"}},
  })).violations
})
"""
PUT_BACK = "() => { for (const [part, mark] of takenOut) mark.replaceWith(part); }"


@contextmanager
def serving(app) -> Iterator[str]:
    """Address of the app while it is served."""
    server = connected(app, socket.create_server(("127.0.0.1", 0)), threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=1)


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Page]:
    """Page of a new visitor, watched."""
    with visitor(browser) as context, watched(context, address) as page:
        yield page


@contextmanager
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Browser of one person, who fetches scripts once however often she comes."""
    context = browser.new_context(viewport=WINDOW, locale="de-DE")
    context.set_default_timeout(1000 * PATIENCE_S)
    context.add_init_script(COUNTING)
    context.new_page()  # stays open: the window of a visitor costs more than a tab in it
    yield context
    context.close()


@contextmanager
def watched(context: BrowserContext, address: str) -> Iterator[Page]:
    """New tab; complaints, refusals and requests elsewhere fail the test."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda r: own(r.url, address) or complaints.append(r.url))
    yield page
    if page.url.startswith(address):
        page.evaluate("localStorage.clear()")
    page.close()
    assert complaints == [], complaints  # no test module: pytest shows no details


def at_rest(page: Page) -> None:
    """Wait until Dash has its answers and nothing is put off: the page stays as it is now."""
    until(lambda: page.evaluate(RESTS), "a page at rest")


def own(url: str, address: str) -> bool:
    """Whether an address is served here."""
    return url.startswith((address, "data:", "blob:"))


def only_downwards(page: Page, width: int = 390) -> None:
    """Fail where a page of this width must be scrolled sideways."""
    page.set_viewport_size({"width": width, "height": 844})
    at_rest(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def no_barriers(page: Page, part: str | None = None) -> None:
    """Fail where axe finds a violation, in the whole page or in one part of it.

    Of a long table the first and last rows are looked at, of the map the first districts and the
    one selected; all others are made alike. Details of what passes are left out. All because axe
    needs a minute for 400 rows otherwise.
    """
    page.evaluate(TAKE_OUT, MIDDLE)
    if not page.evaluate("!!window.axe"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate(AXE, part))
    page.evaluate(PUT_BACK)
    assert found.violations_count == 0, found.generate_report()
