"""`datapackage.json`: what every column of the CSV files means (Frictionless Data Package)."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rollout.export.columns import column_of
from rollout.export.labels import label, lines
from rollout.export.tables import TARGET_CSV_COLUMNS
from rollout.language import Lang

if TYPE_CHECKING:
    from rollout.analysis import Analysis

_INTEGER = re.compile(r"-?(?:0|[1-9]\d*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", re.IGNORECASE)
_BOOLEANS = {"True", "False"}
OTHERS = {
    "districts.geojson": "application/geo+json",
    "rollout.gpkg": "application/geopackage+sqlite3",
}


def datapackage_json(analysis: Analysis, files: Mapping[str, bytes], lang: Lang) -> bytes:
    """Describe the tables among the files of a run, column by column, and name the sources.

    Parameters
    ----------
    files
        Name and content of every file written so far.
    """
    tables = {
        "districts.csv": ("en", ",", "."),
        "targets.csv": (lang, ";", ","),
    }
    resources = [_table(name, files[name], analysis, *manner) for name, manner in tables.items()]
    resources += [
        {"name": _key(name), "path": name, "mediatype": kind, **_content(files[name])}
        for name, kind in OTHERS.items()
    ]
    package = {
        "profile": "data-package",
        "name": "rollout",
        "title": label(analysis).title[lang],
        "description": "\n\n".join(lines(analysis, lang)),
        "sources": _sources(analysis),
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode()


def _table(
    name: str, content: bytes, analysis: Analysis, lang: Lang, delimiter: str, decimal: str
) -> dict[str, Any]:
    text = content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    ids = head if head[0] == "ags" else list(TARGET_CSV_COLUMNS)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(head)
    fields = [
        _field(title, key, values, analysis, lang, decimal)
        for title, key, values in zip(head, ids, columns, strict=True)
    ]
    return {
        "name": _key(name),
        "path": name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8",
        **_content(content),
        "dialect": {"delimiter": delimiter},
        "schema": {
            "fields": fields,
            "missingValues": [""],
            "primaryKey": head[ids.index("ags")],
        },
    }


def _field(
    name: str, key: str, values: Sequence[str], analysis: Analysis, lang: Lang, decimal: str
) -> dict[str, Any]:
    """Name, type and meaning of a column."""
    column = column_of(key, analysis.inputs.catalogue)
    kind = _kind([value.replace(decimal, ".") for value in values if value])
    field: dict[str, Any] = {"name": name, "type": kind, "title": column.caption[lang]}
    if kind == "number" and decimal != ".":
        field["decimalChar"] = decimal
    if kind == "boolean":
        field |= {"trueValues": ["True"], "falseValues": ["False"]}
    return field


def _kind(values: Sequence[str]) -> str:
    """Type of a column out of its values; keys with a leading zero are text.

    >>> _kind(["01001", "16077"]), _kind(["1", "12"]), _kind(["1", "0.5"]), _kind(["True"])
    ('string', 'integer', 'number', 'boolean')
    """
    if not values:
        return "string"
    if all(map(_INTEGER.fullmatch, values)):
        return "integer"
    if all(map(_NUMBER.fullmatch, values)) and not any(re.match(r"0\d", v) for v in values):
        return "number"
    return "boolean" if set(values) <= _BOOLEANS else "string"


def _content(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _key(name: str) -> str:
    return name.replace(".", "-")


def _sources(analysis: Analysis) -> list[dict[str, str]]:
    """Publisher and title of every source, with its address where it has one on the web."""
    sources = []
    for row in analysis.inputs.sources.to_dict("records"):
        source = {"title": f"{row['publisher']}: {row['title']}"}
        address = row.get("url")
        if isinstance(address, str) and address.startswith(("https://", "http://")):
            source["path"] = address
        sources.append(source)
    return sources
