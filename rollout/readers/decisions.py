"""Districts the user has decided, where a row alone does not say which one is meant."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from rollout.language import Text
from rollout.readers.column_values import Fields
from rollout.readers.places import Places


def with_decisions(
    fields: Fields, districts: Mapping[str, str], places: Places
) -> tuple[Fields, frozenset[int]]:
    """Fields with the decided keys in place of what the rows say, and the lines of these rows.

    Parameters
    ----------
    districts
        Identifier -> key. One that no row has, or no district, is noted and changes nothing.
    """
    if not districts:
        return fields, frozenset()
    ids = fields.values("id")
    keys, lines = fields.values("district_ags").copy(), []
    for row, (key, line) in enumerate(zip(ids, fields.lines, strict=True)):
        ags = districts.get(key)
        if ags is None or ags not in places.names:
            continue
        keys[row] = ags
        lines.append(line)
    cells = fields.cells.assign(district_ags=pd.Series(keys, fields.cells.index, dtype=object))
    fields = Fields(cells, fields.headers, fields.findings)
    for line in lines:
        ags = str(cells.loc[line, "district_ags"])
        fields.report(
            "repaired", "district-decided", "district_ags", line,
            Text(f"entschieden: {places.label(ags)}", f"decided: {places.label(ags)}"),
        )  # fmt: skip
    unused = [
        key for key, ags in districts.items() if key not in set(ids) or ags not in places.names
    ]
    if unused:
        listing = ", ".join(unused[:10])
        fields.findings.add(
            "note", "decision-unused",
            Text(f"Entscheidung ohne Zeile oder Kreis: {listing}",
                 f"decision without a row or district: {listing}"),
        )  # fmt: skip
    return fields, frozenset(lines)
