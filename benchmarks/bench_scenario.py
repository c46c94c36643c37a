"""One field of the scenario changed: processor time of the map's answer and of a profile.

`python -m benchmarks scenario`. Every setting is new; nothing but steps the field does not touch
may come from before. Beside it stands sorting two million numbers in the same run.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from benchmarks.bench_core import SORT
from benchmarks.records import Record, relative, sorting_s
from dashboard.app import create_app
from dashboard.page import ids
from dashboard.page.settings import ANALYSED, encode
from rollout import Scenario, load_inputs
from tests.dashboard.pages import ask

BUDGET = 2  # sortings for both answers
DRAWN = random.Random(3)
CHANGES: Mapping[str, Sequence[dict[str, Any]]] = {
    "radius": [{"rule": "radius", "radius_km": DRAWN.uniform(20, 60)} for _ in range(9)],
    "least share known": [{"min_known_share": DRAWN.uniform(0.3, 0.9)} for _ in range(9)],
    "rule": [{"rule": name} for name in ("seat", "neighbour", "chamber", "radius")],
    "as-of date": [{"as_of": f"{year}-12-31"} for year in (2011, 2013, 2015, 2017, 2019)],
    "founding logic": [{"preset": name} for name in ("equal", "dense", "transformation")],
}


def measure(sources: Path | None) -> Iterator[Record]:
    client = create_app(load_inputs(), Scenario()).test_client()
    for radius in (30.0, 41.0):  # what does not depend on settings is there already
        _answers(client, {"radius_km": radius})
    yardstick = sorting_s()
    for field, changes in CHANGES.items():
        both = [_answers(client, change) for change in changes]
        result, profile = (sum(seconds) / len(both) for seconds in zip(*both, strict=True))
        yield relative(f"another {field}: result", result, SORT, yardstick)
        yield relative(f"another {field}: profile", profile, SORT, yardstick)
        yield relative(f"another {field}: both", result + profile, SORT, yardstick, BUDGET)


def _answers(client: FlaskClient, change: dict[str, Any]) -> tuple[float, float]:
    """Processor time of the two answers."""
    scenario = encode(Scenario(**change), *ANALYSED)
    seconds = []
    for name in (ids.RESULT, ids.PROFILE):
        start = time.process_time()
        answer = ask(client, name, scenario=scenario, selected="09162")
        seconds.append(time.process_time() - start)
        assert answer.status_code == 200, answer.text
    return seconds[0], seconds[1]
