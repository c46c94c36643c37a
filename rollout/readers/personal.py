"""No personal data: addresses and telephone numbers of people do not belong into our tables."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from rollout.language import Text
from rollout.readers.column_values import Fields

# People write (at) to hide an address from robots, not from readers.
# Every repetition has an end: an open one before a sign that may be missing looks at the rest of a
# text from each of its signs, which took 16 seconds for a note of 20,000 letters.
_MAIL = re.compile(
    r"[^\s@<>;,](@|\s?\((at|ät)\)\s?|\s?\[at\]\s?)[^\s@<>;,]{1,253}?\.[a-z]{2}", re.IGNORECASE
)
# The look-behind keeps dates, keys and decimals out; the second form is mobile numbers.
_PHONE = re.compile(
    r"(?<![\w.,/-])(\+[0-9]{2}|00[0-9]{2}|0)[\s/()-]{0,5}(?P<area>[0-9]{2,5})[\s/()-]{1,5}"
    r"(?P<number>[0-9]{3,12}([\s-][0-9]{2,8}){0,6})(?![\w-])"
    r"|(?<![\w.,/-])(\+49|0049|0)\s?1[567][0-9][\s/-]?[0-9]{6,8}(?![0-9])"
    r"|\b(tel|telefon|phone|fax|mobil|handy)\b[.:\s]{0,8}[+0][0-9\s/()-]{5,}",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(Herrn?|Frau|Mrs?|Ms)\.?\s+(Dr\.\s+|Prof\.\s+)*[A-ZÄÖÜ][a-zäöüß]+")
# Rows of district keys look like telephone numbers.
_KEYS = re.compile(r"[0-9]{5}([\s/-]+[0-9]{5})*")
PERSONAL = "personal-data"
EXPECTED = Text("keine personenbezogenen Daten", "no personal data")
REMEDY = Text(
    "löschen; Ansprechpartner nur mit ihrer Funktion nennen (Leitung Standortpolitik der IHK)",
    "delete it; name contacts by their role only (head of location policy at the chamber)",
)

_OFFICES = Text("Telefon und Netzseite von Stellen gehören in deren Liste",
                "telephone and website of offices belong into the list of offices")  # fmt: skip
_NO_TEXT = ("source_url", "website", "region_ags", "id", "plz", "latitude", "longitude")
_SHORTEST = 6  # signs of an address or a number


def names_a_person(text: str) -> bool:
    """Whether a text probably names a person.

    >>> names_a_person("Frau Muster, IHK"), names_a_person("IHK, Geschäftsführung")
    (True, False)
    """
    return bool(_PERSON.search(text))


def contact_data(text: str) -> tuple[Text, ...]:
    """What a text holds by which a person can be reached; nothing of it is repeated.

    >>> [finding.en for finding in contact_data("a.b@ihk.example, 0551 12345-67")]
    ['contains an e-mail address', 'contains a telephone number']
    """
    if len(text) < _SHORTEST:
        return ()
    mail = Text("enthält eine E-Mail-Adresse", "contains an e-mail address")
    phone = Text("enthält eine Telefonnummer", "contains a telephone number")
    has_phone = any(not _KEYS.fullmatch(match[0]) for match in _PHONE.finditer(text))
    return (*((mail,) if _MAIL.search(text) else ()), *((phone,) if has_phone else ()))


def check_personal(fields: Fields) -> None:
    """Report e-mail addresses and telephone numbers as errors, names of people as notes.

    A file may be passed on; the message therefore does not repeat what was found.
    """
    for name in map(str, fields.cells.columns):
        # Addresses of pages and keys hold digits and signs that look like personal data.
        if name in _NO_TEXT:
            continue
        for line, text in zip(fields.lines, fields.values(name), strict=True):
            for finding in contact_data(text):
                fields.report("error", PERSONAL, name, line, finding, EXPECTED, REMEDY)
            if names_a_person(text):
                finding = Text("nennt vermutlich eine Person", "probably names a person")
                fields.report("note", "person", name, line, finding, remedy=REMEDY)


def without_contacts(fields: Fields, columns: Collection[str]) -> Fields:
    """Fields without the user's own columns that hold contacts of people, which is told.

    Lists of members have them more often than not; nothing of them is needed here.

    Parameters
    ----------
    columns
        Those that are not the user's own.
    """
    lines = {
        name: [line for line, text in zip(fields.lines, fields.values(name), strict=True)
               if contact_data(text)]
        for name in map(str, fields.cells.columns) if name not in columns
    }  # fmt: skip
    left_out = [name for name, wrong in lines.items() if wrong]
    for name in left_out:
        finding = Text(
            "enthält E-Mail-Adressen oder Telefonnummern; die Spalte bleibt weg",
            "contains e-mail addresses or telephone numbers; the column is left out",
        )
        fields.report_once("note", "contact-column", name, lines[name], finding, remedy=_OFFICES)
    return replace(fields, cells=fields.cells.drop(columns=left_out)) if left_out else fields
