"""What is fuzzed of the dashboard: its addresses and its callbacks, on the made-up grid."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from dashboard.app import create_app
from dashboard.views.register import VIEWS
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.dashboard.test_forged import updates

UPDATE = "/de/_dash-update-component"
MORE = ["_dash-layout", "_dash-dependencies", "upload", "hilfe/", "download/scenario.toml",
        "download/targets.csv", "download/districts.geojson", "template/register.csv",
        "gruendungen"]  # fmt: skip
QUERIES = ["", "rule=seat&land=BY", "rule=radius&radius_km=50&as_of=2020", "district=01001",
           "plan=count%3D2&preset=balanced",
           "weights=a%3A1%2Cb%3A2&min_known_share=0.5"]  # fmt: skip


def callbacks(client: Any) -> tuple[list[bytes], Callable[[bytes], object]]:
    """Every request of the pages, and how one is answered."""

    def post(raw: bytes) -> object:
        return _answered(client.post(UPDATE, data=raw, content_type="application/json"))

    return [json.dumps(update).encode() for update in updates(client)], post


def addresses(client: Any) -> tuple[list[bytes], Callable[[bytes], object]]:
    """Every view and some files with their settings, and how one is answered."""
    paths = [view.path(lang) for view in VIEWS.values() for lang in ("de", "en")]
    paths += [f"/de/{more}" for more in MORE] + ["/healthz", "/potential/matrix.json"]
    seeds = [f"{path}?{query}".encode() for path in paths for query in QUERIES]
    return seeds, lambda raw: _answered(client.get(raw.decode("utf-8", "replace")))


def _answered(response: Any) -> int:
    """Status of an answer; a fault of the server fails, "busy" with a time does not."""
    status: int = response.status_code
    response.close()
    if status >= 500 and not (status == 503 and "Retry-After" in response.headers):
        raise AssertionError(f"status {status}")
    return status


def client() -> Any:
    """The dashboard without a socket."""
    return create_app(pages.inputs(), Scenario()).test_client()
