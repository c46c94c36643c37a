"""The tables every step works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from rollout.errors import Problem
from rollout.founding_steps import no_foundings
from rollout.inquiries import no_checks
from rollout.language import Text, number

if TYPE_CHECKING:
    import geopandas as gpd

PARTNERS_ABROAD = (
    "country", "name", "place_de", "place_en", "website", "source_url", "as_of",
)  # fmt: skip
RESTATED = ("indicator", "ags", "old", "how", "basis")
SUBSTITUTED = ("indicator", "ags", "how", "year", "basis_de", "basis_en", "source")
STATUSES = ("covered", "founding", "unconnected", "white")
NETWORK_STATUSES = ("networked", "founding", "unconnected")


def nothing_restated() -> pd.DataFrame:
    """Empty table of restated values."""
    return pd.DataFrame(columns=list(RESTATED), dtype="str")


def no_history() -> pd.DataFrame:
    """Empty table of indicators of earlier years."""
    index = pd.MultiIndex.from_arrays([[], []], names=["year", "ags"])
    return pd.DataFrame(index=index, dtype="float64")


def nothing_substituted() -> pd.DataFrame:
    """Empty table of values that stand in for secret ones."""
    return pd.DataFrame(columns=list(SUBSTITUTED), dtype="str")


def no_partners_abroad() -> pd.DataFrame:
    """Empty table of chambers beyond the state border."""
    return pd.DataFrame(columns=list(PARTNERS_ABROAD), dtype="str")


@dataclass(frozen=True, eq=False)
class LeftOut:
    """Rows of a register that were left out knowingly.

    Parameters
    ----------
    rows
        Index `line`: line of the file; reason_de, reason_en, candidates (district keys, blanks
        between them), then the cells as written under their headers.
    total
        Rows the file has in all.
    """

    rows: pd.DataFrame
    total: int

    @property
    def sentence(self) -> Text:
        """How many were left out of how many.

        >>> print(LeftOut(pd.DataFrame(index=range(13)), 1619).sentence.de)
        13 von 1.619 Zeilen weggelassen
        """
        sizes = (len(self.rows), self.total)
        out, total = (Text(number(size), number(size, lang="en")) for size in sizes)
        return Text(f"{out.de} von {total.de} Zeilen weggelassen",
                    f"{out.en} of {total.en} rows left out")  # fmt: skip


@dataclass(frozen=True, eq=False)
class Inputs:
    """Everything read from files, checked against each other.

    Parameters
    ----------
    districts
        One row per district, index `ags` (sorted): name, display_name, type, land, land_name,
        nuts3, area_km2 and the full geometry in EPSG:25832.
    display
        Simplified geometry of the same districts, same index, same CRS; for drawing only.
    laender, countries
        Outlines of the Länder (index: two-digit key) and the nine neighbour countries
        (index: two-letter code), EPSG:25832.
    initiatives
        The register, index `id` (sorted), columns as in `data/initiatives.csv`.
    served
        One row per initiative and district of its declared service area: id, ags.
    indicators, catalogue
        Values (index `ags`, one column per indicator, NaN = unknown) and what they mean
        (index: indicator id).
    district_types
        Index `ags`: settlement_type 1..4, coal_region and the names of the regions it is in: ror,
        labour_market_region, government_region (NaN: there is none).
    neighbours
        Symmetric pairs of districts that touch: columns ags, neighbour.
    chambers, borders, postcodes, district_changes, history
        The tables of the same name in `data/`.
    partners_abroad
        Chambers beyond the state border, columns as in `PARTNERS_ABROAD`; empty where the data
        folder has none.
    foundings, founding_cases
        Regions on their way to an initiative: the user's own record, and the documented public
        cases, which are for comparison only. Index `id` (sorted), columns as in
        `rollout.founding_steps.COLUMNS`; all text, "" where nothing is said.
    checks
        Who was asked whether there is an initiative, and the answers, columns as in
        `rollout.inquiries.COLUMNS`; empty where the data folder has none.
    territory
        Territorial status of all tables: the day since which there are these districts (ISO).
    restated
        Values of indicators that no publisher gave for these districts, see
        `rollout.crosswalk.Conversion`: indicator, ags, old, how, basis. Empty where the tables
        had this status already.
    indicator_history, history_restated
        Indicators of earlier years (index: year and ags; one column per indicator, NaN = unknown),
        empty where the data folder has none; and which of them no publisher gave for these
        districts, as `restated`.
    propensity_checks, preset_checks
        Shipped results of look backs, see `rollout.propensity.checks` and
        `rollout.potential.evidence`; empty without any.
    substituted
        Values of `indicators` that stand in for secret ones, columns `SUBSTITUTED`: what kind of
        figure it is (`rollout.readers.fallbacks.HOW`), its year, what it is taken from.
    sources
        Publisher, title, reference date, licence and attribution of every source; index: id.
    notes
        Everything tolerated or repaired while reading.
    hashes
        SHA-256 of every file read, by name.
    left_out
        Rows of the register that were left out knowingly; None where all count.
    """

    districts: gpd.GeoDataFrame
    display: gpd.GeoDataFrame
    laender: gpd.GeoDataFrame
    countries: gpd.GeoDataFrame
    initiatives: pd.DataFrame
    served: pd.DataFrame
    indicators: pd.DataFrame
    catalogue: pd.DataFrame
    district_types: pd.DataFrame
    neighbours: pd.DataFrame
    chambers: pd.DataFrame
    borders: pd.DataFrame
    postcodes: pd.DataFrame
    district_changes: pd.DataFrame
    history: pd.DataFrame
    sources: pd.DataFrame
    foundings: pd.DataFrame = field(default_factory=no_foundings)
    checks: pd.DataFrame = field(default_factory=no_checks)
    founding_cases: pd.DataFrame = field(default_factory=no_foundings)
    partners_abroad: pd.DataFrame = field(default_factory=no_partners_abroad)
    territory: str = ""
    restated: pd.DataFrame = field(default_factory=nothing_restated)
    indicator_history: pd.DataFrame = field(default_factory=no_history)
    history_restated: pd.DataFrame = field(default_factory=nothing_restated)
    propensity_checks: pd.DataFrame = field(default_factory=pd.DataFrame)
    preset_checks: pd.DataFrame = field(default_factory=pd.DataFrame)
    substituted: pd.DataFrame = field(default_factory=nothing_substituted)
    notes: tuple[Problem, ...] = ()
    hashes: Mapping[str, str] = field(default_factory=dict)
    left_out: LeftOut | None = None
