"""Everything a planner can turn, and the file it is kept in.

Command-line flags, dashboard controls, the scenario file and the documentation follow from the
fields of `Scenario`: each carries its section, German and English help, unit and limits.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomli_w
from pydantic import ValidationError

from rollout.errors import DataError, Problem, ScenarioError
from rollout.files.toml import toml_tables, toml_text
from rollout.language import Text, shorten
from rollout.scenario.fields import (
    UNITS,
    BandChoices,
    CalendarChoices,
    CoverageChoices,
    PlanChoices,
    PotentialChoices,
    is_pairs,
    section_of,
)

MAX_BYTES = 200_000  # a hundred times what every field filled takes


class Scenario(CalendarChoices, PlanChoices, BandChoices, PotentialChoices, CoverageChoices):
    """The choices behind one analysis: frozen, hashable, the same in a file and in Python.

    Raises `ScenarioError` with every wrong field at once.

    >>> Scenario(radius_km=25).radius_km
    25.0
    """

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise ScenarioError(_problem(entry) for entry in error.errors()) from None

    @classmethod
    def from_toml(cls, source: Path | str) -> Scenario:
        """Read a scenario file (a path) or the text of one."""
        name = source.name if isinstance(source, Path) else "scenario.toml"
        values, problems = _flattened(_sections(source, name), name)
        try:
            scenario = cls(**values)
        except ScenarioError as error:
            raise ScenarioError([*problems, *error.problems]) from None
        if problems:
            raise ScenarioError(problems)
        return scenario

    def to_toml(self) -> str:
        """Every field under its section, ready to edit; None is left out."""
        sections: dict[str, dict[str, Any]] = {}
        for name, info in type(self).model_fields.items():
            value = getattr(self, name)
            if value is None:
                continue
            if info.annotation is not None and is_pairs(info):
                value = dict(value)
            sections.setdefault(section_of(info), {})[name] = value
        return tomli_w.dumps(sections)

    def changed(self, **values: Any) -> Scenario:
        """Return the same scenario with some fields replaced, checked again."""
        return Scenario(**{**dict(self), **values})


def _sections(source: Path | str, name: str) -> dict[str, Any]:
    """Tables of a scenario file, whatever a file may hold instead."""
    try:
        return toml_tables(
            toml_text(source, MAX_BYTES) if isinstance(source, Path) else source, name
        )
    except DataError as error:
        raise ScenarioError(error.problems) from None


def _flattened(sections: dict[str, Any], name: str) -> tuple[dict[str, Any], list[Problem]]:
    """Fields out of their sections, and those that are unknown, in the wrong one or there twice."""
    fields = Scenario.model_fields
    values: dict[str, Any] = {}
    problems = []
    for section, entries in sections.items():
        if not isinstance(entries, dict):
            entries = {section: entries}  # a field outside any section
        for key, value in entries.items():
            where = shorten(f"[{section}] {key}", 100)
            home = section_of(fields[key]) if key in fields else None
            if home is None:
                finding = Text(f"{where} ist unbekannt", f"{where} is unknown")
                expected = Text("ein Feld des Szenarios", "a field of the scenario")
                problems.append(Problem("error", name, finding, expected))
                continue
            if section not in (home, key):
                finding = Text(f"{where} ist unbekannt", f"{where} is unknown")
                problems.append(Problem("error", name, finding, Text(*2 * (f"[{home}] {key}",))))
            elif key in values:
                finding = Text(f"{key} steht zweimal da", f"{key} is there twice")
                problems.append(Problem("error", name, finding, Text("einmal", "once")))
            values[key] = value
    return values, problems


def _shown(value: object) -> str:
    """What stands in a field, cut off; some values cannot be written out at all."""
    try:
        return shorten(repr(value), 80)
    except (RecursionError, ValueError):  # nested by the thousand, a number of 5,000 digits
        return f"{type(value).__name__} …"


def _problem(entry: Any) -> Problem:
    """One complaint of pydantic in our own words."""
    field = ".".join(str(part) for part in entry["loc"])
    value = _shown(entry.get("input"))
    context = entry.get("ctx", {})
    if entry["type"] == "extra_forbidden":
        expected = Text("ein bekanntes Feld", "a known field")
    elif entry["type"] == "literal_error":
        words = str(context["expected"])
        expected = Text(f"eines von {words.replace(' or ', ' oder ')}", f"one of {words}")
    else:
        kind = _KINDS.get(str(entry["type"]).split("_")[0])
        expected = _limits(field.split(".")[0], kind or Text(entry["msg"], entry["msg"]))
    return Problem(
        "error", f"Scenario.{field}", Text(f"ist {value}", f"is {value}"), expected, code="scenario"
    )


_KINDS = {
    "date": Text("ein Datum wie 2023-12-31", "a date such as 2023-12-31"),
    "float": Text("eine Zahl", "a number"),
    "int": Text("eine ganze Zahl", "a whole number"),
    "finite": Text("eine Zahl", "a number"),
    "bool": Text("true oder false", "true or false"),
}


def _limits(name: str, otherwise: Text) -> Text:
    """Limits of a field in words; `otherwise` where it has none."""
    info = Scenario.model_fields.get(name)
    if info is None:
        return otherwise
    bounds = {
        key: getattr(m, key) for m in info.metadata for key in ("ge", "gt", "le", "lt")
        if getattr(m, key, None) is not None
    }  # fmt: skip
    if not bounds:
        return otherwise
    low = bounds.get("ge", bounds.get("gt"))
    high = bounds.get("le", bounds.get("lt"))
    extra = info.json_schema_extra
    assert isinstance(extra, dict)
    unit = UNITS[str(extra["unit"])]
    if high is None:
        text = Text(f"mindestens {low}", f"at least {low}")
    else:
        above = Text("über ", "above ") if "gt" in bounds else Text("", "")
        text = Text(f"{above.de}{low} bis {high}", f"{above.en}{low} to {high}")
    return Text(f"{text.de} {unit.de}".rstrip(), f"{text.en} {unit.en}".rstrip())
