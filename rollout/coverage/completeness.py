"""How much of the network the register knows, and what the rates can therefore say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rollout.coverage.words import SAMPLE_NOTE
from rollout.language import Lang, Text, date, in_both, number, percent
from rollout.programme import programme

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from rollout.model import Inputs
    from rollout.scenario import Scenario

# The shipped register; its rows are a sample, a register of one's own may be complete.
SHIPPED_REGISTER = "register"
AT_LEAST = Text("mindestens {figure}", "at least {figure}")
MINIMUM_HEAD = Text("⟦vernetzt⟧ (mindestens)", "⟦linked⟧ (at least)")
LINKED_HEAD = Text("⟦vernetzt⟧", "⟦linked⟧")
_BOUNDS = Text(
    "⟦Vernetzt⟧ sind mindestens {low}; wären es alle {entries} gezählten Einträge des Registers, "
    "wären es {high}. Ob es mehr sind, ist nicht bekannt.",
    "⟦Linked⟧ are at least {low}; if all {entries} entries of the register that count were, it "
    "would be {high}. Whether there are more is not known.",
)
_PLAIN = Text("⟦Vernetzt⟧ sind {low}.", "⟦Linked⟧ are {low}.")
_KNOWN = Text(
    "Das Register kennt {linked} von {members} ⟦d:vernetzten Initiativen⟧ ({day}).",
    "The register knows {linked} of the {members} ⟦linked initiatives⟧ ({day}).",
)
_UNKNOWN = Text(
    "Wie viele ⟦Initiativen⟧ ⟦vernetzt⟧ sind, ist nicht bekannt; das Register kennt {linked}.",
    "How many ⟦initiatives⟧ are ⟦linked⟧ is not known; the register knows {linked}.",
)


@dataclass(frozen=True)
class Completeness:
    """What the register knows of the network.

    There is no second list of the members, so nothing is estimated: the linked ones that are known
    give the least that is linked, all entries together the most that this register can tell.

    Parameters
    ----------
    linked
        Linked initiatives in the register, whatever the filters.
    members
        How many the network counts itself; None where the programme does not say so, or not for
        the day that is looked at.
    day, source
        Day of that count and who gives it; None and empty without one.
    is_sample
        Whether the register is the researched sample that ships with the product.
    """

    linked: int
    members: int | None
    day: dt.date | None
    source: Text
    is_sample: bool

    @property
    def is_minimum(self) -> bool:
        """Whether more may be linked than the register knows."""
        return self.is_sample if self.members is None else self.linked < self.members

    @property
    def line(self) -> Text:
        """How many of the members the register knows; empty where it may know all."""
        if not self.is_minimum:
            return Text("", "")
        linked = _count(self.linked)
        if self.members is None:
            return _UNKNOWN.filled(linked=linked)
        day = in_both(lambda lang: date(self.day, lang))
        return _KNOWN.filled(linked=linked, members=_count(self.members), day=day)

    @property
    def head(self) -> Text:
        """Head of a column of shares that are linked."""
        return MINIMUM_HEAD if self.is_minimum else LINKED_HEAD

    def figure(self, figure: str, lang: Lang) -> str:
        """A figure of what is linked, said to be a minimum where it is one."""
        return AT_LEAST.filled(figure=figure)[lang] if self.is_minimum else figure

    def bounds(self, low: Text, high: Text, entries: int) -> Text:
        """What is linked at least, and what it would be if every entry were.

        Parameters
        ----------
        low, high
            Both with the base they are shares of.
        entries
            Entries of the register that count.
        """
        if not self.is_minimum:
            return _PLAIN.filled(low=low)
        return _BOUNDS.filled(low=low, high=high, entries=_count(entries))

    @property
    def note(self) -> Text:
        """What every map and file says about the register; empty for one that may be complete."""
        parts = [SAMPLE_NOTE] if self.is_sample else []
        parts += [self.line] if self.is_minimum else []
        return in_both(lambda lang: " ".join(part[lang] for part in parts))


def completeness_of(inputs: Inputs, scenario: Scenario) -> Completeness:
    """What the register knows of the network on the day of the scenario.

    A count of the network of a later day says nothing about an earlier as-of date.
    """
    initiatives = inputs.initiatives
    linked = int((initiatives["network_status"] == "networked").sum())
    is_sample = SHIPPED_REGISTER in inputs.sources.index
    network = programme().network
    if network is None or (scenario.as_of is not None and scenario.as_of < network.date):
        return Completeness(linked, None, None, Text("", ""), is_sample)
    return Completeness(linked, network.members, network.date, network.source.text, is_sample)


def rate_text(rate: Mapping[Hashable, Any]) -> Text:
    """Districts of a rate with the base they are a share of.

    >>> rate_text({"value": 68.0, "total": 400.0, "share": 0.17}).en
    '68 of 400 districts (17.0%)'
    """
    value, total = (_count(int(rate[part] or 0)) for part in ("value", "total"))
    share = in_both(lambda lang: percent(rate["share"], lang=lang))
    return Text("{value} von {total} Kreisen ({share})",
                "{value} of {total} districts ({share})").filled(
        value=value, total=total, share=share)  # fmt: skip


def _count(count: int) -> Text:
    return in_both(lambda lang: number(count, lang=lang))
