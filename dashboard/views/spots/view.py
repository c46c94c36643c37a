"""View 2 in the register."""

from __future__ import annotations

from dashboard.views.spots import callbacks, panel
from dashboard.views.spots.files import PROFILE_FILES
from dashboard.views.spots.words import SCRIPT_TEXTS, TEXTS
from dashboard.views.view import View
from rollout.language import Text

SPOTS = View(
    key="spots",
    slug=Text("weisse-flecken", "white-spots"),
    title=Text("Weiße Flecken", "White spots"),
    heading=TEXTS["spots_title"],
    panel=panel.panel,
    callbacks=callbacks.register,
    script_texts=SCRIPT_TEXTS,
    files=PROFILE_FILES,
)
