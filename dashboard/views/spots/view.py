"""View 2 in the register."""

from __future__ import annotations

from flask import Flask

from rollout.language import Text

from ...server.app_state import AppState
from ..recording.words import LATER_TEXTS
from ..recording.words import SCRIPT_TEXTS as RECORDING_TEXTS
from ..view import View
from . import callbacks, panel
from .files import PROFILE_FILES
from .words import SCRIPT_TEXTS, TEXTS


def serve(server: Flask, app_state: AppState) -> None:
    """What is recorded about districts, where the server has a workspace."""
    if app_state.recorded:
        # A database is loaded where there is one.
        from ..recording.past import add_past
        from ..recording.serve import add_recording

        add_recording(server, app_state.acting)
        add_past(server, app_state)


SPOTS = View(
    key="spots",
    slug=Text("weisse-flecken", "white-spots"),
    title=Text("Weiße Flecken", "White spots"),
    heading=TEXTS["spots_title"],
    panel=panel.panel,
    callbacks=callbacks.register,
    script_texts={**SCRIPT_TEXTS, **RECORDING_TEXTS},
    later_texts=LATER_TEXTS,
    files=PROFILE_FILES,
    terms=(
        "Abdeckungsregel",
        "Strukturell ähnlicher Kreis",
        "Bedarf",
        "Voraussetzungen",
        "Rangband",
    ),
    serve=serve,
)
