"""Values of an indicator table restated for the territorial status in use, and said so."""

from __future__ import annotations

import pandas as pd

from rollout.crosswalk import convert, wording
from rollout.language import Text
from rollout.model import RESTATED, nothing_restated
from rollout.readers.column_values import Fields
from rollout.readers.places import Places
from rollout.territory import FIRST

_REPAIRED = ("added", "averaged-people", "copied")


def other_keys(places: Places) -> frozenset[str]:
    """Districts that took part in changes since the oldest status with outlines."""
    changes = [change for change in places.changes if change.since > FIRST]
    return frozenset(key for change in changes for key in change.old | change.new)


def restate(
    values: pd.DataFrame, catalogue: pd.DataFrame, places: Places
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Values on the districts in use, and which of them no publisher gave.

    A table has one status for all its columns: the one of its keys, and where these do not tell
    it, that of each column's year. Only where the catalogue says that some columns came in a later
    status, an empty cell of a district that came then is no value of the others.

    Parameters
    ----------
    values
        Index `ags`: districts of any status since the oldest with outlines.

    Returns
    -------
    values, restated
        `restated` has a row per indicator and district with another origin, columns `RESTATED`.
    """
    involved = other_keys(places)
    here = [key for key in values.index if key in involved]
    if not here:
        return values, nothing_restated()
    target = sorted(involved & set(places.names))
    columns, steps = {}, []
    of_change = values.loc[here]
    later = set(catalogue["territory"].dropna().index) if "territory" in catalogue else set()
    came = {key for change in places.changes if change.since > FIRST for key in change.added}
    for name in map(str, values.columns):
        kind, year = str(catalogue.loc[name, "kind"]), float(str(catalogue.loc[name, "year"]))
        series = of_change[name]
        if later and name not in later:
            series = series[series.notna() | ~series.index.isin(came)]
        conversion = convert(
            series, kind, places.district_changes, target, year=year, days=places.changes
        )
        columns[name] = conversion.values
        steps.append(conversion.steps.assign(indicator=name))
    rest = values.drop(here)
    both = pd.concat([rest, pd.DataFrame(columns, columns=values.columns)]).rename_axis("ags")
    table = pd.concat(steps) if steps else pd.DataFrame(columns=["new", *RESTATED])
    table = table[~table["how"].isin(["superseded", "unknown-key"])]
    restated = table.rename(columns={"new": "ags"})[list(RESTATED)].reset_index(drop=True)
    return both, restated


def report_restated(fields: Fields, restated: pd.DataFrame, places: Places) -> None:
    """One note for each way values were carried over, with districts and indicators."""
    for (how, basis), rows in restated.groupby(["how", "basis"], sort=False):
        text = wording(str(how), str(basis))
        new = ", ".join(places.label(key) for key in dict.fromkeys(rows["ags"]))
        old = ", ".join(dict.fromkeys(rows["old"]))
        names = ", ".join(dict.fromkeys(rows["indicator"]))
        fields.report(
            "repaired" if how in _REPAIRED else "note", f"restated-{how}", "ags", None,
            Text(f"{new} haben keine eigenen Werte dieses Gebietsstands ({names})",
                 f"{new} have no values of their own in this territorial status ({names})"),
            remedy=Text(f"umgerechnet aus {old}: {text.de}",
                        f"carried over from {old}: {text.en}"),
        )  # fmt: skip
