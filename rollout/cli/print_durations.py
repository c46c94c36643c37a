"""What the commands print about courses of foundings and the calendar of a plan."""

from __future__ import annotations

from typing import Any

from rich.markup import escape

from rollout import language
from rollout.cli import words
from rollout.cli.print_coverage import out, table
from rollout.export.calendar_tables import lapse_words
from rollout.export.founding_tables import factor_rows, spans, step_name
from rollout.export.words import (
    COURSE_NOTE,
    DATED_NAMES,
    FACTOR_NOTE,
    NONE_YET,
    OF_NAMES,
    SPAN_NAMES,
    STATE_NAMES,
    WORKLOAD,
)
from rollout.founding_steps import CARRIERS, KINDS, OUTCOMES
from rollout.foundings.durations import STATES
from rollout.language import Lang, Text
from rollout.plan.calendar import Schedule
from rollout.plan.workload import quarter_words

ALL = Text("alle", "all")


def courses(frame: Any, of: str, lang: Lang) -> None:
    """Print one table of courses; steps nobody reached or waits for are left out."""
    some = frame[(frame["reached"] > 0) | (frame["running"] > 0)]
    if some.empty:
        none = NONE_YET if of == "own" else Text("Keine Fälle.", "No cases.")
        begin = " (rollout founding add)" if of == "own" else ""
        out.print(escape(f"{none[lang]}{begin}"))
        return
    groups = {"": ALL, **KINDS, **CARRIERS}  # kinds and carriers share no key
    by_group = bool((some["group"] != "").any())
    rows = []
    for row in some.to_dict("records"):
        group = [groups[row["group"]][lang]] if by_group else []
        counts = [str(row[state]) for state in STATES]
        rows.append([step_name(row["step"], lang), *group, *counts, *spans(row, lang)])
    head = [Text("Zeit bis", "Time until")] + ([Text("Gruppe", "Group")] if by_group else [])
    head += [*STATE_NAMES.values(), *SPAN_NAMES]
    title = Text(f"Verläufe: {OF_NAMES[of].de}", f"Courses: {OF_NAMES[of].en}")
    table(title[lang], head, rows, lang, right=2 if by_group else 1)


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
    table(title[lang], head, rows, lang, right=2)
    out.print(escape(FACTOR_NOTE[lang]), style="dim")


def calendar(schedule: Schedule, lang: Lang) -> None:
    """Print the dates of the waves, the work per quarter and what cannot be served."""
    _dates(schedule, lang)
    for lapse in schedule.lapses.values():
        out.print(escape(lapse_words(lapse, lang)), style="dim")
    if len(schedule.workload):
        _workload(schedule, lang)
    for lack in schedule.shortages:
        out.print(escape(lack.message()[lang]), style="bold yellow")


def _dates(schedule: Schedule, lang: Lang) -> None:
    rows = []
    for wave, row in schedule.dates.iterrows():
        spans = [_span(row, step, lang) for step in DATED_NAMES]
        rows.append([str(wave), str(row["regions"]), language.date(row["start"], lang), *spans])
    head = [Text("Welle", "Wave"), Text("Regionen", "Regions"), Text("Beginn", "Start")]
    title = Text("Kalender: erwartet (früh bis spät)", "Calendar: expected (early to late)")
    table(title[lang], [*head, *DATED_NAMES.values()], rows, lang)


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
    return Text(f"{day:%m/%Y}", language.date(day.replace(day=1), "en")[2:])[lang]


def _workload(schedule: Schedule, lang: Lang) -> None:
    rows = [
        [quarter_words(str(quarter))[lang]]
        + [language.number(row[name], 0, lang) for name in ("needed", "available", "missing")]
        for quarter, row in schedule.workload.iterrows()
    ]
    unit = Text("Personentage", "person-days")[lang]
    table(f"{WORKLOAD[lang]} ({unit})", words.QUARTERS, rows, lang, right=1)
