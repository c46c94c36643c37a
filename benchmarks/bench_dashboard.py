"""The dashboard as people meet it: start, first map, slider, tabs, fifty visitors at once.

Needs Debian's Chromium; server and browser run in processes of their own.
"""

import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.records import Record
from benchmarks.visitors import visit_together

LOADS = 9
KEYS = 40
WARM_UP = 3  # the first keys meet code the browser has not compiled yet
DRAG_EVENTS = 60
TABS = 4
USERS, SECONDS = 50, 60
MORE_MINUTES = (2, 3, 4)
VISITS = f"{USERS} visitors for {SECONDS} s"
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

# Moment of the frame in which every district of the map stands in its colour.
WATCH_FIRST_MAP = """
(() => {
  const observer = new MutationObserver(() => {
    const paths = document.querySelectorAll("svg.map path.d");
    if (paths.length < 400 || !/status-|score-/.test(paths[399].getAttribute("class"))) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (window.firstMap = performance.now())));
  });
  observer.observe(document, { subtree: true, childList: true, attributeFilter: ["class"] });
})()
"""
# Milliseconds from each input event to the frame that shows other colours.
WATCH_SLIDER = """
() => {
  let since = null;
  window.latencies = [];
  window.repaints = 0;
  addEventListener("input", (event) => (since = since ?? event.timeStamp), true);
  new MutationObserver(() => {
    if (since === null) return;
    const start = since;
    since = null;
    window.repaints += 1;
    requestAnimationFrame(() => setTimeout(() => latencies.push(performance.now() - start)));
  }).observe(document.querySelector("svg.map .districts"), { subtree: true, attributeFilter: ["class"] });
}
"""  # noqa: E501
# Milliseconds from each click on a tab to the frame that shows its panel.
WATCH_TABS = """
() => {
  window.latencies = [];
  addEventListener("click", (event) => {
    if (!event.target.closest("nav a")) return;
    const start = event.timeStamp;
    const panels = [...document.querySelectorAll("[id^=view-]")];
    const observer = new MutationObserver(() => {
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => latencies.push(performance.now() - start)));
    });
    for (const panel of panels) observer.observe(panel, { attributeFilter: ["hidden"] });
  }, true);
}
"""


def measure(sources: Path | None) -> Iterator[Record]:
    with running_dashboard() as (address, seconds, process):
        yield Record("dashboard: start of the process to the first answer", seconds, "s")
        yield Record("dashboard: memory after the start", memory_mb(process.pid), "MB")
        if shutil.which("chromium"):
            yield from in_browser(address)
        yield Record(f"{VISITS}: memory before", memory_mb(process.pid), "MB")
        yield from _visitors(visit_together(address, USERS, SECONDS))
        yield Record(f"{VISITS}: memory after", memory_mb(process.pid), "MB")
        for minute in MORE_MINUTES:
            visit_together(address, USERS, SECONDS, minute)
            yield Record(
                f"{USERS} visitors: memory after minute {minute}", memory_mb(process.pid), "MB"
            )


def _visitors(visit: dict[str, Any]) -> Iterator[Record]:
    count = len(visit["seconds"])
    mix = f"{visit['mix']}; every visitor with settings drawn at random"
    yield Record(f"{VISITS}: answers", count, "requests", note=mix)
    p50, p95 = middle_and_p95(visit["seconds"])
    yield Record(f"{VISITS}: median", 1000 * p50, "ms")
    yield Record(f"{VISITS}: 95th percentile", 1000 * p95, "ms", 1000)
    yield Record(f"{VISITS}: errors", visit["errors"], "requests", 0)


@contextmanager
def running_dashboard() -> Iterator[tuple[str, float, subprocess.Popen]]:
    """Address of a dashboard on the shipped data, seconds to its first answer, its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.perf_counter()
    command = [sys.executable, "-m", "rollout", "dashboard", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/healthz", process)
        yield address, time.perf_counter() - start, process
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str, process: subprocess.Popen) -> None:
    while process.poll() is None:
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            time.sleep(0.02)
    raise SystemExit("the dashboard did not start")


def memory_mb(pid: int) -> float:
    """Resident memory of a process."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def middle_and_p95(values: list[float]) -> tuple[float, float]:
    return statistics.median(values), statistics.quantiles(values, n=20)[-1]


def in_browser(address: str) -> Iterator[Record]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        loads = []
        for _ in range(LOADS):  # a browser of its own each time: nothing is cached
            browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
            loads.append(_first_view(browser, address))
            browser.close()
        paint = statistics.median(load[0] for load in loads)
        note = f"median of {LOADS} cold loads"
        yield Record("first coloured map", paint / 1000, "s", 1.5, note=note)
        usable = statistics.median(load[2] for load in loads)
        yield Record("first view usable, results in", usable / 1000, "s", note=note)
        yield Record("first view, compressed", loads[-1][1] / 1000, "kB", 500)
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield from _slider(browser, address)
        yield from _tabs(browser, address)
        browser.close()


def _page(browser: Any) -> Any:
    return browser.new_page(viewport={"width": 1280, "height": 900})


def _first_view(browser: Any, address: str) -> tuple[float, float, float]:
    """Milliseconds to the coloured map, bytes of all files, milliseconds to the results."""
    page = _page(browser)
    page.add_init_script(WATCH_FIRST_MAP)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(f"{address}/de/")
    page.wait_for_selector("#tiles .tile")
    usable = page.evaluate("performance.now()")
    page.wait_for_timeout(500)
    first_paint = page.evaluate("window.firstMap")
    page.close()
    return first_paint, sum(sizes), usable


def slider_times(page: Any, address: str) -> tuple[list[float], int]:
    """Milliseconds from each key on a weight slider to the recoloured map; requests meanwhile."""
    page.goto(f"{address}/de/potenzial")
    page.wait_for_selector("#ranking tbody tr")
    page.wait_for_timeout(2000)
    page.evaluate(WATCH_SLIDER)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.locator(".weight input[type=range]").first.focus()
    for _ in range(KEYS):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(120)
    return page.evaluate("latencies")[WARM_UP:], len(requests)


def _slider(browser: Any, address: str) -> Iterator[Record]:
    page = _page(browser)
    times, requests = slider_times(page, address)
    p50, p95 = middle_and_p95(times)
    yield Record("weight slider to recoloured map, median", p50, "ms", 30)
    yield Record("weight slider to recoloured map, 95th percentile", p95, "ms", 60)
    yield Record("requests while the slider moves", requests, "requests", 0)
    yield from _drag(page)
    page.close()


def _drag(page: Any) -> Iterator[Record]:
    """Sixty input events in one second, as a dragging hand makes them."""
    milliseconds = page.evaluate(
        """async (count) => {
          const field = document.querySelector(".weight input[type=range]");
          window.repaints = 0;
          const start = performance.now();
          for (let n = 0; n < count; n += 1) {
            field.value = 10 + n;
            field.dispatchEvent(new Event("input", { bubbles: true }));
            await new Promise((resolve) => setTimeout(resolve, 16));
          }
          return performance.now() - start;
        }""",
        DRAG_EVENTS,
    )
    page.wait_for_timeout(300)
    yield Record(f"drag of {DRAG_EVENTS} events, 16 ms apart", milliseconds, "ms")
    yield Record("pictures shown during the drag", page.evaluate("repaints"), "pictures")


def _tabs(browser: Any, address: str) -> Iterator[Record]:
    page = _page(browser)
    page.goto(f"{address}/de/")
    page.wait_for_selector("#tiles .tile")
    page.evaluate(WATCH_TABS)
    for _ in range(TABS):
        for view in ("spots", "potential", "plan", "data", "coverage"):
            page.click(f"#nav-{view}")
            page.wait_for_timeout(400)
    p50, p95 = middle_and_p95(page.evaluate("latencies"))
    yield Record("click on a tab to its view, median", p50, "ms")
    yield Record("click on a tab to its view, 95th percentile", p95, "ms")
    page.close()
