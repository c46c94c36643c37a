"""Dated states of the edition, and what changed from one to the next."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rollout.errors import DataError, Problem
from rollout.files.guarded import read_bytes
from rollout.language import Text

FOLDER = "archiv"
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}\.json")


@dataclass(frozen=True)
class State:
    """What the edition said on a day.

    Parameters
    ----------
    status
        Status of every district by its key.
    names
        Name of every district by its key.
    linked
        Sentence on what is linked.
    """

    day: dt.date
    status: Mapping[str, str]
    names: Mapping[str, str]
    linked: Text

    def to_json(self) -> bytes:
        """State as a file of the archive."""
        content = {
            "day": self.day.isoformat(),
            "linked": {"de": self.linked.de, "en": self.linked.en},
            "status": dict(sorted(self.status.items())),
            "names": dict(sorted(self.names.items())),
        }
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True)
class Difference:
    """A district whose status is another one; "" where there was or is no such district."""

    ags: str
    name: str
    before: str
    after: str


def earlier_states(folder: Path) -> list[State]:
    """States kept in the folder of an edition, oldest first.

    Raises
    ------
    DataError
        A file of the archive is none.
    """
    archive = folder / FOLDER
    if not archive.is_dir():
        return []
    return [_state(path) for path in sorted(archive.iterdir()) if _NAME.fullmatch(path.name)]


def _state(path: Path) -> State:
    try:
        content = json.loads(read_bytes(path))
        linked = Text(str(content["linked"]["de"]), str(content["linked"]["en"]))
        status, names = ({str(k): str(v) for k, v in content[key].items()}
                         for key in ("status", "names"))  # fmt: skip
        return State(dt.date.fromisoformat(content["day"]), status, names, linked)
    except (ValueError, KeyError, TypeError, AttributeError):
        finding = Text("ist kein Stand dieser Ausgabe", "is no state of this edition")
        remedy = Text("die Datei aus dem Ordner nehmen", "take the file out of the folder")
        raise DataError(Problem("error", str(path), finding, remedy=remedy)) from None


def with_state(states: Sequence[State], state: State) -> list[State]:
    """States with one more; it takes the place of another of the same day."""
    others = [other for other in states if other.day != state.day]
    return sorted([*others, state], key=lambda one: one.day)


def differences(before: State, after: State) -> list[Difference]:
    """Districts whose status changed, by key.

    >>> day, words = dt.date(2026, 1, 1), Text("", "")
    >>> old = State(day, {"1": "white", "2": "white"}, {"1": "A", "2": "B"}, words)
    >>> new = State(day, {"1": "covered", "2": "white"}, {"1": "A", "2": "B"}, words)
    >>> differences(old, new)
    [Difference(ags='1', name='A', before='white', after='covered')]
    """
    keys = sorted({*before.status, *after.status})
    pairs = ((key, before.status.get(key, ""), after.status.get(key, "")) for key in keys)
    names = {**before.names, **after.names}
    return [Difference(key, names.get(key, key), old, new) for key, old, new in pairs if old != new]
