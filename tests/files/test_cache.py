"""What is kept is right, or it is computed again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from rollout.files import cache

needs_rights = pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX systems")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "below" / "cache"
    monkeypatch.setenv(cache.ENVIRONMENT, str(path))
    return path


def test_what_is_kept_comes_back(folder):
    assert cache.kept("a") is None
    cache.keep("a", {"x": [1.5]})
    assert cache.kept("a") == {"x": [1.5]}
    assert [path.name for path in folder.iterdir()] == ["a"]


@needs_rights
def test_nobody_else_can_read_it(folder):
    cache.keep("a", 1)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "a").stat().st_mode & 0o777 == 0o600


def spoiled_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)


def other_sign(path: Path) -> None:
    path.write_bytes(b"x" + path.read_bytes()[1:])


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def a_link(path: Path) -> None:
    path.rename(path.parent.parent / "elsewhere")
    path.symlink_to(path.parent.parent / "elsewhere")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def writable_by_all(path: Path) -> None:
    path.chmod(0o666)


def folder_writable_by_all(path: Path) -> None:
    path.parent.chmod(0o777)


@needs_rights
@pytest.mark.parametrize(
    "flaw",
    [spoiled_byte, other_sign, cut_off, emptied, a_link, a_folder, writable_by_all,
     folder_writable_by_all],
    ids=lambda flaw: flaw.__name__,
)  # fmt: skip
def test_what_cannot_be_relied_on_is_ignored(folder, flaw):
    cache.keep("a", list(range(100)))
    flaw(folder / "a")
    assert cache.kept("a") is None


def test_where_nothing_can_be_kept_nothing_happens(tmp_path, monkeypatch):
    occupied = tmp_path / "file"
    occupied.write_text("")
    for value in ("", str(occupied), str(occupied / "below")):
        monkeypatch.setenv(cache.ENVIRONMENT, value)
        cache.keep("a", 1)
        assert cache.kept("a") is None


def test_the_results_used_last_stay(folder):
    for number in range(cache.KEPT):
        cache.keep(str(number), number)
        os.utime(folder / str(number), (number, number))
    assert cache.kept("0") == 0
    cache.keep("new", "new")
    assert cache.kept("1") is None
    assert cache.kept("0") == 0
    assert len(list(folder.iterdir())) == cache.KEPT


def test_other_code_is_another_key(tmp_path, monkeypatch):
    module = tmp_path / "part" / "module.py"
    module.parent.mkdir()
    module.write_text("x = 1")
    monkeypatch.setattr(cache, "PACKAGE", tmp_path)
    mark = cache.code_mark.__wrapped__
    before = mark()
    assert mark() == before
    module.write_text("x = 22")
    assert mark() != before
