"""Help of the commands, in the language of the user: what one needs first, the rest on request.

`--help` shows everyday commands, or what a command has of its own; `--help-all` shows everything,
in panels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rich.markup import escape
from rich.table import Table
from typer.core import TyperCommand, TyperGroup

from rollout.cli.suggestions import did_you_mean
from rollout.cli.terminal import out
from rollout.errors import parameter_error
from rollout.language import Lang, Text

HELP_NAMES = ["--help", "-h", "--help-all"]
WIDEST_FLAG = 30
USAGE = Text("Aufruf", "Usage")
ARGUMENTS = Text("Angaben", "Arguments")
OPTIONS = Text("Schalter", "Options")
COMMANDS = Text("Befehle", "Commands")
KINDS = {int: Text("ZAHL", "NUMBER"), float: Text("ZAHL", "NUMBER"), str: Text("TEXT", "TEXT")}
PATH = Text("PFAD", "PATH")
TYPER_OPTIONS = {  # options of Typer's own, which knows no German
    "help": Text("Diese Hilfe; --help-all zeigt alles", "This help; --help-all shows everything"),
    "install_completion": Text(
        "Vervollständigung mit der Tabulatortaste in dieser Shell einrichten",
        "Set up completion with the tab key in this shell",
    ),
    "show_completion": Text(
        "Das Skript der Vervollständigung zeigen", "Show the script of the completion"
    ),
}


@dataclass(frozen=True)
class Manner:
    """How help is told: in which language, all of it or what comes first."""

    lang: Lang = "de"
    is_whole: bool = False
    first_panels: tuple[str, ...] = field(default=())


class Command(TyperCommand):
    """A command whose help is ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print usage, what it does, arguments and options."""
        manner = ctx.obj or Manner()
        _print_head(self, ctx, manner)
        arguments = [p for p in self.params if p.param_type_name == "argument"]
        _print_panel(ARGUMENTS[manner.lang], [_record(p, manner.lang) for p in arguments])
        options = [p for p in self.get_params(ctx) if p.param_type_name == "option"]
        panels = _by_panel(options, OPTIONS[manner.lang])
        first = next(iter(panels), "")
        for title, entries in panels.items():
            if manner.is_whole or title == first:
                _print_panel(title, [_record(option, manner.lang) for option in entries])
        if not manner.is_whole:
            others = {title: len(entries) for title, entries in panels.items() if title != first}
            _print_rest(others, ctx, manner.lang)


class Group(TyperGroup):
    """A group of commands whose help is ours."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print usage, what it is about and its commands."""
        manner = ctx.obj or Manner()
        _print_head(self, ctx, manner)
        panels = _by_panel(self.commands.values(), COMMANDS[manner.lang])
        is_top = ctx.parent is None
        for title, entries in panels.items():
            if manner.is_whole or not is_top or title in manner.first_panels:
                names = [(str(c.name), c.help or "") for c in entries]
                _print_panel(title, names)
        if manner.is_whole:
            options = [_record(p, manner.lang) for p in self.get_params(ctx)]
            _print_panel(OPTIONS[manner.lang], options)
        elif is_top:
            others = {t: len(c) for t, c in panels.items() if t not in manner.first_panels}
            _print_rest(others, ctx, manner.lang)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command typed; one that does not exist is told with the likeliest."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            finding = Text("ist kein Befehl", "is no command")
            remedy = did_you_mean(args[0], self.commands)
            where = Text(f"einer von {', '.join(self.commands)}",
                         f"one of {', '.join(self.commands)}")  # fmt: skip
            raise parameter_error(f"{ctx.command_path} {args[0]}", finding, where, remedy)
        return super().resolve_command(ctx, args)


def _by_panel(entries: Iterable[Any], otherwise: str) -> dict[str, list[Any]]:
    """Commands or options by the title of their panel, in the order of first appearance."""
    panels: dict[str, list[Any]] = {otherwise: []}
    for entry in entries:
        panels.setdefault(getattr(entry, "rich_help_panel", None) or otherwise, []).append(entry)
    return {title: panel for title, panel in panels.items() if panel}


def _print_head(command: Any, ctx: Any, manner: Manner) -> None:
    pieces = [_argument(p) for p in command.params if p.param_type_name == "argument"]
    if hasattr(command, "commands"):
        pieces.append(Text("BEFEHL", "COMMAND")[manner.lang])
    pieces.append(Text("[SCHALTER]", "[OPTIONS]")[manner.lang])
    usage = f"{USAGE[manner.lang]}: {ctx.command_path} {' '.join(pieces)}"
    out.print(escape(usage), style="bold")
    out.print()
    out.print(escape(command.help or ""))


def _argument(parameter: Any) -> str:
    name = parameter.name.rstrip("_").upper()
    return f"{name} ..." if parameter.nargs == -1 else name


def _record(parameter: Any, lang: Lang) -> tuple[str, str]:
    """Spelling and help of a parameter."""
    # Typer names its help option after any of the names it has.
    name = "help" if "--help" in parameter.opts else parameter.name
    help_text = TYPER_OPTIONS[name][lang] if name in TYPER_OPTIONS else parameter.help or ""
    descriptor = getattr(parameter, "type_descriptor", None)
    choices = getattr(descriptor, "choices", None)
    if choices:
        help_text += f": {', '.join(map(str, choices))}"
    if parameter.param_type_name == "argument":
        return _argument(parameter), help_text
    flags = ", ".join(sorted(parameter.opts, key=len))
    if parameter.secondary_opts:  # --x/--no-x
        off = Text("schaltet ab", "switches off")
        help_text += f" ({parameter.secondary_opts[0]} {off[lang]})"
    return f"{flags} {_kind(descriptor, lang)}".strip(), help_text


def _kind(descriptor: Any, lang: Lang) -> str:
    """Sort of value that follows a flag; nothing for a switch."""
    annotation = getattr(descriptor, "annotation", bool)
    if annotation is bool:
        return ""
    if getattr(descriptor, "is_path", False):
        return PATH[lang]
    return KINDS.get(annotation, KINDS[str])[lang]


def _print_panel(title: str, records: list[tuple[str, str]]) -> None:
    if not records:
        return
    grid = Table.grid(padding=(0, 2, 0, 0))
    longest = max(len(spelling) for spelling, _ in records)
    grid.add_column(style="cyan", width=min(longest, WIDEST_FLAG) + 2, overflow="fold")
    grid.add_column(overflow="fold")
    for spelling, help_text in records:
        grid.add_row(f"  {escape(spelling)}", escape(help_text))
    out.print()
    out.print(escape(title), style="bold")
    out.print(grid)


def _print_rest(others: Mapping[str, int], ctx: Any, lang: Lang) -> None:
    """Say what `--help-all` would show besides."""
    if not others:
        return
    names = ", ".join(f"{title} ({count})" for title, count in others.items())
    more = Text("Mehr", "More")
    out.print()
    out.print(escape(f"{more[lang]}: {ctx.command_path} --help-all: {names}"), style="dim")
