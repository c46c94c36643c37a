"""View 2 in the register."""

from __future__ import annotations

from rollout.language import Text

from ..view import View
from . import callbacks, panel
from .files import PROFILE_FILES
from .words import SCRIPT_TEXTS, TEXTS

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
