"""What stands behind a plan of founding regions: curve, losses and substitutes, robustness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.language import Text
from rollout.plan.region_plan import reweighted
from rollout.siting.choice import Choice, checked_choice
from rollout.siting.curve import CoverageCurve, curve_table, plans_by_size
from rollout.siting.packing import best_groups
from rollout.siting.problem import Limits, Search, SitePlan

if TYPE_CHECKING:
    from rollout.plan.plan import RolloutPlan
    from rollout.plan.regions import Regions

# Enough that a frequency is known to about five percentage points.
DRAWS = 100
DRAWS_OF_ACTIONS = 20  # each takes a second or more


def region_curve(
    plan: RolloutPlan,
    report: Mapping[str, np.ndarray],
    search: Search,
    counts: Sequence[int] | None = None,
) -> CoverageCurve:
    """Best choice for every number of regions until nothing is added.

    `covered` and `gain` count worth. Quotas and budgets are not looked at.

    Parameters
    ----------
    counts
        Numbers of regions; None: all until nothing is added.
    """
    basis = plan.regions
    limits = replace(basis.limits, budget=None, at_most={}, at_least={})

    def solve(count: int, part: Search) -> SitePlan:
        return _best(basis, count, basis.excluded, limits, part)

    fewest = len(plan.table) if basis.needed else 0  # the plan holds all required districts
    sizes = range(fewest, len(basis.districts)) if counts is None else counts
    plans = plans_by_size(solve, sizes, search)
    demand = basis.demand.to_numpy()
    return curve_table(plans, basis.reach, {"demand": demand, **report}, basis.already)


# Where a substitute is sought, and how that is called.
SCOPES: dict[str, Text] = {
    "": Text("überall", "anywhere"),
    "_in_land": Text("im selben Land", "in the same Land"),
    "_in_chamber": Text(
        "im selben IHK-Bezirk, auch anders geschnitten", "in the same chamber district, or recut"
    ),
    "_nearby": Text("in der Nachbarschaft", "in the neighbourhood"),
}
IMPORTANCE = [
    "ags", "wave", "only", "loss", "loss_bound",
    *(f"substitute{scope}{end}" for scope in SCOPES for end in ("", "_loss")),
]  # fmt: skip


def region_importance(plan: RolloutPlan, limits: Limits) -> pd.DataFrame:
    """What the plan loses when a region or initiative refuses, and who could come in its place.

    All others are kept; with an initiative that is not connected its extension goes, too. Who
    refuses takes along every candidate that shares a district with it, but in the same chamber
    only those that hold its hub: the neighbours may go without it. A substitute shares no
    district with the rest of the plan and is never in it.

    Parameters
    ----------
    limits
        Limits on the whole plan.

    Returns
    -------
    table
        Columns `IMPORTANCE`, see `rollout.plan.details.plan_importance`: `only` and `loss` are
        what the plan is worth less; `substitute<scope>` is the label of the best candidate
        (empty: none) and `substitute<scope>_loss` what is still lost with it, for every one of
        `SCOPES`.
    """
    final = plan.waves.plans[-1].sites
    choice = checked_choice(
        len(plan.regions.labels), len(final), limits=replace(limits, at_least={})
    )
    rows = [
        {"wave": wave, **_if_it_refuses(plan, final, site, choice)}
        for wave, new in enumerate(plan.waves.new_sites, start=1)
        for site in new
    ]
    return pd.DataFrame(rows, columns=IMPORTANCE)


def _if_it_refuses(
    plan: RolloutPlan, final: tuple[int, ...], site: int, choice: Choice
) -> dict[str, Any]:
    basis = plan.regions
    goes = {site, *(group for group, needs in _after(basis) if needs == site)}
    rest = [other for other in final if other not in goes]
    loss = basis.value(final) - basis.value(rest)
    label = str(basis.labels[site])
    key = str(plan.table.index[plan.table["label"] == label][0])
    row: dict[str, Any] = {"ags": key, "only": loss, "loss": loss, "loss_bound": loss}
    gains = basis.gains(rest)
    is_free = _free(basis, rest)
    is_other = is_free & _free(basis, [site]) & ~_same_initiative(basis, site)
    masks = {
        "": is_other,
        "_in_land": is_other & _in_same_land(basis, site),
        "_in_chamber": is_free & _in_same_chamber(basis, site) & ~_same_initiative(basis, site),
        "_nearby": is_other & _nearby(basis, site),
    }
    for scope, mask in masks.items():
        other = _first(basis, gains, mask, rest, choice)
        row[f"substitute{scope}"] = "" if other is None else str(basis.labels[other])
        row[f"substitute{scope}_loss"] = loss - (0.0 if other is None else float(gains[other]))
    return row


def _after(basis: Regions) -> tuple[tuple[int, int], ...]:
    return () if basis.shared is None else basis.shared.after


def _free(basis: Regions, sites: list[int]) -> np.ndarray:
    """Columns that share no claim with some, and are neither among them nor excluded."""
    taken = np.flatnonzero(basis.claims[:, sites].sum(axis=1) > 0)
    is_free = np.asarray(basis.claims[taken].sum(axis=0)) == 0
    is_free[[*sites, *basis.excluded]] = False
    return is_free


def _same_initiative(basis: Regions, site: int) -> np.ndarray:
    """Other actions of the same initiative: who refuses one refuses all."""
    assert basis.candidates is not None
    if "initiative" not in basis.candidates:
        return np.zeros(len(basis.labels), dtype=bool)
    initiatives = basis.candidates["initiative"].to_numpy()
    return (initiatives == initiatives[site]) & (initiatives != "")


def _in_same_land(basis: Regions, site: int) -> np.ndarray:
    assert basis.candidates is not None
    laender = basis.candidates["land"].to_numpy()
    return np.asarray(laender == laender[site])


def _in_same_chamber(basis: Regions, site: int) -> np.ndarray:
    """Columns led from the same chamber district that do not hold the hub."""
    assert basis.candidates is not None
    assert basis.chamber is not None
    chambers = basis.candidates["hub"].map(basis.chamber).to_numpy()
    row = basis.districts.get_indexer(pd.Index([basis.keys[site]]))
    has_hub = basis.reach[row].toarray().ravel() > 0
    return np.asarray((chambers == chambers[site]) & ~has_hub)


def _nearby(basis: Regions, site: int) -> np.ndarray:
    """Columns with a district that touches one of this column."""
    assert basis.touching is not None
    beside = np.asarray(basis.touching @ basis.reach[:, [site]].toarray().ravel()) > 0
    return np.asarray(beside.astype(float) @ basis.reach) > 0


def _first(
    basis: Regions, gains: np.ndarray, mask: np.ndarray, rest: list[int], choice: Choice
) -> int | None:
    """The column of the greatest gain that the limits admit beside the rest."""
    order = np.argsort(-gains, kind="stable")
    for site in order[mask[order] & (gains[order] > 0)].tolist():
        others = [*rest, site]
        if choice.admits(others) and (basis.shared is None or basis.shared.keeps_order(others)):
            return int(site)
    return None


def substitute_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Substitutes one below the other, the best of every region first; scopes that name one twice.

    Returns
    -------
    rows
        Columns wave, ags, loss (without a substitute), scope (key of `SCOPES`), substitute
        (label) and price (lost with it).
    """
    rows = [
        {
            "wave": row["wave"], "ags": row["ags"], "loss": row["loss"], "scope": scope,
            "substitute": row[f"substitute{scope}"], "price": row[f"substitute{scope}_loss"],
        }
        for row in frame.reset_index().to_dict("records")
        for scope in SCOPES
        if row[f"substitute{scope}"]
    ]  # fmt: skip
    columns = ["wave", "ags", "loss", "scope", "substitute", "price"]
    return pd.DataFrame(rows, columns=columns)


def _best(
    basis: Regions, count: int, excluded: Any, limits: Limits, search: Search,
    required: Any = (),
) -> SitePlan:  # fmt: skip
    assert basis.worth is not None
    return best_groups(
        basis.claims, basis.worth, count, required, excluded, needed=basis.needed,
        shared=basis.shared, limits=limits, search=search,
    )  # fmt: skip


def region_frequencies(
    plan: RolloutPlan, limits: Limits, drawn: np.ndarray, search: Search | None = None
) -> tuple[pd.DataFrame, float]:
    """How often every region is chosen when the scores are drawn, and the choice best on average.

    Parameters
    ----------
    drawn
        Draws x districts: weight (0..1) of a district in place of its founding potential.

    Returns
    -------
    table, regret
        Index: labels of candidates; columns as in `RobustChoice`. Mean share of the worth that
        the choice best on average gives away against each draw's own.
    """
    basis, search = plan.regions, search or Search()
    assert basis.candidates is not None
    count, final = len(plan.waves.plans[-1].sites), plan.waves.plans[-1].sites
    quick = replace(search, ties="open", progress=None)
    drawn_bases, best = [], []
    chosen = np.zeros(len(basis.candidates))
    for number, weights in enumerate(drawn):
        weight = pd.Series(weights, index=basis.districts)
        of_draw = reweighted(basis, plan.facts["status"], weight)
        plan_of_draw = _best(of_draw, count, basis.excluded, limits, quick)
        chosen[list(plan_of_draw.sites)] += 1
        drawn_bases.append(of_draw)
        best.append(plan_of_draw.value)
        search.report(plan_of_draw.value, plan_of_draw.bound, f"draw {number + 1}")
    mean = pd.Series(np.mean(drawn, axis=0), index=basis.districts)
    average = reweighted(basis, plan.facts["status"], mean)
    robust = _best(average, count, basis.excluded, limits, replace(search, progress=None)).sites
    reached = np.array([of_draw.value(robust) for of_draw in drawn_bases])
    table = pd.DataFrame(
        {
            "frequency": chosen / len(drawn),
            "robust": np.isin(np.arange(len(chosen)), robust),
            "planned": np.isin(np.arange(len(chosen)), final),
        },
        index=basis.candidates.index.rename("ags"),
    )
    regret = 1 - reached / np.where(np.array(best) > 0, best, 1.0)
    return table, float(regret.mean())
