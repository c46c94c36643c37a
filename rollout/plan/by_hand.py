"""What somebody sets by hand in a plan, and what each of these decisions costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.errors import Problem
from rollout.language import Text, listed

if TYPE_CHECKING:
    from rollout.plan.regions import Regions
    from rollout.scenario import Scenario
    from rollout.siting.waves import Waves

from rollout.siting.waves import WavePicks

COLUMNS = ["label", "region", "wave", "loss", "loss_over_waves", "share", "share_over_waves"]
ALL = ""  # label of the row on all decisions together
DROPPED = 0  # wave of what is dropped


def with_picks(scenario: Scenario, basis: Regions) -> Regions:
    """What a plan chooses from once the decisions of the scenario are kept to.

    Decisions that cannot be kept, see `idle_picks`, are left out.
    """
    if not (scenario.fixed_regions or scenario.dropped_regions):
        return basis
    places = {str(label): place for place, label in enumerate(basis.labels)}
    dropped = {places[label] for label in scenario.dropped_regions if label in places}
    fixed = {
        places[label]: int(wave)
        for label, wave in scenario.fixed_regions
        if label in places and _is_wave(wave, scenario)
    }
    barred = {key for key, _ in scenario.exclude}
    allowed = {site for site in fixed if not barred & set(_members(basis, site))}
    excluded = tuple(sorted((set(basis.excluded) - allowed) | dropped))
    picks = tuple(_pick(basis, fixed, wave) for wave in range(1, scenario.waves + 1))
    return replace(basis, excluded=excluded, picks=picks)


def _is_wave(wave: float, scenario: Scenario) -> bool:
    is_nested = not (scenario.objective == "cover" and scenario.wave_weights)
    is_whole = wave == int(wave) and 1 <= wave <= scenario.waves
    return is_whole and is_nested and scenario.objective != "way"


def idle_picks(scenario: Scenario, basis: Regions) -> tuple[Problem, ...]:
    """A note on decisions that this plan cannot keep: another goal or area has other regions."""
    labels = set(map(str, basis.labels))
    idle = [label for label in scenario.dropped_regions if label not in labels]
    idle += [
        label for label, wave in scenario.fixed_regions
        if label not in labels or not _is_wave(wave, scenario)
    ]  # fmt: skip
    if not idle:
        return ()
    finding = Text(
        f"von Hand entschieden, aber ohne Wirkung: {listed(idle, 'de', 3)}; diese Zielregion, ihre "
        "Welle oder Festlegungen überhaupt gibt es bei diesem Ziel und Gebiet nicht",
        f"decided by hand, but without effect: {listed(idle, 'en', 3)}; this goal and area have no "
        "such target region or wave, or know no decisions",
    )
    return (Problem("note", "plan", finding, code="plan-hand"),)


def _members(basis: Regions, site: int) -> tuple[str, ...]:
    if basis.candidates is None:
        return (str(basis.districts[site]),)
    return tuple(basis.candidates["members"].iloc[site])


def _pick(basis: Regions, fixed: dict[int, int], wave: int) -> WavePicks:
    """What must be in a wave; what is set for later, and all that shares a district, waits."""
    now = tuple(sorted(site for site, of in fixed.items() if of == wave))
    later = sorted(site for site, of in fixed.items() if of > wave)
    waiting = set(later)
    if basis.candidates is not None and later:
        rows = np.flatnonzero(basis.claims[:, later].sum(axis=1) > 0)
        waiting |= set(np.flatnonzero(np.asarray(basis.claims[rows].sum(axis=0)) > 0).tolist())
    return WavePicks(now, tuple(sorted(waiting - set(now))))


def hand_prices(
    scenario: Scenario, basis: Regions, waves: Waves, solve: Callable[[Regions], Waves]
) -> pd.DataFrame:
    """What every decision by hand costs, and all of them together.

    Parameters
    ----------
    basis
        Without decisions.
    waves
        The plan with all of them.
    solve
        Plans the waves of a basis.

    Returns
    -------
    prices
        A row per decision, then one for all (label `ALL`): label and name of the region, wave it
        is set for (0: dropped), loss (what the last wave lacks against the plan without this
        decision) and loss_over_waves (the same summed over all waves: what comes later); both as
        a share of what the plan without this decision is worth, at its end and summed over its
        waves, so never above 1. Below 0 only within the gaps of the searches.
    """
    fixed, dropped = dict(scenario.fixed_regions), scenario.dropped_regions
    rows = []
    for label, wave in [*fixed.items(), *((label, DROPPED) for label in dropped), (ALL, DROPPED)]:
        rest = scenario.changed(
            fixed_regions={k: w for k, w in fixed.items() if label not in (k, ALL)},
            dropped_regions=[k for k in dropped if label not in (k, ALL)],
        )
        if rest == scenario:
            continue
        if label != ALL and label not in basis.labels:
            continue
        without = solve(with_picks(rest, basis))
        end, whole = without.plans[-1].value, sum(p.value for p in without.plans)
        loss, over = end - waves.plans[-1].value, whole - sum(p.value for p in waves.plans)
        shares = (loss / end if end else 0.0, over / whole if whole else 0.0)
        rows.append((label, _name(basis, label), int(wave), loss, over, *shares))
    return pd.DataFrame(rows, columns=COLUMNS)


def _name(basis: Regions, label: str) -> str:
    if label == ALL:
        return ""
    return basis.limits.name(int(basis.labels.get_indexer(pd.Index([label]))[0]))
