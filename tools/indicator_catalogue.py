"""The rows of `data/indicator_catalogue.csv`: what each indicator means and why it is in.

Default weights are points out of 100: 25 for each of the four dimensions, spread evenly inside a
dimension. The one exception is the coal-region flag: a yes/no value spreads over the whole scale
and would outweigh measured values, so it gets 4 of its dimension's 25 points.
"""

from __future__ import annotations

COLUMNS = (
    "id", "name_de", "name_en", "short_de", "short_en", "axis", "dimension", "dimension_de",
    "dimension_en", "direction", "ideal", "unit_de", "unit_en", "kind", "decimals", "year",
    "source", "weight", "why_de", "why_en", "weakness_de", "weakness_en",
)  # fmt: skip

REFERENCE = ("reference", "reference", "Bezugsgrößen", "Reference values")
INDUSTRY = ("need", "industrial_base", "Industrielle Basis", "Industrial base")
PRESSURE = ("need", "pressure", "Veränderungsdruck", "Pressure to change")
ACTORS = ("capacity", "actors", "Akteure und Wirtschaftskraft", "Actors and economic strength")
SKILLS = ("capacity", "skills", "Fachkräfte und junge Menschen", "Skills and young people")

# id, names, group, direction, units, kind, decimals, year, source, weight, why, weakness;
# texts are pairs (German, English).
ROWS = [
    (
        "population",
        ("Einwohnerinnen und Einwohner am 31.12.2022", "Inhabitants on 31.12.2022"),
        ("Einwohner", "Inhabitants"),
        REFERENCE, "", ("Einwohner", "inhabitants"), "count", 0, 2022, "bkg_vg250_ew", None,
        (
            "Bezugsgröße der Abdeckungsquoten: Wie viele Menschen leben in erreichten Kreisen?",
            "Base of the coverage rates: how many people live in districts that are reached?",
        ),
        (
            "Fortschreibung auf Basis des Zensus 2011; der Zensus 2022 liegt bundesweit um mehr"
            " als eine Million niedriger.",
            "Updated from the 2011 census; the 2022 census is lower by more than a million"
            " nationwide.",
        ),
    ),
    (
        "industry_pct",
        (
            "Anteil der Beschäftigten im Produzierenden Gewerbe am 30.06.2023",
            "Share of employees in the producing sector on 30.06.2023",
        ),
        ("Industrieanteil", "Industry share"),
        INDUSTRY, "more", ("%", "%"), "share", 1, 2023, "ba", 6.25,
        (
            "Zeigt, wie stark der örtliche Arbeitsmarkt von der Industrie lebt. Je höher der"
            " Anteil, desto mehr Menschen betrifft, was eine Initiative bewegt.",
            "Shows how much the local labour market depends on industry. The higher the share,"
            " the more people are affected by what an initiative does.",
        ),
        (
            "Enthält Bau und Energieversorgung. In 10 Kreisen geheim, darunter Wolfsburg. Gezählt"
            " wird am Arbeitsort; Selbstständige und Beamte fehlen. Benachteiligt große"
            " Dienstleistungsstädte mit viel Industrie.",
            "Includes construction and energy supply. Secret in 10 districts, Wolfsburg among"
            " them. Counted at the workplace; self-employed people and civil servants are"
            " missing. Puts large service cities with much industry at a disadvantage.",
        ),
    ),
    (
        "industry_employees",
        (
            "Beschäftigte im Produzierenden Gewerbe am 30.06.2023 (Anzahl)",
            "Employees in the producing sector on 30.06.2023 (number)",
        ),
        ("Industriebeschäftigte", "Industry employees"),
        INDUSTRY, "more", ("Beschäftigte", "employees"), "count", 0, 2023, "ba", 6.25,
        (
            "Zeigt, wie viele Menschen eine Initiative erreichen kann. Macht Industrie in Städten"
            " sichtbar, die als Dienstleistungs- oder Verwaltungsstandort gelten. Zugleich"
            " Bezugsgröße der Abdeckungsquoten.",
            "Shows how many people an initiative can reach. Makes industry visible in cities"
            " known for services or administration. Also the base of the coverage rates.",
        ),
        (
            "Errechnet: Einwohner am 31.12.2022 × Beschäftigte je 1.000 Einwohner × Anteil. Die"
            " Quelle nennt den Stichtag der Einwohner nicht; mit dem 31.12.2022 ergibt die Summe"
            " aller Beschäftigten 34,71 Millionen. Durch gerundete Ausgangswerte bis 0,8 % ungenau"
            " (Bonn), meist unter 0,3 %. In 10 Kreisen unbekannt. Sehr schief verteilt: Berlin,"
            " Hamburg und München liegen weit vorn.",
            "Computed: inhabitants on 31.12.2022 × employees per 1,000 inhabitants × share. The"
            " source does not name the population date; with 31.12.2022 all employees add up to"
            " 34.71 million. Rounded inputs make it inexact by up to 0.8 % (Bonn), mostly below"
            " 0.3 %. Unknown in 10 districts. Very skewed: Berlin, Hamburg and Munich are far"
            " ahead.",
        ),
    ),
    (
        "manufacturing_pct",
        (
            "Anteil des Verarbeitenden Gewerbes am Produzierenden Gewerbe, Beschäftigte am"
            " 30.06.2020",
            "Share of manufacturing in the producing sector, employees on 30.06.2020",
        ),
        ("Anteil Verarbeitendes Gewerbe", "Manufacturing share"),
        INDUSTRY, "more", ("%", "%"), "share", 1, 2020, "regionalstatistik", 6.25,
        (
            "Trennt Fabriken von Baustellen: Das Produzierende Gewerbe zählt auch Bau und"
            " Energieversorgung mit. Hohe Werte heißen, dass wirklich Industriebetriebe"
            " dahinterstehen.",
            "Tells factories from building sites: the producing sector also counts construction"
            " and energy supply. High values mean that industrial firms really stand behind it.",
        ),
        (
            "Stand 2020. In 17 Kreisen geheim, weil einer der beiden Werte gesperrt ist (unter"
            " anderem Wolfsburg, Ingolstadt, Bremen). Sagt nichts über die Größe der Industrie.",
            "As of 2020. Secret in 17 districts because one of the two values is withheld"
            " (Wolfsburg, Ingolstadt, Bremen among them). Says nothing about the size of"
            " industry.",
        ),
    ),
    (
        "industry_density",
        (
            "Beschäftigte im Produzierenden Gewerbe je Quadratkilometer Siedlungs- und"
            " Verkehrsfläche",
            "Employees in the producing sector per square kilometre of settlement and transport"
            " area",
        ),
        ("Industriedichte", "Industrial density"),
        INDUSTRY, "more", ("Beschäftigte je km²", "employees per km²"), "rate", 0, 2023, "ba",
        6.25,
        (
            "Wo viele Industriearbeitsplätze auf wenig bebautem Raum liegen, sind Nachbarschaft,"
            " Verkehr und Flächen häufiger ein Streitthema. Näherung für Standortkonflikte.",
            "Where many industrial jobs share little built-up land, neighbours, traffic and sites"
            " are more often disputed. A proxy for site conflicts.",
        ),
        (
            "Nur eine Näherung: Konflikte selbst werden nirgends je Kreis gezählt. Fläche vom"
            " 31.12.2021, Beschäftigte vom 30.06.2023. Kreisfreie Städte liegen von Natur aus"
            " höher als Landkreise. In 10 Kreisen unbekannt.",
            "Only a proxy: conflicts themselves are not counted by district anywhere. Area of"
            " 31.12.2021, employees of 30.06.2023. Independent cities lie above rural districts"
            " by nature. Unknown in 10 districts.",
        ),
    ),
    (
        "unemployment_pct",
        ("Arbeitslosenquote im Oktober 2023", "Unemployment rate in October 2023"),
        ("Arbeitslosenquote", "Unemployment rate"),
        PRESSURE, "more", ("%", "%"), "rate", 1, 2023, "ba", 7,
        (
            "Hohe Arbeitslosigkeit deutet auf ungelösten Strukturwandel und auf Bedarf an"
            " gemeinsamer Arbeit für Industriearbeitsplätze.",
            "High unemployment points to unresolved structural change and to a need for joint"
            " work on industrial jobs.",
        ),
        (
            "Die Richtung ist eine politische Setzung: Hier zählt hohe Arbeitslosigkeit als"
            " Bedarf; niedrige kann ebenso Fachkräftemangel bedeuten. Ein einzelner Monat, nicht"
            " saisonbereinigt.",
            "The direction is a policy choice: here high unemployment counts as need; a low rate"
            " can just as well mean a shortage of skilled labour. A single month, not seasonally"
            " adjusted.",
        ),
    ),
    (
        "industry_change_5y",
        (
            "Veränderung der Beschäftigten im Produzierenden Gewerbe, 30.06.2015 bis 30.06.2020",
            "Change in producing-sector employees, 30.06.2015 to 30.06.2020",
        ),
        ("Industriewandel 2015-2020", "Industry change 2015-2020"),
        PRESSURE, "less", ("% Veränderung", "% change"), "rate", 1, 2020, "regionalstatistik", 7,
        (
            "Zeigt den längeren Trend. Ein Rückgang spricht für Veränderungsdruck und damit für"
            " Bedarf; deshalb zählen niedrige Werte.",
            "Shows the longer trend. A decline speaks for pressure to change and so for need;"
            " therefore low values count.",
        ),
        (
            "Die Richtung ist eine Setzung: Wachstum kann ebenso eine Gelegenheit sein. Wechselt"
            " ein großer Betrieb die Branche oder den Meldeort, springt der Wert (etwa Stuttgart,"
            " Cottbus). Endet im ersten Pandemiejahr. In 18 Kreisen geheim. Göttingen und"
            " Wartburgkreis aus den Altkreisen summiert; Wechsel einzelner Gemeinden nicht"
            " bereinigt.",
            "The direction is a choice: growth can just as well be an opportunity. When a large"
            " firm changes its branch or the place it reports, the value jumps (Stuttgart,"
            " Cottbus). Ends in the first pandemic year. Secret in 18 districts. Göttingen and"
            " Wartburgkreis are summed from their former districts; single municipalities that"
            " moved are not corrected.",
        ),
    ),
    (
        "industry_change_3y",
        (
            "Veränderung der Beschäftigten im Produzierenden Gewerbe, 30.06.2020 bis 30.06.2023",
            "Change in producing-sector employees, 30.06.2020 to 30.06.2023",
        ),
        ("Industriewandel 2020-2023", "Industry change 2020-2023"),
        PRESSURE, "less", ("% Veränderung", "% change"), "rate", 1, 2023, "ba", 7,
        (
            "Zeigt den jüngsten Einschnitt: Schließungen und Stellenabbau seit der Pandemie."
            " Überschneidet sich nicht mit dem Zeitraum 2015 bis 2020.",
            "Shows the latest break: closures and job cuts since the pandemic. Does not overlap"
            " with the period 2015 to 2020.",
        ),
        (
            "Verbindet zwei Quellen: Endwert aus gerundeten Angaben der Bundeswahlleiterin"
            " errechnet, Anfangswert aus Tabelle 13111 der Regionalstatistik; dadurch bis 1"
            " Prozentpunkt ungenau. In 19 Kreisen unbekannt. Neue Werke (Oder-Spree +57 %) und"
            " Branchenwechsel stechen heraus. Richtung wie beim Fünfjahreswert eine Setzung.",
            "Joins two sources: the end value is computed from rounded figures of the election"
            " office, the start value is table 13111 of the statistical offices; so it is inexact"
            " by up to 1 percentage point. Unknown in 19 districts. New plants (Oder-Spree +57 %)"
            " and changes of branch stand out. The direction is a choice, as for the five-year"
            " value.",
        ),
    ),
    (
        "coal_region",
        (
            "Kohleregion nach Investitionsgesetz Kohleregionen (1 = ja)",
            "Coal region under the Investitionsgesetz Kohleregionen (1 = yes)",
        ),
        ("Kohleregion", "Coal region"),
        PRESSURE, "more", ("1 = ja, 0 = nein", "1 = yes, 0 = no"), "index", 0, 2020, "invkg", 4,
        (
            "Hier ist der Ausstieg aus der Kohle gesetzlich anerkannt und wird gefördert: Druck"
            " und Gelegenheit zugleich.",
            "Here the law recognises and funds the exit from coal: pressure and opportunity at"
            " once.",
        ),
        (
            "Nur ja oder nein, 34 Kreise: Braunkohlereviere, Steinkohlestandorte und ehemalige"
            " Reviere gleich behandelt. Auch Leipzig und Rostock zählen. Textstand Januar 2022.",
            "Only yes or no, 34 districts: lignite areas, hard-coal sites and former areas are"
            " treated alike. Leipzig and Rostock count too. Text as of January 2022.",
        ),
    ),
    (
        "enterprises_per_1000",
        (
            "Unternehmen je 1.000 Einwohner 2021 (Unternehmensregister)",
            "Enterprises per 1,000 inhabitants 2021 (business register)",
        ),
        ("Unternehmensdichte", "Enterprise density"),
        ACTORS, "more", ("je 1.000 Einwohner", "per 1,000 inhabitants"), "rate", 1, 2021,
        "wahlleiterin", 5,
        (
            "Mehr Unternehmen heißt mehr mögliche Gründungsmitglieder und Partner.",
            "More enterprises mean more possible founding members and partners.",
        ),
        (
            "Zählt alle Branchen, auch Büros und Läden, und sagt nichts über ihre Größe."
            " Unternehmen zählen am Sitz, nicht am Standort des Werks.",
            "Counts all branches, offices and shops included, and says nothing about their size."
            " Enterprises count at their seat, not where the plant stands.",
        ),
    ),
    (
        "crafts_per_1000",
        (
            "Handwerksunternehmen je 1.000 Einwohner 2021",
            "Craft enterprises per 1,000 inhabitants 2021",
        ),
        ("Handwerksdichte", "Craft density"),
        ACTORS, "more", ("je 1.000 Einwohner", "per 1,000 inhabitants"), "rate", 1, 2021,
        "wahlleiterin", 5,
        (
            "Handwerksbetriebe sind Zulieferer und Ausbilder; mit den Handwerkskammern steht ein"
            " erfahrener Partner bereit.",
            "Craft firms supply industry and train young people; with the chambers of crafts an"
            " experienced partner is at hand.",
        ),
        (
            "Auf dem Land höher als in Städten. Enthält Friseure und Bäcker ebenso wie"
            " Metallbauer.",
            "Higher in the country than in cities. Includes hairdressers and bakers as well as"
            " metal workers.",
        ),
    ),
    (
        "large_sites_pct",
        (
            "Anteil der Betriebe mit 250 und mehr Beschäftigten 2022",
            "Share of establishments with 250 or more employees 2022",
        ),
        ("Großbetriebe", "Large establishments"),
        ACTORS, "more", ("%", "%"), "share", 2, 2022, "inkar", 5,
        (
            "Große Betriebe haben Personal und Geld, um eine Initiative anzustoßen und zu tragen.",
            "Large establishments have the staff and money to start and carry an initiative.",
        ),
        (
            "Zählt alle Branchen, auch Kliniken, Hochschulen und Verwaltungen. Anteil an den"
            " Betrieben, nicht an den Beschäftigten; Werte zwischen 0,05 und 1,05 %.",
            "Counts all branches, hospitals, universities and administrations included. A share"
            " of establishments, not of employees; values between 0.05 and 1.05 %.",
        ),
    ),
    (
        "tax_per_head",
        (
            "Gemeindliche Steuerkraft je Einwohner 2019",
            "Municipal tax strength per inhabitant 2019",
        ),
        ("Steuerkraft", "Tax strength"),
        ACTORS, "more", ("Euro je Einwohner", "euros per inhabitant"), "rate", 0, 2019, "inkar",
        5,
        (
            "Steuerstarke Kommunen können eine Geschäftsstelle mitfinanzieren.",
            "Municipalities with strong tax revenue can help to fund an office.",
        ),
        (
            "Stand 2019, vor der Pandemie; Gewerbesteuer schwankt stark mit einzelnen Firmen."
            " Hängt mit dem Bruttoinlandsprodukt zusammen (r = 0,73).",
            "As of 2019, before the pandemic; business tax varies strongly with single firms."
            " Related to gross domestic product (r = 0.73).",
        ),
    ),
    (
        "gdp_per_head",
        (
            "Bruttoinlandsprodukt je Einwohner 2021",
            "Gross domestic product per inhabitant 2021",
        ),
        ("Wirtschaftskraft", "Economic strength"),
        ACTORS, "more", ("Euro je Einwohner", "euros per inhabitant"), "rate", 0, 2021,
        "wahlleiterin", 5,
        (
            "Zeigt die Wirtschaftskraft am Ort und damit die Mittel möglicher Träger.",
            "Shows local economic strength and so the means of possible sponsors.",
        ),
        (
            "Durch Pendler verzerrt: Wolfsburg 158.749 Euro, das benachbarte Gifhorn 22.302 Euro.",
            "Distorted by commuters: Wolfsburg 158,749 euros, neighbouring Gifhorn 22,302 euros.",
        ),
    ),
    (
        "apprentices_per_100",
        (
            "Auszubildende je 100 Einwohner von 15 bis 25 Jahren 2022",
            "Apprentices per 100 inhabitants aged 15 to 25, 2022",
        ),
        ("Auszubildende", "Apprentices"),
        SKILLS, "more", ("je 100 Einwohner 15-25", "per 100 inhabitants 15-25"), "rate", 1, 2022,
        "inkar", 5,
        (
            "Viele Auszubildende heißt: Betriebe bilden aus, junge Menschen entscheiden sich für"
            " einen Beruf. Nachwuchs ist ein Kernthema der Initiativen.",
            "Many apprentices mean that firms train and young people choose a trade. Young"
            " talent is a core topic of the initiatives.",
        ),
        (
            "Hochschulstädte liegen niedrig, weil ihre jungen Leute studieren. Zählt alle Berufe,"
            " nicht nur industrielle. Hängt mit dem Industrieanteil zusammen (r = 0,69).",
            "University cities are low because their young people study. Counts all occupations,"
            " not only industrial ones. Related to the industry share (r = 0.69).",
        ),
    ),
    (
        "vocational_leavers_per_1000",
        (
            "Abgänge aus beruflichen Schulen je 1.000 Einwohner 2022",
            "Leavers from vocational schools per 1,000 inhabitants 2022",
        ),
        ("Berufsschulabgänge", "Vocational school leavers"),
        SKILLS, "more", ("je 1.000 Einwohner", "per 1,000 inhabitants"), "rate", 1, 2022,
        "wahlleiterin", 5,
        (
            "Zeigt, wo Fachkräfte ausgebildet werden und wo berufliche Schulen als Partner"
            " bereitstehen.",
            "Shows where skilled workers are trained and where vocational schools are available"
            " as partners.",
        ),
        (
            "Gezählt am Schulort: Städte bilden für ihr Umland aus, Umlandkreise liegen nahe"
            " null. In 5 Kreisen steht ein Strich; er bleibt hier leer, weil die Datei das Zeichen"
            " nicht erklärt.",
            "Counted where the school is: cities train for their surroundings, whose districts"
            " are near zero. In 5 districts the file has a dash; it stays empty here because the"
            " file does not explain the mark.",
        ),
    ),
    (
        "students_per_100",
        (
            "Studierende je 100 Einwohner von 18 bis 25 Jahren 2021",
            "Students per 100 inhabitants aged 18 to 25, 2021",
        ),
        ("Studierende", "Students"),
        SKILLS, "more", ("je 100 Einwohner 18-25", "per 100 inhabitants 18-25"), "rate", 1, 2021,
        "inkar", 5,
        (
            "Hochschulen bringen Fachkräfte, Forschung und einen Partner an den Tisch.",
            "Universities bring skilled people, research and a partner to the table.",
        ),
        (
            "Gezählt am Hochschulort: 160 Kreise ohne Hochschule haben den Wert 0. Sehr schief;"
            " Hagen und Erfurt liegen wegen ihrer Fernstudierenden bei fast 500.",
            "Counted where the university is: 160 districts without one have the value 0. Very"
            " skewed; Hagen and Erfurt reach almost 500 through distance learners.",
        ),
    ),
    (
        "age_18_24_pct",
        (
            "Anteil der Bevölkerung von 18 bis 24 Jahren am 31.12.2022",
            "Share of the population aged 18 to 24 on 31.12.2022",
        ),
        ("Junge Erwachsene", "Young adults"),
        SKILLS, "more", ("%", "%"), "share", 1, 2022, "wahlleiterin", 5,
        (
            "Junge Erwachsene sind der Nachwuchs der Betriebe und eine Zielgruppe der"
            " Initiativen.",
            "Young adults are the next generation of workers and a target group of the"
            " initiatives.",
        ),
        (
            "In Hochschulstädten durch Studierende erhöht, die oft wieder wegziehen.",
            "Raised in university cities by students who often move away again.",
        ),
    ),
    (
        "no_certificate_pct",
        (
            "Anteil der Schulabgänge ohne Hauptschulabschluss 2022",
            "Share of school leavers without a lower secondary certificate 2022",
        ),
        ("Ohne Schulabschluss", "Without certificate"),
        SKILLS, "less", ("%", "%"), "share", 1, 2022, "wahlleiterin", 5,
        (
            "Wer keinen Abschluss hat, findet schwer in eine Ausbildung. Niedrige Werte sind eine"
            " bessere Voraussetzung für Fachkräftesicherung.",
            "Those without a certificate find it hard to enter training. Low values are a better"
            " condition for securing skilled labour.",
        ),
        (
            "Ein Jahrgang, in kleinen Kreisen wenige Fälle. Länder führen Förderschulen"
            " verschieden. Die Richtung ist eine Setzung: Hohe Werte könnten auch Bedarf anzeigen.",
            "One school year, few cases in small districts. The Länder run special schools"
            " differently. The direction is a choice: high values could also indicate need.",
        ),
    ),
]  # fmt: skip


def catalogue_row(row: tuple) -> dict[str, object]:
    """One row of the table, in the order of `COLUMNS`."""
    key, names, shorts, group, direction, units, kind, decimals, year, source, weight, *texts = row
    ideal = ""
    values = (
        key, *names, *shorts, *group, direction, ideal, *units, kind, decimals, year, source,
        weight, *texts[0], *texts[1],
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


CATALOGUE = [catalogue_row(row) for row in ROWS]
