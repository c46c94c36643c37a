"""Reading dates as exactly as they are known: a day, a month or a year, in the spellings in use."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from rollout.founding_steps import period
from rollout.language import Text
from rollout.readers.column_values import Fields
from rollout.readers.findings import NOTHING, quote
from rollout.readers.headers import fold

# Older dates in a record of foundings are typing errors.
FIRST_YEAR = 1900
EXPECTED = Text(
    "ein Datum, so genau wie bekannt: 2021-10-06, 2021-10 oder 2021",
    "a date as exactly as known: 2021-10-06, 2021-10 or 2021",
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan january jaenner", "februar feb february", "maerz mrz march mar",
            "april apr", "mai may", "juni jun june", "juli jul july", "august aug",
            "september sept sep", "oktober okt october oct", "november nov",
            "dezember dez december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# Databases write a date with its time of day.
_CLOCK = re.compile(r"[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<y>[0-9]{4})([-/.](?P<m>[0-9]{1,2})([-/.](?P<d>[0-9]{1,2}))?)?",
        r"((?P<d>[0-9]{1,2})\.\s?)?(?P<m>[0-9]{1,2})\.\s?(?P<y>[0-9]{4})",
        r"(?P<m>[0-9]{1,2})[-/]\s?(?P<y>[0-9]{4})",
        r"((?P<d>[0-9]{1,2})\.?\s{1,9})?(?P<name>[^\W\d_]{3,20})\.?[\s-]{1,9}(?P<y>[0-9]{4})",
        r"(?P<name>[^\W\d_]{3,20})\.?\s{1,9}(?P<d>[0-9]{1,2}),?\s{1,9}(?P<y>[0-9]{4})",
    )
)
_SERIAL = re.compile(r"[2-5]\d{4}")  # days since 1899-12-30, the way Excel stores a date
_SHORT_YEAR = re.compile(r"\d{1,2}\.(\d{1,2}\.)?\d{2}")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ROUGH = re.compile(
    r"(ca|circa|etwa|um|about|around|anfang|mitte|ende|early|mid|late|fr(ü|ue)hjahr|fr(ü|ue)hling|"
    r"sommer|herbst|winter|spring|summer|autumn|fall|q[1-4]|[1-4]\. quartal)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DateReading:
    """What a cell says about a date.

    Parameters
    ----------
    text
        "2021", "2021-10" or "2021-10-06"; "" when it cannot be told.
    found, remedy
        For a message, when the text is "".
    """

    text: str
    finding: Text = NOTHING
    remedy: Text = NOTHING


def read_date(text: str) -> DateReading:
    """Read one date; what has several meanings is asked for, never guessed.

    >>> read_date("06.10.2021").text, read_date("10/2021").text, read_date("Okt. 2021").text
    ('2021-10-06', '2021-10', '2021-10')
    """
    plain = _CLOCK.sub("", text)
    for shape in _SHAPES:
        match = shape.fullmatch(plain)
        if match and (iso := _iso(match.groupdict())):
            return DateReading(iso)
    return _not_a_date(text)


def _iso(parts: dict[str, str | None]) -> str:
    """Date of reduced precision from its parts; "" if there is no such day."""
    month = parts.get("m")
    if parts.get("name"):
        number = _MONTHS.get(fold(str(parts["name"])))
        if number is None:
            return ""
        month = str(number)
    text = "-".join(part.zfill(2) for part in (parts["y"], month, parts.get("d")) if part)
    try:
        first = period(text).first
    except ValueError:
        return ""
    return text if first.year >= FIRST_YEAR else ""


def _not_a_date(text: str) -> DateReading:
    """Say what to do about a text that is no date or may be several."""
    finding = Text(f"{quote(text)} ist kein Datum", f"{quote(text)} is not a date")
    remedy = Text("Datum berichtigen oder die Zelle leeren", "correct the date or empty the cell")
    with_slashes = _SLASHED.fullmatch(text)
    if _SERIAL.fullmatch(text):
        # Excel takes 1900 for a leap year, so day 0 is 30 December 1899 for all later dates.
        day = (dt.date(1899, 12, 30) + dt.timedelta(days=int(text))).isoformat()
        remedy = Text(f"als Datum formatieren; Excel meint vermutlich {day}",
                      f"format it as a date; Excel probably means {day}")  # fmt: skip
    elif with_slashes:
        finding = Text(f"{quote(text)} kann zwei Tage meinen", f"{quote(text)} may be two days")
        first, second, year = with_slashes.groups()
        iso = (f"{year}-{second.zfill(2)}-{first.zfill(2)}", f"{year}-{first.zfill(2)}-"
               f"{second.zfill(2)}")  # fmt: skip
        remedy = Text(f"als {iso[0]} oder {iso[1]} schreiben", f"write {iso[0]} or {iso[1]}")
    elif _SHORT_YEAR.fullmatch(text):
        remedy = Text("das Jahr vierstellig schreiben", "write the year with four digits")
    elif _ROUGH.fullmatch(text):
        remedy = Text("nur das Jahr oder den Monat eintragen, den Rest in die Anmerkung",
                      "enter the year or the month only, the rest into the note")  # fmt: skip
    return DateReading("", finding, remedy)


def read_dates(fields: Fields, column: str, today: dt.date) -> list[str]:
    """Dates of a column, "" where empty or wrong; none may lie in the future.

    Other spellings are noted as repaired.
    """
    dates = []
    for line, text in zip(fields.lines, fields.values(column), strict=True):
        reading = read_date(text) if text else DateReading("")
        dates.append(reading.text)
        if not text:
            continue
        if not reading.text:
            fields.report("error", "date", column, line, reading.finding, EXPECTED, reading.remedy)
        elif _is_future(reading.text, today):
            finding = Text(f"{quote(text)} liegt in der Zukunft", f"{quote(text)} is in the future")
            remedy = Text("nur Erreichtes eintragen", "enter only what has been reached")
            fields.report("error", "future-date", column, line, finding, EXPECTED, remedy)
        elif reading.text != text:
            finding = Text(f"{quote(text)} als {reading.text} gelesen",
                         f"{quote(text)} read as {reading.text}")  # fmt: skip
            fields.report("repaired", "date-spelling", column, line, finding)
    return dates


def _is_future(text: str, today: dt.date) -> bool:
    return period(text).first > today
