"""The calendar of a plan in tables: dates of the waves, work per quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from rollout import language
from rollout.export.columns import Column
from rollout.export.founding_tables import months
from rollout.export.words import CALENDAR, DATE_NAMES, DATED_NAMES, OF_NAMES, WORKLOAD
from rollout.export.workbook import Sheet
from rollout.language import Lang, Text
from rollout.plan.calendar import DATED_STEPS, Lapse, Schedule, plan_schedule
from rollout.plan.workload import quarter_words

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan


def lapse_words(lapse: Lapse, lang: Lang) -> str:
    """Where a duration comes from.

    >>> lapse_words(Lapse("declaration", "reference", 3, 441, 599, 761), "en")
    'declaration: 19.7 months (14.5 to 25.0), documented cases, 3 reached it'
    """
    marks = [months(days, lang) for days in (lapse.median, lapse.lower, lapse.upper)]
    to, unit = Text("bis", "to")[lang], Text("Monate", "months")[lang]
    source = OF_NAMES[lapse.of][lang]
    if lapse.of != "assumed":
        source += Text(f", {lapse.reached} haben ihn erreicht", f", {lapse.reached} reached it")[
            lang
        ]
    name = DATED_NAMES[lapse.step][lang]
    return f"{name}: {marks[0]} {unit} ({marks[1]} {to} {marks[2]}), {source}"


def calendar_rows(schedule: Schedule, lang: Lang) -> pd.DataFrame:
    """Dates of every wave in words."""
    frame = schedule.dates.reset_index()
    days = [name for name in frame.columns if name not in ("wave", "regions")]
    words = {name: [language.date(day, lang) for day in frame[name]] for name in days}
    return frame.assign(**words)


_CALENDAR = {
    "wave": Column(Text("Welle", "Wave"), "count"),
    "regions": Column(Text("Regionen", "Regions"), "count"),
    "start": Column(Text("Beginn", "Start")),
    **{f"{step}_{mark}": Column(Text(f"{name.de}, {when.de}", f"{name.en}, {when.en}"))
       for step, name in DATED_NAMES.items() for mark, when in DATE_NAMES.items()},
}  # fmt: skip


def workload_rows(schedule: Schedule, lang: Lang) -> pd.DataFrame:
    """Work per quarter; quarters in words."""
    frame = schedule.workload.reset_index()
    return frame.assign(quarter=[quarter_words(quarter)[lang] for quarter in frame["quarter"]])


def _workload_columns(schedule: Schedule) -> list[Column]:
    captions = {
        "needed": Text("nötig (Personentage)", "needed (person-days)"),
        "available": Text("vorhanden (Personentage)", "available (person-days)"),
        "missing": Text("fehlt (Personentage)", "missing (person-days)"),
    }
    columns = [Column(Text("Quartal", "Quarter"))]
    for name in schedule.workload.columns:
        number = name.removeprefix("wave_")
        caption = captions.get(name, Text(f"Welle {number}", f"Wave {number}"))
        columns.append(Column(caption, "number", 1))
    return columns


def calendar_sheets(analysis: Analysis, lang: Lang, plan: RolloutPlan | None) -> list[Sheet]:
    """Sheets on the calendar: dates of the waves, work per quarter; none without a start."""
    schedule = plan_schedule(analysis.inputs, plan.summary, plan.scenario) if plan else None
    if schedule is None:
        return []
    intro = [lapse_words(schedule.lapses[step], lang) for step in DATED_STEPS]
    warnings = [lack.message()[lang] for lack in schedule.shortages]
    return [
        Sheet(CALENDAR[lang], calendar_rows(schedule, lang), list(_CALENDAR.values()), intro),
        Sheet(WORKLOAD[lang], workload_rows(schedule, lang), _workload_columns(schedule), warnings),
    ]
