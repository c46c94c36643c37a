"""Build `data/district_types.csv`: settlement type, coal region, and the regions a district is in.

    python tools/build_district_types.py --sources DIR [--facts FILE] [--out data]

Settlement types of 2020 and the regions of 2017 (planning regions, labour market regions,
Regierungsbezirke) list 401 districts; Eisenach (16056) is left out, Wartburgkreis (16063), which
it joined, keeps its own type.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

TYPES = "bbsr_reference/bbsr_kreistypen_2020.csv"
REFERENCE = "bbsr_reference/Referenz Gemeinden-GVB-Kreise_NUTS.xlsx"
COAL = "derived/coal_regions_invkg.csv"
REGIONS = {"ror": "ROR11name", "labour_market_region": "amr16name", "government_region": "RBZname"}
WITH_GOVERNMENT_REGIONS = ("05", "06", "08", "09")
DISSOLVED = "16056"
ENGLISH = {
    1: "Large independent city",
    2: "Urban district",
    3: "Rural district with signs of densification",
    4: "Sparsely populated rural district",
}
COAL_REGIONS = {
    "InvKG § 2": "lignite",
    "InvKG § 12 (1)": "hard_coal",
    "InvKG § 11 (2)": "former_lignite",
}


def settlement_types(path: Path) -> pd.DataFrame:
    """Type number and German name by district."""
    raw = pd.read_csv(path, sep=";", dtype=str, encoding="iso-8859-1")
    return pd.DataFrame(
        {
            "settlement_type": raw.iloc[:, 2].astype(int).to_numpy(),
            "settlement_name_de": raw.iloc[:, 3].str.strip().to_numpy(),
        },
        index=raw.iloc[:, 0].str[:5],
    )


def regions(path: Path) -> pd.DataFrame:
    """Names of the regions a district belongs to; a Regierungsbezirk only where there is one."""
    raw = pd.read_excel(path, sheet_name="KRS", engine="calamine")
    raw = raw[pd.to_numeric(raw["krs17"], errors="coerce").notna()]
    keys = [f"{int(number) // 1000:05d}" for number in raw["krs17"]]
    names = raw[list(REGIONS.values())].apply(lambda column: column.str.strip()).set_axis(keys)
    names.columns = list(REGIONS)
    # Elsewhere the table names the Land, or districts of the past that are statistics only.
    has_one = names.index.str[:2].isin(WITH_GOVERNMENT_REGIONS)
    return names.assign(government_region=names["government_region"].where(has_one))


def coal_regions(path: Path) -> pd.Series:
    """Kind of coal region by district, after the paragraph that names it."""
    raw = pd.read_csv(path, dtype=str).set_index("ags")
    return raw["legal_basis"].map(COAL_REGIONS)


def district_types(sources: Path) -> pd.DataFrame:
    """All columns for the 400 districts, index `ags`."""
    table = settlement_types(sources / TYPES).drop(index=DISSOLVED).sort_index()
    table["settlement_name_en"] = table["settlement_type"].map(ENGLISH)
    table["coal_region"] = coal_regions(sources / COAL).reindex(table.index)
    return table.join(regions(sources / REFERENCE)).rename_axis("ags")


def main() -> None:
    """Write district_types.csv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the raw files")
    parser.add_argument("--facts", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--out", type=Path, default=Path("data"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    district_types(options.sources).to_csv(options.out / "district_types.csv", lineterminator="\n")


if __name__ == "__main__":
    main()
