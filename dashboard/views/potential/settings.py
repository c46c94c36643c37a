"""The settings of the founding potential as they travel between browser and server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from rollout.errors import ScenarioError
from rollout.model import Inputs
from rollout.potential.composite import observed_goalposts
from rollout.potential.presets import PRESETS, preset_weights
from rollout.potential.treatment import divide_by_reference
from rollout.potential.weights import SCORED_AXES
from rollout.scenario import Scenario

LEVEL = "d."  # in front of a dimension
BETWEEN = "*"
NUMBER = r"[0-9]{1,4}(?:\.[0-9]{1,12})?"
ENTRY = re.compile(rf"(.{{1,80}})-({NUMBER})")
LONGEST_TEXT = 4000
NEAREST_KM = "nearest_km"


def potential_values(scenario: Scenario) -> dict[str, Any]:
    """Values of the controls of the potential for a scenario."""
    return {
        "preset": scenario.preset,
        "normalisation": scenario.normalisation,
        "aggregation": scenario.aggregation,
        "missing": scenario.missing_rule,
        "outliers": scenario.outliers,
        "known": round(100 * scenario.min_known_share, 9),
        "diffusion": round(100 * scenario.diffusion_share, 9),
        "weights": weights_text(scenario),
    }


def weights_text(scenario: Scenario) -> str:
    """Own weights of a scenario in one short text; empty without any.

    >>> weights_text(Scenario(indicator_weights={"a": 2.5}, dimension_weights={"work": 30}))
    'd.work-30*a-2.5'
    """
    levels = [(f"{LEVEL}{name}", points) for name, points in scenario.dimension_weights]
    return BETWEEN.join(
        f"{name}-{points:.12f}".rstrip("0").rstrip(".")
        for name, points in (*levels, *scenario.indicator_weights)
    )


def weights_from(text: object) -> tuple[dict[str, float], dict[str, float]]:
    """Own weights of dimensions and of indicators; `ValueError` for anything else.

    >>> weights_from("d.work-30*a-2.5")
    ({'work': 30.0}, {'a': 2.5})
    """
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise ValueError(text)
    dimensions: dict[str, float] = {}
    indicators: dict[str, float] = {}
    for part in text.split(BETWEEN) if text else ():
        match = ENTRY.fullmatch(part)
        if match is None:
            raise ValueError(text)
        name, points = match[1], float(match[2])
        if name.startswith(LEVEL):
            dimensions[name.removeprefix(LEVEL)] = points
        else:
            indicators[name] = points
    return dimensions, indicators


def potential_fields(base: Scenario, given: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of the scenario for values of the controls; marks only where they count."""
    dimensions, indicators = weights_from(given["weights"])
    fields: dict[str, Any] = {
        "preset": given["preset"],
        "normalisation": given["normalisation"],
        "aggregation": given["aggregation"],
        "missing_rule": given["missing"],
        "outliers": given["outliers"],
        "min_known_share": given["known"] / 100,
        "diffusion_share": given["diffusion"] / 100,
        "dimension_weights": dimensions,
        "indicator_weights": indicators,
    }
    for name in ("goalposts_low", "goalposts_high"):
        marks = dict(getattr(base, name)) if given["normalisation"] == "goalposts" else {}
        if not given["diffusion"]:
            marks.pop(NEAREST_KM, None)
        fields[name] = marks
    return fields


def weights_pattern(catalogue: pd.DataFrame) -> str:
    """Regular expression, for Python and JavaScript, of the texts of own weights."""
    scored = catalogue[catalogue["axis"].isin(SCORED_AXES)]
    dimensions = [f"{LEVEL}{name}" for name in dict.fromkeys(scored["dimension"].astype(str))]
    names = "|".join(re.escape(str(name)) for name in [*dimensions, *scored.index])
    entry = rf"(?:{names})-{NUMBER}"
    return rf"(?:{entry}(?:\*{entry})*)?"


def goalposts_known(catalogue: pd.DataFrame, scenario: Scenario) -> bool:
    """Whether a scenario has marks for every indicator that may be weighted."""
    scored = catalogue.index[catalogue["axis"].isin(SCORED_AXES)]
    return set(scored) <= set(dict(scenario.goalposts_low)) & set(dict(scenario.goalposts_high))


def usable_presets(catalogue: pd.DataFrame) -> dict[str, pd.Series]:
    """Weights of every preset whose indicators the catalogue has."""
    found = {}
    for name in PRESETS:
        try:
            weights = preset_weights(name, catalogue)
        except ScenarioError:
            continue
        if float(weights.sum()) > 0:
            found[name] = weights
    return found


def with_marks(inputs: Inputs, scenario: Scenario, nearest_km: pd.Series) -> Scenario:
    """Scenario with fixed marks for every indicator: its own, else the values of today.

    So goalposts can be chosen on the page; the scenario file keeps the marks for later years.
    """
    catalogue = inputs.catalogue
    scored = catalogue.index[catalogue["axis"].isin(SCORED_AXES)]
    values = divide_by_reference(inputs.indicators, dict(scenario.denominators))
    present = [name for name in scored if name in values]
    observed = observed_goalposts(values[present].assign(**{NEAREST_KM: nearest_km}))
    observed = observed[observed["low"] < observed["high"]]
    low = observed["low"].to_dict() | dict(scenario.goalposts_low)
    high = observed["high"].to_dict() | dict(scenario.goalposts_high)
    return scenario.changed(goalposts_low=low, goalposts_high=high)
