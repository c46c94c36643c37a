"""A writer killed at any moment leaves all of a deed or nothing, and what it confirmed is there."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.conftest import ROOT
from tests.killing import needs_kill

# A deed writes three records; the child says after each that it is kept. It is a program of its
# own, since a test run has threads that a fork would copy.
SOURCE = """
import json, os, random, signal, sys, time
from rollout.workspace import Edit, history, open_workspace

where, kills = sys.argv[1], int(sys.argv[2])
KEYS = ("a", "b", "c")
open_workspace(where, create=True).close()

def work(confirmed):
    workspace = open_workspace(where)
    while True:
        seen = {r.key: r for r in workspace.records("note")}
        count = int(seen["a"]["text"]) if seen else 0
        edits = [Edit("note", key, {"text": str(count + 1)}, seen[key].version if seen else 0)
                 for key in KEYS]
        workspace.write(edits, "x", "set")
        os.write(confirmed, b"%d\\n" % (count + 1))

def state():
    workspace = open_workspace(where)
    with workspace.reading() as connection:
        whole = (connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
                 if workspace.path else True)
    counts = {int(r["text"]) for r in workspace.records("note")} or {0}
    (count,) = counts
    changes = history.changes_since(workspace, 3 * count - 6)
    workspace.close()
    numbers = [change.number for change in changes]
    assert whole and numbers == list(range(max(3 * count - 5, 1), 3 * count + 1)), numbers
    assert {int(c.after["text"]) for c in changes[-3:]} <= {count}
    return count

random.seed(7)
kept = 0
for _ in range(kills):
    reading, confirmed = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(confirmed)
        finally:
            os._exit(1)
    os.close(confirmed)
    with os.fdopen(reading, "rb") as answers:
        answers.readline()  # it has begun to write
        time.sleep(random.uniform(0, 0.01))
        os.kill(child, signal.SIGKILL)
        said = [line for line in answers.read().split(b"\\n") if line]
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    count = state()
    last = int(said[-1]) if said else count
    assert code == -signal.SIGKILL and last <= count <= last + 1, (code, last, count)
    kept = count
workspace = open_workspace(where)
numbers = [c.number for c in history.changes_since(workspace, 0, 10**6)]
print(json.dumps({"kept": kept, "numbers": numbers == list(range(1, 3 * kept + 1))}))
"""


@needs_kill
def test_killed_at_a_hundred_moments_of_writing(where):
    kills = 20 if "://" in where else 100  # a server outlives whoever writes to it
    command = [sys.executable, "-c", SOURCE, where, str(kills)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    answer = json.loads(done.stdout)
    assert answer["kept"] >= kills
    assert answer["numbers"]
