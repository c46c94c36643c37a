"""A register kept in a GIS: points as rows, attributes as columns."""

from __future__ import annotations

import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from rollout.errors import DataError
from rollout.readers.document import Content, open_document, render
from rollout.readers.findings import Findings


def points(**columns) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"name": ["Erste", "Zweite"], "plz": ["01067", None], "nr": [1, 2], **columns},
        geometry=gpd.points_from_xy([9.25, 10.5], [54.25, 53.75]), crs=4326,
    )  # fmt: skip


def package(frame: gpd.GeoDataFrame, folder: Path, **layers: gpd.GeoDataFrame) -> bytes:
    path = folder / "x.gpkg"
    for name, layer in {"sitze": frame, **layers}.items():
        layer.to_file(path, layer=name, driver="GPKG")
    return path.read_bytes()


def opened(raw: bytes):
    return open_document(Content("x", raw), Findings("x"), lambda header: False)


def test_geojson_and_geopackage_give_the_same_rows(tmp_path: Path) -> None:
    expected = [
        (1, ["name", "plz", "nr", "longitude", "latitude"]),
        (2, ["Erste", "01067", "1", "9.25", "54.25"]),
        (3, ["Zweite", "", "2", "10.5", "53.75"]),
    ]
    assert opened(points().to_json(drop_id=True).encode()).records == expected
    assert opened(package(points(), tmp_path)).records == expected


def test_coordinates_become_degrees(tmp_path: Path) -> None:
    records = opened(package(points().to_crs(25832), tmp_path)).records
    assert [float(cell) for cell in records[1][1][3:]] == pytest.approx([9.25, 54.25], abs=1e-6)


def test_columns_of_coordinates_are_left_alone() -> None:
    frame = points(longitude=[1.5, 2.5])
    records = opened(frame.to_json(drop_id=True).encode()).records
    assert records[0][1] == ["name", "plz", "nr", "longitude"]


def test_outlines_and_several_layers_are_asked_about(tmp_path: Path) -> None:
    areas = points()
    areas.geometry = [point.buffer(0.1) for point in areas.geometry]
    with pytest.raises(DataError, match="no layer of points only"):
        opened(areas.to_json(drop_id=True).encode())
    with pytest.raises(DataError, match="several layers of points"):
        opened(package(points(), tmp_path, andere=points()))


@pytest.mark.parametrize(
    "raw",
    [b'{"type": ', b'{"type": "FeatureCollection", "features": []}', b'{"type": 5}',
     b"SQLite format 3\x00" + b"x" * 5000, b'{"type":' * 50_000],
)  # fmt: skip
def test_broken_maps_are_refused(raw: bytes) -> None:
    with pytest.raises(DataError):
        opened(raw)


def test_a_map_is_not_written_back() -> None:
    with pytest.raises(DataError, match="save it as XLSX"):
        render(opened(points().to_json(drop_id=True).encode()), {(2, 0): "9"})


def test_text_in_braces_is_still_a_table() -> None:
    raw = b"{id},name\n1,a\n"
    assert opened(raw).records[0] == (1, ["{id}", "name"])


def shape(folder: Path, frame: gpd.GeoDataFrame, leave_out: str = "") -> bytes:
    """A shapefile as ZIP, in a folder of the archive, as a GIS writes it."""
    folder.mkdir()
    frame.to_file(folder / "sitze.shp")
    with zipfile.ZipFile(folder / "sitze.zip", "w") as archive:
        for part in sorted(folder.glob("sitze.[!z]*")):
            if part.suffix != leave_out:
                archive.write(part, f"export/{part.name}")
        archive.writestr("export/other.vrt", "<OGRVRTDataSource/>")
    return (folder / "sitze.zip").read_bytes()


@pytest.mark.filterwarnings("ignore:(Column names longer|Normalized.laundered)")
def test_a_shapefile_is_read_with_its_cut_names_by_itself_and_zipped(tmp_path: Path) -> None:
    frame = points(network_status=["ja", "nein"], founded_year=[2001, 2002]).to_crs(25832)
    zipped = opened(shape(tmp_path / "a", frame)).records
    assert zipped[0][1][:5] == ["name", "plz", "nr", "network_status", "founded_year"]
    assert [float(cell) for cell in zipped[1][1][5:]] == pytest.approx([9.25, 54.25], abs=1e-6)
    path = tmp_path / "a" / "sitze.shp"
    assert open_document(path, Findings("x"), lambda header: False).records == zipped
    with pytest.raises(DataError, match="only a part of a shapefile"):
        opened(path.read_bytes())
    for part in (".dbf", ".shx"):
        with pytest.raises(DataError, match="only a part of a shapefile"):
            opened(shape(tmp_path / part[1:], points(), leave_out=part))
    with pytest.raises(DataError, match=r"names no coordinate system.*the .prj"):
        opened(shape(tmp_path / "b", points(), leave_out=".prj"))
    broken = bytearray(shape(tmp_path / "c", points()))
    broken[100] ^= 255
    with pytest.raises(DataError, match="not a readable map"):
        opened(bytes(broken))


def test_a_row_without_a_point_stays_and_single_collections_are_points(tmp_path: Path) -> None:
    frame = points()
    frame.geometry = [shapely.MultiPoint([frame.geometry[0]]), None]
    records = opened(package(frame, tmp_path)).records
    assert records[1][1] == ["Erste", "01067", "1", "9.25", "54.25"]
    assert records[2][1] == ["Zweite", "", "2", "", ""]
    frame.geometry = [shapely.MultiPoint([(9, 54), (10, 54)]), None]
    with pytest.raises(DataError, match="no layer of points only"):
        opened(frame.to_json(drop_id=True).encode())
