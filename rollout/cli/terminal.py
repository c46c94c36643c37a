"""Where the commands print: tables that fit a terminal, or tab-separated for a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any, Literal, NoReturn

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from rollout.language import Lang, Text

EXIT_PIPE = 141  # what shells report for a program whose reader has gone
WIDEST_WORDS = (30, 24, 18, 14, 12)  # where words are broken, tried in this order
BETWEEN = 2  # signs between two columns of a table


class Terminal(Console):
    """A console that breaks no lines for programs, and ends quietly when its reader has gone."""

    def print(self, *objects: Any, soft_wrap: bool | None = None, **options: Any) -> None:
        """Print; only a terminal needs lines of its width."""
        super().print(*objects, soft_wrap=soft_wrap or not self.is_terminal, **options)

    def on_broken_pipe(self) -> NoReturn:
        """End as other programs do: without a word."""
        self.quiet = True
        end_quietly()


def end_quietly() -> NoReturn:
    """Exit because nobody reads on; what is still buffered goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    raise SystemExit(EXIT_PIPE)


out = Terminal(highlight=False)
err = Terminal(stderr=True, highlight=False)


def table(
    title: str,
    heads: Sequence[Text],
    rows: Iterable[Sequence[str]],
    lang: Lang,
    right: int | None = None,
) -> None:
    """Print a table whose columns from number `right` on hold numbers; nothing is ever cut.

    Into a file or another program it goes as tab-separated text. In a terminal too narrow for
    it, every row becomes a few lines of its own.
    """
    names = [head[lang] for head in heads]
    cells = [[str(cell) for cell in row] for row in rows]
    if not out.is_terminal:
        _print_tabs(title, names, cells)
        return
    widths = column_widths([names, *cells], out.width - BETWEEN * len(names))
    if widths is None:
        _print_records(title, names, cells)
    else:
        _print_grid(title, names, cells, widths, len(names) if right is None else right)


def column_widths(rows: Sequence[Sequence[str]], room: int) -> list[int] | None:
    """Width of every column so that words stay whole; None where there is no room for that.

    Words of bearable length, that is: the longest are broken first, but not below 12 signs.

    >>> column_widths([["Kreis", "Rang"], ["Bad Tölz-Wolfratshausen", "12"]], 30)
    [23, 4]
    >>> column_widths([["Kreis", "Rang"], ["Bad Tölz-Wolfratshausen", "12"]], 12) is None
    True
    """
    columns = list(zip(*rows, strict=True))
    most = [max(map(len, column)) for column in columns]
    words = [max(map(_longest_word, column)) for column in columns]
    for limit in WIDEST_WORDS:
        widths = [min(limit, word) for word in words]
        if sum(widths) <= room:
            return _widened(widths, most, room - sum(widths))
    return None


def _widened(widths: list[int], most: Sequence[int], spare: int) -> list[int]:
    """Columns that share what is left, a sign in turn, none wider than its longest cell."""
    widths = list(widths)
    while spare > 0 and any(width < limit for width, limit in zip(widths, most, strict=True)):
        for position, width in enumerate(widths):
            if width < most[position] and spare > 0:
                widths[position] += 1
                spare -= 1
    return widths


def _longest_word(text: str) -> int:
    # A no-break space keeps a number and its unit together.
    return max(len(word) for word in text.replace("-", "- ").split(" "))


def _print_tabs(title: str, names: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in (names, *cells)]
    print(title, *lines, sep="\n", file=out.file)  # the console would turn tabs into blanks


def _print_grid(
    title: str,
    names: Sequence[str],
    cells: Sequence[Sequence[str]],
    widths: Sequence[int],
    right: int,
) -> None:
    # The box has a blank between columns itself.
    grid = Table(title=escape(title) or None, title_justify="left", header_style="bold",
                 box=box.SIMPLE_HEAD, show_edge=False, padding=(0, BETWEEN - 1, 0, 0))  # fmt: skip
    for position, (name, width) in enumerate(zip(names, widths, strict=True)):
        side: Literal["left", "right"] = "right" if position >= right else "left"
        grid.add_column(_lines(name, width), justify=side, width=width)
    for row in cells:
        grid.add_row(*map(_lines, row, widths))
    out.print(grid)


def _lines(cell: str, width: int) -> str:
    """A cell in lines of a width, broken at blanks and hyphens, then inside of words."""
    return escape("\n".join(wrap(cell, width)))


def _print_records(title: str, names: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    out.print(escape(title), style="italic")
    for row in cells:
        first, *others = zip(names, row, strict=True)
        out.print(escape(f"{first[0]}: {first[1]}"), style="bold")
        for name, cell in others:
            if cell:
                out.print(escape(f"  {name}: {cell}"))
