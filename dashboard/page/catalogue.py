"""What the catalogue of indicators lets a visitor choose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pandas as pd

from rollout.errors import ScenarioError
from rollout.language import Lang
from rollout.model import Inputs
from rollout.potential.composite import observed_goalposts
from rollout.potential.presets import preset_weights
from rollout.potential.treatment import divide_by_reference
from rollout.potential.weights import SCORED_AXES
from rollout.scenario import Scenario
from rollout.scenario.presets import PRESETS

from .settings import NEAREST_KM, NUMBER
from .words import word

OUT = ""  # place of an indicator that does not count


def weights_pattern(catalogue: pd.DataFrame, of: Literal["dimension", "id"]) -> str:
    """Regular expression, for Python and JavaScript, of the texts of own weights.

    Parameters
    ----------
    of
        Whether dimensions or single indicators are weighted.
    """
    rows = catalogue.rename_axis("id").reset_index()
    # A visitor may take in any indicator, and new ones; which ones count now, `weighed` says.
    names_here = (re.escape(str(name)) for name in dict.fromkeys(rows[of]))
    names = "|".join([*names_here, "own(?:_[a-z0-9_]{1,45})?"])
    entry = rf"(?:{names}) ?= ?{NUMBER}"
    return rf"(?:{entry}(?:; ?{entry})*)?"


def experts_pattern(catalogue: pd.DataFrame) -> str:
    """Regular expression of the texts of the weights of several people."""
    rows = catalogue.rename_axis("id").reset_index()
    names = "|".join(
        re.escape(str(name)) for name in dict.fromkeys([*rows["id"], *rows["dimension"]])
    )
    entry = rf"[^;=/*\x00-\x1f]{{1,40}}/(?:{names}) ?= ?{NUMBER}"
    return rf"(?:{entry}(?:; ?{entry})*)?"


def limits_pattern(catalogue: pd.DataFrame) -> str:
    """Regular expression of the texts of hard limits: indicators with a value, maybe below 0."""
    names = "|".join(re.escape(str(name)) for name in catalogue.index)
    entry = rf"(?:{names}) ?= ?-?{NUMBER}"
    return rf"(?:{entry}(?:; ?{entry})*)?"


def weighed(catalogue: pd.DataFrame) -> dict[str, list[str]]:
    """What weights of one's own may name, and the presets to choose from."""
    indicators = catalogue[catalogue["axis"].isin(SCORED_AXES)]
    return {
        "presets": list(usable_presets(catalogue)),
        "indicators": list(map(str, indicators.index)),
        "dimensions": list(map(str, indicators["dimension"].unique())),
        "limited": list(map(str, catalogue.index)),
    }


def place_of(row: pd.Series) -> str:
    """Where an indicator counts: axis and dimension; `OUT` where it does not."""
    return OUT if row["axis"] not in SCORED_AXES else f"{row['axis']}/{row['dimension']}"


def places_of_catalogue(catalogue: pd.DataFrame, lang: Lang) -> Iterator[tuple[str, str]]:
    """Axes with their dimensions, and what these are called."""
    for _, row in catalogue[catalogue["axis"].isin(SCORED_AXES)].iterrows():
        yield place_of(row), f"{word('axis_' + row['axis'], lang)}: {row[f'dimension_{lang}']}"


def goalposts_known(catalogue: pd.DataFrame, scenario: Scenario) -> bool:
    """Whether a scenario has marks for every indicator that may be weighted."""
    indicators = catalogue.index[catalogue["axis"].isin(SCORED_AXES)]
    return set(indicators) <= set(dict(scenario.goalposts_low)) & set(dict(scenario.goalposts_high))


def usable_presets(catalogue: pd.DataFrame) -> dict[str, pd.Series]:
    """Weights of every preset whose indicators the catalogue has."""
    usable = {}
    for name in PRESETS:
        try:
            weights = preset_weights(name, catalogue)
        except ScenarioError:
            continue
        if float(weights.sum()) > 0:
            usable[name] = weights
    return usable


def with_marks(inputs: Inputs, scenario: Scenario, nearest_km: pd.Series) -> Scenario:
    """Scenario with fixed marks for every indicator: its own, else the values of today.

    So goalposts can be chosen on the page; the scenario file keeps the marks for later years.
    """
    catalogue = inputs.catalogue
    indicators = catalogue.index[catalogue["axis"].isin(SCORED_AXES)]
    values = divide_by_reference(inputs.indicators, dict(scenario.denominators))
    present = [name for name in indicators if name in values]
    observed = observed_goalposts(values[present].assign(**{NEAREST_KM: nearest_km}))
    observed = observed[observed["low"] < observed["high"]]
    low = observed["low"].to_dict() | dict(scenario.goalposts_low)
    high = observed["high"].to_dict() | dict(scenario.goalposts_high)
    return scenario.changed(goalposts_low=low, goalposts_high=high)


def with_marks_of(inputs: Inputs, scenario: Scenario) -> Scenario:
    """The server's scenario with marks for the catalogue of a visitor, and for nothing else."""
    catalogue = inputs.catalogue
    names = {*catalogue.index[catalogue["axis"].isin(SCORED_AXES)], NEAREST_KM}
    marks = {
        field: {name: mark for name, mark in getattr(scenario, field) if name in names}
        for field in ("goalposts_low", "goalposts_high")
    }
    nowhere = pd.Series(float("nan"), index=inputs.districts.index)  # its marks are the server's
    return with_marks(inputs, scenario.changed(**marks), nowhere)
