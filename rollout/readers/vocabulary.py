"""The columns of a register and the words in them, in the spellings people use."""

from __future__ import annotations

from rollout.language import Text
from rollout.readers.column_values import Words
from rollout.readers.headers import Columns

COLUMNS = Columns(
    {
        "id": ("Kennung", "ID-Nr", "Nr", "Nummer", "Schlüssel der Initiative", "identifier"),
        "name": ("Name der Initiative", "Initiative", "Bezeichnung", "Titel", "title"),
        "carrier": ("Träger", "Trägerschaft", "Trägerin", "Organisation", "organisation"),
        "kind": ("Art", "Art der Initiative", "Typ", "type"),
        "federal_network": ("Bundesnetzwerk", "bundesgefördert", "federally funded",
                            "Bundesförderung"),
        "place": ("Ort", "Sitz", "Stadt", "Sitzort", "Gemeinde", "city", "town", "seat"),
        "plz": ("Postleitzahl", "postcode", "postal code", "zip", "zip code"),
        "district_ags": ("AGS", "Kreisschlüssel", "Kreis-AGS", "Kreis", "Landkreis", "district",
                         "district key", "Kreiskennziffer", "KRS", "Kreisschlüssel (AGS)",
                         "AGS Kreis", "Gemeindeschlüssel", "Sitzkreis"),
        "served_ags": ("Wirkungsgebiet", "Einzugsgebiet", "bediente Kreise", "Gebiet",
                       "service area", "served districts", "Wirkungsgebiet (AGS)", "Wirkungskreise",
                       "Kreise"),
        "land": ("Bundesland", "state", "federal state"),
        "latitude": ("lat", "Breite", "Breitengrad", "geografische Breite", "geogr. Breite", "y",
                     "Hochwert", "Nordwert", "UTM Nord", "northing"),
        "longitude": ("lon", "lng", "long", "Länge", "Längengrad", "geografische Länge",
                      "geogr. Länge", "x", "Rechtswert", "Ostwert", "UTM Ost", "easting"),
        "founded_year": ("Gründungsjahr", "gegründet", "Gründung", "founded", "year founded",
                         "founding year", "Jahr"),
        "ended_year": ("Ende", "Endjahr", "beendet", "aufgelöst", "Auflösung", "ended",
                       "year ended"),
        "network_status": ("Status", "Netzwerkstatus", "Anbindung", "network state"),
        "topics": ("Themen", "Schwerpunkte", "Thema", "topic"),
        "website": ("Webseite", "Internet", "Homepage", "URL", "Internetseite", "web"),
        "source_url": ("Quelle", "Quelle (URL)", "Quellenangabe", "source", "Beleg"),
        "source_note": ("Anmerkung", "Bemerkung", "Hinweis", "note", "notes", "Quellenhinweis",
                        "Bemerkungen", "Anmerkungen"),
        "confidence": ("Belegstufe", "Verlässlichkeit", "Sicherheit", "Konfidenz", "reliability"),
    },
    required=("id", "name", "district_ags", "network_status"),
    accepts_misspelt=True,
    remedies={
        "id": Text("Spalte ergänzen, oder mit rollout check --fix ZIEL aus den Namen bilden lassen",
                   "add the column, or let rollout check --fix OUT make it from the names"),
    },
)  # fmt: skip

STATUS = Words(
    {
        "networked": ("vernetzt", "angebunden", "verbunden", "im Netzwerk", "connected"),
        "founding": ("in Gründung", "Gründung", "im Aufbau", "being founded"),
        "unconnected": ("nicht angebunden", "nicht vernetzt", "unvernetzt", "unverbunden",
                        "nicht verbunden", "ohne Anbindung", "keine Anbindung", "not connected",
                        "not networked"),
    }
)  # fmt: skip
CONFIDENCE = Words(
    {
        "low": ("niedrig", "gering", "unsicher"),
        "medium": ("mittel",),
        "high": ("hoch", "sicher", "gesichert"),
    },
    empty="low",
)
KIND = Words(
    {
        "acceptance_campaign": ("Akzeptanzoffensive", "Akzeptanzkampagne"),
        "masterplan": ("Masterplan Industrie", "industry masterplan"),
        "advisory_board": ("Beirat", "Runder Tisch", "Beirat oder Runder Tisch", "round table"),
        "site_alliance": ("Standortverbund", "Chemieverbund", "Standort- oder Chemieverbund"),
        "association": ("Firmenverein", "Verein"),
        "growth_region": ("Wachstumsregion",),
        "union_platform": ("gewerkschaftliche Plattform",),
        "transformation_network": ("Transformationsnetzwerk",),
        "hydrogen_network": ("Wasserstoffnetzwerk",),
        "climate_initiative": ("Klimainitiative",),
        "skilled_labour_initiative": ("Fachkräfteinitiative", "skilled labor initiative"),
        "other": ("sonstige", "sonstiges", "andere"),
    },
    empty="other",
)
TOTALS = frozenset({"summe", "gesamt", "insgesamt", "total", "gesamtsumme", "anzahl"})
YES_NO = Words({"yes": ("ja", "true", "wahr", "1", "x"), "no": ("nein", "false", "falsch", "0")},
               empty="no")  # fmt: skip
