"""Fixtures shared by all tests."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from rollout.model import Inputs
from tests.waiting import PATIENCE_S

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from rollout.analysis import Analysis
    from rollout.scenario import Scenario
    from rollout.steps import Memory

ROOT = Path(__file__).resolve().parents[1]
settings.register_profile("steady", deadline=None)  # a busy machine is no failure
settings.load_profile("steady")


def pytest_configure() -> None:
    """Commands started by tests share what was compiled and read before; workers inherit both."""
    # Most of what tests make is kept: searching all of it for garbage as often as Python does by
    # itself takes a seventeenth of the whole time.
    gc.set_threshold(50_000, 20, 50)
    # The tests, too, are compiled once: doing it anew takes a third of a minute in each worker.
    sys.dont_write_bytecode = False
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        write_into_memory()
        os.environ["ROLLOUT_CACHE"] = tempfile.mkdtemp(prefix="rollout-tests-")


def pytest_unconfigure() -> None:
    """Remove what this run has written."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(os.environ["ROLLOUT_CACHE"], ignore_errors=True)
        shutil.rmtree(own_memory(), ignore_errors=True)


MEMORY, ENOUGH_BYTES = Path("/dev/shm"), 6_000_000_000


def own_memory() -> Path:
    """Folder of this run in memory."""
    return MEMORY / f"rollout-tests-{os.getpid()}"


def write_into_memory() -> None:
    """Put all temporary files where no drive has to delete them, on machines with room for that.

    A drive may take milliseconds for each of the many thousand files (and databases, and what a
    browser shares between its processes) that tests write, wait for and delete.
    """
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ENOUGH_BYTES:
        return
    for folder in MEMORY.glob("rollout-tests-*"):  # of a run that was killed
        if not Path("/proc", folder.name.rpartition("-")[2]).exists():
            shutil.rmtree(folder, ignore_errors=True)
    own_memory().mkdir(mode=0o711, exist_ok=True)  # the database server runs as somebody else
    os.environ["TMPDIR"], tempfile.tempdir = str(own_memory()), None


# Begun first, so that no worker sits alone with one of them at the end.
LONGEST = (
    "tests/dashboard/test_plan_browser.py", "tests/dashboard/test_shipped_browser.py",
    "tests/report/", "tests/programme/", "tests/dashboard/test_potential_browser.py",
    "tests/datastore/", "tests/cli/", "tests/test_docs_examples.py",
    "tests/test_founding_story.py", "tests/dashboard/",
)  # fmt: skip


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What importing the tests makes stays to the end: no search for garbage goes through it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        fits = (n for n, start in enumerate(LONGEST) if item.nodeid.startswith(start))
        return next(fits, len(LONGEST))

    items.sort(key=place)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        """Tests of a file go to one worker, and all of reports: what they share is made once."""

        def _split_scope(self, nodeid: str) -> str:
            file: str = super()._split_scope(nodeid)
            return "tests/report" if file.startswith("tests/report/") else file

    return Together(config, log)


@pytest.fixture(scope="session", autouse=True)
def _no_workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test meets the workspace of whoever runs it; a test that wants one names its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROLLOUT_ISSUER", "")  # nor the office of whoever runs it
        patch.setenv("ROLLOUT_WORKSPACE", str(tmp_path_factory.mktemp("none") / "no.rollout"))
        yield


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
def inputs_2021(data_dir: Path) -> Inputs:
    """The same on the 400 districts of 2021, as published: for figures from outside."""
    from rollout.inputs import load_inputs

    return load_inputs(data_dir, territory="2021-07-01")


@pytest.fixture(scope="session")
def shipped(inputs: Inputs) -> Analysis:
    """The shipped data with all defaults; a test must not change it."""
    from rollout.analysis import analyse
    from rollout.scenario import Scenario

    return analyse(inputs, Scenario())


@pytest.fixture(scope="session")
def _made_once(inputs: Inputs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the shipped files, closed; see `made`."""
    from rollout.workspace.make import files_of, make_workspace

    path = tmp_path_factory.mktemp("made") / "made.rollout"
    make_workspace(path, inputs, files_of(ROOT / "data"), "Servicestelle").close()
    return path


@pytest.fixture
def made(_made_once: Path, tmp_path: Path) -> Path:
    """A workspace of the test's own, as the dashboard makes one on its first start."""
    return Path(shutil.copy(_made_once, tmp_path / "mine.rollout"))


@pytest.fixture
def shipped_once(monkeypatch: pytest.MonkeyPatch, inputs: Inputs) -> None:
    """Commands without files of their own take the shipped data as read once for all tests."""
    import rollout.inputs

    read = rollout.inputs.load_inputs

    def load(data_dir: Path | None = None, **files: Path | None) -> Inputs:
        return inputs if data_dir is None and not any(files.values()) else read(data_dir, **files)

    monkeypatch.setattr(rollout.inputs, "load_inputs", load)


@pytest.fixture
def analysed_once(
    monkeypatch: pytest.MonkeyPatch, shipped_once: None, inputs: Inputs, shipped: Analysis
) -> None:
    """Commands that take the shipped data share the steps of their analyses, too."""
    import rollout.analysis

    anew = rollout.analysis.analyse

    def analyse(data: Inputs, scenario: Scenario, memory: Memory | None = None) -> Analysis:
        return anew(data, scenario, shipped.work.memory if data is inputs else memory)

    monkeypatch.setattr(rollout.analysis, "analyse", analyse)


# The shell draws the same pages without the windows of a desktop, in half the time; one process
# for the tabs of a visitor and none for the graphics save a sixth of the processor.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium that reaches nothing but this machine."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        report = pytest.fail if os.environ.get("CI") else pytest.skip
        report("no Chromium found; install Debian's package chromium-headless-shell")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=1000 * PATIENCE_S)
    closed = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", closed]
    arguments += ["--in-process-gpu", "--process-per-site", "--renderer-process-limit=1"]
    # Without memory for pictures no tile is drawn, which is a third of the processor time of a
    # visit: nobody looks. Layout, styles, frames and printed pages are as ever.
    arguments += ["--force-gpu-mem-available-mb=0"]
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
