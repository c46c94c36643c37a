"""`rollout founding`: recording the way from a target region to a linked initiative."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rollout.cli import words
from rollout.cli.durations_command import courses
from rollout.cli.help import Command, Group
from rollout.cli.options import SHIPPED, Sources, as_command, pairs
from rollout.cli.record_commands import print_log, print_outcome, record_path
from rollout.errors import parameter_error
from rollout.language import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

    from rollout.readers.places import Places
    from rollout.upkeep import Outcome

Record = Annotated[Sources, "foundings", "data", "territory"]
REPEATED_NOTES = ("shared-region", "unusual-order", "person")  # said again at every change
ABOUT = Text(
    "Gründungen festhalten: Schritte, Hindernisse, Ausgang; geprüft, mit Sicherung und "
    "Änderungsprotokoll.",
    "Record foundings: steps, obstacles, outcome; checked, with backup and change log.",
)
HELP = {
    "add": Text(
        "Region aufnehmen: rollout founding add name=... region_ags=16061 kind=new trigger=2026-05."
        " Gibt es die Datei bei --foundings (CSV) noch nicht, wird sie angelegt.",
        "Take up a region: rollout founding add name=... region_ags=16061 kind=new "
        "trigger=2026-05. If the file at --foundings (CSV) does not exist yet it is begun.",
    ),
    "step": Text(
        "Erreichten Schritt eintragen: rollout founding step KENNUNG declaration --date 2026-05.",
        "Enter a step reached: rollout founding step ID declaration --date 2026-05.",
    ),
    "set": Text("Angaben einer Gründung ändern.", "Change cells of a founding."),
    "close": Text(
        "Abschließen: --founded KENNUNG ⟦g:der Initiative⟧, oder --given-up GRUND.",
        "Close it: --founded ID of the ⟦initiative⟧, or --given-up REASON.",
    ),
    "list": Text(
        "Gründungen mit erreichtem Schritt und Tagen seitdem auflisten.",
        "List the foundings with the step reached and the days since.",
    ),
    "courses": Text(
        "Zeigen, wie lange Gründungen bis zu jedem Schritt dauern und was notiert wurde.",
        "Show how long foundings take to every step and what was noted.",
    ),
    "log": Text("Änderungsprotokoll zeigen.", "Show the change log."),
}


def founding_app(lang: Lang) -> typer.Typer:
    """Build the commands below `rollout founding`."""
    app = typer.Typer(help=ABOUT[lang], no_args_is_help=True, cls=Group)
    for function in (add, step, set_, close, list_, courses, log):
        command: Callable[..., Any] = as_command(function, lang)
        name = function.__name__.rstrip("_")
        app.command(name, cls=Command, help=HELP[name][lang])(command)
    return app


def add(cells: list[str], sources: Record = SHIPPED, lang: Lang = "de") -> None:
    """Take up a region."""
    from rollout import upkeep

    path, places = _record_and_places(sources)
    _print_outcome(upkeep.add_founding(path, places, pairs("SPALTE=TEXT", cells)), lang)


def step(
    founding: str,
    reached: Annotated[str, Text("Schritt: Kürzel, Nummer oder Name", "Step: key, number or name")],
    date: str | None = None,
    obstacle: Annotated[
        list[str], Text("Hindernis (mehrfach möglich)", "Obstacle (may be repeated)")
    ] = [],  # noqa: B006
    favourable: Annotated[
        list[str],
        Text("Günstiger Faktor (mehrfach möglich)", "Favourable factor (may be repeated)"),
    ] = [],  # noqa: B006
    note: Annotated[
        str | None, Text("Anmerkung, ohne Namen von Personen", "Note, without names of people")
    ] = None,
    sources: Record = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Enter a step reached."""
    from rollout import upkeep

    path, places = _record_and_places(sources)
    outcome = upkeep.reach_step(
        path, places, founding, reached, date,
        obstacles=obstacle, favourable=favourable, note=note or "",
    )  # fmt: skip
    _print_outcome(outcome, lang)


def set_(
    founding: str,
    cells: list[str],
    sources: Record = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Change a founding."""
    from rollout import upkeep

    path, places = _record_and_places(sources)
    values = pairs("SPALTE=TEXT", cells)
    _print_outcome(upkeep.set_founding(path, places, founding, values), lang)


def close(
    founding: str,
    founded: Annotated[
        str | None,
        Text(
            "Kennung ⟦g:der Initiative⟧ im Register, ⟦die⟧ daraus wurde",
            "Identifier of the ⟦initiative⟧ in the register that it became",
        ),
    ] = None,
    given_up: Annotated[str | None, Text("Grund der Aufgabe", "Reason for giving up")] = None,
    date: str | None = None,
    sources: Annotated[Sources, "foundings", "register", "data", "territory"] = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Close a founding."""
    from rollout import upkeep
    from rollout.data_folder import default_data_dir
    from rollout.readers.register import read_register

    if (founded is None) == (given_up is None):
        finding = Text("fehlt", "is missing") if founded is None else Text("und --given-up stehen "
            "beide da", "and --given-up are both given")  # fmt: skip
        expected = Text("--founded KENNUNG oder --given-up GRUND",
                        "--founded ID or --given-up REASON")  # fmt: skip
        raise parameter_error("--founded", finding, expected)
    path, places = _record_and_places(sources)
    if founded is None:
        outcome = upkeep.close_given_up(path, places, founding, given_up or "", date)
    else:
        register = sources.register or (sources.data or default_data_dir()) / "initiatives.csv"
        ids = list(map(str, read_register(register, places).initiatives.index))
        outcome = upkeep.close_founded(path, places, founding, founded, ids, date)
    _print_outcome(outcome, lang)


def list_(sources: Record = SHIPPED, json: bool = False, lang: Lang = "de") -> None:
    """List the foundings of a record, running ones first, the longest waiting on top."""
    from rollout.cli import print_coverage
    from rollout.readers.foundings import read_foundings

    path, places = _record_and_places(sources)
    table = with_progress(read_foundings(path, places).table, dt.date.today())
    if json:
        print_coverage.as_json(print_coverage.records(table))
        return
    rows = [_row(row, places, lang) for row in table.reset_index().to_dict("records")]
    print_coverage.table(f"{path.name}: {len(table)}", words.FOUNDINGS, rows, lang, right=5)


def log(sources: Record = SHIPPED, json: bool = False, lang: Lang = "de") -> None:
    """Show the change log of a record of foundings."""
    print_log(_path(sources), json, lang)


def with_progress(table: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """Foundings with step (furthest reached), step_date and days since the newest dated step.

    Days are counted from the middle of the time the date stands for, never below 0; NaN without a
    dated step. Running foundings come first, those that have waited longest on top.
    """
    from rollout.founding_steps import days_since_last, last_step

    rows = [{str(k): str(v) for k, v in row.items()} for row in table.to_dict("records")]
    last = [last_step(row) for row in rows]
    keys = [reached[0].key if reached else "" for reached in last]
    with_days = table.assign(
        step=keys,
        step_date=[row[key] if key else "" for row, key in zip(rows, keys, strict=True)],
        days=[days_since_last(row, today) for row in rows],
    )
    order = with_days.assign(
        ended=with_days["outcome"] != "running", waiting=-with_days["days"].astype(float)
    )
    return with_days.loc[order.sort_values(["ended", "waiting"], kind="stable").index]


def _row(row: Mapping[Any, Any], places: Places, lang: Lang) -> list[str]:
    from rollout import language
    from rollout.founding_steps import BY_KEY, KINDS, OUTCOMES, period

    step = ""
    if row["step"]:
        reached, when = BY_KEY[row["step"]], period(row["step_date"])
        name = reached.text[lang].partition(" (")[0]
        step = f"; {reached.number} {name}, {when.wording(lang)}"
    keys = row["region_ags"].split(";")
    return [
        row["id"],
        row["name"],
        "; ".join(places.label(key) for key in keys[:3]) + (" …" if len(keys) > 3 else ""),
        KINDS[row["kind"]][lang],
        OUTCOMES[row["outcome"]][lang] + step,
        language.number(row["days"], 0, lang) if row["outcome"] == "running" else "",
    ]


def _print_outcome(outcome: Outcome, lang: Lang) -> None:
    """Print what changed and what is worth knowing about it."""
    from rollout.cli import print_coverage

    print_outcome(outcome, lang)
    for problem in outcome.problems if outcome.entries else ():
        if problem.code in REPEATED_NOTES:
            print_coverage.note(problem, lang)


def _path(sources: Sources) -> Path:
    return record_path(sources.foundings, sources.data, "foundings.csv", "--foundings")


def _record_and_places(sources: Sources) -> tuple[Path, Places]:
    from rollout.inputs import load_places

    path = _path(sources)
    return path, load_places(sources.data, sources.territory)[0]
