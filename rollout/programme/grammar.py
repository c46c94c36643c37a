"""Phrases about the members of a network, said of members of another name and gender.

The texts of the product name the members in the words of the shipped programme, in the order and
form German and English ask for. A phrase is told in which case it stands, and is then said again
with another noun: article, adjectives and noun agree. Nothing is read here; this is grammar only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Gender = Literal["m", "f", "n"]
Case = Literal["n", "a", "g", "d"]  # nominative, accusative, genitive, dative
GENDERS: tuple[Gender, ...] = ("m", "f", "n")
CASES: tuple[Case, ...] = ("n", "a", "g", "d")

# Endings by case, in order: masculine, feminine, neuter, plural.
_DEFINITE = {
    "n": ("er", "ie", "as", "ie"), "a": ("en", "ie", "as", "ie"),
    "g": ("es", "er", "es", "er"), "d": ("em", "er", "em", "en"),
}  # fmt: skip
_DEMONSTRATIVE = {
    "n": ("er", "e", "es", "e"), "a": ("en", "e", "es", "e"),
    "g": ("es", "er", "es", "er"), "d": ("em", "er", "em", "en"),
}  # fmt: skip
_INDEFINITE = {
    "n": ("", "e", "", "e"), "a": ("en", "e", "", "e"),
    "g": ("es", "er", "es", "er"), "d": ("em", "er", "em", "en"),
}  # fmt: skip
_STRONG = _DEMONSTRATIVE | {"g": ("en", "er", "en", "er")}
_WEAK = {
    "n": ("e", "e", "e", "en"), "a": ("en", "e", "e", "en"),
    "g": ("en", "en", "en", "en"), "d": ("en", "en", "en", "en"),
}  # fmt: skip
_MIXED = _WEAK | {"n": ("er", "e", "es", "en"), "a": ("en", "e", "es", "en")}
_FORMS = dict.fromkeys(("der", "die", "das", "den", "dem", "des"), "d")
_EIN = re.compile(r"(ein|kein|irgendein)(e|er|en|em|es)?")
_DIES = re.compile(r"(dies|jed)(e|er|en|em|es)")
_ADJECTIVE = re.compile(r"(.{1,80}?)(e|er|en|em|es)")
_SHORT = {"zur": ("zum", "zur", "zum")}  # a preposition grown together with its article
_PRONOUNS = {"deren": ("dessen", "deren", "dessen"), "sie": ("er", "sie", "es")}


@dataclass(frozen=True)
class GermanNoun:
    """Forms of a noun that cannot be computed."""

    gender: Gender
    one: str
    many: str
    genitive: str
    dative_many: str
    accusative: str = ""
    dative: str = ""

    def form(self, case: Case, plural: bool) -> str:
        """Noun in a case; an empty accusative or dative is like the nominative."""
        if plural:
            return self.dative_many if case == "d" else self.many
        one = {"g": self.genitive, "a": self.accusative, "d": self.dative}
        return one.get(case) or self.one


@dataclass(frozen=True)
class EnglishNoun:
    """Forms of a noun, and the article before it."""

    one: str
    many: str
    article: str


def german(
    phrase: str, case: Case, shipped: GermanNoun, noun: GermanNoun, adjectives: Mapping[str, str]
) -> str:
    """Say a phrase with another noun.

    Parameters
    ----------
    phrase
        Article, adjectives and noun in this order, each but the noun may be missing; its words
        are those of `shipped`. A pronoun may stand alone.
    noun
        The noun to say instead.
    adjectives
        Stems that change with the noun.

    >>> own = GermanNoun("f", "Initiative", "Initiativen", "Initiative", "Initiativen")
    >>> site = GermanNoun("m", "Standort", "Standorte", "Standorts", "Standorten")
    >>> german("eine vernetzte Initiative", "a", own, site, {})
    'einen vernetzten Standort'
    >>> german("vernetzter Initiativen", "g", own, site, {"vernetzt": "zertifiziert"})
    'zertifizierter Standorte'
    """
    *words, last = phrase.split(" ")
    if last not in (shipped.one, shipped.many):
        words, last = [*words, last], ""
    plural = last == shipped.many
    column = 3 if plural else GENDERS.index(noun.gender)
    endings: Mapping[str, tuple[str, ...]] = _STRONG
    said = []
    for word in words:
        text, endings = _word(word, case, column, endings, adjectives, alone=not last)
        said.append(text)
    if last:
        said.append(noun.form(case, plural))
    return _as_begun(phrase, " ".join(said))


def _word(
    word: str, case: Case, column: int, endings: Mapping[str, tuple[str, ...]],
    adjectives: Mapping[str, str], alone: bool,
) -> tuple[str, Mapping[str, tuple[str, ...]]]:  # fmt: skip
    """One word before the noun, and the endings that adjectives after it take."""
    plain = word.lower()
    if plain in _PRONOUNS or plain in _SHORT:
        return (_PRONOUNS | _SHORT)[plain][min(column, 2)], _WEAK
    if plain in _FORMS:
        return "d" + _DEFINITE[case][column], _WEAK
    if match := _DIES.fullmatch(plain):
        return match[1] + _DEMONSTRATIVE[case][column], _WEAK
    if match := _EIN.fullmatch(plain):
        ending = (_DEMONSTRATIVE if alone else _INDEFINITE)[case][column]
        return match[1] + ending, _MIXED
    if match := _ADJECTIVE.fullmatch(plain):
        return adjectives.get(match[1], match[1]) + endings[case][column], endings
    return word, endings


def english(
    phrase: str, shipped: EnglishNoun, noun: EnglishNoun, adjectives: Mapping[str, str]
) -> str:
    """Say an English phrase with another noun; the article follows the word after it.

    >>> own = EnglishNoun("initiative", "initiatives", "an")
    >>> english("An initiative", own, EnglishNoun("hospital", "hospitals", "a"), {})
    'A hospital'
    >>> english("a new initiative's", own, EnglishNoun("site", "sites", "a"), {"new": "old"})
    "an old site's"
    """
    forms = {shipped.one: noun.one, shipped.many: noun.many, f"{shipped.one}'s": f"{noun.one}'s"}
    words = [forms.get(word, adjectives.get(word, word)) for word in phrase.lower().split(" ")]
    if words[0] in ("a", "an"):
        vowel = "an" if words[1][0] in "aeiou" else "a"
        words[0] = noun.article if words[1] == noun.one else vowel
    return _as_begun(phrase, " ".join(words))


def _as_begun(phrase: str, said: str) -> str:
    """Give the phrase a capital where the other one had it."""
    return said[0].upper() + said[1:] if phrase[0].isupper() else said
