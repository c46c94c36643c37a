"""Six districts drawn as boxes of half a degree, and a register that is right."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from rollout.readers.gazetteer import Gazetteer, Municipality, PlaceAbroad
from rollout.readers.places import Places

# ags -> name, west, south
BOXES = {
    "01051": ("Dithmarschen", 9.0, 54.0),
    "02000": ("Hamburg", 10.0, 53.5),
    "03159": ("Göttingen", 9.5, 51.5),
    "09162": ("München (Stadt)", 11.5, 48.0),
    "09184": ("München (Landkreis)", 12.0, 48.0),
    "16063": ("Wartburgkreis", 10.0, 50.5),
}


def locate(longitude: np.ndarray, latitude: np.ndarray) -> list[str | None]:
    return [
        next((a for a, (_, w, s) in BOXES.items() if w <= x < w + 0.5 and s <= y < s + 0.5), None)
        for x, y in zip(longitude, latitude, strict=True)
    ]


def within(keys: list[str], longitude: np.ndarray, latitude: np.ndarray, km: float) -> np.ndarray:
    """Plain distance to a box on a sphere flattened at the point."""
    near = []
    for key, x, y in zip(keys, longitude, latitude, strict=True):
        _, west, south = BOXES[key]
        east_km = max(west - x, x - west - 0.5, 0.0) * 111.2 * np.cos(np.radians(y))
        north_km = max(south - y, y - south - 0.5, 0.0) * 111.2
        near.append(np.hypot(east_km, north_km) <= km)
    return np.array(near, dtype=bool)


NUTS = {"DEF05": "01051", "DE91C": "03159", "DEG0N": "16056", "DEG0P": "16063", "DEG0R": "16063"}
REGIONS = {
    "chamber": {
        "IHK für München und Oberbayern": ("09162", "09184"),
        "IHK zu Kiel": ("01051",),
        "IHK Südthüringen": ("16063",),
    },
    "ror": {"München": ("09162", "09184"), "Göttingen": ("03159", "16063"),
            "Südthüringen": ("03159", "16063")},
}  # fmt: skip


# A few municipalities with made-up numbers, and one place abroad.
TOWNS = Gazetteer(
    (
        Municipality("Brunsbüttel, Stadt", "01051011", 12_000, 65.0, 54.25, 9.25),
        Municipality("Hamburg, Freie und Hansestadt", "02000000", 1_900_000, 755.0, 53.75, 10.25),
        Municipality("Göttingen, Universitätsstadt", "03159016", 120_000, 117.0, 51.75, 9.75),
        Municipality("München, Landeshauptstadt", "09162000", 1_500_000, 310.0, 48.25, 11.75),
        Municipality("Garching b.München, St", "09184119", 18_000, 28.0, 48.25, 12.25),
        Municipality("Neustadt a.d.Isar", "09184900", 20_000, 10.0, 48.4, 12.4),
        Municipality("Neustadt (Werra)", "16063900", 30_000, 10.0, 50.75, 10.25),
    ),
    (PlaceAbroad("Salzburg", "AT", 150_000),),
)


@pytest.fixture(scope="session")
def places() -> Places:
    changes = pd.DataFrame(
        [
            ("03152", 2016, "03159", 1.0),
            ("16056", 2021, "16063", 1.0),
            ("09199", 1995, "09162", 0.7),
            ("09199", 1995, "09184", 0.3),
        ],
        columns=["old_ags", "valid_until", "new_ags", "share_population"],
    )
    postcodes = pd.DataFrame(
        [
            ("25541", "Brunsbüttel", "01051"),
            ("20038", "Hamburg", "02000"),
            ("37073", "Göttingen", "03159"),
            ("01067", "Garching", "09184"),
            ("80331", "München", "09162"),
            ("85521", "Riem", "09162"),
            ("85521", "Riem", "09184"),
            ("80999", None, "09162"),
        ],
        columns=["plz", "place", "ags"],
    )
    names = {ags: name for ags, (name, _, _) in BOXES.items()}
    return Places(
        names, changes, postcodes, locate, within, NUTS, REGIONS, read_gazetteer=lambda: TOWNS
    )


@pytest.fixture(scope="session")
def shipped_places(inputs: Any) -> Places:
    """What a register is checked against in the shipped data."""
    from rollout.inputs import places_of

    names = ("chambers", "district_types", "postcodes", "district_changes")
    return places_of(inputs.districts, {name: getattr(inputs, name) for name in names})


HEADER = [
    "id", "name", "carrier", "kind", "federal_network", "place", "plz", "district_ags",
    "served_ags", "land", "latitude", "longitude", "founded_year", "network_status", "topics",
    "website", "source_url", "source_note", "confidence",
]  # fmt: skip
ROWS = [
    ["chempark", "ChemCoast Park", "Werkleiter", "site_alliance", "no", "Brunsbüttel", "25541",
     "01051", "01051;02000", "Schleswig-Holstein", "54.25", "9.25", "2005", "unconnected",
     "Chemie;Energie", "https://chem.example", "https://src.example/a", "", "high"],
    ["auto-muc", "Auto, München", "", "transformation_network", "yes", "München", "80331",
     "09162", "09162;09184", "Bayern", "48.25", "11.75", "", "networked",
     "", "", "https://src.example/b", 'sagt "ja"', "medium"],
    ["goe", "Industriedialog Göttingen", "IHK", "other", "no", "Göttingen", "37073",
     "03159", "03159", "Niedersachsen", "51.75", "9.75", "2019", "founding",
     "Dialog", "", "https://src.example/c", "", "low"],
]  # fmt: skip


def as_csv(rows: list[list[str]], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue()


Spoil = Callable[..., Path]


@pytest.fixture
def register(tmp_path: Path) -> Spoil:
    """Write the right register with some cells changed: register({(row, column): text})."""

    def write(
        cells: dict[tuple[int, str], str] | None = None,
        *,
        headers: dict[str, str] | None = None,
        delimiter: str = ",",
        encoding: str = "utf-8",
        edit: Callable[[str], str] = str,
    ) -> Path:
        rows = [list(row) for row in ROWS]
        for (row, column), text in (cells or {}).items():
            rows[row][HEADER.index(column)] = text
        header = [(headers or {}).get(name, name) for name in HEADER]
        path = tmp_path / "register.csv"
        path.write_bytes(edit(as_csv([header, *rows], delimiter)).encode(encoding))
        return path

    return write


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write sheets of rows as an XLSX file."""

    def write(sheets: dict[str, list[list[Any]]], name: str = "register.xlsx") -> Path:
        import openpyxl

        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return write
