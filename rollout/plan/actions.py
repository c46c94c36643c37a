"""What an agency can do: ask, connect, extend, found; every action with its price and its worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.arrays import Sparse
from rollout.coverage.coverage import reach_under
from rollout.language import Text
from rollout.parts_of_country import Members
from rollout.plan.founding_regions import (
    LARGEST_NATURAL,
    Geography,
    groups_by_member,
    overlap,
)
from rollout.programme import programme

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.scenario import Scenario

MOST_TAKEN_IN = 3
GREY, WHITE = "unconnected", "white"
EXISTING = ("networked", "unconnected")
COLUMNS = (
    "name", "hub", "land", "kind", "members", "size", "contiguous", "chamber_overlap",
    "ror_overlap", "action", "initiative", "days",
)  # fmt: skip


@dataclass(frozen=True)
class Action:
    """One kind of action.

    Parameters
    ----------
    words
        Its name.
    about
        What it may take, and what comes before it.
    prices
        Fields of the scenario its price is made of.
    partner
        Whom to call first.
    """

    words: Text
    about: Text
    prices: tuple[str, ...]
    partner: Text


_THE_INITIATIVE = Text("⟦bestehende Initiative⟧", "⟦existing initiative⟧")
ACTIONS: dict[str, Action] = {
    "ask": Action(
        Text("Nachfrage", "question"),
        Text(
            "Fragen, ob es ⟦die Initiative⟧ noch gibt und ob sie vernetzt ist; kommt vor jeder "
            "Anbindung, denn das Register weiß es nicht",
            "Ask whether ⟦the initiative⟧ still exists and is linked; comes before every "
            "connection, as the register does not know",
        ),
        ("ask_days",), _THE_INITIATIVE,
    ),
    "connect": Action(
        Text("Anbindung", "connection"),
        Text(
            "Eine vorhandene ⟦Initiative⟧ anbinden: eine Handlung für alle ihre Kreise",
            "Connect an existing ⟦initiative⟧: one action for all its districts",
        ),
        ("connect_days", "connect_days_per_district"), _THE_INITIATIVE,
    ),
    "extend": Action(
        Text("Erweiterung", "extension"),
        Text(
            "Eine bestehende ⟦Initiative⟧ nimmt bis zu drei benachbarte Kreise ohne eine "
            "auf, desselben IHK-Bezirks oder derselben Planungsregion; ist sie nicht vernetzt, "
            "wird sie zuerst angebunden",
            "An existing ⟦initiative⟧ takes in up to three adjoining districts without one, of the "
            "same chamber or planning region; if it is not linked, it is connected first",
        ),
        ("extend_days",), _THE_INITIATIVE,
    ),
    "found": Action(
        Text("Neugründung", "new foundation"),
        Text(
            "Eine neue ⟦Initiative⟧ für eine Gründungsregion",
            "A new ⟦initiative⟧ for a founding region",
        ),
        ("region_cost",), programme().partners.first_call.text,
    ),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Existing:
    """The initiatives that count and exist, with the districts each one reaches.

    Parameters
    ----------
    rows
        Rows of the register, index `id`: networked ones and those not known to be.
    areas
        Districts each one reaches on its own under the scenario's rule.
    """

    rows: pd.DataFrame
    areas: dict[str, Members]

    @property
    def unlinked(self) -> list[str]:
        """Initiatives not known to be linked, that reach a district."""
        status = self.rows["network_status"]
        return [key for key in self.rows.index if status[key] == GREY and self.areas[key]]


def existing_initiatives(analysis: Analysis, scenario: Scenario) -> Existing:
    """Initiatives that can be connected or extended."""
    rows = analysis.coverage.initiatives
    rows = rows[rows["network_status"].isin(EXISTING)]
    if rows.empty:
        return Existing(rows, {})
    reach = reach_under(analysis.inputs, rows, scenario).tocsc()
    keys = analysis.inputs.districts.index
    areas = {
        str(id_): frozenset(keys[reach.indices[reach.indptr[n] : reach.indptr[n + 1]]])
        for n, id_ in enumerate(rows.index)
    }
    return Existing(rows, areas)


def days_to_connect(districts: int, scenario: Scenario) -> float:
    """Days to ask an initiative of so many districts, and to connect it."""
    per_district = scenario.connect_days_per_district * districts
    return scenario.ask_days + scenario.connect_days + per_district


def connections(
    analysis: Analysis, existing: Existing, scenario: Scenario, within: pd.Index
) -> pd.DataFrame:
    """An action per initiative that is not known to be linked and reaches a grey district.

    Returns
    -------
    actions
        Index `connect:<id>`, columns as in `COLUMNS`; members are the grey districts that become
        linked, days include the asking.
    """
    status = analysis.coverage.status
    grey = set(status.index[status == GREY]) & set(within)
    rows = []
    for key in existing.unlinked:
        area = existing.areas[key]
        members = tuple(sorted(area & grey))
        if members:
            days = days_to_connect(len(area), scenario)
            rows.append(_row(f"connect:{key}", "connect", key, members, days, existing))
    return _frame(rows, analysis)


def extensions(
    analysis: Analysis, existing: Existing, scenario: Scenario, geography: Geography,
    within: pd.Index,
) -> pd.DataFrame:  # fmt: skip
    """Every way in which an initiative can take in white districts beside it.

    Not more than three, each touching a district of it that shares its chamber or planning
    region; the grown region has ten districts at most, or nobody could lead it.

    Returns
    -------
    actions
        Index `extend:<id>:<districts>`, columns as in `COLUMNS`; members are the white districts.
    """
    status = analysis.coverage.status
    white = set(status.index[status == WHITE]) & set(within)
    chambers = groups_by_member(geography.chambers)
    regions = groups_by_member(geography.natural_regions)
    rows = []
    for key, area in existing.areas.items():
        beside = sorted(_beside(area, white, geography))
        room = min(MOST_TAKEN_IN, LARGEST_NATURAL - len(area))
        for size in range(1, room + 1):
            for members in combinations(beside, size):
                label = f"extend:{key}:{'+'.join(members)}"
                grown = area | frozenset(members)
                rows.append(
                    _row(label, "extend", key, members, scenario.extend_days, existing)
                    | {
                        "chamber_overlap": overlap(grown, chambers),
                        "ror_overlap": overlap(grown, regions),
                    }
                )
    return _frame(rows, analysis)


def _beside(area: Members, white: set[str], geography: Geography) -> Iterator[str]:
    """White districts that touch a district of the area with the same chamber or region."""
    for key in white - area:
        groups = _groups(key, geography)
        touching = geography.neighbours.get(key, frozenset()) & area
        if any(groups & _groups(other, geography) for other in touching):
            yield key


def _groups(key: str, geography: Geography) -> set[tuple[str, str]]:
    """Chamber and planning region of a district, as far as known."""
    of_both = (("chamber", geography.chamber.get(key)), ("region", geography.ror.get(key)))
    return {(kind, name) for kind, name in of_both if name is not None}


def _row(
    label: str, action: str, key: str, members: tuple[str, ...], days: float, existing: Existing
) -> dict[str, Any]:  # fmt: skip
    """One action of an initiative, known by its seat; where that gains nothing by a district."""
    seat = existing.rows.loc[key, "district_ags"]
    hub = seat if seat in members else members[0]
    return {
        "region": label, "name": str(existing.rows.loc[key, "name"]),
        "hub": hub, "kind": action, "members": members,
        "size": len(members), "contiguous": True, "chamber_overlap": np.nan, "ror_overlap": np.nan,
        "action": action, "initiative": key, "days": days,
    }  # fmt: skip


def _frame(rows: list[dict[str, Any]], analysis: Analysis) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["region", *COLUMNS]).set_index("region")
    land = analysis.inputs.districts["land"].astype(str)
    return frame.assign(land=frame["hub"].map(land).astype(str))


def one_each(actions: pd.DataFrame) -> Sparse:
    """Initiatives x actions: an initiative is extended once."""
    from scipy import sparse

    is_extension = (actions["action"] == "extend").to_numpy()
    codes, names = pd.factorize(actions["initiative"])
    columns = np.flatnonzero(is_extension)
    shape = (max(len(names), 1), len(actions))
    ones = np.ones(len(columns))
    return sparse.csr_array((ones, (codes[columns], columns)), shape=shape)


def links_before(actions: pd.DataFrame, existing: Existing) -> tuple[tuple[int, int], ...]:
    """Extensions of initiatives not known to be linked, each with the connection it needs."""
    connect = {
        row["initiative"]: place
        for place, row in enumerate(actions.to_dict("records"))
        if row["action"] == "connect"
    }
    unlinked = set(existing.unlinked)
    return tuple(
        (place, connect[row["initiative"]])
        for place, row in enumerate(actions.to_dict("records"))
        if row["action"] == "extend" and row["initiative"] in unlinked & set(connect)
    )


def without_link(actions: pd.DataFrame, existing: Existing) -> np.ndarray:
    """Extensions that need a connection that is no action here."""
    connect = set(actions.loc[actions["action"] == "connect", "initiative"])
    lost = set(existing.unlinked) - connect
    is_extension = actions["action"] == "extend"
    return np.flatnonzero(is_extension & actions["initiative"].isin(lost))
