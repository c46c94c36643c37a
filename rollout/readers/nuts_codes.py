"""NUTS 3 codes of older editions that no longer stand for a district."""

from __future__ import annotations

# Code -> district of that time. Six Thuringian codes and Eisenach's ended with the edition of
# 2021, two of Rhineland-Palatinate are still in the BBSR reference of 2017.
OLD_CODES = {
    "DEB16": "07135", "DEB19": "07140", "DEG04": "16054", "DEG0B": "16066", "DEG0F": "16070",
    "DEG0H": "16072", "DEG0I": "16073", "DEG0N": "16056", "DEG0P": "16063",
}  # fmt: skip
