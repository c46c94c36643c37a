"""Reading a record of foundings: a right one, then one flaw per test."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from rollout import founding_steps
from rollout.errors import DataError, Problem
from rollout.founding_steps import COLUMNS
from rollout.readers.check_file import check_file
from rollout.readers.dates import read_date
from rollout.readers.foundings import read_foundings, unknown_initiatives
from rollout.readers.places import Places

TODAY = dt.date(2026, 6, 15)
HEADER = ["id", *COLUMNS]
RIGHT: list[dict[str, str]] = [
    {"id": "goe", "name": "Runde Göttingen", "region_ags": "03159", "kind": "new",
     "carrier": "chamber", "trigger": "2025-10", "kickoff": "2026-01-20", "favourable": "study",
     "obstacles": "doubling;asleep", "outcome": "running"},
    {"id": "muc", "name": "Auto München", "region_ags": "09162;09184", "kind": "link",
     "constituted": "2015", "linked": "2024", "outcome": "founded", "closed": "2024-02",
     "initiative_id": "auto-muc"},
    {"id": "hh", "name": "Hafenrunde", "region_ags": "02000", "kind": "new", "trigger": "2023",
     "outcome": "given_up", "closed": "2024", "reason": "kein Träger gefunden"},
]  # fmt: skip

Write = Callable[..., Path]


def as_csv(rows: list[list[str]], delimiter: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue()


@pytest.fixture
def record(tmp_path: Path) -> Write:
    """Write the right record with some cells changed: record({(row, column): text})."""

    def write(
        cells: dict[tuple[int, str], str] | None = None,
        *,
        rows: int = len(RIGHT),
        headers: dict[str, str] | None = None,
        delimiter: str = ",",
        encoding: str = "utf-8",
    ) -> Path:
        made = [dict(row) for row in RIGHT[:rows]]
        for (row, column), text in (cells or {}).items():
            made[row][column] = text
        header = [(headers or {}).get(name, name) for name in HEADER]
        body = [[row.get(name, "") for name in HEADER] for row in made]
        path = tmp_path / "foundings.csv"
        path.write_bytes(as_csv([header, *body], delimiter).encode(encoding))
        return path

    return write


def read(path: Path, places: Places) -> pd.DataFrame:
    return read_foundings(path, places, today=TODAY).table


def found(path: Path, places: Places) -> dict[str, Problem]:
    """Everything found in a file but the notes on headers, by code."""
    problems = check_file(path, places, pd.DataFrame(index=pd.Index([])), today=TODAY)
    return {problem.code: problem for problem in problems if problem.code != "column-name"}


def test_a_right_record_is_read_as_it_stands(record: Write, places: Places) -> None:
    result = read_foundings(record(), places, today=TODAY)
    assert result.problems == ()
    assert list(result.table.index) == ["goe", "hh", "muc"]
    assert list(result.table.columns) == list(COLUMNS)
    for row in RIGHT:
        assert result.table.loc[row["id"]].to_dict() == {c: row.get(c, "") for c in COLUMNS}


def test_an_empty_record_has_the_columns_and_no_rows(record: Write, places: Places) -> None:
    result = read_foundings(record(rows=0), places, today=TODAY)
    pd.testing.assert_frame_equal(result.table, founding_steps.no_foundings())
    assert result.problems == ()


def test_german_headers_words_and_dates_are_understood(tmp_path: Path, places: Places) -> None:
    path = tmp_path / "vorgaenge.csv"
    path.write_text(
        "Kennung;Arbeitstitel;Zielregion;Art;Träger;Anlass;Auftakt;gemeinsame Erklärung;"
        "Hindernisse;Ausgang;Wiedervorlage\n"
        "goe;Runde;3159;Neugründung;IHK;10/2021;06.11.2021;Mai 2022;"
        "Partner steigen aus, eingeschlafen;läuft;montags\n",
        encoding="cp1252",
    )
    row = read(path, places).loc["goe"]
    assert row["region_ags"] == "03159"
    assert (row["kind"], row["carrier"], row["outcome"]) == ("new", "chamber", "running")
    assert [row["trigger"], row["kickoff"], row["declaration"]] == [
        "2021-10", "2021-11-06", "2022-05",
    ]  # fmt: skip
    assert row["obstacles"] == "partners_leave;asleep"
    assert row["Wiedervorlage"] == "montags"


def test_a_workbook_with_date_cells_is_read(workbook: Any, places: Places) -> None:
    header = ["id", "name", "region_ags", "trigger", "kickoff"]
    days = [dt.date(2021, 10, 1), dt.datetime(2021, 11, 6)]
    path = workbook({"Gründungen": [header, ["a", "A", "03159", *days]]})
    result = read_foundings(path, places, today=TODAY)
    assert result.table.loc["a", ["trigger", "kickoff"]].tolist() == ["2021-10-01", "2021-11-06"]
    notes = [problem for problem in result.problems if problem.code == "first-of-month"]
    assert [note.column for note in notes] == ["trigger"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021", "2021"), ("2021-10", "2021-10"), ("2021-10-06", "2021-10-06"),
        ("6.10.2021", "2021-10-06"), ("06. 10. 2021", "2021-10-06"), ("10.2021", "2021-10"),
        ("10/2021", "2021-10"), ("2021/10", "2021-10"), ("Okt. 2021", "2021-10"),
        ("6. Oktober 2021", "2021-10-06"), ("Oct 6, 2021", "2021-10-06"),
        ("März 2020", "2020-03"), ("2021-10-06T00:00:00", "2021-10-06"),
    ],
)  # fmt: skip
def test_dates_are_read_as_exactly_as_they_are_known(text: str, expected: str) -> None:
    assert read_date(text).text == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("44475", "probably means 2021-10-06"),
        ("10/06/2021", "2021-06-10 or 2021-10-06"),
        ("Herbst 2019", "the rest into the note"),
        ("ca. 2019", "the rest into the note"),
        ("06.10.21", "four digits"),
        ("31.02.2021", "correct the date"),
        ("2019/20", "correct the date"),
        ("1850", "correct the date"),
        ("bald", "correct the date"),
    ],
)
def test_dates_with_several_meanings_are_asked_for(
    text: str, words: str, record: Write, places: Places
) -> None:
    problem = found(record({(0, "trigger"): text}), places)["date"]
    assert (problem.level, problem.line, problem.column) == ("error", 2, "trigger")
    assert words in problem.message("en")
    assert problem.message("de")


@pytest.mark.parametrize(
    ("cells", "code", "line", "column", "words"),
    [
        ({(0, "region_ags"): "09999"}, "unknown-key", 2, "region_ags", "not a district key"),
        ({(0, "region_ags"): ""}, "empty-cell", 2, "region_ags", "is empty"),
        ({(0, "region_ags"): "09199"}, "dissolved-several", 2, "region_ags", "enter the key"),
        ({(0, "kind"): "maybe"}, "unknown-word", 2, "kind", "one of new, link"),
        ({(0, "carrier"): "Kirche"}, "unknown-word", 2, "carrier", "one of chamber"),
        ({(0, "obstacles"): "Wetter"}, "unknown-word", 2, "obstacles", "into the note"),
        ({(0, "kickoff"): "2026-07"}, "future-date", 2, "kickoff", "is in the future"),
        ({(2, "reason"): ""}, "outcome", 4, "reason", "given up without a reason"),
        ({(1, "initiative_id"): ""}, "outcome", 3, "initiative_id", "without an initiative"),
        ({(0, "closed"): "2026"}, "outcome", 2, "outcome", "is running, but has an end"),
        ({(2, "kickoff"): "2025"}, "order", 4, "closed", "closed before step 4"),
        ({(1, "id"): "goe"}, "duplicate-id", 3, "id", "already in line 2"),
        ({(0, "note"): "Frau X: a.b@ihk.example"}, "personal-data", 2, "note", "role"),
        ({(0, "note"): "anrufen: 0551 12345-67"}, "personal-data", 2, "note", "telephone"),
        ({(0, "reason"): "", (0, "note"): "mobil 0171 2345678"}, "personal-data", 2, "note",
         "telephone"),
    ],
)  # fmt: skip
def test_one_flaw_is_one_error_with_its_place(
    cells: dict[tuple[int, str], str], code: str, line: int, column: str, words: str,
    record: Write, places: Places,
) -> None:  # fmt: skip
    path = record(cells)
    problem = found(path, places)[code]
    assert (problem.level, problem.line, problem.column) == ("error", line, column)
    assert words in problem.message("en")
    with pytest.raises(DataError):
        read(path, places)


def test_step_six_before_step_two_is_a_contradiction(record: Write, places: Places) -> None:
    path = record({(0, "declaration"): "2025-11", (0, "taken_on"): "2025-12"})
    problem = found(path, places)["order"]
    assert problem.level == "error"
    assert "step 6 (joint declaration or letter of intent, November 2025) is before step 2" in (
        problem.message("en")
    )


def test_dates_that_may_agree_do_not_contradict(record: Write, places: Places) -> None:
    path = record({(0, "declaration"): "2025", (0, "taken_on"): "2025-12"})
    assert "order" not in found(path, places)


def test_a_study_before_anyone_takes_it_on_occurs(record: Write, places: Places) -> None:
    path = record({(0, "stock_taking"): "2025-11", (0, "taken_on"): "2025-12"})
    problem = found(path, places)["unusual-order"]
    assert problem.level == "note"
    assert read(path, places).loc["goe", "stock_taking"] == "2025-11"


def test_a_link_may_have_its_foundation_behind_it(record: Write, places: Places) -> None:
    path = record({(1, "trigger"): "2023"})
    assert not {"order", "unusual-order"} & set(found(path, places))
    path = record({(1, "trigger"): "2025", (1, "closed"): ""})
    assert "order" in found(path, places)


def test_after_a_foundation_the_link_may_follow(record: Write, places: Places) -> None:
    path = record({(1, "kind"): "new", (1, "linked"): "2025"})
    assert "order" not in found(path, places)


def test_two_running_foundings_in_a_region_are_noted_and_kept(
    record: Write, places: Places
) -> None:
    cells = {(2, name): "" for name in ("closed", "reason")}
    path = record(cells | {(2, "outcome"): "running", (2, "region_ags"): "03159;02000"})
    problem = found(path, places)["shared-region"]
    assert (problem.level, problem.line) == ("note", 4)
    assert "line 2 ('Runde Göttingen')" in problem.message("en")
    assert len(read(path, places)) == 3


def test_a_dissolved_district_is_replaced_by_its_only_successor(
    record: Write, places: Places
) -> None:
    path = record({(0, "region_ags"): "16056;03152"})
    assert read(path, places).loc["goe", "region_ags"] == "16063;03159"
    assert found(path, places)["dissolved"].level == "repaired"


def test_names_of_people_are_noted_and_keys_and_years_are_no_telephones(
    record: Write, places: Places
) -> None:
    path = record({(0, "note"): "Frau Dr. Muster lädt ein"})
    assert found(path, places)["person"].level == "note"
    texts = ("Kreise 03159 02000 und 09162", "2020/2021, 250 000 Euro", "DIN EN ISO 0123",
             "Frau und Beruf", "PLZ 01067 und 01069", "seit 01.02.2021")  # fmt: skip
    for text in texts:
        path = record({(0, "note"): text})
        assert not {"personal-data", "person"} & set(found(path, places)), text


def test_everything_wrong_is_said_at_once(record: Write, places: Places) -> None:
    path = record(
        {(0, "region_ags"): "x", (0, "trigger"): "x", (1, "kind"): "x", (2, "reason"): ""}
    )
    with pytest.raises(DataError) as caught:
        read(path, places)
    errors = [p for p in caught.value.problems if p.level == "error"]
    assert [(p.line, p.column) for p in errors] == [
        (2, "region_ags"), (2, "trigger"), (3, "kind"), (4, "reason"),
    ]  # fmt: skip


def test_an_unknown_initiative_is_named(record: Write, places: Places) -> None:
    table = read(record(), places)
    assert unknown_initiatives(table, ["auto-muc"], "f.csv") == ()
    (problem,) = unknown_initiatives(table, ["other"], "f.csv")
    assert "muc: initiative 'auto-muc' is not in the register" in problem.message("en")


def test_the_kind_of_a_file_is_known_by_its_headers(
    record: Write, register: Any, places: Places
) -> None:
    assert not [p for p in found(record(), places).values() if p.level == "error"]
    assert not [p for p in found(register(), places).values() if p.level == "error"]
    path = register(headers={"network_status": "Stand", "id": "Kennung", "served_ags": "Kreise"})
    assert "no-status" in found(path, places)  # still a register: it lacks its status
    path = record(headers={"id": "Nr", "name": "Vorhaben", "region_ags": "Kreise"})
    assert not [p for p in found(path, places).values() if p.level == "error"]
