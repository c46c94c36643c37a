"""A column of a visitor's table becomes an indicator, beside all that counts already."""

import json
import threading

import pytest

from dashboard.page import ids
from dashboard.page.contract import OWN_HEADER
from dashboard.page.settings import OWN
from dashboard.server.own_indicator import NewIndicatorTask, new_indicator
from rollout.readers.document import Content
from tests.dashboard import pages
from tests.dashboard.test_upload import ask, filled, send

KEYS = list(pages.inputs().districts.index)
# The first district has most of it.
TABLE = "AGS;Quote 2023 (%);Ort\n" + "".join(
    f"{key};{len(KEYS) - n},5;x\n" for n, key in enumerate(KEYS)
)
SAID = {
    "column": "Quote 2023 (%)", "name": "Meine Quote", "place": "need/own", "direction": "more",
    "ideal": None, "weight": 20, "unit": "%", "year": 2023, "kind": "rate",
}  # fmt: skip


def take(client, said=SAID, table=TABLE, token="", name="q.csv"):
    content = json.dumps(said).encode()
    address = f"/de/upload?name={name}&kind=new_indicator&mapping={len(content)}"
    return client.post(address, data=content + table.encode(), headers={OWN_HEADER: token})


def ranking(client, values):
    answer = ask(client, ids.RANKING_DATA, scenario=values, location="/de/potenzial")
    return filled(answer, ids.RANKING_DATA)["data"]


def catalogue_rows(client, token):
    form = client.get("/de/catalogue", headers={OWN_HEADER: token}).json["form"]
    return {row["id"]: row for row in form["rows"]}


def test_columns_with_numbers_are_offered(client):
    offer = send(client, TABLE, name="q.csv").json["indicator"]
    [column] = offer["columns"]
    assert column["column"] == "Quote 2023 (%)"
    assert (column["unit"], column["year"], column["examples"][0]) == ("%", 2023, f"{len(KEYS)},5")
    assert ["need/own", "Bedarf: eigene Dimension"] in offer["places"]
    assert "indicator" not in send(client, TABLE.replace("AGS", "Nummer"), name="q.csv").json
    assert "indicator" not in send(client, "AGS;Ort\n09162;x\n", name="q.csv").json


def test_a_column_counts_beside_all_others_and_moves_the_ranking(client):
    answer = take(client).json
    assert (answer["kind"], answer["rows"]) == ("indicator", len(KEYS))
    assert answer["files"][0] == "q.csv: Meine Quote"
    row = catalogue_rows(client, answer["own"])["own_meinequote"]
    assert (row["place"], row["weight"], row["unit"], row["year"]) == ("need/own", 20, "%", 2023)
    assert set(answer["catalogue"]["indicators"]) > {"own_meinequote"}
    scores = [ranking(client, values) for values in ({}, {OWN: answer["own"]})]
    assert scores[0] != scores[1]


def test_the_same_name_again_takes_its_place_and_the_shipped_catalogue_takes_it_out(client):
    token = take(client).json["own"]
    again = take(client, SAID | {"weight": 3}, token=token).json
    rows = catalogue_rows(client, again["own"])
    assert [name for name in rows if name.startswith("own")] == ["own_meinequote"]
    assert rows["own_meinequote"]["weight"] == 3
    back = client.delete("/de/catalogue", headers={OWN_HEADER: again["own"]}).json
    assert back["own"] is None
    assert "own_meinequote" not in {row["id"] for row in back["form"]["rows"]}


def test_next_month_s_table_alone_leaves_all_other_values(client):
    token = take(client).json["own"]
    rows = [line.rpartition(";")[0] for line in TABLE.splitlines()]
    table = "\n".join(["AGS;Meine Quote", *rows[1:]])
    answer = send(client, table, "q.csv", token).json
    assert answer["kind"] == "indicators"
    assert list(catalogue_rows(client, answer["own"]))[-1] == "own_meinequote"
    before, after = (
        ranking(client, {OWN: own}) for own in (take(client).json["own"], answer["own"])
    )
    assert before == after


@pytest.mark.parametrize(
    ("said", "table", "finding"),
    [
        (SAID | {"column": "Ort"}, TABLE, "keine Zahl"),
        (SAID | {"column": "fehlt"}, TABLE, "keine Spalte"),
        (SAID, TABLE.replace(KEYS[0], "99999"), "99999"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_changes(client, said, table, finding):
    answer = take(client, said, table).json
    assert not answer["kind"]
    assert "own" not in answer
    assert finding in " ".join(line["text"] for line in answer["lines"])


@pytest.mark.parametrize(
    "said",
    [
        None, [], {}, SAID | {"place": "need"} | {"direction": "up"}, SAID | {"weight": -1},
        SAID | {"weight": True}, SAID | {"year": 1e9}, SAID | {"kind": "x"}, SAID | {"name": " "},
        SAID | {"place": "somewhere/own"}, SAID | {"name": "x" * 500}, SAID | {"more": 1},
        SAID | {"ideal": "x", "direction": "ideal"},
    ],
)  # fmt: skip
def test_forged_words_are_refused(client, said):
    assert take(client, said).status_code == 400


@pytest.mark.parametrize("year", [2023, None])
def test_values_of_another_territorial_status_are_carried_over(inputs, year):
    # 400 districts of 2021: Hanau is still in the Main-Kinzig-Kreis.
    keys = [key for key in inputs.districts.index if key != "06415"]
    table = "AGS;Quote\n" + "".join(f"{key};{n % 40},5\n" for n, key in enumerate(keys))
    said = new_indicator(SAID | {"column": "Quote", "year": year})
    task = NewIndicatorTask(Content("q.csv", table.encode()), inputs, said)
    outcome = task(None, threading.Event())
    assert (outcome.kind, outcome.rows) == ("indicator", 401)
    values = outcome.changes["indicators"]["own_meinequote"]
    assert values["06415"] == values["06435"]
    assert "own_meinequote" in set(outcome.changes["restated"]["indicator"])
    others = outcome.changes["indicators"].drop(columns="own_meinequote")
    assert others.equals(inputs.indicators)
