"""Back-tests are made by workers: once for an analysis, and in turn."""

import pickle

import pytest

from dashboard.server.fair_queue import BusyError, Visitor
from dashboard.server.look_back import LookBacks, LookBackTask
from dashboard.server.workshop import Workshop
from rollout.analysis import analyse
from rollout.scenario import Scenario
from tests.dashboard import pages

ANN = Visitor("192.0.2.1", "1")


class OnTheSpot:
    """A workshop that does the work at once and counts the orders."""

    def __init__(self):
        self.orders = []

    def done(self, kind, task, visitor):
        self.orders.append((kind, visitor))
        return pickle.loads(pickle.dumps(task))(None, None)


@pytest.fixture(scope="module")
def analysis(inputs):
    return analyse(inputs, Scenario(preset="dense", indicator_weights={"industry_pct": 1}))


def test_an_analysis_is_looked_back_on_once(analysis):
    workshop = OnTheSpot()
    looks = LookBacks(workshop)
    first = looks.of(analysis, ANN)
    assert looks.of(analysis, Visitor("192.0.2.2")) is first
    assert workshop.orders == [("look_back", ANN)]
    direct = LookBackTask(analysis.inputs, analysis.scenario)(None, None)
    assert first.verdict == direct.verdict
    assert first.results.equals(direct.results)


def test_the_oldest_go_when_there_are_too_many():
    workshop = OnTheSpot()
    looks = LookBacks(workshop, kept=1)
    two = [analyse(pages.inputs(), Scenario(radius_km=km)) for km in (20, 30)]
    for analysis in (*two, two[1], two[0]):
        looks.of(analysis, ANN)
    assert len(workshop.orders) == 3


def test_nobody_takes_all_places(analysis):
    workshop = Workshop(pages.inputs())
    looks = LookBacks(workshop)
    queue = workshop.queues["look_back"]
    tickets = [queue.enter(ANN), queue.enter(Visitor(ANN.address, "2"))]
    for visitor in (ANN, Visitor(ANN.address, "3")):
        with pytest.raises(BusyError):
            looks.of(analysis, visitor)
    queue.enter(Visitor("192.0.2.2"))
    assert [ticket.is_running for ticket in tickets] == [True, False]
