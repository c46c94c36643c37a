"""What one visitor can do to the others: files made to hurt, and more orders than anybody needs.

The server runs as `rollout dashboard` starts it; every attack comes over the network.
"""

from __future__ import annotations

import http.client
import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks import hostile_files as hostile
from benchmarks.bench_dashboard import memory_mb, middle_and_p95, running_dashboard
from benchmarks.pulse import pulse
from benchmarks.records import Record
from benchmarks.visitors import Visitor, visit_together

USERS, SECONDS = 50, 30
UPLOADS, PLANS = 5, 5
PLANS_OF_ONE, UPLOADS_OF_ONE = 20, 32
OK, TOO_MANY = 200, 429
BUDGET_MS = 200

HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a note of 19,990 letters (20 kB)": ("f.csv", lambda: hostile.long_note(19_990)),
    "95 MB of blanks in a workbook of 100 kB": ("b.xlsx", lambda: hostile.blanks(95)),
    "50 MB of blanks in a workbook of 50 kB": ("b.xlsx", lambda: hostile.blanks(50)),
    "a workbook of 290,000 rows": ("r.xlsx", lambda: hostile.many_rows(290_000)),
    "a workbook of 99,000 rows": ("r.xlsx", lambda: hostile.many_rows(99_000)),
    "one text of 20,000 signs in 900,000 cells": (
        "t.xlsx", lambda: hostile.one_text_often(20_000, 900_000)
    ),
    "90,000 rows wrong in every cell": ("w.csv", lambda: hostile.wrong_rows(90_000)),
}  # fmt: skip


def ask(
    address: str, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, bytes]:
    """Status and content of an answer; 0 where the connection failed."""
    where = urlsplit(address)
    line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=300)
    try:
        line.request(method, path, body, {"X-Rollout-Own": "", **headers})
        answer = line.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        line.close()


def upload(address: str, name: str, content: bytes, tab: str = "") -> tuple[int, bytes]:
    """Send a file as a page does."""
    headers = {"X-Rollout-Tab": tab, "Content-Type": "application/octet-stream"}
    return ask(address, "POST", f"/en/upload?name={name}", content, **headers)


class Planner(Visitor):
    """A visitor who asks for plans."""

    def __init__(self, address: str, seed: int = 0) -> None:
        super().__init__(address, seed)
        self.arrive()
        layout = json.loads(self.ask("layout", "GET", "/de/_dash-layout"))
        self.settings = _settings(layout)

    def plan(self, count: int) -> bool:
        """Whether an order for a plan got a place."""
        settings = self.settings | {"count": count}
        self.values["plan-ask"] = {
            "kind": "plan", "scenario": self.values["scenario"], "settings": settings, "kept": "",
        }  # fmt: skip
        entry = next(e for e in self.callbacks if e["output"] == "plan-job.data")
        content = self.ask("plan", "POST", "/de/_dash-update-component", self.body(entry))
        return bool(json.loads(content)["response"]["plan-job"]["data"]["token"])


def _settings(layout: Any) -> dict[str, Any]:
    """Default settings of the plan, as the scripts of the page send them."""
    from dashboard.page.settings import PLANNED, encode
    from rollout.scenario import Scenario

    return encode(Scenario(), *PLANNED)


def measure(sources: Path | None) -> Iterator[Record]:
    files = {what: (name, make()) for what, (name, make) in HOSTILE.items()}
    register = Path("data/initiatives.csv").read_bytes()
    with running_dashboard() as (address, _, _):
        yield from _ordinary(address, register)
        for what, (name, content) in files.items():
            yield from _one_file(address, what, name, content)
        yield from _crowded_out(address, register)
        yield from _many_plans(address)
    with running_dashboard() as (address, _, process):
        yield from _all_at_once(address, files, process.pid)


def _ordinary(address: str, register: bytes) -> Iterator[Record]:
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        status, _ = upload(address, "r.csv", register)
        seconds.append(time.perf_counter() - start)
        assert status == OK
    yield Record("upload of the shipped register, 90 rows", statistics.median(seconds), "s", 0.5)


def _one_file(address: str, what: str, name: str, content: bytes) -> Iterator[Record]:
    with pulse(address) as times:
        start = time.perf_counter()
        status, answer = upload(address, name, content)
        seconds = time.perf_counter() - start
    lines = json.loads(answer).get("lines", []) if status == OK else []
    note = lines[0]["text"][:80] if lines else f"status {status}"
    size = len(content) / 1000
    yield Record(f"{what}: answer", seconds, "s", note=f"{size:,.0f} kB; {note}")
    slowest = max(times, default=0.0)
    yield Record(f"{what}: slowest /healthz meanwhile", slowest, "ms")


def _crowded_out(address: str, register: bytes) -> Iterator[Record]:
    """Other visitors cannot be played from one machine: how many of one's own are left."""
    tokens = []
    for _ in range(UPLOADS_OF_ONE):
        status, answer = upload(address, "r.csv", register)
        if status == OK:
            tokens.append(json.loads(answer)["own"])
    kept = [ask(address, "GET", "/en/upload", **{"X-Rollout-Own": t})[0] == OK for t in tokens]
    what = f"{UPLOADS_OF_ONE} uploads of one visitor: sessions left of these"
    yield Record(what, sum(kept), "sessions", 8, note="the others were pushed out by their own")


def _many_plans(address: str) -> Iterator[Record]:
    planner = Planner(address)
    taken = sum(planner.plan(5 + n) for n in range(PLANS_OF_ONE))
    yield Record(f"{PLANS_OF_ONE} plans of one visitor: places taken of 24", taken, "places", 10)


def _all_at_once(
    address: str, files: dict[str, tuple[str, bytes]], pid: int
) -> Iterator[Record]:  # fmt: skip
    """Five hostile uploads, five plans and fifty visitors."""
    end = time.monotonic() + SECONDS
    refused: list[int] = []

    def attack(name: str, content: bytes, tab: str) -> None:
        while time.monotonic() < end:
            status, _ = upload(address, name, content, tab)
            refused.append(status)
            if status != OK:
                time.sleep(1)

    planner = Planner(address)
    attackers = list(files.values())[-UPLOADS:]
    threads = [
        threading.Thread(target=attack, args=(*file, f"tab {n}"))
        for n, file in enumerate(attackers)
    ]
    with pulse(address) as times:
        for thread in threads:
            thread.start()
        taken = sum(planner.plan(5 + n) for n in range(PLANS))
        visit = visit_together(address, USERS, SECONDS)
        for thread in threads:
            thread.join()
    what = f"{UPLOADS} hostile uploads, {PLANS} plans, {USERS} visitors for {SECONDS} s"
    quantiles = statistics.quantiles(times, n=100)
    yield Record(f"{what}: /healthz, median", statistics.median(times), "ms")
    note = f"{len(times)} answers; {taken} plans taken"
    yield Record(f"{what}: /healthz, 99th percentile", quantiles[-1], "ms", BUDGET_MS, note=note)
    yield Record(f"{what}: /healthz, slowest", max(times), "ms")
    _, p95 = middle_and_p95(visit["seconds"])
    yield Record(f"{what}: visitors, 95th percentile", 1000 * p95, "ms")
    yield Record(f"{what}: visitors, errors", visit["errors"], "requests", 0)
    mix = f"{refused.count(OK)} answered, {refused.count(TOO_MANY)} told to come again"
    yield Record(f"{what}: hostile uploads", len(refused), "requests", note=mix)
    yield Record(f"{what}: memory of the server afterwards", memory_mb(pid), "MB")
