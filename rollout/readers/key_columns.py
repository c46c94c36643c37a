"""Columns of district keys: several that say the same, and tables with a row for every district."""

from __future__ import annotations

from collections.abc import Sequence

from rollout.language import Text, in_both, number
from rollout.readers.findings import Findings, quote
from rollout.readers.keys import read_key
from rollout.readers.places import Places
from rollout.readers.table import RawTable

NEARLY_ALL = 0.9  # of the districts: a list of members hardly ever has one in each


def same_districts(
    table: RawTable, headers: Sequence[str], places: Places, findings: Findings
) -> list[str]:
    """Columns of keys that say what the first one says, such as a NUTS code beside the AGS.

    Parameters
    ----------
    headers
        All columns of district keys, in the order of the file.

    Returns
    -------
    agreeing
        Those of the others that may stay unread; each is noted. One that names another district in
        any row is not among them.
    """
    agreeing: list[str] = []
    for header in headers[1:]:
        pairs = zip(table.texts(headers[0]), table.texts(header), strict=True)
        if all(_adds_nothing(text, other, places) for text, other in pairs):
            agreeing.append(header)
            finding = Text(f"Spalte {quote(header)} nennt dieselben Kreise wie {quote(headers[0])}",
                           f"column {quote(header)} names the same districts as "
                           f"{quote(headers[0])}")  # fmt: skip
            findings.add("note", "same-districts", finding, line=table.header_line, column=header)
    return agreeing


def _adds_nothing(text: str, other: str, places: Places) -> bool:
    """Whether a second cell is empty or names the district of the first."""
    if not other:
        return True
    key = read_key(text, places).key if text else None
    return key is not None and key == read_key(other, places).key


def is_table_of_districts(table: RawTable, headers: Sequence[str], places: Places) -> bool:
    """Whether nearly every district has just one row, by the first column of keys.

    Dissolved districts count as what became of them; two of them may have become one.
    """
    if not headers:
        return False
    texts = [text for text in table.texts(headers[0]) if text]
    keys = {read_key(text, places).key for text in texts} - {None}
    is_once = len(set(texts)) == len(texts) == len(table.cells)
    return is_once and len(keys) >= NEARLY_ALL * len(places.names)


def report_table_of_districts(table: RawTable, findings: Findings) -> None:
    """Say that a table by districts is no list of initiatives, and what it may be good for."""
    count = in_both(lambda lang: number(len(table.cells), lang=lang))
    findings.add(
        "error", "table-of-districts",
        Text(f"ist eine Tabelle der Kreise ({count.de} Zeilen, jeder Kreis einmal)",
             f"is a table of the districts ({count.en} rows, every district once)"),
        Text("eine Liste ⟦g:der Initiativen⟧", "a list of ⟦the initiatives⟧"),
        Text("ihre Zahlen als Indikator übernehmen; im Terminal: rollout data import indicators; "
             "ist es doch eine Liste, eine Spalte mit dem Status ergänzen",
             "take its figures as an indicator; in a terminal: rollout data import indicators; "
             "if it is a list after all, add a column with the status"),
        line=table.header_line,
    )  # fmt: skip
