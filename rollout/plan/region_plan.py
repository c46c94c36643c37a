"""The best founding regions of an analysis: what a region is worth, and which to choose."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.arrays import Sparse
from rollout.coverage.links import incidence
from rollout.errors import Problem, parameter_error
from rollout.language import Text, listed
from rollout.parts_of_country import Area, area_of
from rollout.plan.actions import GREY
from rollout.plan.founding_regions import OWN, candidate_regions
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
# A built shape must be nearly a chamber district or planning region: less similar ones were only
# chosen to pass by the most that one Land may have.
LEAST_NATURAL = 2 / 3
WHITE = "white"
FULL_KM = 100.0  # from this way to the next initiative on a district counts in full


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
    candidates: pd.DataFrame, demand: pd.Series, status: pd.Series, weight: pd.Series | None
) -> pd.Series:
    """Worth of founding an initiative in each candidate.

    The sum over its white districts of demand (times their weight), times the share of its
    districts that are white, times the square of the similarity with the nearest chamber district
    or planning region; a region of the user's own is as natural as any. Districts that have an
    initiative count nothing: connecting or extending it is another action. The square keeps the
    search from trading a natural neighbour for a rich one (a sum without it always takes the
    largest shape), the share from founding beside what is there already. 0 for shapes less
    similar than `LEAST_NATURAL`, and where less than half of the districts, or a single one, are
    white; of a region of the user's own one white district is enough.

    Parameters
    ----------
    demand
        Per district, 0 or more; unknown counts 0.
    status
        Status per district.
    weight
        0..1 per district, unknown counts 0; None: do not weigh.
    """
    total = in_region(candidates, white_gain(demand, status, weight))
    white = in_region(candidates, (status == WHITE).astype(int))
    is_own = candidates["kind"] == OWN
    natural = candidates[["chamber_overlap", "ror_overlap"]].max(axis=1).mask(is_own, 1.0)
    is_founding = (
        (white >= LEAST_WHITE)
        & (white >= LEAST_WHITE_SHARE * candidates["size"])
        & (natural >= LEAST_NATURAL - 1e-9)
    ) | (is_own & (white >= 1))
    worth = total * white / candidates["size"] * natural**2
    return worth.where(is_founding, 0.0).rename("worth")


def white_gain(demand: pd.Series, status: pd.Series, weight: pd.Series | None) -> pd.Series:
    """Weighted demand of white districts, 0 elsewhere."""
    factor = 1.0 if weight is None else weight.fillna(0.0)
    return (demand.fillna(0.0) * factor).where(status == WHITE, 0.0)


def in_region(candidates: pd.DataFrame, values: pd.Series) -> pd.Series:
    """Sum of a value per district over the members of every candidate."""
    members = candidates["members"].explode()
    sums = values.reindex(members).set_axis(members.index).groupby(level=0).sum()
    return sums.reindex(candidates.index)


def district_weight(analysis: Analysis, scenario: Scenario) -> pd.Series | None:
    """What every district is weighed by, 0..1; None: nothing."""
    weight, strength = _full_weight(analysis, scenario), scenario.weight_strength
    return weight if weight is None or strength == 1 else mixed(weight, strength)


def mixed(weight: pd.Series, strength: float) -> pd.Series:
    """A weight that counts in part: 0 = every district alike, 1 = in full; unknown counts 0.

    >>> mixed(pd.Series([0.0, 0.5, None]), 0.5).tolist()
    [0.5, 0.75, 0.5]
    """
    return 1.0 - strength + strength * weight.fillna(0.0)


def _full_weight(analysis: Analysis, scenario: Scenario) -> pd.Series | None:
    if scenario.weight == "potential":
        return None if scenario.demand == "potential" else analysis.potential.score / 100
    if scenario.weight == "distance":
        return (analysis.nearest["nearest_km"].fillna(FULL_KM) / FULL_KM).clip(upper=1.0)
    if scenario.weight == "propensity":
        return _past_share(analysis)
    return None


def _past_share(analysis: Analysis) -> pd.Series:
    """Share of the districts alike that got an initiative in the last five years."""
    past = analysis.propensity
    if past is None:
        finding = Text("ist propensity", "is propensity")
        expected = Text(
            "potential, distance oder none: zu diesen Daten gibt es keine Werte früherer Jahre",
            "potential, distance or none: these data have no values of earlier years",
        )
        raise parameter_error("Scenario.weight", finding, expected)
    return past.districts["share"].reindex(analysis.inputs.districts.index)


def founding_candidates(
    analysis: Analysis, scenario: Scenario, area: Area | None
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Founding regions of a scenario: with the user's own, inside its area."""
    groups = own_groups(scenario, analysis.inputs.districts.index)
    candidates = candidate_regions(analysis.inputs, of_user=groups)
    if area is None:
        return candidates, ()
    inside = candidates["members"].map(lambda members: area.districts.issuperset(members))
    if not inside.any():
        finding = Text(
            f"in {area.words('de')} liegt keine Gründungsregion ganz; eine eigene lässt sich mit "
            "own_regions bilden",
            f"no founding region lies wholly in {area.words('en')}; own_regions makes one",
        )
        return candidates[inside], (Problem("note", "plan", finding, code="plan-area"),)
    return candidates[inside], ()


def own_groups(scenario: Scenario, districts: pd.Index) -> dict[str, tuple[str, ...]]:
    """The user's regions: name and district keys; raises all wrong keys at once."""
    groups = {
        name: tuple(key.strip() for key in keys.split("+")) for name, keys in scenario.own_regions
    }
    unknown = sorted({key for keys in groups.values() for key in keys if key not in districts})
    if unknown:
        names = listed(unknown, "de"), listed(unknown, "en")
        raise parameter_error(
            "Scenario.own_regions", Text(f"nennt {names[0]}", f"names {names[1]}"),
            Text("Name = Kreisschlüssel mit + dazwischen, etwa 08421+08425",
                 "name = district keys with + between them, such as 08421+08425"),
        )  # fmt: skip
    return groups


def inside_only(values: pd.Series, area: Area | None) -> pd.Series:
    """Values of the districts of an area, 0 outside."""
    return values if area is None else values.where(values.index.isin(area.districts), 0.0)


def founding_basis(analysis: Analysis, scenario: Scenario) -> Regions:
    """What a plan of founding regions chooses from; raises all wrong keys at once."""
    table = analysis.table()
    check_keys(scenario, table)
    area = area_of(analysis.inputs, scenario.area)
    candidates, no_region = founding_candidates(analysis, scenario, area)
    demand, notes = plan_demand(analysis, scenario)
    demand = inside_only(demand, area)
    counted = demand.mask(table["left_out"])
    weight = district_weight(analysis, scenario)
    worth = founding_worth(candidates, counted, table["status"], weight)
    members = membership(candidates, table.index)
    needed, out = needed_and_out(scenario, table, members, worth.to_numpy())
    limits = _limits(scenario, candidates, has_area=area is not None)
    return Regions(
        districts=table.index, reach=members, distance=None, existing=None, demand=demand,
        already=table["status"].isin(REACHED).to_numpy(), required=(),
        excluded=out, limits=limits,
        notes=(*notes, *no_region, *without_use(scenario)),
        candidates=candidates.assign(action="found"), worth=worth.to_numpy(), needed=needed,
        area=area, counted=counted, whole=float(white_gain(counted, table["status"], weight).sum()),
        **surroundings(analysis),
    )  # fmt: skip


def _limits(scenario: Scenario, candidates: pd.DataFrame, *, has_area: bool) -> Limits:
    """Limits of a plan of so many founding regions; inside an area no Land has a most."""
    share = max(1, math.floor(scenario.land_share * scenario.count * scenario.waves + 1e-9))
    return column_limits(
        scenario, pd.Index(candidates["hub"]), candidates["land"].tolist(),
        candidates["name"].tolist(), None if has_area else share,
    )  # fmt: skip


def land_limits(scenario: Scenario, basis: Regions) -> Limits:
    """Limits that a plan of another size has on the same founding regions."""
    assert basis.candidates is not None
    return _limits(scenario, basis.candidates, has_area=basis.area is not None)


def surroundings(analysis: Analysis) -> dict[str, Any]:
    """What touches what, and the chamber of every district: where a substitute is sought."""
    inputs = analysis.inputs
    largest = inputs.chambers.sort_values(
        ["ags", "share", "chamber"], ascending=[True, False, True]
    )
    chamber = largest.drop_duplicates("ags").set_index("ags")["chamber"]
    keys = inputs.districts.index
    return {"touching": incidence(inputs.neighbours, keys, keys), "chamber": chamber}


def reweighted(basis: Regions, status: pd.Series, weight: pd.Series | None) -> Regions:
    """The same choice with other weights of the districts (0..1; None: not weighed)."""
    assert basis.candidates is not None
    counted = (basis.demand if basis.counted is None else basis.counted).fillna(0.0)
    gain = counted if weight is None else counted * weight.fillna(0.0)
    worth = exclusive_worth(basis.candidates, counted, status, weight)
    shared = basis.shared
    if shared is not None:
        grey = gain.where(status == GREY, 0.0).to_numpy()
        rest = np.zeros(len(shared.worth) - len(grey))
        shared = replace(shared, worth=np.concatenate([grey, rest]))
    return replace(basis, worth=worth.to_numpy(), shared=shared)


def exclusive_worth(
    actions: pd.DataFrame, demand: pd.Series, status: pd.Series, weight: pd.Series | None
) -> pd.Series:
    """Worth of every founding and extension; connections bring what is shared, alone nothing.

    An extension is worth the weighted demand of the white districts it takes in, times the square
    of the similarity of the grown region with a chamber district or planning region.
    """
    founding = founding_worth(actions, demand, status, weight)
    natural = actions[["chamber_overlap", "ror_overlap"]].max(axis=1).fillna(0.0)
    grown = in_region(actions, white_gain(demand, status, weight)) * natural**2
    is_extension = actions["action"] == "extend"
    return founding.where(actions["action"] == "found", grown.where(is_extension, 0.0))


def needed_and_out(
    scenario: Scenario, table: pd.DataFrame, members: Sparse, worth: np.ndarray
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Districts that must be in a chosen candidate, and candidates that must not be chosen.

    Out is what holds an excluded district, and what is worth nothing but for a required one.
    """
    needed, barred = (
        table.index.get_indexer(pd.Index([key for key, _ in entries], dtype=str))
        for entries in (scenario.require, scenario.exclude)
    )
    _check_required(scenario, table, members, needed, barred)
    holds_needed = np.asarray(members[needed].sum(axis=0)) > 0
    holds_barred = np.asarray(members[barred].sum(axis=0)) > 0
    out = holds_barred | ((worth <= 0) & ~holds_needed)
    return tuple(needed.tolist()), tuple(np.flatnonzero(out).tolist())


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


def without_use(scenario: Scenario) -> tuple[Problem, ...]:
    """Say which settings somebody changed that founding regions do not read."""
    mine = OBJECTIVES[scenario.objective].uses
    others = {name for goal in OBJECTIVES.values() for name in goal.uses} - set(mine)
    changed = sorted(
        name for name in others
        if getattr(scenario, name) != type(scenario).model_fields[name].default
    )  # fmt: skip
    if not changed:
        return ()
    names = ", ".join(changed)
    finding = Text(
        f"{names} zählt nur bei anderem objective; mit {scenario.objective} ohne Wirkung",
        f"{names} counts only for another objective; without effect under {scenario.objective}",
    )
    return (Problem("note", "plan", finding, code="plan-unused"),)


def region_waves(basis: Regions, counts: Sequence[int], search: Search) -> Waves:
    """Groups wave after wave, each the best choice given those before and what is set by hand."""
    assert basis.worth is not None
    solve = partial(
        best_groups, basis.claims, basis.worth, needed=basis.needed, shared=basis.shared
    )
    return waves_of(
        solve, counts, (), basis.excluded, picks=basis.picks, limits=basis.limits, search=search
    )
