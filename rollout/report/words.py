"""The fixed words of the report: titles, heads of columns, names of what a cell says."""

from __future__ import annotations

from rollout.language import Text
from rollout.programme import programme
from rollout.programme.words import DEMAND, demand_words

DISTRICT = (Text("Kreis", "district"), Text("Kreise", "districts"))
REGION = (Text("Zielregion", "target region"), Text("Zielregionen", "target regions"))
DISTRICT_HEAD = Text("Kreis", "District")
A_TO_Z = Text("Steckbriefe von A bis Z", "Fact sheets from A to Z")
BY_RANK = Text("Steckbriefe nach Rang", "Fact sheets by rank")
REGION_HEAD = Text("Zielregion", "Target region")
RANK_HEAD = Text("Rang (Band)", "Rank (band)")
NEW_REGIONS_HEAD = Text("neue Regionen", "new regions")
KIND_HEAD = Text("Art", "Kind")
POTENTIAL_HEAD = Text("Gründungspotenzial", "Founding potential")
TOP_HEAD = Text("Spitze", "Top")
NEAREST_HEAD = Text("⟦Nächste vernetzte Initiative⟧", "⟦Nearest linked initiative⟧")
INDICATOR_HEAD = Text("Indikator", "Indicator")
YEAR_HEAD = Text("Jahr", "Year")
SHARE_HEAD = Text("Anteil", "share")
POSITION_HEAD = Text("Lage", "Position")
HEADS = {  # names of the four bases short enough for the head of a column
    "districts": Text("Kreise", "Districts"),
    "population": Text("Einwohner", "Inhabitants"),
    DEMAND: demand_words(begins=True),
    "area_km2": Text("Fläche", "Area"),
}
NO_REGION = Text("Der Plan enthält keine Region.", "The plan has no region.")
CLASSES = {
    "always": Text("immer", "always"),
    "mostly": Text("meist", "mostly"),
    "only": Text("nur so", "only so"),
    "never": Text("kaum je", "hardly ever"),
}
CANDIDATES = {
    "targets": Text(
        "Kreise ohne ⟦a:vernetzte Initiative⟧", "districts without ⟦a linked initiative⟧"
    ),
    "white": Text("Kreise, in denen ⟦keine⟧ gefunden wurde", "districts in which none was found"),
    "all": Text("alle Kreise", "all districts"),
}
STATUS_HEADS = {
    "covered": Text("⟦vernetzt⟧", "⟦linked⟧"),
    "founding": Text("⟦in Gründung⟧", "⟦being founded⟧"),
    "unconnected": Text("⟦nicht angebunden⟧", "⟦not linked⟧"),
    "white": Text("⟦keine⟧ gefunden", "none found"),
}
SECTIONS = {
    "coverage": Text("Abdeckung", "Coverage"),
    "potential": POTENTIAL_HEAD,
    "bands": Text("Rangbänder", "Rank bands"),
    "plan": Text("Plan", "Plan"),
    "calendar": Text("Kalender", "Calendar"),
}
DIRECTIONS = {
    "more": Text("viel spricht dafür", "more speaks for it"),
    "less": Text("wenig spricht dafür", "less speaks for it"),
}
AXES = {
    "need": Text("Bedarf", "need"),
    "capacity": Text("Voraussetzungen", "capacity"),
    "reference": Text("Bezugsgröße", "reference"),
}
LEVELS = {"repaired": Text("repariert", "repaired"), "note": Text("Hinweis", "note")}
ON, OFF, UNSET = Text("ja", "yes"), Text("nein", "no"), Text("keine Vorgabe", "not set")
UNITS = {
    "share": Text("", ""),  # the help of the field says that it is one
    "full-time": Text("Vollzeitstellen", "full-time equivalents"),
    "districts": Text("Kreise", "districts"),
    "points": Text("Punkte", "points"),
    "months": Text("Monate", "months"),
    "days": Text("Tage", "days"),
}
ADMINISTRATION = {
    "town": Text(
        "Stadtverwaltung: Wirtschaftsförderung", "City administration: business promotion"
    ),
    "county": Text(
        "Kreisverwaltung: Wirtschaftsförderung, mit den größeren Städten und Gemeinden",
        "County administration: business promotion, with the larger towns",
    ),
}
UNIONS = Text(
    "Gewerkschaften und Arbeitgeberverband: zuständige Bezirksleitungen",
    "Unions and employers' association: their regional offices",
)
FIRMS = programme().partners.firms.text
QUESTIONS = {
    "white": Text(
        "Gibt es einen informellen Kreis oder einen früheren Anlauf, den das Register nicht kennt?",
        "Is there an informal circle or an earlier attempt that the register does not know?",
    ),
    "unconnected": Text(
        "Besteht ⟦die Initiative⟧ noch, und was spräche für eine Anbindung an das Netzwerk?",
        "Does the ⟦initiative⟧ still exist, and what would speak for linking it to the network?",
    ),
    "founding": Text(
        "Wo steht die Gründung, und was braucht sie als Nächstes?",
        "Where does the founding stand, and what does it need next?",
    ),
    "covered": Text(
        "Arbeitet ⟦die Initiative⟧ für den ganzen Kreis?",
        "Does the ⟦initiative⟧ work for the whole district?",
    ),
}
OUTREACH = Text("Wen zuerst ansprechen", "Whom to call first")
OUTREACH_HEADS = {
    "ags": Text("Schlüssel", "key"),
    "district": DISTRICT_HEAD,
    "status": Text("Stand", "Status"),
    "chambers": Text("Kammer", "Chamber"),
    "rank": RANK_HEAD,
    "top": TOP_HEAD,
    "twin": Text("Zwilling", "Twin"),
    "initiative": Text("dort zu fragen", "whom to ask there"),
}
PROPOSAL = Text(
    "Keine Quelle nennt Gewichte oder Schwellen für eine Gründung. Das Gründungspotenzial ist ein "
    "Vorschlag, der seine Teile zeigt; es ersetzt kein Gespräch vor Ort.",
    "No source gives weights or thresholds for a founding. The founding potential is a proposal "
    "that shows its parts; it replaces no talk on site.",
)
SAMPLE = Text("Was die Karte nicht sagt.", "What the map does not say.")
TITLE = Text("{title}: Abdeckung und Roll-out", "{title}: coverage and roll-out").filled(
    title=programme().title.text
)
NO_PLAN = Text("Es liegt kein Plan vor.", "There is no plan.")
SHEET_HEADS = {
    "rules": Text("Stand unter jeder Regel", "Status under every rule"),
    "indicators": Text("Indikatoren im Vergleich", "Indicators compared"),
    "for": Text("Was für eine Gründung spricht", "What speaks for a founding"),
    "against": Text("Was eher dagegen spricht", "What rather speaks against it"),
    "near": Text("⟦Initiativen⟧ in der Nähe", "⟦Initiatives⟧ near"),
    "twins": Text(
        "Ähnliche Kreise mit ⟦d:vernetzter Initiative⟧",
        "Similar districts with ⟦a linked initiative⟧",
    ),
    "no_twin": Text(
        "Kein vergleichbarer Kreis hat ⟦a:eine vernetzte Initiative⟧.",
        "No comparable district has ⟦a linked initiative⟧.",
    ),
    "no_near": Text("Das Register zählt ⟦a:keine Initiative⟧.", "The register counts none."),
    "partners": Text("Partner, die Kammer zuerst", "Partners, the chamber first"),
    "questions": Text("Offene Fragen", "Open questions"),
    "notes": Text("Notizen", "Notes"),
    "sources": Text("Grundlage", "Basis"),
}
REACH_ANSWERS = {
    "covered": Text("⟦vernetzt⟧", "⟦linked⟧"),
    "founding": Text("⟦in Gründung⟧", "⟦being founded⟧"),
    "unconnected": Text("vorhanden, ⟦nicht angebunden⟧", "exists, ⟦not linked⟧"),
    "white": Text("nein", "no"),
}
INDICATOR_HEADS = (
    INDICATOR_HEAD,
    YEAR_HEAD,
    POSITION_HEAD,
    DISTRICT_HEAD,
    Text("Typ", "Type"),
    Text("Land", "Land"),
    Text("Deutschland", "Germany"),
    Text("Beitrag", "Points"),
)
INDICATOR_NOTE = Text(
    "Typ, Land, Deutschland: ungewichtetes Mittel der Kreise. Lage: Anteil der Kreise mit "
    "kleinerem Wert, Strich in der Mitte = die Hälfte. Ein Strich statt einer Zahl heißt "
    "unbekannt oder geheim. Beitrag: Punkte am Gründungspotenzial; zusammen ergeben sie es.",
    "Type, Land, Germany: unweighted mean of districts. Position: share of districts with a "
    "smaller value, the mark in the middle = half. A dash instead of a number means unknown "
    "or secret. Points: contribution to the founding potential; together they make it up.",
)
