"""Where an initiative sits: district key, coordinates, postcode, place and Land must agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rollout.ags import LAENDER, land_key
from rollout.arrays import Floats
from rollout.errors import Level
from rollout.language import Text
from rollout.readers.column_values import Fields
from rollout.readers.findings import quote, same
from rollout.readers.headers import fold
from rollout.readers.keys import EXPECTED, KeyReading, read_key
from rollout.readers.places import NEAR_KM, Places
from rollout.readers.points import CORRECT, IN_GERMANY, read_points

MOST_CANDIDATES = 12


@dataclass(frozen=True, eq=False)
class Seats:
    """Seat of every row, in the order of the file.

    Parameters
    ----------
    district_ags
        Key of the district; None where it is wrong.
    postcode
        Five digits, or what the cell says; None where empty.
    longitude, latitude
        Degrees (EPSG:4326); NaN where empty or wrong.
    """

    district_ags: list[str | None]
    postcode: list[str | None]
    longitude: Floats
    latitude: Floats


def read_seats(fields: Fields, places: Places) -> Seats:
    """Read key, coordinates and postcode of every row and check them against each other.

    The key decides the district. Coordinates within 5 km of it are accepted with a note (the
    outlines are simplified, and town halls stand near borders); farther away they are an error,
    because one of the two must be wrong. Swapped coordinates are turned round only if they then
    lie in the district.
    """
    texts = fields.values("district_ags")
    readings = {text: read_key(text, places) for text in dict.fromkeys(texts) if text}
    keys = [readings[text].key if text else None for text in texts]
    longitude, latitude = read_points(fields, places, keys)
    point_district = places.districts_at(longitude, latitude)
    near = places.near(keys, longitude, latitude)
    districts: list[str | None] = []
    postcodes: list[str | None] = []
    for i, (line, text) in enumerate(zip(fields.lines, texts, strict=True)):
        point = (float(longitude[i]), float(latitude[i]))
        row = _Row(fields, places, i, line, point, point_district[i], bool(near[i]))
        key = row.district(readings[text]) if text else row.district_from_place()
        row.check_point(key)
        postcodes.append(row.postcode(key))
        row.check_land(key)
        districts.append(key)
    return Seats(districts, postcodes, longitude, latitude)


@dataclass(frozen=True, eq=False)
class _Row:
    """One row's evidence on where the seat is.

    Parameters
    ----------
    point
        Longitude and latitude; NaN where empty or wrong.
    located
        District the point lies in.
    near
        Whether the point lies in or near the stated district.
    """

    fields: Fields
    places: Places
    position: int
    line: int
    point: tuple[float, float]
    point_district: str | None
    near: bool

    def cell(self, column: str) -> str:
        return self.fields.values(column)[self.position]

    @property
    def has_point(self) -> bool:
        return bool(np.isfinite(self.point[0]))

    def full_postcode(self) -> str:
        """Postcode with a lost zero put back, if that makes it a known one."""
        text = self.cell("plz").removesuffix(".0")
        full = text.zfill(5)
        is_short = text.isdecimal() and len(text) == 4
        return full if is_short and full in self.places.districts_of_postcode else text

    def evidence(self, key: str) -> list[bool]:
        """Whether point, postcode, place and Land - those given - speak for a district."""
        votes = []
        if self.has_point:
            votes.append(self.near)
        postcode_districts = self.places.districts_of_postcode.get(self.full_postcode())
        if postcode_districts:
            votes.append(key in postcode_districts)
        namesakes = self.places.districts_of_place.get(fold(self.cell("place")))
        if namesakes:
            votes.append(key in namesakes)
        land = land_key(self.cell("land"))
        if land:
            votes.append(key.startswith(land))
        return votes

    def district(self, reading: KeyReading) -> str | None:
        """Key as read; a repaired one only if nothing else in the row speaks against it."""
        if not reading.code:
            return reading.key
        if reading.key is None:
            self._report_key("error", reading, self._hint(reading.remedy))
            return None
        votes = self.evidence(reading.key)
        if votes and not any(votes):
            label = self.places.label(reading.key)
            remedy = Text(
                f"könnte {label} sein, aber Ort, Postleitzahl, Land und Koordinaten widersprechen",
                f"could be {label}, but place, postcode, Land and coordinates contradict",
            )
            self._report_key("error", reading, self._hint(remedy))
            return None
        self._report_key("repaired", reading, reading.remedy)
        return reading.key

    def _report_key(self, level: Level, reading: KeyReading, remedy: Text) -> None:
        self.fields.report(
            level,
            reading.code,
            "district_ags",
            self.line,
            reading.finding,
            reading.expected,
            remedy,
        )

    def _hint(self, remedy: Text) -> Text:
        if self.point_district is None:
            return remedy
        label = self.places.label(self.point_district)
        return Text(f"{remedy.de}; die Koordinaten liegen in {label}",
                    f"{remedy.en}; the coordinates lie in {label}")  # fmt: skip

    def district_from_place(self) -> str | None:
        """District of a row without a key: from its point, its postcode, or its place."""
        postcode_districts = set(self.places.districts_of_postcode.get(self.full_postcode(), ()))
        namesakes = self._namesakes()
        sources: dict[Text, set[str]] = {
            Text("den Koordinaten", "the coordinates"): {self.point_district}
            if self.point_district
            else set(),
            Text("der Postleitzahl", "the postcode"): postcode_districts,
            Text("dem Ort", "the place"): namesakes,
            Text("Postleitzahl und Ort", "postcode and place"): postcode_districts & namesakes,
        }
        for source, keys in sources.items():
            if len(keys) == 1:
                key = next(iter(keys))
                label = self.places.label(key)
                self.fields.report(
                    "repaired", "district-from-place", "district_ags", self.line,
                    Text("ist leer", "is empty"),
                    remedy=Text(f"aus {source.de} ergänzt: {label}",
                                f"filled from {source.en}: {label}"),
                )  # fmt: skip
                return key
        candidates = sorted(set().union(*sources.values()) or self._similar())
        labels = ", ".join(map(self.places.label, candidates[:MOST_CANDIDATES]))
        labels += ", …" if len(candidates) > MOST_CANDIDATES else ""
        self.fields.report(
            "error", "empty-cell", "district_ags", self.line, Text("ist leer", "is empty"),
            Text(f"einer von: {labels}", f"one of: {labels}") if labels else EXPECTED,
            Text("Kreisschlüssel, Koordinaten oder Postleitzahl eintragen",
                 "enter a district key, coordinates or a postcode"),
        )  # fmt: skip
        return None

    def _namesakes(self) -> set[str]:
        keys = self.places.districts_of_place.get(fold(self.cell("place")), frozenset())
        return self._in_land(keys)

    def _similar(self) -> set[str]:
        """Districts with a place that begins like the one given, to ask about."""
        return self._in_land(self.places.districts_of_beginning(self.cell("place")))

    def _in_land(self, keys: frozenset[str]) -> set[str]:
        land = land_key(self.cell("land"))
        return {key for key in keys if land is None or key.startswith(land)}

    def check_point(self, key: str | None) -> None:
        """Compare the point with the stated district."""
        if not self.has_point or (key is not None and self.point_district == key):
            return
        if self.point_district is None:
            finding = Text("der Punkt liegt außerhalb aller Kreise (im Meer oder im Ausland)",
                         "the point lies outside all districts (in the sea or abroad)")  # fmt: skip
            code = "outside"
        else:
            other = self.places.label(self.point_district)
            finding = Text(f"der Punkt liegt in {other}", f"the point lies in {other}")
            code = "other-district"
        point = f"{self.point[1]:.5f}, {self.point[0]:.5f}"
        finding = Text(f"{point}: {finding.de}", f"{point}: {finding.en}")
        if key is None:
            if self.point_district is None:
                self._report_point("error", code, finding, IN_GERMANY, CORRECT)
            return
        expected = Text(f"ein Punkt in {self.places.label(key)}",
                        f"a point in {self.places.label(key)}")  # fmt: skip
        if self.near:
            near = Text(f"höchstens {NEAR_KM:.0f} km entfernt, der Schlüssel gilt",
                        f"at most {NEAR_KM:.0f} km away, the key counts")  # fmt: skip
            self._report_point("note", code, finding, expected, near)
        else:
            self._report_point("error", code, finding, expected, CORRECT)

    def _report_point(
        self, level: Level, code: str, finding: Text, expected: Text, remedy: Text
    ) -> None:
        self.fields.report(
            level, code, "latitude", self.line, finding, expected, remedy
        )  # fmt: skip

    def postcode(self, key: str | None) -> str | None:
        """Postcode, with a lost zero put back where the district confirms it."""
        text = self.cell("plz")
        if not text:
            return None
        full = self.full_postcode()
        postcode_districts = self.places.districts_of_postcode.get(full)
        if postcode_districts and (key is None or key in postcode_districts):
            if full != text:
                self.fields.report(
                    "repaired", "lost-zero", "plz", self.line,
                    Text(f"{quote(text)} hat keine fünf Ziffern",
                         f"{quote(text)} does not have five digits"),
                    remedy=Text(f"gelesen als {full}", f"read as {full}"),
                )  # fmt: skip
            return full
        if postcode_districts and key is not None:
            labels = ", ".join(self.places.label(k) for k in sorted(postcode_districts))
            finding = Text(
                f"{quote(text)} gehört zu {labels}", f"{quote(text)} belongs to {labels}"
            )
        else:
            finding = Text(f"{quote(text)} ist keine bekannte Postleitzahl",
                         f"{quote(text)} is not a known postcode")  # fmt: skip
        remedy = Text("prüfen; der Kreisschlüssel gilt", "check it; the district key counts")
        self.fields.report("note", "postcode", "plz", self.line, finding, remedy=remedy)
        return text

    def check_land(self, key: str | None) -> None:
        """Compare the Land with the stated district; an error unless the point confirms the key."""
        text = self.cell("land")
        if not text or key is None:
            return
        land = land_key(text)
        if land == key[:2]:
            return
        name = LAENDER[key[:2]]
        is_confirmed = self.point_district == key or land is None
        self.fields.report(
            "note" if is_confirmed else "error", "land", "land", self.line, same(quote(text)),
            Text(f"{name} wie im Kreisschlüssel {key}", f"{name} as in the district key {key}"),
            Text("Land oder Schlüssel berichtigen", "correct the Land or the key"),
        )  # fmt: skip
