"""Parts of the country: Länder, chamber districts, planning regions; to show, to list, to plan in.

The one place that knows what these are called and which districts belong to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from rollout.ags import LAENDER, land_key
from rollout.errors import ScenarioError, parameter_error
from rollout.language import Lang, Text, listed
from rollout.readers.headers import fold
from rollout.readers.places import bare_chamber

if TYPE_CHECKING:
    from rollout.errors import Problem
    from rollout.model import Inputs

COUNTRY = Text("Deutschland", "Germany")
KINDS = {
    "land": Text("Land", "Land"),
    "ihk": Text("IHK-Bezirk", "chamber district"),
    "region": Text("Planungsregion", "planning region"),
}
CANDIDATES = 8
GOOD_PART = 0.25  # share of a district's inhabitants from which a chamber plans for it, too
TWIN = re.compile(r" \([A-Z]{2}\)$")  # the Land behind the name of a region of two Länder
Members = frozenset[str]


@dataclass(frozen=True)
class Part:
    """One Land, chamber district or planning region.

    Parameters
    ----------
    kind, name
        A key of `KINDS`, and what people call it.
    keys
        Every district that belongs to it: what is shown and listed. One that several chambers
        share belongs to each.
    core
        Those a plan for this part may choose: of a chamber the districts it has a good part of.
    margin_km
        How much around it a map shows.
    """

    kind: str
    name: str
    keys: tuple[str, ...]
    core: Members
    margin_km: float = 8

    @property
    def label(self) -> str:
        """Kind and name: what a scenario calls it."""
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class Area:
    """What a plan keeps to.

    Parameters
    ----------
    parts
        Its parts, each once.
    districts
        Keys of its districts.
    """

    parts: tuple[Part, ...]
    districts: Members

    def words(self, lang: Lang) -> str:
        """Names of its parts in a row."""
        return listed(list(dict.fromkeys(part.name for part in self.parts)), lang)


def parts_of(inputs: Inputs) -> list[Part]:
    """All parts: Länder by key, then chambers and planning regions by name."""
    districts, chambers = inputs.districts, inputs.chambers
    good = members_by_key(chambers[chambers["share"] >= GOOD_PART].set_index("chamber")["ags"])
    names = dict(zip(districts["land"].astype(str), districts["land_name"], strict=True))
    laender = members_by_key(pd.Series(districts.index, index=districts["land"].astype(str)))
    regions = inputs.district_types["ror"].dropna()
    planning = with_twins(members_by_key(pd.Series(regions.index, index=regions)))
    return [
        *(_part("land", str(names[key]), laender[key]) for key in sorted(laender)),
        *(_part("ihk", name, keys, good.get(name, frozenset()))
          for name, keys in sorted(members_by_key(chambers.set_index("chamber")["ags"]).items())),
        *(_part("region", name, planning[name]) for name in sorted(planning)),
    ]  # fmt: skip


def _part(kind: str, name: str, keys: Members, core: Members | None = None) -> Part:
    return Part(kind, name, tuple(sorted(keys)), keys if core is None else core)


def members_by_key(column: pd.Series) -> dict[str, Members]:
    """Values by key; a key may stand several times."""
    return {str(key): frozenset(map(str, group)) for key, group in column.groupby(level=0)}


def with_twins(regions: Mapping[str, Members]) -> dict[str, Members]:
    """Planning regions, and what two Länder call alike as one: Donau-Iller (BW) and (BY)."""
    twins: dict[str, list[Members]] = {}
    for name, members in regions.items():
        twins.setdefault(TWIN.sub("", name), []).append(members)
    unions = {stem: frozenset().union(*parts) for stem, parts in twins.items() if len(parts) > 1}
    return {**regions, **unions}


def area_of(inputs: Inputs, names: Iterable[str]) -> Area | None:
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
    parts = parts_of(inputs)
    chosen: dict[str, Part] = {}
    problems: list[Problem] = []
    for name in requested:
        matches = _matches(parts, name)
        if len(matches) == 1:
            chosen[matches[0].label] = matches[0]
        else:
            problems += _problem(parts, name, matches)
    if problems:
        raise ScenarioError(problems)
    districts = frozenset().union(*(part.core for part in chosen.values()))
    return Area(tuple(chosen.values()), districts)


def find_part(inputs: Inputs, land: str | None = None, chamber: str | None = None) -> Part | None:
    """The Land (key, abbreviation or name) or the chamber asked for; None for the country."""
    if land is not None and chamber is not None:
        finding = Text("steht neben --land", "stands beside --land")
        raise parameter_error("--chamber", finding, Text("eines von beiden", "one of the two"))
    if land is not None:
        return _the_part(inputs, "land", land)
    if chamber is not None:
        return _the_part(inputs, "ihk", chamber)
    return None


def part_of_district(inputs: Inputs, ags: str) -> Part:
    """The chamber most of a district's people belong to; its Land where no chamber is known."""
    mine = inputs.chambers[inputs.chambers["ags"] == ags]
    if mine.empty:
        return _the_part(inputs, "land", ags[:2])
    first = mine.sort_values(["share", "chamber"], ascending=[False, True], kind="stable").iloc[0]
    return _the_part(inputs, "ihk", str(first["chamber"]))


def _the_part(inputs: Inputs, kind: str, text: str) -> Part:
    parts = [part for part in parts_of(inputs) if part.kind == kind]
    matches = _matches(parts, text)
    if len(matches) == 1:
        return matches[0]
    finding = Text(f"ist {text!r}", f"is {text!r}")
    if kind == "land":
        names = ", ".join(LAENDER.values())
        raise parameter_error("--land", finding, Text(names, names))
    near = _near(parts, text)
    expected = Text("der Name einer IHK wie in chambers.csv", "a chamber as in chambers.csv")
    if near:
        expected = Text(f"eine von: {'; '.join(near)}", f"one of: {'; '.join(near)}")
    raise parameter_error("--chamber", finding, expected)


def _matches(parts: Sequence[Part], text: str) -> list[Part]:
    """Parts a text may mean: by their whole name, else chambers by what is their own in it."""
    kind, _, rest = text.partition(":")
    if kind.strip().casefold() in KINDS:
        parts = [part for part in parts if part.kind == kind.strip().casefold()]
        text = rest
    land, full, short = land_key(text), fold(text), fold(bare_chamber(text))
    same = [
        part for part in parts
        if fold(part.name) == full or (part.kind == "land" and part.keys[0][:2] == land)
    ]  # fmt: skip
    return same or [
        part for part in parts if part.kind == "ihk" and fold(bare_chamber(part.name)) == short
    ]


def _near(parts: Iterable[Part], text: str) -> list[str]:
    """Names that hold a text, the first of them."""
    needle = fold(bare_chamber(text)) or fold(text)
    return [part.name for part in parts if needle and needle in fold(part.name)][:CANDIDATES]


def _problem(parts: list[Part], name: str, matches: list[Part]) -> Iterator[Problem]:
    if matches:
        options = [part.label for part in matches]
        finding = Text(f"„{name}“ heißen mehrere Gebiete", f"“{name}” is the name of several areas")
    else:
        options = _near(parts, name.partition(":")[2] or name)
        finding = Text(f"nennt „{name}“", f"names “{name}”")
    expected = Text(
        "ein Land (Schlüssel oder Name), einen IHK-Bezirk oder eine Planungsregion",
        "a Land (key or name), a chamber district or a planning region",
    )
    if options:
        words = "; ".join(options)
        expected = Text(f"etwa {words}", f"such as {words}")
    yield from parameter_error("Scenario.area", finding, expected).problems


def find_district(inputs: Inputs, text: str) -> str:
    """Key of the district with this key or name; an error lists what comes near."""
    districts = inputs.districts
    if text.strip() in districts.index:
        return text.strip()
    needle = fold(text)
    names = {ags: fold(str(name)) for ags, name in districts["display_name"].items()}
    plain = {ags: fold(str(name)) for ags, name in districts["name"].items()}
    same = [str(ags) for ags in names if needle in (names[ags], plain[ags])]
    if len(same) == 1:
        return same[0]
    near = same or [str(ags) for ags in names if needle and needle in names[ags]]
    finding = Text(f"ist {text!r}", f"is {text!r}")
    if not near:
        expectation = Text(
            "ein Kreisschlüssel wie 09662 oder ein Name", "a district key such as 09662 or a name"
        )
        raise parameter_error("--district", finding, expectation)
    candidates = "; ".join(
        f"{ags} {districts.loc[ags, 'display_name']}" for ags in near[:CANDIDATES]
    )
    raise parameter_error(
        "--district", finding, Text(f"eins von: {candidates}", f"one of: {candidates}")
    )
