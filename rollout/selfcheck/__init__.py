"""Does this installation compute what it should? Published examples, second ways, the data."""

from __future__ import annotations

from collections.abc import Callable

from rollout.analysis import analyse
from rollout.language import Text
from rollout.model import Inputs
from rollout.scenario import Scenario
from rollout.selfcheck import data_checks, published, second
from rollout.selfcheck.result import GROUPS, Check, Finding, Result, run

__all__ = ["GROUPS", "Check", "Finding", "Result", "all_checks", "run_checks"]


def all_checks(inputs: Inputs) -> tuple[Check, ...]:
    """Every check, with the data it is to look at."""
    analysis = analyse(inputs, Scenario())
    return (*published.checks(), *second.checks(analysis), *data_checks.checks(inputs))


def run_checks(
    inputs: Inputs, report: Callable[[Text], None] = lambda step: None
) -> tuple[Result, ...]:
    """Run every check; `report` is told which one."""
    results = []
    for check in all_checks(inputs):
        report(check.name)
        results.append(run(check))
    return tuple(results)
