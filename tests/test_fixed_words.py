"""Three fixed words for the coverage of a district; "to reach" has one meaning everywhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from rollout.coverage.words import STATUS_BEGINS, STATUS_NAMES
from rollout.language import LANGS
from rollout.model import STATUSES
from tests.conftest import ROOT

# A status said in other words than the fixed ones; "Weiße Flecken" is the name of a view.
OTHER_STATUS = re.compile(
    r"\b(weiß|grau)(e|er|en|es)? (Fleck|Kreis|Fläche|Gebiet)|weiß (sind|ist|unter)"
    r"|\b(white|grey)[ -](spot|district|area)|\b(white|grey) under",
    re.IGNORECASE,
)
NAME_OF_THE_VIEW = re.compile(r"Weiße Flecken|White spots")
REACH = re.compile(r"\berreich|\breach", re.IGNORECASE)
# The one meaning: an initiative, or one to be founded, reaches a district under the rule.
# The others speak of no coverage: steps of a founding, places on a network, rows of a program.
MEANINGS = re.compile(
    r"[Ii]nitiative[^.]{0,60}(erreich|reach)|(erreich|reach)[^.]{0,40}[Ii]nitiative"
    r"|eine von ihnen einen Kreis erreicht|Eine Gründung erreicht|A founding reaches"
    r"|Was eine Gründung erreicht|What a founding reaches|von ihr aus erreicht|reaches from there"
    r"|^(Erreichen|To reach)$|Ziel und Reichweite|Goal and reach|within reach|in reach"
    r"|reach = |--reach|Scenario\.reach|^ ?reached_?$"
    r"|[Ss]chritt|\bstep\b|haben ihn erreicht|reached it|noch nicht erreicht|not yet reached"
    r"|nur Erreichtes eintragen|what has been reached"
    r"|[Dd]ashboard|index cannot be reached|erreichbar|out of reach"
    r"|[Uu]niversit|site reaches row|Ort erreicht Zeile|jede Einheit|every unit"
)
# As a status of a district, whoever may reach it.
AS_A_STATUS = re.compile(
    r"als erreicht|(später|schon|zusätzlich) erreicht|Kreisen? erreicht"
    r"|erreichte[nr]? (Kreis|Anteil)|(counts?|considered) as reached|as reached:"
    r"|districts? reached",
    re.IGNORECASE,
)


def sentences(path: Path) -> Iterator[str]:
    """Texts of a module that people read: those of two words or more, gaps left empty."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside.add(id(node.value))  # docstrings
        if isinstance(node, ast.JoinedStr):
            parts = [part for part in node.values if isinstance(part, ast.Constant)]
            inside |= {id(part) for part in parts}
            yield " ".join(str(part.value) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_word = " " in node.value or node.value[:1].isupper()
            if is_word and id(node) not in inside:
                yield node.value


def others(text: str) -> Iterator[str]:
    """What a text says of coverage in words that are not the fixed ones."""
    yield from (match[0] for match in OTHER_STATUS.finditer(NAME_OF_THE_VIEW.sub("", text)))
    yield from (match[0] for match in AS_A_STATUS.finditer(text))
    if REACH.search(text) and not MEANINGS.search(text):
        yield text


def test_every_text_says_the_coverage_in_the_fixed_words():
    told = {
        f"{path.relative_to(ROOT)}: {words}"
        for folder in ("rollout", "dashboard", "tools")
        for path in (ROOT / folder).rglob("*.py")
        for text in sentences(path)
        for words in others(text)
    }
    assert told == set()


def test_the_handbook_names_no_status_otherwise():
    pages = [*(ROOT / "docs" / "handbuch").glob("*.md"), ROOT / "docs" / "english.md"]
    told = {
        f"{page.name}: {match[0]}"
        for page in [*pages, ROOT / "README.md"]
        for pattern in (OTHER_STATUS, AS_A_STATUS)
        for match in pattern.finditer(NAME_OF_THE_VIEW.sub("", page.read_text(encoding="utf-8")))
    }
    assert told == set()


def test_the_walk_hears_the_old_words():
    assert list(others("Es bleiben 3 weiße Flecken.")) != []
    assert list(others("Weiße Flecken")) == []
    assert list(others("254 von 400 Kreisen erreicht")) != []
    assert list(others("⟦Keine Initiative⟧ erreicht den Kreis")) == []


def test_the_words_are_these():
    said = {lang: [STATUS_NAMES[key][lang] for key in STATUSES] for lang in LANGS}
    assert said["de"] == [
        "vernetzt",
        "in Gründung",
        "vorhanden, nicht angebunden",
        "keine gefunden",
    ]
    assert said["en"] == ["linked", "being founded", "exists, not linked", "none found"]
    for key, name in STATUS_NAMES.items():
        assert {STATUS_BEGINS[key][lang].lower() for lang in LANGS} == {
            name[lang].lower() for lang in LANGS
        }
