"""Words of slides and letters."""

from __future__ import annotations

from rollout.language import Text

SLIDES = {
    "subtitle": Text("Abdeckung, Gründungspotenzial, Roll-out-Plan",
                     "Coverage, founding potential, roll-out plan"),
    "register": Text("Register:", "Register:"),
    "office": Text("[Name der Stelle]", "[Name of the office]"),
    "coverage": Text("Abdeckung", "Coverage"),
    "headline": Text("In {white} von {total} Kreisen wurde ⟦keine Initiative⟧ gefunden.",
                     "In {white} of {total} districts no ⟦initiative⟧ was found."),
    "people": Text("{base} in diesen Kreisen: {people}, {share} aller.",
                   "{base} in these districts: {people}, {share} of all."),
    "state": Text("Stand", "Status"),
    "share": Text("Anteil", "Share"),
    "laender": Text("Länder", "Länder"),
    "most": Text("Am größten ist die Lücke in {land}: In {share} der Kreise wurde ⟦keine⟧ "
                 "gefunden.",
                 "The gap is widest in {land}: in {share} of its districts none was found."),
    "laender_alt": Text("Gestapelte Balken je Land: Anteile der Kreise nach Stand",
                        "Stacked bars per Land: shares of districts by status"),
    "potential": Text("Gründungspotenzial", "Founding potential"),
    "potential_title": Text("Wo ein Gespräch zuerst lohnt", "Where to talk first"),
    "rank": Text("Rang (Band)", "Rank (band)"),
    "proposal": Text("Ein Vorschlag aus gewichteten Indikatoren. Das Band zeigt, wie weit der Rang "
                     "unter anderen Annahmen reicht.",
                     "A proposal from weighted indicators. The band shows how far the rank moves "
                     "under other assumptions."),
    "darker": Text("Karte: je dunkler, desto mehr Punkte (Fünftel der Kreise).",
                   "Map: the darker, the more points (fifths of the districts)."),
    "plan": Text("Roll-out-Plan", "Roll-out plan"),
    "plan_title": Text("{base}: mit {regions} von {today} auf {then}",
                       "{base}: from {today} to {then} with {regions}"),
    "assumption": Text("Anteil mit ⟦d:vernetzter Initiative⟧, Gründung oder Zielregion. Tage je "
                       "Schritt und Reihenfolge sind Annahmen des Plans.",
                       "Share with ⟦a linked initiative⟧, a founding or a target region. Days per "
                       "step and order are assumptions of the plan."),
    "further": Text("und {count} weitere, siehe Bericht", "and {count} more, see the report"),
    "gains": Text("Was der Plan bringt", "What the plan buys"),
    "gains_title": Text("Anteil mit ⟦d:vernetzter Initiative⟧, Gründung oder Zielregion nach jeder "
                        "Welle",
                        "Share with ⟦a linked initiative⟧, a founding or a target region after "
                        "each wave"),
    "gains_alt": Text("Säulen je Welle: Anteile nach vier Bezugsgrößen",
                      "Columns per wave: shares by four bases"),
    "today": Text("heute", "today"),
    "limits": Text("Grenzen und nächste Schritte", "Limits and next steps"),
    "limits_title": Text("Was wir nicht wissen, und was jetzt zu tun ist",
                         "What we do not know, and what to do now"),
    "unknown": Text("Was wir nicht wissen", "What we do not know"),
    "next": Text("Nächste Schritte", "Next steps"),
    "ask": Text("Wo ⟦keine⟧ gefunden wurde, vor jeder Planung nachfragen: bei Kammern, "
                "Gewerkschaften und Wirtschaftsförderung.",
                "Where none was found, ask before planning: chambers, unions and economic "
                "development offices."),
    "sources": Text("Datengrundlage", "Data"),
}  # fmt: skip

ARGUMENTS = {
    "weight": Text("{base}: {count}, das sind {share} Deutschlands bei {people} der Einwohnerinnen "
                   "und Einwohner.",
                   "{base}: {count}, which is {share} of Germany, beside {people} of its "
                   "inhabitants."),
    "state": Text("Stand der {total} Kreise: {states}.",
                  "Status of the {total} districts: {states}."),
    "above": Text("In {some} von {known} Kreisen mit Wert liegt der Indikator „{name}“ über dem "
                  "mittleren Kreis Deutschlands ({middle} {unit}, {year}).",
                  "In {some} of {known} districts with a value the indicator “{name}” lies above "
                  "the middle district of Germany ({middle} {unit}, {year})."),
    "below": Text("In {some} von {known} Kreisen mit Wert liegt der Indikator „{name}“ unter dem "
                  "mittleren Kreis Deutschlands ({middle} {unit}, {year}).",
                  "In {some} of {known} districts with a value the indicator “{name}” lies below "
                  "the middle district of Germany ({middle} {unit}, {year})."),
    "examples": Text("Kein Neuland: In ähnlichen Kreisen arbeiten schon {names}.",
                     "Not new ground: in similar districts there are {names} already."),
    "one_contact": Text("Alle {total} Kreise liegen in einem Kammerbezirk und einem Land ({land}): "
                        "ein Gespräch genügt für den Anfang.",
                        "All {total} districts are in one chamber district and one Land ({land}): "
                        "one talk is enough to begin."),
}  # fmt: skip
LETTER = {
    "sender": Text("[Name und Anschrift der Stelle]", "[Name and address of the office]"),
    "date": Text("[Ort, Datum]", "[Place, date]"),
    "address": Text("[Anschrift]", "[Address]"),
    "subject": Text("Anfrage: ⟦Initiative⟧ in Ihrem Gebiet", "Inquiry: ⟦initiative⟧ in your area"),
    "greeting": Text("Sehr geehrte Damen und Herren,", "Dear Sir or Madam,"),
    "begin": Text("wir fragen an, ob in Ihrem Gebiet ({part}) ⟦eine Initiative⟧ besteht oder "
                  "entstehen kann. Was die Zahlen sagen:",
                  "we would like to ask whether there is or could be ⟦an initiative⟧ in your area "
                  "({part}). What the figures say:"),
    "districts": Text("Kreise des Gebiets, nach ihrem Rang in Deutschland",
                      "Districts of the area, by their rank in Germany"),
    "state": Text("Stand", "Status"),
    "requests": Text("Unsere Bitte", "Our request"),
    "unknown": Text("Was wir nicht wissen", "What we do not know"),
    "end": Text("Mit freundlichen Grüßen", "Yours faithfully"),
    "name": Text("[Name, Funktion, Telefon]", "[Name, function, telephone]"),
}  # fmt: skip
