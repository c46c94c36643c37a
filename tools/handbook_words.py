"""German words of the generated handbook pages: examples, files, columns."""

SECTIONS = {
    "coverage": (
        "Abdeckung",
        "Welche Initiativen zählen und wann eine von ihnen einen Kreis erreicht.",
    ),
    "potential": ("Potenzial", "Wie das Gründungspotenzial gerechnet wird."),
    "bands": ("Rangbänder", "Was für die Rangbänder gezogen wird."),
    "plan": ("Plan", "Woraus der Plan wählt, worauf er zielt und was er einhält."),
    "calendar": ("Kalender", "Wann die Wellen beginnen und wie viel Arbeit sie machen."),
}

EXAMPLES = {
    "run": "rollout run --out out",
    "check": "rollout check meine_initiativen.csv",
    "whitespots": "rollout whitespots --land BY --rule seat",
    "score": "rollout score --top 20 --preset transformation",
    "experts": "rollout experts gewichte.csv --out szenario_gewichte.toml",
    "twins": "rollout twins 09662 07111",
    "backtest": "rollout backtest --years 2018",
    "propensity": "rollout propensity --ags 05112",
    "plan": "rollout plan --waves 2 --count 4 --explain\n"
    "rollout plan --area Sachsen --objective actions --budget 120",
    "meet": "rollout meet --within NW --places 2",
    "map": "rollout map --layer score --out potenzial.svg",
    "approve": 'rollout approve out "Leitung der Servicestelle" --out plan_2026.json',
    "follow": "rollout follow plan_2026.json",
    "diff": "rollout diff out 2021-12-31\nrollout diff meine_initiativen.csv neue_initiativen.csv",
    "report": "rollout report --out bericht.pdf\n"
    "rollout report --out folien.pptx\n"
    "rollout report --district 09662 --out schweinfurt.pdf",
    "letter": 'rollout letter --chamber "IHK für Niederbayern"\n'
    "rollout letter --land SN --to union",
    "selfcheck": "rollout selfcheck",
    "publish": "rollout publish --out oeffentlich --imprint impressum.md --privacy datenschutz.md",
    "dashboard": "rollout dashboard --port 8050",
    "data status": "rollout data status",
    "data import boundaries": "rollout data import boundaries vg250_ebenen.zip --data meine_daten",
    "data import indicators": "rollout data import indicators tabelle.csv "
    "--column broadband_pct --as broadband_pct --kind share --unit % --data meine_daten",
    "data catalogue": "rollout data catalogue",
    "data indicator": "rollout data indicator coal_region --out --data meine_daten\n"
    "rollout data indicator unemployment_pct --weight 10 --data meine_daten",
    "data update": "rollout data update --data meine_daten",
    "data restore": "rollout data restore --data meine_daten",
    "register add": "rollout register add name=Musterinitiative place=Schweinfurt "
    "district_ags=09662 network_status=founding",
    "register set": "rollout register set musterinitiative founded_year=2024",
    "register end": "rollout register end musterinitiative --in-year 2025",
    "register import": "rollout register import neue_initiativen.csv",
    "register list": "rollout register list",
    "register advice": "rollout register advice",
    "register log": "rollout register log",
    "inquiry add": 'rollout inquiry add 09662 none "IHK, Geschäftsführung" --date 2026-02-03',
    "workspace make": "rollout workspace make --workspace agentur.rollout --register "
    "meine_initiativen.csv",
    "workspace info": "rollout workspace info",
    "workspace import": "rollout workspace import neue_initiativen.csv --take",
    "workspace export": "rollout workspace export --out tabellen",
    "workspace history": "rollout workspace history --district 09662",
    "workspace undo": "rollout workspace undo",
    "workspace forget": "rollout workspace forget note --before 2023-01-01",
    "workspace backup": "rollout workspace backup --out kopie.rollout",
    "workspace user add": "rollout workspace user add agentur --right administer --office "
    "Servicestelle\n"
    'rollout workspace user add ihk --right chamber --office "IHK, Industrie" '
    '--chamber "IHK Würzburg-Schweinfurt"',
    "workspace user list": "rollout workspace user list",
    "workspace user set": "rollout workspace user set agentur --right edit --office Rollout",
    "workspace user password": "rollout workspace user password agentur",
    "workspace user close": "rollout workspace user close agentur",
    "workspace user open": "rollout workspace user open agentur",
    "workspace user log": "rollout workspace user log",
    "inquiry list": "rollout inquiry list",
    "inquiry log": "rollout inquiry log",
    "founding add": 'rollout founding add name="Industriedialog Nachbarregion" region_ags=09678 '
    "kind=new carrier=chamber trigger=2025-11",
    "founding step": "rollout founding step industriedialog-nachbarregion kickoff --date 2026-02 "
    "--favourable staff",
    "founding set": 'rollout founding set industriedialog-nachbarregion note="Antwort offen"',
    "founding close": 'rollout founding close industriedialog-nachbarregion --given-up "kein '
    'Träger gefunden" --date 2026-06',
    "founding list": "rollout founding list",
    "founding courses": "rollout founding courses",
    "founding log": "rollout founding log",
}

FILES = {
    "initiatives.csv": (
        "Register: 90 recherchierte regionale Industrieinitiativen, eine Stichprobe.",
        {
            "id": "Kennung, eindeutig, bleibt gleich",
            "name": "Name der Initiative",
            "carrier": "Träger",
            "kind": "Art der Initiative",
            "federal_network": "bundesgefördertes Automobil-Transformationsnetzwerk? yes oder no",
            "place": "Sitz (Ort)",
            "plz": "Postleitzahl des Sitzes",
            "district_ags": "Kreisschlüssel des Sitzes",
            "served_ags": "Kreise des erklärten Wirkungsgebiets, durch ; getrennt",
            "land": "Land des Sitzes",
            "latitude": "geografische Breite des Sitzes (WGS 84)",
            "longitude": "geografische Länge des Sitzes (WGS 84)",
            "founded_year": "Gründungsjahr; leer = unbekannt",
            "network_status": "networked (vernetzt), founding (in Gründung) oder unconnected "
            "(Anbindung nicht belegt)",
            "topics": "Themen, durch ; getrennt",
            "website": "öffentliche Webseite",
            "source_url": "Fundstelle",
            "source_note": "was die Fundstelle sagt",
            "confidence": "wie gut belegt: low, medium oder high",
            "ended_year": "Jahr des Endes; ab dann zählt die Initiative nicht mehr",
            "linked_since": "Datum der Anbindung, so genau wie bekannt; an einem früheren Stichtag "
            "zählt die Initiative als nicht angebunden; leer = unbekannt, zählt dann an jedem",
            "countries": "Nachbarländer, die mitwirken, etwa AT;CH; leer = keines bekannt",
        },
    ),
    "indicators.csv": (
        "Werte der Indikatoren je Kreis; leer = unbekannt oder geheim.",
        {
            "ags": "Kreisschlüssel, fünf Ziffern als Text",
            "(übrige)": "je Indikator eine Spalte, benannt nach seinem Kürzel; Beschreibung auf "
            "der Seite [Indikatoren](indikatoren.md)",
        },
    ),
    "indicator_fallbacks.csv": (
        "Amtliche Zahlen, die für geheime einspringen dürfen; jede Verwendung wird gekennzeichnet.",
        {
            "indicator": "Kürzel des Indikators",
            "ags": "Kreisschlüssel",
            "how": "earlier (früheres Jahr), narrower (nur ein Teil des Gemeinten, eher zu "
            "niedrig) oder remainder (Rest der übrigen Anteile zu 100 %, eher zu hoch)",
            "year": "Jahr der Zahl",
            "value": "Zahl in der Einheit des Indikators",
            "basis_de": "woher sie stammt, deutsch",
            "basis_en": "woher sie stammt, englisch",
            "source": "Kürzel der Quelle in sources.csv",
        },
    ),
    "indicator_catalogue.csv": (
        "Katalog: was jeder Indikator bedeutet und wie er zählt.",
        {
            "id": "Kürzel des Indikators",
            "name_de": "Name, deutsch",
            "name_en": "Name, englisch",
            "short_de": "Kurzname, deutsch",
            "short_en": "Kurzname, englisch",
            "axis": "need (Bedarf), capacity (Voraussetzungen) oder reference (Bezugsgröße)",
            "dimension": "Gruppe, in der er steht",
            "dimension_de": "Name der Gruppe, deutsch",
            "dimension_en": "Name der Gruppe, englisch",
            "direction": "more (viel spricht für eine Gründung), less (wenig) oder ideal",
            "ideal": "Idealwert bei direction ideal",
            "unit_de": "Einheit, deutsch",
            "unit_en": "Einheit, englisch",
            "kind": "count, rate, share, index oder distance",
            "decimals": "Nachkommastellen in der Anzeige",
            "year": "Bezugsjahr",
            "source": "Kürzel der Quelle in sources.csv",
            "weight": "Gewicht; leer bei Bezugsgrößen",
            "scale": "log: auf logarithmischer Skala verglichen; leer = wie er ist",
            "fallbacks": "was für einen geheimen Wert einspringen darf, in dieser Reihenfolge",
            "why_de": "warum er dabei ist, deutsch",
            "why_en": "warum er dabei ist, englisch",
            "weakness_de": "was er nicht kann, deutsch",
            "weakness_en": "was er nicht kann, englisch",
        },
    ),
    "sources.csv": (
        "Quellen mit Stand, Lizenz und Wortlaut der Namensnennung.",
        {
            "id": "Kürzel der Quelle",
            "publisher": "Herausgeber",
            "title": "Titel",
            "reference_date": "Stand",
            "licence": "Lizenz",
            "licence_url": "Adresse der Lizenz",
            "attribution_de": "Quellenvermerk, deutsch",
            "attribution_en": "Quellenvermerk, englisch",
            "url": "Fundstelle",
            "note": "Anmerkung, auch zu ungeklärten Lizenzen",
        },
    ),
    "chambers.csv": (
        "Industrie- und Handelskammern der Kreise.",
        {
            "ags": "Kreisschlüssel",
            "chamber": "Name der Kammer",
            "share": "Anteil der Einwohner des Kreises (2017), der zu dieser Kammer gehört; je "
            "Kreis zusammen 1",
        },
    ),
    "borders.csv": (
        "Kreise an der Staatsgrenze.",
        {
            "ags": "Kreisschlüssel",
            "country": "Nachbarland (zwei Buchstaben)",
            "kind": "land oder lake (Bodensee)",
            "length_km": "Länge der gemeinsamen Grenze, geschätzt; leer am Bodensee",
        },
    ),
    "partners_abroad.csv": (
        "Deutsche Auslandshandelskammern (AHK) der Nachbarländer, Italiens und Ungarns: wen man "
        "jenseits der Grenze fragt. Eine leere Zelle heißt: in keiner gelesenen Quelle belegt. Ein "
        "Datenordner darf ohne diese Datei sein; dann nennt nichts eine Kammer im Ausland.",
        {
            "country": "Land (zwei Buchstaben); eine Kammer für zwei Länder hat zwei Zeilen",
            "name": "Name, den die Kammer auf Deutsch führt",
            "place_de": "Ort ihres Sitzes, deutsch",
            "place_en": "Ort ihres Sitzes, englisch",
            "website": "Adresse im Netz, mit https",
            "source_url": "Seiten, auf denen das steht, durch ; getrennt",
            "as_of": "Jahr oder Tag der ältesten dieser Seiten; leer ohne Datum",
        },
    ),
    "indicator_history.csv": (
        "Indikatoren früherer Jahre (1998 bis 2022), damit ein Rückblick nichts vor seiner Zeit "
        "kennt. Ein Datenordner darf ohne diese Datei sein; dann fehlt, was in ähnlichen Kreisen "
        "geschah. Bezug und Quelle jeder Spalte stehen in data/README.md.",
        {
            "ags": "Kreisschlüssel",
            "year": "Jahr",
            "population": "Einwohner am Jahresende; 2021 fehlt",
            "unemployment_pct": "Arbeitslosenquote im Jahresmittel (%)",
            "long_term_unemployed_pct": "Anteil der Langzeitarbeitslosen an den Arbeitslosen (%)",
            "gdp_per_head": "Bruttoinlandsprodukt je Einwohner (EUR)",
            "secondary_gva_pct": "Anteil des Produzierenden Gewerbes an der Wertschöpfung (%)",
            "industry_pct": "Anteil des Produzierenden Gewerbes an den Beschäftigten (%)",
            "industry_employees": "Beschäftigte im Produzierenden Gewerbe am 30.06.",
            "manufacturing_employees": "Beschäftigte im Verarbeitenden Gewerbe am 30.06.",
            "manufacturing_20plus": "dasselbe in Betrieben ab 20 Beschäftigten, mit Bergbau, am "
            "30.09.",
            "tax_per_head": "gemeindliche Steuerkraft je Einwohner (EUR)",
            "large_sites_pct": "Anteil der Betriebe mit 250 und mehr Beschäftigten (%)",
            "apprentices_per_100": "Auszubildende je 100 Einwohner von 15 bis 25 Jahren",
            "students_per_100": "Studierende je 100 Einwohner von 18 bis 25 Jahren",
            "no_certificate_pct": "Schulabgänger ohne Abschluss (%)",
        },
    ),
    "propensity_checks.csv": (
        "Ergebnis des Rückblicks auf vergangene Gründungen, je Zeitraum und Reihenfolge. Gilt nur "
        "für die Tabellen, aus denen es folgt; für andere rechnet `rollout propensity`.",
        {
            "inputs": "Fingerabdruck der Tabellen, aus denen die Zeile folgt",
            "unit": "hub (Sitz) oder area (bedientes Gebiet)",
            "kind": "look_back (bis zum letzten Jahr) oder five_years (fünf Jahre)",
            "after": "Gründungen nach dem Ende dieses Jahres",
            "until": "bis zum Ende dieses Jahres",
            "order": "wonach geordnet wurde",
            "events": "Kreise, die eine Initiative bekamen",
            "initiatives": "Initiativen des Zeitraums",
            "at_risk": "Kreise ohne Initiative am Anfang",
            "base_rate": "Anteil, der eine bekam",
            "auc": "AUC über alle Paare von Kreisen",
            "auc_low": "Band von auc: 5 %",
            "auc_high": "Band von auc: 95 %",
            "within": "AUC nur über Paare im selben Land",
            "within_low": "Band von within: 5 %",
            "within_high": "Band von within: 95 %",
            "within_kind": "AUC nur über Paare gleicher Art (Stadt mit Stadt) im selben Land",
            "within_kind_low": "Band von within_kind: 5 %",
            "within_kind_high": "Band von within_kind: 95 %",
            "gain": "AUC minus die der Arbeitslosigkeit",
            "gain_low": "Band von gain: 5 %",
            "gain_high": "Band von gain: 95 %",
            "average_precision": "mittlere Präzision",
            "lift_20": "wie viel häufiger im ersten Fünftel als im Mittel",
            "chance": "Anteil zufälliger Orte, die so gut waren",
        },
    ),
    "preset_checks.csv": (
        "Rückblick jeder Gründungslogik mit den Vorgaben. Gilt nur für die Tabellen, aus denen er "
        "folgt; für andere steht neben den Gründungslogiken keine Zahl.",
        {
            "inputs": "Fingerabdruck der Tabellen, aus denen die Zeile folgt",
            "preset": "Gründungslogik",
            "after": "Gründungen nach dem Ende dieses Jahres",
            "until": "bis zum Ende dieses Jahres",
            "candidates": "Kreise, die am Anfang keine Initiative erreichte",
            "positives": "davon später mit Initiative",
            "federal": "davon zuerst durch einen Förderaufruf des Bundes",
            "auc": "AUC über alle Treffer",
            "auc_low": "Band von auc: 5 %",
            "auc_high": "Band von auc: 95 %",
            "auc_other": "AUC ohne die Treffer von Förderaufrufen",
            "auc_other_low": "Band von auc_other: 5 %",
            "auc_other_high": "Band von auc_other: 95 %",
            "indicators": "Indikatoren mit Gewicht",
            "of_day": "davon mit Werten des Tages",
            "day_share": "ihr Anteil am Gewicht",
        },
    ),
    "postcodes.csv": (
        "Postleitzahlen für die Suche und für Register ohne Kreisschlüssel.",
        {
            "plz": "Postleitzahl",
            "place": "Ort",
            "ags": "Kreisschlüssel; eine Postleitzahl kann in mehreren Kreisen liegen",
            "latitude": "geografische Breite der Ortsmitte",
            "longitude": "geografische Länge der Ortsmitte",
        },
    ),
    "municipalities.csv": (
        "Gemeinden des amtlichen Verzeichnisses: wer einen Namen trägt, und wo die Mitte liegt.",
        {
            "key": "amtlicher Gemeindeschlüssel, acht Ziffern; die ersten fünf sind der Kreis",
            "name": "Name mit Zusatz, wie im Verzeichnis",
            "population": "Einwohnerinnen und Einwohner am 31.12.2023",
            "area_km2": "Fläche in km²",
            "latitude": "geografische Breite der Mitte",
            "longitude": "geografische Länge der Mitte",
        },
    ),
    "places_abroad.csv": (
        "Orte der Nachbarländer ab 5.000 Einwohnern: an ihnen werden Sitze im Ausland erkannt.",
        {
            "name": "Name dort, oder wie deutsche Listen ihn schreiben",
            "country": "Land (zwei Buchstaben)",
            "population": "Einwohnerinnen und Einwohner nach GeoNames",
        },
    ),
    "district_changes.csv": (
        "Kreise, die seit 1990 aufgelöst, geteilt oder zusammengelegt wurden, und ihre Nachfolger. "
        "Zeilen mit einem Tag sind Gebietsstände: Eine künftige Änderung ist eine Zeile hier (und "
        "ihre Umrisse), kein neues Programm. Ein Kreis, der seinen Schlüssel behält, hat dort eine "
        "Zeile für das, was ihm blieb.",
        {
            "old_ags": "früherer Kreisschlüssel",
            "old_name": "früherer Name",
            "valid_until": "letztes Jahr des früheren Kreises",
            "new_ags": "Kreisschlüssel des Nachfolgers",
            "share_population": "Anteil der Einwohner, der dorthin ging",
            "share_area": "Anteil der Fläche, der dorthin ging",
            "since": "erster Tag des Nachfolgers, wo er bekannt ist",
            "new_name": "Name des Nachfolgers, bei Änderungen nach dem 01.07.2021",
            "people": "Einwohnerinnen und Einwohner, die dorthin kamen",
            "people_date": "Stichtag dieser Einwohner",
        },
    ),
    "district_types.csv": (
        "Einordnung der Kreise.",
        {
            "ags": "Kreisschlüssel",
            "settlement_type": "siedlungsstruktureller Kreistyp, 1 bis 4",
            "settlement_name_de": "sein Name, deutsch",
            "settlement_name_en": "sein Name, englisch",
            "coal_region": "lignite (Braunkohlerevier), hard_coal (Steinkohlestandort), "
            "former_lignite (ehemaliges Revier) oder leer",
            "ror": "Raumordnungsregion",
            "labour_market_region": "Arbeitsmarktregion",
            "government_region": "Regierungsbezirk; leer: keiner",
        },
    ),
    "network_history.csv": (
        "Veröffentlichte Größen des Netzwerks.",
        {
            "date": "Datum, so genau wie veröffentlicht",
            "precision": "day, year oder about",
            "count": "Zahl der Initiativen",
            "qualifier": "exact, over, identified oder target (Ziel)",
            "note_de": "Erläuterung, deutsch",
            "note_en": "Erläuterung, englisch",
            "source": "Fundstelle",
        },
    ),
}

CHECKS = {
    "id": "Kennung, eindeutig, bleibt gleich",
    "ags": "Kreis oder Kreise, durch ; getrennt; leer, wenn es um eine Initiative geht",
    "initiative_id": "Kennung der Initiative, um die es geht",
    "date": "Tag der Nachfrage, so genau wie bekannt",
    "asked": "wen: Stelle oder Funktion („IHK, Geschäftsführung“), nie eine Person",
    "answer": "die Antwort, siehe unten",
    "note": "Anmerkung ohne Namen von Personen",
}
FOUNDINGS = {
    "id": "Kennung, eindeutig, bleibt gleich",
    "name": "Arbeitsname der Gründung",
    "region_ags": "Kreise der Region, durch ; getrennt",
    "kind": "new (Neugründung) oder link (Anschluss einer bestehenden Initiative)",
    "carrier": "Träger, siehe unten",
    "favourable": "günstige Faktoren, durch ; getrennt, siehe unten",
    "obstacles": "Hindernisse, durch ; getrennt, siehe unten",
    "note": "Anmerkung, ohne Namen von Personen",
    "outcome": "running (läuft), founded (gegründet) oder given_up (aufgegeben)",
    "closed": "Datum des Abschlusses",
    "initiative_id": "Kennung der Initiative, die daraus wurde",
    "reason": "Grund der Aufgabe",
    "source_url": "Fundstelle",
}

GPKG = {
    "districts": (
        "400 Kreise und kreisfreie Städte (Gebietsstand 01.07.2021), volle Auflösung.",
        {
            "ags": "Kreisschlüssel",
            "name": "amtlicher Name",
            "display_name": "eindeutiger Name, etwa „München (Landkreis)“",
            "type": "Kreisfreie Stadt, Stadtkreis, Kreis oder Landkreis",
            "land": "Schlüssel des Landes, zwei Ziffern",
            "land_name": "Name des Landes",
            "nuts3": "NUTS-3-Code (2024); leer, wo ein Kreis noch keinen hat",
            "area_km2": "amtliche Fläche am 31.12.2022",
        },
    ),
    "display": ("Dieselben Kreise, vereinfacht für die Anzeige.", {"ags": "Kreisschlüssel"}),
    "laender": (
        "Umrisse der 16 Länder.",
        {"land": "Schlüssel des Landes", "land_name": "Name des Landes"},
    ),
    "countries": (
        "Umrisse der neun Nachbarländer, auf einen Rahmen um Deutschland beschnitten.",
        {"iso2": "Land, zwei Buchstaben", "name_de": "Name, deutsch", "name_en": "Name, englisch"},
    ),
}

OUTPUTS = {
    "targets.xlsx": "Arbeitsmappe: Zielregionen, ausgelassene Kreise mit Grund, Quoten, alle "
    "Kreise, Indikatoren, Gewichte, Rückblick, Methode und Quellen",
    "targets.csv": "Zielregionen für ein deutsches Excel: Semikolon, Dezimalkomma, UTF-8 mit BOM",
    "left_out.csv": "nur mit weggelassenen Zeilen (--skip-doubtful): Zeile, Grund, mögliche "
    "Kreise, Zellen wie in der Liste, zum Nachbessern",
    "districts.csv": "eine breite Zeile je Kreis, für Programme: Komma, Dezimalpunkt",
    "districts.geojson": "dieselben Kreise mit vereinfachten Umrissen (WGS 84), für Webkarten",
    "rollout.gpkg": "GeoPackage für ein GIS: Kreise, Zielregionen, Initiativen (EPSG:25832)",
    "map.html": "interaktive Karte in einer Datei; braucht kein Netz. Titel, Legende und Druck "
    "folgen der gewählten Karte; die Adresse (`#layer=waves&district=09162`) führt "
    "andere zu derselben Karte und demselben Kreis",
    "coverage.svg": "Karte der Abdeckung mit Legende, Stichtag und Quellen",
    "coverage.pdf": "dieselbe Karte als barrierearmes PDF (PDF/UA-1)",
    "plan.svg": "Karte der Wellen",
    "report.pdf": "Bericht (PDF/UA-1)",
    "datapackage.json": "Bedeutung und Art jeder Spalte der CSV-Dateien (Data Package)",
    "notes.txt": "jeder Hinweis und Ersatz, mit Grundlage und Quellenvermerken",
    "scenario.toml": "alle Einstellungen; damit lässt sich der Lauf wiederholen",
    "manifest.json": "Protokoll: Versionen, Prüfsummen aller Ein- und Ausgaben, Quellenvermerke",
}
