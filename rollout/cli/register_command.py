"""`rollout register`: keeping the list of initiatives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rollout.cli import words
from rollout.cli.at_work import (
    ROLE,
    ROLE_HELP,
    TAKE_HELP,
    print_changes,
    print_outcome,
    service_at,
    take_or_show,
)
from rollout.cli.help import Command, Group
from rollout.cli.options import SHIPPED, Sources, as_command, pairs
from rollout.language import Lang, Text, number

if TYPE_CHECKING:
    from rollout.workspace.service import Service

Register = Annotated[Sources, "workspace", "data", "territory"]
List = Annotated[
    Sources, "columns", "values", "status", "skip_doubtful", "mapping", "register", "workspace",
    "data", "territory",
]  # fmt: skip
Import = Annotated[
    Sources, "columns", "values", "status", "skip_doubtful", "mapping", "workspace", "data",
    "territory",
]  # fmt: skip
ABOUT = Text(
    "Register im Arbeitsbereich pflegen: geprüft, mit Änderungsprotokoll, zurücknehmbar.",
    "Keep the register in the workspace: checked, with change log, can be taken back.",
)
HELP = {
    "add": Text(
        "⟦a:Initiative⟧ aufnehmen: rollout register add name=... place=... "
        "network_status=networked.",
        "Add ⟦an initiative⟧: rollout register add name=... place=... network_status=networked.",
    ),
    "set": Text("Angaben ⟦g:einer Initiative⟧ ändern.", "Change cells of ⟦an initiative⟧."),
    "end": Text(
        "Ende ⟦g:einer Initiative⟧ eintragen; ab diesem Jahr zählt ⟦sie⟧ nicht mehr.",
        "Write down the end of ⟦an initiative⟧; from that year on it is not counted.",
    ),
    "import": Text(
        "Zeigen, was die Zeilen eines anderen Registers ändern würden; mit --take übernehmen.",
        "Show what the rows of another register would change; take them over with --take.",
    ),
    "list": Text(
        "⟦Initiativen⟧ des Arbeitsbereichs oder einer Datei (--register) auflisten.",
        "List the ⟦initiatives⟧ of the workspace or of a file (--register).",
    ),
    "advice": Text(
        "Wer kann wen beraten? Zu jeder ⟦d:Initiative⟧ im Aufbau oder ohne Anbindung ⟦vernetzte⟧ "
        "mit gleichem Thema und ähnlichen Kreisen.",
        "Who can advise whom? For each ⟦initiative⟧ in start or not linked those ⟦linked⟧ with "
        "the same subject and similar districts.",
    ),
    "log": Text("Änderungsprotokoll zeigen.", "Show the change log."),
}


def register_app(lang: Lang) -> typer.Typer:
    """Build the commands below `rollout register`."""
    app = typer.Typer(help=ABOUT[lang], no_args_is_help=True, cls=Group)
    for function in (add, set_, end, import_, list_, advice, log):
        command: Callable[..., Any] = as_command(function, lang)
        name = function.__name__.rstrip("_")
        app.command(name, cls=Command, help=HELP[name][lang])(command)
    return app


def add(
    cells: list[str],
    role: Annotated[str, ROLE_HELP] = ROLE,
    sources: Register = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Add an initiative."""
    with service_at(sources) as service:
        values = _cells(service, cells)
        print_outcome(service.add_initiative(values, role), lang, service.places.names)


def set_(
    initiative: str,
    cells: list[str],
    role: Annotated[str, ROLE_HELP] = ROLE,
    sources: Register = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Change an initiative."""
    with service_at(sources) as service:
        values, seen = _cells(service, cells), service.version("initiative", initiative)
        outcome = service.alter("initiative", initiative, values, seen, role)
        print_outcome(outcome, lang, service.places.names)


def end(
    initiative: str,
    in_year: Annotated[
        int | None,
        Text("Jahr des Endes (Vorgabe: dieses Jahr)", "Year of the end (default: this one)"),
    ] = None,
    role: Annotated[str, ROLE_HELP] = ROLE,
    sources: Register = SHIPPED,
    lang: Lang = "de",
) -> None:
    """End an initiative."""
    with service_at(sources) as service:
        seen = service.version("initiative", initiative)
        print_outcome(service.end_initiative(initiative, seen, role, in_year), lang)


def import_(
    source: Annotated[
        Path, Text("Register, dessen Zeilen übernommen werden", "Register to take the rows from")
    ],
    take: Annotated[bool, TAKE_HELP] = False,
    role: Annotated[str, ROLE_HELP] = ROLE,
    sources: Import = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Show and take over the rows of another register."""
    from rollout.files.guarded import check_regular
    from rollout.workspace.exchange import difference

    check_regular(source)
    with service_at(sources) as service:
        news = difference(
            service.workspace, source, service.places, "initiative", assigned=sources.assignment()
        )
        take_or_show(service, [news], take, role, lang)


def list_(sources: List = SHIPPED, json: bool = False, lang: Lang = "de") -> None:
    """List the initiatives of a register."""
    from rollout.cli import print_coverage
    from rollout.cli.loading import inputs_of

    inputs = inputs_of(sources)
    table, names = inputs.initiatives, inputs.districts["display_name"]
    if json:
        print_coverage.as_json(print_coverage.records(table))
        return
    rows = [
        [str(row["id"]), str(row["name"]),
         " ".join(filter(None, (str(row["district_ags"]), names.get(row["district_ags"], "")))),
         str(row["network_status"]), _year(row["founded_year"]), _year(row.get("ended_year"))]
        for row in table.reset_index().to_dict("records")
    ]  # fmt: skip
    title = Text("⟦Initiativen⟧", "⟦Initiatives⟧")[lang]
    print_coverage.table(f"{title}: {len(table)}", words.INITIATIVES, rows, lang, right=4)


def advice(
    same_stage: Annotated[
        bool,
        Text(
            "Statt erfahrener ⟦g:Initiativen⟧ die auf gleichem Stand zeigen",
            "Show ⟦initiatives⟧ at the same stage instead of experienced ones",
        ),
    ] = False,
    json: bool = False,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Say which initiative can advise which."""
    from rollout.cli import print_coverage
    from rollout.cli.loading import analysis_of
    from rollout.export.peers import peer_table
    from rollout.potential.peers import METHOD
    from rollout.scenario import Scenario

    analysis = analysis_of(Scenario(), sources)
    table = peer_table(analysis, lang, "same" if same_stage else "ahead")
    if json:
        print_coverage.as_json(print_coverage.about(analysis) | {
            "advice": print_coverage.records(table.reset_index(drop=True))})  # fmt: skip
        return
    names = ["key", "name", "stage", "peer_name", "shared_topics"]
    rows = [
        [*(str(row[name]) for name in names),
         *(number(row[name], 2, lang) for name in ("subject", "structure")),
         number(row["years"], 0, lang)]
        for row in table.to_dict("records")
    ]  # fmt: skip
    title = Text("Wer wen beraten kann", "Who can advise whom")
    print_coverage.table(title[lang], words.ADVICE, rows, lang, right=5)
    print_coverage.out.print(METHOD[lang], style="dim", markup=False)
    print_coverage.label(analysis, lang)


def log(sources: Register = SHIPPED, json: bool = False, lang: Lang = "de") -> None:
    """Show the change log of the register."""
    with service_at(sources) as service:
        print_changes(service.changes_of_kind("initiative"), json, lang)


def _year(value: Any) -> str:
    return "" if value is None or value != value else f"{value:.0f}"


def _cells(service: Service, cells: list[str]) -> dict[str, str]:
    return service.cells("initiative", pairs("SPALTE=TEXT", cells))
