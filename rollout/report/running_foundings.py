"""Foundings under way: where they stand, how long such courses take, when waves are expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout.export.calendar_tables import DATE_NAMES, DATED_NAMES, calendar_rows, lapse_words
from rollout.export.founding_tables import (
    COURSE_NOTE,
    FACTOR_NOTE,
    STATE_NAMES,
    course_rows,
    factor_rows,
    founding_rows,
)
from rollout.export.plan_tables import WAVE
from rollout.founding_steps import OUTCOMES
from rollout.plan.calendar import DATED_STEPS, Schedule, plan_schedule
from rollout.report.blocks import Block, column, heading, points, section, small, table
from rollout.report.voice import Voice

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan


def foundings_section(analysis: Analysis, plan: RolloutPlan | None, voice: Voice) -> Block | None:
    """Own foundings and the calendar of the plan; None where there is neither."""
    inputs = analysis.inputs
    schedule = plan_schedule(inputs, plan.summary, plan.scenario) if plan is not None else None
    if inputs.foundings.empty and schedule is None:
        return None
    return section(
        voice.say("Gründungen und Kalender", "Foundings and calendar"),
        [
            *([] if inputs.foundings.empty else _board(analysis, voice)),
            *_courses(analysis, voice),
            *([] if schedule is None else _calendar(schedule, voice)),
        ],
    )


def _board(analysis: Analysis, voice: Voice) -> list[Block]:
    record = founding_rows(analysis.inputs, analysis.scenario.observed_until, voice.lang)
    rows = [
        [
            str(row["name"]),
            str(row["regions"]),
            str(row["kind"]),
            str(row["outcome"]),
            str(row["step"]) or voice.number(None),
            voice.number(row["days"]),
            voice.say("ja", "yes") if row["stalled"] else "",
        ]
        for row in record.to_dict("records")
    ]
    columns = [
        column("Name", width=1.2),
        column("Region", width=1),
        column(voice.say("Art", "Kind"), width=0.8),
        column(voice.say("Stand", "Outcome")),
        column(voice.say("Weitester Schritt", "Furthest step"), width=1.2),
        column(voice.say("Tage seit Bewegung", "Days since a move"), "right", mm=20),
        column(voice.say("steht still", "stalled"), mm=13),
    ]
    caption = voice.say("Eigene Gründungen", "Own foundings")
    counts = factor_rows(analysis.inputs.foundings, voice.lang)
    noted = [_factors(counts, voice), small(FACTOR_NOTE[voice.lang])] if counts else []
    return [heading(caption), table(caption, columns, rows), *noted]


def _factors(rows: list[list[str]], voice: Voice) -> Block:
    columns = [
        column(voice.say("Art", "Kind")),
        column(voice.say("Punkt", "Point"), width=1),
        *(column(name[voice.lang], "right") for name in OUTCOMES.values()),
    ]
    caption = voice.say(
        "Günstiges und Hindernisse, nach Ausgang", "Favourable points and obstacles, by outcome"
    )
    return table(caption, columns, rows)


def _courses(analysis: Analysis, voice: Voice) -> list[Block]:
    found = course_rows(analysis.inputs, analysis.scenario.observed_until, voice.lang)
    found = found[found["reached"] > 0]
    title = heading(voice.say("Wie lange Gründungen dauern", "How long foundings take"))
    if found.empty:
        none = voice.say("Kein Fall hat datierte Schritte.", "No case has dated steps.")
        return [title, small(none)]
    rows = [
        [
            str(row["of"]),
            str(row["step"]),
            *(voice.number(row[state]) for state in STATE_NAMES),
            voice.number(row["median"], 1),
            _span(row["lower"], row["upper"], voice),
            _span(row["shortest"], row["longest"], voice),
        ]
        for row in found.to_dict("records")
    ]
    columns = [
        column(voice.say("Fälle", "Cases"), width=1),
        column(voice.say("Zeit bis", "Time until"), width=1.3),
        *(column(name[voice.lang], "right", mm=15) for name in STATE_NAMES.values()),
        column("Median", "right"),
        column(voice.say("mittlere Hälfte", "middle half"), "right", mm=20),
        column(voice.say("kürzeste bis längste", "shortest to longest"), "right", mm=21),
    ]
    caption = voice.say("Monate vom Beginn bis zum Schritt", "Months from the start to the step")
    return [title, table(caption, columns, rows), small(COURSE_NOTE[voice.lang])]


def _span(low: float, high: float, voice: Voice) -> str:
    """Two numbers of months; a dash for one that too few cases have reached."""
    return f"{voice.number(low, 1)} – {voice.number(high, 1)}"


def _calendar(schedule: Schedule, voice: Voice) -> list[Block]:
    frame: pd.DataFrame = calendar_rows(schedule, voice.lang)
    rows = [
        [
            voice.number(row["wave"]),
            voice.number(row["regions"]),
            str(row["start"]),
            *(
                f"{row[f'{step}_expected']} ({row[f'{step}_early']} – {row[f'{step}_late']})"
                for step in DATED_STEPS
            ),
        ]
        for row in frame.to_dict("records")
    ]
    columns = [
        column(WAVE[voice.lang]),
        column(voice.say("Regionen", "Regions"), "right"),
        column(voice.say("Beginn", "Start"), mm=20),
        *(column(DATED_NAMES[step][voice.lang], width=1) for step in DATED_STEPS),
    ]
    names = ", ".join(DATE_NAMES[mark][voice.lang] for mark in ("early", "late"))
    caption = voice.say(
        f"Erwartete Daten der Wellen (in Klammern: {names})",
        f"Expected dates of the waves (in brackets: {names})",
    )
    lacks = [lack.message()[voice.lang] for lack in schedule.shortages]
    return [
        heading(voice.say("Kalender", "Calendar")),
        table(caption, columns, rows),
        points([*(lapse_words(schedule.lapses[step], voice.lang) for step in DATED_STEPS), *lacks]),
    ]
