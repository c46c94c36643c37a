"""Whatever is in a file: a result or a `DataError`, never anything else."""

import contextlib
import os
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rollout.errors import DataError
from rollout.readers.official import archive
from rollout.readers.official.cells import read_cell
from rollout.readers.official.detect import read_official, read_outlines
from tests.readers.official.test_genesis import FOOT, HEAD, ROWS
from tests.readers.official.test_other_formats import ELECTION, INKAR, NEW_FLAT, OLD_FLAT, book

SETTINGS = settings(
    max_examples=50, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
SEEDS = {
    "genesis": HEAD + ROWS + FOOT,
    "inkar": INKAR,
    "election": ELECTION,
    "old flat": OLD_FLAT,
    "new flat": NEW_FLAT,
    "tidy": "ags;name;jahr;wert\n01001;Flensburg;2020;1,5\n9162;M;2021;.\n",
}
PIECES = [b";", b'"', b"\n", b"\r", b"\x00", b"\xff", b",", b"-", b".", b"02", b"01001", b"DG",
          b"1e309", b"9" * 400, b"2020", b"__________\n", "…".encode(), b"\xef\xbb\xbf", b"=1+1",
          "\u202e".encode()]  # fmt: skip


def outcome(path, reader=read_official):
    """Whether it was read; anything but a DataError comes through."""
    problem = None
    try:
        table = reader(path)
    except DataError as error:
        problem = error
    if problem is not None:
        assert problem.message("de")
        assert problem.message("en")
        return False
    if reader is read_official:
        assert table.values.shape == table.marks.shape == (len(table.areas), len(table.series))
        assert table.values.index.is_unique
    return True


@SETTINGS
@given(raw=st.binary(max_size=400))
def test_any_bytes(tmp_path, raw):
    path = tmp_path / "x.csv"
    path.write_bytes(raw)
    outcome(path)


@pytest.mark.parametrize("name", SEEDS)
@SETTINGS
@given(changes=st.lists(
    st.tuples(st.integers(0, 3000), st.integers(0, 60), st.sampled_from([b"", *PIECES])),
    max_size=6,
))  # fmt: skip
def test_spoiled_files_of_every_format(tmp_path, name, changes):
    raw = SEEDS[name].encode()
    for start, length, piece in changes:
        start %= len(raw) + 1
        raw = raw[:start] + piece + raw[start + length :]
    path = tmp_path / "x.csv"
    path.write_bytes(raw)
    outcome(path)


@pytest.mark.parametrize("start", ["GENESIS-Tabelle: 13111-07-05-4\n", "Kennziffer;Raumeinheit;",
                                   "# Bundeswahlleiterin\nLand;Kreis;Name;", "ags,x\n",
                                   "statistics_code;time;"])  # fmt: skip
@SETTINGS
@given(text=st.text(st.sampled_from('01239;,"\n\r.-xDGÄ °'), max_size=300))
def test_any_text_behind_a_known_beginning(tmp_path, start, text):
    path = tmp_path / "x.csv"
    path.write_text(start + text, encoding="utf-8", newline="")
    outcome(path)


@SETTINGS
@given(seed=st.integers(0, 10**6))
def test_spoiled_workbooks_and_archives(tmp_path, seed):
    chance = random.Random(seed)
    path = book(
        tmp_path, {"Deutschlandatlas_KRS1222": [["KRS1222", "n", "alq"], [1001000, "F", 7]]}
    )
    raw = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 8)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(bytes(raw[: chance.randint(4, len(raw))] if chance.random() < 0.3 else raw))
    outcome(broken)


@settings(max_examples=40, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    raw=st.binary(max_size=300),
    name=st.sampled_from(["x.shp", "x.gpkg", "x.zip", "x.json"]),
    magic=st.sampled_from([b"", b"\x00\x00\x27\x0a", b"SQLite format 3\x00", b"{", b"PK\x03\x04"]),
)
def test_any_map(tmp_path, places, raw, name, magic):
    path = tmp_path / name
    path.write_bytes(magic + raw)
    assert not outcome(path, lambda p: read_outlines(p, places, {}))


@settings(max_examples=40, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(names=st.lists(st.text(min_size=1, max_size=20), max_size=4), raw=st.binary(max_size=50))
def test_any_names_in_an_archive(tmp_path, places, names, raw):
    path = tmp_path / "inner" / "x.zip"
    path.parent.mkdir(exist_ok=True)
    try:
        with zipfile.ZipFile(path, "w") as archive:
            for name in dict.fromkeys(names):
                archive.writestr(name + ".shp", raw)
    except (ValueError, IndexError):  # names the library itself cannot write
        return
    outcome(path, lambda p: read_outlines(p, places, {}))
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["x.zip"]


@given(st.text("/\\.:ax", max_size=12))
def test_no_name_in_an_archive_leads_out_of_its_folder(name):
    folder = Path("/folder")
    with contextlib.suppress(DataError):
        target = folder.joinpath(*archive._safe_parts(name, "x.zip"))
        assert Path(os.path.normpath(target)).is_relative_to(folder)
        assert target.parts[:2] == folder.parts


def test_two_members_of_one_name_are_refused(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as file:
        for name in ("a/b.shp", "a\\b.shp"):
            file.writestr(name, b"")
    with pytest.raises(DataError, match="twice"):
        archive.unpack(path, tmp_path / "out", (".shp",))


@given(st.text(max_size=30), st.sampled_from(["", "comma", "point", "either"]))
def test_any_cell(text, style):
    cell = read_cell(text, style)
    assert cell.value == cell.value or cell.mark or cell.text
