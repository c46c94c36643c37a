"""The command on where to meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from rollout.cli.options import SHIPPED, Sources
from rollout.language import Lang, Text
from rollout.scenario import Scenario

if TYPE_CHECKING:
    from rollout.plan.meeting import Meeting


def meet(
    scenario: Scenario,
    initiative: Annotated[
        list[str],
        Text(
            "Wer zusammenkommt (Kennung des Registers, mehrfach möglich; leer: alle, die zählen)",
            "Who comes together (id of the register, repeatable; empty: all that count)",
        ),
    ] = [],  # noqa: B006 - never changed; Typer reads the empty list
    within: Annotated[
        list[str],
        Text(
            "Nur wer seinen Sitz hier hat: Land, IHK-Bezirk oder Planungsregion (mehrfach möglich)",
            "Only those with their seat here: Land, chamber or planning region (repeatable)",
        ),
    ] = [],  # noqa: B006
    places: Annotated[int, Text("Zahl der Treffen", "Number of events")] = 1,
    anywhere: Annotated[
        bool,
        Text(
            "Auch in Landkreisen, nicht nur in Städten", "In rural districts, too, not only cities"
        ),
    ] = False,
    json: bool = False,
    sources: Sources = SHIPPED,
    lang: Lang = "de",
) -> None:
    """Say where initiatives meet best: the shortest ways together."""
    from rollout.cli import print_coverage
    from rollout.cli.loading import analysis_of
    from rollout.errors import parameter_error
    from rollout.plan.meeting import meeting_places

    if places < 1:
        finding = Text(f"ist {places}", f"is {places}")
        raise parameter_error("--places", finding, Text("1 oder mehr", "1 or more"))
    with print_coverage.progress(lang):
        analysis = analysis_of(scenario, sources)
        meeting = meeting_places(
            analysis, places, initiatives=initiative, area=within, cities_only=not anywhere
        )
    if json:
        print_coverage.as_json(print_coverage.about(analysis) | _record(meeting))
        return
    _print(meeting, lang)
    print_coverage.label(analysis, lang)


def _record(meeting: Meeting) -> dict[str, Any]:
    from rollout.cli import print_coverage

    return {
        "places": print_coverage.records(meeting.places),
        "guests": print_coverage.records(meeting.guests),
        "without_seat": list(meeting.without_seat),
        "status": meeting.status,
    }


def _print(meeting: Meeting, lang: Lang) -> None:
    from rollout import language
    from rollout.cli import print_coverage, words

    rows = [
        [
            f"{key} {row['name']}", str(int(row["guests"])),
            language.number(row["mean_km"], 0, lang), language.number(row["longest_km"], 0, lang),
        ]
        for key, row in meeting.places.iterrows()
    ]  # fmt: skip
    title = Text("Wo treffen: die kürzesten Wege", "Where to meet: the shortest ways")
    print_coverage.table(title[lang], words.MEETING_PLACES, rows, lang, right=1)
    names = meeting.places["name"]
    guests = [
        [str(row["name"]), str(names[row["place"]]), language.number(row["km"], 0, lang)]
        for row in meeting.guests.sort_values(["place", "km"]).to_dict("records")
    ]
    who = Text("Wer wohin kommt", "Who comes where")
    print_coverage.table(who[lang], words.GUESTS, guests, lang, right=2)
    if meeting.without_seat:
        missing = language.listed(meeting.without_seat, lang, 10)
        text = Text(
            f"Ohne bekannten Sitz und nicht mitgezählt: {missing}",
            f"Seat unknown and not counted: {missing}",
        )
        print_coverage.out.print(text[lang], style="yellow", markup=False)
