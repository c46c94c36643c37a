"""A plan that is approved stays as it was; what changed between two states is named with why."""

from __future__ import annotations

import datetime as dt
import json

import pandas as pd
import pytest

from rollout.analysis import analyse
from rollout.cli import main
from rollout.errors import DataError, ScenarioError
from rollout.export.labels import label
from rollout.export.manifest import fingerprint, manifest_json
from rollout.export.tables import districts_csv
from rollout.followup.approval import approve, by_wave, progress, read_approved
from rollout.followup.differences import differences
from rollout.followup.states import COLUMNS, read_run, state_of, state_of_plan
from rollout.plan.plan import plan_waves
from rollout.report.report import report_data
from rollout.scenario import Scenario
from tests.grids import grid_inputs, initiative
from tests.report.test_report_data import all_texts

DAY = dt.date(2026, 5, 4)
ROLE = "Leitung der Servicestelle"
SCENARIO = Scenario(rule="seat", objective="cover", waves=2, count=2, demand="districts")


def grid(*networked, scenario=SCENARIO):
    return analyse(grid_inputs({f"i{ags}": initiative(ags) for ags in networked}), scenario)


def write_run(folder, analysis, plan):
    folder.mkdir()
    table = districts_csv(analysis, plan)
    (folder / "districts.csv").write_bytes(table)
    manifest = manifest_json(analysis, plan, {"districts.csv": table})
    (folder / "manifest.json").write_bytes(manifest)
    return folder


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    analysis = grid("01001")
    return write_run(tmp_path_factory.mktemp("runs") / "a", analysis, plan_waves(analysis))


@pytest.fixture(scope="module")
def plan(run, tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    path.write_bytes(approve(read_run(run), ROLE, DAY))
    return read_approved(path)


def test_a_run_is_read_as_it_was_written(run):
    analysis = grid("01001")
    state = read_run(run)
    table = analysis.table()
    assert state.districts["status"].tolist() == table["status"].tolist()
    assert state.rates == analysis.nationwide()
    assert sorted(set(state.districts["wave"])) == ["", "1", "2"]


def test_an_approved_plan_says_when_and_by_whom_and_what_was_so_then(plan, run):
    assert (plan.approved, plan.role) == (DAY, ROLE)
    assert plan.run == json.loads((run / "manifest.json").read_text())["fingerprint"]
    assert plan.regions["wave"].tolist() == [1, 1, 2, 2]
    assert {then for row in plan.regions["statuses"] for then in row.values()} == {"white"}


def test_approving_twice_gives_the_same_bytes(run):
    assert approve(read_run(run), ROLE, DAY) == approve(read_run(run), ROLE, DAY)


def test_a_plan_on_screen_is_approved_as_its_run_would_be(run):
    analysis = grid("01001")
    labels = label(analysis)
    state = state_of_plan(
        analysis, plan_waves(analysis), run.name, fingerprint(analysis), labels.definition
    )
    assert approve(state, ROLE, DAY) == approve(read_run(run), ROLE, DAY)
    assert differences(read_run(run), state).is_empty


@pytest.mark.parametrize("role", ["", "  ", "Frau Dr. Muster"])
def test_a_role_approves_and_no_person(run, role):
    with pytest.raises(ScenarioError, match="ROLE"):
        approve(read_run(run), role, DAY)


def test_a_plan_changed_after_approval_is_refused(run, tmp_path):
    path = tmp_path / "plan.json"
    text = approve(read_run(run), ROLE, DAY).decode()
    path.write_text(text.replace('"wave": 2', '"wave": 3'), encoding="utf-8")
    with pytest.raises(DataError, match="changed after the approval"):
        read_approved(path)
    for content in ("", "{}", "[1]", '{"fingerprint": 1, "format": "x"}', "\x00"):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(DataError):
            read_approved(path)


def test_progress_counts_what_has_become_of_each_district(plan):
    hubs = plan.regions["hub"].tolist()
    status = grid("01001").coverage.status.astype(str)
    assert by_wave(progress(plan, status))["open"].tolist() == [2, 2]
    status[hubs[0]], status[hubs[2]] = "covered", "founding"
    sums = by_wave(progress(plan, status.drop(hubs[3])))
    assert sums.loc[1, ["size", "linked", "started", "open", "unknown"]].tolist() == [2, 1, 0, 1, 0]
    assert sums.loc[2, ["size", "linked", "started", "open", "unknown"]].tolist() == [2, 0, 1, 0, 1]


def test_what_was_linked_before_the_plan_is_no_success_of_it(plan):
    regions = plan.regions.assign(statuses=[{"01001": "covered", "01002": "white"}] * 4)
    kept = type(plan)(plan.approved, plan.role, plan.run, plan.definition, regions, "")
    status = pd.Series({"01001": "covered", "01002": "covered"})
    assert progress(kept, status)[["size", "linked"]].to_numpy().tolist() == [[1, 1]] * 4


def test_nothing_differs_from_itself(run):
    result = differences(read_run(run), read_run(run))
    assert result.is_empty
    assert (result.settings, result.files, result.alone) == ({}, (), ())


def test_differences_are_those_seen_by_eye(run, tmp_path):
    other = grid("01002", scenario=SCENARIO.model_copy(update={"count": 1}))
    folder = write_run(tmp_path / "b", other, plan_waves(other))
    result = differences(read_run(run), read_run(folder))
    changes = result.districts[["before", "after"]].agg(tuple, axis=1).to_dict()
    assert changes == {"01001": ("covered", "white"), "01002": ("white", "covered")}
    assert "Testinitiative 01002" in result.districts.loc["01002", "is_de"]
    assert "Testinitiative 01001" in result.districts.loc["01001", "was_de"]
    assert result.settings == {"count": (2, 1)}
    rates = result.rates.set_index("base")["difference"]
    assert not rates["districts"].any()  # one came, one went
    planned = {name: set(read_run(path).districts.query("wave != ''").index)
               for name, path in (("a", run), ("b", folder))}  # fmt: skip
    gone = set(result.regions.loc[result.regions["after"] == "", "gone"])
    assert gone == planned["a"] - planned["b"]


def test_there_and_back_are_each_others_mirror(run):
    """A property: what came one way went the other."""
    one, two = read_run(run), state_of(grid("01002", "02001"), "now")
    there, back = differences(one, two), differences(two, one)
    assert there.districts["before"].tolist() == back.districts["after"].tolist()
    assert there.rates["difference"].tolist() == (-back.rates["difference"]).tolist()
    assert there.regions["gone"].tolist() == back.regions["joined"].tolist()


def test_a_file_changed_after_the_run_is_refused(run, tmp_path):
    folder = tmp_path / "run"
    folder.mkdir()
    with pytest.raises(DataError) as caught:
        read_run(folder)
    assert len(caught.value.problems) == 2  # both files at once
    (folder / "manifest.json").write_bytes((run / "manifest.json").read_bytes())
    (folder / "districts.csv").write_bytes((run / "districts.csv").read_bytes() + b"x")
    with pytest.raises(DataError, match="changed after the run"):
        read_run(folder)
    (folder / "manifest.json").write_text('{"rates": 1}')
    with pytest.raises(DataError, match="no manifest"):
        read_run(folder)


def test_the_report_has_a_page_on_the_approved_plan(plan):
    analysis = grid("01001", plan.regions["hub"].iloc[0])
    data = report_data(analysis, None, "de", approved=plan)
    said = " ".join(all_texts(data["sections"]))
    assert "Genehmigt am 04.05.2026 (Leitung der Servicestelle)" in said
    assert "Welle 1: von 2 Kreisen" in said
    assert "heute 1 vernetzt, 0 in Gründung, 1 offen" in said
    assert "geworden ist" not in " ".join(all_texts(report_data(analysis, None, "de")["sections"]))


def test_an_approved_plan_is_never_overwritten(run, tmp_path, capsys):
    out = tmp_path / "plan.json"
    line = ["approve", str(run), ROLE, "--out", str(out), "--date", "2026-05-04"]
    for code in (0, 2):
        with pytest.raises(SystemExit) as caught:
            main(line)
        assert (caught.value.code or 0) == code
    assert "nie überschrieben" in " ".join(capsys.readouterr().err.split())
    assert read_approved(out).role == ROLE
    assert set(COLUMNS) >= {"status", "wave", "region"}
