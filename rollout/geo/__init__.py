"""Boundaries, points, reach and neighbours of districts."""
