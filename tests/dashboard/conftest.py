"""One server on the made-up grid for all dashboard tests."""

import pytest

from dashboard.app import create_app
from dashboard.server import worker
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.dashboard.served import visitor, watched


@pytest.fixture(autouse=True, scope="session")
def eager_workers():
    """Plans that do not stand back: on a busy machine they would hardly ever get their turn."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "NICENESS", 0)
        yield


@pytest.fixture(scope="session")
def app():
    return create_app(pages.inputs(), Scenario())


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(scope="module")
def context(browser):
    """One visitor who comes again and again, so that scripts are fetched once."""
    with visitor(browser) as found:
        yield found


@pytest.fixture
def page(context, address):
    """A tab of this visitor on the server of the module, nothing kept from the tab before."""
    with watched(context, address) as tab:
        yield tab
