"""What a plan may choose from, what it must keep to, and what comes back.

Demand units are rows, candidate sites are columns. Positions are counted from 0; callers sort
rows and columns by `ags`, so "the smaller position" is "the smaller key".
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from rollout.arrays import MatrixLike, Sparse
from rollout.errors import Problem, ScenarioError
from rollout.language import Text

Status = Literal["optimal", "gap"]
Ties = Literal["proven", "exchanges", "open"]
# More positions make a message hard to read.
MOST_NAMED = 12


@dataclass(frozen=True)
class SitePlan:
    """A choice of sites with its proof.

    Parameters
    ----------
    sites
        Chosen columns in ascending order.
    covered
        Demand within reach of the chosen sites and of what was there before
        (`fewest_sites`: number of units within reach).
    value
        What was optimised: covered demand, number (or cost) of sites, weighted distance.
    bound
        No admissible plan does better than this; in the unit of `value`.
    gap
        |bound - value| / |value|; 0 for an optimal plan, infinite when the value is 0.
    status
        `optimal` = proven; `gap` = stopped before the proof, `bound` says what may be missing.
    method
        `exact` (HiGHS) or `lagrangian` (heuristic with a certified bound).
    ties
        `proven`: of all equally good plans this one has the fewest sites and, among those, the
        smallest list of positions. `exchanges`: no site is idle and no single exchange gives an
        equally good plan with smaller positions. `open`: ties were not looked at.
    price
        What a second goal gave away of the first, in the unit of `value`.
    seconds
        Time spent.
    """

    sites: tuple[int, ...]
    covered: float
    value: float
    bound: float
    gap: float
    status: Status
    method: str = "exact"
    ties: Ties = "proven"
    price: float = 0.0
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True)
class Progress:
    """Where a running search stands; `value` is NaN until a plan was found."""

    seconds: float
    value: float
    bound: float
    gap: float
    step: str = "search"


@dataclass(frozen=True, eq=False)
class Bound:
    """A limit of its own on the chosen sites: `low <= sum of coefficients <= high`.

    Parameters
    ----------
    text
        The limit in words, for messages.
    coefficients
        A number per column.
    low, high
        Of one wave where there are several.
    """

    text: Text
    coefficients: np.ndarray
    low: float = -np.inf
    high: float = np.inf

    def after(self, sites: Sequence[int]) -> Bound:
        """The same limit on what comes on top of some sites."""
        past = math.fsum(self.coefficients[list(sites)])
        return replace(self, low=self.low + past, high=self.high + past)

    def times(self, waves: int) -> Bound:
        """The limits of so many waves together."""
        return replace(self, low=self.low * waves, high=self.high * waves)


@dataclass(frozen=True, eq=False)
class Limits:
    """Limits on the chosen sites beyond their number.

    Parameters
    ----------
    groups
        Group (Land) of every column.
    at_least, at_most
        Fewest and most sites per group.
    cost, budget
        Cost or staff days of every column, and how much there is in total.
    names
        Name of every column for messages; positions without it.
    forbidden
        Sets of sites that must not be chosen together again (no-good cuts).
    bounds
        Further limits; each holds for every wave on its own.
    """

    groups: Sequence[str] | None = None
    at_least: Mapping[str, int] = field(default_factory=dict)
    at_most: Mapping[str, int] = field(default_factory=dict)
    cost: ArrayLike | None = None
    budget: float | None = None
    names: Sequence[str] | None = None
    forbidden: tuple[tuple[int, ...], ...] = ()
    bounds: tuple[Bound, ...] = ()

    def name(self, column: int) -> str:
        """Name of a column for messages."""
        return str(self.names[column]) if self.names is not None else f"#{column}"


@dataclass(frozen=True, eq=False)
class Search:
    """How long and how to search.

    Parameters
    ----------
    time_limit
        Seconds; None searches until the proof. Best plan so far with its gap when it is over.
    progress
        Called with `Progress` now and then, from the searching thread.
    cancel
        Set it from anywhere to stop; the best plan so far is returned.
    ties
        How to choose among equally good plans, see `SitePlan.ties`; `auto` proves the order when
        the linear relaxation is tight or leaves at most 60 sites undecided, and uses exchanges
        otherwise (a proof can take minutes).
    large_from
        Number of units or sites from which the Lagrangian search replaces the exact one.
    """

    time_limit: float | None = None
    progress: Callable[[Progress], None] | None = None
    cancel: threading.Event | None = None
    ties: Literal["auto", "proven", "open"] = "auto"
    large_from: int = 3000
    start_time: float = field(default_factory=time.monotonic)

    def elapsed(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.start_time

    def left(self) -> float:
        """Seconds left; infinite without a limit."""
        return float("inf") if self.time_limit is None else self.time_limit - self.elapsed()

    def is_over(self) -> bool:
        """Tell whether time is up or somebody cancelled."""
        return self.left() <= 0 or (self.cancel is not None and self.cancel.is_set())

    def report(self, value: float, bound: float, step: str = "search") -> None:
        """Pass on where the search stands."""
        if self.progress is not None:
            gap = relative_gap(value, bound)
            self.progress(Progress(self.elapsed(), value, bound, gap, step))


class PlanInfeasible(ScenarioError):
    """No plan keeps to all limits.

    Parameters
    ----------
    units
        Rows that no admissible site reaches.
    limits
        A smallest set of limits that cannot hold together, in words.
    """

    def __init__(
        self, problem: Problem, units: Iterable[int] = (), limits: Iterable[Text] = ()
    ) -> None:
        self.units = tuple(units)
        self.limits = tuple(limits)
        super().__init__(problem)


def relative_gap(value: float, bound: float) -> float:
    """Relative distance between a plan and its bound.

    >>> relative_gap(98.0, 100.0) < 0.021, relative_gap(0.0, 0.0)
    (True, 0.0)
    """
    if value == bound:
        return 0.0
    return abs(bound - value) / abs(value) if value else float("inf")


def wrong(name: str, finding: Text, expected: Text, remedy: Text | None = None) -> Problem:
    """One wrong argument of a planning function."""
    return Problem("error", name, finding, expected, remedy or Text("", ""), code="plan")


def time_over() -> ScenarioError:
    """Error for a search that ended before it met a first plan."""
    finding = Text("ist vor dem ersten Plan abgelaufen", "was over before a first plan")
    return ScenarioError(wrong("time_limit", finding, Text("mehr Zeit", "more time")))


def in_a_row(positions: Iterable[int], names: Sequence[str] | None = None) -> str:
    """Write positions or names in a row, shortened when there are many."""
    entries = [str(names[p]) if names is not None else str(p) for p in positions]
    more = f", … (+{len(entries) - MOST_NAMED})" if len(entries) > MOST_NAMED else ""
    return ", ".join(entries[:MOST_NAMED]) + more


def checked_matrix(matrix: MatrixLike, name: str = "reach") -> Sparse:
    """Return the matrix as a clean 0/1 CSR array, or raise what is wrong with it."""
    from scipy import sparse

    plain: Any = matrix if sparse.issparse(matrix) else np.asarray(matrix)
    if plain.ndim != 2 or 0 in plain.shape:
        shape = "x".join(map(str, plain.shape))
        raise ScenarioError(
            wrong(
                name,
                Text(f"hat die Form {shape}", f"has the shape {shape}"),
                Text("Zeilen und Spalten, je mindestens eine", "rows and columns, one or more"),
            )
        )
    result = sparse.csr_array(plain, dtype=float)
    if not np.isfinite(result.data).all() or (result.data < 0).any():
        raise ScenarioError(
            wrong(
                name,
                Text("enthält fehlende oder negative Werte", "has missing or negative values"),
                Text("0 oder größer für jedes Paar", "0 or more for every pair"),
            )
        )
    result.sum_duplicates()
    result.eliminate_zeros()
    result.sort_indices()
    result.data[:] = 1.0
    return result


def checked_demand(demand: ArrayLike, units: int) -> np.ndarray:
    """Return the demand as a vector, or raise what is wrong with it."""
    values = np.asarray(demand, dtype=float)
    problems = []
    if values.shape != (units,):
        finding = Text(f"hat die Form {values.shape}", f"has the shape {values.shape}")
        expected = Text(f"{units} Werte, einer je Zeile", f"{units} values, one per row")
        raise ScenarioError(wrong("demand", finding, expected))
    for bad, fault in (
        (~np.isfinite(values), Text("unbekannt", "unknown")),
        (values < 0, Text("negativ", "negative")),
    ):
        rows = np.flatnonzero(bad)
        if len(rows):
            problems.append(
                wrong(
                    "demand",
                    Text(
                        f"in Zeile {in_a_row(rows)} {fault.de}",
                        f"is {fault.en} in row {in_a_row(rows)}",
                    ),
                    Text("0 oder mehr in jeder Zeile", "0 or more in every row"),
                    Text("Wert ergänzen oder 0 setzen", "fill in the value or set it to 0"),
                )
            )
    if not problems and not (values > 0).any():
        finding = Text("ist überall 0", "is 0 everywhere")
        expected = Text("mindestens ein Wert über 0", "at least one value above 0")
        problems.append(wrong("demand", finding, expected))
    if problems:
        raise ScenarioError(problems)
    return values
