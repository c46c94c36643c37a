"""Candidates, reach, demand and limits of a plan, out of an analysis of the districts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.ags import land_key
from rollout.arrays import Sparse
from rollout.coverage.links import Links, binary
from rollout.coverage.running import region_keys
from rollout.errors import Problem, ScenarioError, check_choice, parameter_error
from rollout.language import Text, number
from rollout.parts_of_country import Area, area_of
from rollout.scenario import Scenario
from rollout.scenario.fields import MOST_WAVES
from rollout.scenario.rules import rule_of
from rollout.siting.packing import Shared
from rollout.siting.problem import Limits, in_a_row
from rollout.siting.waves import WavePicks

if TYPE_CHECKING:
    from rollout.analysis import Analysis

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
    candidates
        The founding regions or actions behind the columns, see `candidate_regions`; None where
        every column is a district.
    worth
        Worth per founding region or action, without what several can bring.
    needed
        Rows that must be in a chosen founding region.
    shared
        What several actions can bring; None for founding regions alone.
    claim_rows
        Rows x columns of what a column takes that no other may take; None: what it reaches.
    picks
        What is set by hand, wave by wave.
    area
        What the plan keeps to; None: the whole country.
    touching
        Districts x districts that touch, for founding regions and actions.
    counted
        Demand that makes worth: without what hard limits leave out; None: all of it.
    chamber
        Chamber with the largest part of a district, index `ags`; missing where there is none.
    whole
        Weighted demand of all districts that founding regions or actions may win: no choice of
        them is worth more.
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
    candidates: pd.DataFrame | None = None
    worth: np.ndarray | None = None
    needed: tuple[int, ...] = ()
    shared: Shared | None = None
    claim_rows: Sparse | None = None
    picks: tuple[WavePicks, ...] = ()
    area: Area | None = None
    touching: Sparse | None = None
    counted: pd.Series | None = None
    chamber: pd.Series | None = None
    whole: float = math.nan

    @property
    def claims(self) -> Sparse:
        """Rows x columns: columns that share a row exclude each other."""
        return self.reach if self.claim_rows is None else self.claim_rows

    def value(self, sites: Sequence[int]) -> float:
        """Worth of founding regions or actions."""
        assert self.worth is not None
        extra = 0.0 if self.shared is None else self.shared.value(sites)
        return math.fsum(self.worth[list(sites)]) + extra

    def gains(self, sites: Sequence[int]) -> np.ndarray:
        """What every founding region or action would add to some."""
        assert self.worth is not None
        return self.worth if self.shared is None else self.worth + self.shared.gains(sites)

    @property
    def inside(self) -> np.ndarray:
        """Districts of the area of the plan."""
        if self.area is None:
            return np.ones(len(self.districts), dtype=bool)
        return self.districts.isin(self.area.districts)

    @property
    def labels(self) -> pd.Index:
        """Name that stays the same between plans, per column: members, or what the action is."""
        return self.districts if self.candidates is None else self.candidates.index

    @property
    def keys(self) -> pd.Index:
        """District key per column; of a founding region that of its hub."""
        return self.districts if self.candidates is None else pd.Index(self.candidates["hub"])


def regions(
    analysis: Analysis, scenario: Scenario, travel_times: pd.DataFrame | None = None
) -> Regions:
    """Derive everything a plan needs; raises all wrong keys of the plan section at once."""
    table = analysis.table()
    check_keys(scenario, table)
    is_candidate = table["status"].isin(CANDIDATE_STATUSES[scenario.candidates]).to_numpy()
    is_candidate = is_candidate & ~table["left_out"].to_numpy(dtype=bool)
    in_work = table.index.isin(region_keys(analysis.coverage.foundings)["ags"])
    must = table.index.get_indexer(pd.Index([key for key, _ in scenario.require]))
    never = set(table.index.get_indexer(pd.Index([key for key, _ in scenario.exclude])))
    # A required district is wanted by name, whatever its status.
    never |= set(np.flatnonzero(~is_candidate | in_work)) - set(must)
    demand, notes = plan_demand(analysis, scenario)
    area = area_of(analysis.inputs, scenario.area)
    if area is not None:
        demand = demand.where(table.index.isin(area.districts), 0.0)
        never |= set(np.flatnonzero(~table.index.isin(area.districts))) - set(must)
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
        area=area,
    )


def check_keys(scenario: Scenario, districts: pd.DataFrame) -> None:
    """Raise every district, Land and wave of the plan section that there is not, all at once.

    Parameters
    ----------
    districts
        Index `ags`, columns land and land_name.
    """
    laender = districts.drop_duplicates("land").set_index("land")["land_name"].sort_index()
    names = "; ".join(f"{key} {name}" for key, name in laender.items())
    quota = Text(
        f"Land = ganze Zahl ab 0, mit Land eines von {names}",
        f"Land = whole number from 0, with Land one of {names}",
    )
    waves = range(1, MOST_WAVES + 1)
    problems = [
        *_wrong(scenario, DISTRICT_FIELDS, lambda key, _: key in districts.index, DISTRICT_KEYS),
        *_wrong(
            scenario, QUOTA_FIELDS,
            lambda key, n: land_key(key) in laender.index and n >= 0 and n == int(n), quota,
        ),
        *_wrong(scenario, ["wave_weights"], lambda key, _: key in map(str, waves), WAVE_NUMBERS),
    ]  # fmt: skip
    if problems:
        raise ScenarioError(problems)


DISTRICT_FIELDS = ("require", "exclude", "costs")
QUOTA_FIELDS = ("most_in_land", "least_in_land")
DISTRICT_KEYS = Text(
    "Schlüssel der Kreise in den Daten, etwa 09662", "keys of districts in the data, such as 09662"
)
WAVE_NUMBERS = Text(
    f"Welle = Gewicht, mit Welle von 1 bis {MOST_WAVES}",
    f"wave = weight, with wave from 1 to {MOST_WAVES}",
)


def _wrong(
    scenario: Scenario, fields: Sequence[str], fits: Callable[[str, Any], bool], expected: Text
) -> Iterator[Problem]:
    """One problem per field that has entries which do not fit."""
    for field in fields:
        entries = [
            key if isinstance(value, str) else f"{key} = {value:g}"
            for key, value in getattr(scenario, field)
            if not fits(key, value)
        ]
        if entries:
            texts = in_a_row(range(len(entries)), entries)
            finding = Text(f"nennt {texts}", f"names {texts}")
            yield from parameter_error(f"Scenario.{field}", finding, expected).problems


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
    """Quotas per Land, costs and the budget of a wave for columns that are districts."""
    return column_limits(
        scenario, table.index, table["land"].astype(str).tolist(), table["display_name"].tolist()
    )


def column_limits(
    scenario: Scenario, keys: pd.Index, laender: list[str], names: list[str],
    max_per_land: int | None = None,
) -> Limits:  # fmt: skip
    """Limits on columns of which district key, Land and name are given.

    Parameters
    ----------
    max_per_land
        What holds where the scenario says nothing.
    """
    cap = max_per_land if scenario.max_per_land is None else scenario.max_per_land
    most = {} if cap is None else dict.fromkeys(laender, cap)
    least = {str(land_key(key)): int(quota) for key, quota in scenario.least_in_land}
    if scenario.max_per_land is None:  # what nobody set gives way to what somebody asks for
        most |= {land: max(most[land], quota) for land, quota in least.items() if land in most}
    most |= {str(land_key(key)): int(quota) for key, quota in scenario.most_in_land}
    costs = dict(scenario.costs)
    return Limits(
        groups=laender,
        at_least=least,
        at_most=most,
        cost=[costs.get(str(key), scenario.region_cost) for key in keys],
        budget=scenario.budget,
        names=names,
    )


def reach_matrix(
    analysis: Analysis, scenario: Scenario, travel_times: pd.DataFrame | None = None
) -> Sparse:
    """Districts x districts that a founding in the column would reach; always its own."""
    from scipy import sparse

    itself = sparse.eye_array(len(analysis.inputs.districts), format="csr")
    return itself + plan_reach(scenario).matrix(analysis, scenario, travel_times)


def _only_own(analysis: Analysis, _scenario: Scenario, _times: pd.DataFrame | None) -> Sparse:
    from scipy import sparse

    return sparse.csr_array((len(analysis.inputs.districts),) * 2)


def _by_rule(analysis: Analysis, scenario: Scenario, _times: pd.DataFrame | None) -> Sparse:
    """What the coverage rule itself says of a founding with its seat in every district."""
    rule = rule_of(scenario.rule)
    links = _imagined(analysis, scenario)
    return binary((rule.alone or rule.reach)(links)).astype(float)


def _imagined(analysis: Analysis, scenario: Scenario) -> Links:
    """One initiative per district, with its seat at the district's point and no other area."""
    import geopandas as gpd
    import shapely

    shapes = analysis.inputs.districts.geometry
    points = gpd.GeoSeries(shapely.point_on_surface(shapes.to_numpy()), crs=shapes.crs).to_crs(4326)
    initiatives = pd.DataFrame(
        {"district_ags": shapes.index, "network_status": "networked",
         "longitude": points.x.to_numpy(), "latitude": points.y.to_numpy()},
        index=shapes.index,
    )  # fmt: skip
    nobody = pd.DataFrame(columns=["id", "ags"])
    return Links(analysis.inputs, initiatives, nobody, scenario)


def _neighbours(analysis: Analysis, scenario: Scenario, _times: pd.DataFrame | None) -> Sparse:
    return _imagined(analysis, scenario).touching


def _chamber(analysis: Analysis, scenario: Scenario, _times: pd.DataFrame | None) -> Sparse:
    member = _imagined(analysis, scenario).chamber
    return member @ member.T


def _in_time(analysis: Analysis, scenario: Scenario, times: pd.DataFrame | None) -> Sparse:
    from scipy import sparse

    minutes = _matrix_of_times(times, analysis.inputs.districts.index)
    return sparse.csr_array((minutes <= scenario.max_minutes).astype(float))


def _points(analysis: Analysis, scenario: Scenario, _times: pd.DataFrame | None) -> Sparse:
    from scipy import sparse

    return sparse.csr_array((kilometres(analysis) <= scenario.radius_km).astype(float))


def kilometres(analysis: Analysis) -> np.ndarray:
    """Straight way between points inside the districts, all pairs."""
    import shapely

    points = shapely.point_on_surface(analysis.inputs.districts.geometry.to_numpy())
    xy = shapely.get_coordinates(points) / 1000
    return np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))


def _shares(analysis: Analysis, scenario: Scenario, _times: pd.DataFrame | None) -> Sparse:
    """Pairs where the circle around one district's point covers enough of another's area.

    Every founding counts alone: two circles that each cover a third of a district do not add up,
    so the plan rather understates what is reached. Areas of the simplified outlines (750 m):
    quick, and a share is off by less than 0.01.
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


@dataclass(frozen=True)
class PlanReach:
    """What a founding reaches: in words, and as districts x districts beyond its own.

    Parameters
    ----------
    uses
        Fields of the scenario that only reaches of this kind read; controls show them then.
    """

    words: Text
    matrix: Callable[[Analysis, Scenario, pd.DataFrame | None], Sparse]
    uses: tuple[str, ...] = ()


# The choices of `Scenario.reach`, and `own`, which only a coverage rule can mean.
REACHES = {
    "own": PlanReach(Text("nur ihren eigenen Kreis", "its own district only"), _only_own),
    "rule": PlanReach(
        Text("was die Regel „{rule}“ von ihr aus erreicht",
             "what the rule “{rule}” reaches from there"), _by_rule,
    ),
    "point": PlanReach(
        Text("die Kreise, deren Mittelpunkt im Umkreis liegt",
             "districts whose centre is within reach"), _points,
        uses=("radius_km",),
    ),
    "share": PlanReach(
        Text("die Kreise, deren Fläche großteils im Umkreis liegt",
             "districts whose area lies mostly within the radius"), _shares,
        uses=("radius_km", "reach_share"),
    ),
    "neighbour": PlanReach(
        Text("ihren Kreis und die Nachbarn", "its district and the neighbours"), _neighbours
    ),
    "chamber": PlanReach(Text("ihren IHK-Bezirk", "its chamber district"), _chamber),
    "travel_time": PlanReach(
        Text("die Kreise in Fahrzeit", "the districts within travel time"), _in_time
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Objective:
    """A goal of the plan: the fields of the scenario that only goals of this kind read."""

    uses: tuple[str, ...] = ()


# The choices of `Scenario.objective`.
OBJECTIVES = {
    "regions": Objective(uses=("weight", "land_share", "own_regions")),
    "actions": Objective(uses=("weight", "own_regions", "ask_days", "connect_days",
                               "connect_days_per_district", "extend_days", "action_shares",
                               "least_foundings")),
    "cover": Objective(uses=("reach", "candidates", "prefer_potential", "potential_slack",
                             "wave_weights")),
    "way": Objective(uses=("reach", "candidates")),
}  # fmt: skip


def plan_reach(scenario: Scenario) -> PlanReach:
    """What a founding reaches under a scenario."""
    rule = rule_of(scenario.rule)
    key = rule.plan_reach if scenario.reach == "rule" else scenario.reach
    check_choice("Scenario.reach", key, REACHES)
    reach = REACHES[key]
    return PlanReach(reach.words.filled(rule=rule.name), reach.matrix)


def distance_matrix(
    analysis: Analysis, scenario: Scenario, travel_times: pd.DataFrame | None = None
) -> np.ndarray:
    """Way from every district (row) to every candidate: km, or minutes of imported times."""
    if scenario.reach == "travel_time":
        return _matrix_of_times(travel_times, analysis.inputs.districts.index)
    return kilometres(analysis)


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
