"""A data folder of another programme, made up: the example's files among the shipped ones."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from tests.conftest import ROOT

EXAMPLE = ROOT / "tests" / "examples" / "made_up_hospital_sites"
COMMON = (
    "borders.csv", "chambers.csv", "district_changes.csv", "district_types.csv",
    "municipalities.csv", "places_abroad.csv", "postcodes.csv",
)  # fmt: skip
SOURCES = (
    "bkg_vg250", "bkg_vg250_ew", "bkg_vg1000", "natural_earth", "kreistypen", "bbsr_reference",
    "geonames", "destatis_gv", "destatis_changes",
)  # fmt: skip


def make_folder(folder: Path, data: Path = ROOT / "data") -> Path:
    """Fill a folder: places and outlines as shipped, all else as in the example."""
    (folder / "boundaries").mkdir(parents=True)
    shutil.copy(data / "boundaries" / "districts.gpkg", folder / "boundaries")
    for name in COMMON:
        shutil.copy(data / name, folder)
    for path in [*EXAMPLE.glob("*.csv"), *EXAMPLE.glob("*.toml")]:
        shutil.copy(path, folder)
    _write_sources(folder / "sources.csv", data / "sources.csv")
    _write_indicators(folder / "indicators.csv", data / "indicators.csv")
    return folder


def _write_sources(path: Path, shipped: Path) -> None:
    with shipped.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    kept = [rows[0], *(row for row in rows if row[0] in SOURCES)]
    made_up = [
        [name, "Niemand / nobody", "Erfunden / made up", "2022-12-31", "CC0", "",
         "Erfunden", "Made up", "https://example.org", ""]
        for name in ("made_up", "own_register")
    ]  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*kept, *made_up])


def _write_indicators(path: Path, shipped: Path) -> None:
    """Made-up figures out of the position of a district, so that nobody takes them for real."""
    with shipped.open(encoding="utf-8", newline="") as file:
        rows = [(row["ags"], row["population"]) for row in csv.DictReader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["ags", "population", "people_over_75", "beds_per_1000"])
        for at, (ags, population) in enumerate(rows):
            table.writerow([ags, population, 1000 + at * 37 % 900, round(2 + at % 17 / 4, 1)])
