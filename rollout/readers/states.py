"""The words of a list for its states and kinds: understood, assigned by the user, or asked."""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rollout import language
from rollout.language import Text, in_both
from rollout.readers.assignment import SKIP, Assignment
from rollout.readers.column_values import Fields
from rollout.readers.findings import NOTHING, quote, same
from rollout.readers.headers import fold
from rollout.readers.vocabulary import KIND, STATUS, TICKS, UNCLEAR

STATUS_NAMES = {
    "networked": Text("vernetzt", "linked"),
    "founding": Text("in Gründung", "being founded"),
    "unconnected": Text("nicht angebunden", "not linked"),
    "planned": Text("geplant, zählt noch nicht", "planned, does not count yet"),
    "dormant": Text("ruhend, zählt als nicht angebunden", "dormant, counts as not linked"),
}
EMPTY = Text("leere Zelle", "empty cell")
MOST_WORDS = 20  # words listed in one finding
# One letter in seven, as for headers.
_ALIKE = 0.86
# "ja (seit 2019)", "Mitglied seit 01.02.2019": since when is no part of the state.
_SINCE = re.compile(
    r"[\s,;(\[]{1,5}(seit|since|ab|from)\s[^()\[\]]{0,30}\d{4}[)\]]?$|\s?[(\[]\d{4}[)\]]$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Word:
    """A word of a column that nobody understands.

    Parameters
    ----------
    text
        As written; "" for empty cells.
    count, line
        How many cells, and the line of the first.
    proposal
        Value it may stand for.
    """

    text: str
    count: int
    line: int
    proposal: str


@dataclass(frozen=True)
class States:
    """States of all rows, "" where a word is not understood or the row is left out.

    Parameters
    ----------
    skipped
        Line -> word of the rows the user leaves out by their word.
    unknown
        Words to ask for.
    """

    values: list[str]
    skipped: Mapping[int, str]
    unknown: tuple[Word, ...] = ()


def read_states(fields: Fields, assigned: Assignment) -> States:
    """State of every row: one for all, or what its word means.

    All words that are not understood make one error, with an option that assigns them.
    """
    column = "network_status"
    texts = fields.values(column)
    if assigned.status is not None:
        return States([assigned.status] * len(texts), {})
    if column not in fields.headers:
        return States([""] * len(texts), {})
    meanings = STATUS.lookup() | assigned.value_of(column)
    texts = ["" if not fold(text) and text.casefold() not in TICKS else text for text in texts]
    is_ticked = _is_ticked(texts, meanings)
    values = [state_of(text, meanings, is_ticked) for text in texts]
    rows = list(zip(fields.lines, texts, values, strict=True))
    _note_words(fields, rows)
    if is_ticked and "" in texts and "" not in assigned.values.get(column, {}):
        empty = [line for line, text, _ in rows if not text]
        fields.report_once(
            "note", "ticks", column, empty,
            Text("leer in einer Spalte zum Ankreuzen, zählt als unconnected",
                 "is empty in a column of ticks, counts as unconnected"),
        )  # fmt: skip
    unknown = unknown_words([(line, text) for line, text, value in rows if value is None])
    _report_unknown(fields, unknown)
    skipped = {line: text for line, text, value in rows if value == SKIP}
    return States(["" if v in (None, SKIP) else v for v in values], skipped, unknown)


def _is_ticked(texts: Sequence[str], meanings: Mapping[str, str]) -> bool:
    """Whether a column holds ticks, and beside them nothing but words for a no."""
    filled = {text.casefold() for text in texts if text}
    others = {meanings.get(fold(text)) for text in filled - TICKS}
    return bool(filled & TICKS) and others <= {"unconnected"}


def state_of(text: str, meanings: Mapping[str, str], is_ticked: bool = False) -> str | None:
    """Value of a word, also without the since behind it; None if nobody knows."""
    if is_ticked and text.casefold() in TICKS:
        return "networked"
    value = meanings.get(fold(text))
    if value is None and text:
        value = meanings.get(fold(_SINCE.sub("", text))) if _SINCE.search(text) else None
    return "unconnected" if value is None and is_ticked and not text else value


def _note_words(fields: Fields, rows: Sequence[tuple[int, str, str | None]]) -> None:
    """Say once for each word what it was read as."""
    lines: dict[str, list[int]] = {}
    for line, text, value in rows:
        if text and value not in (None, SKIP, text):
            lines.setdefault(text, []).append(line)
    values = {text: value for _, text, value in rows}
    for text, where in lines.items():
        fields.report_once(
            "repaired", "word", "network_status", where,
            Text(f"{quote(text)} als {values[text]} gelesen",
                 f"{quote(text)} read as {values[text]}"),
        )  # fmt: skip


def unknown_words(rows: Sequence[tuple[int, str]]) -> tuple[Word, ...]:
    """Words with their number and first line, the most frequent first."""
    lines: dict[str, list[int]] = {}
    for line, text in rows:
        lines.setdefault(text, []).append(line)
    proposals = UNCLEAR.lookup()
    words = [Word(text, len(where), where[0], proposals.get(fold(text), "networked"))
             for text, where in lines.items()]  # fmt: skip
    return tuple(sorted(words, key=lambda word: -word.count))


def _report_unknown(fields: Fields, words: Sequence[Word]) -> None:
    """One error for all words of the states that nobody understands."""
    if not words:
        return
    keys = ", ".join(STATUS_NAMES)
    states = in_both(lambda lang: f"{keys} ({', '.join(n[lang] for n in STATUS_NAMES.values())})")
    listing = _listing(words)
    option = option_of(words)
    fields.report(
        "error", "unknown-state", "network_status", min(word.line for word in words),
        listing,
        Text(f"eines von {states.de}", f"one of {states.en}"),
        Text(f"je Wort einen Zustand zuordnen oder mit {SKIP} weglassen, zum Beispiel {option}",
             f"assign a state to each word or leave it out with {SKIP}, for instance {option}"),
    )  # fmt: skip


def _listing(words: Sequence[Word]) -> Text:
    """Every word with its number."""
    if [word.text for word in words] == [""]:
        count = words[0].count
        return Text("ist leer", "is empty") if count == 1 else Text(
            f"{count} leere Zellen", f"{count} empty cells")  # fmt: skip
    more = len(words) - MOST_WORDS
    if [word.count for word in words] == [1]:
        return same(quote(words[0].text))
    names = [same(quote(word.text)) if word.text else EMPTY for word in words[:MOST_WORDS]]
    parts = [Text(f"{name.de} ({word.count})", f"{name.en} ({word.count})")
             for name, word in zip(names, words, strict=False)]  # fmt: skip
    if more > 0:
        parts.append(Text(f"und {more} weitere", f"and {more} more"))
    return in_both(lambda lang: ", ".join(part[lang] for part in parts))


def option_of(words: Sequence[Word]) -> str:
    """Option that assigns words, ready to be copied.

    >>> option_of([Word("Gast", 3, 2, "networked"), Word("passiv", 1, 9, "unconnected")])
    '--values status:Gast=networked,passiv=unconnected'
    """
    pairs = ",".join(f"{word.text}={word.proposal}" for word in words[:MOST_WORDS])
    return f"--values {shlex.quote(f'status:{pairs}')}"


def report_no_status(fields: Fields, line: int) -> None:
    """Say that the status is missing, and nothing else, and how to give one for all rows."""
    fields.findings.add(
        "error", "no-status",
        Text("fehlt nur: Status; --status networked setzt ihn für alle",
             "only missing: the status; --status networked sets it for all"),
        Text("network_status (oder Status, Mitglied)", "network_status (or status, member)"),
        Text("auch --status founding oder unconnected, oder eine Spalte mit dem Status",
             "also --status founding or unconnected, or a column with the status"),
        line=line,
    )  # fmt: skip


# ---- kinds --------------------------------------------------------------------------------------


def read_kinds(fields: Fields, assigned: Assignment) -> tuple[list[str], Mapping[int, str]]:
    """Kind of every row, the user's own ones too, and line -> word of those left out."""
    column = "kind"
    ours, mine = KIND.lookup(), assigned.value_of(column)
    names = {fold(kind): kind for kind in assigned.kinds}
    values, skipped, empty = [], {}, []
    news: dict[str, list[int]] = {}
    lines: dict[tuple[str, str], list[int]] = {}
    for line, text in zip(fields.lines, fields.values(column), strict=True):
        folded = fold(text)
        value = mine.get(folded) or ours.get(folded) or names.get(folded)
        if value == SKIP:
            skipped[line], value = text, "other"
        elif not text and value is None:
            value = str(KIND.empty)
            empty.append(line)
        elif value is None:
            value = names[folded] = " ".join(text.split())
        if text and value == names.get(folded) and value not in assigned.kinds:
            news.setdefault(value, []).append(line)
        elif text and value != text and line not in skipped:
            lines.setdefault((text, value), []).append(line)
        values.append(value)
    for (text, value), where in lines.items():
        fields.report_once(
            "repaired", "word", column, where,
            Text(f"{quote(text)} als {value} gelesen", f"{quote(text)} read as {value}"),
        )  # fmt: skip
    _note_kinds(fields, news)
    if column in fields.headers:
        fields.report_once(
            "note", "empty-word", column, empty,
            Text(f"leer, zählt als {KIND.empty}", f"is empty, counts as {KIND.empty}"),
        )  # fmt: skip
    return values, skipped


def _note_kinds(fields: Fields, news: Mapping[str, Sequence[int]]) -> None:
    """List the kinds that are the user's own, and which of them may be misspelt ones of ours."""
    if not news:
        return
    ours = KIND.lookup()
    parts = []
    for kind, lines in news.items():
        count = language.number(len(lines))
        close = difflib.get_close_matches(fold(kind), ours, 1, _ALIKE)
        like = Text(f", fast wie {ours[close[0]]}", f", nearly {ours[close[0]]}") \
            if close else NOTHING  # fmt: skip
        parts.append(Text(f"{quote(kind)} ({count}{like.de})", f"{quote(kind)} ({count}{like.en})"))
    listing = in_both(lambda lang: ", ".join(part[lang] for part in parts))
    first = min(lines[0] for lines in news.values())
    fields.report(
        "note", "own-kind", "kind", first,
        Text(f"eigene Arten: {listing.de}", f"kinds of your own: {listing.en}"),
        remedy=Text("gelten wie geschrieben und lassen sich einzeln auswählen",
                    "count as written and can be chosen one by one"),
    )  # fmt: skip
