"""What a programme file says: the words for a network, its members and what they do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from rollout.language import Text
from rollout.programme import grammar

# Braces, bars and brackets are marks of the product's own texts.
Word = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200,
                      pattern=r"^[^{}|⟦⟧<>\x00-\x1f]+$"),
]  # fmt: skip
# An adjective that takes its endings: vernetzt, vernetzte, vernetzter.
Stem = Annotated[str, StringConstraints(pattern=r"^[A-Za-zÄÖÜäöüß-]*[^\W\d_e]$", max_length=60)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
PresetKey = Literal[
    "much_industry", "under_pressure", "transformation", "dense", "overlooked",
    "site_conflict", "shock", "opportunity",
]  # fmt: skip
StepKey = Literal[
    "trigger", "taken_on", "stock_taking", "kickoff", "core_group", "declaration", "constituted",
    "office", "first_product", "linked", "secured",
]  # fmt: skip


class Part(BaseModel):
    """Base of all parts: frozen, nothing unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Part):
    """One text in both languages."""

    de: Word
    en: Word

    @property
    def text(self) -> Text:
        """The pair."""
        return Text(self.de, self.en)


class GermanMember(Part):
    """Forms of the noun for a member, German."""

    gender: grammar.Gender
    one: Word
    many: Word
    genitive: Word
    dative_many: Word
    accusative: Word | None = None
    dative: Word | None = None

    @property
    def noun(self) -> grammar.GermanNoun:
        """The forms as the grammar takes them."""
        return grammar.GermanNoun(
            self.gender, self.one, self.many, self.genitive, self.dative_many,
            self.accusative or "", self.dative or "",
        )  # fmt: skip


class EnglishMember(Part):
    """Forms of the noun for a member, English."""

    one: Word
    many: Word
    article: Literal["a", "an"]

    @property
    def noun(self) -> grammar.EnglishNoun:
        """The forms as the grammar takes them."""
        return grammar.EnglishNoun(self.one, self.many, self.article)


class Member(Part):
    """What a member of the network is called."""

    de: GermanMember
    en: EnglishMember


class Networked(Part):
    """Word for a member that is linked; the German one is an adjective without ending."""

    de: Stem
    en: Word
    also: tuple[Word, ...] = ()

    @property
    def text(self) -> Text:
        """The pair."""
        return Text(self.de, self.en)


class Named(Words):
    """A state or a kind: its words, and other spellings a register may use."""

    also: tuple[Word, ...] = ()


class States(Part):
    """Words for the states a member can have.

    What is planned is no coverage yet; what is dormant is there, but not linked.
    """

    networked: Networked
    founding: Named
    unconnected: Named
    planned: Named = Named(de="geplant", en="planned")
    dormant: Named = Named(de="ruhend", en="dormant")

    @property
    def by_key(self) -> Mapping[str, Networked | Named]:
        """State by its key in the register."""
        return {
            "networked": self.networked, "founding": self.founding,
            "unconnected": self.unconnected, "planned": self.planned, "dormant": self.dormant,
        }  # fmt: skip


class Demand(Part):
    """What is counted beside districts, inhabitants and area."""

    column: Key
    de: Word
    en: Word
    narrow: Words | None = None
    caption: Words | None = None
    first: Words | None = None

    @field_validator("column")
    @classmethod
    def _counted_beside_the_others(cls, column: str) -> str:
        if column in ("districts", "population", "area_km2", "potential"):
            raise ValueError("counted")
        return column

    @property
    def text(self) -> Text:
        """The pair."""
        return Text(self.de, self.en)


class Partners(Part):
    """Whom to ask for a new member."""

    first_call: Words
    firms: Words


class Federal(Part):
    """Members of a register's column `federal_network`, which can be left out of the count."""

    one: Words
    many: Words


class Network(Part):
    """How many members the network counts itself, on which day, and who says so."""

    members: Annotated[int, Field(ge=1, le=1_000_000, strict=True)]
    date: dt.date
    source: Words


class FurtherPreset(Part):
    """A set of weights for the potential."""

    name: Words
    assumes: Words
    misses: Words
    weights: Mapping[Key, Annotated[float, Field(ge=0, allow_inf_nan=False)]]
    directions: Mapping[Key, Literal["more", "less", "ideal"]] = {}


class Presets(Part):
    """Which of the sets of weights that come with the product are offered, and further ones."""

    keep: tuple[PresetKey, ...] = ()
    further: Mapping[Key, FurtherPreset] = {}


class Programme(Part):
    """A network: what it and its members are called, its states, kinds and steps."""

    title: Words
    about: Words
    member: Member
    states: States
    kinds: Mapping[Key, Named]
    federal: Federal
    demand: Demand
    partners: Partners
    network: Network | None = None
    steps: Mapping[StepKey, Words] = {}
    presets: Presets = Presets()
