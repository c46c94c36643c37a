"""One server on the made-up grid for all dashboard tests."""

import pytest

from dashboard.app import create_app
from rollout.scenario import Scenario
from tests.dashboard import pages


@pytest.fixture(scope="session")
def app():
    return create_app(pages.inputs(), Scenario())


@pytest.fixture
def client(app):
    return app.test_client()
