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
    argv = list(sys.argv[1:] if arguments is None else arguments)
    lang = requested_lang(argv)
    from rollout.cli.commands import build_app
    from rollout.cli.console import never_refuse_signs

    never_refuse_signs()

    try:
        build_app(lang)(args=argv, prog_name="rollout")
    except RolloutError as error:
        from rollout.cli import print_coverage

        print_coverage.failure(error, lang)
        sys.exit(EXIT_INPUT)


def requested_lang(arguments: Sequence[str]) -> Lang:
    """Language requested by `--lang` or ROLLOUT_LANG; German otherwise.

    >>> requested_lang(["run", "--lang", "en"]), requested_lang(["run", "--lang=en"])
    ('en', 'en')
    """
    requested = os.environ.get("ROLLOUT_LANG", "de")
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            requested = arguments[position + 1]
        elif argument.startswith("--lang="):
            requested = argument.removeprefix("--lang=")
    return requested if requested in LANGS else "de"
