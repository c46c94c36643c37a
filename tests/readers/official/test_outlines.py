"""District outlines of BKG and Eurostat: six made-up boxes, one quirk each, and the real files."""

import json
import shutil
import zipfile

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from rollout.errors import DataError
from rollout.readers.nuts_codes import OLD_CODES
from rollout.readers.official.detect import read_outlines
from rollout.readers.official.outlines import overlap
from rollout.readers.places import Places
from tests.readers.conftest import BOXES

SIDE = 50_000
NUTS = {"DE111": "01051", "DE112": "02000", "DE113": "03159", "DE114": "09162", "DE115": "09184"}


def boxes():
    """Six squares in a row that share their sides."""
    shapes = [shapely.box(400_000 + n * SIDE, 5_500_000, 450_000 + n * SIDE, 5_550_000)
              for n in range(6)]  # fmt: skip
    return gpd.GeoDataFrame(
        {"AGS": list(BOXES), "GF": 4, "GEN": "x"}, geometry=shapes, crs="EPSG:25832"
    )


def shape_file(tmp_path, frame, name="VG250_KRS.shp", folder="vg250_ebenen_1231"):
    (tmp_path / folder).mkdir(exist_ok=True)
    frame.to_file(tmp_path / folder / name)
    return tmp_path / folder


def codes(read):
    return {problem.code for problem in read.problems}


def read(path, places):
    return read_outlines(path, places, NUTS)


def test_a_folder_of_shape_files(tmp_path, places):
    folder = shape_file(tmp_path, boxes())
    (folder / "aktualitaet.txt").write_text("31.12.2024\n")
    found = read(folder, places)
    assert list(found.outlines.index) == sorted(BOXES)
    assert found.outlines.index.name == "ags"
    assert found.outlines.crs.to_epsg() == 25832
    assert found.outlines.area.round().eq(SIDE**2).all()
    assert "BKG 2024" in found.origin.attribution.de
    assert found.problems == ()


def test_water_repeats_a_key_and_is_left_out(tmp_path, places):
    water = boxes().head(2).assign(GF=2)
    water.geometry = water.translate(0, 100_000)
    found = read(shape_file(tmp_path, pd.concat([boxes(), water])), places)
    assert codes(found) == {"water"}
    assert found.outlines.area.round().eq(SIDE**2).all()


def test_a_map_that_does_not_tell_water_apart_is_taken_whole(tmp_path, places):
    assert codes(read(shape_file(tmp_path, boxes().assign(GF=9)), places)) == set()


def test_gauss_krueger_is_converted_and_said(tmp_path, places):
    found = read(shape_file(tmp_path, boxes().to_crs("EPSG:31467")), places)
    assert codes(found) == {"crs"}
    assert overlap(found.outlines, boxes().set_index("AGS").geometry).min() > 0.999
    assert shapely.coverage_is_valid(found.outlines.to_numpy())


def test_an_old_district_is_counted_to_its_successor(tmp_path, places):
    old = boxes()
    parts = shapely.box(*old.geometry.iloc[5].bounds)
    west, south, east, north = parts.bounds
    half = (west + east) / 2
    old.loc[5, "geometry"] = shapely.box(west, south, half, north)
    eisenach = {"AGS": ["16056"], "GF": [4], "GEN": ["Eisenach"]}
    extra = gpd.GeoDataFrame(eisenach, geometry=[shapely.box(half, south, east, north)], crs=25832)
    found = read(shape_file(tmp_path, pd.concat([old, extra])), places)
    assert codes(found) == {"dissolved"}
    assert found.outlines["16063"].area == pytest.approx(SIDE**2)


def test_a_district_split_up_is_asked_about(tmp_path, places):
    frame = boxes()
    frame.loc[3, "AGS"] = "09199"
    with pytest.raises(DataError, match="09199 was split up among several districts"):
        read(shape_file(tmp_path, frame), places)


def test_municipalities_are_merged(tmp_path, places):
    frame = boxes()
    left, right = frame.copy(), frame.copy()
    for part, side in ((left, 0), (right, 1)):
        part["AGS"] += f"00{side + 1}"
        middle = [(w + e) / 2 for w, _, e, _ in (s.bounds for s in part.geometry)]
        bounds = [s.bounds for s in part.geometry]
        part.geometry = [
            shapely.box(m if side else w, s, e if side else m, n)
            for m, (w, s, e, n) in zip(middle, bounds, strict=True)
        ]
    found = read(shape_file(tmp_path, pd.concat([left, right]), "VG250_GEM.shp"), places)
    assert codes(found) == {"municipalities"}
    assert found.outlines.area.round().eq(SIDE**2).all()


def test_districts_are_preferred_to_municipalities(tmp_path, places):
    shape_file(tmp_path, boxes().head(1), "VG250_GEM.shp")
    assert len(read(shape_file(tmp_path, boxes()), places).outlines) == 6


def test_missing_and_unknown_districts_are_all_named(tmp_path, places):
    with pytest.raises(DataError, match="1 districts are missing: 16063 Wartburgkreis"):
        read(shape_file(tmp_path, boxes().head(5)), places)
    frame = boxes()
    frame.loc[2, "AGS"] = "99999"
    with pytest.raises(DataError, match="'99999' is not a district key"):
        read(shape_file(tmp_path, frame), places)


def test_a_crossed_outline_is_mended_and_said(tmp_path, places):
    frame = boxes()
    west, south, east, north = frame.geometry.iloc[0].bounds
    bow = shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])
    frame.loc[0, "geometry"] = bow
    found = read(shape_file(tmp_path, frame), places)
    assert codes(found) == {"invalid-geometry"}
    assert found.outlines.is_valid.all()


def test_a_map_without_coordinate_system_is_refused(tmp_path, places):
    frame = boxes()
    frame.geometry = frame.translate(3_000_000, 0)  # as in Gauss-Krüger, of which there are several
    folder = shape_file(tmp_path, frame)
    (folder / "VG250_KRS.prj").unlink()
    with pytest.raises(DataError, match="names no coordinate system"):
        read(folder, places)


@pytest.mark.parametrize("layer", ["vg250_krs", "v_vg1000_krs"])
def test_a_geopackage(tmp_path, places, layer):
    path = tmp_path / "DE_VG250.gpkg"
    boxes().head(2).to_file(path, layer="vg250_sta")
    boxes().to_file(path, layer=layer)
    assert len(read(path, places).outlines) == 6


def test_a_zip_of_shape_files(tmp_path, places):
    folder = shape_file(tmp_path, boxes())
    shutil.make_archive(str(tmp_path / "vg250"), "zip", tmp_path, folder.name)
    assert len(read(tmp_path / "vg250.zip", places).outlines) == 6


@pytest.mark.parametrize("name", ["../VG250_KRS.shp", "/tmp/VG250_KRS.shp", "a/../../x.shp",
                                  "..\\x.shp", "C:\\x.shp", "//no/x.shp", "/\\no\\x.shp",
                                  "\\\\host\\share\\x.shp"])  # fmt: skip
def test_names_that_lead_out_of_an_archive_are_refused(tmp_path, places, name):
    path = tmp_path / "inner" / "evil.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(DataError, match="leads out of it"):
        read(path, places)
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["evil.zip"]


def test_a_link_in_a_folder_is_not_followed(tmp_path, places):
    folder = shape_file(tmp_path, boxes(), folder="real")
    (tmp_path / "links").mkdir()
    for path in folder.iterdir():
        (tmp_path / "links" / path.name).symlink_to(path)
    with pytest.raises(DataError, match="holds no layer"):
        read(tmp_path / "links", places)


def test_a_link_in_an_archive_stays_a_plain_file(tmp_path, places):
    path = tmp_path / "evil.zip"
    link = zipfile.ZipInfo("VG250_KRS.shp")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(DataError, match="not a readable shapefile"):
        read(path, places)


@pytest.mark.parametrize("name", ["x.shp", "x.gpkg", "x.zip", "x.geojson", "x.json", "x.txt", "x"])
@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 200, b"<OGRVRTDataSource>", b"{", b"PK\x03\x04"]
)
def test_other_content_ends_in_a_data_error(tmp_path, places, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError):
        read(path, places)


def test_a_huge_file_is_not_even_opened(tmp_path, places):
    path = tmp_path / "VG250_KRS.shp"
    with path.open("wb") as stream:
        stream.truncate(2_000_000_000)  # takes no space on the disk
    with pytest.raises(DataError, match="has 2000 MB; expected: at most 1500 MB"):
        read(path, places)


# NUTS


def nuts_file(tmp_path, codes, level=3, country="DE", crs=4326):
    shapes = boxes().to_crs(crs).geometry
    features = [
        {"type": "Feature", "geometry": shapely.geometry.mapping(shape),
         "properties": {"NUTS_ID": code, "LEVL_CODE": level, "CNTR_CODE": country}}
        for code, shape in zip(codes, shapes, strict=True)
    ]  # fmt: skip
    french = {"NUTS_ID": "FRK23", "LEVL_CODE": 3, "CNTR_CODE": "FR"}
    features.append(features[0] | {"properties": french})
    path = tmp_path / "nuts.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_german_regions_of_level_three_are_the_districts(tmp_path, places):
    found = read(nuts_file(tmp_path, [*NUTS, "DEG0P"]), places)
    assert {"other-regions", "older-codes", "crs", "extra-terms"} == codes(found)
    assert overlap(found.outlines, boxes().set_index("AGS").geometry).min() > 0.999
    assert "EuroGeographics" in found.origin.attribution.en


def test_an_unknown_nuts_code_is_named(tmp_path, places):
    with pytest.raises(DataError, match="'DEZZZ' is not the NUTS 3 code"):
        read(nuts_file(tmp_path, [*NUTS, "DEZZZ"]), places)


# The real files


@pytest.fixture(scope="module")
def germany(data_dir):
    """Today's districts and their past, as the product has them."""
    districts = gpd.read_file(data_dir / "boundaries" / "districts.gpkg", layer="districts")
    changes = pd.read_csv(
        data_dir / "district_changes.csv", dtype={"old_ags": "str", "new_ags": "str"}
    )
    districts = districts.set_index("ags")
    nothing = pd.DataFrame(columns=["plz", "place", "ags"])
    names = districts["display_name"].to_dict()
    return districts, Places(names, changes, nothing, lambda x, y: [])


@pytest.mark.parametrize(
    ("name", "least", "median"),
    [
        ("bkg_vg1000_2024-12-31", 0.92, 0.98),
        ("bkg_vg5000_2021-01-01", 0.89, 0.97),
        ("bkg_vg5000_2021-01-01/VG5000_GEM.shp", 0.89, 0.97),
        ("gisco_nuts_check_only/nuts3_03M_2021.json", 0.65, 0.94),
        ("gisco_nuts_check_only/NUTS_RG_20M_2024_4326.geojson", 0.3, 0.8),
    ],
)
def test_the_real_maps_lie_where_the_districts_are(sources, germany, name, least, median):
    districts, places = germany
    nuts3 = {code: ags for ags, code in districts["nuts3"].items()}
    found = read_outlines(sources / name, places, nuts3)
    shared = overlap(found.outlines, districts.geometry)
    assert len(shared) == 400
    assert shared.min() >= least
    assert shared.median() >= median
    assert shapely.coverage_is_valid(found.outlines.to_numpy())


def test_the_older_nuts_codes_are_those_of_the_table(sources):
    table = pd.read_csv(sources / "derived" / "district_nuts_2021_2024.csv", dtype="str")
    changed = table[table["nuts3_2021"] != table["nuts3_2024"]]
    expected = dict(zip(changed["nuts3_2021"], changed["ags"], strict=True))
    german = {code: key for code, key in OLD_CODES.items() if code.startswith("DEG")}
    assert {"DEG0N": "16056"} | expected == german


# Maps of anybody


def saved_map(tmp_path, frame, name="kreise.geojson", **options):
    frame.to_file(tmp_path / name, **options)
    return tmp_path / name


def renamed(column, values, **others):
    frame = boxes().drop(columns=["AGS", "GF"])
    return frame.assign(**{column: values}, **others)


KEYS = list(BOXES)
COLUMNS = {
    "text": ("AGS", KEYS),
    "any name": ("mein_feld", KEYS),
    "lower case": ("ags", KEYS),
    "numbers without zeros": ("AGS_0", [int(key) for key in KEYS]),
    "decimals": ("KRS", [float(key) for key in KEYS]),
    "lost zeros as text": ("key", [str(int(key)) for key in KEYS]),
    "eight digits": ("AGS", [f"{key}000" for key in KEYS]),
    "eight digits as numbers": ("SCH", [int(f"{key}000") for key in KEYS]),
    "twelve digits": ("ARS", [f"{key}0000000" for key in KEYS]),
    "nine digits": ("RS", [f"{key}0000" for key in KEYS]),
    "NUTS": ("NUTS3", [*NUTS, "DEG0P"]),
}


@pytest.mark.parametrize(("column", "values"), COLUMNS.values(), ids=COLUMNS)
def test_any_column_of_keys_names_the_districts(tmp_path, places, column, values):
    frame = renamed(column, values, GEN="x", size=[5, 6, 7, 8, 9, 10]).to_crs(4326)
    found = read(saved_map(tmp_path, frame), places)
    assert list(found.outlines.index) == sorted(BOXES)
    assert found.outlines.area.to_numpy() == pytest.approx(SIDE**2, rel=1e-4)
    (note,) = [p for p in found.problems if p.code == "column-name"]
    assert repr(column) in note.message("en")


def test_a_map_without_keys_names_its_columns(tmp_path, places):
    with pytest.raises(DataError, match=r"no column of district keys; present: .*'GEN'"):
        read(saved_map(tmp_path, boxes().drop(columns=["AGS", "GF"])), places)


@pytest.mark.parametrize(
    ("codes", "country"),
    [
        (["AT111", "AT112", "AT113", "AT121", "AT130", "AT313"], "Austria"),
        (["CH011", "CH012", "CH013", "CH021", "CH040", "CH070"], "Switzerland"),
    ],
)
def test_a_map_of_a_neighbour_is_refused_with_what_it_would_take(tmp_path, places, codes, country):
    frame = renamed("NUTS_ID", codes)
    with pytest.raises(DataError, match=f"shows {country}.*four-digit postcodes"):
        read(saved_map(tmp_path, frame), places)


def test_a_map_in_a_neighbours_own_system_is_known_by_it(tmp_path, places):
    frame = renamed("BKZ", [101, 102, 103, 104, 105, 106]).set_crs(31287, allow_override=True)
    with pytest.raises(DataError, match="shows Austria"):
        read(saved_map(tmp_path, frame, "bezirke.gpkg"), places)


def test_municipalities_are_merged_and_it_is_said_that_districts_count(tmp_path, places):
    frame = renamed("AGS", [f"{key}001" for key in KEYS])
    second = frame.assign(AGS=[f"{key}002" for key in KEYS])
    found = read(saved_map(tmp_path, pd.concat([frame, second])), places)
    (note,) = [p for p in found.problems if p.code == "municipalities"]
    assert note.finding.en == "12 municipalities merged into districts"
    assert note.remedy.en.startswith("all is computed per district")


def test_two_columns_that_disagree_are_asked_about(tmp_path, places):
    frame = renamed("alt", KEYS, neu=KEYS[::-1])
    with pytest.raises(DataError, match="'alt' and 'neu' name different districts"):
        read(saved_map(tmp_path, frame), places)


def test_parts_are_merged_and_heights_dropped(tmp_path, places):
    frame = boxes().drop(columns="GF")
    island = frame.head(1).assign(geometry=lambda rows: rows.translate(0, 200_000))
    frame = pd.concat([frame, island])
    frame.geometry = shapely.force_3d(frame.geometry.to_numpy(), 7.0)
    found = read(saved_map(tmp_path, frame, "x.gpkg"), places)
    assert not found.outlines.has_z.any()
    assert found.outlines.area[KEYS[0]] == pytest.approx(2 * SIDE**2)


def test_the_one_layer_with_keys_is_taken_beside_others(tmp_path, places):
    path = saved_map(tmp_path, boxes().drop(columns="GF"), "x.gpkg", layer="flaechen")
    boxes().assign(AGS="-").to_file(path, layer="andere")
    points = boxes().assign(geometry=boxes().centroid)
    points.to_file(path, layer="punkte")
    assert list(read(path, places).outlines.index) == sorted(BOXES)
    boxes().drop(columns="GF").to_file(path, layer="grob")
    with pytest.raises(DataError, match="several layers of district keys: 'flaechen', 'grob'"):
        read(path, places)
    boxes().drop(columns="GF").to_file(path, layer="kreise")
    assert list(read(path, places).outlines.index) == sorted(BOXES)


def test_a_shapefile_of_any_name_and_without_a_system(tmp_path, places):
    folder = shape_file(tmp_path, boxes().drop(columns="GF"), "meine.shp", "ordner")
    (folder / "meine.prj").unlink()
    found = read(folder, places)
    assert {"no-crs", "column-name"} <= codes(found)
    assert found.outlines.crs.to_epsg() == 25832


def test_topojson_with_degrees(tmp_path, places):
    corners = boxes().to_crs(4326)
    arcs, shapes = [], []
    for number, (key, shape) in enumerate(zip(KEYS, corners.geometry, strict=True)):
        arcs.append([list(point) for point in shape.exterior.coords])
        shapes.append({"type": "Polygon", "arcs": [[number]], "properties": {"rs": key}})
    kreise = {"type": "GeometryCollection", "geometries": shapes}
    content = {"type": "Topology", "arcs": arcs, "objects": {"kreise": kreise}}
    (tmp_path / "kreise.topojson").write_text(json.dumps(content))
    found = read(tmp_path / "kreise.topojson", places)
    assert list(found.outlines.index) == sorted(BOXES)


def test_the_products_own_exports_are_read_back(tmp_path, shipped, inputs):
    from rollout.export.geopackage import write_geopackage
    from rollout.export.tables import districts_geojson

    changes = pd.DataFrame(columns=["old_ags", "valid_until", "new_ags", "share_population"])
    postcodes = pd.DataFrame(columns=["plz", "place", "ags"])
    names = inputs.districts["display_name"].to_dict()
    today = Places(names, changes, postcodes, lambda x, y: [])
    (tmp_path / "districts.geojson").write_bytes(districts_geojson(shipped))
    write_geopackage(shipped, tmp_path / "rollout.gpkg")
    for name in ("districts.geojson", "rollout.gpkg"):
        found = read_outlines(tmp_path / name, today, {})
        shares = overlap(found.outlines, inputs.display.geometry)  # which is what is exported
        assert len(shares) == len(names)
        assert shares.min() > 0.999
