"""What a coverage rule decides from: where seats lie, who serves, touches and belongs to what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.arrays import Sparse
from rollout.model import NETWORK_STATUSES

if TYPE_CHECKING:
    import geopandas as gpd
    from scipy import sparse

    from rollout.geo.discs import Outlines
    from rollout.model import Inputs
    from rollout.scenario import Scenario

ROUNDING = 1e-9  # a share computed as a ratio of areas may miss a full 1 by this much
LEVELS = {"networked": "covered", "founding": "founding", "unconnected": "unconnected"}


@dataclass(frozen=True, eq=False)
class Links:
    """Links between districts and some initiatives, as sparse 0/1 matrices.

    Parameters
    ----------
    initiatives
        Index `id`; columns district_ags (seat; NaN = unknown), network_status, latitude and
        longitude.
    served
        Pairs id-ags of the declared service areas; of other initiatives too.
    points, shares, outlines
        What `seats`, `area_shares` and the districts taken apart are, where that is known.
    """

    inputs: Inputs
    initiatives: pd.DataFrame
    served_pairs: pd.DataFrame
    scenario: Scenario
    points: gpd.GeoSeries | None = None
    shares: pd.DataFrame | None = None
    outlines: Outlines | None = None

    @property
    def districts(self) -> pd.Index:
        """The district keys, in the order of the rows."""
        return self.inputs.districts.index

    @cached_property
    def seat(self) -> Sparse:
        """Districts x initiatives: the seat lies there."""
        seats = self.initiatives["district_ags"].dropna()
        pairs = pd.DataFrame({"ags": seats, "id": seats.index})
        return incidence(pairs, self.districts, self.initiatives.index)

    @cached_property
    def served(self) -> Sparse:
        """Districts x initiatives: in the declared service area, or the seat lies there.

        Of initiatives that serve more districts than `max_served` only the seat counts.
        """
        from scipy import sparse

        area = incidence(self.served_pairs[["ags", "id"]], self.districts, self.initiatives.index)
        if self.scenario.max_served is not None:
            narrow = (area.sum(axis=0) <= self.scenario.max_served).astype(np.int32)
            area = area @ sparse.diags_array(narrow, dtype=np.int32)
        return binary(self.seat + area)

    @cached_property
    def touching(self) -> Sparse:
        """Districts x districts that touch."""
        return incidence(self.inputs.neighbours, self.districts, self.districts)

    @cached_property
    def chamber(self) -> Sparse:
        """Districts x chambers."""
        return self.members(self.inputs.chambers, "chamber")

    def members(self, pairs: pd.DataFrame, column: str) -> Sparse:
        """Districts x groups: membership by a column of pairs with `ags`."""
        names = pd.Index(pairs[column].unique())
        return incidence(pairs[["ags", column]], self.districts, names)

    @cached_property
    def seats(self) -> gpd.GeoSeries:
        """Seats with known coordinates, EPSG:25832, index `id`."""
        return seat_points(self.initiatives) if self.points is None else self.points

    @cached_property
    def radius_km(self) -> pd.Series:
        """Radius of every seat; at the border larger where the scenario says so."""
        if not self.scenario.half_ring:
            return pd.Series(self.scenario.radius_km, index=self.seats.index)
        from rollout.geo.reach import half_ring_radius

        return half_ring_radius(self.seats, self.inputs.countries, self.scenario.radius_km)

    @cached_property
    def area_shares(self) -> pd.DataFrame:
        """Share of each district's area within the circles; see `radius_shares`."""
        if self.shares is not None:
            return self.shares
        status = self.initiatives["network_status"]
        least = self.scenario.reach_share - ROUNDING
        districts = self.inputs.districts
        outlines = outlines_of(districts) if self.outlines is None else self.outlines
        return radius_shares(districts.index, outlines, self.seats, status, self.radius_km, least)

    def statuses_by_area(self) -> np.ndarray:
        """Best status whose circles together hold enough of a district's area."""
        enough = self.area_shares.ge(self.scenario.reach_share - ROUNDING)
        conditions = [enough[level] for level in NETWORK_STATUSES]
        return np.select(conditions, [LEVELS[level] for level in NETWORK_STATUSES], "white")

    def touching_circles(self) -> Sparse:
        """Districts x initiatives whose circle touches the district."""
        import shapely

        tree = shapely.STRtree(self.inputs.districts.geometry.to_numpy())
        distances = self.radius_km.to_numpy() * 1000
        seat, district = tree.query(self.seats.to_numpy(), predicate="dwithin", distance=distances)
        pairs = pd.DataFrame({"ags": self.districts[district], "id": self.seats.index[seat]})
        return incidence(pairs, self.districts, self.initiatives.index)

    def single_circles(self) -> Sparse:
        """Districts x initiatives whose circle holds enough of the area on its own."""
        from scipy import sparse

        from rollout.geo.reach import reach_share

        ids = self.initiatives.index
        matrix = sparse.lil_array((len(self.districts), len(ids)), dtype=np.int32)
        for key in self.seats.index:
            seat, radius = self.seats.loc[[key]], self.radius_km.loc[[key]]
            share = reach_share(self.inputs.districts, seat, radius)
            enough = share.to_numpy() >= self.scenario.reach_share - ROUNDING
            matrix[:, [ids.get_loc(key)]] = enough[:, None]
        return matrix.tocsr()


def incidence(pairs: pd.DataFrame, rows: pd.Index, columns: pd.Index) -> Sparse:
    """Sparse 0/1 matrix of (row key, column key) pairs; pairs with an unknown key are left out."""
    from scipy import sparse

    row = rows.get_indexer(pd.Index(pairs.iloc[:, 0]))
    column = columns.get_indexer(pd.Index(pairs.iloc[:, 1]))
    both = (row >= 0) & (column >= 0)
    ones = np.ones(int(both.sum()), dtype=np.int32)
    matrix = sparse.coo_array(
        (ones, (row[both], column[both])), shape=(len(rows), len(columns))
    ).tocsr()
    matrix.data[:] = 1
    return matrix


def binary(matrix: sparse.sparray) -> Sparse:
    """The same entries, every one of them 1."""
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

    located = initiatives.dropna(subset=["latitude", "longitude"])
    points = gpd.points_from_xy(located["longitude"], located["latitude"], crs=4326)
    return gpd.GeoSeries(points, index=located.index).to_crs(25832)


def outlines_of(districts: gpd.GeoDataFrame) -> Outlines:
    """The districts taken apart, for the measuring of circles."""
    from rollout.geo.discs import Outlines

    return Outlines.of(districts.geometry.to_numpy())


def radius_shares(
    index: pd.Index,
    outlines: Outlines,
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
    from rollout.geo.reach import share_in_circles

    shares, enough = {}, np.arange(len(index))
    for count in range(len(NETWORK_STATUSES), 0, -1):
        counts = status.isin(NETWORK_STATUSES[:count])
        ids = status.index[counts].intersection(seats.index, sort=False)
        share = share_in_circles(outlines, enough, seats.loc[ids], radius.loc[ids])
        column = np.zeros(len(index))
        column[enough] = share
        shares[NETWORK_STATUSES[count - 1]] = column
        enough = enough[share >= least]
    return pd.DataFrame(shares, index=index)
