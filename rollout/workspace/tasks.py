"""Tasks in the order they press, and as a calendar file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rollout.language import Lang, Text
from rollout.workspace.store import Record

SOON_DAYS = 7
When = Literal["overdue", "soon", "later", "undated", "done"]
_ORDER: tuple[When, ...] = ("overdue", "soon", "later", "undated", "done")
_NAME = Text("Aufgaben Roll-out", "roll-out tasks")
_LINE = 75  # octets of a line, RFC 5545


@dataclass(frozen=True)
class Task:
    """A task and how it stands today.

    Parameters
    ----------
    when
        overdue, soon (within seven days), later, undated or done.
    days
        Until it is due, negative when overdue; None without a day.
    """

    record: Record
    when: When
    days: int | None


def in_order(records: Iterable[Record], today: dt.date, with_done: bool) -> list[Task]:
    """Tasks, overdue first, then by day; those without a day and those done come last."""
    tasks = [_task(record, today) for record in records]
    kept = [task for task in tasks if with_done or task.when != "done"]
    return sorted(kept, key=lambda t: (_ORDER.index(t.when), t.record["due"], t.record.key))


def _task(record: Record, today: dt.date) -> Task:
    days = (dt.date.fromisoformat(record["due"]) - today).days if record["due"] else None
    if record["done"]:
        return Task(record, "done", days)
    if days is None:
        return Task(record, "undated", None)
    return Task(record, "overdue" if days < 0 else "soon" if days <= SOON_DAYS else "later", days)


def calendar(
    tasks: Sequence[Task], names: Mapping[str, str], lang: Lang, now: dt.datetime
) -> bytes:
    """Tasks with a day as all-day entries of an iCalendar file (RFC 5545).

    Parameters
    ----------
    names
        District key -> name.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//rollout//workspace//DE",
             f"X-WR-CALNAME:{_escaped(_NAME[lang])}"]  # fmt: skip
    for task in tasks:
        if task.days is None:
            continue
        day = dt.date.fromisoformat(task.record["due"])
        areas = ", ".join(names.get(ags, ags) for ags in task.record["ags"].split(";") if ags)
        about = "\n".join(filter(None, [areas, task.record["note"]]))
        lines += [
            "BEGIN:VEVENT", f"UID:{task.record.key}@rollout.invalid",
            f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}", f"SEQUENCE:{task.record.version}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + dt.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(task.record['title'])}",
            *([f"DESCRIPTION:{_escaped(about)}"] if about else []),
            "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    text = "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])
    return text.encode()


def _escaped(text: str) -> str:
    r"""Text of a value: what has a meaning of its own is written otherwise.

    >>> _escaped("a;b,c\nd")
    'a\\;b\\,c\\nd'
    """
    for sign, written in (("\\", "\\\\"), (";", r"\;"), (",", r"\,"), ("\r", ""), ("\n", r"\n")):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> str:
    """Line in pieces of at most 75 octets, none of which ends within a letter."""
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _LINE:
            pieces.append(piece)
            piece, size = "", 1  # the blank that goes before
        piece += sign
        size += width
    return "\r\n ".join([*pieces, piece])
