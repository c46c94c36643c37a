"""Readers of registers, boundaries and official tables."""
