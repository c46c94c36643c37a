"""A few requests compute at once; nobody who has only to fetch something waits for them."""

from __future__ import annotations

import http.client
import socket
import threading

import pytest
from flask import Flask

from dashboard.server.connections import QUICK_THREADS, connected
from dashboard.server.turns import Turns, in_turn, is_quick
from tests.waiting import PATIENCE_S, until


class Crowd:
    """An application whose pages take until they are let go, and how many compute in it."""

    def __init__(self, turns: Turns) -> None:
        self.go, self.inside, self.most = threading.Event(), 0, 0
        self.lock = threading.Lock()
        self.app = Flask(__name__)
        self.app.add_url_rule("/", "page", self.page)
        self.app.add_url_rule("/healthz", "healthz", lambda: "ok")
        self.app.wsgi_app = in_turn(self.app.wsgi_app, turns)

    def page(self) -> str:
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        assert self.go.wait(PATIENCE_S)
        with self.lock:
            self.inside -= 1
        return "page"


@pytest.fixture
def crowd():
    return Crowd(Turns(2))


def visit(crowd: Crowd, count: int) -> list[threading.Thread]:
    threads = [
        threading.Thread(target=crowd.app.test_client().get, args=("/",)) for _ in range(count)
    ]
    for thread in threads:
        thread.start()
    return threads


def test_no_more_compute_at_once_than_there_are_places(crowd):
    threads = visit(crowd, 5)
    until(lambda: crowd.inside == 2, "two who compute")
    crowd.go.set()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert crowd.most == 2


def test_a_sign_of_life_needs_no_place(crowd):
    threads = visit(crowd, 3)
    until(lambda: crowd.inside == 2, "two who compute")
    assert crowd.app.test_client().get("/healthz").data == b"ok"
    crowd.go.set()
    for thread in threads:
        thread.join(PATIENCE_S)


def test_who_waits_for_something_else_leaves_the_place_and_takes_one_again():
    turns, order = Turns(1), []

    def other() -> None:
        with turns.taken():
            order.append("other")

    with turns.taken():
        thread = threading.Thread(target=other)
        thread.start()
        with turns.left():
            thread.join(PATIENCE_S)
        order.append("again")
    assert order == ["other", "again"]


def test_who_has_no_place_leaves_none():
    turns = Turns(1)
    with turns.left(), turns.left():
        pass
    with turns.taken():
        assert not turns._places.acquire(blocking=False)


def test_a_failure_gives_the_place_back():
    turns = Turns(1)
    for _ in range(3):
        with pytest.raises(ValueError, match="wrong"), turns.taken(), turns.left():
            raise ValueError("wrong")
    with turns.taken():
        pass


@pytest.mark.parametrize(
    ("method", "path", "quick"),
    [
        ("GET", "/healthz", True),
        ("GET", "/rollout/healthz", True),
        ("GET", "/static/facts-de.json", True),
        ("GET", "/de/_dash-component-suites/dash/deps/react.js", True),
        ("HEAD", "/healthz", True),
        ("POST", "/healthz", False),
        ("GET", "/", False),
        ("GET", "/de/", False),
        ("GET", "/de/download/report.pdf", False),
        ("POST", "/de/_dash-update-component", False),
    ],
)
def test_what_is_at_hand_is_quick(method, path, quick):
    assert is_quick(method, path) == quick


def test_a_sign_of_life_comes_while_every_other_thread_is_taken(crowd):
    server = connected(crowd.app, socket.create_server(("127.0.0.1", 0)), threads=2)
    port = int(server.effective_port)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    pages = [http.client.HTTPConnection("127.0.0.1", port, PATIENCE_S) for _ in range(4)]
    try:
        for page in pages:
            page.request("GET", "/")
        until(lambda: crowd.inside == 2, "two who compute")
        for _ in range(2 * QUICK_THREADS):
            line = http.client.HTTPConnection("127.0.0.1", port, PATIENCE_S)
            line.request("GET", "/healthz")
            assert line.getresponse().read() == b"ok"
            line.close()
        crowd.go.set()
        assert [page.getresponse().read() for page in pages] == [b"page"] * 4
    finally:
        for page in pages:
            page.close()
        server.close()
        thread.join(timeout=1)
