"""A short run of the harness in `fuzz/`; the long ones are `python -m fuzz` and `fuzz.kill`."""

from __future__ import annotations

import random
import warnings
from pathlib import Path

import pytest

from fuzz.kill import kill_in_fork
from fuzz.targets import Target, targets
from rollout.errors import RolloutError
from tests.killing import needs_kill

INPUTS = 25


@pytest.fixture(scope="module")
def all_targets(data_dir: Path) -> dict[str, Target]:
    return {target.name: target for target in targets(data_dir)}


NAMES = [
    "register", "repair", "foundings", "indicators", "check", "scenario", "check scenario",
    "official", "catalogue", "sources", "history", "chambers", "borders", "postcodes",
    "district_changes", "district_types", "partners_abroad",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_broken_files_are_read_or_refused(
    name: str, all_targets: dict[str, Target], tmp_path: Path
) -> None:
    target = all_targets[name]
    chance = random.Random(name)
    path = tmp_path / f"input{target.suffix}"
    for _ in range(INPUTS):
        path.write_bytes(target.broken(chance))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                target.read(path)
            except RolloutError as error:
                assert error.message("de")  # noqa: PT017
                assert error.message("en")  # noqa: PT017


def test_the_right_files_are_read(all_targets: dict[str, Target], tmp_path: Path) -> None:
    for name in (
        "register", "repair", "indicators", "foundings", "scenario", "official", "catalogue",
    ):  # fmt: skip
        target = all_targets[name]
        path = tmp_path / f"right{target.suffix}"
        path.write_bytes(target.seeds[0])
        target.read(path)


@needs_kill
def test_killed_commands_leave_all_old_or_all_new() -> None:
    count = kill_in_fork("restore", kills=6, seed=5)
    assert count.systematic == 3
    assert count.touches > 40
