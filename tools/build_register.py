"""Build `data/initiatives.csv` from the researched list of initiatives.

    python tools/build_register.py --facts FILE [--sources DIR] [--out data]

Every row and cell of the list is kept as it is, but for carriers described in English, which are
said in German; two columns are added. All are decisions about what the row itself says (name,
carrier, topics, source note), made one by one in the tables below.

The kind follows the first of these that the row states: federal network or a network named after
transformation; hydrogen or climate as the main subject; the form named (masterplan, advisory board
or round table, site, union, region); an acceptance campaign where acceptance is the first topic;
else a registered association. `REASONS` explains where a row could be read in two ways.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

KINDS = {
    "acceptance_campaign": """
        industriekampagne-elbe-weser industrie-ist-zukunft-osnabrueck
        zukunft-durch-industrie-krefeld
        industrie-bonn-rhein-sieg kunststoff-initiative-bonn industrie-koeln treffpunkt-wesseling
        industrie-nordwestfalen industriegemeinschaft-muenster industrie-zukunft-in-lippe
        industry-at-work industrie-rostock industrie-westmecklenburg industrie-oestliches-mv
        industrie-intouch""",
    "masterplan": """
        masterplan-industrie-hamburg masterplan-industrie-duesseldorf masterplan-wirtschaft-duisburg
        masterplan-industrie-frankfurt masterplan-industriestadt-berlin""",
    "advisory_board": """
        h2-beirat-essen branchenforum-industrie-koeln wiesbadener-industriebeirat
        tischrunde-ludwigshafen allianz-arbeitsplaetze-augsburg""",
    "site_alliance": """
        chemcoast-park-brunsbuettel lokale-allianz-dormagen industriestandort-mannheim
        chemdelta-bavaria cechemnet""",
    "association": """
        zukunft-durch-industrie automotiveland-nrw chemcologne chemsite
        zukunft-durch-industrie-mittleres-ruhrgebiet niro chemie-pharma-hochrhein
        wirtschaftsinitiative-lausitz industrieverein-sachsen-1828 mahreg""",
    "growth_region": """
        energiekueste ems-achse initiative-koblenz-mittelrhein zukunftsregion-westpfalz
        regionalforum-neckar-alb innovationsregion-mitteldeutschland""",
    "union_platform": "sos-kugellagerstadt transformationswerkstatt-saar",
    "transformation_network": """
        retrason neu-wagen atlas-suedwestfalen teammit tregks fdmobil traforce
        transformationsnetzwerk-nahe cars-2-0 transformotive transformationsnetzwerk-ostwuerttemberg
        trafonetz-nordschwarzwald autos-sw-bw transform-10 transform-r transform-emn transform-rmf
        trasaar retranetz-bb itas molewa anett""",
    "hydrogen_network": """
        wasserstoff-campus-salzgitter h2non energy-hub-wilhelmshaven h2-region-emsland
        initiativkreis-wasserstoff-bremen h2bx-bremerhaven hy-region-rhein-ruhr hydrogen-hub-aachen
        hycologne h2-netzwerk-ruhr durchatmen-lausitz h2-hub-burgenlandkreis hypos""",
    "climate_initiative": """
        in4climate-rr klimahafen-gelsenkirchen klimainitiative-owl sihk-klima-initiative
        co2-neutral-eichsfeld""",
    "skilled_labour_initiative": "fachkraefteinitiative-industrie-wiesbaden",
    "other": "industriegipfel-ennepe-ruhr",
}

REASONS = {
    "allianz-arbeitsplaetze-augsburg": "the note calls it a standing committee",
    "automotiveland-nrw": "registered association; the note names no federal funding",
    "branchenforum-industrie-koeln": "a dialogue forum by name and topics, carrier not stated",
    "cechemnet": "five operators of chemical parks",
    "chemsite": "registered association, though it began as a partnership around sites",
    "ems-achse": "the name says growth region, though the body is an association",
    "energy-hub-wilhelmshaven": "hydrogen is its first topic, though tied to one port",
    "h2-beirat-essen": "the form named is an advisory board, though its subject is hydrogen",
    "industriegemeinschaft-muenster": "firms working under the acceptance brand In|du|strie",
    "industriegipfel-ennepe-ruhr": "an event series rather than a standing body",
    "innovationsregion-mitteldeutschland": "structural-change project of a whole region",
    "klimahafen-gelsenkirchen": "climate neutrality is its name and first topic, though one site",
    "kunststoff-initiative-bonn": "awarded for communication; chamber-led, no association named",
    "mahreg": "supplier cluster carried by a registered association",
    "masterplan-wirtschaft-duisburg": "masterplan of the whole economy of an industrial city",
    "molewa": "the note says one of the federally funded networks, though a union leads it",
    "regionalforum-neckar-alb": "broad regional forum with an industrial origin",
    "transformationsnetzwerk-nahe": "a transformation network by name; no federal funding stated",
    "transformotive": "the note says that its project is a federally funded network",
    "treffpunkt-wesseling": "local office of In|du|strie, although it serves one town",
    "wirtschaftsinitiative-lausitz": "the carrier is an association of firms",
}

# Carriers that the list describes in English, as the bodies themselves would say it: they are asked
# in German, and their names are German in every language.
CARRIERS = Path(__file__).with_name("register_carriers.csv")

FEDERAL_NETWORKS = frozenset(KINDS["transformation_network"].split()) - {
    "transformationsnetzwerk-nahe"
}


def kind_by_id() -> dict[str, str]:
    """The decided kind of every initiative.

    >>> kind_by_id()["niro"]
    'association'
    """
    return {name: kind for kind, names in KINDS.items() for name in names.split()}


def register(facts: pd.DataFrame) -> pd.DataFrame:
    """`facts` (all cells text) with the columns `kind` and `federal_network` behind `carrier`.

    A row without a decision, a decision without a row, or a flag that the row's note does not bear
    out is an error: the tables above have to be read again then.
    """
    kinds = kind_by_id()
    carriers = pd.read_csv(CARRIERS, index_col="id", encoding="utf-8")["carrier"]
    undecided = (set(facts["id"]) ^ set(kinds)) | (set(carriers.index) - set(facts["id"]))
    says_federal = facts["source_note"].str.contains("federally funded", case=False)
    contradicted = set(facts["id"][says_federal]) ^ FEDERAL_NETWORKS
    if undecided or contradicted:
        raise ValueError(f"decide anew: kind {sorted(undecided)}, federal {sorted(contradicted)}")
    table = facts.copy()
    table["carrier"] = table["id"].map(carriers).fillna(table["carrier"])
    place = table.columns.get_loc("carrier") + 1
    table.insert(place, "kind", table["id"].map(kinds))
    federal = table["id"].isin(FEDERAL_NETWORKS).map({True: "yes", False: "no"})
    table.insert(place + 1, "federal_network", federal)
    return table


def main() -> None:
    """Write initiatives.csv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, required=True, help="the researched list (CSV)")
    parser.add_argument("--sources", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    facts = pd.read_csv(options.facts, dtype=str, keep_default_na=False, encoding="utf-8")
    register(facts).to_csv(options.out / "initiatives.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
