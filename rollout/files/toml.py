"""Text and tables of a TOML file somebody names, whatever it may hold instead."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from rollout.errors import DataError, Problem
from rollout.files.guarded import read_bytes
from rollout.language import Text, shorten

MOST_DOTS = 100  # in one line: the parser's time grows with the square of a key's parts
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_TOML = Text("eine TOML-Datei in UTF-8", "a TOML file in UTF-8")


def toml_text(path: Path, limit: int) -> str:
    """Text of a file of at most `limit` bytes; `DataError` for anything else."""
    raw = read_bytes(path, limit, _TOML, may_be_empty=True)
    try:
        return raw.decode("utf-8-sig")  # editors on Windows like to begin with a byte order mark
    except UnicodeDecodeError:
        finding = Text("ist nicht in UTF-8 gespeichert", "is not saved as UTF-8")
        raise DataError(Problem("error", path.name, finding, _TOML)) from None


def toml_tables(text: str, name: str) -> dict[str, Any]:
    """Tables of a text; `DataError`, naming the file `name`, where it is no TOML."""
    try:
        if any(_STRING.sub("", line).count(".") > MOST_DOTS for line in text.splitlines()):
            raise RecursionError
        return tomllib.loads(text)
    except RecursionError:
        finding = Text("ist zu tief geschachtelt", "is nested too deeply")
    except tomllib.TOMLDecodeError as error:
        reason = shorten(str(error), 200)
        finding = Text(f"nicht lesbar: {reason}", f"cannot be read: {reason}")
    except ValueError:
        finding = Text("enthält eine Zahl aus tausenden Ziffern",
                       "holds a number of thousands of digits")  # fmt: skip
    raise DataError(Problem("error", name, finding, _TOML))
