"""Which limits cannot hold together: a smallest set of them, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from rollout.arrays import Sparse
from rollout.language import Text, in_both, number
from rollout.siting.choice import Choice
from rollout.siting.exact import Goal, minimum
from rollout.siting.problem import PlanInfeasible, Search, wrong
from rollout.siting.solver import Program, choice_program, relax, solve

# Hitting-set rounds before the search settles for an irreducible instead of a smallest set.
ROUNDS = 300


@dataclass(frozen=True, eq=False)
class Limit:
    """One limit in words and as rows `low <= row @ x <= high`."""

    text: Text
    rows: tuple[tuple[np.ndarray, float, float], ...]


def admissible(choice: Choice) -> None:
    """Raise `PlanInfeasible` with a smallest conflict when no set of sites keeps to the limits."""
    if choice.simple and (choice.count is None or len(choice.required) <= choice.count):
        return
    if not _holds(_program(np.arange(choice.columns), list(limits_of(choice)))):
        raise conflict_error(smallest_conflict(choice))


def smallest_admissible(choice: Choice, search: Search) -> tuple[int, ...]:
    """Fewest sites that keep to all limits, ties by position."""
    from rollout.siting.exact import first_of_equals

    if choice.simple:
        return choice.required
    empty = np.zeros((0, choice.columns))
    from scipy import sparse

    program = choice_program(choice, np.ones(choice.columns), sparse.csr_array(empty), np.zeros(0))
    goal = Goal(lambda sites: float(len(sites)) if choice.admits(sites) else np.inf, 1.0)
    return first_of_equals(program, goal, minimum(program, goal, search, None), search)[0]


def limits_of(choice: Choice, cover: Sparse | None = None) -> Iterator[Limit]:
    """Every limit of a choice, each required or excluded site a limit of its own."""
    unit = np.eye(1, choice.columns)[0]
    names = choice.limits.name
    if choice.count is not None:
        yield _count_limit(choice)
    for site in choice.required:
        text = Text(f"{names(site)} ist vorgeschrieben", f"{names(site)} is required")
        yield Limit(text, ((np.roll(unit, site), 1.0, np.inf),))
    for site in choice.excluded:
        text = Text(f"{names(site)} ist ausgeschlossen", f"{names(site)} is excluded")
        yield Limit(text, ((np.roll(unit, site), -np.inf, 0.0),))
    yield from _group_limits(choice)
    costs, budget = choice.costs, choice.limits.budget
    if costs is not None and budget is not None:
        text = Text("Budget {n}", "budget {n}").filled(n=in_both(partial(number, budget, 0)))
        yield Limit(text, ((costs, -np.inf, budget),))
    for bound in choice.limits.bounds:
        yield Limit(bound.text, ((bound.coefficients, bound.low, bound.high),))
    if cover is not None:
        rows = tuple((row, 1.0, np.inf) for row in cover.toarray())
        text = Text("jede Einheit wird erreicht", "every unit is reached")
        yield Limit(text, rows)


def _count_limit(choice: Choice) -> Limit:
    text = Text(f"höchstens {choice.count} Orte", f"at most {choice.count} sites")
    return Limit(text, ((np.ones(choice.columns), -np.inf, float(choice.count or 0)),))


def _group_limits(choice: Choice) -> Iterator[Limit]:
    groups = choice.groups
    if groups is None:
        return
    for group, most in sorted(choice.limits.at_most.items()):
        text = Text(f"höchstens {most} in {group}", f"at most {most} in {group}")
        yield Limit(text, (((groups == group).astype(float), -np.inf, float(most)),))
    for group, least in sorted(choice.limits.at_least.items()):
        text = Text(f"mindestens {least} in {group}", f"at least {least} in {group}")
        yield Limit(text, (((groups == group).astype(float), float(least), np.inf),))


def smallest_conflict(choice: Choice, cover: Sparse | None = None) -> list[Limit]:
    """Smallest set of limits that cannot hold together.

    Implicit hitting sets (Ignatiev et al. 2015): a smallest set that meets every known way of
    repairing the limits is either in conflict itself, then none is smaller, or it shows a
    further way. Ends early when no set smaller than an irreducible one found before can exist.
    """
    limits = list(limits_of(choice, cover))
    kinds, sizes = _kinds(limits)

    def holds(subset: list[int]) -> bool:
        return _holds(_program(kinds, [limits[k] for k in subset], sizes))

    irreducible = _irreducible(len(limits), holds)
    repairs: list[list[int]] = []
    for _ in range(ROUNDS):
        suspects = _hitting_set(len(limits), repairs)
        if len(suspects) >= len(irreducible):
            break
        if not holds(suspects):
            return [limits[k] for k in suspects]
        repairs.append(_repair(len(limits), suspects, holds))
    return [limits[k] for k in irreducible]


def _repair(size: int, subset: list[int], holds: Callable[[list[int]], bool]) -> list[int]:
    """Grow a set that holds as far as it goes; what is left out repairs the conflict."""
    left_out = []
    for k in range(size):
        if k in subset:
            continue
        if holds([*subset, k]):
            subset = [*subset, k]
        else:
            left_out.append(k)
    return left_out


def _irreducible(size: int, holds: Callable[[list[int]], bool]) -> list[int]:
    subset = list(range(size))
    for k in range(size):
        rest = [other for other in subset if other != k]
        if not holds(rest):
            subset = rest
    return subset


def _hitting_set(size: int, sets: list[list[int]]) -> list[int]:
    """Smallest set of numbers below `size` that meets every given set."""
    from scipy import sparse

    if not sets:
        return []
    matrix = sparse.csr_array(np.array([np.isin(np.arange(size), one) for one in sets], float))
    cost = np.ones(size)
    program = Program(
        cost, matrix, np.ones(len(sets)), np.full(len(sets), np.inf), np.zeros(size), cost, size
    )
    return list(solve(program, Search()).sites(size))


def _kinds(limits: list[Limit]) -> tuple[np.ndarray, np.ndarray]:
    """One column of every kind that all limits treat alike, and how many there are of it."""
    table = np.array([row[0] for limit in limits for row in limit.rows])
    # Hundreds of like columns make the hitting-set programs slow; a handful of kinds is enough.
    _, first, sizes = np.unique(table, axis=1, return_index=True, return_counts=True)
    return first, sizes.astype(float)


def _program(kinds: np.ndarray, limits: list[Limit], sizes: np.ndarray | None = None) -> Program:
    """Rows of the limits on the columns given, each as often as `sizes` says (default once)."""
    from scipy import sparse

    rows = [row for limit in limits for row in limit.rows]
    table = np.array([row[0][kinds] for row in rows]).reshape(len(rows), len(kinds))
    low, high = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    zeros = np.zeros(len(kinds))
    most = np.ones(len(kinds)) if sizes is None else sizes
    return Program(zeros, sparse.csr_array(table), low, high, zeros, most, len(kinds))


def _holds(program: Program) -> bool:
    """Tell whether some set of sites keeps to all rows."""
    if not program.sites or not len(program.low):
        # Without sites every sum is 0; HiGHS knows no problem without variables.
        return bool(((program.low <= 0.0) & (program.high >= 0.0)).all())
    relaxation = relax(program)
    if relaxation.infeasible or relaxation.variables is None:
        return False
    whole = np.abs(relaxation.variables - relaxation.variables.round()) < 1e-7
    return bool(whole.all()) or not solve(program, Search()).infeasible


def conflict_error(conflict: list[Limit]) -> PlanInfeasible:
    """Error that names the limits in conflict."""
    texts = [limit.text for limit in conflict]
    finding = Text("nicht zugleich erfüllbar: {limits}", "cannot hold together: {limits}").filled(
        limits=in_both(lambda lang: " + ".join(text[lang] for text in texts))
    )
    remedy = Text("eine dieser Vorgaben lockern", "relax one of these limits")
    problem = wrong("plan", finding, Text("verträgliche Vorgaben", "limits that agree"), remedy)
    return PlanInfeasible(problem, limits=texts)
