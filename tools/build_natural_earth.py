"""Read the countries of Natural Earth 1:50m (public domain) for the other builders."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import geopandas as gpd

FOLDER = "natural_earth_50m"
NAME = "ne_50m_admin_0_countries"
COUNTRIES = ("AT", "BE", "CH", "CZ", "DE", "DK", "FR", "LU", "NL", "PL")
# The archive of 2017 leaves ISO_A2 of France empty; ADM0_A3 is complete.
ALPHA3 = ("AUT", "BEL", "CHE", "CZE", "DEU", "DNK", "FRA", "LUX", "NLD", "POL")


def read_countries(sources: Path) -> gpd.GeoSeries:
    """Germany and its nine neighbours by two-letter code, EPSG:4326.

    Takes an unpacked GeoJSON or shapefile, or the 7z archive.
    """
    for suffix in (".json", ".geojson", ".shp"):
        path = sources / FOLDER / f"{NAME}{suffix}"
        if path.exists():
            return _read(path)
    with tempfile.TemporaryDirectory() as folder:
        unpack(sources / FOLDER / f"{NAME}.7z", Path(folder))
        return _read(Path(folder) / f"{NAME}.json")


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a 7z archive with py7zr, or with the program 7z."""
    try:
        import py7zr
    except ImportError:
        if shutil.which("7z") is None:
            raise SystemExit(
                f"{archive}: cannot unpack; run `pip install py7zr` or unpack it by hand"
            ) from None
        command = ["7z", "x", "-y", f"-o{folder}", str(archive)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return
    with py7zr.SevenZipFile(archive) as content:
        content.extractall(folder)


def _read(path: Path) -> gpd.GeoSeries:
    world = gpd.read_file(path)
    codes = dict(zip(ALPHA3, COUNTRIES, strict=True))
    world = world[world.ADM0_A3.isin(ALPHA3)]
    shapes = world.set_index(world.ADM0_A3.map(codes)).geometry
    return shapes.rename_axis("iso2").sort_index()
