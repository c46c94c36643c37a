"""View 5 in the register."""

from __future__ import annotations

from rollout.language import Text

from ..view import View
from . import callbacks, panel
from .words import SCRIPT_TEXTS, TEXTS

DATA = View(
    key="data",
    slug=Text("daten", "data"),
    title=Text("Daten und Methode", "Data and method"),
    heading=TEXTS["data_title"],
    panel=panel.panel,
    callbacks=callbacks.register,
    script_texts=SCRIPT_TEXTS,
    with_map=False,
)
