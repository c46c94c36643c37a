"""The way from a target region to a linked initiative: its steps and the words for it.

The eleven steps, the favourable factors and the obstacles are read out of documented foundings;
no official list of them is public.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import pandas as pd

from rollout import language
from rollout.language import Lang, Text
from rollout.programme import programme

Precision = Literal["year", "month", "day"]


@dataclass(frozen=True)
class Step:
    """One milestone.

    Parameters
    ----------
    key
        Name of its column.
    number
        Place in the usual order, from 1.
    text
        What people call it.
    """

    key: str
    number: int
    text: Text


_STEP_TEXTS: dict[str, Text] = {
    "trigger": Text("Anlass benannt", "trigger named"),
    "taken_on": Text("Kümmerer oder Träger gefunden", "someone takes it on"),
    "stock_taking": Text("Bestandsaufnahme", "stock-taking"),
    "kickoff": Text("Auftaktworkshop", "kick-off workshop"),
    "core_group": Text("Kern- oder Lenkungsgruppe", "core or steering group"),
    "declaration": Text("gemeinsame Erklärung oder Absichtserklärung",
                        "joint declaration or letter of intent"),
    "constituted": Text("konstituiert (Sitzung, Masterplanbeschluss oder Verein)",
                        "constituted (session, masterplan decision or association)"),
    "office": Text("Geschäftsstelle und Geld", "office and money"),
    "first_product": Text("erstes sichtbares Ergebnis", "first visible product"),
    "linked": Text("Anschluss an das bundesweite Netzwerk", "link to the nationwide network"),
    "secured": Text("Verstetigung gesichert", "continuation secured"),
}  # fmt: skip

_STEP_TEXTS |= {key: words.text for key, words in programme().steps.items()}
STEPS = tuple(Step(key, at, text) for at, (key, text) in enumerate(_STEP_TEXTS.items(), start=1))
STEP_KEYS = tuple(step.key for step in STEPS)
BY_KEY: Mapping[str, Step] = {step.key: step for step in STEPS}

KINDS: Mapping[str, Text] = {
    "new": Text("Neugründung", "new foundation"),
    "link": Text("Anschluss ⟦g:einer bestehenden Initiative⟧", "link of ⟦an existing initiative⟧"),
}

CARRIERS: Mapping[str, Text] = {
    "chamber": Text("Kammer", "chamber"),
    "municipality": Text("Stadt oder Kreis", "city or county"),
    "agency": Text("Wirtschaftsförderung oder Regionalentwicklung", "development agency"),
    "firms": Text("Unternehmen", "firms"),
    "employers": Text("Arbeitgeber- oder Branchenverband", "employers' or trade association"),
    "union": Text("Gewerkschaft", "union"),
    "alliance": Text("mehrere Partner gemeinsam", "several partners together"),
    "other": Text("sonstige", "other"),
}

OUTCOMES: Mapping[str, Text] = {
    "running": Text("läuft", "running"),
    "founded": Text("gegründet", "founded"),
    "given_up": Text("aufgegeben", "given up"),
}

FAVOURABLE: Mapping[str, Text] = {
    "staff": Text("IHK oder Kommune stellt Personal", "chamber or municipality provides staff"),
    "lead_firms": Text("wenige Leitunternehmen stehen für viele Arbeitsplätze",
                       "a few lead firms stand for much of the employment"),
    "social_partners": Text("Sozialpartner handeln gemeinsam", "social partners act together"),
    "study": Text("Befragung oder Studie als gemeinsame Grundlage",
                  "a survey or study as common ground"),
    "model": Text("fertige Marke oder Vorbild", "a finished brand or model to copy"),
    "council_decision": Text("Beschluss des Rates oder Kreistages", "a council decision"),
    "funding_call": Text("Förderaufruf oder Fördermittel", "a funding call or grant"),
    "neighbours": Text("Nachbarn haben schon ⟦a:eine Initiative⟧", "neighbours already have one"),
}  # fmt: skip

OBSTACLES: Mapping[str, Text] = {
    "money_ends": Text("Projektgeld endet oder ist gesperrt", "project money ends or is frozen"),
    "partners_leave": Text("Partner steigen aus", "partners leave"),
    "no_common_vision": Text("kein gemeinsames Bild oder wenig Wille zur Zusammenarbeit",
                             "no common vision or weak will to cooperate"),
    "no_shared_region": Text("Raum wird nicht als eine Region empfunden",
                             "the area is not felt to be one region"),
    "asleep": Text("eingeschlafen, braucht einen Neustart", "fallen asleep, needs a relaunch"),
    "plan_not_carried_out": Text("Plan geschrieben, aber nicht umgesetzt",
                                 "plan written but not carried out"),
    "groups_left_out": Text("Gruppen nicht beteiligt", "groups left out"),
    "doubling": Text("Doppelarbeit mit anderen Vorhaben", "doubling of efforts"),
    "narrow_alliance": Text("zu schmales Bündnis (nur ein Partner)",
                            "narrow alliance (one partner only)"),
    "little_known": Text("zu wenig bekannt, kaum vernetzt", "too little known, hardly networked"),
}  # fmt: skip

# Orders that hold by the meaning of the steps; any other order occurs and is only noted. A link
# starts from an initiative that has steps of its own behind it.
_ALL_LATER = STEP_KEYS[1:]
MUST_PRECEDE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "new": {
        "trigger": _ALL_LATER,
        "taken_on": ("declaration", "constituted", "office", "linked", "secured"),
        "constituted": ("secured",),
        "office": ("secured",),
    },
    "link": {"trigger": ("taken_on", "linked"), "taken_on": ("linked",)},
}

# Columns of a frame of foundings, after the index `id`, in the order of the file.
COLUMNS = (
    "name", "region_ags", "kind", "carrier", *STEP_KEYS, "favourable", "obstacles", "note",
    "outcome", "closed", "initiative_id", "reason", "source_url",
)  # fmt: skip


def no_foundings() -> pd.DataFrame:
    """Return the table of a record without a case: all text, index `id`.

    >>> list(no_foundings().columns) == list(COLUMNS)
    True
    """
    index = pd.Index([], name="id", dtype="str")
    return pd.DataFrame(columns=list(COLUMNS), index=index, dtype="str")


# ISO 8601 with reduced precision: what is not known is left out, not made up.
_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True)
class Period:
    """A date as exactly as it is known: a day, a month or a year.

    Parameters
    ----------
    first, last
        First and last day it may be.
    precision
        How exactly it is known.
    """

    first: dt.date
    last: dt.date
    precision: Precision

    @property
    def middle(self) -> dt.date:
        """Day to reckon with."""
        return self.first + (self.last - self.first) // 2

    @property
    def half_width_days(self) -> float:
        """How far the true day may be from the middle."""
        return (self.last - self.first).days / 2

    def wording(self, lang: Lang = "de") -> str:
        """Write it as people do.

        >>> period("2021-10").wording(), period("2021-10").wording("en"), period("2019").wording()
        ('10/2021', 'October 2021', '2019')
        """
        if self.precision == "year":
            return str(self.first.year)
        if self.precision == "day":
            return language.date(self.first, lang)
        # The day of an English date goes first; what is left of it is "October 2021".
        month = language.date(self.first, "en").removeprefix("1 ")
        return Text(f"{self.first:%m/%Y}", month)[lang]


@lru_cache(maxsize=4096)  # every step of a course asks for the dates of all cases again
def period(text: str) -> Period:
    """Read a date of reduced precision; it stands for the whole of its month or year.

    Parameters
    ----------
    text
        "2015", "2015-02" or "2015-02-17".

    Raises
    ------
    ValueError
        The text is none of them, or no such day exists.

    >>> period("2020-02").first, period("2020-02").last, period("2020-02").middle
    (datetime.date(2020, 2, 1), datetime.date(2020, 2, 29), datetime.date(2020, 2, 15))
    """
    match = _SHAPE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no date such as 2015, 2015-02 or 2015-02-17")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if month is None:
        return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), "year")
    if day is None:
        last = calendar.monthrange(year, month)[1]
        return Period(dt.date(year, month, 1), dt.date(year, month, last), "month")
    exact = dt.date(year, month, day)
    return Period(exact, exact, "day")


def surely_before(earlier: str, later: str) -> bool:
    """Tell whether every day the first may be lies before every day the second may be.

    >>> surely_before("2015", "2015-02"), surely_before("2014-12", "2015")
    (False, True)
    """
    return period(earlier).last < period(later).first


def reached_steps(row: Mapping[str, str]) -> list[tuple[Step, Period]]:
    """Steps with a date, in the order of the checklist."""
    return [(step, period(row[step.key])) for step in STEPS if row[step.key]]


def last_step(row: Mapping[str, str]) -> tuple[Step, Period] | None:
    """Furthest step reached, with its date; None before the first.

    The furthest in the checklist, not the latest in time: steps may come in another order.
    """
    steps = reached_steps(row)
    return steps[-1] if steps else None


def beginning(row: Mapping[str, str]) -> Period | None:
    """Earliest dated step of a founding; None if none has a date."""
    return min((at for _, at in reached_steps(row)), key=lambda p: (p.middle, p.first),
               default=None)  # fmt: skip


def days_since_last(row: Mapping[str, str], today: dt.date) -> float:
    """Days since the newest dated step, from the middle of its period; NaN without one.

    >>> days_since_last(dict.fromkeys(STEP_KEYS, "") | {"kickoff": "2021-05"}, dt.date(2021, 6, 1))
    16.0
    """
    newest = max((at.middle for _, at in reached_steps(row)), default=None)
    return float("nan") if newest is None else float(max((today - newest).days, 0))
