"""Foundings in tables: the record, how long courses took, the calendar of the plan."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout import language
from rollout.export.columns import Column
from rollout.export.words import (
    COURSE_NOTE,
    COURSES,
    FACTOR_KINDS,
    FOUNDINGS,
    MARK_NAMES,
    NONE_YET,
    NOT_YET,
    OF_NAMES,
    STATE_NAMES,
)
from rollout.export.workbook import Sheet
from rollout.founding_steps import (
    BY_KEY,
    CARRIERS,
    FAVOURABLE,
    KINDS,
    OBSTACLES,
    OUTCOMES,
    STEPS,
    period,
)
from rollout.foundings.durations import (
    DAYS_PER_MONTH,
    STATES,
    Of,
    cases_of,
    course_table,
    factors,
    newest_entry,
)
from rollout.foundings.stalled import running_cases, stalled_after
from rollout.language import Lang, Text

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.model import Inputs


def months(days: float, lang: Lang) -> str:
    """Days as months; what too few have reached is said in words, never as a number.

    >>> months(365.2425, "de"), months(float("nan"), "en")
    ('12,0', '–')
    """
    return language.number(days / DAYS_PER_MONTH, 1, lang)


def spans(course: Mapping[Hashable, Any], lang: Lang) -> list[str]:
    """Median, quartiles and range of a row of `course_table` in months, as `SPAN_NAMES`.

    Where too few have reached the step for a figure, words stand instead of it.
    """
    any_case = course["reached"] + course["running"] + course["given_up"] > 0
    none_yet = NOT_YET[lang] if any_case else language.MISSING
    median = none_yet if math.isnan(course["median"]) else months(course["median"], lang)
    return [
        median,
        _span(course["lower"], course["upper"], lang),
        _span(course["shortest"], course["longest"], lang),
    ]


def _span(low: float, high: float, lang: Lang) -> str:
    """Two numbers of days as a span of months, open where the end is unknown."""
    if math.isnan(low):
        return language.MISSING
    if math.isnan(high):
        return f"{Text('ab', 'from')[lang]} {months(low, lang)}"
    return f"{months(low, lang)}\N{EN DASH}{months(high, lang)}"


def observed_until(inputs: Inputs, until: dt.date | None) -> dt.date | None:
    """Day until which own running foundings count as watched."""
    return until or newest_entry(inputs.foundings)


def names_of(keys: str, inputs: Inputs) -> str:
    """Names of the districts behind a list of keys; an unknown key stays as it is."""
    names = inputs.districts["display_name"]
    return ", ".join(str(names.get(key, key)) for key in keys.split(";") if key)


def founding_rows(inputs: Inputs, today: dt.date | None, lang: Lang) -> pd.DataFrame:
    """Own foundings with where they stand, stalled ones first, ended ones last.

    Parameters
    ----------
    today
        Day to count from; None: the newest entry of the record.
    """
    cases = inputs.foundings
    until = today or newest_entry(cases) or dt.date.min
    limits, _ = stalled_after(cases, inputs.founding_cases, until)
    running = running_cases(cases, until, limits)
    rest = cases.index[cases["outcome"] != "running"]
    rows = []
    for key in (*running.index, *rest):
        row = cases.loc[key]
        stands = running.loc[key] if key in running.index else None
        rows.append(
            {
                "id": str(key),
                "name": row["name"],
                "regions": names_of(row["region_ags"], inputs),
                "kind": _name_of(KINDS, row["kind"], lang),
                "carrier": _name_of(CARRIERS, row["carrier"], lang),
                "outcome": _name_of(OUTCOMES, row["outcome"], lang),
                "step": "" if stands is None else step_name(stands["step"], lang),
                "days": math.nan if stands is None else stands["days"],
                "stalled": None if stands is None else bool(stands["stalled"]),
                **{step.key: _date(row[step.key], lang) for step in STEPS},
                "favourable": _names_in(FAVOURABLE, row["favourable"], lang),
                "obstacles": _names_in(OBSTACLES, row["obstacles"], lang),
                "note": row["note"] or row["reason"],
            }
        )
    return pd.DataFrame(rows, columns=list(_RECORD))


_RECORD = {
    "id": Column(Text("Kennung", "Identifier")),
    "name": Column(Text("Name", "Name")),
    "regions": Column(Text("Region", "Region")),
    "kind": Column(Text("Art", "Kind")),
    "carrier": Column(Text("Träger", "Carrier")),
    "outcome": Column(Text("Stand", "Outcome")),
    "step": Column(Text("Weitester Schritt", "Furthest step")),
    "days": Column(Text("Tage seit der letzten Bewegung", "Days since the last move"), "count"),
    "stalled": Column(Text("Steht still", "Stalled"), "flag"),
    **{step.key: Column(Text(f"{step.number} {step.text.de}", f"{step.number} {step.text.en}"))
       for step in STEPS},
    "favourable": Column(Text("Günstig", "Favourable")),
    "obstacles": Column(Text("Hindernisse", "Obstacles")),
    "note": Column(Text("Notiz", "Note")),
}  # fmt: skip


def step_name(key: str, lang: Lang) -> str:
    """Number and name of a step; a dash for none.

    >>> step_name("kickoff", "en"), step_name("", "de")
    ('4 kick-off workshop', '–')
    """
    if not key:
        return language.MISSING
    return f"{BY_KEY[key].number} {BY_KEY[key].text[lang]}"


def _name_of(names: Mapping[str, Text], key: str, lang: Lang) -> str:
    return names[key][lang] if key in names else key


def _names_in(names: Mapping[str, Text], keys: str, lang: Lang) -> str:
    return "; ".join(_name_of(names, key, lang) for key in keys.split(";") if key)


def _date(text: str, lang: Lang) -> str:
    return period(text).wording(lang) if text else ""


def course_frame(inputs: Inputs, of: Of, until: dt.date | None) -> pd.DataFrame:
    """Courses of own, documented or all cases, as `rollout.foundings.durations.course_table`.

    For both together own running cases too are watched until their own last entry only.
    """
    day = observed_until(inputs, until) if of == "own" else None
    return course_table(cases_of(inputs, of), day)


def course_rows(inputs: Inputs, until: dt.date | None, lang: Lang) -> pd.DataFrame:
    """Courses of own and documented cases one below the other, in months."""
    parts = []
    for of in ("own", "reference"):
        frame = course_frame(inputs, of, until)
        in_months = frame[list(MARK_NAMES)] / DAYS_PER_MONTH
        parts.append(
            frame.assign(
                of=OF_NAMES[of][lang],
                step=[step_name(key, lang) for key in frame["step"]],
                **{name: in_months[name] for name in MARK_NAMES},
                half_width=frame["half_width"] / DAYS_PER_MONTH,
            )
        )
    return pd.concat(parts, ignore_index=True)[list(_COURSE)]


_COURSE = {
    "of": Column(Text("Fälle", "Cases")),
    "step": Column(Text("Zeit bis", "Time until")),
    **{state: Column(STATE_NAMES[state], "count") for state in STATES},
    **{name: Column(Text(f"{text.de} (Monate)", f"{text.en} (months)"), "number", 1)
       for name, text in MARK_NAMES.items()},
    "half_width": Column(
        Text("Ungenauigkeit der Daten bis (Monate)", "Dates off by up to (months)"), "number", 1
    ),
}  # fmt: skip


def factor_rows(cases: pd.DataFrame, lang: Lang) -> list[list[str]]:
    """Noted factors and obstacles with their counts by outcome; those never noted left out."""
    rows = []
    for column, names in (("favourable", FAVOURABLE), ("obstacles", OBSTACLES)):
        counts = factors(cases, column)  # type: ignore[arg-type]
        for key, row in counts[counts.sum(axis=1) > 0].iterrows():
            rows.append([FACTOR_KINDS[column][lang], names[str(key)][lang], *map(str, row)])
    return rows


def founding_sheets(analysis: Analysis, lang: Lang) -> list[Sheet]:
    """Sheets on foundings: the record and the courses."""
    inputs, until = analysis.inputs, analysis.scenario.observed_until
    record = founding_rows(inputs, until, lang)
    day = observed_until(inputs, until)
    intro = [NONE_YET[lang]] if record.empty else [_as_of(day, lang)]
    return [
        Sheet(FOUNDINGS[lang], record, list(_RECORD.values()), intro),
        Sheet(
            COURSES[lang], course_rows(inputs, until, lang), list(_COURSE.values()),
            [COURSE_NOTE[lang]],
        ),
    ]  # fmt: skip


def _as_of(day: dt.date | None, lang: Lang) -> str:
    words = language.date(day, lang)
    return Text(f"Gezählt bis {words} (jüngster Eintrag oder observed_until).",
                f"Counted until {words} (newest entry or observed_until).")[lang]  # fmt: skip
