"""Weights of several people: published matrices, combining by hand, files that are wrong."""

import numpy as np
import pandas as pd
import pytest

from rollout.analysis import analyse
from rollout.errors import DataError, ScenarioError
from rollout.potential.experts import (
    combine,
    contradiction_words,
    eigenvector_weights,
    own_weights,
    scenario_with,
)
from rollout.readers.document import Content
from rollout.readers.experts import Judgements, read_experts
from rollout.scenario import Scenario

# Saaty (1990), How to make a decision, European Journal of Operational Research 48, table of the
# eight criteria of a family that buys a house; priorities, lambda and C.R. as printed there.
HOUSE = [
    [1, 5, 3, 7, 6, 6, 1 / 3, 1 / 4],
    [1 / 5, 1, 1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
    [1 / 3, 3, 1, 6, 3, 4, 6, 1 / 5],
    [1 / 7, 1 / 5, 1 / 6, 1, 1 / 3, 1 / 4, 1 / 7, 1 / 8],
    [1 / 6, 1 / 3, 1 / 3, 3, 1, 1 / 2, 1 / 5, 1 / 6],
    [1 / 6, 1 / 3, 1 / 4, 4, 2, 1, 1 / 5, 1 / 6],
    [3, 5, 1 / 6, 7, 5, 5, 1, 1 / 2],
    [4, 7, 5, 8, 6, 6, 2, 1],
]
# Saaty (2008), Decision making with the analytic hierarchy process: which drink is consumed more.
DRINKS = [
    [1, 9, 5, 2, 1, 1, 1 / 2],
    [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
    [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
    [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [1, 9, 4, 2, 1, 2, 1 / 2],
    [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [2, 9, 9, 3, 2, 3, 1],
]


@pytest.mark.parametrize(
    ("matrix", "printed", "ratio"),
    [
        (HOUSE, [0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333], 0.169),
        (DRINKS, [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327], 0.022),
    ],
)
def test_published_matrices_give_the_printed_priorities(matrix, printed, ratio):
    weights, _, consistency = eigenvector_weights(np.array(matrix, dtype=float))
    assert weights.round(3).tolist() == printed
    assert round(consistency, 3) == ratio


def test_the_largest_eigenvalue_is_the_printed_one():
    assert round(eigenvector_weights(np.array(HOUSE))[1], 3) == 9.669


def test_judgements_that_agree_have_the_weights_they_were_made_from():
    """A second way: ratios of known weights are consistent and lead back to them."""
    weights = np.array([0.5, 0.3, 0.15, 0.05])
    found, largest, ratio = eigenvector_weights(weights[:, None] / weights)
    assert found == pytest.approx(weights)
    assert (largest, ratio) == (pytest.approx(4), pytest.approx(0, abs=1e-12))


TOML = """
[[person]]
name = "Kammer"
criteria = ["industry", "strain"]
matrix = [[1, 4], ["1/4", 1]]

[[person]]
name = "Verband"
criteria = ["strain", "industry"]
matrix = [[1, 4], ["1/4", 1]]

[[person]]
name = "Kommune"
points = { industry = 80, strain = 20 }
"""


def people(text, name="weights.csv"):
    return read_experts(Content(name, text.encode()))


def test_budgets_are_averaged_and_comparisons_multiplied():
    experts = combine(people(TOML, "weights.toml"))
    assert experts.shares["industry"].round(9).tolist() == [0.8, 0.2, 0.8]
    # The two comparisons cancel out (geometric mean 1, so half each); one budget of 80.
    assert experts.combined["industry"] == pytest.approx((2 * 0.5 + 0.8) / 3)
    assert experts.combined.sum() == pytest.approx(1)
    assert experts.consistency.isna().all()


def test_a_line_per_pair_says_the_same_as_a_matrix():
    lines = ["person,first,second,value", "A,a,b,3", "A,c,a,1/5", "A,b,c,2"]
    experts = combine(people("\n".join(lines)))
    matrix = np.array([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]])
    weights, _, ratio = eigenvector_weights(matrix)
    assert experts.shares.loc["A", ["a", "b", "c"]].tolist() == pytest.approx(weights.tolist())
    assert experts.consistency["A"] == pytest.approx(ratio)


def test_who_contradicts_themselves_is_named_and_counts():
    going_round = ["person,first,second,value", "A,a,b,5", "A,b,c,5", "A,c,a,5"]
    experts = combine(people("\n".join(going_round)))
    assert experts.contradictory == ["A"]
    assert "A" in contradiction_words(experts).en
    assert experts.combined.tolist() == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("person;a;b\nA;60;20", "w.csv", "'A' shares 80 points"),
        ("person;a;b\nA;60;x", "w.csv", "'x' is no number from 0"),
        ("person;a;b\nA;60;-40", "w.csv", "'-40' is no number"),
        ("person;a;b\nA;60;40\nA;60;40", "w.csv", "'A' is there twice"),
        ("person;a;b\n=A;60;40", "w.csv", "'=A' as person"),
        ("a;b\n60;40", "w.csv", "column person is missing"),
        ("person,first,second,value\nA,a,b,3\nA,b,a,3", "w.csv", "twice or with itself"),
        ("person,first,second,value\nA,a,b,3\nA,b,c,3", "w.csv", "a, c is –"),
        ("person,first,second,value\nA,a,b,30", "w.csv", "a, b is 30"),
        ("person,first,second,value\nA,a,b,3\nB,a,c,3", "w.csv", "judges other criteria: b, c"),
        ('[[person]]\nname = "A"', "w.toml", "'A' without judgements"),
        ("x = 1", "w.toml", "names nobody"),
        ("person = 3", "w.toml", "without judgements"),
        ('[[person]]\nname="A"\ncriteria=["a","b"]\nmatrix=[[1]]', "w.toml", "1 rows, 2 criteria"),
        ('[[person]]\nname="A"\ncriteria=["a","b"]\nmatrix=[[1,2],[2,1]]', "w.toml", "a, b is 2"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_all_it_has_wrong(text, name, message):
    with pytest.raises(DataError) as refusal:
        people(text, name)
    assert message in " ".join(problem.message("en") for problem in refusal.value.problems)


def test_more_than_two_hundred_people_are_refused():
    rows = [f"p{n};60;40" for n in range(201)]
    with pytest.raises(DataError, match="201 people"):
        people("\n".join(["person;a;b", *rows]))


def test_the_scenario_repeats_weights_and_band(inputs, shipped):
    text = "person;industry;strain;means\nA;60;20;20\nB;20;60;20\n"
    experts = combine(people(text))
    scenario = scenario_with(experts, Scenario(), inputs.catalogue)
    again = Scenario.from_toml(scenario.to_toml())
    assert again == scenario
    analysis = analyse(inputs, again, shipped.work.memory)
    band, ranks = analysis.expert_band, analysis.expert_ranks
    for person, points in {"A": (60, 20, 20), "B": (20, 60, 20)}.items():
        own = dict(zip(("industry", "strain", "means"), points, strict=True))
        alone = analyse(inputs, Scenario(dimension_weights=own), shipped.work.memory)
        pd.testing.assert_series_equal(
            ranks[person], alone.potential.rank, check_names=False, check_index=False
        )
    assert (band["expert_low"] <= band["expert_high"]).all()
    assert analysis.potential.weights.equals(
        analyse(inputs, Scenario(dimension_weights={"industry": 40, "strain": 40, "means": 20}),
                shipped.work.memory).potential.weights
    )  # fmt: skip


def test_criteria_go_by_the_names_people_know_them_by(inputs):
    by_key = combine(people("person;industry;strain;means\nA;60;20;20\n"))
    catalogue = inputs.catalogue
    wanted = scenario_with(by_key, Scenario(), catalogue)
    # "Wirtschaftskraft" is the name of an indicator as well; beside dimensions it is one of them.
    for head in ("industrie;Soziale Belastung;Wirtschaftskraft", "Industry;Social strain;means"):
        named = combine(people(f"person;{head}\nA;60;20;20\n"))
        assert scenario_with(named, Scenario(), catalogue) == wanted
    mixed = combine(people("person;Industrie;Arbeitslosenquote\nA;60;40\n"))
    with pytest.raises(ScenarioError, match=r"round\.csv: Industrie, Arbeitslosenquote unknown"):
        scenario_with(mixed, Scenario(), catalogue, "round.csv")


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        ({"industry": 0.5, "foo": 0.5}, "foo unknown"),
        ({"industry": 0.5, "gdp_per_head": 0.5}, "mixes dimensions and indicators"),
        ({"industry": 0.5, "change": 0.5}, "gives points to change"),
    ],
)
def test_criteria_the_logic_cannot_weigh_are_refused(shares, message, inputs):
    with pytest.raises(ScenarioError, match=message):
        own_weights(pd.Series(shares), Scenario(), inputs.catalogue)


@pytest.mark.parametrize("pairs", [{"industry": 1}, {"A/x": -1}, {"/x": 1}, {"A/x": 0}])
def test_points_of_nobody_are_refused(pairs, inputs, shipped):
    with pytest.raises(ScenarioError, match="expert_weights"):
        _ = analyse(inputs, Scenario(expert_weights=pairs), shipped.work.memory).expert_band


def test_judgements_may_name_criteria_in_any_order():
    first = Judgements("A", matrix=((1, 2), (0.5, 1)), criteria=("a", "b"))
    second = Judgements("B", matrix=((1, 0.5), (2, 1)), criteria=("b", "a"))
    assert combine([first, second]).combined.tolist() == pytest.approx([2 / 3, 1 / 3])
