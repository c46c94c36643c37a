"""A list of JSON objects as rows of a table: what interfaces and registries of the web give out."""

from __future__ import annotations

import json
from typing import Any

from rollout.errors import DataError
from rollout.language import Text, counted, in_both
from rollout.readers.findings import Findings, file_error, quote
from rollout.readers.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    too_many_cells,
    too_many_rows,
)
from rollout.readers.merged_cells import Record

_START = 2000  # letters within which a text gives itself away
_BETWEEN = "; "  # values of a list within a cell, as service areas are written
_ENTRIES = (Text("Eintrag", "entry"), Text("Einträge", "entries"))
_READ = Text("einer JSON-Liste als Zeilen gelesen", "of a JSON list read as rows")
_WORDS = {None: "", True: "true", False: "false"}


def is_json(text: str) -> bool:
    """Tell JSON by its beginning; no table of text begins like that.

    >>> is_json('[{"name": "A"}]'), is_json("[x],y"), is_json('{"rows": []}')
    (True, False, True)
    """
    start = text[:_START].lstrip()
    return start.startswith(("[", "{")) and start[1:].lstrip().startswith(("{", '"'))


def json_records(text: str, findings: Findings) -> list[Record]:
    """Header and rows of a list of objects; numbers stay as they are written.

    Columns stand in the order in which they first occur; the line of a row counts the objects from
    2 on, as if they were written below a header. A list of texts or numbers within an object is one
    cell.

    Raises
    ------
    DataError
        Not readable, not one list of objects, an object within an object, too large.
    """
    rows = _objects(_parsed(text, findings.file), findings.file)
    if len(rows) > MAX_ROWS:
        raise too_many_rows(findings.file, len(rows))
    header = list(dict.fromkeys(name for row in rows for name in row))
    if len(header) > MAX_COLUMNS or len(header) * len(rows) > MAX_CELLS:
        raise too_many_cells(findings.file)
    nested = [name for name in header if any(_is_nested(row.get(name)) for row in rows)]
    if nested:
        raise _no_table(findings.file, _nested(nested))
    findings.add(
        "note", "json-records",
        in_both(lambda lang: f"{counted(len(rows), _ENTRIES, lang)} {_READ[lang]}"),
    )  # fmt: skip
    lines = enumerate(rows, start=2)
    return [(1, header), *((n, [_cell(row.get(name)) for name in header]) for n, row in lines)]


def _parsed(text: str, file: str) -> Any:
    try:
        # As written: 01001 without quotes would be no JSON, 1.10 must not become 1.1.
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=_no_number,
                          object_pairs_hook=_object)  # fmt: skip
    except _TwiceError as error:
        name = quote(str(error))
        finding = Text(f"nennt {name} in einem Eintrag zweimal", f"has {name} twice in one entry")
        raise _no_table(file, finding) from None
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        finding = Text("ist kein lesbares JSON", "is not readable JSON")
        raise _no_table(file, finding, line) from None


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not JSON")


class _TwiceError(Exception):
    """A name twice in one object: which of the values counts, nobody knows."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        names = [name for name, _ in pairs]
        raise _TwiceError(next(name for name in names if names.count(name) > 1))
    return content


def _objects(content: Any, file: str) -> list[dict[str, Any]]:
    """The one list of objects, at the top or directly below it."""
    parts = content.values() if isinstance(content, dict) else [content]
    lists = [part for part in parts if _is_table(part)]
    if len(lists) != 1:
        raise _no_table(
            file,
            Text("enthält mehrere Listen von Einträgen", "holds several lists of entries")
            if lists
            else Text("enthält keine Liste von Einträgen", "holds no list of entries"),
        )
    rows: list[dict[str, Any]] = lists[0]
    return rows


def _is_table(part: Any) -> bool:
    return isinstance(part, list) and bool(part) and all(isinstance(row, dict) for row in part)


def _is_nested(value: Any) -> bool:
    parts = value if isinstance(value, list) else [value]
    return any(isinstance(part, (dict, list)) for part in parts)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return _BETWEEN.join(map(_cell, value))
    return value if isinstance(value, str) else _WORDS[value]


def _nested(names: list[str]) -> Text:
    shown = ", ".join(quote(name, 30) for name in names[:10])
    return Text(f"enthält Einträge in Einträgen: {shown}", f"holds entries within entries: {shown}")


def _no_table(file: str, finding: Text, line: int | None = None) -> DataError:
    return file_error(
        file, "no-json-table", finding,
        Text('eine Liste flacher Einträge: [{"name": …, "plz": …}, …]',
             'a list of flat entries: [{"name": …, "plz": …}, …]'),
        Text("als CSV oder Excel-Datei speichern, oder nur die Liste selbst als Datei ablegen",
             "save it as CSV or Excel file, or keep only the list itself as a file"),
        line=line,
    )  # fmt: skip
