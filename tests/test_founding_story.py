"""One story from end to end, told with commands only: from a white spot to a networked initiative.

The plan proposes a region; it is taken up, takes its steps, becomes an initiative of the register.
The district turns from white to founding to covered; rates and plan follow; both logs know it.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from rollout.cli import main


class Office:
    """A desk with an own register and an own record of foundings."""

    def __init__(self, folder: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.register = Path(shutil.copy(data / "initiatives.csv", folder / "register.csv"))
        self.foundings = Path(shutil.copy(data / "foundings.csv", folder / "foundings.csv"))
        self.capsys = capsys

    def run(self, *arguments: str) -> str:
        """Run a command that must work; what it printed."""
        files: list[str] = []
        if arguments[0] != "register":
            files += ["--foundings", str(self.foundings)]
        if arguments[0] != "founding" or arguments[1] == "close":
            files += ["--register", str(self.register)]
        with pytest.raises(SystemExit) as caught:
            main([*arguments, *files, "--lang", "en"])
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
def office(tmp_path: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, data_dir, capsys)


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


def test_from_a_white_spot_to_a_networked_initiative(office: Office) -> None:
    target = office.plan()[0]
    before = office.spots()
    assert before[target]["status"] == "white"
    assert "if_all_succeed" not in office.json("whitespots")

    office.run("founding", "add", "name=Runde Zukunft", f"region_ags={target}", "kind=new",
               "carrier=IHK", "trigger=2025-02")  # fmt: skip
    assert target not in office.spots()
    assert target not in office.plan()
    report = office.json("whitespots")
    assert covered_if_all_succeed(report) == len(hoped_for(office.register) | {target})
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

    log = [(e["what"], e["field"], e["after"]) for e in office.json("founding", "log")]
    assert ("add", "region_ags", target) in log
    assert ("step", "kickoff", "2025-06") in log
    assert ("step", "obstacles", "doubling") in log
    assert ("close", "initiative_id", "industriedialog-zukunft") in log
    log = [(e["what"], e["id"]) for e in office.json("register", "log")]
    assert set(log) == {("add", "industriedialog-zukunft")}


def test_a_region_given_up_is_white_again(office: Office) -> None:
    before = office.spots()
    target = min(before, key=lambda ags: (before[ags]["status"] != "white", ags))
    office.run("founding", "add", "name=Versuch", f"region_ags={target}", "trigger=2025-02")
    assert target not in office.spots()
    office.run("founding", "close", "versuch", "--given-up", "kein Träger", "--date", "2025-08")
    assert office.spots() == before
