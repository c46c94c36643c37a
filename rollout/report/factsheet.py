"""The fact sheet of a district: two pages to take along, as data for `factsheet.typ`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rollout.coverage.words import STATUS_NAMES, day_text
from rollout.export.labels import label
from rollout.language import Lang, Text
from rollout.report.imprint import footer
from rollout.report.locator import locator
from rollout.report.partners import initiatives_near, nearest, open_questions, partners, twins
from rollout.report.profile import arguments, facts, indicators, rules
from rollout.report.words import SHEET_HEADS

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan


def factsheet_pdf(
    analysis: Analysis, ags: str, lang: Lang, plan: RolloutPlan | None = None
) -> bytes:
    """Two pages on one district as PDF/UA-1; same input, same bytes.

    Parameters
    ----------
    plan
        If given, the sheet says in which wave the district stands.
    """
    from rollout.typeset import typeset_pdf

    analysis.known_keys([ags])
    sheet = factsheet_data(analysis, ags, lang, plan)
    data = {"title": f"{sheet['title']} ({ags})", "sheet": sheet, **frame(analysis, lang)}
    return typeset_pdf("factsheet.typ", data, lang=lang)


def frame(analysis: Analysis, lang: Lang) -> dict[str, Any]:
    """What every page of every sheet repeats: date, definition, caveat, attribution."""
    labels = label(analysis)
    day = day_text(analysis.register_date)[lang]
    return {
        "footer": footer(Text(f"Register: {day}", f"Register: {day}")[lang]),
        "small_print": [
            text[lang]
            for text in (labels.definition, labels.data_years, labels.note, labels.attribution)
            if text[lang]
        ],
    }


def factsheet_data(
    analysis: Analysis, ags: str, lang: Lang, plan: RolloutPlan | None = None
) -> dict[str, Any]:
    """Everything one sheet says, as plain text and numbers written for people."""
    row = analysis.table().loc[ags]
    sentences = arguments(analysis, ags, lang)
    no_argument = Text("Nichts sticht heraus.", "Nothing stands out.")[lang]
    return {
        "ags": ags,
        "title": str(row["display_name"]),
        "subtitle": f"{row['type']} · {row['land_name']} · {Text('Schlüssel', 'key')[lang]} {ags}",
        "status": str(row["status"]),
        "status_words": STATUS_NAMES[str(row["status"])][lang],
        "reason": " ".join([str(row[f"reason_{lang}"]), *_wave(ags, plan, lang)]),
        "map": locator(analysis, ags, lang),
        "facts": facts(analysis, ags, lang),
        "rules": rules(analysis, ags, lang),
        "indicators": indicators(analysis, ags, lang),
        "for": sentences["for"] or [no_argument],
        "against": sentences["against"] or [no_argument],
        "near": initiatives_near(analysis, ags, lang),
        "nearest": nearest(analysis, ags, lang),
        "twins": twins(analysis, ags, lang),
        "partners": partners(analysis, ags, lang),
        "questions": open_questions(analysis, ags, lang),
        "heads": {key: head[lang] for key, head in SHEET_HEADS.items()},
    }


def _wave(ags: str, plan: RolloutPlan | None, lang: Lang) -> list[str]:
    if plan is None or ags not in plan.district_waves.index:
        return []
    wave, region = plan.district_regions.loc[ags, ["wave", "region"]]
    if plan.regions.candidates is None:
        return [Text(f"Zielregion der Welle {wave}.", f"Target region of wave {wave}.")[lang]]
    part = Text(f"Teil der Zielregion {region} (Welle {wave}).",
                f"Part of the target region {region} (wave {wave}).")  # fmt: skip
    return [part[lang]]
