"""Target regions in waves: who, why, how sure, with whom; and what was set from outside."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.export.plan_words import step_words
from rollout.export.words import WAVE
from rollout.language import LANGS, MISSING, Lang, Text, counted, listed, number, percent
from rollout.plan.action_plan import wave_budget
from rollout.plan.actions import ACTIONS
from rollout.plan.regions import plan_reach
from rollout.plan.words import DEMAND_WORDS, days_words
from rollout.report.blocks import Block, column, heading, section, small, table, text
from rollout.report.pictures import map_block
from rollout.report.spots import nearest_words
from rollout.report.words import (
    CANDIDATES,
    CLASSES,
    DISTRICT_HEAD,
    NEAREST_HEAD,
    RANK_HEAD,
    REGION,
    TOP_HEAD,
)

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

WAVES_MM = 164.0
# How the demand of a district is weighed.
WEIGHTS = {
    "potential": Text(", gewichtet mit dem Gründungspotenzial", ", weighted by founding potential"),
    "propensity": Text(
        ", gewichtet damit, wie oft ähnliche Kreise eine bekamen",
        ", weighted by how often districts alike got one",
    ),
    "distance": Text(
        ", gewichtet mit dem Weg ⟦d:zur nächsten vernetzten Initiative⟧",
        ", weighted by the way to the ⟦nearest linked initiative⟧",
    ),
    "none": Text("", ""),
}
Row = Mapping[Hashable, Any]  # one row of a table


def targets_section(
    analysis: Analysis, plan: RolloutPlan | None, no_plan: Text, lang: Lang
) -> Block:
    """The waves of the plan, or why there are none."""
    title = Text("Zielregionen in Wellen", "Target regions in waves")[lang]
    if plan is None:
        return section(title, [text(no_plan[lang])])
    blocks = [text(aim(plan, lang))]
    if plan.table.empty:
        return section(title, [*blocks, text(no_plan[lang]), *_settings(analysis, plan, lang)])
    map_ = map_block(analysis, "waves", lang, plan, height_mm=WAVES_MM, caption="")
    is_regions = plan.regions.candidates is not None
    waves = [
        block
        for wave in sorted(plan.table["wave"].unique().tolist())
        for block in (_founding if is_regions else _wave)(
            wave, plan.table[plan.table["wave"] == wave], analysis, lang
        )
    ]
    legend = [] if is_regions else [_legend(analysis.scenario.top_k, lang)]
    settings = _settings(analysis, plan, lang)
    return section(title, [*blocks, map_, *legend, *waves, *settings], own_page=True)


def aim(plan: RolloutPlan, lang: Lang) -> str:
    """What the plan chooses from, aims at and takes for granted, in a sentence or two."""
    scenario = plan.scenario
    unit, among = DEMAND_WORDS[scenario.demand], CANDIDATES[scenario.candidates]
    reach = plan_reach(scenario).words
    count, waves = counted(scenario.count, REGION, lang), number(scenario.waves, lang=lang)
    if plan.regions.candidates is not None:
        return _regions_aim(plan, lang)
    goal = Text(f"möglichst viele {unit.de} dazukommen", f"as many {unit.en} as possible are added")
    if scenario.objective == "way":
        goal = Text(
            f"der Weg ⟦d:zur nächsten Initiative⟧ kurz wird, gewichtet mit {unit.de}",
            f"the way to the ⟦nearest initiative⟧ becomes short, weighted by {unit.en}",
        )
    return Text(
        f"Je Welle bis zu {count}, {waves} Wellen. Zur Wahl stehen: {among.de}. Gewählt ist so, "
        f"dass {goal.de}. Eine Gründung erreicht {reach.de}.",
        f"Up to {count} per wave, {waves} waves. To choose from: {among.en}. The choice is made so "
        f"that {goal.en}. A founding reaches {reach.en}.",
    )[lang]


def _regions_aim(plan: RolloutPlan, lang: Lang) -> str:
    """The same for founding regions and actions."""
    scenario = plan.scenario
    unit, weight = DEMAND_WORDS[scenario.demand], WEIGHTS[scenario.weight]
    waves, days = number(scenario.waves, lang=lang), days_words(wave_budget(scenario))
    size = Text(
        f"{waves} Wellen mit je bis zu {counted(scenario.count, REGION, 'de')}",
        f"{waves} waves of up to {counted(scenario.count, REGION, 'en')}",
    )
    if scenario.objective == "actions":
        size = Text(
            f"{waves} Wellen mit je {days.de} Personentagen zum Fragen, Anbinden, Erweitern und "
            "Gründen",
            f"{waves} waves of {days.en} staff days each to ask, connect, extend and found",
        )
    spread = Text("", "")
    if scenario.objective == "regions" and plan.regions.area is None:
        share = [percent(scenario.land_share, 0, each) for each in LANGS]
        spread = Text(
            f" Höchstens {share[0]} der Regionen liegen in einem Land, wo nichts anderes "
            "vorgegeben ist.",
            f" At most {share[1]} of the regions lie in one Land unless set otherwise.",
        )
    return Text(
        f"Geplant ist für {plan.where.de}: {size.de}. Eine Gründungsregion ist eine "
        "zusammenhängende Gruppe von Kreisen um einen Mittelpunkt; in mindestens der Hälfte ist "
        "⟦keine⟧ gefunden. Gewählt sind Regionen ohne gemeinsamen Kreis mit dem größten Wert: "
        f"{unit.de} in Kreisen, in denen ⟦keine⟧ gefunden ist{weight.de}, und um so mehr, je näher "
        "die Region einem IHK-Bezirk oder einer Planungsregion kommt und je weniger es darin schon "
        f"gibt.{spread.de} Was eine Handlung kostet, ist angenommen, nicht gemessen.",
        f"The plan is for {plan.where.en}: {size.en}. A founding region is a contiguous group of "
        "districts around a hub; in at least half of them none is found. Regions without a common "
        f"district are chosen for the greatest worth: {unit.en} in districts in which none is "
        f"found{weight.en}, and the more so the closer the region is to a chamber district or "
        f"planning region and the less there is in it already.{spread.en} What an action costs is "
        "assumed, not measured.",
    )[lang]


def _legend(top_k: int, lang: Lang) -> Block:
    return small(
        Text(
            f"Rang: Platz nach Gründungspotenzial unter allen Kreisen; in Klammern das Band, in "
            f"dem er in 90 % der gezogenen Ranglisten liegt. Spitze: wie oft der Kreis unter den "
            f"ersten {top_k} steht (immer: in mindestens 95 %, meist: 50 %, nur so: 5 % oder nur "
            "mit den gewählten Gewichten, kaum je: seltener). Warum: was diese Region ihrer "
            "Welle zusätzlich bringt.",
            f"Rank: place by founding potential among all districts; in brackets the band it keeps "
            f"to in 90% of the drawn rankings. Top: how often the district is among the first "
            f"{top_k} (always: in at least 95%, mostly: 50%, only so: 5% or only with the chosen "
            "weights, hardly ever: less). Why: what this region adds to its wave.",
        )[lang]
    )


def _wave(wave: int, group: pd.DataFrame, analysis: Analysis, lang: Lang) -> list[Block]:
    columns = [
        column(Text("Zielregion", "Target region")[lang], width=1.4),
        column(Text("Schritt", "Step")[lang], width=1.2),
        column(RANK_HEAD[lang], "right", mm=21),
        column(TOP_HEAD[lang], mm=13),
        column(Text("IHK", "Chamber (IHK)")[lang], width=0.9),
        column(NEAREST_HEAD[lang], width=1.2),
        column(Text("Warum", "Why")[lang], width=1.1),
    ]
    facts = analysis.table().loc[group.index].to_dict("index")
    records = group.reset_index().to_dict("records")
    rows = [_region(row, facts[row["ags"]], analysis, lang) for row in records]
    name = f"{WAVE[lang]} {wave}"
    caption = Text(f"Zielregionen der Welle {wave}", f"Target regions of wave {wave}")[lang]
    return [heading(name), table(caption, columns, rows)]


def _founding(wave: int, group: pd.DataFrame, analysis: Analysis, lang: Lang) -> list[Block]:
    """Founding regions or actions of a wave: what, who belongs to each, what it adds and costs."""
    unit = DEMAND_WORDS[analysis.scenario.demand]
    is_mix = bool((group["step"] != "found").any()) or analysis.scenario.objective == "actions"
    columns = [
        column(Text("Zielregion und ihre Kreise", "Target region and its districts")[lang],
               width=3),
        column((Text("Schritt", "Step") if is_mix else Text("Mittelpunkt", "Hub"))[lang], width=1),
        column(Text("⟦keine⟧ gefunden", "none found")[lang], mm=18),
        column(Text(f"Zuwachs: {unit.de}", f"gain: {unit.en}")[lang], "right", mm=26),
        column(Text("Tage", "days")[lang], "right", mm=14),
    ]  # fmt: skip
    status, names = analysis.table()["status"], analysis.inputs.districts["display_name"].to_dict()
    rows = []
    for row in group.reset_index().to_dict("records"):
        white = int((status.reindex(list(row["members"])) == "white").sum())
        size = len(row["members"])
        because = Text("vorgegeben: ", "required: ")[lang] + str(row["required_reason"])
        hub = f"{names[row['ags']]} ({row['ags']})"
        rows.append(
            [
                _name(row, analysis, lang) + (f"; {because}" if row["required_reason"] else ""),
                step_words(str(row["step"]), lang) if is_mix else hub,
                Text(f"{white} von {size}", f"{white} of {size}")[lang],
                number(float(row["adds"]), 0, lang),
                days_words(float(row["cost"]))[lang],
            ]
        )
    caption = Text(f"Zielregionen der Welle {wave}", f"Target regions of wave {wave}")[lang]
    return [heading(f"{WAVE[lang]} {wave}"), table(caption, columns, rows)]


def _region(row: Row, facts: Row, analysis: Analysis, lang: Lang) -> list[str]:
    ags = str(row["ags"])
    why = str(row[f"why_{lang}"])
    if row["required_reason"]:
        why += Text("; vorgegeben: ", "; required: ")[lang] + str(row["required_reason"])
    return [
        _name(row, analysis, lang),
        _step(ags, str(row["step"]), analysis, lang),
        rank_and_band(facts, lang),
        band_class(facts, lang),
        str(row["chambers"]) or MISSING,
        nearest_words(row, lang),
        why,
    ]


def _name(row: Row, analysis: Analysis, lang: Lang) -> str:
    """Name of a target region; of several districts with these, the hub first."""
    ags, members = str(row["ags"]), [key for key in row["members"] if key != row["ags"]]
    if not members:
        return f"{row['region']} ({ags})"
    names = analysis.inputs.districts["display_name"].to_dict()
    return f"{row['region']}: {listed([names[ags], *(names[key] for key in members)], lang)}"


def _step(ags: str, step: str, analysis: Analysis, lang: Lang) -> str:
    """What to do, and which initiatives there are to connect."""
    name = ACTIONS[step].words[lang]
    here = initiatives_in(analysis, ags) if step == "connect" else []
    return f"{name}: {listed(here, lang, 2)}" if here else name


def initiatives_in(analysis: Analysis, ags: str) -> list[str]:
    """Names of the initiatives that reach a district under the chosen rule."""
    coverage = analysis.coverage
    row = coverage.status.index.get_loc(ags)
    reach = coverage.reach[[row], :].toarray().ravel() > 0
    return coverage.initiatives.loc[reach, "name"].astype(str).tolist()


def rank_and_band(facts: Row | pd.Series, lang: Lang) -> str:
    """Rank with its band in brackets; a dash without a score.

    >>> rank_and_band({"rank": 3.0, "rank_low": 1.0, "rank_high": 9.0}, "de")
    '3 (1–9)'
    """
    if math.isnan(facts["rank"]):
        return MISSING
    low, high = number(facts["rank_low"], lang=lang), number(facts["rank_high"], lang=lang)
    return f"{number(facts['rank'], lang=lang)} ({low}–{high})"


def band_class(facts: Row | pd.Series, lang: Lang) -> str:
    """Class of a district's rank; a dash without a score."""
    word = CLASSES.get(str(facts["band_class"]))
    return MISSING if word is None or math.isnan(facts["rank"]) else word[lang]


def _settings(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> list[Block]:
    names: dict[Any, str] = analysis.inputs.districts["display_name"].to_dict()
    kinds: list[tuple[str, dict[Any, Any]]] = [
        (Text("vorgegeben", "required")[lang], dict(plan.scenario.require)),
        (Text("ausgeschlossen", "excluded")[lang], plan.excluded.to_dict()),
    ]
    rows = [
        [f"{names[ags]} ({ags})", kind, str(reason) or MISSING]
        for kind, reasons in kinds
        for ags, reason in sorted(reasons.items())
    ]
    title = heading(Text("Vorgegeben und ausgeschlossen", "Required and excluded")[lang])
    if not rows:
        message = Text(
            "Kein Kreis ist vorgegeben oder ausgeschlossen.", "No district is required or excluded."
        )[lang]
        return [title, text(message)]
    columns = [
        column(DISTRICT_HEAD[lang], width=1),
        column(Text("Festlegung", "Setting")[lang]),
        column(Text("Grund", "Reason")[lang], width=2),
    ]
    caption = Text("Festlegungen mit ihrem Grund", "Settings with their reason")[lang]
    return [title, table(caption, columns, rows)]
