"""Which districts an initiative reaches, under all rules side by side.

The definition decides the map, so every rule is computed always and the chosen one is named
in every reason line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.arrays import Sparse
from rollout.coverage.links import Links, binary, outlines_of, seat_points, status_from_reach
from rollout.coverage.running import counted_foundings, with_running_foundings
from rollout.coverage.words import (
    BELOW_CONFIDENCE,
    ENDED,
    FEDERAL,
    KIND_NAMES,
    NOT_COUNTED,
    NOT_YET,
    OTHER_KIND,
    STATED,
    TOO_LATE,
    UNDATED_LINK,
    WITHOUT_NEIGHBOUR,
    WITHOUT_YEAR,
)
from rollout.errors import Problem, not_one_of
from rollout.founding_steps import period
from rollout.language import Text
from rollout.model import STATUSES
from rollout.readers.cross_border import NEIGHBOURS
from rollout.scenario import Scenario
from rollout.scenario.fields import CONFIDENCES
from rollout.scenario.rules import RULES, Rule, rule_of
from rollout.steps import Memory, Work

if TYPE_CHECKING:
    import geopandas as gpd

    from rollout.geo.discs import Outlines
    from rollout.model import Inputs


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
    planned
        Names of the initiatives that are only planned, by district.
    """

    rule: str
    initiatives: pd.DataFrame
    statuses: pd.DataFrame
    reach: Sparse
    radius_share: pd.Series
    foundings: pd.DataFrame
    notes: tuple[Problem, ...]
    planned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def status(self) -> pd.Series:
        """Status of every district under the chosen rule."""
        return self.statuses[self.rule].rename("status")

    @property
    def white_rules(self) -> pd.Series:
        """Under how many of the rules a district is a white spot."""
        return (self.statuses == "white").sum(axis=1).rename("white_rules")


def counted_initiatives(
    initiatives: pd.DataFrame, scenario: Scenario
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Rows of the register that pass the scenario's filters, and a note per filter that bites.

    An initiative that ended is not counted from the year of its end on; without an as-of date
    every end is in the past. One that is only planned is no coverage; a dormant one is there, but
    not linked.
    """
    _check_kinds(initiatives["kind"], scenario)
    confidence = initiatives["confidence"].map(CONFIDENCES.index)
    filters = {
        BELOW_CONFIDENCE: confidence >= CONFIDENCES.index(scenario.min_confidence),
        OTHER_KIND: initiatives["kind"].isin(scenario.kinds) | (not scenario.kinds),
        FEDERAL: ~initiatives["federal_network"] | scenario.federal_networks,
    }
    if scenario.countries:
        filters[WITHOUT_NEIGHBOUR] = _with_neighbour(initiatives, scenario)
    if scenario.as_of is not None:
        year = initiatives["founded_year"]
        filters[TOO_LATE] = ~(year > scenario.as_of.year)
        filters[WITHOUT_YEAR] = year.notna()
    if "ended_year" in initiatives:
        end_year = initiatives["ended_year"]
        over = end_year.notna() if scenario.as_of is None else end_year <= scenario.as_of.year
        filters[ENDED] = ~over
    filters[NOT_YET] = initiatives["network_status"] != "planned"
    keep = pd.Series(True, index=initiatives.index)
    notes = []
    for reason, passes in filters.items():
        loss = int((keep & ~passes).sum())
        keep &= passes
        if loss:
            notes.append(_filter_note(loss, reason))
    counting, more = _linked_on(_awake(initiatives[keep]), scenario)
    return counting, (*notes, *more)


def _awake(initiatives: pd.DataFrame) -> pd.DataFrame:
    """Dormant initiatives counted as not linked, with what the register says beside it."""
    status = initiatives["network_status"]
    is_dormant = status == "dormant"
    if not is_dormant.any():
        return initiatives
    return initiatives.assign(
        network_status=status.mask(is_dormant, "unconnected"),
        **{STATED: status.where(is_dormant, "")},
    )


def planned_in(inputs: Inputs) -> dict[str, tuple[str, ...]]:
    """Names of the initiatives that are only planned, per district they sit in or would serve."""
    rows = inputs.initiatives
    rows = rows[rows["network_status"] == "planned"]
    if rows.empty:
        return {}
    served = inputs.served[inputs.served["id"].isin(rows.index)]
    pairs = {*zip(rows["district_ags"], rows.index, strict=True),
             *zip(served["ags"], served["id"], strict=True)}  # fmt: skip
    names: dict[str, list[str]] = {}
    for ags, key in sorted((str(ags), str(key)) for ags, key in pairs if isinstance(ags, str)):
        names.setdefault(ags, []).append(str(rows.loc[key, "name"]))
    return {ags: tuple(entries) for ags, entries in names.items()}


def _linked_on(
    initiatives: pd.DataFrame, scenario: Scenario
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Initiatives as they were on the as-of date: not linked before the day of their link.

    One whose link has no date counts as it does today, and a note says how many those are.
    """
    if scenario.as_of is None or "linked_since" not in initiatives:
        return initiatives, ()
    is_linked = initiatives["network_status"] == "networked"
    since = initiatives["linked_since"]
    first = [period(text).first if isinstance(text, str) else None for text in since]
    later = pd.Series([day is not None and day > scenario.as_of for day in first], since.index)
    undated = int((is_linked & since.isna()).sum())
    status = initiatives["network_status"].mask(is_linked & later, "unconnected")
    notes = (Problem("note", "initiatives", UNDATED_LINK.filled(n=undated), code="undated-link"),)
    return initiatives.assign(network_status=status), notes if undated else ()


def _check_kinds(kinds: pd.Series, scenario: Scenario) -> None:
    """Refuse kinds that neither we nor the register in use name."""
    kinds_in_use = dict.fromkeys([*KIND_NAMES, *sorted(kinds.dropna().astype(str))])
    unknown = [kind for kind in scenario.kinds if kind not in kinds_in_use]
    if unknown:
        names = ", ".join(unknown)
        raise not_one_of("Scenario.kinds", Text(f"nennt {names}", f"names {names}"), kinds_in_use)


def _with_neighbour(initiatives: pd.DataFrame, scenario: Scenario) -> pd.Series:
    """Whether one of the countries asked for takes part in an initiative."""
    unknown = [code for code in scenario.countries if code not in NEIGHBOURS]
    if unknown:
        names = ", ".join(unknown)
        raise not_one_of("Scenario.countries", Text(f"nennt {names}", f"names {names}"), NEIGHBOURS)
    cells = initiatives.get("countries", pd.Series("", index=initiatives.index))
    partners = cells.fillna("").str.split(";")
    return partners.map(lambda codes: bool(set(codes) & set(scenario.countries))).astype(bool)


def _filter_note(dropped: int, reason: Text) -> Problem:
    finding = NOT_COUNTED.filled(n=dropped, reason=reason)
    return Problem("note", "initiatives", finding, code="filtered")


def coverage(inputs: Inputs, scenario: Scenario) -> Coverage:
    """Compute the status of every district under every rule."""
    return coverage_of(Work(inputs, scenario, Memory()))


def coverage_of(work: Work[Inputs]) -> Coverage:
    """Step: the status of every district under every rule."""
    initiatives, notes = work.of(counting)
    foundings, left_out = work.of(running)
    statuses = {rule: work.of(statuses_under, rule) for rule in RULES}
    table = pd.DataFrame(statuses, index=work.data.districts.index)
    return Coverage(
        work.scenario.rule,
        initiatives,
        with_running_foundings(table, foundings).astype(pd.CategoricalDtype(list(STATUSES))),
        work.of(reach_of_rule, work.scenario.rule),
        work.of(area_shares)["unconnected"].rename("radius_share"),
        foundings,
        (*notes, *left_out),
        planned_in(work.data),
    )


def counting(work: Work[Inputs]) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Step: the rows of the register that count, and what the filters left out."""
    return counted_initiatives(work.data.initiatives, work.scenario)


def running(work: Work[Inputs]) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Step: the running foundings that count, and those left out."""
    return counted_foundings(work.data.foundings, work.scenario)


def points_of_seats(work: Work[Inputs]) -> gpd.GeoSeries:
    """Step: where the seats that count lie."""
    return seat_points(work.of(counting)[0])


def area_shares(work: Work[Inputs]) -> pd.DataFrame:
    """Step: share of each district's area within the circles."""
    parts = {"points": work.of(points_of_seats), "outlines": work.of(outlines)}
    return _links(work, **parts).area_shares


def outlines(work: Work[Inputs]) -> Outlines:
    """Step: the districts taken apart."""
    return outlines_of(work.data.districts)


def statuses_under(work: Work[Inputs], key: str) -> np.ndarray:
    """Step: status of every district under a rule, without running foundings."""
    rule = RULES[key]
    if rule.statuses is not None:
        return np.asarray(rule.statuses(_links_for(work, rule)))
    return status_from_reach(work.of(reach_of_rule, key), work.of(counting)[0]["network_status"])


def reach_of_rule(work: Work[Inputs], key: str) -> Sparse:
    """Step: districts x initiatives under a rule."""
    rule = rule_of(key)
    return binary(rule.reach(_links_for(work, rule)))


def _links_for(work: Work[Inputs], rule: Rule) -> Links:
    """What a rule decides from; circles are measured once for all that look at distances."""
    if not rule.by_distance:
        return _links(work)
    return _links(work, points=work.of(points_of_seats), shares=work.of(area_shares))


def _links(work: Work[Inputs], **measured: Any) -> Links:
    inputs = work.data
    return Links(inputs, work.of(counting)[0], inputs.served, work.scenario, **measured)


def reach_under(inputs: Inputs, initiatives: pd.DataFrame, scenario: Scenario) -> Sparse:
    """Districts x initiatives that each would reach on its own, under the scenario's rule."""
    rule = rule_of(scenario.rule)
    return binary((rule.alone or rule.reach)(Links(inputs, initiatives, inputs.served, scenario)))


def white_clusters(status: pd.Series, neighbours: pd.DataFrame) -> pd.Series:
    """Number of the contiguous group of white spots a district is in; 0 outside.

    Groups are numbered from 1 by falling size, equal ones by their smallest key.
    """
    from rollout.geo.neighbours import components

    white = status.index[status == "white"]
    return components(white, neighbours).reindex(status.index, fill_value=0).rename("cluster")
