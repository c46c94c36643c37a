"""What the commands print about courses of foundings and the calendar of a plan."""

from __future__ import annotations

from typing import Any

from rich.markup import escape

from rollout import language
from rollout.cli.print_coverage import out, table
from rollout.export.calendar_tables import DATED_NAMES, WORKLOAD, lapse_words
from rollout.export.founding_tables import (
    COURSE_NOTE,
    FACTOR_NOTE,
    NONE_YET,
    OF_NAMES,
    SPAN_NAMES,
    STATE_NAMES,
    factor_rows,
    spans,
    step_name,
)
from rollout.founding_steps import CARRIERS, KINDS, OUTCOMES
from rollout.foundings.durations import STATES
from rollout.language import Lang, Text
from rollout.plan.calendar import Schedule
from rollout.plan.workload import quarter_words

ALL = Text("alle", "all")


def courses(frame: Any, of: str, lang: Lang) -> None:
    """Print one table of courses; steps nobody reached or waits for are left out."""
    told = frame[(frame["reached"] > 0) | (frame["running"] > 0)]
    if told.empty:
        none = NONE_YET if of == "own" else Text("Keine Fälle.", "No cases.")
        out.print(escape(none[lang]))
        return
    groups = {"": ALL, **KINDS, **CARRIERS}  # kinds and carriers share no key
    grouped = bool((told["group"] != "").any())
    rows = []
    for row in told.to_dict("records"):
        group = [groups[row["group"]][lang]] if grouped else []
        counts = [str(row[state]) for state in STATES]
        rows.append([step_name(row["step"], lang), *group, *counts, *spans(row, lang)])
    head = [Text("Zeit bis", "Time until")] + ([Text("Gruppe", "Group")] if grouped else [])
    head += [*STATE_NAMES.values(), *SPAN_NAMES]
    title = Text(f"Verläufe: {OF_NAMES[of].de}", f"Courses: {OF_NAMES[of].en}")
    table(title[lang], [text[lang] for text in head], rows, right=2 if grouped else 1)


def note(lang: Lang) -> None:
    """Say how the figures are made."""
    out.print(escape(COURSE_NOTE[lang]), style="dim")


def factors(cases: Any, of: str, lang: Lang) -> None:
    """Print what was noted in how many cases."""
    rows = factor_rows(cases, lang)
    if not rows:
        return
    head = [Text("Art", "Kind"), Text("Notiert", "Noted"), *OUTCOMES.values()]
    title = Text(f"Notierte Punkte: {OF_NAMES[of].de}", f"Points noted: {OF_NAMES[of].en}")
    table(title[lang], [text[lang] for text in head], rows, right=2)
    out.print(escape(FACTOR_NOTE[lang]), style="dim")


def calendar(made: Schedule, lang: Lang) -> None:
    """Print the dates of the waves, the work per quarter and what cannot be served."""
    _dates(made, lang)
    for lapse in made.lapses.values():
        out.print(escape(lapse_words(lapse, lang)), style="dim")
    if len(made.workload):
        _workload(made, lang)
    for lack in made.shortages:
        out.print(escape(lack.message()[lang]), style="bold yellow")


def _dates(made: Schedule, lang: Lang) -> None:
    rows = []
    for wave, row in made.dates.iterrows():
        spans = [_span(row, step, lang) for step in DATED_NAMES]
        rows.append([str(wave), str(row["regions"]), language.date(row["start"], lang), *spans])
    head = [Text("Welle", "Wave"), Text("Regionen", "Regions"), Text("Beginn", "Start")]
    titles = [text[lang] for text in (*head, *DATED_NAMES.values())]
    title = Text("Kalender: erwartet (früh bis spät)", "Calendar: expected (early to late)")
    table(title[lang], titles, rows, right=99)


def _span(row: Any, step: str, lang: Lang) -> str:
    """Expected month with its band."""
    early, expected, late = (
        _month(row[f"{step}_{mark}"], lang) for mark in ("early", "expected", "late")
    )
    return f"{expected}\n({early} {Text('bis', 'to')[lang]} {late})"


def _month(day: Any, lang: Lang) -> str:
    """Month of a date: a day would promise too much."""
    if day is None:
        return language.MISSING
    return f"{day:%m/%Y}" if lang == "de" else language.date(day.replace(day=1), "en")[2:]


def _workload(made: Schedule, lang: Lang) -> None:
    rows = [
        [quarter_words(str(quarter), lang)]
        + [language.number(row[name], 0, lang) for name in ("needed", "available", "missing")]
        for quarter, row in made.workload.iterrows()
    ]
    head = {
        "de": ("Quartal", "nötig", "vorhanden", "fehlt"),
        "en": ("Quarter", "needed", "available", "missing"),
    }[lang]
    unit = Text("Personentage", "person-days")[lang]
    table(f"{WORKLOAD[lang]} ({unit})", head, rows, right=1)
