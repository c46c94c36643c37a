"""The addresses below /api/: OGC API Features (Part 1: Core), tables and feeds."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable, Container, Mapping
from typing import Any
from urllib.parse import quote, urlencode

import pandas as pd
from flask import Flask, Response, request

from rollout.analysis import Analysis
from rollout.export.tables import EXACT, spreadsheet_safe
from rollout.language import Lang

from ..server.app_state import AppState
from ..server.hosts import host_name, is_loopback
from .collections import COLLECTIONS, Bounds, Collection
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
        self._made: dict[tuple[str, bool], Collection] = {}

    def of(self, name: str, sees_all: bool) -> Collection:
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


def add_api(server: Flask, app_state: AppState) -> None:
    """Serve it below /api/; only reading is possible."""
    features, prefix = Features(app_state), f"/{app_state.below.day}" if app_state.below.day else ""

    def sees_all() -> bool:
        return app_state.service is not None and app_state.acting().actor.sees_all

    def base() -> str:
        return f"{_origin()}{prefix}{ROOT}"

    def collection(name: str) -> Response:
        _only(())
        return _json(_about(name, features.of(name, sees_all()), base()))

    def collections() -> Response:
        _only(())
        all_of = {name: features.of(name, sees_all()) for name in COLLECTIONS}
        content = [_about(name, one, base()) for name, one in all_of.items()]
        return _json({"links": [_link("self", f"{base()}/collections")], "collections": content})

    def items(name: str) -> Response:
        _only(("limit", "offset", "bbox", "datetime", "f"))
        return _json(_page(features.of(name, sees_all()), f"{base()}/collections/{name}/items"),
                     GEOJSON)  # fmt: skip

    def item(name: str, key: str) -> Response:
        _only(("f",))
        features_of = features.of(name, sees_all())
        position = features_of.position(key)
        if position is None:
            raise Wrong(404, "NotFound", f"there is no feature {key!r}")
        address = f"{base()}/collections/{name}"
        links = [_link("self", f"{address}/items/{quote(key)}", GEOJSON),
                 _link("collection", address)]  # fmt: skip
        return _json(features_of.feature(position) | {"links": links}, GEOJSON)

    def table(name: str) -> Response:
        _only(("lang",))
        return Response(_csv(features.of(name, sees_all()).table, _lang()),
                        content_type="text/csv; charset=utf-8")  # fmt: skip

    def feed(kind: str) -> Response:
        _only(("lang",))
        from rollout.workspace.history import newest_changes  # loads the database

        service, lang = app_state.service, _lang()
        changes = [] if service is None else newest_changes(service.workspace, LOOKED_AT)
        page = f"{_origin()}{prefix}/{lang}/{'weisse-flecken' if lang == 'de' else 'white-spots'}"
        names = app_state.first.districts["display_name"].to_dict()
        entries, address = public_entries(changes, names), f"{base()}/changes.{kind}"
        if kind == "atom":
            return Response(atom(entries, address, page, lang), mimetype="application/atom+xml")
        return Response(json_feed(entries, address, page, lang),
                        mimetype="application/feed+json")  # fmt: skip

    views: dict[str, Callable[..., Response]] = {
        "/": lambda: _landing(base()),
        "/conformance": lambda: _plain({"conformsTo": CONFORMANCE}),
        "/openapi.json": lambda: _described(base()),
        "/collections": collections,
        "/collections/<name>": collection,
        "/collections/<name>/items": items,
        "/collections/<name>/items/<key>": item,
        "/<name>.csv": table,
        "/changes.atom": lambda: feed("atom"),
        "/changes.json": lambda: feed("json"),
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


def _page(features: Collection, address: str) -> dict[str, Any]:
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


def _about(name: str, features: Collection, base: str) -> dict[str, Any]:
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
