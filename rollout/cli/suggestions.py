"""What somebody may have meant who mistyped a word."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from rollout.language import Text


def did_you_mean(word: str, names: Iterable[str]) -> Text:
    """Ask for the likeliest known word; empty where none is near.

    >>> did_you_mean("whitespot", ["run", "whitespots"]).en
    'did you mean whitespots?'
    >>> did_you_mean("xyz", ["run"]).en
    ''
    """
    by_folded = {name.casefold(): name for name in names}
    near = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    if not near:
        return Text("", "")
    likeliest = by_folded[near[0]]
    return Text(f"meinten Sie {likeliest}?", f"did you mean {likeliest}?")
