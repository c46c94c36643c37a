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
    with pytest.raises(ScenarioError, match=r"nowhere\.toml: file not found"):
        Scenario.from_toml(tmp_path / "nowhere.toml")


def test_a_scenario_file_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "binary.toml"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(ScenarioError, match=r"binary\.toml: is not saved as UTF-8"):
        Scenario.from_toml(path)


def test_all_problems_of_a_file_are_told_together():
    """An unknown field does not hide a wrong value."""
    text = "radius_km = 4\n[coverage]\nradius_km = 5\nrule = 'x'\nfoo = 1\n[plan]\ncap_km = 3"
    with pytest.raises(ScenarioError) as caught:
        Scenario.from_toml(text)
    message = caught.value.message("en")
    for words in ("radius_km is there twice", "foo is unknown", "[plan] cap_km is unknown",
                  "Scenario.rule: is 'x'"):  # fmt: skip
        assert words in message


# What a file may hold instead, and what is said.
HOSTILE = {
    "ten thousand brackets": ("[coverage]\nradius_km = " + "[" * 10_000 + "]" * 10_000, "deeply"),
    "ten thousand tables": ("a = {" * 10_000, "deeply"),
    "a key of ten thousand parts": ("a." * 10_000 + "a = 1", "deeply"),
    "a heading of a thousand parts": (f"[{'a.' * 1000}a]\n" + "k=1\n" * 100, "deeply"),
    "a number of 5,000 digits": (f"[coverage]\nradius_km = {'9' * 5000}", "thousands of digits"),
    "a number of 6,000 digits in hex": (f"[coverage]\nradius_km = 0x{'F' * 6000}", "1 to 200 km"),
    "infinity": ("[coverage]\nradius_km = inf", "is inf; expected: 1 to 200 km"),
    "no number": ("[coverage]\nradius_km = nan", "is nan; expected: 1 to 200 km"),
    "a date that is none": ("[coverage]\nas_of = 2023-02-30", "cannot be read"),
    "a time for a date": ("[coverage]\nas_of = 07:32:00", "a date such as"),
    "a list of lists for names": ("[coverage]\nkinds = [['x'], 1]", "Scenario.kinds"),
    "a zero byte": ("[coverage]\nradius_km = 5\0", "cannot be read"),
    "a long key": (f"[coverage]\n{'k' * 100_000} = 1", "is unknown"),
    "a key that colours consoles": ('[coverage]\n"\\u001b[31mx" = 1', r"\x1b[31mx is unknown"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_holds_something_else_is_refused_with_a_reason(name, tmp_path):
    text, words = HOSTILE[name]
    path = tmp_path / "s.toml"
    path.write_text(text, encoding="utf-8")
    for source in (path, text):
        with pytest.raises(ScenarioError) as caught:
            Scenario.from_toml(source)
        assert words in caught.value.message("en")
        assert len(caught.value.message("de")) < 500
        assert "\x1b" not in caught.value.message("de")


def test_editors_on_windows_may_mark_and_end_lines_their_way(tmp_path):
    path = tmp_path / "s.toml"
    path.write_bytes("[coverage]\r\nradius_km = 40\r\n".encode("utf-8-sig"))
    assert Scenario.from_toml(path).radius_km == 40
    path.write_bytes("[coverage]\nradius_km = 40".encode("utf-16"))
    with pytest.raises(ScenarioError, match="is not saved as UTF-8"):
        Scenario.from_toml(path)
    path.write_bytes(b"#" * 300_000)
    with pytest.raises(ScenarioError, match="has 300 kB; expected: at most 200 kB"):
        Scenario.from_toml(path)


ODD = (float("nan"), float("inf"), -1, 10**400, "x", "", "\0", "9" * 5000, True, None, [], [[]], {},
       {"a": 1}, {"a": [1]}, {"a": float("nan")}, ["x", 1], dt.date.min, dt.datetime.max,
       dt.time(1))  # fmt: skip


@pytest.mark.parametrize("field", Scenario.model_fields)
def test_a_value_of_any_kind_is_taken_or_refused(field):
    for value in ODD:
        try:
            scenario = Scenario(**{field: value})
        except ScenarioError as error:
            assert field in error.message("en")  # noqa: PT017
        else:
            assert Scenario.from_toml(scenario.to_toml()) == scenario


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
