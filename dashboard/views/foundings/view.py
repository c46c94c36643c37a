"""The second page of view 4 in the register."""

from __future__ import annotations

from dashboard.views.foundings import callbacks, panel
from dashboard.views.foundings.files import add_founding_template
from dashboard.views.foundings.words import TEXTS
from dashboard.views.view import View
from rollout.language import Text

FOUNDINGS = View(
    key="foundings",
    slug=Text("plan/gruendungen", "plan/foundings"),
    title=Text("Gründungen", "Foundings"),
    heading=TEXTS["foundings_title"],
    panel=panel.panel,
    callbacks=callbacks.register,
    serve=add_founding_template,
    under="plan",
    with_map=False,
)
