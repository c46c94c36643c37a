"""How every kind of record is read: the readers' own formats, and a plain one for the others."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rollout.errors import ScenarioError
from rollout.language import Text
from rollout.readers.assignment import PLAIN, Assignment
from rollout.readers.column_values import (
    Fields,
    Words,
    read_links,
    read_required,
    read_words,
)
from rollout.readers.dates import read_dates
from rollout.readers.document import Document
from rollout.readers.findings import Findings, quote
from rollout.readers.foundings import FOUNDINGS
from rollout.readers.headers import Columns
from rollout.readers.inquiry_record import CHECKS
from rollout.readers.partial_areas import add_parts, read_regions
from rollout.readers.personal import (
    EXPECTED,
    PERSONAL,
    REMEDY,
    contact_data,
    names_a_person,
)
from rollout.readers.places import Places
from rollout.readers.register import REGISTER
from rollout.readers.rows import Format, Rows
from rollout.scenario import Scenario
from rollout.workspace.kinds import kind_of

FAR = dt.date(9999, 12, 31)  # a task may be due at any time
_PHONE = re.compile(r"\+?[0-9][0-9 ()/-]{3,28}[0-9]")
_ROLE = Text("eine Stelle oder Funktion wie „Servicestelle, Rollout“, keine Person",
             "an office or role such as “agency, roll-out”, no person")  # fmt: skip

OFFICE_KINDS = {
    "chamber": Text("Industrie- und Handelskammer", "chamber of industry and commerce"),
    "crafts": Text("Handwerkskammer", "chamber of crafts"),
    "union": Text("Gewerkschaft", "union"),
    "employers": Text("Arbeitgeber- oder Branchenverband", "employers' or trade association"),
    "agency": Text("Wirtschaftsförderung oder Agentur", "development agency"),
    "municipality": Text("Stadt oder Kreis", "city or county"),
    "other": Text("sonstige", "other"),
}
PLAN_STATES = {"draft": Text("Entwurf", "draft"), "approved": Text("genehmigt", "approved")}

Read = Callable[[Fields, str, Places], list[str]]


def _choice(texts: Mapping[str, Text], empty: str) -> Read:
    words = Words({key: (text.de, text.en) for key, text in texts.items()}, empty=empty)
    return lambda fields, column, places: read_words(fields, column, words)


def _plain(fields: Fields, column: str, places: Places) -> list[str]:
    return fields.values(column)


def _required(fields: Fields, column: str, places: Places) -> list[str]:
    return read_required(fields, column)


def _past(fields: Fields, column: str, places: Places) -> list[str]:
    return read_dates(fields, column, dt.date.today())


def _any_day(fields: Fields, column: str, places: Places) -> list[str]:
    days = read_dates(fields, column, FAR)
    for line, text in zip(fields.lines, days, strict=True):
        if text and len(text) < len("2026-05-17"):
            fields.report(
                "error", "date", column, line,
                Text(f"{quote(text)} ist kein Tag", f"{quote(text)} is no day"),
                Text("ein Tag wie 2026-05-17", "a day such as 2026-05-17"),
            )  # fmt: skip
    return days


def _districts(fields: Fields, column: str, places: Places) -> list[str]:
    regions, _, towns = read_regions(fields, column, places)
    add_parts(fields, column, regions, towns, places)
    return [";".join(region.whole) for region in regions]


def _link(fields: Fields, column: str, places: Places) -> list[str]:
    return [text or "" for text in read_links(fields, column, refuses=True)]


def _role(fields: Fields, column: str, places: Places) -> list[str]:
    for line, text in zip(fields.lines, read_required(fields, column), strict=True):
        for finding in role_flaws(text):
            fields.report("error", "person", column, line, finding, _ROLE, REMEDY)
    return fields.values(column)


def _phone(fields: Fields, column: str, places: Places) -> list[str]:
    for line, text in zip(fields.lines, fields.values(column), strict=True):
        if text and not _PHONE.fullmatch(text):
            finding = Text(f"{quote(text)} ist keine Telefonnummer",
                           f"{quote(text)} is no telephone number")  # fmt: skip
            expected = Text("die Nummer der Zentrale wie 0941 5694-0",
                            "the switchboard such as 0941 5694-0")  # fmt: skip
            fields.report("error", "phone", column, line, finding, expected)
    return fields.values(column)


def _settings(fields: Fields, column: str, places: Places) -> list[str]:
    for line, text in zip(fields.lines, fields.values(column), strict=True):
        try:
            scenario = Scenario.from_toml(text)
        except ScenarioError as error:
            for problem in error.problems:
                fields.report("error", "scenario", column, line, problem.finding,
                              problem.expected, problem.remedy)  # fmt: skip
            continue
        for _, reason in (*scenario.require, *scenario.exclude):
            for finding in role_flaws(reason):
                fields.report("error", PERSONAL, column, line, finding, EXPECTED, REMEDY)
    return fields.values(column)


def _json(fields: Fields, column: str, places: Places) -> list[str]:
    for line, text in zip(fields.lines, fields.values(column), strict=True):
        try:
            json.loads(text or "{}")
        except ValueError:
            fields.report("error", "json", column, line, Text("ist kein JSON", "is no JSON"))
    return fields.values(column)


def role_flaws(text: str) -> list[Text]:
    """What makes a text no role: it names a person, or how to reach one."""
    person = Text("nennt vermutlich eine Person", "probably names a person")
    return [*contact_data(text), *([person] if names_a_person(text) else [])]


# Column -> how it is read; every other column of these kinds is free text.
RULES: Mapping[str, Mapping[str, Read]] = {
    "office": {"name": _required, "office_kind": _choice(OFFICE_KINDS, "other"),
               "ags": _districts, "phone": _phone, "website": _link, "as_of": _past,
               "source_url": _link},
    "task": {"title": _required, "due": _any_day, "ags": _districts, "done": _past},
    "note": {"ags": _districts, "date": _past, "role": _role, "text": _required},
    "scenario": {"name": _required, "settings": _settings},
    "plan": {"name": _required, "state": _choice(PLAN_STATES, "draft"), "settings": _settings,
             "content": _json, "approved": _past},
    "study": {"title": _required, "date": _past, "ags": _districts, "source_url": _link},
}  # fmt: skip
_NOT_FREE = (_phone, _settings, _json, _link, _districts, _past, _any_day)


class PlainRows(Rows):
    """The rows of a table of any of these kinds; `values` are text."""

    repairable = ("website", "source_url", "due", "date", "as_of", "done", "approved")


@dataclass(frozen=True)
class PlainReader:
    """Reader of the records of one kind, see `rollout.readers.rows.Format`."""

    kind: str

    def __call__(
        self,
        document: Document,
        findings: Findings,
        places: Places,
        *,
        assigned: Assignment = PLAIN,
        make_ids: bool = False,
    ) -> Rows:
        """Read every row and report what is wrong with it."""
        rules = RULES[self.kind]
        table, fields, ids, has_new_id = FORMATS[self.kind].opened(
            document, findings, assigned.columns, make_ids
        )
        values: dict[str, list[Any]] = {
            name: rules.get(name, _plain)(fields, name, places)
            for name in kind_of(self.kind).columns
        }
        _check_free_texts(fields, rules)
        return PlainRows(table, fields, ids, values, has_new_id)


def _check_free_texts(fields: Fields, rules: Mapping[str, Read]) -> None:
    """Nobody is named in what is typed in here: it can be said otherwise at once."""
    for name in map(str, fields.cells.columns):
        if name == "id" or rules.get(name) in (*_NOT_FREE, _role):
            continue
        for line, text in zip(fields.lines, fields.values(name), strict=True):
            for finding in role_flaws(text):
                fields.report("error", PERSONAL, name, line, finding, EXPECTED, REMEDY)


def _format(kind: str) -> Format:
    first = {"scenario": "name", "plan": "name", "office": "name", "note": "text"}
    names = ("id", *kind_of(kind).columns)
    columns = Columns(dict.fromkeys(names, ()), required=("id", first.get(kind, "title")))
    return Format(columns, PlainReader(kind))


FORMATS: Mapping[str, Format] = {
    "initiative": REGISTER, "founding": FOUNDINGS, "check": CHECKS,
    **{kind: _format(kind) for kind in RULES},
}  # fmt: skip
