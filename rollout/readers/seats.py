"""Where an initiative sits: district key, coordinates, postcode, place and Land must agree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rollout.ags import LAENDER
from rollout.arrays import Floats
from rollout.errors import Level
from rollout.language import Text
from rollout.readers import seat_questions as ask
from rollout.readers.addresses import Address, read_addresses
from rollout.readers.column_values import Fields
from rollout.readers.countries import country_name
from rollout.readers.cross_border import COLUMN as COUNTRIES
from rollout.readers.cross_border import countries_in
from rollout.readers.findings import NOTHING, quote, same
from rollout.readers.former_extent import seat_today
from rollout.readers.keys import KeyReading, read_key
from rollout.readers.places import NEAR_KM, Places
from rollout.readers.points import CORRECT, IN_GERMANY, read_points
from rollout.readers.seat_evidence import Evidence
from rollout.readers.seat_questions import REST_COUNTS, Finding

DECIDED = Text("der entschiedene Kreis gilt", "the district decided counts")
# A part of a town may bear the name of a small place elsewhere, but hardly that of a large one.
_LARGE = 50_000
# Degrees with two decimals are up to 0.7 km off.
ROUNDED_KM = 1.0


@dataclass(frozen=True, eq=False)
class Seats:
    """Seat of every row, in the order of the file.

    Parameters
    ----------
    district_ags
        Key of the district; None where it is wrong.
    postcode, place
        Five digits or what the cell says, and the place without it; None where empty.
    longitude, latitude
        Degrees (EPSG:4326); NaN where empty or wrong.
    has_close_postcode
        Whether the postcode lies in another district, but near.
    """

    district_ags: list[str | None]
    postcode: list[str | None]
    place: list[str | None]
    longitude: Floats
    latitude: Floats
    has_close_postcode: list[bool]


def read_seats(fields: Fields, places: Places, decided: Collection[int] = frozenset()) -> Seats:
    """Read key, coordinates and postcode of every row and check them against each other.

    A key decides the district, and everything else in the row is compared with it. Coordinates
    within 5 km of it are accepted with a note (the outlines are simplified, and town halls stand
    near borders), and so is a postcode whose middle is that near; what is farther away is an
    error, because one of the two must be wrong. Without a key the district is filled in only
    where all that the row says means one district; else it is asked.

    Parameters
    ----------
    decided
        Lines whose key the user has decided: what contradicts it is noted, and the key counts.
    """
    texts = fields.values("district_ags")
    readings = {text: read_key(text, places) for text in dict.fromkeys(texts) if text}
    keys = [readings[text].key if text else None for text in texts]
    partners = [countries_in(text)[0] for text in fields.values(COUNTRIES)]
    longitude, latitude = read_points(fields, places, keys, partners)
    at_point = places.districts_at(longitude, latitude)
    is_outside = [at is None for at in at_point]
    countries = places.countries_at(
        np.where(is_outside, longitude, np.nan), np.where(is_outside, latitude, np.nan)
    )
    addresses = read_addresses(fields)
    seats = [
        seat_today(readings[text], text, address, at, places) if text else None
        for text, address, at in zip(texts, addresses, at_point, strict=True)
    ]
    keys = [seat.key if seat else None for seat in seats]
    near = places.near(keys, longitude, latitude)
    close = _close_postcodes(places, addresses, [k or p for k, p in zip(keys, at_point,
                                                                         strict=True)])  # fmt: skip
    districts: list[str | None] = []
    postcodes: list[str | None] = []
    for i, (line, text) in enumerate(zip(fields.lines, texts, strict=True)):
        evidence = Evidence(places, addresses[i], at_point[i], bool(near[i]), close[i])
        point = (float(longitude[i]), float(latitude[i]))
        row = _Row(
            fields, places, i, line, point, evidence, partners[i], countries[i], line in decided
        )
        seat = seats[i]
        key = row.district(seat) if seat else row.district_from_place()
        row.check_point(key)
        postcodes.append(row.postcode(key))
        if key is not None and text:
            row.check_place(key)
            row.check_land(key)
        districts.append(key)
    named = [address.place or None for address in addresses]
    return Seats(districts, postcodes, named, longitude, latitude, close)


def _close_postcodes(
    places: Places, addresses: Sequence[Address], keys: Sequence[str | None]
) -> list[bool]:
    """Whether the middle of each row's postcode lies in or within 5 km of its district."""
    pairs = {
        (key, address.postcode.digits)
        for key, address in zip(keys, addresses, strict=True)
        if key and key not in places.districts_of_postcode.get(address.postcode.digits, (key,))
    }
    located = [(k, p, middle) for k, p in sorted(pairs) if (middle := places.postcode_middle(p))]
    if not located:
        return [False] * len(keys)
    points = np.array([(middle.longitude, middle.latitude) for *_, middle in located])
    near = places.near([key for key, *_ in located], points[:, 0], points[:, 1])
    close = {(key, plz) for (key, plz, _), is_near in zip(located, near, strict=True) if is_near}
    return [
        (key, address.postcode.digits) in close
        for key, address in zip(keys, addresses, strict=True)
    ]


@dataclass(frozen=True, eq=False)
class _Row:
    """One row, and what is reported about its seat.

    Parameters
    ----------
    point
        Longitude and latitude; NaN where empty or wrong.
    partners
        Neighbour countries that take part.
    point_country
        Neighbour country the point lies in; None in none.
    is_decided
        Whether the user has decided the key, whatever else the row says.
    """

    fields: Fields
    places: Places
    position: int
    line: int
    point: tuple[float, float]
    evidence: Evidence
    partners: tuple[str, ...] = ()
    point_country: str | None = None
    is_decided: bool = False

    def cell(self, column: str) -> str:
        return self.fields.values(column)[self.position]

    def report(self, column: str, level: Level, finding: Finding) -> None:
        if self.is_decided and level == "error":
            level, finding = "note", replace(finding, remedy=DECIDED, candidates=())
        self.fields.report(
            level, finding.code, column, self.line, finding.finding, finding.expected,
            finding.remedy, finding.candidates,
        )  # fmt: skip

    def district(self, reading: KeyReading) -> str | None:
        """Key as read; a repaired one only if something else in the row speaks for it."""
        evidence = self.evidence
        if evidence.address.is_abroad:
            if reading.key is None:
                self.report("district_ags", "error", ask.abroad(evidence.address.abroad))
                return None
            if self.country_beside:
                return reading.key
            self.report("place", "error", evidence.abroad_with_key(reading.key))
            return reading.key if self.is_decided else None
        if not reading.code:
            return reading.key
        if reading.key is None:
            self._report_key("error", reading, self._hint(reading.remedy))
            return None
        votes = evidence.votes(reading.key)
        if votes and not any(votes):
            label = self.places.label(reading.key)
            others = evidence.readings(reading.key)
            remedy = Text(f"könnte {label} sein, aber dem widerspricht: {others.de}",
                          f"could be {label}, but this contradicts: {others.en}")  # fmt: skip
            self._report_key("error", reading, self._hint(remedy))
            return None
        self._report_key("repaired", reading, reading.remedy)
        return reading.key

    def _report_key(self, level: Level, reading: KeyReading, remedy: Text) -> None:
        finding = Finding(
            reading.code, reading.finding, reading.expected, remedy, reading.candidates
        )
        self.report("district_ags", level, finding)

    def _hint(self, remedy: Text) -> Text:
        if self.evidence.point_district is None:
            return remedy
        label = self.places.label(self.evidence.point_district)
        return Text(f"{remedy.de}; die Koordinaten liegen in {label}",
                    f"{remedy.en}; the coordinates lie in {label}")  # fmt: skip

    def district_from_place(self) -> str | None:
        """District of a row without a key, or a question with everything that may be meant."""
        key, finding = self.evidence.district()
        column = (
            "district_ags"
            if finding.code in ("district-from-place", "empty-cell")
            else ("plz" if finding.code == "postcode" else "place")
        )
        self.report(column, "repaired" if key else "error", finding)
        return key

    def check_point(self, key: str | None) -> None:
        """Compare the point with the stated district."""
        at_point = self.evidence.point_district
        if not np.isfinite(self.point[0]) or (key is not None and at_point == key):
            return
        if at_point is None:
            finding, code = ask.point_abroad(self.point_country), "outside"
        else:
            other = self.places.label(at_point)
            finding = Text(f"der Punkt liegt in {other}", f"the point lies in {other}")
            code = "other-district"
        point = f"{self.point[1]:.5f}, {self.point[0]:.5f}"
        finding = Text(f"{point}: {finding.de}", f"{point}: {finding.en}")
        if key is not None and self.point_country in self.partners:
            self.report("latitude", "note", ask.across(finding, self.places.label(key)))
            return
        correct = ask.NAME_COUNTRY if self.point_country else CORRECT
        if key is None:
            if at_point is None:
                self.report("latitude", "error", Finding(code, finding, IN_GERMANY, correct))
            return
        expected = Text(f"ein Punkt in {self.places.label(key)}",
                        f"a point in {self.places.label(key)}")  # fmt: skip
        if self.evidence.is_near and not (self.point_country and self._is_abroad(key)):
            near = Text(f"höchstens {NEAR_KM:.0f} km entfernt, der Schlüssel gilt",
                        f"at most {NEAR_KM:.0f} km away, the key counts")  # fmt: skip
            self.report("latitude", "note", Finding(code, finding, expected, near))
        else:
            self.report("latitude", "error", Finding(code, finding, expected, correct))

    def _is_abroad(self, key: str) -> bool:
        """Whether the point is farther beyond the state border than rounded degrees explain."""
        point = np.array([self.point[0]]), np.array([self.point[1]])
        within = self.places.within
        return within is None or not within([key], *point, ROUNDED_KM)[0]

    def postcode(self, key: str | None) -> str | None:
        """Postcode as five digits where the row says no other place; else what the cell says."""
        text = self.cell("plz")
        given = self.evidence.address.postcode
        if not (text or given.digits):
            return None
        full = self.evidence.full_postcode(key)
        if full is not None and full != text:
            self._report_spelling(full)
        if key is None or not text or self.evidence.is_postcode_of(key, full):
            return full or text or None
        if given.is_short and self.evidence.bearers.abroad:
            return text  # what is said about the place says it all
        is_confirmed = self.evidence.is_near or self.evidence.is_close_postcode
        is_new = not self.cell("district_ags")  # then everything was compared to find the key
        if not is_new or full is None:
            level: Level = "note" if is_confirmed or is_new else "error"
            finding = self.evidence.other_postcode(key, text, level == "note")
            self.report("plz", level, replace(finding, remedy=REST_COUNTS) if is_new else finding)
        return full or text

    def _report_spelling(self, full: str) -> None:
        given, text = self.evidence.address.postcode, self.cell("plz")
        remedy = Text(f"gelesen als {full}", f"read as {full}")
        if self.evidence.address.is_split:
            self._report_split(full)
            return
        finding = Text(f"{quote(text)} hat keine fünf Ziffern",
                       f"{quote(text)} does not have five digits")  # fmt: skip
        if not given.is_short:
            finding = Text(f"{quote(text)} ist mehr als die fünf Ziffern",
                           f"{quote(text)} is more than the five digits")  # fmt: skip
        code = "lost-zero" if given.is_short else "postcode-spelling"
        self.report("plz", "repaired", Finding(code, finding, NOTHING, remedy))

    def _report_split(self, full: str) -> None:
        """Postcode and place in one cell; the file is mended only where it has both columns."""
        text, place = self.cell("place"), self.evidence.address.place
        finding = Text(f"{quote(text)} enthält die Postleitzahl",
                       f"{quote(text)} holds the postcode")  # fmt: skip
        remedy = Text(f"gelesen als {full} und {quote(place)}",
                      f"read as {full} and {quote(place)}")  # fmt: skip
        has_column = "plz" in self.fields.headers
        level: Level = "repaired" if has_column else "note"
        self.report("place", level, Finding("postcode-spelling", finding, NOTHING, remedy))
        if has_column:
            filled = Text("aus dem Ort ergänzt", "filled from the place")
            empty = Text("ist leer", "is empty")
            self.report("plz", "repaired", Finding("postcode-spelling", empty, NOTHING, filled))

    @property
    def country_beside(self) -> str | None:
        """Neighbour country the place lies in, where the row says that it takes part."""
        stated = self.evidence.address.country
        named = [stated] if stated else [row.country for row in self.evidence.bearers.abroad]
        return next((code for code in named if code in self.partners), None)

    def check_place(self, key: str) -> None:
        """Compare the place with the stated district."""
        evidence = self.evidence
        place = evidence.address.place
        if not place or self.places.has_place(key, place):
            return
        bearers = evidence.bearers
        elsewhere = evidence.elsewhere(bearers)
        if self.country_beside:
            country = country_name(self.country_beside)
            seat = Text(f"{quote(place)}, {country.de}", f"{quote(place)}, {country.en}")
            self.report("place", "note", ask.across(seat, self.places.label(key)))
            return
        if not elsewhere and not bearers.abroad:
            return
        is_part = evidence.is_postcode_of(key, evidence.full_postcode(key)) and elsewhere
        is_large = bool(bearers.here) and bearers.here[0].population >= _LARGE
        is_confirmed = is_part and not is_large
        # The office of a county often stands in the town next door; that of a town does not stand
        # in the county around it, and a point there speaks against the town, however near.
        if not self.places.is_town(key):
            is_confirmed = is_confirmed or evidence.is_near or evidence.is_next_door(key)
        elif evidence.is_near and evidence.point_district not in dict(elsewhere):
            is_confirmed = True
        level: Level = "note" if is_confirmed else "error"
        self.report("place", level, evidence.other_place(key, level == "note"))

    def check_land(self, key: str) -> None:
        """Compare the Land with the stated district; an error unless the point confirms the key."""
        text = self.cell("land")
        address = self.evidence.address
        if not text or address.land == key[:2] or (address.land is None and address.country):
            return
        name = LAENDER[key[:2]]
        is_confirmed = self.evidence.point_district == key or address.land is None
        expected = Text(
            f"{name} wie im Kreisschlüssel {key}", f"{name} as in the district key {key}"
        )
        remedy = Text("Land oder Schlüssel berichtigen", "correct the Land or the key")
        finding = Finding("land", same(quote(text)), expected, remedy)
        self.report("land", "note" if is_confirmed else "error", finding)
