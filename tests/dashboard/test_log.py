"""The log: text of a request is never a line of its own and never steers a terminal."""

import io
import logging
import re

import pytest

from dashboard.app import create_app
from dashboard.server.log import OneLine, log_safely
from rollout.scenario import Scenario
from tests.dashboard import pages

HOSTILE = "a\r\n2026 ERROR faked\x1b[2J\x07\x9b\u2028\u202eb"
RAW = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202e]")


@pytest.fixture
def written(monkeypatch):
    """What the log of the server says."""
    root, stream = logging.getLogger(), io.StringIO()
    before = root.handlers[:], root.level
    monkeypatch.setattr("sys.stderr", stream)
    log_safely()
    yield stream
    root.handlers[:], level = before[0], before[1]
    root.setLevel(level)


def test_a_message_is_one_line(written):
    logging.getLogger("waitress").warning("served %s", HOSTILE)
    text = written.getvalue()
    assert text.count("\n") == 1
    assert not RAW.search(text)
    assert "faked" in text


def test_a_traceback_stands_behind_a_margin(written):
    try:
        raise ValueError(HOSTILE)
    except ValueError:
        logging.getLogger("x").exception("no plan for %s", HOSTILE)
    first, *others = written.getvalue().splitlines()
    assert "no plan" in first
    assert all(line.startswith("  | ") for line in others)
    assert not RAW.search(written.getvalue())


def test_a_fault_logs_no_control_signs_of_its_request(written):
    app = create_app(pages.inputs(), Scenario())
    app.view_functions["healthz"] = lambda: 1 / 0
    app.view_functions["/de/download/<name>"] = lambda **parts: 1 / 0
    client = app.test_client()
    assert client.get("/de/download/x%0d%0afaked%1b%5b2J%E2%80%A8").status_code == 500
    assert client.get("/healthz?own=%0asecret").status_code == 500
    text = written.getvalue()
    assert "faked" in text
    assert "secret" not in text  # the query of an address is not logged
    assert not RAW.search(text)
    assert all(re.match(r"\d{4}-|  \| ", line) for line in text.splitlines())


def test_the_format_is_used_by_every_logger(written):
    handlers = [
        handler for handler in logging.getLogger().handlers
        if not type(handler).__module__.startswith("_pytest")
    ]  # fmt: skip
    assert [type(handler.formatter) for handler in handlers] == [OneLine]
