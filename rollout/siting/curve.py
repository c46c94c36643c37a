"""What every further site buys: coverage from zero sites to full cover."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from rollout.arrays import MatrixLike, Sparse
from rollout.errors import ScenarioError
from rollout.language import Text
from rollout.siting.covering import best_sites
from rollout.siting.problem import Limits, Search, SitePlan, checked_demand, checked_matrix, wrong

# A further site stops paying when it adds less than this share of the first site's gain.
STOPS_BELOW = 0.1


@dataclass(frozen=True, eq=False)
class CoverageCurve:
    """Best coverage for every number of sites.

    Parameters
    ----------
    table
        One row per number of sites (index `count`): `covered`, `bound`, `gap`, `status`, `gain`
        (against one site fewer) and, for every demand vector reported, `covered_<name>` and
        `share_<name>` (0..1).
    plans
        Plan behind every row.
    stops_paying
        Largest number of sites whose last site still adds at least `STOPS_BELOW` (10 %) of what
        the first one added; NaN-free, 0 when the first site adds nothing.
    """

    table: pd.DataFrame
    plans: tuple[SitePlan, ...]
    stops_paying: int


def coverage_curve(
    reach: MatrixLike,
    demand: ArrayLike,
    counts: Iterable[int] | None = None,
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    report: Mapping[str, ArrayLike] | None = None,
    already: ArrayLike | None = None,
    limits: Limits | None = None,
    search: Search | None = None,
    seconds_each: float | None = 2.0,
    stops_below: float = STOPS_BELOW,
) -> CoverageCurve:
    """Solve the best coverage for 0, 1, 2, ... sites until nothing is added any more.

    Parameters
    ----------
    reach, demand, excluded, already, limits
        As in `best_sites`; `demand` is what is optimised.
    counts
        Numbers of sites wanted, ascending; None: all from the required sites up to full cover.
    required
        Sites in every plan; the curve then begins at their number.
    report
        Further demand vectors to state for every plan (inhabitants, jobs, area, districts);
        NaN counts in neither sum.
    seconds_each
        Time limit per point; a point not proven by then has its gap in the table, and its bound
        is tightened by the bounds of its neighbours.

    >>> curve = coverage_curve([[1, 0, 0], [1, 1, 0], [0, 0, 1]], [10, 20, 5], [0, 1, 2])
    >>> curve.table["covered"].tolist()
    [0.0, 30.0, 35.0]
    """
    matrix = checked_matrix(reach)
    values = checked_demand(demand, matrix.shape[0])
    search = search or Search()
    must = sorted({int(site) for site in required})
    sizes = range(len(must), matrix.shape[1] + 1) if counts is None else _counts_in_order(counts)

    def solve(count: int, part: Search) -> SitePlan:
        return best_sites(
            matrix, values, count, must, excluded, already=already, limits=limits, search=part
        )

    plans = plans_by_size(solve, sizes, search, seconds_each, to_the_end=counts is not None)
    return curve_table(plans, matrix, {"demand": values, **(report or {})}, already, stops_below)


def plans_by_size(
    solve: Callable[[int, Search], SitePlan],
    sizes: Iterable[int],
    search: Search,
    seconds_each: float | None = 2.0,
    *,
    to_the_end: bool = False,
) -> dict[int, SitePlan]:
    """Best plan for every number of sites, until one more adds nothing.

    Parameters
    ----------
    solve
        Best plan of at most so many sites, within a search.
    to_the_end
        Solve all sizes, also after nothing is added any more.
    """
    plans: dict[int, SitePlan] = {}
    for count in sizes:
        # Ties do not matter for a curve: equally good plans cover the same.
        part = Search(_shorter(seconds_each, search.left()), None, search.cancel, "open")
        before = plans[max(plans)] if plans else None
        # More sites never reach less; keeps a point stopped early above its neighbour.
        plan = _at_least(solve(count, part), before)
        plans[count] = plan
        search.report(plan.covered, plan.bound, f"curve {count}")
        if not to_the_end and (_is_full(plan, before) or search.is_over()):
            break
    return plans


def curve_table(
    plans: Mapping[int, SitePlan],
    matrix: Sparse,
    report: Mapping[str, ArrayLike],
    already: ArrayLike | None = None,
    stops_below: float = STOPS_BELOW,
) -> CoverageCurve:
    """Curve of plans by size, with every reported demand within their reach."""
    table = _table(plans, matrix, report, already)
    return CoverageCurve(table, tuple(plans.values()), _stops_paying(table, stops_below))


def _counts_in_order(counts: Iterable[int]) -> list[int]:
    numbers = sorted(set(counts))
    if not numbers:
        raise ScenarioError(
            wrong("counts", Text("ist leer", "is empty"), Text("Anzahlen ab 0", "numbers from 0"))
        )
    return numbers


def _shorter(first: float | None, second: float) -> float | None:
    limit = min(math.inf if first is None else first, second)
    return None if math.isinf(limit) else max(limit, 0.0)


def _at_least(plan: SitePlan, before: SitePlan | None) -> SitePlan:
    if before is None or plan.covered >= before.covered:
        return plan
    gap = abs(plan.bound - before.covered) / abs(before.covered)
    return replace(plan, sites=before.sites, covered=before.covered, value=before.covered, gap=gap)


def _is_full(plan: SitePlan, before: SitePlan | None) -> bool:
    """One more proven site added nothing, so no number of sites will."""
    both = before is not None and plan.status == before.status == "optimal"
    return both and before is not None and plan.covered <= before.covered


def _table(
    plans: Mapping[int, SitePlan], matrix: Sparse, report: Mapping[str, ArrayLike],
    already: ArrayLike | None,
) -> pd.DataFrame:  # fmt: skip
    rows = {
        count: {
            "covered": plan.covered,
            "bound": plan.bound,
            "gap": plan.gap,
            "status": plan.status,
        }
        for count, plan in plans.items()
    }
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("count")
    step = np.diff(table.index, prepend=table.index[0] - 1)
    table["gain"] = table["covered"].diff() / step
    for name, vector in report.items():
        values = np.asarray(vector, dtype=float)
        totals = [np.nansum(values[reached_by(matrix, p.sites, already)]) for p in plans.values()]
        table[f"covered_{name}"] = totals
        table[f"share_{name}"] = np.array(totals) / np.nansum(values)
    return table


def reached_by(
    matrix: Sparse, sites: Iterable[int], already: ArrayLike | None = None
) -> np.ndarray:
    """Mask of the rows within reach of the sites or of what was there before."""
    selection = np.zeros(matrix.shape[1])
    selection[list(sites)] = 1.0
    mask = np.asarray(matrix @ selection) > 0.5
    return mask if already is None else mask | np.asarray(already, dtype=bool)


def _stops_paying(table: pd.DataFrame, stops_below: float) -> int:
    gains = table["gain"].dropna()
    if gains.empty or gains.iloc[0] <= 0:
        return int(table.index[0])
    # The first small gain ends it, even if a later one is larger again.
    small = gains < stops_below * gains.iloc[0]
    first = int(small.to_numpy().argmax()) if small.any() else len(gains)
    return int(table.index[first])
