"""The plan of an analysis: which regions in which wave, with reasons and figures."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.errors import Problem
from rollout.language import Lang, Text, number, percent
from rollout.plan.region_plan import founding_basis, region_waves
from rollout.plan.regions import Regions, regions
from rollout.plan.words import DEMAND_WORDS, PARTNERS
from rollout.programme.words import DEMAND
from rollout.scenario import Scenario
from rollout.siting.curve import reached_by
from rollout.siting.joint import joint_waves
from rollout.siting.median import nearest_sites
from rollout.siting.problem import Limits, Progress, Search, SitePlan, relative_gap
from rollout.siting.waves import Waves, added_sites, nested_waves, wave_limits

if TYPE_CHECKING:
    import threading

    from rollout.analysis import Analysis

RATES = ("districts", "population", DEMAND, "area_km2")
CONTEXT = [
    "display_name", "land", "land_name", "status", "potential", "rank", "chambers",
    "nearest_id", "nearest_name", "nearest_km",
]  # fmt: skip


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
        A row per wave (index `wave`, 0 = today): new, regions, covered (demand, or the sum of
        demand x way), bound, gap, status, nesting_price, cost and `share_<rate>` for the four
        rates (0..1, NaN values left out).
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

    @property
    def district_names(self) -> dict[str, str]:
        """Name per district, city and rural district of one name told apart."""
        return {str(key): str(name) for key, name in self.facts["display_name"].items()}

    @property
    def district_regions(self) -> pd.DataFrame:
        """Wave, region (name) and hub (key) of every member of a target region, index `ags`."""
        members = self.table["members"].explode().rename("ags")
        rows = self.table.loc[members.index, ["wave", "region"]].assign(hub=members.index)
        return rows.set_axis(pd.Index(members, name="ags"))


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
    settings = scenario or analysis.scenario
    if settings.objective == "regions":
        basis = founding_basis(analysis, settings)
    else:
        basis = regions(analysis, settings, travel_times)
    search = Search(settings.time_limit_s, progress, cancel)
    return _rollout_plan(analysis, settings, basis, _waves(analysis, settings, basis, search))


def _waves(analysis: Analysis, scenario: Scenario, basis: Regions, search: Search) -> Waves:
    counts = [scenario.count] * scenario.waves
    if scenario.objective == "regions":
        return region_waves(basis, counts, search)
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
        prefer_slack=scenario.potential_slack, search=search,
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
    analysis: Analysis, scenario: Scenario, basis: Regions, waves: Waves
) -> RolloutPlan:
    facts = analysis.table()
    reached = pd.Series(np.where(basis.already, 0.0, np.nan), index=basis.districts)
    for wave, plan in enumerate(waves.plans, start=1):
        new = reached_by(basis.reach, plan.sites) & reached.isna().to_numpy()
        reached[new] = wave
    excluded = pd.Series(dict(scenario.exclude), dtype=str).rename_axis("ags")
    return RolloutPlan(
        scenario,
        _table(facts, scenario, basis, waves),
        _summary(analysis, basis, waves),
        reached.rename("reached_in_wave"),
        excluded.rename("reason"),
        waves,
        basis,
        basis.notes,
        facts[["display_name", "land", "status"]],
    )


def _table(facts: pd.DataFrame, scenario: Scenario, basis: Regions, waves: Waves) -> pd.DataFrame:
    rows = []
    for wave, new in enumerate(waves.new_sites, start=1):
        before = waves.plans[wave - 2].sites if wave > 1 else ()
        for site in new:
            others = [*before, *(other for other in new if other != site)]
            name, members = _region(basis, site)
            rows.append((basis.keys[site], wave, name, members, _adds(basis, site, others)))
    columns = ["ags", "wave", "region", "members", "adds"]
    table = pd.DataFrame(rows, columns=columns).set_index("ags").join(facts[CONTEXT])
    is_founding = (table["status"] == "white") | (basis.candidates is not None)
    step = np.where(is_founding, "found", "connect")
    reasons = dict(scenario.require)
    table = table.assign(
        step=step,
        required_reason=[_reasons(members, reasons) for members in table["members"]],
        **_words(table, step, facts, scenario),
        next_step="",
    )
    return table.astype({"wave": int})


def _reasons(members: Iterable[str], reasons: Mapping[str, str]) -> str:
    return "; ".join(dict.fromkeys(reasons[key] for key in members if reasons.get(key)))


def _region(basis: Regions, site: int) -> tuple[str, tuple[str, ...]]:
    """Name and districts of a column."""
    if basis.candidates is None:
        return basis.limits.name(site), (str(basis.districts[site]),)
    row = basis.candidates.iloc[site]
    return str(row["name"]), tuple(row["members"])


def _adds(basis: Regions, site: int, others: list[int]) -> float:
    mine = reached_by(basis.reach, [site]) & ~reached_by(basis.reach, others, basis.already)
    return float(basis.demand.to_numpy()[mine].sum())


def _words(
    table: pd.DataFrame, step: np.ndarray, facts: pd.DataFrame, scenario: Scenario
) -> dict[str, list[str]]:
    """Reason and partner in both languages."""
    unit = DEMAND_WORDS[scenario.demand]
    partner = [PARTNERS[kind] for kind in step]
    decimals = 1 if scenario.demand == "potential" else 0
    whys = [
        _why(
            Text(
                f"{number(value, decimals)} {unit.de} kommen hinzu",
                f"adds {number(value, decimals, 'en')} {unit.en}",
            ),
            facts["status"].reindex(list(members)),
        )
        for value, members in zip(table["adds"], table["members"], strict=True)
    ]
    return {
        "why_de": [text.de for text in whys],
        "why_en": [text.en for text in whys],
        "reason_de": facts["reason_de"].reindex(table.index).tolist(),
        "reason_en": facts["reason_en"].reindex(table.index).tolist(),
        "partner_de": [text.de for text in partner],
        "partner_en": [text.en for text in partner],
    }


def _why(gain: Text, status: pd.Series) -> Text:
    """What a region adds; of one with several districts also how many of them are white."""
    if len(status) == 1:
        return gain
    white, size = int((status == "white").sum()), len(status)
    return Text(
        f"{gain.de}; ⟦keine⟧ gefunden in {number(white)} von {number(size)} Kreisen",
        f"{gain.en}; none found in {number(white, lang='en')} of {number(size, lang='en')} "
        "districts",
    )


def _summary(analysis: Analysis, basis: Regions, waves: Waves) -> pd.DataFrame:
    cost = np.asarray(basis.limits.cost, dtype=float)
    today: dict[str, Any] = {"new": 0, "regions": 0, "cost": 0.0}
    rows = [today | _shares(analysis, basis, ())]
    for plan, new, price in zip(waves.plans, waves.new_sites, waves.nesting_price, strict=True):
        figures: dict[str, Any] = {
            "new": len(new),
            "regions": len(plan.sites),
            "covered": plan.value,
            "bound": plan.bound,
            "gap": plan.gap,
            "status": plan.status,
            "nesting_price": price,
            "potential_price": plan.price,
            "cost": float(cost[list(new)].sum()),
        }
        rows.append(figures | _shares(analysis, basis, plan.sites))
    return pd.DataFrame(rows).rename_axis("wave")


def _shares(analysis: Analysis, basis: Regions, sites: tuple[int, ...]) -> dict[str, float]:
    reached = reached_by(basis.reach, sites, basis.already)
    return {
        f"share_{name}": float(values[reached].sum() / values.sum())
        for name, values in ((name, analysis.bases[name]) for name in RATES)
    }
