"""What the browser fetches once: outlines, facts, postcodes, styles, scripts."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from rollout.language import LANGS, Lang
from rollout.model import Inputs
from rollout.scenario.rules import RULES

from .page import facts, search
from .page.contract import PLACES_ADDRESS
from .page.words import SCRIPT_TEXTS
from .server.app_state import AppState
from .views.data.words import terms
from .views.potential import figures as potential_figures
from .views.register import VIEWS

JSON = "application/json"
JAVASCRIPT = "text/javascript"
ROOMS = Path(__file__).parent  # scripts and styles stand in the room of their view
FONT = ROOMS / "page" / "source-sans-3.woff2"
START, APP = "page/start.js", "page/app.js"  # the first map, and what comes with Dash
IMPORT = re.compile(r'\bfrom "(\.[^"]+)"')
WHOLE_IMPORT = re.compile(r'^import [^;]{0,1000}? from "\.[^"]+";\n', re.M)


@dataclass(frozen=True)
class Scripts:
    """Addresses of the scripts: the one that draws the first map, and those that come with Dash."""

    start: str
    later: tuple[str, ...]


@dataclass(frozen=True)
class Payloads:
    """Addresses of the data."""

    geometry: str
    postcodes: str
    styles: str
    scripts: Scripts
    facts: dict[Lang, str]
    potential: dict[Lang, str]
    terms: dict[Lang, str]


def add_payloads(server: Flask, app_state: AppState) -> Payloads:
    """Serve the data; an address names its content, so the browser may keep it for good."""

    def add(name: str, content: str, media_type: str = JSON) -> str:
        stem, _, ending = name.rpartition(".")
        if media_type == JSON:
            _serve_others(server, name, content, media_type)
        return _serve(server, f"{stem}-{_digest(content)}.{ending}", content, media_type)

    facts_of = {
        lang: add(
            f"facts-{lang}.json",
            _json(facts.facts(app_state.inputs, app_state.paths, script_words(lang), lang)),
        )
        for lang in LANGS
    }
    potential = {
        lang: add(
            f"potential-{lang}.json", _json(potential_figures.catalogue(app_state.inputs, lang))
        )
        for lang in LANGS
    }
    _add_places(server, app_state.inputs)
    return Payloads(
        add("geometry.json", _json(facts.geometry(app_state.paths))),
        add("postcodes.json", _json(facts.postcodes(app_state.inputs))),
        add("page.css", _styles(_serve_font(server)), "text/css"),
        _add_scripts(server),
        facts_of,
        potential,
        {lang: add(f"terms-{lang}.json", _json(_later(lang))) for lang in LANGS},
    )


def _add_places(server: Flask, inputs: Inputs) -> None:
    """Serve the names of all towns, put together when somebody searches first."""

    @cache
    def content() -> str:
        return _json({"towns": search.towns(inputs)})

    def places() -> Response:
        response = Response(content(), content_type=f"{JSON}; charset=utf-8")
        response.set_etag(_digest(content()))
        response.make_conditional(request)
        return response

    server.add_url_rule(PLACES_ADDRESS, PLACES_ADDRESS, places)


def _serve(server: Flask, name: str, content: str, media_type: str) -> str:
    address = f"/static/{name}"
    server.add_url_rule(
        address, address, lambda: Response(content, content_type=f"{media_type}; charset=utf-8")
    )
    return address


def _serve_others(server: Flask, name: str, content: str, media_type: str) -> None:
    """Serve the data of this process for those of another one.

    Where several processes serve, a page may come from one that began before the last change and
    its data from another: an unknown checksum is answered with what there is, and not kept.
    """
    stem, _, ending = name.rpartition(".")
    address = f"/static/{stem}-<other>.{ending}"

    def data(other: str) -> Response:
        headers = {"Cache-Control": "no-store"}
        return Response(content, headers=headers, content_type=f"{media_type}; charset=utf-8")

    server.add_url_rule(address, address, data)


def _serve_font(server: Flask) -> str:
    """Name of the typeface beside the styles; see `tools/build_font.py`."""
    content = FONT.read_bytes()
    name = f"{FONT.stem}-{hashlib.sha256(content).hexdigest()[:16]}{FONT.suffix}"
    address = f"/static/{name}"
    server.add_url_rule(address, address, lambda: Response(content, content_type="font/woff2"))
    return name


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _add_scripts(server: Flask) -> Scripts:
    """Serve all scripts below one folder named by their content, so that they find each other."""
    texts, later = _scripts()
    folder = f"scripts-{_digest(_json(texts))}"
    address = {
        name: _serve(server, f"{folder}/{name}", text, JAVASCRIPT) for name, text in texts.items()
    }
    return Scripts(start=address[START], later=tuple(address[name] for name in later))


@cache
def _scripts() -> tuple[dict[str, str], tuple[str, ...]]:
    """Text of every script by its name, and the names of those that come after the first map."""
    texts = {
        path.relative_to(ROOMS).as_posix(): without_comments(_text(path)) for path in script_files()
    }
    first = list(dict.fromkeys(_imports(START, texts)))
    later = [name for name in dict.fromkeys(_imports(APP, texts)) if name not in first]
    return _with_first_in_one_file(first, texts), tuple(later)


def _with_first_in_one_file(first: list[str], texts: Mapping[str, str]) -> dict[str, str]:
    """The modules of the first map as one file, the first of all answers the map waits for.

    Eight requests instead of one cost about 70 ms. Every other module imports from that file.
    """

    def from_start(name: str) -> str:
        def renamed(match: re.Match[str]) -> str:
            path = posixpath.relpath(START, posixpath.dirname(name))
            is_first = _target(name, match[1]) in first
            return f'from "{path if path[0] == "." else "./" + path}"' if is_first else match[0]

        return IMPORT.sub(renamed, texts[name])

    together = "".join(WHOLE_IMPORT.sub("", texts[name]) for name in first)
    return {name: from_start(name) for name in texts if name not in first} | {START: together}


def script_files() -> list[Path]:
    """All scripts, each in the room of its view."""
    return sorted(ROOMS.rglob("*.js"))


def without_comments(script: str) -> str:
    """A script without the comments on lines of their own: a fifth of all its bytes.

    Types and reasons are for us; comments beside code stay.
    """
    kept, is_comment = [], False
    for line in script.splitlines(keepends=True):
        text = line.strip()
        opens = not is_comment and text.startswith("/*")
        if is_comment or (opens and text.find("*/") in (-1, len(text) - 2)):
            is_comment = "*/" not in text
        elif not text.startswith("//"):
            kept.append(line)
    return "".join(kept)


def style_files() -> list[Path]:
    """All styles, in the order in which they count: by name, `base.css` first."""
    return sorted(ROOMS.rglob("*.css"), key=lambda path: path.name)


def _imports(name: str, texts: Mapping[str, str], before: tuple[str, ...] = ()) -> Iterator[str]:
    """Everything a script imports, directly or not, each before what needs it; last the script."""
    for target in IMPORT.findall(texts[name]):
        other = _target(name, target)
        if other not in before:
            yield from _imports(other, texts, (*before, name))
    yield name


def _target(name: str, relative: str) -> str:
    """Script that a relative address in another script means."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), relative))


def script_words(lang: Lang) -> dict[str, str]:
    """What the scripts of all rooms say."""
    rooms = [SCRIPT_TEXTS, *(view.script_texts for view in VIEWS.values())]
    words = {key: text[lang] for texts in rooms for key, text in texts.items()}
    return {key: text.replace("{rules}", str(len(RULES))) for key, text in words.items()}


def _later(lang: Lang) -> dict[str, Any]:
    """What is needed after a click only: terms explained, words of scripts fetched then."""
    words = {key: text[lang] for view in VIEWS.values() for key, text in view.later_texts.items()}
    return {"terms": terms(lang), "words": words}


def _styles(font: str) -> str:
    styles = "\n".join([facts.stylesheet(), *map(_text, style_files())])
    return styles.replace(FONT.name, font)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
