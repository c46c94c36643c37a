"""What people would call a founding region."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rollout.readers.places import bare_chamber

if TYPE_CHECKING:
    from rollout.parts_of_country import Members
    from rollout.plan.founding_regions import Geography

# Names are proper nouns in both languages.
REGION = "Region"
GOVERNMENT_REGION = "Regierungsbezirk"
NAMED = 3


def region_name(members: Members, hub: str, geography: Geography) -> str:
    """Name of a region: of the group it is, else of its hub and the largest others.

    A whole chamber district, planning region or Regierungsbezirk has its name, two planning
    regions have both; a built shape has the names of at most three districts, and if there are
    more, behind them the chamber whose district they lie in.
    """
    whole = _whole(members, geography)
    if whole:
        return whole
    leading = [geography.names[key] for key in _leading(members, hub, geography)]
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


def _leading(members: Members, hub: str, geography: Geography) -> list[str]:
    """The hub and the others with the most inhabitants."""
    others = sorted(members - {hub}, key=lambda key: (-geography.population.get(key, 0.0), key))
    return [hub, *others[: NAMED - 1]]
