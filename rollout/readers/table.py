"""A table as it stands in the file: text cells, line numbers, nothing interpreted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from rollout.language import Text
from rollout.readers.document import Document, Source, header_count, open_document
from rollout.readers.findings import Findings, file_error, quote
from rollout.readers.limits import (
    HEADER_WITHIN,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    too_many_rows,
)
from rollout.readers.merged_cells import Record, spread
from rollout.readers.text import has_hidden, without_hidden


@dataclass(frozen=True, eq=False)
class RawTable:
    """Cells as text.

    Parameters
    ----------
    cells
        One column per header as written in the file, "" where a cell is empty; index `line`:
        first line of the record in the file, or row of the worksheet.
    header_line
        Line of the header.
    document
        The file it comes from.
    positions
        Header -> position of its column in the file.
    """

    cells: pd.DataFrame
    header_line: int
    document: Document
    positions: Mapping[str, int]

    def texts(self, header: str) -> list[str]:
        """Cells below a header; of several with one name (an error) those of the first."""
        position = list(map(str, self.cells.columns)).index(header)
        texts: list[str] = self.cells.iloc[:, position].tolist()
        return texts


def read_table(
    source: Source, findings: Findings, is_known: Callable[[str], bool] = lambda header: False
) -> RawTable:
    """Read a CSV or XLSX file as text.

    Parameters
    ----------
    source
        CSV with comma, semicolon, tab or bar, in UTF-8, UTF-16 or Windows-1252; or XLSX.
    findings
        Receives what was tolerated and what is wrong.
    is_known
        Recognises a header; used to find the header line, the delimiter and the worksheet.

    Raises
    ------
    DataError
        The file cannot be read as a table at all. Faults of single rows are added to `findings`
        and the rows left out.
    """
    return tabulate(open_document(source, findings, is_known), findings, is_known)


def tabulate(document: Document, findings: Findings, is_known: Callable[[str], bool]) -> RawTable:
    """Split header and rows; add what is wrong with either to `findings`."""
    records = [record for record in document.records if any(map(str.strip, record[1]))]
    if not records:
        raise file_error(
            findings.file, "empty-file", Text("enthält keine Werte", "contains no values"),
            Text("eine Kopfzeile und Datenzeilen", "a header and rows of data"),
        )  # fmt: skip
    position = _header_position(records, is_known)
    if position:
        line = records[position][0]
        findings.add(
            "note",
            "rows-above-header",
            Text(f"Kopfzeile steht in Zeile {line}; Text darüber bleibt unbeachtet",
                 f"the header is in line {line}; text above it is ignored"),
            line=records[0][0],
        )  # fmt: skip
    header_line, header = records[position]
    # Titles over merged cells: the row with most headers may be the upper or the lower one.
    for upper in (position, position - 1):
        both = _two_line_headers(records, upper, is_known)
        if both is None:
            continue
        header, position = both, upper + 1
        findings.add(
            "note", "two-headers",
            Text("die Überschriften stehen in zwei Zeilen", "the headers stand in two lines"),
            line=header_line,
        )  # fmt: skip
        break
    rows = records[position + 1 :]
    if len(rows) > MAX_ROWS:
        raise too_many_rows(findings.file, len(rows))
    names = _header_names(header, header_line, findings)
    if document.merged_blocks:
        rows = spread(rows, document.merged_blocks, names, findings)
    width = len(names)
    # Nearly all rows are plain and need no closer look.
    rows = [row for row in rows if _plain(row[1], width) or _fits(*row, names, findings)]
    lines = [line for line, _ in rows]
    full = [cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]
            for _, cells in rows]  # fmt: skip
    columns = [[cells[position] for cells in full] for position in range(width)]
    cells = _with_names(_clean(columns, lines, names, findings), names, findings)
    positions = {name: i for i, name in enumerate(names) if name}
    return RawTable(cells, header_line, document, positions)


def _header_position(records: list[Record], is_known: Callable[[str], bool]) -> int:
    """Position of the row with most known headers among the first; the first row if none has."""
    scores = [header_count(cells, is_known) for _, cells in records[:HEADER_WITHIN]]
    return scores.index(max(scores))


def _two_line_headers(
    records: list[Record], position: int, is_known: Callable[[str], bool]
) -> list[str] | None:
    """Headers of two lines taken together (titles over merged cells), if better than either.

    The lower cell counts where it has text; at least half of the lower cells must be headers.
    """
    if not 0 <= position < len(records) - 1:
        return None
    upper, lower = records[position][1], records[position + 1][1]
    width = max(len(upper), len(lower))
    upper, lower = ([*cells, *[""] * (width - len(cells))] for cells in (upper, lower))
    both = [below if below.strip() else above for above, below in zip(upper, lower, strict=True)]
    single = [header_count(cells, is_known) for cells in (upper, lower)]
    is_header = 2 * single[1] >= sum(1 for cell in lower if cell.strip())
    return both if is_header and header_count(both, is_known) > max(single) else None


def _header_names(header: list[str], line: int, findings: Findings) -> list[str]:
    names = [" ".join(without_hidden(cell).split()) for cell in header]
    while names and not names[-1]:
        names.pop()
    if len(names) > MAX_COLUMNS:
        raise file_error(
            findings.file, "too-many-columns",
            Text(f"hat {len(names)} Spalten", f"has {len(names)} columns"),
            Text(f"höchstens {MAX_COLUMNS}", f"at most {MAX_COLUMNS}"), line=line,
        )  # fmt: skip
    for name, count in Counter(name.casefold() for name in names if name).items():
        if count > 1:
            places = [i + 1 for i, other in enumerate(names) if other.casefold() == name]
            numbers = ", ".join(map(str, places))
            findings.add(
                "error",
                "duplicate-column",
                Text(f"Überschrift kommt mehrfach vor (Spalten {numbers})",
                     f"header occurs more than once (columns {numbers})"),
                Text("jede Überschrift einmal", "every header once"),
                Text("eine der Spalten umbenennen oder löschen",
                     "rename or delete one of the columns"),
                line=line,
                column=names[places[0] - 1],
            )  # fmt: skip
    return names


def _plain(cells: list[str], width: int) -> bool:
    """Whether a row is like nearly all are, without a closer look."""
    return len(cells) == width > 0 and len(max(cells, key=len)) <= MAX_CELL


def _fits(line: int, cells: list[str], names: list[str], findings: Findings) -> bool:
    """Check a row's number of cells and their size; surplus empty cells do no harm."""
    count, width = len(cells), len(names)
    while count > width and not cells[count - 1].strip():
        count -= 1
    # A heading or footnote of one cell has no delimiters behind it.
    is_lonely = count < width and sum(1 for cell in cells if cell.strip()) == 1
    if count != width and not is_lonely:
        findings.add(
            "error",
            "ragged-row",
            Text(f"die Zeile hat {count} Zellen", f"the row has {count} cells"),
            Text(f"{width} wie die Kopfzeile", f"{width} as in the header"),
            Text("fehlende Trennzeichen ergänzen oder Text mit Trennzeichen in Anführungszeichen "
                 "setzen",
                 "add missing delimiters, or put text with delimiters into quotation marks"),
            line=line,
        )  # fmt: skip
        return False
    too_long = [i for i, cell in enumerate(cells[:width]) if len(cell) > MAX_CELL]
    for position in too_long:
        findings.add(
            "error",
            "long-cell",
            Text("die Zelle ist zu lang", "the cell is too long"),
            Text(f"höchstens {MAX_CELL} Zeichen", f"at most {MAX_CELL} characters"),
            Text("Text kürzen", "shorten the text"),
            line=line,
            column=names[position] or str(position + 1),
        )
    return not too_long


def _clean(
    columns: list[list[str]], lines: list[int], names: list[str], findings: Findings
) -> pd.DataFrame:
    """Remove hidden characters, noted cell by cell, and outer blanks."""
    columns_clean = {}
    for position, (name, values) in enumerate(zip(names, columns, strict=True)):
        # One search over the whole column: most columns have no hidden sign.
        if not has_hidden("".join(values)):
            columns_clean[position] = list(map(str.strip, values))
            continue
        for line, value in zip(lines, values, strict=True):
            if has_hidden(value):
                findings.add(
                    "repaired",
                    "hidden-characters",
                    Text(f"unsichtbare Steuerzeichen in {quote(value)}",
                         f"invisible control characters in {quote(value)}"),
                    remedy=Text("wurden entfernt", "were removed"),
                    line=line,
                    column=name,
                )  # fmt: skip
        columns_clean[position] = [without_hidden(value) for value in values]
    index = pd.Index(lines, name="line", dtype="int64")
    return pd.DataFrame(columns_clean, index=index, columns=range(len(names)), dtype=object)


def _with_names(frame: pd.DataFrame, names: list[str], findings: Findings) -> pd.DataFrame:
    """Name the columns; one without a header is left out, with a note if it has values."""
    for position in (i for i, name in enumerate(names) if not name):
        count = int((frame[position] != "").sum())
        if count:
            findings.add(
                "note",
                "unnamed-column",
                Text(f"Spalte {position + 1} hat keine Überschrift; {count} Werte unbeachtet",
                     f"column {position + 1} has no header; {count} values ignored"),
            )  # fmt: skip
    keep = [i for i, name in enumerate(names) if name]
    return frame[keep].set_axis([names[i] for i in keep], axis=1)
