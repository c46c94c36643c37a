"""Flat files of GENESIS databases (ffcsv): one line per value, old and new column names.

Old: Zeit, 1_Merkmal_Code, 1_Auspraegung_Code, ..., one column CODE__Label__Unit per measure.
New: time, 1_variable_code, 1_variable_attribute_code, ..., value, value_unit, value_variable_label.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from rollout.language import Text
from rollout.readers.findings import Findings, file_error
from rollout.readers.official.assemble import Column, Row, assemble
from rollout.readers.official.cells import column_styles, read_rows
from rollout.readers.official.publisher_table import OfficialTable, Origin

_OFFICES = "Statistische Ämter des Bundes und der Länder"
_CODE = re.compile(r"([0-9]{1,2})_(?:variable_attribute_code|auspraegung_code)")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})")
_NAMES = {
    "old": ("zeit", "{}_merkmal_code", "{}_auspraegung_code", "{}_auspraegung_label"),
    "new": ("time", "{}_variable_code", "{}_variable_attribute_code",
            "{}_variable_attribute_label"),
}  # fmt: skip
DISTRICT_VARIABLES = frozenset({"KREISE", "KREIS", "KREISL", "KRE", "GEMEIN", "DLANDU"})


@dataclass(frozen=True)
class _Layout:
    """Positions of the columns: time, area (code, label), categories, measures."""

    time: int
    area: tuple[int, int]
    categories: tuple[int, ...]
    measures: tuple[tuple[int, str, str], ...]
    new: bool


def is_flat(text: str) -> bool:
    """Tell from the header."""
    first = text[:4000].lstrip("\ufeff").split("\n")[0].casefold()
    return first.startswith(("statistik_code;", "statistics_code;", '"statistics_code";',
                             '"statistik_code";'))  # fmt: skip


def read_flat(text: str, findings: Findings) -> OfficialTable:
    """Read a flat file; rows of larger areas are told by their keys."""
    rows = read_rows(text.lstrip("\ufeff"), findings.file)
    original = next(rows)[1]
    header = [cell.casefold() for cell in original]
    data = [row for row in rows if any(row[1])]
    layout = _layout(header, original, data, findings.file)
    columns: dict[tuple[str, str], int] = {}
    body: list[Row] = []
    label, unit = _position(header, "value_variable_label"), _position(header, "value_unit")
    for line, cells in data:
        if len(cells) < len(header):
            raise _broken(findings.file, line)
        year = _YEAR.search(cells[layout.time])
        category = " · ".join(cells[i] for i in layout.categories if cells[i])
        texts: dict[int, str] = {}
        for position, name, its_unit in layout.measures:
            measure = (cells[label], cells[unit]) if layout.new else (name, its_unit)
            texts[columns.setdefault(measure, len(columns))] = cells[position]
        body.append(
            Row(line, cells[layout.area[0]], cells[layout.area[1]], texts, category,
                float(year[1]) if year else math.nan)
        )  # fmt: skip
    cells_of = [[row.cells.get(i, "") for row in body] for i in range(len(columns))]
    styles = column_styles({str(i): texts for i, texts in enumerate(cells_of)}, findings)
    head = [Column(*measure, style=style) for measure, style in zip(columns, styles, strict=True)]
    origin = _origin(data, header)
    return assemble("ffcsv", origin, head, body, "comma", findings)


def _layout(
    header: list[str], original: list[str], data: Sequence[tuple[int, list[str]]], file: str
) -> _Layout:
    style = "new" if "time" in header else "old"
    time, variable, code, label = _NAMES[style]
    numbers = [match[1] for name in header if (match := _CODE.fullmatch(name))]
    if time not in header or not data or not numbers:
        raise _broken(file, 1)
    areas = [n for n in numbers if _is_area(_values(data, header, variable.format(n)))]
    if not areas:
        raise file_error(
            file, "no-district",
            Text("kein Merkmal ist eine Kreisgliederung", "no variable is a list of districts"),
            Text("das Merkmal KREISE", "the variable KREISE"),
        )  # fmt: skip
    area = areas[0]
    others = [_position(header, label.format(n)) for n in numbers if n != area]
    if style == "new":
        names = ("value", "value_unit", "value_variable_label")
        if not set(names) <= set(header):
            raise _broken(file, 1)
        measures: tuple[tuple[int, str, str], ...] = ((header.index("value"), "", ""),)
    else:
        measures = tuple(
            (i, name.split("__")[1].replace("_", " "), name.split("__")[-1])
            for i, name in enumerate(original)
            # CODE__Label__Unit; columns ending in __q hold marks of quality, not values.
            if name.count("__") >= 2 and not name.endswith("__q")
        )
    if not measures:
        raise _broken(file, 1)
    place = (_position(header, code.format(area)), _position(header, label.format(area)))
    return _Layout(header.index(time), place, tuple(i for i in others if i >= 0), measures,
                   style == "new")  # fmt: skip


def _position(header: Sequence[str], name: str) -> int:
    return header.index(name) if name in header else -1


def _values(data: Sequence[tuple[int, list[str]]], header: list[str], name: str) -> set[str]:
    position = _position(header, name)
    return {cells[position].upper() for _, cells in data if 0 <= position < len(cells)}


def _is_area(codes: set[str]) -> bool:
    return bool(codes & DISTRICT_VARIABLES)


def _broken(file: str, line: int) -> Exception:
    return file_error(
        file, "flat-layout",
        Text("der Aufbau der flachen GENESIS-Datei ist nicht erkennbar oder die Zeile ist kürzer "
             "als der Kopf",
             "the layout of the flat GENESIS file is not clear, or the row is shorter than the "
             "header"),
        remedy=Text("Datei neu herunterladen", "download the file again"), line=line,
    )  # fmt: skip


def _origin(data: Sequence[tuple[int, list[str]]], header: list[str]) -> Origin:
    first = data[0][1]
    names = ("statistics_code", "statistik_code", "statistics_label", "statistik_label")
    labels = [_position(header, name) for name in names]
    title = " ".join(first[i] for i in labels if i >= 0)
    return Origin(
        publisher=_OFFICES,
        title=f"Statistik {title}"[:300],
        licence="dl-de/by-2-0",
        licence_url="https://www.govdata.de/dl-de/by-2-0",
        attribution=Text(
            f"© {_OFFICES}, Deutschland, dl-de/by-2-0 (Daten verändert)",
            f"© {_OFFICES}, Deutschland, dl-de/by-2-0 (data changed)",
        ),
        url="https://www.regionalstatistik.de",
        note=Text(
            "Die flache Datei nennt keine Lizenz; sie gilt nach den Seiten der Datenbank.",
            "The flat file names no licence; it applies by the pages of the database.",
        ),
    )
