"""Connections: a full server makes room, a slow request has an end, a large one is not read."""

from __future__ import annotations

import http.client
import socket
import threading
from types import SimpleNamespace

import pytest
from flask import Flask

from dashboard.page.contract import LARGEST_UPLOAD
from dashboard.server import connections
from dashboard.server.connections import (
    LARGEST_HEAD,
    SECONDS_FOR_ANSWER,
    SECONDS_FOR_BODY,
    SECONDS_FOR_HEAD,
    SECONDS_IDLE,
    Channel,
    bound_addresses,
    connected,
    make_room,
)
from dashboard.server.web_server import LARGEST_REQUEST
from tests.waiting import PATIENCE_S, until

MOST = 20
HALVES = {
    "nothing": b"",
    "half a head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ",
    "half a body": b"POST /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na",
    "half an upload": b"POST /de/upload HTTP/1.1\r\nContent-Length: 400000\r\n\r\na",
}


@pytest.fixture(scope="module")
def server():
    app = Flask(__name__)
    app.add_url_rule("/", "all", lambda: "ok", methods=["GET", "POST"])
    app.add_url_rule("/de/upload", "upload", lambda: "ok", methods=["POST"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections, "MOST_CONNECTIONS", MOST)
        patch.setattr(connections, "MOST_UPLOADS", 3)
        server = connected(app, socket.create_server(("127.0.0.1", 0)), threads=2)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield server
        server.close()
        thread.join(timeout=1)


def opened(server, start: bytes = b"") -> socket.socket:
    visitor = socket.create_connection(("127.0.0.1", int(server.effective_port)), PATIENCE_S)
    visitor.sendall(start)
    return visitor


def answer_to(server, request: bytes) -> bytes:
    """First line of the answer."""
    with opened(server, request) as visitor, visitor.makefile("rb") as answer:
        return answer.readline()


def health(server) -> bytes:
    return answer_to(server, b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")


@pytest.mark.parametrize("start", HALVES.values(), ids=HALVES)
def test_half_sent_requests_shut_nobody_out(server, start):
    visitors = [opened(server, start) for _ in range(3 * MOST)]
    try:
        assert health(server) == b"HTTP/1.1 200 OK\r\n"
        until(lambda: len(server.active_channels) <= MOST + 1, "room")
    finally:
        for visitor in visitors:
            visitor.close()


def test_large_bodies_at_once_are_few(server):
    visitors = [opened(server, HALVES["half an upload"]) for _ in range(8)]
    try:
        until(lambda: sum(c.is_upload for c in list(server.active_channels.values())) == 3, "room")
    finally:
        for visitor in visitors:
            visitor.close()


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (f"POST / HTTP/1.1\r\nContent-Length: {LARGEST_REQUEST + 1}", 413),
        (f"POST /de/upload HTTP/1.1\r\nContent-Length: {LARGEST_UPLOAD + 1}", 413),
        (f"GET /de/upload HTTP/1.1\r\nContent-Length: {LARGEST_UPLOAD}", 413),
        ("POST / HTTP/1.1\r\nContent-Length: 99999999\r\nExpect: 100-continue", 413),
        ("POST /de/upload HTTP/1.1\r\nTransfer-Encoding: chunked", 411),
        ("POST / HTTP/1.1\r\nContent-Length: -1", 400),
        (f"POST / HTTP/1.1\r\nContent-Length: {'9' * 5000}", 400),
        ("GET http://[x/ HTTP/1.1", 400),
        (f"GET / HTTP/1.1\r\nX: {'a' * LARGEST_HEAD}", 431),
    ],
)
def test_what_will_not_be_read_is_refused_by_its_head(server, head, status):
    assert answer_to(server, f"{head}\r\n\r\n".encode()).split()[1] == str(status).encode()


@pytest.mark.parametrize(
    ("address", "size"), [("/", LARGEST_REQUEST), ("/de/upload", LARGEST_UPLOAD)]
)
def test_the_largest_body_allowed_is_read(server, address, size):
    connection = http.client.HTTPConnection("127.0.0.1", int(server.effective_port), PATIENCE_S)
    connection.request("POST", address, b"a" * size)
    assert connection.getresponse().status == 200
    connection.close()


def test_a_refusal_arrives_while_the_body_is_still_being_sent(server):
    connection = http.client.HTTPConnection("127.0.0.1", int(server.effective_port), PATIENCE_S)
    connection.request("POST", "/de/upload", b"a" * (2 * LARGEST_UPLOAD))
    assert connection.getresponse().status == 413
    connection.close()
    until(lambda: not server.active_channels, "the end of all connections")


def channel(**state) -> Channel:
    """A connection that opened no socket, at moment 0."""
    plain = Channel.__new__(Channel)
    start = {
        "refused": False,
        "lingering": False,
        "began": 0.0,
        "rested": 0.0,
        "answering": None,
        "requests": [],
        "request": None,
    }
    vars(plain).update(start | {"total_outbufs_len": 0} | state)
    return plain


HEAD = SimpleNamespace(headers_finished=False, content_length=0)
BODY = SimpleNamespace(headers_finished=True, content_length=100)


@pytest.mark.parametrize(
    ("state", "seconds"),
    [
        ({}, SECONDS_IDLE),
        ({"request": HEAD}, SECONDS_FOR_HEAD),
        ({"request": BODY}, SECONDS_FOR_BODY),
    ],
)
def test_a_request_has_its_time_as_a_whole(state, seconds):
    waiting = channel(**state)
    waiting.last_activity = seconds  # a byte just now changes nothing
    assert not waiting.is_overdue(seconds)
    assert waiting.is_overdue(seconds + 1)


def test_an_answer_has_to_be_read_in_time():
    reading = channel(total_outbufs_len=5)
    assert not reading.is_overdue(100)
    assert not reading.is_overdue(100 + SECONDS_FOR_ANSWER)
    assert reading.is_overdue(101 + SECONDS_FOR_ANSWER)
    reading.total_outbufs_len = 0
    assert not reading.is_overdue(10)


def test_who_is_being_answered_is_never_ended():
    at_work = channel(requests=["whole"])
    assert not at_work.is_overdue(10**6)
    crowd = [channel(requests=["whole"], addr=("a", 1)) for _ in range(9)]
    make_room(crowd, 3)


def test_room_is_made_by_whoever_has_most_and_has_waited_longest():
    ended = []

    def waiting(address, since):
        one = channel(addr=(address, 1), rested=float(since))
        one.end = lambda: ended.append((address, since))
        return one

    crowd = [waiting("many", n) for n in (5, 1, 4, 2, 3)] + [waiting("few", 0)]
    make_room(crowd, 4)
    assert ended == [("many", 1), ("many", 2)]
    make_room([waiting("a", 1), waiting("b", 2)], 2)
    assert len(ended) == 2


def test_an_address_has_only_so_many_connections_whatever_others_have():
    ended = []

    def waiting(address, since):
        one = channel(addr=(address, 1), rested=float(since), connected=True, will_close=False)
        one.end = lambda: ended.append((address, since))
        return one

    bound_addresses([waiting("many", n) for n in (3, 1, 2)] + [waiting("few", 0)], 2)
    assert ended == [("many", 1)]


def test_behind_a_web_server_all_connections_are_its_own(monkeypatch):
    monkeypatch.setattr(connections, "_most_connections", lambda: 1000)
    for proxies, most in ((0, connections.MOST_OF_ADDRESS), (1, 1000)):
        with socket.create_server(("127.0.0.1", 0)) as door:
            server = connected(Flask(__name__), door, 1, proxies)
            assert server.most_of_address == most
            server.close()
