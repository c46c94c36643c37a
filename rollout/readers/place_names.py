"""Names of places as people write them: short forms, abbreviations, additions, spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "æ": "ae",
                          "ł": "l"})  # fmt: skip
_WORD = re.compile(r"[a-z0-9]+\.?")
# Words between a name and what tells its bearers apart; abbreviated ones end in a dot.
_LINKS = frozenset([
    "am", "an", "auf", "b", "b.", "bei", "d", "d.", "dem", "den", "der", "des", "die", "i",
    "i.", "im", "in", "a", "a.", "o", "o.", "ob", "u", "u.", "und", "unter", "v", "v.", "vd",
    "vor", "zu", "zum", "zur", "vom", "von", "v.d.", "sur",
])  # fmt: skip
# Where the part begins that tells bearers of a name apart: "an der Weinstraße", "(Oder)", "/Saar".
_ADDITION = re.compile(
    r"(?<!\s)\s+(?:(?:am|an|auf|bei|im|in|ob|unter|vor|vom|von|zu|zur|zum)\s|[abiouv]\.).*"
    r"|(?<!\s)\s*[(/].*",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?<![\s,/(])[\s,/(]*\b(?:OT|Ortsteil|Stadtteil|Ortschaft|Stadtbezirk)\b.*", re.IGNORECASE
)
_ABBREVIATION = 4  # letters of a word that may be short for another one
# Words before a name that belong to it but are no name themselves.
_MODIFIERS = frozenset([
    "neu", "alt", "gross", "klein", "ober", "unter", "nieder", "hohen", "hoch", "mittel",
    "nord", "sued", "ost", "west", "bad", "sankt", "markt", "hinter", "vorder", "burg", "gut",
    "schloss", "kloster", "dorf", "stadt",
])  # fmt: skip
TITLES = frozenset([
    "stadt", "gemeinde", "markt", "flecken", "hansestadt", "landeshauptstadt",
    "bundeshauptstadt", "bundesstadt", "universitaetsstadt", "hochschulstadt", "kreisstadt",
    "kreisfreie", "freie", "grosse", "lutherstadt", "residenzstadt", "wissenschaftsstadt",
    "ostseebad", "ostseeheilbad", "nordseebad", "seebad", "kurort", "marktgemeinde",
    "marktflecken", "m", "st", "gkst", "grosser",
])  # fmt: skip


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """Words of a name without case, umlauts and linking words; a dot marks an abbreviation.

    >>> words_of("Rothenburg o.d.T."), words_of("St. Wendel"), words_of("Halle (Saale)")
    (('rothenburg', 't.'), ('sankt', 'wendel'), ('halle', 'saale'))
    """
    plain = text.casefold().translate(_UMLAUTS)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
    words = _WORD.findall(plain)
    last = len(words) - 1
    saints = (
        "sankt" if word == "st." or (word == "st" and n < last) else word
        for n, word in enumerate(words)
    )
    # A linking word stands between others, so the last one is never one ("Frankfurt/O.").
    return tuple(word for n, word in enumerate(saints) if n in (0, last) or word not in _LINKS)


def joined(words: Sequence[str]) -> str:
    """One word of all, so that blanks and hyphens do not matter.

    >>> joined(("neu", "ulm"))
    'neuulm'
    """
    return "".join(words).replace(".", "")


def without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without titles before or after the name.

    >>> without_titles(("muenchen", "landeshauptstadt")), without_titles(("stadt",))
    (('muenchen',), ('stadt',))
    """
    rest = list(words)
    while len(rest) > 1 and rest[0] in TITLES:
        rest.pop(0)
    while len(rest) > 1 and rest[-1].rstrip(".") in TITLES:
        rest.pop()
    return tuple(rest)


def without_part(text: str) -> str:
    """Take off the part of a place named behind it.

    >>> without_part("Schweinfurt OT Oberndorf")
    'Schweinfurt'
    """
    return _PART.sub("", text).strip() or text


@dataclass(frozen=True)
class OfficialName:
    """A name as an official list writes it, in all the forms people use for it.

    Parameters
    ----------
    words
        All words of the name.
    head
        Words before what tells bearers of the name apart.
    shorts
        Short forms, each joined: the head, both halves of a name with a slash or hyphen, the
        name without "Bad".
    """

    words: tuple[str, ...]
    head: tuple[str, ...]
    shorts: frozenset[str]

    def is_named(self, words: tuple[str, ...]) -> bool:
        """Whether these words are the whole name."""
        return joined(words) == joined(self.words)

    def is_short(self, words: tuple[str, ...]) -> bool:
        """Whether these words are the name, with abbreviations or without its addition."""
        return (
            self.is_named(words) or joined(words) == joined(self.head) or (self._abbreviated(words))
        )

    def is_meant(self, words: tuple[str, ...]) -> bool:
        """Whether these words may stand for the name, be it for one of its halves."""
        return self.is_short(words) or joined(words) in self.shorts

    def begins(self, words: tuple[str, ...]) -> bool:
        """Whether these words are the name with a part of the place behind it."""
        count = len(self.head)
        return len(words) > count and words[:count] == self.head

    def _abbreviated(self, words: tuple[str, ...]) -> bool:
        count = len(self.head)
        additions = self.words[count:]
        given = words[count:]
        if not given or not additions or words[:count] != self.head:
            return False
        return all(any(_stands_for(short, word) for word in additions) for short in given)


def _stands_for(short: str, word: str) -> bool:
    """Whether one word is the other, or an abbreviation of it (in either direction).

    >>> _stands_for("opf.", "oberpfalz"), _stands_for("saale", "saale"), _stands_for("m", "oder")
    (True, True, False)
    """
    one, other = short.rstrip("."), word.rstrip(".")
    if one == other:
        return True
    if len(one) > len(other):
        short, one, word, other = word, other, short, one
    if not (short.endswith(".") or len(one) <= _ABBREVIATION) or one[0] != other[0]:
        return False
    letters = iter(other)
    return all(letter in letters for letter in one)


@lru_cache(maxsize=32768)
def official_name(text: str) -> OfficialName:
    """Take a name of an official list apart.

    >>> name = official_name("Frankfurt (Oder), Stadt")
    >>> name.words, name.head, name.is_meant(("frankfurt", "o."))
    (('frankfurt', 'oder'), ('frankfurt',), True)
    >>> sorted(official_name("Garmisch-Partenkirchen, M").shorts)
    ['garmisch', 'partenkirchen']
    """
    base = text.split(",")[0].strip()
    words = words_of(base)
    head = words_of(_ADDITION.sub("", base)) or words
    shorts = {joined(head)} if head != words else set()
    if head[0] == "bad" and len(head) > 1:
        shorts.add(joined(head[1:]))
    shorts |= _halves(base)
    return OfficialName(words, head, frozenset(shorts - {joined(words)}))


def _halves(base: str) -> set[str]:
    """Both halves of a double name, unless one only modifies the other ("Neu-Ulm").

    >>> sorted(_halves("Petershagen/Eggersdorf")), _halves("Neu-Ulm")
    (['eggersdorf', 'petershagen'], set())
    """
    if "(" in base or " " in base.strip():
        return set()
    halves = [joined(words_of(part)) for part in re.split(r"[-/]", base)]
    if len(halves) < 2 or any(half in _MODIFIERS or not half for half in halves):
        return set()
    return set(halves)
