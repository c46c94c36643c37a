"""The best founding regions of an analysis: what a region is worth, and which to choose."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.arrays import Sparse
from rollout.errors import Problem, parameter_error
from rollout.language import Text, listed, number
from rollout.plan.founding_regions import candidate_regions
from rollout.plan.regions import (
    OBJECTIVES,
    REACHED,
    Regions,
    check_keys,
    column_limits,
    plan_demand,
)
from rollout.siting.packing import best_groups
from rollout.siting.problem import Limits, Search, Status
from rollout.siting.waves import Waves, waves_of

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.scenario import Scenario

# A region with fewer white districts would mostly found what there is already; a single one beside
# an initiative is that initiative's to take in.
LEAST_WHITE_SHARE = 0.5
LEAST_WHITE = 2
WHITE = "white"


@dataclass(frozen=True, eq=False)
class RegionPlan:
    """Disjoint founding regions with proof.

    Parameters
    ----------
    regions
        The chosen rows of the candidates, most worth first, with `worth`.
    value, bound, gap, status
        Total worth, most that any choice can have, relative distance, and whether proven.
    """

    regions: pd.DataFrame
    value: float
    bound: float
    gap: float
    status: Status


def best_regions(
    candidates: pd.DataFrame,
    worth: pd.Series,
    count: int | None,
    *,
    required: Iterable[str] = (),
    excluded: Iterable[str] = (),
    most_in_land: int | None = None,
    search: Search | None = None,
) -> RegionPlan:
    """Disjoint candidates of the greatest total worth.

    Parameters
    ----------
    candidates
        As `candidate_regions` gives them.
    worth
        Worth of every candidate (0 or more), index as in `candidates`.
    required, excluded
        Labels of candidates.
    most_in_land
        Most regions whose hub lies in one Land.

    Raises
    ------
    PlanInfeasible
        Required candidates overlap.
    """
    laender = candidates["land"].tolist()
    districts = pd.Index(sorted(set(candidates["members"].explode())))
    most = {} if most_in_land is None else dict.fromkeys(laender, most_in_land)
    plan = best_groups(
        membership(candidates, districts), worth.reindex(candidates.index).to_numpy(), count,
        candidates.index.get_indexer(pd.Index(list(required))),
        candidates.index.get_indexer(pd.Index(list(excluded))),
        limits=Limits(groups=laender, at_most=most, names=candidates["name"].tolist()),
        search=search,
    )  # fmt: skip
    chosen = candidates.iloc[list(plan.sites)].join(worth.rename("worth"))
    chosen = chosen.sort_values("worth", ascending=False, kind="stable")
    return RegionPlan(chosen, plan.value, plan.bound, plan.gap, plan.status)


def membership(candidates: pd.DataFrame, districts: pd.Index) -> Sparse:
    """Districts x candidates: 1 where a district is a member."""
    from scipy import sparse

    pairs = candidates["members"].reset_index(drop=True).explode()
    rows = districts.get_indexer(pd.Index(pairs))
    shape = (len(districts), len(candidates))
    return sparse.csr_array((np.ones(len(pairs)), (rows, pairs.index.to_numpy())), shape=shape)


def founding_worth(
    candidates: pd.DataFrame, demand: pd.Series, status: pd.Series, potential: pd.Series | None
) -> pd.Series:
    """Worth of founding an initiative in each candidate.

    The sum over its white districts of demand (times founding potential as a share), times the
    square of the similarity with the nearest chamber district or planning region. Districts that
    have an initiative count nothing: connecting or extending it is another action. The square
    keeps the search from trading a natural neighbour for a rich one; a sum without it always takes
    the largest shape. 0 where less than half of the districts, or a single one, are white.

    Parameters
    ----------
    demand
        Per district, 0 or more; unknown counts 0.
    status
        Status per district.
    potential
        Score 0..100 per district, unknown counts 0; None: do not weigh.
    """
    is_white = status == WHITE
    weight = 1.0 if potential is None else potential.fillna(0.0) / 100
    gain = (demand.fillna(0.0) * weight).where(is_white, 0.0)
    members = candidates["members"].explode()

    def in_region(values: pd.Series) -> pd.Series:
        sums = values.reindex(members).set_axis(members.index).groupby(level=0).sum()
        return sums.reindex(candidates.index)

    total, white = in_region(gain), in_region(is_white.astype(int))
    is_founding = (white >= LEAST_WHITE) & (white >= LEAST_WHITE_SHARE * candidates["size"])
    natural = candidates[["chamber_overlap", "ror_overlap"]].max(axis=1)
    return (total * natural**2).where(is_founding, 0.0).rename("worth")


def founding_basis(analysis: Analysis, scenario: Scenario) -> Regions:
    """What a plan of founding regions chooses from; raises all wrong keys at once."""
    table = analysis.table()
    check_keys(scenario, table)
    candidates = candidate_regions(analysis.inputs)
    demand, notes = plan_demand(analysis, scenario)
    weigh = scenario.weigh_potential and scenario.demand != "potential"
    potential = analysis.potential.score if weigh else None
    kept_demand = demand.mask(table["left_out"])
    worth = founding_worth(candidates, kept_demand, table["status"], potential)
    members = membership(candidates, table.index)
    needed, barred = (
        table.index.get_indexer(pd.Index([key for key, _ in entries], dtype=str))
        for entries in (scenario.require, scenario.exclude)
    )
    _check_required(scenario, table, members, needed, barred)
    holds_needed = members[needed].sum(axis=0) > 0
    holds_barred = members[barred].sum(axis=0) > 0
    out = holds_barred | ((worth.to_numpy() <= 0) & ~holds_needed)
    share = max(1, math.floor(scenario.land_share * scenario.count * scenario.waves + 1e-9))
    limits = column_limits(
        scenario, pd.Index(candidates["hub"]), candidates["land"].tolist(),
        candidates["name"].tolist(), share,
    )  # fmt: skip
    return Regions(
        districts=table.index, reach=members, distance=None, existing=None, demand=demand,
        already=table["status"].isin(REACHED).to_numpy(), required=(),
        excluded=tuple(np.flatnonzero(out).tolist()), limits=limits,
        notes=(*notes, *_without_use(scenario), *_not_linked(analysis)),
        candidates=candidates, worth=worth.to_numpy(), needed=tuple(needed.tolist()),
    )  # fmt: skip


def _check_required(
    scenario: Scenario, table: pd.DataFrame, members: Sparse, needed: np.ndarray, barred: np.ndarray
) -> None:
    """Refuse required districts that are excluded too, or in no region without an excluded one."""
    is_open = np.asarray(members[barred].sum(axis=0) == 0).astype(float)
    lost = [row for row in needed if row in barred or members[[row]] @ is_open < 1]
    if not lost:
        return
    names = [f"{table['display_name'].iloc[row]} ({table.index[row]})" for row in lost]
    finding = Text(
        f"nennt {listed(names, 'de')}; dort gibt es keine Region ohne ausgeschlossenen Kreis",
        f"names {listed(names, 'en')}; there is no region without an excluded district",
    )
    expected = Text("Kreise einer möglichen Region", "districts of a possible region")
    remedy = Text("einen Ausschluss aufheben", "lift an exclusion")
    raise parameter_error("Scenario.require", finding, expected, remedy)


def _without_use(scenario: Scenario) -> tuple[Problem, ...]:
    """Say which settings somebody changed that founding regions do not read."""
    others = {name for key, goal in OBJECTIVES.items() if key != "regions" for name in goal.uses}
    changed = sorted(
        name for name in others
        if getattr(scenario, name) != type(scenario).model_fields[name].default
    )  # fmt: skip
    if not changed:
        return ()
    names = ", ".join(changed)
    finding = Text(
        f"{names} zählt nur bei objective = cover oder way; für Gründungsregionen ohne Wirkung",
        f"{names} counts only for objective = cover or way; without effect on founding regions",
    )
    return (Problem("note", "plan", finding, code="plan-unused"),)


def _not_linked(analysis: Analysis) -> tuple[Problem, ...]:
    """Say that a plan of foundings leaves out what exists without a known link."""
    statuses = analysis.inputs.initiatives["network_status"]
    count = int((statuses != "networked").sum())
    if not count:
        return ()
    finding = Text(
        f"{number(count)} ⟦Initiativen⟧ des Registers sind nicht als vernetzt bekannt; sie zu "
        "fragen und anzubinden kostet weniger als zu gründen und steht nicht in diesem Plan",
        f"{number(count, lang='en')} ⟦initiatives⟧ of the register are not known to be linked; "
        "asking and connecting them costs less than founding and is not in this plan",
    )
    return (Problem("note", "plan", finding, code="plan-connect"),)


def region_waves(basis: Regions, counts: Sequence[int], search: Search) -> Waves:
    """Founding regions wave after wave, each the best choice given those before."""
    assert basis.worth is not None
    solve = partial(best_groups, basis.reach, basis.worth, needed=basis.needed)
    return waves_of(solve, counts, (), basis.excluded, limits=basis.limits, search=search)
