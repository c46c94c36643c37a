"""What the tables a user keeps have in common, so that one repair and one store serve them all."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, NamedTuple

import pandas as pd

from rollout.language import Text
from rollout.model import LeftOut
from rollout.readers.column_values import Fields, read_ids
from rollout.readers.document import Document
from rollout.readers.findings import Findings
from rollout.readers.headers import Columns, slug
from rollout.readers.table import RawTable, tabulate

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
MOST_NAME = 40  # signs of a name before its place, in an identifier
FATAL = ("missing-column", "duplicate-column", "given-column")  # reading on makes no sense


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of a table as read, in the order of the file; some may be wrong.

    Parameters
    ----------
    table, fields
        The cells as text, by header and by column name.
    ids
        Identifiers, "" where one is missing.
    values
        Column name -> value of each row; wrong ones are None, NaN or empty.
    generated
        Whether the identifier was made from the name.
    """

    repairable: ClassVar[tuple[str, ...]] = ()  # columns written back as understood, once repaired

    table: RawTable
    fields: Fields
    ids: list[str]
    values: dict[str, list[Any]]
    has_new_id: list[bool]

    @property
    def left_out(self) -> LeftOut | None:
        """Rows left out knowingly; None where all count."""
        return None

    @property
    def extra_columns(self) -> dict[str, list[Any]]:
        """Values of columns a file need not have, because they follow from others."""
        return {"id": self.ids} if any(self.has_new_id) else {}


class Opened(NamedTuple):
    """A table under its column names, before its values are read; see `Rows`."""

    table: RawTable
    fields: Fields
    ids: list[str]
    has_new_id: list[bool]


@dataclass(frozen=True, eq=False)
class Format:
    """A kind of table: its columns and how to read it.

    Parameters
    ----------
    columns
        Column names with their spellings.
    read
        Reader of a document: (document, findings, places, *, assigned, make_ids) -> rows.
    optional
        Columns a new file does not get.
    """

    columns: Columns
    read: Callable[..., Rows]
    optional: tuple[str, ...] = ()

    def knows(self, columns: Mapping[str, str] | None = None) -> Callable[[str], bool]:
        """Recognise the headers of such a table, also those the user assigns."""
        headers = {header.strip().casefold() for header in columns or {}}
        return lambda header: self.columns.is_known(header) or header.strip().casefold() in headers

    def opened(
        self, document: Document, findings: Findings, columns: Mapping[str, str], make_ids: bool
    ) -> Opened:
        """Find the columns of a table and its identifiers.

        Parameters
        ----------
        columns
            Header -> column name, as far as the user assigns them.
        make_ids
            Make missing identifiers from the names.

        Raises
        ------
        DataError
            The file has no header or lacks a column, so that reading on makes no sense.
        """
        table = tabulate(document, findings, self.knows(columns))
        required = tuple(name for name in self.columns.required if not (make_ids and name == "id"))
        mapping = replace(self.columns, required=required).match(
            table.cells.columns, table.header_line, findings, columns
        )
        if any(problem.code in FATAL for problem in findings.all()):
            findings.stop_on_errors()
        cells = under_names(table, mapping, self.columns)
        fields = Fields(cells, {name: header for header, name in mapping.items()}, findings)
        has_new_id = [False] * len(fields.lines)
        if make_ids:
            fields, has_new_id = with_ids(fields)
        return Opened(table, fields, read_ids(fields, "id", ID), has_new_id)


def under_names(table: RawTable, mapping: Mapping[str, str], columns: Columns) -> pd.DataFrame:
    """Cells under their column names; columns the file lacks are empty, own ones keep theirs.

    A header that spells a column but is not used for it becomes an own one, see `own_column`.
    """
    others = {header: own_column(header, columns) for header in map(str, table.cells.columns)
              if header not in mapping}  # fmt: skip
    cells = table.cells.rename(columns={**others, **mapping})
    absent = [name for name in columns.spellings if name not in cells]
    return cells.assign(**dict.fromkeys(absent, ""))


def own_column(header: str, columns: Columns) -> str:
    """Name of a column that is the user's own, whatever its header spells.

    >>> own_column("Region", Columns({"name": ()})), own_column("name", Columns({"name": ()}))
    ('Region', 'name *')
    """
    return f"{header} *" if header in columns.spellings else header


def new_id(name: str, ids: Collection[str], fallback: str = "initiative") -> str:
    """Identifier made from a name: the same name gives the same one, unless it is taken.

    >>> new_id("Zukunft Oberfranken-Süd (ZOS)", {"zukunft-oberfranken-sued-zos"})
    'zukunft-oberfranken-sued-zos-2'
    """
    # Identifiers may have 80 signs; 60 leave room for a number at the end.
    base = slug(name)[:60].strip("-") or fallback
    numbers = itertools.count(2)
    unique = base
    while unique in ids:
        unique = f"{base}-{next(numbers)}"
    return unique


def with_ids(fields: Fields) -> tuple[Fields, list[bool]]:
    """Fields with identifiers made from the names where there are none, and where that was.

    Of several rows with one name the first gets the name alone, the others their place behind it,
    so that identifiers stay the same when rows are added or sorted; a number tells the rest apart.
    """
    has_new_id = [not text for text in fields.values("id")]
    if not any(has_new_id):
        return fields, has_new_id
    in_use = {text for text in fields.values("id") if text}
    ids = []
    places = fields.values("place") if "place" in fields.cells else [""] * len(has_new_id)
    for text, name, place in zip(fields.values("id"), fields.values("name"), places, strict=True):
        unique = text or new_id(name, in_use)
        if not text and place and new_id(name, ()) in in_use:
            unique = new_id(f"{slug(name)[:MOST_NAME]} {place}", in_use)
        ids.append(unique)
        in_use.add(unique)
    cells = fields.cells.assign(id=pd.Series(ids, index=fields.cells.index, dtype=object))
    lines = [line for line, is_new in zip(fields.lines, has_new_id, strict=True) if is_new]
    fields = Fields(cells, fields.headers, fields.findings)
    fields.report_once(
        "repaired", "id-made", "id", lines, Text("Kennung fehlt", "the identifier is missing"),
        remedy=Text("aus dem Namen gebildet", "made from the name"),
    )  # fmt: skip
    return fields, has_new_id
