"""Breaking what is inside a format: rows, cells, sheets, JSON, TOML, addresses.

A random byte mostly spoils the format itself and is refused at the door; these changes keep the
format right and put the content out of shape, so that the code behind the door is reached.
"""

from __future__ import annotations

import csv
import io
import json
import random
import tomllib
from copy import deepcopy
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import tomli_w
import xlsxwriter

from fuzz.mutate import LONGEST

CELLS = [
    "", " ", "0", "-1", "1", "1e309", "nan", "inf", "9" * 400, "12,5 %", "1.234.567,8", "3\xa0000",
    "01001", "1001", "9162000", "DEF01", "DEG0P", "06415", "97421 Schweinfurt", "D-97421", "8056",
    "Zürich", "Frankfurt", "SK Fürth; Zirndorf", "Landkreise A und B", "NRW", "Bayern", "IHK Kiel",
    "2020-02-30", "31.12.1899", "seit 2019", "1850", "9999", "ja", "x", "networked", "geplant",
    "=1+1", "@SUM(A1)", "https://example.org/ä b", "javascript:alert(1)", "../../etc/passwd",
    "a@example.org", "+49 30 123456", "\u202e", "\u0663", "\x00", "\U0001f600", "A\nB", '"', ";",
    "Summe", "x" * 3000, "a" * LONGEST, "a." * (LONGEST // 2), " " * LONGEST, "1" * LONGEST,
]  # fmt: skip
VALUES: list[Any] = [
    None, True, False, 0, -1, 1, 2**63, 10**400, 1e308, 0.1, "", "x", "01001", "de", "seat",
    "\x00\x1b[2J", "\ud83d", "x" * 3000, "a" * LONGEST, [], [[]], ["01001"] * 3, {},
    {"own": []}, {"token": "x", "kind": "plan"}, {"props": {"children": "<b>"}}, ["x"] * 2000,
]  # fmt: skip
CHANGES = (1, 1, 1, 2, 3, 8)


def change_table(raw: bytes, chance: random.Random) -> bytes:
    """A table of text with rows, columns and cells changed, in one of the usual forms."""
    rows = _broken_rows(raw, chance)
    stream = io.StringIO()
    mark = chance.choice((";", ",", "\t", ";"))
    csv.writer(stream, delimiter=mark, lineterminator=chance.choice(("\n", "\r\n"))).writerows(rows)
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16"))
    return stream.getvalue().encode(encoding, "replace")


def change_sheets(raw: bytes, chance: random.Random) -> bytes:
    """The same as a workbook: several sheets, numbers as numbers, merged and heading rows."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_numbers": chance.random() < 0.5}
    with xlsxwriter.Workbook(stream, options) as book:
        for number in range(chance.choice((1, 1, 1, 2, 3))):
            sheet = book.add_worksheet(f"Land {number}")
            first = chance.choice((0, 0, 0, 1, 3))
            for place, row in enumerate(_broken_rows(raw, chance)):
                sheet.write_row(first + place, 0, row[:500])
            if chance.random() < 0.2:
                top, left = chance.randrange(4), chance.randrange(5)
                sheet.merge_range(top, left, top + 1, left + 2, chance.choice(CELLS)[:30000])
    return stream.getvalue()


def _broken_rows(raw: bytes, chance: random.Random) -> list[list[str]]:
    text = raw.decode("utf-8-sig", "replace")
    head = text.split("\n", 1)[0]
    rows = list(csv.reader(io.StringIO(text), delimiter=max(";,\t", key=head.count)))
    for _ in range(chance.choice(CHANGES)):
        chance.choice((_cell, _cell, _cell, _row, _column, _spread))(rows, chance)
    return rows


def _cell(rows: list[list[str]], chance: random.Random) -> None:
    row = chance.choice(rows) if rows else []
    if row:
        place = chance.randrange(len(row))
        row[place] = chance.choice((chance.choice(CELLS), row[place] + chance.choice(CELLS)))


def _row(rows: list[list[str]], chance: random.Random) -> None:
    place = chance.randrange(len(rows) + 1)
    new = chance.choice(([], ["", ""], ["Stand: 2024"], [chance.choice(CELLS)] * 40, None))
    if new is None and rows:
        new = list(rows[chance.randrange(len(rows))])
    if chance.random() < 0.25 and rows:
        del rows[min(place, len(rows) - 1)]
    else:
        rows.insert(place, new or [])


def _column(rows: list[list[str]], chance: random.Random) -> None:
    """A column is dropped, moved or comes twice, its heading with it."""
    width = max(map(len, rows), default=0)
    if not width:
        return
    source, target, kind = chance.randrange(width), chance.randrange(width), chance.random()
    for row in rows:
        if source < len(row):
            value = row[source] if kind < 0.3 else row.pop(source)
            if kind < 0.7:
                row.insert(min(target, len(row)), value)


def _spread(rows: list[list[str]], chance: random.Random) -> None:
    """One value stands in a whole column, below its heading."""
    column, value = chance.randrange(12), chance.choice(CELLS)
    for row in rows[1:]:
        if column < len(row):
            row[column] = value


def change_json(raw: bytes, chance: random.Random) -> bytes:
    """A JSON text with members exchanged, dropped, repeated or nested."""
    tree = {"": json.loads(raw)}
    for _ in range(chance.choice(CHANGES)):
        _change_tree(tree, chance)
    return json.dumps(tree.get("")).encode("utf-8", "surrogatepass")


def change_toml(raw: bytes, chance: random.Random) -> bytes:
    """A TOML text with values of other kinds, in other places."""
    tree = tomllib.loads(raw.decode())
    for _ in range(chance.choice(CHANGES)):
        _change_tree(tree, chance)
    return tomli_w.dumps(_writable(tree)).encode("utf-8", "surrogatepass")


def _writable(value: Any) -> Any:
    """TOML has no null."""
    if isinstance(value, dict):
        return {str(key): _writable(part) for key, part in value.items() if part is not None}
    if isinstance(value, list):
        return [_writable(part) for part in value if part is not None]
    return value


def _change_tree(tree: Any, chance: random.Random) -> None:
    """Change one member somewhere below."""
    node = tree
    while True:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = chance.choice(keys)
        if not isinstance(node[key], (dict, list)) or not node[key] or chance.random() < 0.15:
            break
        node = node[key]
    kind = chance.random()
    if kind < 0.6:
        node[key] = deepcopy(chance.choice(VALUES))
    elif kind < 0.7:
        node[key] = [node[key]] * chance.choice((1, 2, 40))
    elif kind < 0.8:
        node[key] = {chance.choice(("", "id", "value", "x" * 50)): node[key]}
    elif kind < 0.9:
        del node[key]
    elif isinstance(node, dict):
        key = chance.choice(("more", "rule", "Scenario", "x" * 300))
        node[key] = deepcopy(chance.choice(VALUES))
    else:
        node.append(deepcopy(chance.choice(VALUES)))


def change_address(raw: bytes, chance: random.Random) -> bytes:
    """A path with its query: parts exchanged, parameters changed, repeated or foreign."""
    path, _, query = raw.decode().partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    for _ in range(chance.choice(CHANGES)):
        place = chance.randrange(len(pairs) + 1)
        name = chance.choice(("rule", "land", "district", "as_of", "plan", "own", "x", "weights"))
        pair = (name, chance.choice(CELLS)[:2000])
        if pairs and chance.random() < 0.6:
            place = min(place, len(pairs) - 1)
            pairs[place] = (pairs[place][0], chance.choice(CELLS)[:2000])
        else:
            pairs.insert(place, pair)
    if chance.random() < 0.2:
        parts = path.split("/")
        parts[chance.randrange(len(parts))] = quote(chance.choice(CELLS)[:500])
        path = "/" + "/".join(parts).lstrip("/")
    return f"{path}?{urlencode(pairs, errors='replace')}".encode()
