"""Work in a process of its own: same results, real cancelling, no orphans."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from dashboard.server import worker
from dashboard.server.worker import LimitExceededError, Limits, Stock, WorkerLostError, apart
from dashboard.views.plan.work import PlanTask
from rollout.analysis import analyse
from rollout.errors import ScenarioError, parameter_error
from rollout.language import Text
from rollout.plan.plan import plan_waves
from rollout.scenario import Scenario
from rollout.siting.problem import Progress
from tests.dashboard import hostile_tasks, pages
from tests.dashboard.hostile_tasks import deaf
from tests.waiting import PATIENCE_S, until

SETTINGS = Scenario(objective="cover", count=2, waves=2, reach="neighbour", demand="districts")


def nobody(progress):
    raise AssertionError(progress)


def whoami(report, cancel):
    return os.getpid()


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
from tests.dashboard.hostile_tasks import deaf, endless
if __name__ == "__main__":
    apart({task}, lambda progress: print(int(progress.bound), flush=True), threading.Event())
"""


@pytest.mark.parametrize(
    ("task", "how"),
    [("deaf", signal.SIGKILL), ("endless", signal.SIGTERM)],
    ids=["deaf", "endless"],
)
def test_no_worker_outlives_its_server(tmp_path, task, how):
    script = tmp_path / "server.py"
    script.write_text(SERVER.format(task=task), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": os.getcwd()}
    server = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, env=environment,
    )  # fmt: skip
    worker = int(server.stdout.readline())
    server.send_signal(how)
    server.wait()
    server.stdout.close()
    until(lambda: not alive(worker), f"the end of worker {worker}")


def ended_by_its_limit(task, limits):
    """Limit that ended a task; no process is left, not even a dead one."""
    pids = []
    with pytest.raises(LimitExceededError) as caught:
        apart(task, lambda p: pids.append(int(p.bound)), threading.Event(), limits)
    assert not any(map(alive, pids))
    return caught.value.limit


def test_a_worker_that_takes_too_long_is_ended():
    assert ended_by_its_limit(hostile_tasks.endless, Limits(seconds=1.0)) == "time"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no processor time")
def test_a_worker_that_computes_too_much_is_ended():
    assert ended_by_its_limit(hostile_tasks.endless, Limits(processor_s=1)) == "processor"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory of a process")
def test_a_worker_that_takes_too_much_memory_is_ended_and_others_are_not():
    assert ended_by_its_limit(hostile_tasks.greedy, Limits(memory_mb=200)) == "memory"
    answer = apart(hostile_tasks.modest, nobody, threading.Event(), Limits(memory_mb=200))
    assert answer == 100 << 20


@pytest.mark.parametrize(
    ("code", "limit"),
    [(-signal.SIGXCPU, "processor"), (-signal.SIGKILL, "memory"), (-signal.SIGABRT, "memory"),
     (0, None), (3, None), (-signal.SIGSEGV, None), (None, None)],
)  # fmt: skip
def test_the_end_of_a_worker_tells_its_limit(code, limit):
    assert worker._limit_of(code) == limit


def test_without_limits_of_the_system_the_clock_still_holds(monkeypatch):
    """On Windows there is neither a server that forks nor a limit of memory."""
    monkeypatch.setattr(sys, "platform", "win32")
    worker._keep_to(Limits(1.0, 1, 1))  # would end this very process
    assert worker._limit_of(-9) is None


def test_what_is_in_stock_travels_by_name():
    large, own = list(range(50_000)), ["own"]
    server = Stock({"large": large})
    there = Stock.out_of(server.content)
    packed = server.pack({"large": large, "own": own})
    assert len(packed) < 200
    content = there.unpack(packed)
    assert content == {"large": large, "own": own}
    back = server.unpack(there.pack([content["large"], content["own"]]))
    assert back[0] is large
    assert back[1] == own
