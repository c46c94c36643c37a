"""What a plan must say of itself: a budget too small, a mix of one kind, a plain sort."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from rollout.errors import Problem
from rollout.language import Text
from rollout.plan.actions import ACTIONS
from rollout.plan.by_hand import idle_picks
from rollout.plan.words import days_words
from rollout.siting.choice import checked_choice
from rollout.siting.packing import Packing, in_order

if TYPE_CHECKING:
    from rollout.plan.regions import Regions
    from rollout.scenario import Scenario
    from rollout.siting.waves import Waves


def verdicts(scenario: Scenario, basis: Regions, waves: Waves) -> tuple[Problem, ...]:
    """Notes on the plan itself."""
    return (
        *idle_picks(scenario, basis), *_too_little(basis, waves),
        *_one_kind(scenario, basis, waves), *_plain_sort(scenario, basis, waves),
    )  # fmt: skip


def _note(code: str, finding: Text) -> Problem:
    return Problem("note", "plan", finding, code=code)


def _too_little(basis: Regions, waves: Waves) -> Iterator[Problem]:
    """A budget that no region or action keeps to."""
    budget = basis.limits.budget
    if budget is None or waves.plans[-1].sites:
        return
    cost = np.asarray(basis.limits.cost, dtype=float)
    is_open = ~np.isin(np.arange(len(cost)), basis.excluded)
    if not is_open.any() or cost[is_open].min() <= budget:
        return
    least, days = days_words(float(cost[is_open].min())), days_words(budget)
    finding = Text(
        f"das Budget je Welle ({days.de}) reicht für nichts: das Günstigste kostet {least.de}",
        f"the budget per wave ({days.en}) suffices for nothing: the cheapest costs {least.en}",
    )
    yield _note("plan-budget", finding)


def _one_kind(scenario: Scenario, basis: Regions, waves: Waves) -> Iterator[Problem]:
    """A mix of actions that is none."""
    if scenario.objective != "actions" or basis.candidates is None:
        return
    kinds = set(basis.candidates["action"].iloc[list(waves.plans[-1].sites)])
    if len(kinds) == 1:
        words = ACTIONS[kinds.pop()].words
        finding = Text(
            f"keine Mischung: nur {words.de}; action_shares oder least_foundings erzwingt eine",
            f"no mix: {words.en} only; action_shares or least_foundings makes one",
        )
        yield _note("plan-one-kind", finding)


def _plain_sort(scenario: Scenario, basis: Regions, waves: Waves) -> Iterator[Problem]:
    """A plan that a sorted list would have given, too."""
    final = set(waves.plans[-1].sites)
    if len(final) < 2 or scenario.objective == "way":
        return
    orders = _orders(basis)
    for words, values in orders:
        if set(_sorted_choice(scenario, basis, values)) == final:
            finding = Text(
                f"dieselbe Auswahl hat, wer nach {words.de} sortiert und überspringt, was sich "
                "überschneidet oder gegen eine Vorgabe verstößt",
                f"whoever sorts by {words.en} and skips what overlaps or breaks a limit has the "
                "same choice",
            )
            yield _note("plan-sort", finding)
            return


def _orders(basis: Regions) -> Iterator[tuple[Text, np.ndarray]]:
    """Ways to sort, the plainest first: demand that is not reached yet, worth, worth per day."""
    unreached = np.where(basis.already, 0.0, basis.demand.to_numpy())
    yield Text("Größe", "size"), np.asarray(unreached @ basis.reach)
    if basis.worth is None:
        return
    worth = basis.worth.copy()
    if basis.shared is not None:
        worth = worth + basis.shared.worth @ basis.shared.members
    yield Text("Wert", "worth"), worth
    cost = np.asarray(basis.limits.cost, dtype=float)
    if basis.limits.budget is not None and (cost > 0).all() and len(set(cost)) > 1:
        yield Text("Wert je Tag", "worth per day"), worth / cost


def _sorted_choice(scenario: Scenario, basis: Regions, values: np.ndarray) -> tuple[int, ...]:
    """What sorting gives under the limits on the whole plan."""
    waves = scenario.waves
    limits = replace(
        basis.limits, at_least={},
        budget=None if basis.limits.budget is None else basis.limits.budget * waves,
        bounds=tuple(replace(b.times(waves), low=-np.inf) for b in basis.limits.bounds),
    )  # fmt: skip
    count = None if scenario.objective == "actions" else scenario.count * waves
    choice = checked_choice(len(values), count, basis.required, basis.excluded, limits)
    order = np.lexsort((np.arange(len(values)), -values))
    order = order[(values[order] > 0) & (choice.upper[order] > 0.5)].tolist()
    if basis.worth is not None:
        problem = Packing(basis.claims, np.array([], int), choice, basis.worth, basis.shared)
        return in_order(problem, order)
    sites = list(basis.required)
    for site in order:
        if site not in sites and choice.admits([*sites, site]):
            sites.append(site)
    return tuple(sites)
