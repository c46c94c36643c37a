"""Words around own files, in German and English."""

from __future__ import annotations

from rollout.language import Text

UPLOAD_TEXTS: dict[str, Text] = {
    "upload": Text("Eigene Daten prüfen und verwenden", "Check and use your own data"),
    "upload_text": Text(
        "Ein eigenes Register oder eine eigene Indikatortabelle als CSV oder XLSX, höchstens 5 MB. "
        "Die Prüfung ist dieselbe wie bei „rollout check“. Ist die Datei fehlerfrei, rechnen "
        "Abdeckung, Weiße Flecken, Potenzial und Plan damit.",
        "A register or an indicator table of your own as CSV or XLSX, 5 MB at most. The check is "
        "that of “rollout check”. If the file has no error, coverage, white spots, potential and "
        "plan are computed with it.",
    ),
    "upload_privacy": Text(
        "Nur dieses Browserfenster sieht die Daten. Sie liegen im Arbeitsspeicher des Servers, "
        "nicht auf seiner Platte, und verschwinden zwei Stunden nach der letzten Nutzung, beim "
        "Neustart des Servers oder sofort über „Nicht mehr verwenden“.",
        "Only this browser tab sees the data. They are in the server's memory, not on its disk, "
        "and vanish two hours after the last use, when the server restarts, or at once with “Stop "
        "using it”.",
    ),
    "upload_templates": Text("Vorlagen", "Templates"),
    "template_register.csv": Text("Vorlage Register (CSV)", "Register template (CSV)"),
    "template_indicators.csv": Text("Vorlage Indikatoren (CSV)", "Indicator template (CSV)"),
    "upload_file": Text("Datei auswählen (CSV oder XLSX)", "Choose a file (CSV or XLSX)"),
    "upload_check": Text("Prüfen und verwenden", "Check and use"),
    "upload_none": Text("Bitte erst eine Datei auswählen.", "Please choose a file first."),
    "upload_large": Text("Die Datei ist größer als 5 MB.", "The file is larger than 5 MB."),
    "upload_running": Text("Wird geprüft …", "Checking …"),
    "upload_failed": Text(
        "Die Datei konnte nicht übertragen werden.", "The file could not be transferred."
    ),
    "upload_register": Text(
        "{name}: Register mit {rows} Initiativen, wird jetzt verwendet.",
        "{name}: register with {rows} initiatives, now in use.",
    ),
    "upload_indicators": Text(
        "{name}: Indikatoren für {rows} Kreise, werden jetzt verwendet.",
        "{name}: indicators for {rows} districts, now in use.",
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
    "upload_clean": Text("Nichts zu beanstanden.", "Nothing to complain about."),
    "upload_more": Text("… und {more} weitere", "… and {more} more"),
    "level_error": Text("Fehler", "Error"),
    "level_repaired": Text("repariert", "repaired"),
    "level_note": Text("Hinweis", "note"),
    "own_used": Text(
        "Sie sehen Ergebnisse mit eigenen Daten: {files}.",
        "You see results with your own data: {files}.",
    ),
    "own_stop": Text("Nicht mehr verwenden", "Stop using it"),
    "own_gone": Text(
        "Die eigenen Daten sind abgelaufen; zu sehen sind wieder die mitgelieferten.",
        "Your own data have expired; the shipped ones are shown again.",
    ),
}

UPLOAD_SCRIPT_WORDS = (
    "upload_file", "upload_check", "upload_none", "upload_large", "upload_running",
    "upload_failed", "upload_times_file", "upload_travel_times", "upload_register",
    "upload_indicators", "upload_refused", "upload_clean",
    "upload_more", "level_error", "level_repaired", "level_note", "own_used", "own_stop",
    "own_gone",
)  # fmt: skip
