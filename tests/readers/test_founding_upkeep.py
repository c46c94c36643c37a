"""Keeping a record of foundings: the safety of the register's upkeep, and its own rules."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest

from rollout import upkeep
from rollout.errors import DataError
from rollout.readers.assignment import PLAIN
from rollout.readers.foundings import FOUNDINGS, read_foundings
from rollout.readers.places import Places
from rollout.readers.repair import repair_table
from rollout.upkeep.founding_record import step_key
from tests.killing import folders_after_kills, needs_kill
from tests.readers.conftest import UPKEEP

NEW = {"name": "Runde Göttingen", "region_ags": "3159", "trigger": "10/2025"}


@pytest.fixture
def path(tmp_path: Path, places: Places) -> Path:
    """Return a record with one founding, begun by adding it."""
    made = tmp_path / "mine.csv"
    upkeep.add_founding(made, places, {**NEW, "kind": "new"})
    return made


def cells(path: Path, places: Places, key: str = "runde-goettingen") -> dict[str, str]:
    row: dict[str, str] = read_foundings(path, places).table.loc[key].to_dict()
    return row


def test_a_record_is_begun_by_its_first_founding(path: Path, places: Places) -> None:
    row = cells(path, places)
    assert (row["region_ags"], row["trigger"], row["outcome"]) == ("03159", "2025-10", "running")
    assert ",03159,new,,2025-10," in path.read_text(encoding="utf-8")
    assert {entry.what for entry in upkeep.read_log(path)} == {"add"}


def test_ids_are_never_used_twice(path: Path, places: Places) -> None:
    second = upkeep.add_founding(path, places, NEW).entries[0].id
    assert second == "runde-goettingen-2"
    header = path.read_text(encoding="utf-8").splitlines()[0]
    path.write_text(header + "\n", encoding="utf-8")
    assert upkeep.add_founding(path, places, NEW).entries[0].id == "runde-goettingen-3"


def test_a_step_adds_to_what_is_known(path: Path, places: Places) -> None:
    before = path.read_bytes()
    key, first = "runde-goettingen", ["Doppelarbeit mit anderen Vorhaben"]
    upkeep.reach_step(
        path, places, key, "kickoff", "20.01.2026", obstacles=first, note="erste Runde"
    )
    assert path.with_name("mine.csv.bak").read_bytes() == before
    upkeep.reach_step(
        path, places, key, "6", "2026-03",
        obstacles=["asleep", "doubling"], favourable=["Studie"], note="zweite",
    )  # fmt: skip
    row = cells(path, places)
    assert (row["kickoff"], row["declaration"]) == ("2026-01-20", "2026-03")
    assert row["obstacles"] == "doubling;asleep"
    assert row["favourable"] == "study"
    assert row["note"] == "erste Runde · zweite"
    changes = [(e.what, e.field, e.before, e.after) for e in upkeep.read_log(path)]
    assert ("step", "obstacles", "doubling", "doubling;asleep") in changes
    assert ("step", "kickoff", "", "2026-01-20") in changes


@pytest.mark.parametrize(
    "name", ["declaration", "6", "6.", "LOI", "joint declaration or letter of intent", "Schritt 6"]
)
def test_a_step_may_be_named_in_many_ways(name: str) -> None:
    assert step_key(name) == "declaration"


def test_what_is_wrong_changes_nothing(path: Path, places: Places) -> None:
    before = path.read_bytes()
    key = "runde-goettingen"
    for words, call in {
        "'tea' is not a step": lambda: upkeep.reach_step(path, places, key, "tea"),
        "'note' is not a step": lambda: upkeep.reach_step(path, places, key, "note"),
        "there is no 'runde'": lambda: upkeep.reach_step(path, places, "runde", "kickoff"),
        "is before step 1": lambda: upkeep.reach_step(path, places, key, "6", "2025-09"),
        "is in the future": lambda: upkeep.reach_step(path, places, key, "6", "2999"),
        "'Wetter'; expected: one of money_ends": lambda: upkeep.reach_step(
            path, places, key, "kickoff", obstacles=["Wetter"]
        ),
        "contains an e-mail address": lambda: upkeep.reach_step(
            path, places, key, "kickoff", note="a@b.example"
        ),
        "'none' is not in the register": lambda: upkeep.close_founded(
            path, places, key, "none", ["some"]
        ),
        "given up without a reason": lambda: upkeep.close_given_up(path, places, key, ""),
        "exists already": lambda: upkeep.add_founding(path, places, {**NEW, "id": key}),
        "there is no column 'colour'": lambda: upkeep.set_founding(
            path, places, key, {"colour": "red"}
        ),
    }.items():
        with pytest.raises(DataError, match=re.escape(words)):
            call()
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == ["mine.csv", "mine.log.csv"]


def test_a_close_is_final_until_reopened(path: Path, places: Places) -> None:
    key = "runde-goettingen"
    upkeep.close_given_up(path, places, key, "kein Geld", "2026-02")
    row = cells(path, places)
    assert (row["outcome"], row["closed"], row["reason"]) == ("given_up", "2026-02", "kein Geld")
    for call in (
        lambda: upkeep.reach_step(path, places, key, "kickoff"),
        lambda: upkeep.close_given_up(path, places, key, "noch einmal"),
    ):
        with pytest.raises(DataError, match="given"):
            call()
    upkeep.set_founding(path, places, key, {"Ausgang": "running", "closed": "", "reason": ""})
    upkeep.close_founded(path, places, key, "goe", ["goe", "muc"], "2026-03-04")
    row = cells(path, places)
    assert (row["outcome"], row["closed"], row["initiative_id"]) == ("founded", "2026-03-04", "goe")
    upkeep.reach_step(path, places, key, "linked", "2026-05")
    assert cells(path, places)["linked"] == "2026-05"


def test_own_columns_and_their_order_stay(tmp_path: Path, places: Places) -> None:
    path = tmp_path / "eigene.csv"
    path.write_bytes(
        "Wiedervorlage;Vorhaben;Kennung;Kreis\r\nmontags;Runde A;a;03159\r\n".encode("cp1252")
    )
    upkeep.reach_step(path, places, "a", "kickoff", "2026")
    text = path.read_bytes().decode("utf-8-sig")
    assert text == (
        "Wiedervorlage;Vorhaben;Kennung;Kreis;kickoff\r\nmontags;Runde A;a;03159;2026\r\n"
    )


def test_a_repaired_copy_has_keys_dates_and_ids(tmp_path: Path, places: Places) -> None:
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("name,region_ags,kickoff,outcome\nRunde A,3152,6.11.2021,läuft\n")
    problems, files = repair_table(path, out, places, PLAIN, "en", FOUNDINGS)
    assert out.read_text(encoding="utf-8") == (
        "name,region_ags,kickoff,outcome,id\nRunde A,03159,2021-11-06,läuft,runde-a\n"
    )
    assert {p.level for p in problems} <= {"repaired", "note"}
    assert read_foundings(out, places).table.loc["runde-a", "outcome"] == "running"
    assert files == [out, tmp_path / "out.changes.csv"]


def test_writers_at_once_lose_nothing(path: Path, places: Places, patient_writers: None) -> None:
    errors: list[Exception] = []

    def write(number: int) -> None:
        try:
            upkeep.add_founding(path, places, {**NEW, "id": f"n{number}"})
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    wanted = {f"n{number}" for number in range(6)}
    assert wanted <= set(read_foundings(path, places).table.index)
    assert wanted <= {entry.id for entry in upkeep.read_log(path)}


KILLED = f"""
{UPKEEP}
def work(folder):
    upkeep.reach_step(folder / "mine.csv", known, "runde-goettingen", "kickoff", "2026-01")
"""


@needs_kill
def test_killed_anywhere_the_record_is_whole_and_the_log_follows(
    path: Path, places: Places, tmp_path: Path
) -> None:
    old = path.read_bytes()
    seen = set()
    for folder, _ in folders_after_kills(
        KILLED, lambda folder: (folder / "mine.csv").write_bytes(old), tmp_path, stride=6
    ):
        mine = folder / "mine.csv"
        upkeep.reach_step(mine, places, "runde-goettingen", "core_group", "2026-02")
        has_changed = cells(mine, places)["kickoff"] == "2026-01"
        logged = {entry.field for entry in upkeep.read_log(mine) if entry.what == "step"}
        assert logged == {"core_group"} | ({"kickoff"} if has_changed else set())
        seen.add(has_changed)
    assert seen == {False, True}
