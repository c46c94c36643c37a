"""From bytes to text: what kind of file it is, how it is encoded, what does not belong in it."""

from __future__ import annotations

import codecs
import re

from rollout.language import Text
from rollout.readers.findings import Findings, file_error

_AS_TABLE = Text("als CSV oder XLSX speichern", "save it as CSV or XLSX")
_TABLE = Text(
    "eine Tabelle als CSV, XLSX, XLS, ODS oder JSON", "a table as CSV, XLSX, XLS, ODS or JSON"
)
# First bytes of files that people send instead of a table.
_OTHER_KINDS = {
    b"%PDF": Text("ist ein PDF", "is a PDF"),
    b"\x1f\x8b": Text("ist ein gzip-Archiv", "is a gzip archive"),
    b"\x89PNG": Text("ist ein Bild", "is a picture"),
    b"\xff\xd8\xff": Text("ist ein Bild", "is a picture"),
    b"SQLite format 3": Text("ist eine Datenbank oder ein GeoPackage",
                             "is a database or a GeoPackage"),
}  # fmt: skip

# Signs nobody types on purpose: control characters except tab and line feed, marks that turn the
# writing direction (they can disguise a name), zero-width signs.
_HIDDEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060"
    "\\u2066-\\u2069\\ufeff]"
)
_TEXT_FORMULA = re.compile(r'\s{0,20}="((?:[^"]|"")*)"\s{0,20}')


def decode(raw: bytes, findings: Findings) -> str:
    """Turn the bytes of a text file into text; UTF-8, UTF-16 or Windows-1252.

    An encoding other than UTF-8 is noted. Windows-1252 is only assumed when the bytes are not
    UTF-8, which is safe: German text in Windows-1252 is never valid UTF-8 when it has an umlaut.
    """
    for magic, kind in _OTHER_KINDS.items():
        if raw.startswith(magic):
            raise file_error(findings.file, "wrong-kind", kind, _TABLE, _AS_TABLE)
    for name, encoding in (("UTF-8", "utf-8-sig"), ("UTF-16", _utf16(raw)), ("", "cp1252")):
        if encoding is None:
            continue
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        # cp1252 decodes nearly anything; a zero byte is never in text.
        if "\x00" in text:
            continue
        if name != "UTF-8":
            _note_encoding(name or "Windows-1252", findings)
        return text
    raise file_error(
        findings.file, "not-text", Text("ist keine Textdatei", "is not a text file"), _TABLE,
        _AS_TABLE,
    )  # fmt: skip


def _utf16(raw: bytes) -> str | None:
    """Name of the UTF-16 variant, by its mark or by the zeros of plain letters."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = raw[:2000]
    # Excel's "Unicode text" without a mark: every second byte of Latin letters is zero.
    if sample[1::2].count(0) > len(sample) // 3:
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) // 3:
        return "utf-16-be"
    return None


def _note_encoding(name: str, findings: Findings) -> None:
    findings.add(
        "repaired",
        "encoding",
        Text(f"Zeichensatz {name}", f"encoded as {name}"),
        Text("UTF-8", "UTF-8"),
        Text("wurde umgewandelt", "was converted"),
    )


def without_hidden(value: str) -> str:
    """Remove control characters, writing-direction marks and outer blanks.

    >>> without_hidden(" Ruhr\\u202e\\x07 ")
    'Ruhr'
    """
    return _HIDDEN.sub("", value.replace("\r\n", "\n")).strip()


def text_of_formula(cell: str) -> str:
    """Text that a formula of Excel holds: people write ="09162" so that the zero stays.

    >>> text_of_formula('="09162"'), text_of_formula('=1+1'), text_of_formula('="a"&"b"')
    ('09162', '=1+1', '="a"&"b"')
    """
    match = _TEXT_FORMULA.fullmatch(cell)
    return match[1].replace('""', '"') if match else cell


def has_hidden(value: str) -> bool:
    """Tell whether `without_hidden` would remove more than outer blanks."""
    return _HIDDEN.search(value.replace("\r\n", "\n").strip()) is not None
