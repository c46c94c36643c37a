"""The columns of a register and the words in them, in the spellings people use."""

from __future__ import annotations

from rollout.language import Text
from rollout.programme import programme
from rollout.programme.words import MEMBER_HEADS
from rollout.readers.column_values import Words
from rollout.readers.headers import Columns

COLUMNS = Columns(
    {
        "id": ("Kennung", "ID-Nr", "Nr", "Nummer", "Schlüssel der Initiative", "identifier"),
        "name": ("Name der Initiative", "Initiative", *MEMBER_HEADS, "Bezeichnung", "Titel",
                 "title", "Firma",
                 "Firmenname", "Firmierung", "Unternehmen", "Einrichtung", "Name der Einrichtung",
                 "Einrichtungsname", "Name der Organisation", "Institution", "Name des Mitglieds",
                 "Mitgliedsname", "Vereinsname", "company", "company name", "organisation name",
                 "organization name", "institution name", "facility", "facility name"),
        "carrier": ("Träger", "Trägerschaft", "Trägerin", "Organisation", "organisation",
                    "organization", "Name des Trägers", "Rechtsträger", "operator"),
        "kind": ("Art", "Art der Initiative", "Typ", "type"),
        "federal_network": ("Bundesnetzwerk", "bundesgefördert", "federally funded",
                            "Bundesförderung"),
        "place": ("Ort", "Sitz", "Stadt", "Sitzort", "Gemeinde", "city", "town", "seat",
                  "Ortschaft", "Gemeindename", "Ortsname", "Standort", "PLZ/Ort", "PLZ und Ort",
                  "Postleitzahl/Ort", "Postleitzahl und Ort", "zip/city", "zip and city",
                  "postal code/city", "postcode/town", "municipality", "location",
                  "community"),
        "plz": ("Postleitzahl", "postcode", "postal code", "post code", "zip", "zip code",
                "PLZ-Nr", "PLZ (Sitz)"),
        "district_ags": ("AGS", "Kreisschlüssel", "Kreis-AGS", "Kreis", "Landkreis", "district",
                         "district key", "Kreiskennziffer", "KRS", "Kreisschlüssel (AGS)",
                         "AGS Kreis", "Gemeindeschlüssel", "Sitzkreis", "NUTS 3", "NUTS-3-Code",
                         "NUTS-Code"),
        "served_ags": ("Wirkungsgebiet", "Einzugsgebiet", "bediente Kreise", "Gebiet",
                       "service area", "served districts", "Wirkungsgebiet (AGS)", "Wirkungskreise",
                       "Kreise"),
        "land": ("Bundesland", "state", "federal state"),
        "latitude": ("lat", "Breite", "Breitengrad", "geografische Breite", "geogr. Breite", "y",
                     "Hochwert", "Nordwert", "UTM Nord", "northing"),
        "longitude": ("lon", "lng", "long", "Länge", "Längengrad", "geografische Länge",
                      "geogr. Länge", "x", "Rechtswert", "Ostwert", "UTM Ost", "easting"),
        "founded_year": ("Gründungsjahr", "gegründet", "Gründung", "founded", "year founded",
                         "founding year", "Jahr", "gegründet am", "Gründungsdatum",
                         "Jahr der Gründung", "established", "date of founding"),
        "ended_year": ("Ende", "Endjahr", "beendet", "aufgelöst", "Auflösung", "ended",
                       "year ended"),
        "network_status": ("Status", "Netzwerkstatus", "Anbindung", "network state", "vernetzt",
                           "im Netzwerk", "Netzwerkmitglied", "Mitgliedsstatus", "Mitgliederstatus",
                           "Mitgliedschaft", "Mitgliedschaftsstatus", "ist Mitglied", "aktiv",
                           "membership", "membership status", "member status", "is member",
                           "active", "in network", "connected"),
        "topics": ("Themen", "Schwerpunkte", "Thema", "topic"),
        "website": ("Webseite", "Internet", "Homepage", "URL", "Internetseite", "web"),
        "source_url": ("Quelle", "Quelle (URL)", "Quellenangabe", "source", "Beleg"),
        "source_note": ("Anmerkung", "Bemerkung", "Hinweis", "note", "notes", "Quellenhinweis",
                        "Bemerkungen", "Anmerkungen"),
        "confidence": ("Belegstufe", "Verlässlichkeit", "Sicherheit", "Konfidenz", "reliability"),
        "linked_since": ("angebunden seit", "vernetzt seit", "Mitglied seit", "Anschluss am",
                         "Beitritt", "linked since", "member since", "date of accession"),
        "countries": ("Nachbarländer", "beteiligte Nachbarländer", "Nachbarstaaten",
                      "beteiligte Staaten", "grenzüberschreitend mit", "neighbour countries",
                      "neighbor countries", "cross-border with"),
    },
    required=("id", "name", "district_ags", "network_status"),
    accepts_misspelt=True,
    remedies={
        "name": Text("Spalte ergänzen, oder sagen, welche es ist: --columns 'ÜBERSCHRIFT=name'",
                     "add the column, or say which one it is: --columns 'HEADER=name'"),
    },
)  # fmt: skip

_STATUS_SPELLINGS: dict[str, tuple[str, ...]] = {
    "networked": ("vernetzt", "angebunden", "verbunden", "im Netzwerk", "connected",
                  "ja", "yes", "wahr", "true", "1", "j", "y", "aktiv", "active",
                  "Mitglied", "member", "Vollmitglied", "full member", "ordentliches Mitglied",
                  "aktives Mitglied", "active member", "ist Mitglied", "Mitglied im Netzwerk",
                  "angeschlossen", "beigetreten", "joined"),
    "founding": ("in Gründung", "Gründung", "im Aufbau", "being founded", "in Vorbereitung",
                 "in preparation", "im Entstehen", "under construction"),
    "planned": ("geplant", "planned", "in Planung", "in planning", "vorgesehen", "angedacht"),
    "dormant": ("ruhend", "ruht", "dormant", "inaktiv", "inactive", "nicht aktiv"),
    "unconnected": ("nicht angebunden", "nicht vernetzt", "unvernetzt", "unverbunden",
                    "nicht verbunden", "ohne Anbindung", "keine Anbindung", "not connected",
                    "not networked", "nein", "no", "falsch", "false", "0", "n",
                    "kein Mitglied", "not a member", "no member", "Nichtmitglied",
                    "nicht Mitglied", "non-member", "nicht im Netzwerk", "not in network",
                    "nicht beigetreten", "nicht angeschlossen"),
}  # fmt: skip
STATUS = Words(
    {
        key: (state.de, state.en, *state.also, *_STATUS_SPELLINGS[key])
        for key, state in programme().states.by_key.items()
    }
)
# Words that may mean several states: the state to propose when the user is asked. "skip": such
# rows are left out.
UNCLEAR = Words(
    {
        "networked": ("assoziiert", "associated", "assoziiertes Mitglied", "associate member",
                      "Fördermitglied", "supporting member", "Partner", "Gastmitglied", "Gast"),
        "founding": ("beantragt", "Antrag gestellt", "applied", "angemeldet", "Interessent",
                     "interessiert", "interested", "in Prüfung", "pending"),
        "unconnected": ("passiv", "extern", "external", "unbekannt", "unknown"),
        "skip": ("ausgetreten", "left", "ehemalig", "ehemaliges Mitglied", "former",
                 "former member", "gekündigt", "aufgelöst", "dissolved", "geschlossen", "closed",
                 "beendet", "ended", "abgelehnt", "rejected", "erloschen"),
    }
)  # fmt: skip
# Signs in a column of boxes to tick; where a column holds nothing else, an empty cell is a no.
TICKS = frozenset({"x", "\N{MULTIPLICATION SIGN}", "\N{CHECK MARK}", "\N{HEAVY CHECK MARK}",
                   "\N{BALLOT BOX WITH CHECK}", "\N{BULLET}", "\N{BLACK CIRCLE}", "*"})  # fmt: skip
CONFIDENCE = Words(
    {
        "low": ("niedrig", "gering", "unsicher"),
        "medium": ("mittel",),
        "high": ("hoch", "sicher", "gesichert"),
    },
    empty="low",
)
KIND = Words(
    {key: (kind.de, kind.en, *kind.also) for key, kind in programme().kinds.items()}, empty="other"
)
TOTALS = frozenset({"summe", "gesamt", "insgesamt", "total", "gesamtsumme", "anzahl", "sum",
                    "zwischensumme", "subtotal", "gesamtzahl", "count"})  # fmt: skip
YES_NO = Words({"yes": ("ja", "true", "wahr", "1", "x"), "no": ("nein", "false", "falsch", "0")},
               empty="no")  # fmt: skip
