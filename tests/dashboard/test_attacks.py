"""One visitor with hostile files and many orders; the others are served meanwhile."""

from __future__ import annotations

import os
import sys
import threading

import pandas as pd
import pytest

from benchmarks import hostile_files as hostile
from dashboard.app import create_app
from dashboard.page.settings import ANALYSED, PLANNED, encode
from dashboard.server import upload as upload_module
from dashboard.server import worker, workshop
from dashboard.server.reading import ReadTask
from dashboard.server.upload import OWN_HEADER
from dashboard.server.worker import Limits
from rollout.readers.document import Content
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.dashboard.hostile_tasks import EndlessTask
from tests.dashboard.pages import start_job, watch, words_in
from tests.dashboard.test_upload import GOOD, send
from tests.waiting import until

EVE, ANN = {"REMOTE_ADDR": "192.0.2.66"}, {"REMOTE_ADDR": "192.0.2.1"}


def inputs():
    columns = ["old_ags", "old_name", "valid_until", "new_ags", "share_population", "share_area"]
    return pages.inputs(district_changes=pd.DataFrame(columns=columns))


@pytest.fixture(scope="module")
def short():
    """Limits that a hostile file reaches soon."""
    return {**workshop.LIMITS, "upload": Limits(seconds=60, processor_s=1, memory_mb=400)}


@pytest.fixture
def app(short, monkeypatch):
    made = []

    class Watched(workshop.Workshop):
        def __init__(self, inputs, **more):
            super().__init__(inputs, **more)
            made.append(self)

    monkeypatch.setattr("dashboard.server.app_state.Workshop", Watched)
    monkeypatch.setattr(upload_module, "LIMITS", short)
    server = create_app(inputs(), Scenario(), limits=short)
    server.config["workshop"] = made[0]
    return server


def post(app, content, where, name="r.csv"):
    return app.test_client().post(
        f"/en/upload?name={name}", data=content, headers={OWN_HEADER: ""}, environ_base=where
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no processor time")
def test_others_are_answered_while_a_hostile_file_is_read_and_it_is_refused(app, monkeypatch):
    monkeypatch.setattr(upload_module, "ReadTask", EndlessTask)
    queue, answers = app.config["workshop"].queues["upload"], []
    attack = threading.Thread(target=lambda: answers.append(post(app, b"x", EVE)))
    attack.start()
    until(lambda: any(ticket.is_running for ticket in queue._tickets), "the file being read")
    assert app.test_client().get("/healthz").status_code == 200
    attack.join()
    (answer,) = answers
    assert answer.status_code == 200
    assert "takes more than 1 seconds of computing" in answer.json["lines"][0]["text"]
    assert "own" not in answer.json
    assert queue._tickets == []
    monkeypatch.setattr(upload_module, "ReadTask", ReadTask)
    assert send(app.test_client(), GOOD).json["kind"] == "register"


def test_a_reader_that_breaks_is_told_and_logged(app, monkeypatch, caplog):
    def lost(*arguments):
        raise worker.WorkerLostError("gone")

    monkeypatch.setattr(worker, "apart", lost)
    answer = post(app, GOOD.encode(), EVE)
    assert "cannot be read" in answer.json["lines"][0]["text"]
    assert "an upload could not be read" in caplog.text


def test_one_visitor_cannot_take_all_places_of_uploads(app, monkeypatch):
    go, real = threading.Event(), worker.apart

    def waiting(*arguments):
        go.wait()
        return real(*arguments)

    monkeypatch.setattr(worker, "apart", waiting)
    queue, answers = app.config["workshop"].queues["upload"], []
    threads = [
        threading.Thread(target=lambda: answers.append(post(app, GOOD.encode(), EVE)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    until(lambda: len(queue._tickets) == 3, "three uploads of one visitor")
    refused = post(app, GOOD.encode(), EVE)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "5"
    assert "3 orders from here" in refused.text
    ann = threading.Thread(target=lambda: answers.append(post(app, GOOD.encode(), ANN)))
    ann.start()
    until(lambda: len(queue._tickets) == 4, "the upload of another visitor")
    go.set()
    for thread in (*threads, ann):
        thread.join()
    assert [answer.status_code for answer in answers] == [200] * 4


def test_twenty_plans_of_one_visitor_leave_places_to_the_others(app, monkeypatch):
    go = threading.Event()
    monkeypatch.setattr(worker, "apart", lambda *arguments: go.wait() and None)
    order = {
        "kind": "plan", "scenario": encode(Scenario(), *ANALYSED), "kept": "",
        "settings": encode(Scenario(), *PLANNED),
    }  # fmt: skip
    eve, ann = app.test_client(), app.test_client()
    eve.environ_base |= EVE
    ann.environ_base |= ANN
    jobs = [start_job(eve, order, "en") for _ in range(20)]
    assert [bool(job["token"]) for job in jobs] == [True] * 8 + [False] * 12
    said = words_in(pages.filled(watch(eve, jobs[-1], "en"), "plan-message")["children"])
    assert "8 plans from here" in said
    assert start_job(ann, order, "en")["token"]
    go.set()


MAIN = threading.main_thread()
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
opened: list[str] | None = None


def note_writing(event: str, arguments: tuple[object, ...]) -> None:
    if opened is None or event != "open" or threading.current_thread() is not MAIN:
        return
    path, _, flags = arguments
    if isinstance(flags, int) and flags & WRITING and not isinstance(path, int):  # no pipe
        opened.append(str(path))


def test_nothing_of_an_upload_is_written_to_disk():
    """Whatever opens a file says so to an audit hook, which nobody can get round."""
    global opened
    sys.addaudithook(note_writing)
    register = hostile.row(*map(hostile.inline, ("x", "A", "02001", "networked")))
    files = {
        "r.csv": GOOD.encode(),
        "r.xlsx": hostile.workbook(hostile.HEADER_ROW + register),
        "bad.xlsx": hostile.blanks(95),
    }
    opened = []
    try:
        for name, content in files.items():
            ReadTask(Content(name, content), inputs())(None, threading.Event())
        assert opened == []
    finally:
        opened = None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (hostile.long_note(19_990), "line 2"),
        (hostile.wrong_rows(2000), "line 2"),
        (hostile.HEAD.encode() + b"".join(b"x%d,N,02001,networked\n" % n for n in range(2001)),
         "has 2,001 initiatives"),
    ],
    ids=["note", "wrong rows", "more than the page can hold"],
)  # fmt: skip
def test_a_hostile_table_is_refused_in_few_words(content, said):
    outcome = ReadTask(Content("f.csv", content), inputs())(None, threading.Event())
    assert not outcome.usable
    assert any(said in problem.message("en") for problem in outcome.problems)
    assert len(outcome.problems) <= 501
