"""Which publisher's format a file has, and its reader."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from rollout.files.guarded import read_bytes
from rollout.language import Text
from rollout.readers.findings import Findings, file_error
from rollout.readers.official.archive import csv_member
from rollout.readers.official.deutschlandatlas import is_atlas, read_atlas
from rollout.readers.official.election import is_election, read_election
from rollout.readers.official.flat import is_flat, read_flat
from rollout.readers.official.genesis import is_genesis, read_genesis
from rollout.readers.official.inkar import is_inkar, read_inkar
from rollout.readers.official.nuts import read_nuts
from rollout.readers.official.outlines import OfficialOutlines
from rollout.readers.official.publisher_table import OfficialTable
from rollout.readers.official.tidy import read_tidy
from rollout.readers.official.vg import read_vg
from rollout.readers.places import Places
from rollout.readers.text import decode

_Reader = Callable[[str, Findings], OfficialTable]
_TEXT_FORMATS: tuple[tuple[Callable[[str], bool], _Reader], ...] = (
    (is_genesis, read_genesis),
    (is_flat, read_flat),
    (is_inkar, read_inkar),
    (is_election, read_election),
)


def read_official(path: Path | str) -> OfficialTable:
    """Read a publisher's table of values by district, whatever its format.

    Regionalstatistik and GENESIS (table and flat file, also zipped), INKAR export, structure data
    of the election office, Deutschlandatlas workbook, or any CSV or XLSX with a column of keys.

    Raises
    ------
    DataError
        The file is no such table, or broken; with line and remedy.
    """
    path = Path(path)
    findings = Findings(str(path))
    raw = read_bytes(path)
    if raw.startswith(b"PK\x03\x04"):
        if _is_workbook(raw):
            if is_atlas(raw, str(path)):
                return read_atlas(raw, findings)
            return read_tidy(path, findings)
        raw = csv_member(raw, str(path))
        return _read_text(decode(raw, findings), findings, None)
    return _read_text(decode(raw, findings), findings, path)


def _read_text(text: str, findings: Findings, path: Path | None) -> OfficialTable:
    # From the most telling first line to the least; anything else is tried as a plain table.
    for applies, reader in _TEXT_FORMATS:
        if applies(text):
            return reader(text.lstrip("\ufeff"), findings)
    if path is None:
        raise file_error(
            findings.file, "unknown-format",
            Text("die CSV-Datei im Archiv hat keinen bekannten Aufbau",
                 "the CSV file in the archive has no known layout"),
            remedy=Text("Datei entpacken und einzeln einlesen", "unpack it and read it by itself"),
        )  # fmt: skip
    return read_tidy(path, Findings(findings.file))


def _is_workbook(raw: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return True  # damaged: the workbook reader says so


def read_outlines(path: Path | str, places: Places, nuts3: Mapping[str, str]) -> OfficialOutlines:
    """Read district outlines: BKG (folder, zip, .shp, .gpkg) or Eurostat NUTS (GeoJSON).

    Parameters
    ----------
    places
        Today's districts and their past.
    nuts3
        NUTS code -> district.

    Raises
    ------
    DataError
        Unknown kind of file, broken, or not all of today's districts.
    """
    path = Path(path)
    suffix = path.suffix.casefold()
    if path.is_dir() or (path.is_file() and suffix in (".zip", ".shp", ".gpkg")):
        return read_vg(path, places)
    if path.is_file() and suffix in (".geojson", ".json"):
        return read_nuts(path, places, nuts3)
    finding = (
        Text("ist kein bekanntes Kartenformat", "is no known map format")
        if path.exists()
        else Text("nicht gefunden", "not found")
    )
    expected = Text(".shp, .gpkg, .zip, .geojson oder ein Ordner damit",
                    ".shp, .gpkg, .zip, .geojson, or a folder of them")  # fmt: skip
    raise file_error(str(path), "unknown-format", finding, expected)
