"""Which publisher's format a file has, and its reader."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from rollout.files.archives import ARCHIVE_FAULTS
from rollout.files.guarded import read_bytes
from rollout.language import Text
from rollout.readers.document import Document, parse_document
from rollout.readers.findings import Findings, file_error
from rollout.readers.headers import fold
from rollout.readers.limits import HEADER_WITHIN
from rollout.readers.official.archive import csv_member
from rollout.readers.official.deutschlandatlas import is_atlas, read_atlas
from rollout.readers.official.election import is_election, read_election
from rollout.readers.official.eurostat import is_eurostat, without_comma_header
from rollout.readers.official.flat import is_flat, read_flat
from rollout.readers.official.genesis import is_genesis, read_genesis
from rollout.readers.official.inkar import is_inkar, read_inkar
from rollout.readers.official.layout import is_district_key
from rollout.readers.official.nuts import read_nuts
from rollout.readers.official.outlines import OfficialOutlines
from rollout.readers.official.publisher_table import OfficialTable
from rollout.readers.official.tidy import is_key, read_tidy
from rollout.readers.official.vg import read_vg
from rollout.readers.places import Places
from rollout.readers.spreadsheet import is_spreadsheet
from rollout.readers.text import decode

MUNICIPALITIES = "municipalities"  # what a file is refused for
# Headers over the parts of a key: Land, government region, district, association, municipality.
KEY_IN_PARTS = {"land", "rb", "kreis", "vb", "gem"}
_Reader = Callable[[str, Findings], OfficialTable]
_TEXT_FORMATS: tuple[tuple[Callable[[str], bool], _Reader], ...] = (
    (is_genesis, read_genesis),
    (is_flat, read_flat),
    (is_inkar, read_inkar),
    (is_election, read_election),
)


def read_official(path: Path | str, nuts3: Mapping[str, str] | None = None) -> OfficialTable:
    """Read a publisher's table of values by district, whatever its format.

    Regionalstatistik and GENESIS (table and flat file, also zipped), INKAR and Eurostat exports,
    structure data of the election office, Deutschlandatlas workbook, or any CSV, XLSX, XLS or ODS
    with a column of keys.

    Parameters
    ----------
    nuts3
        NUTS 3 code -> district, for tables with such codes; those of older editions are known.

    Raises
    ------
    DataError
        The file is no such table, or broken; with line and remedy.
    """
    path = Path(path)
    findings = Findings(str(path))
    raw = read_bytes(path)
    is_zip = raw.startswith(b"PK\x03\x04")
    if is_spreadsheet(raw) or (is_zip and _is_workbook(raw)):
        if is_zip and not is_spreadsheet(raw) and is_atlas(raw, str(path)):
            return read_atlas(raw, findings)
        document = _sheet_of_keys(raw, findings)
        _refuse_municipalities(document)
        return _read_text(_as_text(document), findings) or read_tidy(document, findings, nuts3)
    if is_zip:
        raw = csv_member(raw, str(path))
        table = _read_text(decode(raw, findings), findings)
        if table is None:
            raise _unknown_layout(str(path))
        return table
    table = _read_text(decode(raw, findings), findings)
    if table is not None:
        return table
    findings = Findings(str(path))  # what decoding said is said again
    if is_eurostat(raw):
        raw = without_comma_header(raw)
    document = parse_document(raw, findings, is_key)
    _refuse_municipalities(document)
    return read_tidy(document, findings, nuts3)


def _refuse_municipalities(document: Document) -> None:
    """Refuse the list of all municipalities, whose keys stand in five columns."""
    for line, cells in document.records[:HEADER_WITHIN]:
        if {fold(cell) for cell in cells} >= KEY_IN_PARTS:
            raise file_error(
                document.file, MUNICIPALITIES,
                Text("ist ein Verzeichnis der Gemeinden (Schlüssel in fünf Spalten)",
                     "is a list of municipalities (keys in five columns)"),
                Text("eine Zeile je Kreis", "one row per district"),
                Text("die Tabelle der Kreise desselben Herausgebers nehmen (etwa „Kreisfreie "
                     "Städte und Landkreise“), oder die Werte je Kreis addieren",
                     "take the table of districts of the same publisher (such as “Kreisfreie "
                     "Städte und Landkreise”), or add the values per district"), line=line,
            )  # fmt: skip


def _read_text(text: str, findings: Findings) -> OfficialTable | None:
    """Table of a publisher known by its first lines, from the most telling to the least."""
    for applies, reader in _TEXT_FORMATS:
        if applies(text):
            return reader(text.lstrip("\ufeff"), findings)
    return None


def _sheet_of_keys(raw: bytes, findings: Findings) -> Document:
    """Sheet with a header of keys; where no sheet has one, the sheet with keys themselves."""
    notes = Findings(findings.file)
    document = parse_document(raw, notes, is_key)
    head = document.records[:HEADER_WITHIN]
    if not any(is_key(cell) for _, cells in head for cell in cells if cell):
        notes = Findings(findings.file)
        document = parse_document(raw, notes, is_district_key)
    findings.extend(notes.all())
    return document


def _as_text(document: Document) -> str:
    """A worksheet as the CSV file a publisher would offer beside it; lines stay the same."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\n")
    for _, cells in document.records:
        writer.writerow([" ".join(cell.split("\n")) for cell in cells])
    return target.getvalue()


def _unknown_layout(file: str) -> Exception:
    return file_error(
        file, "unknown-format",
        Text("die CSV-Datei im Archiv hat keinen bekannten Aufbau",
             "the CSV file in the archive has no known layout"),
        remedy=Text("Datei entpacken und einzeln einlesen", "unpack it and read it by itself"),
    )  # fmt: skip


def _is_workbook(raw: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except ARCHIVE_FAULTS:
        return True  # damaged: the workbook reader says so


def read_outlines(path: Path | str, places: Places, nuts3: Mapping[str, str]) -> OfficialOutlines:
    """Read district outlines: BKG, Eurostat NUTS, or any map of areas with district keys.

    As shapefile, GeoPackage, zip, folder of them, GeoJSON or TopoJSON.

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
        return read_vg(path, places, nuts3)
    if path.is_file() and suffix in (".geojson", ".json", ".topojson"):
        return read_nuts(path, places, nuts3)
    finding = (
        Text("ist kein bekanntes Kartenformat", "is no known map format")
        if path.exists()
        else Text("nicht gefunden", "not found")
    )
    expected = Text(".shp, .gpkg, .zip, .geojson, .topojson oder ein Ordner damit",
                    ".shp, .gpkg, .zip, .geojson, .topojson, or a folder of them")  # fmt: skip
    raise file_error(str(path), "unknown-format", finding, expected)
