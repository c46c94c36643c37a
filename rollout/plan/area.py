"""The part of the country a plan keeps to: Länder, chamber districts, planning regions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rollout.ags import land_key
from rollout.errors import ScenarioError, parameter_error
from rollout.language import Lang, Text, listed
from rollout.plan.founding_regions import Geography, Members, geography_of

if TYPE_CHECKING:
    from rollout.errors import Problem
    from rollout.model import Inputs

COUNTRY = Text("Deutschland", "Germany")
KINDS = {
    "land": Text("Land", "Land"),
    "ihk": Text("IHK-Bezirk", "chamber district"),
    "region": Text("Planungsregion", "planning region"),
}
MOST_SUGGESTED = 5


@dataclass(frozen=True)
class Area:
    """What a plan keeps to.

    Parameters
    ----------
    names
        Names of its parts.
    districts
        Keys of its districts.
    """

    names: tuple[str, ...]
    districts: Members

    def words(self, lang: Lang) -> str:
        """Its parts in a row."""
        return listed(list(self.names), lang)


@dataclass(frozen=True)
class Part:
    """One Land, chamber district or planning region; `kind` is a key of `KINDS`."""

    kind: str
    name: str
    keys: tuple[str, ...]
    districts: Members


def parts_of(inputs: Inputs, geography: Geography | None = None) -> list[Part]:
    """Everything a plan can keep to: Länder by key, then chambers and planning regions by name."""
    geography = geography or geography_of(inputs)
    laender: dict[str, set[str]] = {}
    for key, land in geography.land.items():
        laender.setdefault(land, set()).add(key)
    districts = inputs.districts.drop_duplicates("land")
    names = dict(zip(districts["land"].astype(str), districts["land_name"], strict=True))
    parts = [
        Part("land", str(names[land]), (land, str(names[land])), frozenset(keys))
        for land, keys in sorted(laender.items())
    ]
    others = (("ihk", geography.chambers), ("region", geography.natural_regions))
    for kind, groups in others:
        parts += [Part(kind, name, (name,), groups[name]) for name in sorted(groups)]
    return parts


def plan_area(
    inputs: Inputs, names: Iterable[str], geography: Geography | None = None
) -> Area | None:
    """The districts that some names stand for; None without names.

    Parameters
    ----------
    names
        Key, name or abbreviation of a Land, name of a chamber or planning region; `land:`, `ihk:`
        or `region:` before it where several bear the name.

    Raises
    ------
    ScenarioError
        Every name that is unknown, or of several areas, at once.
    """
    requested = list(names)
    if not requested:
        return None
    parts = parts_of(inputs, geography)
    chosen: list[Part] = []
    problems: list[Problem] = []
    for name in requested:
        matches = _matches(parts, name)
        if len(matches) == 1:
            chosen += matches
        else:
            problems += _problem(parts, name, matches)
    if problems:
        raise ScenarioError(problems)
    districts = frozenset().union(*(part.districts for part in chosen))
    return Area(tuple(dict.fromkeys(part.name for part in chosen)), districts)


def _matches(parts: list[Part], name: str) -> list[Part]:
    kind, _, rest = name.partition(":")
    is_kind = kind.strip().casefold() in KINDS
    text = (rest if is_kind else name).strip().casefold()
    land = land_key(text)  # also abbreviations: "NW"
    return [
        part for part in parts
        if (not is_kind or part.kind == kind.strip().casefold())
        and (text in (key.casefold() for key in part.keys)
             or (part.kind == "land" and part.keys[0] == land))
    ]  # fmt: skip


def _problem(parts: list[Part], name: str, matches: list[Part]) -> Iterator[Problem]:
    if matches:
        options = [f"{part.kind}:{part.name}" for part in matches]
        finding = Text(f"„{name}“ heißen mehrere Gebiete", f"“{name}” is the name of several areas")
    else:
        finding = Text(f"nennt „{name}“", f"names “{name}”")
        text = name.partition(":")[2] or name
        near = [part.name for part in parts if text.strip().casefold() in part.name.casefold()]
        options = near[:MOST_SUGGESTED]
    expected = Text(
        "ein Land (Schlüssel oder Name), einen IHK-Bezirk oder eine Planungsregion",
        "a Land (key or name), a chamber district or a planning region",
    )
    if options:
        words = "; ".join(options)
        expected = Text(f"etwa {words}", f"such as {words}")
    yield from parameter_error("Scenario.area", finding, expected).problems
