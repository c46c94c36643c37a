"""Founding regions: contiguous groups of districts around a hub, the unit of a plan.

An initiative is a region: of the multi-district ones in the register most are contiguous, and their
shape follows chamber districts and planning regions. The library of candidates is made by the plain
constructions of `CONSTRUCTIONS`; why these, says `docs/decisions.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import pandas as pd

from rollout.language import Text
from rollout.parts_of_country import GOOD_PART, Members, members_by_key, with_twins
from rollout.plan.region_names import region_names
from rollout.readers.district_names import CITY_TYPES

if TYPE_CHECKING:
    from rollout.model import Inputs
    from rollout.scenario import Scenario

LARGEST_BUILT = 8
# Whole chamber districts and planning regions are known to people; several have nine districts.
LARGEST_NATURAL = 10
SMALLEST = 2
COLUMNS = (
    "name", "hub", "land", "kind", "members", "size", "contiguous",
    "chamber_overlap", "ror_overlap",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Geography:
    """What the constructions know of the districts; keys as in `Inputs.districts`.

    Parameters
    ----------
    neighbours
        Districts that touch a district.
    chamber
        The chamber with the largest share of a district.
    chambers
        Chamber -> the districts it has a good part of: a district may be in two.
    ror, labour_market, government
        Planning region, labour market region and Regierungsbezirk; districts without are missing.
    land
        Two-digit key of the Land.
    population
        Inhabitants; unknown is missing.
    cities
        Independent cities.
    names
        Names that tell city and rural district of one name apart.
    """

    neighbours: Mapping[str, Members]
    chamber: Mapping[str, str]
    chambers: Mapping[str, Members]
    ror: Mapping[str, str]
    labour_market: Mapping[str, str]
    government: Mapping[str, str]
    land: Mapping[str, str]
    population: Mapping[str, float]
    cities: Members
    names: Mapping[str, str]

    @cached_property
    def planning_regions(self) -> dict[str, Members]:
        """Planning region -> its districts."""
        return _grouped(self.ror)

    @cached_property
    def natural_regions(self) -> dict[str, Members]:
        """Planning regions, and what two Länder call alike as one: Donau-Iller (BW) and (BY)."""
        return with_twins(self.planning_regions)

    @cached_property
    def government_regions(self) -> dict[str, Members]:
        """Regierungsbezirk -> its districts."""
        return _grouped(self.government)

    def is_contiguous(self, members: Members) -> bool:
        """Can every member be reached from every other without leaving the group?"""
        reached: set[str] = set()
        waiting = [min(members)] if members else []
        while waiting:
            key = waiting.pop()
            if key not in reached:
                reached.add(key)
                waiting.extend((self.neighbours.get(key, frozenset()) & members) - reached)
        return len(reached) == len(members)

    def with_neighbours(self, key: str, inside: Mapping[str, Hashable]) -> Members:
        """A district and its neighbours of the same Land, chamber or other group."""
        group = inside.get(key)
        ring = (n for n in self.neighbours.get(key, ()) if inside.get(n) == group)
        return frozenset((key, *ring))


@dataclass(frozen=True)
class Construction:
    """One way to make candidates: what it is called, how, and how large they may be."""

    words: Text
    groups: Callable[[Geography], Iterable[Members]]
    largest: int = LARGEST_BUILT


def _grouped(group_of: Mapping[str, str]) -> dict[str, Members]:
    keys: dict[str, set[str]] = {}
    for key, group in group_of.items():
        keys.setdefault(group, set()).add(key)
    return {group: frozenset(members) for group, members in sorted(keys.items())}


def _unions(groups: Mapping[str, Members], geography: Geography) -> Iterator[Members]:
    """Two groups that touch."""
    for a, b in combinations(groups.values(), 2):
        if any(geography.neighbours.get(key, frozenset()) & b for key in a):
            yield a | b


def _labour_markets_of_a_land(geography: Geography) -> Iterator[Members]:
    """Two labour market regions that touch, inside one Land."""
    in_land = {
        key: f"{geography.land[key]} {region}" for key, region in geography.labour_market.items()
    }
    for members in _unions(_grouped(in_land), geography):
        if len({geography.land[key] for key in members}) == 1:
            yield members


def _pairs_in_a_chamber(geography: Geography) -> Iterator[Members]:
    for key in sorted(geography.chamber):
        for other in sorted(geography.with_neighbours(key, geography.chamber) - {key}):
            if key < other:
                yield frozenset((key, other))


def _planning_region_and_one(geography: Geography) -> Iterator[Members]:
    """A planning region with one district beside it, of its Land."""
    for members in geography.planning_regions.values():
        laender = {geography.land[key] for key in members}
        beside = set().union(*(geography.neighbours.get(key, frozenset()) for key in members))
        for key in sorted(beside - members):
            if geography.land[key] in laender:
                yield members | {key}


# In the order in which a shape that several make is named after one.
CONSTRUCTIONS: dict[str, Construction] = {
    "chamber": Construction(
        Text("IHK-Bezirk", "chamber district"), lambda g: g.chambers.values(), LARGEST_NATURAL
    ),
    "planning_region": Construction(
        Text("Planungsregion", "planning region"),
        lambda g: g.natural_regions.values(), LARGEST_NATURAL,
    ),
    "government_region": Construction(
        Text("Regierungsbezirk", "Regierungsbezirk"),
        lambda g: g.government_regions.values(),
    ),
    "two_planning_regions": Construction(
        Text("zwei Planungsregionen", "two planning regions"),
        lambda g: _unions(g.planning_regions, g),
    ),
    "ring_in_chamber": Construction(
        Text("Mittelpunkt und Nachbarn im IHK-Bezirk", "hub and neighbours of its chamber"),
        lambda g: (g.with_neighbours(key, g.chamber) for key in sorted(g.chamber)),
    ),
    "ring_in_land": Construction(
        Text("Mittelpunkt und Nachbarn im Land", "hub and neighbours of its Land"),
        lambda g: (g.with_neighbours(key, g.land) for key in sorted(g.land)),
    ),
    "two_labour_markets": Construction(
        Text("zwei Arbeitsmarktregionen eines Landes", "two labour market regions of a Land"),
        _labour_markets_of_a_land,
    ),
    "pair": Construction(
        Text("zwei Kreise eines IHK-Bezirks", "two districts of a chamber"), _pairs_in_a_chamber
    ),
    "planning_region_and_one": Construction(
        Text("Planungsregion und ein Kreis", "planning region and one district"),
        _planning_region_and_one,
    ),
}  # fmt: skip
OWN = "own"
KIND_WORDS = {key: entry.words for key, entry in CONSTRUCTIONS.items()} | {
    OWN: Text("eigene Region", "region of one's own")
}


def geography_of(inputs: Inputs) -> Geography:
    """What the constructions need, out of the tables."""
    types, districts = inputs.district_types, inputs.districts.astype({"land": str})
    chambers = inputs.chambers
    largest = chambers.sort_values(["ags", "share", "chamber"], ascending=[True, False, True])
    good_part = chambers[chambers["share"] >= GOOD_PART]
    population = inputs.indicators.get("population", pd.Series(dtype=float))
    return Geography(
        neighbours=members_by_key(inputs.neighbours.set_index("ags")["neighbour"]),
        chamber=_texts(largest.drop_duplicates("ags").set_index("ags")["chamber"]),
        chambers=members_by_key(good_part.set_index("chamber")["ags"]),
        ror=_texts(types["ror"].dropna()),
        labour_market=_texts(types["labour_market_region"].dropna()),
        government=_texts(types["government_region"].dropna()),
        land=_texts(districts["land"]),
        population={str(key): float(value) for key, value in population.dropna().items()},
        cities=frozenset(districts.index[districts["type"].isin(CITY_TYPES)]),
        names=_texts(districts["display_name"]),
    )


def _texts(column: pd.Series) -> dict[str, str]:
    return {str(key): str(value) for key, value in column.items()}


def candidate_regions(
    inputs: Inputs,
    scenario: Scenario | None = None,
    of_user: Mapping[str, Iterable[str]] | Iterable[Iterable[str]] = (),
) -> pd.DataFrame:
    """Every founding region a plan may choose from.

    Parameters
    ----------
    of_user
        Groups of district keys of the user, by name or without one; kept even when they are not
        contiguous.

    Returns
    -------
    regions
        Index `region` (the member keys, joined by +, so that it stays the same when other
        candidates come or go), columns as in `COLUMNS`: name, hub (key), land
        (of the hub), kind (key of `CONSTRUCTIONS` or `own`), members (sorted tuple), size,
        contiguous, and the Jaccard index with the nearest chamber district and planning region
        (0..1). In the order of the constructions, then of the members.
    """
    geography = geography_of(inputs)
    names = (
        {frozenset(group): name for name, group in of_user.items()}
        if isinstance(of_user, Mapping)
        else {frozenset(group): "" for group in of_user}
    )
    kinds = _kinds(geography, names)
    return region_table(kinds, geography, names)


def _kinds(geography: Geography, of_user: Iterable[Members]) -> dict[Members, str]:
    """Shape -> the first construction that makes it."""
    kinds: dict[Members, str] = dict.fromkeys(of_user, OWN)
    for key, construction in CONSTRUCTIONS.items():
        groups = (
            members
            for members in construction.groups(geography)
            if SMALLEST <= len(members) <= construction.largest
        )
        for members in sorted(groups, key=sorted):
            if members not in kinds and geography.is_contiguous(members):
                kinds[members] = key
    return kinds


def region_table(
    kinds: Mapping[Members, str], geography: Geography, names: Mapping[Members, str] | None = None
) -> pd.DataFrame:
    """Name, hub and measures of every shape, see `candidate_regions`.

    Parameters
    ----------
    names
        Names that are given; all other shapes are named by what they are.
    """
    chambers = groups_by_member(geography.chambers)
    planning_regions = groups_by_member(geography.natural_regions)
    rows = []
    hubs = {members: hub_of(members, geography) for members in kinds}
    natural_names = region_names(hubs, geography)
    for members, kind in kinds.items():
        hub = hubs[members]
        rows.append(
            {
                "region": "+".join(sorted(members)),
                "name": (names or {}).get(members) or natural_names[members],
                "hub": hub,
                "land": geography.land[hub],
                "kind": kind,
                "members": tuple(sorted(members)),
                "size": len(members),
                "contiguous": geography.is_contiguous(members),
                "chamber_overlap": overlap(members, chambers),
                "ror_overlap": overlap(members, planning_regions),
            }
        )
    return pd.DataFrame(rows, columns=["region", *COLUMNS]).set_index("region")


def jaccard(a: Members, b: Members) -> float:
    """Common members as a share of all members of both (0..1).

    >>> jaccard(frozenset("abc"), frozenset("bcd"))
    0.5
    """
    return len(a & b) / len(a | b)


def groups_by_member(groups: Mapping[str, Members]) -> dict[str, list[Members]]:
    """Every district -> the groups it belongs to."""
    table: dict[str, list[Members]] = {}
    for group in groups.values():
        for key in group:
            table.setdefault(key, []).append(group)
    return table


def overlap(members: Members, groups: Mapping[str, list[Members]]) -> float:
    """Jaccard index with the most similar group, out of `groups_by_member`."""
    # Groups without a common member have the index 0: thousands of shapes need not ask them.
    near = {group for key in members for group in groups.get(key, ())}
    return max((jaccard(members, group) for group in near), default=0.0)


def hub_of(members: Members, geography: Geography) -> str:
    """District a region is led from: seat of its chamber, largest independent city, else largest.

    The seat of a chamber is the independent city that the chamber is named after. Never the
    district with the most industry: initiatives sit where the chamber is.
    """

    def order(key: str) -> tuple[bool, bool, float, str]:
        is_seat = key in geography.cities and _names_its_chamber(key, geography)
        inhabitants = geography.population.get(key, 0.0)
        return (not is_seat, key not in geography.cities, -inhabitants, key)

    return min(members, key=order)


def _names_its_chamber(city: str, geography: Geography) -> bool:
    """Is the name of the city a word of its chamber's name?"""
    name = re.split(r"[ ,(/]", geography.names[city])[0]
    return name in re.split(r"[^\w]+", geography.chamber.get(city, ""))
