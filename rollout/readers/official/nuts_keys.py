"""NUTS codes as keys of districts in tables of values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rollout.language import Text
from rollout.readers.findings import Findings, quote
from rollout.readers.nuts_codes import OLD_CODES

NUTS_HEADERS = ("geo", "nuts", "nuts3", "nuts 3", "nuts_id", "nuts code", "nuts3 code", "nuts-3",
                "geo code", "geo (codes)", "geocode", "geo\\time", "geo\\time_period",
                "nuts_code", "region code", "nuts 3 code", "NUTS-3-Code", "NUTS-Code",
                "NUTS 2021", "NUTS 2024", "NUTS3-Code", "NUTS-Schlüssel")  # fmt: skip
_CODE = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
_DISTRICT = re.compile(r"DE[0-9A-G][0-9A-Z]{2}")
_MOST_REPORTED = 20


def district_keys(keys: Sequence[str], nuts3: Mapping[str, str], findings: Findings) -> list[str]:
    """Keys with NUTS codes of any edition replaced by those of districts of that time.

    Codes of larger areas and other countries become "DG" (rows of no district); a German code of
    level 3 that no edition has is an error.
    """
    if not any(_DISTRICT.fullmatch(key) for key in keys):
        return list(keys)
    district_of_code = {**OLD_CODES, **nuts3}
    unknown = sorted({key for key in keys if _DISTRICT.fullmatch(key)
                      and key not in district_of_code and not key.endswith("ZZ")})  # fmt: skip
    for code in unknown[:_MOST_REPORTED]:
        findings.add(
            "error", "unknown-key",
            Text(f"{quote(code)} ist kein NUTS-3-Schlüssel eines Kreises",
                 f"{quote(code)} is not the NUTS 3 code of a district"),
            Text("eine Ausgabe von 2006 bis 2024", "an edition from 2006 to 2024"),
        )  # fmt: skip
    codes = {key for key in keys if key in district_of_code}
    findings.add(
        "note", "nuts-codes",
        Text(f"{len(codes)} NUTS-3-Schlüssel auf Kreise bezogen",
             f"{len(codes)} NUTS 3 codes matched to districts"),
    )  # fmt: skip
    others = {key for key in keys if _CODE.fullmatch(key) and key not in district_of_code}
    if others:
        some = ", ".join(map(quote, sorted(others)[:3]))
        findings.add(
            "note", "dropped-nuts",
            Text(f"{len(others)} NUTS-Gebiete, die keine Kreise sind, bleiben unbeachtet, "
                 f"etwa {some}",
                 f"{len(others)} NUTS regions that are no districts are left out, such as {some}"),
        )  # fmt: skip
    return ["DG" if key in others else district_of_code.get(key, key) for key in keys]
