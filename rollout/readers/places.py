"""What a register is checked against: the districts, their past, their places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from rollout.arrays import Flags, Floats
from rollout.readers.headers import fold

Locate = Callable[[Floats, Floats], Sequence[object]]
Within = Callable[[Sequence[str], Floats, Floats, float], Flags]

# Names tell namesakes apart by additions: "München (Stadt)", "Regensburg, Landkreis".
_IN_BRACKETS = re.compile(r"(?<!\s)\s*[(,].*", re.DOTALL)
# What chambers put before or after the name of their place.
_CHAMBER_WORDS = re.compile(
    r"\b(IHK|Handelskammer|zu|für|des|der|Bezirk|Niederrheinische|Südwestfälische)\b|–.*"
)
# Shares have six decimals in the table; small exchanges of land are not a split.
_WHOLE = 0.9995
_SHORTEST = 4  # signs of a beginning worth asking about
# Outlines are simplified, and many a Landratsamt stands in the city next door.
NEAR_KM = 5.0


def bare_chamber(name: str) -> str:
    """Name of a chamber without what chambers have in common.

    >>> bare_chamber("IHK zu Kiel")
    'Kiel'
    """
    return " ".join(_CHAMBER_WORDS.sub("", name).split())


@dataclass(frozen=True, eq=False)
class Places:
    """Everything needed to check where an initiative says it is.

    Parameters
    ----------
    names
        Unambiguous display name of every district: ags -> name. Its keys are the valid keys.
    district_changes
        Old keys with today's successors: old_ags, valid_until, new_ags, share_population.
    postcodes
        Columns plz, place (NaN: none), ags.
    locate
        Function of longitudes and latitudes (EPSG:4326, degrees) giving for each point the key of
        its district, or anything that is no valid key outside Germany.
    within
        Function of keys, longitudes, latitudes and kilometres telling for each point whether it
        is that close to its district; without it only the district itself is near.
    nuts
        NUTS 3 code of any edition -> key of its time.
    regions
        Kind of region (`chamber`, `ror`) -> name -> keys of its districts.
    """

    names: Mapping[str, str]
    district_changes: pd.DataFrame
    postcodes: pd.DataFrame
    locate: Locate
    within: Within | None = None
    nuts: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @cached_property
    def successors(self) -> dict[str, tuple[tuple[str, float], ...]]:
        """Today's keys of a dissolved district with their shares of its people, largest first.

        A key that was in use more than once counts with its last use.
        """
        changes = self.district_changes
        last = changes.groupby("old_ags")["valid_until"].transform("max")
        rows = changes[changes["valid_until"] == last]
        rows = rows.sort_values(["share_population", "new_ags"], ascending=[False, True])
        successors_of: dict[str, list[tuple[str, float]]] = {}
        triples = zip(rows["old_ags"], rows["new_ags"], rows["share_population"], strict=True)
        for old, new, share in triples:
            if share > 0:
                successors_of.setdefault(old, []).append((new, float(share)))
        return {old: tuple(new) for old, new in successors_of.items() if old not in self.names}

    def only_successor(self, key: str) -> str | None:
        """Key of the one district that took over all of a dissolved one."""
        successors = self.successors.get(key, ())
        return successors[0][0] if successors and successors[0][1] >= _WHOLE else None

    @cached_property
    def districts_of_postcode(self) -> dict[str, frozenset[str]]:
        """Districts a postcode lies in."""
        districts: dict[str, set[str]] = {}
        for plz, ags in self.postcodes[["plz", "ags"]].to_numpy().tolist():
            districts.setdefault(plz, set()).add(ags)
        return {plz: frozenset(keys) for plz, keys in districts.items()}

    @cached_property
    def districts_of_place(self) -> dict[str, frozenset[str]]:
        """Districts with a place or a district of this (folded) name."""
        districts: dict[str, set[str]] = {}
        with_place = self.postcodes.dropna(subset=["place"])
        for place, ags in with_place[["place", "ags"]].to_numpy().tolist():
            districts.setdefault(fold(place), set()).add(ags)
        for name, keys in self.districts_of_name.items():
            districts.setdefault(name, set()).update(keys)
        return {name: frozenset(keys) for name, keys in districts.items()}

    @cached_property
    def _sorted_places(self) -> list[str]:
        return sorted(self.districts_of_place)

    def districts_of_beginning(self, place: str) -> frozenset[str]:
        """Districts with a place whose name begins like this one ("Neustadt" of "Neustadt/Aisch").

        For questions only, never to decide.
        """
        start = fold(place)
        if len(start) < _SHORTEST:
            return frozenset()
        names = self._sorted_places
        first, last = bisect_left(names, start), bisect_left(names, start + "{")  # { follows z
        return frozenset(key for name in names[first:last] for key in self.districts_of_place[name])

    @cached_property
    def districts_of_name(self) -> dict[str, tuple[str, ...]]:
        """Keys of the districts called so, folded, with and without the addition in brackets."""
        districts: dict[str, set[str]] = {}
        for ags, name in self.names.items():
            for spelling in (name, _IN_BRACKETS.sub("", name)):
                districts.setdefault(fold(spelling), set()).add(ags)
        return {name: tuple(sorted(keys)) for name, keys in districts.items()}

    @cached_property
    def regions_of_name(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Kind of region -> folded spelling -> names of the regions called so."""
        names: dict[str, dict[str, tuple[str, ...]]] = {}
        for kind, regions in self.regions.items():
            spellings = names.setdefault(kind, {})
            for name in regions:
                short = bare_chamber(name) if kind == "chamber" else name
                for spelling in {fold(name), fold(short)} - {""}:
                    spellings[spelling] = (*spellings.get(spelling, ()), name)
        return names

    def districts_at(self, longitude: Floats, latitude: Floats) -> list[str | None]:
        """District of each point; None outside all of them or where a coordinate is NaN."""
        keys_at: list[str | None] = [None] * len(longitude)
        has_point = np.flatnonzero(np.isfinite(longitude) & np.isfinite(latitude))
        if len(has_point):
            keys = self.locate(longitude[has_point], latitude[has_point])
            for position, key in zip(has_point, keys, strict=True):
                if isinstance(key, str) and key in self.names:
                    keys_at[position] = key
        return keys_at

    def near(
        self,
        keys: Sequence[str | None],
        longitude: Floats,
        latitude: Floats,
    ) -> Flags:
        """Tell for each point whether it lies in its district or within 5 km of it.

        False without key or point.
        """
        here = self.districts_at(longitude, latitude)
        near = np.array([k is not None and k == at for k, at in zip(keys, here, strict=True)],
                        dtype=bool)  # fmt: skip
        unsure = [
            i for i, key in enumerate(keys)
            if key is not None and not near[i] and np.isfinite(longitude[i] + latitude[i])
        ]  # fmt: skip
        if unsure and self.within is not None:
            unsure_keys = [key for key in (keys[i] for i in unsure) if key is not None]
            near[unsure] = self.within(unsure_keys, longitude[unsure], latitude[unsure], NEAR_KM)
        return near

    def label(self, ags: str) -> str:
        """Key and name for a message.

        >>> no = pd.DataFrame(columns=["plz", "place", "ags"])
        >>> Places({"09162": "München (Stadt)"}, no, no, lambda x, y: []).label("09162")
        '09162 München (Stadt)'
        """
        return f"{ags} {self.names.get(ags, '')}".strip()
