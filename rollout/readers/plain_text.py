"""Text of a user written into a file that a spreadsheet opens."""

from __future__ import annotations

# What spreadsheets take for a formula (CSV injection, OWASP).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """Text a spreadsheet does not take for a formula; invisible signs become visible.

    >>> plain("=1+1"), plain("a\\x07")
    ("'=1+1", 'a\N{REPLACEMENT CHARACTER}')
    """
    visible = (
        text
        if text.isprintable()
        else "".join(
            sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}"
            for sign in text
        )
    )
    is_number = visible.lstrip("-+").replace(".", "", 1).replace(",", "", 1).isdigit()
    return f"'{visible}" if visible.startswith(_FORMULA_STARTS) and not is_number else visible
