"""Columns of a list that only their cells explain: whole addresses, running numbers, "Mitglied"."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rollout.language import Text
from rollout.readers.assignment import Assignment
from rollout.readers.findings import Findings, quote
from rollout.readers.headers import fold
from rollout.readers.key_columns import same_districts
from rollout.readers.places import Places
from rollout.readers.rows import ID
from rollout.readers.states import state_of
from rollout.readers.table import RawTable
from rollout.readers.vocabulary import COLUMNS, STATUS, TICKS, UNCLEAR

# Headers of running or house numbers as well as of identifiers.
_NUMBERS = frozenset({"nr", "nummer", "idnr", "lfdnr", "no", "number"})
# Headers over the name of a member as well as over whether somebody is one.
_MEMBERS = frozenset({"mitglied", "mitglieder", "member", "members", "partner", "netzwerkpartner",
                      "netzwerk", "network", "teilnehmer", "participant"})  # fmt: skip
_ADDRESSES = frozenset({"adresse", "anschrift", "address", "postanschrift", "postadresse",
                        "standortadresse", "postaladdress", "fulladdress", "sitzadresse",
                        "adressestrasseplzort", "strasseplzort", "besucheradresse"})  # fmt: skip
# What a list may be about: such a column names the entries, if nearly each cell is another.
_SUBJECTS = frozenset({"schule", "hochschule", "klinik", "krankenhaus", "bibliothek", "museum",
                       "kammer", "verein", "verband", "agentur", "zentrum", "gesundheitsamt",
                       "behoerde", "amt", "netzwerk", "school", "hospital", "library", "agency",
                       "centre", "center", "chamber", "cluster"})  # fmt: skip
# Headers that end in "name" and do not name an entry.
_OTHER_NAMES = ("vorname", "nachname", "familienname", "strassenname", "streetname", "ortsname",
                "username", "filename", "dateiname", "kurzname", "firstname", "lastname",
                "personname", "kontaktname", "kreisname", "landname", "gemeindename")  # fmt: skip
_CARRIERS = ("carrier",)  # columns that name an entry where nothing else does
_ADDRESS = re.compile(r".{0,200}\b\d{5}\s{1,3}[^\W\d_].{0,200}", re.DOTALL)
_MOSTLY = 0.8  # share of the cells that must be of a kind


@dataclass(frozen=True)
class ListColumns:
    """What the cells say about the columns.

    Parameters
    ----------
    assigned
        Header -> column name, in addition to those the user assigns.
    ignored
        Headers that are not the column their spelling says.
    """

    assigned: Mapping[str, str] = field(default_factory=dict)
    ignored: Collection[str] = ()


def list_columns(
    table: RawTable, user: Assignment, findings: Findings, places: Places
) -> ListColumns:
    """Columns whose meaning follows from the cells; what was concluded is noted."""
    headers = [str(header) for header in table.cells.columns]
    taken = {header.strip().casefold() for header in user.columns}
    free = [header for header in headers if header.casefold() not in taken]
    empty = _empty_headers(table, free) if len(table.cells) else []
    free = [header for header in free if header not in empty]
    names = {COLUMNS.by_spelling.get(fold(header)) for header in free}
    names |= {COLUMNS.by_spelling.get(fold(name)) for name in user.columns.values()}
    ignored = _ignored(table, free, user, findings)
    ignored += empty
    keys = [header for header in free if COLUMNS.by_spelling.get(fold(header)) == "district_ags"]
    ignored += same_districts(table, keys, places, findings)
    ignored += [header for header in headers if header.casefold() in user.ignored]
    assigned: dict[str, str] = {}
    for header in free:
        name = _meaning(header, table.texts(header), names)
        if name is not None and name not in assigned.values():
            assigned[header] = name
    if "name" not in names and "name" not in assigned.values():
        assigned |= _names_by_other_columns(table, free)
    return ListColumns(assigned, ignored)


def _ignored(
    table: RawTable, headers: Sequence[str], user: Assignment, findings: Findings
) -> list[str]:
    """Columns of numbers that identify nothing, and a status where one holds for all."""
    ignored = []
    for header in headers:
        folded, name = fold(header), COLUMNS.by_spelling.get(fold(header))
        if name == "id" and folded in _NUMBERS and not _identifies(table.texts(header)):
            ignored.append(header)
            finding = Text(f"Spalte {quote(header)} ist keine Kennung (leer, mehrfach oder keine "
                           "gültige), Kennungen aus den Namen",
                           f"column {quote(header)} is no identifier (empty, repeated or not "
                           "valid), identifiers from the names")  # fmt: skip
            findings.add("note", "no-identifier", finding, line=table.header_line, column=header)
        if user.status is not None and name == "network_status":
            ignored.append(header)
            finding = Text(
                f"bleibt unbeachtet: {user.status} gilt für alle Zeilen",
                f"is not used: {user.status} holds for all rows",
            )
            findings.add("note", "one-status", finding, line=table.header_line, column=header)
    return ignored


def _identifies(texts: Sequence[str]) -> bool:
    return len(set(texts)) == len(texts) and all(ID.fullmatch(text) for text in texts)


def _meaning(header: str, texts: Sequence[str], names: Collection[str | None]) -> str | None:
    """Column a header stands for by what its cells hold; None where that is not clear."""
    folded, filled = fold(header), [text for text in texts if text]
    if folded in _MEMBERS and "network_status" not in names:
        if _is_states(filled):
            return "network_status"
        is_each = len(set(filled)) >= _MOSTLY * len(texts) > 0
        return "name" if is_each and "name" not in names else None
    if folded in _ADDRESSES and not {"plz", "place"} & set(names):
        like = [text for text in filled if _ADDRESS.fullmatch(text)]
        return "place" if filled and len(like) >= _MOSTLY * len(filled) else None
    return None


def _is_states(texts: Sequence[str]) -> bool:
    """Whether most cells hold words for a state."""
    meanings = STATUS.lookup() | UNCLEAR.lookup()
    states = [t for t in texts if t.casefold() in TICKS or state_of(t, meanings)]
    return bool(texts) and len(states) >= _MOSTLY * len(texts)


def _names_by_other_columns(table: RawTable, headers: Sequence[str]) -> dict[str, str]:
    """The one column that names the entries, where none is called so: nearly each cell is another.

    First what the list is about ("Schule"), then what ends in "name", last the carrier.
    """
    folded = {header: fold(header) for header in headers}
    groups = (
        [h for h, f in folded.items() if f in _SUBJECTS],
        [h for h, f in folded.items() if f.endswith("name") and not f.endswith(_OTHER_NAMES)],
        [h for h, f in folded.items() if COLUMNS.by_spelling.get(f) in _CARRIERS],
    )
    for group in groups:
        named = [header for header in group if _names_entries(table.texts(header))]
        if named:
            return {named[0]: "name"} if len(named) == 1 else {}
    return {}


def _names_entries(texts: Sequence[str]) -> bool:
    return bool(texts) and len(set(texts) - {""}) >= _MOSTLY * len(texts)


def _empty_headers(table: RawTable, headers: Sequence[str]) -> list[str]:
    """Headers without a value below that would stand in the way of another of their meaning."""
    names = [COLUMNS.by_spelling.get(fold(header)) for header in headers]
    if table.cells.empty:
        return []
    return [
        header
        for header, name in zip(headers, names, strict=True)
        if name is not None
        and (name == "name" or names.count(name) > 1)
        and not any(table.texts(header))
    ]


def is_list(headers: Collection[str]) -> bool:
    """Whether headers are those of a list of names with places, a register in the making."""
    folded = {fold(header) for header in headers}
    names = {COLUMNS.by_spelling.get(header) for header in folded}
    has_name = bool(names & {"name", *_CARRIERS}) or bool(folded & (_MEMBERS | _SUBJECTS))
    has_name = has_name or any(f.endswith("name") for f in folded)
    has_place = bool(names & {"plz", "place", "district_ags"} or folded & _ADDRESSES)
    return has_name and (has_place or names >= {"latitude", "longitude"})
