"""Words of what is recorded."""

from __future__ import annotations

from rollout.language import Text

from ...page.words import Words

KINDS: dict[str, Text] = {
    "initiative": Text("⟦Initiative⟧", "⟦Initiative⟧"),
    "founding": Text("Gründung", "Founding"),
    "check": Text("Nachfrage", "Check"),
    "office": Text("Stelle", "Office"),
    "task": Text("Aufgabe", "Task"),
    "note": Text("Notiz", "Note"),
    "scenario": Text("Szenario", "Scenario"),
    "plan": Text("Plan", "Plan"),
    "study": Text("Akzeptanzstudie", "Study on acceptance"),
}
WHAT: dict[str, Text] = {
    "add": Text("eingetragen", "added"),
    "set": Text("geändert", "changed"),
    "remove": Text("entfernt", "removed"),
    "import": Text("übernommen", "imported"),
    "undo": Text("zurückgenommen", "taken back"),
    "restore": Text("wiederhergestellt", "restored"),
    "step": Text("einen Schritt weiter", "one step further"),
    "close": Text("abgeschlossen", "closed"),
    "link": Text("angebunden", "linked"),
    "end": Text("beendet", "ended"),
    "forget": Text("endgültig gelöscht", "deleted for good"),
}
# What the columns are called that the forms of the page change; the steps have names of their own.
CELLS: dict[str, Text] = {
    "network_status": Text("Stand der Vernetzung", "State of the link"),
    "linked_since": Text("angebunden seit", "linked since"),
    "served_ags": Text("Kreise", "Districts"),
    "name": Text("Name", "Name"),
    "note": Text("Notiz", "Note"),
    "date": Text("Datum", "Date"),
    "done": Text("erledigt am", "done on"),
    "due": Text("fällig am", "due on"),
    "title": Text("Aufgabe", "Task"),
    "outcome": Text("Ausgang", "Outcome"),
    "initiative_id": Text("⟦Initiative⟧", "⟦Initiative⟧"),
}
STATES: dict[str, Text] = {
    "overdue": Text("überfällig", "overdue"),
    "soon": Text("bald fällig", "due soon"),
    "later": Text("später", "later"),
    "undated": Text("ohne Termin", "no date"),
    "done": Text("erledigt", "done"),
}
TEXTS: dict[str, Text] = {
    "recording_file": Text("aufgaben", "tasks"),
    "recording_made": Text("Arbeitsbereich angelegt", "Workspace made"),
    "recording_more": Text(" und {count} weitere", " and {count} more"),
}
# Said by scripts that are fetched when first used.
LATER_TEXTS: dict[str, Text] = {
    "area_title": Text("Gebiet", "Area"),
    "area_hint": Text(
        "Kreise auf der Karte anklicken (mit der Tastatur: Pfeiltasten und Eingabe) oder unten "
        "nennen; noch einmal nimmt einen wieder heraus.",
        "Click districts on the map (by keyboard: arrow keys and Enter) or name them below; once "
        "more takes one out again.",
    ),
    "area_add": Text("Kreis dazunehmen", "Add a district"),
    "area_take": Text("Dazunehmen", "Add"),
    "area_count": Text("{count} Kreise: {names}", "{count} districts: {names}"),
    "area_one": Text("1 Kreis: {names}", "1 district: {names}"),
    "area_none": Text("Noch kein Kreis gewählt.", "No district chosen yet."),
    "area_unknown": Text("{name}: kein Kreis heißt so.", "{name}: no district is called that."),
    "area_out": Text("{name} herausnehmen", "Take {name} out"),
    "area_saved": Text("Gebiet von {name}", "Area of {name}"),
    "initiative_name": Text("Name ⟦g:der Initiative⟧", "Name of the ⟦initiative⟧"),
    "initiative_city": Text("Sitz (Ort)", "Seat (town)"),
    "initiative_post": Text("Postleitzahl", "Postcode"),
    "initiative_state": Text("Stand der Vernetzung", "State of the link"),
    "initiative_since": Text(
        "angebunden seit (nur, wenn vernetzt)", "linked since (only if linked)"
    ),
    "initiative_similar": Text(
        "Gibt es sie schon? Ähnlich heißen:", "Is it there already? Similar names:"
    ),
    "close_how": Text("Ausgang", "Outcome"),
    "close_founded": Text("gegründet: steht im Register", "founded: is in the register"),
    "close_given_up": Text("aufgegeben", "given up"),
    "close_which": Text("⟦Initiative⟧ im Register", "⟦Initiative⟧ in the register"),
    "close_reason": Text("Woran lag es? (keine Namen)", "What was the reason? (no names)"),
    "close_none": Text(
        "In diesen Kreisen steht noch keine ⟦Initiative⟧ im Register.",
        "No ⟦initiative⟧ of these districts is in the register yet.",
    ),
    "close_enter": Text("⟦Initiative⟧ eintragen", "Enter the ⟦initiative⟧"),
    "study_title": Text("Titel", "Title"),
    "study_date": Text("erschienen am", "published on"),
    "study_publisher": Text("Herausgeber", "Publisher"),
    "study_method": Text("Methode und Zahl der Befragten", "Method and number of people asked"),
    "study_finding": Text("Ergebnis in einem Satz", "Finding in one sentence"),
    "past_day": Text("Stand vom Abend des", "As it stood on the evening of"),
    "past_show": Text("Zeigen", "Show"),
}
SCRIPT_TEXTS: dict[str, Text] = {
    "recording_title": Text("Ergebnis festhalten", "Record what you learned"),
    "recording_asked": Text("Gefragt (Stelle, keine Person)", "Asked (office, no person)"),
    "recording_date": Text("am", "on"),
    "recording_note": Text("Notiz dazu (freiwillig)", "Note (optional)"),
    "recording_source": Text("Fundstelle im Netz (freiwillig)", "Source on the web (optional)"),
    "recording_also": Text("Gilt auch für {names} ({office})", "Also holds for {names} ({office})"),
    "recording_save": Text("Speichern", "Save"),
    "recording_discard": Text("Verwerfen", "Discard"),
    "recording_saved": Text("Festgehalten: {text}", "Recorded: {text}"),
    "recording_undone": Text("Zurückgenommen.", "Taken back."),
    "recording_undo": Text("Rückgängig", "Undo"),
    "recording_again": Text("In 6 Monaten fragen", "Ask again in 6 months"),
    "recording_again_title": Text("Erneut fragen: {office}", "Ask again: {office}"),
    "recording_found": Text("Gründung beginnen", "Start a founding"),
    "recording_found_name": Text("Name der Region", "Name of the region"),
    "recording_initiative": Text("⟦Initiative⟧ eintragen", "Enter the ⟦initiative⟧"),
    "recording_calls": Text("Wen anrufen", "Whom to call"),
    "recording_calls_none": Text(
        "Für diesen Kreis ist keine Stelle eingetragen.", "No office is entered for this district."
    ),
    "recording_last": Text("zuletzt gefragt am {when}", "last asked on {when}"),
    "recording_never": Text("noch nicht gefragt", "not asked yet"),
    "recording_web": Text("Netzseite", "website"),
    "recording_tasks": Text("Aufgaben", "Tasks"),
    "recording_task_new": Text("Neue Aufgabe", "New task"),
    "recording_task_title": Text("Was ist zu tun?", "What is to be done?"),
    "recording_task_due": Text("bis", "by"),
    "recording_task_done": Text("Erledigt: {title}", "Done: {title}"),
    "recording_tasks_none": Text("Keine offene Aufgabe.", "No open task."),
    "recording_calendar": Text("Als Kalenderdatei (.ics)", "As a calendar file (.ics)"),
    "recording_notes": Text("Notizen", "Notes"),
    "recording_note_new": Text("Neue Notiz", "New note"),
    "recording_note_text": Text("Notiz (keine Namen von Personen)", "Note (no names of people)"),
    "recording_history": Text("Verlauf", "History"),
    "recording_changes": Text("Zuletzt geändert", "Changed last"),
    "recording_foundings": Text("Laufende Gründungen", "Running foundings"),
    "recording_step": Text("Nächster Schritt", "Next step"),
    "recording_step_take": Text("Schritt festhalten", "Record the step"),
    "recording_reached": Text("Stand: {step} ({when})", "Stands at: {step} ({when})"),
    "recording_initiatives": Text("⟦Initiativen⟧ hier", "⟦Initiatives⟧ here"),
    "recording_linked": Text("vernetzt", "linked"),
    "recording_unlinked": Text("nicht angebunden", "not linked"),
    "recording_area": Text("Gebiet ändern", "Change the area"),
    "recording_close_founding": Text("Abschließen", "Close it"),
    "recording_studies": Text("Akzeptanzstudien", "Studies on acceptance"),
    "recording_study_new": Text("Neue Studie", "New study"),
    "recording_past": Text("So stand es am …", "As it stood on …"),
    "recording_past_only": Text(
        "Zu sehen ist ein früherer Stand. Festhalten geht nur heute.",
        "What you see is how it stood once. Recording works today only.",
    ),
    "recording_link": Text("Ist jetzt angebunden", "Is linked now"),
    "recording_check_line": Text("{text}. {asked}, {when}", "{text}. {asked}, {when}"),
    "recording_check_others": Text("gilt auch für {names}", "also holds for {names}"),
    "recording_change": Text("Neu festhalten", "Record anew"),
    "recording_failed": Text(
        "Das Speichern ging nicht; was Sie geschrieben haben, steht noch da. Bitte noch einmal.",
        "Saving did not work; what you wrote still stands here. Please try again.",
    ),
    "recording_wrong": Text("So lässt es sich nicht festhalten:", "This cannot be recorded:"),
    "recording_clash": Text(
        "Inzwischen hat jemand anders das geändert. Links steht, was jetzt gilt, rechts, was Sie "
        "schreiben wollten.",
        "Somebody else changed this meanwhile. On the left what holds now, on the right what you "
        "were about to write.",
    ),
    "recording_mine": Text("Meine Fassung nehmen", "Take mine"),
    "recording_theirs": Text("So lassen", "Leave it"),
    "recording_role": Text("Festgehalten von (Stelle)", "Recorded by (office)"),
    "recording_role_default": Text("Servicestelle", "Service agency"),
    "recording_open": Text("Aufgaben und Änderungen", "Tasks and changes"),
    "recording_open_count": Text(
        "Aufgaben und Änderungen, {count} dringend", "Tasks and changes, {count} pressing"
    ),
    "recording_close": Text("Schließen", "Close"),
    "recording_others": Text("Andere haben etwas geändert.", "Others have changed something."),
}

word = Words(TEXTS, SCRIPT_TEXTS)
