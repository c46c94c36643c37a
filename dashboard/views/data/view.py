"""View 5 in the register."""

from __future__ import annotations

from dashboard.views.data import callbacks, panel
from dashboard.views.data.words import SCRIPT_TEXTS, TEXTS
from dashboard.views.view import View
from rollout.language import Text

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
