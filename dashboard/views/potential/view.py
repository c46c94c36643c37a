"""View 3 in the register."""

from __future__ import annotations

from rollout.language import Text

from ..view import View
from . import callbacks, panel
from .files import RANKING_FILES, add_weighed
from .words import SCRIPT_TEXTS, TEXTS

POTENTIAL = View(
    key="potential",
    slug=Text("potenzial", "potential"),
    title=Text("Potenzial", "Potential"),
    heading=TEXTS["potential_title"],
    panel=panel.panel,
    callbacks=callbacks.register,
    script_texts=SCRIPT_TEXTS,
    files=RANKING_FILES,
    terms=("Gründungspotenzial", "Bedarf", "Voraussetzungen", "Rangband"),
    serve=add_weighed,
)
