"""View 4 in the register."""

from __future__ import annotations

from rollout.language import Text

from ..view import View
from . import callbacks, panel
from .files import add_plan_files
from .words import LATER_TEXTS, SCRIPT_TEXTS, TEXTS

PLAN = View(
    key="plan",
    slug=Text("plan", "plan"),
    title=Text("Roll-out-Plan", "Roll-out plan"),
    heading=TEXTS["plan_title"],
    panel=panel.panel,
    callbacks=callbacks.register,
    script_texts=SCRIPT_TEXTS,
    later_texts=LATER_TEXTS,
    serve=add_plan_files,
    terms=("Zielregion", "Welle", "Preis der Staffelung", "Schranke und Lücke"),
    name_among_pages=Text("Zielregionen", "Target regions"),
)
