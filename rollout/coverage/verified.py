"""Where none was found: whether somebody was asked, and what follows for the rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rollout.language import Text, in_both, number, percent

if TYPE_CHECKING:
    import pandas as pd

ASKED_NONE = Text("gefragt, ⟦keine⟧", "asked, none")
ASKED_OTHER = Text("gefragt, andere Antwort", "asked, another answer")
OF_THESE = Text("davon", "of these")
NOT_ASKED = Text("nicht gefragt", "not asked")
_SPLIT = Text(
    "⟦Keine⟧ gefunden: {white} Kreise, davon gefragt, ⟦keine⟧: {none}; gefragt, andere Antwort: "
    "{other}; nicht gefragt: {rest}. Ohne ⟦a:Initiative⟧ sind also mindestens {least} und "
    "höchstens "
    "{most} von {total} Kreisen ({least_share} bis {most_share}).",
    "None found: {white} districts, of these asked, none: {none}; asked, another answer: {other}; "
    "not asked: {rest}. So at least {least} and at most {most} of {total} districts are without "
    "⟦an initiative⟧ ({least_share} to {most_share}).",
)


@dataclass(frozen=True)
class Verified:
    """Districts in which none was found, by what was asked there.

    Parameters
    ----------
    none, exists, other, unasked
        Districts by the newest answer: there is none; there is one, or one is being prepared;
        call again later; nobody was asked.
    total
        All districts looked at.
    """

    none: int
    exists: int
    other: int
    unasked: int
    total: int

    @property
    def white(self) -> int:
        """Districts in which none was found."""
        return self.none + self.exists + self.other + self.unasked

    @property
    def was_asked(self) -> bool:
        """Whether anybody was asked anywhere."""
        return self.white > self.unasked

    @property
    def bounds(self) -> tuple[int, int]:
        """Least and most districts that are without an initiative indeed.

        The least are those where somebody said so; where somebody said that there is one, there is.
        """
        return self.none, self.white - self.exists

    @property
    def line(self) -> Text:
        """Counts and bounds in a sentence or two; empty where nobody was asked."""
        if not self.was_asked:
            return Text("", "")
        least, most = self.bounds
        counts = {
            "white": self.white, "none": self.none, "other": self.exists + self.other,
            "rest": self.unasked, "least": least, "most": most, "total": self.total,
        }  # fmt: skip
        shares = {"least_share": least / self.total, "most_share": most / self.total}
        return _SPLIT.filled(
            **{key: _number(count) for key, count in counts.items()},
            **{key: _percent(share) for key, share in shares.items()},
        )


def _number(count: int) -> Text:
    return in_both(lambda lang: number(count, lang=lang))


def _percent(share: float) -> Text:
    return in_both(lambda lang: percent(share, lang=lang))


def verified(status: pd.Series, answers: pd.Series) -> Verified:
    """Count the districts in which none was found by the newest answer.

    Parameters
    ----------
    status, answers
        Per district: its status, and the newest answer ("" where nobody was asked).

    >>> import pandas as pd
    >>> status = pd.Series(["white", "white", "white", "covered"])
    >>> verified(status, pd.Series(["none", "exists", "", "none"])).bounds
    (1, 2)
    """
    counts = answers[(status == "white").to_numpy()].value_counts()
    exists = int(counts.get("exists", 0)) + int(counts.get("in_preparation", 0))
    return Verified(
        int(counts.get("none", 0)), exists, int(counts.get("later", 0)), int(counts.get("", 0)),
        len(status),
    )  # fmt: skip


def check_line(row: Mapping[Any, Any] | pd.Series) -> Text:
    """Newest check of a district in a line: answer, who was asked, when; empty without one.

    Parameters
    ----------
    row
        Of the wide table: check_answer, check_asked, check_date.
    """
    from rollout.founding_steps import period
    from rollout.inquiries import ANSWERS

    if not row["check_answer"]:
        return Text("", "")
    return Text("{answer} ({asked}, {day})", "{answer} ({asked}, {day})").filled(
        answer=ANSWERS[row["check_answer"]],
        asked=row["check_asked"],
        day=in_both(period(row["check_date"]).wording),
    )


def asked_none(status: pd.Series, answers: pd.Series) -> pd.Series:
    """Where none was found and somebody said that there is none."""
    return (status == "white") & (answers == "none")
