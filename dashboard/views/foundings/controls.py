"""Controls of the page on foundings beside its settings: which course to look at."""

from __future__ import annotations

from collections.abc import Mapping

from dash.development.base_component import Component

from rollout.export.founding_tables import step_name
from rollout.founding_steps import STEP_KEYS
from rollout.foundings.durations import CourseGroup
from rollout.language import Lang

from ...page import ids
from ...page.form_fields import field, select
from .words import word

GROUPS: Mapping[str, CourseGroup | None] = {"none": None, "kind": "kind", "carrier": "carrier"}
FIRST_STEP = "constituted"  # reached by most of the documented cases


def course_controls(lang: Lang) -> list[Component]:
    """Step to look at, and how to split the table."""
    steps = [(key, step_name(key, lang)) for key in STEP_KEYS[1:]]
    parts = [(key, word(f"foundings_by_{key}", lang)) for key in GROUPS]
    return [
        field(word("foundings_step", lang), select(ids.FOUNDINGS_STEP, steps, FIRST_STEP)),
        field(word("foundings_by", lang), select(ids.FOUNDINGS_BY, parts, "none")),
    ]
