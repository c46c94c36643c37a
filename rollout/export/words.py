"""The fixed words of tables and workbooks: names of sheets, states, steps and their notes."""

from __future__ import annotations

from collections.abc import Mapping

from rollout.foundings.durations import State
from rollout.language import Text

YES, NO = Text("ja", "yes"), Text("nein", "no")

SHEET_NAMES = {
    "cover": Text("Übersicht", "Overview"),
    "targets": Text("Zielregionen", "Target regions"),
    "rest": Text("Keine Zielregion", "Not a target"),
    "rates": Text("Raten", "Rates"),
    "districts": Text("Alle Kreise", "All districts"),
    "values": Text("Indikatorwerte", "Indicator values"),
    "indicators": Text("Indikatoren", "Indicators"),
    "method": Text("Methode und Quellen", "Method and sources"),
    "notes": Text("Hinweise", "Notes"),
}
WAVE = Text("Welle", "Wave")
SUMMARY = Text("Plan", "Plan")
SUBSTITUTES = Text("Ersatz", "Substitutes")
BY_HAND = Text("Von Hand", "By hand")
BESIDE_SHEET = Text("Fragen und anbinden", "Ask and connect")
EVENNESS_SHEET = Text("Gleichmäßigkeit", "Evenness")
EXCLUDED_SHEET = Text("Vom Plan ausgeschlossen", "Excluded from the plan")
PLAN_STATUS = {
    "optimal": Text("nachgewiesen bester Plan", "proven best plan"),
    "gap": Text("bester gefundener Plan", "best plan found"),
    "none": Text("nichts Neues", "nothing new"),
}
TARGET_KINDS = {
    "white": Text("Neugründung", "new foundation"),
    "unconnected": Text("Anbindung", "connection"),
}
REQUIRED = Text("vorgegeben", "required")
EXCLUDED = Text("ausgeschlossen", "excluded")
EVIDENCE_NAMES = {
    "weights": Text("Gewichte", "Weights"),
    "changes": Text("Geänderte Werte", "Changed values"),
    "shares": Text("Was Ränge bewegt", "What moves ranks"),
    "wishes": Text("Zwei Ranglisten", "Two rankings"),
    "experts": Text("Ränge je Person", "Ranks by person"),
    "backtest": Text("Rückblick", "Look back"),
}
ADVICE = Text("Wer berät wen", "Who advises whom")
CALENDAR = Text("Kalender", "Calendar")
WORKLOAD = Text("Aufwand je Quartal", "Work per quarter")
DATED_NAMES = {
    "declaration": Text("Erklärung", "declaration"),
    "constituted": Text("Konstituierung", "constitution"),
    "linked": Text("Anschluss ans Netzwerk", "link to the network"),
}
DATE_NAMES = {
    "early": Text("früh", "early"),
    "expected": Text("erwartet", "expected"),
    "late": Text("spät", "late"),
}
FOUNDINGS = Text("Gründungen", "Foundings")
COURSES = Text("Verläufe", "Courses")
NONE_YET = Text(
    "Noch keine eigene Gründung eingetragen. Wie es beginnt, steht im Handbuch: Gründungen "
    "begleiten",
    "No own founding recorded yet. The handbook on following foundings says how to begin",
)
OF_NAMES: Mapping[str, Text] = {
    "own": Text("eigene Gründungen", "own foundings"),
    "reference": Text("dokumentierte Fälle", "documented cases"),
    "together": Text("eigene und dokumentierte zusammen", "own and documented together"),
    "assumed": Text("Annahme", "assumption"),
}
STATE_NAMES: Mapping[State, Text] = {
    "reached": Text("erreicht", "reached"),
    "running": Text("noch nicht", "not yet"),
    "given_up": Text("aufgegeben", "given up"),
    "unknown": Text("Zeit unbekannt", "time unknown"),
}
MARK_NAMES = {
    "lower": Text("unteres Viertel", "lower quartile"),
    "median": Text("Median", "median"),
    "upper": Text("oberes Viertel", "upper quartile"),
    "shortest": Text("kürzeste", "shortest"),
    "longest": Text("längste", "longest"),
}
NOT_YET = Text("noch nicht erreicht", "not yet reached")
COURSE_NOTE = Text(
    "Zeit in Monaten vom frühesten datierten Schritt an (Kaplan-Meier: laufende Fälle zählen als "
    "mindestens so lang; aufgegebene zählen bis zum Ende mit, die Kurve sagt also, wie lange es "
    "dauert, wenn es weitergeht). Ungenaue Daten stehen mit ihrer Mitte.",
    "Time in months from the earliest dated step (Kaplan-Meier: running cases count as at least "
    "so long; those given up count until their end, so the curve says how long it takes if it "
    "goes on). Dates of reduced precision count with their middle.",
)
FACTOR_NOTE = Text(
    "Gezählt ist, in wie vielen Fällen der Punkt notiert wurde. Daraus folgt nicht, dass er den "
    "Ausgang bewirkt hat.",
    "Counted is in how many cases the point was noted. That does not mean it caused the outcome.",
)
SPAN_NAMES = (
    Text("Median (Monate)", "Median (months)"),
    Text("mittlere Hälfte", "middle half"),
    Text("Spanne", "range"),
)
FACTOR_KINDS = {
    "favourable": Text("günstig", "favourable"),
    "obstacles": Text("Hindernis", "obstacle"),
}
