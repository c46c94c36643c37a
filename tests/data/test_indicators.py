"""The shipped indicators against the publishers' files and against common knowledge."""

from __future__ import annotations

import csv
import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = ("indicators.csv", "indicator_fallbacks.csv", "indicator_catalogue.csv", "sources.csv")
SECRET_SHARES = {
    "01001", "01002", "03103", "03462", "04011", "04012", "07312", "07316", "09163", "09464",
}  # fmt: skip


@pytest.fixture(scope="module")
def table(data_dir: Path) -> pd.DataFrame:
    return pd.read_csv(data_dir / "indicators.csv", dtype={"ags": str}).set_index("ags")


@pytest.fixture(scope="module")
def catalogue(data_dir: Path) -> pd.DataFrame:
    return pd.read_csv(data_dir / "indicator_catalogue.csv").set_index("id")


@pytest.fixture(scope="module")
def sources_table(data_dir: Path) -> pd.DataFrame:
    return pd.read_csv(data_dir / "sources.csv").set_index("id")


@pytest.fixture(scope="module")
def election(sources: Path) -> dict[str, list[str]]:
    """Cells of the election office's file by district, as printed; list position = column number.

    Read without any code of the builder: split at semicolons, one header cell holds none.
    """
    text = (sources / "bundeswahlleiterin_ew24" / "ew24_strukturdaten.csv").read_text("utf-8-sig")
    rows = [line.split(";") for line in text.splitlines() if not line.startswith("#")]
    return {row[1]: row[2:] for row in rows if len(row[1]) == 5 and row[1].isdecimal()}


def producing_2020(sources: Path) -> dict[str, tuple[float, float]]:
    """Employees in sections B-F and in total, 30.06.2020, where both are printed as numbers."""
    path = sources / "regionalstatistik_2021" / "13111-07-05-4_2020.csv"
    found: dict[str, dict[str, str]] = {}
    for line in path.read_bytes().decode("iso-8859-1").splitlines():
        cells = line.split(";")
        if len(cells) > 3:
            found.setdefault(cells[0], {})[cells[2]] = cells[3]
    return {
        key: (float(cells["Produzierendes Gewerbe (B-F)"]), float(cells["Insgesamt"]))
        for key, cells in found.items()
        if cells.get("Produzierendes Gewerbe (B-F)", ".").isdecimal()
    }


def test_there_are_400_districts_with_text_keys_in_order(table):
    assert len(table) == 400
    assert table.index.is_monotonic_increasing
    assert table.index.is_unique
    assert table.index.str.fullmatch(r"(0[1-9]|1[0-6])\d{3}").all()
    assert {"02000", "11000", "03159", "16063"} <= set(table.index)
    assert not {"03152", "03156", "16056"} & set(table.index)


def test_every_column_is_in_the_catalogue_and_the_other_way_round(table, catalogue):
    assert list(table.columns) == list(catalogue.index)
    assert catalogue.index.is_unique


def test_at_least_twelve_indicators_score_both_need_and_capacity(catalogue):
    scored = catalogue[catalogue["axis"] != "reference"]
    assert len(scored) >= 12
    assert set(scored["axis"]) == {"need", "capacity"}


def test_the_catalogue_uses_the_fixed_words(catalogue):
    scored = catalogue[catalogue["axis"] != "reference"]
    assert set(catalogue["axis"]) <= {"need", "capacity", "reference"}
    assert set(scored["direction"]) <= {"more", "less", "ideal"}
    assert set(catalogue["kind"]) <= {"count", "rate", "share", "index", "distance"}
    assert (catalogue["ideal"].notna() == (catalogue["direction"] == "ideal")).all()
    assert catalogue["year"].between(2015, 2023).all()
    reference = catalogue[catalogue["axis"] == "reference"]
    assert reference[["direction", "weight"]].isna().all(axis=None)


@pytest.mark.parametrize("text", ["name", "short", "dimension", "unit", "why", "weakness"])
def test_every_text_is_there_in_german_and_english(catalogue, text):
    for language in ("de", "en"):
        assert catalogue[f"{text}_{language}"].str.strip().str.len().gt(0).all()
    if text in ("why", "weakness"):
        assert (catalogue[f"{text}_de"] != catalogue[f"{text}_en"]).all()


def test_a_dimension_has_one_name_and_one_axis(catalogue):
    described = catalogue.groupby("dimension")[["dimension_de", "dimension_en", "axis"]].nunique()
    assert (described == 1).all(axis=None)


def test_every_source_is_listed_with_attribution_in_both_languages(catalogue, sources_table):
    assert set(catalogue["source"]) <= set(sources_table.index)
    needed = ["publisher", "title", "reference_date", "licence", "attribution_de", "attribution_en"]
    assert sources_table[needed].notna().all(axis=None)


def test_default_weights_count_three_dimensions_of_three_indicators(catalogue):
    weighted = catalogue[catalogue["weight"] > 0]
    assert weighted.groupby("dimension").size().to_dict() == {
        "industry": 3,
        "means": 3,
        "strain": 3,
    }
    assert (weighted.groupby("dimension")["weight"].agg(set).map(len) == 1).all()


def test_no_two_scored_indicators_say_nearly_the_same(table, catalogue):
    scored = table[catalogue.index[catalogue["axis"] != "reference"]]
    for method in ("pearson", "spearman"):
        strength = scored.corr(method=method).abs().to_numpy()
        assert np.triu(strength, 1).max() <= 0.9


def test_secret_shares_stay_unknown(table):
    assert set(table.index[table["industry_pct"].isna()]) == SECRET_SHARES
    assert set(table.index[table["industry_employees"].isna()]) == SECRET_SHARES
    assert set(table.index[table["industry_change_3y"].isna()]) >= SECRET_SHARES


def test_nothing_is_infinite_and_no_industry_is_zero(table):
    assert not np.isinf(table.to_numpy(dtype=float)).any()
    positive = table.drop(
        columns=["students_per_100", "vocational_leavers_per_1000", "coal_region"]
        + [name for name in table if "change" in name]
    )
    assert (positive.min() > 0).all()
    percent = table[[name for name in table if name.endswith("_pct")]]
    assert percent.max().max() <= 100


def test_inhabitants_agree_with_the_official_total_and_each_printed_value(table, election):
    assert table["population"].sum() / 1000 == pytest.approx(84_358.7, abs=0.5)
    printed = pd.Series({ags: float(cells[3].replace(".", "").replace(",", "."))
                         for ags, cells in election.items()})  # fmt: skip
    assert (table["population"] / 1000 - printed).abs().max() <= 0.0501


def test_all_employees_add_up_to_34_7_million(table, election):
    per_1000 = pd.Series(
        {ags: float(cells[36].replace(",", ".")) for ags, cells in election.items()}
    )
    assert (table["population"] * per_1000 / 1000).sum() == pytest.approx(34.71e6, rel=5e-4)
    known = table["industry_employees"].dropna()
    assert known.sum() == pytest.approx(9.2e6, rel=0.01)


@pytest.mark.parametrize(
    ("indicator", "column"),
    [
        ("industry_pct", 38),
        ("unemployment_pct", 45),
        ("enterprises_per_1000", 24),
        ("crafts_per_1000", 25),
        ("gdp_per_head", 35),
        ("vocational_leavers_per_1000", 26),
        ("age_18_24_pct", 11),
        ("no_certificate_pct", 28),
    ],
)
def test_every_value_of_the_election_office_is_shipped_unchanged(
    table, election, indicator, column
):
    for ags, cells in election.items():
        shipped = table.loc[ags, indicator]
        if cells[column] in (".", "–"):
            assert np.isnan(shipped)
        else:
            assert shipped == float(cells[column].replace(".", "").replace(",", "."))


def test_industry_employees_are_inhabitants_times_rate_times_share(table, election):
    for ags in ("09279", "03102", "05314", "11000"):
        per_1000 = float(election[ags][36].replace(",", "."))
        share = float(election[ags][38].replace(",", "."))
        product = int(table.loc[ags, "population"]) * per_1000 * share / 100_000
        assert table.loc[ags, "industry_employees"] == pytest.approx(product, abs=0.51)


def test_rounded_inputs_make_industry_employees_inexact_by_less_than_one_per_cent(table, election):
    known = table["industry_pct"].dropna()
    per_1000 = pd.Series({ags: float(election[ags][36].replace(",", ".")) for ags in known.index})
    worst = (1 + 0.05 / known) * (1 + 0.05 / per_1000) - 1
    assert worst.max() < 0.008
    assert worst.idxmax() == "05314"  # Bonn, as the catalogue says
    assert (worst < 0.003).mean() > 0.9


def test_the_producing_share_agrees_with_table_13111_of_2020(table, sources):
    counts = producing_2020(sources)
    earlier = pd.Series({ags: 100 * part / whole for ags, (part, whole) in counts.items()})
    earlier = earlier.drop(["16056", "16063"], errors="ignore")
    both = pd.concat([table["industry_pct"], earlier.rename("earlier")], axis=1, join="inner")
    both = both.dropna()
    assert len(both) > 370
    assert both.corr().iloc[0, 1] > 0.99


def test_merged_districts_are_summed_from_their_parts(table, sources):
    counts = producing_2020(sources)
    eisenach = counts["16056"][0] + counts["16063"][0]
    later = table.loc["16063", "industry_employees"]
    assert table.loc["16063", "industry_change_3y"] == pytest.approx(
        100 * (later / eisenach - 1), abs=0.01
    )
    path = sources / "regionalstatistik_2017_utf8" / "13111-07-05-4_00.csv"
    rows = [line.split(";") for line in path.read_text("utf-8-sig").splitlines()]
    parts = [
        float(row[3])
        for row in rows
        if row[0] in ("03152", "03156") and row[2] == "Produzierendes Gewerbe (B-F)"
    ]
    assert len(parts) == 2
    assert table.loc["03159", "industry_change_5y"] == pytest.approx(
        100 * (counts["03159"][0] / sum(parts) - 1), abs=0.01
    )


def test_a_secret_part_makes_the_sum_of_a_merged_district_unknown(tmp_path):
    section = "Verarbeitendes Gewerbe (C)"
    table = tmp_path / "table.csv"
    table.write_text(
        f"DG;Deutschland;{section};99\n"
        f"02;  Hamburg;{section};7\n"
        f"03152;Göttingen, alt;{section};20\n"
        f"03156;Osterode am Harz;{section};10\n"
        f"03159;Göttingen;{section};-\n"
        f"16056;Eisenach;{section};.\n"
        f"16063;Wartburgkreis;{section};40\n",
        encoding="iso-8859-1",
    )
    read = runpy.run_path(str(ROOT / "tools" / "official.py"))["genesis_employees"]
    counts = read(table, section, "iso-8859-1")
    assert counts.dropna().to_dict() == {"02000": 7, "03159": 30}
    assert list(counts.index[counts.isna()]) == ["16063"]


def test_city_states_are_found_under_their_two_digit_keys(table, sources):
    counts = producing_2020(sources)
    for short, ags in (("02", "02000"), ("11", "11000")):
        later = table.loc[ags, "industry_employees"]
        assert table.loc[ags, "industry_change_3y"] == pytest.approx(
            100 * (later / counts[short][0] - 1), abs=0.01
        )


def test_inkar_values_are_those_of_the_stated_year(table, catalogue, sources):
    path = sources / "derived" / "inkar_gerda_county_covariates_2015_2022.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = {(row["county_code"], row["year"]): row for row in csv.DictReader(file)}
    columns = {
        "large_sites_pct": "share_large_enterprises",
        "tax_per_head": "tax_revenue_per_capita",
        "long_term_unemployed_pct": "share_longterm_unemployed",
        "apprentices_per_100": "apprentices_per_100",
        "students_per_100": "students_per_100",
    }
    for indicator, column in columns.items():
        year = str(catalogue.loc[indicator, "year"])
        for ags in table.index:
            assert table.loc[ags, indicator] == float(rows[ags, year][column])


def test_coal_regions_are_the_34_districts_of_the_statute(table):
    coal = set(table.index[table["coal_region"] == 1])
    assert len(coal) == 34
    assert {"12052", "14626", "05362", "15002", "03405"} <= coal
    assert "09162" not in coal


def test_known_industrial_districts_lead_the_industry_share(table):
    by_share = table["industry_pct"].rank(ascending=False)
    by_density = table["industry_density"].rank(ascending=False)
    assert by_share["08327"] == 1  # Tuttlingen
    assert by_share["09279"] == 2  # Dingolfing-Landau
    assert by_share["03102"] == 3  # Salzgitter
    assert by_density["09662"] == 1  # Schweinfurt, city
    assert by_share["09662"] <= 40


def test_industry_of_service_cities_shows_in_absolute_numbers(table):
    share = table["industry_pct"].rank(pct=True)
    number = table["industry_employees"].rank(pct=True)
    for ags in ("09162", "11000", "02000", "05315"):  # Munich, Berlin, Hamburg, Cologne
        assert share[ags] < 0.25
        assert number[ags] > 0.95


def test_a_rebuild_gives_the_same_bytes(tmp_path, data_dir, sources):
    subprocess.run(
        [
            sys.executable,
            ROOT / "tools" / "build_indicators.py",
            "--sources",
            sources,
            "--out",
            tmp_path,
        ],
        check=True,
        capture_output=True,
    )
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (data_dir / name).read_bytes()


def test_the_readme_lists_every_indicator_with_its_known_values(table, catalogue, data_dir):
    lines = (data_dir / "README.md").read_text("utf-8").splitlines()
    rows = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]
    listed = {row[0]: row for row in rows if row[0] in catalogue.index and len(row) == 7}
    assert list(listed) == list(catalogue.index)
    for name, row in listed.items():
        assert int(row[5]) == table[name].notna().sum()
        assert row[1] == catalogue.loc[name, "axis"]
        if row[1] != "reference":
            assert row[2:4] == [catalogue.loc[name, "dimension"], catalogue.loc[name, "direction"]]
            assert float(row[6]) == catalogue.loc[name, "weight"]


def test_the_readme_names_every_source_and_every_file(data_dir, sources_table):
    text = (data_dir / "README.md").read_text("utf-8")
    assert all(f"`{name}`" in text for name in sources_table.index)
    shipped = [path.name for path in data_dir.rglob("*") if path.suffix in (".csv", ".gpkg")]
    assert all(name in text for name in shipped)


@pytest.fixture(scope="module")
def fallbacks(data_dir):
    return pd.read_csv(data_dir / "indicator_fallbacks.csv", dtype={"ags": str})


def test_fallbacks_stand_in_for_gaps_only_and_every_secret_share_has_one(table, fallbacks):
    for row in fallbacks.itertuples():
        assert np.isnan(table.loc[row.ags, row.indicator])
    for indicator in ("industry_pct", "industry_employees", "industry_density"):
        rows = fallbacks[fallbacks["indicator"] == indicator]
        assert set(rows["ags"]) == SECRET_SHARES


def test_fallbacks_of_2020_are_the_counts_of_table_13111(fallbacks, sources):
    counts = producing_2020(sources)
    rows = fallbacks[(fallbacks["how"] == "earlier") & (fallbacks["year"] == 2020)]
    number = rows[rows["indicator"] == "industry_employees"].set_index("ags")["value"]
    share = rows[rows["indicator"] == "industry_pct"].set_index("ags")["value"]
    assert set(number.index) == {"03462", "07312", "07316", "09163", "09464"}
    for ags in number.index:
        assert number[ags] == counts[ags][0]
        assert share[ags] == pytest.approx(100 * counts[ags][0] / counts[ags][1], abs=0.051)


def test_the_remainder_is_what_the_other_printed_shares_leave(fallbacks, election):
    rest = fallbacks[(fallbacks["how"] == "remainder") & (fallbacks["indicator"] == "industry_pct")]
    for row in rest.itertuples():
        others = sum(float(election[row.ags][n].replace(",", ".")) for n in (39, 40, 41))
        assert row.value == pytest.approx(100 - others, abs=0.051)
    # Where nothing is secret the remainder is the share and agriculture, to the rounding.
    for cells in election.values():
        if not {".", "–"} & set(cells[37:42]):
            parts = [float(cell.replace(",", ".")) for cell in cells[37:42]]
            assert sum(parts) == pytest.approx(100, abs=0.21)
