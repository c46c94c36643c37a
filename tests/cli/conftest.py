"""Commands read the shipped data once; those with files of their own read them."""

import pytest


@pytest.fixture(autouse=True)
def _shipped_once(shipped_once):
    """See `shipped_once`."""
