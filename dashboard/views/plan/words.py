"""Words of the view Roll-out plan, in German and English."""

from __future__ import annotations

from rollout.language import Text

from ...page.words import Words

TEXTS: dict[str, Text] = {
    "plan_title": Text("Welche Regionen als Nächstes?", "Which regions next?"),
    "plan_intro": Text(
        "Der Plan wählt Zielregionen in Wellen so, dass sie möglichst viel bringen. Zu jedem "
        "Ergebnis steht da, ob es nachweislich das beste ist oder wie viel höchstens fehlt.",
        "The plan chooses target regions in waves so that they bring as much as possible. Every "
        "result says whether it is proven best or how much may be missing at most.",
    ),
    # Settings
    "plan_settings": Text("Einstellungen", "Settings"),
    "plan_group_size": Text("Umfang", "Size"),
    "plan_group_goal": Text("Ziel und Reichweite", "Goal and reach"),
    "plan_group_limits": Text("Grenzen und Aufwand", "Limits and effort"),
    "plan_times_text": Text(
        "Fahrzeiten als CSV mit den Spalten from, to (Kreisschlüssel) und minutes, höchstens 5 MB. "
        "Sie gelten nur in diesem Browserfenster.",
        "Travel times as CSV with the columns from, to (district keys) and minutes, 5 MB at most. "
        "They count in this browser tab only.",
    ),
    "plan_problems": Text("So lässt sich nicht planen:", "This cannot be planned:"),
    # Require and exclude
    "plan_picks": Text("Vorgeben und ausschließen", "Require and exclude"),
    "plan_picks_help": Text(
        "Kreis auf der Karte anklicken oder hier wählen, Grund nennen, entscheiden. Der Grund "
        "steht im Plan und in seinen Dateien.",
        "Click a district on the map or choose it here, give the reason, decide. The reason is "
        "kept in the plan and its files.",
    ),
    "plan_pick_district": Text("Kreis", "District"),
    "plan_pick_nobody": Text("kein Kreis gewählt", "no district selected"),
    "plan_pick_reason": Text("Grund", "Reason"),
    "plan_pick_require": Text("Muss in die erste Welle", "Must be in the first wave"),
    "plan_pick_exclude": Text("Nicht wählen", "Do not choose"),
    # Running
    "plan_run": Text("Plan neu berechnen", "Compute the plan anew"),
    "plan_cancel": Text("Abbrechen", "Cancel"),
    "plan_progress": Text("Fortschritt", "Progress"),
    "plan_queued": Text("Wartet auf freie Rechenzeit …", "Waiting for its turn …"),
    "plan_solving": Text("{step} · {seconds} s", "{step} · {seconds} s"),
    "plan_bounds": Text(
        "bisher {value}, höchstens {bound}, Lücke {gap}",
        "so far {value}, at most {bound}, gap {gap}",
    ),
    "plan_step_start": Text("Vorbereitung", "Preparing"),
    "plan_step_search": Text("Suche", "Searching"),
    "plan_step_restarts": Text("Suche mit Neustarts", "Search with restarts"),
    "plan_step_wave": Text("Welle {number}", "Wave {number}"),
    "plan_step_curve": Text("Kurve: {number} Regionen", "Curve: {number} regions"),
    "plan_step_importance": Text("Bedeutung der Regionen", "Importance of regions"),
    "plan_step_draw": Text("Gezogene Rangliste {number}", "Drawn ranking {number}"),
    "plan_done": Text("Fertig nach {seconds} s.", "Done after {seconds} s."),
    "plan_cancelled": Text(
        "Abgebrochen. Gezeigt wird das Beste, das bis dahin gefunden war.",
        "Cancelled. What is shown is the best found until then.",
    ),
    "plan_cancelled_early": Text(
        "Abgebrochen, bevor ein Ergebnis da war.", "Cancelled before there was a result."
    ),
    "plan_busy": Text(
        "Gerade rechnen zu viele. Bitte in einer Minute noch einmal.",
        "Too many plans are being computed. Please try again in a minute.",
    ),
    "plan_busy_own": Text(
        "Von hier aus rechnen oder warten schon {count} Pläne. Bitte einen davon abwarten oder "
        "abbrechen.",
        "{count} plans from here are being computed or waiting. Please wait for one of them or "
        "cancel it.",
    ),
    "plan_expired": Text(
        "Dieses Ergebnis ist nicht mehr da. Bitte neu berechnen.",
        "This result is gone. Please compute it again.",
    ),
    "plan_failed": Text(
        "Da ist etwas schiefgegangen; der Fehler ist im Protokoll des Servers.",
        "Something went wrong; the error is in the server's log.",
    ),
    "plan_stale": Text(
        "Die Einstellungen haben sich geändert; der Plan darunter gehört zu den vorigen.",
        "The settings have changed; the plan below belongs to the previous ones.",
    ),
    "plan_empty": Text(
        "Noch ist kein Plan da. Die Karte zeigt den Stand heute.",
        "There is no plan yet. The map shows today.",
    ),
    # Result
    "plan_result": Text("Was der Plan bringt", "What the plan buys"),
    "plan_sentence": Text(
        "{where}: Mit {regions} in {waves} steigt der Anteil in Kreisen mit "
        "⟦d:vernetzter Initiative⟧, Gründung oder Zielregion von {today} auf {share} ({base}), "
        "wenn alle gelingen.",
        "{where}: With {regions} in {waves} the share in districts with ⟦a linked initiative⟧, a "
        "founding or a target region rises from {today} to {share} ({base}), if all of them "
        "succeed.",
    ),
    "plan_area_line": Text(
        "Geplant und gerechnet wird nur in {where}; ganz Deutschland kommt damit von {today} auf "
        "{share} ({base}).",
        "Planned and counted in {where} only; all of Germany goes from {today} to {share} ({base}) "
        "with it.",
    ),
    "plan_area_leave": Text("Ganz Deutschland planen", "Plan all of Germany"),
    "plan_days": Text("{days} Tage", "{days} days"),
    "plan_beside": Text("Daneben: fragen und anbinden", "Beside it: ask and connect"),
    "plan_beside_what": Text("Was", "What"),
    "plan_beside_count": Text("Zahl", "Count"),
    "plan_beside_days": Text("Tage (Annahme)", "Days (assumption)"),
    "plan_by_hand": Text("Von Hand", "By hand"),
    "plan_hand": Text("Von Hand entschieden, und was es kostet", "Decided by hand, and its cost"),
    "plan_hand_decision": Text("Entscheidung", "Decision"),
    "plan_hand_loss": Text("kostet am Ende", "costs in the end"),
    "plan_hand_over": Text("über alle Wellen", "over all waves"),
    "plan_hand_lift": Text("Aufheben", "Lift"),
    "plan_hand_fix": Text("festlegen", "fix"),
    "plan_hand_move": Text("in Welle {wave}", "to wave {wave}"),
    "plan_hand_drop": Text("streichen", "drop"),
    "plan_hand_free": Text("aufheben", "lift"),
    "plan_where": Text("wo gesucht", "where sought"),
    "plan_nearby": Text("Ersatz in der Nähe", "Substitutes nearby"),
    "plan_summary_caption": Text(
        "Anteil mit ⟦d:vernetzter Initiative⟧, Gründung oder Zielregion nach jeder Welle; "
        "darunter der Zuwachs gegenüber heute in Prozentpunkten",
        "Share with ⟦a linked initiative⟧, a founding or a target region after each wave; "
        "below it the gain against today in percentage points",
    ),
    "plan_wave": Text("Welle", "Wave"),
    "plan_today": Text("heute", "today"),
    "plan_new": Text("Neu", "New"),
    "plan_cost": Text("Aufwand", "Effort"),
    "plan_proof": Text("Nachweis", "Proof"),
    "plan_nesting": Text("Preis der Staffelung", "Price of nesting"),
    "plan_potential_price": Text("Preis des Potenzials", "Price of potential"),
    "plan_price_note": Text(
        "Preis der Staffelung: so viel weniger {unit} als ein Plan gleicher Größe, der auf die "
        "vorigen Wellen keine Rücksicht nimmt.",
        "Price of nesting: so many {unit} fewer than a plan of the same size that need not build "
        "on the waves before.",
    ),
    "plan_price_note_way": Text(
        "Preis der Staffelung: so viel mehr gewichteter Weg als ein Plan gleicher Größe, der auf "
        "die vorigen Wellen keine Rücksicht nimmt.",
        "Price of nesting: so much more weighted way than a plan of the same size that need not "
        "build on the waves before.",
    ),
    "plan_price_note_regions": Text(
        "Preis der Staffelung: so viel weniger Wert als ein Plan gleicher Größe, der auf die "
        "vorigen Wellen keine Rücksicht nimmt. Der Wert einer Region zählt {unit} ihrer "
        "Kreise, in denen ⟦keine⟧ gefunden ist, gewichtet mit dem Gründungspotenzial und damit, "
        "wie nahe sie einem IHK-Bezirk "
        "oder einer Planungsregion kommt.",
        "Price of nesting: so much less worth than a plan of the same size that need not build on "
        "the waves before. The worth of a region counts {unit} of its districts in which none is "
        "found, weighted by their founding potential and by how close it is to a chamber "
        "district or planning region.",
    ),
    "plan_worth_share": Text(
        "Anteile am Wert des ganzen Plans. Ein Ersatz teilt keinen Kreis mit einer Region des "
        "Plans und keinen mit der, die absagt.",
        "Shares of the worth of the whole plan. A substitute shares no district with any region of "
        "the plan, nor with the one that refuses.",
    ),
    "plan_none_chosen": Text("Der Plan enthält keine Region.", "The plan has no region."),
    "plan_targets": Text("Zielregionen", "Target regions"),
    "plan_targets_caption": Text(
        "Zielregionen der Welle {number}", "Target regions of wave {number}"
    ),
    "plan_region": Text("Zielregion", "Target region"),
    "plan_why": Text("Warum", "Why"),
    "plan_partner": Text("IHK und Partner", "Chamber and partner"),
    "plan_nearest": Text("⟦Nächste vernetzte Initiative⟧", "⟦Nearest linked initiative⟧"),
    "plan_nearest_value": Text("{name} ({km} km)", "{name} ({km} km)"),
    "plan_required_because": Text("vorgegeben: {reason}", "required: {reason}"),
    "plan_excluded_caption": Text("Ausgeschlossene Kreise", "Excluded districts"),
    "plan_downloads": Text("Herunterladen", "Download"),
    "plan_file_targets.xlsx": Text("Zielliste (Excel)", "Target list (Excel)"),
    "plan_file_targets.csv": Text("Zielliste (CSV)", "Target list (CSV)"),
    "plan_file_plan.geojson": Text("Kreise mit Welle (GeoJSON)", "Districts with wave (GeoJSON)"),
    "plan_file_plan.gpkg": Text("GeoPackage", "GeoPackage"),
    "plan_file_plan.svg": Text("Karte der Wellen (SVG)", "Map of waves (SVG)"),
    "plan_file_plan.pdf": Text("Karte der Wellen (PDF)", "Map of waves (PDF)"),
    "plan_file_report.pdf": Text("Bericht (PDF)", "Report (PDF)"),
    "plan_file_slides.pptx": Text("Folien (PPTX)", "Slides (PPTX)"),
    "plan_file_scenario.toml": Text("Szenario (TOML)", "Scenario (TOML)"),
    # Details
    "plan_curve": Text("Abdeckungskurve", "Coverage curve"),
    "plan_curve_text": Text(
        "Was jede weitere Region bringt, von keiner bis zur vollen Abdeckung. Dauert länger.",
        "What every further region adds, from none to full cover. Takes longer.",
    ),
    "plan_curve_run": Text("Kurve berechnen", "Compute curve"),
    "plan_curve_stop": Text(
        "Nach {count} Regionen bringt eine weitere weniger als ein Zehntel der ersten.",
        "After {count} regions a further one adds less than a tenth of the first.",
    ),
    "plan_curve_numbers": Text("Zahlen zur Kurve", "Figures behind the curve"),
    "plan_gain": Text("Zuwachs", "Gain"),
    "plan_regions": Text("Regionen", "Regions"),
    "plan_explain": Text("Bedeutung und Ersatz", "Importance and substitutes"),
    "plan_explain_text": Text(
        "Was der Plan verliert, wenn eine Region absagt, wer sie am besten ersetzt, und welche "
        "anderen Pläne gleich viel bringen.",
        "What the plan loses if a region refuses, who replaces it best, and which other plans "
        "bring as much.",
    ),
    "plan_explain_run": Text("Bedeutung berechnen", "Compute importance"),
    "plan_only": Text("Kommt nur durch sie hinzu", "Added by it alone"),
    "plan_loss": Text("Verlust bei Absage", "Loss if it refuses"),
    "plan_substitute": Text("Bester Ersatz", "Best substitute"),
    "plan_substitute_loss": Text("Verlust mit Ersatz", "Loss with substitute"),
    "plan_negative": Text(
        "Ein negativer Verlust ist der Preis dafür, dass die Region vorgegeben ist.",
        "A negative loss is the price of requiring the region.",
    ),
    "plan_alternatives": Text("Ebenso gute Pläne", "Equally good plans"),
    "plan_alternative": Text("{comes} statt {leaves}", "{comes} instead of {leaves}"),
    "plan_alternatives_none": Text(
        "Kein anderer Plan bringt ebenso viel.", "No other plan brings as much."
    ),
    "plan_robust": Text("Plan gegen gezogene Ranglisten", "Plan against drawn rankings"),
    "plan_robust_text": Text(
        "Wie oft jede Region gewählt würde, wenn das Gründungspotenzial mit seinen Annahmen "
        "schwankt.",
        "How often each region would be chosen when the founding potential varies with its "
        "assumptions.",
    ),
    "plan_robust_run": Text("Robustheit berechnen", "Compute robustness"),
    "plan_frequency": Text("Gewählt in", "Chosen in"),
    "plan_in_robust": Text("Im robusten Plan", "In the robust plan"),
    "plan_in_plan": Text("In diesem Plan", "In this plan"),
    "plan_regret": Text(
        "Der robuste Plan gibt im Mittel {share} gegenüber dem je besten Plan auf.",
        "On average the robust plan gives away {share} against the best plan of each draw.",
    ),
    "plan_yes": Text("ja", "yes"),
    "plan_no": Text("nein", "no"),
    "plan_evenness": Text("Wie gleichmäßig es wird", "How even it becomes"),
    "plan_evenness_numbers": Text("Zahlen je Welle", "Figures per wave"),
    "plan_front": Text(
        "Aufwand, Abdeckung und Potenzial abwägen", "Weigh effort, coverage and potential"
    ),
    "plan_front_text": Text(
        "Pläne verschiedener Größe, die kein anderer in allem übertrifft. Ein Klick übernimmt "
        "einen davon.",
        "Plans of several sizes that no other one beats in everything. A click takes one of them.",
    ),
    "plan_front_run": Text("Pläne berechnen", "Compute plans"),
    "plan_front_caption": Text(
        "{where}: Tage, Abdeckung ({base}) und Potenzial",
        "{where}: days, coverage ({base}) and potential",
    ),
    "plan_front_note": Text(
        "Tage sind Annahmen. Potenzial: Mittel dessen, was neu hinzukommt (0 bis 100). Ein "
        "übernommener Plan wird in Wellen neu gerechnet und kann etwas darunter liegen.",
        "Days are assumptions. Potential: mean of what is newly added (0 to 100). A plan that is "
        "taken is computed anew in waves and may be slightly below.",
    ),
    "plan_front_numbers": Text("Alle Pläne als Tabelle", "All plans as a table"),
    "plan_front_days": Text("Personentage", "Staff days"),
    "plan_front_axis": Text("Anteil nach dem Plan ({base})", "Share after the plan ({base})"),
    "plan_front_share": Text("Abdeckung", "Coverage"),
    "plan_front_potential": Text("Potenzial", "Potential"),
    "plan_front_strength": Text("Potenzial im Ziel", "Potential in the aim"),
    "plan_front_none": Text("Potenzial zählt nicht", "potential does not count"),
    "plan_front_half": Text("zählt halb", "counts by half"),
    "plan_front_full": Text("zählt voll", "counts in full"),
    "plan_front_mine": Text("dieser Plan", "this plan"),
    "plan_front_take": Text("Übernehmen", "Take it"),
    "plan_front_take_of": Text(
        "Plan mit {days} Tagen und {share} übernehmen", "Take the plan of {days} days and {share}"
    ),
    "plan_front_point": Text(
        "{days} Tage, {regions} Regionen: {share}, Potenzial {potential}",
        "{days} days, {regions} regions: {share}, potential {potential}",
    ),
    "plan_fewest": Text("Wie wenige genügen?", "How few suffice?"),
    "plan_fewest_text": Text(
        "Die kleinste Zahl von Zielregionen für einen Anteil, ohne Rücksicht auf Wellen, "
        "Budget und Grenzen je Land.",
        "The smallest number of target regions for a share, whatever waves, budget and "
        "limits per Land say.",
    ),
    "plan_fewest_run": Text("Zahl berechnen", "Compute the number"),
    "plan_fewest_names": Text("Welche das sind", "Which these are"),
    "plan_share": Text("Anteil (%)", "Share (%)"),
    "plan_meet": Text("Wo treffen?", "Where to meet?"),
    "plan_meet_text": Text(
        "Städte für ein regionales Treffen ⟦g:der Initiativen⟧ mit Sitz im Gebiet des Plans: die "
        "kürzesten Wege zusammen (Luftlinie vom Sitz).",
        "Cities for a regional event of the ⟦initiatives⟧ seated in the area of the plan: the "
        "shortest ways together (straight line from the seat).",
    ),
    "plan_meet_run": Text("Orte suchen", "Find places"),
    "plan_meet_count": Text("Zahl der Treffen", "Number of events"),
    "plan_meet_guests_of": Text("Wer kommt", "Who comes"),
    "plan_meet_all": Text("alle ⟦Initiativen⟧, die zählen", "all ⟦initiatives⟧ that count"),
    "plan_meet_networked": Text("nur ⟦vernetzte⟧", "⟦linked⟧ ones only"),
    "plan_meet_sentence": Text(
        "Am kürzesten sind die Wege nach {places}: {guests} ⟦Initiativen⟧ mit bekanntem Sitz.",
        "The ways are shortest to {places}: {guests} ⟦initiatives⟧ with a known seat.",
    ),
    "plan_meet_place": Text("Ort", "Place"),
    "plan_meet_guests": Text("Gäste", "Guests"),
    "plan_meet_mean": Text("Weg im Mittel (km)", "Mean way (km)"),
    "plan_meet_longest": Text("längster Weg (km)", "Longest way (km)"),
    "plan_meet_guest": Text("⟦Initiative⟧", "⟦Initiative⟧"),
    "plan_meet_way": Text("Weg (km)", "Way (km)"),
    "plan_meet_who": Text("Wer wohin kommt", "Who comes where"),
    "plan_meet_missing": Text(
        "Ohne bekannten Sitz und nicht mitgezählt: {names}", "Seat unknown and not counted: {names}"
    ),
    # Kept by name, and what changed
    "plan_kept_title": Text("Genehmigen, behalten, verfolgen", "Approve, keep, follow"),
    "plan_kept_elsewhere": Text(
        "Pläne genehmigen und Szenarien behalten lässt sich in einem Arbeitsbereich, also im "
        "Dashboard auf dem eigenen Rechner.",
        "Plans are approved and scenarios kept in a workspace, that is in the dashboard on your "
        "own computer.",
    ),
    "plan_kept_in_force": Text("gilt", "in force"),
    "plan_kept_superseded": Text("abgelöst", "superseded"),
    "plan_kept_clash": Text(
        "Inzwischen hat jemand anders das geändert; bitte die Seite neu laden.",
        "Somebody else changed this meanwhile; please reload the page.",
    ),
    "plan_changes": Text("Was hat sich geändert, und warum?", "What has changed, and why?"),
    "plan_changes_text": Text(
        "Kreise, deren Stand heute ein anderer ist als an einem früheren Tag, mit dem Grund und "
        "den Raten.",
        "Districts whose status is another one today than on an earlier day, with the reason and "
        "the rates.",
    ),
    "plan_changes_title": Text(
        "Seit {day}: {count} mit anderem Stand", "Since {day}: {count} of another status"
    ),
    "plan_changes_setting": Text(
        "Andere Einstellung: {name}: {before} → {after}",
        "Another setting: {name}: {before} → {after}",
    ),
    "plan_changes_then": Text("damals", "then"),
    "plan_changes_now": Text("heute", "today"),
    "plan_changes_points": Text("Punkte", "points"),
    # Comparison
    "plan_compare": Text("Zwei Pläne nebeneinander", "Two plans side by side"),
    "plan_compare_text": Text(
        "Den Plan auf dem Bildschirm als A behalten, Einstellungen ändern, neu berechnen: Der neue "
        "Plan ist B.",
        "Keep the plan on screen as A, change settings, compute again: the new plan is B.",
    ),
    "plan_keep": Text("Diesen Plan als A behalten", "Keep this plan as A"),
    "plan_drop": Text("A verwerfen", "Drop A"),
    "plan_compare_settings": Text("Einstellungen, die sich unterscheiden", "Settings that differ"),
    "plan_compare_regions": Text("Regionen, die sich unterscheiden", "Regions that differ"),
    "plan_compare_rates": Text("Quoten am Ende beider Pläne", "Rates at the end of both plans"),
    "plan_setting": Text("Einstellung", "Setting"),
    "plan_rate": Text("Quote", "Rate"),
    "plan_difference": Text("Unterschied (Prozentpunkte)", "Difference (percentage points)"),
    "plan_same_settings": Text("Keine Einstellung unterscheidet sich.", "No setting differs."),
    "plan_same_regions": Text(
        "Beide Pläne wählen dieselben Regionen.", "Both plans choose the same."
    ),
    "plan_not_chosen": Text("nicht gewählt", "not chosen"),
    "plan_wave_number": Text("Welle {number}", "wave {number}"),
    "plan_kept_wrong": Text("Plan A lässt sich nicht berechnen:", "Plan A cannot be computed:"),
    # Scenario file
    "plan_file": Text("Szenariodatei", "Scenario file"),
    "plan_file_text": Text(
        "Alle Einstellungen dieser Seite in einer Datei, auch für die Kommandozeile.",
        "All settings of this page in one file, for the command line too.",
    ),
    "plan_file_save": Text("Szenario speichern (TOML)", "Save scenario (TOML)"),
    "plan_file_taken": Text("Szenario übernommen.", "Scenario taken over."),
    "plan_file_left": Text(
        "Dafür hat diese Seite kein Bedienelement, es gilt der Wert des Servers: {names}",
        "This page has no control for these, the server's value counts: {names}",
    ),
    "plan_file_wrong": Text("Die Datei passt nicht:", "The file does not fit:"),
}

# What the scripts say; every one of these is sent to the browser.
# Said by scripts that are fetched when first used.
LATER_TEXTS: dict[str, Text] = {
    "beside_title": Text("Pläne nebeneinander", "Plans side by side"),
    "beside_plan": Text("Plan", "plan"),
    "beside_none": Text("kein dritter Plan", "no third plan"),
    "beside_shown": Text("Plan auf dem Bildschirm", "Plan on screen"),
    "beside_regions": Text("Regionen: {count}", "Regions: {count}"),
    "beside_all": Text("In allen Plänen: {count} Regionen", "In all plans: {count} regions"),
    "beside_districts": Text(
        "Kreise, die in jedem Plan zu einer Region gehören: {count}",
        "Districts that belong to a region in every plan: {count}",
    ),
    "beside_in_all": Text("In allen ({plans}): {count}", "In all ({plans}): {count}"),
    "beside_only": Text("Nur in {plans}: {count}", "Only in {plans}: {count}"),
    "beside_note": Text(
        "Als dieselbe Region gilt, was denselben Kreis als Mitte hat; die übrigen Kreise dürfen "
        "sich unterscheiden. Ein Szenario wird mit den Daten von heute gerechnet, ein genehmigter "
        "Plan steht da, wie er genehmigt wurde.",
        "Regions count as the same where their centre is the same district; the others may differ. "
        "A scenario is planned with the data of today, an approved plan stands as it was approved.",
    ),
}
SCRIPT_TEXTS: dict[str, Text] = {
    "plan_pick_required": Text("vorgegeben", "required"),
    "plan_pick_excluded": Text("ausgeschlossen", "excluded"),
    "plan_pick_reason_of": Text("Grund für {name}", "Reason for {name}"),
    "plan_pick_remove": Text("{name} wieder freigeben", "Release {name}"),
    "plan_pick_release": Text("Freigeben", "Release"),
    "plan_picks_none": Text(
        "Kein Kreis ist vorgegeben oder ausgeschlossen.", "No district is required or excluded."
    ),
    "plan_curve_caption": Text(
        "Beste Abdeckung je Zahl neuer Regionen", "Best coverage per number of new regions"
    ),
    "plan_curve_axis": Text("neue Regionen", "new regions"),
    "plan_front_chart": Text(
        "Pläne nach Personentagen und Abdeckung; jeder Punkt übernimmt seinen Plan",
        "Plans by staff days and coverage; every point takes its plan",
    ),
    "plan_approve": Text("Plan genehmigen", "Approve the plan"),
    "plan_approve_hint": Text(
        "Der Plan auf dem Bildschirm wird mit Tag, Stelle und Prüfsumme festgeschrieben. Das lässt "
        "sich nicht ändern oder zurücknehmen; eine neue Genehmigung löst ihn ab.",
        "The plan on screen is frozen with day, office and fingerprint. This cannot be changed or "
        "taken back; a new approval supersedes it.",
    ),
    "plan_keep_scenario": Text("Szenario behalten", "Keep the scenario"),
    "plan_kept_name": Text("Name", "Name"),
    "plan_kept_none": Text("Noch ist nichts behalten.", "Nothing is kept yet."),
    "plan_kept_denied": Text(
        "Genehmigte Pläne und behaltene Szenarien zeigt dieser Server nur denen, die bearbeiten.",
        "This server shows approved plans and kept scenarios to editors only.",
    ),
    "plan_kept_plans": Text("Genehmigte Pläne", "Approved plans"),
    "plan_kept_scenarios": Text("Szenarien", "Scenarios"),
    "plan_kept_regions": Text("Plan und Stand je Region", "Plan and state per region"),
    "plan_kept_head": Text(
        "Zielregion | Welle | Kreise | ⟦vernetzt⟧ | ⟦in Gründung⟧ | offen",
        "Target region | Wave | Districts | ⟦linked⟧ | ⟦being founded⟧ | open",
    ),
    "plan_kept_open": Text("Öffnen", "Open"),
    "plan_kept_compare": Text("Als A vergleichen", "Compare as A"),
    "plan_side_by_side": Text("Nebeneinander ansehen", "Look at them side by side"),
    "plan_kept_rename": Text("Umbenennen", "Rename"),
    "plan_kept_drop": Text("Löschen", "Delete"),
    "plan_kept_dropped": Text("{name} gelöscht", "{name} deleted"),
    "plan_changes_since": Text("Seit", "Since"),
    "plan_changes_by": Text("Verglichen wird", "What is compared"),
    "plan_changes_recorded": Text(
        "was bis dahin festgehalten war", "what had been recorded by then"
    ),
    "plan_changes_register": Text("das Register mit dem Stichtag", "the register as of that day"),
    "plan_changes_run": Text("Vergleichen", "Compare"),
    "plan_changes_failed": Text(
        "Der Vergleich ging nicht; für diesen Tag liegt nichts vor.",
        "The comparison failed; there is nothing for this day.",
    ),
    "plan_changes_more": Text("… und {count} weitere", "… and {count} more"),
    "plan_kept_now": Text(
        "Plan A ist behalten. Ändern Sie Einstellungen und berechnen Sie neu.",
        "Plan A is kept. Change settings and compute again.",
    ),
    "plan_file_open": Text("Szenariodatei laden", "Load a scenario file"),
    "plan_file_large": Text(
        "Die Datei ist zu groß für ein Szenario.", "The file is too large for a scenario."
    ),
}

word = Words(TEXTS, SCRIPT_TEXTS)
