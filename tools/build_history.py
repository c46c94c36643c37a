"""Build `data/network_history.csv`: published sizes of the nationwide network.

python tools/build_history.py [--sources DIR] [--facts FILE] [--out data]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

REPORT = "Kurzfassung des Abschlussberichts der Servicestelle (2024)"
COLUMNS = ("date", "precision", "count", "qualifier", "note_de", "note_en", "source")
HISTORY = (
    (
        "2017",
        "year",
        40,
        "identified",
        "Im Dialog Zukunft der Industrie bundesweit ermittelte Initiativen; sechs Modellregionen",
        "Initiatives identified nationwide by the dialogue project; six model regions",
        "https://www.ihre-industrie.de/dialog-zukunft-der-industrie/aktuelles/"
        "pressemitteilung-zum-abschlussworkshop/",
    ),
    (
        "2021-01-01",
        "day",
        31,
        "exact",
        "Beginn der Servicestelle; neue Zählung, nicht die Fortsetzung der von 2017",
        "Start of the service agency; a new count, not a continuation of the one of 2017",
        REPORT,
    ),
    (
        "2022-12-31",
        "about",
        60,
        "over",
        "Über 60, gemeldet mit der Verlängerung bis Ende 2023; Zeitpunkt etwa Ende 2022",
        "Over 60, reported with the extension to the end of 2023; date about the end of 2022",
        "regionale-industrieinitiativen.de (Meldung zu resilienten Regionen)",
    ),
    (
        "2023-12-31",
        "day",
        60,
        "target",
        "Ziel des Auftrags; als Datum steht das Ende des Auftrags",
        "Target of the contract; the date given is the end of the contract",
        REPORT,
    ),
    (
        "2023-12-31",
        "day",
        93,
        "exact",
        "Ende der Servicestelle; eine Liste der 93 ist nicht veröffentlicht",
        "End of the service agency; no list of the 93 has been published",
        f"{REPORT}; IHK Karlsruhe",
    ),
)


def main() -> None:
    """Write network_history.csv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--facts", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    table = pd.DataFrame(HISTORY, columns=list(COLUMNS))
    table.to_csv(options.out / "network_history.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
