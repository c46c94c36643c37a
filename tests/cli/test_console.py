"""Consoles that lack signs get the answer in signs they have, also after files were written."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rollout.cli import main, way_back
from rollout.cli.console import SIGNS, in_plain_signs
from rollout.workspace import Edit
from rollout.workspace.database import opened

HEADER = "id,name,district_ags,network_status\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "Register für Łódź & München.csv"
    path.write_text(f"{HEADER}a,Alte Runde ≥ 5,09162,networked\n", encoding="utf-8")
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    cells = {"name": "Alte Runde ≥ 5", "district_ags": "09162", "network_status": "networked"}
    with opened(tmp_path / "Łódź & München.rollout", create=True) as workspace:
        workspace.write([Edit("initiative", "a", cells, 0)], "x", "add")
    return tmp_path / "Łódź & München.rollout"


def change(workspace: Path, encoding: str) -> subprocess.CompletedProcess[bytes]:
    call = ["register", "set", "a", "name=Neue → Runde Łódź", "--workspace", str(workspace)]
    environment = os.environ | {"PYTHONIOENCODING": f"{encoding}:strict"}
    return subprocess.run(
        [sys.executable, "-m", "rollout", *call], capture_output=True, env=environment, check=False
    )


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_change_is_told_on_a_console_that_lacks_its_signs(encoding: str, workspace: Path) -> None:
    done = change(workspace, encoding)
    assert done.returncode == 0, done.stderr
    assert b"Alte Runde >= 5 -> Neue -> Runde" in done.stdout
    with opened(workspace) as after:
        assert after.records("initiative")[0]["name"] == "Neue → Runde Łódź"


def test_signs_a_console_has_stay(workspace: Path) -> None:
    done = change(workspace, "utf-8")
    assert "Alte Runde ≥ 5 → Neue → Runde Łódź" in done.stdout.decode()


def test_what_stands_for_a_sign_is_known_everywhere() -> None:
    assert "".join(SIGNS.values()).isascii()
    assert in_plain_signs("Größe é → ∞") == "Groesse e -> ?"


def test_json_keeps_every_sign(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), "cp1252", "strict", write_through=True)
    monkeypatch.setattr("sys.stdout", stream)
    with pytest.raises(SystemExit, match="0"):
        main(["register", "list", "--json", "--register", str(register)])
    rows = json.loads(stream.buffer.getvalue())  # type: ignore[attr-defined]
    assert rows[0]["name"] == "Alte Runde ≥ 5"


def test_a_path_is_quoted_as_the_shell_of_the_system_reads_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = "C:\\Größe & Art\\daten"
    assert way_back.in_quotes(path) == f"'{path}'"
    monkeypatch.setattr(way_back, "WINDOWS", True)
    assert way_back.in_quotes(path) == f'"{path}"'
