"""Numbers of own indicator files, with the signs of official statistics for "no number here"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from rollout.language import Text
from rollout.readers.column_values import Fields
from rollout.readers.findings import quote, same
from rollout.readers.written_numbers import (
    MARKS,
    Style,
    Written,
    figure,
    sign_of,
    style_of,
    take_apart,
)

# Rates and indices may fall below zero (changes, balances of commuters); these cannot.
NEVER_NEGATIVE = ("count", "distance")


def read_values(
    fields: Fields, column: str, kind: str, keys: Sequence[str | None], style_of_file: Style = ""
) -> list[float]:
    """Numbers of an indicator; signs become zero or NaN with one note for each sign.

    Parameters
    ----------
    style_of_file
        Decimal mark of the other columns, for a column that does not show its own.
    """
    texts = fields.values(column)
    numbers = {text: take_apart(text) for text in set(texts)}
    signs = {text: sign_of(text) for text in numbers}
    style = _style(numbers.values(), kind, style_of_file)
    doubtful: list[int] = []
    values = []
    for line, text, key in zip(fields.lines, texts, keys, strict=True):
        sign, number = signs[text], numbers[text]
        value = np.nan
        if key is not None and sign is not None:
            value = 0.0 if sign == "zero" else np.nan
        elif key is not None and text:
            value = np.nan if number is None else figure(number, style)
            if number is not None and number.is_doubtful and np.isnan(value):
                doubtful.append(line)
            else:
                _check_value(fields, column, line, text, value, kind)
        values.append(value)
    _note_marks(fields, column, keys, signs, numbers)
    _report_doubtful(fields, column, doubtful)
    _report_mixed_units(fields, column, numbers, values)
    if style in ("comma", "either"):
        commas = [line for line, text in zip(fields.lines, texts, strict=True) if "," in text]
        fields.report_once(
            "repaired", "decimal-comma", column, commas,
            Text("Dezimalkomma als Punkt gelesen", "decimal comma read as a point"),
        )  # fmt: skip
    return values


def style_of_texts(texts: Iterable[str]) -> Style:
    """Decimal mark that the numbers among some cells show."""
    numbers = map(take_apart, set(texts))
    return style_of(number for number in numbers if number is not None)


def _style(numbers: Iterable[Written | None], kind: str, style_of_file: Style) -> Style:
    """Decimal mark of a column: as it shows itself, else as the file does.

    Counts have no decimals, so that decimal points elsewhere do not say what theirs mean.
    """
    style = style_of(number for number in numbers if number is not None)
    if style or style_of_file == "either" or (kind == "count" and style_of_file == "point"):
        return style
    return style_of_file


def _note_marks(
    fields: Fields,
    column: str,
    keys: Sequence[str | None],
    signs: dict[str, str | None],
    numbers: dict[str, Written | None],
) -> None:
    lines: dict[tuple[str, str], list[int]] = {}
    for line, text, key in zip(fields.lines, fields.values(column), keys, strict=True):
        number, sign = numbers[text], signs[text]
        if key is not None and sign is not None:
            lines.setdefault((text.casefold(), sign), []).append(line)
        elif key is not None and number is not None and number.mark:
            lines.setdefault((MARKS[number.mark][0], number.mark), []).append(line)
    for (text, mark), places in lines.items():
        meaning = MARKS[mark][1]
        fields.report_once(
            "note", "mark", column, places,
            Text(f"{quote(text)}: {meaning.de}", f"{quote(text)}: {meaning.en}"),
        )  # fmt: skip


def _report_doubtful(fields: Fields, column: str, lines: Sequence[int]) -> None:
    """`1.104` may be a thousand or one and a bit; ask when nothing around it tells."""
    if not lines:
        return
    text = fields.values(column)[fields.lines.index(lines[0])]
    fields.report_once(
        "error", "thousands", column, lines,
        Text(f"{quote(text)} kann Tausender oder Nachkommastellen meinen",
             f"{quote(text)} may mean thousands or decimals"),
        Text("Zahlen ohne Tausenderzeichen", "numbers without thousands marks"),
        Text("Tausenderzeichen entfernen oder eine Nachkommastelle mehr schreiben",
             "remove the thousands marks or write one more decimal"),
    )  # fmt: skip


def _report_mixed_units(
    fields: Fields, column: str, numbers: dict[str, Written | None], values: Sequence[float]
) -> None:
    """Ask when `12,5 %` and `0,125` stand in one column: one of them is a hundred times another."""
    lines: dict[str, list[int]] = {}
    for line, text, value in zip(fields.lines, fields.values(column), values, strict=True):
        number = numbers[text]
        if number is not None and np.isfinite(value) and value:
            lines.setdefault(number.unit, []).append(line)
    if len(lines) > 1:
        _, rare = min(lines.items(), key=lambda item: len(item[1]))
        names = ", ".join(unit or "–" for unit in sorted(lines))
        fields.report_once(
            "error", "mixed-units", column, rare,
            Text(f"Zahlen mit verschiedenen Einheiten in einer Spalte ({names})",
                 f"numbers of several units in one column ({names})"),
            Text("eine Einheit je Spalte", "one unit for a column"),
            Text("Werte in einer Einheit schreiben", "write the values in one unit"),
        )  # fmt: skip


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
