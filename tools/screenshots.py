"""Take the pictures of the handbook: the dashboard on the shipped data, in headless Chromium.

Run `python tools/screenshots.py` after a change of the dashboard's looks. Pictures are small WebP
files in `docs/bilder/`; needs Chromium and Playwright, reaches nothing but this machine.
"""

from __future__ import annotations

import base64
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

PICTURES = ROOT / "docs" / "bilder"
PAINTED = "#map svg.map path.d[aria-label*=', ']"
QUALITY = 72
WIDTH, HEIGHT = 1280, 860


@dataclass(frozen=True)
class Picture:
    """One picture: where, what to do first, which part."""

    path: str
    prepare: Callable[[Page], None] = lambda page: None
    only: str | None = None
    height: int = HEIGHT


def _run_plan(page: Page) -> None:
    page.click("#plan-run")
    page.wait_for_selector("#plan-result table", timeout=60_000)


def _to_upload(page: Page) -> None:
    page.wait_for_selector("#data-content h2", state="attached")
    page.locator("#upload-form").scroll_into_view_if_needed()
    page.mouse.wheel(0, -250)


PICTURES_TAKEN = {
    "abdeckung": Picture("/de/"),
    "abdeckung-regel": Picture("/de/?rule=radius"),
    "weisse-flecken": Picture("/de/weisse-flecken?district=09662"),
    "weiss-unter-regeln": Picture("/de/weisse-flecken?layer=rules", only="#map-area"),
    "potenzial": Picture("/de/potenzial"),
    "plan": Picture("/de/plan", _run_plan),
    "plan-karte": Picture("/de/plan", _run_plan, "#map-area"),
    "gruendungen": Picture("/de/gruendungen"),
    "eigene-daten": Picture("/de/daten", _to_upload),
}


@contextmanager
def served() -> Iterator[str]:
    """Address of the dashboard on the shipped data."""
    import waitress.server

    from dashboard.app import create_app
    from rollout.inputs import load_inputs
    from rollout.scenario import Scenario

    app = create_app(load_inputs(ROOT / "data"), Scenario())
    server = waitress.server.create_server(app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def take(page: Page, address: str, picture: Picture) -> bytes:
    """Picture as WebP."""
    page.set_viewport_size({"width": WIDTH, "height": picture.height})
    page.goto(address + picture.path)
    page.wait_for_selector("#rule", state="attached")
    if page.locator("#map").is_visible():
        page.wait_for_selector(PAINTED, state="attached")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1200)
    picture.prepare(page)
    page.wait_for_timeout(500)
    page.evaluate("document.activeElement.blur()")
    options = {"format": "webp", "quality": QUALITY, "captureBeyondViewport": False}
    if picture.only:
        part = page.locator(picture.only).first
        part.scroll_into_view_if_needed()
        box = part.bounding_box()
        assert box is not None, picture.only
        box["y"] += page.evaluate("scrollY")
        options |= {"clip": box | {"scale": 1}, "captureBeyondViewport": True}
    answer = page.context.new_cdp_session(page).send("Page.captureScreenshot", options)
    return base64.b64decode(answer["data"])


def main() -> None:
    """Take the pictures named on the command line, or all."""
    names = sys.argv[1:] or list(PICTURES_TAKEN)
    PICTURES.mkdir(exist_ok=True)
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    arguments = ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", "--lang=de"]
    with served() as address, sync_playwright() as playwright:
        german = {**os.environ, "LANGUAGE": "de", "LANG": "de_DE.UTF-8"}
        browser = playwright.chromium.launch(executable_path=path, args=arguments, env=german)
        page = browser.new_context(locale="de-DE", reduced_motion="reduce").new_page()
        for name in names:
            content = take(page, address, PICTURES_TAKEN[name])
            (PICTURES / f"{name}.webp").write_bytes(content)
            print(f"{name}.webp: {len(content) // 1024} kB")
        browser.close()


if __name__ == "__main__":
    main()
