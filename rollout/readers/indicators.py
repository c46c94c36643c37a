"""Own indicators: one row per district, one column per indicator of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from rollout.errors import Problem
from rollout.language import Text, in_both, number
from rollout.model import nothing_restated
from rollout.readers.column_values import Fields
from rollout.readers.countries import needed_to_plan
from rollout.readers.document import Content, Document, as_source, open_document
from rollout.readers.findings import Findings, quote
from rollout.readers.headers import Columns, fold
from rollout.readers.key_columns import same_districts
from rollout.readers.keys import CITY_STATES, read_key
from rollout.readers.numbers import read_values, style_of_texts
from rollout.readers.places import Places
from rollout.readers.restated_values import other_keys, report_restated, restate
from rollout.readers.table import tabulate
from rollout.readers.written_numbers import sign_of

KEY_SPELLINGS = ("Kreisschlüssel", "Kreis", "Kreiskennziffer", "AGS Kreis", "Schlüssel",
                 "Schlüsselnummer", "KRS", "Kennziffer", "Regionalschlüssel", "district key",
                 "Gemeindeschlüssel", "Kreisschlüssel (AGS)", "ARS", "NUTS", "NUTS 3", "NUTS_ID",
                 "NUTS-3-Code", "NUTS-Code", "geo")  # fmt: skip

_LARGER_NUTS = re.compile(r"DE[0-9A-G][0-9A-Z]?")  # Länder and government regions


@dataclass(frozen=True, eq=False)
class IndicatorTable:
    """Values of indicators that were read without an error.

    Parameters
    ----------
    values
        Index `ags` (sorted, every district), one float column per indicator of the catalogue
        found in the file; NaN = unknown.
    problems
        What was repaired or tolerated.
    restated
        Values carried over from another territorial status, see `Inputs.restated`.
    """

    values: pd.DataFrame
    problems: tuple[Problem, ...]
    restated: pd.DataFrame = field(default_factory=nothing_restated)


def read_indicators(
    path: Path | str | Content, catalogue: pd.DataFrame, places: Places
) -> IndicatorTable:
    """Read the values of a catalogue's indicators.

    Parameters
    ----------
    path
        CSV or XLSX with a column of district keys; indicators under their id or German or English
        name, numbers with decimal point or comma, the marks of official statistics.
    catalogue
        As from `read_catalogue`.
    places
        Known districts and dissolved ones.

    Raises
    ------
    DataError
        With everything found in the file. Unknown or dissolved districts are errors unless their
        row is empty; missing ones are notes and become NaN.
    """
    findings = Findings(str(path))
    is_known = indicator_columns(catalogue).is_known
    document = open_document(as_source(path), findings, is_known)
    return indicators_of(document, findings, catalogue, places)


def indicators_of(
    document: Document, findings: Findings, catalogue: pd.DataFrame, places: Places
) -> IndicatorTable:
    """Values of indicators out of a document; see `read_indicators`."""
    columns = indicator_columns(catalogue)
    table = tabulate(document, findings, columns.is_known)
    key_headers = [h for h in map(str, table.cells) if columns.by_spelling.get(fold(h)) == "ags"]
    ignored = same_districts(table, key_headers, places, findings)
    mapping = columns.match(table.cells.columns, table.header_line, findings, ignored=ignored)
    if any(p.code in ("missing-column", "duplicate-column") for p in findings.all()):
        findings.stop_on_errors()
    cells = table.cells.rename(columns=mapping)
    fields = Fields(cells, {name: header for header, name in mapping.items()}, findings)
    present = [name for name in catalogue.index if name in fields.headers]
    _note_columns(fields, present, catalogue, table.header_line)
    keys = _read_keys(fields, present, places)
    style = style_of_texts(text for name in present for text in fields.values(name))
    values = {
        name: read_values(fields, name, str(catalogue["kind"][name]), keys, style)
        for name in present
    }
    findings.stop_on_errors()
    frame = pd.DataFrame(values, index=range(len(keys)), dtype="float64")
    frame.index = pd.Index([key or "" for key in keys], dtype="str", name="ags")
    frame, restated = restate(frame[frame.index != ""], catalogue, places)
    report_restated(fields, restated, places)
    _note_missing(fields, frame.index, places)
    # Every district has a row, so that no later step has to ask which are there.
    everywhere = pd.Index(sorted(places.names), name="ags", dtype="str")
    return IndicatorTable(frame.reindex(everywhere), findings.all(), restated)


def indicator_columns(catalogue: pd.DataFrame) -> Columns:
    """Headers an indicator file may have: the key, and each indicator's id and names."""
    names = [name for name in ("name_de", "name_en", "short_de", "short_en") if name in catalogue]
    spellings = {
        str(name): tuple(dict.fromkeys(str(row[column]) for column in names))
        for name, row in catalogue.iterrows()
    }
    users: dict[str, int] = {}
    for texts in spellings.values():
        for spelling in {fold(text) for text in texts}:
            users[spelling] = users.get(spelling, 0) + 1
    unique = {
        name: tuple(text for text in texts if users[fold(text)] == 1)
        for name, texts in spellings.items()
    }
    return Columns({"ags": KEY_SPELLINGS, **unique}, required=("ags",))


def _note_columns(fields: Fields, present: list[str], catalogue: pd.DataFrame, line: int) -> None:
    other = [str(name) for name in fields.cells if name not in fields.headers]
    if other:
        names = ", ".join(quote(name, 30) for name in other)
        fields.findings.add(
            "note", "unknown-column",
            Text(f"nicht im Katalog, bleibt unbeachtet: {names}",
                 f"not in the catalogue, ignored: {names}"), line=line,
        )  # fmt: skip
    absent = ", ".join(name for name in catalogue.index if name not in present)
    if not present:
        fields.findings.add(
            "error", "missing-column",
            Text("keine Spalte steht im Katalog", "no column is in the catalogue"),
            Text(f"Spalten wie {absent[:200]}", f"columns such as {absent[:200]}"), line=line,
        )  # fmt: skip
    elif absent:
        fields.findings.add(
            "note", "absent-column",
            Text(f"Indikatoren ohne Werte: {absent}", f"indicators without values: {absent}"),
            line=line,
        )  # fmt: skip


def _read_keys(fields: Fields, present: list[str], places: Places) -> list[str | None]:
    """District of every row; None for totals, empty rows of dissolved districts, and errors.

    Districts of another territorial status that can be restated keep their key.
    """
    restatable = other_keys(places)
    texts = fields.values("ags")
    keys_in_file = set(texts)
    cells = fields.cells[present]
    nothing = {text for name in present for text in set(cells[name]) if not text or sign_of(text)}
    is_empty = cells.isin(list(nothing)).all(axis=1).tolist() if present else [True] * len(cells)
    first: dict[str, int] = {}
    totals, keys, municipalities = [], [], []
    for line, text, empty in zip(fields.lines, texts, is_empty, strict=True):
        reading = read_key(text, places)
        key = reading.key
        if _is_total(text, reading.code, key, keys_in_file):
            totals.append(line)
            key = None
        elif reading.other_key in restatable:
            # A dissolved district without values is none; a secret one to come is a part unknown.
            is_none = empty and reading.code.startswith("dissolved")
            key = None if is_none else _once(fields, first, line, reading.other_key, places)
        elif reading.code in ("dissolved", "dissolved-several"):
            key = None
            _report_former_district(fields, line, text, empty)
        elif key is None:
            fields.report("error", reading.code, "ags", line, reading.finding, reading.expected,
                          reading.remedy)  # fmt: skip
        elif reading.code == "city-part" or _is_municipality(text, key, places):
            municipalities.append((line, text))
        elif _once(fields, first, line, key, places) and reading.code:
            fields.report("repaired", reading.code, "ags", line, reading.finding, reading.expected,
                          reading.remedy)  # fmt: skip
        keys.append(key)
    if municipalities:
        _refuse_municipalities(fields, municipalities)
    elif texts and len(totals) == len(texts):
        _refuse_no_district(fields)
    fields.report_once(
        "note", "totals-row", "ags", totals,
        Text("Summen von Land oder Bund bleiben unbeachtet",
             "totals of a Land or the country are ignored"),
    )  # fmt: skip
    return keys


def _is_municipality(text: str, key: str, places: Places) -> bool:
    """Whether a key is that of a part of a district: its value says nothing of the whole.

    Independent towns are one municipality, and whole districts end in zeros.
    """
    digits = "".join(sign for sign in text if sign.isdigit()).lstrip("0")
    rest = digits.removeprefix(key.lstrip("0")) if len(digits) > len(key) else ""
    return bool(rest.strip("0")) and not places.is_town(key) and key[:2] not in CITY_STATES


def _refuse_municipalities(fields: Fields, rows: Sequence[tuple[int, str]]) -> None:
    line, text = rows[0]
    count = in_both(lambda lang: number(len(rows), lang=lang))
    fields.report(
        "error", "municipalities", "ags", line,
        Text(f"{quote(text)} ist eine Gemeinde oder ein Stadtteil, kein Kreis (Zeilen dieser Art: "
             f"{count.de})",
             f"{quote(text)} is a municipality or a part of a town, not a district (rows like "
             f"this: {count.en})"),
        Text("eine Zeile je Kreis", "one row per district"),
        Text("der Planer rechnet mit Kreisen: Anzahlen je Kreis addieren, Quoten nach Einwohnern "
             "mitteln; für einen Plan der Gemeinden brauchte es Umrisse, Register und Indikatoren "
             "je Gemeinde",
             "the planner works with districts: add counts per district, average rates by "
             "inhabitants; a plan of municipalities would take outlines, a register and "
             "indicators per municipality"),
    )  # fmt: skip


def _refuse_no_district(fields: Fields) -> None:
    """Numbers of three digits are totals in German tables, and whole districts in Austria's."""
    needed = needed_to_plan("AT")
    fields.report(
        "error", "no-district", "ags", None,
        Text("keine Zeile nennt einen Kreis", "no row names a district"),
        Text("Kreisschlüssel wie '09162'", "district keys such as '09162'"),
        Text(f"Summen von Ländern genügen nicht; sind es Bezirke in Österreich oder der Schweiz: "
             f"{needed.de}",
             f"totals of Länder are not enough; if these are districts of Austria or Switzerland: "
             f"{needed.en}"),
    )  # fmt: skip


def _once(fields: Fields, first: dict[str, int], line: int, key: str, places: Places) -> str:
    """The key, unless an earlier line has it: "", which is reported."""
    if first.setdefault(key, line) == line:
        return key
    fields.report(
        "error", "duplicate-district", "ags", line,
        Text(f"{places.label(key)} steht schon in Zeile {first[key]}",
             f"{places.label(key)} is already in line {first[key]}"),
        Text("jeder Kreis einmal", "every district once"),
    )  # fmt: skip
    return ""


def _is_total(text: str, code: str, key: str | None, keys_in_file: set[str]) -> bool:
    """Tell whether a row is the sum of a larger area; `02` is Hamburg unless 02000 is there too."""
    if code == "city-state":
        return key in keys_in_file
    is_larger = text.isdecimal() and len(text) <= 3
    is_larger = is_larger or _LARGER_NUTS.fullmatch(text) is not None
    return is_larger or text.casefold() in ("dg", "de", "99", "insgesamt", "deutschland")


def _report_former_district(fields: Fields, line: int, text: str, empty: bool) -> None:
    finding = Text(f"{quote(text)} ist ein aufgelöster Kreis",
                 f"{quote(text)} is a dissolved district")  # fmt: skip
    if empty:
        fields.report("note", "dissolved", "ags", line, finding,
                      remedy=Text("die leere Zeile bleibt unbeachtet",
                                  "the empty row is ignored"))  # fmt: skip
        return
    fields.report(
        "error", "dissolved", "ags", line, finding,
        Text("Kreise von heute", "the districts of today"),
        Text("Werte zuerst auf heutige Kreise umrechnen (Anzahlen summieren, Quoten mitteln); das "
             "tut rollout data import indicators",
             "convert the values to today's districts first (add counts, average rates); "
             "rollout data import indicators does so"),
    )  # fmt: skip


def _note_missing(fields: Fields, present: pd.Index, places: Places) -> None:
    absent = sorted(set(places.names) - set(present))
    if absent:
        names = ", ".join(places.label(key) for key in absent[:10])
        more = " …" if len(absent) > 10 else ""
        fields.report(
            "note", "missing-district", "ags", None,
            Text(f"{len(absent)} Kreise fehlen und bleiben unbekannt: {names}{more}",
                 f"{len(absent)} districts are missing and stay unknown: {names}{more}"),
        )  # fmt: skip
