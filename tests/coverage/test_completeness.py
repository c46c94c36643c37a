"""What the register knows of the network: a number where one is known, never an estimate."""

import datetime as dt

import pytest

from rollout.analysis import analyse
from rollout.coverage.completeness import Completeness
from rollout.export.labels import label
from rollout.language import Text
from rollout.programme import programme, shipped
from rollout.scenario import Scenario
from tests.grids import KEYS, grid_inputs, initiative

DAY = dt.date(2023, 12, 31)
NOBODY = Text("", "")


def known(linked=16, members=93, *, is_sample=True):
    return Completeness(linked, members, DAY if members else None, NOBODY, is_sample)


def test_the_shipped_network_is_the_one_of_its_history(shipped, inputs):
    """Two places say it, the programme and the history of the network: they agree."""
    network = programme().network
    row = inputs.history[inputs.history["qualifier"] == "exact"].iloc[-1]
    assert (network.members, network.date.isoformat()) == (row["count"], row["date"])
    linked = inputs.initiatives[inputs.initiatives["network_status"] == "networked"]
    assert shipped.completeness.linked == len(linked) == 16
    assert shipped.completeness.line.de == (
        "Das Register kennt 16 von 93 vernetzten Initiativen (31.12.2023)."
    )


def test_the_bounds_are_the_proven_and_all_entries(shipped, inputs):
    """A second way: sets of districts out of the register, without the chain of rules."""
    served = inputs.served.groupby("id")["ags"].agg(set).to_dict()
    rows = inputs.initiatives
    areas = {key: served.get(key, set()) | {row["district_ags"]} for key, row in rows.iterrows()}
    linked = set().union(*(areas[key] for key in rows.index[rows["network_status"] == "networked"]))
    everywhere = set().union(*areas.values())
    total = len(inputs.districts)
    text = shipped.linked_bounds()
    assert f"mindestens {len(linked)} von {total} Kreisen" in text.de
    assert (
        f"wären es alle 90 gezählten Einträge des Registers, wären es {len(everywhere)}" in text.de
    )
    assert "nicht bekannt" in text.de
    rates = shipped.rates_if_all_linked().set_index(["area", "base", "level"])
    assert rates.loc[("DE", "districts", "covered"), "value"] == len(everywhere)


def test_every_face_says_that_it_is_a_minimum(shipped):
    labels = label(shipped)
    assert "16 von 93" in labels.note.de
    assert labels.linked.en.startswith("Linked are at least ")
    assert shipped.completeness.head.en == "linked (at least)"


@pytest.mark.parametrize(
    ("what", "is_minimum"),
    [
        (known(), True),
        (known(93), False),
        (known(94), False),
        (known(16, None), True),
        (known(16, None, is_sample=False), False),
        (known(16, 93, is_sample=False), True),
    ],
)
def test_only_what_may_be_incomplete_is_a_minimum(what, is_minimum):
    assert what.is_minimum == is_minimum
    assert bool(what.line.de) == is_minimum
    assert ("mindestens" in what.bounds(Text("3", "3"), Text("4", "4"), 5).de) == is_minimum


def test_an_unknown_number_is_said_to_be_unknown():
    assert "nicht bekannt; das Register kennt 16" in known(16, None).line.de


def test_a_later_count_says_nothing_about_an_earlier_day(inputs):
    early = analyse(inputs, Scenario(as_of=dt.date(2021, 6, 30)))
    assert early.completeness.members is None
    assert "93" not in early.completeness.line.de


def test_a_register_of_ones_own_that_knows_all_speaks_of_no_minimum():
    rows = {f"i{n}": initiative(KEYS[n % 16]) for n in range(shipped().network.members)}
    analysis = analyse(grid_inputs(rows), Scenario())
    assert analysis.linked_bounds().de == "Vernetzt sind 16 von 16 Kreisen (100,0\xa0%)."
    assert "kennt" not in label(analysis).note.de
