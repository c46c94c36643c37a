"""Parts of the page made from a plan: figures, target regions, what stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from rollout import language
from rollout.analysis import BASES
from rollout.coverage.words import BASE_NAMES
from rollout.errors import Problem, RolloutError
from rollout.export.plan_tables import status_words
from rollout.export.plan_words import BESIDE, BESIDE_NOTE, PRICES_BY_HAND, hand_words, step_words
from rollout.language import Lang, Text
from rollout.plan.region_details import SCOPES, substitute_rows
from rollout.plan.words import DEMAND_WORDS, days_words
from rollout.report.words import REGION
from rollout.scenario import Scenario
from rollout.scenario.records import records

from ...page.attributes import Attributes
from ...page.components import Cell, bar, table
from ...page.plain_words import message
from ...page.setting_words import help_of, label
from .words import word

if TYPE_CHECKING:
    from rollout.plan.details import RobustChoice
    from rollout.plan.plan import RolloutPlan
    from rollout.siting.curve import CoverageCurve

CURVE_ROWS = 30
WAVE = (Text("Welle", "wave"), Text("Wellen", "waves"))
FIELD = "Scenario."
ASKED = {"--share": "plan_share", "--places": "plan_meet_count"}  # fields beside the settings


def plan_result(plan: RolloutPlan, files: list[html.Form], lang: Lang) -> list[Component]:
    """Sentence, rates against today, waves with their proof, files, target regions, notes."""
    return [
        html.P(sentence(plan, lang), className="sentence"),
        *_area(plan, lang),
        html.Div(_tiles(plan, lang), className="tiles"),
        *(html.P(_as_sentence(note.finding[lang]), className="caption") for note in plan.notes),
        *_by_hand(plan, lang),
        summary(plan, lang),
        html.P(_price_note(plan.scenario, lang), className="caption expert"),
        html.Div(files, className="downloads no-print"),
        html.H3(word("plan_targets", lang), className="plan-targets"),
        *targets(plan, lang),
        *_excluded(plan, lang),
    ]


def _as_sentence(finding: str) -> str:
    return f"{finding[:1].upper()}{finding[1:]}" + ("" if finding.endswith(".") else ".")


def _by_hand(plan: RolloutPlan, lang: Lang) -> list[Component]:
    """What every decision by hand costs, each with a button to lift it."""
    if plan.by_hand.empty:
        return []
    rows: list[list[Cell]] = []
    for row in plan.by_hand.to_dict("records"):
        release: Cell = ""
        if row["label"]:
            release = _hand(str(row["label"]), "", "plan_hand_free", str(row["region"]), lang)
        rows.append([hand_words(row, lang), *plan.prices_by_hand(row, lang), release])
    head = [word(f"plan_hand_{key}", lang) for key in ("decision", "loss", "over", "lift")]
    notes = [html.P(PRICES_BY_HAND[lang], className="caption")]
    if plan.regions.candidates is None:
        notes = []
    return [html.H3(word("plan_hand", lang)), table(word("plan_hand", lang), head, rows), *notes]


def _hand(label: str, wave: str, key: str, name: str, lang: Lang) -> html.Button:
    """A decision on a target region; the script reads which."""
    text = word(key, lang, wave=wave)
    attributes = Attributes(
        {"data-hand": label, "data-wave": wave, "aria-label": f"{name}: {text}"}
    )
    return html.Button(text, type="button", className="button small quiet", **attributes)


def _hands(row: pd.Series, plan: RolloutPlan, lang: Lang) -> html.Span:
    """Decisions on one target region: keep it here, move it to another wave, drop it."""
    label, name = str(row["label"]), str(row["region"])
    mine = int(row["wave"])
    buttons = [_hand(label, str(mine), "plan_hand_fix", name, lang)]
    buttons += [
        _hand(label, str(wave), "plan_hand_move", name, lang)
        for wave in (mine - 1, mine + 1)
        if 1 <= wave <= plan.scenario.waves
    ]
    buttons.append(_hand(label, "0", "plan_hand_drop", name, lang))
    return html.Span(buttons, className="plan-hands no-print")


def beside_table(frame: pd.DataFrame, lang: Lang) -> list[Component]:
    """What asking and connecting would bring beside the plan."""
    head = [word(f"plan_beside_{key}", lang) for key in ("what", "count", "days")]
    head += [word(f"share_{base}", lang) for base in BASES]
    rows = [
        [
            BESIDE[str(key)][lang], language.number(int(row["count"]), lang=lang),
            days_words(float(row["days"]))[lang],
            *(language.percent(row[f"share_{base}"], lang=lang) for base in BASES),
        ]
        for key, row in frame.iterrows()
    ]  # fmt: skip
    title = word("plan_beside", lang)
    return [
        html.H3(title), table(title, head, rows, numeric=1),
        html.P(BESIDE_NOTE[lang], className="caption"),
    ]  # fmt: skip


def sentence(plan: RolloutPlan, lang: Lang) -> str:
    """What the plan buys in one sentence, measured by what it aims at."""
    if plan.table.empty:
        return word("plan_none_chosen", lang)
    return word(
        "plan_sentence",
        lang,
        where=plan.where[lang],
        regions=language.counted(len(plan.table), REGION, lang),
        waves=language.counted(plan.scenario.waves, WAVE, lang),
        base=BASE_NAMES[plan.base][lang],
        **_from_to(plan.summary[f"share_{plan.base}"], lang),
    )


def _from_to(shares: pd.Series, lang: Lang) -> dict[str, str]:
    ends = {"today": shares.iloc[0], "share": shares.iloc[-1]}
    return {name: language.percent(share, lang=lang) for name, share in ends.items()}


def _area(plan: RolloutPlan, lang: Lang) -> list[Component]:
    """That the plan keeps to a part of the country, what that means for all of it, the way out."""
    if plan.regions.area is None:
        return []
    base = plan.base
    shares, name = plan.summary[f"country_share_{base}"], BASE_NAMES[base][lang]
    line = word("plan_area_line", lang, where=plan.where[lang], base=name,
                **_from_to(shares, lang))  # fmt: skip
    leave = html.Button(
        word("plan_area_leave", lang), type="button", className="button small quiet no-print",
        **Attributes({"data-whole-country": ""}),
    )  # fmt: skip
    return [html.P([line, " ", leave], className="caption")]


def _tiles(plan: RolloutPlan, lang: Lang) -> list[html.Div]:
    return [_tile(base, plan.summary[f"share_{base}"], lang) for base in BASES]


def _tile(base: str, shares: pd.Series, lang: Lang) -> html.Div:
    today, end = float(shares.iloc[0]), float(shares.iloc[-1])
    baseline = f"{word('plan_today', lang)}: {language.percent(today, lang=lang)}"
    return html.Div(
        [
            html.H3(word(f"share_{base}", lang)),
            html.P(language.percent(end, lang=lang), className="figure"),
            bar(end, today),
            html.P(f"{baseline} ({points(end - today, lang)})"),
        ],
        className="tile",
    )


def points(difference: float, lang: Lang) -> str:
    """Difference of two shares in percentage points, with its sign.

    >>> points(0.1234, "de"), points(-0.01, "en"), points(0.0, "en")
    ('+12,3', '−1.0', '±0.0')
    """
    text = language.number(abs(100 * difference), 1, lang)
    sign = "±" if abs(difference) < 0.0005 else "+" if difference > 0 else "−"
    return f"{sign}{text}"


def summary(plan: RolloutPlan, lang: Lang) -> html.Div:
    """Today and every wave: four rates, proof, prices."""
    head = [word(key, lang) for key in ("plan_wave", "plan_new")]
    head += [word(f"share_{base}", lang) for base in BASES]
    head += [word(key, lang) for key in ("plan_cost", "plan_nesting")]
    if plan.scenario.prefer_potential:
        head.append(word("plan_potential_price", lang))
    head.append(word("plan_proof", lang))
    first = plan.summary.iloc[0]
    rows = [_summary_row(wave, row, first, plan, lang) for wave, row in plan.summary.iterrows()]
    prices = range(len(BASES) + 3, len(head))  # what the other columns give does without these
    return table(word("plan_summary_caption", lang), head, rows, numeric=1, expert=prices)


def _summary_row(
    wave: Any, row: pd.Series, first: pd.Series, plan: RolloutPlan, lang: Lang
) -> list[Cell]:
    shares = [_share(row[f"share_{base}"], first[f"share_{base}"], wave, lang) for base in BASES]
    prices = ["nesting_price"] + ["potential_price"] * plan.scenario.prefer_potential
    cost = language.number(row["cost"], 0, lang)
    expenses = [plan.amount(row[name], lang) for name in prices]
    proof = "" if wave == 0 else status_words(row["status"], row["gap"], lang)
    name = word("plan_today", lang) if wave == 0 else str(wave)
    return [name, str(int(row["new"])), *shares, cost, *expenses, proof]


def _share(share: float, today: float, wave: Any, lang: Lang) -> Cell:
    text = language.percent(share, lang=lang)
    return text if wave == 0 else html.Span([text, _small(points(share - today, lang))])


def _price_note(scenario: Scenario, lang: Lang) -> str:
    if scenario.objective == "way":
        return word("plan_price_note_way", lang)
    if scenario.objective == "regions":
        return word("plan_price_note_regions", lang, unit=DEMAND_WORDS[scenario.demand][lang])
    return word("plan_price_note", lang, unit=DEMAND_WORDS[scenario.demand][lang])


def targets(plan: RolloutPlan, lang: Lang) -> list[html.Div]:
    """Target regions, one table per wave."""
    keys = ["region", "why", "partner", "nearest"]
    if plan.scenario.objective != "way":
        keys.append("by_hand")
    head = [word(f"plan_{key}", lang) for key in keys]
    return [
        table(
            word("plan_targets_caption", lang, number=wave),
            head,
            [_target(str(ags), row, plan, lang) for ags, row in group.iterrows()],
        )
        for wave, group in plan.table.groupby("wave")
    ]


def _target(ags: str, row: pd.Series, plan: RolloutPlan, lang: Lang) -> list[Cell]:
    name = str(row["region"])
    district = html.Button(
        name, type="button", className="pick", **Attributes({"data-select": ags})
    )
    members = [plan.district_names[key] for key in row["members"]]
    detail = [_small("; ".join(members))] if len(members) > 1 else []
    days = word("plan_days", lang, days=days_words(float(row["cost"]))[lang])
    number = html.Span(str(plan.table.index.tolist().index(ags) + 1), className="pin-number")
    return [
        html.Span([number, district, _small(f"{step_words(row['step'], lang)}, {days}"), *detail]),
        _why(row, lang),
        html.Span([str(row["chambers"]), _small(str(row[f"partner_{lang}"]))]),
        _nearest(row, lang),
        *([] if plan.scenario.objective == "way" else [_hands(row, plan, lang)]),
    ]


def _small(text: str) -> html.Span:
    """Second line of a cell."""
    return html.Span(text, className="second-line")


def _why(row: pd.Series, lang: Lang) -> str:
    """Why a region is chosen, and the reason it is required for."""
    if not row["required_reason"]:
        return str(row[f"why_{lang}"])
    because = word("plan_required_because", lang, reason=row["required_reason"])
    return f"{row[f'why_{lang}']}; {because}"


def _nearest(row: pd.Series, lang: Lang) -> str:
    if pd.isna(row["nearest_km"]):
        return language.MISSING
    km = language.number(row["nearest_km"], 0, lang)
    return word("plan_nearest_value", lang, name=row["nearest_name"], km=km)


def _excluded(plan: RolloutPlan, lang: Lang) -> list[Component]:
    if plan.excluded.empty:
        return []
    head = [word("plan_region", lang), word("plan_pick_reason", lang)]
    rows = [[plan.name_of(str(ags)), str(reason)] for ags, reason in plan.excluded.items()]
    return [table(word("plan_excluded_caption", lang), head, rows)]


def map_of(plan: RolloutPlan) -> dict[str, Any]:
    """Classes of all districts on the map of waves, and the regions in the order of the tables."""
    position = {ags: n for n, ags in enumerate(plan.regions.districts)}
    regions = [
        {
            "hub": position[str(ags)],
            "name": str(row["region"]),
            "members": [position[key] for key in row["members"]],
        }
        for ags, row in plan.table.iterrows()
    ]
    area = plan.regions.area
    inside = None if area is None else sorted(position[key] for key in area.districts)
    return {"classes": wave_of(plan), "regions": regions, "inside": inside}


def wave_of(plan: RolloutPlan) -> list[str]:
    """Class of every district on the map of waves, in the order of the keys."""
    waves = plan.district_waves.astype(str).to_dict()
    keys = zip(plan.regions.districts, plan.regions.already, strict=True)
    return [waves.get(ags, "existing" if reached else "open") for ags, reached in keys]


def importance(
    worth: pd.DataFrame, others: list[tuple[list[str], list[str]]], plan: RolloutPlan, lang: Lang
) -> list[Component]:
    """What each region is worth, who replaces it, and plans as good as this one."""
    keys = ("region", "wave", "only", "loss", "substitute", "substitute_loss")
    head = [word(f"plan_{key}", lang) for key in keys]
    rows = [_worth(str(ags), row, plan, lang) for ags, row in worth.iterrows()]
    blocks: list[Component] = [table(word("plan_explain", lang), head, rows)]
    if (worth["loss"] < 0).any():
        blocks.append(html.P(word("plan_negative", lang), className="caption"))
    if plan.regions.candidates is not None:
        share = html.P(word("plan_worth_share", lang), className="caption")
        return [*blocks, share, _substitutes(worth, plan, lang)]
    return [*blocks, html.H3(word("plan_alternatives", lang)), _alternatives(others, plan, lang)]


def _substitutes(worth: pd.DataFrame, plan: RolloutPlan, lang: Lang) -> Component:
    """Who could come in the place of a region nearby."""
    rows = [
        [
            plan.name_of(row["ags"]), SCOPES[row["scope"]][lang],
            plan.name_of(row["substitute"]), plan.amount(row["price"], lang),
        ]
        for row in substitute_rows(worth).to_dict("records")
        if row["scope"]
    ]  # fmt: skip
    keys = ("region", "where", "substitute", "substitute_loss")
    return table(word("plan_nearby", lang), [word(f"plan_{key}", lang) for key in keys], rows)


def _worth(ags: str, row: pd.Series, plan: RolloutPlan, lang: Lang) -> list[Cell]:
    only, loss, rest = (
        plan.amount(row[name], lang) for name in ("only", "loss", "substitute_loss")
    )
    substitute = plan.name_of(row["substitute"]) or language.MISSING
    return [plan.name_of(ags), str(row["wave"]), only, loss, substitute, rest]


def _alternatives(
    others: list[tuple[list[str], list[str]]], plan: RolloutPlan, lang: Lang
) -> Component:
    if not others:
        return html.P(word("plan_alternatives_none", lang))
    texts = [
        word(
            "plan_alternative",
            lang,
            comes=", ".join(map(plan.name_of, comes)),
            leaves=", ".join(map(plan.name_of, leaves)),
        )
        for leaves, comes in others
    ]
    return html.Ul([html.Li(text) for text in texts])


def curve_table(curve: CoverageCurve, plan: RolloutPlan, lang: Lang) -> list[Component]:
    """Where further regions stop paying, and the figures of the curve."""
    frame = curve.table
    step = max(1, len(frame) // CURVE_ROWS)
    places = sorted({*range(0, len(frame), step), len(frame) - 1})
    head = [word("plan_regions", lang), word("plan_gain", lang)]
    head += [word(f"share_{base}", lang) for base in BASES]
    rows = [
        [
            str(count),
            plan.sum_won(row["gain"], lang),
            *(language.percent(row[f"share_{base}"], lang=lang) for base in BASES),
        ]
        for count, row in frame.iloc[places].iterrows()
    ]
    numbers = table(word("plan_curve_caption", lang), head, rows, numeric=1)
    return [
        html.P(word("plan_curve_stop", lang, count=curve.stops_paying)),
        html.Details([html.Summary(word("plan_curve_numbers", lang)), numbers]),
    ]


def curve_chart(curve: CoverageCurve, lang: Lang) -> dict[str, Any]:
    """What the script draws: number of regions and a line per rate."""
    return {
        "counts": [int(count) for count in curve.table.index],
        "stop": int(curve.stops_paying),
        "lines": [
            {
                "name": word(f"share_{base}", lang).replace("\u00ad", ""),
                "shares": curve.table[f"share_{base}"].round(4).tolist(),
            }
            for base in BASES
        ],
    }


def robustness(choice: RobustChoice, plan: RolloutPlan, lang: Lang) -> list[Component]:
    """How often every region is chosen under drawn rankings."""
    yes = {True: word("plan_yes", lang), False: word("plan_no", lang)}
    head = [word(f"plan_{key}", lang) for key in ("region", "frequency", "in_robust", "in_plan")]
    rows = [
        [
            plan.name_of(str(ags)),
            language.percent(row["frequency"], 0, lang),
            yes[bool(row["robust"])],
            yes[bool(row["planned"])],
        ]
        for ags, row in choice.table.head(CURVE_ROWS).iterrows()
    ]
    regret = word("plan_regret", lang, share=language.percent(choice.regret, 2, lang))
    return [html.P(regret), table(word("plan_robust", lang), head, rows)]


def problems(error: RolloutError, lang: Lang, title: str = "plan_problems") -> Component:
    """What is wrong, in words, one line each."""
    faults: tuple[Problem, ...] = getattr(error, "problems", ())
    lines = [_named(problem, lang) for problem in faults] or [error.message(lang)]
    return html.Div(
        [html.Strong(word(title, lang)), html.Ul([html.Li(line) for line in lines])],
        className="warning",
    )


def _named(problem: Problem, lang: Lang) -> str:
    """Message with the label of a control in place of the name of its field."""
    sentence = message(problem, lang)
    name = problem.file.removeprefix(FIELD)
    label = word(ASKED[name], lang) if name in ASKED else setting_name(name, lang)
    return sentence.replace(problem.file, Text(f"„{label}“", f"“{label}”")[lang], 1)


def setting_name(name: str, lang: Lang) -> str:
    """Name of a field of the scenario as this page calls it; anything else as it is."""
    if name not in records():
        return name
    return label(name, lang) if records()[name].section == "plan" else help_of(name, lang)
