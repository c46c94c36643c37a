"""Scripted visitors of the dashboard: the requests a browser sends, from many threads."""

from __future__ import annotations

import gzip
import http.client
import json
import random
import threading
import time
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from rollout.scenario.rules import RULES

YEARS = (None, "2015-12-31", "2019-12-31", "2022-12-31")
CONFIDENCES = ("low", "medium", "high")
PRESETS = ("balanced", "equal", "dense", "transformation")
AGGREGATIONS = ("linear", "geometric")
PLANNERS = 10  # every tenth visitor looks for the weights of an own founding logic
RADII_KM, SHARES = (5, 120), (100, 900)  # kilometres, thousandths
LANDS = ("DE", "DE", "03", "05", "09", "14")
PAUSE_S = (0.5, 3.5)  # people look before they click again
RESULTS = ("result", "sentence")
POTENTIAL = ("ranking-data", "robustness")


class Visitor:
    """One browser: its scenario, its connection, what it waited for."""

    def __init__(self, address: str, seed: int) -> None:
        self.plans = seed % PLANNERS == 0
        self.where = urlsplit(address)
        self.random = random.Random(seed)
        self.seconds: list[tuple[str, float]] = []
        self.errors = 0
        self.values: dict[str, Any] = {"land": "DE", "selected": None, "own": None}
        self.values["location"] = "/de/"
        self.connect()

    def connect(self) -> None:
        self.line = http.client.HTTPConnection(self.where.hostname or "", self.where.port, 60)

    def arrive(self) -> None:
        """Load the page and learn which callbacks and districts there are."""
        self.ask("page", "GET", "/de/")
        layout = json.loads(self.ask("layout", "GET", "/de/_dash-layout"))
        self.values["scenario"] = _store(layout, "scenario")
        callbacks = json.loads(self.ask("dependencies", "GET", "/de/_dash-dependencies"))
        self.callbacks = [entry for entry in callbacks if not entry["clientside_function"]]
        self.call(*RESULTS)

    def stay(self, end: float) -> None:
        """Act and look, until time is up."""
        last = self.planner if self.plans else self.potential
        actions = (self.rule, self.evidence, self.area, self.district, self.district, last)
        while time.monotonic() < end:
            time.sleep(self.random.uniform(*PAUSE_S))
            try:
                self.random.choice(actions)()
            except (OSError, http.client.HTTPException):
                self.errors += 1
                self.connect()

    def rule(self) -> None:
        """Another rule, radius and least share known: hardly ever what anybody asked for before."""
        kilometres = self.random.randint(10 * RADII_KM[0], 10 * RADII_KM[1]) / 10
        self.values["scenario"] |= {
            "rule": self.random.choice(list(RULES)),
            "radius_km": kilometres,
            "min_known_share": self.random.randint(*SHARES) / 1000,
        }
        self.call(*RESULTS)

    def evidence(self) -> None:
        """Another date or level of evidence."""
        self.values["scenario"] |= {
            "as_of": self.random.choice(YEARS),
            "min_confidence": self.random.choice(CONFIDENCES),
        }
        self.call(*RESULTS)

    def planner(self) -> None:
        """Another founding logic and way to score."""
        self.values["scenario"] |= {
            "preset": self.random.choice(PRESETS),
            "aggregation": self.random.choice(AGGREGATIONS),
        }
        self.call(*RESULTS)
        self.potential()

    def area(self) -> None:
        self.values["land"] = self.random.choice(LANDS)
        self.call("sentence")

    def district(self) -> None:
        self.values["selected"] = self.random.choice(("09162", "14612", "05913", "03241", "12060"))
        self.call("profile")

    def potential(self) -> None:
        """Open the view of the potential and leave it again."""
        self.values["location"] = "/de/potenzial"
        self.call(*POTENTIAL)
        self.values["location"] = "/de/"

    def call(self, *ids: str) -> None:
        """Send the callbacks that fill these ids."""
        for name in ids:
            entry = next(e for e in self.callbacks if f"{name}." in e["output"])
            self.ask(name, "POST", "/de/_dash-update-component", self.body(entry))

    def body(self, entry: dict[str, Any]) -> bytes:
        names = entry["output"].strip(".").split("...")
        outputs = [
            dict(zip(("id", "property"), name.rsplit(".", 1), strict=True)) for name in names
        ]
        inputs = [{**i, "value": self.values.get(i["id"])} for i in entry["inputs"]]
        whole = {
            "output": entry["output"],
            "outputs": outputs if entry["output"].startswith("..") else outputs[0],
            "inputs": inputs,
            "state": [],
            "changedPropIds": [f"{i['id']}.{i['property']}" for i in inputs],
        }
        return json.dumps(whole).encode()

    def ask(self, what: str, method: str, path: str, body: bytes | None = None) -> bytes:
        headers = {"Accept-Encoding": "gzip", "Content-Type": "application/json"}
        start = time.perf_counter()
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        content = answer.read()
        self.seconds.append((what, time.perf_counter() - start))
        if answer.status >= 400:
            self.errors += 1
        encoding = answer.headers.get("Content-Encoding") == "gzip"
        return gzip.decompress(content) if encoding else content


def _store(layout: Any, name: str) -> Any:
    """Data of a store in the layout."""
    stack = [layout]
    while stack:
        part = stack.pop()
        if isinstance(part, list):
            stack.extend(part)
        elif isinstance(part, dict) and "props" in part:
            if part["props"].get("id") == name:
                return part["props"]["data"]
            stack.append(part["props"].get("children"))
    raise KeyError(name)


def visit_together(address: str, users: int, seconds: float, seed: int = 0) -> dict[str, Any]:
    """Seconds of every answer, number of errors, and the mix of requests, of visitors at once."""
    visitors = [Visitor(address, users * seed + n) for n in range(users)]
    end = time.monotonic() + seconds

    def whole_visit(visitor: Visitor) -> None:
        time.sleep(visitor.random.uniform(0, min(5.0, seconds / 4)))
        visitor.arrive()
        visitor.stay(end)

    threads = [threading.Thread(target=whole_visit, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers = [entry for visitor in visitors for entry in visitor.seconds]
    counts = Counter(what for what, _ in answers)
    return {
        "seconds": [spent for _, spent in answers],
        "by_kind": answers,
        "errors": sum(visitor.errors for visitor in visitors),
        "mix": ", ".join(f"{count} {what}" for what, count in counts.most_common()),
    }
