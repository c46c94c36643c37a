"""A column of a visitor's table as a new indicator: what the page asks, what becomes of it.

The catalogue gets a row, the values a column; whatever counted before goes on counting.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

import pandas as pd
from werkzeug.exceptions import BadRequest

from rollout.analysis import analyse
from rollout.datastore.change_catalogue import check_axes, extended_catalogue
from rollout.datastore.records import ID, ImportRequest, catalogue_row
from rollout.datastore.store import CATALOGUE
from rollout.errors import DataError, Problem, RolloutError
from rollout.inputs import places_of
from rollout.language import LANGS, Lang, Text
from rollout.model import Inputs
from rollout.potential.weights import SCORED_AXES
from rollout.readers.catalogue import DIRECTIONS, KINDS, read_catalogue
from rollout.readers.document import Content, open_document
from rollout.readers.findings import Findings
from rollout.readers.headers import fold
from rollout.readers.indicators import indicator_columns, indicators_of
from rollout.readers.places import Places
from rollout.scenario import Scenario

from ..page.catalogue import OUT, places_of_catalogue
from ..page.words import word
from .reading import OWN_SOURCE, TABLES, Reading, reading
from .table_columns import LONGEST_HEADER

OWN_PLACES = ("need/own", "capacity/own")
FIELDS = {"column", "name", "place", "direction", "ideal", "weight", "unit", "year", "kind"}
LONGEST = {"column": LONGEST_HEADER, "name": 120, "unit": 60}


@dataclass(frozen=True)
class NewIndicator:
    """What the visitor says of a column.

    Parameters
    ----------
    axis, dimension
        Where it counts; "reference" and "" where it does not.
    """

    column: str
    name: str
    kind: str
    unit: str
    year: int | None
    axis: str = "reference"
    dimension: str = ""
    direction: str | None = None
    ideal: float | None = None
    weight: float | None = None


def new_indicator(said: object) -> NewIndicator:
    """Column out of what the form says; `BadRequest` for what it cannot say."""
    if not isinstance(said, dict) or set(said) != FIELDS:
        raise BadRequest
    texts = {name: _text(said[name], longest) for name, longest in LONGEST.items()}
    place, kind, year = said["place"], said["kind"], said["year"]
    if not texts["name"].strip() or not isinstance(place, str) or kind not in KINDS:
        raise BadRequest
    whole = None if year is None else int(_number(year, 1900, 2100))
    plain = NewIndicator(texts["column"], texts["name"].strip(), kind, texts["unit"], whole)
    if place == OUT:
        return plain
    axis, _, dimension = place.partition("/")
    if axis not in SCORED_AXES or said["direction"] not in DIRECTIONS:
        raise BadRequest
    has_ideal = said["direction"] == "ideal" and said["ideal"] is not None
    return replace(
        plain, axis=axis, dimension=dimension, direction=said["direction"],
        ideal=_number(said["ideal"]) if has_ideal else None,
        weight=_number(said["weight"], 0, 1000),
    )  # fmt: skip


def _text(value: object, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise BadRequest
    return value


def _number(value: object, low: float = -1e15, high: float = 1e15) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise BadRequest
    return float(value)


def offer(columns: tuple[dict[str, Any], ...], inputs: Inputs, shipped: Inputs, lang: Lang) -> Any:
    """What the page asks about the columns of a table, and what can be chosen."""
    catalogues = (shipped.catalogue, inputs.catalogue)
    places = {key: name for part in catalogues for key, name in places_of_catalogue(part, lang)}
    dimensions = {place: word(f"{place.split('/')[0]}_own", lang) for place in OWN_PLACES}
    nowhere = [OUT, word("axis_reference", lang)]
    return {
        "columns": columns,
        "places": [*map(list, (places | dimensions).items()), nowhere],
        "kinds": [[kind, word(f"kind_{kind}", lang)] for kind in KINDS],
    }


@dataclass(frozen=True, eq=False)
class NewIndicatorTask:
    """Read one column of a table as a new indicator and see whether an analysis works, anywhere."""

    file: Content
    base: Inputs
    said: NewIndicator

    def __call__(self, report: Any, cancel: threading.Event) -> Reading:
        """Read it."""
        tables = {name: getattr(self.base, name) for name in TABLES}
        places = places_of(self.base.districts, tables)
        name = self._id()
        try:
            values, restated, problems = self._values(name, places)
            content = self._catalogue(name, values)
            catalogue = read_catalogue(Content(CATALOGUE, content))
            check_axes(catalogue["axis"])
            changes = self._changes(name, catalogue, values, restated, problems)
            analyse(replace(self.base, **changes), Scenario(preset="balanced"))
        except RolloutError as error:
            return reading(getattr(error, "problems", ()))
        return reading(
            problems, kind="indicator", rows=int(values.notna().sum()), changes=changes,
            slot=f"{OWN_SOURCE}{name}",
        )  # fmt: skip

    def _id(self) -> str:
        """Id of the indicator of that name, where the visitor took it in before; else a new one."""
        catalogue = self.base.catalogue
        is_own = catalogue["source"].astype(str).str.startswith(OWN_SOURCE)
        mine = catalogue.index[is_own & (catalogue["name_de"] == self.said.name)]
        if len(mine):
            return str(mine[0])
        stem = "own_" + "_".join(re.findall(r"[a-z0-9]+", fold(self.said.name)))
        name = stem = stem[:40].rstrip("_") if ID.fullmatch(stem[:40].rstrip("_")) else "own"
        number = 1
        while name in catalogue.index:
            number += 1
            name = f"{stem}_{number}"
        return name

    @property
    def _year(self) -> float:
        return float("nan") if self.said.year is None else float(self.said.year)

    def _values(
        self, name: str, places: Places
    ) -> tuple[pd.Series, pd.DataFrame, tuple[Problem, ...]]:
        """Values of every district, which were restated, and what is to be said."""
        header = self.said.column
        row = {
            "kind": self.said.kind, "year": self._year, "weight": self.said.weight,
            "name_de": header, "name_en": header,
        }  # fmt: skip
        alone = pd.DataFrame([row], index=pd.Index([name], name="id"))
        findings = Findings(self.file.name)
        document = open_document(self.file, findings, indicator_columns(alone).is_known)
        table = indicators_of(document, findings, alone, places)
        values = table.values[name].reindex(self.base.districts.index)
        if values.notna().sum() == 0:
            raise DataError(_no_numbers(self.file.name, header))
        return values, table.restated, table.problems

    def _catalogue(self, name: str, values: pd.Series) -> bytes:
        said = self.said
        request = ImportRequest(
            axis=said.axis, direction=said.direction, ideal=said.ideal, weight=said.weight,
            name=said.name,
        )  # fmt: skip
        row = catalogue_row(
            name, said.name, said.unit, said.kind, self._year, values, request, None
        )  # fmt: skip
        row["source"] = OWN_SOURCE + name
        return extended_catalogue(self.base.catalogue, row, said.dimension)

    def _changes(
        self, name: str, catalogue: pd.DataFrame, values: pd.Series, restated: pd.DataFrame,
        problems: tuple[Problem, ...],
    ) -> dict[str, Any]:  # fmt: skip
        base = self.base
        others = base.indicators.drop(columns=name, errors="ignore")
        before = base.restated[base.restated["indicator"] != name]
        return {
            "catalogue": catalogue,
            "indicators": others.join(values.rename(name)),
            "restated": pd.concat([before, restated], ignore_index=True) if len(restated)
            else before,
            "sources": _with_source(base.sources, OWN_SOURCE + name, self.file.name, self.said),
            "notes": (*base.notes, *(p for p in problems if p.level != "note")),
        }  # fmt: skip


def _with_source(sources: pd.DataFrame, key: str, file: str, said: NewIndicator) -> pd.DataFrame:
    words = Text(f"Eigene Daten: {PurePath(file).name}", f"own data: {PurePath(file).name}")
    row: Mapping[str, Any] = dict.fromkeys(sources.columns, "") | {
        "title": said.name,
        "publisher": words.de,
        "reference_date": str(said.year or ""),
        **{f"attribution_{lang}": words[lang] for lang in LANGS},
    }
    others = sources.drop(index=key, errors="ignore")
    return pd.concat([others, pd.DataFrame([row], index=pd.Index([key], name="id"))])


def _no_numbers(file: str, header: str) -> Problem:
    return Problem(
        "error", file,
        Text("enthält keine Zahl zu einem Kreis", "holds no number of any district"),
        Text("eine Zahl je Kreis", "a number for each district"),
        column=header, code="no-values",
    )  # fmt: skip


def without_own(inputs: Inputs, shipped: Inputs) -> Inputs:
    """Inputs with the shipped catalogue, without the indicators a visitor took in."""
    mine = [name for name, source in inputs.catalogue["source"].items()
            if str(source).startswith(OWN_SOURCE)]  # fmt: skip
    keys = [OWN_SOURCE + str(name) for name in mine]
    return replace(
        inputs,
        catalogue=shipped.catalogue,
        indicators=inputs.indicators.drop(columns=mine, errors="ignore"),
        restated=inputs.restated[~inputs.restated["indicator"].isin(mine)],
        sources=inputs.sources.drop(index=keys, errors="ignore"),
        notes=tuple(note for note in inputs.notes if note.code != "own-catalogue"),
    )
