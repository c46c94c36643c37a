"""The statistics behind a score: what hangs together, what runs against what, what counts.

After the OECD/JRC Handbook, steps 4 and 6: correlations, principal components (of the correlation
matrix), Cronbach's alpha per dimension, and the importance of indicators and dimensions beside
their weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rollout.potential.composite import FLOOR, aggregate
from rollout.potential.importance import WeightProposal, effective_weights, weight_proposal
from rollout.potential.scoring import Potential, Scoring, in_order
from rollout.potential.weights import near_duplicates
from rollout.scenario import Scenario

OPPOSED = -0.1  # correlation inside a dimension below which two indicators pull apart
ELSEWHERE = "diffusion"  # the distance to an initiative stands in no catalogue


@dataclass(frozen=True, eq=False)
class Audit:
    """What the weighted indicators are to each other and to the score.

    Parameters
    ----------
    indicators
        Index: indicator; dimension, weight (share), ratio (squared correlation ratio with the
        score), linear (the same along a line), effect (ratio as a share of all ratios) and r
        (correlation with the score; below 0 it runs against its direction).
    dimensions
        Index: dimension; axis, members, weight, ratio, linear, effect and alpha (Cronbach's;
        NaN with fewer than two indicators).
    correlations
        Of the normalised indicators, 1 speaking for a founding in each.
    conflicts
        Columns first, second, r, kind: `opposed` inside a dimension, `double` beyond 0.9,
        `against` (the score; second is empty).
    components
        Index: number; eigenvalue, share of the variance, then the loading of each indicator.
    rows
        Number of districts with a score.
    """

    indicators: pd.DataFrame
    dimensions: pd.DataFrame
    correlations: pd.DataFrame
    conflicts: pd.DataFrame
    components: pd.DataFrame
    rows: int


def cronbach_alpha(values: pd.DataFrame) -> float:
    """Cronbach's alpha of standardised columns: how far they measure one thing; NaN below two.

    k r / (1 + (k - 1) r) with r the mean correlation of the k columns, known in pairs.

    >>> round(cronbach_alpha(pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [2.0, 1, 4, 3]})), 2)
    0.75
    """
    count = values.shape[1]
    if count < 2:
        return float("nan")
    r = values.astype(float).corr().to_numpy()
    mean = float(np.nanmean(r[np.triu_indices(count, 1)]))
    return count * mean / (1 + (count - 1) * mean)


def principal_components(values: pd.DataFrame) -> pd.DataFrame:
    """Principal components of the correlation matrix; rows with a gap are left out.

    Returns
    -------
    components
        Index: 1, 2, ...; eigenvalue (they sum to the number of columns), share of the variance,
        then the loading of each column (its correlation with the component); the largest loading
        of a component is positive.
    """
    r = np.nan_to_num(values.dropna().astype(float).corr().to_numpy())
    np.fill_diagonal(r, 1)
    roots, vectors = np.linalg.eigh(r)
    roots, vectors = np.maximum(roots[::-1], 0), vectors[:, ::-1]
    loadings = vectors * np.sqrt(roots)
    largest = np.abs(loadings).argmax(axis=0)
    loadings = loadings * np.where(loadings[largest, range(len(roots))] < 0, -1, 1)
    index = pd.RangeIndex(1, len(roots) + 1, name="component")
    table = pd.DataFrame(loadings.T, index, values.columns)
    table.insert(0, "share", roots / max(len(roots), 1))
    table.insert(0, "eigenvalue", roots)
    return table


def audit(potential: Potential, catalogue: pd.DataFrame, settings: Scenario) -> Audit:
    """Audit a founding potential; only districts with a score take part."""
    has_score = potential.score.notna()
    score = potential.score[has_score]
    weights = potential.weights[potential.weights > 0]
    values = potential.normalised.loc[has_score, list(weights.index)]
    of = catalogue["dimension"].reindex(weights.index).fillna(ELSEWHERE)
    indicators = pd.DataFrame({"dimension": of, "weight": weights})
    indicators = indicators.join(_importance(values, score))
    indicators["r"] = values.corrwith(score)
    parts = dimension_scores(values, weights, of, settings)
    correlations = values.corr()
    return Audit(
        indicators,
        _dimensions(values, parts, score, indicators, catalogue),
        correlations,
        _conflicts(values, correlations, indicators),
        principal_components(values),
        len(score),
    )


def audit_of(work: Scoring) -> Audit:
    """Step: audit of the potential."""
    return audit(work.of(in_order), work.data.catalogue, work.scenario)


def dimension_scores(
    values: pd.DataFrame, weights: pd.Series, dimensions: pd.Series, settings: Scenario
) -> pd.DataFrame:
    """Sub-score 0..1 of each dimension, by the weights of its indicators."""
    floor = FLOOR if settings.aggregation == "geometric" else 0.0
    names = {
        str(name): list(group.index) for name, group in dimensions.groupby(dimensions, sort=False)
    }
    return pd.DataFrame(
        {
            name: aggregate(values[columns], weights[columns], settings.aggregation, floor=floor)
            for name, columns in names.items()
        }
    )


def _importance(values: pd.DataFrame, score: pd.Series) -> pd.DataFrame:
    ratio = effective_weights(values, score)
    table = pd.DataFrame({"ratio": ratio, "linear": effective_weights(values, score, "linear")})
    total = ratio.sum()
    return table.assign(effect=ratio / total if total > 0 else np.nan)


def _dimensions(
    values: pd.DataFrame, parts: pd.DataFrame, score: pd.Series, indicators: pd.DataFrame,
    catalogue: pd.DataFrame,
) -> pd.DataFrame:  # fmt: skip
    groups = indicators.groupby("dimension", sort=False)
    axes = catalogue.drop_duplicates("dimension").set_index("dimension")["axis"]
    table = pd.DataFrame(
        {
            "axis": axes.reindex(parts.columns).fillna("capacity"),
            "members": groups.size(),
            "weight": groups["weight"].sum(),
        },
        index=parts.columns,
    ).join(_importance(parts, score))
    alphas = {name: cronbach_alpha(values[list(group.index)]) for name, group in groups}
    return table.assign(alpha=pd.Series(alphas, dtype=float)).rename_axis("dimension")


def _conflicts(
    values: pd.DataFrame, correlations: pd.DataFrame, indicators: pd.DataFrame
) -> pd.DataFrame:
    rows: list[tuple[str, str, float, str]] = []
    names = list(map(str, values.columns))
    r = correlations.to_numpy()
    dimension = indicators["dimension"].to_numpy()
    for first, second in zip(*np.triu_indices(len(names), 1), strict=True):
        if dimension[first] == dimension[second] and r[first, second] < OPPOSED:
            rows.append((names[first], names[second], float(r[first, second]), "opposed"))
    rows += [
        (str(pair["first"]), str(pair["second"]), float(pair["r"]), "double")
        for pair in near_duplicates(values).to_dict("records")
    ]
    for name, value in indicators["r"].items():
        if value < 0:
            rows.append((str(name), "", float(value), "against"))
    return pd.DataFrame(rows, columns=["first", "second", "r", "kind"])


def proposal(
    potential: Potential,
    catalogue: pd.DataFrame,
    settings: Scenario,
    wish: Mapping[str, float] | None = None,
) -> WeightProposal:
    """Weights of the dimensions whose effect is the one asked for.

    Parameters
    ----------
    wish
        Effect asked for per weighted dimension; default: what the weights of the scenario say.
    """
    has_score = potential.score.notna()
    weights = potential.weights[potential.weights > 0]
    of = catalogue["dimension"].reindex(weights.index).fillna(ELSEWHERE)
    values = potential.normalised.loc[has_score, list(weights.index)]
    parts = dimension_scores(values, weights, of, settings)
    nominal = weights.groupby(of).sum()
    return weight_proposal(parts, wish or nominal, settings.aggregation)
