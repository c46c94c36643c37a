"""View 3 in the register."""

from __future__ import annotations

from dashboard.views.potential import callbacks, panel
from dashboard.views.potential.files import RANKING_FILES, add_matrix
from dashboard.views.potential.words import SCRIPT_TEXTS, TEXTS
from dashboard.views.view import View
from rollout.language import Text

POTENTIAL = View(
    key="potential",
    slug=Text("potenzial", "potential"),
    title=Text("Potenzial", "Potential"),
    heading=TEXTS["potential_title"],
    panel=panel.panel,
    callbacks=callbacks.register,
    script_texts=SCRIPT_TEXTS,
    files=RANKING_FILES,
    serve=add_matrix,
)
