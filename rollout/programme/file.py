"""Reading a programme file: all that is missing, wrong or unknown at once, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from rollout.errors import DataError, Problem
from rollout.files.toml import toml_tables, toml_text
from rollout.language import Text, listed, shorten
from rollout.programme.model import Programme, StepKey

MAX_BYTES = 200_000
_TABLE = re.compile(r"\[([^\[\]]+)\]\s*(#.*)?")
_ENTRY = re.compile(r"([A-Za-z0-9_.\"-]{1,80})\s{0,80}=")
Path_ = tuple[str, ...]
_EXPECTED = {
    "missing": Text("diese Angabe", "this entry"),
    "string": Text("ein Text bis 200 Zeichen ohne { } | < >",
                   "a text of at most 200 signs without { } | < >"),
    "stem": Text("ein Adjektiv ohne Endung, etwa „vernetzt“", "an adjective without its ending"),
    "counted": Text("eine Spalte außer districts, population, area_km2 und potential, die immer "
                    "gezählt werden",
                    "a column other than districts, population, area_km2 and potential, which are "
                    "always counted"),
    "key": Text("ein Kürzel aus kleinen Buchstaben, Ziffern und _",
                "a key of small letters, digits and _"),
    "table": Text("ein Abschnitt mit Einträgen", "a section with entries"),
    "number": Text("eine Zahl ab 0", "a number from 0"),
    "count": Text("eine ganze Zahl ab 1", "a whole number from 1"),
    "date": Text("ein Datum wie 2023-12-31, ohne Anführungszeichen",
                 "a date such as 2023-12-31, without quotation marks"),
}  # fmt: skip
_REMEDY = Text("ergänzen; ein Beispiel ist programme.toml der mitgelieferten Daten",
               "add it; programme.toml of the shipped data is an example")  # fmt: skip


def read_programme(path: Path) -> Programme:
    """Programme in a file.

    Raises
    ------
    DataError
        With every entry that is missing, wrong or unknown.
    """
    text = toml_text(path, MAX_BYTES)
    tables = toml_tables(text, path.name)
    try:
        return Programme.model_validate(tables)
    except ValidationError as error:
        lines = _lines(text)
        raise DataError(_problem(entry, path.name, lines) for entry in error.errors()) from None


def _lines(text: str) -> dict[Path_, int]:
    """Line of every section and entry that stands on a line of its own."""
    lines: dict[Path_, int] = {}
    section: Path_ = ()
    for number, line in enumerate(map(str.strip, text.splitlines()), start=1):
        if match := _TABLE.fullmatch(line):
            section = _keys(match[1])
            lines.setdefault(section, number)
        elif match := _ENTRY.match(line):
            lines.setdefault((*section, *_keys(match[1])), number)
    return lines


def _keys(name: str) -> Path_:
    return tuple(part.strip().strip('"') for part in name.split("."))


def _problem(entry: Any, file: str, lines: Mapping[Path_, int]) -> Problem:
    """One complaint of pydantic in our own words."""
    place = tuple(str(part) for part in entry["loc"] if part != "[key]")
    kind = str(entry["type"])
    name = shorten(".".join(place), 100)
    prefixes = (place[:end] for end in range(len(place), 0, -1))
    line = next((lines[part] for part in prefixes if part in lines), None)
    if kind == "missing":
        finding = Text(f"{name} fehlt", f"{name} is missing")
        return Problem("error", file, finding, _EXPECTED["missing"], _REMEDY, line, code="missing")
    if kind == "extra_forbidden" or (entry["loc"][-1] == "[key]" and place[0] == "steps"):
        return _unknown(name, place, file, line)
    value = shorten(repr(entry.get("input")), 60)
    finding = Text(f"{name} ist {value}", f"{name} is {value}")
    return Problem("error", file, finding, _expected(entry, kind, place), line=line, code="word")


def _unknown(name: str, place: Path_, file: str, line: int | None) -> Problem:
    choices = sorted(_entries(place[:-1]))
    close = get_close_matches(place[-1], choices, 1)
    finding = Text(f"{name} ist unbekannt", f"{name} is unknown")
    remedy = Text("", "")
    if close:
        remedy = Text(f"gemeint ist vielleicht {close[0]}", f"perhaps {close[0]} is meant")
    expected = Text(listed(choices, "de"), listed(choices, "en"))
    return Problem("error", file, finding, expected, remedy, line, code="unknown-key")


def _entries(place: Sequence[str]) -> Iterator[str]:
    """Names that may stand in a section."""
    if tuple(place) == ("steps",):
        yield from get_args(StepKey)
        return
    part: Any = Programme
    for key in place:
        fields = part.model_fields if _is_part(part) else {}
        part = fields[key].annotation if key in fields else _values(part)
        part = part if _is_part(part) or not get_args(part) else _values_or_self(part)
    if _is_part(part):
        yield from part.model_fields


def _is_part(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _values(mapping: Any) -> Any:
    """What the values of a mapping are."""
    return get_args(mapping)[-1] if get_args(mapping) else None


def _values_or_self(part: Any) -> Any:
    """The part behind `Words | None`; a mapping stays, its values come with the next key."""
    parts = [option for option in get_args(part) if _is_part(option)]
    return parts[0] if parts and type(None) in get_args(part) else part


def _expected(entry: Any, kind: str, place: Path_) -> Text:
    if kind == "literal_error":
        words = str(entry["ctx"]["expected"])
        return Text(f"eines von {words.replace(' or ', ' oder ')}", f"one of {words}")
    if kind == "value_error":
        return _EXPECTED["counted"]
    if kind == "string_pattern_mismatch" and place[-3:] == ("states", "networked", "de"):
        return _EXPECTED["stem"]
    if kind.startswith("string") and entry["loc"][-1] in ("[key]", "column"):
        return _EXPECTED["key"]
    if kind.startswith("string"):
        return _EXPECTED["string"]
    if kind.startswith(("model", "mapping", "dict", "tuple")):
        return _EXPECTED["table"]
    if kind.startswith("date"):
        return _EXPECTED["date"]
    if place == ("network", "members"):
        return _EXPECTED["count"]
    if kind.startswith(("float", "greater", "finite")):
        return _EXPECTED["number"]
    return Text(str(entry["msg"]), str(entry["msg"]))
