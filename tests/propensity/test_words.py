"""Sentences: grammar for none, one and many, and never without the second half."""

import pandas as pd
import pytest

from rollout.propensity.words import (
    FEATURE_NAMES,
    ORDER_NAMES,
    band_of_ten,
    fifth_sentence,
    of_ten,
    verdict,
)


def shares(*windows, districts=60.0):
    """Shares of one fifth: (after, share, low, high) per window."""
    rows = [
        {"unit": "area", "after": after, "until": after + 5, "fifth": 5, "districts": districts,
         "events": 0.0, "share": share, "low": low, "high": high}
        for after, share, low, high in windows
    ]  # fmt: skip
    return pd.DataFrame(rows).set_index(["unit", "after", "until", "fifth"])


def test_three_of_ten_and_hardly_any_before():
    table = shares((2008, 0.04, 0.0, 0.1), (2013, 0.24, 0.12, 0.36), (2018, 0.30, 0.18, 0.41))
    text = fifth_sentence(table, 5)
    assert text.de == (
        "In den letzten fünf Jahren (2019–2023) bekamen von 10 solchen Kreisen 3 eine Initiative "
        "(Band 2 bis 4); 2009–2013 war es kaum einer."
    )
    assert text.en == (
        "Over the last five years (2019–2023) 3 of 10 such districts got an initiative (band 2 to "
        "4); in 2009–2013 it was hardly any."
    )


@pytest.mark.parametrize(
    ("share", "german"),
    [
        (0.0, "bekam von 10 solchen Kreisen keiner eine Initiative"),
        (0.03, "bekam von 10 solchen Kreisen kaum einer eine Initiative"),
        (0.1, "bekam von 10 solchen Kreisen einer eine Initiative"),
        (0.2, "bekamen von 10 solchen Kreisen 2 eine Initiative"),
        (1.0, "bekamen von 10 solchen Kreisen alle eine Initiative"),
    ],
)
def test_none_one_and_many(share, german):
    table = shares((2013, 0.5, 0.4, 0.6), (2018, share, 0.0, 1.0))
    assert german in fifth_sentence(table, 5).de
    assert "2014–2018 waren es 5" in fifth_sentence(table, 5).de


def test_where_nothing_changed_it_says_so():
    table = shares((2008, 0.0, 0.0, 0.0), (2013, 0.01, 0.0, 0.1), (2018, 0.0, 0.0, 0.04))
    assert fifth_sentence(table, 5).de.endswith("2009–2018 war es nicht anders.")


def test_one_window_alone_says_that_nothing_is_known_before():
    assert fifth_sentence(shares((2018, 0.3, 0.2, 0.4)), 5).en.endswith(
        "nothing is known of the time before."
    )


def test_no_such_districts_is_no_share():
    table = shares((2018, float("nan"), 0.0, 1.0), districts=0.0)
    assert "gab es nicht" in fifth_sentence(table, 5).de


def test_a_band_is_never_a_single_number():
    assert band_of_ten(0.0, 0.048).de == "Band 0 bis 1"
    assert band_of_ten(0.28, 0.31).de == "Band 2 bis 4"
    assert of_ten(0.95).en == "all"


def test_the_verdict_gives_both_aucs_and_the_instability(inputs):
    from rollout.propensity.checks import checks_of

    text = verdict(checks_of(inputs))
    for part in ("Innerhalb eines Landes", "vom Zufall nicht sicher zu trennen", "nicht stabil"):
        assert part in text.de
    for part in ("Inside a Land", "not surely apart from chance", "not stable"):
        assert part in text.en


def test_every_order_and_feature_has_a_name():
    from rollout.propensity.out_of_time import ORDERS
    from rollout.propensity.structural import FEATURES

    assert set(ORDER_NAMES) == set(ORDERS)
    assert set(FEATURE_NAMES) == set(FEATURES)
