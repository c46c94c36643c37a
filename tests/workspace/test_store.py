"""Records, their changes and the way back, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rollout.errors import DataError
from rollout.workspace import Change, Conflict, Edit, Workspace, history, open_workspace
from rollout.workspace.kinds import KINDS
from rollout.workspace.schema import CHANGES, PARTS
from rollout.workspace.store import NEW
from tests.workspace.conftest import START

WHO = "Servicestelle"


def put(workspace: Workspace, key: str, seen: int = 0, kind: str = "note", **cells: str) -> Change:
    (change,) = workspace.write([Edit(kind, key, cells, seen)], WHO, "set")
    return change


def contents(workspace: Workspace) -> dict[tuple[str, str], dict[str, str]]:
    """Every record with its texts."""
    return {(r.kind, r.key): dict(r.cells) for kind in KINDS for r in workspace.records(kind)}


def test_a_record_is_read_as_it_was_written(workspace):
    cells = {"name": "Dialog", "served_ags": "09162;09184", "linked_since": "2021-05",
             "network_status": "networked", "Ansprechstelle": "IHK"}  # fmt: skip
    change = put(workspace, "dialog", kind="initiative", **cells)
    record = workspace.record("initiative", "dialog")
    assert (record.version, dict(record.cells)) == (1, cells)
    assert (change.before, change.after, change.number) == (None, cells, 1)
    with workspace.reading() as connection:  # areas can be asked for by district
        rows = PARTS["service_areas"]
        query = sa.select(rows.c.record).where(rows.c.item == "09184")
        assert connection.execute(query).scalars().all() == ["dialog"]


def test_a_write_that_saw_an_older_version_is_refused_with_both_and_nothing_is_written(workspace):
    put(workspace, "a", text="one")
    put(workspace, "a", seen=1, text="two")
    edits = [Edit("note", "b", {"text": "new"}, 0), Edit("note", "a", {"text": "mine"}, 1)]
    with pytest.raises(Conflict, match="version 1 seen, 2 holds") as caught:
        workspace.write(edits, WHO, "set")
    ((edit, theirs),) = caught.value.clashes
    assert (edit.cells["text"], theirs["text"], theirs.version) == ("mine", "two", 2)
    assert contents(workspace) == {("note", "a"): {"text": "two"}}
    put(workspace, "a", seen=theirs.version, text="mine")  # who has seen both decides
    with pytest.raises(Conflict, match="exists already"):
        put(workspace, "a", text="as new")
    workspace.write([Edit("note", "a", None, 3)], WHO, "remove")
    with pytest.raises(Conflict, match="was removed meanwhile"):
        put(workspace, "a", seen=3, text="too late")


def test_what_stays_the_same_is_no_change(workspace):
    put(workspace, "a", text="one")
    assert workspace.write([Edit("note", "a", {"text": "one", "role": ""}, 1)], WHO, "set") == ()
    assert workspace.last_number() == 1


def test_versions_and_identifiers_never_come_back(workspace):
    put(workspace, "besuch", text="one")
    workspace.write([Edit("note", "besuch", None, 1)], WHO, "remove")
    (change,) = workspace.write([Edit("note", "Besuch", {"text": "x"}, NEW)], WHO, "add")
    assert change.key == "besuch-2"
    again = put(workspace, "besuch", text="three")
    assert again.version == 3


def test_what_one_deed_did_is_taken_back_together_and_step_by_step(workspace):
    put(workspace, "a", text="one")
    before = contents(workspace)
    workspace.write(
        [Edit("note", "a", {"text": "two"}, 1), Edit("note", "b", {"text": "new"}, 0)], WHO, "set"
    )
    after = contents(workspace)
    history.undo(workspace, WHO)
    assert contents(workspace) == before
    history.undo(workspace, WHO)
    assert contents(workspace) == {}
    with pytest.raises(DataError, match="nothing to take back"):
        history.undo(workspace, WHO)
    last = history.newest_changes(workspace)[0]
    history.undo(workspace, WHO, last.action)  # the way back is taken back: both ways are open
    assert contents(workspace) == before
    history.undo(workspace, WHO, 4)  # what took the second deed back
    assert contents(workspace) == after


def test_what_was_changed_since_is_not_taken_back(workspace):
    put(workspace, "a", text="one")
    put(workspace, "b", text="two")
    put(workspace, "a", seen=1, text="three")
    with pytest.raises(Conflict):
        history.undo(workspace, WHO, 1)
    assert contents(workspace)[("note", "a")] == {"text": "three"}
    with pytest.raises(DataError, match="no step 99"):
        history.undo(workspace, WHO, 99)


def test_the_state_of_any_time_is_known_and_can_be_had_again(workspace):
    put(workspace, "a", text="one")  # minute 0
    put(workspace, "a", seen=1, text="two")  # minute 1
    workspace.write([Edit("note", "a", None, 2)], WHO, "remove")  # minute 2
    texts = []
    for minute in (-1, 0, 1, 2):
        number = history.number_at(workspace, START + dt.timedelta(minutes=minute, seconds=30))
        records = history.records_as_of(workspace, "note", number)
        texts.append([record["text"] for record in records])
    assert texts == [[], ["one"], ["two"], []]
    history.restore(workspace, WHO, "note", "a", 1)
    assert workspace.record("note", "a")["text"] == "one"
    assert [c.what for c in history.history_of(workspace, "note", "a")][-1] == "restore"


def test_a_subject_has_its_own_history(workspace):
    edits = [
        Edit("initiative", "dialog", {"name": "D"}, 0, ["district:09162"]),
        Edit("check", "c", {"initiative_id": "dialog", "answer": "exists"}, 0),
        Edit("note", "n", {"ags": "09184", "text": "x"}, 0, ["district:09184"]),
    ]
    workspace.write(edits, WHO, "add")
    keys = [c.key for c in history.history_about(workspace, "initiative:dialog")]
    assert keys == ["c", "dialog"]
    assert [c.key for c in history.history_about(workspace, "district:09184")] == ["n"]
    history.undo(workspace, WHO)
    assert len(history.history_about(workspace, "district:09162")) == 2


def test_what_names_another_record_must_find_it(workspace):
    with pytest.raises(DataError, match="there is no 'dialog'"):
        put(workspace, "c", kind="check", initiative_id="dialog")
    put(workspace, "dialog", kind="initiative", name="D")
    put(workspace, "c", kind="check", initiative_id="dialog")
    with pytest.raises(DataError, match="still named: check 'c'"):
        workspace.write([Edit("initiative", "dialog", None, 1)], WHO, "remove")
    assert workspace.record("initiative", "dialog") is not None


def test_changes_are_only_added_and_may_only_be_emptied(workspace):
    put(workspace, "a", text="one")
    for statement in (CHANGES.delete(), CHANGES.update().values(after='{"text": "other"}'),
                      CHANGES.update().values(before=None, after=None, at="2020")):  # fmt: skip
        with (
            pytest.raises(sa.exc.DBAPIError, match="only added"),
            workspace.writing() as connection,
        ):
            connection.execute(statement)
    with workspace.writing() as connection:
        connection.execute(CHANGES.update().values(before=None, after=None))
    (change,) = history.history_of(workspace, "note", "a")
    assert (change.before, change.after, change.version) == (None, None, 1)


def test_twenty_writers_lose_nothing_and_double_nothing(where):
    """1,000 changes: each writer adds to a counter of its own and to one that all share."""
    open_workspace(where, create=True).close()

    def write(writer: int) -> None:
        workspace = open_workspace(where)
        for turn in range(40):
            put(workspace, f"of-{writer}", seen=turn, text=str(turn + 1))
        for _ in range(10):
            record = workspace.record("note", "shared")
            while True:
                seen, count = (record.version, int(record["text"])) if record else (0, 0)
                try:
                    put(workspace, "shared", seen=seen, text=str(count + 1), role=str(writer))
                    break
                except Conflict as conflict:
                    record = conflict.clashes[0][1]
        workspace.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    workspace = open_workspace(where)
    changes = history.changes_since(workspace, 0, 2000)
    assert [change.number for change in changes] == list(range(1, 1001))
    assert Counter(change.key for change in changes)["shared"] == 200
    assert workspace.record("note", "shared")["text"] == "200"
    for key in ("shared", "of-7"):
        texts = [int(c.after["text"]) for c in history.history_of(workspace, "note", key)]
        assert texts == list(range(1, len(texts) + 1))
    by_role = Counter(c.after["role"] for c in history.history_of(workspace, "note", "shared"))
    assert set(by_role.values()) == {10}
    workspace.close()


DEEDS = st.lists(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.none() | st.sampled_from(["one", "two", ""])),
        min_size=1, max_size=3, unique_by=lambda pair: pair[0],
    ),
    max_size=8,
)  # fmt: skip


@given(deeds=DEEDS, back=st.integers(0, 8))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_restores_any_state_before(tmp_path_factory, deeds, back):
    """On a plain model: states are kept in a list, undo takes the last one off."""
    workspace = open_workspace(tmp_path_factory.mktemp("w") / "a.rollout", create=True)
    states: list[dict[tuple[str, str], dict[str, str]]] = [{}]
    for deed in deeds:
        seen = {record.key: record.version for record in workspace.records("note")}
        edits = [
            Edit("note", key, None if text is None else {"text": text}, seen.get(key, 0))
            for key, text in deed
        ]
        if workspace.write(edits, WHO, "set"):
            states.append(contents(workspace))
    for _ in range(min(back, len(states) - 1)):
        history.undo(workspace, WHO)
        states.pop()
        assert contents(workspace) == states[-1]
    number = workspace.last_number()
    as_of = {
        ("note", r.key): dict(r.cells) for r in history.records_as_of(workspace, "note", number)
    }
    assert as_of == contents(workspace)
    workspace.close()
