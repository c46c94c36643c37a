"""Phrases about members of another name and gender."""

from __future__ import annotations

import re

import pytest

from rollout.language import OPENING
from rollout.programme import shipped
from rollout.programme.current import PHRASE, spoken
from rollout.programme.grammar import EnglishNoun, GermanNoun, english, german
from tests.conftest import ROOT

OURS = GermanNoun("f", "Initiative", "Initiativen", "Initiative", "Initiativen")
SITE = GermanNoun("m", "Standort", "Standorte", "Standorts", "Standorten")
CENTRE = GermanNoun("n", "Zentrum", "Zentren", "Zentrums", "Zentren")
LORD = GermanNoun("m", "Herr", "Herren", "Herrn", "Herren", accusative="Herrn", dative="Herrn")
STATES = {"vernetzt": "zertifiziert"}


@pytest.mark.parametrize(
    ("phrase", "case", "masculine", "neuter"),
    [
        ("eine Initiative", "n", "ein Standort", "ein Zentrum"),
        ("eine Initiative", "a", "einen Standort", "ein Zentrum"),
        ("einer Initiative", "g", "eines Standorts", "eines Zentrums"),
        ("einer Initiative", "d", "einem Standort", "einem Zentrum"),
        ("die Initiative", "n", "der Standort", "das Zentrum"),
        ("der Initiative", "g", "des Standorts", "des Zentrums"),
        ("der Initiativen", "g", "der Standorte", "der Zentren"),
        ("Initiativen", "d", "Standorten", "Zentren"),
        ("keine Initiative", "n", "kein Standort", "kein Zentrum"),
        ("irgendeiner Initiative", "d", "irgendeinem Standort", "irgendeinem Zentrum"),
        ("jeder Initiative", "d", "jedem Standort", "jedem Zentrum"),
        ("zur nächsten Initiative", "d", "zum nächsten Standort", "zum nächsten Zentrum"),
        ("vernetzte Initiative", "n", "zertifizierter Standort", "zertifiziertes Zentrum"),
        ("vernetzter Initiative", "d", "zertifiziertem Standort", "zertifiziertem Zentrum"),
        ("eine vernetzte Initiative", "a", "einen zertifizierten Standort",
         "ein zertifiziertes Zentrum"),
        ("einer bestehenden Initiative", "g", "eines bestehenden Standorts",
         "eines bestehenden Zentrums"),
        ("Nächste vernetzte Initiative", "n", "Nächster zertifizierter Standort",
         "Nächstes zertifiziertes Zentrum"),
        ("die nächste vernetzte Initiative", "n", "der nächste zertifizierte Standort",
         "das nächste zertifizierte Zentrum"),
        ("neuer Initiativen", "g", "neuer Standorte", "neuer Zentren"),
        ("Vernetzte Initiativen", "n", "Zertifizierte Standorte", "Zertifizierte Zentren"),
        ("keine", "a", "keinen", "keines"),
        ("die", "n", "der", "das"),
        ("deren", "n", "dessen", "dessen"),
        ("sie", "n", "er", "es"),
    ],
)  # fmt: skip
def test_german_phrases_agree_with_the_noun(phrase, case, masculine, neuter):
    assert german(phrase, case, OURS, SITE, STATES) == masculine
    assert german(phrase, case, OURS, CENTRE, STATES) == neuter


def test_a_weak_noun_has_its_own_accusative_and_dative():
    assert german("eine Initiative", "a", OURS, LORD, {}) == "einen Herrn"
    assert german("einer Initiative", "d", OURS, LORD, {}) == "einem Herrn"
    assert german("eine Initiative", "n", OURS, LORD, {}) == "ein Herr"


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("an initiative", "a hospital site"),
        ("A linked initiative", "An accredited hospital site"),
        ("a linked initiative", "an accredited hospital site"),
        ("each initiative's", "each hospital site's"),
        ("Initiatives", "Hospital sites"),
        ("nearest linked initiative", "nearest accredited hospital site"),
    ],
)
def test_english_phrases_take_the_right_article(phrase, words):
    ours = EnglishNoun("initiative", "initiatives", "an")
    site = EnglishNoun("hospital site", "hospital sites", "a")
    assert english(phrase, ours, site, {"linked": "accredited"}) == words


SOURCES = [
    (path, PHRASE.findall(path.read_text(encoding="utf-8")))
    for folder in ("rollout", "dashboard")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if OPENING in path.read_text(encoding="utf-8") and path.parent.name != "programme"
]


@pytest.mark.parametrize(("path", "phrases"), SOURCES, ids=[path.name for path, _ in SOURCES])
def test_every_phrase_in_the_texts_is_in_the_case_it_names(path, phrases):
    """Said in the words of the shipped programme, a phrase is itself; so its letter is right."""
    ours = shipped()
    for case, words in phrases:
        lang = (
            "de"
            if re.search(
                r"Initiativen?$|Gründung$|vernetzte?$|angebunden$|^(die|deren|sie|keine)$", words
            )
            else "en"
        )
        assert spoken(words, case or "n", lang, ours, ours) == words, (case, words)
    assert phrases


def test_every_mark_of_a_phrase_is_closed():
    for path, _ in SOURCES:
        text = path.read_text(encoding="utf-8")
        rest = PHRASE.sub("", text)
        assert not set("⟦⟧") & set(rest.replace('OPENING = "⟦"', "").replace("⟦ and ⟧", "")), path
