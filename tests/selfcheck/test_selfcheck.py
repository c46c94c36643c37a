"""`rollout selfcheck` passes on what is shipped, and every single check can fail."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from rollout.analysis import Analysis, analyse
from rollout.cli import main
from rollout.cli.selfcheck_command import STATES
from rollout.language import Text
from rollout.model import Inputs
from rollout.scenario import Scenario
from rollout.selfcheck import Result, all_checks, data_checks, published, run_checks, second
from rollout.selfcheck.result import GROUPS, OWN, Check, Finding, equal, run
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def results(inputs: Inputs) -> dict[str, Result]:
    return {result.check.id: result for result in run_checks(inputs)}


def test_everything_shipped_passes(results: dict[str, Result]) -> None:
    assert {name for name, result in results.items() if result.state != "passed"} == set()
    assert {result.check.group for result in results.values()} == set(GROUPS)
    assert len(results) >= 20


def test_every_check_is_named_in_both_languages_with_a_source(inputs: Inputs) -> None:
    checks = all_checks(inputs)
    assert len({check.id for check in checks}) == len(checks)
    for check in checks:
        assert check.name.de != check.name.en
        assert check.source.de
        assert check.source.en


def failing(check: Check) -> bool:
    return run(check).state == "failed"


def by_id(checks: tuple[Check, ...], name: str) -> Check:
    return next(check for check in checks if check.id == name)


def no_sites(*arguments: object, **options: object) -> object:
    class Plan:
        value = bound = covered = 0.0
        sites = ()
        status = "optimal"

    return Plan()


def half(*arguments: object, **options: object) -> pd.DataFrame:
    values = arguments[0]
    assert isinstance(values, pd.DataFrame)
    return values * 0 + 0.5


WRONG_METHODS: dict[str, tuple[str, Callable[..., object]]] = {
    "pmed1": ("nearest_sites", no_sites),
    "steiner": ("fewest_sites", no_sites),
    "queens": ("fewest_sites", no_sites),
    "minmax": ("normalise", half),
    "geometric": ("aggregate", lambda values, weights, method: values.mean(axis=1)),
    "hdi": ("normalise", half),
    "kaplan-meier": (
        "kaplan_meier",
        lambda weeks, done: pd.DataFrame({"share": 0.5}, index=sorted(set(weeks))),
    ),
}


@pytest.mark.parametrize("name", WRONG_METHODS)
def test_a_wrong_method_fails_the_published_example(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, wrong = WRONG_METHODS[name]
    monkeypatch.setattr(published, target, wrong)
    assert failing(by_id(published.checks(), name))


def test_every_published_example_was_broken_above() -> None:
    assert {check.id for check in published.checks()} == set(WRONG_METHODS)


def test_the_instances_hold_the_figures_other_tests_use() -> None:
    same = (ROOT / "tests" / "data" / "siting" / "pmed1.txt").read_text()
    assert (published.FOLDER / "pmed1.txt").read_text() == same


def test_wrong_rates_differ_from_the_loop_and_the_grid(
    inputs: Inputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another share than the table gives, and a status that is mixed up."""
    analysis = analyse(inputs, Scenario())
    right = analysis.nationwide()
    right["population"]["covered"]["share"] = 0.5
    monkeypatch.setattr(type(analysis), "nationwide", lambda self: right)
    assert failing(by_id(second.checks(analysis), "rates"))
    rates = second.rates
    monkeypatch.setattr(
        second, "rates", lambda status, *rest: rates(status.replace("founding", "white"), *rest)
    )
    assert failing(by_id(second.checks(analysis), "grid-rates"))


def test_parts_that_do_not_add_up_fail(shipped: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    table = shipped.table()
    part = next(name for name in table if name.startswith("part_"))
    monkeypatch.setattr(type(shipped), "table", lambda self: table.assign(**{part: 1.0}))
    assert failing(by_id(second.checks(shipped), "parts"))


def test_parts_of_geometric_means_are_left_out(inputs: Inputs) -> None:
    analysis = analyse(inputs, Scenario(aggregation="geometric"))
    assert run(by_id(second.checks(analysis), "parts")).state == "skipped"


def test_a_plan_that_claims_too_much_fails(
    shipped: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second, "best_sites", no_sites)
    plan = by_id(second.checks(shipped), "plan")
    assert run(plan).state == "passed"  # nothing chosen reaches nobody
    honest = no_sites()
    honest.covered = 1000.0  # type: ignore[attr-defined]
    monkeypatch.setattr(second, "best_sites", lambda *rest: honest)
    assert failing(plan)


def moved(frame: pd.DataFrame) -> pd.DataFrame:
    """Districts with one outline shifted by a kilometre."""
    shapes = frame.geometry.to_numpy().copy()
    shapes[0] = shapely.transform(shapes[0], lambda points: points + 1000)
    return frame.set_geometry(frame.geometry.__class__(shapes, index=frame.index, crs=frame.crs))


def first(frame: pd.DataFrame, column: str, value: object) -> pd.DataFrame:
    """Frame with another value in the first row."""
    changed = frame.copy()
    changed.iloc[0, list(frame.columns).index(column)] = value
    return changed


FLAWS: dict[str, Callable[[Inputs], dict[str, object]]] = {
    "districts": lambda i: {"districts": i.districts.iloc[1:]},
    "keys": lambda i: {"indicators": i.indicators.iloc[1:]},
    "outlines": lambda i: {"districts": moved(i.districts)},
    "outline-area": lambda i: {"districts": i.districts.set_geometry(i.districts.envelope)},
    "official-area": lambda i: {"districts": first(i.districts, "area_km2", 1.0)},
    "population": lambda i: {"indicators": first(i.indicators, "population", np.nan)},
    "chambers": lambda i: {"chambers": first(i.chambers, "share", 0.5)},
    "countries": lambda i: {"borders": i.borders[i.borders["country"] != "LU"]},
    "neighbours": lambda i: {"neighbours": i.neighbours.iloc[1:]},
    "seats": lambda i: {"initiatives": first(i.initiatives, "latitude", 47.3)},
    "licences": lambda i: {"sources": i.sources.assign(licence="")},
}


@pytest.mark.parametrize("name", FLAWS)
def test_flawed_data_fail(name: str, inputs: Inputs) -> None:
    flawed = replace(inputs, **FLAWS[name](inputs))  # type: ignore[arg-type]
    assert failing(by_id(data_checks.checks(flawed), name))


def test_every_check_of_data_was_broken_above(inputs: Inputs) -> None:
    assert {check.id for check in data_checks.checks(inputs)} == set(FLAWS)


def test_other_inhabitants_are_not_compared_with_those_of_2022(inputs: Inputs) -> None:
    catalogue = inputs.catalogue.copy()
    catalogue.loc["population", "source"] = "import_population"
    changed = replace(inputs, catalogue=catalogue)
    assert run(by_id(data_checks.checks(changed), "population")).state == "skipped"


def test_an_error_within_a_check_is_a_failure() -> None:
    def broken() -> Finding:
        raise ZeroDivisionError("nothing to divide by")

    result = run(Check("x", "data", Text("x", "y"), OWN, broken))
    assert result.state == "failed"
    assert "ZeroDivisionError" in result.finding.computed.de


@pytest.mark.parametrize(
    ("computed", "right"), [(0.905, False), (0.9055, True), (0.9064, True), (0.907, False)]
)
def test_printed_figures_allow_for_their_rounding_only(computed: float, right: bool) -> None:
    assert equal([computed], [0.906], 3).is_right is right


def exit_code(*arguments: object) -> int:
    with pytest.raises(SystemExit) as caught:
        main([str(argument) for argument in arguments])
    return int(caught.value.code or 0)


def test_the_command_prints_figures_and_sources(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    results: dict[str, Result],
) -> None:
    """Of the checks run above; the next test lets the command run them itself."""
    from rollout import selfcheck
    from rollout.cli import print_coverage

    monkeypatch.setattr(selfcheck, "run_checks", lambda *_: tuple(results.values()))
    monkeypatch.setattr(print_coverage.out, "width", 200)
    assert exit_code("selfcheck", "--lang", "en") == 0
    out = capsys.readouterr().out
    assert "OR-Library pmed1" in out
    assert "84,358,845" in out
    assert "0 failed" in out


def test_a_failed_check_ends_with_1_and_unreadable_data_with_2(
    data_dir: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    results: dict[str, Result],
) -> None:
    # Published examples rest on no data: what they gave above they give again.
    again = [
        replace(result.check, run=lambda finding=result.finding: finding)
        for result in results.values()
        if result.check.group == "published"
    ]
    monkeypatch.setattr(published, "checks", lambda: tuple(again))
    folder = Path(shutil.copytree(data_dir, tmp_path / "data"))
    table = folder / "indicators.csv"
    values = pd.read_csv(table, dtype=str, keep_default_na=False)
    values.loc[0, "population"] = "1"
    values.to_csv(table, index=False)
    assert exit_code("selfcheck", "--data", folder, "--json") == 1
    record = json.loads(capsys.readouterr().out)
    states = {check["id"]: check["state"] for check in record["checks"]}
    assert {name for name, state in states.items() if state == "failed"} == {"population"}
    assert set(states.values()) <= set(STATES)
    assert len(record["files"]["indicators.csv"]) == 64
    table.write_text("ags;x\n1;2\n", encoding="utf-8")
    assert exit_code("selfcheck", "--data", folder) == 2
