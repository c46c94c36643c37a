"""View 4: the run and its results first, then settings, picks, two plans side by side."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from rollout.language import Lang
from rollout.model import Inputs
from rollout.scenario import Scenario

from ...page import ids
from ...page.components import section
from ...page.forms import Interval, Store
from . import controls
from .controls import button
from .words import word

TICK_MS = 500


def panel(inputs: Inputs, scenario: Scenario, lang: Lang) -> list[Component]:
    """Panel beside the map."""
    return [
        html.P(word("plan_intro", lang), className="sentence"),
        *_stores(),
        *controls.state_fields(inputs, scenario, lang),
        html.Section(_run(lang), className="plan-run"),
        section(word("plan_result", lang), *_result(lang)),
        html.Div(_details(lang), id=ids.PLAN_DETAILS, className="plan-details", hidden=True),
        _names(lang),
        section(word("plan_settings", lang), *controls.setting_groups(inputs, scenario, lang)),
        section(word("plan_picks", lang), *_picks(inputs, lang)),
        section(word("plan_compare", lang), *_compare(lang)),
        section(word("plan_file", lang), *_file(lang)),
    ]


def _stores() -> list[Component]:
    stores = (
        ids.PLAN_SETTINGS, ids.PLAN_ASK, ids.PLAN_JOB, ids.PLAN_FOUND, ids.PLAN_MAP,
        ids.PLAN_CURVE, ids.PLAN_FRONT, ids.PLAN_UPLOAD, ids.PLAN_UPLOADED,
    )  # fmt: skip
    return [Store(id=name) for name in stores]


def _picks(inputs: Inputs, lang: Lang) -> list[Component]:
    return [
        html.P(word("plan_picks_help", lang), className="caption"),
        html.Div(controls.pick_controls(inputs, lang), className="controls"),
        html.Div(id=ids.PLAN_PICKS_LIST),
    ]


def _run(lang: Lang) -> list[Component]:
    return [
        html.Div(id=ids.PLAN_PROBLEMS, role="alert"),
        html.Div(
            [
                button(ids.PLAN_RUN, "plan_run", lang, "button primary"),
                button(ids.PLAN_CANCEL, "plan_cancel", lang, disabled=True),
            ],
            className="buttons",
        ),
        Interval(id=ids.PLAN_TICK, interval=TICK_MS, disabled=True),
        html.Div(id=ids.PLAN_PROGRESS, className="plan-progress"),
        html.Div(id=ids.PLAN_MESSAGE, role="status"),
    ]


def _result(lang: Lang) -> list[Component]:
    stale = html.P(word("plan_stale", lang), id=ids.PLAN_STALE, className="warning", hidden=True)
    empty = html.P(word("plan_empty", lang), className="caption")
    return [stale, html.Div(empty, id=ids.PLAN_RESULT)]


def _details(lang: Lang) -> list[Component]:
    return [
        _detail("plan_front", ids.PLAN_FRONT_RUN, ids.PLAN_FRONT_TABLE, lang, ids.PLAN_FRONT_CHART),
        _detail("plan_fewest", ids.PLAN_FEWEST_RUN, ids.PLAN_FEWEST, lang,
                fields=controls.fewest_fields(lang)),
        _detail("plan_explain", ids.PLAN_EXPLAIN_RUN, ids.PLAN_EXPLAIN, lang),
        _detail("plan_curve", ids.PLAN_CURVE_RUN, ids.PLAN_CURVE_TABLE, lang, ids.PLAN_CHART),
        _detail("plan_robust", ids.PLAN_ROBUST_RUN, ids.PLAN_ROBUST, lang),
        _detail("plan_meet", ids.PLAN_MEET_RUN, ids.PLAN_MEET, lang,
                fields=controls.meeting_fields(lang)),
    ]  # fmt: skip


def _detail(
    key: str, run: str, place: str, lang: Lang, chart: str = "", fields: Sequence[Component] = ()
) -> html.Section:
    chart_place = [html.Div(id=chart)] if chart else []
    choices = [html.Div(fields, className="controls")] if fields else []
    return section(
        word(key, lang),
        html.P(word(f"{key}_text", lang), className="caption"),
        *choices,
        html.Div(button(run, f"{key}_run", lang), className="buttons no-print"),
        *chart_place,
        html.Div(id=place),
    )


def _names(lang: Lang) -> html.Section:
    """What is kept by name and what changed; scripts fill it."""
    return section(
        word("plan_kept_title", lang),
        html.Div(html.P(word("plan_kept_elsewhere", lang), className="caption"),
                 id=ids.PLAN_KEPT_LIST),
        html.H3(word("plan_changes", lang), className="plan-heading"),
        html.P(word("plan_changes_text", lang), className="caption"),
        html.Div(id=ids.PLAN_CHANGES),
    )  # fmt: skip


def _compare(lang: Lang) -> list[Component]:
    buttons = [
        button(ids.PLAN_KEEP, "plan_keep", lang, disabled=True),
        button(ids.PLAN_DROP, "plan_drop", lang, disabled=True),
    ]
    return [
        html.P(word("plan_compare_text", lang), className="caption"),
        html.Div(buttons, className="buttons no-print"),
        html.Div(id=ids.PLAN_COMPARISON),
    ]


def _file(lang: Lang) -> list[Component]:
    save = html.A(
        word("plan_file_save", lang), id=ids.PLAN_SAVE, className="button", download="scenario.toml"
    )
    return [
        html.P(word("plan_file_text", lang), className="caption"),
        html.Div([save, html.Div(id=ids.PLAN_OPEN, className="plan-load")], className="downloads"),
        html.Div(id=ids.PLAN_FILE_MESSAGE, role="status"),
    ]
