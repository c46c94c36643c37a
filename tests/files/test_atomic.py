"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from rollout.errors import DataError, RolloutError
from rollout.files.atomic import Staging, write_atomic, write_together


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def stage_files(folder: Path, files: dict[str, str], error: Exception | None = None) -> None:
    with Staging(folder) as stage:
        for name, text in files.items():
            stage.write(name, text)
        if error:
            raise error


def test_a_file_is_written_with_exactly_its_bytes(tmp_path: Path) -> None:
    assert write_atomic(tmp_path / "a.csv", b"x\r\n").read_bytes() == b"x\r\n"
    assert names(tmp_path) == ["a.csv"]


def test_an_existing_file_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_atomic(tmp_path / "deep" / "down" / "a.csv", b"x")
    assert (tmp_path / "deep" / "down" / "a.csv").read_bytes() == b"x"


def test_a_symbolic_link_is_replaced_and_its_target_untouched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"keep")
    link = tmp_path / "a.csv"
    link.symlink_to(secret)
    write_atomic(link, b"new")
    assert (secret.read_bytes(), link.read_bytes(), link.is_symlink()) == (b"keep", b"new", False)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*{"fsync": (os, "fsync"), "replace": (Path, "replace")}[step], full)
    with pytest.raises(DataError, match="the disk is full"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize(
    ("number", "german"),
    [
        (errno.EACCES, "Zugriff ist verweigert"),
        (errno.EROFS, "schreibgeschützt"),
        (errno.EIO, "geschrieben"),
    ],
)
def test_a_refusal_is_told_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, german: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(RolloutError, match="cannot be written") as caught, Staging(tmp_path / "o"):
        pass
    assert german in caught.value.message("de")


def test_a_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(DataError, match="is a file; expected: a folder"), Staging(tmp_path / "out"):
        pass
    with pytest.raises(DataError, match="is a file"):
        write_atomic(tmp_path / "out" / "sub" / "a.csv", b"")


def test_a_target_that_is_a_folder_is_an_error_and_nothing_moves(tmp_path: Path) -> None:
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(DataError, match=r"b\.csv: is a folder"):
        write_atomic(tmp_path / "b.csv", b"")
    with pytest.raises(DataError, match="is a folder"):
        stage_files(tmp_path, {"a.csv": "new", "b.csv": "new"})
    assert names(tmp_path) == ["b.csv"]


def test_staged_files_appear_together_at_the_end(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Staging(out) as stage:
        stage.write("a.csv", "ä")
        stage.path("map/b.bin").write_bytes(b"\x00")
        assert not (out / "a.csv").exists()
    assert (out / "a.csv").read_bytes() == "ä".encode()
    assert names(out) == ["a.csv", "b.bin", "map"]


def test_files_of_the_folder_that_are_not_written_stay(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with Staging(tmp_path) as stage:
        stage.write("a.csv", "new")
    assert names(tmp_path) == ["a.csv", "mine.txt"]


def test_an_error_inside_the_block_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(RuntimeError, match="boom"):
        stage_files(tmp_path, {"a.csv": "new"}, RuntimeError("boom"))
    assert (tmp_path / "a.csv").read_text() == "old"
    assert names(tmp_path) == ["a.csv"]


def test_a_folder_made_for_nothing_goes_again(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), Staging(tmp_path / "out"):
        raise RuntimeError
    assert not (tmp_path / "out").exists()


def test_a_full_disk_inside_the_block_is_explained(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="the disk is full"), Staging(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a.csv", "b/../../a.csv", ""])
def test_no_name_leaves_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="leaves the target folder"), Staging(tmp_path) as stage:
        stage.path(name)


def test_files_written_together_stand_in_their_folder(tmp_path: Path) -> None:
    paths = [tmp_path / "out" / name for name in ("a.pdf", "a.csv")]
    assert write_together(dict.fromkeys(paths, b"x")) == paths
    assert names(tmp_path) == ["a.csv", "a.pdf", "out"]


def test_a_pipe_or_a_device_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", Path(os.devnull)):
        with pytest.raises(DataError, match="is a device or a pipe"):
            write_atomic(path, b"x")
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize(
    ("path", "finding"),
    [("x" * 300, "file name is too long"), ("d/" * 16_000, "file name is too long"),
     ("a\0b", "path is not valid"), ("loop/a.csv", "a link to nowhere or to itself")],
)  # fmt: skip
def test_a_path_nobody_can_write_is_said(path: str, finding: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(DataError, match=finding):
        write_atomic(tmp_path / path, b"x")
    with pytest.raises(DataError, match=finding), Staging(tmp_path / path / "deeper"):
        pass
