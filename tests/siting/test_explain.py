from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from rollout.errors import ScenarioError
from rollout.siting.covering import best_sites
from rollout.siting.curve import coverage_curve
from rollout.siting.explain import equally_good, importance
from rollout.siting.robust import robust_sites
from tests.siting import brute

REACH = np.array([[1, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])
DEMAND = [4.0, 3.0, 2.0, 1.0]


def random_case(seed: int = 2, units: int = 14, sites: int = 8):
    draw = np.random.default_rng(seed)
    return draw.random((units, sites)) < 0.25, draw.integers(1, 30, units).astype(float)


def test_the_loss_of_a_site_is_what_the_best_plan_without_it_misses():
    reach, demand = random_case()
    plan = best_sites(reach, demand, 3)
    for entry in importance(reach, demand, plan, 3):
        rest = [site for site in range(8) if site != entry.site]
        without = max(brute.covered(reach, demand, s) for s in combinations(rest, 3))
        assert entry.loss == entry.loss_bound == plan.covered - without
        kept = [site for site in plan.sites if site != entry.site]
        swapped = max(brute.covered(reach, demand, [*kept, s]) for s in rest if s not in kept)
        assert entry.substitute_loss == plan.covered - swapped
        assert entry.loss <= entry.substitute_loss <= entry.only


def test_the_substitute_is_visible_by_eye():
    first, second = importance(REACH, DEMAND, best_sites(REACH, DEMAND, 2), 2)
    assert (first.site, first.only, first.substitute, first.substitute_loss) == (0, 7.0, 3, 3.0)
    assert (second.site, second.only, second.substitute, second.loss) == (1, 2.0, 2, 1.0)


def test_equally_good_plans_are_all_found_and_none_twice():
    plan = best_sites(np.eye(4), np.ones(4), 2)
    others = equally_good(np.eye(4), np.ones(4), plan, 2, most=9)
    found = {plan.sites, *(other.sites for other in others)}
    assert found == set(combinations(range(4), 2))
    assert len(equally_good(np.eye(4), np.ones(4), plan, 2)) == 5


def test_a_single_best_plan_has_no_equal():
    plan = best_sites(np.eye(3), [3, 2, 1], 2)
    assert equally_good(np.eye(3), [3, 2, 1], plan, 2) == []


def test_the_curve_runs_from_nothing_to_full_cover():
    curve = coverage_curve(REACH, DEMAND, report={"units": np.ones(4)})
    assert curve.table["covered"].tolist() == [0, 7, 9, 10, 10]
    assert curve.table["gain"].tolist()[1:] == [7, 2, 1, 0]
    assert curve.table["share_units"].tolist() == [0, 0.5, 0.75, 1, 1]
    assert (curve.table["status"] == "optimal").all()


def test_the_curve_equals_trying_every_set():
    reach, demand = random_case(7)
    curve = coverage_curve(reach, demand)
    for count, covered in curve.table["covered"].items():
        assert covered == brute.covered(reach, demand, brute.best(reach, demand, count))


def test_a_site_stops_paying_below_a_tenth_of_the_first():
    curve = coverage_curve(np.eye(4), [100, 50, 10, 9], [0, 1, 2, 3, 4])
    assert curve.stops_paying == 3
    assert coverage_curve(np.eye(4), [100, 50, 10, 9], stops_below=0.3).stops_paying == 2


def test_unknown_demand_counts_in_neither_sum_of_the_report():
    curve = coverage_curve(np.eye(2), [2, 1], [1], report={"jobs": [5, np.nan]})
    assert curve.table.loc[1, "share_jobs"] == 1.0


def test_the_robust_plan_is_the_best_on_average():
    reach, _ = random_case(3)
    draws = np.random.default_rng(0).random((40, 14)) + 0.01
    robust = robust_sites(reach, draws, 3)
    shares = draws / draws.sum(axis=1, keepdims=True)
    means = {
        sites: shares[:, reach[:, list(sites)].any(axis=1)].sum(axis=1).mean()
        for sites in combinations(range(8), 3)
    }
    assert means[robust.plan.sites] == pytest.approx(max(means.values()))
    assert robust.plan.covered == pytest.approx(robust.shares.mean())


def test_the_frequency_counts_the_optima_of_the_draws():
    draws = [[9, 1, 1], [1, 9, 1], [8, 2, 1], [9, 1, 2]]
    robust = robust_sites(np.eye(3), draws, 1)
    assert robust.frequency.tolist() == [0.75, 0.25, 0]
    assert robust.draws == 4
    assert robust.regret[0] == 0


@pytest.mark.parametrize("draws", [[[1, 2]], [[1, 2, -1]], [[0, 0, 0]], [[1, np.nan, 1]]])
def test_wrong_draws_are_refused(draws):
    with pytest.raises(ScenarioError, match="draws"):
        robust_sites(np.eye(3), draws, 1)
