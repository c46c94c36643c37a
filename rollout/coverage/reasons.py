"""Why every district has its status, in a sentence or two."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.coverage.running import founding_lines
from rollout.coverage.words import STATUS_BEGINS
from rollout.language import Text, in_both, number

if TYPE_CHECKING:
    from rollout.coverage.coverage import Coverage


def reasons(
    coverage: Coverage, nearest: pd.DataFrame, rule: Text, positions: Sequence[int] | None = None
) -> pd.DataFrame:
    """Why each district has its status, in German and English.

    Parameters
    ----------
    nearest
        Per district the nearest networked initiative: nearest_name, nearest_km (NaN = none).
    positions
        Of the districts wanted; None for all.

    Returns
    -------
    reasons
        Columns reason_de and reason_en, index as in `coverage.statuses`.
    """
    running = founding_lines(coverage.foundings)
    places = np.arange(len(nearest)) if positions is None else np.asarray(positions)
    districts = coverage.statuses.index[places]
    near = nearest.iloc[places]
    columns = (coverage.status.iloc[places], near["nearest_name"], near["nearest_km"])
    within, names = _within_km(coverage, near), _names_by_status(coverage)
    rows = []
    for n, (ags, status, name, km) in enumerate(zip(districts, *columns, strict=True)):
        founding = running.get(str(ags))
        if status == "white":
            text = _white(rule, _nearest(name, km, within[n]))
        elif status == "founding" and founding:
            text = _running(founding)
        else:
            text = _reached(str(status), names(int(places[n]), str(status)), rule)
        if status == "unconnected" and founding:
            more = _running(founding)
            text = Text(f"{text.de} {more.de}", f"{text.en} {more.en}")
        if str(ags) in coverage.planned:
            more = _planned(coverage.planned[str(ags)])
            text = Text(f"{text.de} {more.de}", f"{text.en} {more.en}")
        rows.append((text.de, text.en))
    return pd.DataFrame(rows, index=districts, columns=["reason_de", "reason_en"])


def _names_by_status(coverage: Coverage) -> Callable[[int, str], list[str]]:
    """Names of the initiatives that give the district at a position its status."""
    reach = coverage.reach
    levels = coverage.initiatives["network_status"].to_numpy(dtype=object)
    names = coverage.initiatives["name"].to_numpy(dtype=object)

    def named(position: int, status: str) -> list[str]:
        within = np.sort(reach.indices[reach.indptr[position] : reach.indptr[position + 1]])
        level = "networked" if status == "covered" else status
        return [str(names[n]) for n in within if levels[n] == level]

    return named


def _white(rule: Text, nearest: Text) -> Text:
    return Text(
        f"⟦Keine⟧ gefunden: Im Register erreicht ⟦keine Initiative⟧ den Kreis (Regel: {rule.de}). "
        f"{nearest.de}",
        f"None found: no ⟦initiative⟧ in the register reaches the district (rule: {rule.en}). "
        f"{nearest.en}",
    )


def _reached(status: str, names: Sequence[str], rule: Text) -> Text:
    by, what = _listed(names), STATUS_BEGINS[status]
    return Text(f"{what.de}: {by.de} (Regel: {rule.de}).", f"{what.en}: {by.en} (rule: {rule.en}).")


def _planned(names: Sequence[str]) -> Text:
    """Sentence on initiatives that are only planned."""
    listing = _listed(names)
    return Text(f"⟦Geplant⟧, zählt noch nicht: {listing.de}.",
                f"⟦Planned⟧, does not count yet: {listing.en}.")  # fmt: skip


def _running(founding: Text) -> Text:
    """Sentence on a district that a recorded founding works on."""
    return Text(f"Gründung läuft: {founding.de}.", f"Founding under way: {founding.en}.")


def _within_km(coverage: Coverage, nearest: pd.DataFrame) -> list[float]:
    """How far off the seat of each district's nearest initiative may be; NaN: it is given."""
    if "point_km" not in coverage.initiatives:
        return [math.nan] * len(nearest)
    km = nearest["nearest_id"].map(coverage.initiatives["point_km"]).astype(float)
    return [float(value) for value in km]


def _nearest(name: object, km: float, within_km: float = math.nan) -> Text:
    if math.isnan(km):
        return Text("⟦Keine vernetzte Initiative⟧ gezählt.", "No ⟦linked initiative⟧ counted.")
    off = in_both(
        lambda lang: "" if math.isnan(within_km) else f" (± {number(within_km, 0, lang)})"
    )
    return Text(
        f"⟦Nächste vernetzte Initiative⟧: {name}, {number(km)} km{off.de}.",
        f"⟦Nearest linked initiative⟧: {name}, {number(km, lang='en')} km{off.en}.",
    )


def _listed(names: Sequence[str]) -> Text:
    """Up to two names, then how many more."""
    more = len(names) - 2
    if more <= 0:
        return Text(" und ".join(names), " and ".join(names))
    first = ", ".join(names[:2])
    return Text(f"{first} und {more} weitere", f"{first} and {more} more")
