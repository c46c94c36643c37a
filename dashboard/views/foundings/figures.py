"""Figures of the page on foundings: what the script draws, with sentence and table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.export.words import OF_NAMES
from rollout.foundings.durations import DAYS_PER_MONTH, Course
from rollout.language import Lang
from rollout.plan.outlook import Outlook

from ...page.components import table
from .parts import capital, figure_sentence
from .words import word

Spec = dict[str, Any]
TICKS = 6
ROOM = 1.08  # of the highest value, so that labels fit above
CLASSES = {"own": "one", "reference": "two"}


def moment(day: dt.date) -> float:
    """Year with fraction.

    >>> moment(dt.date(2024, 7, 1))
    2024.497...
    """
    start = dt.date(day.year, 1, 1)
    return day.year + (day - start).days / (dt.date(day.year + 1, 1, 1) - start).days


def dated(values: pd.Series) -> Iterator[tuple[dt.date, float]]:
    """Days of the index with their values."""
    return zip(values.index, values, strict=True)


def network_chart(ahead: Outlook, today: dt.date, lang: Lang) -> Spec | None:
    """Known counts and the band beyond them; None without a known count."""
    if not len(ahead.counts):
        return None
    band = ahead.band
    end = max(moment(max(band.index[-1], today)) + 0.5, moment(ahead.counts.index[-1]) + 1)
    counts = [[moment(day), int(count), str(count)] for day, count in dated(ahead.counts)]
    marks = [
        [moment(day), row.low, row.high]
        for day, row in zip(band.index, band.itertuples(), strict=True)
    ]
    marks.append([end, *marks[-1][1:]])
    low = [[at, value] for at, value, _ in marks]
    series: list[Spec] = [{"kind": "step", "class": "known", "points": low}]
    if float(band["high"].max()) > float(band["low"].min()):
        series.insert(0, {"kind": "band", "class": "two", "points": marks})
    if ahead.success:
        line = [[moment(day), value] for day, value in dated(band["expected"])]
        series.append({"kind": "step", "class": "one", "points": [*line, [end, line[-1][1]]]})
    series.append({"kind": "line", "class": "known", "points": counts})
    series.append({"kind": "points", "class": "known", "points": counts})
    first = moment(ahead.counts.index[0])
    top = max(float(band["high"].max()), float(ahead.counts.max())) * ROOM
    years = _ticks(int(first), int(end) + 1)
    return {
        "label": word("foundings_network_caption", lang),
        "x": {"min": first, "max": end, "ticks": [[y, str(y)] for y in years if first <= y <= end]},
        "y": {"max": top, "ticks": [[n, str(n)] for n in _ticks(0, int(top))]},
        "series": series,
        "legend": _network_legend(ahead, lang),
    }  # fmt: skip


def _network_legend(ahead: Outlook, lang: Lang) -> list[list[str]]:
    legend = [["known", word("foundings_known", lang)]]
    if ahead.success:
        legend.append(["one", word("foundings_expected", lang)])
    if float(ahead.band["high"].max()) == float(ahead.band["low"].min()):
        return legend
    return [
        *legend,
        ["band two", word("foundings_band_rate" if ahead.success else "foundings_band", lang)],
    ]


def _ticks(low: int, high: int) -> list[int]:
    """Round numbers from `low` to `high`, about `TICKS` of them."""
    span = max(high - low, 1)
    step = next(s for s in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 10**9) if span / s <= TICKS)
    return list(range(-(-low // step) * step, high + 1, step))


def network_words(ahead: Outlook, coming: int, lang: Lang) -> list[Component]:
    """Sentence and table of the network figure."""
    if not len(ahead.counts):
        return [html.P(word("foundings_network_unknown", lang))]
    parts: list[Component] = [html.P(_network_sentence(ahead, coming, lang), className="sentence")]
    if ahead.undated:
        parts.append(
            html.P(word("foundings_undated", lang, count=ahead.undated), className="caption")
        )
    return [*parts, _network_table(ahead, lang)]


def _network_sentence(ahead: Outlook, coming: int, lang: Lang) -> str:
    last, until = ahead.band.iloc[-1], ahead.band.index[-1]
    values = {
        "count": language.number(ahead.counts.iloc[-1], lang=lang),
        "date": language.date(ahead.counts.index[-1], lang),
        "until": language.date(until, lang),
        "coming": language.number(coming, lang=lang),
        **{key: language.number(last[key], lang=lang) for key in ("low", "expected", "high")},
    }
    if not coming:
        return word("foundings_network_none", lang, **values)
    if ahead.success is None:
        return word("foundings_network_sentence", lang, **values)
    rate = {"founded": ahead.success.founded, "ended": ahead.success.ended}
    return word("foundings_network_rate", lang, **values, **rate)


def _network_table(ahead: Outlook, lang: Lang) -> html.Details:
    head = [word(f"foundings_{key}", lang) for key in ("date", "low", "expected", "high")]
    rows = [
        [language.date(day, lang), *(3 * [language.number(count, lang=lang)])]
        for day, count in dated(ahead.counts)
    ]
    rows += [
        [language.date(day, lang), *(language.number(value, 0, lang) for value in values)]
        for day, *values in ahead.band.iloc[1:].itertuples()
    ]
    caption = word("foundings_network_caption", lang)
    numbers = table(caption, head, rows, numeric=1)
    return html.Details([html.Summary(word("foundings_table", lang)), numbers])


def curve_chart(courses: dict[str, Course], lang: Lang) -> Spec | None:
    """Kaplan-Meier curves with their bands; None where no case has a known duration."""
    with_curve = {of: course for of, course in courses.items() if len(course.curve)}
    if not with_curve:
        return None
    end = max(float(course.curve.index[-1]) for course in with_curve.values()) / DAYS_PER_MONTH
    series = [
        entry for of, course in with_curve.items() for entry in _curve(course.curve, CLASSES[of])
    ]
    percent = [[share, language.percent(share, 0, lang)] for share in (0, 0.25, 0.5, 0.75, 1)]
    return {
        "label": word("foundings_curve_caption", lang),
        "x": {"min": 0, "max": end, "ticks": [[n, str(n)] for n in _ticks(0, int(end))],
              "title": word("foundings_axis_months", lang)},
        "y": {"max": 1, "ticks": percent},
        "series": series,
        "legend": [
            *([CLASSES[of], OF_NAMES[of][lang]] for of in with_curve),
            *([f"band {CLASSES[of]}", word("foundings_band_word", lang)] for of in with_curve),
        ],
    }  # fmt: skip


def _curve(curve: pd.DataFrame, kind: str) -> list[Spec]:
    """Line, band where it is defined, and a tick per case no longer watched."""
    month = curve.index / DAYS_PER_MONTH
    line = [[0.0, 1.0], *([at, share] for at, share in zip(month, curve["share"], strict=True))]
    has_band = curve["low"].notna() & curve["high"].notna()
    band = [
        [at, low, high]
        for at, low, high, there in zip(month, curve["low"], curve["high"], has_band, strict=True)
        if there
    ]
    left = curve["censored"] > 0
    ticks = [[at, share, ""] for at, share in zip(month[left], curve["share"][left], strict=True)]
    series: list[Spec] = [{"kind": "step", "class": kind, "points": line}]
    if len(band) > 1:
        series.insert(0, {"kind": "band", "class": kind, "points": band})
    return [*series, {"kind": "ticks", "class": kind, "points": ticks}]


def curve_words(courses: dict[str, Course], lang: Lang) -> list[Component]:
    """Sentences and table of the curves."""
    sentences = [
        html.P(figure_sentence(course, capital(OF_NAMES[of][lang]), lang))
        for of, course in courses.items()
    ]
    head = [word(f"foundings_{key}", lang) for key in ("month", "share", "band_word", "at_risk")]
    tables = [
        table(
            f"{word('foundings_curve', lang)}: {OF_NAMES[of][lang]}",
            head,
            _curve_rows(course.curve, lang),
            numeric=1,
        )
        for of, course in courses.items()
        if len(course.curve)
    ]
    if not tables:
        return list(sentences)
    return [*sentences, html.Details([html.Summary(word("foundings_table", lang)), *tables])]


def _curve_rows(curve: pd.DataFrame, lang: Lang) -> list[list[str]]:
    rows = []
    for day, row in curve.iterrows():
        month = language.number(float(str(day)) / DAYS_PER_MONTH, 1, lang)
        share, low, high = (language.percent(row[key], 0, lang) for key in ("share", "low", "high"))
        rows.append([month, share, f"{low}\N{EN DASH}{high}", str(int(row["at_risk"]))])
    return rows
