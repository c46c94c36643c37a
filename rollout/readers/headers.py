"""Which column of a file is which: German and English headers in many spellings."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rollout.language import Text
from rollout.readers.findings import Findings, quoted

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NOT_A_LETTER = re.compile(r"[^a-z0-9]")
_SIMILAR = 0.86
ADD_COLUMN = Text("Spalte ergänzen oder ihre Überschrift so benennen",
                  "add the column or name its header like that")  # fmt: skip


def folded(text: str) -> str:
    """Spelling without case, umlauts, blanks and signs, for comparison only.

    >>> folded("Kreis-Schlüssel (AGS)")
    'kreisschluesselags'
    """
    return _NOT_A_LETTER.sub("", text.casefold().translate(_UMLAUTS))


def dashed(text: str) -> str:
    """Lower-case words with hyphens between them, without umlauts and signs.

    >>> dashed("Süd-Ost & Mitte")
    'sued-ost-mitte'
    """
    plain = text.casefold().translate(_UMLAUTS)
    return "-".join(part for part in _NOT_A_LETTER.split(plain) if part)


@dataclass(frozen=True)
class Columns:
    """The columns a reader knows, each with the spellings people use for it.

    Parameters
    ----------
    spellings
        Column name -> other spellings; compared without case, umlauts and signs.
    required
        Columns without which the file cannot be read.
    forgiving
        Accept misspelt headers too. Not for names that differ in one letter only.
    remedies
        What to do when a required column is missing, where there is more to say.
    """

    spellings: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...] = ()
    forgiving: bool = False
    remedies: Mapping[str, Text] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[str, str]:
        """Folded spelling -> column name."""
        names = {folded(name): name for name in self.spellings}
        return {folded(o): name for name, others in self.spellings.items() for o in others} | names

    def is_known(self, header: str) -> bool:
        """Tell whether a header is one of these columns in some spelling."""
        return folded(header) in self.known

    def match(
        self,
        headers: Iterable[str],
        line: int,
        findings: Findings,
        given: Mapping[str, str] | None = None,
    ) -> dict[str, str]:
        """Map the headers of a file to column names.

        A spelling other than the column's own name is noted; a misspelt header is accepted when
        it is close to exactly one column not found otherwise; two headers for one column and
        missing required columns are errors.

        Parameters
        ----------
        given
            Header -> column name as the user says; goes before everything else.

        Returns
        -------
        mapping
            Header as written -> column name; headers of no known column are left out.
        """
        headers = list(headers)
        mapping = self._as_given(given or {}, headers, line, findings)
        chosen = set(mapping.values())
        for header in headers:
            name = self.known.get(folded(header))
            if name is None or header in mapping or name in chosen:
                continue
            if name in mapping.values():
                self._report_twice(name, header, mapping, line, findings)
            else:
                mapping[header] = name
        if self.forgiving:
            mapping |= self._similar(headers, mapping)
        for header, name in mapping.items():
            if header != name:
                findings.add(
                    "note",
                    "column-name",
                    Text(f"Spalte {quoted(header)} als {name} gelesen",
                         f"column {quoted(header)} read as {name}"),
                    line=line,
                )  # fmt: skip
        self._report_missing(mapping, headers, line, findings)
        return mapping

    def _as_given(
        self, given: Mapping[str, str], headers: list[str], line: int, findings: Findings
    ) -> dict[str, str]:
        """Mapping the user asks for; a header or column that does not exist is an error."""
        mapping: dict[str, str] = {}
        present = ", ".join(quoted(header, 30) for header in headers[:30])
        columns = ", ".join(self.spellings)
        for asked, wanted in given.items():
            header = next((h for h in headers if h.casefold() == asked.strip().casefold()), None)
            name = self.known.get(folded(wanted))
            if header is None:
                finding = Text(f"Spalte {quoted(asked)} gibt es nicht",
                             f"there is no column {quoted(asked)}")  # fmt: skip
                expected = Text(f"eine von: {present}", f"one of: {present}")
            elif name is None:
                finding = Text(f"{quoted(wanted)} ist keine Spalte eines Registers",
                             f"{quoted(wanted)} is not a column of a register")  # fmt: skip
                expected = Text(f"eine von: {columns}", f"one of: {columns}")
            elif name in mapping.values():
                finding = Text(f"{name} ist zweimal zugeordnet", f"{name} is assigned twice")
                expected = Text("eine Spalte je Bedeutung", "one column for each meaning")
            else:
                mapping[header] = name
                continue
            findings.add("error", "given-column", finding, expected, line=line, column=asked)
        return mapping

    def _similar(self, headers: list[str], mapping: Mapping[str, str]) -> dict[str, str]:
        """Match misspelt headers of columns not found yet."""
        open_names = {f: n for f, n in self.known.items() if n not in mapping.values()}
        found: dict[str, str] = {}
        for header in headers:
            if header in mapping or len(folded(header)) < 4:
                continue
            close = difflib.get_close_matches(folded(header), open_names, 3, _SIMILAR)
            names = {open_names[spelling] for spelling in close} - set(found.values())
            if len(names) == 1:
                found[header] = names.pop()
        return found

    def _report_twice(
        self, name: str, header: str, mapping: Mapping[str, str], line: int, findings: Findings
    ) -> None:
        first = next(other for other, known in mapping.items() if known == name)
        findings.add(
            "error",
            "duplicate-column",
            Text(f"{quoted(first)} und {quoted(header)} bedeuten beide {name}",
                 f"{quoted(first)} and {quoted(header)} both mean {name}"),
            Text("eine Spalte je Bedeutung", "one column for each meaning"),
            Text("eine der beiden umbenennen oder löschen", "rename or delete one of the two"),
            line=line,
            column=header,
        )  # fmt: skip

    def _report_missing(
        self, mapping: Mapping[str, str], headers: list[str], line: int, findings: Findings
    ) -> None:
        present = ", ".join(quoted(header, 30) for header in headers[:30])
        for name in self.required:
            if name in mapping.values():
                continue
            others = ", ".join(self.spellings[name][:3])
            findings.add(
                "error",
                "missing-column",
                Text(f"Spalte {name} fehlt; vorhanden: {present}",
                     f"column {name} is missing; present: {present}"),
                Text(f"{name}" + (f" (oder {others})" if others else ""),
                     f"{name}" + (f" (or {others})" if others else "")),
                self.remedies.get(name, ADD_COLUMN),
                line=line,
            )  # fmt: skip
