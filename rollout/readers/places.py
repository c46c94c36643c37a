"""What a register is checked against: the districts, their past, their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from rollout.readers.columns import folded

Locate = Callable[[npt.NDArray[np.float64], npt.NDArray[np.float64]], Sequence[object]]

_IN_BRACKETS = re.compile(r"\s*[(,].*$")
_WHOLE = 0.9995
_RADII_KM = (2.5, 5.0)
_DIRECTIONS = 12
_KM_PER_DEGREE = 111.2
NEAR_KM = max(_RADII_KM)


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
    """

    names: Mapping[str, str]
    district_changes: pd.DataFrame
    postcodes: pd.DataFrame
    locate: Locate

    @cached_property
    def successors(self) -> dict[str, tuple[tuple[str, float], ...]]:
        """Today's keys of a dissolved district with their shares of its people, largest first.

        A key that was in use more than once counts with its last use.
        """
        changes = self.district_changes
        last = changes.groupby("old_ags")["valid_until"].transform("max")
        rows = changes[changes["valid_until"] == last]
        rows = rows.sort_values(["share_population", "new_ags"], ascending=[False, True])
        grouped: dict[str, list[tuple[str, float]]] = {}
        triples = zip(rows["old_ags"], rows["new_ags"], rows["share_population"], strict=True)
        for old, new, share in triples:
            if share > 0:
                grouped.setdefault(old, []).append((new, float(share)))
        return {old: tuple(new) for old, new in grouped.items() if old not in self.names}

    def only_successor(self, key: str) -> str | None:
        """Key of the one district that took over all of a dissolved one."""
        successors = self.successors.get(key, ())
        return successors[0][0] if successors and successors[0][1] >= _WHOLE else None

    @cached_property
    def districts_of_postcode(self) -> dict[str, frozenset[str]]:
        """Districts a postcode lies in."""
        groups = self.postcodes.groupby("plz")["ags"]
        return {str(plz): frozenset(keys) for plz, keys in groups}

    @cached_property
    def districts_of_place(self) -> dict[str, frozenset[str]]:
        """Districts with a place or a district of this (folded) name."""
        found: dict[str, set[str]] = {}
        named = self.postcodes.dropna(subset=["place"])
        for place, ags in zip(named["place"], named["ags"], strict=True):
            found.setdefault(folded(place), set()).add(ags)
        for name, keys in self.districts_of_name.items():
            found.setdefault(name, set()).update(keys)
        return {name: frozenset(keys) for name, keys in found.items()}

    @cached_property
    def districts_of_name(self) -> dict[str, tuple[str, ...]]:
        """Keys of the districts called so, folded, with and without the addition in brackets."""
        found: dict[str, set[str]] = {}
        for ags, name in self.names.items():
            for spelling in (name, _IN_BRACKETS.sub("", name)):
                found.setdefault(folded(spelling), set()).add(ags)
        return {name: tuple(sorted(keys)) for name, keys in found.items()}

    def located(
        self, longitude: npt.NDArray[np.float64], latitude: npt.NDArray[np.float64]
    ) -> list[str | None]:
        """District of each point; None outside all of them or where a coordinate is NaN."""
        found: list[str | None] = [None] * len(longitude)
        known = np.flatnonzero(np.isfinite(longitude) & np.isfinite(latitude))
        if len(known):
            keys = self.locate(longitude[known], latitude[known])
            for position, key in zip(known, keys, strict=True):
                if isinstance(key, str) and key in self.names:
                    found[position] = key
        return found

    def near(
        self,
        keys: Sequence[str | None],
        longitude: npt.NDArray[np.float64],
        latitude: npt.NDArray[np.float64],
    ) -> npt.NDArray[np.bool_]:
        """Tell for each point whether it lies in its district or within about 5 km of it.

        Probes circles of 2.5 and 5 km around the point, so a sliver of the district between two
        probes is missed. False without key or point.
        """
        near = np.array(
            [
                key is not None and key == at
                for key, at in zip(keys, self.located(longitude, latitude), strict=True)
            ],
            dtype=bool,
        )
        asked = [i for i, key in enumerate(keys) if key is not None and not near[i]]
        angle = np.tile(np.linspace(0, 2 * np.pi, _DIRECTIONS, endpoint=False), len(_RADII_KM))
        radius = np.repeat(_RADII_KM, _DIRECTIONS) / _KM_PER_DEGREE
        north = latitude[asked, None] + radius * np.sin(angle)
        scale = np.cos(np.radians(latitude[asked]))[:, None]
        east = longitude[asked, None] + radius * np.cos(angle) / scale
        probes = np.array(self.located(east.ravel(), north.ravel()), dtype=object)
        wanted = np.array([keys[i] for i in asked], dtype=object)[:, None]
        near[asked] = (probes.reshape(east.shape) == wanted).any(axis=1)
        return near

    def label(self, ags: str) -> str:
        """Key and name for a message.

        >>> no = pd.DataFrame(columns=["plz", "place", "ags"])
        >>> Places({"09162": "München (Stadt)"}, no, no, lambda x, y: []).label("09162")
        '09162 München (Stadt)'
        """
        return f"{ags} {self.names.get(ags, '')}".strip()
