"""What people would call a founding region."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rollout.plan.founding_regions import Geography, Members

# Names are proper nouns in both languages.
REGION = "Region"
GOVERNMENT_REGION = "Regierungsbezirk"
NAMED = 3


def region_name(members: Members, hub: str, geography: Geography) -> str:
    """Name of a region: of the group it is, else of its hub and the largest others.

    A whole chamber district, planning region or Regierungsbezirk has its name, two planning
    regions have both; a built shape has the names of at most three districts.
    """
    whole = _whole(members, geography)
    if whole:
        return whole
    leading = [geography.names[key] for key in _leading(members, hub, geography)]
    rest = len(members) - len(leading)
    return ", ".join(leading) + (f" + {rest}" if rest else "")


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
