"""The territorial status is a choice: 400 districts of 2021, 401 of 2026, and those to come."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pandas as pd
import pytest
import shapely

from rollout.analysis import analyse
from rollout.carried import carried_lines, short_remarks, status_line
from rollout.datastore.import_boundaries import import_boundaries
from rollout.datastore.import_indicators import import_indicators
from rollout.datastore.records import ImportRequest
from rollout.datastore.store import open_store
from rollout.errors import DataError, ScenarioError
from rollout.export.labels import label
from rollout.inputs import BOUNDARIES, load_inputs, load_places
from rollout.model import Inputs
from rollout.readers.keys import read_key
from rollout.readers.places import Places
from rollout.readers.register import read_register
from rollout.scenario import Scenario
from rollout.territory import (
    FIRST,
    behind_and_ahead,
    dated_changes,
    edition_of,
    edition_on,
    editions,
    keys_at,
)

OLD, NEW = "2021-07-01", "2026-01-01"
BOTH = ["06415", "06435"]


@pytest.fixture(scope="module")
def old(data_dir: Path) -> Inputs:
    return load_inputs(data_dir, territory=OLD)


@pytest.fixture(scope="module")
def new(data_dir: Path) -> Inputs:
    return load_inputs(data_dir, territory=NEW)


@pytest.fixture(scope="module")
def old_places(data_dir: Path) -> Places:
    return load_places(data_dir, OLD)[0]


@pytest.fixture(scope="module")
def new_places(data_dir: Path) -> Places:
    return load_places(data_dir, NEW)[0]


# ---- which districts there are ------------------------------------------------------------------


def test_the_statuses_are_the_days_in_the_table_of_changes(old: Inputs) -> None:
    changes = dated_changes(old.district_changes)
    assert editions(changes) == (OLD, NEW)
    assert [edition_on(day, changes) for day in ("2021-06-30", "2021-07-01", "2025-12-31")] == [
        None, FIRST, FIRST]  # fmt: skip
    assert edition_on("2031-01-01", changes) == NEW


def test_the_status_in_force_on_a_day_is_taken(data_dir: Path, old: Inputs, new: Inputs) -> None:
    assert (len(old.districts), old.territory) == (400, OLD)
    assert (len(new.districts), new.territory) == (401, NEW)
    assert edition_of(new.districts.index, dated_changes(new.district_changes)) == NEW
    assert set(new.districts.index) ^ set(old.districts.index) == {"06415"}
    for day in ("1999-01-01", "2026", "heute", "2026-13-01"):
        with pytest.raises(ScenarioError, match="2021-07-01, 2026-01-01"):
            load_inputs(data_dir, territory=day)


def test_every_table_has_the_districts_of_its_status(old: Inputs, new: Inputs) -> None:
    for inputs in (old, new):
        keys = set(inputs.districts.index)
        assert set(inputs.display.index) == keys
        assert set(inputs.indicators.index) == set(inputs.district_types.index) == keys
        assert set(inputs.chambers["ags"]) == set(inputs.postcodes["ags"]) == keys
        assert set(inputs.neighbours["ags"]) <= keys
        assert set(inputs.borders["ags"]) <= keys


def test_of_the_older_status_nothing_is_carried_over(data_dir: Path, old: Inputs) -> None:
    file = pd.read_csv(data_dir / "indicators.csv", dtype={"ags": "str"}, index_col="ags")
    published = file.astype("float64")[old.indicators.columns]
    pd.testing.assert_frame_equal(old.indicators.where(published.notna()), published)
    assert old.restated.empty
    lines = carried_lines(old)
    assert (lines.drop(old.substituted["ags"].unique()) == "").all(axis=None)


# ---- Hanau --------------------------------------------------------------------------------------


def test_outlines_of_hanau_and_its_neighbours_are_a_coverage(new: Inputs) -> None:
    for layer in (new.districts, new.display):
        assert layer.geometry.is_valid.all()
        assert shapely.coverage_is_valid(layer.geometry.to_numpy())
    around = set(new.neighbours.loc[new.neighbours["ags"] == "06415", "neighbour"])
    # The rest of the Kreis, Offenbach (Landkreis) and Aschaffenburg (Landkreis) in Bavaria.
    assert around == {"06435", "06438", "09671"}


def test_hanau_and_the_rest_are_the_district_of_before(old: Inputs, new: Inputs) -> None:
    before = old.districts.geometry["06435"]
    parts = new.districts.geometry[BOTH]
    assert parts.union_all().symmetric_difference(before).area < 1.0  # m2
    others = new.districts.index.difference(BOTH)
    assert new.districts.loc[others].geom_equals_exact(old.districts.loc[others], 0).all()
    assert new.districts["area_km2"][BOTH].tolist() == [76.28, 1321.05]
    assert new.districts["area_km2"].sum() == pytest.approx(old.districts["area_km2"].sum())
    assert parts["06415"].area / 1e6 == pytest.approx(76.28, rel=0.02)
    facts = new.districts.loc["06415", ["display_name", "type", "land_name"]].tolist()
    assert facts == ["Hanau", "Kreisfreie Stadt", "Hessen"]
    assert pd.isna(new.districts.loc["06415", "nuts3"])  # no edition of NUTS has it yet


def test_hanau_lies_where_its_municipality_of_2021_lies(new: Inputs, sources: Path) -> None:
    """VG5000 of 2021 is five times coarser; a wrong municipality would not overlap at all."""
    import geopandas as gpd

    path = sources / "bkg_vg5000_2021-01-01" / "VG5000_GEM.shp"
    town = gpd.read_file(path, where="AGS = '06435014'").to_crs(25832).geometry.iloc[0]
    ours = new.districts.geometry["06415"]
    assert town.intersection(ours).area / town.union(ours).area > 0.85


def test_sums_of_both_statuses_are_equal(old: Inputs, new: Inputs) -> None:
    counts = new.catalogue.index[new.catalogue["kind"] == "count"]
    for name in counts:
        assert new.indicators[name].sum() == pytest.approx(old.indicators[name].sum(), rel=1e-12)
        parts = new.indicators.loc[BOTH, name]
        assert parts.sum() == pytest.approx(old.indicators.loc["06435", name])
        share = 103_184 / (103_184 + 330_818)
        assert parts["06415"] == pytest.approx(parts.sum() * share, rel=1e-5)
    others = new.indicators.index.difference(BOTH)
    pd.testing.assert_frame_equal(new.indicators.loc[others], old.indicators.loc[others])


def test_the_estimate_for_hanau_is_near_an_independent_figure(new: Inputs, sources: Path) -> None:
    """Inhabitants of 31.12.2022 after Deutschlandatlas (density times area of the town)."""
    path = sources / "deutschlandatlas_2024" / "Deutschlandatlas-Daten.xlsx"
    table = pd.read_excel(
        path, sheet_name="Deutschlandatlas_GEM1222", dtype={"GKZ1222": "str"}, engine="openpyxl"
    )
    row = table[table["GKZ1222"].str.zfill(8).str.startswith("06435014")].iloc[0]
    published = float(row["bev_dicht"]) * 76.28
    assert new.indicators.loc["06415", "population"] == pytest.approx(published, rel=0.02)


def test_rates_of_hanau_are_those_of_the_district_of_before_and_marked(
    old: Inputs, new: Inputs
) -> None:
    rates = new.catalogue.index[new.catalogue["kind"] != "count"]
    for key in BOTH:
        pd.testing.assert_series_equal(
            new.indicators.loc[key, rates], old.indicators.loc["06435", rates], check_names=False
        )
    marks = new.restated.set_index(["ags", "indicator"])
    assert set(marks.index) == {(key, name) for key in BOTH for name in new.indicators}
    assert marks.loc[("06415", "population"), "how"] == "split"
    assert marks.loc[("06415", "population"), "basis"] == "2023-12-31"
    assert marks.loc[("06435", "industry_pct"), "how"] == "assumed"
    assert {n.code for n in new.notes} >= {"restated-split", "restated-assumed"}


def test_faces_say_what_was_carried_over(new: Inputs) -> None:
    analysis = analyse(new, Scenario())
    table = analysis.table()
    said = table.loc[BOTH, "carried_de"]
    assert said.str.contains("Quote des alten Kreises").all()
    assert said.str.contains(r"Einwohner am 31\.12\.2023").all()
    others = set(new.substituted["ags"])
    assert (table["carried_de"].drop([*BOTH, *others]) == "").all()
    assert set(short_remarks(new, "en")) == {*BOTH, *others}
    line = status_line(new)
    assert line is not None
    assert "401 Kreise" in line.de
    assert "06415 Hanau" in line.de
    assert line.en in label(analysis).data_years.en


def test_other_tables_follow(new: Inputs) -> None:
    chambers = new.chambers.set_index("ags")["chamber"]
    assert chambers["06415"] == chambers["06435"] == "IHK Hanau-Gelnhausen-Schlüchtern"
    assert new.district_types.loc["06415", "ror"] == "Rhein-Main"
    places = new.postcodes.dropna(subset=["place"]).set_index("place")["ags"]
    assert set(places[["Hanau"]]) == {"06415"}
    assert set(places[["Gelnhausen", "Maintal", "Bruchköbel", "Großkrotzenburg"]]) == {"06435"}


# ---- coverage -----------------------------------------------------------------------------------


def test_rates_of_coverage_count_the_districts_of_their_status(old: Inputs, new: Inputs) -> None:
    """No initiative of the shipped register reaches the Main-Kinzig-Kreis: only bases differ."""
    rates = [analyse(inputs, Scenario()).nationwide() for inputs in (old, new)]
    assert [rate["districts"]["reached"]["total"] for rate in rates] == [400, 401]
    assert [rate["districts"]["reached"]["value"] for rate in rates] == [254, 254]
    for base in ("population", "industry_employees", "area_km2"):
        for figure in ("value", "total", "unknown"):
            before, after = (rate[base]["reached"][figure] for rate in rates)
            assert after == pytest.approx(before)


def test_a_scenario_of_another_status_is_refused(new: Inputs) -> None:
    assert analyse(new, Scenario(territory="2027-06-01")).scenario.territory is not None
    with pytest.raises(ScenarioError, match="territory"):
        analyse(new, Scenario(territory=OLD))


# ---- keys ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("06415", "06435", "06415"), ("6415", "06435", "06415"), ("06415000", "06435", "06415"),
        ("Hanau", "06435", "06415"), ("Stadt Hanau", "06435", "06415"),
        ("06435", "06435", "06435"), ("Main-Kinzig-Kreis", "06435", "06435"),
        ("06435014", "06435", "06415"), ("064350014014", "06435", "06415"),
        ("06435010", "06435", "06435"), ("DE719", "06435", "06435"),
    ],
)  # fmt: skip
def test_keys_of_both_statuses_are_read_in_either(
    text: str, before: str, after: str, old_places: Places, new_places: Places
) -> None:
    assert read_key(text, old_places).key == before
    assert read_key(text, new_places).key == after


def test_an_unknown_municipality_of_a_divided_district_is_asked(new_places: Places) -> None:
    reading = read_key("06435999", new_places)
    assert reading.key is None
    assert set(reading.candidates) == set(BOTH)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("06499", "came after 1 January 2026"), ("06534x", "is not a district key"),
        ("09126", "09162 München"), ("064350", "cut off"), ("DE7ZZ", "NUTS 3 code of none"),
        ("DE71", "NUTS code of a larger area"), ("641", "look the key up"),
        ("064", "government region"),
    ],
)  # fmt: skip
def test_an_unknown_key_is_told_what_it_may_be(text: str, said: str, new_places: Places) -> None:
    reading = read_key(text, new_places)
    assert reading.key is None
    assert said in f"{reading.finding.en} {reading.expected.en} {reading.remedy.en}"


def test_a_typing_error_names_candidates(new_places: Places) -> None:
    assert "09162" in read_key("09126", new_places).candidates  # two digits exchanged
    assert "06415" in read_key("06416", new_places).candidates


# ---- registers ----------------------------------------------------------------------------------

HEADER = (
    "id,name,kind,federal_network,place,plz,district_ags,served_ags,founded_year,network_status"
)


def register(
    tmp_path: Path, places: Places, *rows: str
) -> tuple[pd.DataFrame, dict[str, str], set]:
    path = tmp_path / "r.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    result = read_register(path, places)
    served = result.served.groupby("id")["ags"].agg(";".join).to_dict()
    return result.initiatives, served, {p.code for p in result.problems}


def test_a_seat_in_hanau_under_the_old_key_is_in_hanau(tmp_path: Path, new_places: Places) -> None:
    rows = [
        "a,Eins,other,no,Hanau,63450,06435,,2015,networked",
        "b,Zwei,other,no,Gelnhausen,63571,06435,,2015,networked",
        "c,Drei,other,no,Hanau,,06435,,2015,networked",
        "d,Vier,other,no,,,06435,,2015,networked",
    ]
    table, _, codes = register(tmp_path, new_places, *rows)
    assert table["district_ags"].to_dict() == {
        "a": "06415", "b": "06435", "c": "06415", "d": "06435"}  # fmt: skip
    assert "key-before-change" in codes


def test_a_region_of_before_covers_both_parts(tmp_path: Path, new_places: Places) -> None:
    rows = [
        "a,Eins,other,no,Gelnhausen,63571,06435,06435;06438,2015,networked",
        "b,Zwei,other,no,Gelnhausen,63571,06435,Main-Kinzig-Kreis,,networked",
        "c,Drei,other,no,Gelnhausen,63571,06435,06435,2026,networked",
    ]
    _, served, codes = register(tmp_path, new_places, *rows)
    assert served == {"a": "06415;06435;06438", "b": "06415;06435", "c": "06435"}
    assert "area-before-change" in codes


def test_a_register_that_names_hanau_is_of_today(tmp_path: Path, new_places: Places) -> None:
    rows = [
        "a,Eins,other,no,Gelnhausen,63571,06435,06435,2015,networked",
        "b,Zwei,other,no,Hanau,63450,06415,06415,2015,networked",
    ]
    _, served, codes = register(tmp_path, new_places, *rows)
    assert served == {"a": "06435", "b": "06415"}
    assert "area-before-change" not in codes


def test_a_register_of_today_is_read_in_the_older_status(
    tmp_path: Path, old_places: Places
) -> None:
    rows = ["b,Zwei,other,no,Hanau,63450,06415,06415;06435,2026,networked"]
    table, served, _ = register(tmp_path, old_places, *rows)
    assert table["district_ags"].tolist() == ["06435"]
    assert served == {"b": "06435"}


# ---- a change to come is a row in a file --------------------------------------------------------

COLUMNS = ["old_ags", "old_name", "valid_until", "new_ags", "share_population", "share_area",
           "since", "new_name", "people", "people_date"]  # fmt: skip
SPLIT = [
    ("09184", "München", 2029, "09184", 0.6, 0.5, "2030-01-01", "München (Rest)", 210_000),
    ("09184", "München", 2029, "09199", 0.4, 0.5, "2030-01-01", "Isartal", 140_000),
]
MERGER = [
    ("05113", "Essen", 2030, "05198", 1.0, 1.0, "2031-01-01", "Ruhrstadt", 580_000),
    ("05117", "Mülheim", 2030, "05198", 1.0, 1.0, "2031-01-01", "Ruhrstadt", 170_000),
]


@pytest.fixture(scope="module")
def future(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the data with a made-up split in 2030 and a made-up merger in 2031."""
    folder = tmp_path_factory.mktemp("future") / "data"
    shutil.copytree(data_dir, folder)
    path = folder / "district_changes.csv"
    rows = pd.DataFrame([(*row, "2028-12-31") for row in SPLIT + MERGER], columns=COLUMNS)
    with path.open("a", encoding="utf-8") as file:
        file.write(rows.to_csv(index=False, header=False, lineterminator="\n"))
    return folder


def test_without_outlines_a_change_to_come_is_refused_with_what_is_missing(future: Path) -> None:
    assert load_inputs(future, territory=NEW).territory == NEW
    with pytest.raises(DataError, match="09199 Isartal") as raised:
        load_inputs(future, territory="2030-01-01")
    message = str(raised.value)
    assert "districts_2030-01-01" in message
    assert "--territory" in message
    places, _ = load_places(future)
    assert (read_key("09199", places).key, read_key("05198", places).key) == ("09184", None)
    assert set(read_key("Ruhrstadt", places).candidates) == {"05113", "05117"}


@pytest.fixture(scope="module")
def outlined(future: Path, new: Inputs) -> Path:
    """The same with outlines: the Landkreis cut in two, the cities united."""
    import geopandas as gpd
    import pyogrio

    def pieces(frame: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
        whole = frame.loc["09184"]
        middle = new.districts.geometry["09184"].centroid.x
        west = shapely.box(0, 0, middle, 1e8)
        halves = frame.loc[["09184", "09184"]].set_axis(["09184", "09199"]).rename_axis("ags")
        halves = halves.set_geometry([whole.geometry.intersection(west),
                                      whole.geometry.difference(west)])  # fmt: skip
        city = frame.loc[["05113"]].set_axis(["05198"]).rename_axis("ags")
        city = city.set_geometry([frame.loc[["05113", "05117"]].union_all()])
        for rows in (halves, city):
            if "area_km2" in rows:
                rows["area_km2"] = rows.geometry.area / 1e6
                named = {"09184": "München (Rest)", "09199": "Isartal", "05198": "Ruhrstadt"}
                rows["display_name"] = rows.index.map(named)
        return {"2030-01-01": halves, "2031-01-01": city}

    for name, frame in (("districts", new.districts), ("display", new.display)):
        for day, rows in pieces(frame).items():
            multi = rows.set_geometry(
                [shapely.multipolygons(shapely.get_parts(shape)) for shape in rows.geometry]
            )
            pyogrio.write_dataframe(
                multi.set_crs(25832, allow_override=True).reset_index(), future / BOUNDARIES,
                layer=f"{name}_{day}", geometry_type="MultiPolygon",
            )  # fmt: skip
    return future


def test_with_outlines_a_change_to_come_works_everywhere(outlined: Path, new: Inputs) -> None:
    split = load_inputs(outlined, territory="2030-06-01")
    assert len(split.districts) == 402
    inputs = load_inputs(outlined, territory="2031-01-01")
    assert len(inputs.districts) == 401
    keys = set(inputs.districts.index)
    assert keys ^ set(new.districts.index) == {"09199", "05198", "05113", "05117"}
    assert set(inputs.chambers["ags"]) == set(inputs.postcodes["ags"]) == keys
    people, before = inputs.indicators["population"], new.indicators["population"]
    assert people.sum() == pytest.approx(before.sum(), rel=1e-12)
    assert people["05198"] == before["05113"] + before["05117"]
    assert people["09199"] == pytest.approx(0.4 * before["09184"])
    rates = new.indicators["unemployment_pct"]
    mean = (580 * rates["05113"] + 170 * rates["05117"]) / 750
    assert inputs.indicators["unemployment_pct"]["05198"] == pytest.approx(mean)
    places, _ = load_places(outlined, "2031-01-01")
    assert read_key("Ruhrstadt", places).key == read_key("05117", places).key == "05198"
    assert read_key("Isartal", places).key == "09199"
    line = status_line(inputs)
    assert line is not None
    assert "01.01.2031: 401 Kreise" in line.de
    assert len(analyse(inputs, Scenario()).table()) == 401


def test_a_table_of_a_later_status_is_read_in_every_earlier_one(
    outlined: Path, new: Inputs, tmp_path: Path
) -> None:
    changes = dated_changes(load_inputs(outlined, territory=NEW).district_changes)
    keys, _ = keys_at(new.districts.index, changes, "2031-01-01")
    behind, ahead = behind_and_ahead(keys, changes)
    assert (len(behind), len(ahead)) == (5, 0)
    path = tmp_path / "indicators.csv"
    table = pd.DataFrame({"ags": sorted(keys), "population": 1000, "unemployment_pct": 5.0})
    table.to_csv(path, index=False)
    for day, count in ((OLD, 400), (NEW, 401), ("2030-01-01", 402)):
        inputs = load_inputs(outlined, indicators=path, territory=day)
        assert len(inputs.districts) == count
        people = inputs.indicators["population"]
        assert people.sum() == pytest.approx(401_000)
        assert people["05113"] == pytest.approx(1000 * 580 / 750)
        assert people["09184"] == (1000 if count == 402 else 2000)
        assert people["06435"] == (2000 if count == 400 else 1000)
        assert (inputs.indicators["unemployment_pct"] - 5).abs().max() < 1e-9


# ---- tables -------------------------------------------------------------------------------------


def test_a_table_of_401_is_added_up_for_the_older_status(
    data_dir: Path, tmp_path: Path, new: Inputs
) -> None:
    path = tmp_path / "indicators.csv"
    table = pd.DataFrame({"ags": new.districts.index, "population": 1000, "industry_pct": 30.0})
    table["industry_pct"] = table["industry_pct"].mask(table["ags"] == "06415", 40.0)
    table.to_csv(path, index=False)
    before = load_inputs(data_dir, indicators=path, territory=OLD)
    assert before.indicators.loc["06435", "population"] == 2000
    mean = (40 * 103_184 + 30 * 330_818) / (103_184 + 330_818)
    assert before.indicators.loc["06435", "industry_pct"] == pytest.approx(mean)
    assert set(before.restated["how"]) == {"added", "averaged-people"}
    today = load_inputs(data_dir, indicators=path, territory=NEW)
    assert today.indicators.loc["06415", "industry_pct"] == 40
    assert today.restated.empty


def test_a_secret_value_of_hanau_makes_the_older_district_unknown(
    data_dir: Path, tmp_path: Path, new: Inputs
) -> None:
    path = tmp_path / "indicators.csv"
    cells = ["." if key == "06415" else "1000" for key in new.districts.index]
    pd.DataFrame({"ags": new.districts.index, "population": cells}).to_csv(path, index=False)
    before = load_inputs(data_dir, indicators=path, territory=OLD)
    assert math.isnan(before.indicators.loc["06435", "population"])


def test_an_imported_table_of_401_keeps_the_values_of_hanau(
    data_dir: Path, tmp_path: Path, old: Inputs, new: Inputs
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data_dir, folder)
    table = pd.DataFrame({"ags": new.districts.index, "Betriebe": 100})
    table["Betriebe"] = table["Betriebe"].mask(table["ags"] == "06415", 40)
    (tmp_path / "i.csv").write_text(table.to_csv(index=False, sep=";"), encoding="utf-8")
    request = ImportRequest("firms", "Betriebe", 2026, kind="count", name="Betriebe")
    (entry,) = import_indicators(tmp_path / "i.csv", open_store(folder), request)
    assert entry.territory == NEW
    today = load_inputs(folder, territory=NEW)
    assert today.indicators.loc[BOTH, "firms"].tolist() == [40, 100]
    assert "firms" not in set(today.restated["indicator"])
    before = load_inputs(folder, territory=OLD)
    assert before.indicators.loc["06435", "firms"] == 140
    others = old.indicators.columns
    pd.testing.assert_frame_equal(today.indicators[others], new.indicators[others])
    pd.testing.assert_frame_equal(before.indicators[others], old.indicators[others])


def test_imported_outlines_of_401_show_both_statuses(
    data_dir: Path, tmp_path: Path, new: Inputs
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data_dir, folder)
    path = tmp_path / "kreise.geojson"
    new.display.reset_index().to_crs(4326).to_file(path, driver="GeoJSON")
    notes = import_boundaries(path, open_store(folder))
    assert "status-lost" not in {note.code for note in notes}
    for day, count in ((OLD, 400), (NEW, 401)):
        inputs = load_inputs(folder, territory=day)
        assert len(inputs.districts) == len(inputs.display) == count
        assert shapely.coverage_is_valid(inputs.districts.geometry.to_numpy())


def test_imported_outlines_of_400_take_the_newer_status_away_and_say_so(
    data_dir: Path, tmp_path: Path, old: Inputs
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(data_dir, folder)
    path = tmp_path / "kreise.geojson"
    old.display.reset_index().to_crs(4326).to_file(path, driver="GeoJSON")
    notes = import_boundaries(path, open_store(folder))
    assert "status-lost" in {note.code for note in notes}
    assert load_inputs(folder).territory == OLD
    with pytest.raises(DataError, match="06415 Hanau"):
        load_inputs(folder, territory=NEW)
