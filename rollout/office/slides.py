"""Slides for a meeting: coverage, Länder, potential, plan, what it buys, what is not known."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.analysis import land_name
from rollout.coverage.words import BASE_NAMES, STATUS_NAMES, day_text
from rollout.export.labels import Label, label
from rollout.export.map_files import figure
from rollout.export.words import WAVE
from rollout.geo.palette import STATUS
from rollout.issuer import issuer
from rollout.language import Lang, Text, counted, in_both, number, percent
from rollout.maps.page import description
from rollout.model import STATUSES
from rollout.office.archive import same_bytes
from rollout.office.slide_map import draw_map
from rollout.office.slide_parts import (
    HEIGHT,
    INK,
    MARGIN,
    SOFT,
    WIDTH,
    Box,
    bar_chart,
    lines,
    new_deck,
    new_slide,
    place,
    table,
    write,
)
from rollout.office.words import SLIDES
from rollout.programme import programme
from rollout.programme.words import DEMAND, demand_words
from rollout.report.summary import recommendation_text, sentences
from rollout.report.targets import rank_and_band
from rollout.report.uncertainty import headline_of, look_back
from rollout.report.words import DISTRICT_HEAD, HEADS, NO_PLAN, REGION, REGION_HEAD, STATUS_HEADS
from rollout.tokens import SLIDES as COLOURS

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

_MAP: Box = (0, 18, 452, HEIGHT - 36)
_RIGHT: Box = (480, MARGIN, WIDTH - 480 - MARGIN, 118)
_FULL: Box = (MARGIN, MARGIN, WIDTH - 2 * MARGIN, 92)
_REGIONS = 16  # on the slide of the plan; more are counted
_BEST = 8  # districts on the slide of the potential
_COLOURS = tuple(COLOURS[name] for name in ("first", "second", "third", "fourth"))


def slides_pptx(analysis: Analysis, plan: RolloutPlan | None, lang: Lang) -> bytes:
    """Six to eight slides as PPTX: maps of shapes, tables and charts to edit.

    Parameters
    ----------
    plan
        None where no plan could be made; its slides are left out then.

    Returns
    -------
    pptx
        Same input, same bytes.
    """
    labels = label(analysis)
    title = labels.title[lang]
    deck = new_deck(title, "", lang)
    _cover(deck, analysis, labels, lang)
    _coverage(deck, analysis, labels, lang)
    _by_land(deck, analysis, labels, lang)
    _potential(deck, analysis, labels, lang)
    if plan is not None and not plan.table.empty:
        _plan(deck, analysis, plan, labels, lang)
        _gains(deck, plan, labels, lang)
    _limits(deck, analysis, plan, labels, lang)
    _sources(deck, labels, lang)
    buffer = io.BytesIO()
    deck.save(buffer)
    return same_bytes(buffer.getvalue())


def _notes(labels: Label, lang: Lang) -> str:
    """What a speaker may be asked: definition, years, what the register is not."""
    return "\n".join(
        text[lang] for text in (labels.definition, labels.data_years, labels.note) if text[lang]
    )


def _cover(deck: Any, analysis: Analysis, labels: Label, lang: Lang) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    place(slide.shapes.title, (MARGIN, 150, WIDTH - 2 * MARGIN, 110))
    write(slide.shapes.title.text_frame, [programme().title.text[lang]], 40, INK, is_bold=True)
    day = day_text(analysis.register_date)[lang]
    below = [SLIDES["subtitle"][lang], f"{SLIDES['register'][lang]} {day}", *_office(lang)]
    lines(slide, below, (MARGIN, 262, WIDTH - 2 * MARGIN, 110), 18, SOFT)
    slide.notes_slide.notes_text_frame.text = _notes(labels, lang)


def _office(lang: Lang) -> list[str]:
    """Name, contact and notice of the office, or a bracket to fill in."""
    office = issuer()
    if office is None:
        return [SLIDES["office"][lang]]
    return list(filter(None, (office.name, office.contact, office.notice[lang])))


def _coverage(deck: Any, analysis: Analysis, labels: Label, lang: Lang) -> None:
    """The map, the sentence and the four states of a district."""
    counts = analysis.table()["status"].value_counts()
    total = len(analysis.inputs.districts)
    white = int(counts.get("white", 0))
    headline = SLIDES["headline"].filled(white=number_text(white), total=number_text(total))[lang]
    slide = new_slide(deck, SLIDES["coverage"][lang], headline, _notes(labels, lang), _RIGHT)
    drawn = figure(analysis, "status", lang)
    draw_map(slide, drawn, analysis.inputs, _MAP, description(drawn))
    rows = [
        [STATUS_NAMES[key][lang], number(int(counts.get(key, 0)), lang=lang),
         percent(int(counts.get(key, 0)) / total, lang=lang)]
        for key in STATUSES
    ]  # fmt: skip
    head = [SLIDES["state"][lang], HEADS["districts"][lang], SLIDES["share"][lang]]
    left, top, width, height = _RIGHT
    lines(slide, [_people_there(analysis, lang)], (left, top + height + 6, width, 46), 17)
    table(slide, head, rows, (left, 226, width, 160), [3, 1, 1.2], numeric=1, size=16,
          swatches=[STATUS[key] for key in STATUSES])  # fmt: skip
    _foot(slide, [labels.note[lang]], labels, lang)


def number_text(value: float) -> Text:
    """A whole number as people of each language write it."""
    return in_both(lambda lang: number(value, 0, lang))


def share_text(value: float, decimals: int = 1) -> Text:
    """A share from 0 to 1 in per cent, as people of each language write it."""
    return in_both(lambda lang: percent(value, decimals, lang))


def _people_there(analysis: Analysis, lang: Lang) -> str:
    """How many of the demand are in districts where none was found."""
    rate = analysis.nationwide()[DEMAND]["reached"]
    total, reached = rate["total"], rate["value"]
    if not total or reached is None:
        return ""
    return SLIDES["people"].filled(
        people=number_text(total - reached),
        base=demand_words(begins=True),
        share=share_text(1 - reached / total),
    )[lang]


def _foot(slide: Any, texts: list[str], labels: Label, lang: Lang) -> None:
    """The caveat and the rule at the foot of a slide with a map."""
    left, _, width, _ = _RIGHT
    said = [*filter(None, texts), labels.definition[lang]]
    lines(slide, said, (left, 400, width, 120), 10.5, SOFT)


def _by_land(deck: Any, analysis: Analysis, labels: Label, lang: Lang) -> None:
    facts = analysis.table()
    counts = pd.crosstab(facts["land"], facts["status"]).reindex(columns=[*STATUSES], fill_value=0)
    shares = counts.div(counts.sum(axis=1), axis=0)
    most = shares["white"].idxmax()
    title = SLIDES["most"].filled(
        land=land_name(str(most)),
        share=share_text(shares["white"].max(), 0),
    )[lang]
    slide = new_slide(deck, SLIDES["laender"][lang], title, _notes(labels, lang), _FULL)
    names = [
        f"{land_name(str(land))[lang]} ({number(int(row.sum()), lang=lang)})"
        for land, row in counts.iterrows()
    ]
    series = {STATUS_NAMES[key][lang]: shares[key].tolist() for key in STATUSES}
    box = (MARGIN, 128, WIDTH - 2 * MARGIN, HEIGHT - 128 - 24)
    bar_chart(slide, names, series, [STATUS[key] for key in STATUSES], box,
              SLIDES["laender_alt"][lang], stacked=True)  # fmt: skip


def _potential(deck: Any, analysis: Analysis, labels: Label, lang: Lang) -> None:
    best = analysis.targets().dropna(subset=["rank"]).head(_BEST)
    title = SLIDES["potential_title"][lang]
    slide = new_slide(deck, SLIDES["potential"][lang], title, _notes(labels, lang), _RIGHT)
    drawn = figure(analysis, "score", lang)
    draw_map(slide, drawn, analysis.inputs, _MAP, description(drawn))
    rows = [
        [str(row["display_name"]), STATUS_HEADS[str(row["status"])][lang],
         rank_and_band(row, lang)]
        for _, row in best.iterrows()
    ]  # fmt: skip
    left, _, width, _ = _RIGHT
    head = [DISTRICT_HEAD[lang], SLIDES["state"][lang], SLIDES["rank"][lang]]
    table(slide, head, rows, (left, 162, width, 226), [2.3, 1.6, 1.1], numeric=2, size=12.5)
    _foot(slide, [SLIDES["proposal"][lang], SLIDES["darker"][lang]], labels, lang)


def _plan(deck: Any, analysis: Analysis, plan: RolloutPlan, labels: Label, lang: Lang) -> None:
    shares = plan.summary[f"share_{_base(plan)}"]
    title = SLIDES["plan_title"].filled(
        base=HEADS[_base(plan)],
        regions=in_both(lambda each: counted(len(plan.table), REGION, each)),
        today=share_text(float(shares.iloc[0])),
        then=share_text(float(shares.iloc[-1])),
    )[lang]
    slide = new_slide(deck, SLIDES["plan"][lang], title, _notes(labels, lang), _RIGHT)
    drawn = figure(analysis, "waves", lang, plan)
    draw_map(slide, drawn, analysis.inputs, _MAP, description(drawn))
    rows = [
        [str(n), str(plan.table["region"][hub]), f"{WAVE[lang]} {plan.table['wave'][hub]}"]
        for n, hub in enumerate(drawn.numbered[:_REGIONS], start=1)
    ]
    if (further := len(drawn.numbered) - _REGIONS) > 0:
        rows.append(["", SLIDES["further"].filled(count=further)[lang], ""])
    left, _, width, _ = _RIGHT
    head = ["", REGION_HEAD[lang], ""]
    symbols = {entry.key: entry.symbol for entry in drawn.classes}
    swatches = [symbols[str(drawn.district_class[hub])] for hub in drawn.numbered[:_REGIONS]]
    table(slide, head, rows, (left, 166, width, 300), [0.5, 4, 1.1], numeric=3, size=11.5,
          swatches=swatches)  # fmt: skip
    lines(slide, [SLIDES["assumption"][lang]], (left, 482, width, 40), 10.5, SOFT)


def _base(plan: RolloutPlan) -> str:
    """Base of the coverage whose share the plan raises."""
    base = str(plan.scenario.demand)
    return base if base in BASE_NAMES else DEMAND


def _gains(deck: Any, plan: RolloutPlan, labels: Label, lang: Lang) -> None:
    slide = new_slide(deck, SLIDES["gains"][lang], SLIDES["gains_title"][lang],
                      _notes(labels, lang), _FULL)  # fmt: skip
    today = SLIDES["today"][lang]
    states = [today if wave == 0 else f"{WAVE[lang]} {wave}" for wave in plan.summary.index]
    series = {
        BASE_NAMES[base][lang]: plan.summary[f"share_{base}"].astype(float).tolist()
        for base in BASE_NAMES
    }
    box = (MARGIN, 128, WIDTH - 2 * MARGIN, HEIGHT - 128 - 24)
    bar_chart(slide, states, series, _COLOURS[: len(series)], box, SLIDES["gains_alt"][lang],
              stacked=False)  # fmt: skip


def _limits(
    deck: Any, analysis: Analysis, plan: RolloutPlan | None, labels: Label, lang: Lang
) -> None:
    """What is not known, and what to do next."""
    slide = new_slide(deck, SLIDES["limits"][lang], SLIDES["limits_title"][lang],
                      _notes(labels, lang), _FULL)  # fmt: skip
    half = (WIDTH - 3 * MARGIN) / 2
    verdict = headline_of(look_back(analysis))
    gaps = [labels.note[lang], labels.linked[lang], verdict[lang]]
    lines(slide, [SLIDES["unknown"][lang]], (MARGIN, 132, half, 24), 16, is_bold=True)
    lines(slide, list(filter(None, gaps)), (MARGIN, 160, half, 340), 14, bullet="• ")
    right = 2 * MARGIN + half
    steps = [recommendation_text(analysis, plan, lang), SLIDES["ask"][lang]]
    if not steps[0]:
        steps = [sentences(analysis, plan, NO_PLAN, verdict, lang)[-2], *steps[1:]]
    lines(slide, [SLIDES["next"][lang]], (right, 132, half, 24), 16, is_bold=True)
    lines(slide, steps, (right, 160, half, 340), 14, bullet="• ")


def _sources(deck: Any, labels: Label, lang: Lang) -> None:
    slide = new_slide(deck, "", SLIDES["sources"][lang], _notes(labels, lang), _FULL)
    said = [labels.definition[lang], labels.data_years[lang], labels.attribution[lang]]
    lines(slide, said, (MARGIN, 104, WIDTH - 2 * MARGIN, HEIGHT - 130), 10.5, SOFT)
