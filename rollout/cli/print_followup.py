"""What the commands that follow a plan print."""

from __future__ import annotations

from typing import Any

import pandas as pd
from rich.markup import escape

from rollout import language
from rollout.cli import words
from rollout.cli.print_coverage import out, table
from rollout.coverage.words import BASE_NAMES, LEVEL_NAMES, STATUS_NAMES
from rollout.followup.approval import ApprovedPlan, by_wave
from rollout.followup.differences import Differences
from rollout.followup.words import NOT_IN_PLAN, approval_line, wave_line
from rollout.language import Lang, Text, number, percent

SHOWN = 60  # districts printed; --json gives all


def progress(plan: ApprovedPlan, regions: pd.DataFrame, now: Text, lang: Lang) -> None:
    """Print what has become of every region and wave."""
    out.print(escape(approval_line(plan)[lang]))
    rows = [
        [str(row["wave"]), str(row["region"]),
         *(str(row[name]) for name in ("size", "linked", "started", "open"))]
        for row in regions.to_dict("records")
    ]  # fmt: skip
    title = Text("Plan und Stand je Region", "Plan and state per region")[lang]
    table(title, words.FOLLOWED, rows, lang, right=2)
    for wave, sums in by_wave(regions).iterrows():
        out.print(escape(wave_line(int(str(wave)), sums)[lang]))
    then, today = Text("Damals", "Then")[lang], Text("Heute", "Today")[lang]
    out.print(escape(f"{then}: {plan.definition[lang]}"), style="dim")
    out.print(escape(f"{today}: {now[lang]}"), style="dim")


def differences(result: Differences, before: str, after: str, lang: Lang) -> None:
    """Print what changed: settings and files first, for they are often why."""
    title = Text("Von {before} nach {after}", "From {before} to {after}")
    out.print(escape(title.filled(before=before, after=after)[lang]), style="bold")
    _causes(result, lang)
    if result.is_empty:
        same = Text("Kein Kreis, keine Rate und keine Region ändert sich.",
                    "No district, rate or region changes.")  # fmt: skip
        out.print(same[lang])
        return
    _rates(result, lang)
    _districts(result, lang)
    _regions(result, lang)


def _causes(result: Differences, lang: Lang) -> None:
    for name, values in result.settings.items():
        line = f"{name}: {' → '.join(map(_value, values))}"
        out.print(escape(f"{Text('Einstellung', 'Setting')[lang]} {line}"))
    if result.files:
        names = language.listed(list(result.files), lang, most=10)
        out.print(escape(f"{Text('Andere Dateien', 'Other files')[lang]}: {names}"))
    if result.alone:
        names = language.listed(list(result.alone), lang, most=10)
        words_of = Text("Kreise, die es nur auf einer Seite gibt", "Districts of one side only")
        out.print(escape(f"{words_of[lang]}: {names}"))


def _value(value: Any) -> str:
    return "–" if value is None else str(value)


def _rates(result: Differences, lang: Lang) -> None:
    rows = [
        [
            f"{BASE_NAMES[row['base']][lang]}, {LEVEL_NAMES[row['level']][lang]}",
            *(percent(row[side], lang=lang) for side in ("before", "after")),
            number(100 * row["difference"], 1, lang),
        ]
        for row in result.rates.to_dict("records")
    ]
    table(Text("Raten", "Rates")[lang], words.RATE_CHANGES, rows, lang, right=1)


def _districts(result: Differences, lang: Lang) -> None:
    rows = [
        [
            f"{ags} {row['display_name']}",
            " → ".join(STATUS_NAMES[row[side]][lang] for side in ("before", "after")),
            str(row[f"is_{lang}"]),
        ]
        for ags, row in result.districts.head(SHOWN).to_dict("index").items()
    ]
    count = len(result.districts)
    title = Text(f"Kreise mit anderem Stand: {count}", f"Districts of another status: {count}")
    table(title[lang], words.DISTRICT_CHANGES, rows, lang)
    if count > SHOWN:
        more = Text(f"Die ersten {SHOWN}; --json gibt alle.", f"The first {SHOWN}; --json has all.")
        out.print(more[lang])


def _regions(result: Differences, lang: Lang) -> None:
    if result.regions.empty:
        return
    rows = [
        [str(row["region"]), *(str(row[side]) or NOT_IN_PLAN[lang] for side in ("before", "after")),
         str(row["joined"]), str(row["gone"])]
        for row in result.regions.to_dict("records")
    ]  # fmt: skip
    title = Text("Zielregionen, die sich unterscheiden", "Target regions that differ")
    table(title[lang], words.REGION_CHANGES, rows, lang)
