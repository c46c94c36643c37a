"""What a user says about a list where it does not say it itself, remembered in a file.

Lists of other programmes have other headers, other words for the states and no column for what is
the same in every row. An assignment says which column is which, which word means what, one status
for all rows, and which rows are left out; written to a file it serves next month's list, too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import tomli_w

from rollout.ags import is_district_key
from rollout.errors import DataError, Problem, ScenarioError, not_one_of, parameter_error
from rollout.files.guarded import read_bytes
from rollout.language import Text
from rollout.readers.column_values import Words
from rollout.readers.findings import quote
from rollout.readers.headers import fold
from rollout.readers.vocabulary import COLUMNS, CONFIDENCE, KIND, STATUS, YES_NO

SKIP = "skip"  # what a word may mean instead of a state: its rows are left out
IGNORED = "-"  # what a header may be assigned to instead of a column: it stays the user's own
_SKIP_WORDS = ("weglassen", "auslassen", "leave out", "-")
WORD_COLUMNS: Mapping[str, Words] = {
    "network_status": STATUS,
    "kind": KIND,
    "federal_network": YES_NO,
    "confidence": CONFIDENCE,
}
OPEN_COLUMNS = ("kind",)  # columns that may hold words of the user's own
MOST_BYTES = 1_000_000
_FILE = Text("eine Zuordnung (TOML)", "a mapping (TOML)")
_TABLES = ("columns", "values", "districts")
_KEYS = ("status", "skip_doubtful", "kinds", *_TABLES)


@dataclass(frozen=True)
class Assignment:
    """How a list is to be read, as far as the user says.

    Parameters
    ----------
    columns
        Header as written in the file -> column name, or `IGNORED` for a column of the user's own
        whatever its header spells.
    values
        Column name -> word as written in the cells -> value, or `SKIP` to leave its rows out; the
        word "" stands for an empty cell.
    status
        One status for all rows; a column of the file with a status then stays unread.
    kinds
        Kinds of the user's own that are meant so and need no note any more.
    districts
        Identifier -> key of the district, where the user has decided between readings.
    skip_doubtful
        Leave out rows with an error instead of refusing the file.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    status: str | None = None
    kinds: tuple[str, ...] = ()
    districts: Mapping[str, str] = field(default_factory=dict)
    skip_doubtful: bool = False

    @property
    def given(self) -> dict[str, str]:
        """Header -> column name, without those that are the user's own."""
        return {header: name for header, name in self.columns.items() if name != IGNORED}

    @property
    def ignored(self) -> frozenset[str]:
        """Headers, in lower case, of columns that stay the user's own."""
        return frozenset(h.strip().casefold() for h, n in self.columns.items() if n == IGNORED)

    def value_of(self, column: str) -> dict[str, str]:
        """Folded word -> value of the words the user has assigned."""
        return {fold(word): value for word, value in self.values.get(column, {}).items()}

    def with_changes(self, other: Assignment) -> Assignment:
        """Both together; what the other says goes first."""
        names = dict.fromkeys([*self.values, *other.values])
        values = {n: {**self.values.get(n, {}), **other.values.get(n, {})} for n in names}
        return Assignment(
            {**self.columns, **other.columns},
            values,
            other.status or self.status,
            tuple(dict.fromkeys([*self.kinds, *other.kinds])),
            {**self.districts, **other.districts},
            self.skip_doubtful or other.skip_doubtful,
        )

    def to_toml(self) -> str:
        """Text of the file that says the same, with one line on what it is for."""
        return f"# How rollout reads a list: --mapping FILE\n{tomli_w.dumps(self.content)}"

    @property
    def content(self) -> dict[str, Any]:
        """What the file holds; nothing for what is not said."""
        content: dict[str, Any] = {}
        if self.status is not None:
            content["status"] = self.status
        if self.skip_doubtful:
            content["skip_doubtful"] = True
        if self.kinds:
            content["kinds"] = list(self.kinds)
        tables = {"columns": self.columns, "values": self.values, "districts": self.districts}
        content |= {
            name: {key: dict(value) if isinstance(value, Mapping) else value
                   for key, value in table.items()}
            for name, table in tables.items() if table
        }  # fmt: skip
        return content


PLAIN = Assignment()


def status_of(text: str) -> str:
    """State a word of the user stands for.

    Raises
    ------
    ScenarioError
        It is none.

    >>> status_of("vernetzt")
    'networked'
    """
    value = STATUS.lookup().get(fold(text))
    if value is None:
        finding = Text(f"ist {quote(text)}", f"is {quote(text)}")
        raise not_one_of("--status", finding, STATUS.words)
    return value


def parse_values(
    texts: Sequence[str], columns: Mapping[str, str] | None = None
) -> dict[str, dict[str, str]]:
    """Take apart what `--values` says: COLUMN:WORD=VALUE, further words after commas.

    Parameters
    ----------
    columns
        Headers the user has assigned; they may be named, too.

    >>> parse_values(["status:Gast=networked,ruhend=skip", "Art:EA=Energieagentur"])
    {'network_status': {'Gast': 'networked', 'ruhend': 'skip'}, 'kind': {'EA': 'Energieagentur'}}
    """
    values: dict[str, dict[str, str]] = {}
    for text in texts:
        label, sign, rest = text.partition(":")
        if not sign or "=" in label:
            label, rest = "network_status", text
        name = _word_column(label, columns or {})
        for word, value in _pairs(rest, text):
            values.setdefault(name, {})[word] = _meaning(name, value)
    return values


def _word_column(label: str, columns: Mapping[str, str]) -> str:
    assigned = {fold(header): name for header, name in columns.items()}
    name = COLUMNS.by_spelling.get(fold(assigned.get(fold(label), label)))
    if name is None or name not in WORD_COLUMNS:
        finding = Text(f"nennt die Spalte {quote(label)}", f"names the column {quote(label)}")
        raise not_one_of("--values", finding, ["status", *list(WORD_COLUMNS)[1:]])
    return name


def _pairs(rest: str, text: str) -> Iterator[tuple[str, str]]:
    """Words and values; a comma within a word does not end it, as no value follows."""
    open_part = ""
    for part in rest.split(","):
        open_part = f"{open_part},{part}" if open_part else part
        word, sign, value = open_part.rpartition("=")
        if sign:
            yield word.strip(), value.strip()
            open_part = ""
    if open_part:
        finding = Text(f"ist {quote(text)}", f"is {quote(text)}")
        example = "'status:Gast=networked,ruhend=unconnected'"
        expected = Text(
            f"SPALTE:WORT=WERT, etwa {example}", f"COLUMN:WORD=VALUE, such as {example}"
        )
        raise parameter_error("--values", finding, expected)


def _meaning(column: str, text: str) -> str:
    """Value a text stands for; any text where a column is open."""
    folded = fold(text)
    value = WORD_COLUMNS[column].lookup().get(folded)
    if value is not None:
        return value
    if text == SKIP or text in _SKIP_WORDS:
        return SKIP
    if column in OPEN_COLUMNS and folded:
        return text
    finding = Text(f"ordnet {quote(text)} zu", f"assigns {quote(text)}")
    raise not_one_of("--values", finding, [*WORD_COLUMNS[column].words, SKIP])


# ---- the file -----------------------------------------------------------------------------------


def read_assignment(path: Path) -> Assignment:
    """Read the file of a mapping.

    Raises
    ------
    DataError
        With everything wrong in it.
    """
    raw = read_bytes(path, MOST_BYTES, _FILE, may_be_empty=True)
    try:
        content = tomllib.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise _wrong(path, Text(f"ist kein TOML ({error})", f"is no TOML ({error})")) from None
    return assignment_of(content, path)


def assignment_of(content: Mapping[str, Any], path: Path | str) -> Assignment:
    """Assignment of what a file (or a form) holds; `DataError` where that is no assignment."""
    _check_shape(content, path)
    columns = content.get("columns", {})
    try:
        pairs: dict[str, dict[str, str]] = {}
        for name, words in content.get("values", {}).items():
            column = _word_column(name, columns)
            pairs[column] = {word: _meaning(column, value) for word, value in words.items()}
        status = content.get("status")
        state = None if status is None else status_of(status)
    except ScenarioError as error:
        raise DataError([replace(problem, file=str(path)) for problem in error.problems]) from None
    return Assignment(
        dict(columns), pairs, state, tuple(content.get("kinds", ())),
        dict(content.get("districts", {})), bool(content.get("skip_doubtful", False)),
    )  # fmt: skip


def _check_shape(content: Mapping[str, Any], path: Path | str) -> None:
    unknown = [key for key in content if key not in _KEYS]
    faults = [Text(f"{quote(key)} ist unbekannt", f"{quote(key)} is unknown") for key in unknown]
    columns, values, districts = (content.get(name, {}) for name in _TABLES)
    if not (_is_texts(columns) and _is_texts(districts)):
        faults.append(Text("[columns] und [districts] ordnen Texten Texte zu",
                           "[columns] and [districts] assign texts to texts"))  # fmt: skip
    elif not all(map(is_district_key, districts.values())):
        faults.append(Text("[districts] ordnet fünfstellige Kreisschlüssel zu",
                           "[districts] assigns district keys of five digits"))  # fmt: skip
    if not (isinstance(values, dict) and all(map(_is_texts, values.values()))):
        faults.append(Text("[values.SPALTE] ordnet Wörtern Werte zu",
                           "[values.COLUMN] assigns values to words"))  # fmt: skip
    kinds = content.get("kinds", [])
    if not (isinstance(kinds, list) and all(isinstance(kind, str) for kind in kinds)):
        faults.append(Text("kinds ist eine Liste von Texten", "kinds is a list of texts"))
    if not isinstance(content.get("status", ""), str):
        faults.append(Text("status ist ein Text", "status is a text"))
    if not isinstance(content.get("skip_doubtful", False), bool):
        faults.append(Text("skip_doubtful ist true oder false", "skip_doubtful is true or false"))
    if faults:
        raise DataError([_problem(path, fault) for fault in faults])


def _is_texts(table: object) -> bool:
    return isinstance(table, dict) and all(isinstance(value, str) for value in table.values())


def _problem(path: Path | str, finding: Text) -> Problem:
    names = ", ".join(_KEYS)
    return Problem("error", str(path), finding, Text(names, names), code="mapping")


def _wrong(path: Path | str, finding: Text) -> DataError:
    return DataError(_problem(path, finding))
