"""The empty file of foundings a team begins with."""

from __future__ import annotations

from flask import Flask, Response

from rollout.founding_steps import COLUMNS
from rollout.language import LANGS

from ...server.app_state import AppState
from ...server.downloads import CSV, attachment


def add_founding_template(server: Flask, app_state: AppState) -> None:
    """Serve an empty file of foundings at /de/foundings.csv and /en/foundings.csv."""
    header = ",".join(("id", *COLUMNS)) + "\r\n"

    def serve() -> Response:
        return attachment(("\ufeff" + header).encode(), CSV, "foundings.csv")

    for lang in LANGS:
        server.add_url_rule(f"/{lang}/foundings.csv", f"foundings-{lang}", serve)
