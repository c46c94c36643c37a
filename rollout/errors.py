"""What can be wrong with a file or a parameter, in German and English.

A reader collects every `Problem` of a file and raises one `DataError` with all of them.
Problems that were tolerated or repaired travel with the data as notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from rollout.language import Lang, Text

Level = Literal["error", "repaired", "note"]

LINE = Text("Zeile", "line")
COLUMN = Text("Spalte", "column")
EXPECTED = Text("erwartet", "expected")


@dataclass(frozen=True)
class Problem:
    """One finding in a file: where, what was found, what was expected, what to do.

    Parameters
    ----------
    level
        `error` stops the work, `repaired` was mended and is reported, `note` is worth knowing.
    file
        Name of the file as the user gave it.
    finding, expected, remedy
        Half sentences; `finding` may quote the file, so it is never markup.
    line
        Line of the file (1 = first line), or the row of a worksheet; None for the whole file.
    column
        Header of the column as written in the file.
    code
        Short stable name of the kind of problem, for scripts (`lost-zero`).
    candidates
        Texts that would mend the cell, the likeliest first; district keys as a rule.
    """

    level: Level
    file: str
    finding: Text
    expected: Text = Text("", "")
    remedy: Text = Text("", "")
    line: int | None = None
    column: str | None = None
    code: str = ""
    candidates: tuple[str, ...] = ()

    def where(self, lang: Lang = "de") -> str:
        """Where it is: file, line and column."""
        parts = [self.file]
        if self.line is not None:
            parts.append(f"{LINE[lang]} {self.line}")
        if self.column:
            parts.append(f"{COLUMN[lang]} {self.column}")
        return ", ".join(parts)

    def without_folder(self) -> Problem:
        """Return the same finding with the bare name of the file, for what others read.

        >>> Problem("note", "mine/a.csv", Text("leer", "is empty")).without_folder().file
        'a.csv'
        """
        return replace(self, file=re.split(r"[\\/]", self.file)[-1])

    def message(self, lang: Lang = "de") -> str:
        """Build the whole sentence.

        >>> Problem("error", "a.csv", Text("leer", "is empty"), line=3).message("en")
        'a.csv, line 3: is empty'
        """
        text = f"{self.where(lang)}: {self.finding[lang]}"
        if self.expected[lang]:
            text += f"; {EXPECTED[lang]}: {self.expected[lang]}"
        if self.remedy[lang]:
            text += f" ({self.remedy[lang]})"
        return text


class RolloutError(Exception):
    """Base of all errors that are the user's to mend."""

    def message(self, lang: Lang = "de") -> str:
        """Return the text to show in the given language."""
        return str(self)


class _ProblemError(RolloutError, ValueError):
    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.message("en"))

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is pickled by its text, of which no problem can be made again.
        return _same_error, (type(self), self.__dict__)

    def message(self, lang: Lang = "de") -> str:
        """All problems, one a line."""
        return "\n".join(problem.message(lang) for problem in self.problems)


def _same_error(kind: type[_ProblemError], content: dict[str, Any]) -> _ProblemError:
    error = kind.__new__(kind)
    error.__dict__.update(content)
    error.args = (error.message("en"),)
    return error


class DataError(_ProblemError):
    """A file is wrong; `problems` lists everything found in it."""


class ScenarioError(_ProblemError):
    """A parameter is wrong; `problems` names the fields as `Scenario.<field>`."""


def parameter_error(
    field: str, finding: Text, expected: Text, remedy: Text | None = None
) -> ScenarioError:
    """Return the error for one parameter, named as the user wrote it.

    >>> print(parameter_error("Scenario.radius_km", Text("ist -5", "is -5"),
    ...       Text("1 bis 200 km", "a distance from 1 to 200 km")))
    Scenario.radius_km: is -5; expected: a distance from 1 to 200 km
    """
    return ScenarioError(Problem("error", field, finding, expected, remedy or Text("", "")))


def check_choice(field: str, value: object, allowed: Iterable[str]) -> None:
    """Raise `ScenarioError` naming what is allowed, unless `value` is.

    >>> check_choice("method", "linear", ["linear", "geometric"])
    """
    names = list(allowed)
    if value not in names:
        raise not_one_of(field, Text(f"ist {value!r}", f"is {value!r}"), names)


def not_one_of(field: str, finding: Text, allowed: Iterable[object]) -> ScenarioError:
    """Return the error for a choice that is not among the allowed ones."""
    names = ", ".join(map(str, allowed))
    return parameter_error(field, finding, Text(f"eines von {names}", f"one of {names}"))
