"""What `rollout run` prints: the result in a few lines, everything on request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape

from rollout import language
from rollout.analysis import COUNTRY, Analysis
from rollout.cli import print_coverage
from rollout.cli.terminal import out
from rollout.coverage.words import BASE_NAMES
from rollout.export.labels import label
from rollout.export.notes import notes_of
from rollout.language import Lang, Text
from rollout.plan.plan import RolloutPlan

NOTES = "notes.txt"
BEST = 10
NAMED = 5  # target regions of the first wave


def tables(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> None:
    """Print rates, best target regions and every note."""
    print_coverage.rates(analysis, lang)
    print_coverage.if_all_succeed(analysis, lang)
    print_coverage.targets(analysis, lang, BEST)
    print_coverage.notes(notes_of(analysis, plan), lang, is_whole=True)
    print_coverage.label(analysis, lang)


def result(
    analysis: Analysis, plan: RolloutPlan, folder: Path, paths: Sequence[Path], lang: Lang
) -> None:
    """Print what came out, where it lies, and how many notes there are."""
    print_coverage.statuses(analysis, lang)
    out.print(escape(analysis.linked_bounds(COUNTRY)[lang]))
    out.print(escape(plan_line(plan)[lang]))
    out.print(escape(label(analysis).definition[lang]), style="dim")
    if note := label(analysis).note[lang]:
        out.print(escape(note), style="dim")
    files = Text(
        f"{len(paths)} Dateien in {folder}: report.pdf zum Lesen, targets.xlsx zum Arbeiten, "
        "map.html zum Zeigen",
        f"{len(paths)} files in {folder}: report.pdf to read, targets.xlsx to work with, "
        "map.html to show",
    )
    out.print(escape(files[lang]), style="bold")
    counts = print_coverage.note_counts(notes_of(analysis, plan))[lang]
    if counts:
        where = Text(f"in {folder / NOTES} oder mit -v", f"in {folder / NOTES} or with -v")
        out.print(escape(f"{counts} {where[lang]}"), style="yellow")


def plan_line(plan: RolloutPlan) -> Text:
    """How many target regions in how many waves, what they buy, and who comes first."""
    base = plan.scenario.demand if plan.scenario.demand in BASE_NAMES else "districts"
    shares, name = plan.summary[f"share_{base}"], BASE_NAMES[base]
    first = [str(region) for region in plan.table.loc[plan.table["wave"] == 1, "region"]]
    waves = int(plan.table["wave"].max()) if len(plan.table) else 0

    def say(lang: Lang) -> str:
        low, high = (language.percent(share, 1, lang) for share in shares.iloc[[0, -1]])
        count = language.counted(len(plan.table), REGIONS, lang)
        number = language.counted(waves, WAVES, lang)
        line = PLAN[lang].format(count=count, waves=number, base=name[lang], low=low, high=high)
        names = f" {FIRST[lang]}: {language.listed(first, lang, NAMED)}." if first else ""
        return line + names

    return language.in_both(say)


REGIONS = (Text("Zielregion", "target region"), Text("Zielregionen", "target regions"))
WAVES = (Text("Welle", "wave"), Text("Wellen", "waves"))
FIRST = Text("Zuerst", "First")
PLAN = Text(
    "{count} in {waves} (⟦vernetzt⟧, Gründung oder Zielregion; {base}): {low} → {high}.",
    "{count} in {waves} (⟦linked⟧, founding or target region; {base}): {low} → {high}.",
)
