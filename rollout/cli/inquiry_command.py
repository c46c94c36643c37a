"""`rollout inquiry`: recording who was asked whether there is an initiative, and the answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rollout.cli import words
from rollout.cli.help import Command, Group
from rollout.cli.options import SHIPPED, Sources, as_command
from rollout.cli.record_commands import print_log, print_outcome, record_path
from rollout.language import Lang, Text

if TYPE_CHECKING:
    from rollout.readers.places import Places

Record = Annotated[Sources, "checks", "data", "territory"]
ABOUT = Text(
    "Nachfragen festhalten: wen Sie wann gefragt haben und was geantwortet wurde; geprüft, mit "
    "Sicherung und Änderungsprotokoll.",
    "Record checks: whom you asked when and what they said; checked, with backup and change log.",
)
HELP = {
    "add": Text(
        'Nachfrage eintragen: rollout inquiry add 09662 none "IHK, Geschäftsführung". Gibt es die '
        "Datei bei --checks (CSV) noch nicht, wird sie angelegt.",
        'Enter a check: rollout inquiry add 09662 none "chamber, management". If the file at '
        "--checks (CSV) does not exist yet it is begun.",
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
    role: Annotated[
        str,
        Text("Stelle oder Funktion, nie eine Person", "Office or role, never a person"),
    ],
    date: Annotated[
        str | None, Text("Tag der Nachfrage (Vorgabe: heute)", "Day of the check (default: today)")
    ] = None,
    note: Annotated[
        str | None, Text("Anmerkung, ohne Namen von Personen", "Note, without names of people")
    ] = None,
    sources: Annotated[Sources, "checks", "register", "data", "territory"] = SHIPPED,
    lang: Lang = "de",
) -> None:  # fmt: skip
    """Enter a check."""
    from rollout import upkeep

    path, places = _record_and_places(sources)
    column = "initiative_id" if about in _initiatives(sources, places) else "ags"
    values = {
        column: about, "date": date or dt.date.today().isoformat(), "asked": role,
        "answer": answer, "note": note or "",
    }  # fmt: skip
    print_outcome(upkeep.add_check(path, places, values), lang, places.names)


def list_(sources: Record = SHIPPED, json: bool = False, lang: Lang = "de") -> None:
    """List the checks of a record, the newest first."""
    from rollout.cli import print_coverage
    from rollout.inquiries import ANSWERS
    from rollout.readers.inquiry_record import read_checks

    path, places = _record_and_places(sources)
    table = read_checks(path, places).sort_values("date", ascending=False, kind="stable")
    if json:
        print_coverage.as_json(print_coverage.records(table))
        return
    rows = [
        [
            row["date"],
            ", ".join(map(places.label, filter(None, row["ags"].split(";"))))
            or row["initiative_id"],
            row["asked"],
            ANSWERS[row["answer"]][lang],
            row["note"],
        ]
        for row in table.to_dict("records")
    ]
    print_coverage.table(f"{path.name}: {len(table)}", words.INQUIRIES, rows, lang)


def log(sources: Record = SHIPPED, json: bool = False, lang: Lang = "de") -> None:
    """Show the change log of a record of checks."""
    print_log(_path(sources), json, lang)


def _initiatives(sources: Sources, places: Places) -> set[str]:
    """Identifiers of the register: what is one of them is no district."""
    from rollout.data_folder import default_data_dir
    from rollout.readers.register import read_register

    register = sources.register or (sources.data or default_data_dir()) / "initiatives.csv"
    return set(map(str, read_register(register, places).initiatives.index))


def _path(sources: Sources) -> Path:
    return record_path(sources.checks, sources.data, "checks.csv", "--checks")


def _record_and_places(sources: Sources) -> tuple[Path, Places]:
    from rollout.inputs import load_places

    path = _path(sources)
    return path, load_places(sources.data, sources.territory)[0]
