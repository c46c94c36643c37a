"""Recording what was learned: what a form may send, what comes back, what two people get."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from dashboard.app import create_app
from dashboard.page import ids
from dashboard.page.settings import ANALYSED, encode
from dashboard.views.foundings.parts import Recorded, board
from rollout import language
from rollout.founding_steps import STEP_KEYS
from rollout.scenario import Scenario
from rollout.workspace.make import make_workspace
from rollout.workspace.service import Service
from tests.dashboard.pages import ask, filled, words_in, writing_nothing
from tests.dashboard.served import at_rest, no_barriers, serving, watched
from tests.report.pdfs import text_of

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
    with writing_nothing(tmp_path_factory.mktemp("none"), inputs) as client:
        yield client


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


def test_a_founding_is_given_up_and_another_became_an_initiative(client):
    for name in ("Nord", "Süd"):
        send(client, {"deed": "found", "name": f"Region {name}", "districts": "01003", "role": WHO})
    first, second = about(client)["foundings"]
    asked = client.get(f"/de/recording/founding/{first['key']}").get_json()
    assert (asked["name"], asked["districts"], asked["initiatives"]) == (
        "Region Nord",
        ["01003"],
        [],
    )
    close = {"deed": "close", "role": WHO, "key": first["key"], "seen": first["seen"]}
    [problem] = send(client, close | {"outcome": "given_up"}).get_json()["problems"]
    assert "reason" in problem["column"]
    given_up = send(client, close | {"outcome": "given_up", "reason": "kein Träger"}).get_json()
    send(client, {"deed": "initiative", "name": "Dialog Süd", "served_ags": "01003", "role": WHO,
                  "network_status": "networked", "linked_since": "2026-05-04"})  # fmt: skip
    near = client.get(f"/de/recording/founding/{second['key']}").get_json()["initiatives"]
    [[initiative, name]] = near
    assert name == "Dialog Süd"
    done = {"deed": "close", "role": WHO, "outcome": "founded", "initiative": initiative,
            **{name: second[name] for name in ("key", "seen")}}  # fmt: skip
    assert send(client, done).get_json()["action"]
    assert about(client)["foundings"] == []
    assert about(client)["initiatives"][0]["linked"]
    send(client, {"deed": "undo", "action": given_up["action"], "role": WHO})
    assert [one["name"] for one in about(client)["foundings"]] == ["Region Nord"]
    assert client.get("/de/recording/founding/nothing").status_code == 404


def test_the_area_of_an_initiative_is_replaced(client, workspace, inputs):
    send(client, {"deed": "initiative", "name": "Dialog", "served_ags": "01003", "role": WHO,
                  "place": "Lübeck", "plz": "23552"})  # fmt: skip
    [shown] = about(client)["initiatives"]
    [record] = Service(workspace, inputs).records("initiative")
    assert (record["place"], record["plz"], record["network_status"]) == (
        "Lübeck", "23552", "unconnected",
    )  # fmt: skip
    area = {"deed": "area", "key": shown["key"], "seen": shown["seen"], "role": WHO}
    assert send(client, area | {"districts": "01003;01004"}).get_json()["action"]
    assert about(client, "01004")["initiatives"][0]["districts"] == ["01003", "01004"]
    [clash] = send(client, area | {"districts": "01002"}).get_json()["clashes"]
    assert ["Kreise", "01003;01004", "01002"] in clash["rows"]


def test_studies_on_acceptance_are_kept_per_region_and_taken_back(client):
    study = {"deed": "study", "title": "Industrie im Norden", "ags": "01003;01004", "role": WHO,
             "date": "2026-02", "publisher": "Institut", "method": "Umfrage, 500 Befragte",
             "finding": "Zwei sind dafür", "source_url": "https://example.org/s"}  # fmt: skip
    done = send(client, study).get_json()
    [shown] = about(client, "01004")["studies"]
    assert shown == {"title": "Industrie im Norden", "finding": "Zwei sind dafür",
                     "line": "Institut · 2026-02 · Umfrage, 500 Befragte", "others": "Lübeck",
                     "source": "https://example.org/s"}  # fmt: skip
    send(client, {"deed": "undo", "action": done["action"], "role": WHO})
    assert about(client)["studies"] == []
    for flaw in ({"title": ""}, {"source_url": "Regal 3"}, {"finding": "Frau Dr. Muster sagt ja"}):
        assert send(client, study | flaw).get_json()["problems"]


def test_a_past_day_shows_the_records_of_its_evening_and_nothing_can_be_kept_in_it(
    client, workspace
):
    moments = iter(dt.datetime(2026, 5, day, 9, tzinfo=dt.UTC) for day in (4, 5, 6))
    now = workspace.clock
    workspace.clock = lambda: next(moments)
    send(client, {"deed": "initiative", "name": "Dialog Nord", "served_ags": "01003",
                  "network_status": "networked", "role": WHO})  # fmt: skip
    send(client, {"deed": "found", "name": "Region", "districts": "01004", "role": WHO})
    workspace.clock = now
    answers = {
        day: client.post("/de/recording/past", json={"day": day}, headers=HEADER).get_json()
        for day in ("2026-05-04", "2026-05-05", "2020-01-01", "3000-01-01", "gestern", None)
    }
    for day in ("2020-01-01", "3000-01-01", "gestern", None):
        [problem] = answers[day]["problems"]
        assert "ein Tag vom" in problem["text"]
    assert answers["2026-05-04"]["past"] == "04.05.2026"
    assert answers["2026-05-04"]["files"] == []
    boards = [
        words_in(filled(ask(client, ids.FOUNDINGS_STANDING, location="/de/gruendungen",
                            own=answers[day]["own"]), ids.FOUNDINGS_STANDING)["children"])
        for day in ("2026-05-04", "2026-05-05")
    ]  # fmt: skip
    assert ["Region" in text for text in boards] == [False, True]
    values = encode(Scenario(), *ANALYSED) | {"own": answers["2026-05-04"]["own"]}
    profile = ask(client, ids.PROFILE, selected="01003", scenario=values).text
    assert "Dialog Nord" in profile
    assert "recording no-print" not in profile
    now_there = ask(client, ids.PROFILE, selected="01003").text
    assert "recording no-print" in now_there
    assert client.post("/de/recording/past", json={"day": "2026-05-04"}).status_code == 400
    assert client.post("/de/recording/past", json=[], headers=HEADER).status_code == 400


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
        ({"source": "siehe Akte 12"}, "die Adresse der Seite eintragen oder leer lassen"),
        ({"source": "javascript:alert(1)"}, "eine Adresse mit http:// oder https://"),
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


class Hand:
    """Does what a person does, with the mouse or with keys only."""

    def __init__(self, page, lang, has_mouse):
        self.page, self.lang, self.has_mouse = page, lang, has_mouse
        self.recording = page.locator(".recording")

    def do(self, de, en, place=None):
        """Press a button by its name."""
        name = de if self.lang == "de" else en
        button = (place or self.recording).get_by_role("button", name=name).first
        if self.has_mouse:
            button.click()
        else:
            assert button.evaluate("element => element.tabIndex") >= 0  # the key Tab comes there
            button.focus()
            expect(button).to_be_focused()
            self.page.keyboard.press("Enter")

    def fill(self, field, text):
        if self.has_mouse:
            self.page.fill(field, text)
        else:
            self.page.focus(field)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)

    def save(self):
        """Send the form; everything shown follows before one goes on."""
        self._send()
        at_rest(self.page)

    def _send(self):
        if self.has_mouse:
            self.do("Speichern", "Save")
        else:
            self.page.keyboard.press("Enter")  # sends the form of the field one stands in


def of_map(page, word, is_there=True):
    """The district on the map says a word, or no longer."""
    expected = expect(page.locator("path[data-ags='01003']"))
    check = expected.to_have_attribute if is_there else expected.not_to_have_attribute
    check("aria-label", re.compile(word))


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "width", "has_mouse"), [("de", 1440, True), ("en", 390, False)])
def test_a_morning_from_a_white_district_to_a_linked_one(
    page, address, workspace, inputs, lang, width, has_mouse
):
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, address, lang)
    hand = Hand(page, lang, has_mouse)
    expect(hand.recording.locator(".recording-office")).not_to_have_count(0)  # whom to call
    hand.do("Es gibt keine", "There is none")
    hand.fill("#recording-asked", "IHK Musterstadt")
    hand.save()
    legend = "davon gefragt, keine" if lang == "de" else "of these asked, none"
    expect(page.locator("#legend")).to_contain_text(legend)
    hand.do("In 6 Monaten fragen", "Ask again in 6 months")
    expect(hand.recording.locator(".recording-tasks li")).to_have_count(1)
    hand.do("Neue Aufgabe", "New task")
    page.fill("#recording-ask-due", "2027-05-03")
    hand.fill("#recording-ask-title", "Nachfassen")
    hand.save()
    expect(hand.recording.locator(".recording-tasks li")).to_have_count(2)
    hand.do("Gründung beginnen", "Start a founding")
    hand.save()
    of_map(page, "in Gründung" if lang == "de" else "being founded")
    for _ in range(2):
        hand.do("Schritt festhalten", "Record the step")
        hand.do("Speichern", "Save")
        at_rest(page)
    no_barriers(page, ".recording")
    hand.do("Initiative eintragen", "Enter the initiative")
    hand.fill("#recording-ask-name", "Dialog Lübeck")
    hand.save()
    hand.do("Ist jetzt angebunden", "Is linked now")
    hand.do("Speichern", "Save")
    at_rest(page)
    of_map(page, "vernetzt" if lang == "de" else "linked")
    linked = "Vernetzt: Dialog Lübeck" if lang == "de" else "Linked: Dialog Lübeck"
    expect(page.locator("#profile .reason")).to_contain_text(linked)
    no_barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if lang == "de" and has_mouse:  # the report says what the map says
        count = re.search(r"vernetzt\s*(\d+)", page.locator("#legend").inner_text())[1]
        report = page.request.get(f"{address}/de/download/report.pdf").body()
        assert f"Vernetzt sind mindestens {count} von" in text_of(report)
    service = Service(workspace, inputs)
    [founding] = service.records("founding")
    assert founding["trigger"]
    assert sum(bool(founding[step]) for step in STEP_KEYS) == 3
    for _ in range(2):  # the link, then the initiative
        hand.do("Rückgängig", "Undo", hand.recording.locator(".recording-history"))
        at_rest(page)
    of_map(page, "in Gründung" if lang == "de" else "being founded")
    assert service.records("initiative") == []


@pytest.mark.browser
def test_a_second_click_is_no_second_deed_and_keys_take_back(page, address):
    visit(page, address, "de")
    page.get_by_role("button", name="Neue Notiz").click()
    page.fill("#recording-ask-text", "gesprochen")
    page.locator(".recording").get_by_role("button", name="Speichern").dblclick()
    expect(page.locator(".recording-note")).to_have_count(1)
    page.get_by_role("button", name="Aufgaben und Änderungen").click()
    expect(page.locator("dialog.recording-agenda")).to_contain_text("Notiz eingetragen: gesprochen")
    no_barriers(page, "dialog.recording-agenda")
    page.keyboard.press("Escape")
    page.locator("#profile-name").click()
    page.keyboard.press("Control+z")
    expect(page.locator(".recording-note")).to_have_count(0)


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
    at_rest(page)
    expect(page.locator("#recording-ask-text")).to_have_value(re.compile("Frau Beispiel"))
    page.get_by_role("button", name="Verwerfen").click()  # what came meanwhile was held back
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


@pytest.mark.browser
def test_two_people_change_one_initiative_and_the_second_chooses(
    page, context, address, workspace, inputs
):
    """Areas are clicked on the map by one and chosen by key by the other."""
    service = Service(workspace, inputs)
    cells = {"name": "Dialog", "served_ags": "01003", "district_ags": "01003",
             "network_status": "unconnected"}  # fmt: skip
    key = service.add_initiative(cells, WHO).key
    page.set_viewport_size({"width": 1440, "height": 900})
    visit(page, address, "de")
    with watched(context, address) as other:
        visit(other, address, "de")
        for tab in (page, other):
            tab.get_by_role("button", name="Gebiet ändern: Dialog").click()
            expect(tab.locator(".area-form [role=status]")).to_have_text("1 Kreis: Lübeck")
        page.locator("path[data-ags='01002']").click()
        expect(page.locator("path[data-ags='01002']")).to_have_attribute("aria-pressed", "true")
        no_barriers(page, ".area-form")
        page.get_by_role("button", name="Lübeck herausnehmen").click()
        page.get_by_role("button", name="Speichern", exact=True).click()
        expect(page.locator(".recording-toast")).to_contain_text("Gebiet von Dialog")
        assert service.record("initiative", key)["served_ags"] == "01002"
        assert page.locator("svg.map .picked").count() == 0
        other.locator("path[data-ags='01003']").focus()
        other.keyboard.press("ArrowLeft")
        other.keyboard.press("Enter")
        other.fill("#area-name", "Kiel")
        other.keyboard.press("Enter")
        other.get_by_role("button", name="Speichern", exact=True).press("Enter")
        clash = other.locator(".recording-message")
        expect(clash).to_contain_text("jemand anders")
        expect(clash.locator("td").first).to_have_text("01002")  # what holds now
        no_barriers(other, ".recording-message")
        mine = clash.locator("td").nth(1).inner_text().split(";")
        assert {"01003", "01002"} < set(mine)
        clash.get_by_role("button", name="Meine Fassung nehmen").press("Enter")
        expect(other.locator(".recording-toast")).to_contain_text("Gebiet von Dialog")
        other.keyboard.press("Control+z")
        expect(other.locator(".recording-toast")).to_contain_text("Zurückgenommen")
    assert service.record("initiative", key)["served_ags"] == "01002"


@pytest.mark.browser
def test_an_initiative_is_entered_a_founding_closed_and_a_past_day_looked_at(
    page, address, workspace, inputs
):
    service = Service(workspace, inputs)
    yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    workspace.clock = lambda: yesterday
    service.start_founding("Region Nord", "01003", WHO, date="2026-01-05")
    workspace.clock = lambda: dt.datetime.now(dt.UTC)
    page.set_viewport_size({"width": 1440, "height": 900})
    visit(page, address, "en")
    page.get_by_role("button", name="Close it: Region Nord").click()
    page.select_option("#close-how", "founded")
    page.locator(".recording-ask").get_by_role("button", name="Enter the initiative").click()
    expect(page.locator("#recording-ask-name")).to_have_value("Region Nord")
    page.select_option("#initiative-state", "networked")
    page.locator("path[data-ags='01002']").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("path[data-ags='01002']")).to_have_attribute(
        "aria-label", re.compile("linked")
    )
    at_rest(page)
    page.get_by_role("button", name="Close it: Region Nord").click()
    expect(page.locator("#close-how")).to_have_value("founded")
    no_barriers(page, ".recording-ask")
    page.get_by_role("button", name="Save", exact=True).click()
    at_rest(page)
    [founding] = service.records("founding")
    assert (founding["outcome"], founding["initiative_id"]) == ("founded", "region-nord")
    at_rest(page)
    page.get_by_role("button", name="As it stood on").last.click()
    page.get_by_role("button", name="Show", exact=True).click()
    banner = page.locator("#own-banner")
    expect(banner).to_contain_text("This is how it stood on")
    expect(page.locator("path[data-ags='01002']")).not_to_have_attribute(
        "aria-label", re.compile("linked")
    )
    expect(page.locator(".recording")).to_have_count(0)
    banner.get_by_role("button", name="Back to today").click()
    expect(banner).to_be_hidden()
    expect(page.locator("path[data-ags='01002']")).to_have_attribute(
        "aria-label", re.compile("linked")
    )
    expect(page.locator(".recording .recording-answer")).to_be_visible()
