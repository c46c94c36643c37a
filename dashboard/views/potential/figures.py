"""What the scripts of the view Potential compute and draw from: plain values, ready for JSON."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from rollout.analysis import Analysis
from rollout.language import Lang
from rollout.model import Inputs
from rollout.potential.bands import group_name
from rollout.potential.classes import limits_of, own_class_limits
from rollout.potential.composite import AGGREGATIONS, FLOOR
from rollout.potential.weights import SCORED_AXES
from rollout.scenario import Scenario
from rollout.scenario.presets import PRESETS, WISHES

from ...page.catalogue import usable_presets
from ...page.settings import NEAREST_KM
from .words import word

SLACK = 1e-12  # differences no computation can be blamed for
LEAST_DIFFUSION = 0.1  # any share above 0 brings the column in


def catalogue(inputs: Inputs, lang: Lang) -> dict[str, Any]:
    """Indicators, dimensions, presets and published values; the same for every scenario."""
    rows = inputs.catalogue[inputs.catalogue["axis"].isin(SCORED_AXES)]
    presets = {
        name: {
            "weights": weights.tolist(),
            "directions": name if PRESETS[name].directions else "",
            "assumes": PRESETS[name].assumes[lang],
            "misses": PRESETS[name].misses[lang],
        }
        for name, weights in usable_presets(inputs.catalogue).items()
    }
    return {
        "indicators": [_indicator(str(key), row, lang) for key, row in rows.iterrows()],
        "dimensions": _dimensions(rows, lang),
        "presets": presets,
        "limited": [
            {"id": str(key), "name": str(row[f"short_{lang}"]), "unit": str(row[f"unit_{lang}"])}
            for key, row in inputs.catalogue.iterrows()
            if key in inputs.indicators
        ],
        "values": {
            str(name): _numbers(inputs.indicators[name])
            for name in rows.index
            if name in inputs.indicators
        },
        "wishes": [PRESETS[name].name[lang] for name in WISHES if name in presets],
        "scoring": {
            "floor": FLOOR,
            "slack": SLACK,
            "nearest": NEAREST_KM,
        },
    }


def _indicator(key: str, row: pd.Series, lang: Lang) -> dict[str, Any]:
    return {
        "id": key,
        "name": str(row[f"short_{lang}"]),
        "long": str(row[f"name_{lang}"]),
        "dimension": str(row["dimension"]),
        "unit": str(row[f"unit_{lang}"]),
        "decimals": int(row["decimals"]),
    }


def _dimensions(rows: pd.DataFrame, lang: Lang) -> list[dict[str, str]]:
    first = rows.drop_duplicates("dimension")
    return [
        {
            "id": str(row["dimension"]),
            "name": str(row[f"dimension_{lang}"]),
            "axis": word(f"axis_{row['axis']}", lang),
        }
        for _, row in first.iterrows()
    ]


def matrix_settings(scenario: Scenario, indicators: list[str]) -> Scenario:
    """Scenario whose normalised values hold every indicator, whatever it weighs.

    What the values do not depend on is set to one common value, so that scenarios which differ
    only in their weights share one matrix.
    """
    return scenario.changed(
        dimension_weights={},
        indicator_weights=dict.fromkeys(indicators, 1.0),
        diffusion_share=LEAST_DIFFUSION if scenario.diffusion_share > 0 else 0.0,
        aggregation="linear",
        min_known_share=0.0,
    )


def matrix(analysis: Analysis) -> dict[str, Any]:
    """Normalised values, columns in the order of the catalogue.

    Returns
    -------
    matrix
        columns, axes, values (per column, null = unknown, 1 always speaks for a founding), filled
        (per column the positions of gaps that were filled), out (positions of districts that a
        hard limit leaves out) and limits (of the map's classes, per founding logic and
        aggregation).
    """
    potential = analysis.potential
    columns = list(potential.normalised.columns)
    axes = analysis.inputs.catalogue["axis"]
    positions = potential.score.index.get_indexer(potential.left_out.index)
    gaps = potential.comparable[columns].isna() & potential.normalised.notna()
    return {
        "columns": columns,
        "axes": ["capacity" if name == NEAREST_KM else axes[name] for name in columns],
        "values": [_numbers(potential.normalised[name]) for name in columns],
        "filled": [np.flatnonzero(gaps[name]).tolist() for name in columns],
        "out": sorted(map(int, positions)),
        "limits": {
            name: {way: _class_limits(analysis, weights, way) for way in AGGREGATIONS}
            for name, weights in usable_presets(analysis.inputs.catalogue).items()
        },
    }


def _class_limits(analysis: Analysis, weights: pd.Series, aggregation: str) -> tuple[float, ...]:
    scenario = analysis.scenario
    if scenario.score_classes == "own":
        return own_class_limits(dict(scenario.class_limits))
    normalised = analysis.potential.normalised
    return limits_of(normalised, weights, aggregation, scenario.score_classes)


def ranking(analysis: Analysis) -> dict[str, Any]:
    """What the server adds to the ranking on screen: bands, and the score they belong to."""
    bands = analysis.bands.table
    return {
        "low": _numbers(bands["low"]),
        "high": _numbers(bands["high"]),
        "top_share": _numbers(bands["top_k_share"]),
        "group": [group_name(number) for number in bands["group"]],
        "score": _numbers(analysis.potential.score),
        "nearest_km": _numbers(analysis.nearest["nearest_km"]),
        "wishes": [_numbers(ranks) for _, ranks in analysis.wish_ranks.items()],
    }


def _numbers(values: pd.Series) -> list[float | None]:
    return [None if np.isnan(value) else value for value in values.astype(float).tolist()]
