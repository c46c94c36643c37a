"""The commands on the founding potential: score, twins, backtest."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

from rollout.cli.options import SHIPPED, Sources
from rollout.language import Lang, Text
from rollout.scenario import Scenario

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.potential.backtest import Backtest
    from rollout.potential.importance import WeightProposal

SCORE_COLUMNS = (
    r"^(display_name|status|potential|rank.*|need|capacity|known_share|top_k_share|part_.*"
    r"|.*_class|no_score_..|carried_..|filled_share)$"
)


def score(
    scenario: Scenario,
    land: str | None = None,
    top: Annotated[int, Text("So viele Zeilen zeigen", "Show this many rows")] = 20,
    what_moves: Annotated[
        bool,
        Text(
            "Auch zeigen, welche Annahme die Ränge bewegt",
            "Also show which assumption moves the ranks",
        ),
    ] = False,
    wishes: Annotated[
        bool,
        Text(
            "Auch zwei Ranglisten nebeneinander, für Wünsche, die einander ausschließen",
            "Also two rankings side by side, for wishes that exclude each other",
        ),
    ] = False,
    logics: Annotated[
        bool,
        Text(
            "Alle Gründungslogiken mit ihrem Rückblick zeigen, statt der Kreise",
            "Show all founding logics with their look back instead of districts",
        ),
    ] = False,
    audit: Annotated[
        bool,
        Text(
            "Prüfbericht: zehn Schritte nach der Liste des JRC, Wirkung der Gewichte, Vorschlag",
            "Audit: ten steps after the JRC's checklist, effect of the weights, proposal",
        ),
    ] = False,
    effect: Annotated[
        list[str],
        Text(
            "Gewünschte Wirkung einer Dimension für den Vorschlag, etwa DIMENSION=40; alle angeben",
            "Effect wanted of a dimension for the proposal, such as DIMENSION=40; name all of them",
        ),
    ] = [],  # noqa: B006 - never changed; Typer reads the empty list
    json: bool = False,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Rank districts by founding potential, with bands and parts."""
    from rollout.cli import print_coverage, print_experts, print_potential
    from rollout.cli.loading import analysis_of, of_land

    analysis = analysis_of(scenario, sources)
    if logics:
        _logics(analysis, json, lang)
        return
    ranking = of_land(analysis.table().sort_values("rank", na_position="last"), land)
    proposal = _proposal(analysis, effect) if audit or effect else None
    if json:
        record = print_coverage.about(analysis) | _score_record(analysis, ranking, what_moves)
        print_coverage.as_json(record | (_audit_record(analysis, proposal) if proposal else {}))
        return
    print_potential.scores(ranking.head(top), analysis, lang)
    print_potential.weights(analysis, lang)
    print_potential.cautions(analysis, lang)
    if wishes:
        print_potential.wishes(ranking.head(top), analysis, lang)
    if scenario.expert_weights:
        print_experts.ranking(analysis, top, lang)
    if what_moves:
        print_potential.shares(analysis, lang)
    if proposal:
        print_potential.audit(analysis, proposal, lang)
    print_coverage.label(analysis, lang)


def _logics(analysis: Analysis, json: bool, lang: Lang) -> None:
    from rollout.cli import print_coverage, print_potential

    evidence = analysis.preset_evidence
    if json:
        rows = [] if evidence is None else print_coverage.records(evidence)
        print_coverage.as_json({"logics": rows})
        return
    print_potential.logics(evidence, lang)


def _proposal(analysis: Analysis, effect: list[str]) -> WeightProposal:
    """Proposed weights; a wish that is no number or names no weighted dimension is an error."""
    from rollout.errors import parameter_error
    from rollout.potential.audit import proposal

    dimensions = list(map(str, analysis.audit.dimensions.index))
    wish: dict[str, float] = {}
    for entry in effect:
        name, _, value = entry.partition("=")
        is_number = value.strip().replace(".", "", 1).isdecimal()
        if name.strip() not in dimensions or not is_number or not float(value) > 0:
            names = ", ".join(dimensions)
            expected = Text(f"alle von {names}, etwa {dimensions[0]}=40",
                            f"all of {names}, such as {dimensions[0]}=40")  # fmt: skip
            raise parameter_error("--effect", Text(f"ist {entry}", f"is {entry}"), expected)
        wish[name.strip()] = float(value)
    if wish and set(wish) != set(dimensions):
        missing = ", ".join(name for name in dimensions if name not in wish)
        raise parameter_error("--effect", Text(f"es fehlt {missing}", f"{missing} is missing"),
                              Text(f"alle von {', '.join(dimensions)}",
                                   f"all of {', '.join(dimensions)}"))  # fmt: skip
    return proposal(analysis.potential, analysis.inputs.catalogue, analysis.scenario, wish)


def _audit_record(analysis: Analysis, proposal: WeightProposal) -> dict[str, Any]:
    from rollout.cli import print_coverage

    figures = analysis.audit
    steps = [
        {"step": point.step, "verdict": point.verdict, "finding": asdict(point.finding),
         "consequence": asdict(point.consequence)}
        for point in analysis.checklist
    ]  # fmt: skip
    return {
        "audit": steps,
        "effects": print_coverage.records(figures.indicators),
        "dimensions": print_coverage.records(figures.dimensions),
        "conflicts": print_coverage.records(figures.conflicts),
        "components": print_coverage.records(figures.components),
        "correlations": print_coverage.records(figures.correlations),
        "proposal": print_coverage.records(proposal.table),
        "proposal_met": proposal.is_met,
    }


def _score_record(analysis: Analysis, ranking: Any, what_moves: bool) -> dict[str, Any]:
    from rollout.cli import print_coverage

    potential = analysis.potential
    record = {
        "preset": analysis.scenario.preset,
        "weights": potential.weights.to_dict(),
        "duplicates": print_coverage.records(potential.duplicates),
        "reversal_share": analysis.bands.reversal_share,
        "unavailable": [text.en for text in analysis.bands.unavailable],
        "districts": print_coverage.records(ranking.filter(regex=SCORE_COLUMNS)),
    }
    record["wishes"] = print_coverage.records(analysis.wish_ranks.loc[ranking.index])
    if analysis.scenario.expert_weights:
        record["experts"] = print_coverage.records(analysis.expert_band)
    if what_moves:
        record["shares"] = print_coverage.records(analysis.shares.table)
    return record


def twins(
    ags: Annotated[
        list[str], Text("Kreisschlüssel, mehrere möglich", "District keys, one or more")
    ],
    scenario: Scenario,
    twin_count: Annotated[int, Text("Wie viele Zwillinge", "How many twins")] = 5,
    json: bool = False,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Show structural twins, those with a networked initiative, strengths and weaknesses."""
    from rollout.cli import print_coverage, print_potential
    from rollout.cli.loading import analysis_of

    analysis = analysis_of(scenario, sources)
    pairs, positions = analysis.twins(ags, twin_count), analysis.strengths(ags)
    nearest = analysis.twins(ags, twin_count, linked=False)
    if json:
        record = {
            "twins": print_coverage.records(pairs),
            "nearest": print_coverage.records(nearest),
            "strengths": print_coverage.records(positions),
        }
        print_coverage.as_json(print_coverage.about(analysis) | record)
        return
    for key in analysis.known_keys(ags):
        print_potential.situation(analysis, key, lang)
        print_potential.nearest(nearest[nearest["key"] == key], analysis, lang)
        print_potential.twins(pairs[pairs["key"] == key], analysis, lang)
        print_potential.strengths(positions[positions["key"] == key], analysis, lang)
    print_coverage.label(analysis, lang)


def backtest(
    scenario: Scenario,
    years: Annotated[
        list[int],
        Text(
            "Stand des Registers im Rückblick (mehrfach möglich; Vorgabe: 2014, 2016, 2018, 2020)",
            "State of the register to look back from (repeatable; default: 2014, 2016, 2018, 2020)",
        ),
    ] = [],  # noqa: B006 - never changed; Typer reads the empty list
    until: Annotated[
        int, Text("Gründungen bis zu diesem Jahr", "Foundations until this year")
    ] = 2023,
    json: bool = False,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Look back: did later foundations stand high in the ranking?"""
    from rollout.cli import print_coverage, print_potential
    from rollout.cli.loading import analysis_of
    from rollout.potential.backtest import DEFAULT_YEARS
    from rollout.potential.backtest import backtest as look_back

    with print_coverage.progress(lang) as report:
        analysis = analysis_of(scenario, sources)
        result = look_back(
            analysis.inputs, scenario, years=years or DEFAULT_YEARS, until=until, progress=report
        )
    if json:
        print_coverage.as_json(print_coverage.about(analysis) | _backtest_record(result))
        return
    print_potential.backtest(result, lang)
    print_coverage.label(analysis, lang)


def _backtest_record(result: Backtest) -> dict[str, Any]:
    from rollout.cli import print_coverage

    return {
        "until": result.until,
        "preset": result.preset,
        "verdict": asdict(result.verdict),
        "results": print_coverage.records(result.results),
        "differences": print_coverage.records(result.differences),
        "notes": [note.message("en") for note in result.notes],
    }
