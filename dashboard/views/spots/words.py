"""Words of the view White spots, in German and English."""

from __future__ import annotations

from rollout.language import Text

from ...page.words import Words

TEXTS: dict[str, Text] = {
    "spots_title": Text("Wo fehlt ⟦eine Initiative⟧, und warum?", "Where is one missing, and why?"),
    "layer": Text("Die Karte zeigt", "The map shows"),
    "layer_status": Text("Status der Kreise", "status of districts"),
    "layer_rules": Text(
        "⟦keine⟧ gefunden unter wie vielen Regeln", "none found under how many rules"
    ),
    "layer_difference": Text("Unterschied zweier Regeln", "difference between two rules"),
    "rule_a": Text("Regel A", "Rule A"),
    "rule_b": Text("Regel B", "Rule B"),
    "find": Text("Kreise finden", "Find districts"),
    "search": Text("Name, Schlüssel oder PLZ", "Name, key or postcode"),
    "type": Text("Art", "Type"),
    "chamber": Text("IHK", "Chamber (IHK)"),
    "border": Text("Grenzt an", "Borders on"),
    "cluster": Text("Gebiet ohne ⟦a:Initiative⟧", "Area without ⟦an initiative⟧"),
    "need_capacity": Text("Bedarf und Voraussetzungen", "Need and capacity"),
    "any_border": Text("irgendein Nachbarland", "any neighbour country"),
    "more_filters": Text(
        "Weitere Filter: Art, IHK, Grenze, Gebiet, Bedarf",
        "More filters: type, chamber, border, area, need",
    ),
    "reset": Text("Filter zurücksetzen", "Reset filters"),
    "profile": Text("Steckbrief", "Profile"),
    "profile_empty": Text(
        "Wählen Sie einen Kreis auf der Karte oder in der Liste.",
        "Select a district on the map or in the list.",
    ),
    "profile_key": Text("Schlüssel", "Key"),
    "profile_nearest": Text("⟦Nächste vernetzte Initiative⟧", "⟦Nearest linked initiative⟧"),
    "profile_chambers": Text("IHK", "Chamber (IHK)"),
    "profile_borders": Text("Nachbarländer", "Neighbour countries"),
    "profile_rules": Text("Nach Regeln", "By rule"),
    "profile_check": Text("Nachgefragt", "Asked"),
    "profile_cluster": Text("Gebiet ohne ⟦a:Initiative⟧", "Area without ⟦an initiative⟧"),
    "profile_cluster_value": Text(
        "Nr. {number} mit {count} Kreisen", "no. {number} of {count} districts"
    ),
    "profile_initiatives": Text(
        "⟦Initiativen⟧, die den Kreis erreichen", "⟦Initiatives⟧ reaching it"
    ),
    "profile_potential": Text("Gründungspotenzial", "Founding potential"),
    "profile_potential_value": Text(
        "{score} von 100, Platz {rank} (bei anderen Gewichten {low} bis {high})",
        "{score} out of 100, rank {rank} ({low} to {high} with other weights)",
    ),
    "neighbours": Text("Die {count} Nachbarkreise daneben", "Its {count} neighbours beside it"),
    "neighbours_district": Text("Kreis", "District"),
    "neighbours_status": Text("Stand", "Status"),
    "neighbours_potential": Text("Potenzial", "Potential"),
    "show_area": Text("Gebiet zeigen", "Show area"),
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
    "twins": Text(
        "Ähnliche Kreise mit ⟦d:vernetzter Initiative⟧", "Similar districts to learn from"
    ),
    "nearest": Text(
        "Bundesweit am ähnlichsten: {names}. Zu fragen sind:",
        "Most similar in the country: {names}. Those to ask:",
    ),
    "advisers": Text(
        "Erfahren im gleichen Thema: {names}", "Experienced in the same subject: {names}"
    ),
    "indicators": Text("Indikatoren im Vergleich", "Indicators compared"),
    "indicators_note": Text(
        "Balken: Anteil der Kreise mit kleinerem Wert, Strich: Hälfte. Vergleichswerte sind Mittel "
        "der Kreise.",
        "Bar: share of districts with a smaller value, line: half. Values compared are means of "
        "districts.",
    ),
    "value": Text("Wert", "Value"),
    "mean_land": Text("Land", "Land"),
    "mean_type": Text("Kreistyp", "Type"),
    "mean_country": Text("Deutschland", "Germany"),
    "position": Text("Lage", "Position"),
    "shortlist": Text("Merkliste", "Shortlist"),
}

# What the scripts say; every one of these is sent to the browser.
SCRIPT_TEXTS: dict[str, Text] = {
    "cluster_name": Text("Gebiet {number}", "Area {number}"),
    "list_count": Text("{count} von {total} Kreisen", "{count} of {total} districts"),
    "list_answer": Text(
        "In {count} von {total} Kreisen ist ⟦keine Initiative⟧ gefunden; zuerst: {first}.",
        "In {count} of {total} districts no ⟦initiative⟧ is found; first: {first}.",
    ),
    "list_empty": Text(
        "Kein Kreis passt zu Suche und Filtern.", "No district fits search and filters."
    ),
    "list_caption": Text(
        "Kreise, die zu Suche und Filtern passen", "Districts that fit the search"
    ),
    "list_urgent": Text(
        "Dringlichste zuerst: keine gefunden, dann nicht angebunden; darin nach „{weight}“",
        "Most urgent first: none found, then not linked; within these by “{weight}”",
    ),
    "list_by_urgency": Text("Nach Dringlichkeit", "By urgency"),
    "column_rules": Text("⟦Keine⟧ gefunden unter", "None found under"),
    "column_rules_value": Text("{count} von {rules}", "{count} of {rules}"),
    "column_nearest": Text("⟦Nächste vernetzte⟧", "Nearest ⟦linked⟧"),
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
}

word = Words(TEXTS, SCRIPT_TEXTS)
