"""Who may what: one table, asked where records leave the workspace and where they are changed.

What a table does not allow is refused. Whoever starts the program for himself on his own computer
is `HERE` and may everything; on a server for others everybody begins as `READER`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, get_args

from rollout.errors import RolloutError
from rollout.language import Lang, Text
from rollout.workspace.kinds import AREAS, KINDS, Cells, kind_of

Role = Literal["read", "chamber", "edit", "administer"]
ROLES: tuple[Role, ...] = get_args(Role)
TITLES: Mapping[Role, Text] = {
    "read": Text("Lesen", "read"),
    "chamber": Text("Kammer", "chamber"),
    "edit": Text("Bearbeiten", "edit"),
    "administer": Text("Verwalten", "administer"),
}


class Reach(IntEnum):
    """How far a right goes."""

    NOTHING = 0
    PUBLIC = 1  # the public columns of all records
    OWN = 2  # whole records all of whose districts are one's own; of others the public columns
    ALL = 3


REACHES: Mapping[Reach, Text] = {
    Reach.NOTHING: Text("nein", "no"),
    Reach.PUBLIC: Text("öffentliche Spalten", "public columns"),
    Reach.OWN: Text("eigene Kreise", "own districts"),
    Reach.ALL: Text("alles", "all"),
}

# Columns anybody may read; what is not named here leaves to nobody but those who may read all.
# Text that is typed freely (notes, reasons, whom one asked) is never among them.
PUBLIC: Mapping[str, tuple[str, ...]] = {
    "initiative": (
        "name", "carrier", "kind", "federal_network", "place", "plz", "district_ags", "served_ags",
        "land", "latitude", "longitude", "founded_year", "ended_year", "network_status", "topics",
        "website", "source_url", "confidence", "linked_since", "countries",
    ),
    "founding": (
        "name", "region_ags", "kind", "trigger", "taken_on", "stock_taking", "kickoff",
        "core_group", "declaration", "constituted", "office", "first_product", "linked", "secured",
        "outcome", "closed", "initiative_id",
    ),
    "check": ("ags", "initiative_id", "date", "answer"),
    "office": ("name", "office_kind", "ags", "website"),
}  # fmt: skip
# Columns without which a record cannot be read: something that says nothing stands there instead.
WITHHELD: Mapping[str, Mapping[str, str]] = {
    "check": {"asked": "–"},
    "founding": {"reason": "–"},
}

Act = Literal["see", "change"]
_NO, _PUBLIC, _OWN, _ALL = Reach.NOTHING, Reach.PUBLIC, Reach.OWN, Reach.ALL
# Act and kind of record -> reach by role, in the order of ROLES.
RECORDS: Mapping[tuple[Act, str], tuple[Reach, Reach, Reach, Reach]] = {
    ("see", "initiative"): (_PUBLIC, _PUBLIC, _ALL, _ALL),
    ("see", "founding"): (_PUBLIC, _PUBLIC, _ALL, _ALL),
    ("see", "check"): (_PUBLIC, _OWN, _ALL, _ALL),
    ("see", "office"): (_PUBLIC, _OWN, _ALL, _ALL),
    ("see", "task"): (_NO, _OWN, _ALL, _ALL),
    ("see", "note"): (_NO, _NO, _ALL, _ALL),
    ("see", "scenario"): (_NO, _NO, _ALL, _ALL),
    ("see", "plan"): (_NO, _NO, _ALL, _ALL),
    ("see", "study"): (_NO, _NO, _ALL, _ALL),
    ("change", "check"): (_NO, _OWN, _ALL, _ALL),
    **{("change", kind): (_NO, _NO, _ALL, _ALL) for kind in KINDS if kind != "check"},
}
# What is about the workspace as a whole.
DEEDS: Mapping[str, Text] = {
    "forget": Text("Einträge für immer löschen", "delete entries for good"),
    "accounts": Text("Konten anlegen und sperren", "make and close accounts"),
    "log": Text("Protokoll der Zugriffe lesen", "read the log of access"),
}
_WHOLE: Mapping[str, tuple[Reach, Reach, Reach, Reach]] = {
    "forget": (_NO, _NO, _NO, _ALL),
    "accounts": (_NO, _NO, _NO, _ALL),
    "log": (_NO, _NO, _NO, _ALL),
}


@dataclass(frozen=True)
class Actor:
    """Who asks for something.

    Parameters
    ----------
    role
        One of `ROLES`.
    office
        Office or function that stands beside what it changes; "" lets the request say it.
    account
        Name of the account, for those who administer; "" where there is none.
    districts
        Keys of the districts that are its own.
    """

    role: Role
    office: str = ""
    account: str = ""
    districts: frozenset[str] = frozenset()

    def reach(self, act: Act, kind: str) -> Reach:
        """How far it may see or change records of a kind."""
        return _of_role(RECORDS.get((act, kind)), self.role)

    def may(self, deed: str) -> bool:
        """Whether it may do one of `DEEDS`."""
        return _of_role(_WHOLE.get(deed), self.role) is Reach.ALL

    @property
    def sees_all(self) -> bool:
        """Whether no record has a column it may not see."""
        return all(self.reach("see", kind) is Reach.ALL for kind in KINDS)

    @property
    def may_record(self) -> bool:
        """Whether there is anything it may change."""
        return any(self.reach("change", kind) > Reach.PUBLIC for kind in KINDS)

    def owns(self, kind: str, cells: Cells) -> bool:
        """Whether a record is about own districts and no others."""
        keys = districts_of(kind, cells)
        return bool(keys) and keys <= self.districts

    def seen(self, kind: str, cells: Cells) -> Cells | None:
        """What it may see of a record; None: not even that there is one."""
        reach = self.reach("see", kind)
        if reach is Reach.ALL or (reach is Reach.OWN and self.owns(kind, cells)):
            return cells
        if reach is Reach.NOTHING or kind not in PUBLIC:
            return None
        return public_cells(kind, cells)

    def may_change(self, kind: str, *versions: Cells | None) -> bool:
        """Whether it may turn one version of a record into another; None: there is none."""
        reach = self.reach("change", kind)
        if reach is Reach.OWN:
            return all(cells is None or self.owns(kind, cells) for cells in versions)
        return reach is Reach.ALL


HERE = Actor("administer")  # the one person at this computer
READER = Actor("read")


class Denied(RolloutError):  # noqa: N818  # the word people use for it
    """Somebody may not do what was asked for; nothing was written."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(self.message("en"))

    def message(self, lang: Lang = "de") -> str:
        """The reason in one sentence."""
        return self.what[lang]


def _of_role(reaches: tuple[Reach, ...] | None, role: Role) -> Reach:
    """Reach of a role; nothing where table or role do not know of it."""
    if reaches is None or role not in ROLES:
        return Reach.NOTHING
    return reaches[ROLES.index(role)]


def districts_of(kind: str, cells: Cells) -> set[str]:
    """Keys of the districts a record is about.

    >>> sorted(districts_of("check", {"ags": "09162;09184"}))
    ['09162', '09184']
    """
    texts = [cells.get(column, "") for column in AREAS.get(kind, ())]
    return {ags for text in texts for ags in text.split(";") if ags}


def public_cells(kind: str, cells: Cells) -> dict[str, str]:
    """What of a record anybody may read.

    >>> public_cells("check", {"ags": "09162", "answer": "none", "asked": "IHK", "note": "intern"})
    {'ags': '09162', 'answer': 'none', 'asked': '–'}
    """
    cells_left = {name: cells[name] for name in PUBLIC[kind] if cells.get(name)}
    withheld = WITHHELD.get(kind, {})
    return cells_left | {name: text for name, text in withheld.items() if cells.get(name)}


def check_change(actor: Actor, kind: str, *versions: Cells | None) -> None:
    """Raise `Denied` unless an actor may turn one version of a record into another."""
    if not actor.may_change(kind, *versions):
        raise change_denied(actor, kind)


def check_deed(actor: Actor, deed: str) -> None:
    """Raise `Denied` unless an actor may do something about the whole workspace."""
    if not actor.may(deed):
        role, title = TITLES[actor.role], DEEDS[deed]
        raise Denied(Text(f"Die Rolle „{role.de}“ darf das nicht: {title.de}",
                          f"The role “{role.en}” may not do this: {title.en}"))  # fmt: skip


def change_denied(actor: Actor, kind: str) -> Denied:
    """Error of somebody who may not change a record."""
    role, title = TITLES[actor.role], kind_of(kind).title
    if actor.reach("change", kind) is Reach.OWN:
        return Denied(Text(
            f"{title.de}: Die Rolle „{role.de}“ darf nur die eigenen Kreise und nur, was die "
            "eigene Stelle eingetragen hat, ändern",
            f"{title.en}: the role “{role.en}” may only change its own districts, and only what "
            "its own office entered",
        ))  # fmt: skip
    return Denied(Text(f"{title.de}: Die Rolle „{role.de}“ darf das nicht ändern",
                       f"{title.en}: the role “{role.en}” may not change it"))  # fmt: skip


def table(lang: Lang) -> list[list[str]]:
    """The table in words, one row for each right: what, then reach by role."""
    acts: Mapping[Act, Text] = {"see": Text("sehen", "see"), "change": Text("ändern", "change")}
    rows = [
        [f"{kind_of(kind).title[lang]}: {acts[act][lang]}", *(REACHES[r][lang] for r in reaches)]
        for (act, kind), reaches in RECORDS.items()
    ]
    yes = {Reach.ALL: Text("ja", "yes")}
    whole = [[DEEDS[deed][lang], *((yes.get(r) or REACHES[r])[lang] for r in reaches)]
             for deed, reaches in _WHOLE.items()]  # fmt: skip
    return rows + whole
