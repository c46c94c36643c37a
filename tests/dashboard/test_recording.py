"""Recording what was learned: what a form may send, what comes back, what two people get."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from dashboard.app import create_app
from dashboard.views.foundings.parts import Recorded, board
from rollout import language
from rollout.scenario import Scenario
from rollout.workspace.make import make_workspace
from rollout.workspace.service import Service
from tests.dashboard.served import at_rest, no_barriers, serving

WHO = "Servicestelle"
SLUG = {"de": "de/weisse-flecken", "en": "en/white-spots"}
HEADER = {"X-Rollout-Recording": "1"}
CHECK = {"deed": "check", "about": "01003", "answer": "none", "asked": "Kammer Nord",
         "date": "2026-05-04", "role": WHO}  # fmt: skip


@pytest.fixture
def workspace(tmp_path, inputs):
    workspace = make_workspace(tmp_path / "a.rollout", inputs, {}, WHO)
    yield workspace
    workspace.close()


@pytest.fixture
def client(workspace, inputs):
    return create_app(inputs, Scenario(), workspace=workspace).test_client()


@pytest.fixture(scope="module")
def refusing(tmp_path_factory, inputs):
    """A page shared by all tests that record nothing."""
    workspace = make_workspace(tmp_path_factory.mktemp("none") / "a.rollout", inputs, {}, WHO)
    begun = workspace.last_number()
    yield create_app(inputs, Scenario(), workspace=workspace).test_client()
    written = workspace.last_number() - begun
    workspace.close()
    assert written == 0


def send(client, said, lang="de", headers=HEADER):
    return client.post(f"/{lang}/recording", json=said, headers=headers)


def about(client, ags="01003", lang="de"):
    return client.get(f"/{lang}/recording/district/{ags}").get_json()


def test_a_check_is_shown_in_both_languages_and_taken_back(client):
    done = send(client, CHECK).get_json()
    assert done["notes"] == []
    [check] = about(client)["checks"]
    assert (check["text"], check["asked"], check["when"]) == (
        "Es gibt keine",
        "Kammer Nord",
        "04.05.2026",
    )
    assert about(client, lang="en")["checks"][0]["when"] == "4 May 2026"
    assert about(client)["history"][0]["text"].startswith("Nachfrage eingetragen: Lübeck")
    assert about(client, "01004")["checks"] == []
    send(client, {"deed": "undo", "action": done["action"], "role": WHO})
    assert about(client)["checks"] == []


def test_the_map_and_the_rates_follow(client, workspace, inputs):
    service = Service(workspace, inputs)
    before = client.get("/de/").text.partition("<footer")[0]
    send(client, {"deed": "initiative", "name": "Dialog Nord", "served_ags": "01003",
                  "role": WHO})  # fmt: skip
    shown = about(client)["initiatives"]
    assert [(one["name"], one["linked"]) for one in shown] == [("Dialog Nord", False)]
    send(client, {"deed": "link", "role": WHO, "date": "2026-05-05",
                  **{name: shown[0][name] for name in ("key", "seen")}})  # fmt: skip
    assert about(client)["initiatives"][0]["linked"]
    assert client.get("/de/").text.partition("<footer")[0] != before
    assert len(service.inputs().initiatives) == 1


def test_what_is_called_alike_is_named_before_it_is_entered_twice(client):
    send(client, {"deed": "initiative", "name": "Industriedialog Nord", "served_ags": "01003",
                  "role": WHO})  # fmt: skip
    query = {"name": "Industrie-Dialog Nord", "ags": "01003"}
    alike = client.get("/de/recording/similar", query_string=query).get_json()["initiatives"]
    assert alike == [{"name": "Industriedialog Nord", "districts": "Lübeck"}]
    for name in ("Wasserstoff Süd", ""):
        answer = client.get("/en/recording/similar", query_string={"name": name, "ags": "01003"})
        assert answer.get_json()["initiatives"] == []
    assert client.get(f"/de/recording/similar?name={'x' * 3000}").status_code == 400


def test_a_founding_goes_step_by_step(client):
    send(client, {"deed": "found", "name": "Region Nord", "districts": "01003", "role": WHO})
    [founding] = about(client, lang="en")["foundings"]
    assert founding["reached"] == "trigger named"
    assert founding["steps"][0][0] == "taken_on"
    step = {"deed": "step", "step": "taken_on", "role": WHO,
            **{name: founding[name] for name in ("key", "seen")}}  # fmt: skip
    assert "action" in send(client, step).get_json()
    assert about(client)["foundings"][0]["reached"] == "Kümmerer oder Träger gefunden"


def test_the_second_of_two_people_sees_both_versions_and_chooses(client):
    task = {"deed": "task", "title": "Rückruf", "due": "2026-06-01", "districts": "01003"}
    send(client, task | {"role": WHO})
    [shown] = about(client)["tasks"]
    finish = {"deed": "finish", "key": shown["key"], "seen": shown["seen"], "role": WHO}
    assert "action" in send(client, finish).get_json()
    [clash] = send(client, finish).get_json()["clashes"]
    assert (clash["title"], clash["gone"], clash["seen"]) == ("Aufgabe", False, shown["seen"] + 1)
    assert clash["rows"] == []  # both ticked it off today
    assert about(client)["tasks"] == []


def test_what_was_changed_since_is_not_taken_back(client):
    begun = {"deed": "found", "name": "Region Nord", "districts": "01003", "role": WHO}
    first = send(client, begun).get_json()["action"]
    [founding] = about(client)["foundings"]
    send(client, {"deed": "step", "step": "taken_on", "role": WHO,
                  **{name: founding[name] for name in ("key", "seen")}})  # fmt: skip
    [clash] = send(client, {"deed": "undo", "action": first, "role": WHO}).get_json()["clashes"]
    assert clash["title"] == "Gründung"
    assert ["Kümmerer oder Träger gefunden", language.date(dt.date.today(), "de"), ""] in clash[
        "rows"
    ]
    assert len(about(client)["foundings"]) == 1


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"note": "Frau Beispiel, 0171 1234567"}, "Telefonnummer"),
        ({"date": "31.02.2026"}, "31.02.2026"),
        ({"about": "99999"}, "99999"),
        ({"asked": ""}, "leer"),
        ({"role": ""}, "Stelle"),
        ({"role": "Frau Beispiel"}, "Person"),
        ({"date": "2999-01-01"}, "2999"),
        ({"answer": "perhaps"}, "perhaps"),
    ],
)
def test_what_cannot_be_kept_is_explained_and_nothing_is_written(refusing, change, finding):
    number = refusing.get("/de/recording/news").get_json()["number"]
    problems = send(refusing, CHECK | change).get_json()["problems"]
    texts = " ".join(problem["text"] for problem in problems)
    assert finding in texts
    assert refusing.get("/de/recording/news").get_json()["number"] == number


@pytest.mark.parametrize(
    "said",
    [
        [], "text", {}, {"deed": "no"}, CHECK | {"about": 5}, CHECK | {"note": "x" * 3000},
        {"deed": "undo", "action": "1", "role": WHO}, {"deed": "undo", "action": True},
        {"deed": "finish", "key": "a", "role": WHO},
    ],
)  # fmt: skip
def test_a_forged_request_is_refused(refusing, said):
    assert send(refusing, said).status_code == 400


def test_the_page_of_foundings_says_where_one_begins(inputs):
    shown, alone = (
        str(board(inputs, dt.date(2026, 5, 4), "de", recorded))
        for recorded in (Recorded({}, {}), None)
    )
    assert "Gründung beginnen" in shown
    assert "foundings.csv" not in shown
    assert "foundings.csv" in alone


def test_no_browser_keeps_what_is_recorded(client):
    for address in ("district/01003", "tasks", "tasks.ics", "news"):
        answer = client.get(f"/de/recording/{address}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert send(client, CHECK).headers["Cache-Control"] == "no-store"


def test_what_is_no_json_or_too_large_is_refused(refusing):
    for content, code in ((b"{", 400), (b"", 400), (b"[" * 200_000, 413)):
        answer = refusing.post("/de/recording", data=content, headers=HEADER,
                             content_type="application/json")  # fmt: skip
        assert answer.status_code == code


def test_only_the_page_itself_may_record(refusing):
    assert send(refusing, CHECK, headers={}).status_code == 400
    assert about(refusing)["checks"] == []


def test_what_is_asked_for_wrongly_is_not_found(refusing):
    for address in ("district/99999", "district/<b>", "nothing"):
        assert refusing.get(f"/de/recording/{address}").status_code == 404
    assert refusing.get("/de/recording/news?since=-1").status_code == 400
    send(refusing, {"deed": "finish", "key": "nothing", "seen": 1, "role": WHO})


def test_without_a_workspace_nothing_is_recorded(inputs):
    client = create_app(inputs, Scenario()).test_client()
    assert send(client, CHECK).status_code in (404, 405)
    assert client.get("/de/recording/tasks").status_code == 404


def test_all_tasks_stand_together_and_go_into_a_calendar(client):
    for title, due in (("Zweite", "2026-06-02"), ("Erste", "2026-06-01")):
        send(client, {"deed": "task", "title": title, "due": due, "districts": "01003",
                      "role": WHO})  # fmt: skip
    agenda = client.get("/de/recording/tasks").get_json()
    assert [task["title"] for task in agenda["tasks"]] == ["Erste", "Zweite"]
    assert agenda["changes"][-1]["text"] == "Arbeitsbereich angelegt"
    assert not agenda["changes"][-1]["can_undo"]
    calendar = client.get("/de/recording/tasks.ics")
    assert calendar.mimetype == "text/calendar"
    assert "SUMMARY:Erste" in calendar.text


def visit(page, address, lang):
    page.goto(f"{address}/{SLUG[lang]}?district=01003")
    page.wait_for_selector(".recording .recording-answer")
    at_rest(page)


@pytest.fixture
def address(workspace, inputs):
    with serving(create_app(inputs, Scenario(), workspace=workspace)) as found:
        yield found


@pytest.mark.browser
def test_a_morning_is_recorded_and_two_steps_are_taken_back(page, address):
    visit(page, address, "de")
    recording = page.locator(".recording")
    recording.get_by_role("button", name="Es gibt keine").click()
    page.fill("#recording-asked", "IHK Musterstadt")
    recording.get_by_role("button", name="Speichern").click()
    expect(page.locator("#legend")).to_contain_text("davon gefragt, keine")
    expect(page.locator(".recording-toast")).to_contain_text("Lübeck, Es gibt keine")
    recording.get_by_role("button", name="In 6 Monaten fragen").dblclick()
    expect(recording.locator(".recording-tasks li")).to_have_count(1)
    expect(recording.locator(".recording-tasks")).to_contain_text("IHK Musterstadt")
    recording.get_by_role("button", name="Gründung beginnen").click()
    recording.get_by_role("button", name="Speichern").click()
    expect(recording).to_contain_text("Anlass benannt")
    expect(page.locator("path[data-ags='01003']")).to_have_attribute(
        "aria-label", re.compile("in Gründung")
    )
    recording.get_by_role("button", name="Schritt festhalten").click()
    recording.get_by_role("button", name="Speichern").click()
    expect(recording).to_contain_text("Kümmerer oder Träger gefunden")
    no_barriers(page)
    page.get_by_role("button", name="Aufgaben und Änderungen").click()
    agenda = page.locator("dialog.recording-agenda")
    expect(agenda).to_contain_text("Gründung einen Schritt weiter: Lübeck")
    no_barriers(page)
    page.keyboard.press("Escape")
    for gone in ("Kümmerer oder Träger gefunden", "Anlass benannt"):
        recording.locator(".recording-history").get_by_role("button").first.click()
        expect(recording).not_to_contain_text(gone)
    expect(page.locator("path[data-ags='01003']")).not_to_have_attribute(
        "aria-label", re.compile("in Gründung")
    )


@pytest.mark.browser
def test_the_keyboard_alone_records_on_a_phone_and_undoes(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, address, "en")
    page.locator(".recording .choice").nth(3).focus()
    page.keyboard.press("Enter")
    page.locator("#recording-asked").focus()
    page.keyboard.type("chamber of somewhere")
    page.keyboard.press("Enter")
    expect(page.locator(".recording-last")).to_contain_text("Call again later")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#profile-name").click()
    page.keyboard.press("Control+z")
    expect(page.locator(".recording-last")).to_have_count(0)


@pytest.mark.browser
def test_what_others_record_comes_by_itself_and_what_is_wrong_stays_to_be_mended(
    page, address, workspace, inputs
):
    visit(page, address, "de")
    page.get_by_role("button", name="Neue Notiz").click()
    page.fill("#recording-ask-text", "Anruf von Frau Beispiel, 0171 1234567")
    page.keyboard.press("Enter")
    expect(page.locator(".recording-message")).to_contain_text("Telefonnummer")
    expect(page.locator("#recording-ask-text")).to_have_value(re.compile("Frau Beispiel"))
    Service(workspace, inputs).add_note("01003", "<b>nur Text</b>", WHO)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(".recording-toast")).to_contain_text("Andere")
    expect(page.locator(".recording-note")).to_contain_text("<b>nur Text</b>")


@pytest.mark.browser
def test_a_founding_moves_on_the_board_by_button_and_by_hand(page, address, workspace, inputs):
    service = Service(workspace, inputs)
    founding = service.start_founding("Region Nord", "01003", WHO, date="2026-01-05").key
    service.add_task("Träger suchen", "2026-12-01", WHO, founding=founding)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}/de/gruendungen")
    card = page.locator(".foundings-card")
    expect(card.locator(".foundings-task")).to_contain_text("Träger suchen")
    at_rest(page)
    card.get_by_role("button", name="Schritt festhalten: Region Nord").press("Enter")
    expect(page.locator("#recording-step")).to_be_focused()
    no_barriers(page)
    card.get_by_role("button", name="Speichern").click()
    column = page.locator(".foundings-column[data-step='taken_on']")
    expect(column.locator(".foundings-card")).to_have_count(1)
    card.drag_to(page.locator(".foundings-column[data-step='kickoff']"))
    expect(page.locator("#recording-step")).to_have_value("kickoff")
    card.get_by_role("button", name="Speichern").click()
    expect(page.locator(".foundings-column[data-step='kickoff']")).to_contain_text("Region Nord")
    record = service.record("founding", founding)
    assert record["taken_on"]
    assert record["kickoff"]
    page.get_by_role("button", name="Rückgängig").click()
    expect(column.locator(".foundings-card")).to_have_count(1)
