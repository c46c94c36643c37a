"""Classes of the districts under settings that are not those on screen."""

import pytest

from dashboard.page.facts import CODES
from dashboard.page.settings import ANALYSED, encode
from rollout.analysis import analyse
from rollout.scenario import Scenario
from tests.dashboard import pages

ADDRESS = "/de/statuses"


def answer_to(client, rule="served", **changed):
    values = encode(Scenario(rule=rule), *ANALYSED)
    return client.post(ADDRESS, json={"layer": "status", "scenario": values} | changed)


@pytest.mark.parametrize("rule", ["served", "seat"])
def test_the_classes_are_those_of_an_analysis_of_its_own(client, rule):
    answer = answer_to(client, rule)
    status = analyse(pages.inputs(), Scenario(rule=rule)).coverage.status
    assert answer.json["classes"] == [CODES[entry] for entry in status]
    assert answer.json["entries"] == len(pages.inputs().initiatives)
    assert answer.headers["Cache-Control"] == "no-store"


def test_scores_come_in_the_classes_of_their_map(client):
    classes = answer_to(client, layer="score").json["classes"]
    assert len(classes) == 16
    assert set(classes) <= {"", "1", "2", "3", "4", "5"}


@pytest.mark.parametrize(
    "body",
    [{"layer": "waves"}, {"layer": ["status"]}, {"scenario": {"rule": "moon"}}, {"scenario": 7},
     {"more": 1}],
)  # fmt: skip
def test_what_no_page_asks_is_refused(client, body):
    assert answer_to(client, **body).status_code == 400
