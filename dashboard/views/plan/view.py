"""View 4 in the register."""

from __future__ import annotations

from dashboard.views.plan import callbacks, panel
from dashboard.views.plan.files import add_plan_files
from dashboard.views.plan.words import SCRIPT_TEXTS, TEXTS
from dashboard.views.view import View
from rollout.language import Text

PLAN = View(
    key="plan",
    slug=Text("plan", "plan"),
    title=Text("Roll-out-Plan", "Roll-out plan"),
    heading=TEXTS["plan_title"],
    panel=panel.panel,
    callbacks=callbacks.register,
    script_texts=SCRIPT_TEXTS,
    serve=add_plan_files,
    name_among_pages=Text("Zielregionen", "Target regions"),
)
