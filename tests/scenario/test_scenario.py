"""A scenario is checked at once, hashable, and the same in a file and in Python."""

import datetime as dt

import pytest

from rollout.errors import ScenarioError
from rollout.scenario import Scenario
from rollout.scenario.fields import section_of


def test_a_scenario_survives_its_file():
    scenario = Scenario(
        rule="radius", radius_km=25.5, as_of=dt.date(2022, 12, 31), kinds=["masterplan"],
        indicator_weights={"a": 2, "b": 0.5},
    )  # fmt: skip
    assert Scenario.from_toml(scenario.to_toml()) == scenario


def test_the_default_scenario_survives_its_file():
    assert Scenario.from_toml(Scenario().to_toml()) == Scenario()


def test_equal_choices_are_equal_whatever_their_order():
    one = Scenario(kinds=["b", "a"], indicator_weights={"x": 1, "y": 2})
    other = Scenario(kinds=["a", "b"], indicator_weights={"y": 2, "x": 1})
    assert one == other
    assert hash(one) == hash(other)


def test_all_wrong_fields_are_named_at_once_in_both_languages():
    with pytest.raises(ScenarioError) as caught:
        Scenario(radius_km=-5, rule="moon", foo=1)
    assert "Scenario.radius_km: is -5; expected: 1 to 200 km" in str(caught.value)
    assert "Scenario.rule: is 'moon'; expected: one of 'seat'" in str(caught.value)
    assert "Scenario.foo: is 1; expected: a known field" in str(caught.value)
    assert "Scenario.radius_km: ist -5; erwartet: 1 bis 200 km" in caught.value.message("de")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[coverage]\nradius_km = ", "cannot be read"),
        ("[coverage]\nmoon = 3", r"\[coverage\] moon is unknown; expected: a field of"),
        ("[plan]\nradius_km = 3", r"\[plan\] radius_km is unknown; expected: \[coverage\] radius"),
        ("[coverage]\nradius_km = nan", "radius_km"),
        ("[coverage]\nradius_km = 'x'", "radius_km"),
        ("[coverage]\nas_of = 12", "as_of: is 12; expected: a date such as 2023-12-31"),
        ("[coverage]\nas_of = '31.12.2020'", "expected: a date such as 2023-12-31"),
        ("[coverage]\nhalf_ring = 'x'", "half_ring: is 'x'; expected: true or false"),
    ],
)
def test_a_spoiled_scenario_file_says_what_is_wrong(text, message):
    with pytest.raises(ScenarioError, match=message):
        Scenario.from_toml(text)


def test_a_missing_scenario_file_is_named(tmp_path):
    with pytest.raises(ScenarioError, match=r"nowhere\.toml: cannot be read"):
        Scenario.from_toml(tmp_path / "nowhere.toml")


def test_a_scenario_file_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "binary.toml"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(ScenarioError, match=r"binary\.toml: cannot be read"):
        Scenario.from_toml(path)


def test_a_changed_scenario_is_checked_again():
    assert Scenario().changed(radius_km=40).radius_km == 40
    with pytest.raises(ScenarioError, match="radius_km"):
        Scenario().changed(radius_km=0)


def test_a_scenario_cannot_be_altered():
    with pytest.raises(Exception, match="frozen"):
        Scenario().radius_km = 3


@pytest.mark.parametrize("name", Scenario.model_fields)
def test_every_field_has_a_section_and_help_in_both_languages(name):
    info = Scenario.model_fields[name]
    extra = info.json_schema_extra
    assert section_of(info) in {"coverage", "potential", "bands", "plan", "calendar"}
    assert len(extra["help_de"]) > 5
    assert len(extra["help_en"]) > 5
    assert info.description == extra["help_en"]
