"""What every face needs to know of a field of the scenario, out of its one declaration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, NoneType
from typing import Any, Literal, get_args

from pydantic.fields import FieldInfo

from rollout.language import Text
from rollout.scenario.fields import choices_of, section_of
from rollout.scenario.scenario import Scenario

Kind = Literal["flag", "choice", "whole", "number", "date", "numbers", "reasons", "keys"]
PLAIN: dict[Any, Kind] = {bool: "flag", int: "whole", float: "number", dt.date: "date"}
ENTRIES: dict[Any, Kind] = {
    tuple[str, float]: "numbers", tuple[str, str]: "reasons", str: "keys"
}  # fmt: skip


@dataclass(frozen=True)
class Record:
    """One field of the scenario.

    Parameters
    ----------
    kind
        `numbers` and `reasons` map keys to numbers or texts, `keys` is a list of names.
    low, high
        Smallest and largest value; None without a limit.
    step
        Distance of two values; None where every number between the limits counts.
    optional
        Whether it may be left empty, which is None.
    """

    name: str
    section: str
    kind: Kind
    help: Text
    unit: str
    default: Any
    low: float | None = None
    high: float | None = None
    step: float | None = None
    optional: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """Values of a choice, in the order of the declaration; a register may have grown."""
        return choices_of(Scenario.model_fields[self.name])


@cache
def records() -> Mapping[str, Record]:
    """Record of every field of the scenario, by its name.

    >>> records()["radius_km"].high, records()["objective"].choices
    (200, ('regions', 'actions', 'cover', 'way'))
    """
    fields = Scenario.model_fields.items()
    return MappingProxyType({name: _record(name, info) for name, info in fields})


def _record(name: str, info: FieldInfo) -> Record:
    extra = info.json_schema_extra
    assert isinstance(extra, dict)
    parts = get_args(info.annotation)
    optional = NoneType in parts
    kind = "choice" if choices_of(info) else _kind(parts[0] if optional else info.annotation)
    return Record(
        name,
        section_of(info),
        kind,
        Text(str(extra["help_de"]), str(extra["help_en"])),
        str(extra["unit"]),
        info.default,
        _limit(info, "ge", "gt"),
        _limit(info, "le", "lt"),
        1 if kind == "whole" else None,
        optional,
    )


def _kind(annotation: Any) -> Kind:
    if annotation in PLAIN:
        return PLAIN[annotation]
    return ENTRIES[get_args(annotation)[0]]


def _limit(info: FieldInfo, *names: str) -> float | None:
    limits = (getattr(entry, name, None) for entry in info.metadata for name in names)
    return next((limit for limit in limits if limit is not None), None)
