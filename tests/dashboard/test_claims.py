"""What the handbook says on privacy and the server: each sentence has its proof."""

from __future__ import annotations

import re

import pytest

from dashboard.app import create_app
from dashboard.page import ids
from dashboard.page.contract import LARGEST_UPLOAD, OWN_HEADER
from dashboard.page.settings import ANALYSED, encode
from dashboard.server import connections, sessions
from dashboard.server.web_server import LARGEST_REQUEST
from rollout.scenario import Scenario
from tests.conftest import ROOT
from tests.dashboard.pages import ask
from tests.dashboard.test_upload import BAD, GOOD, inputs, send

HANDBOOK = ROOT / "docs" / "handbuch"
TESTS = ROOT / "tests"

# Beginning of a sentence in datenschutz.md -> where it is shown to hold.
SHOWN = {
    "Das Register nennt Organisationen": "readers/test_personal.py",
    "keine Cookies": "dashboard/test_door.py::test_readers_get_no_cookie",
    "Vom Passwort wird nur": "workspace/test_accounts.py::test_no_secret_is_kept",
    "Protokoll: Anmeldungen": "dashboard/test_door.py::test_wrong_passwords_wait_longer",
    "Nur die Rolle Verwalten": "dashboard/test_door.py::test_the_log_is_for_administrators",
    "Was ein Jahr alt ist": "workspace/test_accounts.py::test_the_log_forgets_after_a_year",
    "Neben einer Änderung": "workspace/test_roles.py::test_only_administrators_see_accounts",
    "Internetadressen, von denen": "dashboard/test_door.py::test_an_address_with_many_failures",
    "die Merkliste mit ihren Notizen": "dashboard/test_browser.py::test_the_shortlist",
    "ob Sie hell oder dunkel": "dashboard/test_windows_browser.py::test_the_expert_view",
    "dass Sie die Ersten Schritte": "dashboard/test_windows_browser.py::test_the_browser_remembers",
    "die Einstellungen stehen in der Adresszeile": "dashboard/test_browser.py",
    "der Schlüssel zu eigenen": "dashboard/test_upload_browser.py::test_an_own_register_is_used",
    "Die Seite lädt nichts von fremden": "dashboard/served.py::watched",
    "Die Inhaltsrichtlinie": "dashboard/test_server.py::test_every_answer_carries_the_security",
    "Antworten mit eigenen Daten": "dashboard/test_claims.py::test_answers_with_own_data",
    "Der Schlüssel zu Ihren Dateien": "dashboard/test_claims.py::test_no_address_holds_a_token",
    "Hochgeladene Dateien liegen": "dashboard/test_upload.py",
    "Sie verschwinden zwei Stunden": "dashboard/test_upload.py",
    "Von einer Internetadresse": "dashboard/test_upload.py::test_uploads_of_one_address",
    "Reicht der Speicher": "dashboard/test_upload.py::test_when_memory_runs_out",
    "Ein Server, den mehrere": "dashboard/test_shelf.py::test_a_killed_process_loses_nothing",
    "Sie verschwinden dort": "dashboard/test_shelf.py::test_own_files_are_found_by_every",
    "Der Schlüssel selbst": "dashboard/test_shelf.py::test_pages_for_others_find_nothing",
    "Statt der Internetadresse": "dashboard/test_shelf.py::test_pages_for_others_find_nothing",
    "Ergebnisse von Rechnungen": "dashboard/test_answers.py::test_the_oldest_go_when",
    "Wer gefragt hat": "dashboard/test_answers.py::test_own_files_are_never_kept",
    "Auf der Festplatte": "dashboard/test_claims.py::test_nothing_stays_on_the_disk",
    "Hochgeladene Dateien werden im": "dashboard/test_attacks.py::test_nothing_of_an_upload",
    "Ein Zugriffsprotokoll führt": "dashboard/test_claims.py::test_requests_are_not_logged",
    "Im Protokoll stehen": "dashboard/test_log.py::test_a_fault_logs_no_control_signs",
    "Die IP-Adresse": "dashboard/test_claims.py::test_requests_are_not_logged",
    "Jede geöffnete Seite": "dashboard/test_scripts.py::test_the_number_of_a_page",
    "Sie steht nur im Arbeitsspeicher": "dashboard/test_scripts.py::test_the_number_of_a_page",
    "Was sie gelesen und geprüft haben": "files/test_cache.py::test_nobody_else_can_read_it",
    "Alles, was festgehalten": "workspace/test_database.py::test_only_its_owner_reads_the_file",
    "Namen, E-Mail-Adressen": "workspace/test_service.py::test_nobody_is_named_by_any_door",
    "Spalten einer Liste": "workspace/test_service.py::test_contact_columns_of_a_list",
    "Auskunft: ": "workspace/test_service.py::test_shipped_files_go_in_and_come_out",
    "Löschen: ": "workspace/test_database.py::test_what_is_forgotten_is_nowhere",
    "Sicherungen sind eigene": "workspace/test_database.py::test_a_copy_made_while_others",
    "Aufbewahrung: ": "workspace/test_retention.py::test_what_is_old_goes_by_itself",
    "Neben Änderungen, die so alt": "workspace/test_retention.py::test_what_is_old_goes_by_itself",
    "Konten, die seit einem Jahr": "workspace/test_retention.py::test_what_is_old_goes_by_itself",
    "Früher löscht": "workspace/test_service.py::test_what_is_older_goes_when_asked",
    "Nachfragen, Gründungen und": "workspace/test_retention.py::test_what_is_old_goes_by_itself",
    "Darüber entscheiden": "dashboard/test_claims.py::test_the_example_of_nginx_keeps_no_log",
}


def sentences(page: str) -> list[str]:
    """Sentences and entries of lists, without marks of Markdown."""
    text = re.sub(r"^#.*$", "", (HANDBOOK / page).read_text(encoding="utf-8"), flags=re.M)
    plain = re.sub(r"\]\([^)]*\)|[*`\[\]]", "", text)
    parts = re.split(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])|\n\s*\n|\n- |\n(?=- )", plain)
    return [" ".join(part.removeprefix("- ").split()) for part in parts if part.strip(" -\n")]


@pytest.mark.parametrize("beginning", SHOWN)
def test_every_claim_stands_on_the_page_and_has_its_proof(beginning):
    assert any(sentence.startswith(beginning) for sentence in sentences("datenschutz.md"))
    file, _, name = SHOWN[beginning].partition("::")
    text = (TESTS / file).read_text(encoding="utf-8")
    assert f"def {name}" in text if name else "def test_" in text


def test_no_claim_on_privacy_is_without_proof():
    advice = ("Halten Sie", "Nur ein Server, den", "Ein Konto besteht", "Für Notizen",
              "Ein vorgeschalteter", "Wer die Datenbank verwaltet",
              "Sie lesen und schreiben nur", "Ins Netz geht", "Das Änderungsprotokoll")  # fmt: skip
    unproven = [
        sentence
        for sentence in sentences("datenschutz.md")
        if not sentence.startswith((*SHOWN, *advice))
    ]
    assert unproven == []


FIGURES = {
    "Sendung, eigene Dateien": f"{LARGEST_UPLOAD >> 20} MB",
    "jede andere Sendung": f"{LARGEST_REQUEST >> 10} kB",
    "Kopf einer Anfrage": f"{connections.LARGEST_HEAD >> 10} kB",
    "Verbindungen zugleich": "1.000",
    "Verbindungen einer Adresse zugleich": f"{connections.MOST_OF_ADDRESS}",
    "große Sendungen zugleich": f"{connections.MOST_UPLOADS}",
    "Zeit für den Kopf einer Anfrage": f"{connections.SECONDS_FOR_HEAD} s",
    "Zeit für den Rest einer Anfrage": f"{connections.SECONDS_FOR_BODY} s",
    "Zeit ohne Anfrage, bis die Verbindung endet": f"{connections.SECONDS_IDLE} s",
    "Zeit, eine Antwort abzuholen": f"{connections.SECONDS_FOR_ANSWER} s",
}


@pytest.mark.parametrize("limit", FIGURES)
def test_figures_of_the_server_are_those_of_the_code(limit):
    text = (HANDBOOK / "server.md").read_text(encoding="utf-8")
    assert f"| {limit} | {FIGURES[limit]} |" in text


def test_threads_and_connections_are_those_of_the_code():
    text = (HANDBOOK / "server.md").read_text(encoding="utf-8")
    assert re.findall(r"(\d+) Threads", text) == [str(connections.THREADS)]
    assert connections.MOST_CONNECTIONS == 1000 or connections.sys.platform == "win32"


def test_sessions_are_as_many_as_the_page_says():
    text = " ".join(sentences("datenschutz.md"))
    assert sessions.SESSIONS_OF_ADDRESS == 8
    assert "höchstens acht solcher Sitzungen" in text
    assert sessions.SECONDS_KEPT == 2 * 60 * 60


def test_the_example_of_nginx_keeps_no_log():
    assert "access_log off;" in (ROOT / "docs" / "server" / "nginx.conf").read_text("utf-8")


@pytest.fixture(scope="module")
def app():
    return create_app(inputs(), Scenario())


@pytest.fixture(scope="module")
def token(app):
    """Token of a register of her own."""
    return send(app.test_client(), GOOD).json["own"]


def answers_with(client, token):
    """Answers that rest on own data, by what they are."""
    header = {OWN_HEADER: token}
    yield "upload", send(client, GOOD)
    yield "refused upload", send(client, BAD)
    yield "session", client.get("/de/upload", headers=header)
    yield "matrix", client.get("/potential/matrix.json", headers=header)
    yield "file", client.post("/de/download/districts.csv", data={"own": token})
    yield "refused file", client.post("/de/download/districts.csv?rule=x", data={"own": token})
    yield "forgotten file", client.post("/de/download/districts.csv", data={"own": "guessed"})
    yield "forgotten matrix", client.get("/potential/matrix.json", headers={OWN_HEADER: "x"})
    yield "forgotten plan", client.post("/de/plan/targets.csv", data={"plan": "x"})
    values = {"scenario": encode(Scenario(), *ANALYSED) | {"own": token}}
    yield "callback", ask(client, ids.RESULT, **values)
    yield "refused callback", ask(client, ids.PROFILE, selected="x", **values)


def test_answers_with_own_data_are_not_kept_by_the_browser(client, token):
    kinds = dict(answers_with(client, token))
    kept = [name for name, answer in kinds.items() if answer.headers["Cache-Control"] != "no-store"]
    assert kept == []
    for name in ("upload", "session", "matrix", "file", "callback"):
        assert kinds[name].status_code == 200, name
    assert client.get("/de/").headers["Cache-Control"] != "no-store"


def test_no_address_holds_a_token(client, token):
    values = {"scenario": encode(Scenario(), *ANALYSED) | {"own": token}}
    for place in (ids.RESULT, ids.DOWNLOADS, ids.PROFILE):
        text = ask(client, place, selected="01001", **values).text
        for address in re.findall(r'"(?:href|formAction|src)":"([^"]*)"', text):
            assert token not in address
    text = ask(client, ids.DOWNLOADS, **values).text
    assert f'"value":"{token}"' in text  # it travels in the body of a form
    assert client.get(f"/de/download/districts.csv?own={token}").status_code == 410
    assert client.get(f"/potential/matrix.json?own={token}").status_code == 410


def test_a_form_without_its_token_gives_no_shipped_data_instead(client):
    assert client.post("/de/download/districts.csv").status_code == 400
    assert client.post("/de/download/districts.csv", json={"own": "x"}).status_code == 400
    assert client.get("/de/plan/targets.csv").status_code == 404


def test_nothing_stays_on_the_disk(app, token, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    client = app.test_client()
    for name, answer in answers_with(client, token):
        assert answer.status_code, name
    assert list(tmp_path.rglob("*")) == []


def test_the_server_holds_requests_and_answers_in_memory():
    assert connections.IN_MEMORY > connections.LARGEST_UPLOAD


def test_requests_are_not_logged(client, token, caplog):
    caplog.set_level("WARNING")
    for name, answer in answers_with(client, token):
        assert answer.status_code < 500, name
    assert caplog.text == ""
