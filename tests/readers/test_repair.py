"""`check --fix`: a repaired copy, a list of what changed, and an untouched original."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from rollout.errors import DataError
from rollout.readers.assignment import PLAIN, Assignment
from rollout.readers.places import Places
from rollout.readers.register import read_register
from rollout.readers.repair import change_list, plain, repair_register
from tests.readers.conftest import HEADER, as_csv

DIALECT = {"delimiter", "decimal-comma", "word", "column-name", "encoding"}


def listed(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def fixed(path: Path, places: Places, out: Path, **columns: str) -> list[dict[str, str]]:
    before = path.read_bytes()
    _, (written, changes) = repair_register(path, out, places, Assignment(columns), "en")
    assert path.read_bytes() == before
    assert written == out
    return listed(changes)


def test_a_right_register_is_written_as_it_is(
    register: Any, places: Places, tmp_path: Path
) -> None:
    path = register(edit=lambda text: text + "\n")
    assert fixed(path, places, tmp_path / "out.csv") == []
    assert (tmp_path / "out.csv").read_bytes() == path.read_bytes()


def test_cells_with_one_meaning_are_changed_and_listed(
    register: Any, places: Places, tmp_path: Path
) -> None:
    path = register(
        {
            (0, "district_ags"): "1051", (0, "served_ags"): "1051;IHK Kiel;02000",
            (1, "latitude"): "11.75", (1, "longitude"): "48.25",
            (2, "website"): "goe.example", (2, "name"): "Dialog\u202e Göttingen",
        }
    )  # fmt: skip
    changes = fixed(path, places, tmp_path / "out.csv")
    assert [(c["line"], c["column"], c["after"]) for c in changes] == [
        ("2", "district_ags", "01051"),
        ("2", "served_ags", "01051;02000"),
        ("3", "latitude", "48.25"),
        ("3", "longitude", "11.75"),
        ("4", "name", "Dialog Göttingen"),
        ("4", "website", "https://goe.example"),
    ]
    assert "leading zero lost" in changes[0]["reason"]
    assert changes[4]["before"] == "Dialog\ufffd Göttingen"
    right = read_register(path, places)
    again = read_register(tmp_path / "out.csv", places)
    assert again.problems == ()
    assert again.initiatives.equals(right.initiatives)


def test_the_users_spelling_columns_and_order_stay(
    register: Any, places: Places, tmp_path: Path
) -> None:
    path = register(
        {(0, "district_ags"): "1051", (0, "latitude"): "54,25", (0, "longitude"): "9,25",
         (1, "network_status"): "vernetzt", (1, "latitude"): "11,75", (1, "longitude"): "48,25"},
        headers={"topics": "Unsere Themen!", "carrier": "Chef"}, delimiter=";", encoding="cp1252",
        edit=lambda text: text.replace("\n", "\r\n"),
    )  # fmt: skip
    fixed(path, places, tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_bytes().decode("utf-8-sig")
    expected = path.read_bytes().decode("cp1252").replace(";1051;", ";01051;")
    assert text == expected.replace("11,75;48,25", "48,25;11,75")
    again = read_register(tmp_path / "out.csv", places)
    assert {p.code for p in again.problems if p.level == "repaired"} <= DIALECT


def test_metres_become_degrees(register: Any, places: Places, tmp_path: Path) -> None:
    cells = {(1, "longitude"): "32704325.3", (1, "latitude"): "5347943.6"}
    changes = fixed(register(cells), places, tmp_path / "out.csv")
    assert [c["column"] for c in changes] == ["latitude", "longitude"]
    assert all("metres converted" in c["reason"] for c in changes)
    assert float(changes[0]["after"]) == pytest.approx(48.25, abs=0.01)


def test_wrong_cells_stay_and_are_errors(register: Any, places: Places, tmp_path: Path) -> None:
    path = register({(0, "district_ags"): "1051", (1, "founded_year"): "3021",
                     (2, "served_ags"): "3159;nowhere"})  # fmt: skip
    problems, _ = repair_register(path, tmp_path / "out.csv", places, PLAIN, "de")
    assert [p.code for p in problems if p.level == "error"] == ["year", "unknown-key"]
    rows = list(csv.reader((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[1][7] == "01051"
    assert rows[2][12] == "3021"
    assert rows[3][8] == "3159;nowhere"


def test_a_workbook_stays_one(register: Any, workbook: Any, places: Places, tmp_path: Path) -> None:
    rows = list(csv.reader(register().read_text(encoding="utf-8").splitlines()))
    rows[1][7] = 1051
    rows[1][2] = "=1+1"
    path = workbook({"Notizen": [["bleibt"]], "Register": rows})
    book = openpyxl.load_workbook(path)
    book["Register"].cell(2, 3).data_type = "s"
    book["Register"]["B3"].font = openpyxl.styles.Font(bold=True)
    book.save(path)
    (change,) = fixed(path, places, tmp_path / "out.xlsx")
    assert (change["line"], change["before"], change["after"]) == ("2", "1051", "01051")
    again = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert again.sheetnames == ["Notizen", "Register"]
    assert again["Register"]["H2"].value == "01051"
    assert again["Register"]["H2"].data_type == "s"
    assert again["Register"]["B3"].font.bold
    assert read_register(tmp_path / "out.xlsx", places).initiatives.equals(
        read_register(path, places).initiatives
    )


@pytest.mark.parametrize("way", ["same", "link", "dots"])
def test_the_original_is_never_the_target(
    register: Any, places: Places, tmp_path: Path, way: str
) -> None:
    path = register({(0, "district_ags"): "1051"})
    before = path.read_bytes()
    out = {"same": path, "link": tmp_path / "link.csv", "dots": tmp_path / "a" / ".." / path.name}
    (tmp_path / "a").mkdir()
    (tmp_path / "link.csv").symlink_to(path)
    with pytest.raises(DataError, match="is the file to check"):
        repair_register(path, out[way], places, PLAIN, "de")
    assert path.read_bytes() == before


def test_the_list_of_changes_holds_no_formulas() -> None:
    assert plain("=cmd()") == "'=cmd()"
    assert plain("-5,5") == "-5,5"
    assert change_list([], "de").decode("utf-8-sig") == "Zeile,Spalte,vorher,nachher,Grund\n"


def test_columns_can_be_assigned(register: Any, places: Places, tmp_path: Path) -> None:
    path = register(
        {(0, "district_ags"): "1051"}, headers={"district_ags": "KKZ 3", "plz": "Kreis"}
    )
    with pytest.raises(DataError):
        read_register(path, places)
    columns = {"kkz 3": "district_ags", "Kreis": "plz"}
    assert (
        read_register(path, places, assigned=Assignment(columns)).initiatives["plz"].notna().all()
    )
    assert fixed(path, places, tmp_path / "o.csv", **columns)[0]["column"] == "KKZ 3"


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"nope": "plz"}, "there is no column 'nope'; expected: one of: 'id'"),
        ({"plz": "nope"}, "'nope' is not a column of a register"),
        ({"plz": "name", "place": "name"}, "name is assigned twice"),
    ],
)
def test_a_wrong_assignment_is_an_error(
    register: Any, places: Places, columns: dict[str, str], words: str
) -> None:
    with pytest.raises(DataError, match=words):
        read_register(register(), places, assigned=Assignment(columns))


def test_headers_in_two_lines_are_joined(register: Any, places: Places, tmp_path: Path) -> None:
    right = read_register(register(), places)
    rows = list(csv.reader(register().read_text(encoding="utf-8").splitlines()))
    upper = ["Stammdaten" if name == "name" else name for name in rows[0]]
    lower = ["" for _ in rows[0]]
    for name in ("place", "plz", "district_ags", "land"):
        upper[rows[0].index(name)] = "Sitz der Initiative" if name == "place" else ""
        lower[rows[0].index(name)] = name
    lower[rows[0].index("name")] = "name"
    stream = io.StringIO()
    csv.writer(stream).writerows([upper, lower, *rows[1:]])
    path = tmp_path / "two.csv"
    path.write_text(stream.getvalue(), encoding="utf-8")
    result = read_register(path, places)
    assert "two-headers" in {p.code for p in result.problems}
    assert result.initiatives.equals(right.initiatives)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Industriedialog Goettingen", True),
        ("Göttingen Industriedialog", True),
        ("Industriedialog Götingen", True),
        ("Industriedialog Göttingen 2", False),
        ("Wasserstoff Göttingen", False),
    ],
)
def test_nearly_the_same_name_in_a_district_is_listed(
    register: Any, places: Places, name: str, found: bool
) -> None:
    rows = register().read_text(encoding="utf-8").splitlines()
    again = rows[3].replace("goe,", "goe-2,").replace("Industriedialog Göttingen", name)
    path = register(edit=lambda text: text + again + "\n")
    notes = [p for p in read_register(path, places).problems if p.code == "similar-name"]
    assert bool(notes) == found
    if found:
        assert notes[0].line == 5
        assert "in line 4" in notes[0].message("en")


def test_the_end_of_an_initiative_is_read(register: Any, places: Places) -> None:
    path = register(headers={"topics": "beendet"}, edit=lambda t: t.replace("Dialog,,", "2021,,"))
    with pytest.raises(DataError, match="column beendet: 'Chemie;Energie'"):
        read_register(path, places)
    cells = {(0, "topics"): "", (2, "topics"): "2018"}
    with pytest.raises(DataError, match="2018 is before the foundation in 2019"):
        read_register(register(cells, headers={"topics": "beendet"}), places)
    cells[(2, "topics")] = "2020"
    ended = read_register(register(cells, headers={"topics": "Endjahr"}), places).initiatives
    assert ended["ended_year"].dropna().to_dict() == {"goe": 2020.0}


def without(register: Any, *columns: str) -> Path:
    """The right register without some columns."""
    drop = [HEADER.index(name) for name in columns]
    path: Path = register()
    lines = list(csv.reader(path.read_text("utf-8").splitlines()))
    rows = [[text for at, text in enumerate(row) if at not in drop] for row in lines]
    path.write_text(as_csv(rows), "utf-8")
    return path


@pytest.mark.parametrize(
    "also", [(), ("latitude", "longitude"), ("plz", "place"), ("place", "latitude", "longitude")]
)
def test_a_missing_column_of_keys_is_added(
    register: Any, places: Places, tmp_path: Path, also: tuple[str, ...]
) -> None:
    path, out = without(register, "district_ags", *also), tmp_path / "out.csv"
    problems, _ = repair_register(path, out, places, PLAIN, "de")
    assert "error" not in {problem.level for problem in problems}
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert list(rows[0])[-1] == "Kreisschlüssel"
    assert [row["Kreisschlüssel"] for row in rows] == ["01051", "09162", "03159"]
    pd.testing.assert_series_equal(
        read_register(out, places).initiatives["district_ags"],
        read_register(register(), places).initiatives["district_ags"],
    )
    listed = out.with_name("out.changes.csv").read_text("utf-8-sig")
    assert "2,Kreisschlüssel,,01051,ist leer; aus " in listed


def test_a_missing_column_of_identifiers_is_added(
    register: Any, places: Places, tmp_path: Path
) -> None:
    path, out = without(register, "id"), tmp_path / "out.csv"
    repair_register(path, out, places, PLAIN, "en")
    read = read_register(out, places).initiatives
    assert sorted(read.index) == ["auto-muenchen", "chemcoast-park", "industriedialog-goettingen"]
    assert "2,id,,chemcoast-park,made from the name" in (
        out.with_name("out.changes.csv").read_text("utf-8-sig")
    )


def test_columns_are_added_to_a_workbook_too(
    register: Any, workbook: Any, places: Places, tmp_path: Path
) -> None:
    rows = list(csv.reader(without(register, "id", "district_ags").read_text("utf-8").splitlines()))
    out = tmp_path / "out.xlsx"
    repair_register(workbook({"Liste": [["Stand 2024"], [], *rows]}), out, places, PLAIN, "de")
    read = read_register(out, places).initiatives
    assert read["district_ags"].to_dict() == {
        "auto-muenchen": "09162", "chemcoast-park": "01051", "industriedialog-goettingen": "03159",
    }  # fmt: skip


def test_a_place_that_is_not_clear_stays_a_question(
    register: Any, places: Places, tmp_path: Path
) -> None:
    path = without(register, "district_ags", "latitude", "longitude")
    path.write_text(path.read_text("utf-8").replace("München,80331", "Riem,85521"), "utf-8")
    out = tmp_path / "out.csv"
    problems, _ = repair_register(path, out, places, PLAIN, "de")
    (error,) = (problem for problem in problems if problem.level == "error")
    assert (error.line, error.code) == (3, "empty-cell")
    assert "09162" in error.expected.de
    assert "09184" in error.expected.de
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert [row["Kreisschlüssel"] for row in rows] == ["01051", "", "03159"]


def test_a_row_may_end_before_a_column_of_the_users_own(
    register: Any, places: Places, tmp_path: Path
) -> None:
    path = register()
    head, first, *rest = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{head},Akte", first, *(f"{row},7" for row in rest)]) + "\n")
    assert fixed(path, places, tmp_path / "out.csv") == []
