"""Columns of a table by districts that the catalogue of indicators does not know."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from rollout.errors import DataError
from rollout.model import Inputs
from rollout.readers.document import Content, open_document
from rollout.readers.findings import Findings
from rollout.readers.headers import fold
from rollout.readers.indicators import indicator_columns
from rollout.readers.keys import read_key
from rollout.readers.places import Places
from rollout.readers.table import tabulate

MOST_COLUMNS = 60
LONGEST_HEADER = 400
_NUMBER = re.compile(r"[-−+]?[\d][\d\s.,'’]{0,30}%?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_UNIT = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]\s{0,9}$")
_KEYS_KNOWN = 0.5  # of the cells: else the table is no table by districts


def number_columns(file: Content, base: Inputs, places: Places) -> tuple[dict[str, Any], ...]:
    """Columns with numbers that the catalogue does not know, where rows are districts."""
    spellings = indicator_columns(base.catalogue)
    findings = Findings(file.name)
    try:
        cells = tabulate(open_document(file, findings, spellings.is_known), findings,
                         spellings.is_known).cells  # fmt: skip
    except DataError:
        return ()
    names = {str(header): spellings.by_spelling.get(fold(str(header))) for header in cells}
    keys = [header for header, name in names.items() if name == "ags"]
    if not keys or not _are_districts(cells[keys[0]], places):
        return ()
    columns = [header for header, name in names.items() if name is None]
    described = (_described(header, cells[header]) for header in columns)
    return tuple(column for column in described if column)[:MOST_COLUMNS]


def _are_districts(cells: pd.Series, places: Places) -> bool:
    texts = [str(text) for text in cells if text]
    count = sum(read_key(text, places).key is not None for text in texts)
    return count >= max(1, _KEYS_KNOWN * len(texts))


def _described(header: str, cells: pd.Series) -> dict[str, Any] | None:
    """What a column seems to be; None where it holds no numbers."""
    texts = [str(text).strip() for text in cells if str(text).strip()]
    numbers = [text for text in texts if _NUMBER.fullmatch(text)]
    if len(header) > LONGEST_HEADER or not numbers or 2 * len(numbers) < len(texts):
        return None
    year, unit = _YEAR.search(header), _UNIT.search(header)
    in_percent = sum(text.endswith("%") for text in numbers) * 2 > len(numbers)
    return {
        "column": header,
        "name": header[:120],
        "unit": "%" if in_percent else unit[1] if unit and not _YEAR.search(unit[1]) else "",
        "year": int(year[0]) if year else None,
        "kind": "rate",
        "examples": numbers[:3],
    }
