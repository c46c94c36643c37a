"""`rollout selfcheck`: what an auditor runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rollout import __version__
from rollout.cli import words
from rollout.cli.options import SHIPPED, Sources
from rollout.language import Lang, Text

if TYPE_CHECKING:
    from rollout.selfcheck import Result

STATES = {
    "passed": Text("bestanden", "passed"),
    "failed": Text("falsch", "failed"),
    "skipped": Text("entfällt", "skipped"),
}
SHOWN = 60  # characters of a figure in the table; --json gives all


def selfcheck(
    sources: Annotated[Sources, "data", "register", "columns", "territory"] = SHIPPED,
    json: bool = False,
    lang: Lang = "de",
) -> None:
    """Check this installation and its data; exit 1 when a check fails."""
    from rollout.cli import print_coverage
    from rollout.cli.loading import inputs_of
    from rollout.selfcheck import run_checks

    with print_coverage.progress(lang) as report:
        report(Text("Daten lesen", "reading data"))
        inputs = inputs_of(sources)
        results = run_checks(inputs, report)
    if json:
        print_coverage.as_json(
            {
                "version": __version__,
                "checks": [_record(result, lang) for result in results],
                "files": dict(sorted(inputs.hashes.items())),
            }
        )
    else:
        _print_results(results, lang)
    if any(result.state == "failed" for result in results):
        raise typer.Exit(1)


def _record(result: Result, lang: Lang) -> dict[str, str]:
    check, finding = result.check, result.finding
    return {
        "id": check.id,
        "group": check.group,
        "name": check.name[lang],
        "state": result.state,
        "computed": finding.computed[lang],
        "expected": finding.expected[lang],
        "source": check.source[lang],
    }


def _print_results(results: tuple[Result, ...], lang: Lang) -> None:
    """Print a table for each group, then how many passed."""
    from rollout.cli import print_coverage
    from rollout.selfcheck import GROUPS

    for group, title in GROUPS.items():
        rows = [
            [STATES[result.state][lang], result.check.name[lang],
             _short(result.finding.computed[lang]), _short(result.finding.expected[lang]),
             result.check.source[lang]]
            for result in results if result.check.group == group
        ]  # fmt: skip
        print_coverage.table(title[lang], words.CHECKS, rows, lang)
    counts = [
        f"{sum(result.state == state for result in results)} {text[lang]}"
        for state, text in STATES.items()
    ]
    print_coverage.out.print(" · ".join(counts))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
