"""What people would call a founding region."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rollout.readers.places import bare_chamber

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rollout.parts_of_country import Members
    from rollout.plan.founding_regions import Geography

# Names are proper nouns in both languages.
REGION = "Region"
GOVERNMENT_REGION = "Regierungsbezirk"
NAMED = 3


def region_names(hubs: Mapping[Members, str], geography: Geography) -> dict[Members, str]:
    """Name of every region by its hub; no two are called alike.

    Where several would have one name, the districts that not all of them have are named first.
    """
    names = {members: region_name(members, hub, geography) for members, hub in hubs.items()}
    # Names get longer until they differ: at last all districts are named.
    for number in range(NAMED, max(map(len, hubs), default=0) + 1):
        for group in _namesakes(names):
            shared = frozenset.intersection(*group)
            for members in group:
                leading = _leading(members, hubs[members], geography, number, shared)
                names[members] = _built_name(members, hubs[members], geography, leading)
    return names


def _namesakes(names: Mapping[Members, str]) -> list[list[Members]]:
    """Groups of regions that have one name."""
    alike: dict[str, list[Members]] = {}
    for members, name in names.items():
        alike.setdefault(name, []).append(members)
    return [group for group in alike.values() if len(group) > 1]


def region_name(members: Members, hub: str, geography: Geography) -> str:
    """Name of a region: of the group it is, else of its hub and the largest others.

    A whole chamber district, planning region or Regierungsbezirk has its name, two planning
    regions have both; a built shape has the names of at most three districts, and if there are
    more, behind them the chamber whose district they lie in.
    """
    whole = _whole(members, geography)
    if whole:
        return whole
    return _built_name(members, hub, geography, _leading(members, hub, geography, NAMED))


def _built_name(members: Members, hub: str, geography: Geography, keys: list[str]) -> str:
    """Some districts, how many more there are, and the chamber around them all."""
    leading = [geography.names[key] for key in keys]
    rest = len(members) - len(leading)
    if not rest:
        return ", ".join(leading)
    return f"{', '.join(leading)} + {rest}{_chamber_around(members, hub, geography)}"


def _chamber_around(members: Members, hub: str, geography: Geography) -> str:
    """Name of the chamber around all members, unless that of the hub stands in it."""
    chambers = {geography.chamber.get(key, "") for key in members}
    name = chambers.pop() if len(chambers) == 1 else ""
    words = re.findall(r"\w+", bare_chamber(name))
    return f" ({name})" if words and not any(w in geography.names[hub] for w in words) else ""


def _whole(members: Members, geography: Geography) -> str:
    for chamber, group in geography.chambers.items():
        if group == members:
            return chamber
    for name, group in geography.natural_regions.items():
        if group == members:
            return f"{REGION} {name}"
    inside = [name for name, group in geography.planning_regions.items() if group <= members]
    if sum(len(geography.planning_regions[name]) for name in inside) == len(members):
        return f"{REGION} {' / '.join(inside)}"
    for name, group in geography.government_regions.items():
        if group == members:
            return f"{GOVERNMENT_REGION} {name}"
    return ""


def _leading(
    members: Members, hub: str, geography: Geography, number: int, shared: Members = frozenset()
) -> list[str]:
    """The hub and the others with the most inhabitants, those not `shared` first."""

    def order(key: str) -> tuple[bool, float, str]:
        return key in shared, -geography.population.get(key, 0.0), key

    return [hub, *sorted(members - {hub}, key=order)[: number - 1]]
