"""The plan of an analysis: which regions in which wave, with reasons and figures."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.errors import Problem
from rollout.language import Lang, Text, in_both, number, percent
from rollout.parts_of_country import COUNTRY
from rollout.plan.action_plan import action_basis
from rollout.plan.by_hand import hand_prices, with_picks
from rollout.plan.region_plan import founding_basis, region_waves
from rollout.plan.regions import Regions, regions
from rollout.plan.target_table import RATES, target_table, wave_table
from rollout.plan.verdicts import verdicts
from rollout.scenario import Scenario
from rollout.scenario.aims import AIMS
from rollout.siting.curve import reached_by
from rollout.siting.joint import joint_waves
from rollout.siting.median import nearest_sites
from rollout.siting.problem import Limits, Progress, Search, SitePlan, relative_gap
from rollout.siting.waves import Waves, added_sites, nested_waves, wave_limits

if TYPE_CHECKING:
    import threading

    from rollout.analysis import Analysis


@dataclass(frozen=True, eq=False)
class RolloutPlan:
    """Waves of target regions with everything to show.

    Parameters
    ----------
    table
        A row per target region, index `ags` (of a founding region its hub, which no other one
        has), in order of wave and key: wave, step (`found` or `connect`), region (its name),
        members (tuple of district keys), adds (demand this region adds to its wave),
        required_reason, why_de, why_en, partner_de, partner_en, next_step (empty, to fill in)
        and columns of the analysis.
    summary
        A row per wave (index `wave`, 0 = today): new, regions, covered (demand, worth, or the sum
        of demand x way), bound, gap, status (`none`: a wave without anything new), nesting_price,
        cost, `days_<action>` of a plan of actions and `share_<rate>` for the four rates (0..1, NaN
        values left out); with an area these are its rates, `country_share_<rate>` the country's.
    reached
        Wave in which a district is first reached, index `ags`: 0 today, NaN never.
    excluded
        Reason per excluded district, index `ags`.
    waves
        The plans behind it.
    notes
        What was left out.
    facts
        Name, land and status of every district.
    by_hand
        What is set or dropped by hand and what each of these costs, see `hand_prices`.
    """

    scenario: Scenario
    table: pd.DataFrame
    summary: pd.DataFrame
    reached: pd.Series
    excluded: pd.Series
    waves: Waves
    regions: Regions
    notes: tuple[Problem, ...]
    facts: pd.DataFrame
    by_hand: pd.DataFrame

    @property
    def where(self) -> Text:
        """What the plan keeps to, in words."""
        area = self.regions.area
        return COUNTRY if area is None else in_both(area.words)

    @property
    def base(self) -> str:
        """The rate that is nearest to what it aims at."""
        return self.scenario.demand if self.scenario.demand in RATES else "districts"

    @property
    def district_waves(self) -> pd.Series:
        """Wave per planned district, index `ags`: hubs, and members that are not reached today."""
        rows = self.district_regions
        today = self.regions.districts[self.regions.already]
        is_new = rows.index.isin(self.table.index) | ~rows.index.isin(today)
        return rows.loc[is_new, "wave"]

    def name_of(self, key: str) -> str:
        """Name behind the key of a target region, a founding region, or a district."""
        candidates = self.regions.candidates
        if candidates is not None and key in candidates.index:
            return str(candidates.loc[key, "name"])
        if key in self.table.index:
            return str(self.table.loc[key, "region"])
        return self.district_names.get(key, "")

    def amount(self, value: float, lang: Lang) -> str:
        """Amount of what the plan aims at; of founding regions as a share of the plan's worth."""
        if self.regions.candidates is not None:
            total = self.waves.plans[-1].value
            return percent(value / total if total else 0.0, 1, lang)
        return number(value, 1 if self.scenario.demand == "potential" else 0, lang)

    def prices_by_hand(self, row: Mapping[Hashable, Any], lang: Lang) -> list[str]:
        """What a decision by hand costs in the end and over all waves, of regions as shares.

        The shares are of what the plan without the decision is worth, so none passes 100 %.
        """
        if self.regions.candidates is None:
            return [self.amount(row[name], lang) for name in ("loss", "loss_over_waves")]
        return [percent(row[name], 1, lang) for name in ("share", "share_over_waves")]

    def sum_won(self, value: float, lang: Lang) -> str:
        """Sum of what the plan aims at; of founding regions and actions as a share of all there is.

        Unlike a share of the plan's own worth it cannot pass 100 % when more is chosen.
        """
        if self.regions.candidates is None:
            return self.amount(value, lang)
        whole = self.regions.whole
        return percent(value / whole if whole else 0.0, 1, lang)

    @property
    def district_names(self) -> dict[str, str]:
        """Name per district, city and rural district of one name told apart."""
        return {str(key): str(name) for key, name in self.facts["display_name"].items()}

    @property
    def district_regions(self) -> pd.DataFrame:
        """Wave, region (name) and hub (key) of every member of a target region, index `ags`.

        A district that several actions reach belongs to the first of them.
        """
        members = self.table["members"].explode().rename("ags")
        rows = self.table.loc[members.index, ["wave", "region"]].assign(hub=members.index)
        rows = rows.set_axis(pd.Index(members, name="ags")).sort_values("wave", kind="stable")
        return rows[~rows.index.duplicated()]


def plan_waves(
    analysis: Analysis,
    scenario: Scenario | None = None,
    *,
    travel_times: pd.DataFrame | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancel: threading.Event | None = None,
) -> RolloutPlan:
    """Plan the waves of the scenario: nested, or together when `wave_weights` are given.

    Parameters
    ----------
    scenario
        The analysis' own by default; another one may change the plan section only.
    travel_times
        Columns from, to, minutes, see `read_travel_times`; needed for `reach = "travel_time"`.
    """
    settings = aimed(scenario or analysis.scenario)
    basis = _basis(analysis, settings, travel_times)
    search = Search(settings.time_limit_s, progress, cancel)
    waves = _waves(analysis, settings, with_picks(settings, basis), search)
    return _rollout_plan(analysis, settings, basis, waves, search)


def aimed(scenario: Scenario) -> Scenario:
    """The scenario with demand and weight of its aim."""
    aim = AIMS[scenario.aim]
    values = {"demand": aim.demand, "weight": aim.weight}
    return scenario.changed(**{name: value for name, value in values.items() if value})


def _basis(analysis: Analysis, scenario: Scenario, travel_times: pd.DataFrame | None) -> Regions:
    if scenario.objective == "regions":
        return founding_basis(analysis, scenario)
    if scenario.objective == "actions":
        return action_basis(analysis, scenario)
    return regions(analysis, scenario, travel_times)


def _waves(analysis: Analysis, scenario: Scenario, basis: Regions, search: Search) -> Waves:
    counts = [scenario.count] * scenario.waves
    if scenario.objective == "regions":
        return region_waves(basis, counts, search)
    if scenario.objective == "actions":  # the days limit them, not their number
        return region_waves(basis, [len(basis.labels)] * scenario.waves, search)
    if scenario.objective == "way":
        return _way_waves(basis, counts, search)
    problem = (basis.reach, basis.demand, counts)
    sites = (basis.required, basis.excluded)
    if scenario.wave_weights:
        by_wave = dict(scenario.wave_weights)
        weights = [by_wave.get(str(wave + 1), 1.0) for wave in range(scenario.waves)]
        limits = _whole_budget(basis.limits, scenario)
        return joint_waves(
            *problem, weights, *sites, already=basis.already, limits=limits, search=search
        )
    prefer = analysis.potential.score if scenario.prefer_potential else None
    return nested_waves(
        *problem, *sites, already=basis.already, limits=basis.limits, prefer=prefer,
        prefer_slack=scenario.potential_slack, picks=basis.picks, search=search,
    )  # fmt: skip


def _whole_budget(limits: Limits, scenario: Scenario) -> Limits:
    budget = None if scenario.budget is None else scenario.budget * scenario.waves
    return replace(limits, budget=budget)


def _way_waves(basis: Regions, counts: list[int], search: Search) -> Waves:
    """Nested waves of the shortest way; the price of nesting is extra way."""
    plans: list[SitePlan] = []
    free: list[SitePlan] = []
    distance = basis.distance
    assert distance is not None
    budget = basis.limits.budget
    budgets = None if budget is None else [budget] * len(counts)
    for wave in range(len(counts)):
        before = plans[-1].sites if plans else ()
        last = wave == len(counts) - 1
        nested = wave_limits(basis.limits, before, budgets, wave, last=last)
        total = replace(nested, budget=None if budget is None else budget * (wave + 1))
        size = sum(counts[: wave + 1])

        def shortest(sites: tuple[int, ...], limits: Limits, most: int = size) -> SitePlan:
            return nearest_sites(
                distance, basis.demand, most, sites, basis.excluded,
                existing=basis.existing, limits=limits, search=search,
            )  # fmt: skip

        plans.append(shortest((*basis.required, *before), nested))
        free.append(shortest(basis.required, total) if wave else plans[0])
    # Below 0 only within the gaps of the two searches: nesting never makes the way shorter.
    prices = tuple(max(p.value - f.value, 0.0) for p, f in zip(plans, free, strict=True))
    value, bound = math.fsum(p.value for p in plans), math.fsum(f.bound for f in free)
    optimal = all(plan.status == "optimal" for plan in (*plans, *free))
    return Waves(
        tuple(plans), added_sites(plans), tuple(free), prices, value=value, bound=bound,
        gap=relative_gap(value, bound), status="optimal" if optimal else "gap",
    )  # fmt: skip


def _rollout_plan(
    analysis: Analysis, scenario: Scenario, basis: Regions, waves: Waves, search: Search
) -> RolloutPlan:
    facts = analysis.table()
    reached = pd.Series(np.where(basis.already, 0.0, np.nan), index=basis.districts)
    for wave, plan in enumerate(waves.plans, start=1):
        new = reached_by(basis.reach, plan.sites) & reached.isna().to_numpy()
        reached[new] = wave
    excluded = pd.Series(dict(scenario.exclude), dtype=str).rename_axis("ags")
    solve = partial(_waves, analysis, scenario, search=replace(search, progress=None))
    return RolloutPlan(
        scenario,
        target_table(facts, scenario, basis, waves),
        wave_table(analysis, scenario, basis, waves),
        reached.rename("reached_in_wave"),
        excluded.rename("reason"),
        waves,
        with_picks(scenario, basis),
        (*basis.notes, *verdicts(scenario, basis, waves)),
        facts[["display_name", "land", "status"]],
        hand_prices(scenario, basis, waves, lambda part: solve(basis=part)),
    )
