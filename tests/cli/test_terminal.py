"""Tables lose nothing at any width, errors are told as typed, and a pipe that ends is no error."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollout.cli import main, terminal
from rollout.language import Text

HEADS = [Text("Kreis", "District"), Text("IHK", "Chamber"), Text("Zahl", "Number")]
ROW = ["Garmisch-Partenkirchen", "IHK Schwarzwald-Baar-Heuberg", "58.587.749"]


def said(monkeypatch: pytest.MonkeyPatch, width: int | None) -> str:
    """The table as printed into a terminal of a width, or into a pipe."""
    file = io.StringIO()
    console = terminal.Terminal(file=file, force_terminal=width is not None, width=width,
                                color_system=None)  # fmt: skip
    monkeypatch.setattr(terminal, "out", console)
    terminal.table("Titel", HEADS, [ROW], "de", right=2)
    return file.getvalue()


@pytest.mark.parametrize("width", [200, 80, 60, 40, 20])
def test_a_table_loses_no_sign_at_any_width(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    text = said(monkeypatch, width)
    assert "…" not in text
    assert all(len(line) <= width for line in text.splitlines())
    letters = sorted("".join(ROW).replace(" ", ""))
    for sign in set(letters):
        assert text.count(sign) >= letters.count(sign), sign


def test_a_pipe_gets_tabs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(monkeypatch, None).splitlines()[1:] == ["Kreis\tIHK\tZahl", "\t".join(ROW)]


@given(st.lists(st.lists(st.text("ab- ", max_size=40), min_size=3, max_size=3), min_size=1),
       st.integers(0, 120))  # fmt: skip
def test_columns_never_take_more_than_the_room(rows: list[list[str]], room: int) -> None:
    widths = terminal.column_widths(rows, room)
    assert widths is None or sum(widths) <= room


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["whitespot"], "rollout whitespot: ist kein Befehl"),
        (["whitespot"], "meinten Sie whitespots?"),
        (["data", "statsu"], "meinten Sie status?"),
        (["run", "--radius", "3"], "--radius: ist hier unbekannt"),
        (["run", "--radus-km", "3"], "meinten Sie --radius-km?"),
        (["run", "--rule", "saet"], "--rule: ist 'saet'"),
        (["run", "--rule", "saet"], "meinten Sie seat?"),
        (["map", "--layer", "statsu"], "meinten Sie status?"),
        (["run", "--radius-km"], "--radius-km: steht ohne Wert"),
        (["run", "--radius-km", "x"], "--radius-km: ist keine Zahl"),
        (["twins"], "AGS: fehlt"),
        (["run", "somewhere"], "geht so nicht"),
        (["run", "--json=1", "--lang", "en"], "--json: is unknown here"),
    ],
)
def test_a_typing_error_is_told_as_typed(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    err = " ".join(capsys.readouterr().err.split())
    assert err.startswith(("Fehler", "Error"))
    assert message in err
    assert "Scenario." not in err


@pytest.mark.parametrize("lang", ["de", "en"])
def test_help_comes_first_things_first_and_whole_on_request(
    capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    texts = {}
    for flag in ("--help", "--help-all"):
        with pytest.raises(SystemExit, match="0"):
            main(["plan", flag, "--lang", lang])
        texts[flag] = capsys.readouterr().out
    assert "--max-served" in texts["--help-all"]
    assert "--max-served" not in texts["--help"]
    assert "--help-all" in texts["--help"]
    if lang == "de":  # no English of Typer's own
        for text in texts.values():
            assert not {"Options", "Usage:", "Show", "<str>"} & set(text.split())


def test_a_reader_that_has_gone_is_no_error() -> None:
    command = [sys.executable, "-m", "rollout", "--help-all"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
    assert errors == b""
    assert process.returncode in (0, 141)
