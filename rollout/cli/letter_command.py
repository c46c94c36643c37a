"""The command that writes a letter to those who could found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from rollout.cli.options import SHIPPED, Sources
from rollout.errors import check_choice, parameter_error
from rollout.language import Lang, Text
from rollout.scenario import Scenario


def letter(
    scenario: Scenario,
    chamber: str | None = None,
    land: str | None = None,
    to: Annotated[
        str,
        Text(
            "An wen: chamber (Kammer), union (Gewerkschaft), municipality (Kreis oder Gemeinde) "
            "oder firms (Betriebe)",
            "To whom: chamber, union, municipality or firms",
        ),
    ] = "chamber",
    out: Path | None = None,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Write a letter about a chamber district or Land as DOCX: a draft to finish and send."""
    from rollout.cli import print_coverage
    from rollout.cli.loading import analysis_of
    from rollout.files.atomic import write_atomic
    from rollout.office.arguments import ADDRESSEES
    from rollout.office.letters import letter_docx
    from rollout.parts_of_country import find_part
    from rollout.readers.headers import slug

    check_choice("--to", to, ADDRESSEES)
    if (chamber is None) == (land is None):
        finding = Text("Gebiet fehlt oder ist doppelt", "area is missing or given twice")
        expected = Text("--chamber oder --land", "--chamber or --land")
        raise parameter_error("--chamber", finding, expected)
    target = out or Path("letter.docx")
    if target.suffix.casefold() != ".docx":
        finding = Text(f"endet auf {target.suffix!r}", f"ends in {target.suffix!r}")
        raise parameter_error("--out", finding, Text(".docx", ".docx"))
    with print_coverage.progress(lang):
        analysis = analysis_of(scenario, sources)
        part = find_part(analysis.inputs, land, chamber)
        assert part is not None
        target = out or Path(f"{slug(part.name)}-{to}.docx")
        content = letter_docx(analysis, part, to, lang)
    print_coverage.files([write_atomic(target, content)], lang)
