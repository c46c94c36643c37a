"""The second page of view 4 in the register."""

from __future__ import annotations

from rollout.language import Text

from ..view import View
from . import callbacks, panel
from .files import add_founding_template
from .words import TEXTS

FOUNDINGS = View(
    key="foundings",
    slug=Text("gruendungen", "foundings"),
    title=Text("Gründungen", "Foundings"),
    heading=TEXTS["foundings_title"],
    panel=panel.panel,
    callbacks=callbacks.register,
    serve=add_founding_template,
    under="plan",
    with_map=False,
)
