"""The addresses below /api/: OGC API Features (Part 1: Core), tables and feeds."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable, Collection, Container, Mapping
from typing import Any
from urllib.parse import quote, urlencode

import pandas as pd
from flask import Flask, Response, request

from rollout.analysis import Analysis
from rollout.export.tables import EXACT, spreadsheet_safe
from rollout.language import Lang

from ..server.app_state import AppState
from ..server.hosts import host_name, is_loopback
from ..views.spots.view import SPOTS
from .collections import COLLECTIONS, Bounds
from .collections import Collection as FeatureCollection
from .feeds import atom, json_feed, public_entries
from .openapi import CONFORMANCE, LIMIT, MEDIA_TYPE, MOST, description
from .words import word

ROOT = "/api"
GEOJSON = "application/geo+json"
CRS = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
LOOKED_AT = 1000  # newest changes of which the public ones go into a feed
_BEHIND = "werkzeug.proxy_fix.orig"


class Wrong(Exception):  # noqa: N818  # the word people use for it
    """A parameter is wrong, or there is no such thing."""

    def __init__(self, status: int, code: str, text: str) -> None:
        self.status, self.code, self.text = status, code, text
        super().__init__(text)


class Features:
    """The collections of the data as they are now, made once for each state of them."""

    def __init__(self, app_state: AppState) -> None:
        self._app_state, self._turn = app_state, threading.Lock()
        self._analysis: Analysis | None = None
        self._made: dict[tuple[str, bool], FeatureCollection] = {}

    def of(self, name: str, sees_all: bool) -> FeatureCollection:
        """A collection; with the columns that are not public for whoever may see all."""
        make = COLLECTIONS.get(name)
        if make is None:
            raise Wrong(404, "NotFound", f"there is no collection {name!r}")
        analysis = self._app_state.analysed(self._app_state.scenario)
        with self._turn:
            if analysis is not self._analysis:
                self._analysis, self._made = analysis, {}
            key = (name, sees_all)
            if key not in self._made:
                self._made[key] = make(analysis, sees_all)
            return self._made[key]


class Api:
    """What stands below /api/ for whoever asks.

    Parameters
    ----------
    folders
        Path below which others find the server, by the name they call it.
    """

    def __init__(self, app_state: AppState, folders: Mapping[str, str]) -> None:
        self._folders = folders
        self._app_state, self._features = app_state, Features(app_state)
        self._prefix = f"/{app_state.below.day}" if app_state.below.day else ""

    def base(self) -> str:
        """Address of the landing page, without the slash."""
        return f"{self._site()}{ROOT}"

    def _site(self) -> str:
        """Address of these pages, without a slash at its end."""
        folder = self._folders.get(host_name(request.host), "")
        return f"{_origin()}{folder}{self._prefix}"

    def _of(self, name: str) -> FeatureCollection:
        state = self._app_state
        sees_all = state.service is not None and state.acting().actor.sees_all
        return self._features.of(name, sees_all)

    def collection(self, name: str) -> Response:
        """Say what a collection holds."""
        _only(())
        return _json(_about(name, self._of(name), self.base()))

    def collections(self) -> Response:
        """Say what every collection holds."""
        _only(())
        base = self.base()
        content = [_about(name, self._of(name), base) for name in COLLECTIONS]
        return _json({"links": [_link("self", f"{base}/collections")], "collections": content})

    def items(self, name: str) -> Response:
        """Give features of a collection, page by page."""
        _only(("limit", "offset", "bbox", "datetime", "f"))
        return _json(_page(self._of(name), f"{self.base()}/collections/{name}/items"), GEOJSON)

    def item(self, name: str, key: str) -> Response:
        """Give one feature."""
        _only(("f",))
        features = self._of(name)
        position = features.position(key)
        if position is None:
            raise Wrong(404, "NotFound", f"there is no feature {key!r}")
        address = f"{self.base()}/collections/{name}"
        links = [_link("self", f"{address}/items/{quote(key)}", GEOJSON),
                 _link("collection", address)]  # fmt: skip
        return _json(features.feature(position) | {"links": links}, GEOJSON)

    def table(self, name: str) -> Response:
        """Give a collection as a table for Excel."""
        _only(("lang",))
        content = _csv(self._of(name).table, _lang())
        return Response(content, content_type="text/csv; charset=utf-8")

    def feed(self, kind: str) -> Response:
        """Tell what changed last, as far as it is public."""
        _only(("lang",))
        from rollout.workspace.history import newest_changes  # loads the database

        state, lang = self._app_state, _lang()
        changes = (
            [] if state.service is None else newest_changes(state.service.workspace, LOOKED_AT)
        )
        page = f"{self._site()}{SPOTS.path(lang)}"
        names = state.first.districts["display_name"].to_dict()
        entries, address = public_entries(changes, names), f"{self.base()}/changes.{kind}"
        if kind == "atom":
            return Response(atom(entries, address, page, lang), mimetype="application/atom+xml")
        return Response(json_feed(entries, address, page, lang),
                        mimetype="application/feed+json")  # fmt: skip


def add_api(server: Flask, app_state: AppState, hosts: Collection[str]) -> None:
    """Serve it below /api/; only reading is possible."""
    api = Api(app_state, hosts if isinstance(hosts, Mapping) else {})
    views: dict[str, Callable[..., Response]] = {
        "/": lambda: _landing(api.base()),
        "/conformance": lambda: _plain({"conformsTo": CONFORMANCE}),
        "/openapi.json": lambda: _described(api.base()),
        "/collections": api.collections,
        "/collections/<name>": api.collection,
        "/collections/<name>/items": api.items,
        "/collections/<name>/items/<key>": api.item,
        "/<name>.csv": api.table,
        "/changes.atom": lambda: api.feed("atom"),
        "/changes.json": lambda: api.feed("json"),
    }
    for rule, view in views.items():
        server.add_url_rule(f"{ROOT}{rule}", f"api {rule}", _explained(view))


def _explained(view: Callable[..., Response]) -> Callable[..., Response]:
    """View that says in JSON what was wrong with a request."""

    def answer(**parts: str) -> Response:
        try:
            return view(**parts)
        except Wrong as wrong:
            response = _json({"code": wrong.code, "description": wrong.text})
            response.status_code = wrong.status
            return response

    return answer


def _origin() -> str:
    """Scheme and host of this server: the host was checked, and a proxy in front encrypts."""
    is_encrypted = _BEHIND in request.environ and not is_loopback(host_name(request.host))
    return f"{'https' if is_encrypted else 'http'}://{request.host}"


def _only(names: Container[str]) -> None:
    """Refuse a parameter nobody knows: whoever misspells `limit` shall not get everything."""
    unknown = [name for name in request.args if name not in names]
    repeated = [name for name in request.args if len(request.args.getlist(name)) > 1]
    if unknown or repeated:
        text = f"unknown or repeated parameters: {', '.join([*unknown, *repeated])}"
        raise Wrong(400, "InvalidParameterValue", text)
    if request.args.get("f", "json") != "json":
        raise Wrong(400, "InvalidParameterValue", "f is not 'json'")


def _lang() -> Lang:
    lang = request.args.get("lang", "de")
    if lang not in ("de", "en"):
        raise Wrong(400, "InvalidParameterValue", "lang is neither 'de' nor 'en'")
    return "en" if lang == "en" else "de"


def _whole(name: str, default: int, low: int, high: int) -> int:
    text = request.args.get(name, str(default))
    if not (text.isascii() and text.isdecimal() and len(text) < 12 and int(text) >= low):
        raise Wrong(400, "InvalidParameterValue", f"{name} is no whole number from {low}")
    return min(int(text), high)


def _box() -> Bounds | None:
    text = request.args.get("bbox")
    if text is None:
        return None
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        raise Wrong(400, "InvalidParameterValue", "bbox is not four numbers") from None
    box = (west, south, east, north)
    if not all(map(math.isfinite, box)) or south > north or west > east:
        raise Wrong(400, "InvalidParameterValue", "bbox is not west,south,east,north in degrees")
    return box


def _page(features: FeatureCollection, address: str) -> dict[str, Any]:
    """Features of one answer, with links to those before and after."""
    limit = _whole("limit", LIMIT, 1, MOST)
    offset = _whole("offset", 0, 0, 10_000_000)
    positions = features.within(_box())
    shown = positions[offset : offset + limit]
    args = {name: text for name, text in request.args.items() if name != "offset"}

    def at(start: int) -> str:
        query = urlencode(args | ({"offset": str(start)} if start else {}))
        return f"{address}?{query}" if query else address

    links = [_link("self", at(offset), GEOJSON)]
    if offset + limit < len(positions):
        links.append(_link("next", at(offset + limit), GEOJSON))
    if offset:
        links.append(_link("prev", at(max(0, offset - limit)), GEOJSON))
    return {
        "type": "FeatureCollection",
        "links": links,
        "numberMatched": len(positions),
        "numberReturned": len(shown),
        "features": [features.feature(position) for position in shown],
    }


def _about(name: str, features: FeatureCollection, base: str) -> dict[str, Any]:
    address = f"{base}/collections/{name}"
    return {
        "id": name,
        "title": word(f"features_{name}", "en"),
        "extent": {"spatial": {"bbox": [features.extent], "crs": CRS}},
        "itemType": "feature",
        "crs": [CRS],
        "links": [
            _link("self", address), _link("items", f"{address}/items", GEOJSON),
            _link("alternate", f"{base}/{name}.csv", "text/csv"),
        ],
    }  # fmt: skip


def _landing(base: str) -> Response:
    return _plain({
        "title": "rollout",
        "links": [
            _link("self", f"{base}/"), _link("service-desc", f"{base}/openapi.json", MEDIA_TYPE),
            _link("conformance", f"{base}/conformance"), _link("data", f"{base}/collections"),
            _link("alternate", f"{base}/changes.atom", "application/atom+xml"),
        ],
    })  # fmt: skip


def _described(base: str) -> Response:
    _only(())
    return _json(description(base, COLLECTIONS), MEDIA_TYPE)


def _plain(content: Mapping[str, Any]) -> Response:
    _only(("f",))
    return _json(content)


def _link(rel: str, href: str, kind: str = "application/json") -> dict[str, str]:
    return {"rel": rel, "href": href, "type": kind}


def _json(content: Mapping[str, Any], kind: str = "application/json") -> Response:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Response(text, content_type=kind)


def _csv(table: pd.DataFrame, lang: Lang) -> bytes:
    """Table as Excel of that language opens it, from the same address every time."""
    separator, decimal = (";", ",") if lang == "de" else (",", ".")
    safe = table.rename_axis("id").reset_index().map(spreadsheet_safe)
    text = safe.to_csv(index=False, sep=separator, decimal=decimal, lineterminator="\r\n",
                       float_format=EXACT)  # fmt: skip
    return ("\ufeff" + text).encode()
