"""Rows that may be the same initiative twice."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence

from rollout.language import Text
from rollout.readers.column_values import Fields
from rollout.readers.findings import NOTHING, quote
from rollout.readers.headers import slug

# One letter in ten: "Ruhr" and "Ruhrgebiet" differ more, a typing error less.
ALIKE = 0.9
NEIGHBOURS = 4
SAME = Text("mit gleichem", "with the same")
ALMOST = Text("ähnlich mit gleichem", "much alike with the same")
_NUMBERS = re.compile(r"[0-9]+")


def note_similar(fields: Fields, names: Sequence[str], districts: Sequence[str | None]) -> None:
    """List rows with nearly the same name in the same district.

    Nearly the same: the same words in any order, or a likeness of 0.9 with the same numbers in
    both names. Names are compared with their neighbours in two alphabetical orders (forwards and
    backwards), so the work grows with the number of rows, not with its square; a pair that
    differs both at its beginning and at its end may be missed.
    """
    groups: dict[str | None, list[int]] = {}
    for row, key in enumerate(districts):
        if names[row] and key is not None:
            groups.setdefault(key, []).append(row)
    twins: dict[int, int] = {}
    for rows in groups.values():
        for first, second in similar_pairs([names[row] for row in rows]):
            twins.setdefault(rows[second], rows[first])
    for later, earlier in sorted(twins.items()):
        line, other = fields.lines[later], fields.lines[earlier]
        same = slug(names[later]) == slug(names[earlier])
        how = SAME if same else ALMOST
        fields.report(
            "note", "similar-name", "name", line,
            Text(f"{quote(names[later])} steht {how.de} Kreis schon in Zeile {other}"
                 + ("" if same else f": {quote(names[earlier])}"),
                 f"{quote(names[later])} is already in line {other} {how.en} district"
                 + ("" if same else f": {quote(names[earlier])}")),
            NOTHING,
            Text("prüfen, ob ⟦eine Initiative⟧ zweimal dasteht",
                 "check whether it is the ⟦same initiative⟧"),
        )  # fmt: skip


def similar_pairs(names: Sequence[str]) -> list[tuple[int, int]]:
    """Positions of names that are nearly the same, each pair once, earlier first.

    >>> similar_pairs(["Dialog Industrie", "Industrie-Dialog", "Industriedialog 2", "Industrie 3"])
    [(0, 1)]
    """
    plain = [slug(name) or name.casefold() for name in names]
    words = [" ".join(sorted(name.split("-"))) for name in plain]
    pairs = {
        (min(a, b), max(a, b))
        for a, b in _candidates(plain, words)
        if words[a] == words[b] or _alike(plain[a], plain[b])
    }
    return sorted(pairs, key=lambda pair: (pair[1], pair[0]))


def _candidates(plain: list[str], words: list[str]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: the same words, or close in alphabetical order."""
    first: dict[str, int] = {}
    for position, key in enumerate(words):
        if first.setdefault(key, position) != position:
            yield first[key], position
    one_each = sorted(first.values())
    for turn in (1, -1):
        order = sorted(one_each, key=lambda position: plain[position][::turn])
        for start, position in enumerate(order):
            for other in order[start + 1 : start + 1 + NEIGHBOURS]:
                yield position, other


def _alike(one: str, other: str) -> bool:
    if _NUMBERS.findall(one) != _NUMBERS.findall(other):
        return False
    # autojunk would ignore frequent letters of long names.
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    # The first two are cheap upper bounds of the third.
    return (
        matcher.real_quick_ratio() >= ALIKE
        and matcher.quick_ratio() >= ALIKE
        and matcher.ratio() >= ALIKE
    )
