"""Weights of a founding logic for a catalogue."""

from __future__ import annotations

import pandas as pd

from rollout.errors import Problem, ScenarioError
from rollout.language import Text
from rollout.potential.weights import SCORED_AXES
from rollout.scenario.presets import preset


def preset_weights(name: str, catalogue: pd.DataFrame) -> pd.Series:
    """Weights of a preset for the need and capacity indicators of a catalogue.

    `balanced` takes the catalogue's own weights, `equal` 1 for each. Any other preset whose
    indicators are not all in the catalogue is a `ScenarioError` naming them.

    Returns
    -------
    weights
        Points, not scaled; index: the scored indicators in the catalogue's order.
    """
    logic = preset(name)
    indicators = catalogue[catalogue["axis"].isin(SCORED_AXES)]
    if name == "balanced":
        return indicators["weight"].astype(float).fillna(0.0)
    if name == "equal":
        return pd.Series(1.0, index=indicators.index, name="weight")
    absent = [indicator for indicator in logic.weights if indicator not in indicators.index]
    if absent:
        raise ScenarioError(_absent_indicator(name, indicator) for indicator in absent)
    return (
        pd.Series(logic.weights, dtype=float).reindex(indicators.index).fillna(0.0).rename("weight")
    )


def _absent_indicator(name: str, indicator: str) -> Problem:
    return Problem(
        "error",
        "Scenario.preset",
        Text(
            f"{name} braucht den Indikator {indicator}, der im Katalog fehlt",
            f"{name} needs the indicator {indicator}, which the catalogue lacks",
        ),
        Text("einen Katalog mit diesem Indikator", "a catalogue with this indicator"),
        Text(
            "preset equal oder balanced wählen und eigene Gewichte setzen",
            "choose preset equal or balanced and set weights of your own",
        ),
        code="unknown-indicator",
    )
