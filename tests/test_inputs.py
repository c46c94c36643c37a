"""Reading the same files again is cheap and never shows what was in them before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rollout import inputs
from rollout.inputs import BOUNDARIES


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


def test_a_file_that_changes_while_it_is_read_is_not_kept(folder, monkeypatch):
    """Kept is only what is under the checksum both before and after."""
    monkeypatch.setattr(inputs, "_statuses", {})
    plain = inputs._Reading.read

    def changing(self, reader, path, *rest, **options):
        if path.name == "postcodes.csv":
            path.write_bytes(path.read_bytes() + b"\n")
        return plain(self, reader, path, *rest, **options)

    monkeypatch.setattr(inputs._Reading, "read", changing)
    read(folder)
    assert inputs._statuses == {}


def test_checksums_are_the_same_whether_read_or_kept(folder, monkeypatch):
    monkeypatch.setattr(inputs, "_statuses", {})
    first, second = inputs._Reading(), inputs._Reading()
    for reading in (first, second):
        inputs._read_status(reading, folder, folder / BOUNDARIES, None)
    assert len(inputs._statuses) == 1
    assert first.hashes == second.hashes
