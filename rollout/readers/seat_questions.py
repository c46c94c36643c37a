"""What is said about the seat of a row: filled in, asked, contradicted, abroad."""

from __future__ import annotations

from dataclasses import dataclass

from rollout.language import Text
from rollout.readers.countries import country_name
from rollout.readers.findings import NOTHING, quote
from rollout.readers.gazetteer import PlaceAbroad
from rollout.readers.keys import EXPECTED
from rollout.readers.places import MOST_CANDIDATES

# Key and label of each district that may be meant; a place abroad has no key.
Candidates = list[tuple[str, str]]

BY_POSTCODE = Text("der Postleitzahl", "the postcode")
BY_PLACE = Text("dem Ort", "the place")
BY_BOTH = Text("Postleitzahl und Ort", "the postcode and the place")
BY_POINT = Text("den Koordinaten", "the coordinates")
_EMPTY = Text("ist leer", "is empty")
_ENTER = Text("Kreisschlüssel, Koordinaten oder Postleitzahl eintragen",
              "enter a district key, coordinates or a postcode")  # fmt: skip
_MEND = Text("berichtigen, oder den Kreisschlüssel eintragen",
             "correct it, or enter the district key")  # fmt: skip
_ONE_OF_TWO = Text("eines von beiden berichtigen", "correct one of the two")
KEY_COUNTS = Text("prüfen; der Kreisschlüssel gilt", "check it; the district key counts")
REST_COUNTS = Text("prüfen; der Kreis folgt aus dem Rest der Zeile",
                   "check it; the district follows from the rest of the row")  # fmt: skip
_ABROAD = Text(
    "nur Sitze in Deutschland liegen in einem Kreis: Zeile weglassen, oder den deutschen Kreis, "
    "für den sie steht, und seinen Ort eintragen",
    "only seats in Germany lie in a district: leave the row out, or enter the German district it "
    "stands for and a place there",
)


@dataclass(frozen=True)
class Finding:
    """What is said about a row, as `Fields.report` takes it."""

    code: str
    finding: Text
    expected: Text = NOTHING
    remedy: Text = NOTHING
    candidates: tuple[str, ...] = ()


def keys_of(*rows: Candidates) -> tuple[str, ...]:
    """District keys of candidates, each once, in their order."""
    return tuple(dict.fromkeys(key for part in rows for key, _ in part if key))


def labels_of(rows: Candidates) -> str:
    """Labels of candidates, the first ones of many."""
    more = ", …" if len(rows) > MOST_CANDIDATES else ""
    return ", ".join(label for _, label in rows[:MOST_CANDIDATES]) + more


def filling(label: str, source: Text) -> Finding:
    """A district that follows from the row."""
    remedy = Text(f"aus {source.de} ergänzt: {label}", f"filled from {source.en}: {label}")
    return Finding("district-from-place", _EMPTY, NOTHING, remedy)


def question(place: str, rows: Candidates, abroad: Candidates | None = None) -> Finding:
    """Ask which district is meant; without any candidate, for more of the address."""
    abroad = abroad or []
    one_of = ", ".join(filter(None, (labels_of(rows), labels_of(abroad))))
    finding = _EMPTY
    if place and not one_of:
        finding = Text(f"ist leer, und {quote(place)} ist kein bekannter Ort",
                       f"is empty, and {quote(place)} is no known place")  # fmt: skip
    elif place and len(rows) + len(abroad) > 1:
        finding = Text(f"ist leer, und {quote(place)} kann mehreres heißen",
                       f"is empty, and {quote(place)} may mean several places")  # fmt: skip
    return Finding("empty-cell", finding, _one_of(one_of), _ENTER, keys_of(rows))


def _one_of(labels: str) -> Text:
    return Text(f"einer von: {labels}", f"one of: {labels}") if labels else EXPECTED


# ---- readings that contradict each other --------------------------------------------------------


def postcode_in(postcode: str, rows: Candidates) -> Text:
    """Say where a postcode lies."""
    return Text(f"die Postleitzahl {postcode} gehört zu {labels_of(rows)}",
                f"the postcode {postcode} belongs to {labels_of(rows)}")  # fmt: skip


def place_in(place: str, rows: Candidates) -> Text:
    """Say where a place lies."""
    return Text(
        f"{quote(place)} liegt in {labels_of(rows)}", f"{quote(place)} lies in {labels_of(rows)}"
    )


def land_is(name: str) -> Text:
    """Say which Land a row names."""
    return Text(f"das Land ist {name}", f"the Land is {name}")


def point_in(label: str) -> Text:
    """Say where the coordinates lie."""
    return Text(f"die Koordinaten liegen in {label}", f"the coordinates lie in {label}")


def district_is(label: str) -> Text:
    """Say which district a row names."""
    return Text(f"der Kreis ist {label}", f"the district is {label}")


def contradiction(code: str, one: Text, other: Text, keys: tuple[str, ...]) -> Finding:
    """Both readings of a row that says two things."""
    finding = Text(f"Widerspruch: {one.de}, {other.de}", f"contradiction: {one.en}, {other.en}")
    return Finding(code, finding, NOTHING, _MEND, keys)


def beside_key(
    code: str, said: Text, key: str, label: str, rows: Candidates, is_note: bool
) -> Finding:
    """Something in the row that does not fit its key: a note, or a contradiction."""
    if is_note:
        return Finding(code, said, NOTHING, KEY_COUNTS)
    mine = district_is(label)
    finding = Text(f"Widerspruch: {said.de}, {mine.de}", f"contradiction: {said.en}, {mine.en}")
    return Finding(code, finding, NOTHING, _ONE_OF_TWO, keys_of([(key, label)], rows))


def unknown_postcode(digits: str, rows: Candidates) -> Finding:
    """A postcode that is not known, with first digits that fit no place of the name."""
    finding = Text(
        f"{digits} ist keine bekannte Postleitzahl, und in {labels_of(rows)} beginnt keine so",
        f"{digits} is not a known postcode, and none in {labels_of(rows)} begins like that",
    )
    return Finding("postcode", finding, NOTHING, _MEND, keys_of(rows))


def unknown_place(place: str, digits: str, rows: Candidates) -> Finding:
    """A place that nobody knows at a postcode, which may be one of another country."""
    return Finding(
        "place",
        Text(f"{quote(place)} ist bei der Postleitzahl {digits} nicht bekannt",
             f"{quote(place)} is not known at the postcode {digits}"),
        Text(f"ein Ort in {labels_of(rows)}", f"a place in {labels_of(rows)}"),
        Text("liegt der Sitz dort, den Kreisschlüssel eintragen; fünfstellige Postleitzahlen "
             "gibt es auch im Ausland",
             "if the seat is there, enter the district key; other countries have postcodes of "
             "five digits, too"),
        keys_of(rows),
    )  # fmt: skip


def four_digits(digits: str, rows: Candidates, abroad: Candidates) -> Finding:
    """A postcode of four digits that nothing else in the row confirms."""
    one_of = ", ".join(filter(None, (labels_of(rows), labels_of(abroad))))
    return Finding(
        "postcode",
        Text(f"{quote(digits)} hat vier Ziffern: eine verlorene Null oder eine Postleitzahl im "
             "Ausland, und nichts in der Zeile entscheidet das",
             f"{quote(digits)} has four digits: a lost zero or a postcode abroad, and nothing in "
             "the row decides which"),
        _one_of(one_of),
        Text("die Postleitzahl mit fünf Ziffern oder den Kreisschlüssel eintragen; einen Sitz im "
             "Ausland weglassen",
             "enter the postcode with five digits or the district key; leave out a seat abroad"),
        keys_of(rows),
    )  # fmt: skip


# ---- abroad -------------------------------------------------------------------------------------


def abroad(said: Text) -> Finding:
    """The row says itself that it is in another country."""
    return Finding("abroad", said, NOTHING, _ABROAD)


NAME_COUNTRY = Text(
    "Koordinaten oder Kreisschlüssel berichtigen; wirkt das Nachbarland mit, es in die Spalte "
    "countries schreiben",
    "correct the coordinates or the district key; if the neighbour country takes part, write it "
    "into the column countries",
)


def point_abroad(country: str | None) -> Text:
    """Say where outside Germany the coordinates lie."""
    if country is None:
        return Text("der Punkt liegt außerhalb aller Kreise (im Meer oder im Ausland)",
                    "the point lies outside all districts (in the sea or abroad)")  # fmt: skip
    name = country_name(country)
    return Text(f"der Punkt liegt in {name.de}", f"the point lies in {name.en}")


def place_abroad(what: str, row: PlaceAbroad) -> Finding:
    """The place lies in another country."""
    country = country_name(row.country)
    return abroad(
        Text(f"{quote(what)} ist {row.name} ({country.de})",
             f"{quote(what)} is {row.name} ({country.en})")
    )  # fmt: skip


def across(seat: Text, label: str) -> Finding:
    """A seat in a country that takes part, with the German district it counts for."""
    return Finding(
        "cross-border",
        Text(f"{seat.de}: grenzüberschreitender Sitz", f"{seat.en}: a cross-border seat"),
        NOTHING,
        Text(f"zählt für {label}, den die Zeile nennt", f"counts for {label}, which the row names"),
    )


def abroad_with_key(said: Text, key: str, label: str) -> Finding:
    """The row names another country and a German district."""
    mine = district_is(label)
    finding = Text(f"Widerspruch: {said.de}, {mine.de}", f"contradiction: {said.en}, {mine.en}")
    return Finding("abroad", finding, NOTHING, _ABROAD, (key,))
