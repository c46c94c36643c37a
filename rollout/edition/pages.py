"""Pages of the public edition as HTML: plain, without any address but its own."""

from __future__ import annotations

import html
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout import language
from rollout.coverage.words import BASE_NAMES, STATUS_NAMES
from rollout.edition.archive import State, differences
from rollout.edition.words import word
from rollout.export.labels import Label, label
from rollout.geo.palette import STATUS, Symbol
from rollout.geo.svg import MapPaths, map_fragment
from rollout.inquiries import ANSWERS
from rollout.language import LANGS, Lang, Text
from rollout.programme import programme
from rollout.programme.words import DEMAND

if TYPE_CHECKING:
    from rollout.analysis import Analysis

DISTRICTS = Text("kreis", "district")  # folder of the pages of single districts
FILES: Mapping[str, Text] = {
    "index": Text("index.html", "index.html"),
    "archive": Text("archiv.html", "archive.html"),
    "embed": Text("einbetten.html", "embed.html"),
    "imprint": Text("impressum.html", "imprint.html"),
    "privacy": Text("datenschutz.html", "privacy.html"),
}
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{up}style.css">
<script defer src="{up}search.js"></script>
</head>
<body data-districts="{districts}">
{body}
</body>
</html>
"""


@dataclass(frozen=True, eq=False)
class Edition:
    """What the pages are made from.

    Parameters
    ----------
    states
        All states there are, oldest first; the last is the one shown.
    texts
        Imprint and privacy notice as HTML by page; missing where none were given.
    """

    analysis: Analysis
    paths: MapPaths
    states: Sequence[State]
    texts: Mapping[str, str]

    @cached_property
    def table(self) -> pd.DataFrame:
        """The wide table."""
        return self.analysis.table()

    @cached_property
    def rows(self) -> Mapping[str, Mapping[Hashable, Any]]:
        """The wide table row by row."""
        return {str(ags): row for ags, row in self.table.to_dict("index").items()}

    @cached_property
    def register(self) -> Mapping[str, list[dict[Hashable, Any]]]:
        """Entries of the register by the districts they serve or sit in."""
        inputs = self.analysis.inputs
        seats = inputs.initiatives["district_ags"].rename("ags").rename_axis("id").reset_index()
        pairs = pd.concat([inputs.served, seats]).drop_duplicates().sort_values("id")
        rows = inputs.initiatives.to_dict("index")
        entries: dict[str, list[dict[Hashable, Any]]] = {}
        for key, ags in zip(pairs["id"], pairs["ags"], strict=True):
            entries.setdefault(str(ags), []).append(rows[key])
        return entries

    @cached_property
    def label(self) -> Label:
        """What every page says of the data."""
        return label(self.analysis)

    @property
    def day(self) -> Text:
        """Day of the state shown."""
        return language.in_both(lambda lang: language.date(self.states[-1].day, lang))


def start_page(edition: Edition, lang: Lang) -> str:
    """Map, sentence, rates, list with search, downloads."""
    content = "".join([
        _heading(edition, lang),
        f'<div class="board"><div>{map_of(edition, lang)}</div><div>',
        _legend(edition, lang), _rates(edition, lang), _downloads(edition, lang), "</div></div>",
        _list(edition, lang),
    ])  # fmt: skip
    return _page(edition, "index", lang, str(programme().title.text[lang]), content)


def embed_page(edition: Edition, lang: Lang) -> str:
    """Map and legend alone, to stand in a frame of another page."""
    link = f'<p><a href="./" target="_blank" rel="noopener">{_word("whole", lang)}</a></p>'
    content = (f"<main>{_heading(edition, lang)}{map_of(edition, lang)}"
               f"{_legend(edition, lang)}{link}</main>")  # fmt: skip
    return _filled(content, word("embed", lang), lang, "../", "")


def district_page(edition: Edition, ags: str, lang: Lang) -> str:
    """What is known of one district."""
    row = edition.rows[ags]
    facts = [
        (word("status", lang), STATUS_NAMES[row["status"]][lang]),
        (word("asked", lang), _answer_cell(row, lang)),
        (word("nearest", lang), _nearest(row, lang)),
        (word("land", lang), row["land_name"]),
        (word("chambers", lang), row["chambers"]),
        *((_name_of_base(name, lang), _number(row[name], lang)) for name in
          ("population", DEMAND, "area_km2")),
    ]  # fmt: skip
    rows = "".join(f'<tr><th scope="row">{_text(name)}</th><td>{_text(value)}</td></tr>'
                   for name, value in facts if value)  # fmt: skip
    content = (
        f"<h1>{_text(row['display_name'])}</h1>"
        f'<p class="lead">{_text(row[f"reason_{lang}"])}</p><table><tbody>{rows}</tbody></table>'
        f"<h2>{_word('here', lang)}</h2>{_initiatives(edition, ags, lang)}"
        f'<p><a href="../index.html">{_word("back", lang)}</a></p>'
    )
    return _page(edition, "", lang, str(row["display_name"]), content, ags)


def archive_page(edition: Edition, lang: Lang) -> str:
    """Every state, newest first, with what changed since the one before."""
    parts = [f"<h1>{_word('archive', lang)}</h1>"]
    if len(edition.states) == 1:
        parts.append(f"<p>{_word('only_state', lang)}</p>")
    befores = [None, *edition.states[:-1]]
    for before, state in reversed(list(zip(befores, edition.states, strict=True))):
        day = language.date(state.day, lang)
        parts.append(f"<h2>{_text(word('state_of', lang, day=day))}</h2>"
                     f"<p>{_text(state.linked[lang])}</p>")  # fmt: skip
        if before is not None:
            parts.append(_changes(before, state, lang))
    return _page(edition, "archive", lang, word("archive", lang), "".join(parts))


def text_page(edition: Edition, page: str, lang: Lang) -> str:
    """Imprint or privacy notice."""
    return _page(edition, page, lang, word(page, lang), edition.texts[page])


def map_of(edition: Edition, lang: Lang) -> str:
    """The map as inline SVG, coloured by status."""
    table = edition.table
    return map_fragment(
        edition.paths, table["display_name"],
        table["status"].map({status: symbol.name for status, symbol in STATUS.items()}),
        lambda ags: STATUS_NAMES[table["status"][ags]][lang],
        label=word("map", lang), palette=STATUS.values(),
    ).replace('role="group"', 'role="img"')  # fmt: skip  # the list beside it says the same


def _heading(edition: Edition, lang: Lang) -> str:
    label_of = edition.label
    day = word("state_of", lang, day=edition.day[lang])
    linked = edition.analysis.linked_bounds()
    return (
        f'<h1>{_text(label_of.title[lang])}</h1><p class="lead">{_text(linked[lang])}</p>'
        f'<p class="caption">{_text(day)} · {_text(label_of.definition[lang])}</p>'
    )


def _legend(edition: Edition, lang: Lang) -> str:
    counts = edition.table["status"].value_counts()
    items = "".join(
        f"<li>{_swatch(symbol)}{_text(STATUS_NAMES[status][lang])}: "
        f"{language.number(int(counts.get(status, 0)), lang=lang)}</li>"
        for status, symbol in STATUS.items()
    )
    return f'<h2>{_word("legend", lang)}</h2><ul class="legend">{items}</ul>'


def _swatch(symbol: Symbol) -> str:
    return ('<svg viewBox="0 0 280 180" aria-hidden="true"><rect x="5" y="5" width="270" '
            f'height="170" class="{symbol.name}"/></svg>')  # fmt: skip


def _rates(edition: Edition, lang: Lang) -> str:
    figures = edition.analysis.nationwide()
    head = "".join(f'<th scope="col">{_word(key, lang)}</th>'
                   for key in ("base", "linked", "reached"))  # fmt: skip
    rows = "".join(
        f'<tr><th scope="row">{_text(_name_of_base(base, lang))}</th>'
        f'<td class="number">{_text(_share(levels["covered"]["share"], edition, lang))}</td>'
        f'<td class="number">{_text(_share(levels["reached"]["share"], None, lang))}</td></tr>'
        for base, levels in figures.items()
    )
    return (f"<h2>{_word('rates', lang)}</h2>{_scrolled(head, rows, word('rates', lang))}"
            f'<p class="caption">{_text(edition.label.note[lang])}</p>')  # fmt: skip


def _name_of_base(base: str, lang: Lang) -> str:
    """What a rate is a share of, at the beginning of a row."""
    name = BASE_NAMES[base][lang]
    return name[:1].upper() + name[1:]


def _scrolled(head: str, rows: str, name: str) -> str:
    """Table that a narrow screen scrolls by itself."""
    return (f'<div class="scroll" role="group" tabindex="0" aria-label="{_text(name)}"><table>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>")  # fmt: skip


def _share(share: float | None, minimum_of: Edition | None, lang: Lang) -> str:
    if share is None:
        return word("unknown", lang)
    text = language.percent(share, lang=lang)
    return minimum_of.analysis.completeness.figure(text, lang) if minimum_of else text


def _downloads(edition: Edition, lang: Lang) -> str:
    files = {"csv": "districts.csv", "register_csv": "initiatives.csv",
             "geojson": "districts.geojson", "svg": f"map-{lang}.svg"}  # fmt: skip
    items = "".join(f'<li><a href="../data/{name}" download>{_word(key, lang)}</a></li>'
                    for key, name in files.items())  # fmt: skip
    return f"<h2>{_word('downloads', lang)}</h2><ul>{items}</ul>"


def _list(edition: Edition, lang: Lang) -> str:
    rows_of = sorted(edition.rows.items(), key=lambda item: str(item[1]["display_name"]))
    heads = ("district", "land", "status", "asked", "nearest")
    head = "".join(f'<th scope="col">{_word(key, lang)}</th>' for key in heads)
    rows = "".join(
        f'<tr data-ags="{ags}"><th scope="row"><a href="{DISTRICTS[lang]}/{ags}.html">'
        f"{_text(row['display_name'])}</a></th><td>{_text(row['land_name'])}</td>"
        f"<td>{_text(STATUS_NAMES[row['status']][lang])}</td>"
        f"<td>{_text(_answer_cell(row, lang))}</td><td>{_text(_nearest(row, lang))}</td></tr>"
        for ags, row in rows_of
    )
    unit = _word("found", lang)
    return (
        f'<h2>{_word("districts", lang)}</h2><p class="search" hidden><label for="search">'
        f'{_word("search", lang)}</label><br><input id="search" type="search" '
        f'data-found="{unit}"> <span id="count" role="status"></span></p>'
        f"{_scrolled(head, rows, word('districts', lang))}"
    )


def _initiatives(edition: Edition, ags: str, lang: Lang) -> str:
    here = edition.register.get(ags, [])
    if not here:
        return f"<p>{_word('none_here', lang)}</p>"
    items = [
        f"<li>{_text(row['name'])}{_link(row['website'], row['website'])}"
        f"{_link(row['source_url'], word('source', lang))}</li>"
        for row in here
    ]
    return f"<ul>{''.join(items)}</ul>"


def _link(address: object, text: object) -> str:
    """Link to a web address of a record; anything else is none."""
    if not isinstance(address, str) or not address.startswith(("https://", "http://")):
        return ""
    return f' · <a href="{html.escape(address)}" rel="noopener nofollow">{_text(text)}</a>'


def _changes(before: State, after: State, lang: Lang) -> str:
    changes = differences(before, after)
    if not changes:
        return f"<p>{_word('same', lang)}</p>"
    items = "".join(
        f"<li>{_text(change.name)}: {_text(_change(change.before, change.after, lang))}</li>"
        for change in changes
    )
    count = language.number(len(changes), lang=lang)
    return f"<p>{_text(word('changed', lang, count=count))}</p><ul>{items}</ul>"


def _change(before: str, after: str, lang: Lang) -> str:
    if not before or not after:
        return word("added" if after else "gone", lang)
    names = [STATUS_NAMES[status][lang] if status in STATUS_NAMES else status
             for status in (before, after)]  # fmt: skip
    return word("from_to", lang, before=names[0], after=names[1])


def _answer_cell(row: Mapping[Hashable, Any], lang: Lang) -> str:
    answer = ANSWERS.get(row["check_answer"])
    return f"{answer[lang]} ({row['check_date']})" if answer else ""


def _nearest(row: Mapping[Hashable, Any], lang: Lang) -> str:
    km = row["nearest_km"]
    if pd.isna(km) or not row["nearest_name"]:
        return ""
    return f"{row['nearest_name']}, {language.number(km, lang=lang)} km"


def _number(value: float, lang: Lang) -> str:
    return word("unknown", lang) if pd.isna(value) else language.number(value, lang=lang)


def _page(edition: Edition, page: str, lang: Lang, title: str, content: str, ags: str = "") -> str:
    """Page with header and footer.

    Parameters
    ----------
    page
        Key in `FILES`; "" for the page of a district.
    """
    here, up = ("../", "../../") if ags else ("", "../")
    pages = ["index", "archive", *(p for p in ("imprint", "privacy") if p in edition.texts)]
    words = {"index": "map_page"}
    links = "".join(
        f'<li><a href="{here}{FILES[key][lang]}"{_current(key == page)}>'
        f"{_word(words.get(key, key), lang)}</a></li>"
        for key in pages
    )
    other = next(code for code in LANGS if code != lang)
    name = f"{DISTRICTS[other]}/{ags}.html" if ags else FILES[page][other]
    switch = {"de": "Deutsch", "en": "English"}[other]
    links += f'<li><a href="{up}{other}/{name}" lang="{other}" hreflang="{other}">{switch}</a></li>'
    sources = edition.label.attribution[lang]
    body = (
        f'<a class="skip" href="#main">{_word("skip", lang)}</a>'
        f'<header><p class="brand">{_text(programme().title.text[lang])}</p>'
        f'<nav aria-label="{_text(programme().title.text[lang])}"><ul>{links}</ul></nav></header>'
        f'<main id="main" tabindex="-1">{content}</main>'
        f"<footer><p>{_word('sources', lang)}: {_text(sources)}</p></footer>"
    )
    return _filled(body, title, lang, up, "" if page != "index" else f"{DISTRICTS[lang]}/")


def _filled(body: str, title: str, lang: Lang, up: str, districts: str) -> str:
    return PAGE.format(lang=lang, policy=POLICY, title=_text(title), up=up, body=body,
                       districts=districts)  # fmt: skip


def root_page(lang: Lang, title: str) -> str:
    """Page at the root that leads to both languages, to the German one by itself."""
    links = "".join(f'<li><a href="{code}/index.html" lang="{code}">{name}</a></li>'
                    for code, name in (("de", "Deutsch"), ("en", "English")))  # fmt: skip
    head = '<meta http-equiv="refresh" content="0; url=de/index.html">'
    page = _filled(f"<main><h1>{_text(title)}</h1><ul>{links}</ul></main>", title, lang, "", "")
    return page.replace("<title>", f"{head}\n<title>", 1)


def _current(is_current: bool) -> str:
    return ' aria-current="page"' if is_current else ""


def _word(key: str, lang: Lang) -> str:
    return _text(word(key, lang))


def _text(text: object) -> str:
    return html.escape("" if text is None or text is pd.NA else str(text))
