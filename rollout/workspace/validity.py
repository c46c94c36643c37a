"""What may be written: every record passes the reader of its kind, whatever the door."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rollout.errors import DataError, Problem
from rollout.language import Text
from rollout.readers.document import Document
from rollout.readers.findings import Findings
from rollout.readers.places import Places
from rollout.readers.repair import changes
from rollout.readers.rows import Rows
from rollout.workspace.formats import FORMATS, role_flaws
from rollout.workspace.kinds import AREAS, Kind, kind_of

HEADER_LINE = 1
# Columns with a closed list of words: what is understood is written, not what was typed.
WORDS = {
    "initiative": ("network_status", "kind", "confidence"), "office": ("office_kind",),
    "founding": ("kind", "carrier", "outcome", "favourable", "obstacles"), "plan": ("state",),
}  # fmt: skip
# Columns of the register that a file without an entry need not have.
_IF_USED = ("ended_year", "countries", "linked_since")


@dataclass(frozen=True)
class Checked:
    """A record that may be written.

    Parameters
    ----------
    cells
        Its texts, as understood where there was something to mend.
    districts
        Keys of the districts it is about.
    problems
        What was repaired or is worth knowing.
    """

    cells: dict[str, str]
    districts: tuple[str, ...]
    problems: tuple[Problem, ...]


def document_of(kind: Kind, records: Mapping[str, Mapping[str, str]]) -> Document:
    """Records as a table that the reader of their kind takes."""
    ours = [name for name in kind.columns
            if name not in _IF_USED or any(map(_has(name), records.values()))]  # fmt: skip
    others = dict.fromkeys(name for cells in records.values() for name in cells)
    header = ["id", *ours, *(name for name in others if name not in kind.columns)]
    lines = [
        (line, [key, *(cells.get(name, "") for name in header[1:])])
        for line, (key, cells) in enumerate(records.items(), start=HEADER_LINE + 1)
    ]
    return Document(kind.table, b"", [(HEADER_LINE, header), *lines])


def _has(name: str) -> Callable[[Mapping[str, str]], bool]:
    return lambda cells: bool(cells.get(name))


def rows_of(kind: Kind, records: Mapping[str, Mapping[str, str]], places: Places) -> Rows:
    """Records as their reader understands them; some may be wrong."""
    findings = Findings(kind.table)
    return FORMATS[kind.name].read(document_of(kind, records), findings, places)


def checked(
    kind_name: str, records: Mapping[str, Mapping[str, str]], places: Places
) -> dict[str, Checked]:
    """Records as they will be written, by identifier.

    Raises
    ------
    DataError
        With everything that is wrong with any of them.
    """
    if not records:
        return {}
    kind = kind_of(kind_name)
    _refuse_columns(kind, records)
    rows = rows_of(kind, records, places)
    problems = [_named(problem, kind, list(records)) for problem in rows.fields.findings.all()]
    wrong = [problem for problem in problems if problem.level == "error"]
    if wrong:
        raise DataError(wrong)
    names = {header: name for name, header in rows.fields.headers.items()}
    mended: dict[int, dict[str, str]] = {}
    for change in changes(rows):
        mended.setdefault(change.line, {})[names.get(change.column, change.column)] = change.after
    result = {}
    for row, (key, cells) in enumerate(records.items()):
        line = HEADER_LINE + 1 + row
        areas = {name: str(rows.values[name][row] or "") for name in AREAS.get(kind.name, ())}
        words = {name: str(rows.values[name][row] or "") for name in WORDS.get(kind.name, ())
                 if cells.get(name)}  # fmt: skip
        texts = {**cells, **mended.get(line, {}), **{n: t for n, t in areas.items() if t}, **words}
        keys = [ags for text in areas.values() for ags in text.split(";") if ags in places.names]
        about = tuple(problem for problem in problems if problem.file == key)
        result[key] = Checked(texts, tuple(dict.fromkeys(keys)), about)
    return result


def _refuse_columns(kind: Kind, records: Mapping[str, Mapping[str, str]]) -> None:
    """A column nobody knows is a typing error, except in tables that may have their owner's."""
    if kind.has_more:
        return
    names = dict.fromkeys(name for cells in records.values() for name in cells)
    unknown = [name for name in names if name not in kind.columns]
    if unknown:
        raise DataError(unknown_columns(kind, unknown))


def unknown_columns(kind: Kind, names: Iterable[str], others: Sequence[str] = ()) -> list[Problem]:
    """One problem for every column that a kind of record does not have."""
    options = ", ".join([*kind.columns, *others])
    return [
        Problem(
            "error", kind.table, Text(f"Spalte {name!r} gibt es nicht",
                                         f"there is no column {name!r}"),
            Text(f"eine von: {options}", f"one of: {options}"), code="unknown-column",
        )
        for name in names
    ]  # fmt: skip


def _named(problem: Problem, kind: Kind, keys: Sequence[str]) -> Problem:
    """Problem that names the record instead of a line of a file that does not exist."""
    if problem.line is None or problem.line <= HEADER_LINE:
        return problem
    return replace(problem, file=keys[problem.line - HEADER_LINE - 1], line=None)


def check_role(role: str) -> None:
    """Raise `DataError` unless a text is an office or role that names no person."""
    flaws = role_flaws(role) if role.strip() else [Text("fehlt", "is missing")]
    if flaws:
        expected = Text("eine Stelle oder Funktion, keine Person", "an office or role, no person")
        raise DataError(
            Problem("error", "role", finding, expected, code="person") for finding in flaws
        )
