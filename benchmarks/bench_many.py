"""Editors and readers at once, on PostgreSQL with two processes behind nginx.

Needs Debian's PostgreSQL and nginx. Every editor signs in, looks at districts and records notes
there; afterwards the database is asked for each one that was said to be kept.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import sqlalchemy as sa

from benchmarks.bench_dashboard import _wait_for, memory_mb, middle_and_p95
from benchmarks.pulse import pulse
from benchmarks.records import Record
from benchmarks.visitors import PAUSE_S, visit_together
from rollout.workspace import open_workspace
from rollout.workspace.accounts import Accounts
from rollout.workspace.schema import CHANGES
from tests.dashboard import test_nginx
from tests.workspace.conftest import new_database, running_server

EDITORS, READERS, SECONDS, PROCESSES = 50, 200, 60, 2
PASSWORD = "ein ganz eigenes Wort"
DISTRICTS = ("09162", "14612", "05913", "03241", "12060")
OK = 200


class Editor:
    """One editor's browser: signs in, looks, records."""

    def __init__(self, port: int, name: str) -> None:
        self.port, self.name, self.random = port, name, random.Random(name)
        self.cookie, self.mark = "", ""
        self.kept: list[str] = []
        self.seconds: list[float] = []
        self.errors: list[str] = []

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, str]:
        """Status, content and cookie of an answer."""
        start = time.perf_counter()
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(method, path, body.encode(), {"Cookie": self.cookie} | sent)
            answer = line.getresponse()
            content = answer.read().decode()
        self.seconds.append(time.perf_counter() - start)
        if answer.status >= 400:
            self.errors.append(f"{path} {answer.status}")
        return answer.status, content, (answer.getheader("Set-Cookie") or "").partition(";")[0]

    def sign_in(self) -> None:
        _, page, self.cookie = self.ask("GET", "/de/anmelden")
        mark = re.search(r'name="form" value="(\w+)"', page)
        form = {"name": self.name, "password": PASSWORD, "form": mark[1] if mark else ""}
        kind = "application/x-www-form-urlencoded"
        _, _, self.cookie = self.ask("POST", "/de/anmelden", urlencode(form), Content_Type=kind)

    def work(self, end: float) -> None:
        """Look at a district and record something there, until time is up."""
        while time.monotonic() < end:
            time.sleep(self.random.uniform(*PAUSE_S))
            ags = self.random.choice(DISTRICTS)
            try:
                status, text, _ = self.ask("GET", f"/de/recording/district/{ags}")
                if status == OK:
                    self.record(ags, json.loads(text)["form"])
            except OSError as error:
                self.errors.append(repr(error))

    def record(self, ags: str, mark: str) -> None:
        text = f"Gespraech {secrets.token_hex(6)}"
        said = {"deed": "note", "districts": ags, "text": text, "role": "Servicestelle"}
        status, content, _ = self.ask("POST", "/de/recording", json.dumps(said),
                                      Content_Type="application/json",
                                      X_Rollout_Recording=mark)  # fmt: skip
        if status == OK and json.loads(content).get("action"):
            self.kept.append(text)
        else:
            self.errors.append(content[:200])


@contextmanager
def server_for_many(folder: Path) -> Iterator[tuple[int, list[subprocess.Popen[bytes]], str]]:
    """Port of nginx, the processes behind it and the address of the workspace."""
    with ExitStack() as running:
        where = new_database(running.enter_context(running_server()))
        with closing(open_workspace(where, create=True)) as workspace:
            accounts = Accounts(workspace, lambda chamber: frozenset())
            for number in range(EDITORS + 1):
                role = "edit" if number else "administer"
                first = accounts.add(f"e{number}", role, "Servicestelle")
                accounts.change_password(f"e{number}", first, PASSWORD)
        processes, ports = [], []
        for _ in range(PROCESSES):
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                ports.append(free.getsockname()[1])
            command = [sys.executable, "-m", "rollout", "dashboard", "--port", str(ports[-1]),
                       "--workspace", where, "--public-name", test_nginx.NAME,
                       "--proxies", "1"]  # fmt: skip
            processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
            running.callback(processes[-1].wait)
            running.callback(processes[-1].terminate)
        for port, process in zip(ports, processes, strict=True):
            _wait_for(f"http://127.0.0.1:{port}/healthz", process)
        # All come from one address here, which the shipped file would hold to a hundred.
        address = running.enter_context(test_nginx.nginx(folder, ports, per_address=1000))
        yield int(address.rpartition(":")[2]), processes, where


def measure(sources: Path | None) -> Iterator[Record]:
    with tempfile.TemporaryDirectory() as folder, server_for_many(Path(folder)) as many:
        port, processes, where = many
        editors = [Editor(port, f"e{number}") for number in range(1, EDITORS + 1)]
        start = time.perf_counter()
        for editor in editors:
            editor.sign_in()
        signed_in = time.perf_counter() - start
        end = time.monotonic() + SECONDS
        threads = [threading.Thread(target=editor.work, args=(end,)) for editor in editors]
        with pulse(f"http://127.0.0.1:{port}") as times:
            for thread in threads:
                thread.start()
            visit = visit_together(f"http://127.0.0.1:{port}", READERS, SECONDS)
            for thread in threads:
                thread.join()
        memory = sum(memory_mb(process.pid) for process in processes)
        yield from _told(editors, visit, times, signed_in)
        what = f"{EDITORS} editors, {READERS} readers, {PROCESSES} processes"
        yield Record(f"{what}: memory of the processes", memory, "MB")
        kept = {text for editor in editors for text in editor.kept}
        yield Record(f"{what}: deeds said to be kept", len(kept), "deeds")
        yield Record(f"{what}: of these not in the database", len(kept - _there(where)), "deeds", 0)


def _told(
    editors: list[Editor], visit: dict, times: list[float], signed_in: float
) -> Iterator[Record]:
    what = f"{EDITORS} editors, {READERS} readers, {PROCESSES} processes"
    yield Record(f"{what}: signing in, one after the other", signed_in, "s")
    groups = {"editors": [s for e in editors for s in e.seconds], "readers": visit["seconds"]}
    for who, seconds in groups.items():
        p50, p95 = middle_and_p95(seconds)
        note = f"{len(seconds):,} answers in {SECONDS} s"
        yield Record(f"{what}: {who}, median", 1000 * p50, "ms", note=note)
        yield Record(f"{what}: {who}, 95th percentile", 1000 * p95, "ms")
    errors = [error for editor in editors for error in editor.errors]
    note = "; ".join(errors[:3])
    yield Record(f"{what}: errors", len(errors) + visit["errors"], "requests", 0, note=note)
    _, p95 = middle_and_p95(times)
    yield Record(f"{what}: /healthz, 95th percentile", p95, "ms")


def _there(where: str) -> set[str]:
    with closing(open_workspace(where)) as workspace, workspace.reading() as connection:
        rows = connection.execute(sa.select(CHANGES.c.after).where(CHANGES.c.kind == "note"))
        return {json.loads(text)["text"] for text in rows.scalars() if text}
