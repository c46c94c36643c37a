"""Scenarios and plans kept by name: approved ones stay, what became of them, what changed."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.app import create_app
from dashboard.page import ids
from dashboard.page.old_addresses import plan_from
from dashboard.page.settings import ANALYSED, PLANNED, encode
from rollout.analysis import analyse
from rollout.errors import DataError
from rollout.followup.approval import approved_from
from rollout.plan.plan import plan_waves
from rollout.scenario import Scenario
from rollout.workspace.make import make_workspace
from rollout.workspace.service import Service
from tests.dashboard import pages
from tests.dashboard.pages import last_answer, start_job
from tests.waiting import until

WHO = "Servicestelle"
HEADER = {"X-Rollout-Recording": "1"}
SCENARIO = Scenario(objective="cover", demand="districts", count=2, waves=2)
ASK = {"scenario": encode(SCENARIO, *ANALYSED), "settings": encode(SCENARIO, *PLANNED)}


@pytest.fixture
def service(tmp_path):
    inputs = pages.inputs()
    workspace = make_workspace(tmp_path / "a.rollout", inputs, {}, WHO)
    yield Service(workspace, inputs)
    workspace.close()


@pytest.fixture
def client(service):
    return create_app(service.base, Scenario(), workspace=service.workspace).test_client()


@pytest.fixture(scope="module")
def refusing(tmp_path_factory):
    """A page shared by all tests that keep nothing."""
    with pages.writing_nothing(tmp_path_factory.mktemp("none"), pages.inputs()) as client:
        yield client


def send(client, said, headers=HEADER):
    said = {"role": WHO, **said}
    return client.post("/en/plans/keep", json=said, headers=headers)


def kept(client):
    return client.get("/en/plans").get_json()


def approved(client, called, **changes):
    job = start_job(client, {"kind": "plan", **ASK, "kept": ""}, "en")
    assert ids.PLAN_FOUND in last_answer(client, job, "en")
    return send(client, {"deed": "approve", "name": called, "plan": job["token"], **changes})


def test_an_approved_plan_holds_what_python_plans_and_says_what_became_of_it(client, service):
    assert approved(client, "Plan 2026").get_json() == {"action": None}
    [shown] = kept(client)["plans"]
    assert shown["state"] == "in force"
    assert WHO in shown["line"]
    [record] = service.approved_plans()
    content = approved_from(record["content"], record["name"])
    plan = plan_waves(analyse(service.inputs(), SCENARIO))
    waves = plan.table["wave"].to_dict()
    assert dict(zip(content.regions["hub"], content.regions["wave"], strict=True)) == waves
    assert content.approved == dt.date.today()
    assert "of 2 districts" in shown["waves"][0]
    # One of its districts is linked later: the plan says so.
    hub = content.regions["hub"].iloc[0]
    cells = {"name": "Neue Initiative", "served_ags": hub, "district_ags": hub,
             "network_status": "networked", "source_url": "https://example.org"}  # fmt: skip
    service.add_initiative(cells, WHO)
    [shown] = kept(client)["plans"]
    assert "1 are linked today" in shown["waves"][0]


def test_nothing_alters_an_approved_plan_and_the_next_one_supersedes_it(client, service):
    approved(client, "First")
    [record] = service.approved_plans()
    for change in (
        lambda: service.alter("plan", record.key, {"name": "x"}, record.version, WHO),
        lambda: service.remove("plan", record.key, record.version, WHO),
        lambda: service.undo(WHO),
        lambda: service.alter("plan", record.key, {"state": "draft"}, record.version, WHO),
    ):
        with pytest.raises(DataError, match="stays as it is"):
            change()
    assert service.record("plan", record.key) == record
    approved(client, "Second")
    assert [(plan["name"], plan["state"]) for plan in kept(client)["plans"]] == [
        ("Second", "in force"), ("First", "superseded"),
    ]  # fmt: skip
    assert service.forget("plan", WHO, [record.key]).changes  # the right to be forgotten stays


@pytest.mark.parametrize(
    ("change", "finding"),
    [({"role": "Frau Dr. Muster"}, "a role"), ({"role": ""}, "a role"), ({"name": " "}, "")],
)
def test_what_cannot_be_approved_is_explained(refusing, change, finding):
    [problem] = approved(refusing, "Plan", **change).get_json()["problems"]
    assert finding in problem
    assert kept(refusing)["plans"] == []


def test_a_scenario_is_kept_opened_renamed_deleted_and_brought_back(client, service):
    assert send(client, {"deed": "scenario", "name": "Nord zuerst", **ASK}).get_json()["action"]
    [again] = send(client, {"deed": "scenario", "name": "nord ZUERST", **ASK}).get_json()[
        "problems"
    ]
    assert "exists already" in again
    [shown] = kept(client)["scenarios"]
    assert Scenario.from_toml(shown["settings"]).changed(territory=None) == SCENARIO
    assert plan_from(shown["coded"])["count"] == 2
    known = {"key": shown["key"], "seen": shown["seen"]}
    assert send(client, {"deed": "rename", "name": "Süd", **known}).get_json()["action"]
    [clash] = send(client, {"deed": "drop", **known}).get_json()["problems"]
    assert "meanwhile" in clash
    [shown] = kept(client)["scenarios"]
    action = send(client, {"deed": "drop", **known, "seen": shown["seen"]}).get_json()["action"]
    assert kept(client)["scenarios"] == []
    service.undo(WHO, action)
    assert [entry["name"] for entry in kept(client)["scenarios"]] == ["Süd"]


def test_a_reason_in_a_scenario_names_nobody(refusing):
    settings = encode(SCENARIO.changed(exclude={"02003": "Frau Dr. Muster sagt ab"}), *PLANNED)
    answer = send(refusing, {"deed": "scenario", "name": "A", **ASK, "settings": settings})
    assert answer.get_json()["problems"]
    assert kept(refusing)["scenarios"] == []


def test_what_changed_is_said_with_the_reason(client, service):
    cells = {"name": "Neue Initiative", "served_ags": "02003", "district_ags": "02003",
             "network_status": "networked", "source_url": "https://example.org"}  # fmt: skip
    service.add_initiative(cells, WHO)
    said = {"scenario": ASK["scenario"], "by": "register", "since": "2006-12-31"}
    content = client.post("/en/plans/changes", json=said).get_json()
    then, now = (analyse(service.inputs(), scenario).coverage.status
                 for scenario in (Scenario(as_of="2006-12-31"), Scenario()))  # fmt: skip
    assert [row["ags"] for row in content["districts"]] == then.index[then != now].tolist()
    count = int((then != now).sum())
    assert f"Since 31 December 2006: {count} district" in content["title"]
    assert any("Neue Initiative" in row["why"] for row in content["districts"])
    yesterday = (dt.date.today() - dt.timedelta(days=400)).isoformat()
    recorded = client.post("/en/plans/changes", json=said | {"by": "recorded", "since": yesterday})
    assert recorded.status_code == 200


def beside(client, **said):
    return client.post("/en/plans/beside", json={"job": "", **said}, headers=HEADER)


def test_plans_stand_side_by_side_as_they_were_kept(client, service):
    approved(client, "Plan 2026")
    send(client, {"deed": "scenario", "name": "Same settings", **ASK})
    content = kept(client)
    of_plan = beside(client, kind="plan", key=content["plans"][0]["key"]).get_json()
    said = {"kind": "scenario", "key": content["scenarios"][0]["key"]}
    first = beside(client, **said).get_json()  # planned for the page already, or a job
    of_scenario = until(
        lambda: (answer := beside(client, **said, job=first.get("job", "")).get_json())
        and "regions" in answer and answer, "the plan of a scenario",
    )  # fmt: skip
    assert [region["hub"] for region in of_plan["regions"]] == [
        region["hub"] for region in of_scenario["regions"]
    ]
    waves = plan_waves(analyse(service.inputs(), SCENARIO)).district_waves
    keys = list(service.inputs().districts.index)
    planned = {keys[n]: wave for n, wave in enumerate(of_plan["classes"]) if wave.isdecimal()}
    assert planned == waves.astype(str).to_dict()
    assert of_scenario["classes"] == of_plan["classes"]
    for wrong, code in (({"kind": "plan", "key": "x"}, 404), ({"kind": "shown", "key": "x"}, 410),
                        ({"kind": "x", "key": "x"}, 400), ({"kind": "plan"}, 400)):  # fmt: skip
        assert beside(client, **wrong).status_code == code
    assert client.post("/en/plans/beside", json=said).status_code == 400


@pytest.mark.parametrize(
    "said", [[], {}, {"deed": "x"}, {"deed": "drop", "key": 5, "seen": 1},
             {"deed": "drop", "key": "a", "seen": True}, {"deed": "scenario", "name": "a"}],
    ids=str,
)  # fmt: skip
def test_forged_orders_are_refused(refusing, said):
    order = {"role": WHO, **said} if isinstance(said, dict) else said
    assert refusing.post("/en/plans/keep", json=order, headers=HEADER).status_code == 400


def test_only_the_page_itself_keeps_and_no_browser_does(refusing):
    assert send(refusing, {"deed": "scenario", "name": "A", **ASK}, headers={}).status_code == 400
    assert refusing.get("/de/plans").headers["Cache-Control"] == "no-store"


def test_without_a_workspace_only_the_register_tells_what_changed(app):
    client = app.test_client()
    assert client.get("/en/plans").status_code == 404
    said = {"scenario": ASK["scenario"], "by": "register", "since": "2010-12-31"}
    assert client.post("/en/plans/changes", json=said).status_code == 200
    assert client.post("/en/plans/changes", json=said | {"by": "recorded"}).status_code == 404
    for forged in ({"since": "x"}, {"by": "x"}, {"scenario": 5}):
        assert client.post("/en/plans/changes", json=said | forged).status_code == 400
