import gzip
import json
import re
import socket

import pytest

from dashboard.app import Listening, serve
from dashboard.page import ids
from dashboard.page.settings import ANALYSED, encode
from dashboard.server.web_server import FILES_KEPT, LARGEST_REQUEST, Compressed
from dashboard.views.coverage.files import COVERAGE_FILES
from rollout.errors import ScenarioError
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.dashboard.pages import ask, body, callback, filled, outputs_of, words_in
from tests.grids import grid_inputs


def test_the_start_leads_to_the_german_page(client):
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (302, "de/")


@pytest.mark.parametrize(("lang", "title"), [("de", "Abdeckung"), ("en", "Coverage")])
def test_each_language_says_so(client, lang, title):
    text = client.get(f"/{lang}/").text
    assert f'<html lang="{lang}">' in text
    assert f"<title>{title} ·" in text


@pytest.mark.parametrize("path", ["/de/weisse-flecken", "/de/daten", "/en/white-spots", "/en/data"])
def test_every_view_can_be_opened_directly(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/de/nichts", "/en/download/x.csv", "/fr/", "/static/x.json"])
def test_unknown_addresses_are_not_found(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_health_is_answered(client):
    assert client.get("/healthz").text == "ok\n"


@pytest.mark.parametrize("path", ["/de/", "/healthz", "/nothing", "/en/_dash-layout"])
def test_every_answer_carries_the_security_headers(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    scripts = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in headers


def test_inline_scripts_are_those_the_policy_names(client):
    answer = client.get("/de/")
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", answer.text, re.S)
    runs = [code for attributes, code in inline if "application/json" not in attributes]
    policy = answer.headers["Content-Security-Policy"]
    assert len(runs) == policy.count("'sha256-")


def test_the_page_tells_nothing_about_the_machine(client):
    assert "python_version" not in client.get("/de/").text


def test_nothing_on_the_page_comes_from_elsewhere(client):
    text = client.get("/en/").text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)


def test_what_is_named_by_its_content_may_be_kept(client):
    text = client.get("/de/").text
    for address in re.findall(r'href="../(static/[^"]+)"', text):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/de/").headers["Cache-Control"] == "no-cache"


def test_the_typeface_comes_from_here(client):
    styles = re.search(r'href="../(static/page[^"]+css)"', client.get("/de/").text)[1]
    name = re.search(r'url\("([^"]+woff2)"\)', client.get(f"/{styles}").text)[1]
    answer = client.get(f"/static/{name}")
    assert answer.data[:4] == b"wOF2"
    assert answer.content_type == "font/woff2"


def test_data_travel_compressed(client):
    address = re.search(r'href="../(static/geometry[^"]+)"', client.get("/de/").text)[1]
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"


def test_the_callbacks_answer_with_the_scenario(client):
    answer = ask(client, ids.RESULT)
    assert answer.status_code == 200
    assert filled(answer, ids.RESULT)["data"]["rule"] == "served"
    text = words_in(filled(answer, ids.DEFINITION)["children"])
    assert "erklärtes Wirkungsgebiet oder Sitz" in text


def test_the_callbacks_answer_in_the_language_of_the_page(client):
    tiles = words_in(filled(ask(client, ids.TILES, "en"), ids.TILES)["children"])
    assert "4 of 16" in tiles


def test_the_profile_follows_the_selection(client):
    answer = ask(client, ids.PROFILE, selected="01002")
    assert "Musterkreis 2" in words_in(filled(answer, ids.PROFILE)["children"])


def test_the_data_come_when_their_view_is_opened(client):
    assert ask(client, ids.DATA_TREE).status_code == 204
    answer = ask(client, ids.DATA_TREE, location="/de/daten")
    assert "Testinitiative 01001" in json.dumps(filled(answer, ids.DATA_TREE)["data"])
    assert ask(client, ids.DATA_TREE, location={"a": []}).status_code == 204


FORGED = [
    (ids.PROFILE, {"selected": "99999"}),
    (ids.PROFILE, {"selected": {"a": 1}}),
    (ids.PROFILE, {"selected": ["01001"] * 1000}),
    (ids.TILES, {"land": "XX"}),
    (ids.TILES, {"land": 7}),
    (ids.RESULT, {"scenario": None}),
    (ids.RESULT, {"scenario": {"rule": "'; drop"}}),
    (ids.RESULT, {"scenario": {"rule": "seat", "radius": "wide"}}),
    (ids.RESULT, {"scenario": {"draws": 10**9}}),
    (ids.RESULT, {"scenario": list(range(1000))}),
]


@pytest.mark.parametrize(("wanted", "values"), FORGED)
def test_forged_values_are_refused_without_a_traceback(client, wanted, values):
    answer = ask(client, wanted, **values)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text
    assert len(answer.text) < 200


@pytest.mark.parametrize(
    "forged",
    [
        {}, [], 7, "x",
        {"output": "unknown.data", "inputs": []},
        {"output": ["a"], "inputs": []},
        {"output": None},
        {"output": "profile.children", "inputs": {}},
        {"output": "profile.children", "inputs": ["selected"]},
        {"output": "profile.children", "inputs": []},
        {"output": "profile.children", "inputs": [{"id": {"a": []}, "property": 3}] * 2},
        {"output": "profile.children", "inputs": [{"id": "x"}] * 500},
    ],
    ids=str,
)  # fmt: skip
def test_bodies_no_page_sends_are_refused(client, forged):
    answer = client.post("/de/_dash-update-component", json=forged)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_a_body_that_is_no_json_is_refused(client):
    answer = client.post("/de/_dash-update-component", data=b"{", content_type="application/json")
    assert answer.status_code == 400
    assert client.post("/de/_dash-update-component", data=b"x").status_code in (400, 415)


def test_a_body_too_large_is_refused(client):
    answer = client.post(
        "/de/_dash-update-component", data=b" " * (LARGEST_REQUEST + 1),
        content_type="application/json",
    )  # fmt: skip
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("coverage.svg", b"<"),
        ("coverage.pdf", b"%PDF-"),
        ("report.pdf", b"%PDF-"),
        ("targets.xlsx", b"PK"),
        ("targets.csv", b"\xef\xbb\xbf"),
        ("districts.csv", b"ags,"),
        ("districts.geojson", b"{"),
    ],
)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_download_is_the_file_it_says(client, lang, name, start):
    answer = client.get(f"/{lang}/download/{name}?rule=seat&year=all")
    assert answer.status_code == 200
    assert answer.data.startswith(start)
    assert f'filename="{name}"' in answer.headers["Content-Disposition"]


def test_a_download_counts_what_the_page_counts(client):
    text = client.get("/de/download/districts.csv?rule=seat").text
    assert text.count(",covered,") == 1
    assert client.get("/de/download/districts.csv").text.count(",covered,") == 2


@pytest.mark.parametrize(
    "query", ["rule=x", "radius=-1", "year=x", "federal=2", "land=99", "land=%3Cb%3E", "district=1"]
)
def test_a_download_with_a_forged_query_is_refused(client, query):
    answer = client.get(f"/de/download/districts.csv?{query}")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_the_links_on_the_page_lead_to_downloads(client):
    groups = json.dumps(filled(ask(client, ids.DOWNLOADS), ids.DOWNLOADS)["children"])
    addresses = re.findall(r'"href": "([^"]+)"', groups)
    files = [re.search(r"download/([^?]+)", address)[1] for address in addresses]
    assert sorted(files) == sorted(COVERAGE_FILES)
    assert client.get(f"/de/{addresses[0]}").status_code == 200


def test_a_flaw_in_our_code_shows_no_traceback(app):
    from dashboard.app import create_app
    from rollout.scenario import Scenario

    other = create_app(pages.inputs(), Scenario())
    other.view_functions["healthz"] = lambda: 1 / 0
    answer = other.test_client().get("/healthz")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text


def test_a_port_in_use_is_refused_in_words():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ScenarioError, match=f"127.0.0.1:{port}: does not work"):
            serve(grid_inputs(), Scenario(preset="equal"), Listening(port=port))


def test_files_are_compressed_once_and_answers_each_time(client):
    kept = Compressed()
    for n in range(FILES_KEPT + 5):
        kept.set(f"br;/static/{n}?", b"x")
    assert kept.get("br;/static/0?") is None
    assert kept.get(f"br;/static/{FILES_KEPT}?") == b"x"
    kept.set("br;", b"of one visitor")
    assert kept.get("br;") is None


def test_compressed_answers_belong_to_their_question(client):
    def tiles(land):
        entry = callback(client, ids.TILES)
        values = {"scenario": encode(Scenario(), *ANALYSED), "land": land}
        known = {f"{i['id']}.{i['property']}": values[i["id"]] for i in entry["inputs"]}
        request = body(entry["output"], outputs_of(entry), known)
        address, headers = "/de/_dash-update-component", {"Accept-Encoding": "gzip"}
        answer = client.post(address, json=request, headers=headers)
        assert answer.headers["Content-Encoding"] == "gzip"
        return gzip.decompress(answer.data)

    assert tiles("DE") != tiles("02")
    assert tiles("DE") == tiles("DE")
