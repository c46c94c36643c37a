"""A whole analysis beside a plain geopandas script: python -m benchmarks analysis.

The script does what a good analyst would write for the same map: read the files, apply four
coverage rules, find the nearest networked seat, count the rates, score and rank. Ours does that
and more (clusters, reasons, five rules with exact circles, contributions, notes, checks of every
file) from the same files.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.stats import skew

from benchmarks.records import Duel, children
from rollout.data_folder import default_data_dir

ORDER = {"networked": 0, "founding": 1, "unconnected": 2}


def ours(sources: Path | None) -> Callable[[], object]:
    from rollout import Scenario, analyse, load_inputs

    def work() -> object:
        analysis = analyse(load_inputs(), Scenario())
        table, rates = analysis.table(), analysis.nationwide()
        shares = {base: round(levels["covered"]["share"], 9) for base, levels in rates.items()}
        return answer(shares, table["status"], table["potential"], table["nearest_km"],
                      table["radius_share"])  # fmt: skip

    return work


def plain(sources: Path | None) -> Callable[[], object]:
    return plain_script


def answer(rates, status, potential, nearest_km, radius_share) -> dict[str, object]:
    """What both have to agree on; the shares of circles only to a thousandth."""
    return {
        "rates": rates,
        "status": status.sort_index().value_counts().sort_index().to_dict(),
        "potential": potential.sort_index().round(6).fillna(-1).tolist(),
        "nearest_km": nearest_km.sort_index().round(3).tolist(),
        "radius_share": radius_share.sort_index().tolist(),
    }


def plain_script() -> dict[str, object]:
    """The script; nothing of this package but the place of the files."""
    data = default_data_dir()
    text = {"ags": str, "district_ags": str, "served_ags": str}
    districts = gpd.read_file(data / "boundaries/districts.gpkg", layer="districts")
    districts = districts.set_index("ags").sort_index()
    register = pd.read_csv(data / "initiatives.csv", dtype=text)
    values = pd.read_csv(data / "indicators.csv", dtype=text).set_index("ags").sort_index()
    catalogue = pd.read_csv(data / "indicator_catalogue.csv").set_index("id")
    chambers = pd.read_csv(data / "chambers.csv", dtype=text)
    points = gpd.GeoDataFrame(
        register, geometry=gpd.points_from_xy(register.longitude, register.latitude), crs=4326
    ).to_crs(districts.crs)

    areas = register.assign(ags=register.served_ags.str.split(";")).explode("ags")
    seats = register.rename(columns={"district_ags": "seat"})[["id", "seat", "network_status"]]
    both = pd.concat(
        [areas[["ags", "network_status"]], seats.rename(columns={"seat": "ags"})]
    ).dropna(subset="ags")
    status = both.assign(order=both.network_status.map(ORDER)).groupby("ags").order.min()
    status = (
        status.reindex(districts.index)
        .map({0: "covered", 1: "founding", 2: "unconnected"})
        .fillna("white")
    )
    contacts = gpd.sjoin(districts[["geometry"]], districts[["geometry"]], predicate="intersects")
    near = contacts[contacts["ags_right"].isin(both.ags)].index.unique()
    member = chambers[chambers.ags.isin(seats.seat)].chamber.unique()
    in_chamber = chambers[chambers.chamber.isin(member)].ags.unique()
    circles = gpd.GeoDataFrame(geometry=[points.buffer(30_000, quad_segs=64).union_all()],
                               crs=districts.crs)  # fmt: skip
    parts = gpd.overlay(districts.reset_index()[["ags", "geometry"]], circles)
    share = parts.set_index("ags").area / districts.area
    share = share.reindex(districts.index, fill_value=0.0)
    assert len(near)
    assert len(in_chamber)

    centres = gpd.GeoDataFrame(geometry=districts.representative_point())
    network = points.loc[points.network_status == "networked", ["id", "geometry"]]
    nearest = gpd.sjoin_nearest(centres, network, distance_col="metres")
    nearest_km = nearest.groupby(level=0).metres.min() / 1000

    is_covered = status == "covered"
    bases = {
        "districts": pd.Series(1.0, districts.index),
        "population": values.population,
        "industry_employees": values.industry_employees,
        "area_km2": districts.area_km2,
    }
    rates = {base: round(x[is_covered].sum() / x.sum(), 9) for base, x in bases.items()}
    return answer(rates, status, plain_score(values, catalogue), nearest_km, share)


def plain_score(values: pd.DataFrame, catalogue: pd.DataFrame) -> pd.Series:
    """Winsorise skewed indicators, min-max, weigh; too little known = no score."""
    indicators = catalogue[catalogue.axis.isin(["need", "capacity"])]
    indicators = indicators[indicators.weight > 0]
    x = values[list(indicators.index)]
    for name in x:
        numbers = x[name].dropna()
        if abs(skew(numbers)) > 2 and kurtosis(numbers) > 3.5:
            x = x.assign(**{name: winsorise(x[name])})
    z = (x - x.min()) / (x.max() - x.min())
    less = indicators.index[indicators.direction == "less"]
    z[less] = 1 - z[less]
    weights = axis_weights(indicators)
    known_weight = z.notna().mul(weights).sum(axis=1)
    score = 100 * z.mul(weights).sum(axis=1) / known_weight
    return score.where(known_weight >= 0.7)


def kurtosis(values: pd.Series) -> float:
    deviation = values - values.mean()
    return float((deviation**4).mean() / (deviation**2).mean() ** 2)


def winsorise(values: pd.Series) -> pd.Series:
    low, high = values.quantile([0.025, 0.975])
    return values.clip(low, high)


def axis_weights(indicators: pd.DataFrame) -> pd.Series:
    return indicators.weight / indicators.weight.sum()


SIDES = {"ours": ours, "plain": plain}


def measure(sources: Path | None) -> Iterator[Duel]:
    sides = children("bench_analysis", SIDES, 5, sources)
    mine, other = sides["ours"], sides["plain"]
    for name in ("rates", "status", "potential", "nearest_km"):
        if mine["answer"][name] != other["answer"][name]:
            raise SystemExit(f"{name} differs from the plain script")
    apart = np.subtract(mine["answer"]["radius_share"], other["answer"]["radius_share"])
    gap = np.nanmax(np.abs(apart))
    yield Duel(
        "a whole analysis from the files on", "a plain geopandas script", mine["seconds"],
        other["seconds"], 5,
        f"same rates, status, scores, distances; shares of circles differ by {gap:.4f} at most "
        "(ours are exact)",
        1, mine["more_mb"], other["more_mb"],
    )  # fmt: skip
