"""Hard limits leave districts out, say why, and change no score of those that stay."""

import numpy as np
import pandas as pd
import pytest

from rollout.analysis import analyse
from rollout.errors import ScenarioError
from rollout.export.tables import not_target_table
from rollout.maps.layers import LAYERS, LEFT_OUT_CLASS
from rollout.plan.region_plan import founding_basis
from rollout.scenario import Scenario

FIELDS = {"indicator_least": {"industry_pct": 20}, "indicator_most": {"unemployment_pct": 8}}


@pytest.fixture(scope="module")
def limited(inputs, shipped):
    return analyse(inputs, Scenario(**FIELDS, draws=100), shipped.work.memory)


def test_exactly_the_districts_beyond_a_limit_fall_out(limited, inputs):
    values = inputs.indicators
    beyond = (values["industry_pct"] < 20) | (values["unemployment_pct"] > 8)
    assert set(limited.potential.left_out.index) == set(beyond.index[beyond])
    table = limited.table()
    assert (table["left_out"] == beyond).all()
    assert table.loc[beyond, ["potential", "rank", "need", "capacity"]].isna().all(axis=None)


def test_the_others_keep_their_score_and_move_up(limited, shipped):
    stay = ~limited.table()["left_out"]
    before, after = shipped.table()[stay], limited.table()[stay]
    np.testing.assert_allclose(after["potential"], before["potential"], rtol=1e-12)
    order = before["rank"].rank(method="min")
    np.testing.assert_array_equal(after["rank"], order)


def test_left_out_is_not_unknown(limited):
    table = limited.table()
    out = table[table["left_out"]]
    assert out["no_score_en"].str.startswith("left out: ").all()
    assert set(out["score_class"]) == {LEFT_OUT_CLASS.key}
    assert len(limited.potential.reasons) == 0
    for layer in ("score", "need_capacity"):
        classes = LAYERS[layer].class_of(table)
        assert ((classes == LEFT_OUT_CLASS.key) == table["left_out"]).all()


def test_every_face_says_how_many_fell_out_and_why(limited):
    count = int(limited.table()["left_out"].sum())
    for text in (limited.definition.en, limited.limits_line.en):
        assert f"{count} districts are left out" in text
        assert "Producing-sector share at least 20%" in text
    notes = [note for note in limited.notes if note.code == "left-out"]
    assert str(count) in notes[0].finding.en


def test_what_is_left_out_is_no_target_and_no_part_of_a_founding(limited):
    out = set(limited.potential.left_out.index)
    assert not out & set(limited.targets().index)
    rest = limited.not_targets()
    assert rest.loc[rest["left_out"], "why_en"].str.startswith("left out: ").all()
    assert len(not_target_table(limited, "de")) == len(rest)
    worth = founding_basis(limited, limited.scenario).candidates
    assert worth is not None


def test_a_value_on_the_limit_stays_and_an_unknown_one_goes():
    values = pd.DataFrame({"x": [20.0, 19.9, np.nan]}, index=["a", "b", "c"])
    from rollout.potential.limits import left_out

    assert list(left_out(values, pd.DataFrame(), {"x": 20}, {}).index) == ["b", "c"]
    assert list(left_out(values, pd.DataFrame(), {}, {"x": 19.9}).index) == ["a", "c"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"indicator_least": {"foo": 1}}, "foo is unknown"),
        ({"indicator_most": {"bar": 1}}, "bar is unknown"),
        ({"indicator_least": {"industry_pct": 30}, "indicator_most": {"industry_pct": 20}},
         "more than the upper limit"),
    ],
)  # fmt: skip
def test_limits_nobody_can_keep_are_refused(fields, message, inputs, shipped):
    with pytest.raises(ScenarioError, match=message):
        analyse(inputs, Scenario(**fields), shipped.work.memory)


def test_where_every_district_falls_out_nothing_breaks(inputs, shipped):
    nobody = Scenario(indicator_least={"industry_pct": 100}, draws=100)
    table = analyse(inputs, nobody, shipped.work.memory).table()
    assert table["left_out"].all()
    assert table["rank"].isna().all()
