"""A file somebody names is read or refused with a reason; nothing waits, nothing breaks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rollout.errors import DataError
from rollout.files import guarded
from rollout.files.guarded import check_path, read_bytes
from tests.hostile import HOSTILE, hostile_path


@pytest.mark.parametrize(("name", "finding"), HOSTILE.items())
def test_what_is_no_plain_file_is_refused_with_a_reason(
    name: str, finding: str, tmp_path: Path
) -> None:
    path = hostile_path(name, tmp_path)
    with pytest.raises(DataError, match=finding) as caught:
        read_bytes(path, limit=1000)
    (problem,) = caught.value.problems
    assert len(problem.message("de")) < 700
    assert problem.message("de").isprintable()


def test_a_plain_file_is_read_whole_also_behind_a_link(tmp_path: Path) -> None:
    path = tmp_path / "Größe & Art.csv"
    path.write_bytes(b"x\r\n\x1a" * 100)
    (tmp_path / "link").symlink_to(path)
    assert read_bytes(path) == read_bytes(tmp_path / "link") == b"x\r\n\x1a" * 100


def test_a_file_exchanged_for_a_pipe_while_it_is_opened_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x")
    real = os.open

    def exchange(name: Path, flags: int) -> int:
        path.unlink()
        os.mkfifo(path)
        return real(name, flags)

    monkeypatch.setattr(os, "open", exchange)
    with pytest.raises(DataError, match="is not a regular file"):
        read_bytes(path)


def test_a_file_that_grows_while_it_is_read_is_cut_at_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 100)
    check = guarded._check

    def grow(*arguments: object) -> None:
        check(*arguments)  # type: ignore[arg-type]
        path.write_bytes(b"x" * 2000)

    monkeypatch.setattr(guarded, "_check", grow)
    with pytest.raises(DataError, match="at most 1 kB"):
        read_bytes(path, limit=1000)


def test_a_path_to_nothing_may_be_asked_about(tmp_path: Path) -> None:
    check_path(tmp_path / "not yet" / "there.csv")
    (tmp_path / "dangling").symlink_to("nowhere")
    check_path(tmp_path / "dangling")
    for name in ("a path of 32,000 signs", "a zero byte", "a link to itself"):
        with pytest.raises(DataError):
            check_path(hostile_path(name, tmp_path))
