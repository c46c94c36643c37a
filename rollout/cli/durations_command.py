"""The command on courses of foundings: how long until each step, what was noted."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from rollout.cli.options import SHIPPED, Sources
from rollout.language import Lang, Text

CourseCases = Literal["own", "reference", "both", "together"]
CourseGroup = Literal["kind", "carrier"]


def courses(
    cases: Annotated[
        CourseCases,
        Text(
            "own (eigene), reference (dokumentierte), both (nebeneinander), together (zusammen)",
            "own, reference (documented), both (side by side), together",
        ),
    ] = "both",
    by: Annotated[
        CourseGroup | None,
        Text("Auch nach kind (Art) oder carrier (Träger)", "Also by kind or carrier"),
    ] = None,
    sources: Annotated[Sources, "data", "foundings", "register", "territory"] = SHIPPED,
    json: bool = False,
    lang: Lang = "de",
) -> None:
    """Show how long foundings took; own and documented cases apart unless asked together."""
    from rollout.cli import print_coverage, print_durations
    from rollout.cli.loading import inputs_of
    from rollout.foundings.durations import cases_of

    inputs = inputs_of(sources)
    case_lists = ("own", "reference") if cases == "both" else (cases,)
    tables = {of: _courses(inputs, of, by) for of in case_lists}
    if json:
        print_coverage.as_json({of: print_coverage.records(frame) for of, frame in tables.items()})
        return
    for of, frame in tables.items():
        print_durations.courses(frame, of, lang)
        print_durations.factors(cases_of(inputs, of), of, lang)  # type: ignore[arg-type]
    print_durations.note(lang)


def _courses(inputs: Any, of: Any, by: CourseGroup | None) -> Any:
    from rollout.foundings.durations import cases_of, course_table, newest_entry

    newest = newest_entry(inputs.foundings) if of == "own" else None
    return course_table(cases_of(inputs, of), newest, by=by)
