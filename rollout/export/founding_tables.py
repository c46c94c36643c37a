"""Foundings in tables: the record, how long courses took, the calendar of the plan."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout import language
from rollout.export.columns import Column
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
    State,
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

FOUNDINGS = Text("Gründungen", "Foundings")
COURSES = Text("Verläufe", "Courses")
NONE_YET = Text(
    "Noch keine eigene Gründung eingetragen. So beginnt es: rollout founding add",
    "No own founding recorded yet. How to begin: rollout founding add",
)
OF_NAMES: Mapping[str, Text] = {
    "own": Text("eigene Gründungen", "own foundings"),
    "reference": Text("dokumentierte Fälle", "documented cases"),
    "together": Text("eigene und dokumentierte zusammen", "own and documented together"),
    "assumed": Text("Annahme", "assumption"),
}
STATE_NAMES: Mapping[State, Text] = {
    "reached": Text("erreicht", "reached"),
    "running": Text("noch nicht", "not yet"),
    "given_up": Text("aufgegeben", "given up"),
    "unknown": Text("Zeit unbekannt", "time unknown"),
}
MARK_NAMES = {
    "lower": Text("unteres Viertel", "lower quartile"),
    "median": Text("Median", "median"),
    "upper": Text("oberes Viertel", "upper quartile"),
    "shortest": Text("kürzeste", "shortest"),
    "longest": Text("längste", "longest"),
}
NOT_YET = Text("noch nicht erreicht", "not yet reached")
COURSE_NOTE = Text(
    "Zeit in Monaten vom frühesten datierten Schritt an (Kaplan-Meier: laufende Fälle zählen als "
    "mindestens so lang; aufgegebene zählen bis zum Ende mit, die Kurve sagt also, wie lange es "
    "dauert, wenn es weitergeht). Ungenaue Daten stehen mit ihrer Mitte.",
    "Time in months from the earliest dated step (Kaplan-Meier: running cases count as at least "
    "so long; those given up count until their end, so the curve says how long it takes if it "
    "goes on). Dates of reduced precision count with their middle.",
)
FACTOR_NOTE = Text(
    "Gezählt ist, in wie vielen Fällen der Punkt notiert wurde. Daraus folgt nicht, dass er den "
    "Ausgang bewirkt hat.",
    "Counted is in how many cases the point was noted. That does not mean it caused the outcome.",
)


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
    known = course["reached"] + course["running"] + course["given_up"] > 0
    unknown = NOT_YET[lang] if known else language.MISSING
    median = unknown if math.isnan(course["median"]) else months(course["median"], lang)
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


SPAN_NAMES = (
    Text("Median (Monate)", "Median (months)"),
    Text("mittlere Hälfte", "middle half"),
    Text("Spanne", "range"),
)


def observed_until(inputs: Inputs, until: dt.date | None) -> dt.date | None:
    """Day until which own running foundings count as watched."""
    return until or newest_entry(inputs.foundings)


def names_of(keys: str, inputs: Inputs) -> str:
    """Names of the districts behind a list of keys; an unknown key stays as it is."""
    known = inputs.districts["display_name"]
    return ", ".join(str(known.get(key, key)) for key in keys.split(";") if key)


def founding_rows(inputs: Inputs, today: dt.date | None, lang: Lang) -> pd.DataFrame:
    """Own foundings with where they stand, stalled ones first, ended ones last.

    Parameters
    ----------
    today
        Day to count from; None: the newest entry of the record.
    """
    own = inputs.foundings
    until = today or newest_entry(own) or dt.date.min
    limits, _ = stalled_after(own, inputs.founding_cases, until)
    found = running_cases(own, until, limits)
    ended = own.index[own["outcome"] != "running"]
    rows = []
    for key in (*found.index, *ended):
        row = own.loc[key]
        stands = found.loc[key] if key in found.index else None
        rows.append(
            {
                "id": str(key),
                "name": row["name"],
                "regions": names_of(row["region_ags"], inputs),
                "kind": _named(KINDS, row["kind"], lang),
                "carrier": _named(CARRIERS, row["carrier"], lang),
                "outcome": _named(OUTCOMES, row["outcome"], lang),
                "step": "" if stands is None else step_name(stands["step"], lang),
                "days": math.nan if stands is None else stands["days"],
                "stalled": None if stands is None else bool(stands["stalled"]),
                **{step.key: _date(row[step.key], lang) for step in STEPS},
                "favourable": _listed(FAVOURABLE, row["favourable"], lang),
                "obstacles": _listed(OBSTACLES, row["obstacles"], lang),
                "note": row["note"] or row["reason"],
            }
        )
    return pd.DataFrame(rows, columns=list(_FOUNDING))


_FOUNDING = {
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


def _named(names: Mapping[str, Text], key: str, lang: Lang) -> str:
    return names[key][lang] if key in names else key


def _listed(names: Mapping[str, Text], keys: str, lang: Lang) -> str:
    return "; ".join(_named(names, key, lang) for key in keys.split(";") if key)


def _date(text: str, lang: Lang) -> str:
    return period(text).wording(lang) if text else ""


def course_frame(inputs: Inputs, of: Of, until: dt.date | None) -> pd.DataFrame:
    """Courses of own, documented or all cases, as `rollout.foundings.durations.course_table`.

    For both together own running cases too are watched until their own last entry only.
    """
    watched = observed_until(inputs, until) if of == "own" else None
    return course_table(cases_of(inputs, of), watched)


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


FACTOR_KINDS = {
    "favourable": Text("günstig", "favourable"),
    "obstacles": Text("Hindernis", "obstacle"),
}


def founding_sheets(analysis: Analysis, lang: Lang) -> list[Sheet]:
    """Sheets on foundings: the record and the courses."""
    inputs, until = analysis.inputs, analysis.scenario.observed_until
    record = founding_rows(inputs, until, lang)
    seen = observed_until(inputs, until)
    intro = [NONE_YET[lang]] if record.empty else [_as_of(seen, lang)]
    return [
        Sheet(FOUNDINGS[lang], record, list(_FOUNDING.values()), intro),
        Sheet(
            COURSES[lang], course_rows(inputs, until, lang), list(_COURSE.values()),
            [COURSE_NOTE[lang]],
        ),
    ]  # fmt: skip


def _as_of(day: dt.date | None, lang: Lang) -> str:
    words = language.date(day, lang)
    return Text(f"Gezählt bis {words} (jüngster Eintrag oder observed_until).",
                f"Counted until {words} (newest entry or observed_until).")[lang]  # fmt: skip
