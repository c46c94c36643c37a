"""Work in a process of its own: same results, real cancelling, no orphans."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import pytest

from dashboard.server import worker
from dashboard.server.worker import WorkerLostError, apart
from dashboard.views.plan.work import PlanTask
from rollout.analysis import analyse
from rollout.errors import ScenarioError, parameter_error
from rollout.language import Text
from rollout.plan.plan import plan_waves
from rollout.scenario import Scenario
from rollout.siting.problem import Progress
from tests.dashboard import pages
from tests.waiting import PATIENCE_S, until

SETTINGS = Scenario(count=2, waves=2, reach="neighbour", demand="districts")


def nobody(progress):
    raise AssertionError(progress)


def whoami(report, cancel):
    return os.getpid()


def deaf(report, cancel):
    """Does not listen to a cancel, as a solver in the middle of a step."""
    report(Progress(0.0, 0.0, float(os.getpid()), 0.0, "wave 1"))
    time.sleep(10 * PATIENCE_S)
    return "slept"


def listening(report, cancel):
    report(Progress(0.0, 0.0, 0.0, 0.0, "wave 1"))
    cancel.wait(PATIENCE_S)
    return "the best so far"


def refused(report, cancel):
    raise parameter_error("Scenario.count", Text("ist 0", "is 0"), Text("mehr", "more"))


def broken(report, cancel):
    raise KeyError("inside")


def gone(report, cancel):
    os._exit(3)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_plan_of_a_process_is_the_plan_of_python():
    analysis = analyse(pages.inputs(), SETTINGS)
    found = apart(PlanTask(analysis), lambda progress: None, threading.Event())
    expected = plan_waves(analysis)
    assert found.table.equals(expected.table)
    assert found.summary.equals(expected.summary)


def test_the_work_is_done_elsewhere():
    assert apart(whoami, nobody, threading.Event()) != os.getpid()


def test_a_cancelled_worker_hands_over_what_it_has(monkeypatch):
    monkeypatch.setattr(worker, "PATIENCE_S", PATIENCE_S)
    cancel = threading.Event()
    assert apart(listening, lambda progress: cancel.set(), cancel) == "the best so far"


def test_a_worker_that_does_not_listen_is_ended(monkeypatch):
    monkeypatch.setattr(worker, "PATIENCE_S", 0.2)
    cancel, pids = threading.Event(), []

    def note(progress):
        pids.append(int(progress.bound))
        cancel.set()

    assert apart(deaf, note, cancel) is None
    assert not alive(pids[0])


def test_a_refusal_comes_back_with_its_words():
    with pytest.raises(ScenarioError, match="is 0; expected: more") as caught:
        apart(refused, nobody, threading.Event())
    assert caught.value.problems[0].file == "Scenario.count"


def test_limits_that_cannot_hold_together_come_back_in_words():
    impossible = SETTINGS.changed(least_in_land={"02": 5}, most_in_land={"02": 1})
    analysis = analyse(pages.inputs(), impossible)
    with pytest.raises(ScenarioError) as expected:
        plan_waves(analysis)
    with pytest.raises(ScenarioError) as caught:
        apart(PlanTask(analysis), lambda progress: None, threading.Event())
    assert caught.value.problems == expected.value.problems


@pytest.mark.parametrize(("task", "said"), [(broken, "KeyError"), (gone, "gone")])
def test_a_fault_in_a_worker_is_no_answer(task, said):
    with pytest.raises(WorkerLostError, match=said):
        apart(task, nobody, threading.Event())


SERVER = """
import threading, time
from dashboard.server.worker import apart
from tests.dashboard.test_worker import deaf
if __name__ == "__main__":
    apart(deaf, lambda progress: print(int(progress.bound), flush=True), threading.Event())
"""


def test_no_worker_outlives_a_killed_server(tmp_path):
    script = tmp_path / "server.py"
    script.write_text(SERVER, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.getcwd()}
    server = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=environment
    )
    worker = int(server.stdout.readline())
    server.kill()
    server.wait()
    server.stdout.close()
    until(lambda: not alive(worker), f"the end of worker {worker}")
