"""What the page shows of a list to be mapped: columns, words, rows in doubt. Text, never markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rollout.errors import DataError, Problem
from rollout.language import Lang
from rollout.readers.assignment import IGNORED, PLAIN, Assignment
from rollout.readers.document import Content, open_document
from rollout.readers.findings import Findings
from rollout.readers.headers import fold
from rollout.readers.left_out import doubts
from rollout.readers.places import Places, place_label
from rollout.readers.register import REGISTER, RegisterRows
from rollout.readers.states import state_of
from rollout.readers.table import RawTable, tabulate
from rollout.readers.vocabulary import COLUMNS, STATUS, TICKS, UNCLEAR

from .list_words import ROLES, STATES

EXAMPLES, MOST_COLUMNS, MOST_WORDS, MOST_DOUBTS, MOST_CANDIDATES = 3, 60, 40, 200, 12
LONGEST = 60  # signs of a cell that are shown
IN_SHEET = ("no-status", "unknown-state")  # findings the page shows by its own fields


@dataclass(frozen=True)
class Column:
    """A column of the file: its header, what it is read as, and its first cells."""

    header: str
    role: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class WordRow:
    """A word for the status, how often it stands there, and what it means ("": asked)."""

    text: str
    count: int
    value: str
    proposal: str


@dataclass(frozen=True)
class Doubt:
    """A row in doubt, with the districts it may lie in.

    Parameters
    ----------
    key
        Identifier of the row, by which a decision is remembered.
    candidates
        Key and name of each district.
    decided
        Key the visitor has chosen; "" while it is open.
    """

    line: int
    key: str
    name: str
    problems: tuple[Problem, ...]
    candidates: tuple[tuple[str, str], ...]
    decided: str


@dataclass(frozen=True)
class Sheet:
    """A list on its way to a register.

    Parameters
    ----------
    rows
        Rows with an entry.
    status
        One status for all rows; "" where each has its own.
    has_status
        Whether a column holds the status.
    open_doubts
        Rows in doubt that nobody has decided, also those not listed.
    """

    columns: tuple[Column, ...]
    rows: int
    status: str
    has_status: bool
    words: tuple[WordRow, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    open_doubts: int = 0
    assigned: Assignment = PLAIN

    def record(self, lang: Lang) -> dict[str, Any]:
        """What the page gets."""
        return {
            "columns": [asdict(column) for column in self.columns],
            "rows": self.rows,
            "status": self.status,
            "hasStatus": self.has_status,
            "terms": [asdict(word) for word in self.words],
            "doubts": [_record(doubt, lang) for doubt in self.doubts],
            "openDoubts": self.open_doubts,
            "skipDoubtful": self.assigned.skip_doubtful,
            "mapping": self.assigned.content,
            "roles": [[key, name[lang]] for key, name in ROLES.items()],
            "states": [[key, name[lang]] for key, name in STATES.items()],
        }


def _record(doubt: Doubt, lang: Lang) -> dict[str, Any]:
    texts = [problem.finding[lang] for problem in doubt.problems]
    return {"line": doubt.line, "key": doubt.key, "name": doubt.name, "texts": texts,
            "candidates": doubt.candidates, "decided": doubt.decided}  # fmt: skip


def is_in_sheet(problem: Problem, sheet: Sheet) -> bool:
    """Whether the page shows a finding in the fields of a sheet."""
    lines = {doubt.line for doubt in sheet.doubts if doubt.candidates}
    is_doubt = problem.level == "error" and problem.line in lines
    return problem.code in IN_SHEET or is_doubt


def bare_sheet(file: Content, assigned: Assignment) -> Sheet | None:
    """Columns of a table that cannot be read as a register yet; None for what is no table."""
    findings = Findings(file.name)
    is_known = REGISTER.knows(assigned.columns)
    try:
        table = tabulate(open_document(file, findings, is_known), findings, is_known)
    except DataError:
        return None
    roles = {h: COLUMNS.by_spelling.get(fold(assigned.columns.get(h, h)), IGNORED)
             for h in map(str, table.cells.columns)}  # fmt: skip
    return Sheet(_columns(table, roles), len(table.cells), assigned.status or "",
                 "network_status" in roles.values(), assigned=assigned)  # fmt: skip


def sheet_of(rows: RegisterRows, places: Places) -> Sheet:
    """Sheet of a list as read, without leaving rows out."""
    problems = rows.fields.findings.all()
    roles = {header: name for name, header in rows.fields.headers.items()}
    in_doubt = doubts(rows.table, problems)
    decided = {p.line: p for p in problems if p.code == "district-decided"}
    nobody = ("", "", None)
    columns = (rows.ids, rows.values["name"], rows.values["place"])
    names = dict(zip(rows.fields.lines, zip(*columns, strict=True), strict=True))
    listed = sorted({*in_doubt, *(line for line in decided if line is not None)})
    return Sheet(
        _columns(rows.table, roles, rows.fields.lines),
        len(rows.ids),
        rows.assigned.status or "",
        "network_status" in rows.fields.headers,
        _words(rows),
        tuple(
            _doubt(line, names.get(line, nobody), in_doubt.get(line, ()), rows.assigned, places)
            for line in listed[:MOST_DOUBTS]
        ),
        len(in_doubt),
        rows.assigned,
    )


def _columns(
    table: RawTable, roles: Mapping[str, str], lines: list[int] | None = None
) -> tuple[Column, ...]:
    """Columns with their first cells, of some lines only where these are given."""
    columns = []
    cells = table.cells if lines is None else table.cells.loc[lines]
    for position, header in enumerate(map(str, table.cells.columns[:MOST_COLUMNS])):
        texts = [text for text in cells.iloc[:, position].tolist() if text][:EXAMPLES]
        shown = tuple(text[:LONGEST] for text in texts)
        columns.append(Column(header, roles.get(header, IGNORED), shown))
    return tuple(columns)


def _words(rows: RegisterRows) -> tuple[WordRow, ...]:
    """Words of the status, the asked ones first."""
    if rows.assigned.status or "network_status" not in rows.fields.headers:
        return ()
    counts: dict[str, int] = {}
    for text in rows.fields.values("network_status"):
        counts[text] = counts.get(text, 0) + 1
    proposals = {word.text: word.proposal for word in rows.unknown}
    meanings = STATUS.lookup() | rows.assigned.value_of("network_status")
    words = []
    for text, count in counts.items():
        ticked = "networked" if text.casefold() in TICKS else "unconnected" if not text else ""
        value = "" if text in proposals else state_of(text, meanings) or ticked
        proposal = proposals.get(text) or UNCLEAR.lookup().get(fold(text), "")
        words.append(WordRow(text, count, value, proposal))
    return tuple(sorted(words, key=lambda word: (word.value != "", -word.count))[:MOST_WORDS])


def _doubt(
    line: int, row: tuple[str, str, str | None], problems: Sequence[Problem], assigned: Assignment,
    places: Places,
) -> Doubt:  # fmt: skip
    key, name, place = row
    decided = assigned.districts.get(key, "")
    keys = [ags for problem in problems for ags in problem.candidates if ags in places.names]
    candidates = dict.fromkeys([*([decided] if decided else []), *keys])
    shown = list(candidates)[:MOST_CANDIDATES]
    labels = tuple((ags, _label(ags, place, places)) for ags in shown)
    return Doubt(line, key, name[:LONGEST], tuple(problems), labels, decided)


def _label(ags: str, place: str | None, places: Places) -> str:
    """Key and name of a district, and the municipality in it that the row may mean."""
    town = next(places.gazetteer.fitting(place, ags), None) if place else None
    return place_label(places, town) if town else places.label(ags)
