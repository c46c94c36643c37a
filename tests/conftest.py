"""Fixtures shared by all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from rollout.model import Inputs
from tests.waiting import PATIENCE_S

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
settings.register_profile("steady", deadline=None)  # a busy machine is no failure
settings.load_profile("steady")


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium that reaches nothing but this machine."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        report = pytest.fail if os.environ.get("CI") else pytest.skip
        report("no Chromium found; install Debian's package chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=1000 * PATIENCE_S)
    closed = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", closed]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Consoles with room for every table; a console reads its width once, when it is made."""
    from rollout.cli import print_coverage

    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr(print_coverage.out, "width", 300)
    monkeypatch.setattr(print_coverage.err, "width", 300)
