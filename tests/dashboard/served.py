"""Serve an app to a real browser and watch what the browser complains about."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import waitress.server
from playwright.sync_api import Browser, Page

PAINTED = "#map svg.map path.d[aria-label*=', ']"


@contextmanager
def serving(app) -> Iterator[str]:
    """Address of the app while it is served."""
    server = waitress.server.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=10)


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Page]:
    """New visitor; complaints of the browser and requests elsewhere fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    visitor = context.new_page()
    visitor.set_default_timeout(30_000)
    complaints: list[str] = []
    visitor.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    visitor.on("pageerror", lambda error: complaints.append(str(error)))
    visitor.on("request", lambda r: own(r.url, address) or complaints.append(r.url))
    yield visitor
    context.close()
    assert complaints == []


def own(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))
