"""Words of the view Data and method, in German and English."""

from __future__ import annotations

from rollout.coverage.words import REACH_MEANING, STATUS_BEGINS, STATUS_MEANINGS
from rollout.language import Lang, Text
from rollout.programme.words import demand_words
from rollout.report.glossary import GLOSSARY as REPORT_GLOSSARY

from ...page.words import Words
from ..potential.words import GLOSSARY as POTENTIAL_GLOSSARY
from ..potential.words import METHOD as POTENTIAL_METHOD

TEXTS: dict[str, Text] = {
    "upload": Text("Eigene Daten prüfen und verwenden", "Check and use your own data"),
    "upload_text": Text(
        "Ein eigenes Register, eine Liste mit Namen und Orten oder eine Indikatortabelle als CSV, "
        "XLSX, XLS, ODS, JSON oder als Punkte einer Karte (GeoJSON, GeoPackage, Shape als ZIP), "
        "höchstens 5 MB. Fehlt etwas, fragt die Seite danach. Dann rechnen Abdeckung, Weiße "
        "Flecken, Potenzial und Plan damit.",
        "A register of your own, a list of names and places or an indicator table as CSV, XLSX, "
        "XLS, ODS, JSON or as points of a map (GeoJSON, GeoPackage, zipped shapefile), 5 MB at "
        "most. What is missing is asked for. Then coverage, White spots, potential and plan are "
        "computed with it.",
    ),
    "upload_privacy": Text(
        "Nur dieses Browserfenster sieht die Daten. Sie liegen im Arbeitsspeicher des Servers, "
        "nicht auf seiner Platte, und verschwinden zwei Stunden nach der letzten Nutzung, beim "
        "Neustart des Servers oder sofort über „Nicht mehr verwenden“.",
        "Only this browser tab sees the data. They are in the server's memory, not on its disk, "
        "and vanish two hours after the last use, when the server restarts, or at once with “Stop "
        "using it”.",
    ),
    "own_catalogue": Text("Was in die Bewertung eingeht", "What enters the score"),
    "own_catalogue_text": Text(
        "Nehmen Sie Indikatoren heraus oder auf, drehen Sie ihre Richtung, geben Sie ihnen ein "
        "anderes Gewicht. Das gilt für dieses Browserfenster; die Gewichte zählen bei der "
        "Gründungslogik „Ausgewogen“. Den geänderten Katalog können Sie herunterladen und oben "
        "unter „Eigene Daten“ wieder hochladen oder in einen Datenordner legen.",
        "Take indicators out or in, turn their direction, give them another weight. This holds "
        "for this browser tab; the weights count with the founding logic “Balanced”. You may "
        "download the changed catalogue and hand it in again above under “your own data”, or put "
        "it into a data folder.",
    ),
    "own_catalogue_open": Text("Indikatoren ändern", "Change indicators"),
    "template_register.csv": Text("Vorlage Register (CSV)", "Register template (CSV)"),
    "template_indicators.csv": Text("Vorlage Indikatoren (CSV)", "Indicator template (CSV)"),
    "data_title": Text("Woher kommen die Zahlen?", "Where do the figures come from?"),
    "method": Text("Methode in einfachen Worten", "The method in plain words"),
    "report": Text("Bericht", "Report"),
    "report_text": Text(
        "Abdeckung, Unsicherheit, Grenzregionen und Methode zu den Einstellungen "
        "dieser Seite auf wenigen druckbaren Seiten. Mit Zielregionen gibt es ihn beim Plan.",
        "Coverage, uncertainty, border regions and method for the settings of this "
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
    "why": Text("Warum dabei", "Why included"),
    "weakness": Text("Schwäche", "Weakness"),
    "register": Text("Register ⟦g:der Initiativen⟧", "Register of ⟦initiatives⟧"),
    "rows_left": Text(
        "… und {count} weitere; sie zählen überall mit und stehen in Ihrer Datei.",
        "… and {count} more; they count everywhere and stand in your file.",
    ),
    "initiative": Text("⟦Initiative⟧", "⟦Initiative⟧"),
    "place": Text("Sitz", "Seat"),
    "kind": Text("Art", "Kind"),
    "founded": Text("Gegründet", "Founded"),
    "network": Text("Netzwerk", "Network"),
    "evidence": Text("Beleg", "Evidence"),
    "website": Text("Webseite", "Website"),
}

# What the scripts say; every one of these is sent to the browser.
SCRIPT_TEXTS: dict[str, Text] = {
    "upload_file": Text(
        "Datei auswählen (CSV, XLSX, XLS, ODS, JSON, GeoJSON, GPKG, Shape als ZIP)",
        "Choose a file (CSV, XLSX, XLS, ODS, JSON, GeoJSON, GPKG, zipped shapefile)",
    ),
    "upload_check": Text("Prüfen und verwenden", "Check and use"),
    "upload_none": Text("Bitte erst eine Datei auswählen.", "Please choose a file first."),
    "upload_large": Text("Die Datei ist größer als 5 MB.", "The file is larger than 5 MB."),
    "upload_running": Text("Wird geprüft …", "Checking …"),
    "upload_failed": Text(
        "Die Datei konnte nicht übertragen werden.", "The file could not be transferred."
    ),
    "upload_register": Text(
        "{name}: Register mit {rows} ⟦Initiativen⟧, wird jetzt verwendet.",
        "{name}: register with {rows} ⟦initiatives⟧, now in use.",
    ),
    "upload_indicators": Text(
        "{name}: Indikatoren für {rows} Kreise, werden jetzt verwendet.",
        "{name}: indicators for {rows} districts, now in use.",
    ),
    "upload_catalogue": Text(
        "{name}: Katalog mit {rows} Indikatoren, die zählen, wird jetzt verwendet.",
        "{name}: catalogue with {rows} indicators that count, now in use.",
    ),
    "upload_indicator": Text(
        "{name} ist als Indikator aufgenommen ({rows} Kreise mit Wert). Unter „Eigener Katalog“ "
        "lässt er sich ändern oder herausnehmen.",
        "{name} is taken in as an indicator ({rows} districts with a value). “Own catalogue” "
        "changes it or takes it out.",
    ),
    "indicator_title": Text("Werte je Kreis: neuer Indikator", "Values by district: new indicator"),
    "indicator_text": Text(
        "Diese Spalten kennt der Katalog nicht. Eine davon kann als neuer Indikator zählen, in "
        "diesem Tab und neben allem, was schon zählt.",
        "The catalogue does not know these columns. One of them can count as a new indicator, in "
        "this tab and beside all that counts already.",
    ),
    "indicator_column": Text("Spalte", "Column"),
    "indicator_examples": Text("Erste Werte: {examples}", "First values: {examples}"),
    "indicator_name": Text("Name", "Name"),
    "indicator_kind": Text("Art der Zahl", "Kind of number"),
    "indicator_take": Text("Als Indikator aufnehmen", "Take in as an indicator"),
    "catalogue_group": Text("{title} ({count})", "{title} ({count})"),
    "catalogue_out": Text("Zählt nicht", "Does not count"),
    "catalogue_changed": Text("{name} (geändert)", "{name} (changed)"),
    "catalogue_of_place": Text("Zählt als", "Counts as"),
    "catalogue_of_direction": Text("Richtung", "Direction"),
    "catalogue_of_ideal": Text("Bester Wert", "Best value"),
    "catalogue_of_weight": Text("Gewicht (Punkte)", "Weight (points)"),
    "catalogue_of_unit": Text("Einheit", "Unit"),
    "catalogue_of_year": Text("Jahr der Werte", "Year of the values"),
    "catalogue_more": Text("je mehr, desto besser", "the more, the better"),
    "catalogue_less": Text("je weniger, desto besser", "the less, the better"),
    "catalogue_ideal": Text(
        "je näher an einem Wert, desto besser", "the nearer to a value, the better"
    ),
    "catalogue_use": Text("Katalog verwenden", "Use the catalogue"),
    "catalogue_file": Text("Katalog herunterladen (CSV)", "Download the catalogue (CSV)"),
    "catalogue_reset": Text("Zurück zum mitgelieferten Katalog", "Back to the shipped catalogue"),
    "catalogue_nothing": Text("Noch nichts geändert.", "Nothing changed yet."),
    "catalogue_as_shipped": Text(
        "Es gilt wieder der mitgelieferte Katalog.", "The shipped catalogue is in use again."
    ),
    "upload_travel_times": Text(
        "{name}: Fahrzeiten für {rows} Paare, werden jetzt verwendet.",
        "{name}: travel times of {rows} pairs, now in use.",
    ),
    "upload_times_file": Text("Fahrzeiten auswählen (CSV)", "Choose travel times (CSV)"),
    "upload_refused": Text(
        "{name} kann so nicht verwendet werden. Fehler: {errors}.",
        "{name} cannot be used like this. Errors: {errors}.",
    ),
    "upload_mapping": Text(
        "Zuordnung von einer früheren Liste verwenden", "Use the mapping of an earlier list"
    ),
    "upload_mapping_file": Text("Zuordnung auswählen (TOML)", "Choose a mapping (TOML)"),
    "upload_list": Text(
        "{name} ist gelesen. Einige Fragen sind noch offen, siehe unten.",
        "{name} has been read. Some questions are open, see below.",
    ),
    "upload_list_ready": Text(
        "{name}: {rows} Zeilen sind bereit und werden noch nicht verwendet.",
        "{name}: {rows} rows are ready and not in use yet.",
    ),
    "upload_notes": Text(
        "Was beim Lesen aufgefallen ist ({n})", "What was noticed while reading ({n})"
    ),
    "list_title": Text("Die Liste zuordnen", "Map the list"),
    "list_text": Text(
        "{rows} Zeilen mit Einträgen. Sagen Sie hier, was die Datei nicht sagt; Ihre Datei bleibt, "
        "wie sie ist.",
        "{rows} rows with entries. Say here what the file does not say; your file stays as it is.",
    ),
    "list_columns": Text("1. Was steht in welcher Spalte?", "1. What does each column hold?"),
    "list_columns_text": Text(
        "Nötig sind der Name und ein Ort: Postleitzahl, Ort, Kreis oder Koordinaten.",
        "Needed are the name and a place: postcode, place, district or coordinates.",
    ),
    "list_header": Text("Überschrift", "Header"),
    "list_role": Text("gelesen als", "read as"),
    "list_role_of": Text("Spalte {header} gelesen als", "Column {header} read as"),
    "list_examples": Text("erste Werte", "first values"),
    "list_status": Text("2. Welchen Status haben die Einträge?", "2. What is their status?"),
    "list_status_all": Text("Status aller Zeilen", "Status of all rows"),
    "list_status_each": Text("jede Zeile nach ihrer Spalte", "each row by its column"),
    "list_status_open": Text("bitte wählen", "please choose"),
    "list_words_text": Text(
        "So werden die Wörter der Statusspalte gelesen. Bei offenen bitte wählen.",
        "This is how the words of the status column are read. Please choose for the open ones.",
    ),
    "list_word": Text("„{word}“ ({count}-mal)", "“{word}” ({count} times)"),
    "list_word_empty": Text("leere Zelle", "empty cell"),
    "list_word_open": Text("bitte wählen", "please choose"),
    "list_word_proposal": Text(
        "bitte wählen (vielleicht: {state})", "please choose (maybe: {state})"
    ),
    "list_doubts": Text("3. Zeilen in Zweifel", "3. Rows in doubt"),
    "list_doubts_text": Text(
        "{n} Zeilen sind noch offen. Wählen Sie den Kreis, lassen Sie die Zeilen weg oder "
        "berichtigen Sie die Datei.",
        "{n} rows are still open. Choose the district, leave the rows out or correct the file.",
    ),
    "list_skip": Text(
        "Offene Zeilen weglassen ({n} von {rows}); jede Quote sagt das dazu",
        "Leave out the open rows ({n} of {rows}); every rate says so",
    ),
    "list_line": Text("Zeile {line}: {name}", "Line {line}: {name}"),
    "list_mend": Text("In der Datei berichtigen oder weglassen.", "Correct the file or leave out."),
    "list_undecided": Text("noch offen", "still open"),
    "list_next": Text("Weiter", "Go on"),
    "list_ready": Text(
        "Alles beantwortet. Die Zuordnung können Sie für die Liste des nächsten Monats aufheben.",
        "All questions are answered. You may keep the mapping for next month's list.",
    ),
    "list_not_ready": Text(
        "Nach Ihren Antworten die Liste neu prüfen.", "Check the list again after your answers."
    ),
    "list_check": Text("Neu prüfen", "Check again"),
    "list_use": Text("Liste verwenden", "Use the list"),
    "list_file_register.csv": Text("Reparierte Liste (CSV)", "Repaired list (CSV)"),
    "list_file_left_out.csv": Text("Weggelassene Zeilen (CSV)", "Rows left out (CSV)"),
    "list_file_mapping.toml": Text("Zuordnung (TOML)", "Mapping (TOML)"),
    "upload_clean": Text("Nichts zu beanstanden.", "Nothing to complain about."),
    "upload_more": Text("… und {more} weitere", "… and {more} more"),
    "level_error": Text("Fehler", "Error"),
    "level_repaired": Text("repariert", "repaired"),
    "level_note": Text("Hinweis", "note"),
    "own_used": Text(
        "Sie sehen Ergebnisse mit eigenen Daten: {files}.",
        "You see results with your own data: {files}.",
    ),
    "own_past": Text(
        "So stand es am {day}: Karte, Quoten und Listen von damals, nur zum Ansehen.",
        "This is how it stood on {day}: map, rates and lists of then, to look at only.",
    ),
    "own_past_end": Text("Zurück zu heute", "Back to today"),
    "own_stop": Text("Nicht mehr verwenden", "Stop using it"),
    "own_gone": Text(
        "Die eigenen Daten sind abgelaufen; zu sehen sind wieder die mitgelieferten.",
        "Your own data have expired; the shipped ones are shown again.",
    ),
}

METHOD: tuple[Text, ...] = (
    Text(
        "Das Register nennt zu ⟦d:jeder Initiative⟧ Sitz, erklärtes Wirkungsgebiet und Stand der "
        "Vernetzung. Die gewählte Regel entscheidet, welche Kreise ⟦eine Initiative⟧ erreicht; "
        "alle "
        "{rules} Regeln werden immer nebeneinander gerechnet.",
        "The register gives each ⟦initiative's⟧ seat, declared service area and link to the "
        "network. The chosen rule decides which districts ⟦an initiative⟧ reaches; all {rules} "
        "rules are always computed side by side.",
    ),
    Text(
        "Ein Kreis bekommt den besten Status ⟦g:der Initiativen⟧, die ihn erreichen: ⟦vernetzt⟧ "
        "vor ⟦in Gründung⟧ vor ⟦nicht angebunden⟧. Sonst ist ⟦keine⟧ "
        "gefunden.",
        "A district gets the best status of the ⟦initiatives⟧ that reach it: ⟦linked⟧ before "
        "⟦being founded⟧ before ⟦not linked⟧. If none reaches it, none is found.",
    ),
    Text(
        "Die vier Quoten zählen dieselben Kreise viermal (Kreise, Einwohner, {demand}, "
        "Fläche). Kreise mit unbekanntem Wert fehlen in Zähler und Nenner.",
        "The four rates count the same districts four times (districts, inhabitants, {demand}, "
        "area). Districts with an unknown value are in neither numerator nor denominator.",
    ).filled(demand=demand_words()),
    Text(
        "Entfernungen sind Luftlinien vom Mittelpunkt des Kreises zum Sitz. Der Stichtag zählt nur "
        "⟦Initiativen⟧ mit bekanntem Gründungsjahr.",
        "Distances are straight lines from the centre of the district to the seat. The as-of date "
        "counts only ⟦initiatives⟧ with a known founding year.",
    ),
    *POTENTIAL_METHOD,
)

OF_PLANS = ("Zielregion", "Welle", "Preis der Staffelung", "Schranke und Lücke")
GLOSSARY: tuple[tuple[Text, Text], ...] = (
    (
        Text("Kreis", "District"),
        Text(
            "Landkreis oder kreisfreie Stadt, fünfstelliger Schlüssel (AGS).",
            "Rural district or independent town, five-digit key (AGS).",
        ),
    ),
    (Text("Erreichen", "To reach"), REACH_MEANING),
    *((STATUS_BEGINS[key], meaning) for key, meaning in STATUS_MEANINGS.items()),
    (
        Text("Abdeckungsregel", "Coverage rule"),
        Text(
            "Festlegung, wann ⟦eine Initiative⟧ einen Kreis erreicht. Sie entscheidet die Karte.",
            "States when ⟦an initiative⟧ reaches a district. It decides the map.",
        ),
    ),
    (
        Text("Gebiet ohne ⟦a:Initiative⟧", "Area without ⟦an initiative⟧"),
        Text(
            "Kreise, in denen ⟦keine⟧ gefunden ist und die aneinander grenzen; Nr. 1 ist das "
            "größte.",
            "Districts in which none is found and which touch each other; no. 1 is the largest.",
        ),
    ),
    (
        Text("IHK", "Chamber (IHK)"),
        Text("Industrie- und Handelskammer.", "Chamber of industry and commerce."),
    ),
    (
        Text("Belegstufe", "Evidence"),
        Text(
            "Wie gut ein Eintrag des Registers belegt ist: niedrig, mittel oder hoch. „Beleg "
            "mindestens“ lässt schwächere weg.",
            "How well an entry of the register is documented: low, medium or high. “Evidence at "
            "least” leaves weaker ones out.",
        ),
    ),
    *POTENTIAL_GLOSSARY,
    *((entry.term, entry.meaning) for entry in REPORT_GLOSSARY if entry.term.de in OF_PLANS),
)


def terms(lang: Lang) -> dict[str, tuple[str, str]]:
    """Term and meaning in one language, by the German term."""
    return {term["de"]: (term[lang], meaning[lang]) for term, meaning in GLOSSARY}


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

word = Words(TEXTS, SCRIPT_TEXTS)
