"""What stands behind the deeds of the service: which cells a step, a close or a link changes."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence

from rollout.errors import DataError, Problem
from rollout.founding_steps import STEP_KEYS, STEPS
from rollout.language import Text
from rollout.readers.column_values import Words
from rollout.readers.findings import quote
from rollout.readers.founding_words import COLUMNS, FAVOURABLE_WORDS, OBSTACLE_WORDS
from rollout.readers.headers import fold, slug
from rollout.workspace.formats import FORMATS
from rollout.workspace.kinds import kind_of
from rollout.workspace.roles import districts_of
from rollout.workspace.store import Edit, Record
from rollout.workspace.validity import unknown_columns

ALIKE = 0.6  # likeness from which a name may mean the same
VERY_ALIKE = 0.9
_SAME_REGION = Text("teilt Kreise mit {other}", "shares districts with {other}")
_SIMILAR = Text("heißt fast wie {other} im selben Kreis",
                "is called almost like {other} in the same district")  # fmt: skip
NOT_REACHED = "-"


def districts_in(record: Record) -> set[str]:
    """Keys of the districts a record is about."""
    return districts_of(record.kind, record.cells)


def subjects(record: Record) -> list[str]:
    """Subjects whose history a record belongs to."""
    return [f"district:{ags}" for ags in sorted(districts_in(record))]


def refuse_unknown_columns(edit: Edit) -> None:
    """Raise for a column typed wrong; only an import brings columns of the owner's."""
    kind = kind_of(edit.kind)
    if kind.has_more or edit.cells is None:
        return
    unknown = [name for name in edit.cells if name not in kind.columns]
    if unknown:
        raise DataError(unknown_columns(kind, unknown))


def unknown_key(kind: str, key: str, keys: Sequence[str]) -> Problem:
    """Problem of a record that is not there, with those that may be meant."""
    close = ", ".join(difflib.get_close_matches(key, keys, 5, 0.5)) or ", ".join(keys[:5])
    remedy = Text(f"meinten Sie: {close}?", f"did you mean: {close}?") if close else Text("", "")
    finding = Text(f"{quote(key)} gibt es nicht", f"there is no {quote(key)}")
    return Problem("error", kind_of(kind).table, finding, remedy=remedy, code="unknown-id")


def similar(
    records: Iterable[Record], name: str, districts: Collection[str]
) -> list[tuple[Record, float]]:
    """Records whose name is alike, most alike first; those of a district before others."""
    plain = slug(name)
    # The second text of a matcher is looked at once for all; two bounds spare most of the work.
    matcher = difflib.SequenceMatcher(b=plain)
    alike = []
    for record in records:
        other = slug(record["name"])
        matcher.set_seq1(other)
        is_part = bool(plain) and plain in other
        if is_part or (matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE):
            ratio = matcher.ratio()
            if is_part or ratio >= ALIKE:
                alike.append((record, ratio))
    near = set(districts)
    alike.sort(key=lambda pair: (-round(pair[1], 2), not near & districts_in(pair[0]),
                                 pair[0].key))  # fmt: skip
    return alike[:10]


def step_cells(
    founding: Record, step: str, date: str, obstacles: Sequence[str], favourable: Sequence[str],
    note: str,
) -> dict[str, str]:  # fmt: skip
    """Cells of a founding that reached a step, what helped and hindered added to what is there."""
    if founding["outcome"] == "given_up":
        raise DataError(_closed(founding))
    cells = {step_key(step): "" if date == NOT_REACHED else date}
    words = (("obstacles", obstacles, OBSTACLE_WORDS), ("favourable", favourable, FAVOURABLE_WORDS))
    for column, texts, known_words in words:
        keys = word_keys(column, texts, known_words)
        if keys:
            # Factors are added, never replaced: others may have entered theirs.
            before = [word for word in founding[column].split(";") if word]
            cells[column] = ";".join(dict.fromkeys([*before, *keys]))
    if note:
        cells["note"] = " · ".join(filter(None, [founding["note"], note]))
    return cells


def refuse_closed(founding: Record) -> None:
    """Raise where a founding is closed already."""
    if founding["outcome"] not in ("", "running"):
        raise DataError(_closed(founding))


def _closed(founding: Record) -> Problem:
    outcome = founding["outcome"]
    finding = Text(f"{quote(founding.key)} ist schon abgeschlossen ({outcome})",
                   f"{quote(founding.key)} is closed already ({outcome})")  # fmt: skip
    remedy = Text("neu aufnehmen oder wieder öffnen: outcome=running closed= reason=",
                  "take it up anew or reopen it: outcome=running closed= reason=")  # fmt: skip
    return Problem("error", "foundings", finding, remedy=remedy, code="closed")


def step_key(text: str) -> str:
    """Key of a step given as key, number or name in German or English.

    >>> step_key("6"), step_key("Auftaktworkshop"), step_key("letter of intent")
    ('declaration', 'kickoff', 'declaration')
    """
    plain = text.strip().rstrip(".")
    by_number = {str(step.number): step.key for step in STEPS}
    key = by_number.get(plain) or COLUMNS.by_spelling.get(fold(plain), "")
    if key in STEP_KEYS:
        return key
    raise DataError(
        Problem(
            "error", "STEP",
            Text(f"{quote(text)} ist kein Schritt", f"{quote(text)} is not a step"),
            Text("; ".join(f"{s.number} {s.key} ({s.text.de})" for s in STEPS),
                 "; ".join(f"{s.number} {s.key} ({s.text.en})" for s in STEPS)),
            Text("Nummer oder Namen eines Schritts angeben", "give the number or name of a step"),
            code="unknown-step",
        )
    )  # fmt: skip


def word_keys(column: str, texts: Sequence[str], words: Words) -> list[str]:
    """Values of the words given; every unknown one is a problem."""
    lookup = words.lookup()
    unknown = [text for text in texts if fold(text) not in lookup]
    if unknown:
        # The first two words of a value are its German and its English name.
        german = "; ".join(f"{key} ({names[0]})" for key, names in words.words.items())
        english = "; ".join(f"{key} ({names[1]})" for key, names in words.words.items())
        raise DataError(
            Problem("error", column, Text(quote(text), quote(text)),
                    Text(f"eines von {german}", f"one of {english}"), code="unknown-word")
            for text in unknown
        )  # fmt: skip
    return [lookup[fold(text)] for text in texts]


def cells_by_spelling(
    kind_name: str, values: Mapping[str, str], others: Collection[str] = ()
) -> dict[str, str]:
    """Texts under the names of their columns, however these are spelled.

    Parameters
    ----------
    others
        Columns of the owner's that records have.

    Raises
    ------
    DataError
        For every column nobody knows.
    """
    kind, columns = kind_of(kind_name), FORMATS[kind_name].columns
    theirs = {name.casefold(): name for name in others if name not in kind.columns}
    cells, unknown = {}, []
    for column, text in values.items():
        name = columns.by_spelling.get(fold(column)) or theirs.get(column.casefold())
        if name is None:
            unknown.append(column)
        else:
            cells[name] = text
    if unknown:
        raise DataError(unknown_columns(kind, unknown, sorted(theirs.values())))
    return cells


def near_duplicates(record_kind: str, key: str, records: Iterable[Record]) -> list[Problem]:
    """Notes on what may be there twice: foundings of one region, initiatives alike in name."""
    kept = {record.key: record for record in records}
    new = kept.pop(key)
    here = [record for record in kept.values() if districts_in(record) & districts_in(new)]
    if record_kind == "founding":
        running = [other for other in here if other["outcome"] in ("", "running")]
        return [_note("shared-region", new, other, _SAME_REGION) for other in running]
    if record_kind == "initiative":
        alike = [other for other, ratio in similar(here, new["name"], ()) if ratio >= VERY_ALIKE]
        return [_note("similar-name", new, other, _SIMILAR) for other in alike]
    return []


def _note(code: str, new: Record, other: Record, text: Text) -> Problem:
    name = quote(other["name"])
    finding = text.filled(other=Text(name, name))
    return Problem("note", new.key, finding, column="name", code=code)
