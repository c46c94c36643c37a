"""The command on the plan: which regions in which wave, and what it buys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rollout.cli.options import SHIPPED, Sources
from rollout.language import Lang, Text
from rollout.scenario import Scenario

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.calendar import Schedule
    from rollout.plan.plan import RolloutPlan


def plan(
    scenario: Scenario,
    out: Path | None = None,
    explain: bool = False,
    curve: bool = False,
    robust: bool = False,
    travel_times: Path | None = None,
    json: bool = False,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Plan waves of target regions and say how good the plan is."""
    from rollout.cli import print_coverage, print_durations, print_plan
    from rollout.cli.loading import analysis_of
    from rollout.plan.calendar import plan_schedule

    with print_coverage.progress(lang) as report:
        analysis = analysis_of(scenario, sources)
        found, notes = _planned(analysis, travel_times, report)
        details = _details(analysis, found, explain, curve, robust, report)
        written = [_write(analysis, found, out, lang)] if out else []
    dated = plan_schedule(analysis.inputs, found.summary, scenario)
    if json:
        record = _record(found, details) | (_calendar(dated) if dated else {})
        print_coverage.as_json(print_coverage.about(analysis) | record)
        return
    print_plan.waves(found, lang)
    print_plan.summary(found, lang)
    if dated:
        print_durations.calendar(dated, lang)
    print_plan.details(details, analysis, lang)
    for note in (*notes, *found.notes):
        print_coverage.note(note, lang)
    print_coverage.label(analysis, lang)
    if written:
        print_coverage.files(written, lang)


def _planned(analysis: Analysis, path: Path | None, report: Any) -> tuple[RolloutPlan, Any]:
    from rollout.plan.plan import plan_waves
    from rollout.plan.travel_times import read_travel_times

    step = _steps(report)
    if path is None:
        return plan_waves(analysis, progress=step), ()
    times, notes = read_travel_times(path, analysis.inputs.districts.index)
    return plan_waves(analysis, travel_times=times, progress=step), notes


def _steps(report: Any) -> Any:
    """Show every step of the solver with its bound and gap."""
    from rollout import language

    def step(state: Any) -> None:
        gap = {lang: language.percent(state.gap, 2, lang) for lang in ("de", "en")}
        report(Text(f"{state.step}: Lücke {gap['de']}", f"{state.step}: gap {gap['en']}"))

    return step


def _details(
    analysis: Analysis, found: RolloutPlan, explain: bool, curve: bool, robust: bool, report: Any
) -> dict[str, Any]:
    """Compute what was asked for beyond the waves."""
    from rollout.plan import details
    from rollout.siting.problem import Search

    search = Search(found.scenario.time_limit_s, _steps(report))
    made: dict[str, Any] = {}
    if explain:
        made["importance"] = details.plan_importance(found, search)
        made["alternatives"] = details.plan_alternatives(found, search=search)
    if curve:
        made["curve"] = details.plan_curve(analysis, found, progress=_steps(report))
    if robust:
        made["robust"] = details.plan_robust(analysis, found, search=search)
    return made


def _write(analysis: Analysis, found: RolloutPlan, out: Path, lang: Lang) -> Path:
    from rollout.export.sheets import targets_workbook
    from rollout.files.atomic import write_atomic

    return write_atomic(out, targets_workbook(analysis, lang, found))


def _calendar(dated: Schedule) -> dict[str, Any]:
    """Dates, work per quarter and shortages for JSON."""
    from dataclasses import asdict

    from rollout.cli import print_coverage

    return {
        "lapses": [_plain(asdict(lapse)) for lapse in dated.lapses.values()],
        "calendar": print_coverage.records(dated.dates.map(_iso)),
        "workload": print_coverage.records(dated.workload),
        "shortages": [asdict(lack) for lack in dated.shortages],
    }


def _iso(cell: Any) -> Any:
    return cell.isoformat() if hasattr(cell, "isoformat") else cell


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Unknown numbers as null."""
    return {key: None if value != value else value for key, value in values.items()}


def _record(found: RolloutPlan, details: dict[str, Any]) -> dict[str, Any]:
    from rollout.cli import print_coverage

    record: dict[str, Any] = {
        "parameters": found.scenario.model_dump(mode="json"),
        "regions": print_coverage.records(found.table),
        "waves": print_coverage.records(found.summary),
        "excluded": found.excluded.to_dict(),
        "notes": [note.message("en") for note in found.notes],
    }
    if "importance" in details:
        record["importance"] = print_coverage.records(details["importance"])
        record["alternatives"] = [{"out": o, "in": i} for o, i in details["alternatives"]]
    if "curve" in details:
        record["curve"] = print_coverage.records(details["curve"].table)
        record["stops_paying"] = details["curve"].stops_paying
    if "robust" in details:
        record["robust"] = print_coverage.records(details["robust"].table)
        record["regret"] = details["robust"].regret
    return record
