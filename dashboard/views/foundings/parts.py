"""Parts of the page on foundings: the board, the calendar, the courses."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pandas as pd
from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.export.calendar_tables import lapse_words
from rollout.export.founding_tables import factor_rows, months, spans, step_name
from rollout.export.words import (
    COURSE_NOTE,
    DATED_NAMES,
    FACTOR_KINDS,
    FACTOR_NOTE,
    OF_NAMES,
    SPAN_NAMES,
    STATE_NAMES,
)
from rollout.founding_steps import BY_KEY, CARRIERS, KINDS, OUTCOMES, STEP_KEYS, period
from rollout.foundings.durations import STATES, Of, cases_of, course_table, newest_entry
from rollout.foundings.stalled import running_cases, stalled_after
from rollout.language import Lang
from rollout.model import Inputs
from rollout.plan.calendar import Schedule
from rollout.plan.workload import quarter_words

from ...page import facts
from ...page.addresses import on_page
from ...page.attributes import Attributes
from ...page.components import Cell, table
from ..spots.view import SPOTS
from .controls import GROUPS
from .words import word

if TYPE_CHECKING:
    from rollout.workspace.tasks import Task

HANDBOOK = "/de/hilfe/gruendungen"
AT_LIMIT = 0.75  # of the length of a bar: where three quarters of the cases had moved on


def board(
    inputs: Inputs, today: dt.date, lang: Lang, recorded: Recorded | None = None
) -> list[Component]:
    """Running foundings in columns by step, the stalled ones marked; how to begin without any.

    Parameters
    ----------
    recorded
        What a workspace knows of them; None where there is none.
    """
    foundings = inputs.foundings
    if foundings.empty:
        return how_to_begin(lang) if recorded is None else how_to_record(lang)
    limits, of = stalled_after(foundings, inputs.founding_cases, newest_entry(foundings))
    states = running_cases(foundings, today, limits)
    cards = _Cards(inputs, of, recorded, lang)
    undated = states[states["step"] == ""]
    columns = [_column("", undated, cards)] if len(undated) else []
    columns += [_column(step, states[states["step"] == step], cards) for step in STEP_KEYS]
    stalled = int(states["stalled"].sum())
    return [
        html.P(_count(foundings, stalled, lang), className="sentence"),
        html.Div(columns, className="board"),
        html.P(word("foundings_stalled_rule", lang), className="caption"),
        *_ended(inputs, lang),
    ]


def how_to_begin(lang: Lang) -> list[Component]:
    """Empty page: template, where it belongs, and the page of the handbook."""
    template = html.A(
        word("foundings_template", lang),
        href="foundings.csv",
        download="foundings.csv",
        className="button",
    )
    steps = [
        html.Li([html.P(word("foundings_begin_file", lang)), html.P(template)]),
        html.Li(html.P(word("foundings_begin_use", lang))),
        html.Li(html.A(word("foundings_begin_help", lang), href=on_page(HANDBOOK, lang))),
    ]
    content = [
        html.P(html.Strong(word("foundings_empty", lang))),
        html.H3(word("foundings_begin", lang)),
        html.Ol(steps),
    ]
    return [html.Div(content, className="foundings-empty")]


def how_to_record(lang: Lang) -> list[Component]:
    """Empty page of a workspace: where a founding is begun, and the page of the handbook."""
    content = [
        html.P(html.Strong(word("foundings_empty", lang))),
        html.P(word("foundings_begin_record", lang)),
        html.P(html.A(word("foundings_begin_help", lang), href=on_page(HANDBOOK, lang))),
    ]
    return [html.Div(content, className="foundings-empty")]


def _count(foundings: pd.DataFrame, stalled: int, lang: Lang) -> str:
    counts = foundings["outcome"].value_counts()
    numbers = {key: language.number(counts.get(key, 0), lang=lang) for key in OUTCOMES}
    return word("foundings_count", lang, stalled=language.number(stalled, lang=lang), **numbers)


@dataclass(frozen=True)
class Recorded:
    """What a workspace knows of running foundings.

    Parameters
    ----------
    versions
        Founding -> version of its record, which a change has to name.
    tasks
        Founding -> its next task.
    """

    versions: Mapping[str, int]
    tasks: Mapping[str, Task]


@dataclass(frozen=True, eq=False)
class _Cards:
    """What every card draws on."""

    inputs: Inputs
    of: Mapping[str, str]
    recorded: Recorded | None
    lang: Lang


def _column(step: str, part: pd.DataFrame, cards: _Cards) -> html.Section:
    """One step; without a founding only its name, across."""
    text = BY_KEY[step].text[cards.lang] if step else word("foundings_no_step", cards.lang)
    name = capital(text)
    marks: list[Cell] = [html.Span(str(BY_KEY[step].number), className="step")] if step else []
    count = html.Span(f" ({len(part)})", className="count")
    title = html.H3([*marks, name, count], title=name)
    content = html.Ul([_card(str(key), row, cards) for key, row in part.iterrows()],
                      className="plain")  # fmt: skip
    kind = "foundings-column" if len(part) else "foundings-column empty"
    return html.Section([title, content], className=kind, **Attributes({"data-step": step}))


def _card(key: str, row: pd.Series, cards: _Cards) -> html.Li:
    lang = cards.lang
    founding = facts.row_of(cards.inputs.foundings, key)
    lines: list[Component] = [
        html.Strong(founding["name"] or key),
        html.P(regions(founding["region_ags"], cards.inputs, lang)),
        html.P(_kind(founding, lang), className="caption"),
    ]
    if row["since"]:
        lines += _since(row, lang)
    if row["stalled"]:
        whose = OF_NAMES[cards.of[row["step"]]][lang]
        limit = word("foundings_limit", lang, months=months(row["limit"], lang), of=whose)
        lines.append(html.P(limit, className="caption"))
    kind = "foundings-card stalled" if row["stalled"] else "foundings-card"
    if cards.recorded is None or key not in cards.recorded.versions:
        return html.Li(lines, className=kind)
    name = founding["name"] or key
    lines += _next(key, name, cards.recorded, lang)
    marks = Attributes({"data-founding": key, "data-seen": str(cards.recorded.versions[key]),
                        "data-name": name})  # fmt: skip
    return html.Li(lines, className=kind, draggable="true", **marks)


def _since(row: pd.Series, lang: Lang) -> list[Component]:
    """For how long it stands there: a bar with a mark where most had moved on, and words."""
    values = {"months": months(row["days"], lang), "date": period(row["since"]).wording(lang)}
    lines: list[Component] = []
    if not math.isnan(row["limit"]):
        share = min(row["days"] / row["limit"] * AT_LIMIT, 1.0)
        style = {"--days": f"{share:.1%}", "--limit": f"{AT_LIMIT:.0%}"}
        bar = Attributes({"aria-hidden": "true"})
        lines.append(html.Div(className="foundings-bar", style=style, **bar))
    text = word("foundings_standstill" if row["stalled"] else "foundings_since", lang, **values)
    return [*lines, html.P(text, className="foundings-for")]


def _next(key: str, name: str, recorded: Recorded, lang: Lang) -> list[Component]:
    """The next task of a founding, and how a step is recorded."""
    lines: list[Component] = []
    task = recorded.tasks.get(key)
    if task is not None:
        due = task.record["due"]
        day = [html.Span(period(due).wording(lang), className="recording-due")] if due else []
        kind = f"foundings-task task-{task.when}"
        lines.append(html.P([html.Span(task.record["title"]), *day], className=kind))
    label = Attributes({"aria-label": f"{word('foundings_record', lang)}: {name}"})
    text = word("foundings_record", lang)
    lines.append(html.Button(text, type="button", className="button small record-step", **label))
    text = word("foundings_close", lang)
    label = Attributes({"aria-label": f"{text}: {name}"})
    kind = "button small quiet record-close"
    lines.append(html.Button(text, type="button", className=kind, **label))
    return lines


def _kind(founding: pd.Series, lang: Lang) -> str:
    words = (KINDS.get(founding["kind"]), CARRIERS.get(founding["carrier"]))
    return " · ".join(text[lang] for text in words if text)


def regions(keys: str, inputs: Inputs, lang: Lang) -> list[Cell]:
    """Links to the profiles of the districts of a founding."""
    names = inputs.districts["display_name"]
    links: list[Cell] = []
    for key in filter(None, keys.split(";")):
        if links:
            links.append(", ")
        href = f"{on_page(SPOTS.path(lang), lang)}?{urlencode({'district': key})}"
        links.append(
            html.A(str(names[key]), href=href, **Attributes({"data-profile": key}))
            if key in names
            else key
        )
    return links


def _ended(inputs: Inputs, lang: Lang) -> list[Component]:
    past = inputs.foundings[inputs.foundings["outcome"] != "running"]
    if past.empty:
        return []
    head = [word(f"foundings_{key}", lang) for key in ("name", "region", "outcome", "note")]
    rows = [
        [
            row["name"] or str(key),
            html.Span(regions(row["region_ags"], inputs, lang)),
            OUTCOMES[row["outcome"]][lang] if row["outcome"] in OUTCOMES else row["outcome"],
            row["reason"] or row["note"],
        ]
        for key, row in past.iterrows()
    ]
    summary = html.Summary(f"{word('foundings_ended', lang)} ({len(past)})")
    return [html.Details([summary, table(word("foundings_ended", lang), head, rows)])]


def calendar(dates: Schedule | None, lang: Lang) -> list[Component]:
    """Dates of the waves, warnings, work per quarter; an invitation without a start."""
    if dates is None:
        return [html.P(word("foundings_no_start", lang), className="caption")]
    lacking = [html.P(lack.message()[lang], className="warning") for lack in dates.shortages]
    has_staff = len(dates.workload) > 0 and bool(dates.workload["available"].notna().all())
    if has_staff and not lacking:
        lacking = [html.P(word("foundings_served", lang))]
    sources = [html.Li(lapse_words(lapse, lang)) for lapse in dates.lapses.values()]
    return [
        html.Div(lacking, role="status"),
        _dates(dates, lang),
        html.Details([html.Summary(word("foundings_from_where", lang)), html.Ul(sources)]),
        _work(dates, lang),
    ]


def _dates(dates: Schedule, lang: Lang) -> html.Div:
    head = [word(f"foundings_{key}", lang) for key in ("wave", "regions", "begins")]
    head += [name[lang] for name in DATED_NAMES.values()]
    rows: list[list[Cell]] = [
        [
            str(wave),
            language.number(row["regions"], lang=lang),
            language.date(row["start"], lang).replace(" ", "\N{NO-BREAK SPACE}"),
            *(_date_cell(row, step, lang) for step in DATED_NAMES),
        ]
        for wave, row in dates.dates.iterrows()
    ]
    return table(word("foundings_dates", lang), head, rows)


def _date_cell(row: pd.Series, step: str, lang: Lang) -> html.Span:
    """Expected month, below it the band."""
    early, expected, late = (
        month_words(row[f"{step}_{mark}"], lang) for mark in ("early", "expected", "late")
    )
    band = word("foundings_span", lang, early=early, late=late)
    return html.Span([expected, html.Span(band, className="second-line")])


def month_words(day: dt.date | None, lang: Lang) -> str:
    """Month of a date; a day would promise too much."""
    return word("foundings_open", lang) if day is None else period(f"{day:%Y-%m}").wording(lang)


def _work(dates: Schedule, lang: Lang) -> Component:
    frame = dates.workload
    if frame.empty:
        return html.Div()
    waves = [name for name in frame.columns if name.startswith("wave_")]
    head = [word("foundings_quarter", lang)]
    head += [f"{word('foundings_wave', lang)} {name.removeprefix('wave_')}" for name in waves]
    head += [word(f"foundings_{name}", lang) for name in ("needed", "available", "missing")]
    rows: list[list[Cell]] = [
        [
            quarter_words(str(quarter))[lang],
            *(language.number(row[name], 0, lang) for name in (*waves, "needed", "available")),
            _missing(row["missing"], lang),
        ]
        for quarter, row in frame.iterrows()
    ]
    caption = word("foundings_work", lang)
    return html.Details([html.Summary(caption), table(caption, head, rows, numeric=1)])


def _missing(days: float, lang: Lang) -> Cell:
    text = language.number(days, 0, lang)
    return html.Strong(text) if days > 0 else text


def courses(inputs: Inputs, until: dt.date | None, by: str, lang: Lang) -> list[Component]:
    """Tables of courses and of what was noted, own and documented cases apart."""
    content: list[Component] = []
    sides: tuple[Of, ...] = ("own", "reference")
    for of in sides:
        cases = cases_of(inputs, of)
        if cases.empty:
            continue
        until_day = (until or newest_entry(cases)) if of == "own" else None
        frame = course_table(cases, until_day, by=GROUPS[by])
        steps = frame[(frame["reached"] > 0) | (frame["running"] > 0)]
        content += [_course_table(steps, OF_NAMES[of][lang], lang), *_factors(cases, of, lang)]
    return [html.P(COURSE_NOTE[lang], className="caption"), *content]


def _course_table(frame: pd.DataFrame, name: str, lang: Lang) -> html.Div:
    groups = {**KINDS, **CARRIERS}
    has_groups = bool((frame["group"] != "").any())
    head = [word("foundings_step", lang)] + ([word("foundings_group", lang)] if has_groups else [])
    head += [text[lang] for text in (*SPAN_NAMES, *STATE_NAMES.values())]
    rows: list[list[Cell]] = []
    for row in frame.to_dict("records"):
        entry: list[Cell] = [step_name(row["step"], lang)]
        if has_groups:
            entry.append(groups[row["group"]][lang] if row["group"] else language.MISSING)
        entry += [*spans(row, lang), *(str(row[state]) for state in STATES)]
        rows.append(entry)
    return html.Div(
        [html.H3(capital(name)), table(name, head, rows, numeric=2 if has_groups else 1)]
    )


def _factors(cases: pd.DataFrame, of: str, lang: Lang) -> list[Component]:
    rows = factor_rows(cases, lang)
    if not rows:
        return []
    name = f"{word('foundings_factors', lang)}: {OF_NAMES[of][lang]}"
    kinds = list(FACTOR_KINDS.values())
    head = ["/".join(kind[lang] for kind in kinds), word("foundings_note", lang)]
    head += [text[lang] for text in OUTCOMES.values()]
    content = [table(name, head, rows, numeric=2), html.P(FACTOR_NOTE[lang], className="caption")]
    return [html.Details([html.Summary(name), *content])]


def capital(text: str) -> str:
    """Same text with a capital first letter.

    >>> capital("documented cases")
    'Documented cases'
    """
    return text[:1].upper() + text[1:]


def figure_sentence(course: Any, name: str, lang: Lang) -> str:
    """What a curve says in one sentence."""
    cases = course.counts["reached"] + course.counts["running"] + course.counts["given_up"]
    if not cases:
        return word("foundings_curve_none", lang, of=name)
    half = (
        word("foundings_median_none", lang)
        if math.isnan(course.median)
        else word("foundings_median", lang, months=months(course.median, lang))
    )
    reached = language.number(course.counts["reached"], lang=lang)
    return word(
        "foundings_curve_sentence", lang, of=name, reached=reached, known=cases, median=half
    )
