"""View 1: how well the country is covered."""
