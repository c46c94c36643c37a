"""What a row's address says about its district: one answer, or a question with both readings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rollout.ags import LAENDER
from rollout.language import Text, in_both
from rollout.readers import seat_questions as ask
from rollout.readers.addresses import Address
from rollout.readers.countries import GERMANY
from rollout.readers.district_names import callings
from rollout.readers.findings import quote
from rollout.readers.gazetteer import Bearers, Municipality
from rollout.readers.place_names import words_of
from rollout.readers.places import Places, place_label
from rollout.readers.seat_questions import Candidates, Finding

Answer = tuple[str | None, Finding]
_URBAN = {"sk", "stadtkreis"}  # words that only an independent town bears


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything a row says about where it is, beside its key.

    Parameters
    ----------
    address
        Postcode, place, Land, country.
    point_district
        District its point lies in; None without one.
    is_near
        Whether the point lies in or near the district of its key.
    is_close_postcode
        Whether the middle of its postcode lies near the district of its key (or point).
    """

    places: Places
    address: Address
    point_district: str | None
    is_near: bool
    is_close_postcode: bool

    # ---- what the address means -----------------------------------------------------------------

    @cached_property
    def bearers(self) -> Bearers:
        """Who may be meant by the place."""
        return self.places.gazetteer.bearers(self.address.place)

    def full_postcode(self, key: str | None = None) -> str | None:
        """Five digits; a lost zero is put back only where key, place or Land agree."""
        given = self.address.postcode
        if not given.is_short:
            return given.digits or None
        full = "0" + given.digits
        districts = self.places.districts_of_postcode.get(full, frozenset())
        place = self.address.place
        if key is not None:
            return full if key in districts and not self._is_elsewhere(key) else None
        if place and any(self.places.has_place(district, place) for district in districts):
            return full
        if not districts or (place and (self.bearers.abroad or self.elsewhere(self.bearers))):
            return None
        in_land = any(district[:2] == self.address.land for district in districts)
        return full if in_land or self.address.country == GERMANY else None

    def _is_elsewhere(self, key: str) -> bool:
        """Whether the place is known, but not in a district."""
        place = self.address.place
        if not place or self.places.has_place(key, place):
            return False
        return bool(self.bearers.abroad or self.elsewhere(self.bearers))

    @cached_property
    def zone(self) -> frozenset[str]:
        """Districts the postcode lies in; none where it is not known."""
        return self.places.districts_of_postcode.get(self.full_postcode() or "", frozenset())

    def is_postcode_of(self, key: str, full: str | None) -> bool:
        """Whether the postcode lies in a district."""
        return key in self.places.districts_of_postcode.get(full or "", ())

    def elsewhere(self, bearers: Bearers) -> Candidates:
        """Districts with a place of this name: municipalities first, then parts of them."""
        rows = [(row.district, place_label(self.places, row)) for row in bearers.here]
        others = self.places.namesakes(self.address.place, bearers.here)
        rows += [(key, self.places.label(key)) for key in others]
        return list({key: (key, label) for key, label in rows}.values())

    def votes(self, key: str) -> list[bool]:
        """Whether point, postcode, place and Land - those known - speak for a district."""
        votes = [self.point_district == key or self.is_near] if self.point_district else []
        districts = self.places.districts_of_postcode.get(self.full_postcode(key) or "")
        if districts:
            votes.append(key in districts or self.is_close_postcode)
        if self.address.place:
            is_elsewhere = self._is_elsewhere(key)
            if is_elsewhere or self.places.has_place(key, self.address.place):
                votes.append(not is_elsewhere or self.is_next_door(key))
        if self.address.land:
            votes.append(key.startswith(self.address.land))
        return votes

    def readings(self, key: str) -> Text:
        """What postcode, place and Land say instead of a district."""
        said = []
        if self.zone and key not in self.zone:
            said.append(ask.postcode_in(self._digits, self._of_zone()))
        if self.address.place and self._is_elsewhere(key):
            said.append(ask.place_in(self.address.place, self._all_bearers()))
        if self.address.land and not key.startswith(self.address.land):
            said.append(ask.land_is(LAENDER[self.address.land]))
        if self.point_district:
            said.append(ask.point_in(self.places.label(self.point_district)))
        return in_both(lambda lang: ", ".join(text[lang] for text in said))

    def _in_land(self, keys: Iterable[str]) -> list[str]:
        land = self.address.land
        return [key for key in sorted(keys) if land is None or key.startswith(land)]

    @property
    def _is_stated_german(self) -> bool:
        return self.address.country == GERMANY or self.address.land is not None

    # ---- the answer -----------------------------------------------------------------------------

    def district(self) -> Answer:
        """District of a row without a key, and what to say about it."""
        if self.address.is_abroad:
            return None, ask.abroad(self.address.abroad)
        if self.point_district:
            return self._from_point(self.point_district)
        if self.address.postcode.is_short and self.full_postcode() is None:
            return None, self._four_digits()
        return self._from_postcode() if self.zone else self._from_name()

    def _answer(self, key: str, source: Text) -> Answer:
        return key, ask.filling(self.places.label(key), source)

    def _from_point(self, key: str) -> Answer:
        """The point's district, unless postcode, Land or place are elsewhere."""
        zone, land, place = self._of_zone(), self.address.land, self.address.place
        here = ask.point_in(self.places.label(key))
        mine = [(key, "")]
        if zone and key not in self.zone and not self.is_close_postcode:
            said = ask.postcode_in(self._digits, zone)
            return None, ask.contradiction("postcode", said, here, ask.keys_of(zone, mine))
        if land and not key.startswith(land):
            return None, ask.contradiction("land", ask.land_is(LAENDER[land]), here, (key,))
        if place and key not in self.zone and self._is_elsewhere(key):
            rows = self._all_bearers()
            said = ask.place_in(place, rows)
            return None, ask.contradiction("place", said, here, ask.keys_of(rows, mine))
        return self._answer(key, ask.BY_POINT)

    def _from_postcode(self) -> Answer:
        """The postcode's district where place and Land agree with it."""
        place, inside, zone = self.address.place, self._in_land(self.zone), self._of_zone()
        source = ask.BY_POSTCODE if len(self.zone) == 1 else ask.BY_BOTH
        said = ask.postcode_in(self._digits, zone)
        if not inside:
            other = ask.land_is(LAENDER[str(self.address.land)])
            return None, ask.contradiction("postcode", said, other, ask.keys_of(zone))
        if not place:
            return self._one_of(inside, source)
        fitting = [key for key in inside if self.places.has_place(key, place)]
        if fitting:
            return self._one_of(self._official(fitting), source)
        if named := self._all_bearers():
            other = ask.place_in(place, named)
            return None, ask.contradiction("postcode", said, other, ask.keys_of(zone, named))
        nearly = [key for key in inside if self.places.has_nearly(key, place)]
        if nearly or self._is_stated_german:
            return self._one_of(nearly or inside, source)
        return None, ask.unknown_place(place, self._digits, self._labels(inside))

    def _official(self, keys: list[str]) -> list[str]:
        """The districts with a municipality of this name, where there are such."""
        if len(keys) == 1:
            return keys
        place = self.address.place
        with_town = [k for k in keys if next(self.places.gazetteer.fitting(place, k), None)]
        return with_town or keys

    def _one_of(self, keys: list[str], source: Text) -> Answer:
        if len(keys) == 1:
            return self._answer(keys[0], source)
        return None, ask.question(self.address.place, self._labels(keys))

    def _from_name(self) -> Answer:
        """District of a place alone: only where nobody else bears its name."""
        place = self.address.place
        by_kind, _ = self.places.district_names.matches(place)
        # A Landkreis is one, a Stadtkreis too; "Stadt Halle" may be a town that is no district.
        is_district = callings(place)[-1].kind == "county" or _URBAN & set(words_of(place))
        if len(by_kind) == 1 and is_district:
            return self._answer(by_kind[0], ask.BY_PLACE)
        towns = [row for row in self.bearers.here if self._is_possible(row.district)]
        parts = [k for k in self.places.namesakes(place, towns) if self._is_possible(k)]
        is_abroad = bool(self.bearers.abroad) and not self._is_stated_german
        is_one = len(towns) == 1 and {towns[0].district} >= set(parts) and not is_abroad
        if is_one and self.places.gazetteer.is_called(place, towns[0]):
            return self._answer(towns[0].district, ask.BY_PLACE)
        if not towns and len(parts) == 1 and self._is_part_of_town(parts[0]):
            return self._answer(parts[0], ask.BY_PLACE)
        if towns or parts or not (is_abroad or self.bearers.here):
            rows = self._askable(towns, parts)
            return None, ask.question(place, rows, self._abroad_labels() if is_abroad else [])
        return None, self._abroad() if is_abroad else self._nowhere()

    def _is_possible(self, key: str) -> bool:
        """Whether Land and first digits of an unknown postcode leave a district possible."""
        digits = self.address.postcode.digits
        in_region = len(digits) < 5 or (digits[:2], key) in self.places.regions_of_postcodes
        return in_region and (self.address.land is None or key.startswith(self.address.land))

    def _is_part_of_town(self, key: str) -> bool:
        """Whether the place begins with a municipality of the district ("Köln-Deutz")."""
        towns = self.places.gazetteer.fitting(self.address.place, key)
        return any(len(self.places.gazetteer.bearers(row.short_name).here) == 1 for row in towns)

    def _askable(self, towns: list[Municipality], parts: list[str]) -> Candidates:
        """Who may be meant: those called so, else those called alike."""
        of_towns = {row.district for row in towns}
        others = [key for key in parts if key not in of_towns]
        rows = self._of_towns(towns) + self._labels(others)
        if rows:
            return rows
        like = self.places.gazetteer.like(self.address.place)
        return self._of_towns([row for row in like if self._is_possible(row.district)])

    # ---- questions ------------------------------------------------------------------------------

    @property
    def _digits(self) -> str:
        return self.full_postcode() or self.address.postcode.digits

    def _labels(self, keys: Iterable[str]) -> Candidates:
        return [(key, self.places.label(key)) for key in keys]

    def _of_zone(self) -> Candidates:
        return self._labels(sorted(self.zone))

    def _of_towns(self, towns: Iterable[Municipality]) -> Candidates:
        return [(row.district, place_label(self.places, row)) for row in towns]

    def _abroad_labels(self) -> Candidates:
        return [("", f"{row.name} ({row.country})") for row in self.bearers.abroad]

    def _all_bearers(self) -> Candidates:
        """Everywhere a place of this name lies, abroad too."""
        return self.elsewhere(self.bearers) + self._abroad_labels()

    def _four_digits(self) -> Finding:
        if self.bearers.abroad and not self.bearers.here:
            return self._abroad()
        zone = self.places.districts_of_postcode.get("0" + self.address.postcode.digits, ())
        rows = self._labels(sorted(zone)) + self.elsewhere(self.bearers)
        return ask.four_digits(self.address.postcode.digits, rows, self._abroad_labels())

    def _nowhere(self) -> Finding:
        """The place is known, but not in this Land or near this postcode."""
        rows, land = self.elsewhere(self.bearers), self.address.land
        if land is not None and not any(key.startswith(land) for key, _ in rows):
            said = ask.place_in(self.address.place, rows)
            return ask.contradiction("place", said, ask.land_is(LAENDER[land]), ask.keys_of(rows))
        return ask.unknown_postcode(self.address.postcode.digits, rows)

    def _abroad(self) -> Finding:
        what = " ".join(filter(None, (self.address.postcode.digits, self.address.place)))
        return ask.place_abroad(what, self.bearers.abroad[0])

    # ---- beside a key ---------------------------------------------------------------------------

    def abroad_with_key(self, key: str) -> Finding:
        """The row names a country and a German district."""
        return ask.abroad_with_key(self.address.abroad, key, self.places.label(key))

    def other_postcode(self, key: str, text: str, is_note: bool) -> Finding:
        """The postcode lies elsewhere, or is not known."""
        rows = self._labels(sorted(self.places.districts_of_postcode.get(self._digits, ())))
        labels = ask.labels_of(rows)
        said = Text(f"{quote(text)} ist keine bekannte Postleitzahl",
                    f"{quote(text)} is not a known postcode")  # fmt: skip
        if rows:
            said = Text(f"{quote(text)} gehört zu {labels}", f"{quote(text)} belongs to {labels}")
        return ask.beside_key("postcode", said, key, self.places.label(key), rows, is_note)

    def is_next_door(self, key: str) -> bool:
        """Whether the place is in a district next door, as many a Landratsamt is.

        Then its postcode, where there is one, lies near the district, too.
        """
        if self.address.postcode.digits and not self.is_close_postcode:
            return False
        return any(self.places.is_near_town(key, town) for town in self.bearers.here)

    def other_place(self, key: str, is_note: bool) -> Finding:
        """The place lies elsewhere."""
        rows = self._all_bearers()
        said = ask.place_in(self.address.place, rows)
        return ask.beside_key("place", said, key, self.places.label(key), rows, is_note)
