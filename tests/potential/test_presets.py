"""Founding logics: weights on catalogue indicators, and what they say about themselves."""

from dataclasses import replace

import pandas as pd
import pytest

from rollout.analysis import analyse
from rollout.errors import ScenarioError
from rollout.export.evidence import wishes_sheet
from rollout.language import Text
from rollout.potential.presets import preset_weights
from rollout.scenario import Scenario
from rollout.scenario.presets import DIFFUSION, PRESETS, preset
from rollout.scenario.records import records


@pytest.fixture(scope="module")
def catalogue(data_dir):
    return pd.read_csv(data_dir / "indicator_catalogue.csv", index_col="id")


def test_the_scenario_offers_exactly_the_presets_there_are():
    assert records()["preset"].choices == tuple(PRESETS)
    assert Scenario().preset in PRESETS


def test_a_logic_added_is_a_choice_at_once(monkeypatch, catalogue):
    moon = replace(preset("dense"), name=Text("Mond", "Moon"))
    monkeypatch.setitem(PRESETS, "moon", moon)
    assert Scenario(preset="moon").preset == "moon"
    assert preset_weights("moon", catalogue).equals(preset_weights("dense", catalogue))


@pytest.mark.parametrize("name", list(PRESETS))
def test_every_preset_weighs_indicators_of_the_shipped_catalogue_only(name, catalogue):
    weights = preset_weights(name, catalogue)
    assert set(weights.index) == set(catalogue.index[catalogue["axis"] != "reference"])
    assert (weights >= 0).all()
    assert weights.sum() > 0


@pytest.mark.parametrize("name", [name for name in PRESETS if name not in ("equal", "balanced")])
def test_the_points_of_a_logic_sum_to_100(name):
    assert sum(preset(name).weights.values()) == 100


@pytest.mark.parametrize("name", list(PRESETS))
def test_directions_of_a_preset_concern_indicators_it_weighs(name):
    assert set(preset(name).directions) <= set(preset(name).weights)


@pytest.mark.parametrize("entry", [*PRESETS.values(), DIFFUSION], ids=[*PRESETS, "diffusion"])
def test_every_preset_says_what_it_assumes_and_misses_in_both_languages(entry):
    for text in (entry.assumes, entry.misses):
        assert len(text.de) > 60
        assert len(text.en) > 60
        assert text.de.endswith(".")
        assert text.en.endswith(".")
    assert entry.name.de
    assert entry.name.en


def test_equal_weights_are_equal(catalogue):
    assert set(preset_weights("equal", catalogue)) == {1.0}


def test_overlooked_industry_counts_heads_and_prefers_a_small_share(catalogue):
    weights = preset_weights("overlooked", catalogue)
    assert weights.idxmax() == "manufacturing_employees"
    assert preset("overlooked").directions == {"industry_pct": "less"}


def test_conflict_over_sites_says_that_it_lacks_data():
    assert "fehlen die eigentlichen Daten" in preset("site_conflict").misses.de
    assert "proper data for this logic are missing" in preset("site_conflict").misses.en


def test_a_preset_on_a_catalogue_without_its_indicators_is_an_error(catalogue):
    with pytest.raises(ScenarioError) as caught:
        preset_weights("site_conflict", catalogue.drop(index=["industry_density"]))
    assert "needs the indicator industry_density" in str(caught.value)
    assert "choose preset equal or balanced" in str(caught.value)


def test_an_unknown_preset_is_an_error(catalogue):
    with pytest.raises(ScenarioError, match=r"preset: is 'magic'; expected: one of bal"):
        preset_weights("magic", catalogue)


def test_two_rankings_stand_side_by_side_without_own_weights(inputs, shipped):
    """A second way: each logic by itself gives the same ranks."""
    own = analyse(inputs, Scenario(dimension_weights={"industry": 90}), shipped.work.memory)
    for ranks in (shipped.wish_ranks, own.wish_ranks):
        assert list(ranks.columns) == ["much_industry", "under_pressure"]
        for name in ranks:
            alone = analyse(inputs, Scenario(preset=name), shipped.work.memory)
            assert ranks[name].equals(alone.potential.rank.rename(name))
    # The wishes exclude each other: hardly anybody is in front of both lists.
    front = shipped.wish_ranks <= 40
    assert front.all(axis=1).sum() <= 10


def test_the_sheet_of_two_rankings_names_both(shipped):
    sheet = wishes_sheet(shipped, "en")
    assert [column.caption.en for column in sheet.columns][-2:] == [
        "Much industry", "Under pressure",
    ]  # fmt: skip
    assert len(sheet.frame) == len(shipped.inputs.districts)
