"""Structure data of the election office for districts (CSV with comment lines)."""

from __future__ import annotations

import math
import re

from rollout.language import Text
from rollout.readers.findings import Findings, file_error
from rollout.readers.official.assemble import Column, Row, assemble
from rollout.readers.official.cells import read_rows
from rollout.readers.official.publisher_table import OfficialTable, Origin

_OFFICE = "Bundeswahlleiterin"
# Only the last brackets are the unit; names have brackets of their own.
_UNIT = re.compile(r"\(([^()]*)\)\s*$")
_YEAR = re.compile(r"\b((?:19|20)[0-9]{2})\b")
_FOOTNOTES = "fussnoten"


def is_election(text: str) -> bool:
    """Tell from the comment lines at the top."""
    head = text[:3000].lstrip("\ufeff")
    return head.startswith("#") and (_OFFICE in head or "Bundeswahlleiter" in head)


def read_election(text: str, findings: Findings) -> OfficialTable:
    """Read structure data; totals carry two digits and are left out.

    A name's last brackets are the unit ("in 1000"), a year in it is the year.
    """
    comments = [line.strip("# ;\r") for line in text.lstrip("\ufeff").split("\n") if line[:1] == "#"
                or line[:2] == "\ufeff#"]  # fmt: skip
    rows = [row for row in read_rows(text, findings.file) if any(row[1])]
    start = next(
        (i for i, (_, cells) in enumerate(rows) if [c.casefold() for c in cells[:3]]
         == ["land", "kreis", "name"]), None
    )  # fmt: skip
    if start is None:
        raise file_error(
            findings.file, "election-layout",
            Text("keine Kopfzeile Land;Kreis;Name", "no header Land;Kreis;Name"),
            Text("Strukturdaten für Kreise", "structure data for districts"),
            Text("nicht die Datei für Wahlkreise nehmen", "do not take the one by constituency"),
        )  # fmt: skip
    columns = [Column("")] * 3 + [_column(name) for name in rows[start][1][3:]]
    data = [
        Row(line, cells[1], cells[2], dict(enumerate(cells)))
        for line, cells in rows[start + 1 :]
        if len(cells) > 3
    ]
    origin = _origin([line for line in comments if line])
    return assemble("election", origin, columns, data, "comma", findings)


def _column(header: str) -> Column:
    if header.casefold().startswith(_FOOTNOTES):
        return Column("")
    unit, year = _UNIT.search(header), _YEAR.search(header)
    name = " ".join(_UNIT.sub("", header).split())
    return Column(name, unit[1] if unit else "", float(year[1]) if year else math.nan)


def _origin(comments: list[str]) -> Origin:
    title = next((line for line in comments if line.startswith("Strukturdaten")), "Strukturdaten")
    notices = "; ".join(line for line in comments if "©" in line)
    return Origin(
        publisher="Die Bundeswahlleiterin, Wiesbaden",
        title=title,
        attribution=Text(f"{notices} (Daten verändert)", f"{notices} (data changed)"),
        url="https://www.bundeswahlleiterin.de",
        note=Text(
            "Die Datei nennt keine Lizenz; vor einer Veröffentlichung klären.",
            "The file names no licence; clarify before publishing.",
        ),
    )
