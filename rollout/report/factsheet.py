"""The fact sheet of a district: two pages to take along, as data for `factsheet.typ`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rollout.coverage.words import STATUS_NAMES, day_text
from rollout.export.labels import label
from rollout.language import Lang
from rollout.report.locator import locator
from rollout.report.partners import initiatives_near, open_questions, partners, twins
from rollout.report.profile import arguments, facts, indicators, rules
from rollout.report.voice import Voice

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
    made, voice = label(analysis), Voice(lang)
    day = day_text(analysis.register_date)[lang]
    return {
        "footer": voice.say(f"Register: {day}", f"Register: {day}"),
        "small_print": [
            text[lang]
            for text in (made.definition, made.data_years, made.note, made.attribution)
            if text[lang]
        ],
    }


def factsheet_data(
    analysis: Analysis, ags: str, lang: Lang, plan: RolloutPlan | None = None
) -> dict[str, Any]:
    """Everything one sheet says, as plain text and numbers written for people."""
    voice = Voice(lang)
    row = analysis.table().loc[ags]
    said = arguments(analysis, ags, voice)
    nothing = voice.say("Nichts sticht heraus.", "Nothing stands out.")
    return {
        "ags": ags,
        "title": str(row["display_name"]),
        "subtitle": f"{row['type']} · {row['land_name']} · {voice.say('Schlüssel', 'key')} {ags}",
        "status": str(row["status"]),
        "status_words": STATUS_NAMES[str(row["status"])][lang],
        "reason": " ".join([str(row[f"reason_{lang}"]), *_wave(ags, plan, voice)]),
        "map": locator(analysis, ags, voice),
        "facts": facts(analysis, ags, voice),
        "rules": rules(analysis, ags, voice),
        "indicators": indicators(analysis, ags, voice),
        "for": said["for"] or [nothing],
        "against": said["against"] or [nothing],
        "near": initiatives_near(analysis, ags, voice),
        "twins": twins(analysis, ags, voice),
        "partners": partners(analysis, ags, voice),
        "questions": open_questions(analysis, ags, voice),
        "heads": _heads(voice),
    }


def _wave(ags: str, plan: RolloutPlan | None, voice: Voice) -> list[str]:
    if plan is None or ags not in plan.table.index:
        return []
    wave = int(plan.table["wave"].to_dict()[ags])
    return [voice.say(f"Zielregion der Welle {wave}.", f"Target region of wave {wave}.")]


def _heads(voice: Voice) -> dict[str, str]:
    say = voice.say
    return {
        "rules": say("Unter welcher Regel erreicht?", "Reached under which rule?"),
        "indicators": say("Indikatoren im Vergleich", "Indicators compared"),
        "for": say("Was für eine Gründung spricht", "What speaks for a founding"),
        "against": say("Was eher dagegen spricht", "What rather speaks against it"),
        "near": say("Initiativen in der Nähe", "Initiatives near"),
        "twins": say("Ähnliche Kreise mit vernetzter Initiative",
                     "Similar districts with a networked initiative"),
        "no_twin": say("Kein vergleichbarer Kreis hat eine vernetzte Initiative.",
                       "No comparable district has a networked initiative."),
        "no_near": say("Das Register zählt keine Initiative.", "The register counts none."),
        "partners": say("Partner, die Kammer zuerst", "Partners, the chamber first"),
        "questions": say("Offene Fragen", "Open questions"),
        "notes": say("Notizen", "Notes"),
        "sources": say("Grundlage", "Basis"),
    }  # fmt: skip
