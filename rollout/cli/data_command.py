"""`rollout data import|update|restore`: taking files of publishers into the data folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from rollout.cli import catalogue_command, words
from rollout.cli.catalogue_command import catalogue, indicator
from rollout.cli.help import Command, Group
from rollout.cli.options import SHIPPED, Sources, as_command
from rollout.cli.way_back import print_way_back
from rollout.errors import Problem
from rollout.language import Lang, Text

if TYPE_CHECKING:
    from rollout.datastore import IndicatorImport, Outcome

DataFolder = Annotated[Sources, "data"]
HELP = catalogue_command.HELP | {
    "import": Text(
        "Datei eines Herausgebers in den Datenordner übernehmen.",
        "Take a publisher's file into the data folder.",
    ),
    "boundaries": Text(
        "Kreisgrenzen ersetzen: VG250/VG1000/VG5000, NUTS oder jede Karte mit Kreisschlüsseln "
        "(Ordner, zip, .shp, .gpkg, .geojson, .topojson).",
        "Replace district outlines: VG250/VG1000/VG5000, NUTS or any map with district keys "
        "(folder, zip, .shp, .gpkg, .geojson, .topojson).",
    ),
    "indicators": Text(
        "Werte übernehmen: Regionalstatistik/GENESIS, INKAR, Eurostat, Bundeswahlleiterin, "
        "Deutschlandatlas oder eine Tabelle mit Kreis- oder NUTS-3-Schlüsseln (CSV, XLSX, XLS, "
        "ODS, JSON).",
        "Take in values: Regionalstatistik/GENESIS, INKAR, Eurostat, election office, "
        "Deutschlandatlas or a table with district keys or NUTS 3 codes (CSV, XLSX, XLS, ODS, "
        "JSON).",
    ),
    "restore": Text(
        "Zum Stand vor der letzten Änderung zurückgehen.",
        "Go back to the state before the last change.",
    ),
    "update": Text(
        "Aktuelle Daten bei den Herausgebern holen, prüfen und übernehmen.",
        "Fetch current data from the publishers, check them and take them in.",
    ),
}
STATES = {
    "updated": Text("übernommen", "updated"),
    "unchanged": Text("unverändert seit dem letzten Holen", "unchanged since the last fetch"),
    "failed": Text("nicht übernommen, alles bleibt wie es war", "failed, all stays as it was"),
    "offline": Text("keine Verbindung, alles bleibt wie es war",
                    "no connection, all stays as it was"),
}  # fmt: skip
REFERENCE = Text(
    "ist als Bezugsgröße aufgenommen und geht nicht in die Bewertung ein; dafür --axis need oder "
    "capacity und --direction angeben",
    "was taken in as a reference value and does not enter the score; for that give --axis need or "
    "capacity, and --direction",
)


def add_data_commands(data: typer.Typer, lang: Lang) -> None:
    """Add the commands below `rollout data`."""
    imports = typer.Typer(help=HELP["import"][lang], no_args_is_help=True, cls=Group)
    _add(imports, boundaries, lang)
    _add(imports, indicators, lang)
    data.add_typer(imports, name="import")
    _add(data, catalogue, lang)
    _add(data, indicator, lang)
    _add(data, update, lang)
    _add(data, restore, lang)


def _add(app: typer.Typer, function: Callable[..., Any], lang: Lang) -> None:
    name = function.__name__
    app.command(name, cls=Command, help=HELP[name][lang])(as_command(function, lang))


def boundaries(file: Path, sources: DataFolder = SHIPPED, lang: Lang = "de") -> None:
    """Replace the district outlines."""
    from rollout.cli import print_coverage
    from rollout.datastore import import_boundaries, open_store

    store = open_store(sources.data)
    with print_coverage.progress(lang) as report:
        report(Text("Grenzen lesen und prüfen", "reading and checking outlines"))
        problems = import_boundaries(file, store)
    _print_notes((*store.notes, *problems), lang)
    print_coverage.files([store.path("boundaries/districts.gpkg")], lang)
    print_way_back(sources.data, lang)


def indicators(
    file: Path,
    as_: str | None = None,
    column: str | None = None,
    year: int | None = None,
    factor: float = 1.0,
    kind: str | None = None,
    unit: str | None = None,
    name: str | None = None,
    axis: str | None = None,
    direction: str | None = None,
    ideal: float | None = None,
    weight: float | None = None,
    weigh_by: str | None = None,
    split_by: Literal["population", "area"] = "population",
    zero_is_unknown: bool = False,
    sources: DataFolder = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Take in one series of a file, or all that are named like indicators."""
    from rollout.cli import print_coverage
    from rollout.datastore import ImportRequest, import_indicators, open_store

    store = open_store(sources.data)
    request = ImportRequest(
        indicator=as_, column=column, year=year, factor=factor, kind=kind, unit=unit, name=name,
        axis=axis, direction=direction, ideal=ideal, weight=weight, weights=weigh_by, by=split_by,
        zero_is_unknown=zero_is_unknown,
    )  # fmt: skip
    with print_coverage.progress(lang) as report:
        report(Text("Werte lesen und prüfen", "reading and checking values"))
        entries = import_indicators(file, store, request)
    _print_notes((*store.notes, *(p for entry in entries for p in entry.problems)), lang)
    _print_series(entries, lang)
    for entry in entries:
        if entry.is_new and axis in (None, "reference"):
            print_coverage.out.print(f"{entry.indicator} {REFERENCE[lang]}", markup=False)
    print_way_back(sources.data, lang)


def update(sources: DataFolder = SHIPPED, lang: Lang = "de") -> None:
    """Fetch and take in; exit 2 when something could not be updated."""
    from rollout.cli import print_coverage
    from rollout.datastore import open_store
    from rollout.datastore import update as update_store

    store = open_store(sources.data)
    with print_coverage.progress(lang) as report:
        outcomes = update_store(store, report=report)
    for outcome in outcomes:
        _print_outcome(outcome, lang)
    if any(outcome.state in ("failed", "offline") for outcome in outcomes):
        raise typer.Exit(2)


def restore(
    sources: DataFolder = SHIPPED,
    force: Annotated[
        bool, Text("Auch wenn Dateien seitdem geändert wurden", "Even if files were changed since")
    ] = False,
    lang: Lang = "de",
) -> None:
    """Go one state back."""
    from rollout.cli import print_coverage
    from rollout.datastore import open_store

    store = open_store(sources.data)
    state = store.restore(force=force)
    text = Text("Zurückgenommen", "Taken back")
    print_coverage.out.print(f"{text[lang]}: {state.action} ({state.when})", markup=False)
    print_coverage.files([store.path(name) for name in state.files], lang)


def earlier_states(data: Path | None) -> list[dict[str, str]]:
    """Earlier states of a data folder that `restore` can go back to, newest first."""
    from rollout.data_folder import default_data_dir
    from rollout.datastore import Store

    return [
        {"when": state.when, "action": state.action, "files": ", ".join(sorted(state.files))}
        for state in Store(data or default_data_dir()).states()
    ]


def print_states(states: list[dict[str, str]], lang: Lang) -> None:
    """Print the earlier states; nothing without any."""
    from rollout.cli import print_coverage

    if not states:
        return
    title = Text("Frühere Stände; rollout data restore geht jeweils einen zurück",
                 "Earlier states; rollout data restore goes back one at a time")  # fmt: skip
    rows = [list(state.values()) for state in states]
    print_coverage.table(title[lang], words.STATES, rows, lang)


def _print_notes(problems: tuple[Problem, ...], lang: Lang) -> None:
    from rollout.cli import print_coverage

    if problems:
        print_coverage.problems(problems, lang)


def _print_series(entries: list[IndicatorImport], lang: Lang) -> None:
    """Print one row for each indicator taken in."""
    from rollout import language
    from rollout.cli import print_coverage

    rows = [
        [
            entry.indicator,
            entry.series,
            language.MISSING if entry.year != entry.year else f"{entry.year:.0f}",
            language.number(float(entry.values.notna().sum()), 0, lang),
            *(language.number(float(value), 1, lang)
              for value in (entry.values.min(), entry.values.median(), entry.values.max())),
        ]
        for entry in entries
    ]  # fmt: skip
    title = Text("Übernommene Werte", "Values taken in")
    print_coverage.table(title[lang], words.SERIES, rows, lang, right=2)


def _print_outcome(outcome: Outcome, lang: Lang) -> None:
    """Print one line for each endpoint, and what was found where it matters."""
    from rollout.cli import print_coverage

    line = f"{outcome.endpoint.name[lang]}: {STATES[outcome.state][lang]}"
    if outcome.state in ("failed", "offline"):
        reasons = "; ".join(problem.finding[lang] for problem in outcome.problems)
        line += f" ({reasons}; {outcome.endpoint.url})"
    print_coverage.out.print(line, markup=False, soft_wrap=True)
    if outcome.state == "updated":
        _print_notes(outcome.problems, lang)
