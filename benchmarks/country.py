"""A made-up country of square units, as large as Germany, for scaling; nothing in it is real."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from rollout.geo.neighbours import neighbours
from rollout.model import Inputs

SIDE_M = 600_000
CORNER = (300_000, 5_300_000)
CORNERS_PER_SIDE = 25  # real outlines have about a hundred corners
INDICATORS = 12


def made_up_country(units: int, initiatives: int, seed: int = 0) -> Inputs:
    """Inputs of so many units and initiatives; each initiative serves up to five units."""
    rng = np.random.default_rng(seed)
    districts = _units(units)
    register, areas = _register(districts.index, initiatives, rng)
    catalogue = _catalogue()
    values = rng.lognormal(size=(units, len(catalogue)))
    empty = pd.DataFrame()
    return Inputs(
        districts=districts,
        display=districts[["geometry"]],
        laender=districts.iloc[:0],
        countries=districts.iloc[:0],
        initiatives=register,
        served=areas,
        indicators=pd.DataFrame(values, districts.index, catalogue.index),
        catalogue=catalogue,
        district_types=pd.DataFrame(
            {"settlement_type": 1, "coal_region": "", "ror": "x"}, index=districts.index
        ),
        neighbours=neighbours(districts.geometry),
        chambers=pd.DataFrame({"ags": districts.index, "chamber": _chambers(units), "share": 1.0}),
        borders=pd.DataFrame(columns=["ags", "country", "kind", "length_km"]),
        postcodes=empty,
        district_changes=empty,
        history=pd.DataFrame(columns=["date", "precision", "count", "qualifier"]),
        sources=_sources(),
    )


def _units(count: int) -> gpd.GeoDataFrame:
    across = int(np.ceil(np.sqrt(count)))
    side = SIDE_M / across
    row, column = np.divmod(np.arange(count), across)
    left, low = CORNER[0] + column * side, CORNER[1] + row * side
    squares = shapely.segmentize(
        shapely.box(left, low, left + side, low + side), side / CORNERS_PER_SIDE
    )
    land = 1 + np.arange(count) * 16 // count
    keys = [f"{number:02d}{place:06d}" for place, number in enumerate(land)]
    columns = {
        "name": keys, "display_name": keys, "type": "Landkreis", "land": [k[:2] for k in keys],
        "land_name": [f"Land {k[:2]}" for k in keys], "nuts3": keys, "area_km2": side**2 / 1e6,
    }  # fmt: skip
    index = pd.Index(keys, name="ags")
    return gpd.GeoDataFrame(columns, index=index, geometry=squares, crs=25832)


def _chambers(units: int) -> list[str]:
    return [f"Chamber {place * 79 // units}" for place in range(units)]


def _register(
    keys: pd.Index, count: int, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    ids = [f"made-up-{number:06d}" for number in range(count)]
    seats = rng.integers(0, len(keys), count)
    x, y = (rng.uniform(start, start + SIDE_M, count) for start in CORNER)
    points = gpd.GeoSeries.from_xy(x, y, crs=25832).to_crs(4326)
    text = dict.fromkeys(
        ("carrier", "place", "plz", "topics", "website", "source_url", "source_note"), ""
    )
    columns = text | {
        "name": ids, "kind": "other", "federal_network": False, "district_ags": keys[seats],
        "land": [key[:2] for key in keys[seats]], "latitude": points.y, "longitude": points.x,
        "founded_year": 2000.0 + rng.integers(0, 24, count),
        "network_status": rng.choice(["networked", "founding", "unconnected"], count),
        "confidence": "high",
    }  # fmt: skip
    register = pd.DataFrame(columns, index=pd.Index(ids, name="id"))
    area = (seats[:, None] + np.arange(5)) % len(keys)
    pairs = pd.DataFrame({"id": np.repeat(ids, 5), "ags": keys[area.ravel()]})
    return register, pairs.drop_duplicates(ignore_index=True)


def _catalogue() -> pd.DataFrame:
    names = [f"indicator_{number:02d}" for number in range(INDICATORS)]
    frame = pd.DataFrame(index=pd.Index([*names, "population", "industry_employees"], name="id"))
    reference = frame.index.isin(["population", "industry_employees"])
    half = np.arange(len(frame)) < INDICATORS // 2
    frame["axis"] = np.select([reference, half], ["reference", "need"], "capacity")
    frame["dimension"] = frame["axis"]
    frame["direction"] = np.where(reference, "", "more")
    frame["kind"], frame["decimals"], frame["source"], frame["year"] = "rate", 1, "made_up", 2022
    frame["weight"] = np.where(reference, np.nan, 1.0)
    frame["ideal"] = np.nan
    for language in ("de", "en"):
        for column in ("name", "short", "dimension", "unit", "why", "weakness"):
            frame[f"{column}_{language}"] = frame.index
    return frame


def _sources() -> pd.DataFrame:
    columns = (
        "publisher", "title", "reference_date", "licence", "licence_url", "attribution_de",
        "attribution_en", "url", "note",
    )  # fmt: skip
    return pd.DataFrame(
        [dict.fromkeys(columns, "made up")], index=pd.Index(["register"], name="id")
    )
