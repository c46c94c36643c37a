"""The command behind an icon."""

import sys

import pytest

from rollout.cli import start_menu


@pytest.fixture
def commands(monkeypatch):
    """Arguments handed to the command line."""
    seen = []
    monkeypatch.setattr(start_menu, "run_command", seen.append)
    monkeypatch.setattr(sys, "argv", ["rollout-dashboard", "--lang", "en"])
    return seen


def test_the_dashboard_starts_with_the_browser(commands, capsys):
    start_menu.main()
    assert commands == [["dashboard", "--open", "--lang", "en"]]
    assert "Closing this window" in capsys.readouterr().out


@pytest.mark.parametrize(("terminal", "waits"), [(True, 1), (False, 0), (None, 0)])
def test_a_window_with_an_error_stays_open(commands, monkeypatch, terminal, waits):
    def refuse(_):
        raise SystemExit(2)

    class Keyboard:
        def isatty(self):
            return terminal

    prompts = []
    monkeypatch.setattr(start_menu, "run_command", refuse)
    monkeypatch.setattr(sys, "stdin", None if terminal is None else Keyboard())
    monkeypatch.setattr("builtins.input", prompts.append)
    with pytest.raises(SystemExit) as end:
        start_menu.main()
    assert end.value.code == 2
    assert len(prompts) == waits


def test_a_window_without_error_closes(commands, monkeypatch):
    def stop(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(start_menu, "run_command", stop)
    with pytest.raises(SystemExit) as end:
        start_menu.main()
    assert end.value.code == 0
