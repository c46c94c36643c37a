"""Fixed words of the readers: what was repaired, and the headers of the files they write."""

from __future__ import annotations

from rollout.language import Text

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
}

HIDDEN_REMOVED = Text("unsichtbare Steuerzeichen entfernt", "invisible control characters removed")
MERGED_REPEATED = Text("verbundene Zellen: Wert wiederholt", "merged cells: value repeated")
ID_FROM_NAME = Text("aus dem Namen gebildet", "made from the name")
AXES_SWAPPED = Text("Breite und Länge getauscht", "latitude and longitude put right")
METRES_CONVERTED = Text("Meter in Grad (WGS84) umgerechnet", "metres converted to degrees (WGS84)")
