"""`rollout founding` from the command line, and records in the other commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rollout.cli import main
from rollout.cli.founding_command import HELP


def run(*arguments: object) -> int:
    """Exit code of a command."""
    with pytest.raises(SystemExit) as caught:
        main([str(argument) for argument in arguments])
    return int(caught.value.code or 0)


@pytest.fixture
def place(made: Path) -> tuple[object, ...]:
    return ("--workspace", made, "--lang", "en")


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", HELP)
def test_every_command_has_help_in_both_languages(
    name: str, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "220")
    assert run("founding", name, "--help", "--lang", lang) == 0
    assert " ".join(HELP[name][lang].split()) in " ".join(capsys.readouterr().out.split())


def test_a_life_of_a_founding(
    place: tuple[object, ...],
    capsys: pytest.CaptureFixture[str],
    wide: None,
) -> None:
    assert run("founding", "add", "name=Runde Lippe", "region_ags=5766", "Art=neu", *place) == 0
    step = ("founding", "step", "runde-lippe")
    assert run(*step, "kickoff", "--date", "01/2026", "--obstacle", "doubling", *place) == 0
    assert run(*step, "6", "--date", "2026-03", "--favourable", "Studie", *place) == 0
    assert run("founding", "set", "runde-lippe", "carrier=IHK", *place) == 0
    capsys.readouterr()
    assert run("founding", "list", "--json", *place) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["id"], row["region_ags"], row["carrier"]) == ("runde-lippe", "05766", "chamber")
    assert (row["step"], row["step_date"], row["outcome"]) == ("declaration", "2026-03", "running")
    assert row["days"] >= 0
    assert run("founding", "list", *place) == 0
    assert "joint declaration" in " ".join(capsys.readouterr().out.split())
    assert run("founding", "close", "runde-lippe", "--given-up", "kein Geld", *place) == 0
    capsys.readouterr()
    assert run("founding", "log", "--json", *place) == 0
    log = json.loads(capsys.readouterr().out)
    assert [change["what"] for change in log] == ["add", "step", "step", "set", "close"]
    assert run("founding", "log", *place) == 0


def test_a_second_founding_in_a_region_is_told(
    place: tuple[object, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("name=Eins", "name=Zwei"):
        assert run("founding", "add", name, "region_ags=05766", *place) == 0
    assert "shares districts with 'Eins'" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("close", "words"),
    [
        ((), "--founded: is missing"),
        (("--founded", "x", "--given-up", "y"), "are both given"),
        (("--founded", "industrie-zukunft-in-lipe"), "did you mean: industrie-zukunft-in-lippe"),
    ],
)
def test_a_close_needs_one_outcome_that_exists(
    close: tuple[str, ...], words: str, place: tuple[object, ...],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    assert run("founding", "add", "name=Runde", "region_ags=05766", *place) == 0
    assert run("founding", "close", "runde", *close, *place) == 2
    assert words in " ".join(capsys.readouterr().err.split())


def test_check_and_fix_know_a_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("name,region_ags,Anlass,note\nRunde,5766,Mai 2025,a@b.example\n")
    assert run("check", path, "--json") == 2
    problems = {p["code"]: p for p in json.loads(capsys.readouterr().out)}
    assert problems["missing-column"]["level"] == "error"
    assert run("check", path, "--fix", out, "--json") == 2
    problems = {p["code"]: p for p in json.loads(capsys.readouterr().out)}
    assert problems["personal-data"]["level"] == "error"
    assert out.read_text(encoding="utf-8") == (
        "name,region_ags,Anlass,note,Kennung\nRunde,05766,2025-05,a@b.example,runde\n"
    )


def test_a_record_naming_an_unknown_initiative_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "f.csv"
    path.write_text("id,name,region_ags,outcome,initiative_id\na,A,05766,founded,nobody\n")
    assert run("whitespots", "--foundings", path, "--lang", "en") == 2
    assert "a: initiative 'nobody' is not in the register" in " ".join(
        capsys.readouterr().err.split()
    )


def test_an_empty_record_says_nothing(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = data_dir / "foundings.csv"
    assert run("whitespots", "--land", "SL", "--foundings", path, "--lang", "en") == 0
    assert "Foundings under way" not in capsys.readouterr().out
