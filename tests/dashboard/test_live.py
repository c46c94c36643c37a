"""A server with a workspace shows what is recorded, and says whether it can read it."""

from __future__ import annotations

import pytest

from dashboard.app import create_app
from dashboard.server.app_state import make_app_state
from rollout.scenario import Scenario
from rollout.workspace.make import make_workspace
from rollout.workspace.service import Service

WHO = "Servicestelle"
NEW = {"name": "Dialog", "district_ags": "01001", "network_status": "networked",
       "served_ags": "01001"}  # fmt: skip


@pytest.fixture
def workspace(tmp_path, inputs):
    workspace = make_workspace(tmp_path / "a.rollout", inputs, {}, WHO)
    yield workspace
    workspace.close()


def test_a_page_asked_for_again_shows_what_was_recorded_since(workspace, inputs):
    client = create_app(inputs, Scenario(), workspace=workspace).test_client()

    def body() -> str:  # without Dash's settings, which name a token of the moment
        return client.get("/de/").text.partition("<footer")[0]

    first = body()
    assert body() == first
    Service(workspace, inputs).add_initiative(NEW, WHO)  # by another program
    assert body() != first
    Service(workspace, inputs).undo(WHO)
    assert body() == first


def test_analyses_follow_what_they_rest_on_and_nothing_else(workspace, inputs):
    service = Service(workspace, inputs)
    app_state = make_app_state(inputs, Scenario(), service=service)
    before = app_state.analysed(app_state.scenario)
    service.add_note("01001", "gesprochen", WHO)
    assert app_state.analysed(app_state.scenario) is before
    number = app_state.live.number()
    service.add_note("01001", "noch einmal", WHO)
    assert app_state.live.number() == number  # answers kept from before still hold
    service.add_initiative(NEW, WHO)
    after = app_state.analysed(app_state.scenario)
    assert app_state.live.number() > number
    assert [a.table().loc["01001", "status"] for a in (before, after)] == ["white", "covered"]
    assert app_state.inputs is after.inputs is not app_state.first


def test_a_server_is_ready_only_while_what_is_recorded_can_be_read(workspace, inputs, caplog):
    client = create_app(inputs, Scenario(), workspace=workspace).test_client()
    assert client.get("/readyz").text == "ok\n"
    with workspace.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE changes RENAME TO elsewhere")
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").text == "ok\n"
    assert "no such table" in caplog.text
