"""`rollout inquiry`: recording who was asked whether there is an initiative, and the answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from rollout.cli import words
from rollout.cli.at_work import ROLE, ROLE_HELP, print_changes, print_outcome, service_at
from rollout.cli.help import Command, Group
from rollout.cli.options import SHIPPED, Sources, as_command
from rollout.language import Lang, Text

Record = Annotated[Sources, "workspace", "data", "territory"]
ABOUT = Text(
    "Nachfragen im Arbeitsbereich festhalten: wen Sie wann gefragt haben und was geantwortet "
    "wurde; geprüft, mit Änderungsprotokoll.",
    "Record checks in the workspace: whom you asked when and what they said; checked, with change "
    "log.",
)
HELP = {
    "add": Text(
        'Nachfrage eintragen: rollout inquiry add 09662 none "IHK, Geschäftsführung".',
        'Enter a check: rollout inquiry add 09662 none "chamber, management".',
    ),
    "list": Text("Nachfragen auflisten, die neueste zuerst.", "List the checks, newest first."),
    "log": Text("Änderungsprotokoll zeigen.", "Show the change log."),
}


def inquiry_app(lang: Lang) -> typer.Typer:
    """Build the commands below `rollout inquiry`."""
    app = typer.Typer(help=ABOUT[lang], no_args_is_help=True, cls=Group)
    for function in (add, list_, log):
        command: Callable[..., Any] = as_command(function, lang)
        name = function.__name__.rstrip("_")
        app.command(name, cls=Command, help=HELP[name][lang])(command)
    return app


def add(
    about: Annotated[
        str,
        Text(
            "Kreis (Schlüssel oder Name; mehrere mit Semikolon) oder Kennung ⟦g:einer Initiative⟧",
            "District (key or name; several with semicolons) or identifier of ⟦an initiative⟧",
        ),
    ],
    answer: Annotated[
        str,
        Text("none (keine), exists (vorhanden), in_preparation (in Vorbereitung) oder later "
             "(später fragen)",
             "none, exists, in_preparation or later (call again)"),
    ],
    whom: Annotated[
        str,
        Text("Stelle oder Funktion, nie eine Person", "Office or role, never a person"),
    ],
    date: Annotated[
        str | None, Text("Tag der Nachfrage (Vorgabe: heute)", "Day of the check (default: today)")
    ] = None,
    note: Annotated[
        str | None, Text("Anmerkung, ohne Namen von Personen", "Note, without names of people")
    ] = None,
    source: Annotated[
        str | None, Text("Netzadresse, die es belegt", "Web address that says so")
    ] = None,
    role: Annotated[str, ROLE_HELP] = ROLE,
    sources: Record = SHIPPED,
    lang: Lang = "de",
) -> None:  # fmt: skip
    """Enter a check."""
    with service_at(sources) as service:
        outcome = service.record_check(
            about, answer, whom, role, date=date or "", source=source or "", note=note or ""
        )
        print_outcome(outcome, lang, service.places.names)


def list_(
    sources: Annotated[Sources, "checks", "workspace", "data", "territory"] = SHIPPED,
    json: bool = False,
    lang: Lang = "de",
) -> None:
    """List the checks of a record, the newest first."""
    from rollout.cli import print_coverage
    from rollout.cli.loading import inputs_of
    from rollout.inquiries import ANSWERS

    inputs = inputs_of(sources)
    table = inputs.checks.sort_values("date", ascending=False, kind="stable")
    names = inputs.districts["display_name"]
    if json:
        print_coverage.as_json(print_coverage.records(table))
        return
    rows = [
        [
            row["date"],
            ", ".join(f"{ags} {names.get(ags, '')}".strip() for ags in row["ags"].split(";") if ags)
            or row["initiative_id"],
            row["asked"],
            ANSWERS[row["answer"]][lang],
            row["note"],
        ]
        for row in table.to_dict("records")
    ]
    title = Text("Nachfragen", "Checks")[lang]
    print_coverage.table(f"{title}: {len(table)}", words.INQUIRIES, rows, lang)


def log(sources: Record = SHIPPED, json: bool = False, lang: Lang = "de") -> None:
    """Show the change log of the checks."""
    with service_at(sources) as service:
        print_changes(service.changes_of_kind("check"), json, lang)
