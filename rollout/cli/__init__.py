"""The command line: `rollout COMMAND`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rollout.data_folder import default_data_dir
from rollout.errors import RolloutError
from rollout.language import LANGS, Lang

EXIT_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; exit 0 when all is well, 2 when the input is wrong, 1 on a bug of ours."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    lang = requested_lang(argv)
    try:
        _choose_programme(argv)
        from rollout.cli.commands import build_app
        from rollout.cli.console import never_refuse_signs

        never_refuse_signs()
        build_app(lang)(args=argv, prog_name="rollout")
    except RolloutError as error:
        from rollout.cli import print_coverage

        print_coverage.failure(error, lang)
        sys.exit(EXIT_INPUT)


def _choose_programme(arguments: Sequence[str]) -> None:
    """Speak of the network of the data folder named; words are imported after this."""
    from rollout.programme import choose

    folder = Path(_value_of("--data", arguments) or default_data_dir())
    # What is none, or too long to be a path, is refused by the command, or made by it.
    if os.path.isdir(folder):
        choose(folder)


def requested_lang(arguments: Sequence[str]) -> Lang:
    """Language requested by `--lang` or ROLLOUT_LANG; German otherwise.

    >>> requested_lang(["run", "--lang", "en"]), requested_lang(["run", "--lang=en"])
    ('en', 'en')
    """
    requested = _value_of("--lang", arguments) or os.environ.get("ROLLOUT_LANG", "de")
    return requested if requested in LANGS else "de"


def _value_of(flag: str, arguments: Sequence[str]) -> str | None:
    """What follows a flag, the last time it is named."""
    value = None
    for position, argument in enumerate(arguments):
        if argument == flag and position + 1 < len(arguments):
            value = arguments[position + 1]
        elif argument.startswith(f"{flag}="):
            value = argument.removeprefix(f"{flag}=")
    return value
