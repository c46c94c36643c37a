"""Words of the page on foundings, in German and English."""

from __future__ import annotations

from rollout.errors import Text

BOARD_TEXTS: dict[str, Text] = {
    "board_title": Text("Wie weit sind die Gründungen?", "How far are the foundings?"),
    "board_intro": Text(
        "Vom ersten Anlass bis zum Anschluss an das Netzwerk: wo jede Region steht, was stillsteht "
        "und womit in den nächsten Jahren zu rechnen ist.",
        "From the first trigger to the link to the network: where every region stands, what has "
        "stalled and what to expect in the coming years.",
    ),
    "board_pages": Text("Seiten des Roll-out-Plans", "Pages of the roll-out plan"),
    "board_page_plan": Text("Zielregionen", "Target regions"),
    "board_page_board": Text("Gründungen", "Foundings"),
    # Where foundings stand
    "board_standing": Text("Wo die Regionen stehen", "Where the regions stand"),
    "board_count": Text(
        "{running} laufende Gründungen, davon {stalled} im Stillstand. Abgeschlossen: {founded} "
        "gegründet, {given_up} aufgegeben.",
        "{running} running foundings, {stalled} of them stalled. Ended: {founded} founded, "
        "{given_up} given up.",
    ),
    "board_stalled": Text("Im Stillstand", "Stalled"),
    "board_stalled_rule": Text(
        "Still steht, was länger ohne Bewegung ist als drei Viertel der Fälle in diesem Schritt.",
        "Stalled means longer without a move than three quarters of the cases in that step.",
    ),
    "board_no_step": Text("Noch kein Schritt mit Datum", "No dated step yet"),
    "board_since": Text(
        "seit {months} Monaten (letzter Eintrag {date})",
        "for {months} months (last entry {date})",
    ),
    "board_limit": Text(
        "drei Viertel waren nach {months} Monaten weiter ({of})",
        "three quarters had moved on after {months} months ({of})",
    ),
    "board_ended": Text("Abgeschlossene Gründungen", "Ended foundings"),
    "board_empty": Text(
        "Noch ist keine eigene Gründung eingetragen.", "No founding of your own is recorded yet."
    ),
    "board_begin": Text("So beginnt es", "How to begin"),
    "board_begin_file": Text(
        "Leere Datei herunterladen, eine Zeile je Region ausfüllen und mit rollout dashboard "
        "--foundings DATEI öffnen.",
        "Download the empty file, fill in a line per region and open it with rollout dashboard "
        "--foundings FILE.",
    ),
    "board_begin_command": Text(
        "Oder auf der Befehlszeile eintragen: Jede Änderung wird geprüft, gesichert und "
        "protokolliert.",
        "Or record it on the command line: every change is checked, backed up and logged.",
    ),
    "board_template": Text("Leere Gründungsdatei (CSV)", "Empty file of foundings (CSV)"),
    "board_name": Text("Name", "Name"),
    "board_region": Text("Region", "Region"),
    "board_outcome": Text("Ausgang", "Outcome"),
    "board_note": Text("Notiz", "Note"),
    # Calendar
    "board_calendar": Text("Wann die Wellen ankommen", "When the waves arrive"),
    "board_calendar_text": Text(
        "Gerechnet mit {count} Regionen in {waves} Wellen und {cost} Personentagen je Region, wie "
        "auf der Seite Zielregionen eingestellt. Laufende Gründungen sind nicht gegen das Personal "
        "gerechnet.",
        "Reckoned with {count} regions in {waves} waves and {cost} person-days per region, as set "
        "on the page Target regions. Running foundings are not counted against the staff.",
    ),
    "board_start": Text("Beginn der ersten Welle", "Start of the first wave"),
    "board_start_none": Text("noch offen", "not set"),
    "board_pacing": Text("Nächste Welle beginnt", "Next wave begins"),
    "board_pacing_months": Text("nach festem Abstand", "after a fixed time"),
    "board_pacing_staff": Text("sobald das Personal reicht", "once the staff suffices"),
    "board_months": Text("Abstand (Monate)", "Time between (months)"),
    "board_staff": Text("Personal (Vollzeitstellen)", "Staff (full-time equivalents)"),
    "board_staff_hint": Text("leer: keine Prüfung", "empty: no check"),
    "board_days": Text("Arbeitstage je Stelle und Quartal", "Working days per post and quarter"),
    "board_link": Text(
        "Annahme: Erklärung bis Anschluss (Monate)", "Assumed: declaration to link (months)"
    ),
    "board_no_start": Text(
        "Mit einem Beginn der ersten Welle entstehen hier die Termine jeder Welle, der Aufwand je "
        "Quartal und Warnungen, wo das Personal nicht reicht.",
        "With a start of the first wave this shows the dates of every wave, the work per quarter "
        "and warnings where the staff does not suffice.",
    ),
    "board_dates": Text("Erwartete Termine der Wellen", "Expected dates of the waves"),
    "board_wave": Text("Welle", "Wave"),
    "board_regions": Text("Regionen", "Regions"),
    "board_begins": Text("Beginn", "Start"),
    "board_span": Text("{early} bis {late}", "{early} to {late}"),
    "board_open": Text("offen", "open"),
    "board_from_where": Text("Woher die Dauern kommen", "Where the durations come from"),
    "board_work": Text("Personentage je Quartal", "Person-days per quarter"),
    "board_quarter": Text("Quartal", "Quarter"),
    "board_needed": Text("nötig", "needed"),
    "board_available": Text("vorhanden", "available"),
    "board_missing": Text("fehlt", "missing"),
    "board_served": Text(
        "Das Personal reicht für alle Wellen.", "The staff suffices for all waves."
    ),
    # Network
    "board_network": Text("Wie das Netzwerk wachsen kann", "How the network may grow"),
    "board_network_sentence": Text(
        "{count} Initiativen waren zuletzt bekannt ({date}). Gelingt nichts, bleibt es dabei; "
        "gelingen alle {coming} laufenden und geplanten Gründungen, sind es {high} bis {until}.",
        "{count} initiatives were known last ({date}). If nothing succeeds it stays so; if all "
        "{coming} running and planned foundings succeed, it will be {high} by {until}.",
    ),
    "board_network_rate": Text(
        "Von {ended} abgeschlossenen eigenen Gründungen gelangen {founded}. Geht es so weiter, "
        "sind es {expected} ({low} bis {high}) bis {until}; zuletzt bekannt waren {count} "
        "({date}).",
        "Of {ended} ended foundings of your own {founded} succeeded. If it goes on like that it "
        "will be {expected} ({low} to {high}) by {until}; {count} were known last ({date}).",
    ),
    "board_network_none": Text(
        "{count} Initiativen waren zuletzt bekannt ({date}). Ohne laufende Gründung und ohne "
        "Beginn der ersten Welle gibt es nichts fortzuschreiben.",
        "{count} initiatives were known last ({date}). Without a running founding and without a "
        "start of the first wave there is nothing to carry forward.",
    ),
    "board_network_unknown": Text(
        "Keine Zahl zur Größe des Netzwerks ist bekannt.", "No count of the network is known."
    ),
    "board_undated": Text(
        "Nicht eingerechnet: {count} Gründungen ohne erwartbares Datum.",
        "Not included: {count} foundings without an expected date.",
    ),
    "board_network_caption": Text(
        "Größe des Netzwerks, bekannt und möglich", "Size of the network, known and possible"
    ),
    "board_known": Text("bekannt", "known"),
    "board_band": Text("möglich (keine bis alle gelingen)", "possible (none to all succeed)"),
    "board_band_rate": Text("möglich (nach eigener Quote)", "possible (by own rate)"),
    "board_expected": Text("erwartet", "expected"),
    "board_date": Text("Datum", "Date"),
    "board_low": Text("mindestens", "at least"),
    "board_high": Text("höchstens", "at most"),
    "board_table": Text("Als Tabelle", "As a table"),
    # Courses
    "board_courses": Text("Wie lange Gründungen dauern", "How long foundings take"),
    "board_step": Text("Zeit bis", "Time until"),
    "board_by": Text("Aufgeteilt nach", "Split by"),
    "board_by_none": Text("nicht aufgeteilt", "not split"),
    "board_by_kind": Text("Art der Gründung", "kind of founding"),
    "board_by_carrier": Text("Träger", "carrier"),
    "board_group": Text("Gruppe", "Group"),
    "board_cases": Text("Fälle", "Cases"),
    "board_curve_caption": Text(
        "Anteil, der den Schritt noch nicht erreicht hat, nach Monaten",
        "Share that has not reached the step yet, by months",
    ),
    "board_curve": Text("Kurve", "Curve"),
    "board_curve_sentence": Text(
        "{of}: {reached} von {known} haben den Schritt erreicht, {median}.",
        "{of}: {reached} of {known} have reached the step, {median}.",
    ),
    "board_median": Text("die Hälfte nach {months} Monaten", "half of them after {months} months"),
    "board_median_none": Text(
        "die Hälfte noch nicht, also ohne Median", "not yet half of them, so without a median"
    ),
    "board_curve_none": Text(
        "{of}: kein Fall mit bekannter Dauer.", "{of}: no case with a known duration."
    ),
    "board_axis_months": Text("Monate seit dem ersten datierten Schritt",
                              "Months since the first dated step"),
    "board_month": Text("Monat", "Month"),
    "board_share": Text("noch nicht dort", "not there yet"),
    "board_band_word": Text("95-%-Band", "95% band"),
    "board_at_risk": Text("beobachtet", "watched"),
    "board_factors": Text("Was notiert wurde", "What was noted"),
}  # fmt: skip
