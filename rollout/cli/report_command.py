"""The command that writes documents to print: the report, and fact sheets of districts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from rollout.cli.options import SHIPPED, Sources
from rollout.errors import parameter_error
from rollout.language import Lang, Text
from rollout.scenario import Scenario

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.followup.states import State
    from rollout.parts_of_country import Part
    from rollout.plan.plan import RolloutPlan

READING = Text("Daten", "data")
PLANNING = Text("Plan", "plan")
SETTING = Text("Bericht", "report")
SLIDES = ".pptx"


def report(
    scenario: Scenario,
    out: Path | None = None,
    district: Annotated[
        str | None,
        Text(
            "Steckbrief dieses Kreises (Schlüssel oder Name)",
            "Fact sheet of this district (key or name)",
        ),
    ] = None,
    land: str | None = None,
    chamber: str | None = None,
    all_: Annotated[
        bool,
        Text(
            "Steckbriefe aller Kreise in einen Ordner", "Fact sheets of all districts into a folder"
        ),
    ] = False,
    split: Annotated[
        bool,
        Text(
            "Mit --land oder --chamber: je Kreis eine Datei in einen Ordner",
            "With --land or --chamber: one file for each district, into a folder",
        ),
    ] = False,
    approved: Annotated[
        Path | None,
        Text(
            "Genehmigter Plan, den der Bericht mit heute vergleicht (JSON)",
            "Approved plan that the report compares with today (JSON)",
        ),
    ] = None,
    before: Annotated[
        str | None,
        Text(
            "Früherer Stand, mit dem der Bericht heute vergleicht: Ordner eines Laufs, Register "
            "oder Tag wie 2021-12-31",
            "Earlier state the report compares today with: folder of a run, register or a day "
            "such as 2021-12-31",
        ),
    ] = None,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Write the report on the whole country (PDF or PPTX), or fact sheets of districts (PDF)."""
    from rollout.cli import print_coverage
    from rollout.cli.followup_command import state_at
    from rollout.cli.loading import analysis_of
    from rollout.parts_of_country import find_district, find_part

    _one_of({"--district": district, "--land": land, "--chamber": chamber, "--all": all_})
    is_part, is_report = bool(land or chamber), not (district or land or chamber or all_)
    comparing = {"--approved": approved, "--before": before}
    _check_asked(out, comparing, is_part=is_part, is_report=is_report, split=split, all_=all_)
    with print_coverage.progress(lang) as step:
        step(READING)
        analysis = analysis_of(scenario, sources)
        part = find_part(analysis.inputs, land, chamber)
        ags = None if district is None else find_district(analysis.inputs, district)
        plan, no_plan = plan_or_reason(analysis, step)
        step(SETTING)
        if part is not None and not split:
            paths = _bundle(analysis, part, plan, out, lang, step)
        elif ags is not None:
            paths = [_sheet(analysis, ags, plan, out, lang)]
        elif not (all_ or part):
            earlier = None if before is None else state_at(before, scenario, sources)
            paths = [_report(analysis, plan, no_plan, out, lang, approved, earlier)]
    if all_ or (part and split):
        keys = part.keys if part else analysis.inputs.districts.index
        paths = [_sheets(analysis, list(map(str, keys)), plan, out, lang)]
    print_coverage.files(paths, lang)


def _one_of(flags: Mapping[str, object]) -> None:
    present = [name for name, value in flags.items() if value]
    if len(present) > 1:
        finding = Text(f"steht neben {present[0]}", f"stands beside {present[0]}")
        raise parameter_error(present[1], finding, Text("nur eines davon", "only one of them"))


def _report(
    analysis: Analysis, plan: RolloutPlan | None, no_plan: Text, out: Path | None, lang: Lang,
    approved: Path | None, before: State | None,
) -> Path:  # fmt: skip
    """The report as PDF, or slides where the file ends in .pptx."""
    from rollout.files.atomic import write_atomic
    from rollout.followup.approval import read_approved
    from rollout.report.report import report_pdf

    target = out or Path("report.pdf")
    if target.suffix.casefold() == SLIDES:
        from rollout.office.slides import slides_pptx

        return write_atomic(target, slides_pptx(analysis, plan, lang))
    kept = read_approved(approved) if approved else None
    content = report_pdf(analysis, plan, lang, no_plan=no_plan, approved=kept, before=before)
    return write_atomic(target, content)


def _check_asked(
    out: Path | None, comparing: Mapping[str, object], *,
    is_part: bool, is_report: bool, split: bool, all_: bool,
) -> None:  # fmt: skip
    """Refuse, before anything is computed, endings and switches that do not go together."""
    if split and not is_part:
        finding = Text("steht allein", "stands alone")
        expected = Text("mit --land oder --chamber", "with --land or --chamber")
        raise parameter_error("--split", finding, expected)
    if out is None or split or all_:  # a folder has no ending
        return
    ending = out.suffix.casefold()
    endings = (".pdf", SLIDES) if is_report else (".pdf",)
    if ending not in endings:
        finding = Text(f"endet auf {out.suffix!r}", f"ends in {out.suffix!r}")
        expected = Text(" oder ".join(endings), " or ".join(endings))
        raise parameter_error("--out", finding, expected)
    for name, value in comparing.items():
        if ending == SLIDES and value is not None:
            finding = Text(f"steht neben {out.name}", f"stands beside {out.name}")
            raise parameter_error(name, finding, Text("nur mit .pdf", "with .pdf only"))


def _sheet(
    analysis: Analysis, ags: str, plan: RolloutPlan | None, out: Path | None, lang: Lang
) -> Path:
    from rollout.files.atomic import write_atomic
    from rollout.report.factsheet import factsheet_pdf

    return write_atomic(out or Path(f"{ags}.pdf"), factsheet_pdf(analysis, ags, lang, plan))


def _bundle(
    analysis: Analysis,
    part: Part,
    plan: RolloutPlan | None,
    out: Path | None,
    lang: Lang,
    step: Callable[[Text], None],
) -> list[Path]:
    """The bundle, and beside it the outreach list as CSV and XLSX."""
    from rollout.files.atomic import write_together
    from rollout.readers.headers import slug
    from rollout.report.bundle import bundle_pdf, outreach_csv, outreach_workbook

    def progress(done: int, total: int) -> None:
        step(Text(f"Steckbrief {done + 1} von {total}", f"fact sheet {done + 1} of {total}"))

    target = out or Path(f"{slug(part.name)}.pdf")
    return write_together(
        {
            target: bundle_pdf(analysis, part, lang, plan, progress),
            target.with_suffix(".csv"): outreach_csv(analysis, part.keys, lang),
            target.with_suffix(".xlsx"): outreach_workbook(analysis, part.keys, lang),
        }
    )


def _sheets(
    analysis: Analysis, keys: list[str], plan: RolloutPlan | None, out: Path | None, lang: Lang
) -> Path:
    """One file for each district in a folder, with a bar that says how far it is."""
    from rich.progress import track

    from rollout.cli.print_coverage import err
    from rollout.report.bundle import write_sheets

    folder = out or Path("factsheets")
    words = Text("Steckbriefe", "fact sheets")[lang]
    for _ in track(
        write_sheets(analysis, keys, folder, lang, plan), words, total=len(keys), console=err
    ):
        pass
    return folder


def plan_or_reason(
    analysis: Analysis, step: Callable[[Text], None]
) -> tuple[RolloutPlan | None, Text]:
    """The plan of the scenario, or in words why its limits allow none."""
    from rollout.plan.plan import plan_waves
    from rollout.siting.problem import PlanInfeasible

    step(PLANNING)
    try:
        return plan_waves(analysis), Text("", "")
    except PlanInfeasible as error:
        return None, Text(
            f"Es gibt keinen Plan, der alle Vorgaben einhält: {error.message('de')}.",
            f"No plan keeps to all limits: {error.message('en')}.",
        )
