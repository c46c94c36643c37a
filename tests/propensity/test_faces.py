"""Every face says the same sentence, apart from the score, and says so where nothing is known."""

from dataclasses import replace

import pandas as pd
import pytest

from dashboard.page import ids
from dashboard.page.controls import setting
from dashboard.views.potential.past import block
from dashboard.views.spots.parts import profile
from rollout.analysis import analyse
from rollout.cli import main
from rollout.model import no_history
from rollout.potential.evidence import auc_words, evidence_of
from rollout.propensity.words import LIMITS, NO_CHECKS, NO_HISTORY, district_sentence
from rollout.report.factsheet import factsheet_data
from rollout.report.past_foundings import past_section
from rollout.scenario import Scenario
from tests.dashboard.pages import parts, text_of

DUISBURG = "05112"


@pytest.fixture(scope="module")
def sentence(shipped):
    return district_sentence(shipped.propensity, DUISBURG)


@pytest.fixture(scope="module")
def without_history(inputs):
    """The shipped data as a folder of before the history would have them."""
    empty = pd.DataFrame()
    older = replace(
        inputs, indicator_history=no_history(), propensity_checks=empty, preset_checks=empty
    )
    return analyse(older, Scenario())


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_dashboard_says_it_beside_the_score_and_in_the_profile(shipped, sentence, lang):
    said = " ".join(text_of(part) for part in block(shipped, DUISBURG, lang))
    assert sentence[lang] in said
    assert LIMITS[lang] in said
    assert sentence[lang] in " ".join(text_of(part) for part in profile(shipped, DUISBURG, lang))


def test_without_a_district_the_highest_fifth_speaks(shipped):
    said = " ".join(text_of(part) for part in block(shipped, None, "de"))
    assert "Im Fünftel mit der höchsten Arbeitslosigkeit: In den letzten fünf Jahren" in said


@pytest.mark.parametrize("lang", ["de", "en"])
def test_fact_sheet_and_report_say_it(shipped, sentence, lang):
    assert sentence[lang] in str(factsheet_data(shipped, DUISBURG, lang)["facts"])
    section = str(past_section(shipped, lang))
    assert LIMITS[lang] in section
    assert ("nicht stabil" if lang == "de" else "not stable") in section


def test_the_table_has_the_shares_with_their_bands(shipped):
    table = shipped.table()
    assert (table["past_low"] <= table["past_share"]).all()
    assert (table["past_share"] <= table["past_high"]).all()
    assert set(table["past_fifth"]) == {1, 2, 3, 4, 5}


def test_the_command_says_it_and_refuses_an_unknown_district(shipped_once, sentence, capsys):
    with pytest.raises(SystemExit) as done:
        main(["propensity", "--ags", DUISBURG])
    assert not done.value.code
    said = " ".join(capsys.readouterr().out.split())
    assert sentence.de in said
    with pytest.raises(SystemExit) as stopped:
        main(["propensity", "--ags", "99999"])
    assert stopped.value.code == 2


def test_older_data_folders_say_that_nothing_is_known(without_history):
    assert without_history.propensity is None
    assert NO_HISTORY.de in text_of(block(without_history, DUISBURG, "de")[0])
    assert NO_HISTORY.de in str(past_section(without_history, "de"))
    assert without_history.table()["past_share"].isna().all()
    assert "Bisher in solchen" not in str(factsheet_data(without_history, DUISBURG, "de")["facts"])


def test_another_register_has_shares_but_no_look_back(inputs):
    register = inputs.initiatives.copy()
    register.loc[register.index[0], "founded_year"] = 2001.0
    analysis = analyse(replace(inputs, initiatives=register), Scenario())
    said = " ".join(text_of(part) for part in block(analysis, DUISBURG, "de"))
    assert "von 10 solchen Kreisen" in said
    assert NO_CHECKS.de in said


def test_the_chooser_of_logics_shows_the_look_back(inputs):
    control = setting("preset", inputs, Scenario(), "de")
    chooser = next(p for p in parts(control) if getattr(p, "id", "") == ids.setting("preset"))
    labels = {option["value"]: option["label"] for option in chooser.options}
    words = auc_words(evidence_of(inputs), "balanced").de
    assert words
    assert labels["balanced"] == f"Ausgewogen ({words})"
    assert all("AUC" in label for label in labels.values())
