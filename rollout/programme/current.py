"""The programme this process speaks of.

One process speaks of one network: words are made when modules are imported, and pages, files and
messages have to agree. The command line names the data folder before it imports any words;
`ROLLOUT_PROGRAMME` hands it on to the processes that the dashboard starts.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Literal

from rollout.data_folder import default_data_dir, shipped_data_dir
from rollout.errors import DataError, Problem
from rollout.language import Text
from rollout.programme import grammar
from rollout.programme.file import read_programme
from rollout.programme.model import Programme

ENVIRONMENT = "ROLLOUT_PROGRAMME"
FILE = "programme.toml"
PHRASE = re.compile(r"⟦(?:([nagd]):)?([^⟦⟧]+)⟧")


def choose(folder: Path) -> None:
    """Let this process and all it starts speak of the programme of a data folder.

    Raises `DataError` where its file is wrong. Call it before words are imported.
    """
    path = programme_file(folder).absolute()
    if _read(path) == shipped():
        os.environ.pop(ENVIRONMENT, None)
    else:
        os.environ[ENVIRONMENT] = str(path)
    programme.cache_clear()


def programme_file(folder: Path) -> Path:
    """The programme of a data folder; the shipped one where it has none."""
    path = folder / FILE
    return path if os.path.exists(path) else shipped_data_dir() / FILE


_read = cache(read_programme)


@cache
def programme() -> Programme:
    """The programme in use."""
    chosen = os.environ.get(ENVIRONMENT)
    return _read(Path(chosen) if chosen else programme_file(default_data_dir()))


def shipped() -> Programme:
    """The programme in whose words the texts of the product are written."""
    return _read(shipped_data_dir() / FILE)


def check_programme(path: Path) -> Programme:
    """Programme of a file, which must name the network that this process speaks of."""
    theirs = _read(path)
    if theirs == programme():
        return theirs
    raise DataError(
        Problem(
            "error",
            str(path),
            Text("nennt ein anderes Netzwerk als das, von dem dieses Programm schon spricht",
                 "names another network than the one this process already speaks of"),
            remedy=Text(f"vor dem Start {ENVIRONMENT} auf diese Datei setzen, oder --data nennen",
                        f"set {ENVIRONMENT} to this file before the start, or name --data"),
            code="programme",
        )
    )  # fmt: skip


def said(text: str, lang: Literal["de", "en"]) -> str:
    """Say the phrases between ⟦ and ⟧ in the words of the programme.

    The letter before a phrase is its case, the nominative without one.

    >>> said("Kreis mit ⟦d:einer vernetzten Initiative⟧", "de")
    'Kreis mit einer vernetzten Initiative'
    """
    return PHRASE.sub(lambda match: phrase(match[2], match[1] or "n", lang), text)


@cache
def phrase(words: str, case: grammar.Case, lang: Literal["de", "en"]) -> str:
    """One phrase in the words of the programme; those of the shipped one stay as written."""
    ours, theirs = shipped(), programme()
    if theirs.member == ours.member and theirs.states == ours.states:
        return words
    return spoken(words, case, lang, ours, theirs)


def spoken(
    words: str, case: grammar.Case, lang: Literal["de", "en"], ours: Programme, theirs: Programme
) -> str:  # fmt: skip
    """One phrase of a programme in the words of another."""
    states = {
        ours.states.by_key[key].text[lang]: state.text[lang]
        for key, state in theirs.states.by_key.items()
    }
    if words in states:
        return states[words]
    if words[0].lower() + words[1:] in states:
        said = states[words[0].lower() + words[1:]]
        return said[0].upper() + said[1:]
    if lang == "de":
        return grammar.german(words, case, ours.member.de.noun, theirs.member.de.noun, states)
    return grammar.english(words, ours.member.en.noun, theirs.member.en.noun, states)
