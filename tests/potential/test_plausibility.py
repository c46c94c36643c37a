"""The note on plausibility says what the shipped data give."""

import math
import re

import pytest

from rollout.potential.scoring import founding_potential
from rollout.scenario import Scenario
from rollout.scenario.presets import PRESETS
from tests.conftest import ROOT

ROW = re.compile(r"\| (\w+) \| (\d{5}) \| ([^|]+) \| (\d+|–) \| [^|]+ \| (ja|nein|zum Teil)")
NOTE = ROW.findall((ROOT / "docs" / "plausibility.md").read_text(encoding="utf-8"))
BASE = Scenario(dimension_weights={"strain": 0, "means": 0})
PLACES = 15  # how far a rank may move before the note has to be renewed


@pytest.fixture(scope="module")
def ranks(inputs_2021):
    values, catalogue = inputs_2021.indicators, inputs_2021.catalogue
    scenarios = {"industry": BASE} | {name: Scenario(preset=name) for name in PRESETS}
    return {
        name: founding_potential(values, catalogue, scenario).rank
        for name, scenario in scenarios.items()
    }


def test_the_note_covers_the_industry_dimension_and_all_six_logics():
    logics = {logic for logic, *_ in NOTE}
    assert logics == {"industry", *PRESETS} - {"equal"}


@pytest.mark.parametrize(
    ("logic", "key", "printed", "verdict"),
    [(logic, key, rank, verdict) for logic, key, _, rank, verdict in NOTE],
    ids=[f"{logic}-{name}" for logic, _, name, _, _ in NOTE],
)
def test_ranks_and_verdicts_of_the_note_hold(ranks, logic, key, printed, verdict):
    rank, known = ranks[logic][key], ranks[logic].notna().sum()
    if printed == "–":
        assert math.isnan(rank)
        assert verdict == "nein"
        return
    assert abs(rank - int(printed)) <= PLACES
    if verdict == "ja":
        assert rank < known / 4
    if verdict == "nein":
        assert rank > known / 8
