"""How evenly the network lies within reach: ways to the nearest initiative, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

WORST = 0.1  # of the inhabitants


@dataclass(frozen=True)
class Evenness:
    """Distribution of the way to the nearest initiative over the inhabitants.

    Parameters
    ----------
    mean_km, worst_km
        Mean way, and mean way of the tenth of the inhabitants with the longest one.
    gini
        0 = the same way for everybody, towards 1 = all the way is one person's.
    theil, within, between
        Theil index, and its parts within and between the Länder; the parts add up.
    """

    mean_km: float
    worst_km: float
    gini: float
    theil: float
    within: float
    between: float


def gini(values: np.ndarray, weights: np.ndarray) -> float:
    """Gini coefficient of weighted values from 0 on; half the relative mean difference.

    >>> round(gini(np.array([0.0, 1.0]), np.array([1.0, 1.0])), 3)
    0.5
    """
    order = np.argsort(values, kind="stable")
    share = weights[order] / weights.sum()
    total = float(values @ weights)
    if not total:
        return 0.0
    part = np.cumsum(values[order] * weights[order]) / total
    before = np.concatenate([[0.0], part[:-1]])
    return float(1.0 - share @ (part + before))


def theil(values: np.ndarray, weights: np.ndarray) -> float:
    """Theil index T of weighted values from 0 on (0 counts 0); 0 = all alike.

    Source: Theil (1967).
    """
    share = weights / weights.sum()
    mean = float(values @ share)
    if not mean:
        return 0.0
    relative = values / mean
    logs = np.log(relative, out=np.zeros_like(relative), where=relative > 0)
    return float(share @ (relative * logs))


def theil_parts(values: np.ndarray, weights: np.ndarray, groups: np.ndarray) -> tuple[float, float]:
    """Theil index within and between groups; together the index of all (Shorrocks 1980)."""
    total = float(values @ weights)
    if not total:
        return 0.0, 0.0
    within, means = 0.0, np.zeros(len(values))
    for group in np.unique(groups):
        is_member = groups == group
        part = float(values[is_member] @ weights[is_member])
        within += part / total * theil(values[is_member], weights[is_member])
        means[is_member] = part / weights[is_member].sum()
    return within, theil(means, weights)


def worst_tenth(values: np.ndarray, weights: np.ndarray) -> float:
    """Mean of the tenth of the weight with the greatest values."""
    order = np.argsort(-values, kind="stable")
    left = WORST * weights.sum() - np.concatenate([[0.0], np.cumsum(weights[order])[:-1]])
    part = np.clip(left, 0.0, weights[order])
    return float(values[order] @ part / part.sum())


def evenness(way_km: pd.Series, inhabitants: pd.Series, land: pd.Series) -> Evenness:
    """Measures of a distribution of ways; districts without a way or inhabitants are left out.

    NaN where nothing is left.
    """
    is_known = (way_km.notna() & np.isfinite(way_km) & (inhabitants > 0)).to_numpy()
    values = way_km.to_numpy(dtype=float)[is_known]
    weights = inhabitants.to_numpy(dtype=float)[is_known]
    if not len(values):
        return Evenness(*[float("nan")] * 6)
    within, between = theil_parts(values, weights, land.to_numpy()[is_known])
    mean = float(values @ weights / weights.sum())
    return Evenness(
        mean, worst_tenth(values, weights), gini(values, weights), theil(values, weights),
        within, between,
    )  # fmt: skip


def plan_evenness(analysis: Analysis, plan: RolloutPlan) -> pd.DataFrame:
    """Evenness today and after every wave, over the area of the plan.

    The way of a district ends at the nearest networked initiative or at the hub of a target
    region, and is 0 at its own hub; straight line from a point inside the district.

    Returns
    -------
    table
        Index `wave` (0 = today), columns as the fields of `Evenness`.
    """
    from rollout.plan.regions import kilometres

    basis, keys = plan.regions, analysis.inputs.districts.index
    distance = kilometres(analysis)
    way = analysis.nearest["nearest_km"].to_numpy(dtype=float).copy()
    people, land = analysis.bases["population"], analysis.inputs.districts["land"].astype(str)
    rows = {}
    for wave in range(plan.scenario.waves + 1):
        for hub in plan.table.index[plan.table["wave"] == wave]:
            way = np.fmin(way, distance[:, keys.get_loc(hub)])
        inside = basis.inside
        part = pd.Series(way, index=keys)[inside]
        rows[wave] = vars(evenness(part, people[inside], land[inside]))
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("wave")
