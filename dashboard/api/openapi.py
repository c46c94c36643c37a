"""The description of the interface in OpenAPI 3.0, made from the same register of collections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import rollout

LIMIT, MOST = 100, 10_000
MOST_OFFSET = 10_000_000
CONFORMANCE = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
]
MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.0"
_LANG = {"name": "lang", "in": "query", "schema": {"type": "string", "enum": ["de", "en"]}}
_PARAMETERS: list[dict[str, Any]] = [
    {"name": "limit", "in": "query",
     "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}},
    {"name": "offset", "in": "query",
     "schema": {"type": "integer", "minimum": 0, "maximum": MOST_OFFSET, "default": 0}},
    {"name": "bbox", "in": "query", "style": "form", "explode": False,
     "schema": {"type": "array", "minItems": 4, "maxItems": 4, "items": {"type": "number"}}},
    {"name": "datetime", "in": "query", "schema": {"type": "string"},
     "description": "Taken and without effect: no feature has a time of its own."},
    {"name": "f", "in": "query", "schema": {"type": "string", "enum": ["json"]}},
]  # fmt: skip


def description(base: str, names: Iterable[str]) -> dict[str, Any]:
    """OpenAPI document.

    Parameters
    ----------
    base
        Address the paths stand below.
    names
        Of the collections.
    """
    paths: dict[str, Any] = {
        "/": _get("Landing page"),
        "/conformance": _get("Conformance classes"),
        "/openapi.json": _get("This document", MEDIA_TYPE.partition(";")[0]),
        "/collections": _get("Collections"),
        "/changes.atom": _get("Public changes as Atom feed", "application/atom+xml", [_LANG]),
        "/changes.json": _get("Public changes as JSON feed", "application/feed+json", [_LANG]),
    }
    for name in names:
        paths[f"/collections/{name}"] = _get(f"Collection {name}")
        paths[f"/collections/{name}/items"] = _get(
            f"Features of {name}", "application/geo+json", _PARAMETERS
        )
        paths[f"/collections/{name}/items/{{id}}"] = _get(
            f"One feature of {name}", "application/geo+json",
            [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
        )  # fmt: skip
        paths[f"/{name}.csv"] = _get(f"Table of {name}", "text/csv", [_LANG])
    return {
        "openapi": "3.0.3",
        "info": {"title": "rollout", "version": rollout.__version__},
        "servers": [{"url": base}],
        "paths": paths,
    }


def _get(
    summary: str,
    media_type: str = "application/json",
    parameters: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    content = {media_type: {"schema": {} if "json" in media_type else {"type": "string"}}}
    texts = {name: {"type": "string"} for name in ("code", "description")}
    schema = {"type": "object", "required": ["code"], "properties": texts}
    problem = {"application/json": {"schema": schema}}
    return {"get": {
        "summary": summary,
        "parameters": parameters or [],
        "responses": {
            "200": {"description": summary, "content": content},
            "400": {"description": "A parameter is wrong", "content": problem},
            "404": {"description": "There is no such thing", "content": problem},
        },
    }}  # fmt: skip
