"""What the browser fetches once: outlines, facts, postcodes, styles, the first scripts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, Response

from dashboard.page import facts
from dashboard.server.app_state import AppState
from dashboard.views.potential import figures as potential_figures
from rollout.language import LANGS, Lang

JSON = "application/json"
ASSETS = Path(__file__).parents[1] / "assets"
FIRST = ("10-page.js", "20-map.js", "30-paint.js", "35-first.js")  # draw before Dash is there


@dataclass(frozen=True)
class Payloads:
    """Addresses of the data."""

    geometry: str
    postcodes: str
    styles: str
    first: str
    facts: dict[Lang, str]
    potential: dict[Lang, str]


def add_payloads(server: Flask, app_state: AppState) -> Payloads:
    """Serve the data; an address names its content, so the browser may keep it for good."""

    def add(name: str, content: str, media_type: str = JSON) -> str:
        digest = hashlib.sha256(content.encode()).hexdigest()[:16]
        stem, _, ending = name.rpartition(".")
        address = f"/static/{stem}-{digest}.{ending}"
        server.add_url_rule(
            address, address, lambda: Response(content, content_type=f"{media_type}; charset=utf-8")
        )
        return address

    facts_of = {
        lang: add(f"facts-{lang}.json", _json(facts.facts(app_state.inputs, app_state.paths, lang)))
        for lang in LANGS
    }
    potential = {
        lang: add(
            f"potential-{lang}.json", _json(potential_figures.catalogue(app_state.inputs, lang))
        )
        for lang in LANGS
    }
    return Payloads(
        add("geometry.json", _json(facts.geometry(app_state.paths))),
        add("postcodes.json", _json(facts.postcodes(app_state.inputs))),
        add("page.css", _styles(), "text/css"),
        add("first.js", _joined(ASSETS / name for name in FIRST), "text/javascript"),
        facts_of,
        potential,
    )


def _styles() -> str:
    return f"{facts.stylesheet()}\n{_joined(sorted(ASSETS.glob('*.css')))}"


def _joined(files: Iterable[Path]) -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
