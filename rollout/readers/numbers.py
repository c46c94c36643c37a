"""Numbers as official statistics write them, with their signs for "no number here"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np

from rollout.language import Text
from rollout.readers.column_values import Fields
from rollout.readers.findings import quote, same

Style = Literal["point", "comma", "mixed"]
# Rates and indices may fall below zero (changes, balances of commuters); these cannot.
NEVER_NEGATIVE = ("count", "distance")

# Signs of the official statistics for "no number here", and what they mean.
MARKS: dict[str, tuple[float, Text]] = {
    "-": (0.0, Text("nichts vorhanden, zählt als 0", "nothing there, counts as 0")),
    ".": (np.nan, Text("unbekannt oder geheim", "unknown or secret")),
    "/": (np.nan, Text("nicht sicher genug", "not reliable enough")),
    "x": (np.nan, Text("gesperrt oder sinnlos", "blocked or meaningless")),
    "...": (np.nan, Text("fällt später an", "comes later")),
    "…": (np.nan, Text("fällt später an", "comes later")),
    "–": (np.nan, Text("langer Strich, als unbekannt gelesen; für null 0 schreiben",
                       "long dash, read as unknown; write 0 for none")),
    "na": (np.nan, Text("keine Angabe", "not available")),
    "n/a": (np.nan, Text("keine Angabe", "not available")),
    "nan": (np.nan, Text("keine Angabe", "not available")),
}  # fmt: skip

# Bounded repeats: float() of hundreds of digits would be infinite.
_POINT = re.compile(r"[-+]?[0-9]{1,20}(\.[0-9]{1,30})?([eE][-+]?[0-9]{1,2})?")
_COMMA = re.compile(r"[-+]?[0-9]{1,20},[0-9]{1,30}")
_GERMAN = re.compile(r"[-+]?[0-9]{1,3}(\.[0-9]{3}){1,9}(,[0-9]{1,30})?")
_ENGLISH = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3}){1,9}\.[0-9]{1,30}")
# 1.104 is a thousand in German and one and a bit in English.
_THREE_DIGITS = re.compile(r"[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}")


def read_values(fields: Fields, column: str, kind: str, keys: Sequence[str | None]) -> list[float]:
    """Numbers of an indicator; marks become zero or NaN with one note for each mark."""
    texts = fields.values(column)
    style = _style(texts)
    marks: dict[str, list[int]] = {}
    values = []
    for line, text, key in zip(fields.lines, texts, keys, strict=True):
        value = np.nan
        if key is None or not text:
            pass
        elif text.casefold() in MARKS:
            value = MARKS[text.casefold()][0]
            marks.setdefault(text.casefold(), []).append(line)
        else:
            value = _number(text, style)
            _check_value(fields, column, line, text, value, kind)
        values.append(value)
    for mark, lines in marks.items():
        meaning = MARKS[mark][1]
        fields.report_once(
            "note", "mark", column, lines,
            Text(f"{quote(mark)}: {meaning.de}", f"{quote(mark)}: {meaning.en}"),
        )  # fmt: skip
    if style != "point":
        commas = [line for line, text in zip(fields.lines, texts, strict=True) if "," in text]
        fields.report_once(
            "repaired", "decimal-comma", column, commas,
            Text("Dezimalkomma als Punkt gelesen", "decimal comma read as a point"),
        )  # fmt: skip
    if kind == "count":
        _check_thousands(fields, column)
    return values


def _style(texts: Sequence[str]) -> Style:
    """Which decimal mark a column uses; `mixed` if both beyond doubt."""
    commas = any("," in text and (_COMMA.fullmatch(text) or _GERMAN.fullmatch(text))
                 for text in texts)  # fmt: skip
    points = any("." in text and _POINT.fullmatch(text) and not _GERMAN.fullmatch(text)
                 for text in texts)  # fmt: skip
    if commas:
        return "mixed" if points else "comma"
    return "point"


def _number(text: str, style: Style) -> float:
    """Number in the style of its column; NaN if it is none or could be read in two ways."""
    if _ENGLISH.fullmatch(text):
        return float(text.replace(",", ""))
    # The column writes both marks, so this number could be read in two ways.
    if style == "mixed" and _THREE_DIGITS.fullmatch(text):
        return np.nan
    if style == "comma" and _GERMAN.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    if _COMMA.fullmatch(text) or _POINT.fullmatch(text):
        return float(text.replace(",", "."))
    return np.nan


def _check_value(
    fields: Fields, column: str, line: int, text: str, value: float, kind: str
) -> None:
    if not np.isfinite(value):
        fields.report(
            "error", "not-a-number", column, line, same(quote(text)),
            Text("eine Zahl, leer oder eines der Zeichen - . / x ...",
                 "a number, nothing, or one of the marks - . / x ..."),
            Text("Wert berichtigen oder die Zelle leeren", "correct the value or empty the cell"),
        )  # fmt: skip
    elif value < 0 and kind in NEVER_NEGATIVE:
        fields.report(
            "error",
            "negative",
            column,
            line,
            same(quote(text)),
            Text("eine Anzahl oder Entfernung ab 0", "a count or distance of 0 or more"),
        )


def _check_thousands(fields: Fields, column: str) -> None:
    """`1.104` may be a thousand or one and a bit; ask when a whole column looks like that."""
    texts = [text for text in fields.values(column) if "." in text and text not in MARKS]
    texts += [text for text in fields.values(column) if "," in text]
    if texts and all(_THREE_DIGITS.fullmatch(text) for text in texts):
        fields.report(
            "error", "thousands", column, None,
            Text(f"{quote(texts[0])} kann Tausender oder Nachkommastellen meinen",
                 f"{quote(texts[0])} may mean thousands or decimals"),
            Text("Zahlen ohne Tausenderzeichen", "numbers without thousands marks"),
            Text("Tausenderzeichen entfernen", "remove the thousands marks"),
        )  # fmt: skip
