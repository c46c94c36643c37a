"""View 1 in the register."""

from __future__ import annotations

from rollout.language import Text

from ..view import View
from . import callbacks, panel, parts, serve
from .files import COVERAGE_FILES
from .words import TEXTS

COVERAGE = View(
    key="coverage",
    slug=Text("", ""),
    title=Text("Abdeckung", "Coverage"),
    heading=TEXTS["coverage_title"],
    panel=panel.panel,
    callbacks=callbacks.register,
    first=parts.first,
    files=COVERAGE_FILES,
    serve=serve.add_statuses,
    terms=("Abdeckungsregel", "Erreichen", "Belegstufe"),
)
