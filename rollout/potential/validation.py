"""Checks every array-level function makes on its table and its choices."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from rollout.arrays import Floats
from rollout.errors import DataError, Problem
from rollout.language import Text

ROW, COLUMN = Text("Zeile", "row"), Text("Spalte", "column")


def checked_table(values: pd.DataFrame, name: str = "indicators") -> Floats:
    """Numbers of a table, NaN for unknown; raises `DataError` with everything wrong in it.

    Rows must be uniquely indexed, columns unique and numeric, values finite or NaN.
    """
    problems = []
    for axis, labels in ((ROW, values.index), (COLUMN, values.columns)):
        if labels.has_duplicates:
            problems.append(_duplicate(name, axis, labels[labels.duplicated()][0]))
    text_columns = [column for column, kind in values.dtypes.items() if not is_numeric_dtype(kind)]
    if text_columns:
        raise DataError([*problems, *(_not_numbers(name, column) for column in text_columns)])
    numbers = values.to_numpy(dtype=float, na_value=np.nan)
    for position in np.flatnonzero(np.isinf(numbers).any(axis=0)).tolist():
        row = values.index[np.flatnonzero(np.isinf(numbers[:, position]))[0]]
        finding = Text(f"Wert unendlich bei {row}", f"infinite value at {row}")
        expectation = Text("eine Zahl oder leer (unbekannt)", "a number or empty (unknown)")
        column = str(values.columns[position])
        problems.append(
            Problem("error", name, finding, expectation, column=column, code="infinite")
        )
    if problems:
        raise DataError(problems)
    return np.ascontiguousarray(numbers)


def _not_numbers(name: str, column: Hashable) -> Problem:
    finding = Text("enthält keine Zahlen", "does not hold numbers")
    expectation = Text("Zahlen oder leer (unbekannt)", "numbers or empty (unknown)")
    return Problem("error", name, finding, expectation, column=str(column), code="text")


def _duplicate(name: str, axis: Text, label: Hashable) -> Problem:
    finding = Text(f"{axis.de} {label} steht mehrfach", f"{axis.en} {label} stands more than once")
    expectation = Text("eindeutige Schlüssel", "unique keys")
    remedy = Text("doppelte zusammenführen", "merge the duplicates")
    return Problem("error", name, finding, expectation, remedy, code="duplicate")
