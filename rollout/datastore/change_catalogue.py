"""Changing what the catalogue says of an indicator: in or out of the score, direction, weight."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pandas as pd

from rollout.data_folder import shipped_data_dir
from rollout.datastore.csv_rows import as_csv, number_text, read_text_table, with_row
from rollout.datastore.records import ImportRequest, score_fields
from rollout.datastore.store import CATALOGUE, SOURCES, Store
from rollout.errors import DataError, parameter_error
from rollout.language import Text, in_both, listed
from rollout.readers.catalogue import read_catalogue
from rollout.readers.plain_text import plain
from rollout.readers.reference import read_sources

SCORED = ("need", "capacity")  # without one of each there is no score
_SCORING = ("axis", "dimension", "dimension_de", "dimension_en", "direction", "ideal", "weight")
_DIMENSION = ("dimension", "dimension_de", "dimension_en")


@dataclass(frozen=True)
class CatalogueChange:
    """What shall be said of an indicator; what is None stays as it is.

    Parameters
    ----------
    is_out
        True takes it out of the score: its values stay as reference values. False puts it back in
        as the shipped catalogue has it; other fields go before.
    axis, dimension, direction, ideal, weight, unit, name, year
        As in the catalogue; unit and name are used for both languages, a dimension is one of the
        catalogue.
    """

    is_out: bool | None = None
    axis: str | None = None
    dimension: str | None = None
    direction: str | None = None
    ideal: float | None = None
    weight: float | None = None
    unit: str | None = None
    name: str | None = None
    year: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return all(getattr(self, field.name) is None for field in fields(self))


def change_catalogue(store: Store, indicator: str, change: CatalogueChange) -> dict[str, str]:
    """Change one row of the catalogue, as one step that `restore` takes back.

    Returns
    -------
    row
        The row as it stands now, columns of `data/indicator_catalogue.csv`.

    Raises
    ------
    DataError, ScenarioError
        An unknown indicator or dimension, a value the catalogue cannot have, or no indicator left
        for need or capacity. Nothing is written then.
    """
    with store.lock(), tempfile.TemporaryDirectory() as folder:
        _, rows = read_text_table(store.path(CATALOGUE))
        row = _new_row(_row_of(rows, indicator), rows, change)
        aside = Path(folder)
        (aside / CATALOGUE).write_bytes(with_row(store.path(CATALOGUE), "id", row))
        catalogue = _checked(aside / CATALOGUE, store)
        check_axes(catalogue["axis"])
        content = (aside / CATALOGUE).read_bytes()
        if content != store.path(CATALOGUE).read_bytes():
            store.replace({CATALOGUE: content}, f"catalogue {indicator}")
    return row


def changed_catalogue(
    catalogue: pd.DataFrame, changes: Mapping[str, CatalogueChange], shipped: pd.DataFrame
) -> bytes:
    """File of a catalogue with changes by indicator; `read_catalogue` checks what it holds.

    Parameters
    ----------
    changes
        Together they must leave an indicator for need and one for capacity.
    shipped
        Catalogue whose dimensions may be used besides, although nothing counts in them now.

    Raises
    ------
    ScenarioError
        An unknown indicator or dimension, or none left for need or capacity.

    Examples
    --------
    >>> from rollout.inputs import load_inputs
    >>> catalogue = load_inputs().catalogue
    >>> change = CatalogueChange(weight=2.0)
    >>> content = changed_catalogue(catalogue, {"coal_region": change}, catalogue)
    >>> content.count(b"\\n") == len(catalogue) + 1
    True
    """
    rows = _text_rows(catalogue)
    dimensions = [*rows, *_text_rows(shipped)]
    new_rows = {
        indicator: _new_row(_row_of(rows, indicator), dimensions, change)
        for indicator, change in changes.items()
    }
    rows = [new_rows.get(row["id"], row) for row in rows]
    check_axes([row["axis"] for row in rows])
    filled = [name for name in catalogue if name != "territory" or catalogue[name].notna().any()]
    return as_csv(["id", *map(str, filled)], rows)


def extended_catalogue(
    catalogue: pd.DataFrame, row: Mapping[str, str], dimension: str = ""
) -> bytes:
    """File of a catalogue with one more row, or with it in place of the one of its id.

    Parameters
    ----------
    row
        As from `rollout.datastore.records.catalogue_row`.
    dimension
        One of the catalogue for an indicator that counts; "" or "own" leaves the row's.
    """
    rows = _text_rows(catalogue)
    others = [other for other in rows if other["id"] != row["id"]]
    dimensions = {other["dimension"] for other in rows}
    place = _dimension(rows, dimension) if dimension and dimension in dimensions else {}
    new = {name: plain(text) for name, text in {**row, **place}.items()}
    filled = [name for name in catalogue if name != "territory" or catalogue[name].notna().any()]
    return as_csv(["id", *map(str, filled)], [*others, new])


def changed_indicators(catalogue: pd.DataFrame, shipped: pd.DataFrame) -> list[str]:
    """Indicators of which two catalogues do not say the same, in the order of the first."""
    if catalogue is shipped:
        return []
    rows, others = (
        {row["id"]: {name: text for name, text in row.items() if text} for row in _text_rows(part)}
        for part in (catalogue, shipped)
    )
    return [name for name in {**rows, **others} if rows.get(name) != others.get(name)]


def changes_sentence(catalogue: pd.DataFrame, changed: Collection[str]) -> Text:
    """That a catalogue is not the shipped one, and where."""
    names = in_both(
        lambda lang: listed([str(catalogue[f"short_{lang}"].get(k, k)) for k in changed], lang, 3)
    )
    return Text(f"Indikatorkatalog geändert ({names.de})",
                f"catalogue of indicators changed ({names.en})")  # fmt: skip


def catalogue_csv(catalogue: pd.DataFrame) -> bytes:
    """File of a catalogue, which `read_catalogue` reads back as it was."""
    return changed_catalogue(catalogue, {}, catalogue)


def _text_rows(catalogue: pd.DataFrame) -> list[dict[str, str]]:
    table = catalogue.rename_axis("id").reset_index()
    return [
        {str(name): _cell(value) for name, value in row.items()} for row in table.to_dict("records")
    ]


def _cell(value: object) -> str:
    """Cell of a catalogue, read back as it was; text of a visitor is never a formula."""
    if isinstance(value, str):
        return plain(value)
    return "" if value is None else number_text(float(str(value)))  # NaN is empty, too


def _checked(path: Path, store: Store) -> pd.DataFrame:
    """Read the new catalogue as `load_inputs` will; errors name the file it would become."""
    sources = read_sources(store.path(SOURCES))
    try:
        return read_catalogue(path, frozenset(sources.index))
    except DataError as error:
        file = str(store.path(CATALOGUE))
        raise DataError(tuple(replace(p, file=file) for p in error.problems)) from error


def _row_of(rows: list[dict[str, str]], indicator: str) -> dict[str, str]:
    for row in rows:
        if row["id"] == indicator:
            return row
    names = [row["id"] for row in rows]
    close = difflib.get_close_matches(indicator, names, 3) or names
    listing = ", ".join(close)
    raise parameter_error(
        "indicator", Text(f"{indicator} steht nicht im Katalog", f"{indicator} is not in the "
                          "catalogue"),
        Text(f"eines von {listing}", f"one of {listing}"),
        Text("alle zeigt: rollout data catalogue", "rollout data catalogue shows all"),
    )  # fmt: skip


def _new_row(
    old: dict[str, str], rows: list[dict[str, str]], change: CatalogueChange
) -> dict[str, str]:
    """The row after the change."""
    row = dict(old)
    if change.is_out is False:
        row |= _shipped_scoring(old)
    axis = "reference" if change.is_out else change.axis
    request = ImportRequest(axis=axis, direction=change.direction, ideal=change.ideal,
                            weight=change.weight)  # fmt: skip
    if row["axis"] != "reference" or axis:
        row |= score_fields(row, request)
    elif {change.direction, change.ideal, change.weight, change.dimension} != {None}:
        raise parameter_error(
            old["id"], Text("geht nicht in die Bewertung ein", "does not enter the score"),
            Text("--back oder --axis need oder capacity", "--back, or --axis need or capacity"),
        )  # fmt: skip
    numbers = {"weight": change.weight, "ideal": change.ideal}
    row |= {name: number_text(float(value)) for name, value in numbers.items() if value is not None}
    if change.dimension is not None:
        row |= _dimension(rows, change.dimension)
    if change.unit is not None:
        row |= {"unit_de": change.unit, "unit_en": change.unit}
    if change.name is not None:
        short = change.name[:40]
        row |= {"name_de": change.name, "name_en": change.name, "short_de": short,
                "short_en": short}  # fmt: skip
    return row | ({} if change.year is None else {"year": str(change.year)})


def _shipped_scoring(old: Mapping[str, str]) -> dict[str, str]:
    """Axis, dimension, direction and weight as the shipped catalogue has them."""
    _, rows = read_text_table(shipped_data_dir() / CATALOGUE)
    for row in rows:
        if row["id"] == old["id"] and row["axis"] != "reference":
            return {name: row[name] for name in _SCORING}
    raise parameter_error(
        "--back", Text(f"{old['id']} hat im mitgelieferten Katalog keine Richtung",
                       f"{old['id']} has no direction in the shipped catalogue"),
        Text("--axis, --direction und --weight", "--axis, --direction and --weight"),
    )  # fmt: skip


def _dimension(rows: list[dict[str, str]], dimension: str) -> dict[str, str]:
    """Id and names of a dimension of scored indicators."""
    dimensions = {row["dimension"]: row for row in rows if row["axis"] != "reference"}
    if dimension not in dimensions:
        listing = ", ".join(dimensions)
        raise parameter_error(
            "--dimension", Text(f"{dimension} kennt der Katalog nicht",
                                f"{dimension} is not known to the catalogue"),
            Text(f"eine von {listing}", f"one of {listing}"),
        )  # fmt: skip
    return {name: dimensions[dimension][name] for name in _DIMENSION}


def check_axes(axes: Collection[str]) -> None:
    """Refuse a catalogue that leaves need or capacity without any indicator."""
    missing = [axis for axis in SCORED if axis not in set(axes)]
    if missing:
        raise parameter_error(
            CATALOGUE, Text(f"hat keinen Indikator mehr für {missing[0]}",
                            f"has no indicator left for {missing[0]}"),
            Text("mindestens einer je Achse", "at least one for each axis"),
            Text("vorher einen anderen aufnehmen", "take in another one first"),
        )  # fmt: skip
