"""Names of what a column of a list may be, and of the states a word may mean."""

from __future__ import annotations

from rollout.language import Text
from rollout.readers.assignment import IGNORED, SKIP

# In the order of a choice; what is not named stays a column of the visitor's own.
ROLES = {
    IGNORED: Text("eigene Spalte (bleibt, zählt nicht)", "own column (kept, not used)"),
    "name": Text("Name", "name"),
    "plz": Text("Postleitzahl", "postcode"),
    "place": Text("Ort (auch PLZ und Ort, Adresse)", "place (also postcode and place, address)"),
    "district_ags": Text("Kreis (Schlüssel oder Name)", "district (key or name)"),
    "network_status": Text("Status", "status"),
    "kind": Text("Art", "kind"),
    "founded_year": Text("Gründungsjahr", "year founded"),
    "ended_year": Text("Jahr des Endes", "year ended"),
    "linked_since": Text("angebunden seit", "linked since"),
    "served_ags": Text("Wirkungsgebiet (Kreise)", "service area (districts)"),
    "land": Text("Bundesland", "Land"),
    "latitude": Text("Breitengrad", "latitude"),
    "longitude": Text("Längengrad", "longitude"),
    "carrier": Text("Träger", "carrier"),
    "website": Text("Webseite", "website"),
    "topics": Text("Themen", "topics"),
    "federal_network": Text("Bundesnetzwerk", "federally funded network"),
    "countries": Text("beteiligte Nachbarländer", "neighbour countries taking part"),
    "confidence": Text("Belegstufe", "confidence"),
    "source_url": Text("Quelle (Link)", "source (link)"),
    "source_note": Text("Anmerkung", "note"),
    "id": Text("Kennung", "identifier"),
}
STATES = {
    "networked": Text("vernetzt", "networked"),
    "founding": Text("in Gründung", "being founded"),
    "unconnected": Text("vorhanden, nicht angebunden", "exists, not linked"),
    "planned": Text("geplant (zählt noch nicht)", "planned (does not count yet)"),
    "dormant": Text("ruhend (zählt als nicht angebunden)", "dormant (counts as not linked)"),
    SKIP: Text("Zeilen weglassen", "leave the rows out"),
}
