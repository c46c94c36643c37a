"""The views: one room each."""
