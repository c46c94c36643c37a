"""The command `rollout report` on the shipped data."""

from __future__ import annotations

import pytest

from rollout.cli import main
from tests.report.pdfs import opened, plain, text_of


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return ended.value.code or 0, capsys.readouterr()


def test_a_plan_that_cannot_be_is_named_and_the_rest_stands(capsys, tmp_path):
    target = tmp_path / "report.pdf"
    limits = ["--count", "1", "--waves", "1", "--least-in-land", "BY=3"]
    code, _ = run(capsys, "report", "--out", str(target), "--lang", "en", *limits)
    assert code == 0
    raw = target.read_bytes()
    assert plain("No plan keeps to all limits") in text_of(raw)
    assert opened(raw).trailer["/Root"]["/Lang"].startswith("en")


def test_wrong_input_writes_nothing(capsys, tmp_path):
    target = tmp_path / "report.pdf"
    code, said = run(capsys, "report", "--out", str(target), "--radius-km", "-5")
    assert code == 2
    assert "--radius-km" in said.err
    assert list(tmp_path.iterdir()) == []
