"""Ask, connect, extend, found: prices and worth by hand, the best mix by trying all."""

from __future__ import annotations

import math
from itertools import combinations

import pandas as pd
import pytest

from rollout.analysis import analyse
from rollout.errors import ScenarioError
from rollout.plan.actions import ACTIONS, connections, existing_initiatives, extensions
from rollout.plan.beside import beside
from rollout.plan.details import plan_importance, plan_robust
from rollout.plan.fewest import fewest_for
from rollout.plan.founding_regions import geography_of
from rollout.plan.front import is_beaten, plan_front
from rollout.plan.plan import plan_waves
from rollout.plan.region_details import SCOPES, substitute_rows
from rollout.programme.words import DEMAND
from rollout.scenario import Scenario
from tests.grids import KEYS, grid_inputs, initiative

# One linked in the upper left; one unlinked in the lower right that serves two districts, one
# unlinked in the middle whose district it shares.
ROWS = {
    "linked": initiative("01001"),
    "corner": initiative("02008", status="unconnected"),
    "middle": initiative("02007", status="unconnected"),
}
SERVED = {"linked": ["01001"], "corner": ["02008", "02007"], "middle": ["02007"]}


def planned(**fields):
    values = {"objective": "actions", "demand": "districts", "weight": "none", "waves": 1}
    return plan_waves(analyse(grid_inputs(ROWS, SERVED), Scenario(**values | fields)))


@pytest.fixture(scope="module")
def mix(shipped):
    scenario = Scenario(objective="actions", least_foundings=2, action_shares={"connect": 0.5})
    return plan_waves(analyse(shipped.inputs, scenario))


def test_every_action_has_its_price_and_its_words():
    fields = Scenario.model_fields
    assert list(ACTIONS) == ["ask", "connect", "extend", "found"]
    for action in ACTIONS.values():
        assert set(action.prices) <= set(fields)
        assert action.words.de != action.words.en


def test_a_connection_costs_the_question_the_basis_and_its_districts():
    analysis = analyse(grid_inputs(ROWS, SERVED), Scenario())
    existing = existing_initiatives(analysis, analysis.scenario)
    actions = connections(analysis, existing, analysis.scenario, pd.Index(KEYS))
    assert actions["days"].to_dict() == {
        "connect:corner": 1.5 + 15 + 2 * 2, "connect:middle": 1.5 + 15 + 2,
    }  # fmt: skip
    assert actions.loc["connect:corner", "members"] == ("02007", "02008")


def test_an_initiative_takes_in_white_neighbours_of_its_chamber_or_region():
    analysis = analyse(grid_inputs(ROWS, SERVED), Scenario())
    existing = existing_initiatives(analysis, analysis.scenario)
    geography = geography_of(analysis.inputs)
    actions = extensions(analysis, existing, analysis.scenario, geography, pd.Index(KEYS))
    mine = actions[actions["initiative"] == "linked"]
    beside_it = {"01002", "01005", "01006"}  # squares that touch 01001, corners included
    subsets = [set(c) for n in (1, 2, 3) for c in combinations(sorted(beside_it), n)]
    assert [set(members) for members in mine["members"]] == subsets
    assert (actions["size"] <= 3).all()
    # 01001 with its three neighbours is half of the eight districts of its chamber.
    assert mine["chamber_overlap"].iloc[-1] == pytest.approx(4 / 8)


def best_by_trying(plan, budget: float) -> float:
    """The greatest worth within a budget, in plain loops over every set of actions."""
    basis = plan.regions
    actions = basis.candidates.reset_index()
    is_open = [site for site in actions.index if site not in basis.excluded]
    rows = actions.to_dict("records")
    best = 0.0

    def grow(start: int, chosen: list[int], days: float) -> None:
        nonlocal best
        best = max(best, worth_of(plan, chosen, rows))
        for place in range(start, len(is_open)):
            site = is_open[place]
            if days + rows[site]["days"] <= budget and fits(rows, chosen, site):
                grow(place + 1, [*chosen, site], days + rows[site]["days"])

    grow(0, [], 0.0)
    return best


def fits(rows, chosen, site) -> bool:
    """Foundings and extensions share no district; an initiative is extended once."""
    if rows[site]["action"] == "connect":
        return True
    for other in chosen:
        if rows[other]["action"] == "connect":
            continue
        if set(rows[other]["members"]) & set(rows[site]["members"]):
            return False
        is_same = rows[other]["initiative"] == rows[site]["initiative"]
        if is_same and rows[site]["action"] == "extend" == rows[other]["action"]:
            return False
    return True


def worth_of(plan, chosen, rows) -> float:
    """Worth of actions from the definitions; -1 where an extension lacks its connection."""
    basis, status = plan.regions, plan.facts["status"]
    connected = {rows[site]["initiative"] for site in chosen if rows[site]["action"] == "connect"}
    unlinked = {"corner", "middle"}
    total, grey, founded = 0.0, set(), set()
    for site in chosen:
        row = rows[site]
        if row["action"] == "connect":
            grey |= {key for key in row["members"] if status[key] == "unconnected"}
            continue
        if row["action"] == "extend" and row["initiative"] in unlinked - connected:
            return -1.0
        if row["action"] == "found":
            founded |= set(row["members"])
        white = [key for key in row["members"] if status[key] == "white"]
        natural = max(row["chamber_overlap"], row["ror_overlap"])
        part = len(white) / len(row["members"]) if row["action"] == "found" else 1.0
        total += sum(basis.demand[key] for key in white) * part * natural**2
    return total + sum(basis.demand[key] for key in grey - founded)


@pytest.mark.parametrize("budget", [20.5, 43.5, 70])
def test_no_mix_within_the_budget_is_worth_more(budget):
    plan = planned(budget=budget, region_cost=40)
    assert plan.summary["covered"].iloc[-1] == pytest.approx(best_by_trying(plan, budget))
    assert plan.summary["cost"].iloc[-1] <= budget
    assert plan.summary["status"].iloc[-1] == "optimal"


def test_a_district_of_two_connections_counts_once():
    plan = planned(budget=100, region_cost=1000, extend_days=1000)
    # Both reach 02007: the corner alone links both districts, the middle adds nothing.
    assert plan.table["initiative"].tolist() == ["corner"]
    assert plan.table["adds"].tolist() == [2]
    assert plan.summary["covered"].iloc[-1] == 2


def test_days_are_split_as_asked_and_add_up(mix):
    summary = mix.summary.iloc[1:]
    parts = summary[[f"days_{action}" for action in ACTIONS]]
    assert parts.sum(axis=1).to_numpy() == pytest.approx(summary["cost"].to_numpy())
    assert (summary["cost"] <= 300).all()
    assert (summary["days_ask"] + summary["days_connect"] <= 150 + 1e-9).all()
    steps = pd.crosstab(mix.table["wave"], mix.table["step"])
    assert (steps["found"] >= 2).all()
    assert summary["days_ask"].to_numpy() == pytest.approx(1.5 * steps["connect"].to_numpy())


def test_worth_shares_and_gains_of_the_mix_a_second_time(mix):
    """Wave by wave, from the definitions."""
    basis, status, demand = mix.regions, mix.facts["status"], mix.regions.demand
    reached = {key for key, now in zip(basis.districts, basis.already, strict=True) if now}
    worth, grey, founded = 0.0, set(), set()
    gain = basis.shared.worth[: len(basis.districts)]
    weighted = dict(zip(basis.districts, gain, strict=True))
    for wave, rows in mix.table.groupby("wave"):
        for row in rows.to_dict("records"):
            if row["step"] == "connect":
                grey |= set(row["members"])
            else:
                founded |= set(row["members"]) if row["step"] == "found" else set()
                worth += basis.worth[basis.labels.get_loc(row["label"])]
            others = {
                key for label, members in zip(rows["label"], rows["members"], strict=True)
                if label != row["label"] for key in members
            }  # fmt: skip
            mine = set(row["members"]) - others - reached
            assert row["adds"] == pytest.approx(sum(demand[key] for key in mine))
        for members in rows["members"]:
            reached |= set(members)
        counted = {key for key in grey - founded if status[key] == "unconnected"}
        total = worth + sum(weighted[key] for key in counted)
        assert mix.summary.loc[wave, "covered"] == pytest.approx(total)
        share = sum(demand[key] for key in reached) / demand.sum()
        assert mix.summary.loc[wave, f"share_{DEMAND}"] == pytest.approx(share)


def test_every_row_is_known_by_a_district_of_its_own(mix):
    assert mix.table.index.is_unique
    for key, members in mix.table["members"].items():
        assert key in members


def test_an_extension_of_an_unlinked_initiative_comes_with_its_connection(mix):
    connected: set[str] = set()
    unlinked = {row[len("connect:") :] for row in mix.regions.labels if row.startswith("connect:")}
    for _, rows in mix.table.groupby("wave"):
        connected |= set(rows.loc[rows["step"] == "connect", "initiative"])
        extended = set(rows.loc[rows["step"] == "extend", "initiative"])
        assert extended & unlinked <= connected


def test_a_budget_below_the_cheapest_action_is_said():
    plan = planned(budget=10)
    assert plan.table.empty
    assert plan.summary["status"].iloc[-1] == "none"
    notes = {note.code: note.message("de") for note in plan.notes}
    assert "(10) reicht für nichts: das Günstigste kostet 18,5" in notes["plan-budget"]


def test_a_mix_of_one_kind_and_a_plain_sort_are_said(shipped):
    plan = planned(budget=100, region_cost=1000, extend_days=1000)
    assert "only" in {n.code: n.message("en") for n in plan.notes}["plan-one-kind"]
    default = plan_waves(shipped)
    worth = pd.Series(default.regions.worth, index=default.regions.labels)
    notes = {note.code: note.message("en") for note in default.notes}
    # Whatever the note says must be true: sort by worth, skip what overlaps or is a fourth.
    taken, laender, chosen = set(), [], set()
    for label in worth.sort_values(ascending=False, kind="stable").index:
        row = default.regions.candidates.loc[label]
        is_free = taken.isdisjoint(row["members"]) and laender.count(row["land"]) < 3
        if len(chosen) < 15 and is_free and worth[label] > 0:
            taken |= set(row["members"])
            laender.append(row["land"])
            chosen.add(label)
    assert ("plan-sort" in notes) == (chosen == set(default.table["label"]))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"action_shares": {"dance": 0.5}}, "action_shares: names dance = 0.5"),
        ({"action_shares": {"connect": 2}}, "action_shares: names connect = 2"),
        ({"least_foundings": 3, "budget": 70}, "at least 3 foundings per wave"),
    ],
)
def test_prices_and_splits_that_cannot_hold_are_named(fields, message):
    with pytest.raises(ScenarioError, match=message):
        planned(**fields)


def test_beside_the_plan_stand_asking_and_connecting(shipped):
    plan = plan_waves(shipped)
    table = beside(shipped, plan)
    status, demand = shipped.coverage.status, shipped.bases[DEMAND]
    is_linked = status.isin(["covered", "founding"])
    most = demand[is_linked | (status == "unconnected")].sum() / demand.sum()
    assert table.loc["ask", f"share_{DEMAND}"] == pytest.approx(most)
    assert table.loc["ask", "days"] == 1.5 * table.loc["ask", "count"]
    assert table.loc["connect", "days"] <= table.loc["plan", "days"] == 900
    assert table.loc["plan", f"share_{DEMAND}"] == plan.summary[f"share_{DEMAND}"].iloc[-1]


def test_substitutes_stand_where_they_say_and_the_price_is_the_difference(mix):
    basis, final = mix.regions, list(mix.waves.plans[-1].sites)
    rows = substitute_rows(plan_importance(mix))
    assert set(rows["scope"]) <= set(SCOPES)
    labels = basis.labels
    for row in rows.to_dict("records"):
        site = labels.get_loc(mix.table.loc[row["ags"], "label"])
        needs = {group for group, needed in basis.shared.after if needed == site}
        rest = [other for other in final if other != site and other not in needs]
        other = labels.get_loc(row["substitute"])
        assert other not in final
        with_it = basis.value([*rest, other])
        assert row["price"] == pytest.approx(basis.value(final) - with_it, abs=1e-6)
        assert row["loss"] == pytest.approx(basis.value(final) - basis.value(rest))
        if row["scope"] == "_in_land":
            assert basis.candidates["land"].iloc[other] == basis.candidates["land"].iloc[site]


def test_the_fewest_reach_the_share_and_one_fewer_does_not():
    plan = planned(budget=500)
    fewest = fewest_for(plan, 0.6)
    members = {label: set(plan.regions.candidates.loc[label, "members"])
               for label in plan.regions.labels}  # fmt: skip
    reached = {"01001"}.union(*(members[label] for label in fewest.labels))
    assert fewest.reached == pytest.approx(len(reached) / 16)
    assert fewest.proven
    is_open = [label for site, label in enumerate(plan.regions.labels)
               if site not in plan.regions.excluded]  # fmt: skip
    for fewer in combinations(is_open, len(fewest.labels) - 1):
        assert len({"01001"}.union(*(members[label] for label in fewer))) < math.ceil(0.6 * 16)


def test_a_share_nobody_reaches_is_refused():
    with pytest.raises(ScenarioError, match="all together bring"):
        fewest_for(planned(exclude={"02001": "no"}), 1.0)


def test_no_plan_of_the_front_beats_another():
    analysis = analyse(grid_inputs(ROWS, SERVED), Scenario(objective="regions", waves=1))
    front = plan_front(analysis, plan_waves(analysis))
    others = front[~front["is_plan"]]
    assert not is_beaten(others).any()
    assert front["is_plan"].sum() == 1
    assert (front["days"] % 60 == 0).all()


@pytest.mark.parametrize("objective", ["regions", "cover"])
def test_drawn_rankings_change_nothing_where_the_aim_ignores_the_potential(objective):
    fields = {"objective": objective, "demand": "population", "weight": "none", "count": 2}
    analysis = analyse(grid_inputs(ROWS, SERVED), Scenario(waves=1, **fields))
    choice = plan_robust(analysis, plan_waves(analysis), draws=3)
    assert choice.table["frequency"].tolist() == [1.0] * len(choice.table)
    assert choice.regret == 0
