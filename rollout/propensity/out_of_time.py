"""Would an order of that day have told where initiatives came? All windows, all orders.

Overlapping windows (2014 to 2020, each until the last year) are one wave seen four times; the
windows of five years that share no year stand beside them. Which orders are tried and which rule
lets one replace the benchmark was written down before looking (docs/decisions.md).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from rollout.arrays import Floats, Integers
from rollout.propensity.as_of import Vintage
from rollout.propensity.country import Country
from rollout.propensity.discrimination import (
    Draws,
    auc,
    average_precision,
    lift,
    resample,
    with_band,
)  # fmt: skip
from rollout.propensity.events import UNITS, Foundings, Unit, Window, separate_spans, window
from rollout.propensity.relocation import chance_of, relocated_auc
from rollout.propensity.structural import (
    Sample,
    features_at,
    held_out_scores,
    samples,
    structural_scores,
)  # fmt: skip

BENCHMARK = "unemployment"
RIVAL = "structural"
ORDERS = (
    BENCHMARK, "land_mean", "inhabitants", "both", "city", "industry", RIVAL, "held_out",
)  # fmt: skip
LOOK_BACKS = (2014, 2016, 2018, 2020)
KINDS = ("look_back", "five_years")
TOP = 0.2
CHANCE_LEVEL = 0.05
KEYS = ["unit", "kind", "after", "until", "order"]


@dataclass(frozen=True)
class Effort:
    """How much is drawn.

    Parameters
    ----------
    draws
        Of initiatives and chambers.
    places
        Random places of the relocation test; 0 leaves it out.
    windows
        Kind, after and until of each; all of `windows_of` if empty.
    """

    draws: int = 500
    places: int = 199
    seed: int = 0
    windows: tuple[tuple[str, int, int], ...] = ()
    orders: tuple[str, ...] = ORDERS


def orders_at(
    vintage: Vintage, sample: Sample | None, country: Country, year: int, names: Collection[str]
) -> dict[str, Floats]:
    """Orders of the districts as they stood at the end of a year; unknown ones are left out.

    Parameters
    ----------
    sample
        Foundings until that year; None where no model is asked for.
    names
        Some of `ORDERS`.
    """
    unemployment = pd.Series(vintage.at("unemployment_pct", year))
    inhabitants = pd.Series(vintage.at("population", year))
    orders: dict[str, object] = {
        BENCHMARK: unemployment,
        "land_mean": unemployment.groupby(country.lands).transform("mean"),
        "inhabitants": inhabitants,
        "both": unemployment.rank() + inhabitants.rank(),
        "city": country.cities,
        "industry": vintage.at("industry_pct", year),
    }
    if sample is not None:
        features = features_at(vintage, country, year)
        orders[RIVAL] = structural_scores(sample, features)
        orders["held_out"] = held_out_scores(sample, features, country)
    arrays = {name: np.asarray(orders[name], dtype=float) for name in names if name in orders}
    return {name: order for name, order in arrays.items() if not np.isnan(order).all()}


def windows_of(until: int) -> tuple[tuple[str, int, int], ...]:
    """Kind, after and until of every window that is looked at."""
    back = [("look_back", after, until) for after in LOOK_BACKS if after < until]
    return (*back, *(("five_years", *span) for span in separate_spans(until)))


def validation(
    history: pd.DataFrame, foundings: Foundings, country: Country, effort: Effort | None = None
) -> pd.DataFrame:
    """All measures of all orders in all windows, at the hub and over the area served.

    The model is fitted anew for every window, to the foundings before it.

    Returns
    -------
    validation
        Index: unit, kind (`look_back` or `five_years`), after, until, order; columns events,
        initiatives, at_risk, base_rate; auc, within (pairs inside a Land), within_kind (inside a
        Land, city with city), gain (AUC minus that of unemployment), each with _low and _high
        (5-95 % band); average_precision, lift_20; chance (share of random places that did as
        well; for unemployment only). NaN where a window has nothing to test.
    """
    effort = effort or Effort()
    vintage = Vintage(history, country.index)
    windows = effort.windows or windows_of(foundings.until)
    by_year: dict[int, Sample] = {}
    if {RIVAL, "held_out"} & set(effort.orders):
        by_year = samples(vintage, foundings, country, max(after for _, after, _ in windows))
    orders: dict[int, dict[str, Floats]] = {}
    rows = []
    for kind, after, until in windows:
        if after not in orders:
            sample = by_year.get(after)
            orders[after] = orders_at(vintage, sample, country, after, effort.orders)
        for unit in UNITS:
            span = window(foundings, country.index, unit, after, until)
            if span.is_testable:
                where = {"unit": unit, "kind": kind, "after": after, "until": until}
                chance = relocation(
                    orders[after][BENCHMARK], foundings, country, unit, span, effort
                )
                measures = measures_of(span, orders[after], country, effort)
                measures[BENCHMARK]["chance"] = chance
                rows += [where | {"order": order} | cells for order, cells in measures.items()]
    return pd.DataFrame(rows, columns=None if rows else KEYS).set_index(KEYS)


def measures_of(
    span: Window, orders: Mapping[str, Floats], country: Country, effort: Effort
) -> dict[str, dict[str, float]]:
    """Measures of every order in one window."""
    at_risk = span.at_risk
    seed = [effort.seed, span.after, span.until]
    draws = resample(span.owner, country.chambers[at_risk], effort.draws, seed)
    counts = {
        "events": int(span.events.sum()),
        "initiatives": span.initiatives,
        "at_risk": len(at_risk),
        "base_rate": float(span.events.mean()),
    }
    benchmark = auc(orders[BENCHMARK][at_risk], draws)
    return {
        name: counts | _measures(order[at_risk], draws, benchmark, country, at_risk)
        for name, order in orders.items()
    }


def _measures(
    scores: Floats, draws: Draws, benchmark: Floats, country: Country, at_risk: Integers
) -> dict[str, float]:
    everywhere = auc(scores, draws)
    observed = Draws(draws.is_event, draws.weights[:1])
    return {
        **with_band("auc", everywhere),
        **with_band("within", auc(scores, draws, country.lands[at_risk])),
        **with_band("within_kind", auc(scores, draws, country.kinds[at_risk])),
        **with_band("gain", everywhere - benchmark),
        "average_precision": float(average_precision(scores, observed)[0]),
        "lift_20": float(lift(scores, observed, TOP)[0]),
    }


def relocation(
    order: Floats, foundings: Foundings, country: Country, unit: Unit, span: Window, effort: Effort
) -> float:
    """Share of random places that did at least as well as unemployment in one window."""
    if not effort.places:
        return float("nan")
    sizes = foundings.sizes(unit, country.index, span.after, span.until)
    scores = order[span.at_risk]
    seed = [effort.seed, span.after, span.until, 1]
    relocated = relocated_auc(scores, span, sizes, country, effort.places, seed)
    once = resample(span.owner, np.zeros(len(span.owner), dtype=np.int64), 0, [0])
    return chance_of(float(auc(scores, once)[0]), relocated)


def best_order(validation: pd.DataFrame) -> str:
    """The order in use: the benchmark, unless the rival beats it in every look back.

    It has to do so at the hub with the whole 5-95 % band of its gain above 0.
    """
    rows = validation.reset_index()
    rival = rows[(rows["unit"] == "hub") & (rows["kind"] == "look_back") & (rows["order"] == RIVAL)]
    beats = len(rival) > 0 and bool((rival["gain_low"] > 0).all())
    return RIVAL if beats else BENCHMARK


def is_better_than_chance(validation: pd.DataFrame, unit: Unit = "hub") -> bool:
    """Whether unemployment told where initiatives came in every look back.

    The whole band lies above 0.5 and no more than one in twenty sets of random places did as well.
    """
    rows = validation.reset_index()
    is_line = (rows["kind"] == "look_back") & (rows["order"] == BENCHMARK) & (rows["unit"] == unit)
    line = rows[is_line]
    if line.empty:
        return False
    return bool(((line["auc_low"] > 0.5) & (line["chance"] <= CHANCE_LEVEL)).all())
