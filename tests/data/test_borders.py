"""The border districts: rebuilt byte for byte, and the same as an independent computation."""

import importlib.util
import os
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from tests.conftest import ROOT

PAIR = ["ags", "country", "kind"]


@pytest.fixture(scope="module")
def borders(data_dir):
    return pd.read_csv(data_dir / "borders.csv", dtype={"ags": str})


def test_nine_countries_and_sixty_three_districts(borders):
    assert borders["country"].nunique() == 9
    assert borders["ags"].nunique() == 63
    assert not borders.duplicated(PAIR).any()


def test_well_known_corners(borders):
    pairs = {(row.ags, row.country) for row in borders.itertuples()}
    corners = {
        ("05334", "NL"), ("05334", "BE"),  # Aachen
        ("10042", "FR"), ("10042", "LU"),  # Merzig-Wadern
        ("14626", "PL"), ("14626", "CZ"),  # Görlitz
        ("09275", "AT"), ("09272", "CZ"), ("09272", "AT"),  # Passau, Freyung-Grafenau
    }  # fmt: skip
    assert corners <= pairs


def test_only_lake_pairs_have_no_length(borders):
    assert (borders["length_km"].isna() == (borders["kind"] == "lake")).all()


def test_the_lengths_are_near_the_published_ones(borders):
    # Statistisches Jahrbuch: lengths of the state borders on land in km
    published = {"DK": 67, "BE": 204, "LU": 135, "FR": 448, "AT": 815, "CZ": 817, "PL": 467,
                 "NL": 576}  # fmt: skip
    found = borders.groupby("country")["length_km"].sum()
    for country, length in published.items():
        assert 0.85 < found[country] / length < 1.02, country  # a generalised line is shorter


def test_the_same_pairs_come_out_of_another_computation(borders, sources):
    other = pd.read_csv(sources / "derived" / "border_districts.csv", dtype={"ags": str})
    other = other.rename(columns={"neighbour_country": "country", "est_land_border_km": "km"})
    joined = borders.merge(other, on=PAIR, how="outer", indicator=True)
    assert (joined["_merge"] == "both").all()
    land = joined[joined["kind"] == "land"]
    assert (land["length_km"] / land["km"] - 1).abs().max() < 0.05


UNPACKS_7Z = shutil.which("7z") or importlib.util.find_spec("py7zr") or os.environ.get("CI")


@pytest.mark.skipif(not UNPACKS_7Z, reason="needs 7z or py7zr to unpack the raw file")
def test_a_rebuild_gives_the_same_bytes(sources, data_dir, tmp_path):
    tool = [sys.executable, str(ROOT / "tools" / "build_borders.py")]
    subprocess.run([*tool, "--sources", str(sources), "--out", str(tmp_path)], check=True)
    built = (tmp_path / "borders.csv").read_bytes()
    assert built == (data_dir / "borders.csv").read_bytes()
