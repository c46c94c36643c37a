"""Words of the view Potential, in German and English."""

from __future__ import annotations

from rollout.language import Text

from ...page.words import Words

TEXTS: dict[str, Text] = {
    "potential_title": Text(
        "Wo ist eine Gründung aussichtsreich?", "Where is a founding promising?"
    ),
    "potential_intro": Text(
        "Das Gründungspotenzial (0 bis 100) ist ein Vorschlag, kein Messwert: Keine Quelle nennt "
        "Gewichte. Jeder Rang zeigt deshalb seine Bestandteile und ein Band, in dem er bleibt, "
        "wenn die Annahmen schwanken.",
        "The founding potential (0 to 100) is a proposal, not a measurement: no source gives "
        "weights. So every rank shows its parts and the band it keeps to when assumptions vary.",
    ),
    "potential_layer": Text("Die Karte zeigt", "The map shows"),
    "potential_layer_score": Text("Gründungspotenzial", "founding potential"),
    "potential_layer_need_capacity": Text("Bedarf × Voraussetzungen", "need × capacity"),
    "settings": Text("Rechenweg", "Method"),
    "weights": Text("Gewichte", "Weights"),
    "weights_help": Text(
        "Punkte je Dimension und Indikator; rechts der Anteil am Ganzen. Die Karte folgt sofort, "
        "die Rangbänder nach einer kurzen Pause.",
        "Points per dimension and indicator; on the right the share of the whole. The map follows "
        "at once, the rank bands after a short pause.",
    ),
    "weights_reset": Text("Gewichte der Gründungslogik", "Weights of the founding logic"),
    "limits": Text("Harte Grenzen", "Hard limits"),
    "ranking": Text("Rangliste", "Ranking"),
    "ranking_find": Text("Kreis (Name oder Schlüssel)", "District (name or key)"),
    "robustness": Text("Was bewegt die Ränge?", "What moves the ranks?"),
    "robustness_text": Text(
        "Im Mittel verschiebt sich ein Kreis um {shift} Ränge, wenn alle Annahmen schwanken. "
        "{share} der Paare stehen dann anders herum.",
        "On average a district moves by {shift} ranks when all assumptions vary. {share} of the "
        "pairs then stand the other way round.",
    ),
    "robustness_note": Text(
        "Anteil an der Streuung, den eine Annahme allein erklärt (in Klammern 95-%-Spanne) und "
        "zusammen mit anderen.",
        "Share of the variance one assumption explains alone (95 % bounds in brackets) and "
        "together with others.",
    ),
    "experts": Text("Ränge je Person", "Ranks by person"),
    "experts_text": Text(
        "Personen, deren Gewichte eingelesen sind: {count}. Die Spanne reicht vom besten bis zum "
        "schlechtesten Rang, den eine von ihnen dem Kreis gibt.",
        "People whose weights were read: {count}. The span goes from the best to the worst rank "
        "any of them gives the district.",
    ),
    "experts_district": Text("Kreis", "District"),
    "experts_rank": Text("gemeinsam", "together"),
    "experts_band": Text("je Person", "by person"),
    "experts_middle": Text("mittlerer", "middle"),
    "experts_file": Text(
        "Gewichte mehrerer Personen (CSV oder TOML)", "Weights of several people (CSV or TOML)"
    ),
    "experts_help": Text(
        "Eine Zeile je Person, eine Spalte je Dimension oder Indikator, zusammen 100 Punkte; oder "
        "Paarvergleiche (AHP). Rollen statt Namen angeben. Die Datei wird nur gelesen, nicht "
        "gespeichert.",
        "A row per person, a column per dimension or indicator, 100 points in all; or comparisons "
        "in pairs (AHP). Give roles, not names. The file is read, not kept.",
    ),
    "factor": Text("Annahme", "Assumption"),
    "first_order": Text("allein", "alone"),
    "total_order": Text("mit anderen", "with others"),
    "fixed": Text("fest", "fixed"),
    "duplicates": Text("Fast doppelte Indikatoren", "Near-duplicate indicators"),
    "duplicates_pair": Text(
        "{first} und {second} messen fast dasselbe (r = {r}) und zählen zusammen doppelt.",
        "{first} and {second} measure nearly the same (r = {r}) and together count twice.",
    ),
    "past_select": Text(
        "Wählen Sie einen Kreis auf der Karte oder in der Liste, dann steht hier seine Antwort.",
        "Select a district on the map or in the list to see its answer here.",
    ),
    "past_numbers": Text("Zahlen dazu und Rückblick", "Figures and look back"),
    "backtest": Text("Hätte die Rangliste früher gestimmt?", "Would the ranking have been right?"),
    "backtest_text": Text(
        "Rückblick: Stand das Register auf dem Stand früherer Jahre, wo kamen danach Gründungen "
        "hinzu? Indikatoren sind die des Tages, wo es sie gibt.",
        "Looking back: with the register as of earlier years, where were ⟦initiatives⟧ founded "
        "afterwards? Indicators are those of the day where there are any.",
    ),
    "backtest_run": Text("Rückblick rechnen", "Run the back-test"),
    "backtest_impossible": Text(
        "Mit diesem Register ist kein Rückblick möglich.",
        "No back-test is possible with this register.",
    ),
    "backtest_too_large": Text(
        "Für einen Rückblick ist dieses Register hier zu groß. Auf einem gemeinsamen Server: "
        "dieselbe Datei im Planer auf dem eigenen Rechner hochladen, dort darf er länger rechnen.",
        "This register is too large for a back-test here. On a shared server: upload the same file "
        "to the planner on your own computer, which may compute for longer.",
    ),
    "backtest_table": Text(
        "Trefferquote (AUC) ohne bundesgeförderte Gründungen, mit 5-95-%-Spanne; 0,5 ist Zufall",
        "Hit rate (AUC) without federally funded foundings, with 5-95 % band; 0.5 is chance",
    ),
    "backtest_numbers": Text("Zahlen zum Rückblick", "Figures of the back-test"),
    "backtest_ranking": Text("Rangliste nach", "Ranking by"),
    "audit": Text("Prüfbericht", "Audit"),
    "audit_text": Text(
        "Zehn Schritte nach der Prüfliste der Gemeinsamen Forschungsstelle der EU (JRC), und was "
        "Gewichte wirklich bewirken.",
        "Ten steps after the checklist of the EU's Joint Research Centre (JRC), and what weights "
        "really do.",
    ),
    "audit_step": Text("Schritt", "Step"),
    "audit_verdict": Text("Urteil", "Verdict"),
    "audit_finding": Text("Befund", "Finding"),
    "audit_consequence": Text("Was folgt", "What follows"),
    "audit_weight": Text("Gewicht", "Weight"),
    "audit_effect": Text("Wirkung", "Effect"),
    "audit_alpha": Text("Alpha", "Alpha"),
    "audit_r": Text("r mit dem Wert", "r with the score"),
    "audit_dimension": Text("Dimension", "Dimension"),
    "audit_indicators": Text(
        "Gewicht und Wirkung je Indikator", "Weight and effect of each indicator"
    ),
    "audit_correlations": Text("Korrelationen der Indikatoren", "Correlations of the indicators"),
}

# What the scripts say; every one of these is sent to the browser.
SCRIPT_TEXTS: dict[str, Text] = {
    "scatter_title": Text("Bedarf und Voraussetzungen", "Need and capacity"),
    "scatter_help": Text(
        "Punktwolke: je Kreis ein Punkt, Bedarf nach rechts, Voraussetzungen nach oben. "
        "Pfeiltasten rahmen die Kreise rechts oben ein, Escape hebt den Rahmen auf; die Werte "
        "stehen in der Rangliste.",
        "Scatter plot: one dot per district, need to the right, capacity upwards. Arrow keys frame "
        "the districts in the upper right, Escape takes the frame away; the values are in the "
        "ranking.",
    ),
    "scatter_hint": Text("Ziehen rahmt Kreise ein.", "Drag to frame districts."),
    "scatter_count": Text("{count} von {total} Kreisen", "{count} of {total} districts"),
    "scatter_reset": Text("Aufheben", "Clear"),
    "weights_zero": Text(
        "Alle Gewichte sind 0: Es gibt nichts zu rechnen.",
        "All weights are 0: there is nothing to compute.",
    ),
    "experts_choose": Text("Datei mit Gewichten wählen", "Choose a file of weights"),
    "experts_failed": Text("Die Datei wurde nicht gelesen.", "The file was not read."),
    "limits_help": Text(
        "Nur Kreise, die jede Grenze einhalten, bleiben in Rangliste, Karte und Plan. Ihre Punkte "
        "ändern sich nicht.",
        "Only districts within every limit stay in ranking, map and plan. Their points do not "
        "change.",
    ),
    "limit_indicator": Text("Indikator", "Indicator"),
    "limit_side": Text("Grenze", "Limit"),
    "limit_least": Text("mindestens", "at least"),
    "limit_most": Text("höchstens", "at most"),
    "limit_value": Text("Wert", "Value"),
    "limit_set": Text("Grenze setzen", "Set limit"),
    "limit_entry": Text("{name} {side} {value} {unit}", "{name} {side} {value} {unit}"),
    "limit_remove": Text("Grenze entfernen: {entry}", "Remove limit: {entry}"),
    "limit_none": Text("Keine Grenze gesetzt.", "No limit is set."),
    "limit_count": Text(
        "{count} von {total} Kreisen fallen heraus.", "{count} of {total} districts are left out."
    ),
    "left_out": Text(
        "fällt wegen einer gesetzten Grenze heraus", "left out by a limit that was set"
    ),
    "class_from": Text("Klasse {key} ab", "Class {key} from"),
    "class_set": Text("Klassen übernehmen", "Use these classes"),
    "class_wrong": Text("Die vier Grenzen müssen steigen.", "The four limits must rise."),
    "classes_quantile": Text(
        "Fünftel (Quantile der Gründungslogik)", "fifths (quantiles of the founding logic)"
    ),
    "classes_jenks": Text("natürliche Brüche (Fisher-Jenks)", "natural breaks (Fisher-Jenks)"),
    "classes_equal": Text("gleich breite Klassen", "equal intervals"),
    "classes_own": Text("eigene Grenzen", "own limits"),
    "legend_from": Text("{label}, ab {value}", "{label}, from {value}"),
    "legend_below": Text("{label}, unter {value}", "{label}, below {value}"),
    "weight_number": Text("{name}, Punkte", "{name}, points"),
    "indicators_of": Text("{count} Indikatoren", "{count} indicators"),
    "ranking_caption": Text(
        "Rangliste der Kreise mit Rangband (5 bis 95 % der gezogenen Ranglisten)",
        "Ranking of districts with rank band (5 to 95 % of the drawn rankings)",
    ),
    "ranking_count": Text(
        "{count} von {total} Kreisen. Vorn: {first}.",
        "{count} of {total} districts. First: {first}.",
    ),
    "ranking_empty": Text("Kein Kreis passt zum Filter.", "No district fits the filter."),
    "rank": Text("Gruppe und Rang", "Group and rank"),
    "potential": Text("Potenzial", "Potential"),
    "band": Text("Rangband", "Rank band"),
    "need": Text("Bedarf", "Need"),
    "capacity": Text("Voraus\u00adsetzungen", "Capacity"),
    "score_label": Text(
        "Potenzial {score} von 100, Rang {rank} von {total}",
        "potential {score} out of 100, rank {rank} of {total}",
    ),
    "no_score": Text("kein Potenzialwert, zu wenig bekannt", "no score, too little is known"),
    "sort_by": Text("Nach {name} sortieren", "Sort by {name}"),
    "contributions": Text("Woraus der Wert besteht", "What the score consists of"),
    "contributions_of": Text(
        "{name}: {score} von 100 Punkten, Rang {rank}",
        "{name}: {score} out of 100 points, rank {rank}",
    ),
    "contributions_empty": Text(
        "Wählen Sie einen Kreis auf der Karte oder in der Rangliste.",
        "Select a district on the map or in the ranking.",
    ),
    "contribution_indicator": Text("Indikator", "Indicator"),
    "contribution_value": Text("Wert", "Value"),
    "contribution_normalised": Text("verglichen (0–1)", "normalised (0–1)"),
    "contribution_weight": Text("Gewicht", "Weight"),
    "contribution_points": Text("Punkte", "Points"),
    "contribution_sum": Text("Summe", "Sum"),
    "nearest_column": Text("⟦Nächste vernetzte Initiative⟧", "⟦Nearest linked initiative⟧"),
    "unit_km": Text("km", "km"),
}

METHOD: tuple[Text, ...] = (
    Text(
        "Das Gründungspotenzial folgt dem OECD/JRC-Handbuch für zusammengesetzte Indikatoren: "
        "Jeder Indikator bekommt eine Richtung, Ausreißer werden gestutzt, Werte auf 0 bis 1 "
        "gebracht, gewichtet und zusammengefasst. Fehlt ein Wert, zählen die übrigen "
        "Indikatoren des Kreises mehr; ist zu wenig bekannt, gibt es keinen Wert.",
        "The founding potential follows the OECD/JRC Handbook on composite indicators: every "
        "indicator has a direction, outliers are cut, values brought to 0 to 1, weighted and put "
        "together. Where a value is missing the district's other indicators count more; where too "
        "little is known there is no score.",
    ),
    Text(
        "Das Rangband zeigt, wie fest ein Rang ist: Gewichte, Normalisierung, Zusammenfassung, ein "
        "weggelassener Indikator und fehlende Werte werden viele Male gezogen; zwischen den beiden "
        "Enden liegen 90 % der Ränge. Der Rückblick prüft, ob spätere Gründungen vorn standen.",
        "The rank band shows how firm a rank is: weights, normalisation, aggregation, a left-out "
        "indicator and missing values are drawn many times; 90 % of the ranks lie between its two "
        "ends. The back-test looks whether later foundings stood high.",
    ),
    Text(
        "Der Plan sucht die Orte, die mit der gegebenen Zahl ⟦g:neuer Initiativen⟧ am meisten "
        "bringen. Er ist bewiesen bestmöglich, oder er nennt den Abstand zur oberen Schranke.",
        "The plan looks for the places that bring most with the given number of ⟦new initiatives⟧. "
        "It is proven optimal, or it states the gap to the upper bound.",
    ),
)

GLOSSARY: tuple[tuple[Text, Text], ...] = (
    (
        Text("Gründungspotenzial", "Founding potential"),
        Text(
            "Wert von 0 bis 100 aus gewichteten Indikatoren für Bedarf und Voraussetzungen.",
            "Score from 0 to 100 out of weighted indicators of need and capacity.",
        ),
    ),
    (
        Text("Bedarf", "Need"),
        Text(
            "Wie viel im Kreis nach Lage und Wandel für eine Gründung spricht.",
            "How much the district's state and change speak for a founding.",
        ),
    ),
    (
        Text("Voraussetzungen", "Capacity"),
        Text(
            "Akteure, Wirtschaftskraft und Fachkräfte, die ⟦a:eine Initiative⟧ tragen können.",
            "Actors, economic strength and skills that can carry ⟦an initiative⟧.",
        ),
    ),
    (
        Text("Rangband", "Rank band"),
        Text(
            "Ränge, zwischen denen ein Kreis bleibt, wenn die Annahmen schwanken (5 bis 95 %).",
            "Ranks a district keeps to when the assumptions vary (5 to 95 %).",
        ),
    ),
    (
        Text("Strukturell ähnlicher Kreis", "Twin"),
        Text(
            "Kreis mit ähnlichen Indikatoren, der schon ⟦a:eine vernetzte Initiative⟧ hat.",
            "District with similar indicators that has ⟦a linked initiative⟧ already.",
        ),
    ),
    (
        Text("Szenario", "Scenario"),
        Text(
            "Alle Einstellungen zusammen; als Datei gespeichert ergeben sie wieder dasselbe.",
            "All settings together; saved as a file they give the same result again.",
        ),
    ),
)

word = Words(TEXTS, SCRIPT_TEXTS)
