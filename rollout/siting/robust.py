"""Sites that stay right when the scores are uncertain."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from rollout.arrays import MatrixLike
from rollout.errors import ScenarioError
from rollout.language import Text
from rollout.siting.covering import best_sites
from rollout.siting.curve import reached_by
from rollout.siting.problem import Limits, Search, SitePlan, checked_matrix, wrong


@dataclass(frozen=True, eq=False)
class RobustPlan:
    """A plan chosen against many drawn demands.

    Parameters
    ----------
    plan
        Largest mean share of the demand over all draws; `covered` and `bound` are that mean,
        0..1.
    frequency
        Share of draws (0..1) in whose own optimum each column stands.
    shares
        Share of the demand that `plan` reaches in every draw.
    regret
        Best share possible in every draw minus `shares`.
    draws
        Number of draws solved on their own.
    """

    plan: SitePlan
    frequency: np.ndarray
    shares: np.ndarray
    regret: np.ndarray
    draws: int


def robust_sites(
    reach: MatrixLike,
    draws: ArrayLike,
    count: int | None,
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    already: ArrayLike | None = None,
    limits: Limits | None = None,
    search: Search | None = None,
    solve_each: int = 100,
) -> RobustPlan:
    """Choose against drawn scores and say how often each site is chosen.

    Parameters
    ----------
    reach, count, required, excluded, already, limits, search
        As in `best_sites`.
    draws
        Draws x units: one drawn demand (score) per row. Every draw counts alike: each is divided
        by its sum first.
    solve_each
        So many draws (evenly spaced) are solved on their own for `frequency` and `regret`.

    Notes
    -----
    The mean of the covered shares is linear in the demand, so the best plan on average is the
    best plan for the mean of the draws: one exact program.

    Examples
    --------
    Two of three draws favour the first of two places.

    >>> robust = robust_sites([[1, 0], [0, 1]], [[3, 1], [3, 1], [1, 3]], 1)
    >>> robust.plan.sites, robust.frequency.round(2).tolist()
    ((0,), [0.67, 0.33])
    """
    matrix = checked_matrix(reach)
    table = _checked_draws(draws, matrix.shape[0])
    must, never = list(required), list(excluded)
    search = search or Search()
    common: dict[str, Any] = {"already": already, "limits": limits}
    plan = best_sites(matrix, table.mean(axis=0), count, must, never, search=search, **common)
    # Evenly spaced, so the same draws are solved in every run.
    rows = np.unique(np.linspace(0, len(table) - 1, min(solve_each, len(table))).astype(int))
    frequency, best, solved_rows = np.zeros(matrix.shape[1]), [], []
    for row in rows:
        if search.is_over():
            break
        part = Search(search.time_limit, None, search.cancel, "open", start_time=search.start_time)
        optimum = best_sites(matrix, table[row], count, must, never, search=part, **common)
        frequency[list(optimum.sites)] += 1
        best.append(optimum.covered)
        solved_rows.append(row)
        search.report(plan.covered, plan.bound, f"draw {len(solved_rows)}")
    mask = reached_by(matrix, plan.sites, already)
    shares = table[:, mask].sum(axis=1)
    regret = np.maximum(np.array(best) - shares[solved_rows], 0.0)
    share = frequency / max(len(solved_rows), 1)
    return RobustPlan(plan, share, shares, regret, len(solved_rows))


def _checked_draws(draws: ArrayLike, units: int) -> np.ndarray:
    table = np.asarray(draws, dtype=float)
    if table.ndim != 2 or table.shape[1] != units or not len(table):
        finding = Text(f"hat die Form {table.shape}", f"has the shape {table.shape}")
        expected = Text(f"Ziehungen x {units} Einheiten", f"draws x {units} units")
        raise ScenarioError(wrong("draws", finding, expected))
    totals = [math.fsum(row) for row in table]
    if not np.isfinite(table).all() or (table < 0).any() or min(totals) <= 0:
        finding = Text("enthält fehlende oder negative Werte oder leere Ziehungen",
                     "has missing or negative values or empty draws")  # fmt: skip
        raise ScenarioError(
            wrong("draws", finding, Text("0 oder mehr, je Zeile eine Summe über 0",
                                       "0 or more, each row adding up to more than 0"))
        )  # fmt: skip
    result: np.ndarray = table / np.array(totals)[:, None]
    return result
