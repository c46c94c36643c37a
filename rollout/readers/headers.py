"""Which column of a file is which: German and English headers in many spellings."""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from rollout.language import Text
from rollout.readers.findings import Findings, quote

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
LONGEST_HEADER = 200  # no column has a longer name; a cell may hold 20,000 signs
# Likeness after difflib: one wrong letter in a word of eight passes, in a shorter one it does not.
_SIMILAR = 0.86
ADD_COLUMN = Text("Spalte ergänzen oder ihre Überschrift so benennen",
                  "add the column or name its header like that")  # fmt: skip


def fold(text: str) -> str:
    """Spelling without case, umlauts, blanks and signs, for comparison only.

    >>> fold("Kreis-Schlüssel (AGS)")
    'kreisschluesselags'
    """
    return _folded(text) if len(text) <= LONGEST_HEADER else _fold(text)


def _fold(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold().translate(_UMLAUTS))


_folded = lru_cache(maxsize=8192)(_fold)  # every table is searched for the same few hundred


def slug(text: str) -> str:
    """Lower-case words with hyphens between them, without umlauts and signs.

    >>> slug("Süd-Ost & Mitte")
    'sued-ost-mitte'
    """
    plain = text.casefold().translate(_UMLAUTS)
    return "-".join(part for part in _NOT_LETTERS.split(plain) if part)


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
    accepts_misspelt: bool = False
    remedies: Mapping[str, Text] = field(default_factory=dict)

    @cached_property
    def by_spelling(self) -> dict[str, str]:
        """Folded spelling -> column name."""
        names = {fold(name): name for name in self.spellings}
        return {fold(o): name for name, others in self.spellings.items() for o in others} | names

    def is_known(self, header: str) -> bool:
        """Tell whether a header is one of these columns in some spelling."""
        return len(header) <= LONGEST_HEADER and fold(header) in self.by_spelling

    def match(
        self,
        headers: Iterable[str],
        line: int,
        findings: Findings,
        assigned: Mapping[str, str] | None = None,
        ignored: Collection[str] = (),
    ) -> dict[str, str]:
        """Map the headers of a file to column names.

        A spelling other than the column's own name is noted; a misspelt header is accepted when
        it is close to exactly one column not found otherwise; two headers for one column and
        missing required columns are errors.

        Parameters
        ----------
        assigned
            Header -> column name as the user says; goes before everything else.
        ignored
            Headers that are none of these columns, whatever they spell.

        Returns
        -------
        mapping
            Header as written -> column name; headers of no known column are left out.
        """
        headers = list(headers)
        mapping = self._assigned_columns(assigned or {}, headers, line, findings)
        assigned_names = set(mapping.values())
        for header in headers:
            name = self.by_spelling.get(fold(header))
            if name is None or header in mapping or name in assigned_names or header in ignored:
                continue
            if name in mapping.values():
                self._report_twice(name, header, mapping, line, findings)
            else:
                mapping[header] = name
        if self.accepts_misspelt:
            mapping |= self._similar([h for h in headers if h not in ignored], mapping)
        for header, name in mapping.items():
            if header != name:
                findings.add(
                    "note",
                    "column-name",
                    Text(f"Spalte {quote(header)} als {name} gelesen",
                         f"column {quote(header)} read as {name}"),
                    line=line,
                )  # fmt: skip
        self._report_missing(mapping, headers, line, findings)
        return mapping

    def _assigned_columns(
        self, assigned: Mapping[str, str], headers: list[str], line: int, findings: Findings
    ) -> dict[str, str]:
        """Mapping the user asks for; a header or column that does not exist is an error."""
        mapping: dict[str, str] = {}
        present = ", ".join(quote(header, 30) for header in headers[:30])
        columns = ", ".join(self.spellings)
        for label, meaning in assigned.items():
            header = next((h for h in headers if h.casefold() == label.strip().casefold()), None)
            name = self.by_spelling.get(fold(meaning))
            faults = []
            if header is None:
                faults.append((Text(f"Spalte {quote(label)} gibt es nicht",
                                    f"there is no column {quote(label)}"),
                               Text(f"eine von: {present}", f"one of: {present}")))  # fmt: skip
            if name is None:
                faults.append((Text(f"{quote(meaning)} ist keine Spalte eines Registers",
                                    f"{quote(meaning)} is not a column of a register"),
                               Text(f"eine von: {columns}", f"one of: {columns}")))  # fmt: skip
            elif name in mapping.values():
                faults.append(
                    (
                        Text(f"{name} ist zweimal zugeordnet", f"{name} is assigned twice"),
                        Text("eine Spalte je Bedeutung", "one column for each meaning"),
                    )
                )
            if header is not None and name is not None and not faults:
                mapping[header] = name
            for finding, expected in faults:
                findings.add("error", "given-column", finding, expected, line=line, column=label)
        return mapping

    def _similar(self, headers: list[str], mapping: Mapping[str, str]) -> dict[str, str]:
        """Match misspelt headers of columns not found yet."""
        open_names = {f: n for f, n in self.by_spelling.items() if n not in mapping.values()}
        matches: dict[str, str] = {}
        for header in headers:
            # Short headers are too much alike.
            if header in mapping or len(fold(header)) < 4:
                continue
            close = difflib.get_close_matches(fold(header), open_names, 3, _SIMILAR)
            names = {open_names[spelling] for spelling in close} - set(matches.values())
            if len(names) == 1:
                matches[header] = names.pop()
        return matches

    def _report_twice(
        self, name: str, header: str, mapping: Mapping[str, str], line: int, findings: Findings
    ) -> None:
        first = next(other for other, column in mapping.items() if column == name)
        findings.add(
            "error",
            "duplicate-column",
            Text(f"{quote(first)} und {quote(header)} bedeuten beide {name}",
                 f"{quote(first)} and {quote(header)} both mean {name}"),
            Text("eine Spalte je Bedeutung", "one column for each meaning"),
            Text(f"eine der beiden umbenennen oder löschen, oder sagen, welche gilt: "
                 f"--columns {shlex.quote(f'{first}={name}')}",
                 f"rename or delete one of the two, or say which one counts: "
                 f"--columns {shlex.quote(f'{first}={name}')}"),
            line=line,
            column=header,
        )  # fmt: skip

    def _report_missing(
        self, mapping: Mapping[str, str], headers: list[str], line: int, findings: Findings
    ) -> None:
        present = ", ".join(quote(header, 30) for header in headers[:30])
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
