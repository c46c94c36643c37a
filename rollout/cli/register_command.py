"""`rollout register`: keeping the list of initiatives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rollout.cli import words
from rollout.cli.help import Command, Group
from rollout.cli.options import SHIPPED, Sources, as_command, pairs
from rollout.cli.record_commands import print_log, print_outcome, record_path
from rollout.language import Lang, Text, number

if TYPE_CHECKING:
    from rollout.readers.places import Places

Register = Annotated[Sources, "register", "data", "territory"]
List = Annotated[
    Sources, "columns", "values", "status", "skip_doubtful", "mapping", "register", "data",
    "territory",
]  # fmt: skip
ABOUT = Text(
    "Register pflegen: geprüft, mit Sicherung und Änderungsprotokoll.",
    "Keep the register: checked, with backup and change log.",
)
HELP = {
    "add": Text(
        "⟦a:Initiative⟧ aufnehmen: rollout register add name=... place=... "
        "network_status=networked. "
        "Gibt es die Datei bei --register (CSV) noch nicht, wird sie angelegt.",
        "Add ⟦an initiative⟧: rollout register add name=... place=... network_status=networked. "
        "If the file at --register (CSV) does not exist yet it is begun.",
    ),
    "set": Text("Angaben ⟦g:einer Initiative⟧ ändern.", "Change cells of ⟦an initiative⟧."),
    "end": Text(
        "Ende ⟦g:einer Initiative⟧ eintragen; ab diesem Jahr zählt ⟦sie⟧ nicht mehr.",
        "Write down the end of ⟦an initiative⟧; from that year on it is not counted.",
    ),
    "import": Text(
        "Zeilen eines anderen Registers übernehmen: neue dazu, bekannte ändern.",
        "Take over the rows of another register: new ones added, known ones changed.",
    ),
    "list": Text("⟦Initiativen⟧ auflisten.", "List the ⟦initiatives⟧."),
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


def add(cells: list[str], sources: Register = SHIPPED, lang: Lang = "de") -> None:
    """Add an initiative."""
    from rollout import upkeep

    path, places = _record_and_places(sources)
    print_outcome(upkeep.add(path, places, pairs("SPALTE=TEXT", cells)), lang, places.names)


def set_(
    initiative: str,
    cells: list[str],
    sources: Register = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Change an initiative."""
    from rollout import upkeep

    path, places = _record_and_places(sources)
    outcome = upkeep.set_fields(path, places, initiative, pairs("SPALTE=TEXT", cells))
    print_outcome(outcome, lang, places.names)


def end(
    initiative: str,
    in_year: Annotated[
        int | None,
        Text("Jahr des Endes (Vorgabe: dieses Jahr)", "Year of the end (default: this one)"),
    ] = None,
    sources: Register = SHIPPED,
    lang: Lang = "de",
) -> None:
    """End an initiative."""
    from rollout import upkeep

    path, places = _record_and_places(sources)
    print_outcome(upkeep.end(path, places, initiative, in_year), lang)


def import_(
    source: Annotated[
        Path, Text("Register, dessen Zeilen übernommen werden", "Register to take the rows from")
    ],
    sources: List = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Take over the rows of another register."""
    from rollout import upkeep

    path, places = _record_and_places(sources)
    print_outcome(upkeep.import_register(path, places, source, sources.assignment()), lang)


def list_(sources: List = SHIPPED, json: bool = False, lang: Lang = "de") -> None:
    """List the initiatives of a register."""
    from rollout.cli import print_coverage
    from rollout.readers.register import read_register

    path, places = _record_and_places(sources)
    table = read_register(path, places, assigned=sources.assignment()).initiatives
    if json:
        print_coverage.as_json(print_coverage.records(table))
        return
    rows = [
        [str(row["id"]), str(row["name"]), places.label(str(row["district_ags"])),
         str(row["network_status"]), _year(row["founded_year"]), _year(row.get("ended_year"))]
        for row in table.reset_index().to_dict("records")
    ]  # fmt: skip
    print_coverage.table(f"{path.name}: {len(table)}", words.INITIATIVES, rows, lang, right=4)


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
    """Show the change log of a register."""
    print_log(_path(sources), json, lang)


def _year(value: Any) -> str:
    return "" if value is None or value != value else f"{value:.0f}"


def _path(sources: Sources) -> Path:
    return record_path(sources.register, sources.data, "initiatives.csv", "--register")


def _record_and_places(sources: Sources) -> tuple[Path, Places]:
    from rollout.inputs import load_places

    path = _path(sources)
    return path, load_places(sources.data, sources.territory)[0]
