"""Build `data/borders.csv`: which districts lie on which neighbour country.

    python tools/build_borders.py --sources DIR [--out data]

Lines of VG1000 (BKG, 31.12.2024) that are state border (AGZ 1) on land (GMK 0) are cut into
points; each counts for the nearest district and the nearest country of Natural Earth 1:50m. So
lengths are estimates, as long as the generalised line is. Where the border runs through Lake
Constance there is no line on land; those pairs are listed below and have no length.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from build_natural_earth import read_countries

VG1000 = "bkg_vg1000_2024-12-31/vg1000_ebenen_1231"
CRS = 25832
STEP_M = 100
LEAST_KM = 0.5  # shorter pairs come from the coarse country lines, not from the ground

LAKE_CONSTANCE = [("08435", "AT"), ("08435", "CH"), ("09776", "CH")]


def border_points(sources: Path) -> np.ndarray:
    """Points every `STEP_M` metres along the state border on land, in EPSG:25832."""
    lines = gpd.read_file(sources / VG1000 / "VG1000_LI.shp").to_crs(CRS)
    border = lines[(lines["AGZ"] == 1) & (lines["GMK"] == 0)].geometry
    return shapely.points(
        [
            line.interpolate(metre).coords[0]
            for line in border.explode()
            for metre in np.arange(STEP_M / 2, line.length, STEP_M)
        ]
    )


def nearest_keys(points: np.ndarray, shapes: gpd.GeoSeries) -> np.ndarray:
    """Key of the shape nearest to each point; of equally near ones the first."""
    ordered = shapes.sort_index()
    point, shape = shapely.STRtree(ordered.to_numpy()).query_nearest(points)
    first = np.unique(point, return_index=True)[1]
    return ordered.index.to_numpy()[shape[first]]


def build(sources: Path) -> pd.DataFrame:
    """Table of all pairs, sorted."""
    points = border_points(sources)
    outlines = gpd.read_file(sources / VG1000 / "VG1000_KRS.shp").to_crs(CRS)
    districts = outlines[outlines["GF"] == 4].set_index("AGS").geometry
    countries = read_countries(sources).drop("DE").to_crs(CRS)
    pairs = pd.DataFrame(
        {"ags": nearest_keys(points, districts), "country": nearest_keys(points, countries)}
    )
    length = pairs.groupby(["ags", "country"]).size() * STEP_M / 1000
    land = length[length >= LEAST_KM].rename("length_km").reset_index().assign(kind="land")
    lake = pd.DataFrame(LAKE_CONSTANCE, columns=["ags", "country"]).assign(kind="lake")
    table = pd.concat([land, lake])[["ags", "country", "kind", "length_km"]]
    return table.sort_values(["ags", "country", "kind"], ignore_index=True)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("data"))
    arguments = parser.parse_args()
    table = build(arguments.sources)
    path = arguments.out / "borders.csv"
    table.to_csv(path, index=False, lineterminator="\n", float_format="%.1f")
    print(f"{path}: {len(table)} rows, {table['ags'].nunique()} districts")


if __name__ == "__main__":
    main()
