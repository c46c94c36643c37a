"""`rollout workspace user`: who may come in by name, and the log of who did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from rollout.cli import words
from rollout.cli.at_work import service_at
from rollout.cli.help import Command, Group
from rollout.cli.options import SHIPPED, Sources, as_command
from rollout.language import Lang, Text

if TYPE_CHECKING:
    from rollout.workspace.accounts import Accounts

Place = Annotated[Sources, "workspace", "data", "territory"]
Right = Literal["chamber", "edit", "administer"]
BY = "Kommandozeile"
ABOUT = Text(
    "Konten für ein Dashboard für mehrere: wer sich anmelden und was er darf.",
    "Accounts for a dashboard for several people: who may sign in, and what for.",
)
HELP = {
    "add": Text(
        "Ein Konto anlegen; das erste Passwort wird einmal gezeigt.",
        "Make an account; its first password is shown once.",
    ),
    "list": Text("Konten zeigen.", "Show the accounts."),
    "set": Text("Rolle, Stelle oder Kammer ändern.", "Change role, office or chamber."),
    "password": Text(
        "Ein neues erstes Passwort vergeben.", "Give an account a new first password."
    ),
    "close": Text("Ein Konto sperren; was es tat, bleibt.", "Close an account; what it did stays."),
    "open": Text("Ein gesperrtes Konto wieder öffnen.", "Open a closed account again."),
    "log": Text(
        "Protokoll der Zugriffe: Anmeldungen, Ablehnungen, Änderungen an Konten.",
        "Log of access: logins, refusals, changes of accounts.",
    ),
}
Name = Annotated[str, Text("Name des Kontos, nach der Funktion", "Name of the account")]
RIGHT = Text("chamber (eigene Kreise), edit (bearbeiten) oder administer (verwalten)",
             "chamber (own districts), edit or administer")  # fmt: skip
OFFICE = Text("Stelle oder Funktion, die neben jeder Änderung steht, keine Person",
              "Office or role that stands beside every change, no person")  # fmt: skip
CHAMBER = Text("Kammer, deren Kreise die eigenen sind (nur mit chamber)",
               "Chamber whose districts are its own (only with chamber)")  # fmt: skip


def user_app(lang: Lang) -> typer.Typer:
    """Build the commands below `rollout workspace user`."""
    app = typer.Typer(help=ABOUT[lang], no_args_is_help=True, cls=Group)
    for function in (add, list_, set_, password, close, open_, log):
        command: Callable[..., Any] = as_command(function, lang)
        name = function.__name__.rstrip("_")
        app.command(name, cls=Command, help=HELP[name][lang])(command)
    return app


@contextmanager
def accounts_at(sources: Sources) -> Iterator[Accounts]:
    """Accounts of the workspace in use."""
    from rollout.workspace.accounts import Accounts, districts_of_chambers

    with service_at(sources) as service:
        yield Accounts(service.workspace, districts_of_chambers(service.base.chambers))


def add(
    name: Name,
    right: Annotated[Right, RIGHT] = "edit",
    office: Annotated[str, OFFICE] = "",
    chamber: Annotated[str, CHAMBER] = "",
    sources: Place = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Make an account and show its first password."""
    with accounts_at(sources) as accounts:
        _show_password(name, accounts.add(name, right, office, chamber, BY), lang)


def list_(sources: Place = SHIPPED, json: bool = False, lang: Lang = "de") -> None:
    """Show the accounts."""
    from dataclasses import asdict

    from rollout.cli import print_coverage
    from rollout.workspace.roles import TITLES

    with accounts_at(sources) as accounts:
        everybody = accounts.all()
    if json:
        print_coverage.as_json([asdict(account) for account in everybody])
        return
    rows = [[a.name, TITLES[a.role][lang], a.office, a.chamber, a.closed[:10]] for a in everybody]
    print_coverage.table(Text("Konten", "Accounts")[lang], words.ACCOUNTS, rows, lang)


def set_(
    name: Name,
    right: Annotated[Right | None, RIGHT] = None,
    office: Annotated[str | None, OFFICE] = None,
    chamber: Annotated[str | None, CHAMBER] = None,
    sources: Place = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Change what an account may; what is not named stays."""
    with accounts_at(sources) as accounts:
        accounts.alter(name, right, office, chamber, BY)
        _say(Text("Geändert: {}", "Changed: {}"), name, lang)


def password(name: Name, sources: Place = SHIPPED, lang: Lang = "de") -> None:
    """Give an account a new first password."""
    with accounts_at(sources) as accounts:
        _show_password(name, accounts.renew(name, BY), lang)


def close(name: Name, sources: Place = SHIPPED, lang: Lang = "de") -> None:
    """Let an account in no longer."""
    with accounts_at(sources) as accounts:
        accounts.close(name, BY)
        _say(Text("Gesperrt: {}", "Closed: {}"), name, lang)


def open_(name: Name, sources: Place = SHIPPED, lang: Lang = "de") -> None:
    """Let a closed account in again."""
    with accounts_at(sources) as accounts:
        accounts.reopen(name, BY)
        _say(Text("Geöffnet: {}", "Opened: {}"), name, lang)


def log(
    most: Annotated[int, Text("Höchstens so viele", "At most that many")] = 100,
    sources: Place = SHIPPED,
    json: bool = False,
    lang: Lang = "de",
) -> None:
    """Show the log of access, the newest first."""
    from dataclasses import asdict

    from rollout.cli import print_coverage
    from rollout.workspace.accounts import EVENTS

    with accounts_at(sources) as accounts:
        entries = accounts.entries(most)
    if json:
        print_coverage.as_json([asdict(entry) for entry in entries])
        return
    titles = {str(event): text[lang] for event, text in EVENTS.items()}
    rows = [[e.at, e.account, titles.get(e.event, e.event), e.detail] for e in entries]
    print_coverage.table(Text("Zugriffe", "Access")[lang], words.ACCESS, rows, lang)


def _show_password(name: str, password: str, lang: Lang) -> None:
    text = Text(
        "{}: erstes Passwort {}\nEs steht nirgends sonst und muss beim ersten Anmelden geändert "
        "werden.",
        "{}: first password {}\nIt is kept nowhere else and has to be changed at the first login.",
    )
    typer.echo(text[lang].format(name, password))


def _say(text: Text, name: str, lang: Lang) -> None:
    typer.echo(text[lang].format(name))
