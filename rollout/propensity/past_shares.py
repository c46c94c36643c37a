"""How many of ten such districts got an initiative, by fifth of the unemployment rate.

No forecast of a level: 9 to 12 districts were expected after 2014, 37 came. What can be said is
what happened, how sure that is, and how much it changed from one window to the next.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from rollout.arrays import Floats, Integers
from rollout.propensity.country import Country
from rollout.propensity.discrimination import BAND
from rollout.propensity.events import UNITS, Foundings, Window, separate_spans, window

FIFTHS = (1, 2, 3, 4, 5)


def fifths(scores: Floats) -> Floats:
    """Fifth of every score, 5 = highest; equal ones by their order, NaN stays.

    >>> fifths(np.array([10.0, 50, 30, 20, 40])).tolist()
    [1.0, 5.0, 3.0, 2.0, 4.0]
    """
    is_known = ~np.isnan(scores)
    order = np.argsort(np.argsort(scores[is_known], kind="stable"), kind="stable")
    result = np.full(len(scores), np.nan)
    result[is_known] = 1 + (order * len(FIFTHS)) // max(int(is_known.sum()), 1)
    return result


def fifths_like(scores: Floats, reference: Floats) -> Floats:
    """Fifth each score would lie in among the scores of a reference.

    >>> fifths_like(np.array([35.0]), np.array([10.0, 50, 30, 20, 40])).tolist()
    [4.0]
    """
    ladder = np.sort(reference[~np.isnan(reference)])
    if not len(ladder):
        return np.full(len(scores), np.nan)
    below = np.searchsorted(ladder, scores, side="left")
    place = 1 + (np.minimum(below, len(ladder) - 1) * len(FIFTHS)) // len(ladder)
    return np.where(np.isnan(scores), np.nan, place)


def past_shares(
    foundings: Foundings, country: Country, scores: Mapping[int, Floats], draws: int, seed: int
) -> pd.DataFrame:
    """Share that got an initiative, per unit, window of five years and fifth.

    Parameters
    ----------
    scores
        By year: score of every district at its end.

    Returns
    -------
    shares
        Index: unit, after, until, fifth; columns districts, events, share (0..1), low, high
        (5-95 % band: the wider of the one of drawn initiatives and chambers and the exact
        binomial one, because where nothing happened nothing can be drawn).
    """
    rows = []
    for unit in UNITS:
        for after, until in separate_spans(foundings.until):
            span = window(foundings, country.index, unit, after, until)
            place = fifths(scores[after][span.at_risk])
            rows += [
                {"unit": unit, "after": after, "until": until, "fifth": fifth} | cells
                for fifth, cells in zip(
                    FIFTHS, _shares(span, place, country, draws, [seed, after, until]), strict=True
                )
            ]
    columns = ["unit", "after", "until", "fifth", "districts", "events", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns).set_index(columns[:4]).sort_index()


def _shares(
    span: Window, place: Floats, country: Country, draws: int, seed: list[int]
) -> list[dict[str, float]]:
    inside = (place[:, None] == np.array(FIFTHS)).astype(float)
    counts, events = inside.sum(axis=0), inside[span.events].sum(axis=0)
    low, high = _binomial(events, counts)
    if span.is_testable:
        random = np.random.default_rng(seed)
        chambers = country.chambers[span.at_risk]
        hits = _drawn_sums(span.owner[span.events], inside[span.events], draws, random)
        rest = _drawn_sums(chambers[~span.events], inside[~span.events], draws, random)
        with np.errstate(invalid="ignore", divide="ignore"):
            bounds = np.nanquantile(hits / (hits + rest), BAND, axis=0)
        low, high = np.fmin(low, bounds[0]), np.fmax(high, bounds[1])
    with np.errstate(invalid="ignore", divide="ignore"):
        share = events / counts
    names = ("districts", "events", "share", "low", "high")
    cells = zip(counts, events, share, low, high, strict=True)
    return [dict(zip(names, map(float, cell), strict=True)) for cell in cells]


def _drawn_sums(
    groups: Integers, inside: Floats, draws: int, random: np.random.Generator
) -> Floats:
    """Districts in each fifth, with whole groups drawn with replacement: draws x fifths."""
    _, group = np.unique(groups, return_inverse=True)
    size = int(group.max()) + 1
    sums = np.zeros((size, inside.shape[1]))
    np.add.at(sums, group, inside)
    return random.multinomial(size, np.full(size, 1 / size), draws) @ sums


def _binomial(events: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Exact bounds of a share (Clopper, Pearson 1934), 5 % on either side."""
    from scipy.special import betaincinv

    rest = counts - events
    low = np.where(events > 0, betaincinv(np.maximum(events, 1), rest + 1, BAND[0]), 0.0)
    high = np.where(rest > 0, betaincinv(events + 1, np.maximum(rest, 1), BAND[1]), 1.0)
    return low, high
