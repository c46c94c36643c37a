"""Fixed words of the readers: what was repaired, and the headers of the files they write."""

from __future__ import annotations

from rollout.language import Text, in_both, number

# Delimiters of CSV files a reader recognises.
DELIMITERS = {
    ",": Text("Komma", "comma"),
    ";": Text("Semikolon", "semicolon"),
    "\t": Text("Tabulator", "tab"),
    "|": Text("Strich", "bar"),
}

# Header of the list of changes beside a repaired file.
CHANGE_HEADERS = (
    Text("Zeile", "line"),
    Text("Spalte", "column"),
    Text("vorher", "before"),
    Text("nachher", "after"),
    Text("Grund", "reason"),
)

# Headers of columns that a repair adds.
NEW_HEADERS = {
    "id": Text("Kennung", "id"),
    "district_ags": Text("Kreisschlüssel", "district_ags"),
    "network_status": Text("Status", "network_status"),
}

HIDDEN_REMOVED = Text("unsichtbare Steuerzeichen entfernt", "invisible control characters removed")
MERGED_REPEATED = Text("verbundene Zellen: Wert wiederholt", "merged cells: value repeated")
ONE_STATUS = Text("ein Status für alle Zeilen", "one status for all rows")
ID_FROM_NAME = Text("aus dem Namen gebildet", "made from the name")
AXES_SWAPPED = Text("Breite und Länge getauscht", "latitude and longitude put right")
METRES_CONVERTED = Text("Meter in Grad (WGS84) umgerechnet", "metres converted to degrees (WGS84)")

# Where the point of a seat without coordinates comes from, the most exact first: middle of ...
POINT_ORIGINS = {
    "postcode": Text("der Postleitzahl", "the postcode"),
    "municipality": Text("der Gemeinde", "the municipality"),
    "district": Text("des Kreises", "the district"),
}
ASSUMED_POINT = Text("Lage angenommen: Mitte {middle}, ± {km} km",
                     "assumed: middle of {middle}, ± {km} km")  # fmt: skip


def assumed_point(origin: str, km: float) -> Text:
    """Say where an assumed point comes from and how far off it may be.

    >>> assumed_point("postcode", 2.3).en
    'assumed: middle of the postcode, ± 2 km'
    """
    # Closer than a kilometre would promise more than a middle can.
    size = in_both(lambda lang: number(max(km, 1.0), 0, lang))
    return ASSUMED_POINT.filled(middle=POINT_ORIGINS[origin], km=size)
