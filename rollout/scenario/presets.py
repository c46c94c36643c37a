"""Founding logics as sets of weights: six observed ways, two opposite wishes, two neutral ones.

The six are read from known cases (Lippe, Bonn, Schweinfurt, ...); no source gives weights or
thresholds, so every number here is a proposal to be discussed. A preset says what it assumes
and what it misses, and names only indicators of the catalogue. One entry in `_BUILT_IN` is
all a new logic needs; a programme chooses among them and may bring its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rollout.errors import check_choice
from rollout.language import Text
from rollout.programme import programme


@dataclass(frozen=True)
class Preset:
    """One founding logic.

    Parameters
    ----------
    name, assumes, misses
        Title, and one paragraph each on what it takes for granted and what it cannot see.
    weights
        Points per indicator; all others weigh nothing. What empty means says
        `rollout.potential.presets.preset_weights`.
    directions
        Directions that differ from the catalogue's.
    """

    name: Text
    assumes: Text
    misses: Text
    weights: Mapping[str, float] = field(default_factory=dict)
    directions: Mapping[str, str] = field(default_factory=dict)


_BUILT_IN: dict[str, Preset] = {
    "balanced": Preset(
        Text("Ausgewogen", "Balanced"),
        Text(
            "Es gelten die Gewichte des Indikatorkatalogs. Was sie wirklich entscheiden, misst der "
            "Prüfbericht; Gewicht und Wirkung sind zweierlei.",
            "The weights of the indicator catalogue apply. What they really decide is measured by "
            "the audit; weight and effect are two things.",
        ),
        Text(
            "Wünsche, die sich ausschließen, verbindet sie zu einer Mitte: Ein Kreis, der den "
            "einen ganz und den andern gar nicht erfüllt, steht nur im Mittelfeld. Die anderen "
            "Logiken zeigen jeden Wunsch für sich.",
            "Wishes that exclude each other become one middle: a district that meets one fully and "
            "the other not at all stands midfield only. The other logics show each wish by itself.",
        ),
    ),
    "equal": Preset(
        Text("Alle gleich", "All equal"),
        Text(
            "Jeder Indikator für Bedarf und Voraussetzungen wiegt gleich viel. Das ist keine "
            "neutrale Wahl: Eine Dimension mit vielen Indikatoren zählt mehr als eine mit wenigen.",
            "Every indicator of need and capacity weighs the same. That is no neutral choice: a "
            "dimension with many indicators counts more than one with few.",
        ),
        Text(
            "Indikatoren, die fast dasselbe messen, zählen doppelt; die Hinweise auf ähnliche "
            "Indikatoren zeigen, welche das sind.",
            "Indicators that measure nearly the same count twice; the notes on near duplicates "
            "show which these are.",
        ),
    ),
    "much_industry": Preset(
        Text("Viel Industrie", "Much industry"),
        Text(
            "⟦Eine Initiative⟧ lohnt sich, wo viele Menschen in Fabriken arbeiten und Industrie "
            "den Ort prägt, ob es ihr gut geht oder nicht: Anteil, Besatz und Zahl der "
            "Beschäftigten, dazu große Betriebe als Träger.",
            "⟦An initiative⟧ pays where many people work in factories and industry shapes the "
            "place, whether it thrives or not: share, density per inhabitant and number of "
            "employees, and large establishments as sponsors.",
        ),
        Text(
            "Sagt nichts über Bedarf: Vorn stehen auch Kreise, denen es sehr gut geht. Die "
            "Gegenfrage stellt „Unter Druck“.",
            "Says nothing about need: districts that do very well stand in front, too. \"Under "
            "pressure\" asks the opposite question.",
        ),
        {
            "industry_pct": 30, "manufacturing_employees": 35, "manufacturing_per_1000": 20,
            "large_sites_pct": 15,
        },
    ),
    "under_pressure": Preset(
        Text("Unter Druck", "Under pressure"),
        Text(
            "⟦Eine Initiative⟧ wird gebraucht, wo Menschen ohne Arbeit und Abschluss sind und "
            "Industriearbeitsplätze verschwinden, sofern noch genug Industrie da ist, um sie zu "
            "tragen.",
            "⟦An initiative⟧ is needed where people lack work and certificates and industrial jobs "
            "disappear, as long as enough industry is left to carry it.",
        ),
        Text(
            "Starke Industriekreise mit wenig Arbeitslosigkeit stehen weit hinten, auch wenn ihnen "
            "ein Umbau bevorsteht. Die Gegenfrage stellt „Viel Industrie“.",
            "Strong industrial districts with little unemployment stand far back, even where a "
            "conversion lies ahead of them. \"Much industry\" asks the opposite question.",
        ),
        {
            "unemployment_pct": 20, "long_term_unemployed_pct": 15, "no_certificate_pct": 15,
            "industry_change_5y": 10, "industry_change_3y": 10, "manufacturing_employees": 30,
        },
    ),
    "transformation": Preset(
        Text("Transformationsdruck", "Transformation pressure"),
        Text(
            "⟦Initiativen⟧ entstehen, wo viele Arbeitsplätze am Umbau der Industrie hängen, wie in "
            "den Automobilnetzwerken und Kohlerevieren: hoher Anteil des Produzierenden "
            "Gewerbes, sinkende Beschäftigung, anerkannter Strukturwandel.",
            "⟦Initiatives⟧ arise where many jobs depend on the conversion of industry, as in the "
            "automotive networks and coal regions: a high share of industry, falling industrial "
            "employment, officially recognised structural change.",
        ),
        Text(
            "Betroffene Branchen, Antriebsstrang, Emissionen und Ersetzbarkeit von Tätigkeiten "
            "fehlen, weil Branchenzahlen je Kreis teils geheim sind. Ein Kreis kann unter Druck "
            "stehen, bevor die Beschäftigung sinkt.",
            "Affected branches, powertrain jobs, emissions and replaceable tasks are missing, "
            "because branch figures per district are partly secret. A district can be under "
            "pressure before employment falls.",
        ),
        {
            "industry_pct": 20, "manufacturing_pct": 10, "manufacturing_employees": 10,
            "industry_change_5y": 10, "industry_change_3y": 10, "coal_region": 15,
            "unemployment_pct": 5, "large_sites_pct": 10, "apprentices_per_100": 10,
        },
    ),
    "dense": Preset(
        Text("Dicht, aber wenig beachtet", "Dense but unnoticed"),
        Text(
            "Wo Industrie einen großen Teil der Arbeit stellt, ohne im öffentlichen Bild "
            "vorzukommen, gründen Kammern und Betriebe ⟦a:eine Initiative⟧ für Anerkennung und "
            "Nachwuchs, wie in Lippe, Nord-Westfalen und Südwestfalen.",
            "Where industry provides much of the work without being part of the public picture, "
            "chambers and firms found ⟦an initiative⟧ for recognition and young talent, as in "
            "Lippe, Nord-Westfalen and Südwestfalen.",
        ),
        Text(
            "Ob die Industrie tatsächlich wenig beachtet ist, misst keine Zahl hier; dafür fehlen "
            "Umfragen je Kreis. Städte mit viel Industrie, aber kleinem Anteil bleiben unten.",
            "Whether industry really goes unnoticed is measured by no figure here; surveys per "
            "district are missing. Cities with much industry but a small share stay low.",
        ),
        {
            "industry_pct": 35, "manufacturing_pct": 20, "industry_density": 10,
            "apprentices_per_100": 15, "large_sites_pct": 10, "vocational_leavers_per_1000": 10,
        },
    ),
    "overlooked": Preset(
        Text("Übersehen in der Dienstleistungsstadt", "Overlooked in a service city"),
        Text(
            "In Verwaltungs- und Dienstleistungsstädten wie Bonn, Wiesbaden und Münster arbeiten "
            "viele Menschen in der Industrie, aber ihr Anteil ist klein. Es zählt die absolute "
            "Zahl; ein kleiner Anteil spricht hier für, nicht gegen eine Gründung.",
            "In cities of administration and services such as Bonn, Wiesbaden and Münster many "
            "people work in industry, but their share is small. The absolute number counts; here "
            "a small share speaks for a founding, not against it.",
        ),
        Text(
            "Die größten Städte liegen durch ihre schiere Größe vorn, auch wenn ihre Industrie "
            "gut sichtbar ist. Ob Rat und Öffentlichkeit sie übersehen, weiß nur jemand vor Ort.",
            "The largest cities lead by sheer size, even where their industry is well visible. "
            "Whether council and public overlook it is known only to people on site.",
        ),
        {
            "manufacturing_employees": 45, "industry_pct": 15, "industry_density": 5,
            "enterprises_per_1000": 10, "students_per_100": 10, "gdp_per_head": 10,
            "age_18_24_pct": 5,
        },
        {"industry_pct": "less"},
    ),
    "site_conflict": Preset(
        Text("Konflikt um Fläche oder Standort", "Conflict over land or a site"),
        Text(
            "Wo viel Industrie auf engem Raum neben anderen Nutzungen liegt, entstehen Konflikte, "
            "und aus ihnen Bündnisse, wie am Hochrhein, in Dormagen und Wesseling. Als Näherung "
            "dienen Beschäftigte des Produzierenden Gewerbes je km² Siedlungsfläche und große "
            "Betriebe.",
            "Where much industry lies close to other uses, conflicts arise and alliances out of "
            "them, as on the Hochrhein, in Dormagen and Wesseling. Industrial employees per "
            "built-up area and large establishments serve as a proxy.",
        ),
        Text(
            "Für diese Logik fehlen die eigentlichen Daten: Störfallbetriebe, Flächenknappheit, "
            "strittige Vorhaben und Zustimmung vor Ort liegen je Kreis nicht offen vor. Das "
            "Ergebnis ist nur ein Hinweis, wo nachzufragen wäre.",
            "The proper data for this logic are missing: hazardous-incident plants, shortage of "
            "land, disputed projects and local approval are not openly available per district. "
            "The result only hints at where to ask.",
        ),
        {"industry_density": 60, "manufacturing_employees": 15, "large_sites_pct": 25},
    ),
    "shock": Preset(
        Text("Schock: Schließungen und Stellenabbau", "Shock: closures and job cuts"),
        Text(
            "Nach starkem Abbau von Industriearbeitsplätzen suchen Kammern, Gewerkschaften und "
            "Politik gemeinsam Antworten, wie in Neckar-Alb 1996, in Augsburg und Schweinfurt. Es "
            "zählen der Rückgang über fünf und drei Jahre und die Arbeitslosigkeit.",
            "After a sharp fall in industrial jobs chambers, unions and politics look for answers "
            "together, as in Neckar-Alb in 1996, in Augsburg and Schweinfurt. The decline over "
            "five and three years and unemployment count.",
        ),
        Text(
            "Die Zahlen enden im Juni 2023: Angekündigte Schließungen und jüngere Abbaupläne "
            "stecken nicht darin. Ein Rückgang kann auch ein Umzug über die Kreisgrenze sein.",
            "The figures end in June 2023: announced closures and later job cuts are not in them. "
            "A decline can also be a move across the district border.",
        ),
        {
            "industry_change_5y": 25, "industry_change_3y": 25, "unemployment_pct": 15,
            "industry_pct": 10, "large_sites_pct": 10, "tax_per_head": 15,
        },
    ),
    "opportunity": Preset(
        Text("Gelegenheit: Förderung, Hafen, Wasserstoff", "Opportunity: funds, port, hydrogen"),
        Text(
            "⟦Initiativen⟧ entstehen, wo Geld oder ein großes Vorhaben bereitliegt, wie in "
            "Wilhelmshaven, Salzgitter und im Emsland, und wo Träger stark genug sind, es zu "
            "nutzen. Es zählen die Förderung als Kohleregion und die Voraussetzungen.",
            "⟦Initiatives⟧ arise where money or a large project is at hand, as in Wilhelmshaven, "
            "Salzgitter and the Emsland, and where sponsors are strong enough to use it. Funding "
            "as a coal region and the capacities count.",
        ),
        Text(
            "Häfen, Wasserstoffkernnetz und Fördergebiete je Kreis fehlen; nur die Kohleregionen "
            "sind bekannt. Gelegenheiten kommen und gehen schneller als jede Statistik.",
            "Ports, the hydrogen core grid and assisted areas per district are missing; only the "
            "coal regions are known. Opportunities come and go faster than any statistics.",
        ),
        {
            "coal_region": 25, "manufacturing_employees": 10, "large_sites_pct": 15,
            "tax_per_head": 15, "gdp_per_head": 10, "enterprises_per_1000": 5,
            "apprentices_per_100": 10, "students_per_100": 10,
        },
    ),
}  # fmt: skip


def _further() -> Iterator[tuple[str, Preset]]:
    """Logics of the programme's own."""
    for name, logic in programme().presets.further.items():
        texts = logic.name.text, logic.assumes.text, logic.misses.text
        yield name, Preset(*texts, logic.weights, logic.directions)


PRESETS: dict[str, Preset] = {
    **{name: _BUILT_IN[name] for name in ("balanced", "equal", *programme().presets.keep)},
    **dict(_further()),
}

DIFFUSION = Preset(
    Text("Nachahmung", "Diffusion"),
    Text(
        "⟦Initiativen⟧ verbreiten sich durch Vorbilder in der Nähe, wie von Münster nach Köln und "
        "Bonn. Je näher ⟦die nächste vernetzte Initiative⟧, desto leichter die Gründung.",
        "Initiatives spread through examples nearby, as from Münster to Köln and Bonn. The closer "
        "the ⟦nearest linked initiative⟧, the easier a founding.",
    ),
    Text(
        "Luftlinie sagt nichts über Kammergrenzen und persönliche Kontakte. Wer weit entfernte "
        "Lücken schließen will, lässt diesen Anteil bei 0.",
        "Straight lines know nothing of chamber borders and personal contacts. Whoever wants to "
        "close remote gaps leaves this share at 0.",
    ),
)


# Two wishes that exclude each other are shown as two rankings in one list.
WISHES = ("much_industry", "under_pressure")


def preset(name: str) -> Preset:
    """Return the preset of that name, or raise `ScenarioError` with the names there are."""
    check_choice("Scenario.preset", name, PRESETS)
    return PRESETS[name]
