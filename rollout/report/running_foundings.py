"""Foundings under way: where they stand, how long such courses take, when waves are expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout.export.calendar_tables import calendar_rows, lapse_words
from rollout.export.founding_tables import course_rows, factor_rows, founding_rows
from rollout.export.words import (
    COURSE_NOTE,
    DATE_NAMES,
    DATED_NAMES,
    FACTOR_NOTE,
    STATE_NAMES,
    WAVE,
)
from rollout.founding_steps import OUTCOMES
from rollout.language import MISSING, Lang, Text, number
from rollout.plan.calendar import DATED_STEPS, Schedule, plan_schedule
from rollout.report.blocks import Block, column, heading, points, section, small, table
from rollout.report.words import KIND_HEAD

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan


def foundings_section(analysis: Analysis, plan: RolloutPlan | None, lang: Lang) -> Block | None:
    """Own foundings and the calendar of the plan; None where there is neither."""
    inputs = analysis.inputs
    schedule = plan_schedule(inputs, plan.summary, plan.scenario) if plan is not None else None
    if inputs.foundings.empty and schedule is None:
        return None
    return section(
        Text("Gründungen und Kalender", "Foundings and calendar")[lang],
        [
            *([] if inputs.foundings.empty else _board(analysis, lang)),
            *_courses(analysis, lang),
            *([] if schedule is None else _calendar(schedule, lang)),
        ],
    )


def _board(analysis: Analysis, lang: Lang) -> list[Block]:
    record = founding_rows(analysis.inputs, analysis.scenario.observed_until, lang)
    rows = [
        [
            str(row["name"]),
            str(row["regions"]),
            str(row["kind"]),
            str(row["outcome"]),
            str(row["step"]) or MISSING,
            number(row["days"], lang=lang),
            Text("ja", "yes")[lang] if row["stalled"] else "",
        ]
        for row in record.to_dict("records")
    ]
    columns = [
        column("Name", width=1.2),
        column("Region", width=1),
        column(KIND_HEAD[lang], width=0.8),
        column(Text("Stand", "Outcome")[lang]),
        column(Text("Weitester Schritt", "Furthest step")[lang], width=1.2),
        column(Text("Tage seit Bewegung", "Days since a move")[lang], "right", mm=20),
        column(Text("steht still", "stalled")[lang], mm=13),
    ]
    caption = Text("Eigene Gründungen", "Own foundings")[lang]
    counts = factor_rows(analysis.inputs.foundings, lang)
    factors = [_factors(counts, lang), small(FACTOR_NOTE[lang])] if counts else []
    return [heading(caption), table(caption, columns, rows), *factors]


def _factors(rows: list[list[str]], lang: Lang) -> Block:
    columns = [
        column(KIND_HEAD[lang]),
        column(Text("Punkt", "Point")[lang], width=1),
        *(column(name[lang], "right") for name in OUTCOMES.values()),
    ]
    caption = Text(
        "Günstiges und Hindernisse, nach Ausgang", "Favourable points and obstacles, by outcome"
    )[lang]
    return table(caption, columns, rows)


def _courses(analysis: Analysis, lang: Lang) -> list[Block]:
    courses = course_rows(analysis.inputs, analysis.scenario.observed_until, lang)
    courses = courses[courses["reached"] > 0]
    title = heading(Text("Wie lange Gründungen dauern", "How long foundings take")[lang])
    if courses.empty:
        message = Text("Kein Fall hat datierte Schritte.", "No case has dated steps.")[lang]
        return [title, small(message)]
    rows = [
        [
            str(row["of"]),
            str(row["step"]),
            *(number(row[state], lang=lang) for state in STATE_NAMES),
            number(row["median"], 1, lang),
            _span(row["lower"], row["upper"], lang),
            _span(row["shortest"], row["longest"], lang),
        ]
        for row in courses.to_dict("records")
    ]
    columns = [
        column(Text("Fälle", "Cases")[lang], width=1),
        column(Text("Zeit bis", "Time until")[lang], width=1.3),
        *(column(name[lang], "right", mm=15) for name in STATE_NAMES.values()),
        column("Median", "right"),
        column(Text("mittlere Hälfte", "middle half")[lang], "right", mm=20),
        column(Text("kürzeste bis längste", "shortest to longest")[lang], "right", mm=21),
    ]
    caption = Text("Monate vom Beginn bis zum Schritt", "Months from the start to the step")[lang]
    return [title, table(caption, columns, rows), small(COURSE_NOTE[lang])]


def _span(low: float, high: float, lang: Lang) -> str:
    """Two numbers of months; a dash for one that too few cases have reached."""
    return f"{number(low, 1, lang)} – {number(high, 1, lang)}"


def _calendar(schedule: Schedule, lang: Lang) -> list[Block]:
    frame: pd.DataFrame = calendar_rows(schedule, lang)
    rows = [
        [
            number(row["wave"], lang=lang),
            number(row["regions"], lang=lang),
            str(row["start"]),
            *(
                f"{row[f'{step}_expected']} ({row[f'{step}_early']} – {row[f'{step}_late']})"
                for step in DATED_STEPS
            ),
        ]
        for row in frame.to_dict("records")
    ]
    columns = [
        column(WAVE[lang]),
        column(Text("Regionen", "Regions")[lang], "right"),
        column(Text("Beginn", "Start")[lang], mm=20),
        *(column(DATED_NAMES[step][lang], width=1) for step in DATED_STEPS),
    ]
    names = ", ".join(DATE_NAMES[mark][lang] for mark in ("early", "late"))
    caption = Text(
        f"Erwartete Daten der Wellen (in Klammern: {names})",
        f"Expected dates of the waves (in brackets: {names})",
    )[lang]
    lacks = [lack.message()[lang] for lack in schedule.shortages]
    return [
        heading(Text("Kalender", "Calendar")[lang]),
        table(caption, columns, rows),
        points([*(lapse_words(schedule.lapses[step], lang) for step in DATED_STEPS), *lacks]),
    ]
