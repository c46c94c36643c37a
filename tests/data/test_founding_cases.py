"""The documented foundings: what they name exists, and the template is empty."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from rollout.coverage.coverage import coverage
from rollout.founding_steps import COLUMNS, STEP_KEYS
from rollout.model import Inputs
from rollout.scenario import Scenario


@pytest.fixture(scope="module")
def cases(inputs: Inputs) -> pd.DataFrame:
    return inputs.founding_cases


def test_the_template_has_a_header_and_nothing_else(data_dir: Path, inputs: Inputs) -> None:
    text = (data_dir / "foundings.csv").read_text(encoding="utf-8")
    assert text == ",".join(["id", *COLUMNS]) + "\n"
    assert inputs.foundings.empty


def test_thirteen_cases_are_read_without_a_repair(cases: pd.DataFrame, inputs: Inputs) -> None:
    assert len(cases) == 13
    about = [note for note in inputs.notes if "founding" in note.file]
    assert {note.code for note in about} <= {"unusual-order"}


def test_every_case_has_a_date_a_source_and_an_initiative(
    cases: pd.DataFrame, inputs: Inputs
) -> None:
    assert (cases[list(STEP_KEYS)] != "").any(axis=1).all()
    assert cases["source_url"].str.match("https?://").all()
    assert cases["initiative_id"].isin(inputs.initiatives.index).all()


def test_a_case_acts_where_its_initiative_does(cases: pd.DataFrame, inputs: Inputs) -> None:
    served = inputs.served.groupby("id")["ags"].agg(set)
    for case in cases.itertuples():
        assert set(case.region_ags.split(";")) == served[case.initiative_id], case.Index


def test_dates_say_no_more_than_their_sources(cases: pd.DataFrame) -> None:
    assert cases.loc["salzgitter", "trigger"] == "2019"  # "autumn 2019"
    assert cases.loc["eichsfeld", "office"] == "2024"  # "end of 2024"
    assert cases.loc["wiesbaden", "constituted"] == "2021-10-06"
    assert cases.loc["frankfurt", "office"] == "2016-10"
    assert (cases["linked"] == "").all()


def test_what_no_source_tells_is_empty(cases: pd.DataFrame) -> None:
    assert (cases[["obstacles", "closed", "reason"]] == "").all(axis=None)
    assert cases["outcome"].value_counts().to_dict() == {"founded": 12, "running": 1}


def test_all_cases_running_lift_exactly_their_uncovered_districts(
    cases: pd.DataFrame, inputs: Inputs
) -> None:
    running = cases.assign(outcome="running", kind="link")
    keys = {key for cell in cases["region_ags"] for key in cell.split(";")}
    before = coverage(inputs, Scenario()).status.astype(str)
    after = coverage(replace(inputs, foundings=running), Scenario()).status.astype(str)
    turned = {ags for ags in before.index if before[ags] != after[ags]}
    assert turned == {ags for ags in keys if before[ags] in ("white", "unconnected")}
    assert set(after[sorted(turned)]) == {"founding"}
