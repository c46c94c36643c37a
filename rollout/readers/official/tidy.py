"""Any table with a column of district keys, CSV or XLSX, wide or long."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from rollout.ags import LAENDER
from rollout.language import Text
from rollout.readers.findings import Findings, file_error, quote
from rollout.readers.headers import fold
from rollout.readers.indicators import KEY_SPELLINGS
from rollout.readers.official.assemble import Column, Row, assemble
from rollout.readers.official.cells import SIGNS, Notation
from rollout.readers.official.publisher_table import OfficialTable, Origin
from rollout.readers.table import read_table

_KEYS = frozenset(
    fold(name) for name in (*KEY_SPELLINGS, "ags", "krs", "kreis_ags", "county_code",
                              "district_ags", "ags5", "ags8", "ars", "gkz")
)  # fmt: skip
_NAMES = frozenset({"name", "kreisname", "districtname", "displayname", "bezeichnung", "gebiet",
                    "raumeinheit", "land", "landname", "bundesland", "type", "typ"})  # fmt: skip
_TIMES = frozenset({"year", "jahr", "zeit", "stichtag", "date", "datum", "berichtsjahr"})
_ITEMS = frozenset({"indicator", "indikator", "variable", "merkmal", "item", "kennzahl"})
_VALUES = frozenset({"value", "wert", "values", "werte"})
_YEAR = re.compile(r"((?:19|20)[0-9]{2})(?:-[0-9]{2}-[0-9]{2})?|[0-9.]{2,6}\.((?:19|20)[0-9]{2})")
_COMMA = re.compile(r"[-+]?[0-9.]{1,25},[0-9]{1,30}")
_THREE_DIGITS = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")
_KEY = r"^([0-9]{4,5})(?:000)?$"
# Fewer matches may be chance: five-digit numbers are not rare.
_FEWEST_KEYS = 20
# Words for "no value" from pandas, R, SQL and people.
_MISSING = frozenset({"na", "n/a", "nan", "null", "none", "k.a.", "k. a."})


def is_key(header: str) -> bool:
    """Tell whether a header names the column of district keys."""
    return fold(header) in _KEYS


def read_tidy(path: Path, findings: Findings) -> OfficialTable:
    """Read a table whose rows are districts.

    Long tables have columns for the year, for the item ("indicator") and "value".
    """
    table = read_table(path, findings, is_key)
    findings.stop_on_errors()
    headers = [str(name) for name in table.cells.columns]
    roles = {header: _role(header) for header in headers}
    key = next((header for header in headers if roles[header] == "key"), None)
    key = key or _key_by_content(table.cells, findings)
    if key is None:
        names = ", ".join(quote(header, 30) for header in headers[:20])
        raise file_error(
            findings.file, "missing-column",
            Text(f"keine Spalte mit Kreisschlüsseln; vorhanden: {names}",
                 f"no column of district keys; present: {names}"),
            Text("eine Spalte ags", "a column ags"), line=table.header_line,
        )  # fmt: skip
    cells = table.cells.replace(dict.fromkeys(_spellings(table.cells), ""))
    values = _value_columns(headers, roles, key)
    notation = _notation(cells[values], findings)
    columns = [Column(name, "", _year(name[-4:])) for name in values]
    items = [header for header in headers if roles[header] == "item"]
    if items and [roles[name] for name in values] == ["value"]:
        columns = [Column(" ", "")]  # the item names the series
    rows = _rows(cells, key, values, headers, roles)
    origin = Origin("", Path(findings.file).name)
    return assemble("tidy", origin, columns, rows, notation, findings)


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
    keys = nonempty.str.extract(_KEY, expand=False).dropna().str.zfill(5)
    keys = keys[keys.str[:2].isin(LAENDER)]
    return len(keys) >= _FEWEST_KEYS and len(keys) >= 0.95 * len(nonempty) and keys.is_unique


def _role(header: str) -> str:
    name = fold(header)
    for role, names in (("key", _KEYS), ("name", _NAMES), ("time", _TIMES), ("item", _ITEMS),
                        ("value", _VALUES)):  # fmt: skip
        if name in names:
            return role
    return "series"


def _spellings(cells: pd.DataFrame) -> set[str]:
    """Return words for "missing" in the spellings of this file."""
    return {text for column in cells for text in set(cells[column]) if text.casefold() in _MISSING}


def _value_columns(headers: Sequence[str], roles: dict[str, str], key: str) -> list[str]:
    return [h for h in headers if roles[h] in ("series", "value") and h != key]


def _notation(cells: pd.DataFrame, findings: Findings) -> Notation:
    """Tell decimal commas from points; `1.104` alone may be either, so ask."""
    comma, doubtful = False, []
    for name in cells:
        texts = {text for text in cells[name] if text not in SIGNS}
        comma = comma or any(map(_COMMA.fullmatch, texts))
        with_point = [text for text in texts if "." in text]
        if with_point and all(map(_THREE_DIGITS.fullmatch, with_point)):
            doubtful.append((str(name), sorted(with_point)[0]))
    # A decimal comma anywhere settles that points group thousands.
    for name, text in doubtful if not comma else ():
        findings.add(
            "error", "thousands",
            Text(f"{quote(text)} kann Tausender oder Nachkommastellen meinen",
                 f"{quote(text)} may mean thousands or decimals"),
            Text("Zahlen ohne Tausenderpunkt", "numbers without thousands marks"),
            Text("Tausenderpunkte entfernen oder eine Nachkommastelle mehr schreiben",
                 "remove the thousands marks or write one more decimal"), column=name,
        )  # fmt: skip
    return Notation(comma=comma, thousands=comma)


def _year(text: str) -> float:
    match = _YEAR.fullmatch(text.strip())
    return float(match[1] or match[2]) if match else math.nan


def _rows(
    cells: pd.DataFrame, key: str, values: list[str], headers: list[str], roles: dict[str, str]
) -> list[Row]:
    """Rows with year and item; blank keys (notes below the table) are left out."""
    place = next((h for h in headers if roles[h] == "name"), None)
    time = next((h for h in headers if roles[h] == "time"), None)
    items = [h for h in headers if roles[h] == "item"]
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
