"""What makes a check valid: the one place, for the file, the command and any form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from rollout.founding_steps import period
from rollout.inquiries import ANSWERS
from rollout.language import Text
from rollout.readers.dates import EXPECTED as DATE
from rollout.readers.dates import read_date
from rollout.readers.findings import quote
from rollout.readers.personal import names_a_person

_ROLE = Text("eine Stelle oder Funktion wie „IHK, Geschäftsführung“",
             "an office or role such as “chamber, management”")  # fmt: skip
_NO_PERSON = Text(
    "den Namen weglassen; die Funktion genügt", "leave out the name; the role will do"
)


@dataclass(frozen=True)
class Flaw:
    """What is wrong with one cell of a check."""

    column: str
    code: str
    finding: Text
    expected: Text
    remedy: Text = Text("", "")


def flaws(
    check: Mapping[str, str], today: dt.date, initiatives: Collection[str] | None = None
) -> Iterator[Flaw]:
    """Everything wrong with a check.

    Parameters
    ----------
    check
        Column -> value as understood: ags (keys, ";" between them), initiative_id, date, asked,
        answer, note; "" where nothing is said.
    today
        No check may be later.
    initiatives
        Identifiers there are; None: not looked at.
    """
    if not check["ags"] and not check["initiative_id"]:
        yield Flaw(
            "ags", "no-subject",
            Text("weder Kreis noch Kennung", "neither district nor identifier"),
            Text("ein Kreis oder die Kennung ⟦g:einer Initiative⟧",
                 "a district or the identifier of ⟦an initiative⟧"),
        )  # fmt: skip
    if initiatives is not None and check["initiative_id"] not in {"", *initiatives}:
        yield Flaw(
            "initiative_id", "unknown-initiative",
            Text(f"{quote(check['initiative_id'])} steht nicht im Register",
                 f"{quote(check['initiative_id'])} is not in the register"),
            Text("die Kennung ⟦g:einer Initiative⟧", "the identifier of ⟦an initiative⟧"),
        )  # fmt: skip
    yield from _date_flaws(check["date"], today)
    if not check["asked"]:
        yield Flaw("asked", "empty-cell", Text("leere Zelle", "empty cell"), _ROLE)
    elif names_a_person(check["asked"]):
        finding = Text("nennt vermutlich eine Person", "probably names a person")
        yield Flaw("asked", "person", finding, _ROLE, _NO_PERSON)
    if check["answer"] not in ANSWERS:
        finding = Text(quote(check["answer"]), quote(check["answer"]))
        names = ", ".join(ANSWERS)
        yield Flaw("answer", "unknown-word", finding, Text(f"eines von {names}", f"one of {names}"))


def _date_flaws(text: str, today: dt.date) -> Iterator[Flaw]:
    reading = read_date(text)
    if not text:
        yield Flaw("date", "empty-cell", Text("leere Zelle", "empty cell"), DATE)
    elif not reading.text:
        yield Flaw("date", "date", reading.finding, DATE, reading.remedy)
    elif period(reading.text).first > today:
        finding = Text(f"{quote(text)} liegt in der Zukunft", f"{quote(text)} is in the future")
        yield Flaw("date", "future-date", finding, DATE)
