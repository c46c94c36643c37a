"""What consoles can show: no sign stops a command that has already written its files."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata
from typing import TextIO

# Signs of ours that some consoles (cp1252, cp850, ASCII) lack, in the signs they have.
SIGNS = {
    "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "≈": "~", "−": "-", "×": "x", "…": "...",
    "–": "-", "—": "-", "„": '"', "“": '"', "”": '"', "‚": "'", "‘": "'", "’": "'", "•": "*",
    "·": "|", "€": "EUR", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{THIN SPACE}": " ", "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue",
    "ß": "ss",
}  # fmt: skip
_HANDLER = "rollout.console"


def in_plain_signs(text: str) -> str:
    """The text in ASCII: signs by their likeness, letters without accents, else a question mark.

    >>> in_plain_signs("Łódź → Gdańsk")
    '?odz -> Gdansk'
    """
    return "".join(SIGNS.get(sign) or _base(sign) for sign in text)


def _base(sign: str) -> str:
    base = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return base or ("" if unicodedata.combining(sign) else "?")


def _translated(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return in_plain_signs(error.object[error.start : error.end]), error.end


def never_refuse_signs() -> None:
    """Let standard output and error write what their encoding lacks in plain signs."""
    codecs.register_error(_HANDLER, _translated)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def shows_everything(stream: TextIO) -> bool:
    """Whether a stream writes every sign as it is."""
    return codecs.lookup(stream.encoding or "ascii").name.startswith("utf")
