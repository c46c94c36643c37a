"""Sixteen square districts with answers visible by eye; everything here is made up.

01001 01002 01003 01004      ten kilometres a side,
01005 01006 01007 01008      01001 is the upper left corner,
02001 02002 02003 02004      Land 01 above, Land 02 below
02005 02006 02007 02008
"""

from __future__ import annotations

from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from rollout.model import Inputs

SIDE_M = 10_000
ORIGIN = (500_000, 5_700_000)
KEYS = [f"{land}{n:03d}" for land in ("01", "02") for n in range(1, 9)]


def square(position: int) -> shapely.Polygon:
    row, column = divmod(position, 4)
    left, top = ORIGIN[0] + column * SIDE_M, ORIGIN[1] - row * SIDE_M
    return shapely.box(left, top - SIDE_M, left + SIDE_M, top)


def grid_districts() -> gpd.GeoDataFrame:
    names = [f"Musterkreis {n}" for n in range(1, 17)]
    columns = {
        "name": names,
        "display_name": names,
        "type": "Landkreis",
        "land": [key[:2] for key in KEYS],
        "land_name": ["Musterland Nord" if key < "02" else "Musterland Süd" for key in KEYS],
        "nuts3": [f"XX{n:03d}" for n in range(16)],
        "area_km2": 100.0,
    }
    geometry = [square(n) for n in range(16)]
    index = pd.Index(KEYS, name="ags")
    return gpd.GeoDataFrame(columns, index=index, geometry=geometry, crs=25832)


@cache
def _middle(district: str) -> tuple[float, float]:
    """Longitude and latitude; a projection for each of 2,000 initiatives takes seconds."""
    centre = square(KEYS.index(district)).centroid
    lon, lat = gpd.GeoSeries([centre], crs=25832).to_crs(4326).iloc[0].coords[0]
    return lon, lat


def initiative(district: str, status: str = "networked", **changes: object) -> dict[str, object]:
    """One row of a made-up register with its seat in the middle of a district."""
    lon, lat = _middle(district)
    row = {
        "name": f"Testinitiative {district}",
        "carrier": "",
        "kind": "other",
        "federal_network": False,
        "place": "",
        "plz": "",
        "district_ags": district,
        "land": district[:2],
        "latitude": lat,
        "longitude": lon,
        "founded_year": 2015.0,
        "network_status": status,
        "topics": "",
        "website": "",
        "source_url": "",
        "source_note": "",
        "confidence": "high",
    }
    return row | changes


def register(rows: dict[str, dict[str, object]]) -> pd.DataFrame:
    """Made-up register from id -> row; an empty one keeps its columns."""
    frame = pd.DataFrame(list(rows.values()), index=pd.Index(list(rows), name="id"))
    if frame.empty:
        frame = pd.DataFrame([initiative("01001")], index=pd.Index(["x"], name="id")).iloc[:0]
    return frame.sort_index()


def queen_pairs() -> pd.DataFrame:
    """Neighbours of the squares, corners included, counted by hand-made loops."""
    pairs = [
        (KEYS[a], KEYS[b])
        for a in range(16)
        for b in range(16)
        if a != b and abs(a // 4 - b // 4) <= 1 and abs(a % 4 - b % 4) <= 1
    ]
    return pd.DataFrame(pairs, columns=["ags", "neighbour"])


def grid_catalogue() -> pd.DataFrame:
    """Two made-up indicators and the two reference counts."""
    columns = ["axis", "dimension", "direction", "kind", "weight", "decimals"]
    rows = {
        "pressure": ("need", "pressure", "more", "rate", 1.0, 1),
        "firms": ("capacity", "actors", "more", "rate", 1.0, 1),
        "population": ("reference", "reference", "", "count", np.nan, 0),
        "industry_employees": ("reference", "reference", "", "count", np.nan, 0),
    }
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("id")
    for language in ("de", "en"):
        for column in ("name", "short", "dimension", "unit", "why", "weakness"):
            frame[f"{column}_{language}"] = frame.index
    return frame.assign(ideal=np.nan, year=2022, source="made_up")


def grid_indicators() -> pd.DataFrame:
    steps = np.arange(16.0)
    columns = {
        "pressure": steps,
        "firms": steps[::-1] % 4,
        "population": 1000.0 + steps,
        "industry_employees": 100.0,
    }
    return pd.DataFrame(columns, index=pd.Index(KEYS, name="ags"))


def grid_inputs(
    rows: dict[str, dict[str, object]] | None = None,
    served: dict[str, list[str]] | None = None,
    **changes: object,
) -> Inputs:
    """Inputs on the grid: made-up register `rows` (id -> row) with declared areas `served`."""
    districts = grid_districts()
    pairs = [(key, ags) for key, area in (served or {}).items() for ags in area]
    laender = districts.dissolve("land")[["land_name", "geometry"]]
    countries = gpd.GeoDataFrame(
        {"name_de": ["Nachbarland"], "name_en": ["Neighbour"]},
        index=pd.Index(["XX"], name="iso2"),
        geometry=[shapely.box(ORIGIN[0] - 50_000, ORIGIN[1] - 50_000, *ORIGIN)],
        crs=25832,
    )
    types = pd.DataFrame(
        {"settlement_type": 1, "settlement_name_de": "Typ", "settlement_name_en": "type",
         "coal_region": "", "ror": "Region", "labour_market_region": np.nan,
         "government_region": np.nan}, index=districts.index
    )  # fmt: skip
    chambers = pd.DataFrame(
        {"ags": KEYS, "chamber": ["IHK Nord" if key < "02" else "IHK Süd" for key in KEYS]}
    ).assign(share=1.0)
    sources = pd.DataFrame(
        {"publisher": ["Test"], "title": ["Made-up register"], "reference_date": ["2024-01-01"],
         "licence": ["none"], "licence_url": [""], "attribution_de": ["Testdaten"],
         "attribution_en": ["test data"], "url": [""], "note": [""]},
        index=pd.Index(["register"], name="id"),
    )  # fmt: skip
    tables = {
        "districts": districts,
        "display": districts[["geometry"]],
        "laender": laender,
        "countries": countries,
        "initiatives": register(rows or {}),
        "served": pd.DataFrame(pairs, columns=["id", "ags"], dtype=str),
        "indicators": grid_indicators(),
        "catalogue": grid_catalogue(),
        "district_types": types,
        "neighbours": queen_pairs(),
        "chambers": chambers,
        "borders": pd.DataFrame(
            {"ags": ["01001"], "country": ["XX"], "kind": ["land"], "length_km": [20.0]}
        ),
        "postcodes": pd.DataFrame(columns=["plz", "place", "ags", "latitude", "longitude"]),
        "district_changes": pd.DataFrame(
            columns=["old_ags", "new_ags", "share_population", "share_area"]
        ),
        "history": pd.DataFrame(columns=["date", "precision", "count", "qualifier"]),
        "sources": sources,
    }
    return Inputs(**(tables | changes))
