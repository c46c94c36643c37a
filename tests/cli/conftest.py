"""Commands read and analyse the shipped data once; those with files of their own read them."""

import pytest


@pytest.fixture(autouse=True)
def _analysed_once(analysed_once):
    """See `analysed_once`."""
