"""`rollout check`, `rollout register` and `rollout workspace` from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rollout.cli import main


@pytest.fixture
def register(data_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(data_dir / "initiatives.csv", tmp_path / "mine.csv"))


def run(*arguments: object) -> int:
    """Exit code of a command."""
    with pytest.raises(SystemExit) as caught:
        main([str(argument) for argument in arguments])
    return int(caught.value.code or 0)


def spoil(register: Path, before: str, after: str) -> None:
    text = register.read_text(encoding="utf-8")
    assert before in text
    register.write_text(text.replace(before, after), encoding="utf-8")


def test_a_right_file_exits_with_0(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", register, "--json") == 0
    problems = json.loads(capsys.readouterr().out)
    assert {problem["level"] for problem in problems} <= {"note"}


def test_a_wrong_file_exits_with_2_and_json_names_the_line(
    register: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(register, "energiekueste,", "energie küste,")
    assert run("check", register, "--json") == 2
    errors = [p for p in json.loads(capsys.readouterr().out) if p["level"] == "error"]
    assert [(p["line"], p["column"], p["code"]) for p in errors] == [(3, "id", "id")]


def test_fix_writes_beside_the_original(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = register.read_bytes()
    spoil(register, ",25541,01051,01051,", ",25541,1051,1051,")
    spoiled = register.read_bytes()
    assert run("check", register, "--fix", tmp_path / "fixed.csv", "--lang", "en") == 0
    assert (tmp_path / "fixed.csv").read_bytes() == right
    assert register.read_bytes() == spoiled
    assert "fixed.changes.csv" in capsys.readouterr().out.replace("\n", "")
    assert run("check", register, "--fix", register) == 2
    assert register.read_bytes() == spoiled


def test_several_files_are_repaired_into_a_folder(register: Path, tmp_path: Path) -> None:
    second = Path(shutil.copy(register, tmp_path / "second.csv"))
    assert run("check", register, second, "--fix", tmp_path / "out") == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "mine.changes.csv", "mine.csv", "second.changes.csv", "second.csv",
    ]  # fmt: skip


def test_columns_are_assigned(register: Path) -> None:
    spoil(register, ",network_status,", ",wie weit,")
    assert run("check", register) == 2
    assert run("check", register, "--columns", "wie weit=network_status") == 0
    assert run("check", register, "--columns", "wie weit") == 2
    assert run("whitespots", "--register", register) == 2
    assigned = ("--columns", "wie weit=network_status")
    assert run("whitespots", "--register", register, *assigned) == 0
    assert run("whitespots", *assigned) == 2


def test_a_life_of_an_initiative(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("--workspace", made, "--lang", "en")
    cells = ("Bezeichnung=Runde Essen", "place=Essen", "plz=45127", "network_status=networked")
    assert run("register", "add", *cells, *place) == 0
    assert run("register", "set", "runde-essen", "served_ags=ROR Duisburg/Essen", *place) == 0
    assert run("register", "end", "runde-essen", "--in-year", 2024, *place) == 0
    capsys.readouterr()
    assert run("register", "list", "--json", *place) == 0
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)}
    assert len(rows) == 91
    assert rows["runde-essen"]["ended_year"] == 2024
    assert rows["runde-essen"]["served_ags"] == "05112;05113;05117;05119;05154;05170"
    assert run("register", "log", "--json", *place) == 0
    log = json.loads(capsys.readouterr().out)
    assert [change["what"] for change in log if change["key"] == "runde-essen"] == [
        "add", "set", "end"]  # fmt: skip
    assert run("register", "list", *place) == 0
    assert run("register", "log", *place) == 0
    assert run("workspace", "undo", *place) == 0
    capsys.readouterr()
    assert run("workspace", "history", "--initiative", "runde-essen", "--json", *place) == 0
    log = json.loads(capsys.readouterr().out)
    assert [change["what"] for change in log] == ["undo", "end", "set", "add"]


def test_what_is_wrong_is_said_and_nothing_is_written(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ("--workspace", made, "--lang", "en")
    wrong = {
        "'maybe'": ("register", "add", "name=Runde", "place=Essen", "network_status=maybe"),
        "there is no column 'colour'": ("register", "add", "name=Runde", "colour=red"),
        "did you mean: energiekueste": ("register", "set", "energiekuste", "topics=x"),
        "contains an e-mail address": ("register", "set", "energiekueste", "source_note=a@b.de"),
        "no person": ("register", "end", "energiekueste", "--role", "Herr Maier"),
        "exists already": ("register", "add", "id=energiekueste", "name=X", "plz=45127",
                           "network_status=networked"),
        "is given beside --workspace": ("register", "list", "--register", made),
    }  # fmt: skip
    for words, command in wrong.items():
        assert run(*command, *place) == 2
        assert words in " ".join(capsys.readouterr().err.split())
    assert run("workspace", "info", "--json", *place) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == 169


def test_import_shows_first_and_takes_when_told(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], wide: None
) -> None:
    source = tmp_path / "agency.csv"
    source.write_text("Initiative;PLZ;Zustand\nRunde Essen;45127;vernetzt\n", encoding="cp1252")
    place = ("--workspace", made, "--lang", "en")
    assert run("register", "import", source, *place) == 2
    columns = ("--columns", "Zustand=network_status")
    capsys.readouterr()
    assert run("register", "import", source, *columns, *place) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "1 new, 0 changed, 0 the same; 90 are only in the workspace and stay" in shown
    assert "take it with --take" in shown
    assert run("register", "import", source, *columns, "--take", *place) == 0
    assert run("register", "import", source, *columns, "--take", *place) == 0
    assert "0 new, 0 changed, 1 the same" in capsys.readouterr().out


def test_add_says_which_district_it_chose_and_why(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = ["name=Neue", "place=97421 Schweinfurt", "network_status=networked"]
    assert run("register", "add", *cells, "--workspace", made) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "district_ags: 09662 Schweinfurt (Stadt)" in said
    assert "aus der Postleitzahl ergänzt" in said
    cells = ["name=Andere", "place=Frankfurt", "network_status=networked"]
    assert run("register", "add", *cells, "--workspace", made) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "06412 Frankfurt am Main, 12053 Frankfurt (Oder)" in said
