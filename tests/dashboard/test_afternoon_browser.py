"""One afternoon of a team: two browsers, four roles, and a restart of the server in the middle."""

from __future__ import annotations

import socket
import threading

import pytest
from playwright.sync_api import expect
from waitress import wasyncore

from dashboard.app import create_app
from dashboard.door.addresses import ACCOUNT, LOG, SIGN_IN
from dashboard.door.trust import Trust
from dashboard.server.connections import connected
from dashboard.views.register import VIEWS
from rollout.scenario import Scenario
from rollout.workspace import open_workspace
from rollout.workspace.accounts import Accounts, districts_of_chambers
from tests.dashboard import pages
from tests.dashboard.served import at_rest, visitor, watched
from tests.dashboard.test_door import PASSWORD, quick_hashes
from tests.dashboard.test_nginx import listens
from tests.waiting import until

__all__ = ["quick_hashes"]  # a fixture
CHAMBER = "IHK Nord, Industrie"
REGISTER = b"id,name,district_ags,network_status\nx,Eigene Initiative,01003,networked\n"
WHITE = "01003"


class Server:
    """A server that can be begun anew at the same address."""

    def __init__(self, path):
        self.path, self.port = path, 0

    def begin(self):
        self.workspace = open_workspace(self.path, create=True)
        app = create_app(pages.inputs(), Scenario(), workspace=self.workspace, trust=Trust())
        door = socket.create_server(("127.0.0.1", self.port))
        self.server = connected(app, door, threads=4)
        self.port = int(self.server.effective_port)
        threading.Thread(target=self.server.run, daemon=True).start()
        return f"http://127.0.0.1:{self.port}"

    def end(self):
        self.server.close()
        # The end of a process closes what browsers hold open; the end of a thread does not.
        wasyncore.close_all(self.server._map, ignore_all=True)
        until(lambda: not listens(self.port), "the end of the server")
        self.workspace.close()


@pytest.fixture
def team(tmp_path):
    server = Server(tmp_path / "a.rollout")
    address = server.begin()
    accounts = Accounts(server.workspace, districts_of_chambers(pages.inputs().chambers))
    offices = {"chamber": CHAMBER, "edit": "Servicestelle", "administer": "Leitung"}
    for role, office in offices.items():
        first = accounts.add(role, role, office, "IHK Nord" if role == "chamber" else "")
        accounts.change_password(role, first, PASSWORD)
    yield server, address
    server.end()


def sign_in(page, address, name):
    page.goto(f"{address}{SIGN_IN.de}")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#map path")


def look_at(page, address, ags=WHITE):
    page.goto(f"{address}{VIEWS['spots'].path('de')}?district={ags}")
    page.wait_for_selector("#profile-name")
    at_rest(page)


@pytest.mark.browser
def test_a_team_works_an_afternoon_through_a_restart(browser, team):
    server, address = team
    with (
        visitor(browser) as chambers, visitor(browser) as agencys,
        watched(chambers, address) as north, watched(agencys, address) as agency,
    ):  # fmt: skip
        sign_in(north, address, "chamber")
        look_at(north, address)
        north.get_by_role("button", name="Es gibt keine").click()
        north.fill("#recording-asked", "Kollegin der Industrie")
        north.locator(".recording").get_by_role("button", name="Speichern").click()
        expect(north.locator(".recording-toast")).to_contain_text("Es gibt keine")

        sign_in(agency, address, "edit")
        look_at(agency, address)
        expect(agency.locator(".recording")).to_contain_text("Kollegin der Industrie")
        agency.goto(f"{address}{VIEWS['data'].path('de')}")
        file = {"name": "own.csv", "mimeType": "text/csv", "buffer": REGISTER}
        agency.set_input_files("#upload-file", file)
        agency.locator("#upload-form button").click()
        expect(agency.locator("#own-banner")).to_contain_text("own.csv")
        at_rest(agency)

        server.end()
        assert server.begin() == address

        agency.reload()
        expect(agency.locator("#own-banner")).to_contain_text("own.csv")
        at_rest(agency)
        agency.get_by_role("button", name="Nicht mehr verwenden").click()
        expect(agency.locator("#own-banner")).not_to_contain_text("own.csv")
        at_rest(agency)
        look_at(north, address)
        expect(north.locator(".recording-last")).to_contain_text("Es gibt keine")
        north.goto(f"{address}{VIEWS['plan'].path('de')}")
        expect(north.locator("#view-plan")).to_contain_text("nur denen, die bearbeiten")

        leave(north, address)
        look_at(north, address)  # now a reader
        expect(north.locator("#legend")).to_contain_text("davon gefragt, keine")
        assert "Kollegin der Industrie" not in north.content()

        leave(agency, address)
        sign_in(agency, address, "administer")
        agency.goto(f"{address}{LOG.de}")
        rows = agency.locator("tbody tr")
        expect(rows.filter(has_text=CHAMBER).first).to_contain_text("chamber")
        expect(rows.filter(has_text="edit").first).to_be_visible()


def leave(page, address):
    page.goto(f"{address}{ACCOUNT.de}")
    page.locator("button[value=sign_out]").click()
    page.wait_for_selector("#map path")
