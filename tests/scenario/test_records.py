import datetime as dt

import pytest

from rollout.errors import ScenarioError
from rollout.language import Text
from rollout.scenario import Scenario
from rollout.scenario.records import Record, records


def test_every_field_has_its_record_in_the_order_of_the_file():
    assert list(records()) == list(Scenario.model_fields)
    assert {name: record.default for name, record in records().items()} == dict(Scenario())


def test_a_number_carries_unit_and_limits():
    record = records()["radius_km"]
    assert (record.kind, record.section, record.unit) == ("number", "coverage", "km")
    assert (record.low, record.high, record.step, record.optional) == (1, 200, None, False)


def test_whole_numbers_move_in_steps_of_one():
    steps = {record.kind: record.step for record in records().values()}
    assert steps.pop("whole") == 1
    assert set(steps.values()) == {None}


@pytest.mark.parametrize(
    ("name", "kind", "optional"),
    [
        ("half_ring", "flag", False), ("rule", "choice", False), ("waves", "whole", False),
        ("max_per_land", "whole", True), ("budget", "number", True), ("as_of", "date", True),
        ("costs", "numbers", False), ("require", "reasons", False), ("kinds", "keys", False),
    ],
)  # fmt: skip
def test_the_kind_says_what_a_field_holds(name, kind, optional):
    record = records()[name]
    assert (record.kind, record.optional) == (kind, optional)


def test_only_choices_list_their_values_and_the_default_is_one_of_them():
    for record in records().values():
        assert bool(record.choices) == (record.kind == "choice"), record.name
        assert not record.choices or record.default in record.choices


def test_beyond_the_limits_there_is_no_scenario():
    for record in records().values():
        if record.high is not None:
            assert getattr(Scenario(**{record.name: record.high}), record.name) == record.high
            with pytest.raises(ScenarioError):
                Scenario(**{record.name: record.high + 1})
        if record.low is not None:
            with pytest.raises(ScenarioError):
                Scenario(**{record.name: record.low - 1})


def test_help_stands_in_both_languages():
    assert records()["count"].help == Text(
        "Neue Zielregionen je Welle", "New target regions per wave"
    )
    assert all(record.help.de and record.help.en for record in records().values())


def test_records_cannot_be_changed():
    with pytest.raises(TypeError):
        records()["count"] = Record("count", "", "whole", Text("", ""), "", dt.date.today())
