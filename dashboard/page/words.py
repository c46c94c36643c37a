"""Every word of the dashboard, in German and English."""

from __future__ import annotations

from dashboard.views.data.words import UPLOAD_SCRIPT_WORDS, UPLOAD_TEXTS
from dashboard.views.foundings.words import FOUNDINGS_TEXTS
from dashboard.views.plan.words import PLAN_SCRIPT_WORDS, PLAN_TEXTS
from dashboard.views.potential.words import (
    POTENTIAL_GLOSSARY,
    POTENTIAL_METHOD,
    POTENTIAL_SCRIPT_WORDS,
    POTENTIAL_TEXTS,
)
from rollout.language import Lang, Text
from rollout.scenario.rules import RULES

TEXTS: dict[str, Text] = {
    # Page
    "product": Text("Roll-Out-Planer", "Roll-out planner"),
    "subject": Text("Regionale Industrieinitiativen", "Regional industry initiatives"),
    "skip": Text("Zum Inhalt springen", "Skip to content"),
    "views": Text("Ansichten", "Views"),
    "other_language": Text("English", "Deutsch"),
    "no_script": Text(
        "Diese Seite braucht JavaScript. Die Zahlen stehen auch in den Dateien von „rollout run“.",
        "This page needs JavaScript. The figures are also in the files of “rollout run”.",
    ),
    "loading": Text("Wird geladen …", "Loading …"),
    "not_found": Text("Diese Seite gibt es nicht.", "There is no such page."),
    "bad_request": Text(
        "Die Anfrage passt zu keinem Bedienelement dieser Seite.",
        "The request fits no control of this page.",
    ),
    "busy": Text(
        "Gerade werden zu viele Dateien erzeugt. Bitte gleich noch einmal versuchen.",
        "Too many files are being made. Please try again in a moment.",
    ),
    "server_error": Text(
        "Da ist etwas schiefgegangen; der Fehler ist im Protokoll des Servers.",
        "Something went wrong; the error is in the server's log.",
    ),
    "footer_sources": Text("Quellen", "Sources"),
    "privacy": Text(
        "Keine Cookies, keine Zugriffe auf fremde Server. Die Merkliste bleibt in diesem Browser.",
        "No cookies, no requests to other servers. The shortlist stays in this browser.",
    ),
    # What counts
    "counts": Text("Was zählt?", "What counts?"),
    "rule": Text("Ein Kreis gilt als erreicht durch", "A district counts as reached by"),
    "radius": Text("Umkreis", "Radius"),
    "year": Text("Stichtag", "As of"),
    "year_all": Text("ganzes Register", "whole register"),
    "year_end": Text("31.12.{year}", "31 Dec {year}"),
    "confidence": Text("Belegstufe mindestens", "Confidence at least"),
    "federal": Text(
        "Automobilnetzwerke des Bundes mitzählen",
        "count federal automotive networks",
    ),
    # Map
    "map": Text("Karte der Kreise", "Map of districts"),
    "map_help": Text(
        "Pfeiltasten führen zum Nachbarkreis, Pos1 und Ende zum ersten und letzten Kreis. Eingabe "
        "wählt, Escape verlässt. Plus und Minus ändern den Ausschnitt, 0 zeigt alles.",
        "Arrow keys lead to the neighbouring district, Home and End to the first and last one. "
        "Enter selects, Escape leaves. Plus and minus zoom, 0 shows everything.",
    ),
    "zoom_in": Text("Vergrößern", "Zoom in"),
    "zoom_out": Text("Verkleinern", "Zoom out"),
    "zoom_all": Text("Ganz Deutschland", "All of Germany"),
    "zoom_district": Text("Auf den gewählten Kreis", "To the selected district"),
    "show_seats": Text("Sitze der Initiativen", "Seats of initiatives"),
    "land": Text("Land", "Land"),
    "germany": Text("Deutschland", "Germany"),
    "legend": Text("Legende", "Legend"),
    "districts": Text("Kreise", "districts"),
    "area_of": Text("Gebiet: {name}", "Area of {name}"),
    "updated": Text(
        "Karte aktualisiert: {reached} von {total} Kreisen erreicht.",
        "Map updated: {reached} of {total} districts reached.",
    ),
    "seat_networked": Text("Sitz, vernetzt", "seat, networked"),
    "seat_founding": Text("Sitz, in Gründung", "seat, being founded"),
    "seat_unconnected": Text("Sitz, nicht angebunden", "seat, not linked"),
    # View 1
    "coverage_title": Text("Wie gut ist das Land abgedeckt?", "How well is the country covered?"),
    "rates": Text("Vier Quoten", "Four rates"),
    "reached_of": Text("{value} von {total}", "{value} of {total}"),
    "networked_share": Text("davon vernetzt: {share}", "of these networked: {share}"),
    "unknown": Text(
        "ohne {count} Kreise mit unbekanntem Wert", "without {count} districts of unknown value"
    ),
    "by_land": Text("Nach Ländern", "By Land"),
    "by_land_caption": Text(
        "Anteil, den mindestens eine Initiative erreicht; dunkel: durch eine vernetzte Initiative",
        "Share reached by at least one initiative; dark: by a networked initiative",
    ),
    "share": Text("Anteil", "Share"),
    "share_districts": Text("Kreise", "Districts"),
    "share_population": Text("Einwohner", "Inhabitants"),
    "share_industry_employees": Text("Industrie\u00adbeschäftigte", "Industry employees"),
    "share_area_km2": Text("Fläche", "Area"),
    "growth": Text("Wachstum des Netzwerks", "Growth of the network"),
    "growth_caption": Text(
        "Säulen: Initiativen des Registers nach Gründungsjahr, aufsummiert ({known} von {total} "
        "mit bekanntem Jahr). Rauten: Zählung des Netzwerks. Linie: Ziel {target}.",
        "Columns: initiatives of the register by founding year, cumulated ({known} of {total} "
        "with a known year). Diamonds: count of the network. Line: target {target}.",
    ),
    "growth_table": Text("Zahlen zum Diagramm", "Figures behind the chart"),
    "growth_register": Text("Register, aufsummiert", "Register, cumulated"),
    "growth_network": Text("Netzwerk (Zählung)", "Network (count)"),
    "note": Text("Anmerkung", "Note"),
    "growth_target": Text("Ziel {count}", "Target {count}"),
    "about_year": Text("etwa {year}", "about {year}"),
    "year_column": Text("Jahr", "Year"),
    "downloads": Text("Herunterladen", "Download"),
    "download_coverage.pdf": Text("Karte (PDF)", "Map (PDF)"),
    "download_factsheet.pdf": Text("Steckbrief (PDF)", "Fact sheet (PDF)"),
    "download_report.pdf": Text("Bericht (PDF)", "Report (PDF)"),
    "download_coverage.svg": Text("Karte (SVG)", "Map (SVG)"),
    "download_targets.xlsx": Text("Zielregionen (Excel)", "Target regions (Excel)"),
    "download_targets.csv": Text("Zielregionen (CSV)", "Target regions (CSV)"),
    "download_districts.csv": Text("Alle Kreise (CSV)", "All districts (CSV)"),
    "download_districts.geojson": Text("Alle Kreise (GeoJSON)", "All districts (GeoJSON)"),
    "print": Text("Drucken", "Print"),
    "sentence": Text(
        "{place}: Mindestens eine Initiative erreicht {reached} von {total} Kreisen ({share}) mit "
        "{people} der Einwohner. Durch eine vernetzte Initiative sind es {networked} Kreise. "
        "{spots}",
        "{place}: at least one initiative reaches {reached} of {total} districts ({share}) with "
        "{people} of the inhabitants. A networked initiative reaches {networked} districts. "
        "{spots}",
    ),
    "sentence_no_spot": Text("Es gibt keinen weißen Fleck.", "There is no white spot."),
    "sentence_one_spot": Text(
        "Es bleibt ein weißer Fleck: {name}.", "One white spot remains: {name}."
    ),
    "sentence_spots": Text(
        "Es bleiben {white} weiße Flecken; das größte zusammenhängende Gebiet umfasst {largest}.",
        "{white} white spots remain; the largest contiguous area has {largest}.",
    ),
    "sentence_spots_land": Text(
        "Es bleiben {white} weiße Flecken; das größte zusammenhängende Gebiet, zu dem sie gehören, "
        "umfasst auch über die Landesgrenze hinaus {largest}.",
        "{white} white spots remain; the largest contiguous area they belong to has {largest}, "
        "counted across the border of the Land.",
    ),
    "sentence_single": Text("einen Kreis", "one district"),
    "sentence_many": Text("{count} Kreise", "{count} districts"),
    # View 2
    "spots_title": Text("Wo fehlt eine Initiative, und warum?", "Where is one missing, and why?"),
    "layer": Text("Die Karte zeigt", "The map shows"),
    "layer_status": Text("Status der Kreise", "status of districts"),
    "layer_rules": Text("weiß unter wie vielen Regeln", "white under how many rules"),
    "layer_difference": Text("Unterschied zweier Regeln", "difference between two rules"),
    "rule_a": Text("Regel A", "Rule A"),
    "rule_b": Text("Regel B", "Rule B"),
    "difference_both": Text("erreicht nach A und B", "reached under A and B"),
    "difference_a": Text("nur nach A", "only under A"),
    "difference_b": Text("nur nach B", "only under B"),
    "difference_none": Text("nach keiner von beiden", "under neither"),
    "find": Text("Kreise finden", "Find districts"),
    "search": Text("Name, Kreisschlüssel oder Postleitzahl", "Name, district key or postcode"),
    "type": Text("Art", "Type"),
    "status": Text("Status", "Status"),
    "chamber": Text("IHK", "Chamber (IHK)"),
    "border": Text("Grenzt an", "Borders on"),
    "cluster": Text("Gruppe weißer Flecken", "White-spot cluster"),
    "need_capacity": Text("Bedarf und Voraussetzungen", "Need and capacity"),
    "cluster_name": Text("Gruppe {number}", "Cluster {number}"),
    "any": Text("alle", "all"),
    "any_border": Text("irgendein Nachbarland", "any neighbour country"),
    "targets_only": Text("weiße und graue Flecken", "white and grey spots"),
    "reset": Text("Filter zurücksetzen", "Reset filters"),
    "list_count": Text("{count} von {total} Kreisen", "{count} of {total} districts"),
    "list_empty": Text(
        "Kein Kreis passt zu Suche und Filtern.", "No district fits search and filters."
    ),
    "list_caption": Text(
        "Kreise, die zu Suche und Filtern passen", "Districts that fit the search"
    ),
    "column_district": Text("Kreis", "District"),
    "column_status": Text("Status", "Status"),
    "column_rules": Text("Weiß unter", "White under"),
    "column_rules_value": Text("{count} von {rules}", "{count} of {rules}"),
    "column_nearest": Text("Nächste vernetzte", "Nearest networked"),
    "profile": Text("Steckbrief", "Profile"),
    "profile_empty": Text(
        "Wählen Sie einen Kreis auf der Karte oder in der Liste.",
        "Select a district on the map or in the list.",
    ),
    "profile_key": Text("Schlüssel", "Key"),
    "profile_nearest": Text("Nächste vernetzte Initiative", "Nearest networked initiative"),
    "profile_chambers": Text("IHK", "Chamber (IHK)"),
    "profile_borders": Text("Nachbarländer", "Neighbour countries"),
    "profile_rules": Text("Nach Regeln", "By rule"),
    "profile_reached": Text("erreicht", "reached"),
    "profile_white": Text("nicht erreicht", "not reached"),
    "profile_cluster": Text("Gruppe weißer Flecken", "White-spot cluster"),
    "profile_cluster_value": Text(
        "Gruppe {number} mit {count} Kreisen", "cluster {number} of {count} districts"
    ),
    "profile_initiatives": Text("Initiativen, die den Kreis erreichen", "Initiatives reaching it"),
    "profile_potential": Text("Gründungspotenzial", "Founding potential"),
    "profile_potential_value": Text(
        "{score} von 100, Rang {rank} (Band {low} bis {high})",
        "{score} out of 100, rank {rank} (band {low} to {high})",
    ),
    "show_area": Text("Gebiet zeigen", "Show area"),
    "none": Text("keine", "none"),
    "in_list": Text("Auf die Merkliste", "Add to shortlist"),
    "close": Text("Auswahl aufheben", "Clear selection"),
    "strengths": Text("Was auffällt", "What stands out"),
    "speaks_for": Text("Spricht für eine Gründung", "Speaks for a founding"),
    "speaks_against": Text("Spricht dagegen", "Speaks against"),
    "speaks_note": Text(
        "Mindestens eine halbe Standardabweichung vom Mittel Deutschlands, Auffälligstes zuerst.",
        "At least half a standard deviation from the mean of Germany, the most unusual first.",
    ),
    "level_high": Text("{name} (hoch)", "{name} (high)"),
    "level_low": Text("{name} (niedrig)", "{name} (low)"),
    "twins": Text("Ähnliche Kreise mit vernetzter Initiative", "Similar districts to learn from"),
    "twins_note": Text(
        "Nächste Kreise nach allen Indikatoren zusammen, mit einer vernetzten Initiative.",
        "Nearest districts by all indicators together, with a networked initiative.",
    ),
    "indicators": Text("Indikatoren im Vergleich", "Indicators compared"),
    "indicators_note": Text(
        "Balken: Anteil der Kreise mit kleinerem Wert, Strich: Hälfte. Vergleichswerte sind Mittel "
        "der Kreise.",
        "Bar: share of districts with a smaller value, line: half. Values compared are means of "
        "districts.",
    ),
    "indicator": Text("Indikator", "Indicator"),
    "value": Text("Wert", "Value"),
    "mean_land": Text("Land", "Land"),
    "mean_type": Text("Kreistyp", "Type"),
    "mean_country": Text("Deutschland", "Germany"),
    "position": Text("Lage", "Position"),
    "shortlist": Text("Merkliste", "Shortlist"),
    "shortlist_empty": Text(
        "Noch kein Kreis gemerkt. Der Steckbrief hat eine Schaltfläche dafür.",
        "No district yet. The profile has a button for it.",
    ),
    "shortlist_note": Text("Notiz zu {name}", "Note on {name}"),
    "shortlist_column": Text("Notiz", "Note"),
    "shortlist_remove": Text("{name} entfernen", "Remove {name}"),
    "remove": Text("Entfernen", "Remove"),
    "undo": Text("Rückgängig", "Undo"),
    "export": Text("Als CSV speichern", "Save as CSV"),
    "clear": Text("Liste leeren", "Clear list"),
    # View 5
    "data_title": Text("Woher kommen die Zahlen?", "Where do the figures come from?"),
    "method": Text("Methode in einfachen Worten", "The method in plain words"),
    "report": Text("Bericht", "Report"),
    "report_text": Text(
        "Abdeckung, weiße Flecken, Unsicherheit, Grenzregionen und Methode zu den Einstellungen "
        "dieser Seite auf wenigen druckbaren Seiten. Mit Zielregionen gibt es ihn beim Plan.",
        "Coverage, white spots, uncertainty, border regions and method for the settings of this "
        "page on a few printable pages. With target regions it comes with the plan.",
    ),
    "glossary": Text("Begriffe", "Glossary"),
    "sources": Text("Quellen und Lizenzen", "Sources and licences"),
    "source": Text("Quelle", "Source"),
    "publisher": Text("Herausgeber", "Publisher"),
    "reference_date": Text("Stand", "Date"),
    "licence": Text("Lizenz", "Licence"),
    "attribution": Text("Namensnennung", "Attribution"),
    "accessibility": Text("Barrierefreiheit", "Accessibility"),
    "notes": Text("Hinweise der Prüfung", "Notes of the check"),
    "notes_none": Text("Keine Hinweise.", "No notes."),
    "catalogue": Text("Indikatoren", "Indicators"),
    "unit": Text("Einheit", "Unit"),
    "axis": Text("Achse", "Axis"),
    "axis_need": Text("Bedarf", "need"),
    "axis_capacity": Text("Voraussetzungen", "capacity"),
    "axis_reference": Text("Bezugsgröße", "reference"),
    "why": Text("Warum dabei", "Why included"),
    "weakness": Text("Schwäche", "Weakness"),
    "register": Text("Register der Initiativen", "Register of initiatives"),
    "rows_left": Text(
        "… und {count} weitere; sie zählen überall mit und stehen in Ihrer Datei.",
        "… and {count} more; they count everywhere and stand in your file.",
    ),
    "initiative": Text("Initiative", "Initiative"),
    "place": Text("Sitz", "Seat"),
    "kind": Text("Art", "Kind"),
    "founded": Text("Gegründet", "Founded"),
    "network": Text("Netzwerk", "Network"),
    "network_networked": Text("vernetzt", "networked"),
    "network_founding": Text("in Gründung", "being founded"),
    "network_unconnected": Text("nicht belegt", "no evidence"),
    "evidence": Text("Beleg", "Evidence"),
    "website": Text("Webseite", "Website"),
    **POTENTIAL_TEXTS,
    **UPLOAD_TEXTS,
    **PLAN_TEXTS,
    **FOUNDINGS_TEXTS,
}

METHOD: tuple[Text, ...] = (
    Text(
        "Das Register nennt zu jeder Initiative Sitz, erklärtes Wirkungsgebiet und Stand der "
        "Vernetzung. Die gewählte Regel entscheidet, welche Kreise eine Initiative erreicht; alle "
        "{rules} Regeln werden immer nebeneinander gerechnet.",
        "The register gives each initiative's seat, declared service area and link to the "
        "network. The chosen rule decides which districts an initiative reaches; all {rules} "
        "rules are always computed side by side.",
    ),
    Text(
        "Ein Kreis bekommt den besten Status der Initiativen, die ihn erreichen: vernetzt vor in "
        "Gründung vor nicht angebunden. Erreicht ihn keine, ist er ein weißer Fleck.",
        "A district gets the best status of the initiatives that reach it: networked before being "
        "founded before not linked. If none reaches it, it is a white spot.",
    ),
    Text(
        "Die vier Quoten zählen dieselben Kreise viermal: als Kreise, mit ihren Einwohnern, ihren "
        "Industriebeschäftigten und ihrer Fläche. Kreise mit unbekanntem Wert fehlen in Zähler und "
        "Nenner.",
        "The four rates count the same districts four times: as districts, by inhabitants, by "
        "industry employees and by area. Districts with an unknown value are in neither numerator "
        "nor denominator.",
    ),
    Text(
        "Entfernungen sind Luftlinien vom Mittelpunkt des Kreises zum Sitz. Der Stichtag zählt nur "
        "Initiativen mit bekanntem Gründungsjahr.",
        "Distances are straight lines from the centre of the district to the seat. The as-of date "
        "counts only initiatives with a known founding year.",
    ),
    *POTENTIAL_METHOD,
)

GLOSSARY: tuple[tuple[Text, Text], ...] = (
    (
        Text("Kreis", "District"),
        Text(
            "Landkreis oder kreisfreie Stadt, fünfstelliger Schlüssel (AGS).",
            "Rural district or independent town, five-digit key (AGS).",
        ),
    ),
    (
        Text("Weißer Fleck", "White spot"),
        Text(
            "Kreis, den nach der gewählten Regel keine Initiative des Registers erreicht.",
            "District that no initiative of the register reaches under the chosen rule.",
        ),
    ),
    (
        Text("Grauer Fleck", "Grey spot"),
        Text(
            "Kreis mit einer Initiative, deren Anbindung an das Netzwerk nicht belegt ist.",
            "District with an initiative without evidence of a link to the network.",
        ),
    ),
    (
        Text("Abdeckungsregel", "Coverage rule"),
        Text(
            "Festlegung, wann ein Kreis als erreicht gilt. Sie entscheidet die Karte.",
            "States when a district counts as reached. It decides the map.",
        ),
    ),
    (
        Text("Gruppe weißer Flecken", "White-spot cluster"),
        Text(
            "Weiße Flecken, die aneinander grenzen; Gruppe 1 ist die größte.",
            "White spots that touch each other; cluster 1 is the largest.",
        ),
    ),
    (
        Text("IHK", "Chamber (IHK)"),
        Text("Industrie- und Handelskammer.", "Chamber of industry and commerce."),
    ),
    *POTENTIAL_GLOSSARY,
)

ACCESSIBILITY: tuple[Text, ...] = (
    Text(
        "Die Seiten sollen die WCAG 2.1 in der Stufe AA und damit die BITV 2.0 erfüllen. Alle "
        "Ansichten sind ohne Maus bedienbar; die Karte ist mit einem Tabulatorschritt erreichbar, "
        "Pfeiltasten führen von Kreis zu Kreis. Was eine Karte oder ein Diagramm zeigt, steht "
        "auch als Satz und als Tabelle da. Farben werden durch Muster und Wörter ergänzt.",
        "The pages are meant to meet WCAG 2.1 at level AA. Every view works without a mouse; the "
        "map is one tab stop, arrow keys lead from district to district. What a map or a chart "
        "shows also stands there as a sentence and a table. Patterns and words go with colours.",
    ),
    Text(
        "Geprüft wird bei jeder Änderung automatisch mit axe-core in Chromium, in beiden "
        "Sprachen, dazu die Bedienung mit der Tastatur, 390 Pixel Breite und doppelte "
        "Schriftgröße.",
        "Every change is checked automatically with axe-core in Chromium, in both languages, and "
        "for keyboard use, a width of 390 pixels and doubled text size.",
    ),
    Text(
        "Noch nicht geprüft: Screenreader (NVDA, JAWS, VoiceOver) im Zusammenspiel mit der Karte, "
        "andere Browser, Tests mit Betroffenen. Die heruntergeladenen SVG-Karten nennen jeden "
        "Kreis, lassen sich aber nicht mit Pfeiltasten durchlaufen.",
        "Not yet checked: screen readers (NVDA, JAWS, VoiceOver) with the map, other browsers, "
        "tests with the people concerned. The downloaded SVG maps name every district but cannot "
        "be walked with arrow keys.",
    ),
)

# What the scripts in the browser say themselves.
SCRIPT_WORDS = (
    "map", "map_help", "zoom_in", "zoom_out", "zoom_all", "zoom_district", "show_seats",
    "districts", "area_of", "updated", "seat_networked", "seat_founding",
    "seat_unconnected", "list_count", "list_empty", "list_caption",
    "column_district", "column_status", "column_rules", "column_rules_value", "column_nearest",
    "shortlist_empty", "shortlist_note", "shortlist_column", "shortlist_remove", "remove", "undo",
    "export", "clear", "cluster_name", *POTENTIAL_SCRIPT_WORDS,
    *UPLOAD_SCRIPT_WORDS, *PLAN_SCRIPT_WORDS,
)  # fmt: skip


def word(key: str, lang: Lang, **values: object) -> str:
    """One text in one language, its gaps filled.

    >>> word("cluster_name", "en", number=3)
    'Cluster 3'
    """
    text = TEXTS[key][lang]
    return text.format(**values) if values else text


def script_words(lang: Lang) -> dict[str, str]:
    """Texts the scripts need."""
    words = {key: TEXTS[key][lang] for key in SCRIPT_WORDS}
    return {key: text.replace("{rules}", str(len(RULES))) for key, text in words.items()}
