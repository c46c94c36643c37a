"""Rows left out knowingly: in doubt, or by their word. Counted and listed, never lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

import pandas as pd

from rollout.errors import Problem
from rollout.language import Lang, Text, in_both
from rollout.model import LeftOut
from rollout.readers.column_values import Fields
from rollout.readers.findings import quote
from rollout.readers.plain_text import plain
from rollout.readers.table import RawTable

LEFT_OUT = "left-out"
# Errors that one row shows but that are about the whole list.
_OF_ALL = ("unknown-state", "no-status", "missing-column", "duplicate-column", "given-column",
           "thousands", "mixed-units")  # fmt: skip
_MENDED = Text("berichtigen, dann zählt die Zeile wieder", "mend it and the row counts again")
HEADERS = (Text("Zeile", "line"), Text("weggelassen, weil", "left out because"),
           Text("möglich wären", "candidates"))  # fmt: skip


def doubts(table: RawTable, problems: Sequence[Problem]) -> dict[int, list[Problem]]:
    """Errors of single rows by line."""
    rows: dict[int, list[Problem]] = {}
    for problem in problems:
        is_row = problem.line is not None and problem.line > table.header_line
        if problem.level == "error" and is_row and problem.code not in _OF_ALL:
            rows.setdefault(int(problem.line or 0), []).append(problem)
    return rows


def left_out_rows(
    table: RawTable, fields: Fields, skipped: Mapping[int, str], skip_doubtful: bool
) -> LeftOut | None:
    """Rows to leave out, with the reason of each; None where there are none.

    Their errors become notes, so that the rest of the file can be used.

    Parameters
    ----------
    skipped
        Line -> word of the rows whose word the user leaves out.
    skip_doubtful
        Leave out rows with an error, too.
    """
    findings = fields.findings
    in_doubt = doubts(table, findings.all()) if skip_doubtful else {}
    reasons = {line: _reason(problems) for line, problems in in_doubt.items()}
    for line, word in skipped.items():
        said = Text(f"{quote(word)} ist dem Weglassen zugeordnet",
                    f"{quote(word)} is assigned to be left out")  # fmt: skip
        reasons.setdefault(line, said)
    if not reasons:
        return None
    total = len({*fields.lines, *in_doubt})
    left_out = LeftOut(_frame(table, reasons, in_doubt), total)
    findings.settle(reasons, LEFT_OUT)
    for line in skipped:
        if line not in in_doubt:
            findings.add("note", LEFT_OUT, _with_mark(reasons[line]), line=line)
    findings.add("note", "rows-left-out", left_out.sentence, remedy=_MENDED)
    if len(reasons) == total:
        findings.add(
            "error", "nothing-left",
            Text("alle Zeilen sind in Zweifel", "all rows are in doubt"),
            remedy=Text("die Zuordnung der Spalten prüfen", "check which column is which"),
        )  # fmt: skip
    return left_out


def _with_mark(reason: Text) -> Text:
    return Text(f"weggelassen: {reason.de}", f"left out: {reason.en}")


def _reason(problems: Sequence[Problem]) -> Text:
    def sentence(problem: Problem, lang: Lang) -> str:
        where = f"{problem.column}: " if problem.column else ""
        return f"{where}{problem.finding[lang]}"

    return in_both(lambda lang: "; ".join(sentence(problem, lang) for problem in problems))


def _frame(
    table: RawTable, reasons: Mapping[int, Text], in_doubt: Mapping[int, Sequence[Problem]]
) -> pd.DataFrame:
    """Reason, candidates and cells as written, by line."""
    raw = dict(table.document.records)
    rows = {}
    for line, reason in sorted(reasons.items()):
        keys = [key for problem in in_doubt.get(line, ()) for key in problem.candidates]
        cells = raw.get(line, [])
        texts = {header: cells[position] if position < len(cells) else ""
                 for header, position in table.positions.items()}  # fmt: skip
        rows[line] = {"reason_de": reason.de, "reason_en": reason.en,
                      "candidates": " ".join(dict.fromkeys(keys)), **texts}  # fmt: skip
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("line")


def left_out_csv(left_out: LeftOut, lang: Lang) -> bytes:
    """The rows as a file to mend: line, reason, candidates, then the cells as written.

    Text is never a formula.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    others = left_out.rows.columns[3:]
    writer.writerow([*(header[lang] for header in HEADERS), *map(plain, map(str, others))])
    for line, row in left_out.rows.iterrows():
        cells = [row[f"reason_{lang}"], row["candidates"], *(row[name] for name in others)]
        writer.writerow([line, *(plain(str(cell)) for cell in cells)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8", "replace")
