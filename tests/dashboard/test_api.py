"""The interface for programs: features, tables, feeds, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
import shapely

from dashboard.api.collections import COLLECTIONS
from dashboard.api.openapi import MOST, MOST_OFFSET
from dashboard.app import create_app
from rollout.scenario import Scenario
from rollout.workspace import Edit, open_workspace
from rollout.workspace.roles import PUBLIC
from tests.dashboard import pages

SECRET = "internes-wort"
ATOM = "{http://www.w3.org/2005/Atom}"


def get(client, path, status=200):
    answer = client.get(f"/api{path}")
    assert answer.status_code == status, answer.text
    return answer.json if "json" in answer.mimetype else answer.text


def test_what_the_description_does_not_offer_is_refused_as_http_says(client):
    refused = client.delete("/api/collections")
    assert refused.status_code == 405
    assert "GET" in refused.headers["Allow"]
    get(client, f"/collections/regions/items?offset={MOST_OFFSET}")
    get(client, f"/collections/regions/items?offset={MOST_OFFSET + 1}", 400)


def test_every_link_of_the_landing_page_leads_on(client):
    seen, ahead = set(), ["http://localhost/api/"]
    while ahead:
        address = ahead.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address.removeprefix("http://localhost"))
        assert answer.status_code == 200, address
        if "json" in answer.mimetype and "openapi" not in address:
            links = re.findall(r'"href": ?"([^"]+)"', answer.text)
            ahead += [link for link in links if link.startswith("http://localhost/api")]
    assert len(seen) == 5 + 3 * len(COLLECTIONS)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_features_are_geojson_and_come_page_by_page(client, name):
    whole = get(client, f"/collections/{name}/items?limit={MOST}")
    assert whole["numberMatched"] == whole["numberReturned"] == len(whole["features"])
    ids, address = [], f"/collections/{name}/items?limit=5"
    while address:
        page = get(client, address)
        ids += [feature["id"] for feature in page["features"]]
        after = [link["href"] for link in page["links"] if link["rel"] == "next"]
        address = after[0].removeprefix("http://localhost/api") if after else ""
    assert ids == [feature["id"] for feature in whole["features"]]
    for feature in whole["features"]:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.is_valid
        one = get(client, f"/collections/{name}/items/{feature['id']}")
        assert {key: one[key] for key in feature} == feature


def test_a_box_holds_what_touches_it(client):
    shapes = {f["id"]: shapely.from_geojson(json.dumps(f["geometry"])).bounds
              for f in get(client, "/collections/districts/items")["features"]}  # fmt: skip
    west, south, east, north = shapes["01001"]
    middle = ((west + east) / 2, (south + north) / 2)
    for box in (shapes["01001"], (*middle, *middle), (0, 0, 1, 1), (-180, -90, 180, 90)):
        found = get(client, f"/collections/districts/items?bbox={','.join(map(str, box))}")
        expected = [
            key
            for key, b in shapes.items()
            if b[0] <= box[2] and b[2] >= box[0] and b[1] <= box[3] and b[3] >= box[1]
        ]
        assert [feature["id"] for feature in found["features"]] == expected


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=-1", "limit=x", "limit=1e3", "limit=٣", "offset=-1", "bbox=1,2,3",
        "bbox=1,2,3,x", "bbox=nan,1,2,3", "bbox=3,1,2,4", "bbox=1,4,2,3", "lmit=5", "f=html",
        "limit=1&limit=2", "own=x", "limit=999999999999999",
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_explained(client, query):
    answer = get(client, f"/collections/districts/items?{query}", 400)
    assert answer["code"] == "InvalidParameterValue"
    assert answer["description"]


def test_what_is_not_there_is_not_found(client):
    for path in ("/collections/notes", "/collections/notes/items", "/notes.csv",
                 "/collections/districts/items/99999"):  # fmt: skip
        assert get(client, path, 404)["code"] == "NotFound"
    for method in ("post", "put", "delete", "patch"):
        assert getattr(client, method)("/api/collections").status_code == 405


def test_more_than_the_most_is_the_most(client):
    assert get(client, f"/collections/districts/items?limit={MOST * 10}")["numberReturned"] == 16


@pytest.mark.parametrize(("lang", "separator"), [("de", ";"), ("en", ",")])
def test_tables_are_what_excel_of_that_language_opens(client, lang, separator):
    answer = client.get(f"/api/districts.csv?lang={lang}")
    text = answer.get_data().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=separator))
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    assert [row["id"] for row in rows][:2] == ["01001", "01002"]
    assert rows[0]["status"] == "covered"


def test_the_description_names_every_address_there_is(app, client):
    paths = set(get(client, "/openapi.json")["paths"])
    rules = {str(rule).removeprefix("/api") for rule in app.url_map.iter_rules()
             if str(rule).startswith("/api/")}  # fmt: skip
    expected = {rule.replace("<key>", "{id}").replace("<name>", name)
                for rule in rules for name in COLLECTIONS}  # fmt: skip
    assert paths == expected


@pytest.fixture
def recorded(tmp_path):
    workspace = open_workspace(tmp_path / "a.rollout", create=True)
    place = {"served_ags": "01001", "district_ags": "01001", "network_status": "unconnected",
             "source_note": SECRET, "eigene": SECRET, "name": "Dialog <b> & mehr"}  # fmt: skip
    check = {"ags": "01003", "date": "2026-05-01", "asked": SECRET, "answer": "none",
             "note": SECRET}  # fmt: skip
    note = {"ags": "01001", "date": "2026-05-01", "role": "x", "text": SECRET}
    workspace.write([Edit("initiative", "d", place, 0), Edit("check", "c", check, 0),
                     Edit("note", "n", note, 0)], "Servicestelle", "add")  # fmt: skip
    linked = place | {"network_status": "networked", "source_note": SECRET * 2}
    workspace.write([Edit("initiative", "d", linked, 1)], "Servicestelle", "link")
    workspace.write([Edit("initiative", "d", linked | {"eigene": "x"}, 2)], "x", "set")
    yield workspace
    workspace.close()


def test_feeds_tell_what_is_public_of_the_changes_newest_first(recorded):
    client = create_app(pages.inputs(), Scenario(), workspace=recorded).test_client()
    for lang in ("de", "en"):
        text = get(client, f"/changes.atom?lang={lang}")
        feed = ET.fromstring(text)
        titles = [entry.find(f"{ATOM}title").text for entry in feed.iter(f"{ATOM}entry")]
        updated = [entry.find(f"{ATOM}updated").text for entry in feed.iter(f"{ATOM}entry")]
        assert all(a >= b for a, b in pairwise(updated))
        items = get(client, f"/changes.json?lang={lang}")["items"]
        assert [item["title"] for item in items] == titles
        assert SECRET not in text + json.dumps(items)
        assert "Servicestelle" not in text
    assert titles[0] == "initiative Dialog <b> & mehr: changed"
    assert titles[1] == "check Musterkreis 3: new"
    assert items[0]["content_text"] == "network_status: unconnected → networked"
    assert len(items) == 3  # the note and the last change say nothing to others


def test_whoever_sees_all_is_given_all_columns_and_others_the_public_ones(recorded):
    whole = create_app(pages.inputs(), Scenario(), workspace=recorded).test_client()
    item = get(whole, "/collections/initiatives/items/d")
    assert item["properties"]["eigene"] == "x"
    files_only = create_app(pages.inputs(), Scenario()).test_client()
    for feature in get(files_only, "/collections/initiatives/items")["features"]:
        assert set(feature["properties"]) <= set(PUBLIC["initiative"])
