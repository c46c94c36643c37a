"""The command that takes a change of the data folder back, as it is typed here."""

from __future__ import annotations

import shlex
from pathlib import Path

from rollout.files.targets import WINDOWS
from rollout.language import Lang, Text

BACK = Text("Zurück mit: rollout data restore", "Go back with: rollout data restore")


def print_way_back(data: Path | None, lang: Lang) -> None:
    """Print the command that takes the change back."""
    from rollout.cli import print_coverage

    folder = f" --data {in_quotes(str(data))}" if data else ""
    print_coverage.out.print(f"{BACK[lang]}{folder}", markup=False, soft_wrap=True)


def in_quotes(path: str) -> str:
    """A path as it is typed in the shell of this system."""
    if WINDOWS:
        return f'"{path}"'  # no name holds quotation marks there
    return shlex.quote(path)
