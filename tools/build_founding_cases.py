"""Build `data/founding_cases.csv` (documented foundings) and the empty `data/foundings.csv`.

python tools/build_founding_cases.py [--sources DIR] [--out data]

Rules of the coding, the same for every case:

- A date is entered for a step only if the published account dates it, and as exactly as it does:
  "autumn 2019" is 2019, "end of 2024" is 2024; the rest stands in the note. A span is dated by its
  beginning. Steps told without a date stay empty and are named in the note.
- The carrier is the one the register names; several of them are `alliance`.
- Favourable factors are those the account tells; none is inferred from the outcome.
- The federally funded automotive networks are no case: one call led to 27 projects in as many
  regions, so they are a class of foundings without a region and without dates of their own.
- All cases are foundings that came about (one is still running): nobody publishes the others.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from rollout.founding_steps import COLUMNS

Case = dict[str, str]

CASES: dict[str, Case] = {
    "wiesbaden": {
        "name": "Wiesbadener Industriebeirat",
        "region_ags": "06414",
        "carrier": "municipality",
        "stock_taking": "2020-02",  # industry survey in February and March 2020
        "kickoff": "2020-11-18",  # workshop with 20 people
        "declaration": "2021-10-06",  # joint declaration, in the same session as the constitution
        "constituted": "2021-10-06",  # constituting session with 16 firms
        "favourable": "lead_firms;study",  # over half of the industrial jobs; the survey
        "note": "Befragung Februar und März 2020. Ohne Datum: Anlass (Industrie wird übersehen), "
        "Arbeitsgruppe, Positionspapiere. / Survey in February and March 2020. Without a date: "
        "trigger (industry is overlooked), working group, position papers.",
        "outcome": "founded",
        "initiative_id": "wiesbadener-industriebeirat",
        "source_url": "https://industrie.wiesbaden.de/030-industriebeirat/index.php",
    },
    "mannheim": {
        "name": "Initiative Industriestandort Mannheim",
        "region_ags": "08222",
        "carrier": "municipality",
        "trigger": "2021-01",  # motion in the council
        "kickoff": "2021-07",  # with producers, social partners, chamber, employment agency
        "favourable": "lead_firms;social_partners",  # the 12 largest producers; both at the table
        "note": "Ohne Datum: Analyse durch Dritte, acht gemeinsame Projekte. / Without a date: "
        "analysis from outside, eight joint projects.",
        "outcome": "founded",
        "initiative_id": "industriestandort-mannheim",
        "source_url": "https://www.siq-online.de/wirtschaftsfoerderung-mannheim/",
    },
    "frankfurt": {
        "name": "Masterplan Industrie Frankfurt am Main",
        "region_ags": "06412",
        "carrier": "alliance",
        "trigger": "2011",  # the social partners' declaration asked for the plan; not step 6
        "stock_taking": "2012",  # study
        "constituted": "2016-01",  # council decides the masterplan
        "office": "2016-10",  # competence centre
        "favourable": "social_partners;study;council_decision",
        "note": "Beirat mit etwa 70 Fachleuten ohne Datum; Entwurf des Masterplans 2015. / "
        "Advisory board of about 70 experts without a date; draft of the masterplan in 2015.",
        "outcome": "founded",
        "initiative_id": "masterplan-industrie-frankfurt",
        "source_url": "https://frankfurt-main.ihk.de/iu-neu/dashboard/masterplan-industrie-5456370",
    },
    "duisburg": {
        "name": "Masterplan Wirtschaft für Duisburg",
        "region_ags": "05112",
        "carrier": "alliance",
        "core_group": "2015-02",  # steering committee of 50 and five working groups
        "declaration": "2017-03",  # signing
        "constituted": "2017-03",  # masterplan presented at a congress
        "note": "60 Projekte im Plan, nicht als erstes Ergebnis gezählt; Folgeverein ohne Datum. / "
        "60 projects in the plan, not counted as a first product; follow-up association without "
        "a date.",
        "outcome": "founded",
        "initiative_id": "masterplan-wirtschaft-duisburg",
        "source_url": "https://regiomanager.de/niederrhein/artikel/masterplan-vorgestellt",
    },
    "hochrhein": {
        "name": "Chemie und Pharma am Hochrhein",
        "region_ags": "08336;08337",
        "carrier": "firms",
        "kickoff": "2013",  # first round table of works councils and chemical union
        "first_product": "2015",  # position paper
        "constituted": "2019",  # association
        "note": "Anlass: Streit um eine örtliche Veränderungssperre, ohne Datum. Foren und "
        "Lenkungskreis ohne Datum. / Trigger: conflict over a local development freeze, without a "
        "date. Forums and steering circle without a date.",
        "outcome": "founded",
        "initiative_id": "chemie-pharma-hochrhein",
        "source_url": "https://chemiepharma.de/wir-ueber-uns/geschichte.html",
    },
    "nord-westfalen": {
        "name": "In|du|strie – Gemeinsam. Zukunft. Leben.",
        "region_ags": "05512;05513;05515;05554;05558;05562;05566;05570",
        "carrier": "chamber",
        "declaration": "2011-03-17",  # by 80 firms
        "constituted": "2015",  # support association
        "favourable": "study",  # survey on the awareness of industry
        "note": "Befragung (Note 3 für die Wahrnehmung der Industrie) und örtliche Gruppen ohne "
        "Datum. / Survey (grade 3 for the awareness of industry) and local groups without a date.",
        "outcome": "founded",
        "initiative_id": "industrie-nordwestfalen",
        "source_url": "https://www.industrie-nordwestfalen.de/die-initiative",
    },
    "krefeld": {
        "name": "Zukunft durch Industrie – Krefeld",
        "region_ags": "05114",
        "carrier": "alliance",
        "constituted": "2011-05",  # 30 founders
        "note": "Nur die Gründung mit 30 Gründern ist datiert. / Only the foundation with 30 "
        "founders is dated.",
        "outcome": "founded",
        "initiative_id": "zukunft-durch-industrie-krefeld",
        "source_url": "http://www.pressreader.com/germany/rheinische-post-duesseldorf-meerbusch/"
        "20170214/282535838121853",
    },
    "dormagen": {
        "name": "Lokale Allianz Dormagen",
        "region_ags": "05162",
        "carrier": "alliance",
        "declaration": "2010-11-25",  # town, county, unions and over 20 firms, 250 guests
        "constituted": "2010-11-25",  # became the local alliance in the same event
        "favourable": "model",  # first local branch of a state-wide alliance
        "note": "Etwa 18 Monate bis zu ersten Ergebnissen (Thementische, offene Werke), ohne "
        "Datum. / About 18 months to first results (topic tables, open-factory tours), without a "
        "date.",
        "outcome": "founded",
        "initiative_id": "lokale-allianz-dormagen",
        "source_url": "http://info-neuss.blogspot.com/2010/12/"
        "otsvideo-breite-unterstutzung-fur.html",
    },
    "bergisches-staedtedreieck": {
        "name": "automotiveland.nrw",
        "region_ags": "05120;05122;05124",
        "carrier": "alliance",
        "trigger": "2016-12",  # first talks, out of fear for 250 suppliers
        "stock_taking": "2018",  # university study recommends a cluster
        "constituted": "2019-04",  # association
        "favourable": "study",
        "note": "Veranstaltungsreihe (Zukunftssalon) ohne Datum. / Series of salons without a "
        "date.",
        "outcome": "founded",
        "initiative_id": "automotiveland-nrw",
        "source_url": "http://www.bergischeblaetter.de/bergisches-land-automotiveland-nrw/",
    },
    "salzgitter": {
        "name": "Wasserstoff Campus Salzgitter",
        "region_ags": "03102",
        "carrier": "alliance",
        "trigger": "2019",  # idea in autumn 2019
        "declaration": "2020-09",  # cooperation agreement
        "favourable": "lead_firms;funding_call",  # five large firms; state structural aid
        "note": "Idee im Herbst 2019. / Idea in autumn 2019.",
        "outcome": "founded",
        "initiative_id": "wasserstoff-campus-salzgitter",
        "source_url": "https://www.standort38.de/entscheider/unternehmen/industrie-maschinenbau/"
        "entwicklung-des-wasserstoffcampus/",
    },
    "wilhelmshaven": {
        "name": "ENERGY HUB Port of Wilhelmshaven",
        "region_ags": "03405;03455;03461;03462",
        "carrier": "alliance",
        "constituted": "2021-10",  # 15 firms found it, out of a round table
        "stock_taking": "2022-04",  # study, after the foundation
        "office": "2024-01",  # federal money for an office
        "favourable": "study;funding_call",
        "note": "Anlass und Runder Tisch (von zwei Politikern einberufen) ohne Datum; 50 "
        "Unternehmen im Januar 2024. / Trigger and round table (called by two politicians) "
        "without a date; 50 firms in January 2024.",
        "outcome": "founded",
        "initiative_id": "energy-hub-wilhelmshaven",
        "source_url": "https://rundblick-niedersachsen.de/"
        "wilhelmshaven-in-aufbruchstimmungwir-werden-hauptstadt-fuer-gruene-energie",
    },
    "eichsfeld": {
        "name": "CO2-neutral produzieren, leben und arbeiten im Eichsfeld",
        "region_ags": "16061",
        "carrier": "alliance",
        "declaration": "2023-12-07",  # letter of intent
        "office": "2024",  # federal grant for two years at the end of 2024
        "favourable": "funding_call",
        "note": "Bundesförderung (etwa 250.000 Euro) Ende 2024 für zwei Jahre. Anlass ohne Datum: "
        "Suche nach bezahlbarer sauberer Energie. / Federal grant (about 250,000 euros) at the end "
        "of 2024 for two years. Trigger without a date: search for affordable clean energy.",
        "outcome": "running",  # in the register as being founded
        "initiative_id": "co2-neutral-eichsfeld",
        "source_url": "https://triveda.de/2025/03/meilenstein-erreicht-"
        "nordthueringer-transformationsprojekt-eco2wel-startet-jetzt-entwicklungsphase",
    },
    "lippe": {
        "name": "Industrie – Zukunft in Lippe",
        "region_ags": "05766",
        "carrier": "alliance",
        "kickoff": "2014-09",  # the campaign starts with 150 supporters
        "note": "Anlass ohne Datum: 30 % Industrieanteil, aber unbekannt. Bis März 2015 alle 16 "
        "Gemeinden und der Kreis dabei (kein Schritt der Liste). / Trigger without a date: "
        "industry has a share of 30% but is unknown. All 16 municipalities and the county joined "
        "by March 2015 (no step of the list).",
        "outcome": "founded",
        "initiative_id": "industrie-zukunft-in-lippe",
        "source_url": "https://unternehmen-lippe.de/aktuelles/details/"
        "industrie-in-lippe-der-startschuss-ist-gefallen",
    },
}


def table(cases: dict[str, Case]) -> pd.DataFrame:
    """Build the table of a record; what a case does not say is empty.

    >>> table({"a": {"name": "A"}}).loc[0, ["id", "kind", "trigger"]].tolist()
    ['a', 'new', '']
    """
    rows = [
        {"id": key, **dict.fromkeys(COLUMNS, ""), "kind": "new", **case}
        for key, case in sorted(cases.items())
    ]
    return pd.DataFrame(rows, columns=["id", *COLUMNS])


def main() -> None:
    """Write founding_cases.csv and foundings.csv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--facts", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name, cases in {"founding_cases": CASES, "foundings": {}}.items():
        path = options.out / f"{name}.csv"
        table(cases).to_csv(path, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
