"""Profile of one district: status, partners, indicators compared."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.abroad import BEYOND, beyond_border, name_across
from rollout.analysis import Analysis
from rollout.carried import value_marks
from rollout.coverage.verified import check_line
from rollout.coverage.words import STATUS_NAMES, stated_status
from rollout.language import Lang, Text
from rollout.model import Inputs
from rollout.potential.bands import band_words
from rollout.potential.ranking import class_words
from rollout.potential.twins import METHOD, stands_out
from rollout.propensity.words import SHORT, district_sentence
from rollout.scenario.rules import RULES
from rollout.steps import Work

from ...page.attributes import Attributes
from ...page.components import Cell, table
from ...page.settings import COUNTRY
from .neighbours import neighbours_table
from .words import word

STAND_OUT = 5
Row = Mapping[str, Any]  # of the wide table


def profile(
    analysis: Analysis,
    ags: str | None,
    lang: Lang,
    files: Sequence[Component] = (),
    recorded: bool = False,
) -> list[Component]:
    """Everything known about one district and its files, or how to select one.

    `recorded` leaves a place for what is recorded about it, which a script fills.
    """
    if ags is None:
        return [html.P(word("profile_empty", lang), className="caption")]
    row = analysis.row(ags)
    comparison = analysis.comparison(ags)
    return [
        _heading(row, ags, files, lang),
        html.P(str(row[f"reason_{lang}"]), className="reason"),
        *([html.P(carried, className="caption")] if (carried := row[f"carried_{lang}"]) else []),
        *([html.Div(className="recording no-print")] if recorded else []),
        _facts(analysis, row, ags, lang),
        *_initiatives(analysis, ags, lang),
        *neighbours_table(analysis, ags, lang),
        *_twins(analysis, ags, lang),
        html.H4(word("strengths", lang)),
        _stands_out(analysis, comparison, lang),
        html.Details(
            [
                html.Summary(word("indicators", lang)),
                html.P(word("indicators_note", lang), className="caption"),
                _indicator_table(analysis, ags, comparison, lang),
            ]
        ),
    ]


def _heading(row: Row, ags: str, files: Sequence[Component], lang: Lang) -> html.Div:
    status = str(row["status"])
    name = str(row["display_name"])
    buttons = [
        html.Button(
            word("in_list", lang),
            type="button",
            className="button",
            **Attributes({"data-remember": ags}),
        ),
        *files,
        html.Button(
            word("close", lang),
            type="button",
            className="button quiet",
            **Attributes({"data-deselect": ""}),
        ),
    ]
    return html.Div(
        [
            html.H3(name, id="profile-name"),
            html.P(
                [
                    html.Span(STATUS_NAMES[status][lang], className=f"badge badge-{status}"),
                    f"{row['type']} · {row['land_name']} · {word('profile_key', lang)} {ags}",
                ],
                className="caption",
            ),
            html.Div(buttons, className="buttons no-print"),
        ]
    )


def _facts(analysis: Analysis, row: Row, ags: str, lang: Lang) -> html.Dl:
    pairs: list[tuple[str, Cell]] = [
        (word("profile_nearest", lang), _nearest(row, lang)),
        (word("profile_chambers", lang), str(row["chambers"]) or word("none", lang)),
        (word("profile_borders", lang), _borders(analysis, row, lang)),
        (BEYOND[lang], _abroad(analysis.inputs, ags, lang)),
        (word("profile_check", lang), check_line(row)[lang]),
        (word("profile_rules", lang), _rules(analysis, ags, lang)),
        (word("profile_cluster", lang), _cluster(analysis, row, lang)),
        (word("profile_potential", lang), _potential(analysis, row, lang)),
        (SHORT[lang], past_line(analysis, ags, lang)),
    ]
    terms = [(term, value) for term, value in pairs if value]
    return html.Dl([p for term, value in terms for p in (html.Dt(term), html.Dd(value))])


def past_line(analysis: Analysis, ags: str, lang: Lang) -> str:
    """What happened in districts like this one; "" without values of earlier years."""
    model = analysis.propensity
    return "" if model is None else district_sentence(model, ags)[lang]


def _nearest(row: Row, lang: Lang) -> str:
    if math.isnan(row["nearest_km"]):
        return word("none", lang)
    return f"{row['nearest_name']} ({language.number(row['nearest_km'], lang=lang)} km)"


def country_names(inputs: Inputs, lang: Lang) -> dict[str, str]:
    """Name per neighbour country."""
    return {str(key): str(name) for key, name in inputs.countries[f"name_{lang}"].items()}


def _borders(analysis: Analysis, row: Row, lang: Lang) -> str:
    names = country_names(analysis.inputs, lang)
    keys = [key for key in str(row["border_countries"]).split("; ") if key]
    return ", ".join(names.get(key, key) for key in keys)


def _abroad(inputs: Inputs, ags: str, lang: Lang) -> Cell:
    """The chambers of the neighbour countries; nothing inland."""
    chambers = beyond_border(inputs, ags, lang)
    return html.Ul([html.Li(text) for text in chambers], className="plain") if chambers else ""


def _rules(analysis: Analysis, ags: str, lang: Lang) -> html.Ul:
    statuses = analysis.coverage.statuses.loc[ags]
    items = [
        html.Li(f"{RULES[rule].name[lang]}: {STATUS_NAMES[str(statuses[rule])][lang]}")
        for rule in RULES
    ]
    return html.Ul(items, className="plain")


def _cluster(analysis: Analysis, row: Row, lang: Lang) -> str:
    number = int(row["cluster"])
    if number == 0:
        return ""
    size = int((analysis.cluster == number).sum())
    return word("profile_cluster_value", lang, number=number, count=size)


def _potential(analysis: Analysis, row: Row, lang: Lang) -> Cell:
    """Score, rank and the band the rank keeps to."""
    if math.isnan(row["potential"]):
        return str(row[f"no_score_{lang}"] or "")
    numbers = {
        "score": language.number(row["potential"], 1, lang),
        "rank": language.number(row["rank"], lang=lang),
        "low": language.number(row["rank_low"], lang=lang),
        "high": language.number(row["rank_high"], lang=lang),
    }
    top = analysis.scenario.top_k
    lines = [
        word("profile_potential_value", lang, **numbers),
        class_words(row["need_class"], row["capacity_class"])[lang],
        band_words(str(row["band_class"]), top)[lang],
    ]
    return html.Ul([html.Li(line) for line in lines], className="plain")


def _twins(analysis: Analysis, ags: str, lang: Lang) -> list[Component]:
    """Similar districts whose networked initiative could be asked."""
    twins = analysis.twins([ags])
    if twins.empty:
        return []
    items = [
        html.Li(
            [
                html.Button(
                    row["twin_name"],
                    type="button",
                    className="pick",
                    **Attributes({"data-select": row["twin"]}),
                ),
                f": {row['initiatives']}",
            ]
        )
        for _, row in twins.iterrows()
    ]
    alike = ", ".join(analysis.twins([ags], linked=False)["twin_name"])
    note = html.P(METHOD[lang], className="caption")
    nearest = html.P(word("nearest", lang, names=alike))
    return [html.H4(word("twins", lang)), nearest, html.Ul(items, className="plain"), note]


def _initiatives(analysis: Analysis, ags: str, lang: Lang) -> list[Component]:
    covered = analysis.coverage
    position = analysis.inputs.districts.index.get_loc(ags)
    columns = covered.reach[[position], :].nonzero()[1]
    if len(columns) == 0:
        return []
    rows = covered.initiatives.iloc[sorted(columns)]
    advisers = analysis.advisers()
    names = covered.initiatives["name"]
    items = [
        _initiative(str(key), row, lang, list(names[advisers.loc[advisers["key"] == key, "peer"]]))
        for key, row in rows.iterrows()
    ]
    return [
        html.H4(word("profile_initiatives", lang)),
        html.Ul(items, className="plain initiatives"),
    ]


def _initiative(key: str, row: pd.Series, lang: Lang, advisers: list[str]) -> html.Li:
    status = word(f"network_{stated_status(row)}", lang)
    button = html.Button(
        word("show_area", lang),
        type="button",
        className="button small no-print",
        **Attributes({"data-area": key, "aria-label": f"{word('show_area', lang)}: {row['name']}"}),
    )
    advice = [html.P(word("advisers", lang, names=", ".join(advisers)), className="caption")]
    return html.Li([f"{name_across(row, lang)} ({status}) ", button, *(advice if advisers else [])])


def _stands_out(analysis: Analysis, compared: pd.DataFrame, lang: Lang) -> html.Div:
    catalogue, high = analysis.work.of(_catalogue), compared["z"] > 0
    pairs = []
    for key, names in stands_out(compared, STAND_OUT).items():
        texts = [_named(catalogue[name], bool(high[name]), lang) for name in names]
        pairs += [
            html.Dt(word(f"speaks_{key}", lang)),
            html.Dd(", ".join(texts) or language.MISSING),
        ]
    return html.Div([html.Dl(pairs), html.P(word("speaks_note", lang), className="caption")])


def _catalogue(work: Work[Inputs]) -> dict[str, Row]:
    """Step: the rows of the catalogue."""
    rows = work.data.catalogue.to_dict("index")
    return {str(key): {str(name): cell for name, cell in row.items()} for key, row in rows.items()}


def _named(indicator: Row, is_high: bool, lang: Lang) -> str:
    """Short name and whether the district stands high or low."""
    level = "level_high" if is_high else "level_low"
    return word(level, lang, name=indicator[f"short_{lang}"])


def _indicator_table(analysis: Analysis, ags: str, compared: pd.DataFrame, lang: Lang) -> html.Div:
    keys = ("indicator", "position", "value", "mean_land", "mean_type", "mean_country")
    head = [word(key, lang) for key in keys]
    catalogue = analysis.work.of(_catalogue)
    marks = value_marks(analysis.inputs, ags)
    rows = [
        _indicator_row(catalogue[str(key)], row, lang, marks.get(str(key)))
        for key, row in compared.to_dict("index").items()
    ]
    return table(word("indicators", lang), head, rows, numeric=2)


def _indicator_row(
    indicator: Row, row: Mapping[Hashable, Any], lang: Lang, mark: Text | None
) -> list[Cell]:
    remark = f", {mark[lang]}" if mark else ""
    return [
        f"{indicator[f'short_{lang}']} ({indicator[f'unit_{lang}']}){remark}",
        _track(row),
        *(_value(row[column], indicator["decimals"], lang) for column in VALUES),
    ]


VALUES = ("value", "land", "settlement_type", COUNTRY)


def _value(value: float, decimals: float, lang: Lang) -> str:
    return language.number(value, int(decimals), lang)


def _track(row: Mapping[Hashable, Any]) -> html.Div:
    """Bar up to the share of districts with a smaller value; a line marks the middle."""
    is_known = not math.isnan(row["percentile"])
    width = f"{row['percentile'] if is_known else 0:.1f}%"
    parts = [html.Div(className="bar-inner", style={"width": width})] if is_known else []
    middle = html.Div(className="bar-mark", style={"left": "50%"})
    return html.Div([*parts, middle], className="bar track", **Attributes({"aria-hidden": "true"}))
