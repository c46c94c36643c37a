"""Throwing broken files at every reader: `python -m fuzz`; killing writers: `python -m fuzz.kill`.

Not part of the package and not needed to use it.
"""
