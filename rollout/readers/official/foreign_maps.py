"""Maps of Austria and Switzerland: known as such, and what it would take to plan with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rollout.language import Text
from rollout.readers.countries import needed_to_plan
from rollout.readers.findings import file_error

if TYPE_CHECKING:
    import geopandas as gpd

_LEAST_SHARE = 0.9
_NUTS = {"AT": re.compile(r"AT[1-3]{1,2}[0-9]?"), "CH": re.compile(r"CH0[1-7]?[0-9]?")}
# Systems of the two national surveys: MGI (Gauß-Krüger and Lambert), CH1903 and CH1903+.
_SYSTEMS = {
    "AT": {31254, 31255, 31256, 31257, 31258, 31259, 31287, 3416},
    "CH": {21781, 2056},
}
COUNTRIES = {"AT": Text("Österreich", "Austria"), "CH": Text("die Schweiz", "Switzerland")}
EXPECTED = Text("Umrisse deutscher Kreise", "outlines of German districts")


def refuse_foreign(frame: gpd.GeoDataFrame, file: str) -> None:
    """Raise `DataError` for a map of Austria or Switzerland, saying what it would take."""
    country = _country(frame)
    if country is not None:
        finding = Text("zeigt {country}", "shows {country}").filled(country=COUNTRIES[country])
        raise file_error(file, "foreign-map", finding, EXPECTED, needed_to_plan(country))


def _country(frame: gpd.GeoDataFrame) -> str | None:
    """Code of the country a map shows, by its NUTS codes or its coordinate system."""
    for name in frame.columns:
        if str(frame[name].dtype) == "geometry":
            continue
        texts = [str(value).strip().upper() for value in frame[name].dropna()]
        for country, pattern in _NUTS.items():
            share = sum(pattern.fullmatch(text) is not None for text in texts)
            if texts and share >= _LEAST_SHARE * len(texts):
                return country
    code = frame.crs.to_epsg() if frame.crs is not None else None
    return next((country for country, codes in _SYSTEMS.items() if code in codes), None)
