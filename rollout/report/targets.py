"""Target regions in waves: who, why, how sure, with whom; and what was set from outside."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.export.plan_tables import STEPS, WAVE
from rollout.language import Text
from rollout.plan.plan import DEMAND_WORDS
from rollout.plan.regions import plan_reach
from rollout.report.blocks import Block, column, heading, section, small, table, text
from rollout.report.pictures import map_block
from rollout.report.spots import nearest_words
from rollout.report.voice import REGION, Voice

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

WAVES_MM = 164.0
Row = Mapping[Hashable, Any]  # one row of a table
NO_REGION = Text("Der Plan enthält keine Region.", "The plan has no region.")
CLASSES = {
    "always": Text("immer", "always"),
    "mostly": Text("meist", "mostly"),
    "only": Text("nur so", "only so"),
    "never": Text("kaum je", "hardly ever"),
}
CANDIDATES = {
    "targets": Text("weiße und graue Flecken", "white and grey spots"),
    "white": Text("weiße Flecken", "white spots"),
    "all": Text("alle Kreise", "all districts"),
}


def targets_section(
    analysis: Analysis, plan: RolloutPlan | None, no_plan: Text, voice: Voice
) -> Block:
    """The waves of the plan, or why there are none."""
    title = voice.say("Zielregionen in Wellen", "Target regions in waves")
    if plan is None:
        return section(title, [text(no_plan[voice.lang])])
    blocks = [text(aim(plan, voice))]
    if plan.table.empty:
        return section(title, [*blocks, text(no_plan[voice.lang]), *_given(analysis, plan, voice)])
    map_ = map_block(analysis, "waves", voice, plan, height_mm=WAVES_MM, caption="")
    waves = [
        block
        for wave in sorted(plan.table["wave"].unique().tolist())
        for block in _wave(wave, plan.table[plan.table["wave"] == wave], analysis, voice)
    ]
    reading = _reading(analysis.scenario.top_k, voice)
    given = _given(analysis, plan, voice)
    return section(title, [*blocks, map_, reading, *waves, *given], own_page=True)


def aim(plan: RolloutPlan, voice: Voice) -> str:
    """What the plan chooses from, aims at and takes for granted, in a sentence or two."""
    scenario = plan.scenario
    unit, among = DEMAND_WORDS[scenario.demand], CANDIDATES[scenario.candidates]
    reach = plan_reach(scenario).words
    count, waves = voice.count(scenario.count, REGION), voice.number(scenario.waves)
    goal = Text(
        f"möglichst viele {unit.de} erreicht werden", f"as many {unit.en} as possible are reached"
    )
    if scenario.objective == "way":
        goal = Text(
            f"der Weg zur nächsten Initiative kurz wird, gewichtet mit {unit.de}",
            f"the way to the nearest initiative becomes short, weighted by {unit.en}",
        )
    return voice.say(
        f"Je Welle bis zu {count}, {waves} Wellen. Zur Wahl stehen: {among.de}. Gewählt ist so, "
        f"dass {goal.de}. Eine Gründung erreicht {reach.de}.",
        f"Up to {count} per wave, {waves} waves. To choose from: {among.en}. The choice is made so "
        f"that {goal.en}. A founding reaches {reach.en}.",
    )


def _reading(top_k: int, voice: Voice) -> Block:
    return small(
        voice.say(
            f"Rang: Platz nach Gründungspotenzial unter allen Kreisen; in Klammern das Band, in "
            f"dem er in 90 % der gezogenen Ranglisten liegt. Spitze: wie oft der Kreis unter den "
            f"ersten {top_k} steht (immer: in mindestens 95 %, meist: 50 %, nur so: 5 % oder nur "
            "mit den gewählten Gewichten, kaum je: seltener). Warum: was diese Region ihrer "
            "Welle zusätzlich bringt.",
            f"Rank: place by founding potential among all districts; in brackets the band it keeps "
            f"to in 90% of the drawn rankings. Top: how often the district is among the first "
            f"{top_k} (always: in at least 95%, mostly: 50%, only so: 5% or only with the chosen "
            "weights, hardly ever: less). Why: what this region adds to its wave.",
        )
    )


def _wave(wave: int, group: pd.DataFrame, analysis: Analysis, voice: Voice) -> list[Block]:
    columns = [
        column(voice.say("Kreis", "District"), width=1),
        column(voice.say("Schritt", "Step"), width=1.2),
        column(voice.say("Rang (Band)", "Rank (band)"), "right", mm=21),
        column(voice.say("Spitze", "Top"), mm=13),
        column(voice.say("IHK", "Chamber (IHK)"), width=0.9),
        column(
            voice.say("Nächste vernetzte Initiative", "Nearest networked initiative"), width=1.2
        ),
        column(voice.say("Warum", "Why"), width=1.1),
    ]
    facts = analysis.table().loc[group.index].to_dict("index")
    records = group.reset_index().to_dict("records")
    rows = [_region(row, facts[row["ags"]], analysis, voice) for row in records]
    name = f"{WAVE[voice.lang]} {wave}"
    caption = voice.say(f"Zielregionen der Welle {wave}", f"Target regions of wave {wave}")
    return [heading(name), table(caption, columns, rows)]


def _region(row: Row, facts: Row, analysis: Analysis, voice: Voice) -> list[str]:
    ags = str(row["ags"])
    why = str(row[f"why_{voice.lang}"])
    if row["required_reason"]:
        why += voice.say("; vorgegeben: ", "; required: ") + str(row["required_reason"])
    return [
        f"{row['display_name']} ({ags})",
        _step(ags, str(row["step"]), analysis, voice),
        rank_and_band(facts, voice),
        band_class(facts, voice),
        str(row["chambers"]) or voice.number(None),
        nearest_words(row, voice),
        why,
    ]


def _step(ags: str, step: str, analysis: Analysis, voice: Voice) -> str:
    """What to do, and which initiatives there are to connect."""
    name = STEPS[step][voice.lang]
    here = initiatives_in(analysis, ags) if step == "connect" else []
    return f"{name}: {voice.listed(here, 2)}" if here else name


def initiatives_in(analysis: Analysis, ags: str) -> list[str]:
    """Names of the initiatives that reach a district under the chosen rule."""
    coverage = analysis.coverage
    row = coverage.status.index.get_loc(ags)
    reach = coverage.reach[[row], :].toarray().ravel() > 0
    return coverage.initiatives.loc[reach, "name"].astype(str).tolist()


def rank_and_band(facts: Row | pd.Series, voice: Voice) -> str:
    """Rank with its band in brackets; a dash without a score.

    >>> rank_and_band({"rank": 3.0, "rank_low": 1.0, "rank_high": 9.0}, Voice("de"))
    '3 (1–9)'
    """
    if math.isnan(facts["rank"]):
        return voice.number(None)
    low, high = voice.number(facts["rank_low"]), voice.number(facts["rank_high"])
    return f"{voice.number(facts['rank'])} ({low}–{high})"


def band_class(facts: Row | pd.Series, voice: Voice) -> str:
    """Class of a district's rank; a dash without a score."""
    known = CLASSES.get(str(facts["band_class"]))
    return voice.number(None) if known is None or math.isnan(facts["rank"]) else known[voice.lang]


def _given(analysis: Analysis, plan: RolloutPlan, voice: Voice) -> list[Block]:
    names: dict[Any, str] = analysis.inputs.districts["display_name"].to_dict()
    kinds: list[tuple[str, dict[Any, Any]]] = [
        (voice.say("vorgegeben", "required"), dict(plan.scenario.require)),
        (voice.say("ausgeschlossen", "excluded"), plan.excluded.to_dict()),
    ]
    rows = [
        [f"{names[ags]} ({ags})", kind, str(reason) or voice.number(None)]
        for kind, reasons in kinds
        for ags, reason in sorted(reasons.items())
    ]
    title = heading(voice.say("Vorgegeben und ausgeschlossen", "Required and excluded"))
    if not rows:
        none = voice.say(
            "Kein Kreis ist vorgegeben oder ausgeschlossen.", "No district is required or excluded."
        )
        return [title, text(none)]
    columns = [
        column(voice.say("Kreis", "District"), width=1),
        column(voice.say("Festlegung", "Setting")),
        column(voice.say("Grund", "Reason"), width=2),
    ]
    caption = voice.say("Festlegungen mit ihrem Grund", "Settings with their reason")
    return [title, table(caption, columns, rows)]
