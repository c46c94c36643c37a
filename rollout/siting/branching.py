"""Branch and bound over a linear program kept warm: a proven plan where few branches are needed.

Every branch is bounded by the program as it stands, reduced costs decide further sites in it, and
shares of sites are rounded to plans. With a good plan from the start that decides most sites, and
the few branches left cost less than one program solved from scratch.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from rollout.siting.exact import Goal, Sites, Solution
from rollout.siting.problem import Search
from rollout.siting.solver import Outcome, Program, solver_of

# Rounds of cuts at a branch before it is split, and the share of the way to the cutoff that each
# round has to gain; the first branch is cut nearly to the end.
ROUNDS, GAIN = 2, 0.05
ROOT_ROUNDS, ROOT_GAIN = 60, 0.002
# Branches after which the best plan is worked on: a better one decides more sites.
REPAIRS = tuple(15 * 4**k for k in range(12))
# Fewer sites left than this share of them: the program is built anew, smaller.
SHRINK = 0.8


class Plans(Protocol):
    """How plans are made on the way."""

    def rounded(self, columns: np.ndarray, shares: np.ndarray) -> Sites | None:
        """A plan out of the shares of columns."""

    def improved(self, sites: Sites | None) -> Sites | None:
        """A plan at least as good as the best so far; may take its time."""


class TimeOverError(Exception):
    """The time of the search ended within a program."""


@dataclass(frozen=True, eq=False)
class Point:
    """An optimum of the program: shares of the sites, other variables, bound, reduced costs."""

    shares: np.ndarray
    others: np.ndarray
    bound: float
    reduced_costs: np.ndarray

    @property
    def outcome(self) -> Outcome:
        """The same as the answer of a solver."""
        variables = np.concatenate([self.shares, self.others])
        return Outcome(variables, self.bound, True, reduced_costs=self.reduced_costs)

    @property
    def whole(self) -> bool:
        """True when every site is chosen or not."""
        return bool((np.abs(self.shares - self.shares.round()) < 1e-7).all())


class Linear:
    """The linear relaxation of a program, kept warm between solves."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.solver, self.scale = solver_of(program, integer=False)

    @property
    def bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """Least and largest share of every site to begin with."""
        sites = self.program.sites
        return self.program.lower[:sites], self.program.upper[:sites]

    def set_cutoff(self, cutoff: float) -> None:
        """Stop solves whose bound passes this."""
        limit = cutoff * self.scale if math.isfinite(cutoff) else math.inf
        self.solver.setOptionValue("objective_bound", limit)

    def set_bounds(self, lower: np.ndarray, upper: np.ndarray) -> None:
        """Decide sites: least and largest share of each."""
        positions = np.arange(len(lower), dtype=np.int32)
        self.solver.changeColsBounds(len(lower), positions, lower, upper)

    def solve(self, seconds: float = math.inf) -> Point | None:
        """Optimum as the program stands; None when nothing within the cutoff is left."""
        import highspy

        if math.isfinite(seconds):
            # The clock of HiGHS runs on from one solve to the next.
            limit = self.solver.getRunTime() + max(seconds, 0.05)
            self.solver.setOptionValue("time_limit", limit)
        self.solver.run()
        status, kinds = self.solver.getModelStatus(), highspy.HighsModelStatus
        if status in (kinds.kInfeasible, kinds.kObjectiveBound):
            return None
        if status != kinds.kOptimal:
            raise TimeOverError(str(status))
        solution: Any = self.solver.getSolution()
        values, sites = np.array(solution.col_value), self.program.sites
        bound = self.solver.getInfo().objective_function_value / self.scale
        duals = np.array(solution.col_dual)[:sites] / self.scale
        return Point(values[:sites], values[sites:], bound, duals)

    def cut(self, point: Point) -> bool:
        """Add rows that the point breaks; False when there are none."""
        del point
        return False

    def restricted(self, keep: np.ndarray) -> Linear | None:
        """The program with some of its sites only; None where that does not pay."""
        del keep
        return None

    def tidy(self) -> None:
        """Drop rows that hold nothing up."""

    def superfluous(self) -> np.ndarray:
        """Mask of sites that some best plan goes without."""
        return np.zeros(self.program.sites, dtype=bool)


@dataclass(frozen=True, eq=False)
class _Node:
    """What is decided in a branch, and a bound of all plans in it."""

    bound: float
    lower: np.ndarray
    upper: np.ndarray


@dataclass(eq=False)
class _Tree:
    """The best plan, the bound, and the sites that a better plan may have."""

    linear: Linear
    columns: np.ndarray
    goal: Goal
    search: Search
    plans: Plans
    sites: Sites | None
    value: float
    bound: float

    @property
    def cutoff(self) -> float:
        """Plans differ by a whole step: a branch above this has none that is better."""
        return self.value - 0.9 * self.goal.step

    def offer(self, sites: Sites | None) -> None:
        """Keep a plan if it is the best so far."""
        if sites is not None and (value := self.goal.value(sites)) < self.value:
            self.sites, self.value = sites, value
            self.linear.set_cutoff(self.cutoff)

    def bounded(self, rounds: int, least: float) -> Point | None:
        """Solve and cut until rounds or gains end; None when no better plan is in this branch.

        `least` is the share of the way to the cutoff that a round has to gain.
        """
        before = -math.inf
        for number in itertools.count(1):
            point = self.linear.solve(self.search.left())
            if point is None:
                return None
            if point.whole:
                self.offer(tuple(self.columns[point.shares > 0.5].tolist()))
            slow = point.bound - before < least * (self.cutoff - point.bound)
            ended = number >= rounds or slow or self.search.is_over()
            if ended and not point.whole:
                return point
            if not self.linear.cut(point):
                # A whole optimum that breaks nothing is the best of its branch.
                return None if point.whole else point
            before = point.bound
        return None

    def decided(self, point: Point, bounds: tuple[np.ndarray, np.ndarray]) -> _Node:
        """The branch with the sites decided by reduced costs."""
        lower, upper = bounds[0].copy(), bounds[1].copy()
        # A little wider than exact: reduced costs carry the rounding of the solver.
        slack = self.cutoff - point.bound + 1e-9 * max(1.0, abs(self.cutoff))
        if math.isfinite(slack):
            upper[(lower < 0.5) & (point.reduced_costs > slack)] = 0.0
            lower[(upper > 0.5) & (-point.reduced_costs > slack)] = 1.0
        return _Node(point.bound, lower, upper)


def branch(
    linear: Linear, columns: np.ndarray, goal: Goal, search: Search, start: Solution,
    plans: Plans, nodes: int | None = None,
) -> Solution:  # fmt: skip
    """Best plan of a program, proven, or with its bound when time or branches are over.

    Parameters
    ----------
    linear
        Relaxation of the program; its sites are `columns` of the goal.
    start
        Best plan so far (or none), and a bound that holds for all better ones.
    plans
        Makes plans on the way.
    nodes
        Most branches to split; None: all.
    """
    try:
        # Without a cutoff, so that the reduced costs serve whoever goes on.
        first = linear.solve(search.left())
    except TimeOverError:
        return start
    if first is None:
        return Solution(start.sites, start.value, start.value)
    linear.set_cutoff(start.value - 0.9 * goal.step)
    bound = max(start.bound, min(first.bound, start.value))
    tree = _Tree(linear, columns, goal, search, plans, start.sites, start.value, bound)
    try:
        complete = _searched(tree, math.inf if nodes is None else nodes)
    except TimeOverError:
        complete = False
    bound = tree.value if complete else min(tree.bound, tree.value)
    return Solution(tree.sites, tree.value, bound, first.outcome)


def _searched(tree: _Tree, nodes: float) -> bool:
    """Split branches, each right after its parent; tell whether none is left."""
    # Depth first: the optimum of a parent is a warm start for its branches.
    root = _root(tree)
    stack, number = [] if root is None else [root], 0
    while stack:
        tree.bound = max(tree.bound, min(node.bound for node in stack))
        node = stack.pop()
        if node.bound >= tree.cutoff:
            continue
        tree.search.report(abs(tree.value), abs(tree.bound))
        if tree.search.is_over() or number >= nodes:
            return False
        number += 1
        if number in REPAIRS:
            tree.offer(tree.plans.improved(tree.sites))
        stack += _children(tree, node)
    return True


def _root(tree: _Tree) -> _Node | None:
    """Cut, round and decide sites until few more are decided; None when that is the proof."""
    bounds = tree.linear.bounds
    while True:
        point = tree.bounded(ROOT_ROUNDS, ROOT_GAIN)
        if point is None:
            return None
        tree.offer(tree.plans.rounded(tree.columns, point.shares))
        node = tree.decided(point, bounds)
        keep = node.upper > 0.5
        smaller = None if keep.mean() > SHRINK else tree.linear.restricted(keep)
        if smaller is None:
            tree.linear.tidy()
            node.upper[tree.linear.superfluous() & (node.lower < 0.5)] = 0.0
            return node
        tree.linear = smaller
        bounds = node.lower[keep], node.upper[keep]
        tree.linear.set_bounds(*bounds)
        tree.linear.set_cutoff(tree.cutoff)
        tree.columns = tree.columns[keep]


def _children(tree: _Tree, node: _Node) -> Iterator[_Node]:
    """Bound a branch, then split it at an undecided site."""
    tree.linear.set_bounds(node.lower, node.upper)
    point = tree.bounded(ROUNDS, GAIN)
    if point is None:
        return
    inner = tree.decided(point, (node.lower, node.upper))
    shares = np.where(inner.lower == inner.upper, 0.0, point.shares)
    site = int(np.argmin(np.abs(shares - 0.5)))
    for share in (0.0, 1.0):
        lower, upper = inner.lower.copy(), inner.upper.copy()
        lower[site] = upper[site] = share
        yield _Node(point.bound, lower, upper)
