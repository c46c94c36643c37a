"""Which districts an initiative reaches, under five rules side by side.

The definition decides the map, so every rule is computed always and the chosen one is named
in every reason line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.arrays import Sparse
from rollout.coverage.running import counted_foundings, with_running_foundings
from rollout.errors import Problem
from rollout.language import Text
from rollout.model import NETWORK_STATUSES, STATUSES
from rollout.scenario import Scenario
from rollout.scenario.fields import CONFIDENCES, RULES, Rule

if TYPE_CHECKING:
    import geopandas as gpd
    from scipy import sparse

    from rollout.model import Inputs

ROUNDING = 1e-9  # a share computed as a ratio of areas may miss a full 1 by this much
LEVELS = {"networked": "covered", "founding": "founding", "unconnected": "unconnected"}


@dataclass(frozen=True, eq=False)
class Coverage:
    """What the register says about every district.

    Parameters
    ----------
    initiatives
        The rows of the register that count under the scenario's filters, index `id`.
    statuses
        One column per rule, index `ags`: covered, founding, unconnected or white.
    reach
        Districts x initiatives under the chosen rule, rows and columns in the order of
        `statuses` and `initiatives`. Under the rule `radius`: the circle touches the district.
    radius_share
        Share 0..1 of each district's area within the radius of any seat.
    foundings
        Running foundings that count, columns as in `rollout.founding_steps.COLUMNS`.
    notes
        What the filters left out.
    """

    rule: Rule
    initiatives: pd.DataFrame
    statuses: pd.DataFrame
    reach: Sparse
    radius_share: pd.Series
    foundings: pd.DataFrame
    notes: tuple[Problem, ...]

    @property
    def status(self) -> pd.Series:
        """Status of every district under the chosen rule."""
        return self.statuses[self.rule].rename("status")

    @property
    def white_rules(self) -> pd.Series:
        """Under how many of the five rules a district is a white spot."""
        return (self.statuses == "white").sum(axis=1).rename("white_rules")


def counted_initiatives(
    initiatives: pd.DataFrame, scenario: Scenario
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Rows of the register that pass the scenario's filters, and a note per filter that bites.

    An initiative that ended is not counted from the year of its end on; without an as-of date
    every end is in the past.
    """
    filters = {
        Text("unter der verlangten Belegstufe", "below the required confidence"): initiatives[
            "confidence"
        ].map(CONFIDENCES.index)
        >= CONFIDENCES.index(scenario.min_confidence),
        Text("von anderer Art", "of another kind"): (
            initiatives["kind"].isin(scenario.kinds) | (not scenario.kinds)
        ),
        Text("bundesgefördertes Automobilnetzwerk", "federally funded automotive network"): (
            ~initiatives["federal_network"] | scenario.federal_networks
        ),
    }
    if scenario.as_of is not None:
        year = initiatives["founded_year"]
        late = Text("nach dem Stichtag gegründet", "founded after the as-of date")
        filters[late] = ~(year > scenario.as_of.year)
        filters[Text("ohne Gründungsjahr", "without a founding year")] = year.notna()
    if "ended_year" in initiatives:
        ended = initiatives["ended_year"]
        gone = ended.notna() if scenario.as_of is None else ended <= scenario.as_of.year
        filters[Text("beendet", "ended")] = ~gone
    keep = pd.Series(True, index=initiatives.index)
    notes = []
    for reason, passes in filters.items():
        dropped = int((keep & ~passes).sum())
        keep &= passes
        if dropped:
            notes.append(_filter_note(dropped, reason))
    return initiatives[keep], tuple(notes)


def _filter_note(dropped: int, reason: Text) -> Problem:
    finding = Text(
        f"{dropped} Einträge nicht mitgezählt: {reason.de}",
        f"{dropped} entries not counted: {reason.en}",
    )
    return Problem("note", "initiatives", finding, code="filtered")


def incidence(pairs: pd.DataFrame, rows: pd.Index, columns: pd.Index) -> Sparse:
    """Sparse 0/1 matrix of (row key, column key) pairs; pairs with an unknown key are left out."""
    from scipy import sparse

    row = rows.get_indexer(pd.Index(pairs.iloc[:, 0]))
    column = columns.get_indexer(pd.Index(pairs.iloc[:, 1]))
    known = (row >= 0) & (column >= 0)
    ones = np.ones(int(known.sum()), dtype=np.int32)
    matrix = sparse.coo_array(
        (ones, (row[known], column[known])), shape=(len(rows), len(columns))
    ).tocsr()
    matrix.data[:] = 1
    return matrix


def rule_reach(
    initiatives: pd.DataFrame,
    served: pd.DataFrame,
    neighbours: pd.DataFrame,
    chambers: pd.DataFrame,
    districts: pd.Index,
    max_served: int | None = None,
) -> dict[str, Sparse]:
    """Districts x initiatives within reach, for the four rules that need no distance.

    Parameters
    ----------
    initiatives
        Index `id`, column `district_ags` (seat; NaN = unknown).
    served, neighbours, chambers
        Pairs id-ags, ags-neighbour (symmetric) and ags-chamber.
    districts
        The district keys, in the order of the rows wanted.
    max_served
        Of initiatives serving more districts than this only the seat counts.
    """
    from scipy import sparse

    ids = initiatives.index
    seats = initiatives["district_ags"].dropna()
    seat = incidence(pd.DataFrame({"ags": seats, "id": seats.index}), districts, ids)
    area = incidence(served[["ags", "id"]], districts, ids)
    if max_served is not None:
        narrow = (area.sum(axis=0) <= max_served).astype(np.int32)
        area = area @ sparse.diags_array(narrow, dtype=np.int32)
    reach = _binary(seat + area)
    touching = incidence(neighbours, districts, districts)
    chamber_names = pd.Index(chambers["chamber"].unique())
    member = incidence(chambers[["ags", "chamber"]], districts, chamber_names)
    return {
        "seat": seat,
        "served": reach,
        "neighbour": _binary(reach + touching @ reach),
        "chamber": _binary(member @ (member.T @ seat)),
    }


def _binary(matrix: sparse.sparray) -> Sparse:
    result = matrix.tocsr()
    result.eliminate_zeros()
    result.data[:] = 1
    return result


def status_from_reach(reach: Sparse, network_status: pd.Series) -> np.ndarray:
    """Best status each district gets from the initiatives that reach it."""
    reached = [
        np.asarray(reach[:, np.flatnonzero(network_status == level)].sum(axis=1)).ravel() > 0
        for level in NETWORK_STATUSES
    ]
    return np.select(reached, [LEVELS[level] for level in NETWORK_STATUSES], "white")


def seat_points(initiatives: pd.DataFrame) -> gpd.GeoSeries:
    """Seats with known coordinates as points in EPSG:25832, index `id`."""
    import geopandas as gpd

    known = initiatives.dropna(subset=["latitude", "longitude"])
    points = gpd.points_from_xy(known["longitude"], known["latitude"], crs=4326)
    return gpd.GeoSeries(points, index=known.index).to_crs(25832)


def radius_shares(
    districts: gpd.GeoDataFrame,
    seats: gpd.GeoSeries,
    status: pd.Series,
    radius: pd.Series,
    least: float,
) -> pd.DataFrame:
    """Share of each district's area near seats of at least each network status.

    Columns networked, founding, unconnected are cumulative: `founding` counts the circles of
    networked and founding initiatives together, `unconnected` those of all. Where the larger
    set of circles stays below `least`, the smaller ones are not measured and hold 0.
    """
    from rollout.geo.reach import reach_share

    shares = {}
    enough = districts.index
    for count in range(len(NETWORK_STATUSES), 0, -1):
        counted = status.isin(NETWORK_STATUSES[:count])
        ids = status.index[counted].intersection(seats.index, sort=False)
        share = reach_share(districts.loc[enough], seats.loc[ids], radius.loc[ids])
        enough = share.index[share >= least]
        shares[NETWORK_STATUSES[count - 1]] = share.reindex(districts.index, fill_value=0.0)
    return pd.DataFrame(shares)


def _radius_statuses(shares: pd.DataFrame, least: float) -> np.ndarray:
    enough = shares.ge(least)
    conditions = [enough[level] for level in NETWORK_STATUSES]
    return np.select(conditions, [LEVELS[level] for level in NETWORK_STATUSES], "white")


def coverage(inputs: Inputs, scenario: Scenario) -> Coverage:
    """Compute the status of every district under all five rules."""
    districts = inputs.districts.index
    initiatives, notes = counted_initiatives(inputs.initiatives, scenario)
    served = inputs.served[inputs.served["id"].isin(initiatives.index)]
    reach = rule_reach(
        initiatives, served, inputs.neighbours, inputs.chambers, districts, scenario.max_served
    )
    network_status = initiatives["network_status"]
    columns = {rule: status_from_reach(matrix, network_status) for rule, matrix in reach.items()}

    seats = seat_points(initiatives)
    radius = _radii(inputs, seats, scenario)
    least = scenario.reach_share - ROUNDING
    shares = radius_shares(inputs.districts, seats, network_status, radius, least)
    columns["radius"] = _radius_statuses(shares, least)
    if scenario.rule == "radius":
        reach["radius"] = _touching_circles(inputs, seats, radius, initiatives.index)
    foundings, left_out = counted_foundings(inputs.foundings, scenario)
    statuses = with_running_foundings(
        pd.DataFrame(columns, index=districts)[list(RULES)], foundings
    )
    return Coverage(
        scenario.rule,
        initiatives,
        statuses.astype(pd.CategoricalDtype(list(STATUSES))),
        reach[scenario.rule],
        shares["unconnected"].rename("radius_share"),
        foundings,
        (*notes, *left_out),
    )


def reach_under(inputs: Inputs, initiatives: pd.DataFrame, scenario: Scenario) -> Sparse:
    """Districts x initiatives within reach under the scenario's rule.

    Under the rule `radius` the circle of the one initiative must hold the share on its own.
    """
    if scenario.rule == "radius":
        return _single_circles(inputs, initiatives, scenario)
    served = inputs.served[inputs.served["id"].isin(initiatives.index)]
    return rule_reach(
        initiatives, served, inputs.neighbours, inputs.chambers, inputs.districts.index,
        scenario.max_served,
    )[scenario.rule]  # fmt: skip


def _single_circles(inputs: Inputs, initiatives: pd.DataFrame, scenario: Scenario) -> Sparse:
    from scipy import sparse

    from rollout.geo.reach import reach_share

    seats = seat_points(initiatives)
    radius = _radii(inputs, seats, scenario)
    matrix = sparse.lil_array((len(inputs.districts), len(initiatives)), dtype=np.int32)
    for key in seats.index:
        share = reach_share(inputs.districts, seats.loc[[key]], radius.loc[[key]])
        matrix[:, [initiatives.index.get_loc(key)]] = (
            share.to_numpy() >= scenario.reach_share - ROUNDING
        )[:, None]
    return matrix.tocsr()


def _radii(inputs: Inputs, seats: gpd.GeoSeries, scenario: Scenario) -> pd.Series:
    if not scenario.half_ring:
        return pd.Series(scenario.radius_km, index=seats.index)
    from rollout.geo.reach import half_ring_radius

    return half_ring_radius(seats, inputs.countries, scenario.radius_km)


def _touching_circles(
    inputs: Inputs, seats: gpd.GeoSeries, radius_km: pd.Series, ids: pd.Index
) -> Sparse:
    """Districts x initiatives whose circle touches the district."""
    import shapely

    tree = shapely.STRtree(inputs.districts.geometry.to_numpy())
    distances = radius_km.to_numpy() * 1000
    seat, district = tree.query(seats.to_numpy(), predicate="dwithin", distance=distances)
    pairs = pd.DataFrame({"ags": inputs.districts.index[district], "id": seats.index[seat]})
    return incidence(pairs, inputs.districts.index, ids)


def white_clusters(status: pd.Series, neighbours: pd.DataFrame) -> pd.Series:
    """Number of the contiguous group of white spots a district is in; 0 outside.

    Groups are numbered from 1 by falling size, equal ones by their smallest key.
    """
    from rollout.geo.neighbours import components

    white = status.index[status == "white"]
    return components(white, neighbours).reindex(status.index, fill_value=0).rename("cluster")
