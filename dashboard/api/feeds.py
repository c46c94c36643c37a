"""What changed, for whom wants to be told without mail: Atom (RFC 4287) and JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rollout.geo.svg import xml_text
from rollout.language import Lang, Text
from rollout.programme import programme
from rollout.workspace.kinds import kind_of
from rollout.workspace.roles import PUBLIC, WITHHELD, districts_of, public_cells

from .words import word

if TYPE_CHECKING:
    from rollout.workspace.store import Change

MOST = 100
MADE = "make"  # as in `rollout.workspace.current`, which loads the database


@dataclass(frozen=True)
class Entry:
    """A public change.

    Parameters
    ----------
    lines
        Column, text before and after.
    ags
        Key of a district it is about; "" without one.
    """

    number: int
    at: str
    title: Text
    lines: tuple[tuple[str, str, str], ...]
    ags: str


def public_entries(
    changes: Iterable[Change], names: Mapping[str, str], most: int = MOST
) -> list[Entry]:
    """Changes of which anything is public, as far as it is; in the order given.

    What was taken in when the workspace was made is no news.

    Parameters
    ----------
    names
        District key -> name.
    """
    entries = []
    for change in changes:
        entry = None if change.what == MADE else _entry(change, names)
        if entry is not None:
            entries.append(entry)
        if len(entries) == most:
            break
    return entries


def _entry(change: Change, names: Mapping[str, str]) -> Entry | None:
    if change.kind not in PUBLIC:
        return None
    before, after = (_public(change.kind, cells) for cells in (change.before, change.after))
    columns = [name for name in dict.fromkeys([*before, *after])
               if before.get(name, "") != after.get(name, "")]  # fmt: skip
    if not columns:
        return None
    lines = tuple((name, before.get(name, ""), after.get(name, "")) for name in columns)
    what = "changed" if before and after else "added" if after else "removed"
    cells, kind = after or before, kind_of(change.kind).title
    keys = sorted(districts_of(change.kind, cells))
    name = cells.get("name") or ", ".join(names.get(key, key) for key in keys)
    title = Text(*(f"{kind[lang]} {name}: {word(what, lang)}" for lang in ("de", "en")))
    return Entry(change.number, change.at, title, lines, keys[0] if keys else "")


def _public(kind: str, cells: Mapping[str, str] | None) -> dict[str, str]:
    withheld = WITHHELD.get(kind, {})
    return {name: text for name, text in public_cells(kind, cells or {}).items()
            if name not in withheld}  # fmt: skip


def text_of(entry: Entry) -> str:
    """What changed, one column a line."""
    return "\n".join(f"{name}: {before or '–'} → {after or '–'}"
                     for name, before, after in entry.lines)  # fmt: skip


def atom(entries: Iterable[Entry], base: str, page: str, lang: Lang) -> bytes:
    """Feed in XML.

    Parameters
    ----------
    base
        Address of the feed.
    page
        Address of the page a district is shown on, to which its key is added.
    """
    entries = list(entries)
    newest = entries[0].at if entries else "1970-01-01T00:00:00+00:00"
    title = f"{programme().title.text[lang]}: {word('feed_title', lang)}"
    items = "".join(
        f"<entry><id>urn:rollout:change:{entry.number}</id><updated>{entry.at}</updated>"
        f"<title>{xml_text(entry.title[lang])}</title>"
        f'<link href="{xml_text(_link(entry, page))}"/>'
        f"<content>{xml_text(text_of(entry))}</content></entry>"
        for entry in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}"><id>{xml_text(base)}</id>'
        f"<title>{xml_text(title)}</title><updated>{newest}</updated>"
        f"<author><name>{xml_text(programme().title.text[lang])}</name></author>"
        f'<link rel="self" href="{xml_text(base)}"/>{items}</feed>\n'
    ).encode()


def json_feed(entries: Iterable[Entry], base: str, page: str, lang: Lang) -> bytes:
    """Feed in JSON; see `atom`."""
    items = [
        {"id": str(entry.number), "url": _link(entry, page), "title": entry.title[lang],
         "content_text": text_of(entry), "date_published": entry.at}
        for entry in entries
    ]  # fmt: skip
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{programme().title.text[lang]}: {word('feed_title', lang)}",
        "feed_url": base,
        "language": lang,
        "items": items,
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _link(entry: Entry, page: str) -> str:
    return f"{page}?district={entry.ags}" if entry.ags else page
