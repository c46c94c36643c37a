"""5,000 initiatives, 2,000 foundings, 100,000 changes: python -m benchmarks workspace.

Everything a page asks for has to stay below 200 ms. Reading the whole register anew after a change
of an initiative is measured beside it: it is what map and rates wait for, and so does who opens a
past day.
"""

import datetime as dt
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.records import Record, median_seconds
from rollout.inputs import load_inputs
from rollout.workspace import Edit, Workspace, open_workspace
from rollout.workspace.service import Service

INITIATIVES, FOUNDINGS, CHANGES = 5_000, 2_000, 100_000
PAGE_S = 0.2
WHO = "Servicestelle"


def measure(sources: Path | None) -> Iterator[Record]:
    with tempfile.TemporaryDirectory() as folder:
        inputs = load_inputs()
        workspace = open_workspace(Path(folder) / "large.rollout", create=True)
        fill(workspace, list(inputs.districts.index))
        service = Service(workspace, inputs)
        service.inputs()
        yield Record("changes kept", workspace.last_number(), "")
        size = (Path(folder) / "large.rollout").stat().st_size
        yield Record("size of the file", size / 1e6, "MB")
        for what, call in pages(service).items():
            yield Record(what, median_seconds(call, 5), "s", PAGE_S)
        yield Record("register read anew after a change", median_seconds(reread(service), 3), "s")
        moment = dt.datetime.now(dt.UTC)
        opened = median_seconds(lambda: service.inputs_as_of(moment), 3)
        yield Record("a past day is opened, then kept", opened, "s")
        workspace.close()


def pages(service: Service) -> dict:
    """What a page asks for, and what a form writes."""
    count = iter(range(10**6))
    founding = service.records("founding")[0].key
    initiative = service.records("initiative")[0].key

    def step() -> None:
        service.take_step(founding, service.version("founding", founding), "kickoff", WHO,
                          date=f"2026-01-{next(count) % 27 + 1:02d}")  # fmt: skip

    return {
        "a check is recorded": lambda: service.record_check("09662", "none", "IHK", WHO),
        "data after a check": lambda: (service.record_check("09662", "none", "IHK", WHO),
                                       service.inputs()),
        "a step is taken": step,
        "the last deed is taken back": lambda: service.undo(WHO),
        "tasks, overdue first": service.task_list,
        "foundings for the board": lambda: service.records("founding"),
        "newest changes": service.newest_changes,
        "changes since": lambda: service.changes_since(service.workspace.last_number() - 5),
        "history of a district": lambda: service.history_of_district("09662"),
        "history of an initiative": lambda: service.history_of_initiative(initiative),
        "initiatives of a district": lambda: service.of_district("initiative", "09662"),
        "initiatives alike": lambda: service.similar_initiatives("Dialog Industrie 77", ["09662"]),
    }  # fmt: skip


def reread(service: Service):
    key = service.records("initiative")[0].key
    numbers = iter(range(1000))

    def work() -> None:
        seen = service.version("initiative", key)
        service.alter("initiative", key, {"topics": f"Energie {next(numbers)}"}, seen, WHO)
        service.inputs()

    return work


def fill(workspace: Workspace, districts: list[str]) -> None:
    """Records as imported, then notes changed again and again until there are enough changes."""
    rng = random.Random(1)

    def area() -> str:
        at = rng.randrange(len(districts) - 4)
        return ";".join(districts[at : at + rng.randrange(1, 5)])

    edits = []
    for n in range(INITIATIVES):
        keys = area()
        cells = {"name": f"Initiative {n}", "network_status": rng.choice(["networked", "founding"]),
                 "district_ags": keys[:5], "served_ags": keys, "founded_year": "2020"}  # fmt: skip
        edits.append(Edit("initiative", f"i{n}", cells, 0, named(keys)))
    for n in range(FOUNDINGS):
        keys = area()
        cells = {"name": f"Region {n}", "region_ags": keys, "kind": "new", "trigger": "2024-05",
                 "outcome": "running"}  # fmt: skip
        edits.append(Edit("founding", f"f{n}", cells, 0, named(keys)))
    workspace.write(edits, WHO, "import")
    left, turn = CHANGES - len(edits), 0
    while left > 0:
        count = min(left, 1000)
        notes = []
        for n in range(count):
            keys = area()
            cells = {"ags": keys, "date": "2026-01-01", "role": WHO, "text": f"Stand {turn}"}
            notes.append(Edit("note", f"n{n}", cells, turn, named(keys)))
        workspace.write(notes, WHO, "set")
        left, turn = left - count, turn + 1


def named(keys: str) -> list[str]:
    return [f"district:{ags}" for ags in keys.split(";")]
