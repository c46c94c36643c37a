"""What a workspace keeps: a register of its kinds of records, from which tables and doors follow.

A record is an identifier and texts by column, exactly as a file of the same kind would hold them;
what a text means is the readers' business alone, so that a form, a file and a command cannot
disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rollout import founding_steps, inquiries
from rollout.founding_steps import STEP_KEYS
from rollout.language import Text
from rollout.readers.vocabulary import COLUMNS as REGISTER_COLUMNS

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Part:
    """Columns of a record that stand in a table of their own, one row for each item.

    Parameters
    ----------
    table
        Name of that table; its columns are record, position, item and value.
    columns
        One column: its text is taken apart at semicolons, every part is an item. Several: every
        filled column is an item, and its text the value.
    """

    table: str
    columns: tuple[str, ...]

    @property
    def is_list(self) -> bool:
        """Whether one column holds all items."""
        return len(self.columns) == 1

    def items(self, cells: Cells) -> list[tuple[str, str]]:
        """Item and value of every row of the part's table.

        >>> Part("service_areas", ("served_ags",)).items({"served_ags": "09162;09184"})
        [('09162', ''), ('09184', '')]
        >>> Part("founding_steps", ("trigger", "kickoff")).items({"kickoff": "2026-05"})
        [('kickoff', '2026-05')]
        """
        if self.is_list:
            texts = map(str.strip, cells.get(self.columns[0], "").split(";"))
            return [(item, "") for item in dict.fromkeys(texts) if item]
        return [(column, cells[column]) for column in self.columns if cells.get(column)]

    def cells(self, items: list[tuple[str, str]]) -> dict[str, str]:
        """Texts by column out of the items, the way back from `items`."""
        if self.is_list:
            return {self.columns[0]: ";".join(item for item, _ in items)} if items else {}
        return dict(items)


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    Parameters
    ----------
    name
        As in the list of changes.
    table
        Its table.
    columns
        Its columns after the identifier, in the order of a file.
    parts
        Those of them that stand in tables of their own.
    title
        What people call such a record.
    has_more
        Whether records may have columns of their owner's.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    title: Text
    parts: tuple[Part, ...] = ()
    has_more: bool = False

    @property
    def plain_columns(self) -> tuple[str, ...]:
        """Columns of the main table."""
        apart = {column for part in self.parts for column in part.columns}
        return tuple(column for column in self.columns if column not in apart)


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "initiative", "initiatives",
            tuple(name for name in REGISTER_COLUMNS.spellings if name != "id"),
            Text("⟦Initiative⟧", "⟦initiative⟧"),
            (Part("service_areas", ("served_ags",)), Part("link_dates", ("linked_since",))),
            has_more=True,
        ),
        Kind(
            "founding", "foundings", founding_steps.COLUMNS, Text("Gründung", "founding"),
            (Part("founding_areas", ("region_ags",)), Part("founding_steps", STEP_KEYS)),
            has_more=True,
        ),
        Kind(
            "check", "checks", (*inquiries.COLUMNS, "source_url"), Text("Nachfrage", "check"),
            (Part("check_areas", ("ags",)),),
        ),
        Kind(
            "office", "offices",
            ("name", "office_kind", "ags", "phone", "website", "as_of", "source_url", "note"),
            Text("Stelle", "office"), (Part("office_areas", ("ags",)),),
        ),
        Kind(
            "task", "tasks",
            ("title", "due", "role", "ags", "initiative_id", "founding_id", "done", "note"),
            Text("Aufgabe", "task"),
        ),
        Kind("note", "notes", ("ags", "date", "role", "text"), Text("Notiz", "note")),
        Kind("scenario", "scenarios", ("name", "settings"), Text("Szenario", "scenario")),
        Kind(
            "plan", "plans", ("name", "state", "settings", "content", "approved", "role"),
            Text("Plan", "plan"),
        ),
        Kind(
            "study", "studies",
            ("title", "date", "ags", "publisher", "method", "finding", "source_url"),
            Text("Akzeptanzstudie", "study on acceptance"), (Part("study_areas", ("ags",)),),
        ),
    )
}  # fmt: skip


# Columns that name districts, by kind.
AREAS: Mapping[str, tuple[str, ...]] = {
    "initiative": ("served_ags", "district_ags"), "founding": ("region_ags",), "check": ("ags",),
    "office": ("ags",), "task": ("ags",), "note": ("ags",), "study": ("ags",),
}  # fmt: skip
# Columns that name a record of another kind: what they name must be there.
REFERENCES: Mapping[str, Mapping[str, str]] = {
    "founding": {"initiative_id": "initiative"},
    "check": {"initiative_id": "initiative"},
    "task": {"initiative_id": "initiative", "founding_id": "founding"},
}


def kind_of(name: str) -> Kind:
    """The kind of a name; an unknown one raises `KeyError`."""
    return KINDS[name]
