"""The command on the plan: which regions in which wave, and what it buys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rollout.errors import Lang, Text
from rollout.scenario import Scenario

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.planning.rolloutplan import RolloutPlan
    from rollout.schedule import Schedule


def plan(
    scenario: Scenario,
    out: Path | None = None,
    explain: bool = False,
    curve: bool = False,
    robust: bool = False,
    travel_times: Path | None = None,
    json: bool = False,
    data: Path | None = None,
    register: Path | None = None,
    columns: list[str] = [],  # noqa: B006
    foundings: Path | None = None,
    lang: Lang = "de",
) -> None:
    """Plan waves of target regions and say how good the plan is."""
    from rollout.cli import show, tell_courses, tell_plan
    from rollout.cli.reading import analysis_of
    from rollout.schedule import plan_schedule

    with show.progress(lang) as report:
        analysis = analysis_of(scenario, data, register, columns, foundings)
        found, notes = _planned(analysis, travel_times, report)
        details = _details(analysis, found, explain, curve, robust, report)
        written = [_write(analysis, found, out, lang)] if out else []
    dated = plan_schedule(analysis.inputs, found.summary, scenario)
    if json:
        record = _record(found, details) | (_calendar(dated) if dated else {})
        show.as_json(show.about(analysis) | record)
        return
    tell_plan.waves(found, lang)
    tell_plan.summary(found, lang)
    if dated:
        tell_courses.calendar(dated, lang)
    tell_plan.details(details, analysis, lang)
    for note in (*notes, *found.notes):
        show.note(note, lang)
    show.label(analysis, lang)
    if written:
        show.files(written, lang)


def _planned(analysis: Analysis, path: Path | None, report: Any) -> tuple[RolloutPlan, Any]:
    from rollout.planning.rolloutplan import plan_waves
    from rollout.planning.travel import read_travel_times

    step = _steps(report)
    if path is None:
        return plan_waves(analysis, progress=step), ()
    times, notes = read_travel_times(path, analysis.inputs.districts.index)
    return plan_waves(analysis, travel_times=times, progress=step), notes


def _steps(report: Any) -> Any:
    """Show every step of the solver with its bound and gap."""
    from rollout import wording

    def step(state: Any) -> None:
        gap = {lang: wording.percent(state.gap, 2, lang) for lang in ("de", "en")}
        report(Text(f"{state.step}: Lücke {gap['de']}", f"{state.step}: gap {gap['en']}"))

    return step


def _details(
    analysis: Analysis, found: RolloutPlan, explain: bool, curve: bool, robust: bool, report: Any
) -> dict[str, Any]:
    """Compute what was asked for beyond the waves."""
    from rollout.planning import details
    from rollout.planning.problem import Search

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
    from rollout.atomic import write_atomic
    from rollout.export.sheets import targets_workbook

    return write_atomic(out, targets_workbook(analysis, lang, found))


def _calendar(dated: Schedule) -> dict[str, Any]:
    """Dates, work per quarter and shortages for JSON."""
    from dataclasses import asdict

    from rollout.cli import show

    return {
        "lapses": [_plain(asdict(lapse)) for lapse in dated.lapses.values()],
        "calendar": show.records(dated.dates.map(_iso)),
        "workload": show.records(dated.workload),
        "shortages": [asdict(lack) for lack in dated.shortages],
    }


def _iso(cell: Any) -> Any:
    return cell.isoformat() if hasattr(cell, "isoformat") else cell


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Unknown numbers as null."""
    return {key: None if value != value else value for key, value in values.items()}


def _record(found: RolloutPlan, details: dict[str, Any]) -> dict[str, Any]:
    from rollout.cli import show

    record: dict[str, Any] = {
        "parameters": found.scenario.model_dump(mode="json"),
        "regions": show.records(found.table),
        "waves": show.records(found.summary),
        "excluded": found.excluded.to_dict(),
        "notes": [note.message("en") for note in found.notes],
    }
    if "importance" in details:
        record["importance"] = show.records(details["importance"])
        record["alternatives"] = [{"out": o, "in": i} for o, i in details["alternatives"]]
    if "curve" in details:
        record["curve"] = show.records(details["curve"].table)
        record["stops_paying"] = details["curve"].stops_paying
    if "robust" in details:
        record["robust"] = show.records(details["robust"].table)
        record["regret"] = details["robust"].regret
    return record
