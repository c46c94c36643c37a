"""Own files: checked, used behind a token, never seen by anyone else."""

import io
import json
import threading
from dataclasses import replace

import pandas as pd
import pytest
from werkzeug.exceptions import Gone

from dashboard.app import create_app
from dashboard.page.settings import ANALYSED, PLANNED, encode
from dashboard.server.app_state import make_app_state
from dashboard.server.reading import MOST_LINES, ReadTask
from dashboard.server.sessions import Sessions, session_size
from dashboard.server.upload import LARGEST_UPLOAD, OWN_HEADER, report
from rollout.analysis import analyse
from rollout.datastore.change_catalogue import catalogue_csv, changed_indicators
from rollout.readers.catalogue import read_catalogue
from rollout.readers.document import Content
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.dashboard.pages import ask, filled, last_answer, start_job, words_in

HEAD = "id,name,district_ags,network_status\n"
GOOD = HEAD + "x,Neue Initiative,02001,networked\ny,Zweite,02002,unconnected\n"
BAD = HEAD + "x,Neue Initiative,99999,networked\ny,Zweite,02002,perhaps\n"


@pytest.fixture(scope="module")
def app():
    return create_app(inputs(), Scenario())


def inputs():
    """Made-up districts with a table of former ones, as a register is checked against it."""
    columns = ["old_ags", "old_name", "valid_until", "new_ags", "share_population", "share_area"]
    return pages.inputs(district_changes=pd.DataFrame(columns=columns))


def send(client, text, name="register.csv", token="", lang="de"):
    content = text.encode() if isinstance(text, str) else text
    return client.post(
        f"/{lang}/upload?name={name}", data=content, headers={OWN_HEADER: token}
    )  # fmt: skip


def test_a_good_register_is_used_behind_its_token(client):
    answer = send(client, GOOD)
    assert answer.status_code == 200
    assert (answer.json["kind"], answer.json["rows"]) == ("register", 2)
    values = {"scenario": {"own": answer.json["own"]}}
    mine = filled(ask(client, "result", **values), "result")["data"]
    theirs = filled(ask(client, "result"), "result")["data"]
    assert mine["statuses"]["seat"].count("c") == 1
    assert mine["statuses"]["seat"][8] == "c"
    # No coordinates given: middles of squares of 100 km2, as large as circles of 5.6 km.
    assert all(seat["name"].endswith(" (± 6 km)") for seat in mine["seats"])
    assert len(mine["seats"]) == 2
    assert theirs["statuses"]["seat"][0] == "c"
    assert "seats" not in theirs


def test_a_bad_register_is_reported_line_by_line_and_not_used(client):
    answer = send(client, BAD, lang="en")
    assert "own" not in answer.json
    errors = [line["text"] for line in answer.json["lines"] if line["level"] == "error"]
    assert any(text.startswith("register.csv, line 2") for text in errors)
    (word,) = [term for term in answer.json["list"]["terms"] if term["text"] == "perhaps"]
    assert word["value"] == ""  # asked for in the form below the report


def test_the_report_names_no_path_of_the_server(client):
    for text in (BAD, GOOD, "", "a;b\n1;2\n", b"\x00\xff" * 50):
        answer = send(client, text)
        assert answer.status_code == 200
        assert "/tmp" not in answer.text


@pytest.mark.parametrize("name", ["register.toml", "register.exe", "", "../../etc/passwd", "a.zip"])
def test_only_tables_are_taken(client, name):
    answer = send(client, GOOD, name)
    assert answer.json["kind"] == ""
    assert answer.json["lines"][0]["level"] == "error"


def test_a_name_with_folders_keeps_only_its_end(client):
    answer = send(client, BAD, "C:%5Csecret%5Cregister.csv")
    assert "secret" not in answer.text


def test_own_indicators_change_the_potential(client):
    rows = "".join(f"{ags},{n},1\n" for n, ags in enumerate(pages.inputs().districts.index))
    answer = send(client, "ags,pressure,firms\n" + rows, "own.csv")
    assert answer.json["kind"] == "indicators", answer.json
    download = client.post("/de/download/ranking.csv", data={"own": answer.json["own"]})
    text = download.data.decode("utf-8-sig")
    assert text.splitlines()[1].split(";")[1] == "02008"


def test_register_and_indicators_can_both_be_own(client):
    first = send(client, GOOD)
    rows = "".join(f"{ags},{n},1\n" for n, ags in enumerate(pages.inputs().districts.index))
    second = send(client, "ags,pressure,firms\n" + rows, "own.csv", first.json["own"])
    assert second.json["files"] == ["register.csv", "own.csv"]
    assert client.get("/de/upload", headers={OWN_HEADER: first.json["own"]}).status_code == 410


def test_forgetting_is_at_once(client):
    token = send(client, GOOD).json["own"]
    headers = {OWN_HEADER: token}
    assert client.get("/de/upload", headers=headers).json["files"] == ["register.csv"]
    client.delete("/de/upload", headers=headers)
    assert client.get("/de/upload", headers=headers).status_code == 410
    answer = ask(client, "result", scenario={"own": token})
    assert answer.status_code == 410
    assert "Traceback" not in answer.text


def test_a_page_of_another_origin_cannot_send_files(client):
    assert client.post("/de/upload?name=a.csv", data=GOOD.encode()).status_code == 403


def test_a_file_too_large_is_refused(client):
    answer = send(client, b"x" * (LARGEST_UPLOAD + 1))
    assert answer.status_code == 413


@pytest.mark.parametrize("token", [7, ["a"], {"a": 1}, "x" * 60_000, ""])
def test_forged_tokens_lead_nowhere(client, token):
    assert ask(client, "result", scenario={"own": token}).status_code == 410


@pytest.mark.parametrize("name", ["register.csv", "indicators.csv"])
def test_a_template_can_be_handed_in_once_filled(client, name):
    answer = client.get(f"/de/template/{name}")
    head = answer.data.decode("utf-8-sig").splitlines()[0]
    assert head.startswith("id,name" if name == "register.csv" else "ags,")
    assert client.get("/de/template/other.csv").status_code == 404


def test_a_filled_template_of_the_register_is_accepted(client):
    head = client.get("/de/template/register.csv").data.decode("utf-8-sig").splitlines()[0]
    row = {"id": "x", "name": "Neue", "district_ags": "01001", "network_status": "networked"}
    cells = ",".join(row.get(column, "") for column in head.split(","))
    assert send(client, f"{head}\n{cells}\n").json["kind"] == "register"


def test_a_workbook_is_read_like_a_text_file(client):
    import openpyxl

    book = openpyxl.Workbook()
    for line in GOOD.splitlines():
        book.active.append(line.split(","))
    buffer = io.BytesIO()
    book.save(buffer)
    assert send(client, buffer.getvalue(), "register.xlsx").json["rows"] == 2


def test_a_long_report_is_cut_and_says_so():
    rows = "".join(f"x{n},Name {n},99999,networked\n" for n in range(MOST_LINES + 20))
    task = ReadTask(Content("r.csv", (HEAD + rows).encode()), inputs())
    made = report(task(None, threading.Event()), "de")
    assert len(made["lines"]) == MOST_LINES
    assert made["more"] >= 20


def gone(sessions, token):
    with pytest.raises(Gone):
        sessions.get(token)
    return True


def test_sessions_end_by_number_and_by_time():
    now, base = [0.0], pages.inputs()
    sessions = Sessions(base, of_address=2, seconds=10, clock=lambda: now[0])
    tokens = [sessions.open(base, ("a",)) for _ in range(3)]
    assert len(set(tokens)) == 3
    assert gone(sessions, tokens[0])
    now[0] = 8.0
    sessions.get(tokens[1])  # used, so kept longer
    now[0] = 12.0
    assert sessions.get(tokens[1]).files == ("a",)
    assert gone(sessions, tokens[2])


def test_uploads_of_one_address_push_out_nobody_else():
    base = pages.inputs()
    sessions = Sessions(base)
    others = [sessions.open(base, (), address=f"192.0.2.{n}") for n in range(30)]
    mine = [sessions.open(base, (), address="198.51.100.1") for _ in range(32)]
    assert all(sessions.get(token) for token in others)
    assert [token for token in mine if token in sessions._found] == mine[-8:]


def test_when_memory_runs_out_the_oldest_session_of_whoever_takes_most_goes():
    base = pages.inputs()
    own = replace(base, initiatives=base.initiatives.copy())
    size = session_size(own, base, None)
    assert size > session_size(base, base, None) > 0
    sessions = Sessions(base, most_bytes=4 * size)
    small = sessions.open(own, (), address="192.0.2.1")
    large = [sessions.open(own, (), address="192.0.2.2") for _ in range(4)]
    assert sessions.get(small)
    assert gone(sessions, large[0])
    assert all(sessions.get(token) for token in large[1:])


def test_the_start_scenario_keeps_its_settings():
    app_state = make_app_state(pages.inputs(), Scenario(preset="equal", min_known_share=0.5))
    assert encode(app_state.scenario, "potential")["preset"] == "equal"
    assert app_state.analysis_of({}).scenario.min_known_share == 0.5


TIMES = "from,to,minutes\n" + "".join(
    f"{a},{b},10\n" for a, b in [("01001", "01002"), ("02001", "02002"), ("02001", "02005")]
)


def send_times(client, text, token="", name="zeiten.csv", lang="de"):
    address = f"/{lang}/upload?name={name}&kind=travel_times"
    return client.post(address, data=text.encode(), headers={OWN_HEADER: token})


def test_travel_times_count_beside_the_register_in_use(client):
    token = send(client, GOOD).json["own"]
    answer = send_times(client, TIMES, token).json
    assert (answer["kind"], answer["rows"]) == ("travel_times", 3)
    assert answer["files"] == ["register.csv", "zeiten.csv"]
    assert "Paare fehlen" in answer["lines"][0]["text"]
    values = {"scenario": {"own": answer["own"]}}
    mine = filled(ask(client, "result", **values), "result")["data"]
    assert mine["statuses"]["seat"][8] == "c"


def test_a_register_keeps_the_travel_times_handed_in_before(app, client):
    token = send_times(client, TIMES).json["own"]
    later = send(client, GOOD, token=token).json
    assert later["files"] == ["zeiten.csv", "register.csv"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("from,to,minutes\n1001,01002,5\n", "zeiten.csv, line 2: unknown district key"),
        ("from,to,minutes\n01001,01002,x\n", "zeiten.csv, line 2: no number"),
        ("", "cannot be read"),
        ("a\x00b", "column missing"),
        ("from,to,minutes\n01001,01002,5,6,7\n", "too many cells"),
    ],
)
def test_wrong_travel_times_are_reported_and_not_used(client, text, said):
    answer = send_times(client, text, lang="en")
    assert answer.status_code == 200
    assert "own" not in answer.json
    assert said in answer.json["lines"][0]["text"]


def test_travel_times_come_as_csv(client):
    assert "own" not in send_times(client, TIMES, name="zeiten.xlsx").json


def test_travel_times_decide_a_plan_of_this_visitor_only(app, client):
    settings = encode(
        Scenario(
            objective="cover",
            reach="travel_time",
            max_minutes=15,
            demand="districts",
            count=1,
            waves=1,
        ),
        *PLANNED,
    )
    token = send_times(client, TIMES).json["own"]

    def reached(values):
        ask_for = {"kind": "plan", "settings": settings, "scenario": values, "kept": ""}
        return last_answer(client, start_job(client, ask_for))

    mine = reached(encode(Scenario(), *ANALYSED) | {"own": token})
    assert mine["plan-found"]["data"]["token"]
    theirs = reached(encode(Scenario(), *ANALYSED))
    assert "plan-found" not in theirs
    assert "Tabelle der Fahrzeiten" in words_in(theirs["plan-message"]["children"])


def test_the_page_learns_whether_neighbours_take_part_and_filters_by_them(client):
    head, row = "id,name,district_ags,network_status,countries\n", "a,A,02001,networked,"
    across, alone = (send(client, f"{head}{row}{cell}\n").json for cell in ("CH;FR", ""))
    assert (across["cross_border"], alone["cross_border"]) == (True, False)

    def reached(countries):
        values = {"scenario": {"own": across["own"], "countries": countries}}
        return filled(ask(client, "result", **values), "result")["data"]["statuses"]["seat"]

    assert ["c" in reached(countries) for countries in ("", "FR", "AT")] == [True, True, False]


def test_the_page_learns_the_years_of_an_own_register(client):
    dated = (
        "id,name,district_ags,network_status,founded_year\n"
        "x,A,02001,networked,1991\ny,B,02002,networked,2024\n"
    )
    assert send(client, dated).json["years"] == {"min": 1991, "max": 2025}


LIST = "Einrichtung;Kreis;Mitglied?\nErste;02001;ja\nZweite;02002;passiv\nDritte;99999;nein\n"


def send_list(client, mapping, text=LIST, lang="de", trial=True, length=None):
    """Hand in a list with what its visitor says about it before it in the body."""
    said = mapping if isinstance(mapping, bytes) else json.dumps(mapping).encode()
    query = f"name=liste.csv&mapping={len(said) if length is None else length}"
    return client.post(
        f"/{lang}/upload?{query}{'&try=1' if trial else ''}",
        data=said + text.encode(),
        headers={OWN_HEADER: ""},
    )


SAID = {"values": {"network_status": {"passiv": "unconnected"}}, "skip_doubtful": True}


def test_a_list_is_mapped_tried_kept_and_used(client):
    sheet = send(client, LIST).json["list"]
    roles = {column["header"]: column["role"] for column in sheet["columns"]}
    assert roles == {"Einrichtung": "name", "Kreis": "district_ags", "Mitglied?": "network_status"}
    assert [term["text"] for term in sheet["terms"] if not term["value"]] == ["passiv"]
    assert [doubt["line"] for doubt in sheet["doubts"]] == [4]
    tried = send_list(client, SAID).json
    assert (tried["kind"], tried["rows"], "own" in tried) == ("register", 2, False)
    files = tried["list"]["files"]
    assert set(files) == {"register.csv", "left_out.csv", "mapping.toml"}
    used = send_list(client, files["mapping.toml"].encode(), trial=False).json
    assert used["files"] == ["liste.csv", "1 von 3 Zeilen weggelassen"]
    again = send(client, files["register.csv"], "repariert.csv").json
    assert (again["rows"], len(again["own"]) > 20) == (2, True)


def test_a_column_is_what_the_visitor_says(client):
    text = "A;B;C\nErste;02001;Notiz\n"
    assert {c["role"] for c in send(client, text).json["list"]["columns"]} == {"-"}
    said = {"columns": {"A": "name", "B": "district_ags"}, "status": "founding"}
    answer = send_list(client, said, text).json
    assert (answer["kind"], answer["rows"]) == ("register", 1)


@pytest.mark.parametrize(
    "said",
    [b"{", b"[1]", b'{"status": "gelb"}', b'{"colour": 1}', b'{"columns": [1]}', b"\xff" * 9,
     b'{"values": {"network_status": {"a": 3}}}', b'{"districts": {"a": "x"}}', b"[" * 5000,
     b"status = 7", b'{"kinds": "x"}', b'{"values": {"<b>": {"a": "b"}}}'],
)  # fmt: skip
def test_a_forged_mapping_is_refused(client, said):
    assert send_list(client, said).status_code == 400


@pytest.mark.parametrize("length", ["-1", "x", "99999999", "1e3", "9" * 40, "²", "200001"])
def test_a_forged_length_of_a_mapping_is_refused(client, length):
    assert send_list(client, {}, length=length).status_code == 400


def test_text_of_a_list_is_text(client):
    text = "Einrichtung;Kreis;Status\n<b>A</b>;München;<i>x</i>\n"
    answer = send_list(client, {}, text)
    assert answer.mimetype == "application/json"
    assert answer.json["list"]["terms"][0]["text"] == "<i>x</i>"


COUNTS = {
    "place": "need/work", "direction": "more", "ideal": None, "weight": 1, "unit": "", "year": None,
}  # fmt: skip


def change(client, changes, token="", lang="de"):
    headers = {OWN_HEADER: token}
    return client.post(f"/{lang}/catalogue", json=changes, headers=headers)


def as_now(client, token=""):
    """What the form says of every indicator, as it would be sent."""
    form = client.get("/de/catalogue", headers={OWN_HEADER: token}).json["form"]
    rows = {row["id"]: {key: row[key] for key in COUNTS} for row in form["rows"]}
    return rows, form


def test_a_catalogue_of_ones_own_turns_the_ranking_for_its_visitor_alone(client):
    rows, form = as_now(client)
    assert not any(row["changed"] for row in form["rows"])
    turned = rows["pressure"] | {"direction": "less", "weight": 9, "unit": "Punkte", "year": 2025}
    answer = change(client, {"pressure": turned}).json
    own = answer["own"]
    assert answer["files"] == ["indicator_catalogue.csv", "Indikatorkatalog geändert (pressure)"]
    (row,) = [row for row in answer["form"]["rows"] if row["changed"]]
    assert (row["id"], row["direction"], row["weight"]) == ("pressure", "less", 9)
    assert (row["unit"], row["year"]) == ("Punkte", 2025)
    ranking = ask(client, "ranking-data", scenario={"own": own}, location="/de/potenzial")
    mine = filled(ranking, "ranking-data")["data"]["score"]
    theirs = ask(client, "ranking-data", location="/de/potenzial")
    theirs = filled(theirs, "ranking-data")["data"]["score"]
    # A second way: the analysis of the same catalogue.
    base = inputs()
    catalogue = base.catalogue.copy()
    catalogue.loc["pressure", ["direction", "weight"]] = ["less", 9.0]
    score = analyse(replace(base, catalogue=catalogue), Scenario()).potential.score
    assert mine == score.tolist() != theirs
    # The scripts compute with the values of the same catalogue.
    headers = {OWN_HEADER: own}
    weighed = client.get("/de/weighed.json", headers=headers).json
    position = [indicator["id"] for indicator in weighed["indicators"]].index("pressure")
    assert weighed["presets"]["balanced"]["weights"][position] == 9
    assert client.get("/de/weighed.json").status_code == 403


def test_the_file_of_a_catalogue_comes_back_at_the_door_of_own_files(client):
    rows, _ = as_now(client)
    answer = change(client, {"pressure": rows["pressure"] | {"weight": 2.5}}).json
    file = answer["form"]["file"]
    again = send(client, file, "katalog.csv").json
    assert (again["kind"], again["files"][0]) == ("catalogue", "katalog.csv")
    assert again["catalogue"]["indicators"] == ["pressure", "firms"]
    _, form = as_now(client, again["own"])
    assert form["file"] == file
    shipped = read_catalogue(Content("indicator_catalogue.csv", catalogue_csv(inputs().catalogue)))
    assert changed_indicators(shipped, inputs().catalogue) == []


def test_the_shipped_catalogue_comes_back_and_other_own_files_stay(client):
    rows, _ = as_now(client)
    register = send(client, GOOD).json["own"]
    own = change(client, {"pressure": rows["pressure"] | {"weight": 4}}, register).json["own"]
    left = client.delete("/de/catalogue", headers={OWN_HEADER: own}).json
    assert left["files"] == ["register.csv"]
    assert not any(row["changed"] for row in left["form"]["rows"])
    alone = change(client, {"pressure": rows["pressure"] | {"weight": 4}}).json["own"]
    assert client.delete("/de/catalogue", headers={OWN_HEADER: alone}).json["own"] is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"place": ""}, "hat keinen Indikator mehr für need"),
        ({"weight": -1}, "'-1'"),
        ({"weight": 0}, "alle Gewichte sind 0"),
        ({"direction": "ideal"}, "bei Achse need, Richtung ideal"),
        ({"year": 1066}, "'1066'"),
        ({"place": "need/nowhere"}, "nowhere kennt der Katalog nicht"),
    ],
)
def test_a_catalogue_nobody_can_count_with_is_refused_with_a_sentence(client, changes, sentence):
    rows, _ = as_now(client)
    first = {"firms": rows["firms"] | {"weight": 0}} if changes.get("weight") == 0 else {}
    answer = change(client, {"pressure": rows["pressure"] | changes} | first).json
    assert "own" not in answer
    assert any(sentence in line["text"] for line in answer["lines"]), answer["lines"]


@pytest.mark.parametrize(
    "body",
    [[], {"pressure": 1}, {"other": COUNTS}, {"pressure": {**COUNTS, "weight": "1"}},
     {"pressure": {**COUNTS, "direction": "up"}}, {"pressure": {**COUNTS, "year": 2020.5}},
     {"pressure": {**COUNTS, "unit": "x" * 61}}, {"pressure": {"place": ""}}],
)  # fmt: skip
def test_forged_changes_of_the_catalogue_are_refused(client, body):
    assert change(client, body).status_code == 400
    assert client.post("/de/catalogue", json={}).status_code == 403


def test_text_of_a_visitor_is_no_formula_in_the_file_of_the_catalogue(client):
    rows, _ = as_now(client)
    answer = change(client, {"firms": rows["firms"] | {"unit": '=HYPERLINK("x")'}}).json
    assert "'=HYPERLINK" in answer["form"]["file"]
