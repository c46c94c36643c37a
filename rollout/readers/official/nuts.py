"""GeoJSON and TopoJSON: NUTS regions of Eurostat GISCO, or any areas with district keys.

The German NUTS regions of level 3 are the districts.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from rollout.files.guarded import read_bytes
from rollout.language import Text
from rollout.readers.findings import Findings, file_error, quote
from rollout.readers.nuts_codes import OLD_CODES
from rollout.readers.official.foreign_maps import refuse_foreign
from rollout.readers.official.outlines import OfficialOutlines, to_districts
from rollout.readers.official.publisher_table import Origin
from rollout.readers.official.shape_keys import with_keys
from rollout.readers.places import Places

MAX_BYTES = 200_000_000

TERMS = Text(
    "© EuroGeographics bezüglich der Verwaltungsgrenzen: Für diese Grenzen gelten eigene "
    "Bedingungen (nach den Unterlagen nicht kommerziell); vor einer Weitergabe klären.",
    "© EuroGeographics for the administrative boundaries: these outlines have their own terms "
    "(by their documents, no commercial use); clarify before passing them on.",
)


def is_nuts(start: bytes) -> bool:
    """Tell from the beginning of a file."""
    return start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")


def read_nuts(path: Path, places: Places, nuts3: Mapping[str, str]) -> OfficialOutlines:
    """Read district outlines from NUTS regions, or from any GeoJSON or TopoJSON with keys.

    Parameters
    ----------
    nuts3
        NUTS code of the edition of 2024 -> district; older codes are known here.
    """
    findings = Findings(str(path))
    raw = read_bytes(path, MAX_BYTES)
    if not is_nuts(raw[:100]):
        raise _unreadable(findings.file)
    frame = _read(path, findings.file)
    if "NUTS_ID" not in frame:
        shapes = with_keys(frame, places, nuts3, findings)
        return to_districts(shapes, places, "map", Origin("", path.name), findings)
    codes = frame["NUTS_ID"].astype("str")
    german = codes.str.fullmatch(r"DE[0-9A-Z]{3}")
    if not german.any():
        refuse_foreign(frame, findings.file)
    frame, codes = frame[german], codes[german]
    left_out = int((~german).sum())
    if left_out:
        findings.add(
            "note", "other-regions",
            Text(f"{left_out} Gebiete anderer Staaten oder Ebenen bleiben unbeachtet",
                 f"{left_out} areas of other countries or levels are left out"),
        )  # fmt: skip
    keys = _keys(codes, nuts3, findings)
    findings.add("note", "extra-terms", TERMS)
    findings.stop_on_errors()
    shapes = frame.geometry.set_axis(keys)
    return to_districts(shapes, places, "nuts", _origin(path.name), findings)


def _read(path: Path, file: str) -> Any:
    import geopandas as gpd
    import pyogrio

    try:
        frame: Any = pyogrio.read_dataframe(path)
    except Exception as error:  # GDAL fails in many ways on broken files
        raise _unreadable(file) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise _unreadable(file)
    return frame


def _unreadable(file: str) -> Exception:
    finding = Text("ist kein lesbares GeoJSON oder TopoJSON",
                   "is not readable GeoJSON or TopoJSON")  # fmt: skip
    return file_error(file, "unreadable-map", finding)


def _keys(codes: pd.Series, nuts3: Mapping[str, str], findings: Findings) -> list[str]:
    district_of_code = {**OLD_CODES, **nuts3}
    unknown = sorted({code for code in codes if code not in district_of_code})
    for code in unknown[:20]:
        findings.add(
            "error", "unknown-key",
            Text(f"{quote(code)} ist kein NUTS-3-Schlüssel eines Kreises",
                 f"{quote(code)} is not the NUTS 3 code of a district"),
            Text("eine Ausgabe von 2006 bis 2024", "an edition from 2006 to 2024"),
        )  # fmt: skip
    older = sum(1 for code in codes if code in OLD_CODES and code not in nuts3)
    if older:
        findings.add(
            "repaired", "older-codes",
            Text(f"{older} Schlüssel älterer Ausgaben", f"{older} codes of older editions"),
            remedy=Text("auf die Kreise bezogen", "matched to the districts"),
        )  # fmt: skip
    return [district_of_code.get(code, code) for code in codes]


def _origin(name: str) -> Origin:
    return Origin(
        publisher="Eurostat GISCO, EuroGeographics",
        title=f"NUTS-Regionen, Ebene 3 ({name[:60]})",
        licence="Eurostat GISCO, eigene Bedingungen / own terms",
        licence_url="https://ec.europa.eu/eurostat/web/gisco/geodata/statistical-units",
        attribution=Text(
            "© EuroGeographics bezüglich der Verwaltungsgrenzen (Daten verändert)",
            "© EuroGeographics for the administrative boundaries (data changed)",
        ),
        url="https://ec.europa.eu/eurostat/web/gisco",
        note=TERMS,
    )
