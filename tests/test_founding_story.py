"""One story from end to end, told with commands only: from a white spot to a networked initiative.

The plan proposes a region; it is taken up, takes its steps, becomes an initiative of the register.
The district turns from white to founding to covered; rates and plan follow; the history knows it.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from rollout.cli import main


class Office:
    """A desk with a workspace of its own."""

    def __init__(self, workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.workspace, self.capsys = workspace, capsys

    def run(self, *arguments: str) -> str:
        """Run a command that must work; what it printed."""
        with pytest.raises(SystemExit) as caught:
            main([*arguments, "--workspace", str(self.workspace), "--lang", "en"])
        told = self.capsys.readouterr()
        assert not caught.value.code, told.err
        return told.out

    def json(self, *arguments: str) -> Any:
        return json.loads(self.run(*arguments, "--json"))

    def plan(self) -> list[str]:
        """District keys of the next three regions."""
        rows = self.json("plan", "--waves", "1", "--count", "3", "--candidates", "white")["regions"]
        return [row["ags"] for row in rows]

    def spots(self) -> dict[str, dict[str, Any]]:
        return {row["ags"]: row for row in self.json("whitespots")["spots"]}

    def score(self, ags: str) -> dict[str, Any]:
        rows = self.json("score", "--top", "400")["districts"]
        return {row["ags"]: row for row in rows}[ags]


@pytest.fixture
def office(made: Path, shipped_once: None, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(made, capsys)


def hoped_for(register: Path) -> set[str]:
    """Districts of networked initiatives and those being founded, counted by hand."""
    found: set[str] = set()
    with register.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["network_status"] in ("networked", "founding"):
                found |= {row["district_ags"], *row["served_ags"].split(";")}
    return found - {""}


def covered_if_all_succeed(report: dict[str, Any]) -> float:
    rows = {(r["area"], r["base"], r["level"]): r for r in report["if_all_succeed"]}
    return float(rows[("DE", "districts", "covered")]["value"])


def test_from_a_white_spot_to_a_networked_initiative(office: Office, data_dir: Path) -> None:
    target = office.plan()[0]
    before = office.spots()
    assert before[target]["status"] == "white"
    assert "if_all_succeed" not in office.json("whitespots")

    office.run("founding", "add", "name=Runde Zukunft", f"region_ags={target}", "kind=new",
               "carrier=IHK", "trigger=2025-02")  # fmt: skip
    assert target not in office.spots()
    assert target not in office.plan()
    report = office.json("whitespots")
    assert covered_if_all_succeed(report) == len(hoped_for(data_dir / "initiatives.csv") | {target})
    assert set(before) - set(office.spots()) == {target}
    assert office.score(target)["status"] == "founding"

    office.run("founding", "step", "runde-zukunft", "kickoff", "--date", "2025-06")
    office.run("founding", "step", "runde-zukunft", "declaration", "--date", "2025-11",
               "--favourable", "staff", "--obstacle", "doubling")  # fmt: skip
    (row,) = office.json("founding", "list")
    assert (row["step"], row["step_date"]) == ("declaration", "2025-11")

    office.run("register", "add", "name=Industriedialog Zukunft", f"district_ags={target}",
               "network_status=networked", "confidence=high", "founded_year=2026")  # fmt: skip
    office.run("founding", "close", "runde-zukunft", "--founded", "industriedialog-zukunft",
               "--date", "2026-01")  # fmt: skip
    assert office.score(target)["status"] == "covered"
    assert target not in office.plan()
    assert "if_all_succeed" not in office.json("whitespots")

    log = [(change["what"], change["after"]) for change in office.json("founding", "log")]
    assert [what for what, _ in log] == ["add", "step", "step", "close"]
    assert log[0][1]["region_ags"] == target
    assert (log[2][1]["kickoff"], log[2][1]["obstacles"]) == ("2025-06", "doubling")
    assert log[3][1]["initiative_id"] == "industriedialog-zukunft"
    about = office.json("workspace", "history", "--district", target)
    assert [change["kind"] for change in about][:2] == ["founding", "initiative"]


def test_a_region_given_up_is_white_again(office: Office) -> None:
    before = office.spots()
    target = min(before, key=lambda ags: (before[ags]["status"] != "white", ags))
    office.run("founding", "add", "name=Versuch", f"region_ags={target}", "trigger=2025-02")
    assert target not in office.spots()
    office.run("founding", "close", "versuch", "--given-up", "kein Träger", "--date", "2025-08")
    assert office.spots() == before
