"""How large a table may be; above any honest one, so that no file fills memory or takes minutes.

The largest tables people bring have 11,000 municipalities or are long ones of a statistical
office: some 80,000 rows. A register has some hundred.
"""

from __future__ import annotations

from rollout.errors import DataError
from rollout.language import Text, in_both, number
from rollout.readers.findings import file_error

MAX_ROWS = 100_000
MAX_COLUMNS = 1000
MAX_CELLS = 1_000_000
# An unclosed quotation mark makes the rest of a file one cell; no honest cell is that long.
MAX_CELL = 20_000
# Signs of all cells: a workbook stores a text once and may name it a million times.
MAX_SIGNS = 50_000_000
# Exports put title, date and source above their header.
HEADER_WITHIN = 20

_EMPTY_ROWS = Text(
    "leere oder nur formatierte Zeilen und Spalten löschen oder die Datei teilen",
    "delete empty rows and columns that only have a format, or split the file",
)


def too_many_rows(file: str, count: int) -> DataError:
    """Build the error for a table of `count` rows."""
    size, limit = in_both(lambda lang: number(count, lang=lang)), _in_words(MAX_ROWS)
    finding = Text(f"hat {size.de} Zeilen", f"has {size.en} rows")
    expected = Text(f"höchstens {limit.de}", f"at most {limit.en}")
    return file_error(file, "too-many-rows", finding, expected, _EMPTY_ROWS)


def values_below(file: str) -> DataError:
    """Build the error for a worksheet whose values go on below the last row that is read."""
    limit = _in_words(MAX_ROWS)
    finding = Text(f"hat Werte unter Zeile {limit.de}", f"has values below row {limit.en}")
    expected = Text(f"höchstens {limit.de} Zeilen", f"at most {limit.en} rows")
    return file_error(file, "too-many-rows", finding, expected, _EMPTY_ROWS)


def too_many_cells(file: str) -> DataError:
    """Build the error for a table with more cells than are read."""
    limit = _in_words(MAX_CELLS)
    finding = Text(f"hat mehr als {limit.de} Zellen", f"has more than {limit.en} cells")
    return file_error(file, "too-many-cells", finding, remedy=_EMPTY_ROWS)


def too_much_text(file: str) -> DataError:
    """Build the error for a table whose cells together hold more text than is read."""
    limit = MAX_SIGNS // 10**6
    finding = Text(
        f"enthält mehr als {limit} Millionen Zeichen", f"holds more than {limit} million signs"
    )
    return file_error(file, "too-large", finding, remedy=_EMPTY_ROWS)


def _in_words(limit: int) -> Text:
    return in_both(lambda lang: number(limit, lang=lang))
