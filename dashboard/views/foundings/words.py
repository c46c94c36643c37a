"""Words of the page on foundings, in German and English."""

from __future__ import annotations

from rollout.language import Text

from ...page.words import Words

TEXTS: dict[str, Text] = {
    "foundings_title": Text("Wie weit sind die Gründungen?", "How far are the foundings?"),
    "foundings_intro": Text(
        "Vom ersten Anlass bis zum Anschluss an das Netzwerk: wo jede Region steht, was stillsteht "
        "und womit in den nächsten Jahren zu rechnen ist.",
        "From the first trigger to the link to the network: where every region stands, what has "
        "stalled and what to expect in the coming years.",
    ),
    # Where foundings stand
    "foundings_standing": Text("Wo die Regionen stehen", "Where the regions stand"),
    "foundings_count": Text(
        "Laufende Gründungen: {running}, davon {stalled} im Stillstand. Abgeschlossen: {founded} "
        "gegründet, {given_up} aufgegeben.",
        "Running foundings: {running}, {stalled} of them stalled. Ended: {founded} founded, "
        "{given_up} given up.",
    ),
    "foundings_stalled_rule": Text(
        "Still steht, was länger ohne Bewegung ist als drei Viertel der Fälle in diesem Schritt.",
        "Stalled means longer without a move than three quarters of the cases in that step.",
    ),
    "foundings_no_step": Text("Noch kein Schritt mit Datum", "No dated step yet"),
    "foundings_since": Text(
        "seit {months} Monaten (letzter Eintrag {date})",
        "for {months} months (last entry {date})",
    ),
    "foundings_standstill": Text(
        "steht still, seit {months} Monaten (letzter Eintrag {date})",
        "stalled for {months} months (last entry {date})",
    ),
    "foundings_close": Text("Abschließen", "Close it"),
    "foundings_record": Text("Schritt festhalten", "Record a step"),
    "foundings_limit": Text(
        "drei Viertel waren nach {months} Monaten weiter ({of})",
        "three quarters had moved on after {months} months ({of})",
    ),
    "foundings_ended": Text("Abgeschlossene Gründungen", "Ended foundings"),
    "foundings_empty": Text(
        "Noch ist keine eigene Gründung eingetragen.", "No founding of your own is recorded yet."
    ),
    "foundings_begin": Text("So beginnt es", "How to begin"),
    "foundings_begin_file": Text(
        "Leere Datei herunterladen und eine Zeile je Region ausfüllen.",
        "Download the empty file and fill in a line per region.",
    ),
    "foundings_begin_use": Text(
        "Als foundings.csv in den Datenordner des Planers legen und ihn neu starten. Hochladen "
        "lässt sie sich nicht: Sie kann nennen, was noch nicht öffentlich ist.",
        "Put it as foundings.csv into the planner's data folder and start the planner anew. It "
        "cannot be uploaded: it may name what is not public yet.",
    ),
    "foundings_begin_record": Text(
        "Unter „Weiße Flecken“ einen Kreis wählen, im Steckbrief das Ergebnis des Gesprächs "
        "festhalten und „Gründung beginnen“ wählen. Jeder weitere Schritt wird dort oder "
        "hier auf der Karte der Gründung festgehalten.",
        "Choose a district under “White spots”, record in its profile what you learned, and choose "
        "“Start a founding”. Every further step is recorded there or here on the founding's card.",
    ),
    "foundings_begin_help": Text(
        "Schritte, Faktoren und Beispiele: Handbuch, „Gründungen begleiten“",
        "Steps, factors and examples: handbook on following foundings (German)",
    ),
    "foundings_template": Text("Leere Gründungsdatei (CSV)", "Empty file of foundings (CSV)"),
    "foundings_name": Text("Name", "Name"),
    "foundings_region": Text("Region", "Region"),
    "foundings_outcome": Text("Ausgang", "Outcome"),
    "foundings_note": Text("Notiz", "Note"),
    # Calendar
    "foundings_calendar": Text("Wann die Wellen ankommen", "When the waves arrive"),
    "foundings_calendar_text": Text(
        "Gerechnet mit {count} Regionen in {waves} Wellen und {cost} Personentagen je Region, wie "
        "auf der Seite Zielregionen eingestellt. Laufende Gründungen sind nicht gegen das Personal "
        "gerechnet.",
        "Reckoned with {count} regions in {waves} waves and {cost} person-days per region, as set "
        "on the page Target regions. Running foundings are not counted against the staff.",
    ),
    "foundings_start_none": Text("noch offen", "not set"),
    "foundings_no_start": Text(
        "Mit einem Beginn der ersten Welle entstehen hier die Termine jeder Welle, der Aufwand je "
        "Quartal und Warnungen, wo das Personal nicht reicht.",
        "With a start of the first wave this shows the dates of every wave, the work per quarter "
        "and warnings where the staff does not suffice.",
    ),
    "foundings_dates": Text("Erwartete Termine der Wellen", "Expected dates of the waves"),
    "foundings_wave": Text("Welle", "Wave"),
    "foundings_regions": Text("Regionen", "Regions"),
    "foundings_begins": Text("Beginn", "Start"),
    "foundings_span": Text("{early} bis {late}", "{early} to {late}"),
    "foundings_open": Text("offen", "open"),
    "foundings_from_where": Text("Woher die Dauern kommen", "Where the durations come from"),
    "foundings_work": Text("Personentage je Quartal", "Person-days per quarter"),
    "foundings_quarter": Text("Quartal", "Quarter"),
    "foundings_needed": Text("nötig", "needed"),
    "foundings_available": Text("vorhanden", "available"),
    "foundings_missing": Text("fehlt", "missing"),
    "foundings_served": Text(
        "Das Personal reicht für alle Wellen.", "The staff suffices for all waves."
    ),
    # Network
    "foundings_network": Text("Wie das Netzwerk wachsen kann", "How the network may grow"),
    "foundings_network_sentence": Text(
        "{count} ⟦Initiativen⟧ waren zuletzt bekannt ({date}). Gelingt nichts, bleibt es dabei; "
        "gelingen alle {coming} laufenden und geplanten Gründungen, sind es {high} bis {until}.",
        "{count} ⟦initiatives⟧ were known last ({date}). If nothing succeeds it stays so; if all "
        "{coming} running and planned foundings succeed, it will be {high} by {until}.",
    ),
    "foundings_network_rate": Text(
        "Von {ended} abgeschlossenen eigenen Gründungen gelangen {founded}. Geht es so weiter, "
        "sind es {expected} ({low} bis {high}) bis {until}; zuletzt bekannt waren {count} "
        "({date}).",
        "Of {ended} ended foundings of your own {founded} succeeded. If it goes on like that it "
        "will be {expected} ({low} to {high}) by {until}; {count} were known last ({date}).",
    ),
    "foundings_network_none": Text(
        "{count} ⟦Initiativen⟧ waren zuletzt bekannt ({date}). Ohne laufende Gründung und ohne "
        "Beginn der ersten Welle gibt es nichts fortzuschreiben.",
        "{count} ⟦initiatives⟧ were known last ({date}). Without a running founding and without a "
        "start of the first wave there is nothing to carry forward.",
    ),
    "foundings_network_unknown": Text(
        "Keine Zahl zur Größe des Netzwerks ist bekannt.", "No count of the network is known."
    ),
    "foundings_undated": Text(
        "Nicht eingerechnet: {count} Gründungen ohne erwartbares Datum.",
        "Not included: {count} foundings without an expected date.",
    ),
    "foundings_network_caption": Text(
        "Größe des Netzwerks, bekannt und möglich", "Size of the network, known and possible"
    ),
    "foundings_known": Text("bekannt", "known"),
    "foundings_band": Text("möglich (keine bis alle gelingen)", "possible (none to all succeed)"),
    "foundings_band_rate": Text("möglich (nach eigener Quote)", "possible (by own rate)"),
    "foundings_expected": Text("erwartet", "expected"),
    "foundings_date": Text("Datum", "Date"),
    "foundings_low": Text("mindestens", "at least"),
    "foundings_high": Text("höchstens", "at most"),
    "foundings_table": Text("Als Tabelle", "As a table"),
    # Courses
    "foundings_courses": Text("Wie lange Gründungen dauern", "How long foundings take"),
    "foundings_step": Text("Zeit bis", "Time until"),
    "foundings_by": Text("Aufgeteilt nach", "Split by"),
    "foundings_by_none": Text("nicht aufgeteilt", "not split"),
    "foundings_by_kind": Text("Art der Gründung", "kind of founding"),
    "foundings_by_carrier": Text("Träger", "carrier"),
    "foundings_group": Text("Gruppe", "Group"),
    "foundings_cases": Text("Fälle", "Cases"),
    "foundings_curve_caption": Text(
        "Anteil, der den Schritt noch nicht erreicht hat, nach Monaten",
        "Share that has not reached the step yet, by months",
    ),
    "foundings_curve": Text("Kurve", "Curve"),
    "foundings_curve_sentence": Text(
        "{of}: {reached} von {known} haben den Schritt erreicht, {median}.",
        "{of}: {reached} of {known} have reached the step, {median}.",
    ),
    "foundings_median": Text(
        "die Hälfte nach {months} Monaten", "half of them after {months} months"
    ),
    "foundings_median_none": Text(
        "die Hälfte noch nicht, also ohne Median", "not yet half of them, so without a median"
    ),
    "foundings_curve_none": Text(
        "{of}: kein Fall mit bekannter Dauer.", "{of}: no case with a known duration."
    ),
    "foundings_axis_months": Text("Monate seit dem ersten datierten Schritt",
                              "Months since the first dated step"),
    "foundings_month": Text("Monat", "Month"),
    "foundings_share": Text("noch nicht dort", "not there yet"),
    "foundings_band_word": Text("95-%-Band", "95% band"),
    "foundings_at_risk": Text("beobachtet", "watched"),
    "foundings_factors": Text("Was notiert wurde", "What was noted"),
}  # fmt: skip

word = Words(TEXTS)
