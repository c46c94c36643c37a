"""View 3: the founding potential."""
