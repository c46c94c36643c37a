"""Words of the windows over the page: presentation, years, comparing, first steps."""

from __future__ import annotations

from rollout.language import Text

PRESENTATION: dict[str, Text] = {
    "present": Text("Vortrag: ganzer Bildschirm", "Presentation: full screen"),
    "present_back": Text("Vorige Ansicht", "Previous view"),
    "present_next": Text("Nächste Ansicht", "Next view"),
    "present_end": Text("Vortrag beenden", "End the presentation"),
    "present_keys": Text(
        "Pfeiltasten blättern, B macht schwarz, Esc beendet",
        "Arrow keys turn, B blacks out, Esc ends",
    ),
}

YEARS: dict[str, Text] = {
    "years_title": Text("Jahr für Jahr", "Year by year"),
    "years_whole": Text("ganzes Register", "whole register"),
    "years_note": Text(
        "Gezählt wird, was bis Ende des Jahres gegründet war; ⟦Initiativen⟧ ohne bekanntes Jahr "
        "stehen nur im ganzen Register. Ohne bekannten Tag der Anbindung gilt die von heute. Ein "
        "Klick stellt die Seite auf das Jahr.",
        "What was founded by the end of the year counts; ⟦initiatives⟧ of unknown year are in the "
        "whole register only. Where the day of a link is unknown, that of today counts. A click "
        "sets the page to the year.",
    ),
    "years_line": Text(
        "{entries} Einträge in {any} Kreisen, davon ⟦vernetzt⟧: {linked}",
        "{entries} entries in {any} districts, of these ⟦linked⟧: {linked}",
    ),
    "years_compare": Text("Vorher und nachher", "Before and after"),
}

COMPARING: dict[str, Text] = {
    "compare_title": Text("Zwei Karten vergleichen", "Compare two maps"),
    "compare_layer": Text("Karten zeigen", "Maps show"),
    "compare_status": Text("Status der Kreise", "status of districts"),
    "compare_score": Text("Gründungspotenzial", "founding potential"),
    "compare_a": Text("Karte A", "Map A"),
    "compare_b": Text("Karte B", "Map B"),
    "compare_rule": Text("zählt über", "counts by"),
    "compare_as_of": Text("Stand", "as of"),
    "compare_preset": Text("Gründungslogik", "founding logic"),
    "compare_answer": Text(
        "{count} von {total} Kreisen unterscheiden sich zwischen A und B.",
        "{count} of {total} districts differ between A and B.",
    ),
    "compare_same": Text(
        "A und B stimmen in allen {total} Kreisen überein.",
        "A and B agree in all {total} districts.",
    ),
    "compare_pair": Text("{count}: in A {from}, in B {to}", "{count}: in A {from}, in B {to}"),
}

TOUR: dict[str, Text] = {
    "tour_title": Text("Erste Schritte", "First steps"),
    "tour_text": Text(
        "Hier steht, wo es ⟦Initiativen⟧ gibt, wo sie fehlen und wo sich eine Gründung lohnt. "
        "Womit möchten Sie beginnen?",
        "This shows where there are ⟦initiatives⟧, where they are missing and where a founding "
        "pays. Where do you want to begin?",
    ),
    "tour_report_name": Text("Abdeckung melden", "Report the coverage"),
    "tour_report_text": Text(
        "Für Vermerke und Anfragen: Wie viele Kreise haben ⟦a:eine Initiative⟧, und wo nicht?",
        "For memos and inquiries: how many districts have ⟦an initiative⟧, and where not?",
    ),
    "tour_report_task": Text(
        "Erste Aufgabe: eine Karte Ihres Landes als Bild speichern",
        "First task: save a map of your Land as a picture",
    ),
    "tour_report_time": Text("2 Minuten", "2 minutes"),
    "tour_close_name": Text("Lücken schließen", "Close gaps"),
    "tour_close_text": Text(
        "Für die tägliche Arbeit: Wo fehlt ⟦eine Initiative⟧, und wen rufen Sie an?",
        "For daily work: where is ⟦an initiative⟧ missing, and whom do you call?",
    ),
    "tour_close_task": Text(
        "Erste Aufgabe: den Steckbrief des ersten Kreises der Liste öffnen",
        "First task: open the profile of the first district of the list",
    ),
    "tour_close_time": Text("3 Minuten", "3 minutes"),
    "tour_plan_name": Text("Ausbau planen", "Plan the roll-out"),
    "tour_plan_text": Text(
        "Für das Konzept: Welche Regionen zuerst, und mit wie viel Aufwand?",
        "For the concept: which regions first, and with how much work?",
    ),
    "tour_plan_task": Text(
        "Erste Aufgabe: zwei Pläne nebeneinander stellen",
        "First task: put two plans side by side",
    ),
    "tour_plan_time": Text("4 Minuten", "4 minutes"),
    "tour_skip": Text("Ohne Einführung zur Karte", "To the map without an introduction"),
    "tour_hint": Text("Neu hier?", "New here?"),
    "tour_hide": Text("Nicht mehr zeigen", "Do not show again"),
    "tour_step": Text("Schritt {at} von {of}", "Step {at} of {of}"),
    "tour_step_1": Text(
        "Diese Zeile sagt, was gerade zählt. Jede Änderung wirkt sofort, Zurück nimmt sie zurück.",
        "This line says what counts now. Every change works at once, Back undoes it.",
    ),
    "tour_step_2": Text(
        "Die Karte: Zeigen nennt den Kreis, ein Klick wählt ihn; die Legende filtert.",
        "The map: pointing names a district, a click selects it; the legend filters.",
    ),
    "tour_step_3": Text(
        "Hier steht die Antwort, darunter die Zahlen dazu und die Dateien.",
        "Here is the answer, below it the figures and the files.",
    ),
    "tour_step_4": Text(
        "Satz, Bild und Link für den Vermerk, mit Regel und Datum.",
        "Sentence, picture and link for the memo, with rule and date.",
    ),
    "tour_next": Text("Weiter", "Next"),
    "tour_end": Text("Los geht es", "Begin"),
    "tour_leave": Text("Überspringen", "Skip"),
}

WINDOW_TEXTS: dict[str, Text] = {**PRESENTATION, **YEARS, **COMPARING, **TOUR}
