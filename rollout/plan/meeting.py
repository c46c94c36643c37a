"""Where to meet: the districts from which chosen initiatives have the shortest way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.errors import parameter_error
from rollout.language import Text, listed
from rollout.parts_of_country import area_of
from rollout.readers.district_names import CITY_TYPES
from rollout.siting.median import nearest_sites
from rollout.siting.problem import Search

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.siting.problem import Status


@dataclass(frozen=True, eq=False)
class Meeting:
    """Places for a regional event.

    Parameters
    ----------
    places
        Index: keys of the districts; name, guests (how many initiatives come here), mean_km and
        longest_km (straight line from their seats).
    guests
        Index: ids of the initiatives; name, place (key) and km.
    without_seat
        Names of initiatives whose seat is unknown: they count nowhere.
    status
        Whether no other places make the sum of the ways shorter.
    """

    places: pd.DataFrame
    guests: pd.DataFrame
    without_seat: tuple[str, ...]
    status: Status


def meeting_places(
    analysis: Analysis,
    count: int = 1,
    *,
    initiatives: Iterable[str] = (),
    area: Iterable[str] = (),
    cities_only: bool = True,
    search: Search | None = None,
) -> Meeting:
    """The best districts to meet in: the least sum of straight ways (p-median, exact).

    Parameters
    ----------
    count
        How many events.
    initiatives
        Ids of the register; none: all that count.
    area
        Only initiatives with their seat in these parts of the country, see `area_of`.
    cities_only
        Meet in independent cities only, as far as there are any.

    Raises
    ------
    ScenarioError
        Unknown ids, or nobody with a known seat.
    """
    guests, without_seat = _guests(analysis, tuple(initiatives), tuple(area))
    places = _places(analysis, cities_only=cities_only)
    points = np.stack([places["x"], places["y"]], axis=1)
    seats = np.stack([guests["x"], guests["y"]], axis=1)
    distance = np.hypot(*(seats[:, None] - points[None]).transpose(2, 0, 1)) / 1000
    most = min(count, len(guests), len(places))
    plan = nearest_sites(distance, np.ones(len(guests)), most, search=search or Search(60.0))
    sites = np.array(plan.sites)
    nearest = sites[np.argmin(distance[:, sites], axis=1)]
    keys = places.index[nearest]
    guest_table = pd.DataFrame(
        {"name": guests["name"], "place": keys, "km": distance[np.arange(len(guests)), nearest]},
        index=guests.index,
    )
    groups = guest_table.groupby("place")["km"]
    table = pd.DataFrame(
        {"guests": groups.size(), "mean_km": groups.mean(), "longest_km": groups.max()}
    )
    table.insert(0, "name", places["name"].reindex(table.index))
    ordered = table.sort_values(["guests", "name"], ascending=[False, True])
    return Meeting(ordered, guest_table, without_seat, plan.status)


def _guests(
    analysis: Analysis, initiatives: tuple[str, ...], area: tuple[str, ...]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Chosen initiatives with the place of their seat in metres, and those without."""
    from rollout.coverage.links import seat_points

    register = analysis.coverage.initiatives
    unknown = [key for key in initiatives if key not in register.index]
    if unknown:
        finding = Text(f"nennt {listed(unknown, 'de', 5)}", f"names {listed(unknown, 'en', 5)}")
        expected = Text("Kennungen des Registers, die zählen", "ids of the register that count")
        raise parameter_error("--initiative", finding, expected)
    rows = register.loc[list(dict.fromkeys(initiatives))] if initiatives else register
    part = area_of(analysis.inputs, area)
    if part is not None:
        rows = rows[rows["district_ags"].isin(part.districts)]
    points = seat_points(rows)
    here = rows.loc[points.index]
    if here.empty:
        finding = Text("lässt niemanden mit bekanntem Sitz", "leaves nobody with a known seat")
        expected = Text("mindestens einen Sitz", "one seat at least")
        raise parameter_error("--initiative", finding, expected)
    missing = tuple(rows.loc[~rows.index.isin(points.index), "name"].astype(str))
    return here[["name"]].assign(x=points.x.to_numpy(), y=points.y.to_numpy()), missing


def _places(analysis: Analysis, *, cities_only: bool) -> pd.DataFrame:
    import shapely

    districts = analysis.inputs.districts
    is_city = districts["type"].isin(CITY_TYPES)
    rows = districts[is_city] if cities_only and is_city.any() else districts
    xy = shapely.get_coordinates(shapely.point_on_surface(rows.geometry.to_numpy()))
    return pd.DataFrame({"name": rows["display_name"], "x": xy[:, 0], "y": xy[:, 1]})
