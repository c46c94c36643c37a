from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from rollout.siting import lagrange
from rollout.siting.choice import checked_choice
from rollout.siting.covering import best_sites
from rollout.siting.lagrange import priced_choice
from rollout.siting.problem import Limits, Search
from tests.siting import brute

LARGE = Search(large_from=1)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 5))
def test_the_bound_is_never_below_the_optimum(seed, count):
    draw = np.random.default_rng(seed)
    reach, demand = draw.random((9, 7)) < 0.3, draw.integers(1, 9, 9).astype(float)
    groups = ["a", "b"] * 3 + ["a"]
    rules = {"groups": groups, "at_most": {"a": 2}}
    plan = best_sites(reach, demand, count, limits=Limits(**rules), search=LARGE)
    optimum = brute.covered(reach, demand, brute.best(reach, demand, count, **rules))
    assert plan.covered <= optimum <= plan.bound + 1e-9
    assert plan.method == "lagrangian"
    assert (plan.status == "optimal") == (plan.gap == 0)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 5))
def test_the_priced_problem_is_solved_to_the_end(seed, count):
    draw = np.random.default_rng(seed)
    scores = draw.random(8)
    limits = Limits(groups=list("aaabbbcc"), at_least={"c": 1}, at_most={"a": 1})
    choice = checked_choice(8, count, [4], [6], limits)
    best = max(
        scores[list(sites)].sum()
        for size in range(count + 1)
        for sites in combinations(range(8), size)
        if choice.admits(sites)
    )
    assert scores[priced_choice(scores, choice)].sum() == pytest.approx(best)


def test_large_and_exact_agree_on_a_middle_sized_case():
    draw = np.random.default_rng(4)
    places = cKDTree(draw.uniform(0, 100, (300, 2)))
    reach = places.sparse_distance_matrix(places, 9.0, output_type="coo_matrix")
    reach.data[:] = 1
    reach = reach.tocsr() + np.eye(300)
    demand = draw.integers(1, 500, 300).astype(float)
    exact = best_sites(reach, demand, 15)
    large = best_sites(reach, demand, 15, search=LARGE)
    assert exact.status == "optimal"
    assert large.covered <= exact.covered <= large.bound
    assert large.gap < 0.02
    assert large == best_sites(reach, demand, 15, search=Search(large_from=1))


def test_municipalities_get_a_certified_plan_in_few_steps(
    sources: Path, monkeypatch: pytest.MonkeyPatch
):
    import geopandas as gpd

    monkeypatch.setattr(lagrange, "STEPS", 400)
    monkeypatch.setattr(lagrange, "RESTARTS", 10)

    frame = gpd.read_file(sources / "bkg_vg5000_2021-01-01" / "VG5000_GEM.shp").to_crs(25832)
    points = frame.geometry.representative_point()
    tree = cKDTree(np.column_stack([points.x, points.y]))
    reach = tree.sparse_distance_matrix(tree, 30_000, output_type="coo_matrix")
    reach.data[:] = 1
    area = frame.geometry.area.to_numpy() / 1e6
    plan = best_sites(reach, area, 60, search=LARGE)
    assert len(plan.sites) == 60
    assert plan.covered <= plan.bound
    assert plan.gap < 0.02
