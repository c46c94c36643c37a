"""Findings as a page tells them: nobody who opened it by an icon has a command line at hand."""

from __future__ import annotations

import re
from dataclasses import replace

from rollout.errors import Problem
from rollout.language import Lang, Text

_COMMAND = re.compile(r"\brollout [a-z]|(?<![\w-])--[a-z]")
_BETWEEN = re.compile(r"(; |,? oder |,? or )")
# Findings about columns: on the page they are chosen, not written behind a flag.
_BY_COLUMNS = ("missing-column", "duplicate-column", "given-column", "unknown-file")
_ASSIGN = Text("unten sagen, was in welcher Spalte steht", "say below what each column holds")


def names_command(text: str) -> bool:
    """Whether a text tells to type a command or a flag.

    >>> names_command("mit rollout check --fix ZIEL"), names_command("rollout 0.1, Stand 2026")
    (True, False)
    """
    return bool(_COMMAND.search(text))


def without_commands(text: str) -> str:
    """A remedy without those of its parts that need a command line; empty without any other.

    >>> without_commands("Spalte ergänzen, oder sagen, welche es ist: --columns 'A=name'")
    'Spalte ergänzen'
    """
    if not names_command(text):
        return text
    pieces = _BETWEEN.split(text)
    options = [(mark, way) for mark, way in zip(["", *pieces[1::2]], pieces[::2], strict=True)
            if not names_command(way)]  # fmt: skip
    return "".join(mark * bool(n) + way for n, (mark, way) in enumerate(options))


def _usable_part(text: Text) -> Text:
    return Text(without_commands(text.de), without_commands(text.en))


def as_on_page(problem: Problem) -> Problem:
    """The same finding with remedies of the page only."""
    if problem.code in _BY_COLUMNS:
        return replace(problem, remedy=_ASSIGN)
    expected, remedy = map(_usable_part, (problem.expected, problem.remedy))
    return replace(problem, expected=expected, remedy=remedy)


def message(problem: Problem, lang: Lang) -> str:
    """Sentence of a finding for the page."""
    return as_on_page(problem).message(lang)
