"""Everything a planner can turn, and the file it is kept in.

Command-line flags, dashboard controls, the scenario file and the documentation follow from the
fields of `Scenario`: each carries its section, German and English help, unit and limits.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import tomli_w
from pydantic import ValidationError

from rollout.errors import Problem, ScenarioError
from rollout.language import Text
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
        try:
            text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
            sections = tomllib.loads(text)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            finding = Text(f"nicht lesbar: {error}", f"cannot be read: {error}")
            expected = Text("eine TOML-Datei in UTF-8", "a TOML file in UTF-8")
            raise ScenarioError(Problem("error", name, finding, expected)) from None
        return cls(**_flattened(sections, name))

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


def _flattened(sections: dict[str, Any], name: str) -> dict[str, Any]:
    """Fields out of their sections; a field in the wrong section is an error, not ignored."""
    fields = Scenario.model_fields
    values: dict[str, Any] = {}
    problems = []
    for section, entries in sections.items():
        if not isinstance(entries, dict):
            entries = {section: entries}  # a field outside any section
        for key, value in entries.items():
            home = section_of(fields[key]) if key in fields else None
            if home is None or (section not in (home, key)):
                problems.append(
                    Problem(
                        "error",
                        name,
                        Text(f"[{section}] {key} ist unbekannt", f"[{section}] {key} is unknown"),
                        Text(*(2 * (f"[{home}] {key}",)))
                        if home
                        else Text("ein Feld des Szenarios", "a field of the scenario"),
                    )
                )
            values[key] = value
    if problems:
        raise ScenarioError(problems)
    return values


def _problem(entry: Any) -> Problem:
    """One complaint of pydantic in our own words."""
    field = ".".join(str(part) for part in entry["loc"])
    value = repr(entry.get("input"))[:80]
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
