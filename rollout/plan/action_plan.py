"""What a plan of all four actions chooses from: prices, worth, and how days may be split."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.errors import Problem, ScenarioError, parameter_error
from rollout.language import Text, listed, percent
from rollout.parts_of_country import area_of
from rollout.plan.actions import (
    ACTIONS,
    GREY,
    Existing,
    connections,
    existing_initiatives,
    extensions,
    links_before,
    one_each,
    without_link,
)
from rollout.plan.founding_regions import geography_of
from rollout.plan.region_plan import (
    district_weight,
    exclusive_worth,
    founding_candidates,
    inside_only,
    membership,
    needed_and_out,
    surroundings,
    without_use,
)
from rollout.plan.regions import REACHED, Regions, check_keys, column_limits, plan_demand
from rollout.plan.words import days_words
from rollout.siting.packing import Shared
from rollout.siting.problem import Bound, Limits

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.arrays import Sparse
    from rollout.parts_of_country import Area
    from rollout.scenario import Scenario

SPLIT = ("connect", "extend", "found")


def wave_budget(scenario: Scenario) -> float:
    """Days of a wave: the budget, else what the foundings of a wave would take."""
    if scenario.budget is not None:
        return scenario.budget
    return scenario.count * scenario.region_cost


def action_basis(analysis: Analysis, scenario: Scenario) -> Regions:
    """What a plan of actions chooses from; raises all wrong keys at once."""
    table = analysis.table()
    check_keys(scenario, table)
    _check_shares(scenario)
    area = area_of(analysis.inputs, scenario.area)
    demand, notes = plan_demand(analysis, scenario)
    demand = inside_only(demand, area)
    weight, status = district_weight(analysis, scenario), table["status"]
    counted = demand.mask(table["left_out"]).fillna(0.0)
    actions, after = _actions(analysis, scenario, area)
    worth = exclusive_worth(actions, counted, status, weight)
    reach = membership(actions, table.index)
    gain = counted if weight is None else counted * weight.fillna(0.0)
    is_connection = (actions["action"] == "connect").to_numpy()
    shared, claims = _shared_and_claims(actions, reach, gain, status, is_connection, after)
    alone = np.where(is_connection, np.asarray(shared.worth @ shared.members), worth.to_numpy())
    needed, out = needed_and_out(scenario, table, reach, alone)
    return Regions(
        districts=table.index, reach=reach, distance=None, existing=None, demand=demand,
        already=status.isin(REACHED).to_numpy(), required=(), excluded=out,
        limits=_limits(actions, scenario),
        notes=(*notes, *without_use(scenario), *_assumptions(scenario)),
        candidates=actions, worth=worth.to_numpy(), needed=needed, shared=shared,
        claim_rows=claims, area=area, counted=counted,
        whole=float(gain[~status.isin(REACHED)].sum()), **surroundings(analysis),
    )  # fmt: skip


def _actions(
    analysis: Analysis, scenario: Scenario, area: Area | None
) -> tuple[pd.DataFrame, tuple[tuple[int, int], ...]]:
    """All actions, and which of them need which."""
    geography = geography_of(analysis.inputs)
    existing = existing_initiatives(analysis, scenario)
    keys = analysis.inputs.districts.index
    within = keys if area is None else keys[keys.isin(area.districts)]
    connect = connections(analysis, existing, scenario, within)
    extend = extensions(analysis, existing, scenario, geography, within)
    extend = extend.drop(extend.index[_lost(connect, extend, existing)])
    regions, _ = founding_candidates(analysis, scenario, area)
    costs = dict(scenario.costs)
    days = [costs.get(hub, scenario.region_cost) for hub in regions["hub"]]
    foundings = regions.assign(action="found", initiative="", days=days)
    parts = [part for part in (connect, extend, foundings) if len(part)]
    actions = pd.concat(parts) if parts else foundings
    return actions, links_before(actions, existing)


def _lost(connect: pd.DataFrame, extend: pd.DataFrame, existing: Existing) -> np.ndarray:
    both = pd.concat([part for part in (connect, extend) if len(part)] or [extend])
    places = without_link(both, existing)
    return places - (len(both) - len(extend))


def _shared_and_claims(
    actions: pd.DataFrame, reach: Sparse, gain: pd.Series, status: pd.Series,
    is_connection: np.ndarray, after: tuple[tuple[int, int], ...],
) -> tuple[Shared, Sparse]:  # fmt: skip
    """What connections bring, and what foundings and extensions take for themselves."""
    from scipy import sparse

    each = one_each(actions)
    is_shared = sparse.diags_array(is_connection.astype(float))
    is_taken = sparse.diags_array((~is_connection).astype(float))
    none = sparse.csr_array(each.shape)
    members = sparse.vstack([reach @ is_shared, none], format="csr")
    claims = sparse.vstack([reach @ is_taken, each], format="csr")
    grey = gain.where(status == GREY, 0.0).to_numpy()
    members.eliminate_zeros()
    claims.eliminate_zeros()
    worth = np.concatenate([grey, np.zeros(each.shape[0])])
    is_founding = sparse.diags_array(np.asarray(actions["action"] == "found").astype(float))
    founded = sparse.vstack([reach @ is_founding, none], format="csr")
    founded.eliminate_zeros()
    # Where a region is founded, connecting what is there reaches nobody who is not reached then.
    return Shared(members, worth, after, founded), claims


def _limits(actions: pd.DataFrame, scenario: Scenario) -> Limits:
    """Prices, the days of a wave and how they may be split."""
    limits = column_limits(
        scenario, pd.Index(actions["hub"]), actions["land"].tolist(), actions["name"].tolist()
    )
    budget = wave_budget(scenario)
    return replace(
        limits, cost=actions["days"].astype(float).tolist(), budget=budget,
        bounds=tuple(_bounds(actions, scenario, budget)),
    )  # fmt: skip


def _bounds(actions: pd.DataFrame, scenario: Scenario, budget: float) -> Iterator[Bound]:
    kind, days = actions["action"].to_numpy(), actions["days"].to_numpy(dtype=float)
    for action, share in scenario.action_shares:
        words = ACTIONS[action].words
        text = Text(
            f"höchstens {percent(share, 0)} der Tage für {words.de}",
            f"at most {percent(share, 0, 'en')} of the days for {words.en}",
        )
        yield Bound(text, np.where(kind == action, days, 0.0), high=share * budget)
    if scenario.least_foundings:
        count = scenario.least_foundings
        text = Text(
            f"mindestens {count} Gründungen je Welle", f"at least {count} foundings per wave"
        )
        yield Bound(text, (kind == "found").astype(float), low=float(count))


def _check_shares(scenario: Scenario) -> None:
    wrong_entries = [
        f"{key} = {share:g}" for key, share in scenario.action_shares
        if key not in SPLIT or not 0 <= share <= 1
    ]  # fmt: skip
    if wrong_entries:
        names = listed(wrong_entries, "de"), listed(wrong_entries, "en")
        raise ScenarioError(
            parameter_error(
                "Scenario.action_shares", Text(f"nennt {names[0]}", f"names {names[1]}"),
                Text(f"{', '.join(SPLIT)} = Anteil von 0 bis 1",
                     f"{', '.join(SPLIT)} = share from 0 to 1"),
            ).problems
        )  # fmt: skip


def _assumptions(scenario: Scenario) -> tuple[Problem, ...]:
    """Say what the prices are and that nobody measured them."""
    fields = ("region_cost", "connect_days", "connect_days_per_district", "extend_days", "ask_days")
    founding, connect, each, extend, ask = (days_words(getattr(scenario, name)) for name in fields)
    budget = days_words(wave_budget(scenario))
    finding = Text(
        f"Preise sind Annahmen in Personentagen: gründen {founding.de}, anbinden {connect.de} und "
        f"{each.de} je Kreis, erweitern {extend.de}, fragen {ask.de}; Budget je Welle {budget.de}",
        f"prices are assumptions in staff days: found {founding.en}, connect {connect.en} and "
        f"{each.en} per district, extend {extend.en}, ask {ask.en}; budget per wave {budget.en}",
    )
    return (Problem("note", "plan", finding, code="plan-prices"),)
