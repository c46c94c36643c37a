"""Every argument that names a file: whatever stands there, a clear error and exit code 2."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import typer

import rollout.inputs
from rollout.cli import main
from rollout.cli.commands import build_app
from tests.hostile import HOSTILE, hostile_path

# Command in which each of them is tried, with a placeholder for the path.
READ = {
    "scenario_file": ["whitespots", "--scenario"],
    "register": ["register", "list", "--register"],
    "foundings": ["founding", "list", "--foundings"],
    "checks": ["whitespots", "--checks"],
    "run": ["approve"],
    "approved": ["follow"],
    "travel_times": ["plan", "--reach", "travel_time", "--travel-times"],
    "groups": ["plan", "--groups"],
    "data": ["data", "status", "--data"],
    "mapping": ["register", "list", "--mapping"],
    "source": ["register", "import"],
    "judgements": ["experts"],
    "file of indicators": ["data", "import", "indicators"],
    "file of boundaries": ["data", "import", "boundaries"],
    "files": ["check"],
    "imprint": ["publish", "--imprint"],
    "privacy": ["publish", "--privacy"],
}
OTHERWISE = {
    "data": "is no folder",
    "file of boundaries": "is no known map format",
    "run": "file not found",
}
WRITTEN = {"out", "fix"}  # tried in tests/files/test_atomic.py


def path_names(app: typer.Typer) -> Iterator[str]:
    """Name of every parameter that takes a path, with its command where names are shared."""
    for group in app.registered_groups:
        assert group.typer_instance
        yield from path_names(group.typer_instance)
    for command in app.registered_commands:
        assert command.callback
        for name, annotation in command.callback.__annotations__.items():
            if "Path" in str(get_args(annotation)[:1]):
                yield f"file of {command.name}" if name == "file" else name


def test_no_argument_that_names_a_file_is_left_out() -> None:
    assert set(path_names(build_app("de"))) - WRITTEN == set(READ)


@pytest.fixture(autouse=True)
def _places_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rollout.inputs, "load_places", cache(rollout.inputs.load_places))


def failure(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as caught:
        main([*arguments, "--lang", "en"])
    said = capsys.readouterr()
    assert caught.value.code == 2, said
    return said.err + said.out


@pytest.mark.usefixtures("wide")
@pytest.mark.parametrize("flag", READ)
def test_a_pipe_and_an_endless_path_are_said_by_every_command(
    flag: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = {"run": ["Leitung"]}.get(flag, [])
    for name in ("a pipe", "a path of 32,000 signs"):
        path = hostile_path(name, tmp_path, ".toml" if flag == "scenario_file" else ".csv")
        message = failure([*READ[flag], str(path), *own], capsys)
        finding = OTHERWISE.get(flag, HOSTILE[name]) if name == "a pipe" else HOSTILE[name]
        assert finding in " ".join(message.split())


def test_whatever_is_checked_is_named_with_its_flaw(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = {}
    for number, (name, finding) in enumerate(HOSTILE.items()):
        if name not in ("a path of 32,000 signs", "a zero byte", "a link to itself"):
            (tmp_path / str(number)).mkdir()
            named[str(hostile_path(name, tmp_path / str(number)))] = finding
    problems = json.loads(failure(["check", *named, "--json"], capsys))
    assert {problem["file"]: problem["found"] for problem in problems} == {
        file: finding.partition(";")[0] for file, finding in named.items()
    }
