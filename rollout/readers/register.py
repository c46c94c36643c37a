"""The register: the list of initiatives with seat and service area."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from rollout.errors import Problem, Text
from rollout.readers.areas import read_area, split_areas
from rollout.readers.columns import Columns, folded
from rollout.readers.fields import (
    Fields,
    Words,
    read_ids,
    read_links,
    read_required,
    read_words,
    read_years,
)
from rollout.readers.findings import NOTHING, Findings, quoted
from rollout.readers.places import Places
from rollout.readers.seats import Seats, read_seats
from rollout.readers.table import RawTable, read_table

FIRST_YEAR = 1800

COLUMNS = Columns(
    {
        "id": ("Kennung", "ID-Nr", "Nr", "Nummer", "Schlüssel der Initiative", "identifier"),
        "name": ("Name der Initiative", "Initiative", "Bezeichnung", "Titel", "title"),
        "carrier": ("Träger", "Trägerschaft", "Trägerin", "Organisation", "organisation"),
        "kind": ("Art", "Art der Initiative", "Typ", "type"),
        "federal_network": ("Bundesnetzwerk", "bundesgefördert", "federally funded",
                            "Bundesförderung"),
        "place": ("Ort", "Sitz", "Stadt", "Sitzort", "Gemeinde", "city", "town", "seat"),
        "plz": ("Postleitzahl", "postcode", "postal code", "zip", "zip code"),
        "district_ags": ("AGS", "Kreisschlüssel", "Kreis-AGS", "Kreis", "Landkreis", "district",
                         "district key", "Kreiskennziffer", "KRS", "Kreisschlüssel (AGS)",
                         "AGS Kreis", "Gemeindeschlüssel", "Sitzkreis"),
        "served_ags": ("Wirkungsgebiet", "Einzugsgebiet", "bediente Kreise", "Gebiet",
                       "service area", "served districts", "Wirkungsgebiet (AGS)", "Wirkungskreise",
                       "Kreise"),
        "land": ("Bundesland", "state", "federal state"),
        "latitude": ("lat", "Breite", "Breitengrad", "geografische Breite", "geogr. Breite", "y",
                     "Hochwert", "Nordwert", "UTM Nord", "northing"),
        "longitude": ("lon", "lng", "long", "Länge", "Längengrad", "geografische Länge",
                      "geogr. Länge", "x", "Rechtswert", "Ostwert", "UTM Ost", "easting"),
        "founded_year": ("Gründungsjahr", "gegründet", "Gründung", "founded", "year founded",
                         "founding year", "Jahr"),
        "network_status": ("Status", "Netzwerkstatus", "Anbindung", "network state"),
        "topics": ("Themen", "Schwerpunkte", "Thema", "topic"),
        "website": ("Webseite", "Internet", "Homepage", "URL", "Internetseite", "web"),
        "source_url": ("Quelle", "Quelle (URL)", "Quellenangabe", "source", "Beleg"),
        "source_note": ("Anmerkung", "Bemerkung", "Hinweis", "note", "notes", "Quellenhinweis",
                        "Bemerkungen", "Anmerkungen"),
        "confidence": ("Belegstufe", "Verlässlichkeit", "Sicherheit", "Konfidenz", "reliability"),
    },
    required=("id", "name", "district_ags", "network_status"),
    forgiving=True,
)  # fmt: skip

STATUS = Words(
    {
        "networked": ("vernetzt", "angebunden", "verbunden", "im Netzwerk", "connected"),
        "founding": ("in Gründung", "Gründung", "im Aufbau", "being founded"),
        "unconnected": ("nicht angebunden", "nicht vernetzt", "unvernetzt", "unverbunden",
                        "nicht verbunden", "ohne Anbindung", "keine Anbindung", "not connected",
                        "not networked"),
    }
)  # fmt: skip
CONFIDENCE = Words(
    {
        "low": ("niedrig", "gering", "unsicher"),
        "medium": ("mittel",),
        "high": ("hoch", "sicher", "gesichert"),
    },
    empty="low",
)
KIND = Words(
    {
        "acceptance_campaign": ("Akzeptanzoffensive", "Akzeptanzkampagne"),
        "masterplan": ("Masterplan Industrie", "industry masterplan"),
        "advisory_board": ("Beirat", "Runder Tisch", "Beirat oder Runder Tisch", "round table"),
        "site_alliance": ("Standortverbund", "Chemieverbund", "Standort- oder Chemieverbund"),
        "association": ("Firmenverein", "Verein"),
        "growth_region": ("Wachstumsregion",),
        "union_platform": ("gewerkschaftliche Plattform",),
        "transformation_network": ("Transformationsnetzwerk",),
        "hydrogen_network": ("Wasserstoffnetzwerk",),
        "climate_initiative": ("Klimainitiative",),
        "skilled_labour_initiative": ("Fachkräfteinitiative", "skilled labor initiative"),
        "other": ("sonstige", "sonstiges", "andere"),
    },
    empty="other",
)
YES_NO = Words({"yes": ("ja", "true", "wahr", "1", "x"), "no": ("nein", "false", "falsch", "0")},
               empty="no")  # fmt: skip

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_TOTALS = frozenset({"summe", "gesamt", "insgesamt", "total", "gesamtsumme", "anzahl"})


@dataclass(frozen=True, eq=False)
class Register:
    """A register that was read without an error.

    Parameters
    ----------
    initiatives
        Index `id` (sorted), columns as in `data/initiatives.csv`, then the user's own columns
        (text). Empty text and unknown numbers are NaN; `founded_year`, `latitude` and `longitude`
        are floats (EPSG:4326), `federal_network` is bool.
    served
        One row per initiative and district of its declared service area: id, ags; sorted.
    problems
        What was repaired or tolerated.
    """

    initiatives: pd.DataFrame
    served: pd.DataFrame
    problems: tuple[Problem, ...]


def read_register(path: Path | str, places: Places, *, today: dt.date | None = None) -> Register:
    """Read and check a register.

    Parameters
    ----------
    path
        CSV or XLSX in any of the spellings of `COLUMNS`; the order of columns does not matter.
    places
        Districts, their past, postcodes, and a way to locate points.
    today
        Day that limits the founding year (one year ahead is allowed); default: today.

    Raises
    ------
    DataError
        With everything found in the file, errors first.
    """
    findings = Findings(str(path))
    table = read_table(Path(path), findings, COLUMNS.is_known)
    mapping = COLUMNS.match(table.cells.columns, table.header_line, findings)
    if any(p.code in ("missing-column", "duplicate-column") for p in findings.all()):
        findings.stop_on_errors()
    return register_from_table(table, mapping, findings, places, today or dt.date.today())


def register_from_table(
    table: RawTable, mapping: dict[str, str], findings: Findings, places: Places, today: dt.date
) -> Register:
    """Check the cells of a table whose columns are known, and build the register."""
    fields = _fields(table, mapping, findings)
    _note_absent(fields, table.header_line)
    seats = read_seats(fields, places)
    served, served_text = _read_served(fields, places)
    ids = read_ids(fields, "id", _ID)
    names = read_required(fields, "name")
    columns: dict[str, list[Any]] = {
        "name": names,
        "kind": read_words(fields, "kind", KIND),
        "federal_network": [v == "yes" for v in read_words(fields, "federal_network", YES_NO)],
        "plz": list(seats.postcode),
        "district_ags": list(seats.district_ags),
        "served_ags": served_text,
        "latitude": seats.latitude.tolist(),
        "longitude": seats.longitude.tolist(),
        "founded_year": read_years(fields, "founded_year", FIRST_YEAR, today.year + 1).tolist(),
        "network_status": read_words(fields, "network_status", STATUS),
        "website": read_links(fields, "website"),
        "source_url": read_links(fields, "source_url"),
        "confidence": read_words(fields, "confidence", CONFIDENCE),
    }
    _note_similar(fields, names, seats)
    _note_pointless(fields)
    findings.stop_on_errors()
    if not ids:
        findings.add("note", "no-rows", Text("enthält keine Initiative", "has no initiative"))
    initiatives = _frame(fields, ids, columns)
    pairs = pd.DataFrame(
        [(ids[row], key) for row, keys in enumerate(served) for key in keys],
        columns=["id", "ags"],
        dtype="str",
    )
    pairs = pairs.sort_values(["id", "ags"], ignore_index=True)
    return Register(initiatives, pairs, findings.all())


def _fields(table: RawTable, mapping: dict[str, str], findings: Findings) -> Fields:
    """Cells under their column names, without rows of totals; own columns keep their header."""
    cells = table.cells.rename(columns=mapping)
    for name in COLUMNS.spellings:
        if name not in cells:
            cells[name] = ""
    first = cells[list(table.cells.rename(columns=mapping).columns)].replace("", np.nan)
    opening = first.bfill(axis=1).iloc[:, 0].fillna("").map(folded)
    totals = opening.isin(_TOTALS) & (cells["district_ags"] == "") & (cells["network_status"] == "")
    for line in cells.index[totals]:
        found = Text("Summenzeile bleibt unbeachtet", "row of totals is ignored")
        findings.add("note", "totals-row", found, line=int(line))
    headers = {name: header for header, name in mapping.items()}
    return Fields(cells[~totals], headers, findings)


def _note_absent(fields: Fields, line: int) -> None:
    absent = ", ".join(name for name in COLUMNS.spellings if name not in fields.headers)
    if absent:
        fields.findings.add(
            "note",
            "absent-column",
            Text(f"Spalten ohne Angabe: {absent}", f"columns not given: {absent}"),
            line=line,
        )


def _read_served(fields: Fields, places: Places) -> tuple[list[list[str]], list[str | None]]:
    """Districts of every declared service area, and the cell as repaired."""
    parts = [split_areas(cell, places) for cell in fields.values("served_ags")]
    readings = {text: read_area(text, places) for texts in parts for text in texts}
    served = []
    for line, texts in zip(fields.lines, parts, strict=True):
        for text in texts:
            reading = readings[text]
            if reading.code:
                fields.report(
                    reading.level, reading.code, "served_ags", line,
                    reading.found, reading.expected, reading.remedy,
                )  # fmt: skip
        served.append(list(dict.fromkeys(key for text in texts for key in readings[text].keys)))
    return served, [";".join(keys) or None for keys in served]


def _note_similar(fields: Fields, names: list[str], seats: Seats) -> None:
    """Rows with nearly the same name in the same district may be the same initiative."""
    seen: dict[tuple[str, str | None], int] = {}
    for line, name, ags in zip(fields.lines, names, seats.district_ags, strict=True):
        key = (folded(name) or name, ags)
        first = seen.setdefault(key, line)
        if first != line and name:
            fields.report(
                "note", "similar-name", "name", line,
                Text(f"{quoted(name)} steht mit gleichem Kreis schon in Zeile {first}",
                     f"{quoted(name)} is already in line {first} with the same district"),
                NOTHING,
                Text("prüfen, ob es dieselbe Initiative ist",
                     "check whether it is the same initiative"),
            )  # fmt: skip


def _note_pointless(fields: Fields) -> None:
    empty = zip(fields.lines, fields.values("latitude"), fields.values("longitude"), strict=True)
    lines = [line for line, latitude, longitude in empty if not latitude and not longitude]
    fields.report_once(
        "note", "no-point", "latitude", lines,
        Text("ohne Koordinaten: zählt nicht im Umkreis und nicht als nächste Initiative",
             "without coordinates: not counted by radius nor as nearest initiative"),
    )  # fmt: skip


def _frame(fields: Fields, ids: list[str], columns: dict[str, list[Any]]) -> pd.DataFrame:
    """Build the frame of a register: known columns in fixed order, then the user's own ones."""
    own = [column for column in fields.cells.columns if column not in COLUMNS.spellings]
    index = pd.Index(ids, name="id", dtype="str")
    data = {}
    for name in [*COLUMNS.spellings, *own]:
        if name == "id":
            continue
        values = columns.get(name)
        if values is None:
            values = [text or None for text in fields.values(name)]
        kind = _DTYPES.get(name, "str")
        data[name] = pd.Series(values, index=index, dtype=kind)
    return pd.DataFrame(data, index=index).sort_index()


_DTYPES = {
    "latitude": "float64",
    "longitude": "float64",
    "founded_year": "float64",
    "federal_network": "bool",
}
