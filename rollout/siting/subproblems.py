"""A tighter bound for thousands of units: parts of the country solved on their own.

Sites are split into parts. A unit that one part alone can reach counts there in full; a unit
that several parts reach counts in each of them with its Lagrangian price, and the rest of its
demand is granted. Whatever sites are chosen, this never counts less than they reach, so the sum
of the best choices of all parts (a site costs the price of a place in the plan) bounds every
plan. With linear relaxations it would be the Lagrangian bound; whole sites make it tighter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from rollout.siting.choice import Choice, checked_choice
from rollout.siting.demand import merge_units
from rollout.siting.heuristic import Covering, exchange, greedy
from rollout.siting.problem import Search
from rollout.siting.solver import Program, solve

# Rounds of averaging over shared units: enough to tell the two ends of a country apart.
ROUNDS = 60
# Branch-and-bound nodes and pairs of units and sites of a part: its bound is used as it is then.
NODES = 2000
LARGEST = 500_000


def parts_of(covering: Covering, worth: np.ndarray, number: int) -> np.ndarray:
    """Label 0..number-1 of every site: parts of similar total `worth` with short borders."""
    labels = np.zeros(len(worth), dtype=int)
    open_ = [(np.arange(len(worth)), number, 0)]
    while open_:
        sites, pieces, first = open_.pop()
        labels[sites] = first
        if pieces > 1 and len(sites) > 1:
            left = pieces // 2
            near = _first_part(covering, sites, worth[sites], left / pieces)
            open_.append((sites[near], left, first))
            open_.append((sites[~near], pieces - left, first + left))
    return labels


def _first_part(
    covering: Covering, sites: np.ndarray, worth: np.ndarray, share: float
) -> np.ndarray:
    """Sites on the near side of the longest stretch that hold the share of the worth.

    Averaging over shared units again and again leaves the slowest pattern (second eigenvector
    of the walk between sites), which falls from one end to the other.
    """
    by_site = covering.by_site[sites]
    matrix = by_site.T.tocsr()
    per_site = np.maximum(np.diff(by_site.indptr), 1)
    per_unit = np.maximum(np.diff(matrix.indptr), 1)
    place = np.linspace(-1.0, 1.0, len(sites))
    for _ in range(ROUNDS):
        place = by_site @ ((matrix @ place) / per_unit) / per_site
        place -= np.average(place, weights=per_site)
        # Scaled in every round: the pattern decays and would underflow.
        place /= max(float(np.abs(place).max()), 1e-300)
    order = np.argsort(place, kind="stable")
    until = np.searchsorted(np.cumsum(worth[order]), share * worth.sum()) + 1
    near = np.zeros(len(sites), dtype=bool)
    near[order[: min(max(until, 1), len(sites) - 1)]] = True
    return near


def bound_by_parts(
    covering: Covering,
    choice: Choice,
    prices: np.ndarray,
    labels: np.ndarray,
    plan: list[int],
    search: Search,
) -> tuple[float, list[int]]:
    """Bound on the demand of every plan, and the sites that the parts would choose.

    Parameters
    ----------
    choice
        Limited by number, required and excluded sites only, with `count`.
    prices
        Lagrangian price of every unit, 0..weight.
    labels
        Part of every site.
    plan
        A good plan, to begin with.
    """
    scores = covering.by_site @ prices
    place = place_price(scores, choice)
    member = np.zeros((len(labels), int(labels.max()) + 1))
    member[np.arange(len(labels)), labels] = 1.0
    inside = ((covering.matrix @ member) > 0).sum(axis=1) <= 1
    weights = np.where(inside, covering.weights, prices)
    total = [math.fsum(covering.weights - weights), place * float(choice.count or 0)]
    sites: list[int] = []
    for label in range(member.shape[1]):
        columns = np.flatnonzero(labels == label)
        part = _part(covering, choice, columns, weights, prices, scores - place, place)
        value, part_sites = _best_of(part, [site for site in plan if labels[site] == label], search)
        total.append(value)
        sites += part_sites
    # The rounding of the solver, added so that the bound stays a bound.
    return math.fsum(total) + 1e-9 * math.fsum(covering.weights), sites


def place_price(scores: np.ndarray, choice: Choice) -> float:
    """Price of a place in the plan: between the last score that gets one and the next."""
    free = np.sort(scores[(choice.upper > 0.5) & (choice.lower < 0.5)])[::-1]
    left = (choice.count or 0) - len(choice.required)
    return float(free[left - 1] + free[left]) / 2 if 0 < left < len(free) else 0.0


@dataclass(frozen=True, eq=False)
class _Part:
    """Sites of one part and the units they reach; a site costs `place`."""

    covering: Covering
    columns: np.ndarray
    required: np.ndarray
    open_: np.ndarray
    surplus: np.ndarray
    place: float
    bound: float

    def worth(self, sites: list[int]) -> float:
        """Demand reached minus the places taken, for positions in the part."""
        return self.covering.value(sites) - self.place * len(sites)


def _part(
    covering: Covering, choice: Choice, columns: np.ndarray, weights: np.ndarray,
    prices: np.ndarray, surplus: np.ndarray, place: float,
) -> _Part:  # fmt: skip
    by_site = covering.by_site[columns]
    units = np.unique(by_site.indices)
    required, open_ = choice.lower[columns] > 0.5, choice.upper[columns] > 0.5
    gains = surplus[columns]
    bounds = [math.fsum((weights - prices)[units]), math.fsum(gains[required])]
    bounds.append(math.fsum(np.maximum(gains[open_ & ~required], 0.0)))
    inner = Covering(by_site[:, units].T.tocsr(), weights[units])
    return _Part(inner, columns, required, open_, gains, place, math.fsum(bounds))


def _best_of(part: _Part, plan: list[int], search: Search) -> tuple[float, list[int]]:
    """Bound on the worth of a part and the best choice found in it, as columns."""
    start = max(_starts(part, plan), key=part.worth)
    best = part.worth(start)
    slack = part.bound - best + 1e-9 * float(part.covering.weights.sum())
    # Taking a site with a negative surplus costs at least that much of the relaxed worth.
    candidates = np.flatnonzero(part.required | (part.open_ & (-part.surplus <= slack)))
    program, everything = _program(part, candidates)
    if search.is_over() or program.matrix.nnz > LARGEST:
        return part.bound, part.columns[start].tolist()
    begin = np.searchsorted(candidates, np.intersect1d(start, candidates))
    outcome = solve(program, search, begin.tolist(), nodes=NODES)
    bound = min(max(everything - outcome.bound, best), part.bound)
    if outcome.variables is not None:
        solution = candidates[list(outcome.sites(len(candidates)))].tolist()
        start = max(start, solution, key=part.worth)
    return bound, part.columns[start].tolist()


def _starts(part: _Part, plan: list[int]) -> list[list[int]]:
    """Sites of the plan in this part, and greedy choices of about as many with exchanges."""
    mine = np.searchsorted(part.columns, plan).tolist()
    must = np.flatnonzero(part.required).tolist()
    starts = [must, sorted({*mine, *must})]
    for size in range(max(len(mine) - 1, len(must)), len(mine) + 2):
        choice = checked_choice(len(part.columns), size, must, np.flatnonzero(~part.open_))
        starts.append(exchange(part.covering, choice, greedy(part.covering, choice)))
    return starts


def _program(part: _Part, candidates: np.ndarray) -> tuple[Program, float]:
    """Least price of places plus demand left out, over the sites kept; and all their demand."""
    from scipy import sparse

    matrix, weights = part.covering.matrix[:, candidates], part.covering.weights
    matrix.sort_indices()
    units = merge_units(matrix, weights, np.zeros(len(weights), dtype=bool))
    rows, columns = units.matrix.shape
    body = sparse.hstack([units.matrix, sparse.eye_array(rows)], format="csr")
    cost = np.concatenate([np.full(columns, part.place), units.weights])
    lower = np.concatenate([part.required[candidates].astype(float), np.zeros(rows)])
    program = Program(
        cost, body, np.ones(rows), np.full(rows, np.inf), lower, np.ones(rows + columns), columns
    )
    return program, math.fsum(units.weights)
