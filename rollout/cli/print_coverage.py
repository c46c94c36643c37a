"""What the commands print: tables and sentences for a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from rich.markup import escape

from rollout import language
from rollout.analysis import COUNTRY, Analysis, land_name
from rollout.cli import words
from rollout.cli.console import shows_everything
from rollout.cli.options import as_typed
from rollout.cli.terminal import err as err  # for the other commands, too
from rollout.cli.terminal import out as out
from rollout.cli.terminal import table as table
from rollout.coverage.verified import check_line
from rollout.coverage.words import BASE_NAMES, LEVEL_NAMES, STATUS_NAMES
from rollout.errors import Problem, RolloutError
from rollout.export.labels import lines
from rollout.export.words import TARGET_KINDS
from rollout.language import Lang, Text
from rollout.model import Inputs
from rollout.readers.findings import condensed
from rollout.scenario.rules import RULES

SHOWN = 200  # findings printed; more would bury the first
WHOLE_LIST = ("no-status", "unknown-state")  # findings about a list, with an option to copy
LEVEL_STYLES = {"error": "bold red", "repaired": "yellow", "note": "dim"}


def rates(analysis: Analysis, lang: Lang, area: str = COUNTRY) -> None:
    """Print the four rates of the country or of a Land."""
    frame = analysis.rates()
    of_area = frame[frame["area"] == area].to_dict("records")
    cells = {(row["base"], row["level"]): row for row in of_area}
    rows = []
    for base, name in BASE_NAMES.items():
        reached = cells[base, "reached"]
        rows.append(
            [
                name[lang],
                *(language.percent(cells[base, level]["share"], 1, lang)
                  for level in LEVEL_NAMES),
                *(language.number(reached[column], 0, lang)
                  for column in ("value", "total", "unknown")),
            ]
        )  # fmt: skip
    where = land_name(area)
    title = Text(f"Vier Raten, {where.de}", f"Four rates, {where.en}")
    points = analysis.points_line
    heading = f"{title[lang]} ({points[lang]})" if points else title[lang]
    heads = [words.RATES[0], analysis.completeness.head, *words.RATES[2:]]
    table(heading, heads, rows, lang, right=1)
    out.print(escape(analysis.linked_bounds(area)[lang]))


def if_all_succeed(analysis: Analysis, lang: Lang) -> None:
    """Print what the rates would be if every founding under way succeeded; nothing without one."""
    count = len(analysis.coverage.foundings)
    if not count:
        return
    frame = analysis.rates_if_all_succeed()
    frame = frame[(frame["area"] == "DE") & (frame["level"] == "covered")].set_index("base")
    future = {str(base): float(share) for base, share in frame["share"].items()}
    parts = [
        f"{BASE_NAMES[base][lang]} {language.percent(levels['covered']['share'], 1, lang)} → "
        f"{language.percent(future[base], 1, lang)}"
        for base, levels in analysis.nationwide().items()
    ]
    text = Text(
        f"Laufende Gründungen: {count}. Wenn alle Gründungen gelingen, ⟦vernetzt⟧",
        f"Foundings under way: {count}. If all foundings succeed, ⟦linked⟧",
    )
    out.print(escape(f"{text[lang]}: {' · '.join(parts)}"))


def rates_if_all_succeed(analysis: Analysis) -> dict[str, Any]:
    """The same rates for JSON; empty without a founding under way."""
    if analysis.coverage.foundings.empty:
        return {}
    return {"if_all_succeed": records(analysis.rates_if_all_succeed().set_index("area"))}


def failure(error: RolloutError, lang: Lang) -> None:
    """Print what is wrong with the input to standard error; notes are only counted."""
    err.print(words.ERROR[lang], style="bold red")
    findings = [as_typed(problem) for problem in getattr(error, "problems", ())]
    errors = [problem for problem in findings if problem.level == "error"]
    if not errors:
        err.print(escape(error.message(lang)))
        return
    for problem in errors[:SHOWN]:
        err.print(escape(problem.message(lang)))
    others = len(findings) - len(errors)
    if len(errors) > SHOWN:
        more = len(errors) - SHOWN
        text = Text(f"und {more} weitere Fehler", f"and {more} more errors")
        err.print(escape(text[lang]))
    if others:
        text = Text(f"und {others} Hinweise (rollout check zeigt alle)",
                    f"and {others} notes (rollout check shows all)")  # fmt: skip
        err.print(escape(text[lang]), style="dim")


def statuses(analysis: Analysis, lang: Lang) -> None:
    """Print how many districts have which status."""
    counts = analysis.coverage.status.value_counts(sort=False)
    parts = [f"{counts.get(key, 0)} {name[lang]}" for key, name in STATUS_NAMES.items()]
    out.print(escape(" · ".join(parts)))
    if line := analysis.verified().line[lang]:
        out.print(escape(line))


def targets(analysis: Analysis, lang: Lang, count: int) -> None:
    """Print the best target regions."""
    frame = analysis.targets().head(count)
    rows = [
        [
            language.number(row["rank"], 0, lang),
            str(ags),
            str(row["display_name"]),
            TARGET_KINDS[row["status"]][lang],
            str(row["chambers"]),
            language.number(row["potential"], 1, lang),
        ]
        for ags, row in frame.iterrows()
    ]
    title = Text(
        f"Die {len(frame)} Zielregionen mit dem höchsten Potenzial",
        f"The {len(frame)} target regions with the highest potential",
    )
    table(title[lang], words.TARGETS, rows, lang, right=5)


def label(analysis: Analysis, lang: Lang) -> None:
    """Print definition, years, caveat and attribution."""
    for line in lines(analysis, lang):
        out.print(escape(line), style="dim")


def about(analysis: Analysis) -> dict[str, list[str]]:
    """The same lines for JSON, in both languages."""
    return {"about_de": lines(analysis, "de"), "about_en": lines(analysis, "en")}


def problems(findings: Sequence[Problem], lang: Lang) -> None:
    """Print findings as a table of level, place, finding, expectation and remedy."""
    names = {problem.file for problem in findings}
    one = names.pop() if len(names) == 1 else ""
    shown = condensed(findings)
    rows = [
        [
            words.LEVELS[problem.level][lang],
            problem.where(lang).removeprefix(one).removeprefix(", "),
            *(text[lang] for text in (problem.finding, problem.expected, problem.remedy)),
        ]
        for problem in shown[:SHOWN]
    ]
    if rows:
        table(one, words.PROBLEMS, rows, lang)
    counts = ", ".join(
        f"{sum(problem.level == level for problem in findings)} {words.LEVEL_COUNTS[level][lang]}"
        for level in words.LEVELS
    )
    out.print(counts)
    if len(shown) > SHOWN:
        text = Text(f"Die ersten {SHOWN} sind gezeigt; --json gibt alle aus.",
                    f"The first {SHOWN} are shown; --json prints all.")  # fmt: skip
        out.print(text[lang], style="yellow")


def next_steps(findings: Sequence[Problem], lang: Lang) -> None:
    """Repeat on a line of its own what a list lacks as a whole, so that it can be copied."""
    for problem in findings:
        if problem.code in WHOLE_LIST:
            text = (
                problem.remedy[lang] if problem.code == "unknown-state" else problem.finding[lang]
            )
            out.print(escape(text), style="bold", soft_wrap=True)


def as_json(value: Any) -> None:
    """Print JSON for scripts; nothing is lost where the console lacks signs."""
    is_ascii = not shows_everything(sys.stdout)
    print(json.dumps(value, ensure_ascii=is_ascii, indent=2, allow_nan=False))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a frame for JSON; unknown values become null."""
    text = frame.reset_index().to_json(orient="records", force_ascii=False, double_precision=15)
    rows: list[dict[str, Any]] = json.loads(text)
    return rows


def areas(analysis: Analysis, base: str, lang: Lang) -> None:
    """Print shares with any and with a linked initiative per Land."""
    frame = analysis.rates()
    frame = frame[frame["base"] == base].set_index(["area", "level"])
    rows = []
    for area in dict.fromkeys(frame.index.get_level_values("area")):
        covered, reached = frame.loc[(area, "covered")], frame.loc[(area, "reached")]
        rows.append(
            [
                land_name(str(area))[lang],
                language.number(reached["total"] - reached["value"], 0, lang),
                language.number(reached["total"], 0, lang),
                language.percent(reached["share"], 1, lang),
                language.percent(covered["share"], 1, lang),
            ]
        )
    title = Text("Stand der Kreise nach Land", "Status of districts by Land")
    heads = [*words.AREAS[:-1], analysis.completeness.head]
    table(title[lang], heads, rows, lang, right=1)


def spots(frame: pd.DataFrame, lang: Lang) -> None:
    """Print districts without a linked initiative one by one."""
    rows = [
        [
            str(ags),
            str(row["display_name"]),
            "; ".join(filter(None, (STATUS_NAMES[row["status"]][lang], check_line(row)[lang]))),
            str(row["white_rules"]),
            str(row["chambers"]),
            f"{row['nearest_name']}, {language.number(row['nearest_km'], 0, lang)} km"
            if pd.notna(row["nearest_km"])
            else language.MISSING,
        ]
        for ags, row in frame.iterrows()
    ]
    heads = [head.filled(rules=len(RULES)) for head in words.SPOTS]
    title = Text(
        f"Kreise ohne ⟦a:vernetzte Initiative⟧: {len(frame)}",
        f"Districts without ⟦a linked initiative⟧: {len(frame)}",
    )
    table(title[lang], heads, rows, lang)


def sources(inputs: Inputs, lang: Lang) -> None:
    """Print sources with their dates and licences, then the notes on the data."""
    rows = [
        [str(row["title"]), str(row["publisher"]), str(row["reference_date"]), str(row["licence"])]
        for _, row in inputs.sources.iterrows()
    ]
    table(words.SOURCES_TITLE[lang], words.SOURCES, rows, lang)
    if inputs.notes:
        problems(inputs.notes, lang)


def notes(entries: Sequence[Problem], lang: Lang, *, is_whole: bool = False) -> None:
    """Print what was tolerated, repaired or left out; only how much of it unless `is_whole`."""
    if is_whole:
        for entry in entries:
            note(entry, lang)
    elif entries:
        text = Text("-v zeigt sie", "-v shows them")
        out.print(f"{note_counts(entries)[lang]}; {text[lang]}.", style="yellow")


def note_counts(entries: Sequence[Problem]) -> Text:
    """How many notes there are, and how many values were replaced or repaired."""
    repairs = sum(entry.level == "repaired" for entry in entries)
    counts = ((len(entries) - repairs, words.NOTE_COUNT), (repairs, words.REPAIR_COUNT))
    return language.in_both(
        lambda lang: ", ".join(language.counted(n, noun, lang) for n, noun in counts if n)
    )


def note(entry: Problem, lang: Lang) -> None:
    """Print one note."""
    out.print(f"{words.LEVELS[entry.level][lang]}: {escape(entry.message(lang))}", style="yellow")


def files(paths: Iterable[Path], lang: Lang) -> None:
    """Print the files written."""
    out.print(words.WRITTEN[lang])
    for path in paths:
        out.print(f"  {escape(str(path))}", soft_wrap=True)


def problem_record(problem: Problem, lang: Lang) -> dict[str, Any]:
    """One finding for JSON."""
    return {
        "level": problem.level,
        "code": problem.code,
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "found": problem.finding[lang],
        "expected": problem.expected[lang],
        "remedy": problem.remedy[lang],
        "candidates": list(problem.candidates),
    }


@contextmanager
def progress(lang: Lang, steps: int | None = None) -> Iterator[Callable[[Text], None]]:
    """Show the step at work on standard error; yields the function that names it.

    Parameters
    ----------
    steps
        How many steps there are, where that is known: each is then named with its number.
    """
    done = 0
    with err.status("") as status:

        def report(step: Text) -> None:
            nonlocal done
            done += 1
            count = f"{done}/{steps} " if steps else ""
            status.update(escape(f"{count}{step[lang]}"))

        yield report
