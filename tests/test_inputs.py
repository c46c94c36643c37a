"""Reading the same files again is cheap and never shows what was in them before."""

from __future__ import annotations

import shutil
from dataclasses import fields
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from rollout import input_files, inputs
from rollout.input_files import mark_of_files
from rollout.inputs import BOUNDARIES, load_inputs
from rollout.model import Inputs


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Path:
    folder = tmp_path_factory.mktemp("inputs") / "data"
    shutil.copytree(data_dir, folder, ignore=shutil.ignore_patterns(".*"))
    return folder


def read(folder: Path, territory: str | None = None):
    """Outlines and tables of places, by name."""
    path = folder / BOUNDARIES
    outlines, tables, _ = inputs._read_status(inputs._Reading(), folder, path, territory)
    return tables._asdict() | {"districts": outlines[0], "display": outlines[1]}


def renamed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("table", "column", "old", "new"),
    [
        ("chambers", "chamber", "IHK Flensburg", "IHK Flensburg (neu)"),
        ("borders", "length_km", "69.6", "69.7"),
        ("postcodes", "place", "Bargteheide", "Bargteheide (neu)"),
        ("district_changes", "old_name", "Osterode am Harz", "Osterode (neu)"),
        ("district_types", "ror", "Schleswig-Holstein Nord", "Schleswig-Holstein Nord (neu)"),
    ],
)
def test_a_changed_table_is_read_anew(folder, table, column, old, new):
    before = read(folder)[table][column].astype(str).fillna("")
    renamed(folder / f"{table}.csv", old, new)
    after = read(folder)[table][column].astype(str).fillna("")
    changed = before != after
    assert changed.any()
    assert set(after[changed]) == {new}


def test_changed_outlines_are_read_anew(folder):
    assert "Flensburg" in read(folder)["districts"].loc["01001", "display_name"]
    path = folder / BOUNDARIES
    path.write_bytes(path.read_bytes().replace(b"Flensburg", b"Irgendwo!"))
    assert "Irgendwo!" in read(folder)["districts"].loc["01001", "display_name"]


def test_another_status_is_another_reading(folder):
    assert len(read(folder)["districts"]) == 401
    assert len(read(folder, "2021-07-01")["districts"]) == 400
    assert len(read(folder)["districts"]) == 401


def test_what_a_caller_changes_stays_with_him(folder):
    mine = read(folder)
    mine["districts"].loc["01001", "display_name"] = "Meins"
    mine["chambers"].loc[0, "share"] = 0.5
    again = read(folder)
    assert again["districts"].loc["01001", "display_name"] != "Meins"
    assert again["chambers"].loc[0, "share"] == 1


@pytest.fixture
def nothing_kept(monkeypatch):
    """As in a process that starts, without a cache folder."""
    monkeypatch.setenv("ROLLOUT_CACHE", "")
    monkeypatch.setattr(inputs, "_statuses", {})
    monkeypatch.setattr(inputs, "_remembered", {})
    monkeypatch.setattr(inputs, "_contents", {})


def test_a_file_that_changes_while_it_is_read_is_not_kept(folder, monkeypatch, nothing_kept):
    """Kept is only what is under the checksum both before and after."""
    plain = inputs._Reading.read

    def changing(self, reader, path, *rest, **options):
        if path.name == "postcodes.csv":
            path.write_bytes(path.read_bytes() + b"\n")
        return plain(self, reader, path, *rest, **options)

    monkeypatch.setattr(inputs._Reading, "read", changing)
    read(folder)
    assert inputs._statuses == {}
    readers = {key[0].__name__ for key in inputs._contents}
    assert "read_postcodes" not in readers
    assert "read_chambers" in readers


def test_checksums_are_the_same_whether_read_or_kept(folder, nothing_kept):
    first, second = inputs._Reading(), inputs._Reading()
    for reading in (first, second):
        inputs._read_status(reading, folder, folder / BOUNDARIES, None)
    assert len(inputs._statuses) == 1
    assert first.hashes == second.hashes


def test_no_file_of_the_folder_can_change_without_another_mark(folder):
    """Nothing is taken for what was read before once a byte anywhere is another."""
    before = mark_of_files(folder, {})
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        content = path.read_bytes()
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        assert mark_of_files(folder, {}) != before, path
        path.write_bytes(content)
    (folder / "checks.csv").write_text("")
    assert mark_of_files(folder, {}) != before
    (folder / "checks.csv").unlink()
    assert mark_of_files(folder, {}) == before


def test_the_mark_tells_files_in_place_of_those_of_the_folder(folder, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("a")
    marks = [mark_of_files(folder, {name: own}) for name in ("initiatives", "foundings", "checks")]
    own.write_text("b")
    marks += [mark_of_files(folder, {}), mark_of_files(folder, {"checks": own})]
    assert len({repr(mark) for mark in marks}) == 5


def test_what_has_no_end_or_parts_elsewhere_has_no_mark(folder, tmp_path, monkeypatch):
    assert mark_of_files(folder, {"boundaries": folder / BOUNDARIES}) is None
    assert mark_of_files(folder, {"initiatives": tmp_path}) is None
    assert mark_of_files(folder, {"initiatives": tmp_path / "missing.csv"}) is None
    monkeypatch.setattr(input_files, "MOST_FILES", 3)
    assert mark_of_files(folder, {}) is None


def same(ours: Inputs, theirs: Inputs) -> bool:
    """Whether two readings agree in every table, its kinds of values included."""
    for field in fields(Inputs):
        mine, other = getattr(ours, field.name), getattr(theirs, field.name)
        if isinstance(mine, gpd.GeoDataFrame):
            assert mine.crs == other.crs
            assert (mine.geometry.to_wkb() == other.geometry.to_wkb()).all()
            mine, other = (pd.DataFrame(table.drop(columns="geometry")) for table in (mine, other))
        if isinstance(mine, pd.DataFrame):
            pd.testing.assert_frame_equal(mine, other)
        elif mine != other:
            return False
    return True


def test_read_kept_and_remembered_are_the_same(folder, tmp_path, monkeypatch, nothing_kept):
    monkeypatch.setenv("ROLLOUT_CACHE", str(tmp_path / "cache"))
    first = load_inputs(folder)
    inputs._remembered.clear()
    monkeypatch.setattr(inputs, "_read_inputs", lambda *_: pytest.fail("read again"))
    second, third = load_inputs(folder), load_inputs(folder)
    for other in (second, third):
        assert same(first, other)
    third.indicators.iloc[0, 0] = -1.0
    third.districts["name"] = ""
    third.hashes["x"] = "y"
    assert same(first, load_inputs(folder))


def test_a_change_of_a_row_is_seen_however_much_is_kept(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("ROLLOUT_CACHE", str(tmp_path / "cache"))
    name = str(load_inputs(folder).initiatives["name"].iloc[0])
    renamed(folder / "initiatives.csv", name, "Irgendwas")
    assert load_inputs(folder).initiatives["name"].iloc[0] == "Irgendwas"
