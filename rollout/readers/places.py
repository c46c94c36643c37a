"""What a register is checked against: the districts, their past, their places."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from rollout.arrays import Flags, Floats
from rollout.crosswalk import successors
from rollout.readers.district_names import (
    DistrictNames,
    former_district,
    named_district,
    without_kind,
)
from rollout.readers.gazetteer import Gazetteer, Municipality
from rollout.readers.headers import fold
from rollout.readers.middles import Middle, distance_km, postcode_middles, radius_km
from rollout.readers.place_names import (
    joined,
    official_name,
    without_part,
    without_titles,
    words_of,
)
from rollout.territory import FIRST, Change, behind_and_ahead, dated_changes

Locate = Callable[[Floats, Floats], Sequence[object]]
Within = Callable[[Sequence[str], Floats, Floats, float], Flags]

# What chambers put before or after the name of their place.
_CHAMBER_WORDS = re.compile(
    r"\b(IHK|Handelskammer|zu|für|des|der|Bezirk|Niederrheinische|Südwestfälische)\b|–.*"
)
# Shares have six decimals in the table; small exchanges of land are not a split.
_WHOLE = 0.9995
MOST_CANDIDATES = 12
# No district reaches farther from a point inside it: Hamburg's Neuwerk is 134 km away.
_ACROSS_KM = 140.0
# A typing error in a name of at least five letters.
_TYPED, _ALIKE = 5, 0.85
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
        Old keys with their successors, as from `read_district_changes`: old_ags, valid_until,
        new_ags, share_population, and the days of changes where they are known.
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
    types
        Type of a district after the official list ("Landkreis"); where none is given, a bracket
        in its name says it.
    read_gazetteer
        Gives all municipalities and the larger places abroad; called once, when first needed.
    middles
        Gives the middle of every district; called once, when first needed.
    locate_abroad
        As `locate`, giving the code of the neighbour country; where nobody knows their outlines,
        no point lies in any.
    """

    names: Mapping[str, str]
    district_changes: pd.DataFrame
    postcodes: pd.DataFrame
    locate: Locate
    within: Within | None = None
    nuts: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    read_gazetteer: Callable[[], Gazetteer] = Gazetteer
    middles: Callable[[], Mapping[str, Middle]] = dict
    locate_abroad: Locate | None = None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Changes of districts whose day is known."""
        return dated_changes(self.district_changes)

    @cached_property
    def _behind_and_ahead(self) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
        return behind_and_ahead(self.names, self.changes)

    @cached_property
    def to_come(self) -> dict[str, Change]:
        """Districts younger than the territorial status in use, with the change that makes them."""
        _, ahead = self._behind_and_ahead
        return {key: change for change in reversed(ahead) for key in change.added}

    @cached_property
    def divided(self) -> dict[str, Change]:
        """Districts that go on under their key after others left them, with the last such change.

        Only those that left since the oldest status: older lists are of nobody's use.
        """
        behind, _ = self._behind_and_ahead
        changes = [change for change in behind if change.since > FIRST]
        return {key: change for change in changes for key in change.old & change.new
                if len(change.after(key)) > 1}  # fmt: skip

    def parts(self, key: str) -> tuple[str, ...]:
        """Districts in use in what a divided district was before; itself for any other."""
        parts: tuple[str, ...] = (key,)
        for change in self._behind_and_ahead[0]:
            parts = tuple(dict.fromkeys(
                part for old in parts
                for part in (change.after(old) if old in change.old else (old,))
            ))  # fmt: skip
        return tuple(part for part in parts if part in self.names)

    @cached_property
    def successors(self) -> dict[str, tuple[tuple[str, float], ...]]:
        """Districts in use for every other key, with their shares of its people, largest first.

        A key that was in use more than once counts with its last use.
        """
        if self.district_changes.empty:
            return {}
        changes = successors(self.district_changes, self.names)
        last = changes.groupby("old_ags")["valid_until"].transform("max")
        rows = changes[changes["valid_until"] == last]
        rows = rows.sort_values(["share_population", "new_ags"], ascending=[False, True])
        successors_of: dict[str, list[tuple[str, float]]] = {}
        triples = zip(rows["old_ags"], rows["new_ags"], rows["share_population"], strict=True)
        for old, new, share in triples:
            if not share <= 0:  # a share that is not known counts, too
                successors_of.setdefault(old, []).append((new, float(share)))
        return {old: tuple(new) for old, new in successors_of.items()}

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
    def middle_of_district(self) -> Mapping[str, Middle]:
        """Middle of every district."""
        return self.middles()

    def postcode_middle(self, plz: str) -> Middle | None:
        """Middle of a postcode; None where its points are not known."""
        return self._postcode_middles.get(plz)

    @cached_property
    def _postcode_middles(self) -> dict[str, Middle]:
        return postcode_middles(self.postcodes) if "latitude" in self.postcodes else {}

    @cached_property
    def _place_names(self) -> dict[str, dict[str, None]]:
        """Places of the postcodes in every district, in the order of the table."""
        names: dict[str, dict[str, None]] = {}
        with_place = self.postcodes.dropna(subset=["place"])
        for place, ags in with_place[["place", "ags"]].to_numpy().tolist():
            names.setdefault(ags, {})[place] = None
        return names

    @cached_property
    def _places_by_name(self) -> dict[str, list[tuple[str, float, float]]]:
        """Places of the postcodes by name (joined words): district, longitude, latitude."""
        has_points = "latitude" in self.postcodes
        rows = self.postcodes.dropna(subset=["place"])
        rows = rows if has_points else rows.assign(longitude=np.nan, latitude=np.nan)
        listed: dict[str, list[tuple[str, float, float]]] = {}
        columns = ["place", "ags", "longitude", "latitude"]
        for place, ags, longitude, latitude in rows[columns].to_numpy().tolist():
            listed.setdefault(joined(words_of(place)), []).append((ags, longitude, latitude))
        return listed

    def namesakes(self, place: str, towns: Sequence[Municipality]) -> list[str]:
        """Districts with a listed place of this name, which may be part of a municipality.

        A place inside one of `towns` is that town: postcodes cross the borders of cities.
        """
        points = self._places_by_name.get(joined(words_of(place)), ())
        keys = {ags for ags, *point in points if not any(is_inside(point, town) for town in towns)}
        return sorted(keys)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """All municipalities and the larger places abroad; read when first asked."""
        return self.read_gazetteer()

    @cached_property
    def district_names(self) -> DistrictNames:
        """Today's districts by name."""
        return DistrictNames(
            tuple(named_district(key, name, self.types.get(key))
                  for key, name in self.names.items())
        )  # fmt: skip

    @cached_property
    def former_names(self) -> DistrictNames:
        """Districts by name that are none of the status in use: dissolved, or still to come."""
        if "old_name" not in self.district_changes:
            return DistrictNames(())
        changes = successors(self.district_changes, self.names)
        rows = changes.dropna(subset=["old_name"]).drop_duplicates(["old_ags", "old_name"])
        pairs = zip(rows["old_ags"], rows["old_name"], strict=True)
        return DistrictNames(
            tuple(former_district(old, name) for old, name in pairs if old in self.successors)
        )

    def has_place(self, key: str, place: str) -> bool:
        """Whether a place, or a part of it, lies in a district by its name."""
        names = self._place_names.get(key, {})
        if place in names or place == self.names.get(key):
            return True
        words = words_of(without_part(place))
        for given in dict.fromkeys((words_of(place), words, without_titles(words))):
            if given and any(_is_part(given, words_of(name)) for name in names):
                return True
        if next(self.gazetteer.fitting(place, key), None) is not None:
            return True
        return self.district_names.matches(place)[0] == [key]

    def has_nearly(self, key: str, place: str) -> bool:
        """Whether a district has a place that differs from this one by a typing error."""
        text = joined(words_of(place))
        names = {joined(words_of(name)) for name in self._place_names.get(key, {})}
        names |= {joined(official_name(row.name).words) for row in self.gazetteer.of_district[key]}
        return len(text) >= _TYPED and bool(difflib.get_close_matches(text, names, 1, _ALIKE))

    @cached_property
    def regions_of_postcodes(self) -> frozenset[tuple[str, str]]:
        """First two digits of postcodes with the districts they occur in."""
        pairs = zip(self.postcodes["plz"], self.postcodes["ags"], strict=True)
        return frozenset((plz[:2], ags) for plz, ags in pairs)

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

    def countries_at(self, longitude: Floats, latitude: Floats) -> list[str | None]:
        """Neighbour country of each point; None in none of them or where a coordinate is NaN."""
        codes: list[str | None] = [None] * len(longitude)
        has_point = np.flatnonzero(np.isfinite(longitude) & np.isfinite(latitude))
        if self.locate_abroad is not None and len(has_point):
            found_codes = self.locate_abroad(longitude[has_point], latitude[has_point])
            for position, code in zip(has_point, found_codes, strict=True):
                codes[position] = code if isinstance(code, str) else None
        return codes

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

    @cached_property
    def _near_towns(self) -> dict[tuple[str, str], bool]:
        return {}

    def is_town(self, key: str) -> bool:
        """Whether a district is an independent town, not a county with towns in it."""
        return self.types.get(key, "").casefold() in ("kreisfreie stadt", "stadtkreis")

    def is_near_town(self, key: str, town: Municipality) -> bool:
        """Whether the middle of a municipality lies in or within 5 km of a district."""
        pair = (key, town.key)
        if pair not in self._near_towns:
            middle = self.middle_of_district.get(key)
            km = distance_km(*middle[:2], town.longitude, town.latitude) if middle else 0.0
            point = np.array([town.longitude]), np.array([town.latitude])
            # Outlines are slow to ask, and nearly all towns are far.
            self._near_towns[pair] = km < _ACROSS_KM and (
                bool(self.within([key], *point, NEAR_KM)[0])
                if self.within
                else bool(self.near([key], *point)[0])
            )
        return self._near_towns[pair]

    def label(self, ags: str) -> str:
        """Key and name for a message.

        >>> no = pd.DataFrame(columns=["plz", "place", "ags"])
        >>> Places({"09162": "München (Stadt)"}, no, no, lambda x, y: []).label("09162")
        '09162 München (Stadt)'
        """
        return f"{ags} {self.names.get(ags, '')}".strip()


def _is_part(given: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether a place is a listed one, one of its parts, or has a part behind it.

    >>> _is_part(("dresden", "neustadt"), ("dresden",)), _is_part(("riem",), ("muenchen", "riem"))
    (True, True)
    """
    if joined(given) == joined(name) or given[: len(name)] == name:
        return True
    starts = range(len(name) - len(given) + 1)
    return any(name[start : start + len(given)] == given for start in starts)


def is_inside(point: Sequence[float], town: Municipality) -> bool:
    """Whether a point (degrees) lies in a circle as large as the town around its middle."""
    away = distance_km(point[0], point[1], town.longitude, town.latitude)
    return away <= radius_km(town.area_km2)


def place_label(places: Places, row: Municipality) -> str:
    """Key and name of a municipality's district, and the municipality where it is not the same."""
    label = places.label(row.district)
    same = without_kind(places.names.get(row.district, "")) == row.short_name
    return label if same else f"{label} ({row.short_name})"
