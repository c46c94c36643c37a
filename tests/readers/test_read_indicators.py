"""Indicator files, their marks and number formats, and the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from rollout.errors import DataError, Problem
from rollout.readers.catalogue import read_catalogue
from rollout.readers.indicators import read_indicators
from rollout.readers.places import Places

CATALOGUE = {
    "id": ["jobs", "share", "change"],
    "name_de": ["Beschäftigte in der Industrie", "Industrieanteil", "Veränderung"],
    "name_en": ["Industry employees", "Industry share", "Change"],
    "short_de": ["Beschäftigte", "Anteil", "Veränderung"],
    "short_en": ["Employees", "Share", "Change"],
    "axis": ["need", "need", "reference"],
    "dimension": ["base", "base", "other"],
    "direction": ["more", "ideal", ""],
    "ideal": ["", "30", ""],
    "unit_de": ["Personen", "%", "%"],
    "unit_en": ["persons", "%", "%"],
    "kind": ["count", "share", "rate"],
    "decimals": ["0", "1", "1"],
    "year": ["2023", "2023", ""],
    "source": ["ba", "ba", "ba"],
    "weight": ["60", "40", ""],
    "why_de": ["a", "b", ""],
    "why_en": ["a", "b", ""],
    "weakness_de": ["a", "b", ""],
    "weakness_en": ["a", "b", ""],
}
ROWS = {
    "01051": ("1200", "20.5", "-1.5"),
    "02000": ("56000", "12.25", "0"),
    "03159": ("9800", "31", "2.5"),
    "09162": ("88000", "18.5", "1"),
    "09184": ("41000", "22", ""),
    "16063": ("15000", "40.125", "-3"),
}


def write_catalogue(folder: Path, **columns: list[str]) -> Path:
    path = folder / "catalogue.csv"
    pd.DataFrame({**CATALOGUE, **columns}).to_csv(path, index=False)
    return path


@pytest.fixture
def catalogue(tmp_path: Path) -> pd.DataFrame:
    return read_catalogue(write_catalogue(tmp_path))


def write(
    folder: Path, rows: Any = None, header: str = "ags,jobs,share,change", delimiter: str = ","
) -> Path:
    """Write the right indicators with some rows changed, added or (None) left out."""
    path = folder / "indicators.csv"
    table = {**ROWS, **(rows or {})}
    lines = [delimiter.join((ags.split("#")[0], *cells)) for ags, cells in table.items() if cells]
    path.write_text("\n".join([header.replace(",", delimiter), *lines]) + "\n", encoding="utf-8")
    return path


def errors(path: Path, catalogue: pd.DataFrame, places: Places) -> list[Problem]:
    with pytest.raises(DataError) as caught:
        read_indicators(path, catalogue, places)
    return [problem for problem in caught.value.problems if problem.level == "error"]


def test_values_stand_on_every_district(tmp_path: Path, catalogue: Any, places: Places) -> None:
    result = read_indicators(write(tmp_path), catalogue, places)
    assert result.problems == ()
    assert result.values.index.tolist() == sorted(places.names)
    assert result.values.index.name == "ags"
    assert result.values.columns.tolist() == ["jobs", "share", "change"]
    assert result.values.loc["16063"].tolist() == [15000, 40.125, -3]
    assert np.isnan(result.values.loc["09184", "change"])


def test_a_german_export_gives_the_same_values(
    tmp_path: Path, catalogue: Any, places: Places
) -> None:
    expected = read_indicators(write(tmp_path), catalogue, places).values
    german = {
        ags.lstrip("0"): (
            f"{int(jobs):,}".replace(",", ".") + ",0",
            *(cell.replace(".", ",") for cell in rest),
        )
        for ags, (jobs, *rest) in ROWS.items()
    }
    path = write(
        tmp_path,
        {**dict.fromkeys(ROWS), **german},
        "Kreisschlüssel,Beschäftigte in der Industrie,Anteil,change",
        ";",
    )
    result = read_indicators(path, catalogue, places)
    pd.testing.assert_frame_equal(result.values, expected)
    assert {p.code for p in result.problems} >= {"lost-zero", "decimal-comma", "column-name"}


@pytest.mark.parametrize("mark", [".", "/", "x", "X", "...", "–", "n/a"])
def test_marks_of_unknown_values_are_unknown_and_noted(
    tmp_path: Path, catalogue: Any, places: Places, mark: str
) -> None:
    path = write(tmp_path, {"02000": (mark, "1", "1"), "03159": (mark, "1", "1")})
    result = read_indicators(path, catalogue, places)
    assert result.values["jobs"].isna().tolist() == [False, True, True, False, False, False]
    (note,) = result.problems
    assert (note.code, note.line, note.column) == ("mark", 3, "jobs")
    assert "(2 lines)" in note.message("en")


def test_points_and_commas_in_one_column_are_both_read(
    tmp_path: Path, catalogue: Any, places: Places
) -> None:
    rows = {"02000": ("1", '"2,5"', "1"), "03159": ("1", "7.5", "1"), "16063": ("1", "8.5", "1")}
    values = read_indicators(write(tmp_path, rows), catalogue, places).values["share"]
    assert values[["02000", "03159", "16063"]].tolist() == [2.5, 7.5, 8.5]


def test_a_dash_is_zero_and_noted(tmp_path: Path, catalogue: Any, places: Places) -> None:
    result = read_indicators(write(tmp_path, {"02000": ("-", "1", "1")}), catalogue, places)
    assert result.values.loc["02000", "jobs"] == 0
    assert "counts as 0" in result.problems[0].message("en")


WRONG = {
    "negative count": ({"02000": ("-5", "1", "1")}, 3, "jobs", "0 or more"),
    "infinite": ({"02000": ("inf", "1", "1")}, 3, "jobs", "a number"),
    "overflow": ({"02000": ("1", "1e99", "1e999")}, 3, "change", "a number"),
    "words": ({"02000": ("1", "viel", "1")}, 3, "share", "'viel'"),
    "two commas": ({"02000": ("1", '"1,2,3"', "1")}, 3, "share", "a number"),
    "either thousands or decimals": (
        {"02000": ("1", '"2,5"', "1"), "03159": ("1", "1.234", "1"), "16063": ("1", "8.5", "1")},
        4, "share", "'1.234'"),
    "unknown district": ({"99999": ("1", "1", "1")}, 8, "ags", "not a district key"),
    "no district": ({"": ("1", "1", "1")}, 8, "ags", "not a district key"),
    "district twice": ({"2000": ("1", "1", "1")}, 8, "ags", "already in line 3"),
    "dissolved district": ({"03152": ("1", "1", "1")}, 8, "ags", "convert the values"),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "line", "column", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named(
    tmp_path: Path, catalogue: Any, places: Places, rows: Any, line: int, column: str, words: str
) -> None:
    (error,) = errors(write(tmp_path, rows), catalogue, places)
    assert (error.line, error.column) == (line, column)
    assert words in error.message("en")


def test_a_rate_may_be_negative(tmp_path: Path, catalogue: Any, places: Places) -> None:
    result = read_indicators(write(tmp_path, {"02000": ("1", "-2.5", "-1")}), catalogue, places)
    assert result.values.loc["02000"].tolist() == [1, -2.5, -1]


def test_missing_districts_are_listed_and_unknown(
    tmp_path: Path, catalogue: Any, places: Places
) -> None:
    result = read_indicators(write(tmp_path, {"02000": None}), catalogue, places)
    assert result.values.loc["02000"].isna().all()
    assert "1 districts are missing and stay unknown: 02000 Hamburg" in result.problems[0].message(
        "en"
    )


def test_totals_are_left_out(tmp_path: Path, catalogue: Any, places: Places) -> None:
    totals = dict.fromkeys(("DG", "01", "09", "091", "02"), ("9", "9", "9"))
    result = read_indicators(write(tmp_path, totals), catalogue, places)
    assert result.values.loc["02000", "jobs"] == 56000
    (note,) = result.problems
    assert note.code == "totals-row"
    assert "(5 lines)" in note.message("en")


def test_nuts_codes_are_districts_and_larger_areas_totals(
    tmp_path: Path, catalogue: Any, places: Places
) -> None:
    rows = dict.fromkeys(("DE", "DEF", "DEF0"), ("9", "9", "9")) | {"DEF05": ("7", "8", "9")}
    path = write(tmp_path, {**dict.fromkeys(ROWS), **rows}, "geo,jobs,share,change")
    result = read_indicators(path, catalogue, places)
    assert result.values.loc["01051"].tolist() == [7, 8, 9]
    assert "totals-row" in {problem.code for problem in result.problems}


def test_hamburg_may_be_given_as_land(tmp_path: Path, catalogue: Any, places: Places) -> None:
    path = write(tmp_path, {"02000": None, "02": ("7", "8", "9")})
    assert read_indicators(path, catalogue, places).values.loc["02000"].tolist() == [7, 8, 9]


def test_an_empty_row_of_a_dissolved_district_is_left_out(
    tmp_path: Path, catalogue: Any, places: Places
) -> None:
    result = read_indicators(write(tmp_path, {"03152": ("-", ".", "")}), catalogue, places)
    assert result.values.loc["03159", "jobs"] == 9800
    assert [problem.code for problem in result.problems] == ["dissolved"]


def test_a_count_that_may_be_thousands_is_asked_about(
    tmp_path: Path, catalogue: Any, places: Places
) -> None:
    rows = {ags: ("1.104", *rest) for ags, (_, *rest) in ROWS.items()}
    (error,) = errors(write(tmp_path, rows), catalogue, places)
    assert error.code == "thousands"


def test_columns_outside_the_catalogue_are_noted(
    tmp_path: Path, catalogue: Any, places: Places
) -> None:
    path = write(tmp_path, header="ags,jobs,share,Quatsch")
    result = read_indicators(path, catalogue, places)
    assert result.values.columns.tolist() == ["jobs", "share"]
    assert {p.code for p in result.problems} == {"unknown-column", "absent-column"}


def test_a_file_without_known_columns_is_an_error(
    tmp_path: Path, catalogue: Any, places: Places
) -> None:
    assert (
        errors(write(tmp_path, header="ags,a,b,c"), catalogue, places)[0].code == "missing-column"
    )
    assert "column ags is missing" in errors(
        write(tmp_path, header="a,jobs,share,change"), catalogue, places
    )[0].message("en")


def test_the_catalogue_keeps_its_order_and_types(tmp_path: Path) -> None:
    catalogue = read_catalogue(write_catalogue(tmp_path), sources={"ba"})
    assert catalogue.index.tolist() == ["jobs", "share", "change"]
    assert catalogue["weight"].tolist()[:2] == [60, 40]
    assert catalogue[["direction", "weight", "ideal", "year"]].loc["change"].isna().all()
    assert catalogue["decimals"].dtype == "int64"


FLAWS: dict[str, tuple[dict[str, list[str]], str]] = {
    "same id": ({"id": ["jobs", "jobs", "change"]}, "line 3, column id: 'jobs' is already"),
    "odd id": ({"id": ["Jobs!", "share", "change"]}, "lower-case letters"),
    "axis": ({"axis": ["need", "wants", "reference"]}, "one of capacity, need, reference"),
    "direction": ({"direction": ["up", "ideal", ""]}, "one of ideal, less, more"),
    "kind": ({"kind": ["sum", "share", "rate"]}, "column kind"),
    "no weight": ({"weight": ["", "40", ""]}, "line 2, column weight: is empty"),
    "weight below zero": ({"weight": ["-1", "40", ""]}, "a number"),
    "weight of a reference": ({"weight": ["60", "40", "1"]}, "an empty cell"),
    "no ideal": ({"ideal": ["", "", ""]}, "line 3, column ideal: is empty"),
    "ideal without need": ({"ideal": ["5", "30", ""]}, "line 2, column ideal"),
    "unknown source": ({"source": ["ba", "zz", "ba"]}, "line 3, column source: 'zz'"),
    "no name": ({"name_de": ["", "b", "c"]}, "line 2, column name_de: is empty"),
}


@pytest.mark.parametrize(("columns", "words"), FLAWS.values(), ids=FLAWS)
def test_a_flaw_of_the_catalogue_is_named(
    tmp_path: Path, columns: dict[str, list[str]], words: str
) -> None:
    with pytest.raises(DataError, match=words):
        read_catalogue(write_catalogue(tmp_path, **columns), sources={"ba"})


def test_the_shipped_indicators_are_read_as_they_stand(data_dir: Path, places: Places) -> None:
    path = data_dir / "indicators.csv"
    catalogue = read_catalogue(data_dir / "indicator_catalogue.csv")
    plain = pd.read_csv(path, dtype={"ags": str}).set_index("ags").sort_index()
    shipped = Places(
        dict.fromkeys(plain.index, ""), places.district_changes, places.postcodes, places.locate
    )
    result = read_indicators(path, catalogue, shipped)
    assert result.problems == ()
    assert set(plain.columns) == set(catalogue.index)
    assert result.values.index.equals(plain.index)
    for name in plain.columns:
        both = np.c_[result.values[name].to_numpy(), plain[name].to_numpy(dtype=float)]
        assert np.allclose(both[:, 0], both[:, 1], rtol=1e-15, atol=0, equal_nan=True)
