"""The shipped indicators of earlier years against the publishers' files and official totals."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.conftest import ROOT

# Inhabitants of Germany at the end of the year, in 1,000 (Destatis, 12411-0001).
OFFICIAL = {1998: 82037, 2002: 82537, 2009: 81802, 2012: 80524, 2016: 82522, 2020: 83155}


@pytest.fixture(scope="module")
def table(data_dir: Path) -> pd.DataFrame:
    path = data_dir / "indicator_history.csv"
    return pd.read_csv(path, dtype={"ags": str}).set_index(["year", "ags"])


@pytest.fixture(scope="module")
def wizard(sources: Path) -> list[dict[tuple[str, str], str]]:
    """Rows of the wizard's export by header and year, read without the builder's code."""
    path = sources / "inkar_wizard_export_2019" / "Wirtschafts-und-Berufszweige-Part-I.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    heads = list(zip(rows[0], rows[1], strict=True))
    return [dict(zip(heads, row, strict=True)) for row in rows[2:]]


def test_every_district_has_a_row_in_every_year_from_1998_to_2022(table):
    assert table.index.is_unique
    assert list(table.index.levels[0]) == list(range(1998, 2023))
    assert (table.groupby("year").size() == 400).all()


def test_inhabitants_add_up_to_the_official_totals(table):
    totals = table["population"].groupby("year").sum() / 1000
    for year, total in OFFICIAL.items():
        # 400 values rounded to hundreds, and municipalities between districts
        assert totals[year] == pytest.approx(total, abs=3), year
    assert table["population"].loc[2021].isna().all()


def test_no_district_jumps_where_the_publisher_counts_parts_in_two_ways(table):
    rows = table["population"].reset_index()
    by_year = rows.pivot_table("population", "ags", "year")
    change = by_year.pct_change(axis=1, fill_method=None).abs()
    assert change.drop(columns=[2012, 2022]).max().max() < 0.06
    assert change[2012].max() < 0.075  # the census of 2011


def test_zeros_that_are_gaps_are_empty(table, wizard):
    name = "Beschäftigte Sekundärer Sektor"
    for year in ("2016", "2017"):
        zeros = {row["Kennziffer", ""] for row in wizard if row[name, year] == "0,0"}
        zeros |= {row["Kennziffer", ""] for row in wizard if row[name, year] == "0"}
        assert len(zeros) > 0
        assert table.loc[int(year), "industry_pct"].reindex(sorted(zeros)).isna().all()
    assert not (table["industry_pct"] == 0).any()
    assert (table["students_per_100"] == 0).any()  # these are true


def test_shares_of_the_wizard_are_shipped_as_printed(table, wizard):
    name = "Beschäftigte Sekundärer Sektor"
    for row in wizard:
        ags = row["Kennziffer", ""]
        if ags in ("16056", "16063"):
            continue
        printed = float(row[name, "2012"].replace(",", "."))
        assert table.loc[(2012, ags), "industry_pct"] == printed
    assert np.isnan(table.loc[(2012, "16063"), "industry_pct"])


def test_the_share_of_the_wizard_is_that_of_table_13111(table, wizard):
    name = "Beschäftigte Sekundärer Sektor"
    printed = {row["Kennziffer", ""]: float(row[name, "2015"].replace(",", ".")) for row in wizard}
    exact = table.loc[2015, "industry_pct"].drop("16063")
    both = pd.DataFrame({"exact": exact, "printed": pd.Series(printed)}).dropna()
    assert (both["exact"] - both["printed"]).abs().median() <= 0.1
    assert both.corr().iloc[0, 1] > 0.99


def test_values_of_inkar_are_those_of_the_plain_export(table, sources):
    path = sources / "derived" / "inkar_gerda_county_covariates_2015_2022.csv"
    plain = pd.read_csv(path, dtype={"county_code": str}).set_index(["year", "county_code"])
    for name, column in (
        ("unemployment_pct", "unemployment_rate"),
        ("long_term_unemployed_pct", "share_longterm_unemployed"),
        ("students_per_100", "students_per_100"),
    ):
        for year in (2015, 2018, 2021):
            assert (table.loc[year, name] == plain.loc[year, column]).all()
    thousands = plain.loc[2018, "gdp_per_capita"]
    assert (table.loc[2018, "gdp_per_head"] - 1000 * thousands).abs().max() < 0.51


def test_employees_of_merged_districts_are_sums(table, sources):
    path = sources / "regionalstatistik_2017_utf8" / "42111-01-04-4_00.csv"
    rows = [line.split(";") for line in path.read_text("utf-8-sig").splitlines()]
    parts = [int(row[4]) for row in rows if row[0] == "30.09.2012" and row[1] in ("16056", "16063")]
    assert table.loc[(2012, "16063"), "manufacturing_20plus"] == sum(parts)
    assert len(parts) == 2


def test_unemployment_of_2009_is_higher_in_the_east_than_in_the_south(table):
    rates = table.loc[2009, "unemployment_pct"].groupby(lambda ags: ags[:2]).mean()
    assert rates["15"] > rates["05"] > rates["09"]


def test_a_rebuild_gives_the_same_bytes(tmp_path, data_dir, sources):
    tool = ROOT / "tools" / "build_indicator_history.py"
    command = [sys.executable, tool, "--sources", sources, "--out", tmp_path]
    subprocess.run(command, check=True, capture_output=True)
    name = "indicator_history.csv"
    assert (tmp_path / name).read_bytes() == (data_dir / name).read_bytes()
