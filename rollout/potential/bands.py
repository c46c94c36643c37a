"""How sure is a rank? Thousands of rankings under drawn assumptions, summed up as bands.

Weights, normalisation, aggregation, a left-out indicator and the unknown values are drawn
together, after Saisana, Saltelli and Tarantola (2005), J. R. Statist. Soc. A 168, 307-323, and
the OECD/JRC Handbook, step 7. The drawing itself is in `rollout.potential.draws`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from rollout.arrays import Floats, Integers, Ranks
from rollout.errors import parameter_error
from rollout.language import Lang, Text, counted
from rollout.potential.composite import Directions
from rollout.potential.draws import (
    BLOCK,
    Assumptions,
    DrawBasis,
    blocks,
    draw_settings,
    drawn_ranks,
    prepare,
)
from rollout.potential.ranking import dominance, dominance_pairs, rank_reversals
from rollout.potential.scoring import (
    Potential,
    Scoring,
    basis,
    in_order,
    logged_names,
    marks_on_scale,
    sorted_potential,
)
from rollout.scenario import Scenario

__all__ = [
    "Assumptions",
    "Bands",
    "band_words",
    "dominance",
    "dominance_pairs",
    "draw_bands",
    "founding_bands",
    "founding_draws",
    "rank_bands",
    "rank_reversals",
]

REVERSAL_DRAWS = 100  # counting pairs is quadratic in the rows; a mean over so many is steady
REVERSAL_ROWS = 1000
COUNTED = 64  # rows whose ranks are counted at once
GROUP_DRAWS = 1000  # shares of pairs are steady by then
THREADS = 2
SURE, LIKELY, POSSIBLE = 0.95, 0.5, 0.05


@dataclass(frozen=True, eq=False)
class Bands:
    """Rank bands and what stands behind them.

    Parameters
    ----------
    table
        Index as given; rank (base case), low, median, high (ranks at the quantiles of the
        band, 1 = best, between two draws on the line that joins them), top_k_share (0..1),
        band_class (always, mostly, only, never), group (1 = the first; rows of a group cannot be
        told apart, see `rank_groups`; 0 without a rank).
    reversal_share
        Mean share of pairs that stand the other way round than in the base case.
    unavailable
        Variants asked for that could not run, with the reason.
    """

    table: pd.DataFrame
    reversal_share: float
    unavailable: tuple[Text, ...]
    draws: int
    seed: int
    assumptions: Assumptions


def rank_bands(
    values: pd.DataFrame,
    directions: Directions,
    weights: Mapping[str, float] | pd.Series,
    draws: int = 1000,
    seed: int = 0,
    assumptions: Assumptions | None = None,
) -> pd.DataFrame:
    """Rank of each row and the band it keeps to under drawn assumptions.

    Returns
    -------
    table
        Columns of `Bands.table`, index as in `values`; `attrs["unavailable"]` names the
        variants that could not run.

    >>> table = pd.DataFrame({"a": [3.0, 2, 1], "b": [3.0, 1, 2]}, index=list("xyz"))
    >>> bands = rank_bands(table, {"a": "more", "b": "more"}, {"a": 1, "b": 1}, draws=100)
    >>> bands.loc["x", ["low", "median", "high"]].tolist()
    [1.0, 1.0, 1.0]
    """
    bands = draw_bands(values, directions, weights, draws, seed, assumptions)
    table = bands.table.copy()
    table.attrs["unavailable"] = bands.unavailable
    return table


def draw_bands(
    values: pd.DataFrame,
    directions: Directions,
    weights: Mapping[str, float] | pd.Series,
    draws: int = 1000,
    seed: int = 0,
    assumptions: Assumptions | None = None,
    progress: Callable[[int], None] | None = None,
) -> Bands:
    """Do the work of `rank_bands`; `progress` is told the number of draws done.

    Parameters
    ----------
    values
        Comparable indicators with their gaps; a row without any known value has no rank, its
        band comes from the other rows' values alone.
    directions, weights
        As in `rollout.potential.composite`.
    """
    for name, number, least in (("draws", draws, 1), ("seed", seed, 0)):
        if number < least:
            finding = Text(f"ist {number}", f"is {number}")
            expectation = Text(f"mindestens {least}", f"at least {least}")
            raise parameter_error(name, finding, expectation)
    basis = prepare(values, directions, weights, assumptions or Assumptions())
    ranks = _ranks(basis, draws, seed, progress)
    groups = rank_groups(basis.base, ranks[:GROUP_DRAWS])
    table = _summary(basis, ranks).assign(group=groups).reindex(values.index)
    share = _reversal_share(basis.base, ranks)
    return Bands(table, share, basis.unavailable, draws, seed, basis.assumptions)


def _ranks(
    basis: DrawBasis, draws: int, seed: int, progress: Callable[[int], None] | None
) -> Ranks:
    """Ranks of all draws; blocks are independent, and NumPy lets two of them run at once."""
    ranks = np.empty((draws, len(basis.index)), dtype=np.int32)

    def draw(start: int) -> int:
        end = min(start + BLOCK, draws)
        settings = draw_settings(basis, end - start, (seed, start // BLOCK))
        ranks[start:end] = drawn_ranks(basis, settings)
        return end

    threads = ThreadPoolExecutor(THREADS)
    try:
        for end in threads.map(draw, range(0, draws, BLOCK)):
            if progress:
                progress(end)
    finally:
        threads.shutdown(cancel_futures=True)
    return ranks


def founding_bands(
    potential: Potential, settings: Scenario, progress: Callable[[int], None] | None = None
) -> Bands:
    """Rank bands of a founding potential; only districts with a score take part.

    The rank is that of the potential; gaps are drawn whatever rule the score filled them by.
    """
    comparable = potential.comparable[potential.score.notna()]
    bands = draw_bands(
        comparable[list(potential.normalised.columns)],
        potential.directions,
        potential.weights[potential.weights > 0],
        settings.draws,
        settings.seed,
        chosen_assumptions(settings, potential.logged),
        progress,
    )
    return _of_all(bands, potential)


def bands_of(work: Scoring) -> Bands:
    """Step: rank bands of the potential; which districts have a score alone may change them."""
    has_score = work.of(sorted_potential).score.notna().to_numpy()
    return _of_all(work.of(drawn_bands, has_score.tobytes()), work.of(in_order))


def drawn_bands(work: Scoring, has_score: bytes) -> Bands:
    """Step: rank bands of the districts with a score, a byte each."""
    settings = work.scenario
    return draw_bands(
        *work.of(basis).with_score(has_score),
        settings.draws,
        settings.seed,
        chosen_assumptions(settings, work.of(logged_names)),
    )


def _of_all(bands: Bands, potential: Potential) -> Bands:
    """The bands, with a row for every district and the rank of its potential."""
    table = bands.table.reindex(potential.score.index).assign(rank=potential.rank)
    return replace(bands, table=table)


def founding_draws(potential: Potential, settings: Scenario, draws: int) -> pd.DataFrame:
    """Drawn ranks of every district (1 = best): a row per draw, a column per district.

    The same draws as behind `founding_bands`; NaN for districts without a score.
    """
    comparable = potential.comparable[potential.score.notna()]
    basis = prepare(
        comparable[list(potential.normalised.columns)],
        potential.directions,
        potential.weights[potential.weights > 0],
        chosen_assumptions(settings, potential.logged),
    )
    parts = [drawn_ranks(basis, block) for _, block in blocks(basis, draws, settings.seed)]
    ranks = pd.DataFrame(np.vstack(parts), columns=basis.index)
    return ranks.reindex(columns=potential.score.index)


def chosen_assumptions(settings: Scenario, logged: frozenset[str] = frozenset()) -> Assumptions:
    """Assumptions of a scenario, its own normalisation and aggregation first.

    Parameters
    ----------
    logged
        Indicators compared on a logarithmic scale, see `Potential.logged`.
    """
    low, high = dict(settings.goalposts_low), dict(settings.goalposts_high)
    base = Assumptions()
    normalisations = base.normalisations if settings.vary_normalisation else ()
    aggregations = base.aggregations if settings.vary_aggregation else ()
    return Assumptions(
        settings.weight_draw,
        settings.weight_spread,
        tuple(dict.fromkeys((settings.normalisation, *normalisations))),
        tuple(dict.fromkeys((settings.aggregation, *aggregations))),
        settings.leave_one_out,
        settings.vary_missing,
        settings.top_k,
        goalposts=marks_on_scale(
            {name: (low[name], high[name]) for name in low.keys() & high.keys()}, logged
        ),
    )


def band_words(band_class: str, top_k: int) -> Text:
    """Say a band class in words.

    >>> band_words("always", 40).en
    'always among the first 40'
    """
    words = {
        "always": Text("immer unter den ersten", "always among the first"),
        "mostly": Text("meist unter den ersten", "mostly among the first"),
        "only": Text("nur mit diesen Gewichten unter den ersten",
                     "only with these weights among the first"),
        "never": Text("kaum je unter den ersten", "hardly ever among the first"),
    }[band_class]  # fmt: skip
    return Text(f"{words.de} {top_k}", f"{words.en} {top_k}")


def _summary(basis: DrawBasis, ranks: Ranks) -> pd.DataFrame:
    top_k = min(basis.assumptions.top_k, len(basis.index))
    shares = (basis.assumptions.band[0], 0.5, basis.assumptions.band[1])
    low, median, high, share = _quantiles(ranks, shares, top_k)
    now = np.where(np.isnan(basis.base), np.inf, basis.base) <= top_k
    tests = [share >= SURE, share >= LIKELY, now | (share >= POSSIBLE)]
    words = np.select(tests, ["always", "mostly", "only"], "never")
    columns = {
        "rank": basis.base, "low": low, "median": median, "high": high,
        "top_k_share": share, "band_class": words,
    }  # fmt: skip
    return pd.DataFrame(columns, index=basis.index)


def _quantiles(ranks: Ranks, shares: Sequence[float], top_k: int) -> Floats:
    """Quantiles of each column, and the share of its ranks up to `top_k` as the last row.

    Quantiles are interpolated as R and NumPy do by default (type 7). Ranks are whole numbers, so
    counting them takes a third of the time of sorting them.
    """
    draws, size = ranks.shape
    result = np.empty((len(shares) + 1, size))
    for start in range(0, size, COUNTED):
        part = ranks[:, start : start + COUNTED]
        width = part.shape[1]
        cells = (part + np.arange(width, dtype=np.int64) * (size + 1)).ravel()
        counts = np.bincount(cells, minlength=width * (size + 1)).reshape(width, size + 1)
        reached = counts.cumsum(axis=1)
        for row, share in enumerate(shares):
            place = share * (draws - 1)
            below = int(place)
            lower, upper = ((reached <= k).sum(axis=1) for k in (below, min(below + 1, draws - 1)))
            result[row, start : start + width] = lower + (place - below) * (upper - lower)
        result[-1, start : start + width] = reached[:, top_k] / draws
    return result


def rank_groups(base: Floats, ranks: Ranks) -> Integers:
    """Groups of rows that cannot be told apart, along the order of the base case.

    Down the list, a row opens a new group once a member of the present one stands before it in at
    least 95 per cent of the draws. Pairs are compared inside each draw, so rows whose bands
    overlap can be told apart where one is nearly always better.

    Parameters
    ----------
    base
        Rank of each row in the base case; NaN without one.
    ranks
        A row per draw, a column per row of the table.

    Returns
    -------
    groups
        1, 2, ... per row; 0 without a rank.

    >>> rank_groups(np.array([1.0, 2, 3]), np.array([[1, 2, 3], [2, 1, 3]])).tolist()
    [1, 1, 2]
    """
    groups = np.zeros(len(base), dtype=int)
    order = np.argsort(base, kind="stable")[: int((~np.isnan(base)).sum())]
    columns = np.ascontiguousarray(_small(ranks)[:, order].T)
    first, number = 0, 0  # of the present group
    for place, row in enumerate(order):
        before = (columns[first:place] < columns[place]).sum(axis=1) / len(ranks)
        if place == first or (before >= SURE).any():
            first, number = place, number + 1
        groups[row] = number
    return groups


def _small(ranks: Ranks) -> Ranks | npt.NDArray[np.int16]:
    """The same ranks in half the bytes where they fit, which take half the time to compare."""
    fits = ranks.shape[1] < np.iinfo(np.int16).max
    return ranks.astype(np.int16) if fits else ranks


def group_name(number: float) -> str:
    """Letters of a group: A, B, ... Z, AA; "" for 0 or unknown.

    >>> [group_name(n) for n in (1, 26, 27, 0, float("nan"))]
    ['A', 'Z', 'AA', '', '']
    """
    if not number >= 1:
        return ""
    rest, letters = int(number), ""
    while rest:
        rest, place = divmod(rest - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def group_line(bands: Bands, lang: Lang, most: int = 3) -> str:
    """The first groups and their sizes, such as "Group A: 12 districts, not to be told apart"."""
    sizes = bands.table.loc[bands.table["group"] > 0, "group"].value_counts().sort_index()
    parts = []
    for number, size in sizes.head(most).items():
        districts = counted(
            int(size), (Text("Kreis", "district"), Text("Kreise", "districts")), lang
        )
        parts.append(f"{group_name(float(str(number)))}: {districts}")
    head = Text("Gruppen, in denen Kreise untereinander nicht unterscheidbar sind: ",
                "Groups of districts that cannot be told apart: ")[lang]  # fmt: skip
    return f"{head}{', '.join(parts)}{' …' if len(sizes) > most else ''}"


def _reversal_share(base: Floats, ranks: Ranks) -> float:
    """Mean share of base-case pairs turned round.

    Over at most 100 evenly spaced draws, and the pairs of at most 1000 rows picked at random.
    """
    order = np.argsort(base)[: int((~np.isnan(base)).sum())]
    if len(order) > REVERSAL_ROWS:
        sample = np.random.default_rng(0).choice(len(order), REVERSAL_ROWS, replace=False)
        order = order[np.sort(sample)]
    pairs = len(order) * (len(order) - 1) / 2
    if not pairs:
        return 0.0
    draws = np.unique(np.linspace(0, len(ranks) - 1, REVERSAL_DRAWS).astype(int))
    rows = np.ascontiguousarray(_small(ranks[draws])[:, order].T)
    # Each pair once, in the order of the base case: the first of a pair is compared with the rest.
    reversals = sum(
        np.count_nonzero(rows[first] > rows[first + 1 :]) for first in range(len(order))
    )
    return float(reversals / len(draws) / pairs)
