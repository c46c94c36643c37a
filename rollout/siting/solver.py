"""A mixed-integer program over sites, solved by HiGHS with bound, progress and cancellation."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from rollout.arrays import Sparse
from rollout.siting.choice import Choice
from rollout.siting.problem import Search

# Rounding of the solver, relative to the largest objective value that can occur.
RELATIVE = 1e-9


@dataclass(frozen=True, eq=False)
class Program:
    """Minimise `cost @ [x, y]` over 0/1 sites x and continuous y >= 0 within linear rows.

    Parameters
    ----------
    cost
        One number per variable, sites first.
    matrix, low, high
        Rows of the program (CSR).
    lower, upper
        Bounds of every variable.
    sites
        Number of site variables.
    """

    cost: np.ndarray
    matrix: Sparse
    low: np.ndarray
    high: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    sites: int

    def with_cost(self, cost: np.ndarray) -> Program:
        """Return the same program with another objective."""
        return replace(self, cost=np.asarray(cost, dtype=float))

    def with_row(self, row: np.ndarray, low: float, high: float) -> Program:
        """Return the same program with one more row."""
        from scipy import sparse

        matrix = sparse.vstack([self.matrix, sparse.csr_array(row[None, :])], format="csr")
        return replace(
            self, matrix=matrix, low=np.append(self.low, low), high=np.append(self.high, high)
        )

    def with_columns(self, keep: np.ndarray, sites: int) -> Program:
        """Return the program with some of its variables, `sites` of them sites; the rest are 0."""
        return replace(
            self, cost=self.cost[keep], matrix=self.matrix[:, keep], lower=self.lower[keep],
            upper=self.upper[keep], sites=sites,
        )  # fmt: skip

    def with_fixed(self, at_one: Iterable[int], at_zero: Iterable[int]) -> Program:
        """Return the same program with some sites decided."""
        lower, upper = self.lower.copy(), self.upper.copy()
        lower[list(at_one)] = 1.0
        upper[list(at_zero)] = 0.0
        return replace(self, lower=lower, upper=upper)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What HiGHS returned: variables (None: nothing found), its bound, and if that is all."""

    variables: np.ndarray | None
    bound: float
    complete: bool
    infeasible: bool = False
    reduced_costs: np.ndarray | None = None

    def sites(self, count: int) -> tuple[int, ...]:
        """Columns of the plan among the first `count` variables."""
        assert self.variables is not None
        return tuple(int(j) for j in np.flatnonzero(self.variables[:count] > 0.5))


def choice_program(choice: Choice, cost: np.ndarray, matrix: Sparse, low: np.ndarray) -> Program:
    """Program with the rows `matrix @ [x, y] >= low` and the limits of the choice."""
    from scipy import sparse

    extra = matrix.shape[1] - choice.columns
    rows = list(choice.rows())
    wide_rows = [np.concatenate([row, np.zeros(extra)]) for row, _, _ in rows]
    blocks = [matrix, *([sparse.csr_array(np.array(wide_rows))] if wide_rows else [])]
    return Program(
        np.asarray(cost, dtype=float),
        sparse.vstack(blocks, format="csr"),
        np.concatenate([low, [row[1] for row in rows]]),
        np.concatenate([np.full(len(low), np.inf), [row[2] for row in rows]]),
        np.concatenate([choice.lower, np.zeros(extra)]),
        np.concatenate([choice.upper, np.ones(extra)]),
        choice.columns,
    )


def relax(program: Program, search: Search | None = None) -> Outcome:
    """Solve the linear relaxation: a bound and the reduced costs of all variables.

    Without variables when the time of `search` is over first.
    """
    import highspy

    solver, scale = solver_of(program, integer=False)
    if search is not None and math.isfinite(search.left()):
        # Even a search without time left is given a moment: most relaxations take less.
        solver.setOptionValue("time_limit", max(search.left(), 0.05))
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Outcome(None, math.inf, True, infeasible=True)
    if status != highspy.HighsModelStatus.kOptimal:
        return Outcome(None, -math.inf, False)
    solution = solver.getSolution()
    value = solver.getInfo().objective_function_value / scale
    duals = np.array(solution.col_dual)
    return Outcome(np.array(solution.col_value), value, True, reduced_costs=duals / scale)


def solve(
    program: Program,
    search: Search,
    start: Iterable[int] | None = None,
    nodes: int | None = None,
) -> Outcome:
    """Solve with integer sites, from a first plan `start`, within the time left and so many nodes.

    A limit on nodes stops at the same place on every machine, a limit on time does not.
    """
    import highspy

    solver, scale = solver_of(program, integer=True)
    if math.isfinite(search.left()):
        solver.setOptionValue("time_limit", max(search.left(), 0.0))
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    if start is not None:
        _set_start(solver, program, start)
    _listen(solver, search, scale)
    solver.run()
    status = solver.getModelStatus()
    infeasible = status == highspy.HighsModelStatus.kInfeasible
    info = solver.getInfo()
    has_plan = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    variables = np.array(solver.getSolution().col_value) if has_plan else None
    complete = infeasible or status == highspy.HighsModelStatus.kOptimal
    bound = math.inf if infeasible else float(info.mip_dual_bound) / scale
    return Outcome(variables, bound, complete, infeasible)


def _scale(cost: np.ndarray) -> float:
    """Power of two that brings the largest coefficient near 10,000; exact, so nothing is lost."""
    largest = float(np.abs(cost).max(initial=0.0))
    # The tolerances of HiGHS are absolute, so objectives are brought to one size.
    return 2.0 ** (13 - math.frexp(largest)[1]) if largest else 1.0


def solver_of(program: Program, *, integer: bool) -> tuple[Any, float]:
    """HiGHS with the program in it, and what its objective is multiplied by."""
    import highspy

    scale = _scale(program.cost)
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    for option, value in (
        # One thread and one seed: same input, same plan, on every machine.
        ("random_seed", 0),
        ("threads", 1),
        ("mip_allow_restart", False),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 1e-6),
        ("mip_feasibility_tolerance", 1e-9),
        ("primal_feasibility_tolerance", 1e-9),
        ("dual_feasibility_tolerance", 1e-9),
    ):
        solver.setOptionValue(option, value)
    model = highspy.HighsLp()
    columns = program.matrix.tocsc()
    model.num_col_, model.num_row_ = columns.shape[1], columns.shape[0]
    model.col_cost_ = program.cost * scale
    model.col_lower_, model.col_upper_ = program.lower, program.upper
    model.row_lower_, model.row_upper_ = program.low, program.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = columns.indptr
    model.a_matrix_.index_ = columns.indices
    model.a_matrix_.value_ = columns.data
    if integer:
        continuous = len(program.cost) - program.sites
        kinds = [highspy.HighsVarType.kInteger] * program.sites
        model.integrality_ = kinds + [highspy.HighsVarType.kContinuous] * continuous
    solver.passModel(model)
    return solver, scale


def _set_start(solver: Any, program: Program, start: Iterable[int]) -> None:
    values = np.zeros(program.sites)
    values[list(start)] = 1.0
    positions = np.arange(program.sites, dtype=np.int32)
    solver.setSolution(program.sites, positions, values)


def _listen(solver: Any, search: Search, scale: float) -> None:
    if search.cancel is not None:
        solver.cbMipInterrupt.subscribe(
            lambda event: event.interrupt() if search.is_over() else None
        )
    if search.progress is not None:

        def pass_on(event: Any) -> None:
            out = event.data_out
            value = out.mip_primal_bound / scale
            # HiGHS reports an infinite or huge primal bound before its first plan.
            plan_value = value if abs(value) < 1e29 else math.nan
            search.report(abs(plan_value), abs(out.mip_dual_bound / scale))

        solver.cbMipLogging.subscribe(pass_on)
