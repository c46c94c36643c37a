from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from rollout.siting.choice import checked_choice
from rollout.siting.heuristic import Covering
from rollout.siting.problem import Search
from rollout.siting.subproblems import bound_by_parts, parts_of
from tests.siting import brute


def covering_of(reach, demand) -> Covering:
    return Covering(sparse.csr_array(np.asarray(reach, dtype=float)), np.asarray(demand, float))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 3))
def test_no_plan_reaches_more_than_the_parts_say(seed, count, number):
    # Any prices and any split give a bound; good ones only make it tighter.
    draw = np.random.default_rng(seed)
    reach, demand = draw.random((9, 7)) < 0.3, draw.integers(1, 9, 9).astype(float)
    prices = demand * draw.random(9)
    labels = draw.integers(0, number, 7)
    choice = checked_choice(7, count, [2], [5])
    bound, sites = bound_by_parts(covering_of(reach, demand), choice, prices, labels, [2], Search())
    best = brute.best(reach, demand, count, required=[2], excluded=[5])
    assert bound >= brute.covered(reach, demand, best) - 1e-9
    assert 2 in sites
    assert 5 not in sites


def test_one_part_alone_is_the_optimum_when_the_price_of_a_place_is_right():
    # Three pairs of villages; any two sites reach 8 of 12, the relaxation no more than that.
    reach = np.kron(np.eye(3), np.ones((2, 1)))
    covering, choice, labels = covering_of(reach, [2] * 6), checked_choice(3, 2), np.zeros(3, int)
    bound, _ = bound_by_parts(covering, choice, np.full(6, 2.0), labels, [0, 1], Search())
    assert bound == pytest.approx(8.0)


def test_whole_sites_are_tighter_than_fractions():
    # Every site reaches two of three villages: halves of all three reach everything with 1.5
    # sites, one whole site reaches 2. The prices are the optimal ones of the relaxation.
    reach = [[1, 1, 0], [0, 1, 1], [1, 0, 1]]
    covering, choice, prices = covering_of(reach, [1, 1, 1]), checked_choice(3, 1), np.full(3, 0.5)
    scores = covering.by_site @ prices
    relaxed = scores.max() + (1 - prices).sum()
    bound, _ = bound_by_parts(covering, choice, prices, np.zeros(3, int), [0], Search())
    assert relaxed == 2.5
    assert bound == pytest.approx(2.0)


def test_parts_of_a_row_of_villages_are_its_stretches():
    distance = np.abs(np.subtract.outer(np.arange(40), np.arange(40)))
    labels = parts_of(covering_of(distance <= 2, np.ones(40)), np.ones(40), 4)
    assert sorted(set(labels)) == [0, 1, 2, 3]
    assert (np.diff(labels) != 0).sum() == 3
    assert np.bincount(labels).min() >= 8
