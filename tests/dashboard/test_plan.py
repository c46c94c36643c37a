"""The view Roll-out plan: settings, jobs, callbacks, files."""

import json
import threading

import pandas as pd
import pytest
from werkzeug.exceptions import BadRequest

from dashboard.page import ids
from dashboard.page.old_addresses import plan_text
from dashboard.page.settings import ANALYSED, encode, planned_scenario
from dashboard.page.settings import PLANNED as PLAN
from dashboard.server.fair_queue import BusyError, FairQueue, Shares, Visitor
from dashboard.server.jobs import Jobs
from dashboard.views.plan.compare import differing_regions, differing_settings
from rollout.analysis import analyse
from rollout.errors import ScenarioError, parameter_error
from rollout.export.plan_words import fewest_words
from rollout.language import Text
from rollout.plan.fewest import fewest_for
from rollout.plan.meeting import meeting_places
from rollout.plan.plan import plan_waves
from rollout.scenario import Scenario
from rollout.siting.problem import Progress
from tests.dashboard import pages
from tests.dashboard.pages import ask, filled, last_answer, start_job, watch, words_in
from tests.grids import KEYS
from tests.waiting import PATIENCE_S

SETTINGS = Scenario(
    count=2,
    waves=2,
    objective="cover",
    reach="neighbour",
    demand="districts",
    require={"01008": "asked for it"},
    exclude={"02003": "no staff"},
    most_in_land={"02": 1},
    budget=7.5,
    region_cost=1,
    potential_slack=0.05,
)
PLANNED = encode(SETTINGS, *PLAN)


def test_settings_make_the_scenario_they_came_from():
    assert planned_scenario(Scenario(), PLANNED) == SETTINGS
    assert planned_scenario(Scenario(), encode(Scenario(), *PLAN)) == Scenario()


def test_a_reason_cannot_break_the_list_of_picks():
    scenario = Scenario(require={"01001": "a*02002-b\nc"})
    found = planned_scenario(Scenario(), encode(scenario, *PLAN))
    assert dict(found.require) == {"01001": "a 02002-b c"}
    assert found.exclude == ()


@pytest.mark.parametrize(
    "forged",
    [
        {"count": "5"}, {"count": True}, {"count": [5]}, {"budget": float("inf")},
        {"demand": 7}, {"demand": None}, {"prefer_potential": 1}, {"costs": "x" * 501},
        {"require": "drop"}, {"require": "01001=a*"}, {"exclude": 5}, {"unknown": 1},
        {"require": "*".join(["01001=" + "a" * 120] * 100)},
    ],
    ids=str,
)  # fmt: skip
def test_settings_no_control_sends_are_refused(forged):
    with pytest.raises(BadRequest):
        planned_scenario(Scenario(), PLANNED | forged)


@pytest.mark.parametrize("values", [None, [], "x", 5, {}])
def test_settings_of_the_wrong_shape_are_refused(values):
    with pytest.raises(BadRequest):
        planned_scenario(Scenario(), values)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"count": 500}, "0 to 400"),
        ({"count": 2.5}, "whole number"),
        ({"count": None}, "is empty"),
        ({"budget": -1}, "at least 0"),
        ({"costs": "09162: 5"}, "key = number"),
        ({"demand": "money"}, "one of"),
    ],
    ids=str,
)
def test_settings_a_visitor_can_mistype_are_explained(typed, said):
    with pytest.raises(ScenarioError, match=said):
        planned_scenario(Scenario(), PLANNED | typed)


SOMEBODY = Visitor("192.0.2.1", "tab")


def jobs_of(at_once=2, per_address=16, **settings):
    return Jobs(FairQueue(Shares(at_once, 16, per_address, per_address)), **settings)


def finished(jobs, token):
    job = jobs.get(token)
    assert job.done.wait(PATIENCE_S)
    return job


def test_a_job_reports_and_returns():
    jobs = jobs_of()

    def work(report, cancel):
        report(Progress(0.1, 1.0, 2.0, 1.0, "wave 1"))
        return "found"

    job = finished(jobs, jobs.start(work, SOMEBODY))
    assert (job.result, job.progress.step, job.error) == ("found", "wave 1", None)


def test_a_cancelled_job_stops():
    jobs = jobs_of()
    token = jobs.start(lambda report, cancel: cancel.wait(PATIENCE_S), SOMEBODY)
    jobs.get(token).cancel.set()
    assert finished(jobs, token).done.is_set()


def test_errors_of_the_user_are_told_and_faults_are_logged(caplog):
    jobs = jobs_of()
    wrong = parameter_error("Scenario.count", Text("ist 0", "is 0"), Text("mehr", "more"))

    def refused(report, cancel):
        raise wrong

    def broken(report, cancel):
        raise KeyError("secret")

    assert finished(jobs, jobs.start(refused, SOMEBODY)).error is wrong
    job = finished(jobs, jobs.start(broken, SOMEBODY))
    assert job.failed
    assert job.error is None
    assert "a plan failed" in caplog.text


def test_tokens_cannot_be_guessed_and_lead_nowhere_else():
    jobs = jobs_of()
    tokens = {jobs.start(lambda report, cancel: 1, SOMEBODY) for _ in range(8)}
    assert len(tokens) == 8
    assert min(map(len, tokens)) >= 32
    assert jobs.get("x") is None


def test_finished_jobs_go_when_there_are_too_many_and_running_ones_stay():
    jobs, hold = jobs_of(kept=2), threading.Event()
    running = jobs.start(lambda report, cancel: hold.wait(PATIENCE_S), SOMEBODY)
    tokens = []
    for _ in range(3):
        tokens.append(jobs.start(lambda report, cancel: 1, SOMEBODY))
        finished(jobs, tokens[-1])
    assert jobs.get(running) is not None
    assert jobs.get(tokens[0]) is None
    assert jobs.get(tokens[-1]) is not None
    hold.set()


def test_nobody_pushes_out_the_finished_plans_of_others():
    jobs = jobs_of(kept=3)
    mine = jobs.start(lambda report, cancel: 1, SOMEBODY)
    finished(jobs, mine)
    for _ in range(6):
        last = jobs.start(lambda report, cancel: 1, Visitor("192.0.2.9"))
        finished(jobs, last)
    assert jobs.get(mine) is not None
    assert jobs.get(last) is not None


def test_a_cancelled_job_that_waits_gives_its_place_back():
    jobs, hold = jobs_of(at_once=1, per_address=2), threading.Event()
    running = jobs.start(lambda report, cancel: hold.wait(PATIENCE_S), SOMEBODY)
    waiting = jobs.start(lambda report, cancel: 1, SOMEBODY)
    with pytest.raises(BusyError):
        jobs.start(lambda report, cancel: 1, SOMEBODY)
    jobs.cancel(jobs.get(waiting))
    assert finished(jobs, waiting).result is None
    third = jobs.start(lambda report, cancel: 3, SOMEBODY)
    hold.set()
    assert finished(jobs, third).result == 3
    assert finished(jobs, running).result is True


def test_jobs_nobody_asked_for_expire():
    now = [0.0]
    jobs = jobs_of(clock=lambda: now[0])
    token = jobs.start(lambda report, cancel: 1, SOMEBODY)
    finished(jobs, token)
    now[0] = 3 * 60 * 60
    assert jobs.get(token) is None


def test_a_job_whose_page_was_closed_is_cancelled():
    now = [0.0]
    jobs = jobs_of(clock=lambda: now[0])
    begun, begin = threading.Event(), threading.Event()

    def work(report, cancel):
        begun.set()
        begin.wait(PATIENCE_S)
        report(Progress(0, 1, 1, 0))
        return cancel.is_set()

    token = jobs.start(work, SOMEBODY)
    assert begun.wait(PATIENCE_S)
    now[0] = 1000.0
    begin.set()
    assert next(iter(jobs._found.values())).done.wait(PATIENCE_S)
    assert jobs.get(token).result is True


def request(**changes):
    scenario = encode(Scenario(), *ANALYSED)
    return {"kind": "plan", "scenario": scenario, "settings": PLANNED, "kept": ""} | changes


def run(client, lang="en", **changes):
    """Start a job and wait for its last answer."""
    job = start_job(client, request(**changes), lang)
    return job, last_answer(client, job, lang)


def shown(client, found, lang="en"):
    answer = ask(client, ids.PLAN_RESULT, lang, **{ids.PLAN_FOUND: found})
    return json.loads(answer.data)["response"]


def filled_text(properties):
    return words_in(properties["children"])


@pytest.fixture(scope="module")
def reference():
    analysis = analyse(pages.inputs(), SETTINGS)
    return plan_waves(analysis)


def test_the_plan_on_the_page_is_the_plan_of_python(client, reference):
    _, seen = run(client)
    found = seen[ids.PLAN_FOUND]["data"]
    drawn = shown(client, found)[ids.PLAN_MAP]["data"]
    keys, waves = reference.regions.districts, drawn["classes"]
    hubs = [keys[region["hub"]] for region in drawn["regions"]]
    assert hubs == reference.table.index.tolist()  # the numbers of the pins are those of the table
    assert [[keys[n] for n in region["members"]] for region in drawn["regions"]] == (
        reference.table["members"].map(list).tolist()
    )
    planned = {key: int(wave) for key, wave in zip(keys, waves, strict=True) if wave.isdigit()}
    assert planned == reference.table["wave"].to_dict()
    assert planned["01008"] == 1
    assert "02003" not in planned


def test_baseline_proof_price_and_reasons_are_always_shown(client, reference):
    for lang, words in {
        "de": ("heute", "nachgewiesen bester Plan", "Preis der Staffelung", "no staff"),
        "en": ("today", "proven best plan", "Price of nesting", "required: asked for it"),
    }.items():
        _, seen = run(client, lang)
        found = shown(client, seen[ids.PLAN_FOUND]["data"], lang)
        text = filled_text(found[ids.PLAN_RESULT])
        assert all(word in text for word in words)


def test_an_infeasible_plan_names_what_binds_and_no_traceback(client):
    settings = PLANNED | {"least_in_land": "02 = 5", "most_in_land": "02 = 1"}
    for lang, title in {"de": "So lässt sich nicht planen", "en": "This cannot be planned"}.items():
        _, seen = run(client, lang, settings=settings)
        text = words_in(seen[ids.PLAN_MESSAGE]["children"])
        assert title in text
        assert "Traceback" not in text
        assert ids.PLAN_FOUND not in seen


def test_a_required_and_excluded_district_is_told_before_the_run(client):
    settings = PLANNED | {"count": 900}
    values = {ids.PLAN_SETTINGS: settings, ids.LOCATION: "/en/plan"}
    answer = ask(client, ids.PLAN_PROBLEMS, "en", **values)
    text = words_in(filled(answer, ids.PLAN_PROBLEMS)["children"])
    assert "New regions per wave" in text
    assert "Scenario." not in text


def test_details_belong_to_the_plan(client):
    job, _ = run(client)
    for kind, place in (("explain", ids.PLAN_EXPLAIN), ("curve", ids.PLAN_CURVE_TABLE)):
        _, seen = run(client, kind=kind, plan=job["token"])
        assert filled_text(shown(client, seen[ids.PLAN_FOUND]["data"])[place])


SOUTH = Scenario(demand="districts", count=1, waves=1, land_share=1, area=["02"])


@pytest.fixture(scope="module")
def south(app):
    """Handle of a plan of founding regions in one Land, and what the page shows of it."""
    client = app.test_client()
    job, seen = run(client, settings=encode(SOUTH, *PLAN))
    return job, shown(client, seen[ids.PLAN_FOUND]["data"])


def test_a_plan_of_an_area_says_so_and_offers_the_country(south):
    _, page = south
    text = filled_text(page[ids.PLAN_RESULT])
    assert "Musterland Süd: With 1 target region in 1 wave" in text
    assert "all of Germany goes from" in text
    assert "data-whole-country" in json.dumps(page[ids.PLAN_RESULT])
    inside = page[ids.PLAN_MAP]["data"]["inside"]
    assert inside == [n for n, key in enumerate(KEYS) if key.startswith("02")]


def test_a_point_of_the_front_is_taken_by_settings_that_plan_it(client, south):
    job, _ = south
    _, seen = run(client, kind="front", plan=job["token"])
    page = shown(client, seen[ids.PLAN_FOUND]["data"])
    points = page[ids.PLAN_FRONT]["data"]["points"]
    assert [point["settings"] for point in points].count(None) == 1  # the plan on screen
    for point in points:
        if point["settings"]:
            settings = planned_scenario(Scenario(), encode(SOUTH, *PLAN) | point["settings"])
            plan = plan_waves(analyse(pages.inputs(), settings))
            share = plan.summary["share_districts"].iloc[-1]
            assert share == pytest.approx(point["share"], abs=1e-4)
            assert plan.summary["cost"].sum() == point["days"]
    assert "Take it" in filled_text(page[ids.PLAN_FRONT_TABLE])


def test_the_fewest_and_the_places_to_meet_are_those_of_python(client, south):
    job, _ = south
    plan = plan_waves(analyse(pages.inputs(), SOUTH))
    _, seen = run(client, kind="fewest", plan=job["token"], share=60)
    text = filled_text(shown(client, seen[ids.PLAN_FOUND]["data"])[ids.PLAN_FEWEST])
    assert fewest_words(fewest_for(plan, 0.6), plan).en in text
    _, seen = run(client, kind="meet", plan=job["token"], places=1, who="all")
    text = filled_text(shown(client, seen[ids.PLAN_FOUND]["data"])[ids.PLAN_MEET])
    analysis = analyse(pages.inputs(), SOUTH)
    meeting = meeting_places(analysis, area=["02"])
    assert len(analysis.coverage.initiatives) > len(meeting.guests) > 0
    assert all(name in text for name in [*meeting.places["name"], *meeting.guests["name"]])


@pytest.mark.parametrize(
    ("choice", "said"),
    [({"kind": "fewest", "share": 130}, "Share (%)”: is 130"),
     ({"kind": "fewest", "share": None}, "Share (%)”: is empty"),
     ({"kind": "meet", "places": 1.5}, "whole number"),
     ({"kind": "meet", "places": 0}, "Number of events”: is 0")],
)  # fmt: skip
def test_what_cannot_be_asked_is_explained(client, south, choice, said):
    _, seen = run(client, plan=south[0]["token"], **choice)
    assert said in words_in(seen[ids.PLAN_MESSAGE]["children"])


@pytest.mark.parametrize(
    "choice",
    [{"share": "x"}, {"kind": "meet", "places": True}, {"kind": "front", "who": "nobody"}],
)
def test_forged_choices_are_refused(client, south, choice):
    forged = {"kind": "fewest", "plan": south[0]["token"], **choice}
    assert ask(client, ids.PLAN_JOB, "en", **{ids.PLAN_ASK: forged}).status_code == 400


def coded(settings):
    return plan_text(encode(Scenario(), *ANALYSED) | settings)


def test_two_plans_stand_side_by_side_with_what_differs(client):
    _, seen = run(client, kept=coded(PLANNED | {"count": 1}))
    text = filled_text(shown(client, seen[ids.PLAN_FOUND]["data"])[ids.PLAN_COMPARISON])
    assert "New regions per wave" in text
    assert "Rates at the end of both plans" in text
    assert "wave 1" in text


def test_a_broken_kept_plan_is_told_and_the_other_one_shown(client):
    _, seen = run(client, kept="AAAA")
    found = shown(client, seen[ids.PLAN_FOUND]["data"])
    assert "Plan A cannot be computed" in filled_text(found[ids.PLAN_COMPARISON])
    assert found[ids.PLAN_MAP]["data"]


def test_differences_are_settings_and_regions_that_differ(reference):
    other = plan_waves(analyse(pages.inputs(), SETTINGS.changed(count=1)))
    found = differing_regions(reference, other)
    first, second = reference.table["wave"], other.table["wave"]
    expected = {key for key in {*first.index, *second.index} if first.get(key) != second.get(key)}
    assert set(found.index) == expected
    assert differing_settings(SETTINGS, SETTINGS.changed(count=1)) == ["count"]
    assert differing_regions(reference, reference).empty


FORGED = [None, [], "x", {}, {"kind": "x"}, {"kind": ["plan"]}, {"kind": "curve", "plan": 5}]


@pytest.mark.parametrize("forged", FORGED, ids=str)
def test_forged_questions_are_refused(client, forged):
    answer = ask(client, ids.PLAN_JOB, "en", **{ids.PLAN_ASK: forged})
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("kept", [5, ["a"], None])
def test_forged_kept_plans_are_refused(client, kept):
    answer = ask(client, ids.PLAN_JOB, "en", **{ids.PLAN_ASK: request(kept=kept)})
    assert answer.status_code == 400


@pytest.mark.parametrize("forged", [[], "x", {"kind": "plan", "token": 5}, {"token": "a"}], ids=str)
def test_forged_jobs_are_refused(client, forged):
    assert watch(client, forged, "en").status_code == 400
    answer = ask(client, ids.PLAN_RESULT, "en", **{ids.PLAN_FOUND: forged})
    assert answer.status_code == 400


def test_an_unknown_token_shows_nothing_of_others(client):
    run(client)
    seen = watch(client, {"kind": "plan", "token": "guessed"}, "en")
    assert "gone" in words_in(filled(seen, ids.PLAN_MESSAGE)["children"])
    guess = {"plan": "guessed"}
    assert client.post("/en/plan/targets.csv", data=guess).status_code == 410
    assert client.post("/en/plan/passwd", data=guess).status_code == 404


def test_files_hold_the_plan(client, reference):
    job, _ = run(client)
    for lang in ("de", "en"):
        for name in ("targets.xlsx", "targets.csv", "plan.geojson", "plan.gpkg", "plan.svg"):
            answer = client.post(f"/{lang}/plan/{name}", data={"plan": job["token"]})
            assert answer.status_code == 200, name
    of_job = {"plan": job["token"]}
    features = client.post("/en/plan/plan.geojson", data=of_job).json["features"]
    waves = pd.Series({f["properties"]["ags"]: f["properties"]["wave"] for f in features})
    assert waves.dropna().astype(int).to_dict() == reference.table["wave"].to_dict()
    text = client.post("/en/plan/scenario.toml", data=of_job).text
    assert Scenario.from_toml(text).changed(goalposts_low={}, goalposts_high={}) == SETTINGS


def upload(client, text):
    return ask(client, ids.PLAN_UPLOADED, "en", **{ids.PLAN_UPLOAD: {"text": text}})


def test_a_scenario_file_fills_the_controls(client):
    answer = upload(client, SETTINGS.changed(rule="seat", max_served=7).to_toml())
    values = filled(answer, ids.PLAN_UPLOADED)["data"]
    assert values["rule"] == "seat"
    assert values["require"] == "01008=asked for it"
    assert values["exclude"] == "02003=no staff"
    assert values["potential_slack"] == 0.05
    message = words_in(filled(answer, ids.PLAN_FILE_MESSAGE)["children"])
    assert "no control" in message
    assert "only the seat counts" in message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[plan]\ncount = 900", "0 to 400"),
        ("[plan]\nunknown = 1", "unknown"),
        ("not toml", "cannot be read"),
        ("[potential]\n[potential.indicator_weights]\nnothing = 5.0", "does not fit"),
    ],
)
def test_a_wrong_scenario_file_is_explained(client, text, said):
    answer = upload(client, text)
    assert answer.status_code == 200
    assert said in words_in(filled(answer, ids.PLAN_FILE_MESSAGE)["children"])


@pytest.mark.parametrize("forged", [None, 5, {"text": 5}, {"text": "x" * 50_000}], ids=lambda v: "")
def test_forged_uploads_are_refused(client, forged):
    answer = ask(client, ids.PLAN_UPLOADED, "en", **{ids.PLAN_UPLOAD: forged})
    assert answer.status_code == 400


@pytest.mark.parametrize("query", ["", "plan=x", "plan=[]", "plan={}", "plan=" + "[" * 900])
def test_forged_scenario_links_are_refused(client, query):
    answer = client.get(f"/plan/scenario.toml?{query}")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text
