"""`check_file` knows what a file is and never raises for what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rollout.errors import DataError, Problem
from rollout.language import Text
from rollout.readers.check_file import check_file
from rollout.readers.indicators import read_indicators
from rollout.readers.places import Places
from rollout.readers.register import read_register


@pytest.fixture(scope="module")
def catalogue() -> pd.DataFrame:
    return pd.DataFrame(
        {"name_de": ["Beschäftigte"], "name_en": ["Employees"], "kind": ["count"]},
        index=pd.Index(["jobs"], name="id"),
    )


def levels(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.level for problem in problems}


def test_a_register_is_known_by_its_headers(
    register: Any, places: Places, catalogue: pd.DataFrame
) -> None:
    assert check_file(register(), places, catalogue) == ()
    found = check_file(register({(0, "founded_year"): "3021"}), places, catalogue)
    assert [(p.level, p.line, p.code) for p in found] == [("error", 2, "year")]


def test_a_register_without_some_columns_is_still_one(
    register: Any, places: Places, catalogue: pd.DataFrame
) -> None:
    path = register(headers={"network_status": "zzzz", "name": "yyyy"})
    found = check_file(path, places, catalogue)
    assert [p.code for p in found if p.level == "error"] == ["missing-column"] * 2


def test_a_table_of_places_is_no_register(
    tmp_path: Path, places: Places, catalogue: pd.DataFrame
) -> None:
    path = tmp_path / "places.csv"
    path.write_text("plz,place,ags,latitude,longitude\n80331,München,09162,48.25,11.75\n")
    assert {p.code for p in check_file(path, places, catalogue)} == {"unknown-file"}


def test_a_table_of_all_districts_is_no_list_of_initiatives(
    tmp_path: Path, places: Places, catalogue: pd.DataFrame
) -> None:
    path = tmp_path / "kreise.csv"
    rows = [f"{key},{key},{name},1.5\n" for key, name in places.names.items()]
    path.write_text("AGS,type,name,area\n" + "".join(rows), encoding="utf-8")
    assert [p.code for p in check_file(path, places, catalogue)] == ["table-of-districts"]
    # A district missing or there twice, or a status: a list, in which each row is an entry.
    for text in (
        "AGS,name,area\n" + "".join(row[6:] for row in rows[1:]),
        "AGS,name,area\n" + "".join(row[6:] for row in [*rows, rows[0]]),
        "AGS,name,Status\n" + "".join(f"{key},N {key},networked\n" for key in places.names),
    ):
        path.write_text(text, encoding="utf-8")
        assert "table-of-districts" not in {p.code for p in check_file(path, places, catalogue)}


def test_values_by_district_with_headers_of_their_own_are_told_from_a_list(
    tmp_path: Path, places: Places, catalogue: pd.DataFrame
) -> None:
    path = tmp_path / "werte.csv"
    rows = "".join(f"{key};{name};{n},5\n" for n, (key, name) in enumerate(places.names.items()))
    path.write_text(f"Kennziffer;Raumeinheit;Reihe A\n{rows}", encoding="utf-8")
    (problem,) = check_file(path, places, catalogue)
    assert problem.code == "table-of-publisher"
    assert problem.finding.en == "is a table of values by district: 1 series, such as 'Reihe A'"
    # Without figures it is neither.
    path.write_text("Kennziffer;Raumeinheit\n" + "".join(
        f"{key};{name}\n" for key, name in places.names.items()), encoding="utf-8")  # fmt: skip
    assert "table-of-publisher" not in {p.code for p in check_file(path, places, catalogue)}


def test_a_list_of_municipalities_is_refused_as_such(
    tmp_path: Path, places: Places, catalogue: pd.DataFrame
) -> None:
    path = tmp_path / "gemeinden.csv"
    path.write_text(
        "Gemeinden in Deutschland;;;;;;\nLand;RB;Kreis;VB;Gem;Gemeindename;insgesamt\n"
        "01;0;51;0044;002;Musterdorf;812\n", encoding="utf-8")  # fmt: skip
    (problem,) = check_file(path, places, catalogue)
    assert (problem.code, problem.line) == ("municipalities", 2)
    assert "Kreise" in problem.remedy.de


@pytest.mark.parametrize("header", ["AGS,NUTS 3,jobs", "AGS,NUTS 3,name,Status"])
def test_two_columns_of_keys_may_stand_side_by_side_if_they_agree(
    header: str, tmp_path: Path, places: Places, catalogue: pd.DataFrame
) -> None:
    path = tmp_path / "t.csv"
    rest = ",1" if header.endswith("jobs") else ",Netz,networked"
    path.write_text(f"{header}\n01051,DEF05{rest}\n16063,{rest}\n")
    found = check_file(path, places, catalogue)
    assert "same-districts" in {p.code for p in found}
    assert "error" not in levels(found)
    path.write_text(f"{header}\n01051,DE91C{rest}\n16063,DEG0P{rest}\n")
    assert "duplicate-column" in {p.code for p in check_file(path, places, catalogue)}


def test_indicators_are_known_by_their_headers(
    tmp_path: Path, places: Places, catalogue: pd.DataFrame
) -> None:
    path = tmp_path / "i.csv"
    path.write_text("ags,jobs\n02000,-1\n")
    found = check_file(path, places, catalogue)
    assert {p.code for p in found if p.level == "error"} == {"negative"}


def test_a_scenario_is_known_by_its_name(
    tmp_path: Path, places: Places, catalogue: pd.DataFrame
) -> None:
    good, bad, broken = (tmp_path / f"{name}.toml" for name in ("good", "bad", "broken"))
    good.write_text("[coverage]\nradius_km = 25.0\n")
    bad.write_text("[coverage]\nradius_km = -5.0\nrule = 'magic'\n")
    broken.write_bytes(b"\xff\xfe[[[")
    assert check_file(good, places, catalogue) == ()
    assert len(check_file(bad, places, catalogue)) == 2
    assert levels(check_file(broken, places, catalogue)) == {"error"}


def test_anything_else_is_an_error(tmp_path: Path, places: Places, catalogue: Any) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    (problem,) = check_file(path, places, catalogue)
    assert "neither a register nor foundings nor indicators; columns: a, b" in problem.message("en")
    for wrong in (tmp_path, tmp_path / "none.csv", "bad\0name.csv", tmp_path / "none.toml"):
        assert levels(check_file(wrong, places, catalogue)) == {"error"}


# Pieces that make it past the first checks, mixed with noise.
PIECES = st.sampled_from(
    ["id,name,district_ags,network_status\n", "id;name;ags;status;lat;lon\n", "ags,jobs\n",
     "a,A,09162,networked\n", "a;A;9162;vernetzt;48,25;11,75\n", "02000,5\n", ",", ";", "\n", '"',
     "\t", "1e999", "-", "...", "nan", "inf", "٣", "\u202e", "\x00", "=1+1", "09199", "\r", "|",
     "sep=;\n", "Summe", "latitude", "x" * 300, "9" * 400, "0" * 5, "\ud800".encode(
         "utf-8", "surrogatepass").decode("latin-1")]
)  # fmt: skip
CONTENT = st.one_of(
    st.binary(max_size=300),
    st.lists(PIECES | st.text(max_size=5), max_size=25).map(
        lambda parts: "".join(parts).encode("utf-8", "replace")
    ),
    st.lists(PIECES, max_size=20).map(lambda parts: "".join(parts).encode("utf-16")),
    st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail),
)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=CONTENT, suffix=st.sampled_from([".csv", ".xlsx", ".toml", ""]))
def test_any_bytes_are_read_or_refused(
    tmp_path: Path, places: Places, catalogue: pd.DataFrame, content: bytes, suffix: str
) -> None:
    path = tmp_path / f"fuzz{suffix}"
    path.write_bytes(content)
    for problem in check_file(path, places, catalogue):
        assert problem.message("de")
        assert problem.message("en")
    for read in (read_register, lambda p, q: read_indicators(p, catalogue, q)):
        try:
            result = read(path, places)
        except DataError as error:
            assert levels(error.problems) >= {"error"}  # noqa: PT017
        else:
            assert "error" not in levels(result.problems)


CELL = st.one_of(
    st.sampled_from(
        ["", "09162", "9162", "03152", "09199", "48.25", "11,75", "3021", "2020", "networked",
         "vernetzt", "high", "ja", "https://a.example", "javascript:x", "1e5", "-", "München",
         "80331", "Bayern", "Tirol", "09162;09184", "0", "-91", "1" * 60]
    ),
    st.text(max_size=12),
)  # fmt: skip


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cells=st.dictionaries(st.tuples(st.integers(0, 2), st.integers(0, 18)), CELL, max_size=8))
def test_any_cells_are_read_or_refused(
    register: Any, places: Places, cells: dict[tuple[int, int], str]
) -> None:
    header = register().read_text(encoding="utf-8").splitlines()[0].split(",")
    changed = {
        (row, header[column]): text.encode("utf-8", "replace").decode("utf-8")
        for (row, column), text in cells.items()
    }
    try:
        result = read_register(register(changed), places)
    except DataError:
        return
    table = result.initiatives
    assert table["district_ags"].isin(list(places.names)).all()
    assert result.served["ags"].isin(list(places.names)).all()
    assert result.served["id"].isin(table.index).all()
    assert table.index.is_unique
    assert table.index.is_monotonic_increasing
    assert table["network_status"].isin(["networked", "founding", "unconnected"]).all()
    assert table["confidence"].isin(["low", "medium", "high"]).all()
    assert table["latitude"].dropna().between(47, 55.1).all()
    for column in ("website", "source_url"):
        assert table[column].dropna().str.match("https?://", case=False).all()


def test_progress_names_the_number_of_rows(
    register: Any, places: Places, catalogue: pd.DataFrame
) -> None:
    steps: list[Text] = []
    check_file(register(), places, catalogue, report=steps.append)
    assert [step.de for step in steps] == ["register.csv: 3 Zeilen prüfen"]


def test_without_identifiers_the_other_faults_are_still_named(
    register: Any, places: Places, catalogue: pd.DataFrame
) -> None:
    path = register({(1, "founded_year"): "ca. 2010"}, headers={"id": "own number"})
    found = check_file(path, places, catalogue)
    assert [p.code for p in found if p.level == "error"] == ["year"]
