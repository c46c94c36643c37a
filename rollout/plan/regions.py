"""Candidates, reach, demand and limits of a plan, out of an analysis of the districts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.ags import land_key
from rollout.arrays import Sparse
from rollout.coverage.coverage import incidence
from rollout.coverage.running import region_keys
from rollout.errors import Problem, ScenarioError, parameter_error
from rollout.language import Text, number
from rollout.scenario import Scenario
from rollout.siting.problem import Limits, listed

if TYPE_CHECKING:
    from rollout.analysis import Analysis

OWN_RULE = {"seat": "own", "served": "own", "radius": "share"}
CANDIDATE_STATUSES = {
    "targets": ("white", "unconnected"),
    "white": ("white",),
    "all": ("covered", "founding", "unconnected", "white"),
}
REACHED = ("covered", "founding")


@dataclass(frozen=True, eq=False)
class Regions:
    """What a plan chooses from, rows and columns in the order of the districts.

    Parameters
    ----------
    districts
        The district keys: rows and columns.
    reach
        Districts x districts: a founding in the column reaches the row (CSR).
    distance
        Kilometres (travel_time: minutes) from row to column; None for the goal `cover`.
    existing
        Distance of every district to its nearest networked initiative, for the goal `way`.
    demand
        Demand per district; unknown counts 0 and is named in `notes`.
    already
        Districts with a networked initiative or one being founded.
    required, excluded
        Positions; `excluded` also holds the districts that are no candidates, those
        of running foundings among them.
    limits
        Quotas per Land, costs and budget of one wave.
    notes
        What was left out.
    """

    districts: pd.Index
    reach: Sparse
    distance: np.ndarray | None
    existing: np.ndarray | None
    demand: pd.Series
    already: np.ndarray
    required: tuple[int, ...]
    excluded: tuple[int, ...]
    limits: Limits
    notes: tuple[Problem, ...]


def regions(
    analysis: Analysis, scenario: Scenario, travel_times: pd.DataFrame | None = None
) -> Regions:
    """Derive everything a plan needs; raises all wrong keys of the plan section at once."""
    table = analysis.table()
    _check_keys(scenario, table.index)
    allowed = table["status"].isin(CANDIDATE_STATUSES[scenario.candidates]).to_numpy()
    in_work = table.index.isin(region_keys(analysis.coverage.foundings)["ags"])
    must = table.index.get_indexer(pd.Index([key for key, _ in scenario.require]))
    never = set(table.index.get_indexer(pd.Index([key for key, _ in scenario.exclude])))
    # A required district is wanted by name, whatever its status.
    never |= set(np.flatnonzero(~allowed | in_work)) - set(must)
    demand, notes = plan_demand(analysis, scenario)
    way = scenario.objective == "way"
    return Regions(
        table.index,
        reach_matrix(analysis, scenario, travel_times),
        distance_matrix(analysis, scenario, travel_times) if way else None,
        _existing_distance(table) if way else None,
        demand,
        table["status"].isin(REACHED).to_numpy(),
        tuple(int(p) for p in must),
        tuple(sorted(int(p) for p in never)),
        plan_limits(table, scenario),
        notes,
    )


def _check_keys(scenario: Scenario, districts: pd.Index) -> None:
    problems = []
    for field in ("require", "exclude", "costs"):
        unknown = [key for key, _ in getattr(scenario, field) if key not in districts]
        if unknown:
            finding = Text(f"nennt {listed(range(len(unknown)), unknown)}",
                         f"names {listed(range(len(unknown)), unknown)}")  # fmt: skip
            expected = Text("fünfstellige Kreisschlüssel", "five-digit district keys")
            problems.append(parameter_error(f"Scenario.{field}", finding, expected))
    for field in ("most_in_land", "least_in_land"):
        for key, quota in getattr(scenario, field):
            if land_key(key) is None or quota < 0 or quota != int(quota):
                finding = Text(f"ist {key} = {quota}", f"is {key} = {quota}")
                expected = Text("Land (09, BY, Bayern) = ganze Zahl ab 0",
                                "Land (09, BY, Bayern) = whole number from 0")  # fmt: skip
                problems.append(parameter_error(f"Scenario.{field}", finding, expected))
    if problems:
        raise ScenarioError(entry for problem in problems for entry in problem.problems)


def plan_demand(analysis: Analysis, scenario: Scenario) -> tuple[pd.Series, tuple[Problem, ...]]:
    """Demand per district and a note on the districts where it is unknown (counted as 0)."""
    name = scenario.demand
    values = analysis.potential.score if name == "potential" else analysis.bases[name]
    unknown = int(values.isna().sum())
    notes: tuple[Problem, ...] = ()
    if unknown:
        finding = Text(
            f"{name} ist in {number(unknown)} Kreisen unbekannt und zählt dort 0",
            f"{name} is unknown in {number(unknown, lang='en')} districts and counts 0 there",
        )
        notes = (Problem("note", "plan", finding, code="plan-demand"),)
    return values.fillna(0.0).astype(float).rename("demand"), notes


def plan_limits(table: pd.DataFrame, scenario: Scenario) -> Limits:
    """Quotas per Land, costs per district and the budget of a wave."""
    land = table["land"].astype(str)
    most = {} if scenario.max_per_land is None else dict.fromkeys(land, scenario.max_per_land)
    most |= {str(land_key(key)): int(quota) for key, quota in scenario.most_in_land}
    least = {str(land_key(key)): int(quota) for key, quota in scenario.least_in_land}
    cost = pd.Series(scenario.region_cost, index=table.index)
    cost.update(pd.Series(dict(scenario.costs), dtype=float))
    return Limits(
        groups=land.tolist(),
        at_least=least,
        at_most=most,
        cost=cost.tolist(),
        budget=scenario.budget,
        names=table["display_name"].tolist(),
    )


def reach_matrix(
    analysis: Analysis, scenario: Scenario, travel_times: pd.DataFrame | None = None
) -> Sparse:
    """Districts x districts that a founding in the column would reach; always its own.

    Under `share` every founding counts alone: two circles that each cover a third of a district
    do not add up, so the plan rather understates what is reached.
    """
    from scipy import sparse

    inputs = analysis.inputs
    keys = inputs.districts.index
    own = sparse.eye_array(len(keys), format="csr")
    wanted = scenario.reach if scenario.reach != "rule" else scenario.rule
    rule: str = OWN_RULE.get(wanted, wanted)
    if rule == "own":
        return own
    if rule == "neighbour":
        return own + incidence(inputs.neighbours, keys, keys)
    if rule == "chamber":
        names = pd.Index(inputs.chambers["chamber"].unique())
        member = incidence(inputs.chambers[["ags", "chamber"]], keys, names)
        return own + member @ member.T
    if rule == "travel_time":
        minutes = _matrix_of_times(travel_times, keys)
        return own + sparse.csr_array((minutes <= scenario.max_minutes).astype(float))
    if rule == "point":
        return own + sparse.csr_array((_kilometres(analysis) <= scenario.radius_km).astype(float))
    return own + _share_reach(analysis, scenario)


def _kilometres(analysis: Analysis) -> np.ndarray:
    import shapely

    points = shapely.point_on_surface(analysis.inputs.districts.geometry.to_numpy())
    xy = shapely.get_coordinates(points) / 1000
    return np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))


def _share_reach(analysis: Analysis, scenario: Scenario) -> Sparse:
    """Pairs where the circle around one district's point covers enough of another's area.

    Areas of the simplified outlines (750 m): quick, and a share is off by less than 0.01.
    """
    import shapely
    from scipy import sparse

    points = shapely.point_on_surface(analysis.inputs.districts.geometry.to_numpy())
    shapes = analysis.inputs.display.geometry.to_numpy()
    circles = shapely.buffer(points, scenario.radius_km * 1000, quad_segs=32)
    centre, district = shapely.STRtree(shapes).query(circles, predicate="intersects")
    common = shapely.area(shapely.intersection(circles[centre], shapes[district]))
    enough = common >= (scenario.reach_share - 1e-9) * shapely.area(shapes[district])
    pairs = (district[enough], centre[enough])
    return sparse.csr_array((np.ones(len(pairs[0])), pairs), shape=(len(shapes), len(shapes)))


def distance_matrix(
    analysis: Analysis, scenario: Scenario, travel_times: pd.DataFrame | None = None
) -> np.ndarray:
    """Way from every district (row) to every candidate: km, or minutes of imported times."""
    if scenario.reach == "travel_time":
        return _matrix_of_times(travel_times, analysis.inputs.districts.index)
    return _kilometres(analysis)


def _existing_distance(table: pd.DataFrame) -> np.ndarray:
    return table["nearest_km"].fillna(np.inf).to_numpy(dtype=float)


def _matrix_of_times(travel_times: pd.DataFrame | None, keys: pd.Index) -> np.ndarray:
    if travel_times is None:
        finding = Text("braucht eine Tabelle der Fahrzeiten", "needs a table of travel times")
        expected = Text("CSV mit from, to, minutes", "CSV with from, to, minutes")
        raise parameter_error("Scenario.reach", finding, expected)
    minutes = np.full((len(keys), len(keys)), np.inf)
    row = keys.get_indexer(pd.Index(travel_times["from"]))
    column = keys.get_indexer(pd.Index(travel_times["to"]))
    minutes[row, column] = travel_times["minutes"].to_numpy(dtype=float)
    np.fill_diagonal(minutes, 0.0)
    return minutes
