"""What can be asked beside a plan: its front, how few suffice, where to meet, how even it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.coverage.words import BASE_NAMES
from rollout.export.plan_words import EVENNESS, EVENNESS_NOTE, evenness_words, fewest_words
from rollout.language import Lang
from rollout.plan.front import with_choice
from rollout.plan.words import days_words

from ...page.attributes import Attributes
from ...page.components import Cell, table
from ...page.settings import PLANNED, encode
from .words import word

if TYPE_CHECKING:
    from rollout.plan.fewest import Fewest
    from rollout.plan.meeting import Meeting
    from rollout.plan.plan import RolloutPlan

CHOSEN = ("aim", "demand", "weight", "weight_strength", "count", "budget")  # by a row of a front
STRENGTHS = {0.0: "none", 0.5: "half", 1.0: "full"}


def evenness_parts(frame: pd.DataFrame, lang: Lang) -> list[Component]:
    """How evenly the network lies before and after, in a sentence with its figures behind it."""
    sentence = evenness_words(frame)
    if sentence is None:
        return []
    head = [word("plan_wave", lang), *(name[lang] for name, _ in EVENNESS)]
    rows: list[list[Cell]] = [
        [
            word("plan_today", lang) if wave == 0 else str(wave),
            *(
                language.number(value, digits, lang)
                for value, (_, digits) in zip(row, EVENNESS, strict=True)
            ),
        ]
        for wave, row in frame.iterrows()
    ]
    title = word("plan_evenness", lang)
    return [
        html.H3(title, className="plan-heading"),
        html.P(sentence[lang]),
        html.Details(
            [
                html.Summary(word("plan_evenness_numbers", lang)),
                table(title, head, rows, numeric=1),
                html.P(EVENNESS_NOTE[lang], className="caption"),
            ]
        ),
    ]


def front_table(front: pd.DataFrame, plan: RolloutPlan, lang: Lang) -> list[Component]:
    """Every plan of the front with a button that takes it."""
    keys = ("days", "regions", "front_share", "front_potential", "front_strength", "front_take")
    head = [word(f"plan_{key}", lang) for key in keys]
    head[0] = word("plan_front_days", lang)
    rows = [_front_row(place, row, lang) for place, row in enumerate(front.to_dict("records"))]
    base = BASE_NAMES[plan.base][lang]
    caption = word("plan_front_caption", lang, base=base, where=plan.where[lang])
    return [
        html.P(word("plan_front_note", lang), className="caption"),
        html.Details([html.Summary(word("plan_front_numbers", lang)), table(caption, head, rows)]),
    ]


def _front_row(place: int, row: dict[Any, Any], lang: Lang) -> list[Cell]:
    figures: list[Cell] = [
        days_words(row["days"])[lang], language.number(int(row["regions"]), lang=lang),
        language.percent(row["share"], lang=lang), language.number(row["potential"], 1, lang),
    ]  # fmt: skip
    if row["is_plan"]:
        return [*figures, word("plan_front_mine", lang), ""]
    strength = word(f"plan_front_{STRENGTHS[row['strength']]}", lang)
    label = word("plan_front_take_of", lang, days=figures[0], share=figures[2])
    take = html.Button(
        word("plan_front_take", lang), type="button", className="button small quiet",
        **Attributes({"data-front": str(place), "aria-label": label}),
    )  # fmt: skip
    return [*figures, strength, take]


def front_chart(front: pd.DataFrame, plan: RolloutPlan, lang: Lang) -> dict[str, Any]:
    """What the script draws: a point per plan, and the settings that plan it."""
    base = BASE_NAMES[plan.base][lang]
    return {
        "axes": [word("plan_front_days", lang), word("plan_front_axis", lang, base=base)],
        "points": [
            {
                "days": row["days"],
                "share": round(row["share"], 4),
                "kind": "mine" if row["is_plan"] else STRENGTHS[row["strength"]],
                "label": _point_words(row, lang),
                "settings": None if row["is_plan"] else _settings(row, plan),
            }
            for row in front.to_dict("records")
        ],
        "legend": [[key, word(f"plan_front_{key}", lang)] for key in ("mine", *STRENGTHS.values())],
    }


def _point_words(row: dict[Any, Any], lang: Lang) -> str:
    return word(
        "plan_front_point", lang, days=days_words(row["days"])[lang],
        regions=language.number(int(row["regions"]), lang=lang),
        share=language.percent(row["share"], lang=lang),
        potential=language.number(row["potential"], 1, lang),
    )  # fmt: skip


def _settings(row: dict[Any, Any], plan: RolloutPlan) -> dict[str, Any]:
    values = encode(with_choice(plan.scenario, row["size"], row["strength"]), *PLANNED)
    return {name: values[name] for name in CHOSEN}


def fewest_parts(fewest: Fewest, plan: RolloutPlan, lang: Lang) -> list[Component]:
    """How few reach a share, and which these are."""
    names = [plan.name_of(label) for label in fewest.labels]
    parts: list[Component] = [html.P(fewest_words(fewest, plan)[lang])]
    if names:
        entries = html.Ol([html.Li(name) for name in names])
        parts.append(html.Details([html.Summary(word("plan_fewest_names", lang)), entries]))
    return parts


def meeting_parts(meeting: Meeting, lang: Lang) -> list[Component]:
    """The best places, and who would come where."""
    places, names = meeting.places, meeting.places["name"]
    head = [word(f"plan_meet_{key}", lang) for key in ("place", "guests", "mean", "longest")]
    rows: list[list[Cell]] = [
        [
            str(row["name"]), language.number(int(row["guests"]), lang=lang),
            *(language.number(row[name], 0, lang) for name in ("mean_km", "longest_km")),
        ]
        for _, row in places.iterrows()
    ]  # fmt: skip
    who = [word(f"plan_meet_{key}", lang) for key in ("guest", "place", "way")]
    guests: list[list[Cell]] = [
        [str(row["name"]), str(names[row["place"]]), language.number(row["km"], 0, lang)]
        for row in meeting.guests.sort_values(["place", "km"]).to_dict("records")
    ]
    sentence = word("plan_meet_sentence", lang, places=language.listed(list(names), lang),
                    guests=language.number(len(meeting.guests), lang=lang))  # fmt: skip
    parts: list[Component] = [
        html.P(sentence), table(word("plan_meet", lang), head, rows, numeric=1),
        html.Details(
            [html.Summary(word("plan_meet_who", lang)),
             table(word("plan_meet_who", lang), who, guests, numeric=2)]
        ),
    ]  # fmt: skip
    if meeting.without_seat:
        missing = language.listed(list(meeting.without_seat), lang, 10)
        parts.append(html.P(word("plan_meet_missing", lang, names=missing), className="caption"))
    return parts
