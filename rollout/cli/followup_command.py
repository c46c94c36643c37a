"""The commands that keep a plan and follow it: approve, follow, diff."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from rollout.cli.options import SHIPPED, Sources
from rollout.errors import parameter_error
from rollout.language import Lang, Text
from rollout.scenario import Scenario

if TYPE_CHECKING:
    from rollout.followup.states import State

_SIDE = Text("Ordner eines Laufs, ein Register (CSV oder XLSX) oder ein Tag wie 2021-12-31",
             "folder of a run, a register (CSV or XLSX) or a day such as 2021-12-31")  # fmt: skip


def approve(
    run: Annotated[Path, Text("Ordner eines Laufs (rollout run)", "Folder of a run (rollout run)")],
    role: Annotated[
        str,
        Text("Wer genehmigt: eine Funktion, nie eine Person",
             "Who approves it: a role, never a person"),
    ],
    out: Path = Path("approved_plan.json"),
    date: Annotated[
        str | None,
        Text("Tag der Genehmigung (Vorgabe: heute)", "Day of the approval (default: today)"),
    ] = None,
    lang: Lang = "de",
) -> None:  # fmt: skip
    """Freeze the plan of a run."""
    from rollout.cli import print_coverage
    from rollout.files.atomic import write_atomic
    from rollout.followup.approval import approve as frozen
    from rollout.followup.states import read_run

    day = dt.date.today() if date is None else _day("--date", date)
    if day > dt.date.today():
        finding = Text(f"{date} liegt in der Zukunft", f"{date} is in the future")
        raise parameter_error("--date", finding, Text("ein Tag bis heute", "a day up to today"))
    if out.exists():
        finding = Text(f"{out} gibt es schon", f"{out} exists already")
        expected = Text("ein neuer Name: ein genehmigter Plan wird nie überschrieben",
                        "a new name: an approved plan is never overwritten")  # fmt: skip
        raise parameter_error("--out", finding, expected)
    print_coverage.files([write_atomic(out, frozen(read_run(run), role, day))], lang)


def follow(
    scenario: Scenario,
    approved: Annotated[Path, Text("Genehmigter Plan (JSON)", "Approved plan (JSON)")],
    json: bool = False,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Compare an approved plan with what has become of it, wave by wave."""
    from rollout.cli import print_coverage, print_followup
    from rollout.cli.loading import analysis_of
    from rollout.followup.approval import by_wave, progress, read_approved

    plan = read_approved(approved)
    analysis = analysis_of(scenario, sources)
    regions = progress(plan, analysis.coverage.status.astype(str))
    if json:
        content = {
            "approved": plan.approved.isoformat(), "role": plan.role, "run": plan.run,
            "fingerprint": plan.fingerprint, "regions": print_coverage.records(regions),
            "waves": print_coverage.records(by_wave(regions)),
        }  # fmt: skip
        print_coverage.as_json(print_coverage.about(analysis) | content)
        return
    print_followup.progress(plan, regions, analysis.definition, lang)
    print_coverage.label(analysis, lang)


def diff(
    scenario: Scenario,
    before: Annotated[str, Text("Vorher: {side}", "Before: {side}").filled(side=_SIDE)],
    after: Annotated[str, Text("Nachher: ebenso", "After: the same")],
    json: bool = False,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Say what changed between two runs, registers or days, and why."""
    from rollout.cli import print_coverage, print_followup
    from rollout.followup.differences import differences

    with print_coverage.progress(lang):
        sides = [state_at(text, scenario, sources) for text in (before, after)]
        result = differences(*sides)
    if json:
        print_coverage.as_json(_record(result))
        return
    print_followup.differences(result, sides[0].name, sides[1].name, lang)


def state_at(text: str, scenario: Scenario, sources: Sources) -> State:
    """State of a folder, a register or a day."""
    from rollout.cli.loading import analysis_of
    from rollout.followup.states import read_run, state_of

    path = Path(text)
    if path.is_dir():
        return read_run(path)
    if path.is_file():
        return state_of(analysis_of(scenario, replace(sources, register=path)), path.name)
    day = _day(text, text)
    dated = scenario.model_copy(update={"as_of": day})
    return state_of(analysis_of(dated, sources), day.isoformat())


def _day(name: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        finding = Text("ist weder Ordner noch Datei noch Tag", "is no folder, file or day")
        expected = _SIDE
        if name.startswith("--"):
            finding = Text(f"ist {text!r}", f"is {text!r}")
            expected = Text("ein Tag wie 2026-11-28", "a day such as 2026-11-28")
        raise parameter_error(name, finding, expected) from None


def _record(result: Any) -> dict[str, Any]:
    from rollout.cli import print_coverage

    return {
        "districts": print_coverage.records(result.districts),
        "rates": print_coverage.records(result.rates),
        "regions": print_coverage.records(result.regions),
        "settings": {name: list(values) for name, values in result.settings.items()},
        "files": list(result.files),
        "districts_of_one_only": list(result.alone),
    }
