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
COMPLETION = "_ROLLOUT_COMPLETE"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; exit 0 when all is well, 2 when the input is wrong, 1 on a bug of ours."""
    argv = list(sys.argv[1:] if arguments is None else arguments)
    lang = requested_lang(argv)
    try:
        _choose_programme(argv)
        code = _run(argv, lang)
    except RolloutError as error:
        from rollout.cli import print_coverage

        print_coverage.failure(error, lang)
        code = EXIT_INPUT
    except BrokenPipeError:  # the reader has gone (`| head`)
        from rollout.cli.terminal import end_quietly

        end_quietly()
    sys.exit(code)


def _run(argv: list[str], lang: Lang) -> int:
    """Exit code of one command."""
    import typer
    from typer.exceptions import TyperException

    from rollout.cli.commands import build_app
    from rollout.cli.console import never_refuse_signs
    from rollout.cli.usage import usage_error

    never_refuse_signs()
    is_whole = "--help-all" in argv
    typed = None if COMPLETION in os.environ else argv  # a shell asks what could be typed
    command = typer.main.get_command(build_app(lang, typed, is_whole=is_whole))
    try:
        code = command.main(args=argv, prog_name="rollout", standalone_mode=False)
        sys.stdout.flush()  # here, where a reader that has gone can still be met quietly
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # help has been printed
            return 0
        raise usage_error(error) from None
    return code if isinstance(code, int) else 0


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
