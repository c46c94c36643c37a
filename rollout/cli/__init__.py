"""The command line: `rollout COMMAND`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from rollout.errors import RolloutError
from rollout.language import LANGS, Lang

EXIT_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; exit 0 when all is well, 2 when the input is wrong, 1 on a bug of ours."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = chosen_lang(given)
    from rollout.cli.commands import build_app

    try:
        build_app(lang)(args=given, prog_name="rollout")
    except RolloutError as error:
        from rollout.cli import print_coverage

        print_coverage.failure(error, lang)
        sys.exit(EXIT_INPUT)


def chosen_lang(arguments: Sequence[str]) -> Lang:
    """Language asked for by `--lang` or ROLLOUT_LANG; German otherwise.

    >>> chosen_lang(["run", "--lang", "en"]), chosen_lang(["run", "--lang=en"])
    ('en', 'en')
    """
    asked = os.environ.get("ROLLOUT_LANG", "de")
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            asked = arguments[position + 1]
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    return asked if asked in LANGS else "de"
