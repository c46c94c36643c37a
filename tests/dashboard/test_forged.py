"""Whatever is sent, the answer is a page or a refusal, never a fault: status below 500.

Every part of every request the pages send is put out of shape, one at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from dashboard.page import ids
from dashboard.page.contract import OWN_HEADER
from dashboard.page.settings import ANALYSED, PLANNED, encode
from dashboard.server.web_server import DEEPEST_JSON
from dashboard.views.register import VIEWS
from rollout.scenario import Scenario
from tests.dashboard.pages import body, dependencies, outputs_of

SIGNS = "\x00\x1b[2J\r\nX: y\u2028\ud83d"
ODD: list[Any] = [
    None, True, -1, 2**70, 1e308, "", "x" * 3000, SIGNS, [], ["01001"], [[]], {},
    {"own": []}, {"own": "x"}, {"kind": "plan", "token": []}, {"kind": [], "token": "x"},
    {"kind": "plan", "scenario": {"own": {}}, "settings": {"count": "x"}, "kept": "x"},
    {"text": "a = [" * 500}, {"text": 'rule = "seat"'}, {"text": 5},
]  # fmt: skip
BODIES = {
    "deep": b'{"output":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "deep in a value": b'{"a":' * 3000 + b"1" + b"}" * 3000,
    "a number of 5,000 digits": b'{"output": ' + b"9" * 5000 + b"}",
    "NaN": b'{"output": NaN}',
    "Infinity": b'{"output": -Infinity}',
    "too large": b'{"output": 1e999}',
    "more digits than a float takes": b'{"output": 1%s}' % (b"0" * 400),
    "no UTF-8": b'{"output": "\xff\xfe\x00"}',
    "lone surrogate": b'{"output": "\\ud800"}',
    "UTF-16": '{"output": "x"}'.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "nothing": b"",
    "half": b'{"output": "',
    "the same key twice": b'{"output": "a", "output": ["b"]}',
}
TYPES = ["application/json", "text/plain", "", "application/json; charset=x\x00", "a/b; boundary=",
         "multipart/form-data", "multipart/form-data; boundary=x",
         "application/x-www-form-urlencoded"]  # fmt: skip
HEADERS: list[dict[str, str]] = [
    {"Range": "bytes=9999999999999-"}, {"Range": "bytes=-0"}, {"Range": "pages=1-2, x"},
    {"Accept-Encoding": "br;q=x, gzip;q=-1, *;q=1e999"}, {"Accept-Encoding": "\xff" * 200},
    {"Accept": "*/*;q=x"}, {"If-None-Match": 'W/"' * 50}, {"If-Modified-Since": "yesterday"},
    {"Cookie": "a=\x01; =;;"}, {OWN_HEADER: "x" * 500}, {OWN_HEADER: "\xfc"},
    {"Content-Encoding": "gzip"}, {"Transfer-Encoding": "chunked"}, {"Expect": "x"},
    {"X-Forwarded-For": "'--"}, {"X-Forwarded-Host": "elsewhere.example"}, {"Authorization": "x"},
]  # fmt: skip
QUERIES = ["a=%", "a=%ff%fe", "=&=&&", "rule=%00", "own=x", "radius_km=nan", "radius_km=1e999",
           "district=%0d%0a", "plan=%5B%5B", "plan=NaN", "plan=" + "%5B" * 3000, "name=%1b%5b2J",
           "kind=%00", "rule=" + "x" * 4000, "rule=seat&rule=served", "as_of=9999-99-99",
           "land=" + "9" * 500]  # fmt: skip
PARTS = ["x", "%00", "..%2f..%2fetc", "%ff", "a" * 500, "%0d%0aX:y", "dash", "con", "%E2%80%AE"]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"]


def updates(client: Any) -> Iterator[dict[str, Any]]:
    """A body as the page sends it, for every callback."""
    values = {
        "scenario": encode(Scenario(), *ANALYSED), "land": "DE",
        ids.PLAN_SETTINGS: encode(Scenario(), *PLANNED),
    }  # fmt: skip
    for entry in dependencies(client):
        for view in VIEWS.values():  # most callbacks work only while their view is open
            values["location"] = view.path("de")
            known = {f"{i['id']}.{i['property']}": values.get(i["id"]) for i in entry["inputs"]}
            request = body(entry["output"], outputs_of(entry), known)
            request["state"] = [dict(state, value=None) for state in entry["state"]]
            if client.post("/de/_dash-update-component", json=request).status_code == 200:
                break
        yield request


def misshapen(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The request with one part of it missing, exchanged or besides."""
    for key in request:
        yield {name: part for name, part in request.items() if name != key}
        yield from (request | {key: odd} for odd in ODD[::3])
    yield request | {"more": 1}
    for name in ("inputs", "state"):
        for place, part in enumerate(request[name]):
            variants = [{k: v for k, v in part.items() if k != key} for key in part]
            variants += [part | {"value": odd} for odd in ODD]
            variants += [part | {key: odd} for key in ("id", "property") for odd in ODD[::6]]
            variants += [dict(part, more={}), [part]]
            before, after = request[name][:place], request[name][place + 1 :]
            yield from (request | {name: [*before, variant, *after]} for variant in variants)
    outputs = request["outputs"]
    one = outputs[0] if isinstance(outputs, list) else outputs
    for variant in ([], [one], one, [outputs], [one] * 40, [dict(one, id={"a": 1})], [None]):
        yield request | {"outputs": variant}


def test_updates_out_of_shape_are_refused(client):
    faults = []
    for request in updates(client):
        for forged in misshapen(request):
            answer = client.post("/de/_dash-update-component", json=forged)
            if answer.status_code >= 500:
                faults.append((request["output"], json.dumps(forged)[:300]))
    assert faults == []


def test_what_the_pages_send_is_taken(client):
    refused = [
        request["output"]
        for request in updates(client)
        if client.post("/de/_dash-update-component", json=request).status_code not in (200, 204)
    ]
    # Without a job or an order there is nothing these could do.
    assert all("plan-" in output for output in refused)


@pytest.mark.parametrize("name", BODIES)
def test_bodies_out_of_shape_are_refused(client, name):
    for kind in TYPES:
        for address in ("_dash-update-component", "upload", "download/targets.csv", "plan/x"):
            headers = {OWN_HEADER: ""}
            answer = client.post(
                f"/de/{address}", data=BODIES[name], content_type=kind, headers=headers
            )
            assert answer.status_code < 500, (address, kind)
            assert answer.headers["Cache-Control"] == "no-store"
    assert client.post("/de/_dash-update-component", data=BODIES[name]).status_code in (400, 415)


def addresses(app: Any) -> set[str]:
    """Every address of the server, its variable parts out of shape."""
    every = set()
    for rule in app.url_map.iter_rules():
        text = str(rule)
        for part in PARTS if "<" in text else [""]:
            pieces = text.replace("<", ">").split(">")
            every.add("".join(part if n % 2 else piece for n, piece in enumerate(pieces)))
    # Static files are fixed texts, and English is served by the same code.
    return {address for address in every if not address.startswith(("/static/", "/en/"))}


def test_addresses_out_of_shape_are_refused(app, client):
    faults = [address for address in addresses(app) if client.get(address).status_code >= 500] + [
        address for address in addresses(app) if client.post(address).status_code >= 500
    ]
    assert faults == []


def test_queries_out_of_shape_are_refused(client):
    known = ["/", "/de/", "/de/plan", "/de/daten", "/de/hilfe/", "/de/_dash-layout", "/healthz"]
    known += ["/de/upload", "/de/download/scenario.toml", "/de/download/factsheet.pdf"]
    known += ["/de/template/register.csv", "/plan/scenario.toml", "/potential/matrix.json"]
    faults = [
        f"{address}?{query}"
        for address in known
        for query in QUERIES
        if client.get(f"{address}?{query}").status_code >= 500
    ]
    assert faults == []


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_answered(client, method):
    for address in ("/", "/de/", "/de/upload", "/de/download/targets.csv", "/healthz", "/x",
                    "/de/_dash-update-component", "/de/plan/plan.svg"):  # fmt: skip
        assert client.open(address, method=method).status_code < 500, address


@pytest.mark.parametrize("headers", HEADERS, ids=str)
def test_headers_out_of_shape_are_answered(client, headers):
    static = client.get("/de/").text.split('href="../static/')[1].split('"')[0]
    for address in ("/de/", f"/static/{static}", "/de/hilfe/", "/de/hilfe/bilder/plan.webp",
                    "/potential/matrix.json", "/de/upload", "/healthz"):  # fmt: skip
        assert client.get(address, headers=headers).status_code < 500, address


def test_json_nests_no_deeper_than_any_page_needs(client):
    def nested(depth: int) -> bytes:
        return b'{"output":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"

    deepest = max(_depth(request) for request in updates(client))
    assert 2 * deepest < DEEPEST_JSON
    address, kind = "/de/_dash-update-component", "application/json"
    for depth in (DEEPEST_JSON, DEEPEST_JSON + 1, 900, 100_000):
        body = nested(depth)[:60_000]
        assert client.post(address, data=body, content_type=kind).status_code == 400


def _depth(content: Any) -> int:
    parts = content.values() if isinstance(content, dict) else content
    return 1 + max(map(_depth, parts), default=0) if isinstance(content, (dict, list)) else 0
