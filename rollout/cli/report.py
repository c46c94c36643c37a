"""The command that writes documents to print: the report on the whole country."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rollout.errors import Lang, Text
from rollout.scenario import Scenario

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.planning.rolloutplan import RolloutPlan

READING = Text("Daten", "data")
PLANNING = Text("Plan", "plan")
SETTING = Text("Bericht", "report")


def report(
    scenario: Scenario,
    out: Path = Path("report.pdf"),
    data: Path | None = None,
    register: Path | None = None,
    columns: list[str] = [],  # noqa: B006
    lang: Lang = "de",
) -> None:
    """Write the report on the whole country as PDF."""
    from rollout.atomic import write_atomic
    from rollout.cli import show
    from rollout.cli.reading import analysis_of
    from rollout.report.report import report_pdf

    with show.progress(lang) as step:
        step(READING)
        analysis = analysis_of(scenario, data, register, columns)
        plan, no_plan = plan_or_reason(analysis, step)
        step(SETTING)
        content = report_pdf(analysis, plan, lang, no_plan=no_plan)
    show.files([write_atomic(out, content)], lang)


def plan_or_reason(
    analysis: Analysis, step: Callable[[Text], None]
) -> tuple[RolloutPlan | None, Text]:
    """The plan of the scenario, or in words why its limits allow none."""
    from rollout.planning.problem import PlanInfeasible
    from rollout.planning.rolloutplan import plan_waves

    step(PLANNING)
    try:
        return plan_waves(analysis), Text("", "")
    except PlanInfeasible as error:
        return None, Text(
            f"Es gibt keinen Plan, der alle Vorgaben einhält: {error.message('de')}.",
            f"No plan keeps to all limits: {error.message('en')}.",
        )
