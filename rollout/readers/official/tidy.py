"""Any table with a column of district keys, CSV or XLSX, wide or long."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from rollout.language import Text
from rollout.readers.document import Document
from rollout.readers.findings import Findings, file_error, quote
from rollout.readers.headers import fold
from rollout.readers.indicators import KEY_SPELLINGS
from rollout.readers.official.assemble import Column, Row, assemble
from rollout.readers.official.cells import column_styles
from rollout.readers.official.layout import KEY, Layout, is_district_key, lay_out
from rollout.readers.official.nuts_keys import NUTS_HEADERS, district_keys
from rollout.readers.official.publisher_table import OfficialTable, Origin
from rollout.readers.table import tabulate
from rollout.readers.written_numbers import sign_of, take_apart

_KEYS = frozenset(
    fold(name) for name in (*KEY_SPELLINGS, "ags", "krs", "kreis_ags", "county_code",
                              "district_ags", "ags5", "ags8", "ars", "gkz", "rs", "ags_0",
                              "kreis_id", "krs_code", "kreisnummer", "Kreis-Nr", "Kreis-Nr.",
                              "Schlüssel-Nr.", "Regionalschlüssel (AGS)", "Gebietsschlüssel",
                              *NUTS_HEADERS)
)  # fmt: skip
_NAMES = frozenset({"name", "kreisname", "districtname", "displayname", "bezeichnung", "gebiet",
                    "raumeinheit", "land", "landname", "bundesland", "type", "typ", "gen", "bez",
                    "regionalebezeichnung", "kreisfreiestadt", "kreisfreiestadtlandkreis",
                    "kreislandkreis", "regierungsbezirk", "geolabels", "nutsname", "namelatn",
                    "stadtlandkreis", "kreiskreisfreiestadt", "obsflag", "dataflow",
                    "lastupdate", "confstatus", "nuts3", "nuts", "nuts3code"})  # fmt: skip
_TIMES = frozenset({"year", "jahr", "zeit", "stichtag", "date", "datum", "berichtsjahr",
                    "zeitbezug", "timeperiod", "time"})  # fmt: skip
_ITEMS = frozenset({"indicator", "indikator", "variable", "merkmal", "item", "kennzahl"})
_VALUES = frozenset({"value", "wert", "values", "werte", "obsvalue"})
_LEVELS = frozenset({"raumbezug", "ebene", "gebietsebene", "raumebene", "level", "regionlevel"})
_DISTRICT_LEVELS = frozenset({"kreise", "kreis", "kreisekreisfreiestaedte", "landkreise",
                              "stadtundlandkreise", "districts", "nuts3"})  # fmt: skip
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:-[0-9]{2}-[0-9]{2})?|[0-9.]{2,6}\.((?:19|20)[0-9]{2})")
# Fewer matches may be chance: five-digit numbers are not rare.
_FEWEST_KEYS = 20


def is_key(header: str) -> bool:
    """Tell whether a header names the column of district keys."""
    return fold(header) in _KEYS


def read_tidy(
    document: Document, findings: Findings, nuts3: Mapping[str, str] | None = None
) -> OfficialTable:
    """Read a table whose rows are districts.

    Long tables have columns for the year, for the item ("indicator") and "value".

    Parameters
    ----------
    nuts3
        NUTS 3 code of any edition -> district; None: such codes are unknown.
    """
    layout = lay_out(document, findings, is_key, _FEWEST_KEYS)
    if layout is not None and not layout.is_plain:
        return _of_layout(layout, findings, nuts3 or {})
    table = tabulate(document, findings, is_key)
    findings.stop_on_errors()
    headers = [str(name) for name in table.cells.columns]
    roles = {header: _role(header) for header in headers}
    key = next((header for header in headers if roles[header] == "key"), None)
    if key is not None and not any(map(is_district_key, table.cells[key])):
        key = None  # "Kreis" may hold names while the keys stand under a header of their own
    key = key or _key_by_content(table.cells, findings)
    key = key or next((header for header in headers if roles[header] == "key"), None)
    if key is None:
        raise _no_key(headers, table.header_line, findings)
    cells = _districts_only(table.cells, roles)
    values, items = _value_columns(cells, roles, key)
    styles = column_styles({name: set(cells[name]) for name in values}, findings)
    findings.stop_on_errors()
    columns = [Column(name, "", _year(name[-4:]), style)
               for name, style in zip(values, styles, strict=True)]  # fmt: skip
    if items and [roles[name] for name in values] == ["value"]:
        columns = [Column(" ", style=styles[0])]  # the item names the series
    rows = _rows(cells, key, values, items, roles)
    return _assembled(columns, rows, findings, nuts3 or {})


def _of_layout(layout: Layout, findings: Findings, nuts3: Mapping[str, str]) -> OfficialTable:
    """Read a table with headers over several lines, or with the same header again and again."""
    names = [heading.name.split(" · ")[0] for heading in layout.headings]
    roles = [_role(name) for name in names]
    positions = [
        i for i, role in enumerate(roles)
        if role in ("series", "value") and i != layout.key
        and (names[i] or not math.isnan(layout.headings[i].year))
    ]  # fmt: skip
    texts = {str(i): {cells[i] for _, cells in layout.rows if i < len(cells)} for i in positions}
    styles = column_styles(texts, findings)
    findings.stop_on_errors()
    columns = [
        Column(heading.name or "Wert", heading.unit, heading.year, style)
        for heading, style in zip([layout.headings[i] for i in positions], styles, strict=True)
    ]
    place = next((i for i, role in enumerate(roles) if role == "name" and i != layout.key), None)
    time = next((i for i, role in enumerate(roles) if role == "time"), None)
    rows = [
        Row(line, cells[layout.key], _cell(cells, place),
            {number: _cell(cells, i) for number, i in enumerate(positions)},
            year=_year(_cell(cells, time)))
        for line, cells in layout.rows if _cell(cells, layout.key)
    ]  # fmt: skip
    return _assembled(columns, rows, findings, nuts3)


def _cell(cells: Sequence[str], position: int | None) -> str:
    return cells[position] if position is not None and position < len(cells) else ""


def _assembled(
    columns: Sequence[Column], rows: Sequence[Row], findings: Findings, nuts3: Mapping[str, str]
) -> OfficialTable:
    """Take names off the keys ("01001 Flensburg"), NUTS codes to districts, and put together."""
    split = [_without_name(row) for row in rows]
    keys = district_keys([row.key for row in split], nuts3, findings)
    findings.stop_on_errors()
    final = [row if row.key == key else replace(row, key=key)
             for row, key in zip(split, keys, strict=True)]  # fmt: skip
    origin = Origin("", Path(findings.file).name)
    return assemble("tidy", origin, columns, final, "", findings)


def _without_name(row: Row) -> Row:
    match = KEY.fullmatch(row.key)
    if match is None or not match[2]:
        return row
    return replace(row, key=match[1], place=row.place or match[2])


def _no_key(headers: Sequence[str], line: int, findings: Findings) -> Exception:
    names = ", ".join(quote(header, 30) for header in headers[:20])
    return file_error(
        findings.file, "missing-column",
        Text(f"keine Spalte mit Kreisschlüsseln; vorhanden: {names}",
             f"no column of district keys; present: {names}"),
        Text("eine Spalte ags (oder NUTS-3-Schlüssel)", "a column ags (or NUTS 3 codes)"),
        line=line,
    )  # fmt: skip


def _districts_only(cells: pd.DataFrame, roles: dict[str, str]) -> pd.DataFrame:
    """Rows of districts, where a column tells levels apart (`Raumbezug`: Bund, Länder, Kreise)."""
    for header, role in roles.items():
        if role == "level":
            is_district = cells[header].map(fold).isin(_DISTRICT_LEVELS)
            if is_district.any():
                return cells[is_district]
    return cells


def _key_by_content(cells: pd.DataFrame, findings: Findings) -> str | None:
    """Find the only column that holds district keys, whatever its header; noted."""
    headers = [str(header) for header in cells if _holds_keys(cells[header])]
    if len(headers) != 1:
        return None
    findings.add(
        "note", "column-name",
        Text(f"Spalte {quote(headers[0], 60)} als Kreisschlüssel gelesen",
             f"column {quote(headers[0], 60)} read as district key"),
    )  # fmt: skip
    return headers[0]


def _holds_keys(texts: pd.Series) -> bool:
    """Keys of five or eight digits (a lost zero is allowed) of Länder, nearly all different."""
    nonempty = texts[texts != ""]
    keys = nonempty[nonempty.map(is_district_key)]
    # Rows of Länder and below the table stand among those of districts.
    return len(keys) >= _FEWEST_KEYS and len(keys) >= 0.8 * len(nonempty) and keys.is_unique


def _role(header: str) -> str:
    name = fold(header)
    for role, names in (("key", _KEYS), ("name", _NAMES), ("time", _TIMES), ("item", _ITEMS),
                        ("value", _VALUES), ("level", _LEVELS)):  # fmt: skip
        if name in names:
            return role
    return "series"


def _value_columns(
    cells: pd.DataFrame, roles: dict[str, str], key: str
) -> tuple[list[str], list[str]]:
    """Columns of values, and those whose texts say what a value is about.

    In a long table (one column "value") every column of several different words says so.
    """
    values = [h for h in roles if roles[h] in ("series", "value") and h != key]
    items = [h for h in roles if roles[h] == "item"]
    if [roles[h] for h in values].count("value") != 1:
        return values, items
    words = [h for h in values if roles[h] == "series" and _holds_words(cells[h])]
    items += [h for h in words if len(set(cells[h])) > 1]
    return [h for h in values if h not in words], items


def _holds_words(texts: pd.Series) -> bool:
    unique = {text for text in set(texts) if text and sign_of(text) is None}
    return bool(unique) and not any(take_apart(text) is not None for text in unique)


def _year(text: str) -> float:
    match = _YEAR.fullmatch(text.strip())
    return float(match[1] or match[2]) if match else math.nan


def _rows(
    cells: pd.DataFrame, key: str, values: list[str], items: list[str], roles: dict[str, str]
) -> list[Row]:
    """Rows with year and item; blank keys (notes below the table) are left out."""
    place = next((h for h, role in roles.items() if role == "name" and h != key), None)
    time = next((h for h, role in roles.items() if role == "time"), None)
    rows_with_key = cells[cells[key] != ""]
    return [
        Row(
            int(line),
            row[key],
            row[place] if place else "",
            {number: row[name] for number, name in enumerate(values)},
            " · ".join(row[item] for item in items if row[item]),
            _year(row[time]) if time else math.nan,
        )
        for line, row in zip(rows_with_key.index, rows_with_key.to_dict("records"), strict=True)
    ]
