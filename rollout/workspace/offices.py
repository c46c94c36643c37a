"""Offices to call: chambers, unions, agencies; their switchboards and never a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from rollout.language import Text, in_words
from rollout.workspace.formats import OFFICE_KINDS
from rollout.workspace.store import NEW, Edit, Record

_ORDER = tuple(OFFICE_KINDS)


@dataclass(frozen=True)
class Call:
    """One call and the districts it can settle.

    Parameters
    ----------
    office
        Whom to call.
    districts
        Those asked about that it is responsible for, by key.
    last_asked
        Day of the newest check of any of them that names this office; "" without one.
    """

    office: Record
    districts: tuple[str, ...]
    last_asked: str

    @property
    def line(self) -> Text:
        """One line: office, how many districts.

        "IHK Niederbayern: 7 Kreise, ein Anruf".
        """
        count = len(self.districts)
        return Text(
            f"{self.office['name']}: {in_words(count).de if count == 1 else count} "
            f"{'Kreis' if count == 1 else 'Kreise'}, ein Anruf",
            f"{self.office['name']}: {in_words(count).en if count == 1 else count} "
            f"{'district' if count == 1 else 'districts'}, one call",
        )


def of_district(records: Iterable[Record], ags: str) -> list[Record]:
    """Offices of a district: chambers first, then by name."""
    here = [record for record in records if ags in record["ags"].split(";")]
    return sorted(here, key=lambda office: (_rank(office), office["name"]))


def calls(
    offices: Iterable[Record],
    checks: Sequence[Record],
    districts: Collection[str],
    names: Mapping[str, str],
) -> list[Call]:
    """One entry per office that is responsible for any of the districts, most districts first."""
    requested = set(districts) & set(names)
    entries = []
    for office in offices:
        keys = tuple(sorted(requested & set(office["ags"].split(";"))))
        if keys:
            asked_days = [
                check["date"] for check in checks
                if office["name"] and office["name"] in check["asked"]
                and set(keys) & set(check["ags"].split(";"))
            ]  # fmt: skip
            entries.append(Call(office, keys, max(asked_days, default="")))
    return sorted(entries, key=lambda e: (_rank(e.office), -len(e.districts), e.office["name"]))


def _rank(office: Record) -> int:
    kind = office["office_kind"]
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def chamber_edits(chambers: pd.DataFrame) -> list[Edit]:
    """Offices for the chambers of the data: name and districts; telephone and web are unknown.

    Parameters
    ----------
    chambers
        Columns ags and chamber, one row per pair.
    """
    return [
        Edit(
            "office", str(name),
            {"name": str(name), "office_kind": "chamber", "ags": ";".join(sorted(rows["ags"]))},
            NEW, [f"district:{ags}" for ags in sorted(rows["ags"])],
        )
        for name, rows in chambers.groupby("chamber")
    ]  # fmt: skip
