"""Fixed words the commands print: heads of tables, levels, readings."""

from __future__ import annotations

from rollout.language import Text


def _heads(german: str, english: str) -> tuple[Text, ...]:
    """Heads of a table, column by column.

    >>> [head.en for head in _heads("Kreis | Rang", "District | Rank")]
    ['District', 'Rank']
    """
    pairs = zip(german.split(" | "), english.split(" | "), strict=True)
    return tuple(Text(*pair) for pair in pairs)


ERROR = Text("Fehler", "Error")
WRITTEN = Text("Geschrieben:", "Written:")
LEVELS = {
    "error": Text("Fehler", "error"),
    "repaired": Text("repariert", "repaired"),
    "note": Text("Hinweis", "note"),
}
LEVEL_COUNTS = {
    "error": Text("Fehler", "errors"),
    "repaired": Text("repariert", "repaired"),
    "note": Text("Hinweise", "notes"),
}
NOTE_COUNT = (Text("Hinweis", "note"), Text("Hinweise", "notes"))
REPAIR_COUNT = (Text("Ersatz oder Reparatur", "replacement or repair"),
                Text("Ersetzungen und Reparaturen", "replacements and repairs"))  # fmt: skip
PROBLEMS = _heads(
    "Stufe | Wo | Gefunden | Erwartet | Abhilfe", "Level | Where | Found | Expected | Remedy"
)

# Coverage
RATES = _heads(
    "Anteil an | ⟦vernetzt⟧ | mit ⟦d:irgendeiner Initiative⟧ | Summe | von | ohne Wert",
    "Share of | ⟦linked⟧ | with any ⟦initiative⟧ | sum | of | unknown",
)
AREAS = _heads(
    "Land | ⟦keine⟧ gefunden | Kreise | mit ⟦d:irgendeiner Initiative⟧ | ⟦vernetzt⟧",
    "Land | none found | districts | with any ⟦initiative⟧ | ⟦linked⟧",
)
SPOTS = _heads(
    "AGS | Kreis | Status | ⟦keine⟧ gefunden unter n/{rules} | IHK | "
    "⟦Nächste vernetzte Initiative⟧",
    "AGS | District | Status | none found under n/{rules} | Chamber | Nearest ⟦linked⟧",
)
TARGETS = _heads(
    "Rang | AGS | Kreis | Art | IHK | Potenzial",
    "Rank | AGS | District | Kind | Chamber | Potential",
)

# Potential
SCORES = _heads(
    "AGS | Kreis | Status | Gruppe, Rang | Band 5–95 % | P(Top {top_k}) | Potenzial | Bedarf"
    " | Voraussetz. | bekannt",
    "AGS | District | Status | Group, rank | Band 5–95% | P(top {top_k}) | Potential | Need"
    " | Capacity | known",
)
WEIGHTS = _heads("Indikator | Gewicht", "Indicator | Weight")
EFFECTS = _heads(
    "Dimension | Gewicht | Wirkung | Alpha | vorgeschlagen | Wirkung damit",
    "Dimension | Weight | Effect | Alpha | proposed | Effect with it",
)
PARTS = _heads(
    "Indikator | Dimension | Gewicht | Wirkung | r mit dem Wert",
    "Indicator | Dimension | Weight | Effect | r with the score",
)
STEPS = _heads("Schritt | Urteil | Befund | Was folgt", "Step | Verdict | Finding | What follows")
ASSUMPTIONS = _heads(
    "Annahme | allein | von | bis | mit Wechselwirkung",
    "Assumption | alone | from | to | with interactions",
)
WISHES = _heads("AGS | Kreis | Rang", "AGS | District | Rank")
EXPERTS = _heads("Person", "Person")
CONSISTENCY = Text("Widerspruch (CR)", "Consistency (CR)")
TOGETHER = Text("gemeinsam", "together")
EXPERT_RANKS = _heads(
    "AGS | Kreis | Rang gemeinsam | Rang je Person | mittlerer",
    "AGS | District | Rank together | Rank by person | middle",
)
NEAREST = _heads(
    "AGS | Zwilling | Abstand | ähnlich in | Status",
    "AGS | Twin | Distance | alike in | Status",
)
TWINS = _heads(
    "AGS | Zwilling | Abstand | ähnlich in | ⟦Initiative⟧",
    "AGS | Twin | Distance | alike in | ⟦Initiative⟧",
)
STRENGTHS = _heads(
    "Indikator | gegenüber | Wert | Mittel | Perzentil | Lesart",
    "Indicator | against | Value | Mean | Percentile | Reading",
)
AGAINST = {
    "settlement_type": Text("Siedlungstyp", "settlement type"),
    "land": Text("Land", "Land"),
    "DE": Text("Deutschland", "Germany"),
}
READINGS = {
    "for": Text("spricht dafür", "speaks for it"),
    "against": Text("spricht dagegen", "speaks against it"),
}
BACKTEST = _heads(
    "Stand | Rangliste | AUC ohne Förderaufruf | AUC aller | mittl. Präzision | Grundrate"
    " | Lift 10 % | Lift 20 %",
    "As of | Ranking | AUC without federal calls | AUC of all | Avg. precision | Base rate"
    " | Lift 10% | Lift 20%",
)

# Plan
MEETING_PLACES = _heads(
    "Ort | Gäste | Weg im Mittel (km) | längster (km)",
    "Place | Guests | mean way (km) | longest (km)",
)
GUESTS = _heads("⟦Initiative⟧ | Treffen in | km", "⟦Initiative⟧ | Meets in | km")
REGIONS = _heads(
    "Welle | AGS | Zielregion | Schritt | IHK | Warum | Vorgegeben, weil",
    "Wave | AGS | Target region | Step | Chamber | Why | Required because",
)
FOUNDING_REGIONS = _heads(
    "Welle | Zielregion | Mittelpunkt | ⟦keine⟧ gefunden in",
    "Wave | Target region | Hub | none found in",
)
ACTIONS = _heads("Welle | Schritt | Was | Kreise", "Wave | Step | What | Districts")
DAYS = Text("Personentage", "Staff days")
BESIDE = _heads("Was | Zahl | Personentage", "What | Count | Staff days")
BY_HAND = _heads(
    "Entscheidung | kostet am Ende | über alle Wellen",
    "Decision | costs in the end | over all waves",
)
SUBSTITUTES = _heads(
    "Welle | Region | wo | Ersatz | Verlust damit",
    "Wave | Region | where | Substitute | Loss with it",
)
FRONT = _heads(
    "Regionen | Anteil | mittleres Potenzial | ",
    "Regions | Share | mean potential | ",
)
WAVES = _heads(
    "Nachweis | neu | Tage | Preis der Staffelung", "Proof | new | Days | Price of nesting"
)
IMPORTANCE = _heads(
    "Welle | Region | Verlust bei Absage | bester Ersatz | Verlust mit Ersatz",
    "Wave | Region | Loss if it refuses | best substitute | Loss with substitute",
)
CURVE = _heads("Regionen | Zielwert | Zuwachs", "Regions | Objective | Gain")
ROBUST = _heads(
    "Region | gewählt in | im robusten Plan | in diesem Plan",
    "Region | chosen in | in the robust plan | in this plan",
)
FOLLOWED = _heads(
    "Welle | Zielregion | Kreise | ⟦vernetzt⟧ | ⟦in Gründung⟧ | offen",
    "Wave | Target region | Districts | ⟦linked⟧ | ⟦being founded⟧ | open",
)
RATE_CHANGES = _heads("Rate | vorher | nachher | Pkt.", "Rate | before | after | points")
DISTRICT_CHANGES = _heads("Kreis | Stand | Grund heute", "District | Status | Reason now")
REGION_CHANGES = _heads(
    "Zielregion | vorher | nachher | dazu | weg", "Target region | before | after | joined | gone"
)
QUARTERS = _heads("Quartal | nötig | vorhanden | fehlt", "Quarter | needed | available | missing")

# Data and records
SOURCES_TITLE = Text("Quellen", "Sources")
SOURCES = _heads(
    "Quelle | Herausgeber | Stand | Lizenz", "Source | Publisher | Reference date | Licence"
)
STATES = _heads(
    "Vor der Änderung am (UTC) | Was geändert wurde | Dateien",
    "Before the change of (UTC) | What was changed | Files",
)
SERIES = _heads(
    "Kürzel | Reihe in der Datei | Jahr | bekannt | kleinster | Median | größter",
    "Id | Series in the file | Year | known | least | median | largest",
)
CATALOGUE = _heads(
    "Kürzel | Name | Achse | Richtung | Gewicht | Anteil | Jahr",
    "Id | Name | Axis | Direction | Weight | Share | Year",
)
INITIATIVES = _heads(
    "Kennung | Name | Kreis | Status | seit | bis", "Id | Name | District | Status | since | until"
)
INQUIRIES = _heads("Datum | Kreis | gefragt | Antwort | Anmerkung",
                "Date | District | asked | Answer | Note")  # fmt: skip
ADVICE = _heads(
    "Kennung | Fragt | Status | Kann beraten | gemeinsame Themen | Thema | Struktur | Jahre älter",
    "Id | Asks | Status | Can advise | common topics | Subject | Structure | Years older",
)
FOUNDINGS = _heads(
    "Kennung | Name | Region | Art | Stand | Tage seit letztem Schritt",
    "Id | Name | Region | Kind | State | Days since last step",
)
CHANGES = _heads(
    "Nr. | Wann (UTC) | Rolle | Was | Art | Kennung | Spalte | vorher | nachher",
    "No. | When (UTC) | Role | What | Kind | Id | Column | before | after",
)
DIFFERENCE = _heads(
    "Kennung | Was | Spalte | vorher | nachher", "Id | What | Column | before | after"
)
ACCOUNTS = _heads("Konto | Rolle | Stelle | Kammer | Gesperrt am",
                  "Account | Role | Office | Chamber | Closed on")  # fmt: skip
ACCESS = _heads("Wann (UTC) | Konto | Ereignis | Näheres", "When (UTC) | Account | Event | Detail")
RECORDS = _heads("Art | Einträge", "Kind | Entries")
CHECKS = _heads(
    "Ergebnis | Prüfung | berechnet | erwartet | Quelle",
    "Result | Check | computed | expected | Source",
)
