"""`rollout founding`: recording the way from a target region to a linked initiative."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rollout.cli import words
from rollout.cli.at_work import ROLE, ROLE_HELP, print_changes, print_outcome, service_at
from rollout.cli.durations_command import courses
from rollout.cli.help import Command, Group
from rollout.cli.options import SHIPPED, Sources, as_command, pairs
from rollout.errors import parameter_error
from rollout.language import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

Record = Annotated[Sources, "workspace", "data", "territory"]
ABOUT = Text(
    "Gründungen im Arbeitsbereich festhalten: Schritte, Hindernisse, Ausgang; geprüft, mit "
    "Änderungsprotokoll.",
    "Record foundings in the workspace: steps, obstacles, outcome; checked, with change log.",
)
HELP = {
    "add": Text(
        "Region aufnehmen: rollout founding add name=... region_ags=16061 kind=new "
        "trigger=2026-05.",
        "Take up a region: rollout founding add name=... region_ags=16061 kind=new "
        "trigger=2026-05.",
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


def add(
    cells: list[str],
    role: Annotated[str, ROLE_HELP] = ROLE,
    sources: Record = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Take up a region."""
    with service_at(sources) as service:
        values = service.cells("founding", pairs("SPALTE=TEXT", cells))
        print_outcome(service.add("founding", values, role, values.get("name", "")), lang)


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
    role: Annotated[str, ROLE_HELP] = ROLE,
    sources: Record = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Enter a step reached."""
    with service_at(sources) as service:
        outcome = service.take_step(
            founding, service.version("founding", founding), reached, role, date=date or "",
            obstacles=obstacle, favourable=favourable, note=note or "",
        )  # fmt: skip
        print_outcome(outcome, lang)


def set_(
    founding: str,
    cells: list[str],
    role: Annotated[str, ROLE_HELP] = ROLE,
    sources: Record = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Change a founding."""
    with service_at(sources) as service:
        values = service.cells("founding", pairs("SPALTE=TEXT", cells))
        seen = service.version("founding", founding)
        print_outcome(service.alter("founding", founding, values, seen, role), lang)


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
    role: Annotated[str, ROLE_HELP] = ROLE,
    sources: Record = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Close a founding."""
    if (founded is None) == (given_up is None):
        finding = Text("fehlt", "is missing") if founded is None else Text("und --given-up stehen "
            "beide da", "and --given-up are both given")  # fmt: skip
        expected = Text("--founded KENNUNG oder --given-up GRUND",
                        "--founded ID or --given-up REASON")  # fmt: skip
        raise parameter_error("--founded", finding, expected)
    with service_at(sources) as service:
        seen = service.version("founding", founding)
        if founded is None:
            given = given_up or ""
            outcome = service.give_up_founding(founding, seen, given, role, date or "")
        else:
            outcome = service.complete_founding(founding, seen, founded, role, date or "")
        print_outcome(outcome, lang)


def list_(
    sources: Annotated[Sources, "foundings", "workspace", "data", "territory"] = SHIPPED,
    json: bool = False,
    lang: Lang = "de",
) -> None:
    """List the foundings of a record, running ones first, the longest waiting on top."""
    from rollout.cli import print_coverage
    from rollout.cli.loading import inputs_of

    inputs = inputs_of(sources)
    table = with_progress(inputs.foundings, dt.date.today())
    if json:
        print_coverage.as_json(print_coverage.records(table))
        return
    names = inputs.districts["display_name"].to_dict()
    rows = [_row(row, names, lang) for row in table.reset_index().to_dict("records")]
    title = Text("Gründungen", "Foundings")[lang]
    print_coverage.table(f"{title}: {len(table)}", words.FOUNDINGS, rows, lang, right=5)


def log(sources: Record = SHIPPED, json: bool = False, lang: Lang = "de") -> None:
    """Show the change log of the foundings."""
    with service_at(sources) as service:
        print_changes(service.changes_of_kind("founding"), json, lang)


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


def _row(row: Mapping[Any, Any], names: Mapping[str, str], lang: Lang) -> list[str]:
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
        "; ".join(f"{key} {names.get(key, '')}".strip() for key in keys[:3])
        + (" …" if len(keys) > 3 else ""),
        KINDS[row["kind"]][lang],
        OUTCOMES[row["outcome"]][lang] + step,
        language.number(row["days"], 0, lang) if row["outcome"] == "running" else "",
    ]


def _districts(keys: Sequence[str], names: Mapping[str, str]) -> str:
    """The first three districts, key and name."""
    first = "; ".join(f"{key} {names.get(key, '')}".strip() for key in keys[:3])
    return first + (" …" if len(keys) > 3 else "")
