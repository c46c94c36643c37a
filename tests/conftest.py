"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rollout.model import Inputs

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def sources() -> Path:
    """Folder with the publishers' raw files; tests that need it are skipped without it."""
    folder = Path(os.environ.get("ROLLOUT_SOURCES", ROOT.parent / "shared" / "sources"))
    if not folder.is_dir():
        pytest.skip("raw official files not found; set ROLLOUT_SOURCES to their folder")
    return folder


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The shipped data."""
    return ROOT / "data"


@pytest.fixture(scope="session")
def inputs(data_dir: Path) -> Inputs:
    """The shipped data, read once; a test must not change them."""
    from rollout.inputs import load_inputs

    return load_inputs(data_dir)
