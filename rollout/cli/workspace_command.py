"""`rollout workspace`: making, looking into, moving and saving the database an agency works in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

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
from rollout.cli.options import SHIPPED, Sources, as_command
from rollout.cli.user_command import user_app
from rollout.language import Lang, Text, number

Place = Annotated[Sources, "workspace", "data", "territory"]
Kind = Literal["note", "task", "check", "study"]
ABOUT = Text(
    "Arbeitsbereich: Register, Gründungen, Nachfragen, Stellen, Aufgaben und Notizen in einer "
    "Datenbank, mit allen Änderungen.",
    "Workspace: register, foundings, checks, offices, tasks and notes in one database, with every "
    "change.",
)
HELP = {
    "make": Text(
        "Anlegen, aus den mitgelieferten oder eigenen Dateien (--register, --foundings, --checks).",
        "Make one, from the shipped files or your own (--register, --foundings, --checks).",
    ),
    "info": Text("Ort, Umfang und letzte Änderung zeigen.", "Show place, size and last change."),
    "import": Text(
        "Zeigen, was eine Datei (CSV, XLSX, GeoPackage) ändern würde; mit --take übernehmen.",
        "Show what a file (CSV, XLSX, GeoPackage) would change; take it with --take.",
    ),
    "export": Text(
        "Alle Tabellen als CSV in einen Ordner schreiben, auf Wunsch wie an einem Tag; als "
        "Arbeitsmappe zum Bearbeiten, wenn der Name auf .xlsx endet.",
        "Write all tables as CSV into a folder, as of a day if you like; as a workbook to work in "
        "if the name ends in .xlsx.",
    ),
    "history": Text(
        "Änderungen zeigen: die neuesten, oder die zu einem Kreis oder ⟦d:einer Initiative⟧.",
        "Show changes: the newest, or those of a district or ⟦an initiative⟧.",
    ),
    "undo": Text(
        "Den letzten Schritt zurücknehmen, oder den mit einer Nummer aus history.",
        "Take back the last step, or one by its number in history.",
    ),
    "forget": Text(
        "Einträge für immer löschen, auch aus der Liste der Änderungen: note, task, check ...",
        "Delete entries for good, from the list of changes, too: note, task, check ...",
    ),
    "backup": Text(
        "Eine Kopie schreiben, auch während andere arbeiten.",
        "Write a copy, even while others work.",
    ),
}


def workspace_app(lang: Lang) -> typer.Typer:
    """Build the commands below `rollout workspace`."""
    app = typer.Typer(help=ABOUT[lang], no_args_is_help=True, cls=Group)
    for function in (make, info, import_, export, history, undo, forget, backup):
        command: Callable[..., Any] = as_command(function, lang)
        name = function.__name__.rstrip("_")
        app.command(name, cls=Command, help=HELP[name][lang])(command)
    app.add_typer(user_app(lang), name="user")
    return app


def make(
    role: Annotated[str, ROLE_HELP] = ROLE,
    sources: Annotated[
        Sources, "workspace", "register", "foundings", "checks", "data", "territory"
    ] = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Make a workspace."""
    from rollout.cli import print_coverage
    from rollout.inputs import load_inputs
    from rollout.workspace.make import (
        default_workspace,
        files_of,
        make_folder_of,
        make_workspace,
    )

    inputs = load_inputs(sources.data, territory=sources.territory)
    named = {"initiative": sources.register, "founding": sources.foundings,
             "check": sources.checks}  # fmt: skip
    files = files_of(sources.data) | {kind: path for kind, path in named.items() if path}
    where = sources.workspace or default_workspace()
    if sources.workspace is None:
        make_folder_of(where)
    workspace = make_workspace(where, inputs, files, role)
    try:
        count = len(workspace.records("initiative"))
        text = Text("{}: {} ⟦Initiativen⟧ aufgenommen.", "{}: {} ⟦initiatives⟧ taken in.")
        said = text[lang].format(workspace.name, number(count, lang=lang))
        print_coverage.out.print(said, markup=False, soft_wrap=True)
    finally:
        workspace.close()


def info(sources: Place = SHIPPED, json: bool = False, lang: Lang = "de") -> None:
    """Show what a workspace holds."""
    from rollout.cli import print_coverage
    from rollout.workspace.kinds import KINDS

    with service_at(sources) as service:
        counts = {kind: len(service.records(kind)) for kind in KINDS}
        last = next(iter(service.newest_changes(1)), None)
        about = {
            "workspace": service.workspace.name,
            "records": counts,
            "changes": last.number if last else 0,
            "last": last.at if last else "",
        }
    if json:
        print_coverage.as_json(about)
        return
    rows = [[KINDS[kind].title[lang], number(count, lang=lang)] for kind, count in counts.items()]
    print_coverage.table(str(about["workspace"]), words.RECORDS, rows, lang, right=1)
    text = Text("{} Änderungen, die letzte {}", "{} changes, the last one {}")
    said = text[lang].format(about["changes"], about["last"] or "–")
    print_coverage.out.print(said, markup=False)


def import_(
    source: Annotated[Path, Text("Datei", "File")],
    take: Annotated[bool, TAKE_HELP] = False,
    role: Annotated[str, ROLE_HELP] = ROLE,
    sources: Annotated[
        Sources, "columns", "values", "status", "skip_doubtful", "mapping", "workspace", "data",
        "territory",
    ] = SHIPPED,
    lang: Lang = "de",
) -> None:  # fmt: skip
    """Show and take what a file would change."""
    from rollout.files.guarded import check_regular
    from rollout.workspace.exchange import difference
    from rollout.workspace.workbook import is_workbook, workbook_differences

    check_regular(source)
    with service_at(sources) as service:
        workspace, places = service.workspace, service.places
        if is_workbook(source):
            news = workbook_differences(workspace, source, places)
        else:
            news = [difference(workspace, source, places, assigned=sources.assignment())]
        take_or_show(service, news, take, role, lang)


def export(
    out: Path = Path("arbeitsbereich"),
    as_of: Annotated[
        str | None, Text("Stand am Ende dieses Tages (2026-05-17)", "State at the end of this day")
    ] = None,
    sources: Place = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Write all tables as CSV."""
    from rollout.cli import print_coverage
    from rollout.workspace.exchange import export_csv
    from rollout.workspace.workbook import write_workbook

    if out.suffix.casefold() == ".xlsx" and as_of is None:
        with service_at(sources) as service:
            print_coverage.files([write_workbook(service.workspace, out)], lang)
        return
    day = _day(as_of) if as_of else None
    with service_at(sources) as service:
        print_coverage.files(export_csv(service.workspace, out, day), lang)


def history(
    district: Annotated[str | None, Text("Nur zu diesem Kreis", "Only of this district")] = None,
    initiative: Annotated[
        str | None, Text("Nur zu ⟦d:dieser Initiative⟧", "Only of this ⟦initiative⟧")
    ] = None,
    most: Annotated[int, Text("Höchstens so viele", "At most that many")] = 50,
    sources: Place = SHIPPED,
    json: bool = False,
    lang: Lang = "de",
) -> None:
    """Show changes, the newest first."""
    with service_at(sources) as service:
        if initiative is not None:
            changes = service.history_of_initiative(initiative)
        elif district is not None:
            changes = service.history_of_district(service.district(district))
        else:
            changes = service.newest_changes(most)
        print_changes(changes[:most], json, lang)


def undo(
    action: Annotated[
        int | None, Text("Nummer des Schritts (sonst der letzte)", "Number of the step")
    ] = None,
    role: Annotated[str, ROLE_HELP] = ROLE,
    sources: Place = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Take back a step."""
    with service_at(sources) as service:
        print_outcome(service.undo(role, action), lang)


def forget(
    kind: Annotated[Kind, Text("Art der Einträge", "Kind of the entries")],
    key: Annotated[Sequence[str], Text("Kennung", "Identifier")] = (),
    before: Annotated[
        str | None, Text("Alle von vor diesem Tag", "All from before this day")
    ] = None,
    role: Annotated[str, ROLE_HELP] = ROLE,
    sources: Place = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Delete entries for good."""
    from rollout.cli import print_coverage

    if before is not None:
        _day(before, "--before")
    with service_at(sources) as service:
        outcome = service.forget(kind, role, key, before or "")
    count = number(len(outcome.changes), lang=lang)
    said = Text(f"{count} Einträge gelöscht.", f"{count} entries deleted.")
    print_coverage.out.print(said[lang])


def backup(
    out: Path = Path("sicherung.rollout"),
    sources: Place = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Write a copy of a workspace."""
    from rollout.cli import print_coverage
    from rollout.workspace.backup import write_copy

    with service_at(sources) as service:
        print_coverage.files([write_copy(service.workspace, out)], lang)


def _day(text: str, flag: str = "--as-of") -> dt.datetime:
    """Last moment of a day of this place."""
    from rollout.errors import parameter_error

    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        finding = Text(f"ist {text!r}", f"is {text!r}")
        expected = Text("ein Tag wie 2026-05-17", "a day such as 2026-05-17")
        raise parameter_error(flag, finding, expected) from None
    return dt.datetime.combine(day, dt.time.max).astimezone()
