"""The commands on the founding potential: score, twins, backtest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rollout.errors import Lang
from rollout.scenario import Scenario

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.backtest import Backtest

SCORE_COLUMNS = (
    r"^(display_name|status|potential|rank.*|need|capacity|known_share|top_k_share|part_.*"
    r"|.*_class|no_score_..)$"
)


def score(
    scenario: Scenario,
    land: str | None = None,
    top: int = 20,
    what_moves: bool = False,
    json: bool = False,
    data: Path | None = None,
    register: Path | None = None,
    columns: list[str] = [],  # noqa: B006
    foundings: Path | None = None,
    lang: Lang = "de",
) -> None:
    """Rank districts by founding potential, with bands and parts."""
    from rollout.cli import show, tell
    from rollout.cli.reading import analysis_of, of_land

    analysis = analysis_of(scenario, data, register, columns, foundings)
    ranked = of_land(analysis.table().sort_values("rank", na_position="last"), land)
    if json:
        show.as_json(show.about(analysis) | _score_record(analysis, ranked, what_moves))
        return
    tell.scores(ranked.head(top), analysis, lang)
    tell.weights(analysis, lang)
    tell.cautions(analysis, lang)
    if what_moves:
        tell.shares(analysis, lang)
    show.label(analysis, lang)


def _score_record(analysis: Analysis, ranked: Any, what_moves: bool) -> dict[str, Any]:
    from rollout.cli import show

    potential = analysis.potential
    record = {
        "preset": analysis.scenario.preset,
        "weights": potential.weights.to_dict(),
        "duplicates": show.records(potential.duplicates),
        "reversal_share": analysis.bands.reversal_share,
        "unavailable": [text.en for text in analysis.bands.unavailable],
        "districts": show.records(ranked.filter(regex=SCORE_COLUMNS)),
    }
    if what_moves:
        record["shares"] = show.records(analysis.shares.table)
    return record


def twins(
    ags: list[str],
    scenario: Scenario,
    twin_count: int = 5,
    json: bool = False,
    data: Path | None = None,
    register: Path | None = None,
    columns: list[str] = [],  # noqa: B006
    foundings: Path | None = None,
    lang: Lang = "de",
) -> None:
    """Show structural twins with a networked initiative, strengths and weaknesses."""
    from rollout.cli import show, tell
    from rollout.cli.reading import analysis_of

    analysis = analysis_of(scenario, data, register, columns, foundings)
    found, positions = analysis.twins(ags, twin_count), analysis.strengths(ags)
    if json:
        made = {"twins": show.records(found), "strengths": show.records(positions)}
        show.as_json(show.about(analysis) | made)
        return
    for key in analysis.known_keys(ags):
        tell.situation(analysis, key, lang)
        tell.twins(found[found["key"] == key], analysis, lang)
        tell.strengths(positions[positions["key"] == key], analysis, lang)
    show.label(analysis, lang)


def backtest(
    scenario: Scenario,
    years: list[int] = [],  # noqa: B006 - never changed; Typer reads the empty list
    until: int = 2023,
    json: bool = False,
    data: Path | None = None,
    register: Path | None = None,
    columns: list[str] = [],  # noqa: B006
    foundings: Path | None = None,
    lang: Lang = "de",
) -> None:
    """Look back: did later foundations stand high in the ranking?"""
    from rollout.backtest import DEFAULT_YEARS
    from rollout.backtest import backtest as look_back
    from rollout.cli import show, tell
    from rollout.cli.reading import analysis_of

    with show.progress(lang) as report:
        analysis = analysis_of(scenario, data, register, columns, foundings)
        found = look_back(
            analysis.inputs, scenario, years=years or DEFAULT_YEARS, until=until, progress=report
        )
    if json:
        show.as_json(show.about(analysis) | _backtest_record(found))
        return
    tell.backtest(found, lang)
    show.label(analysis, lang)


def _backtest_record(found: Backtest) -> dict[str, Any]:
    from rollout.cli import show

    return {
        "until": found.until,
        "preset": found.preset,
        "verdict": {"de": found.verdict.de, "en": found.verdict.en},
        "results": show.records(found.results),
        "differences": show.records(found.differences),
        "notes": [note.message("en") for note in found.notes],
    }
