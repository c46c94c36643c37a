"""The logic shown first follows from the look back, by the stated rule."""

from dataclasses import replace

import pandas as pd
import pytest

from rollout.potential.evidence import (
    auc_words,
    evidence_fingerprint,
    evidence_of,
    first_preset,
    logic_rows,
    passing,
    preset_evidence,
    preset_order,
    why_first,
)
from rollout.scenario import Scenario


def evidence(**presets):
    """Two look backs per logic from (lower ends, shares of the day)."""
    rows = [
        {"preset": name, "after": after, "auc_other": low + 0.1, "auc_other_low": low,
         "day_share": share}
        for name, (lows, shares) in presets.items()
        for after, low, share in zip((2014, 2018), lows, shares, strict=True)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_a_logic_passes_only_with_every_band_above_chance():
    table = evidence(shock=((0.55, 0.49), (1, 1)), dense=((0.52, 0.51), (1, 1)))
    assert list(passing(table).index) == ["dense"]
    assert first_preset(table) == "dense"


def test_values_of_today_prove_nothing():
    table = evidence(shock=((0.7, 0.7), (0.5, 0.9)), dense=((0.52, 0.51), (0.7, 0.7)))
    assert first_preset(table) == "dense"


def test_of_several_the_highest_lower_end_comes_first():
    table = evidence(dense=((0.52, 0.9), (1, 1)), shock=((0.53, 0.54), (1, 1)))
    assert first_preset(table) == "shock"
    assert preset_order(["balanced", "equal", "shock"], table) == ["shock", "balanced", "equal"]
    assert "Schock" in why_first(table).de


@pytest.mark.parametrize("lows", [(0.4, 0.6), (0.6, float("nan"))])
def test_without_any_that_passed_the_catalogue_comes_first_and_that_is_said(lows):
    table = evidence(balanced=((0.4, 0.4), (1, 1)), shock=(lows, (1, 1)))
    assert first_preset(table) == "balanced"
    assert "Keine Gründungslogik hat den Rückblick bestanden" in why_first(table).de
    assert first_preset(None) == "balanced"
    assert "noch kein Rückblick" in why_first(None).de


def test_the_auc_stands_in_words():
    table = evidence(shock=((0.55, 0.6), (1, 1)))
    assert auc_words(table, "shock").de == "AUC 0,65–0,70"
    assert auc_words(table, "dense").de == auc_words(None, "shock").en == ""
    assert logic_rows(table, "en")[0][1:] == ["0.65–0.70", "0.55", "100%"]


def test_the_default_is_what_the_look_back_of_the_shipped_data_chooses(inputs):
    table = evidence_of(inputs)
    assert table is not None, "run tools/build_look_back.py"
    assert Scenario().preset == first_preset(table)


def test_the_shipped_look_back_follows_from_the_shipped_tables(inputs):
    table = preset_evidence(inputs, ["balanced", "shock"], [2018])
    rows = inputs.preset_checks
    rows = rows[rows["preset"].isin(["balanced", "shock"]) & (rows["after"] == 2018)]
    shipped = rows.reset_index(drop=True)
    pd.testing.assert_frame_equal(table, shipped, check_dtype=False, atol=2e-4, rtol=0)


def test_other_indicators_have_no_shipped_look_back(inputs):
    values = inputs.indicators.copy()
    values.iloc[0, 0] += 1
    other = replace(inputs, indicators=values)
    assert evidence_of(other) is None
    assert evidence_fingerprint(other) != evidence_fingerprint(inputs)
