"""Who issues the documents: name, address and contact of the office, for covers and imprints.

One process speaks for one office, as it speaks of one network: `issuer.toml` in the user's folder
for rollout, or the file that ROLLOUT_ISSUER names. Without either nobody is named.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rollout.data_folder import user_folder
from rollout.errors import DataError, Problem
from rollout.files.guarded import read_bytes
from rollout.files.toml import toml_tables, toml_text
from rollout.language import Text, listed, shorten

ENVIRONMENT = "ROLLOUT_ISSUER"
FILE = "issuer.toml"
KEYS = ("name", "address", "contact", "notice_de", "notice_en", "logo")
MAX_BYTES, MAX_LOGO, LONGEST = 20_000, 500_000, 300
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


@dataclass(frozen=True)
class Issuer:
    """An office.

    Parameters
    ----------
    name, address, contact
        As they stand on paper; an office and its functions, never a person. `address` may have
        several lines.
    notice
        A sentence that every document carries, such as "Entwurf"; may be empty.
    logo
        A picture (PNG or JPEG) and its kind; None without any.
    """

    name: str
    address: str = ""
    contact: str = ""
    notice: Text = Text("", "")
    logo: tuple[bytes, str] | None = None

    @property
    def editor(self) -> Text:
        """The line official maps have: who edited them."""
        return Text(f"Bearbeitung: {self.name}", f"Edited by {self.name}")


def issuer() -> Issuer | None:
    """The office of this process; None where nobody is named.

    Raises
    ------
    DataError
        With every entry of the file that is missing, wrong or unknown.
    """
    named = os.environ.get(ENVIRONMENT)
    if named is None:
        path = user_folder() / FILE
        return _read(path, path.stat().st_mtime_ns) if path.is_file() else None
    return _read(Path(named), None) if named else None


@cache
def _read(path: Path, _changed: int | None) -> Issuer:
    tables = toml_tables(toml_text(path, MAX_BYTES), path.name)
    problems = [*_unknown(tables, path.name), *_wrong(tables, path.name)]
    if problems:
        raise DataError(problems)
    logo = tables.get("logo")
    return Issuer(
        tables["name"].strip(),
        tables.get("address", "").strip(),
        tables.get("contact", "").strip(),
        Text(tables.get("notice_de", ""), tables.get("notice_en", tables.get("notice_de", ""))),
        None if logo is None else _logo(path.parent / logo),
    )


def _unknown(tables: dict[str, object], file: str) -> list[Problem]:
    return [
        Problem("error", file, Text(f"{shorten(key, 60)} ist unbekannt",
                                    f"{shorten(key, 60)} is unknown"),
                Text(listed(KEYS, "de"), listed(KEYS, "en")))
        for key in tables if key not in KEYS
    ]  # fmt: skip


def _wrong(tables: dict[str, object], file: str) -> list[Problem]:
    """Entries that are no text, too long, or missing."""
    expected = Text(f"ein Text bis {LONGEST} Zeichen", f"a text of at most {LONGEST} signs")
    problems = []
    for key in KEYS:
        value = tables.get(key, "" if key != "name" else None)
        is_text = isinstance(value, str) and len(value) <= LONGEST
        if not is_text or (key == "name" and not str(value).strip()):
            shown = shorten(repr(value), 60)
            finding = Text(f"{key} ist {shown}", f"{key} is {shown}")
            if value is None:
                finding = Text(f"{key} fehlt", f"{key} is missing")
            problems.append(Problem("error", file, finding, expected))
    return problems


def _logo(path: Path) -> tuple[bytes, str]:
    """The picture beside the file, if it is one."""
    expected = Text(f"ein Bild (PNG oder JPEG) bis {MAX_LOGO // 1000} kB",
                    f"a picture (PNG or JPEG) of at most {MAX_LOGO // 1000} kB")  # fmt: skip
    raw = read_bytes(path, MAX_LOGO, expected)
    kind = next((kind for start, kind in _KINDS.items() if raw.startswith(start)), None)
    if kind is None:
        finding = Text("ist kein PNG und kein JPEG", "is neither PNG nor JPEG")
        raise DataError(Problem("error", path.name, finding, expected))
    return raw, kind
