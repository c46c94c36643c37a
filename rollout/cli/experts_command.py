"""`rollout experts`: the weights of several people out of one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from rollout.cli.options import SHIPPED, Sources
from rollout.language import Lang, Text
from rollout.scenario import Scenario

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.potential.experts import Experts


def experts(
    judgements: Annotated[
        Path,
        Text(
            "Datei (CSV, XLSX oder TOML): je Person 100 Punkte oder Vergleiche in Paaren",
            "File (CSV, XLSX or TOML): 100 points per person, or comparisons in pairs",
        ),
    ],
    scenario: Scenario,
    out: Annotated[
        Path | None,
        Text(
            "Szenariodatei mit den gemeinsamen Gewichten, für alle anderen Befehle",
            "Scenario file with the combined weights, for all other commands",
        ),
    ] = None,
    top: Annotated[int, Text("So viele Zeilen zeigen", "Show this many rows")] = 20,
    json: bool = False,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Combine the weights of several people and show their disagreement as a band of ranks."""
    from rollout.analysis import analyse
    from rollout.cli import print_coverage, print_experts
    from rollout.cli.loading import inputs_of
    from rollout.files.atomic import write_atomic
    from rollout.potential.experts import combine, scenario_with
    from rollout.readers.experts import read_experts

    people = combine(read_experts(judgements))
    inputs = inputs_of(sources, scenario.territory)
    combined = scenario_with(people, scenario, inputs.catalogue, judgements.name)
    analysis = analyse(inputs, combined)
    if out is not None:
        write_atomic(out, analysis.recorded_scenario.to_toml().encode())
    if json:
        print_coverage.as_json(print_coverage.about(analysis) | _record(people, analysis))
        return
    print_experts.people(people, analysis, lang)
    print_experts.ranking(analysis, top, lang)
    if out is not None:
        print_coverage.files([out], lang)
    print_coverage.label(analysis, lang)


def _record(people: Experts, analysis: Analysis) -> dict[str, object]:
    from rollout.cli.print_coverage import records

    rows = analysis.table()[["display_name", "rank"]].join(analysis.expert_band)
    return {
        "people": records(people.shares.assign(consistency=people.consistency)),
        "combined": people.combined.to_dict(),
        "contradictory": people.contradictory,
        "districts": records(rows.sort_values("rank", na_position="last")),
    }
