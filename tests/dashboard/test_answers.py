"""Answers kept whole: the same bytes for the same request, never those of own files."""

import pytest
from flask import Flask, request

from dashboard.page import ids
from dashboard.page.contract import OWN_HEADER
from dashboard.page.settings import OWN
from dashboard.server.answers import LARGEST_KEPT, Answers, Kept, keep_answers

PAGES = {"/de/", "/en/white-spots"}
UPDATE = "/de/_dash-update-component"


@pytest.fixture
def counted():
    """A server that says how often it had to work."""
    server = Flask("counted")
    keep_answers(server, PAGES)
    worked = []

    @server.route("/<path:path>", methods=["GET", "POST"])
    def work(path):
        worked.append(path)
        if request.args.get("status"):
            return "refused", int(request.args["status"])
        return "x" * int(request.args.get("bytes", 5))

    return server.test_client(), worked


def asked(output, **values):
    return {"output": output, "inputs": [{"id": "scenario", "property": "data", "value": values}]}


@pytest.mark.parametrize("path", ["/de/", "/en/white-spots?rule=seat", "/de/_dash-layout"])
def test_a_page_is_made_once(counted, path):
    client, worked = counted
    first, second = client.get(path), client.get(path)
    assert first.data == second.data
    assert dict(first.headers) == dict(second.headers)
    assert len(worked) == 1


def test_a_callback_is_answered_once_per_body(counted):
    client, worked = counted
    for rule in ("seat", "seat", "served"):
        client.post(UPDATE, json=asked(f"..{ids.RESULT}.data...other.children..", rule=rule))
    assert len(worked) == 2


def test_own_files_are_never_kept(counted):
    client, worked = counted
    for _ in range(2):
        client.post(UPDATE, json=asked(f"{ids.PROFILE}.children", **{OWN: "token"}))
        client.get("/de/", headers={OWN_HEADER: "token"})
    assert len(worked) == 4


@pytest.mark.parametrize(
    "path",
    ["/de/hilfe", "/de/download/targets.csv", "/de/?status=404", f"/de/?bytes={LARGEST_KEPT + 1}"],
)
def test_other_addresses_refusals_and_large_answers_are_not_kept(counted, path):
    client, worked = counted
    client.get(path), client.get(path)
    assert len(worked) == 2


@pytest.mark.parametrize(
    "body", [asked("plan-found.data"), {"output": 3}, [], {"output": f"x.{ids.RESULT}"}]
)
def test_other_callbacks_are_not_kept(counted, body):
    client, worked = counted
    client.post(UPDATE, json=body), client.post(UPDATE, json=body)
    assert len(worked) == 2


def test_compressed_and_plain_answers_stay_apart(counted):
    client, worked = counted
    client.get("/de/", headers={"Accept-Encoding": "gzip"})
    client.get("/de/", headers={"Accept-Encoding": "identity"})
    assert len(worked) == 2


def test_the_oldest_go_when_there_are_too_many_bytes():
    answers = Answers(limit=100)
    for name in (b"a", b"b", b"c"):
        answers.keep(name, Kept(b"." * 39, ()))
        answers.get(b"a")
    assert answers.get(b"a")
    assert answers.get(b"c")
    assert answers.get(b"b") is None


def test_an_answer_kept_again_counts_once():
    answers = Answers(limit=100)
    for _ in range(5):
        answers.keep(b"a", Kept(b"." * 39, ()))
    answers.keep(b"b", Kept(b"." * 39, ()))
    assert answers.get(b"a")


def test_the_real_server_answers_the_same_again(client):
    first, second = (client.get("/de/", headers={"Accept-Encoding": "gzip"}) for _ in range(2))
    assert first.headers["Content-Encoding"] == "gzip"
    assert first.data == second.data
    assert dict(first.headers) == dict(second.headers)
