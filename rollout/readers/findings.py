"""Collecting what is found in one file."""

from __future__ import annotations

from collections.abc import Sequence

from rollout.errors import DataError, Level, Problem
from rollout.language import Text

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
