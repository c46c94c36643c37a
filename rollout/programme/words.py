"""Words of the programme that several rooms say, made once."""

from __future__ import annotations

from typing import Literal

from rollout.language import Text
from rollout.programme.current import programme

DEMAND = programme().demand.column
# Headers over the names of members that tables may have.
MEMBER_HEADS = (programme().member.de.one, programme().member.en.one)


def demand_words(
    form: Literal["plain", "narrow", "caption"] = "plain", *, begins: bool = False
) -> Text:
    """What the programme counts beside districts, inhabitants and area.

    Parameters
    ----------
    form
        `narrow` has marks where it may be broken, `caption` says it in full.
    begins
        Whether it stands at the beginning, where English has a capital.
    """
    demand = programme().demand
    words = {"narrow": demand.narrow, "caption": demand.caption}.get(form)
    text = words.text if words else demand.text
    return Text(text.de, text.en[0].upper() + text.en[1:]) if begins else text


def demand_first() -> Text:
    """Name of the ranking by this demand."""
    first = programme().demand.first
    most = Text("meiste {demand} zuerst", "most {demand} first")
    return first.text if first else most.filled(demand=demand_words())
