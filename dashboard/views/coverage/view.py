"""View 1 in the register."""

from __future__ import annotations

from dashboard.views.coverage import callbacks, panel, parts
from dashboard.views.coverage.files import COVERAGE_FILES
from dashboard.views.coverage.words import TEXTS
from dashboard.views.view import View
from rollout.language import Text

COVERAGE = View(
    key="coverage",
    slug=Text("", ""),
    title=Text("Abdeckung", "Coverage"),
    heading=TEXTS["coverage_title"],
    panel=panel.panel,
    callbacks=callbacks.register,
    first=parts.first,
    files=COVERAGE_FILES,
)
