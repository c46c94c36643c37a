"""The roll-out plan: which regions in which wave, what it buys, and when."""
