"""Several processes of one server: each finds what visitors left with another."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from werkzeug.exceptions import Gone

from dashboard.app import create_app
from dashboard.door.trust import Trust
from dashboard.page import ids
from dashboard.page.contract import OWN_HEADER
from dashboard.server import shelf as shelf_module
from dashboard.server.fair_queue import BusyError, Shares, Visitor
from dashboard.server.jobs import Jobs
from dashboard.server.sessions import Sessions
from dashboard.server.shared_queue import SharedQueue
from dashboard.server.shelf import JOBS, SESSIONS, Drawer, Shelf, scope_of
from dashboard.server.workshop import stock_of
from rollout.errors import Problem
from rollout.language import Text
from rollout.scenario import Scenario
from rollout.siting.problem import PlanInfeasible, Progress
from rollout.workspace import open_workspace
from rollout.workspace.database import engine_beside
from tests.conftest import ROOT
from tests.dashboard import pages
from tests.dashboard.test_nginx import nginx
from tests.dashboard.test_plan import request
from tests.waiting import PATIENCE_S, until
from tests.workspace.conftest import new_database, server, where

__all__ = ["server", "where"]  # fixtures
ANN, EVE = Visitor("192.0.2.1", "tab"), Visitor("192.0.2.66", "tab")


@dataclass
class Process:
    """What a process has of its own, as far as tests look at it."""

    shelf: Shelf
    sessions: Sessions
    jobs: Jobs


@pytest.fixture
def clock():
    return SimpleNamespace(now=1e9)


@pytest.fixture
def process(where, clock, monkeypatch):
    """Makes processes of one server; they are looked after by the tests alone."""
    monkeypatch.setattr(Shelf, "tend", lambda shelf, glance, look: None)
    workspace = open_workspace(where, create=True)
    engine, data = engine_beside(workspace), pages.inputs()

    def make(scope="readers", **shares):
        shelf = Shelf(engine, lambda: clock.now)
        drawer = Drawer(shelf, scope_of(scope), stock_of(data, is_carried=False))
        queue = SharedQueue(Shares(**{"at_once": 1, "places": 4, "per_address": 3, "per_tab": 3}
                                   | shares), shelf, "plan")  # fmt: skip
        return Process(shelf, Sessions(data, drawer=drawer), Jobs(queue, drawer=drawer))

    yield make
    engine.dispose()
    workspace.close()


def own(data, name):
    """Data with a register of one's own."""
    return replace(data, initiatives=data.initiatives.assign(name=name))


def gone(sessions, token):
    with pytest.raises(Gone):
        sessions.get(token)
    return True


def test_own_files_are_found_by_every_process_and_forgotten_by_all(process, clock):
    one, other = process(), process()
    data = pages.inputs()
    token = one.sessions.open(own(data, "mine"), {"register": "a.csv"}, address="192.0.2.1")
    found = other.sessions.get(token)
    assert found.files == {"register": "a.csv"}
    assert set(found.inputs.initiatives["name"]) == {"mine"}
    assert process().sessions.get(token).inputs.districts.equals(data.districts)
    other.sessions.close(token)
    assert gone(one.sessions, token)
    late = one.sessions.open(data, {})
    clock.now += shelf_module.SECONDS_KEPT + 1
    assert gone(other.sessions, late)
    assert gone(one.sessions, late)


def test_pages_for_others_find_nothing_and_strangers_are_not_believed(process, caplog):
    one, data = process(), pages.inputs()
    token = one.sessions.open(data, {})
    assert gone(process("editors").sessions, token)
    with one.shelf.writing() as connection:
        row = connection.execute(sa.select(SESSIONS)).mappings().one()
        assert token not in str(dict(row))
        assert "192.0.2" not in str(dict(row))
        forged = row["content"][:-1] + bytes([row["content"][-1] ^ 1])
        connection.execute(SESSIONS.update().values(content=forged))
    assert gone(process().sessions, token)
    assert "altered" in caplog.text


def test_one_address_pushes_out_only_its_own(process, clock):
    one, data = process(), pages.inputs()
    theirs = one.sessions.open(data, {}, address="192.0.2.9")
    tokens = []
    for _ in range(shelf_module.SESSIONS_OF_ADDRESS + 2):
        clock.now += 1
        tokens.append(process().sessions.open(data, {}, address="192.0.2.1"))
    assert gone(one.sessions, tokens[0])
    assert gone(one.sessions, tokens[1])
    assert one.sessions.get(tokens[2])
    assert one.sessions.get(theirs)


def test_places_are_shared_and_turns_pass_from_process_to_process(process, clock):
    one, other = process(per_address=2), process(per_address=2)
    queues = one.jobs._queue, other.jobs._queue
    first = queues[0].enter(EVE)
    second = queues[1].enter(EVE)
    with pytest.raises(BusyError) as caught:
        queues[0].enter(EVE)
    assert caught.value.running == 2
    last = queues[1].enter(ANN)
    assert [t.turn.is_set() for t in (first, second, last)] == [True, False, False]
    queues[0].leave(first)
    queues[1]._glance()
    assert [t.turn.is_set() for t in (second, last)] == [False, True]  # Eve was served before
    clock.now += shelf_module.DEAD_AFTER_S + 1  # the other one is gone
    one.shelf.beat()
    third = queues[0].enter(EVE)
    assert third.turn.is_set()


def test_a_job_is_watched_and_cancelled_by_any_process(process):
    one, other = process(), process()
    begun, go = threading.Event(), threading.Event()

    def work(report, cancel):
        report(Progress(0.1, 1.0, 2.0, 1.0, "wave 1"))
        begun.set()
        go.wait(PATIENCE_S)
        return "cancelled" if cancel.is_set() else "found"

    token = one.jobs.start(work, ANN, {"kind": "plan"})
    assert begun.wait(PATIENCE_S)
    seen = other.jobs.get(token)
    assert seen.started is not None
    assert not seen.done.is_set()
    other.jobs.cancel(seen)
    one.jobs._look()
    go.set()
    assert one.jobs.get(token).done.wait(PATIENCE_S)
    ended = other.jobs.get(token)
    assert (ended.result, ended.cancel.is_set(), ended.done.is_set()) == ("cancelled", True, True)
    assert other.jobs.get("x") is None


def test_errors_keep_their_words_between_processes(process):
    one, other = process(), process()
    wrong = PlanInfeasible(Problem("error", "Plan", Text("geht nicht", "cannot be")), [1])
    refused = other.jobs.get(one.jobs.refuse(wrong, ANN)).error
    assert (refused.message("de"), refused.units) == (wrong.message("de"), (1,))


def test_a_job_of_a_process_that_is_gone_is_begun_anew(process, clock):
    one, other = process(), process()
    hold = threading.Event()
    token = one.jobs.start(lambda report, cancel: hold.wait(PATIENCE_S), ANN, {"count": 7})
    clock.now += shelf_module.DEAD_AFTER_S + 1
    other.shelf.beat()
    other.jobs.make = lambda ask: lambda report, cancel: ask["count"]
    job = other.jobs.get(token)
    assert job.done.wait(PATIENCE_S)
    assert other.jobs.get(token).result == 7
    hold.set()  # the first one was only slow: what it says no longer counts
    assert one.jobs.get(token).done.wait(PATIENCE_S)
    assert process().jobs.get(token).result == 7
    with one.shelf.reading() as connection:
        assert len(connection.execute(sa.select(JOBS.c.digest)).all()) == 1


class Address:
    """A client of a process, or of what stands in front of several."""

    def __init__(self, port):
        self.port = port
        self.application = SimpleNamespace(extensions={})

    def get(self, path, **headers):
        return self._asked("GET", path, None, headers)

    def post(self, path, json=None, data=None, headers=None):
        body = data if json is None else encoded(json)
        kind = {"Content-Type": "application/json"} if json is not None else {}
        return self._asked("POST", path, body, {**kind, **(headers or {})})

    def _asked(self, method, path, body, headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        with closing(connection):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        parsed = json.loads(content) if "json" in (answer.getheader("Content-Type") or "") else None
        return SimpleNamespace(status_code=answer.status, data=content, text=content.decode(),
                               json=parsed, headers=answer.headers)  # fmt: skip


def encoded(content):
    return json.dumps(content).encode()


def test_a_killed_process_loses_nothing(server, tmp_path):
    """Two on PostgreSQL behind nginx; the one that computes a plan is killed in the middle."""
    where = new_database(server)
    open_workspace(where, create=True).close()
    command = [sys.executable, "-m", "tests.dashboard.one_of_many", where]
    processes = [
        subprocess.Popen([*command, *more], stdout=subprocess.PIPE, cwd=ROOT, text=True)
        for more in (["slow"], [])
    ]
    try:
        ports = [int(process.stdout.readline()) for process in processes]
        slow, other = (Address(port) for port in ports)
        with nginx(tmp_path, ports) as address:
            both = Address(int(address.rpartition(":")[2]))
            register = b"id,name,district_ags,network_status\nx,Eigene,01003,networked\n"
            sent = slow.post("/de/upload?name=own.csv", data=register, headers={OWN_HEADER: ""})
            token = sent.json["own"]
            scenario = request()["scenario"] | {"own": token}
            job = pages.start_job(slow, request(scenario=scenario), "en")
            before = looks(both)
            described = other.get("/de/upload", **{OWN_HEADER: token}).json
            until(lambda: " · " in at_work(other, job), "the plan at work")
            processes[0].kill()
            ended = pages.last_answer(both, job, "en")
            assert ended[ids.PLAN_FOUND]["data"] == job
            page = pages.ask(both, ids.PLAN_RESULT, "en", **{ids.PLAN_FOUND: job}).json
            assert page["response"][ids.PLAN_MAP]["data"]["regions"]
            assert both.get("/de/upload", **{OWN_HEADER: token}).json == described
            assert looks(both) == before
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def looks(visitor):
    """Two pages, without Dash's settings, which name a token of the moment."""
    return [visitor.get(page).text.partition("<footer")[0] for page in ("/de/", "/en/plan")]


def at_work(visitor, job):
    answer = json.loads(pages.watch(visitor, job, "en").data)["response"]
    return pages.words_in(answer[ids.PLAN_PROGRESS]["children"])


def test_data_of_a_page_that_another_process_made_are_answered_and_not_kept(client):
    ours = next(rule for rule in map(str, client.application.url_map.iter_rules())
                if rule.startswith("/static/facts-de-") and "<" not in rule)  # fmt: skip
    theirs = client.get("/static/facts-de-0123456789abcdef.json")
    assert theirs.data == client.get(ours).data
    assert theirs.headers["Cache-Control"] == "no-store"
    assert "immutable" in client.get(ours).headers["Cache-Control"]


def test_whoever_is_alone_shares_nothing(tmp_path):
    workspace = open_workspace(tmp_path / "a.rollout", create=True)
    create_app(pages.inputs(), Scenario(), workspace=workspace)
    assert [path.name for path in tmp_path.iterdir() if "visits" in path.name] == []
    create_app(pages.inputs(), Scenario(), workspace=workspace, trust=Trust())
    assert (tmp_path / "a.rollout-visits").stat().st_mode & 0o777 == 0o600
    workspace.close()
