"""Keeping the record of checks: who was asked, and what they said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rollout.readers.inquiry_record import CHECKS
from rollout.readers.places import Places
from rollout.readers.rows import Rows, new_id
from rollout.upkeep.change import Edits, Outcome, by_header, change, header_of, used_ids


def add_check(path: Path, places: Places, values: Mapping[str, str]) -> Outcome:
    """Write down a check; its identifier is made from what was asked about and the day.

    A record (CSV) that does not exist yet is begun. Nothing is changed where a value is wrong, see
    `rollout.readers.inquiry_rules`.

    Parameters
    ----------
    values
        Column (in any spelling the reader knows, or an own column of the file) -> text.
    """

    def plan(rows: Rows) -> Edits:
        cells = by_header(rows, CHECKS, values, str(path))
        about, date = (
            next((cells[header_of(rows, name)] for name in names
                  if cells.get(header_of(rows, name))), "")
            for names in (("ags", "initiative_id"), ("date",))
        )  # fmt: skip
        key = new_id(f"{about} {date}", used_ids(path, rows), "check")
        return Edits(new_rows={key: {**cells, header_of(rows, "id"): key}})

    return change(path, CHECKS, places, "add", plan)
