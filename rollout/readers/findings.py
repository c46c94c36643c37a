"""Collecting what is found in one file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from rollout.errors import DataError, Level, Problem
from rollout.language import Text

MOST_ALIKE = 5  # notes of one kind about one column that are read before they are counted
_ORDER = {"error": 0, "repaired": 1, "note": 2}
NOTHING = Text("", "")


def quote(value: str, limit: int = 60) -> str:
    """Quote text of a file in a message: one line, shortened, nothing unprintable.

    >>> quote("a\\nb"), quote("x" * 9, 5)
    ("'a b'", "'xxxx…'")
    """
    text = "".join(
        sign if sign.isprintable() else " " if sign.isspace() else "\N{REPLACEMENT CHARACTER}"
        for sign in value[: limit + 1]
    )
    return f"'{text}'" if len(value) <= limit else f"'{text[: limit - 1]}…'"


def same(text: str) -> Text:
    """Text that reads the same in both languages (a quoted value, a number)."""
    return Text(text, text)


class Findings:
    """The problems of one file, in the order they are found.

    Parameters
    ----------
    file
        Name of the file as the user gave it.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []

    def add(
        self,
        level: Level,
        code: str,
        finding: Text,
        expected: Text = NOTHING,
        remedy: Text = NOTHING,
        *,
        line: int | None = None,
        column: str | None = None,
        candidates: tuple[str, ...] = (),
    ) -> None:
        """Add one finding."""
        self._problems.append(
            Problem(level, self.file, finding, expected, remedy, line, column, code, candidates)
        )

    def extend(self, problems: Sequence[Problem]) -> None:
        """Add findings made elsewhere about the same file."""
        self._problems.extend(problems)

    def settle(self, lines: Collection[int], code: str) -> None:
        """Turn the errors of rows that are left out into notes that say so."""
        self._problems = [
            replace(
                problem, level="note", code=code,
                finding=Text(f"weggelassen: {problem.finding.de}",
                             f"left out: {problem.finding.en}"),
            )
            if problem.level == "error" and problem.line in lines
            else problem
            for problem in self._problems
        ]  # fmt: skip

    @property
    def has_errors(self) -> bool:
        """Whether something was found that stops the work."""
        return any(problem.level == "error" for problem in self._problems)

    def all(self) -> tuple[Problem, ...]:
        """Everything found: errors first, then by line."""
        return tuple(sorted(self._problems, key=lambda p: (_ORDER[p.level], p.line or 0)))

    def stop_on_errors(self) -> None:
        """Raise one `DataError` with everything found, if any of it is an error."""
        if self.has_errors:
            raise DataError(self.all())


def condensed(problems: Sequence[Problem], most: int = MOST_ALIKE) -> list[Problem]:
    """Problems to be read by people: of many notes alike only the first, then how many more.

    Errors all stay.
    """
    alike: dict[tuple[Level, str, str, str | None], list[int]] = {}
    for number, problem in enumerate(problems):
        if problem.level != "error" and problem.code:
            kind = (problem.level, problem.file, problem.code, problem.column)
            alike.setdefault(kind, []).append(number)
    rest = {numbers[most]: (kind, numbers[most:]) for kind, numbers in alike.items()
            if len(numbers) > most}  # fmt: skip
    hidden = {number for _, numbers in rest.values() for number in numbers}
    shown = []
    for number, problem in enumerate(problems):
        if number in rest:
            (level, file, code, column), numbers = rest[number]
            finding = Text(f"… und {len(numbers)} Zeilen wie diese",
                           f"… and {len(numbers)} rows like these")  # fmt: skip
            shown.append(Problem(level, file, finding, column=column, code=code))
        elif number not in hidden:
            shown.append(problem)
    return shown


def file_error(
    file: str,
    code: str,
    finding: Text,
    expected: Text = NOTHING,
    remedy: Text = NOTHING,
    line: int | None = None,
) -> DataError:
    """Build the error for a file that cannot be read at all."""
    return DataError(Problem("error", file, finding, expected, remedy, line, code=code))
