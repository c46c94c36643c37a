"""A weight slider until the map shows it, beside a Plotly map: python -m benchmarks repaint.

Both run in the same headless Chromium without a graphics card: the page of the dashboard with all
its tables, and a bare page with nothing but a `Choroplethmap` of the same 400 outlines, recoloured
by `Plotly.restyle`. Measured from the new value to the frame that shows the new colours.
"""

import json
import shutil
import statistics
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any

from benchmarks.bench_dashboard import running_dashboard, slider_times
from benchmarks.records import Duel

UPDATES, WARM_UP = 30, 3
RESTYLE = """async () => {
  const map = document.getElementById("map");
  const inner = map._fullLayout.map._subplot.map;
  const times = [];
  for (let n = 0; n < %d; n++) {
    const shown = new Promise(done => inner.once("idle", done));
    const start = performance.now();
    Plotly.restyle(map, { z: [window.values[n %% 2]] });
    await shown;
    times.push(performance.now() - start);
    await new Promise(done => setTimeout(done, 250));
  }
  return times;
}"""
PAGE = """<!DOCTYPE html><html><body><div id="map" style="width:900px;height:900px"></div>
<script src="plotly.js"></script><script>
window.values = %s;
Plotly.newPlot("map", [{ type: "choroplethmap", geojson: %s, locations: %s, z: window.values[0],
  featureidkey: "properties.ags" }], { map: { style: "white-bg", zoom: 4.6,
  center: { lon: 10.4, lat: 51.1 } }, margin: { l: 0, r: 0, t: 0, b: 0 } });
</script></body></html>"""


def measure(sources: Path | None) -> Iterator[Duel]:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        raise SystemExit("no Chromium found; install Debian's package chromium")
    with running_dashboard() as (address, _, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        size = {"width": 1280, "height": 900}
        ours, _ = slider_times(browser.new_page(viewport=size), address)
        theirs = _plotly(browser.new_page(viewport=size))
        browser.close()
    yield Duel(
        "weight slider to recoloured map of 400 districts", "Plotly `Choroplethmap` without tiles",
        statistics.median(ours) / 1000, statistics.median(theirs) / 1000, len(theirs),
        "the same outlines; ours also ranks and fills the table", 5,
    )  # fmt: skip


def _plotly(page: Any) -> list[float]:
    from rollout import load_inputs

    inputs = load_inputs()
    outlines = json.loads(inputs.display.to_crs(4326).reset_index().to_json(drop_id=True))
    keys = list(inputs.display.index)
    values = [[float(n % 97) for n in range(len(keys))], [float(n % 89) for n in range(len(keys))]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = files("plotly") / "package_data" / "plotly.min.js"
        (folder / "plotly.js").write_bytes(script.read_bytes())
        html = PAGE % (json.dumps(values), json.dumps(outlines), json.dumps(keys))
        (folder / "page.html").write_text(html, encoding="utf-8")
        with _files(folder) as address:
            page.goto(f"{address}/page.html")
            page.wait_for_function("document.getElementById('map')._fullLayout?.map?._subplot?.map")
            page.wait_for_timeout(3000)
            return page.evaluate(RESTYLE % (UPDATES + WARM_UP))[WARM_UP:]


@contextmanager
def _files(folder: Path) -> Iterator[str]:
    """Address of a folder: the workers of the map do not run from files."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing about each request."""
