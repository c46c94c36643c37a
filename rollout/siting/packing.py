"""Groups that share no unit, chosen for the greatest worth (weighted set packing).

Beside their own worth groups may bring what several can bring and what counts once: connecting two
initiatives of one district links it once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from rollout.arrays import MatrixLike, Sparse
from rollout.errors import ScenarioError
from rollout.language import Text
from rollout.siting.choice import Choice, checked_choice
from rollout.siting.exact import Goal, Sites, first_of_equals, minimum
from rollout.siting.limits import admissible
from rollout.siting.problem import (
    Limits,
    PlanInfeasible,
    Search,
    SitePlan,
    checked_matrix,
    in_a_row,
    relative_gap,
    time_over,
    wrong,
)
from rollout.siting.solver import RELATIVE, Program, choice_program


@dataclass(frozen=True, eq=False)
class Shared:
    """What groups bring that does not exclude each other.

    Parameters
    ----------
    members
        Units x groups, the units those of the packing; nonzero: the group reaches the unit, as
        others may too.
    worth
        Worth per unit, counted once however many groups reach it.
    after
        Pairs of groups: the first is chosen only with the second.
    instead
        Units x groups; nonzero: with this group, of which a unit has at most one, the unit counts
        nothing any more. None: there are none.
    """

    members: Sparse
    worth: np.ndarray
    after: tuple[tuple[int, int], ...] = ()
    instead: Sparse | None = None

    def value(self, sites: Iterable[int]) -> float:
        """Worth of all units that some of the groups reach and none takes."""
        chosen = list(sites)
        counts = self.members[:, chosen].sum(axis=1) > 0
        if self.instead is not None:
            counts &= self.instead[:, chosen].sum(axis=1) == 0
        return math.fsum(self.worth[counts])

    def gains(self, sites: Iterable[int]) -> np.ndarray:
        """What every further group would change in the worth of some."""
        chosen = list(sites)
        reached = self.members[:, chosen].sum(axis=1) > 0
        if self.instead is None:
            open_worth = np.where(reached, 0.0, self.worth)
            return np.asarray(open_worth @ self.members)
        free = self.instead[:, chosen].sum(axis=1) == 0
        lasting = self.members - self.members * self.instead  # not taken by the group itself
        more = np.where(~reached & free, self.worth, 0.0) @ lasting
        less = np.where(reached & free, self.worth, 0.0) @ self.instead
        return np.asarray(more - less)

    def keeps_order(self, sites: Iterable[int]) -> bool:
        """Is with every group the one it needs?"""
        chosen = set(sites)
        return all(needed in chosen for group, needed in self.after if group in chosen)

    @property
    def units(self) -> np.ndarray:
        """Units of any worth that some group reaches."""
        return np.flatnonzero((self.worth > 0) & (self.members.sum(axis=1) > 0))

    def rows(self) -> tuple[Sparse, np.ndarray]:
        """Program rows over the groups and then `units`, and the least value of each.

        A unit counts no more than the groups that reach it; a group no more than what it needs.
        """
        from scipy import sparse

        units, pairs = self.units, len(self.after)
        order = sparse.lil_array((pairs, self.members.shape[1]))
        for row, (group, needed) in enumerate(self.after):
            order[row, group], order[row, needed] = -1.0, 1.0
        parts = [
            [self.members[units], -sparse.eye_array(len(units))],
            [order, sparse.csr_array((pairs, len(units)))],
        ]
        low = np.zeros(len(units) + pairs)
        if self.instead is not None:
            parts.append([-self.instead[units], -sparse.eye_array(len(units))])
            low = np.concatenate([low, np.full(len(units), -1.0)])
        return sparse.vstack([sparse.hstack(part) for part in parts], format="csr"), low


def best_groups(
    members: MatrixLike,
    worth: ArrayLike,
    count: int | None,
    required: Iterable[int] = (),
    excluded: Iterable[int] = (),
    *,
    needed: Iterable[int] = (),
    shared: Shared | None = None,
    limits: Limits | None = None,
    search: Search | None = None,
) -> SitePlan:
    """Disjoint groups of the greatest total worth, proven by HiGHS.

    Source: Garfinkel and Nemhauser (1970), districting by enumeration of candidates.

    Parameters
    ----------
    members
        Units x groups; nonzero: the unit belongs to the group.
    worth
        Worth per group, 0 or more; a group of worth 0 is chosen only if it is required.
    count
        Most groups, required ones included; None: any number.
    required, excluded
        Positions of groups.
    needed
        Units that must be in a chosen group, or reached by one that shares them.
    shared
        What groups bring beside their own worth.
    limits
        Quotas per group of groups (Land), costs and budget.

    Returns
    -------
    plan
        `sites` = chosen groups, `value` = `covered` = their worth, `bound` = most possible.

    Raises
    ------
    PlanInfeasible
        Required groups that overlap, needed units in no admissible group (`units` names the
        rows), or limits that exclude each other.

    Examples
    --------
    The large group is worth less than the two small ones inside it.

    >>> best_groups([[1, 0, 1], [0, 1, 1]], [3, 2, 4], 2).sites
    (0, 1)
    >>> best_groups([[1, 0, 1], [0, 1, 1]], [3, 2, 4], 1).sites
    (2,)
    """
    matrix = checked_matrix(members, "members")
    values = _checked_worth(worth, matrix.shape[1])
    choice = checked_choice(matrix.shape[1], count, required, excluded, limits)
    rows = np.unique(np.fromiter(needed, dtype=int))
    problem = Packing(matrix, rows, choice, values, shared)
    _check_required(matrix, choice)
    _check_needed(problem.reach, choice, rows)
    admissible(_open(choice))
    return _packed(problem, search or Search())


@dataclass(frozen=True, eq=False)
class Packing:
    """A checked problem: units x groups, units that must be in a group, what may be chosen."""

    members: Sparse
    needed: np.ndarray
    choice: Choice
    worth: np.ndarray
    shared: Shared | None = None

    @property
    def reach(self) -> Sparse:
        """Units x groups that hold or reach them."""
        return self.members if self.shared is None else self.members + self.shared.members

    @property
    def total(self) -> float:
        """More worth than any choice can have."""
        return float(self.worth.sum() + (0.0 if self.shared is None else self.shared.worth.sum()))

    def value(self, sites: Sites) -> float:
        """Worth of a choice."""
        extra = 0.0 if self.shared is None else self.shared.value(sites)
        return math.fsum(self.worth[list(sites)]) + extra

    def admits(self, sites: Sites) -> bool:
        """Do the groups share no unit, hold all needed ones, and keep to the limits?"""
        selection = np.zeros(self.choice.columns)
        selection[list(sites)] = 1.0
        if (self.members @ selection > 1.0).any() or not self.choice.admits(sites):
            return False
        holds_needed = bool((self.reach[self.needed] @ selection >= 1.0).all())
        return holds_needed and (self.shared is None or self.shared.keeps_order(sites))

    def loss(self, sites: Sites) -> float:
        """What a program minimises: the worth, below 0; infinite for what is not admissible."""
        return -self.value(sites) if self.admits(sites) else math.inf

    def program(self) -> Program:
        """At most one group for every unit, one or more for needed ones."""
        from scipy import sparse

        rows = sparse.vstack([-self.members, self.reach[self.needed]], format="csr")
        low = np.concatenate([np.full(self.members.shape[0], -1.0), np.ones(len(self.needed))])
        cost = -self.worth
        if self.shared is not None:
            (more, least), units = self.shared.rows(), self.shared.units
            rows = sparse.vstack([_wider(rows, len(units)), more], format="csr")
            low = np.concatenate([low, least])
            cost = np.concatenate([cost, -self.shared.worth[units]])
        return choice_program(self.choice, cost, rows, low)


def _wider(rows: Sparse, columns: int) -> Sparse:
    """The same rows with so many empty columns on the right."""
    from scipy import sparse

    return sparse.hstack([rows, sparse.csr_array((rows.shape[0], columns))], format="csr")


def _open(choice: Choice) -> Choice:
    """The same choice among the groups that are not excluded.

    Which limits exclude each other is sought one by one, and most groups are excluded.
    """
    free = np.flatnonzero(choice.upper)
    part = choice.only(free)
    names = [choice.limits.name(int(column)) for column in free]
    return replace(part, limits=replace(part.limits, names=names))


def _checked_worth(worth: ArrayLike, groups: int) -> np.ndarray:
    values = np.asarray(worth, dtype=float)
    if values.shape != (groups,) or not np.isfinite(values).all() or (values < 0).any():
        finding = Text("hat falsche oder fehlende Werte", "has wrong or missing values")
        expected = Text(f"{groups} Werte ab 0", f"{groups} values from 0")
        raise ScenarioError(wrong("worth", finding, expected))
    return values


def _check_required(matrix: Sparse, choice: Choice) -> None:
    """Refuse required groups that share a unit."""
    shared = np.flatnonzero(matrix @ choice.lower > 1.5)
    if not len(shared):
        return
    among = [j for j in choice.required if matrix[shared][:, [j]].nnz]
    names = in_a_row(range(len(among)), [choice.limits.name(j) for j in among])
    raise PlanInfeasible(
        wrong(
            "required",
            Text(f"{names} überschneiden sich", f"{names} overlap"),
            Text("Regionen ohne gemeinsamen Kreis", "regions without a common district"),
        ),
        (int(unit) for unit in shared),
    )


def _check_needed(matrix: Sparse, choice: Choice, needed: np.ndarray) -> None:
    """Refuse needed units that no admissible group holds."""
    lonely = needed[(matrix @ choice.upper)[needed] < 0.5]
    if len(lonely):
        raise PlanInfeasible(
            wrong(
                "needed",
                Text(f"keine zulässige Gruppe enthält Zeile {in_a_row(lonely)}",
                     f"no admissible group holds row {in_a_row(lonely)}"),
                Text("für jede mindestens eine Gruppe", "at least one group for each"),
            ),
            (int(unit) for unit in lonely),
        )  # fmt: skip


def _packed(problem: Packing, search: Search) -> SitePlan:
    goal = Goal(problem.loss, RELATIVE * max(problem.total, 1e-300))
    program, start = problem.program(), _by_worth(problem)
    solution = minimum(program, goal, search, start if problem.admits(start) else None)
    if solution.sites is None:
        if search.is_over():
            raise time_over()
        raise PlanInfeasible(
            wrong(
                "limits",
                Text("lassen keine Auswahl ohne Überschneidung zu",
                     "allow no choice without overlap"),
                Text("weniger Vorgaben oder mehr Regionen", "fewer requirements or more regions"),
            )
        )  # fmt: skip
    sites, ties = first_of_equals(program, goal, solution, search)
    total = -problem.loss(sites)
    bound = total if solution.proven else -solution.bound
    return SitePlan(
        sites, total, total, bound, relative_gap(total, bound),
        "optimal" if solution.proven else "gap", ties=ties, seconds=search.elapsed(),
    )  # fmt: skip


def _by_worth(problem: Packing) -> Sites:
    """Required groups, then the worthiest that still fit: a start for the search."""
    choice = problem.choice
    alone = problem.worth.copy()
    if problem.shared is not None:
        alone += problem.shared.worth @ problem.shared.members
    order = np.lexsort((np.arange(choice.columns), -alone))
    return in_order(problem, order[alone[order] > 0].tolist())


def in_order(problem: Packing, order: Iterable[int]) -> Sites:
    """Required groups, then one group after the other that still fits."""
    columns, choice = problem.members.tocsc(), problem.choice
    taken = problem.members @ choice.lower > 0.5
    sites = list(choice.required)
    for column in order:
        units = columns.indices[columns.indptr[column] : columns.indptr[column + 1]]
        grown = tuple(sorted((*sites, column)))
        if column in sites or taken[units].any() or not choice.admits(grown):
            continue
        if problem.shared is None or problem.shared.keeps_order(grown):
            sites.append(column)
            taken[units] = True
    return tuple(sorted(sites))
