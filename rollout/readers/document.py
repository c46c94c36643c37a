"""A table file as it stands: its records, how it is written, and writing it back with changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rollout.files.guarded import TABLE, read_bytes
from rollout.language import Text, in_both, number
from rollout.readers.findings import Findings, file_error
from rollout.readers.json_records import is_json, json_records
from rollout.readers.limits import (
    HEADER_WITHIN,
    MAX_CELL,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    too_many_cells,
    too_many_rows,
)
from rollout.readers.merged_cells import MergedCells, Record
from rollout.readers.point_map import is_map
from rollout.readers.spreadsheet import is_spreadsheet
from rollout.readers.text import decode, text_of_formula
from rollout.readers.words import DELIMITERS

# Without this mark Excel takes CSV for Windows-1252 and breaks every umlaut.
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Content:
    """A file that is in memory only: the name a user knows it by, and its bytes."""

    name: str
    raw: bytes

    def __str__(self) -> str:
        """Name, as a path would give it."""
        return self.name


Source = Path | Content


@dataclass(frozen=True, eq=False)
class Document:
    """The records of a CSV, XLSX, XLS or ODS file, of a map of points or of a list in JSON.

    Parameters
    ----------
    file
        Name as the user gave it.
    raw
        Bytes of the file.
    records
        Line and cells of every record, blank ones too.
    sheet
        Title of the worksheet (or of several read below each other); None for CSV.
    delimiter, has_sep_line, line_end
        How a CSV file is written; `has_sep_line`: with Excel's line `sep=`.
    merged_blocks
        Merged cells of a worksheet.
    is_writable
        Whether `render` can write it back.
    """

    file: str
    raw: bytes
    records: list[Record]
    sheet: str | None = None
    delimiter: str = ","
    has_sep_line: bool = False
    line_end: str = "\n"
    merged_blocks: tuple[MergedCells, ...] = ()
    is_writable: bool = True


def open_document(source: Source, findings: Findings, is_known: Callable[[str], bool]) -> Document:
    """Read a file; see `parse_document`."""
    return parse_document(source_bytes(source), findings, is_known)


def as_source(file: Path | str | Content) -> Source:
    """File as named by a caller, who may write a path as text."""
    return file if isinstance(file, Content) else Path(file)


def source_bytes(source: Source, expected: Text = TABLE) -> bytes:
    """Bytes of a file, wherever it is; `DataError` where they cannot be what is expected."""
    if not isinstance(source, Path):
        return source.raw
    if source.suffix.casefold() == ".shp" and source.is_file():
        from rollout.readers.point_map import zipped_shape

        return zipped_shape(source)  # what belongs to it stands in files beside it
    return read_bytes(source, expected=expected)


def parse_document(raw: bytes, findings: Findings, is_known: Callable[[str], bool]) -> Document:
    """Take the bytes of a CSV, XLSX, XLS, ODS or JSON file or of a map of points apart.

    Parameters
    ----------
    raw, findings
        The file and where to report what was tolerated.
    is_known
        Recognises a header; used to find the delimiter and the worksheet.
    """
    if is_spreadsheet(raw):
        from rollout.readers.spreadsheet import spreadsheet_records

        titles, records = spreadsheet_records(raw, findings, is_known)
        return Document(findings.file, raw, records, " + ".join(titles), is_writable=False)
    if is_map(raw):
        from rollout.readers.point_map import point_records

        return Document(findings.file, raw, point_records(raw, findings), is_writable=False)
    if raw.startswith(b"PK\x03\x04"):
        from rollout.readers.xlsx import workbook_records

        titles, records, blocks = workbook_records(raw, findings, is_known)
        return Document(findings.file, raw, records, " + ".join(titles), merged_blocks=blocks,
                        is_writable=len(titles) < 2)  # fmt: skip
    text = decode(raw, findings)
    if is_json(text):
        return Document(findings.file, raw, json_records(text, findings), is_writable=False)
    delimiter, plain = _delimiter(text, is_known)
    if delimiter != ",":
        sign = DELIMITERS[delimiter]
        findings.add(
            "repaired",
            "delimiter",
            Text(f"Spalten durch {sign.de} getrennt", f"columns separated by {sign.en}"),
            Text("Komma", "comma"),
            Text("wurde so gelesen", "was read that way"),
        )
    records = _all_records(plain, delimiter, findings.file)
    if '="' in plain:
        records = _without_formulas(records, findings)
    line_end = "\r\n" if "\r\n" in text[:MAX_CELL] else "\n"
    return Document(findings.file, raw, records, None, delimiter, plain is not text, line_end)


def _without_formulas(records: list[Record], findings: Findings) -> list[Record]:
    """Records with the text of cells that are a formula of nothing but a text."""
    plain = [(line, [text_of_formula(cell) for cell in cells]) for line, cells in records]
    changed = [line for (line, cells), (_, texts) in zip(records, plain, strict=True)
               if cells != texts]  # fmt: skip
    if changed:
        count = in_both(lambda lang: number(len(changed), lang=lang))
        findings.add(
            "repaired", "text-formula",
            Text(f'Zellen sind eine Formel wie ="09162" (Zeilen: {count.de})',
                 f'cells are a formula such as ="09162" (rows: {count.en})'),
            remedy=Text("als der Text gelesen, den sie enthält", "read as the text it holds"),
            line=changed[0],
        )  # fmt: skip
    return plain


def _all_records(text: str, delimiter: str, file: str) -> list[Record]:
    """Every record; what would be too many is refused before it is parsed."""
    if text.count(delimiter) > MAX_CELLS:
        raise too_many_cells(file)
    lines = max(text.count("\n"), text.count("\r"))
    if lines > 2 * MAX_ROWS:  # a cell may hold a line break, hardly every one does
        raise too_many_rows(file, lines)
    return list(csv_records(text, delimiter, file))


def render(document: Document, cells: Mapping[tuple[int, int], str]) -> bytes:
    """Write a document with some cells changed.

    Everything else stays: order, blank lines, own columns, the delimiter, and in XLSX the other
    sheets and the formatting (formulas become their values). CSV is written as UTF-8, with a byte
    order mark unless the file was plain UTF-8 without one.

    Parameters
    ----------
    cells
        Line of a record and position of a column -> new text.

    Raises
    ------
    DataError
        A map, an .xls, .ods or .json file, or several sheets read below each other.
    """
    if not document.is_writable:
        raise file_error(
            document.file, "not-writable",
            Text("kann nur gelesen, nicht geändert werden (XLS, ODS, JSON, Karte oder mehrere "
                 "Blätter)",
                 "can be read but not changed (XLS, ODS, JSON, a map or several sheets)"),
            Text("XLSX mit einem Blatt oder CSV", "XLSX with one sheet, or CSV"),
            Text("in Excel oder LibreOffice als XLSX speichern und damit wiederholen",
                 "save it as XLSX in Excel or LibreOffice and try again with that file"),
        )  # fmt: skip
    if document.sheet is not None:
        from rollout.readers.xlsx import render_workbook

        return render_workbook(document.raw, document.file, document.sheet, cells)
    by_line: dict[int, dict[int, str]] = {}
    for (line, position), text in cells.items():
        by_line.setdefault(line, {})[position] = text
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=document.delimiter, lineterminator=document.line_end)
    for line, record in document.records:
        if document.has_sep_line and line == 1:
            stream.write(f"sep={document.delimiter}{document.line_end}")
        else:
            writer.writerow(_with_cells(record, by_line.get(line, {})))
    content = stream.getvalue().encode("utf-8")
    return _MARK + content if _needs_mark(document.raw) else content


def blank_cells(
    document: Document, header_line: int, last: int, cells: Mapping[tuple[int, int], str]
) -> dict[tuple[int, int], str]:
    """Empty cells that make every row of a CSV file as wide as a header with new columns."""
    if document.sheet is not None:
        return {}
    return {
        (line, last): ""
        for line, record in document.records
        if line > header_line and any(record) and (line, last) not in cells
    }


def _with_cells(record: Sequence[str], texts: Mapping[int, str]) -> list[str]:
    """Cells of one record with some replaced, by position."""
    width = max([len(record), *(position + 1 for position in texts)])
    full_row = [*record, *[""] * (width - len(record))]
    return [texts.get(position, text) for position, text in enumerate(full_row)]


def _needs_mark(raw: bytes) -> bool:
    if raw.startswith(_MARK):
        return True
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return True
    # UTF-16 decodes as UTF-8 when all its letters are Latin; its zeros give it away.
    return b"\x00" in raw


def header_count(cells: list[str], is_known: Callable[[str], bool]) -> int:
    """How many cells of a row are known headers."""
    return sum(1 for cell in cells[:MAX_COLUMNS] if cell.strip() and is_known(cell[:MAX_CELL]))


def _delimiter(text: str, is_known: Callable[[str], bool]) -> tuple[str, str]:
    """Delimiter, and the text without Excel's `sep=` line (left blank, so that lines count)."""
    first, _, rest = text.partition("\n")
    # `sep=` followed by a tab is stripped to nothing, hence the tab as fallback.
    delimiter = first.strip().casefold().removeprefix("sep=")
    if first.casefold().startswith("sep=") and (delimiter or "\t") in DELIMITERS:
        return delimiter or "\t", "\n" + rest
    beginning = text[: HEADER_WITHIN * MAX_CELL]
    head = [line for line in beginning.splitlines()[:HEADER_WITHIN] if line.strip()]

    def fit(delimiter: str) -> tuple[int, int]:
        rows = [_split(line, delimiter) for line in head]
        best = max((header_count(row, is_known) for row in rows), default=0)
        return best, len(rows[0]) if rows else 0

    return max(DELIMITERS, key=fit), text


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line[:MAX_CELL]], delimiter=delimiter), [])
    except csv.Error:
        return []


def csv_records(text: str, delimiter: str, file: str, *, strict: bool = True) -> Iterator[Record]:
    """Yield records with the line they begin on; a quoted cell may span lines.

    `strict` refuses quotation marks within a cell.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise file_error(
                file,
                "broken-row",
                Text("die Zeile ist nicht als CSV lesbar (Anführungszeichen nicht geschlossen "
                     "oder Zelle zu lang)",
                     f"the row cannot be read as CSV ({error})"),
                remedy=Text("Anführungszeichen dieser Zeile prüfen",
                            "check the quotation marks of this row"),
                line=line,
            ) from error  # fmt: skip
        yield line, cells
