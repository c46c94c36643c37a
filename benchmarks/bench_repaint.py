"""A weight slider until the map shows it, beside a Plotly map: python -m benchmarks repaint.

Both run in the same headless Chromium without a graphics card: the page of the dashboard with all
its tables, and a bare page with nothing but a `Choroplethmap` of the same 400 outlines, recoloured
by `Plotly.restyle`. Measured from the new value to the frame that shows the new colours.
"""

import json
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from benchmarks.records import Duel, Record

UPDATES, WARM_UP = 30, 3
FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SLIDE = """async (range) => {
  const frames = %s;
  const times = [];
  for (let n = 0; n < %d; n++) {
    const start = performance.now();
    range.value = n %% 2 ? 10 : 60;
    range.dispatchEvent(new Event("input", { bubbles: true }));
    await frames();
    times.push(performance.now() - start);
    await new Promise(done => setTimeout(done, 250));
  }
  return times;
}"""
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


def measure(sources: Path | None) -> Iterator[Record | Duel]:
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise SystemExit("no Chromium found; install Debian's package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        ours = _dashboard(browser)
        theirs = _plotly(browser)
        browser.close()
    middle = statistics.median(ours)
    yield Record("slider to repaint, median", middle, "ms", 30, note=f"{len(ours)} updates")
    yield Record("slider to repaint, 95 %", _late(ours), "ms", 60)
    yield Duel(
        "weight slider to recoloured map of 400 districts", "Plotly `Choroplethmap` without tiles",
        middle / 1000, statistics.median(theirs) / 1000, len(ours),
        "same outlines; two sets of values in turn", 5,
        note="two frames of 17 ms are in our figure: it ends with the frame after the paint",
    )  # fmt: skip


def _late(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


def _dashboard(browser) -> list[float]:
    from dashboard.app import create_app
    from rollout import Scenario, load_inputs
    from tests.dashboard.served import serving

    with serving(create_app(load_inputs(), Scenario())) as address:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/de/potenzial")
        page.wait_for_selector("#ranking .pick")
        slider = page.locator("#weights input[type=range], .weights input[type=range]").first
        slider.wait_for()
        return slider.evaluate(SLIDE % (FRAME, UPDATES + WARM_UP))[WARM_UP:]


def _plotly(browser) -> list[float]:
    from rollout import load_inputs

    inputs = load_inputs()
    outlines = json.loads(inputs.display.to_crs(4326).reset_index().to_json(drop_id=True))
    keys = list(inputs.display.index)
    values = [[float(n % 97) for n in range(len(keys))], [float(n % 89) for n in range(len(keys))]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = files("plotly") / "package_data" / "plotly.min.js"
        (folder / "plotly.js").write_bytes(script.read_bytes())
        shown = PAGE % (json.dumps(values), json.dumps(outlines), json.dumps(keys))
        (folder / "page.html").write_text(shown, encoding="utf-8")
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto((folder / "page.html").as_uri())
        page.wait_for_function("document.getElementById('map')._fullLayout?.map?._subplot?.map")
        page.wait_for_timeout(3000)
        return page.evaluate(RESTYLE % (UPDATES + WARM_UP))[WARM_UP:]
