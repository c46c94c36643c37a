"""The propensity of a country: past shares by district, and how far to trust them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from rollout.propensity.as_of import Vintage
from rollout.propensity.country import Country, country_of
from rollout.propensity.events import UNITS, Foundings, foundings_of, separate_spans, window
from rollout.propensity.out_of_time import Effort, validation
from rollout.propensity.past_shares import fifths, fifths_like, past_shares
from rollout.propensity.structural import coefficients, samples

if TYPE_CHECKING:
    from rollout.model import Inputs

MEASURE = "unemployment_pct"
DRAWS = 200


@dataclass(frozen=True, eq=False)
class Propensity:
    """What happened in districts like each one.

    Parameters
    ----------
    history, foundings, country
        What it follows from.
    shares
        Share that got an initiative per unit, window and fifth; see
        `rollout.propensity.past_shares`.
    districts
        Index `ags`: value (unemployment rate), value_year, fifth (1..5, 5 = highest rate; among
        the districts without a dated initiative), share, low, high (of the last window, area
        served) and hub_share; NaN where the rate is unknown.
    """

    history: pd.DataFrame
    foundings: Foundings
    country: Country
    shares: pd.DataFrame
    districts: pd.DataFrame

    @property
    def last(self) -> tuple[int, int]:
        """The last window of five years: after, until."""
        return separate_spans(self.foundings.until)[-1]

    @cached_property
    def validation(self) -> pd.DataFrame:
        """Measures out of time; takes a second or two. See `rollout.propensity.out_of_time`."""
        return validation(self.history, self.foundings, self.country, Effort())

    @cached_property
    def coefficients(self) -> pd.DataFrame:
        """Slopes of the few features at the hub; see `rollout.propensity.structural`."""
        until, vintage = self.foundings.until, Vintage(self.history, self.country.index)
        return coefficients(samples(vintage, self.foundings, self.country, until)[until])


def propensity(
    history: pd.DataFrame,
    foundings: Foundings,
    country: Country,
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> Propensity | None:
    """Past shares by fifth of the unemployment rate; None without a history or a founding.

    Parameters
    ----------
    history
        Indicators of earlier years, index: year and ags; see `Inputs.indicator_history`.
    foundings
        See `rollout.propensity.events.foundings_of`.

    >>> from rollout.inputs import load_inputs
    >>> model = propensity_of(load_inputs())
    >>> float(model.shares.loc[("area", 2018, 2023), "events"].sum())
    39.0
    """
    if MEASURE not in history or not separate_spans(foundings.until):
        return None
    spans = separate_spans(foundings.until)
    vintage = Vintage(history, country.index)
    scores = {after: vintage.at(MEASURE, after) for after, _ in spans}
    shares = past_shares(foundings, country, scores, draws, seed)
    districts = _districts(vintage, foundings, country, shares)
    return Propensity(history, foundings, country, shares, districts)


def propensity_of(inputs: Inputs) -> Propensity | None:
    """The propensity as the data and their register have it; no scenario changes it."""
    foundings = foundings_of(inputs.initiatives, inputs.served)
    return propensity(inputs.indicator_history, foundings, country_of(inputs))


def _districts(
    vintage: Vintage, foundings: Foundings, country: Country, shares: pd.DataFrame
) -> pd.DataFrame:
    """Fifth and shares of every district today.

    Districts that have an initiative are put where they would stand among those that have none.
    """
    until = foundings.until
    values = vintage.at(MEASURE, until)
    at_risk = window(foundings, country.index, "area", until, until).at_risk
    place = fifths_like(values, values[at_risk])
    place[at_risk] = fifths(values[at_risk])
    table = pd.DataFrame({"value": values, "fifth": place}, index=country.index)
    table["value_year"] = vintage.year_of(MEASURE, until)
    after, until = separate_spans(until)[-1]
    of_span = shares.xs(after, level="after").xs(until, level="until")
    by_unit = {unit: of_span.xs(unit, level="unit").reindex(place) for unit in UNITS}
    for name in ("share", "low", "high"):
        table[name] = by_unit["area"][name].to_numpy()
    table["hub_share"] = by_unit["hub"]["share"].to_numpy()
    return table
