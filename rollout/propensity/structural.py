"""A model of few features, fitted at the hub of each founding.

One initiative is one event: counting every district it serves would weaken the slopes, because
these districts did not found on their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from rollout.arrays import Flags, Floats, Integers
from rollout.propensity.as_of import Vintage
from rollout.propensity.country import Country
from rollout.propensity.events import FIRST_YEAR, Foundings, window
from rollout.propensity.ridge import Logit, fit_logit

PENALTY = 20.0  # C = 0.05, fixed before looking (docs/decisions.md)
FROM_HISTORY = ("unemployment_pct", "long_term_unemployed_pct")
LOGARITHMS = ("population", "gdp_per_head", "tax_per_head")
CITY = "is_city"
FEATURES = (*FROM_HISTORY, *LOGARITHMS, CITY)


@dataclass(frozen=True, eq=False)
class Sample:
    """Districts at risk in every year, with what was there the year before.

    Parameters
    ----------
    features
        Rows x features, each year standardised by itself.
    is_event
        Whether a district became the hub of a founding in that year.
    place
        Position of the district of every row.
    """

    features: Floats
    is_event: Flags
    place: Integers


def features_at(vintage: Vintage, country: Country, year: int) -> Floats:
    """Features at the end of a year, mean 0 and deviation 1 over the districts; unknown is 0."""
    logarithms = []
    for name in LOGARITHMS:
        values = vintage.at(name, year)
        logarithms.append(np.log(np.where(values > 0, values, np.nan)))
    plain = [vintage.at(name, year) for name in FROM_HISTORY]
    return standardised(np.column_stack([*plain, *logarithms, country.cities]))


def standardised(values: Floats) -> Floats:
    """Columns with mean 0 and deviation 1; unknown and without spread is 0."""
    is_known = ~np.isnan(values)
    counts = np.maximum(is_known.sum(axis=0), 1)
    mean = np.nansum(values, axis=0) / counts
    spread = np.sqrt(np.nansum((values - mean) ** 2, axis=0) / counts)
    scaled = (values - mean) / np.where(spread > 0, spread, 1.0)
    return np.where(is_known & (spread > 0), scaled, 0.0)


def samples(
    vintage: Vintage, foundings: Foundings, country: Country, until: int
) -> dict[int, Sample]:
    """By last year: all years up to it, each district until it is the hub of an initiative."""
    width = len(FEATURES)
    sample = Sample(np.empty((0, width)), np.empty(0, dtype=bool), np.empty(0, dtype=np.int64))
    by_year = {FIRST_YEAR: sample}
    for year in range(FIRST_YEAR + 1, until + 1):
        hubs = window(foundings, country.index, "hub", year - 1, year)
        features = features_at(vintage, country, year - 1)
        sample = Sample(
            np.concatenate([sample.features, features[hubs.at_risk]]),
            np.concatenate([sample.is_event, hubs.events]),
            np.concatenate([sample.place, hubs.at_risk]),
        )
        by_year[year] = sample
    return by_year


def structural_scores(sample: Sample, features: Floats) -> Floats:
    """Score of every district by the model fitted to the sample; NaN without any event."""
    if not sample.is_event.any():
        return np.full(len(features), np.nan)
    return features @ fit_logit(sample.features, sample.is_event, PENALTY).slopes


def held_out_scores(sample: Sample, features: Floats, country: Country) -> Floats:
    """Score of every district by a model that has not seen its Land.

    Slopes alone, on one scale: the intercept of a fold is low where the Land held out founded
    often, so adding it would push the very districts down that stand high (pooled AUC biased
    below 0.5 by nothing but bookkeeping).
    """
    scores = np.full(len(features), np.nan)
    for land in np.unique(country.lands):
        rest = country.lands[sample.place] != land
        if sample.is_event[rest].any():
            fit = fit_logit(sample.features[rest], sample.is_event[rest], PENALTY)
            mine = country.lands == land
            scores[mine] = features[mine] @ fit.slopes
    return scores


def coefficients(sample: Sample, names: tuple[str, ...] = FEATURES) -> pd.DataFrame:
    """Slopes without a penalty and their 5-95 % band, per standard deviation of a feature.

    Returns
    -------
    coefficients
        Index: feature; columns effect, low, high (log odds of being the hub of a founding).
    """
    fit: Logit = fit_logit(sample.features, sample.is_event)
    reach = 1.6449 * fit.errors
    columns = {"effect": fit.slopes, "low": fit.slopes - reach, "high": fit.slopes + reach}
    return pd.DataFrame(columns, index=pd.Index(names, name="feature"))
