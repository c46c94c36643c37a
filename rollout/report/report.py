"""The report as PDF: data by pure functions, laid out by `templates/report.typ`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rollout.coverage.words import day_text
from rollout.language import Lang, Text
from rollout.report.borders import borders_section
from rollout.report.changes import changes_section
from rollout.report.followed_plan import followed_section
from rollout.report.gains import gains_section
from rollout.report.imprint import footer, office_block
from rollout.report.method import method_section
from rollout.report.past_foundings import past_section
from rollout.report.running_foundings import foundings_section
from rollout.report.spots import spots_section
from rollout.report.summary import definition_note, summary_blocks
from rollout.report.targets import targets_section
from rollout.report.uncertainty import headline_of, look_back, uncertainty_section
from rollout.report.words import NO_PLAN, NO_REGION, TITLE

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.followup.approval import ApprovedPlan
    from rollout.followup.states import State
    from rollout.plan.plan import RolloutPlan


def report_pdf(
    analysis: Analysis,
    plan: RolloutPlan | None,
    lang: Lang,
    *,
    no_plan: Text = NO_PLAN,
    approved: ApprovedPlan | None = None,
    before: State | None = None,
) -> bytes:
    """The report as PDF/UA-1; same input, same bytes.

    Parameters
    ----------
    plan
        None where no plan could be made; `no_plan` then says why.
    approved
        Plan that was approved before, to be compared with today.
    before
        An earlier state, to be compared with today.
    """
    from rollout.typeset import typeset_pdf

    data = report_data(analysis, plan, lang, no_plan=no_plan, approved=approved, before=before)
    return typeset_pdf("report.typ", data, lang=lang)


def report_data(
    analysis: Analysis,
    plan: RolloutPlan | None,
    lang: Lang,
    *,
    no_plan: Text = NO_PLAN,
    approved: ApprovedPlan | None = None,
    before: State | None = None,
) -> dict[str, Any]:
    """Everything the report says, as plain text, numbers already written for people."""
    why = NO_REGION if plan is not None else no_plan
    look_back_result = look_back(analysis)
    day = day_text(analysis.register_date)[lang]
    foundings = foundings_section(analysis, plan, lang)
    first = summary_blocks(analysis, plan, why, headline_of(look_back_result), lang)
    return {
        "lang": lang,
        "title": TITLE[lang],
        "subtitle": Text(f"Stand des Registers: {day}", f"Register as of {day}")[lang],
        "footer": footer(f"{TITLE[lang]} · {Text('Register', 'register')[lang]} {day}"),
        **office_block(lang),
        "summary": [definition_note(analysis, lang), *first],
        "sections": [
            spots_section(analysis, lang),
            targets_section(analysis, plan, why, lang),
            gains_section(analysis, plan, why, lang),
            *([followed_section(analysis, approved, lang)] if approved else []),
            *([changes_section(analysis, before, lang)] if before else []),
            uncertainty_section(analysis, look_back_result, lang),
            past_section(analysis, lang),
            borders_section(analysis, lang),
            *([foundings] if foundings else []),
            method_section(analysis, plan, lang),
        ],
    }
