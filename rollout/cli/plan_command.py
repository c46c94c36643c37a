"""The command on the plan: which regions in which wave, and what it buys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from rollout.cli.options import SHIPPED, Sources
from rollout.language import Lang, Text, in_both
from rollout.scenario import Scenario

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.errors import Problem
    from rollout.plan.calendar import Schedule
    from rollout.plan.plan import RolloutPlan


def plan(
    scenario: Scenario,
    out: Annotated[
        Path | None,
        Text(
            "Datei, deren Endung das Format sagt (.xlsx, .csv, .pdf, .svg, .gpkg, .json), oder "
            "Ordner für alle",
            "File whose ending says the format (.xlsx, .csv, .pdf, .svg, .gpkg, .json), or a "
            "folder for all",
        ),
    ] = None,
    explain: Annotated[
        bool,
        Text(
            "Auch zeigen, was jede Region wert ist, ihren Ersatz und gleich gute Pläne",
            "Also show what every region is worth, its substitute and equally good plans",
        ),
    ] = False,
    curve: Annotated[
        bool, Text("Auch die Abdeckungskurve rechnen", "Also compute the coverage curve")
    ] = False,
    robust: Annotated[
        bool, Text("Auch gegen gezogene Ranglisten wählen", "Also choose against drawn rankings")
    ] = False,
    front: Annotated[
        bool,
        Text(
            "Auch zeigen, was Tage, Abdeckung und Potenzial einander kosten",
            "Also show what days, coverage and potential cost each other",
        ),
    ] = False,
    share: Annotated[
        float | None,
        Text(
            "Auch sagen, wie wenige Regionen für diesen Anteil genügen (0.5 = die Hälfte)",
            "Also say how few regions suffice for this share (0.5 = half)",
        ),
    ] = None,
    groups: Annotated[
        Path | None,
        Text(
            "Eigene Gründungsregionen (CSV: name, districts mit Kreisschlüsseln dazwischen +)",
            "Founding regions of your own (CSV: name, districts with + between the keys)",
        ),
    ] = None,
    travel_times: Annotated[
        Path | None,
        Text(
            "Fahrzeiten (CSV: from, to, minutes) für --reach travel_time",
            "Travel times (CSV: from, to, minutes) for --reach travel_time",
        ),
    ] = None,
    json: bool = False,
    verbose: bool = False,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Plan waves of target regions and say how good the plan is."""
    from rollout.cli import print_coverage, print_durations, print_plan
    from rollout.cli.loading import analysis_of
    from rollout.cli.plan_files import check_ending, write_plan
    from rollout.plan.beside import beside
    from rollout.plan.calendar import plan_schedule

    if out:
        check_ending(out)  # before minutes are spent on a file nobody can write
    scenario = _with_groups(scenario, groups)
    with print_coverage.progress(lang) as report:
        analysis = analysis_of(scenario, sources)
        plan, notes = _plan_and_notes(analysis, travel_times, report)
        more = {"explain": explain, "curve": curve, "robust": robust, "front": front}
        details = _details(analysis, plan, more, share, report)
        side = beside(analysis, plan)
        schedule = plan_schedule(analysis.inputs, plan.summary, scenario)
        record = _record(plan, details, side) | (_calendar(schedule) if schedule else {})
        record = print_coverage.about(analysis) | record
        paths = write_plan(analysis, plan, out, lang, record) if out else []
    if json:
        print_coverage.as_json(record)
        return
    print_plan.waves(plan, lang)
    print_plan.summary(plan, lang)
    print_plan.by_hand(plan, lang)
    print_plan.alternatives_beside(side, plan, lang)
    if schedule:
        print_durations.calendar(schedule, lang)
    print_plan.details(details, plan, lang)
    _print_notes(analysis, (*notes, *plan.notes), lang, verbose)
    if paths:
        print_coverage.files(paths, lang)


def _with_groups(scenario: Scenario, path: Path | None) -> Scenario:
    """The scenario with the founding regions of a file."""
    if path is None:
        return scenario
    from rollout.plan.own_regions import read_own_regions

    return scenario.changed(own_regions={**dict(scenario.own_regions), **read_own_regions(path)})


def _print_notes(analysis: Analysis, notes: Sequence[Problem], lang: Lang, verbose: bool) -> None:
    """The notes of the plan, and of the data where all is asked for."""
    from rollout.cli import print_coverage

    print_coverage.notes(notes, lang, is_whole=True)
    print_coverage.notes(analysis.notes, lang, is_whole=verbose)
    print_coverage.label(analysis, lang)


def _plan_and_notes(analysis: Analysis, path: Path | None, report: Any) -> tuple[RolloutPlan, Any]:
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
        gap = in_both(lambda lang: language.percent(state.gap, 2, lang))
        report(Text(f"{state.step}: Lücke {gap.de}", f"{state.step}: gap {gap.en}"))

    return step


def _details(
    analysis: Analysis, plan: RolloutPlan, more: dict[str, bool], share: float | None, report: Any
) -> dict[str, Any]:
    """Compute what was asked for beyond the waves."""
    from rollout.plan import details
    from rollout.plan.equity import plan_evenness
    from rollout.plan.fewest import fewest_for
    from rollout.plan.front import plan_front
    from rollout.siting.problem import Search

    search = Search(plan.scenario.time_limit_s, _steps(report))
    results: dict[str, Any] = {}
    if more["explain"]:
        results["evenness"] = plan_evenness(analysis, plan)
        results["importance"] = details.plan_importance(plan, search)
        results["alternatives"] = details.plan_alternatives(plan, search=search)
    if more["curve"]:
        results["curve"] = details.plan_curve(analysis, plan, progress=_steps(report))
    if more["robust"]:
        results["robust"] = details.plan_robust(analysis, plan, search=search)
    if more["front"]:
        results["front"] = plan_front(analysis, plan, search)
    if share is not None:
        results["fewest"] = fewest_for(plan, share, search)
    return results


def _calendar(schedule: Schedule) -> dict[str, Any]:
    """Dates, work per quarter and shortages for JSON."""
    from dataclasses import asdict

    from rollout.cli import print_coverage

    return {
        "lapses": [_plain(asdict(lapse)) for lapse in schedule.lapses.values()],
        "calendar": print_coverage.records(schedule.dates.map(_iso)),
        "workload": print_coverage.records(schedule.workload),
        "shortages": [asdict(lack) for lack in schedule.shortages],
    }


def _iso(cell: Any) -> Any:
    return cell.isoformat() if hasattr(cell, "isoformat") else cell


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Unknown numbers as null."""
    return {key: None if value != value else value for key, value in values.items()}


def _record(plan: RolloutPlan, details: dict[str, Any], side: Any) -> dict[str, Any]:
    from dataclasses import asdict

    from rollout.cli import print_coverage
    from rollout.plan.region_details import substitute_rows

    record: dict[str, Any] = {
        "parameters": plan.scenario.model_dump(mode="json"),
        "regions": print_coverage.records(plan.table),
        "waves": print_coverage.records(plan.summary),
        "area": plan.where.en,
        "beside": print_coverage.records(side.rename_axis("what")),
        "by_hand": print_coverage.records(plan.by_hand.set_index("label")),
        "excluded": plan.excluded.to_dict(),
        "notes": [note.message("en") for note in plan.notes],
    }
    if "importance" in details:
        record["importance"] = print_coverage.records(details["importance"])
        record["alternatives"] = [{"out": o, "in": i} for o, i in details["alternatives"]]
        if plan.regions.candidates is not None:
            rows = substitute_rows(details["importance"]).set_index("ags")
            record["substitutes"] = print_coverage.records(rows)
        record["evenness"] = print_coverage.records(details["evenness"])
    if "front" in details:
        record["front"] = print_coverage.records(details["front"].set_index("days"))
    if "fewest" in details:
        record["fewest"] = asdict(details["fewest"])
    if "curve" in details:
        record["curve"] = print_coverage.records(details["curve"].table)
        record["stops_paying"] = details["curve"].stops_paying
    if "robust" in details:
        record["robust"] = print_coverage.records(details["robust"].table)
        record["regret"] = details["robust"].regret
    return record
