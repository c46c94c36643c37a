"""The rows of `data/indicator_catalogue.csv`: what each indicator means and why it is in.

Three dimensions weigh by default, each with three indicators that hang together. Their points are
chosen so that the dimensions decide about the score as intended, 40 to 30 to 30 (`rollout score
--audit` measures it); inside a dimension they are spread evenly. All other indicators weigh 0 and
wait for the founding logics that use them.
"""

from __future__ import annotations

COLUMNS = (
    "id", "name_de", "name_en", "short_de", "short_en", "axis", "dimension", "dimension_de",
    "dimension_en", "direction", "ideal", "unit_de", "unit_en", "kind", "decimals", "year",
    "source", "weight", "scale", "fallbacks", "why_de", "why_en", "weakness_de", "weakness_en",
)  # fmt: skip

REFERENCE = ("reference", "reference", "Bezugsgrößen", "Reference values")
INDUSTRY = ("need", "industry", "Industrie", "Industry")
STRAIN = ("need", "strain", "Soziale Belastung", "Social strain")
CHANGE = ("need", "change", "Wandel", "Change")
MEANS = ("capacity", "means", "Wirtschaftskraft", "Economic strength")
SETTING = ("capacity", "setting", "Umfeld", "Setting")

INDUSTRY_POINTS, STRAIN_POINTS, MEANS_POINTS = 12.5, 13, 7.5

# Of indicators not named here gaps stay gaps. First the newest earlier year.
FALLBACKS = {
    "industry_pct": "earlier narrower remainder",
    "industry_employees": "earlier narrower remainder",
    "industry_density": "earlier narrower remainder",
    "manufacturing_pct": "earlier",
    "manufacturing_employees": "narrower",
    "manufacturing_per_1000": "narrower",
}
# Where twice as much means as much more at 1,000 as at 100,000: counts and money.
LOGARITHMIC = ("manufacturing_employees", "tax_per_head", "gdp_per_head")

# id, names, group, direction, units, kind, decimals, year, source, weight, why, weakness;
# texts are pairs (German, English).
ROWS = [
    (
        "population",
        ("Einwohnerinnen und Einwohner am 31.12.2022", "Inhabitants on 31.12.2022"),
        ("Einwohner", "Inhabitants"),
        REFERENCE, "", ("Einwohner", "inhabitants"), "count", 0, 2022, "bkg_vg250_ew", None,
        (
            "Bezugsgröße der Abdeckungsquoten: Wie viele Menschen leben in Kreisen mit einer "
            "Initiative?",
            "Base of the coverage rates: how many people live in districts with an initiative?",
        ),
        (
            "Fortschreibung auf Basis des Zensus 2011; der Zensus 2022 liegt bundesweit um mehr"
            " als eine Million niedriger.",
            "Updated from the 2011 census; the 2022 census is lower by more than a million"
            " nationwide.",
        ),
    ),
    (
        "industry_employees",
        (
            "Beschäftigte im Produzierenden Gewerbe am 30.06.2023 (Anzahl)",
            "Employees in the producing sector on 30.06.2023 (number)",
        ),
        ("Beschäftigte im Produzierenden Gewerbe", "Producing-sector employees"),
        REFERENCE, "", ("Beschäftigte", "employees"), "count", 0, 2023, "ba", None,
        (
            "Bezugsgröße der Abdeckungsquoten und des Plans: Wie viele Beschäftigte erreicht eine"
            " Initiative? Im Potenzialwert zählen stattdessen die Beschäftigten des"
            " Verarbeitenden Gewerbes, ohne Bau und Energieversorgung.",
            "Base of the coverage rates and of the plan: how many employees does an initiative"
            " reach? In the score manufacturing employees count instead, without construction and"
            " energy supply.",
        ),
        (
            "Errechnet: Einwohner am 31.12.2022 × Beschäftigte je 1.000 Einwohner × Anteil. Die"
            " Quelle nennt den Stichtag der Einwohner nicht; mit dem 31.12.2022 ergibt die Summe"
            " aller Beschäftigten 34,71 Millionen. Durch gerundete Ausgangswerte bis 0,8 %"
            " ungenau (Bonn), meist unter 0,3 %. In 10 Kreisen geheim; dort gilt ein genannter"
            " Ersatzwert. Sehr schief verteilt: Berlin, Hamburg und München liegen weit vorn.",
            "Computed: inhabitants on 31.12.2022 × employees per 1,000 inhabitants × share. The"
            " source does not name the population date; with 31.12.2022 all employees add up to"
            " 34.71 million. Rounded inputs make it inexact by up to 0.8 % (Bonn), mostly below"
            " 0.3 %. Secret in 10 districts, where a stated substitute counts. Very skewed:"
            " Berlin, Hamburg and Munich are far ahead.",
        ),
    ),
    (
        "industry_pct",
        (
            "Anteil der Beschäftigten im Produzierenden Gewerbe am 30.06.2023",
            "Share of employees in the producing sector on 30.06.2023",
        ),
        ("Anteil Produzierendes Gewerbe", "Producing-sector share"),
        INDUSTRY, "more", ("%", "%"), "share", 1, 2023, "ba",
        INDUSTRY_POINTS,
        (
            "Zeigt, wie stark der örtliche Arbeitsmarkt von der Industrie lebt. Je höher der"
            " Anteil, desto mehr Menschen betrifft, was eine Initiative bewegt.",
            "Shows how much the local labour market depends on industry. The higher the share,"
            " the more people are affected by what an initiative does.",
        ),
        (
            "Enthält Bau und Energieversorgung. In 10 Kreisen geheim, darunter Wolfsburg; dort"
            " gilt ein genannter Ersatzwert. Gezählt wird am Arbeitsort; Selbstständige und"
            " Beamte fehlen. Benachteiligt große Dienstleistungsstädte mit viel Industrie.",
            "Includes construction and energy supply. Secret in 10 districts, Wolfsburg among"
            " them, where a stated substitute counts. Counted at the workplace; self-employed"
            " people and civil servants are missing. Puts large service cities with much industry"
            " at a disadvantage.",
        ),
    ),
    (
        "manufacturing_employees",
        (
            "Beschäftigte im Verarbeitenden Gewerbe (Abschnitt C) am 30.06.2020 (Anzahl)",
            "Employees in manufacturing (section C) on 30.06.2020 (number)",
        ),
        ("Beschäftigte im Verarbeitenden Gewerbe", "Manufacturing employees"),
        INDUSTRY, "more", ("Beschäftigte", "employees"), "count", 0, 2020, "regionalstatistik",
        INDUSTRY_POINTS,
        (
            "Zeigt, wie viele Menschen in Fabriken arbeiten und was eine Initiative bewegen kann."
            " Macht Industrie in Städten sichtbar, die als Dienstleistungsstandort gelten. Auf"
            " logarithmischer Skala: Eine Verdopplung zählt überall gleich.",
            "Shows how many people work in factories and what an initiative can move. Makes"
            " industry visible in cities known for services. On a logarithmic scale: twice as"
            " many count the same everywhere.",
        ),
        (
            "Stand 2020, jüngere Zahlen für Abschnitt C liegen nicht offen vor. In 4 Kreisen"
            " geheim (Wolfsburg, Wolfenbüttel, Ingolstadt, Garmisch-Partenkirchen); dort gilt die"
            " letzte Zahl aus Betrieben ab 20 Beschäftigten.",
            "As of 2020, later figures of section C are not openly available. Secret in 4"
            " districts (Wolfsburg, Wolfenbüttel, Ingolstadt, Garmisch-Partenkirchen), where the"
            " last number from firms with 20 or more employees counts.",
        ),
    ),
    (
        "manufacturing_per_1000",
        (
            "Industriebesatz: Beschäftigte im Verarbeitenden Gewerbe (Abschnitt C) am 30.06.2020"
            " je 1.000 Einwohner",
            "Employees in manufacturing (section C) on 30.06.2020 per 1,000 inhabitants",
        ),
        ("Industriebesatz", "Manufacturing per inhabitant"),
        INDUSTRY, "more", ("je 1.000 Einwohner", "per 1,000 inhabitants"), "rate", 1, 2020,
        "regionalstatistik", INDUSTRY_POINTS,
        (
            "Zeigt, wie sehr Fabriken den Ort prägen, auch dort, wo viele aus dem Umland"
            " einpendeln. Hohe Werte heißen, dass wirklich Industriebetriebe dahinterstehen,"
            " nicht Bau oder Energieversorgung.",
            "Shows how much factories shape a place, also where many commute in from around it."
            " High values mean that industrial firms really stand behind it, not construction or"
            " energy supply.",
        ),
        (
            "Beschäftigte von 2020, Einwohner vom 31.12.2022. Gezählt am Arbeitsort: Kleine"
            " Städte mit großem Werk liegen weit vorn (Wolfsburg, Schweinfurt,"
            " Dingolfing-Landau). In 4 Kreisen aus der letzten Zahl der Betriebe ab 20"
            " Beschäftigten.",
            "Employees of 2020, inhabitants of 31.12.2022. Counted at the workplace: small cities"
            " with a large plant are far ahead (Wolfsburg, Schweinfurt, Dingolfing-Landau). In 4"
            " districts from the last number of firms with 20 or more employees.",
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
        INDUSTRY, "more", ("%", "%"), "share", 1, 2020, "regionalstatistik",
        0,
        (
            "Trennt Fabriken von Baustellen: Das Produzierende Gewerbe zählt auch Bau und"
            " Energieversorgung mit. Hohe Werte heißen, dass wirklich Industriebetriebe"
            " dahinterstehen.",
            "Tells factories from building sites: the producing sector also counts construction"
            " and energy supply. High values mean that industrial firms really stand behind it.",
        ),
        (
            "Stand 2020. In 17 Kreisen geheim, weil einer der beiden Werte gesperrt ist; in 10"
            " davon gilt ein früheres Jahr, unbekannt bleiben unter anderem Wolfsburg und"
            " Ingolstadt. Sagt nichts über die Größe der Industrie.",
            "As of 2020. Secret in 17 districts because one of the two values is withheld; in 10"
            " of them an earlier year counts, Wolfsburg and Ingolstadt among others stay unknown."
            " Says nothing about the size of industry.",
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
        ("Dichte des Produzierenden Gewerbes", "Producing-sector density"),
        INDUSTRY, "more", ("Beschäftigte je km²", "employees per km²"), "rate", 0, 2023, "ba",
        0,
        (
            "Wo viele Industriearbeitsplätze auf wenig bebautem Raum liegen, sind Nachbarschaft,"
            " Verkehr und Flächen häufiger ein Streitthema. Näherung für Standortkonflikte.",
            "Where many industrial jobs share little built-up land, neighbours, traffic and sites"
            " are more often disputed. A proxy for site conflicts.",
        ),
        (
            "Nur eine Näherung: Konflikte selbst werden nirgends je Kreis gezählt. Fläche vom"
            " 31.12.2021, Beschäftigte vom 30.06.2023. Kreisfreie Städte liegen von Natur aus"
            " höher als Landkreise. In 10 Kreisen aus einem genannten Ersatzwert.",
            "Only a proxy: conflicts themselves are not counted by district anywhere. Area of"
            " 31.12.2021, employees of 30.06.2023. Independent cities lie above rural districts"
            " by nature. In 10 districts from a stated substitute.",
        ),
    ),
    (
        "unemployment_pct",
        ("Arbeitslosenquote im Oktober 2023", "Unemployment rate in October 2023"),
        ("Arbeitslosenquote", "Unemployment rate"),
        STRAIN, "more", ("%", "%"), "rate", 1, 2023, "ba", STRAIN_POINTS,
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
        "long_term_unemployed_pct",
        (
            "Anteil der Langzeitarbeitslosen an allen Arbeitslosen 2022",
            "Share of the long-term unemployed among all unemployed 2022",
        ),
        ("Langzeitarbeitslose", "Long-term unemployed"),
        STRAIN, "more", ("%", "%"), "share", 1, 2022, "inkar", STRAIN_POINTS,
        (
            "Wer lange arbeitslos ist, findet in die Betriebe am Ort nicht zurück: ein Zeichen"
            " für Wandel, der nicht bewältigt ist.",
            "Those out of work for long do not find their way back into local firms: a sign of"
            " change that has not been dealt with.",
        ),
        (
            "Anteil an den Arbeitslosen, nicht an allen: Auch wo wenige arbeitslos sind, kann er"
            " hoch sein. Hängt mit der Arbeitslosenquote zusammen (r = 0,76).",
            "A share of the unemployed, not of everybody: it can be high where few are out of"
            " work. Related to the unemployment rate (r = 0.76).",
        ),
    ),
    (
        "no_certificate_pct",
        (
            "Anteil der Schulabgänge ohne Hauptschulabschluss 2022",
            "Share of school leavers without a lower secondary certificate 2022",
        ),
        ("Ohne Schulabschluss", "Without certificate"),
        STRAIN, "more", ("%", "%"), "share", 1, 2022, "wahlleiterin", STRAIN_POINTS,
        (
            "Wer keinen Abschluss hat, findet schwer in eine Ausbildung. Hohe Werte zeigen, wo"
            " Nachwuchs für Betriebe und Chancen für junge Menschen zugleich fehlen.",
            "Those without a certificate find it hard to enter training. High values show where"
            " firms lack young talent and young people lack chances at once.",
        ),
        (
            "Ein Jahrgang, in kleinen Kreisen wenige Fälle. Länder führen Förderschulen"
            " verschieden. Die Richtung ist eine Setzung: Als Voraussetzung gelesen zählten"
            " niedrige Werte.",
            "One school year, few cases in small districts. The Länder run special schools"
            " differently. The direction is a choice: read as a capacity, low values would count.",
        ),
    ),
    (
        "industry_change_5y",
        (
            "Veränderung der Beschäftigten im Produzierenden Gewerbe, 30.06.2015 bis 30.06.2020",
            "Change in producing-sector employees, 30.06.2015 to 30.06.2020",
        ),
        ("Wandel Produzierendes Gewerbe 2015-2020", "Producing-sector change 2015-2020"),
        CHANGE, "less", ("% Veränderung", "% change"), "rate", 1, 2020, "regionalstatistik", 0,
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
        ("Wandel Produzierendes Gewerbe 2020-2023", "Producing-sector change 2020-2023"),
        CHANGE, "less", ("% Veränderung", "% change"), "rate", 1, 2023, "ba", 0,
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
        CHANGE, "more", ("1 = ja, 0 = nein", "1 = yes, 0 = no"), "index", 0, 2020, "invkg", 0,
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
        "gdp_per_head",
        (
            "Bruttoinlandsprodukt je Einwohner 2021",
            "Gross domestic product per inhabitant 2021",
        ),
        ("Wirtschaftskraft", "Economic strength"),
        MEANS, "more", ("Euro je Einwohner", "euros per inhabitant"), "rate", 0, 2021,
        "wahlleiterin", MEANS_POINTS,
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
        "tax_per_head",
        (
            "Gemeindliche Steuerkraft je Einwohner 2019",
            "Municipal tax strength per inhabitant 2019",
        ),
        ("Steuerkraft", "Tax strength"),
        MEANS, "more", ("Euro je Einwohner", "euros per inhabitant"), "rate", 0, 2019, "inkar",
        MEANS_POINTS,
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
        "large_sites_pct",
        (
            "Anteil der Betriebe mit 250 und mehr Beschäftigten 2022",
            "Share of establishments with 250 or more employees 2022",
        ),
        ("Großbetriebe", "Large establishments"),
        MEANS, "more", ("%", "%"), "share", 2, 2022, "inkar", MEANS_POINTS,
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
        "enterprises_per_1000",
        (
            "Unternehmen je 1.000 Einwohner 2021 (Unternehmensregister)",
            "Enterprises per 1,000 inhabitants 2021 (business register)",
        ),
        ("Unternehmensdichte", "Enterprise density"),
        SETTING, "more", ("je 1.000 Einwohner", "per 1,000 inhabitants"), "rate", 1, 2021,
        "wahlleiterin", 0,
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
        SETTING, "more", ("je 1.000 Einwohner", "per 1,000 inhabitants"), "rate", 1, 2021,
        "wahlleiterin", 0,
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
        "apprentices_per_100",
        (
            "Auszubildende je 100 Einwohner von 15 bis 25 Jahren 2022",
            "Apprentices per 100 inhabitants aged 15 to 25, 2022",
        ),
        ("Auszubildende", "Apprentices"),
        SETTING, "more", ("je 100 Einwohner 15-25", "per 100 inhabitants 15-25"), "rate", 1, 2022,
        "inkar", 0,
        (
            "Viele Auszubildende heißt: Betriebe bilden aus, junge Menschen entscheiden sich für"
            " einen Beruf. Nachwuchs ist ein Kernthema der Initiativen.",
            "Many apprentices mean that firms train and young people choose a trade. Young talent"
            " is a core topic of the initiatives.",
        ),
        (
            "Hochschulstädte liegen niedrig, weil ihre jungen Leute studieren. Zählt alle Berufe,"
            " nicht nur industrielle. Hängt mit dem Anteil des Produzierenden Gewerbes zusammen"
            " (r = 0,69) und läuft den Studierenden entgegen (r = -0,60).",
            "University cities are low because their young people study. Counts all occupations,"
            " not only industrial ones. Related to the producing-sector share (r = 0.69) and runs"
            " against students (r = -0.60).",
        ),
    ),
    (
        "vocational_leavers_per_1000",
        (
            "Abgänge aus beruflichen Schulen je 1.000 Einwohner 2022",
            "Leavers from vocational schools per 1,000 inhabitants 2022",
        ),
        ("Berufsschulabgänge", "Vocational school leavers"),
        SETTING, "more", ("je 1.000 Einwohner", "per 1,000 inhabitants"), "rate", 1, 2022,
        "wahlleiterin", 0,
        (
            "Zeigt, wo Fachkräfte ausgebildet werden und wo berufliche Schulen als Partner"
            " bereitstehen.",
            "Shows where skilled workers are trained and where vocational schools are available"
            " as partners.",
        ),
        (
            "Gezählt am Schulort: Städte bilden für ihr Umland aus, Umlandkreise liegen nahe"
            " null. In 5 Kreisen steht ein Strich; er bleibt hier leer, weil die Datei das"
            " Zeichen nicht erklärt.",
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
        SETTING, "more", ("je 100 Einwohner 18-25", "per 100 inhabitants 18-25"), "rate", 1, 2021,
        "inkar", 0,
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
        SETTING, "more", ("%", "%"), "share", 1, 2022, "wahlleiterin", 0,
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
]  # fmt: skip


def catalogue_row(row: tuple) -> dict[str, object]:
    """One row of the table, in the order of `COLUMNS`."""
    key, names, shorts, group, direction, units, kind, decimals, year, source, weight, *texts = row
    ideal = ""
    values = (
        key, *names, *shorts, *group, direction, ideal, *units, kind, decimals, year, source,
        weight, "log" if key in LOGARITHMIC else "", FALLBACKS.get(key, ""), *texts[0], *texts[1],
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


CATALOGUE = [catalogue_row(row) for row in ROWS]
