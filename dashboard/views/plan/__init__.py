"""View 4: the roll-out plan."""
