"""Keeping the record of foundings: a region taken up, its steps, its end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from rollout.errors import DataError, Problem
from rollout.founding_steps import STEP_KEYS, STEPS
from rollout.language import Text
from rollout.readers.column_values import Words
from rollout.readers.findings import quote
from rollout.readers.founding_words import COLUMNS, FAVOURABLE_WORDS, OBSTACLE_WORDS
from rollout.readers.foundings import FOUNDINGS
from rollout.readers.headers import fold
from rollout.readers.places import Places
from rollout.readers.rows import Rows
from rollout.upkeep.change import (
    Edits,
    Outcome,
    add_row,
    change,
    check_exists,
    header_of,
    set_row,
)


def add_founding(path: Path, places: Places, values: Mapping[str, str]) -> Outcome:
    """Take up a region; without an `id` it gets one made from its name.

    A record (CSV) that does not exist yet is begun.

    Parameters
    ----------
    values
        Column (in any spelling the reader knows, or an own column of the file) -> text.
    """
    remedy = Text("mit 'step' oder 'set' ändern", "change it with 'step' or 'set'")
    return add_row(path, FOUNDINGS, places, values, remedy)


def set_founding(path: Path, places: Places, key: str, values: Mapping[str, str]) -> Outcome:
    """Change cells of one founding; an empty text empties the cell."""
    return set_row(path, FOUNDINGS, places, key, values)


def reach_step(
    path: Path,
    places: Places,
    key: str,
    step: str,
    date: str | None = None,
    *,
    obstacles: Sequence[str] = (),
    favourable: Sequence[str] = (),
    note: str = "",
) -> Outcome:
    """Write down that a founding reached a step, and what helped or hindered.

    Parameters
    ----------
    step
        Key, number or name of the step.
    date
        As exactly as known; default: today.
    obstacles, favourable
        Words of the fixed lists; added to those the founding has.
    note
        Added to the note the founding has.
    """
    name = step_key(step)
    factors = {
        "obstacles": _word_keys("obstacles", obstacles, OBSTACLE_WORDS),
        "favourable": _word_keys("favourable", favourable, FAVOURABLE_WORDS),
    }

    def plan(rows: Rows) -> Edits:
        row = _row(path, rows, key)
        _refuse_given_up(path, rows, row)
        cells = {header_of(rows, name): date or dt.date.today().isoformat()}
        for column, words in factors.items():
            if words:
                # Factors are added, never replaced: others may have entered theirs.
                before = [word for word in rows.values[column][row].split(";") if word]
                cells[header_of(rows, column)] = ";".join(dict.fromkeys([*before, *words]))
        if note:
            before = [text for text in [rows.values["note"][row]] if text]
            cells[header_of(rows, "note")] = " · ".join([*before, note])
        return Edits(updates={key: cells})

    return change(path, FOUNDINGS, places, "step", plan)


def close_founded(
    path: Path,
    places: Places,
    key: str,
    initiative: str,
    register: Collection[str],
    date: str | None = None,
) -> Outcome:
    """Write down that a founding became an initiative of the register.

    Parameters
    ----------
    initiative, register
        Identifier of the initiative, and those the register knows.
    date
        As exactly as known; default: today.
    """
    if initiative not in register:
        import difflib

        close = ", ".join(difflib.get_close_matches(initiative, list(register), 5, 0.5))
        finding = Text(f"{quote(initiative)} steht nicht im Register",
                     f"{quote(initiative)} is not in the register")  # fmt: skip
        remedy = Text("zuerst mit rollout register add aufnehmen",
                      "add it first with rollout register add")  # fmt: skip
        if close:
            remedy = Text(f"{remedy.de}; oder meinten Sie: {close}?",
                          f"{remedy.en}; or did you mean: {close}?")  # fmt: skip
        raise DataError(
            Problem("error", "--founded", finding, remedy=remedy, code="unknown-initiative")
        )
    return _close(path, places, key, {"outcome": "founded", "initiative_id": initiative}, date)


def close_given_up(
    path: Path, places: Places, key: str, reason: str, date: str | None = None
) -> Outcome:
    """Write down that a founding was given up, and why."""
    return _close(path, places, key, {"outcome": "given_up", "reason": reason}, date)


def _close(
    path: Path, places: Places, key: str, values: Mapping[str, str], date: str | None
) -> Outcome:
    def plan(rows: Rows) -> Edits:
        row = _row(path, rows, key)
        if (outcome := rows.values["outcome"][row]) != "running":
            text = Text(f"{quote(key)} ist schon abgeschlossen ({outcome})",
                        f"{quote(key)} is closed already ({outcome})")  # fmt: skip
            raise _closed_error(path, text)
        cells = {**values, "closed": date or dt.date.today().isoformat()}
        return Edits(updates={key: {header_of(rows, name): text for name, text in cells.items()}})

    return change(path, FOUNDINGS, places, "close", plan)


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


def _word_keys(column: str, texts: Sequence[str], words: Words) -> list[str]:
    """Values of the words given; every unknown one is a problem."""
    lookup = words.lookup()
    unknown = [text for text in texts if fold(text) not in lookup]
    if unknown:
        # The first two words of a value are its German and its English name.
        german = "; ".join(f"{key} ({texts[0]})" for key, texts in words.words.items())
        english = "; ".join(f"{key} ({texts[1]})" for key, texts in words.words.items())
        raise DataError(
            Problem("error", column, Text(quote(text), quote(text)),
                    Text(f"eines von {german}", f"one of {english}"), code="unknown-word")
            for text in unknown
        )  # fmt: skip
    return [lookup[fold(text)] for text in texts]


def _row(path: Path, rows: Rows, key: str) -> int:
    check_exists(path, rows, key)
    return rows.ids.index(key)


def _refuse_given_up(path: Path, rows: Rows, row: int) -> None:
    if rows.values["outcome"][row] == "given_up":
        key = rows.ids[row]
        finding = Text(f"{quote(key)} ist aufgegeben", f"{quote(key)} is given up")
        raise _closed_error(path, finding)


def _closed_error(path: Path, finding: Text) -> DataError:
    remedy = Text("neu aufnehmen mit rollout founding add, oder mit 'set' outcome=running closed= "
                  "reason= wieder öffnen",
                  "take it up anew with rollout founding add, or reopen it with 'set' "
                  "outcome=running closed= reason=")  # fmt: skip
    return DataError(Problem("error", str(path), finding, remedy=remedy, code="closed"))
