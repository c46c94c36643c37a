"""The command on courses of foundings: how long until each step, what was noted."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from rollout.errors import Lang

CourseCases = Literal["own", "reference", "both", "together"]
CourseGroup = Literal["kind", "carrier"]


def courses(
    cases: CourseCases = "both",
    by: CourseGroup | None = None,
    data: Path | None = None,
    foundings: Path | None = None,
    register: Path | None = None,
    json: bool = False,
    lang: Lang = "de",
) -> None:
    """Show how long foundings took; own and documented cases apart unless asked together."""
    from rollout.cli import show, tell_courses
    from rollout.courses import cases_of
    from rollout.inputs import load_inputs

    inputs = load_inputs(data, initiatives=register, foundings=foundings)
    wanted = ("own", "reference") if cases == "both" else (cases,)
    tables = {of: _courses(inputs, of, by) for of in wanted}
    if json:
        show.as_json({of: show.records(frame) for of, frame in tables.items()})
        return
    for of, frame in tables.items():
        tell_courses.courses(frame, of, lang)
        tell_courses.factors(cases_of(inputs, of), of, lang)  # type: ignore[arg-type]
    tell_courses.note(lang)


def _courses(inputs: Any, of: Any, by: CourseGroup | None) -> Any:
    from rollout.courses import cases_of, course_table, newest_entry

    watched = newest_entry(inputs.foundings) if of == "own" else None
    return course_table(cases_of(inputs, of), watched, by=by)
