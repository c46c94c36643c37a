"""Where seats without coordinates are put, and how far off that may be."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from rollout.readers.middles import distance_km, postcode_middles
from rollout.readers.places import Places
from rollout.readers.register import Register, read_register

HEADER = "id,name,plz,place,district_ags,latitude,longitude,network_status\n"


def read(rows: str, places: Places, tmp_path: Path) -> Register:
    path = tmp_path / "register.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return read_register(path, places)


def test_a_seat_stands_in_the_smallest_area_its_row_names(
    shipped_places: Places, tmp_path: Path
) -> None:
    rows = (
        "a,A,97421,Schweinfurt,,,,networked\n"
        "b,B,,Schweinfurt,,,,networked\n"
        "c,C,,,09662,,,networked\n"
        "d,D,97421,Schweinfurt,,50.05,10.23,networked\n"
    )
    table = read(rows, shipped_places, tmp_path).initiatives
    origins = ["postcode", "municipality", "district"]
    assert table["point_origin"].tolist()[:3] == origins
    assert pd.isna(table.loc["d", "point_origin"])
    assert np.isnan(table.loc["d", "point_km"])
    assert table.loc["d", ["latitude", "longitude"]].tolist() == [50.05, 10.23]
    middle = shipped_places.postcode_middle("97421")
    assert middle is not None
    assert table.loc["a", ["longitude", "latitude"]].tolist() == list(middle[:2])
    # 35.7 km2 as a circle
    assert table.loc["b", "point_km"] == pytest.approx(math.sqrt(35.7 / math.pi), abs=0.05)
    for row in table.loc[["a", "b", "c"]].to_dict("records"):
        assert distance_km(row["longitude"], row["latitude"], 10.23, 50.05) < 4


def test_every_district_has_a_middle_inside(inputs: Any, shipped_places: Places) -> None:
    middles = shipped_places.middle_of_district
    points = [middles[key] for key in inputs.districts.index]
    x, y = (np.array([point[axis] for point in points]) for axis in (0, 1))
    assert shipped_places.districts_at(x, y) == list(inputs.districts.index)


def test_the_register_says_what_it_assumed(shipped_places: Places, tmp_path: Path) -> None:
    result = read("a,A,97421,Schweinfurt,,,,networked\n", shipped_places, tmp_path)
    (note,) = (p for p in result.problems if p.code == "no-point")
    assert note.level == "note"
    assert "in der Mitte der Postleitzahl" in note.finding.de
    assert "km" in note.remedy.en


def test_a_register_with_coordinates_has_no_column_for_assumed_ones(
    shipped_places: Places, tmp_path: Path
) -> None:
    table = read("a,A,97421,Schweinfurt,,50.05,10.23,networked\n", shipped_places, tmp_path)
    assert not {"point_origin", "point_km"} & set(table.initiatives.columns)


def test_a_postcode_reaches_as_far_as_its_share_and_its_places() -> None:
    # Seven postcodes 10 km apart on a hexagon; the middle one has a far place.
    step = 10 / 111.2
    east = step / math.cos(math.radians(51.2))
    corners = [(math.cos(a) * east, math.sin(a) * step) for a in np.arange(6) * math.pi / 3]
    rows = [(f"1000{n}", "Ort", 10 + x, 51.2 + y) for n, (x, y) in enumerate(corners)]
    rows += [("10009", "Mitte", 10.0, 51.2), ("20000", None, 10.0, 51.2)]
    table = pd.DataFrame(rows, columns=["plz", "place", "longitude", "latitude"])
    middles = postcode_middles(table)
    # Six neighbours at 10 km share a circle of 10 km: 10 / sqrt(6).
    assert middles["10009"].km == pytest.approx(10 / math.sqrt(6), rel=0.01)
    far = pd.DataFrame([("10009", "Fern", 10.0, 51.2 + 3 * step)], columns=table.columns)
    spread = postcode_middles(pd.concat([table, far]))["10009"]
    assert spread.latitude == pytest.approx(51.2 + 1.5 * step)
    assert spread.km == pytest.approx(15, rel=0.01)
    # A bulk receiver stands in the middle of others and is nobody's neighbour.
    assert middles["20000"].km <= middles["10009"].km


def test_most_town_middles_lie_within_reach_of_their_postcode(shipped_places: Places) -> None:
    """Postcodes of GeoNames against municipalities of the official register."""
    plz = {}
    with_place = shipped_places.postcodes.dropna(subset=["place"])
    for row in with_place[["place", "ags", "plz"]].to_numpy().tolist():
        plz.setdefault((row[0], row[1]), row[2])
    inside = []
    for town in shipped_places.gazetteer.municipalities[::7]:
        middle = shipped_places.postcode_middle(plz.get((town.short_name, town.district), ""))
        if middle is not None and town.area_km2 < 50:
            away = distance_km(*middle[:2], town.longitude, town.latitude)
            inside.append(away <= middle.km)
    assert len(inside) > 500
    assert np.mean(inside) > 0.9
