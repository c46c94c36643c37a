"""Help: the German handbook and an English summary as plain pages of this server."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import NotFound

import rollout
from rollout.language import Lang, Text

from ..page.addresses import beside
from ..page.words import word

if TYPE_CHECKING:
    from markdown_it.token import Token

PACKAGE = Path(rollout.__file__).resolve().parent
HANDBOOK = (
    "index", "servicestelle", "planung", "ministerium", "karte-lesen", "eigene-daten",
    "eigene-liste", "arbeitsbereich", "programm", "gruendungen", "befehle", "einstellungen",
    "indikatoren", "dateien", "rechenweg", "methode", "server", "rollen", "datenschutz",
)  # fmt: skip
FILES: dict[Lang, dict[str, str]] = {
    "de": {name: f"handbuch/{name}.md" for name in HANDBOOK}
    | {"barrierefreiheit": "barrierefreiheit.md"},
    "en": {"index": "english.md"},
}
HOME: dict[Lang, str] = {"de": "/de/hilfe/", "en": "/en/help/"}
PICTURES = "bilder"
HELP = Text("Hilfe", "Help")
CONTENTS = Text("Seiten der Hilfe", "Pages of the help")
OTHER = Text("English summary", "Deutsches Handbuch")
PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {help} · {product}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{styles}">
</head>
<body>
<div class="page">
<a class="skip" href="#main">{skip}</a>
<header>
<p class="brand"><span class="mark" aria-hidden="true"></span>
<span><span class="product">{product}</span>{subject}</span></p>
<nav aria-label="{views}"><ul>{links}</ul></nav>
<div class="tools"><a href="{other}" lang="{other_lang}" hreflang="{other_lang}">{switch}</a></div>
</header>
<div class="help">
{contents}
<main id="main" tabindex="-1" class="prose">
{content}
</main>
</div>
<footer><p>{privacy}</p></footer>
</div>
</body>
</html>
"""


@dataclass(frozen=True)
class HelpPage:
    """One page: its title and its content as HTML."""

    title: str
    content: str


def docs_folder() -> Path:
    """Docs of the wheel, else those of the checkout."""
    in_package = PACKAGE / "_docs"
    return in_package if in_package.is_dir() else PACKAGE.parent / "docs"


def add_help(server: Flask, styles: str, links: Mapping[Lang, Mapping[str, str]]) -> None:
    """Serve the pages below /de/hilfe/ and /en/help/, and their pictures.

    Parameters
    ----------
    styles
        Address of the stylesheet of the other pages.
    links
        Paths of the views with their titles.
    """
    docs = docs_folder()

    @cache
    def whole(lang: Lang, name: str) -> str:
        return _whole(docs, lang, name, styles, links[lang])

    def add(lang: Lang) -> None:
        def page(name: str = "index") -> Response:
            if name not in FILES[lang]:
                raise NotFound
            return _kept(Response(whole(lang, name)))

        server.add_url_rule(HOME[lang], f"help-{lang}", page)
        server.add_url_rule(f"{HOME[lang]}<name>", f"help-{lang}-page", page)

    def picture(name: str) -> Response:
        pictures = {path.name: path for path in (docs / PICTURES).glob("*.webp")}
        if name not in pictures:
            raise NotFound
        return _kept(Response(pictures[name].read_bytes(), mimetype="image/webp"))

    add("de")
    add("en")
    server.add_url_rule(f"{HOME['de']}{PICTURES}/<name>", "help-picture", picture)


def _kept(response: Response) -> Response:
    """Let the browser ask whether its copy is still good."""
    response.add_etag()
    response.make_conditional(request)
    return response


def _whole(docs: Path, lang: Lang, name: str, styles: str, views: Mapping[str, str]) -> str:
    page = read_page(docs, lang, name)
    other: Lang = "en" if lang == "de" else "de"
    links = "".join(
        f'<li><a href="{beside(path, HOME[lang])}">{html.escape(title)}</a></li>'
        for path, title in views.items()
    )
    return PAGE.format(
        lang=lang,
        title=html.escape(page.title),
        help=HELP[lang],
        product=html.escape(word("product", lang)),
        subject=html.escape(word("subject", lang)),
        styles=beside(styles, HOME[lang]),
        skip=html.escape(word("skip", lang)),
        views=html.escape(word("views", lang)),
        links=f'{links}<li><a href="./"{_current(name == "index")}>{HELP[lang]}</a></li>',
        other=beside(HOME[other], HOME[lang]),
        other_lang=other,
        switch=OTHER[lang],
        contents=_contents(docs, lang, name),
        content=page.content,
        privacy=html.escape(word("privacy", lang)),
    )


def _current(is_current: bool) -> str:
    return ' aria-current="page"' if is_current else ""


def _contents(docs: Path, lang: Lang, current: str) -> str:
    """Links to all pages; nothing where there is only one."""
    if len(FILES[lang]) == 1:
        return ""
    entries = "".join(
        f'<li><a href="{"./" if name == "index" else name}"{_current(name == current)}>'
        f"{html.escape(read_page(docs, lang, name).title)}</a></li>"
        for name in FILES[lang]
    )
    return f'<nav class="contents" aria-label="{CONTENTS[lang]}"><ul>{entries}</ul></nav>'


@lru_cache(maxsize=64)
def read_page(docs: Path, lang: Lang, name: str) -> HelpPage:
    """Render one Markdown file of the docs; HTML in it stays text."""
    from markdown_it import MarkdownIt

    file = FILES[lang][name]
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse((docs / file).read_text(encoding="utf-8"))
    title = tokens[1].content
    return HelpPage(title, reader.renderer.render(list(_dressed(tokens, file)), reader.options, {}))


def _dressed(tokens: list[Token], file: str) -> Iterator[Token]:
    """Give headings an anchor, links and pictures their address, wide parts a way to scroll."""
    anchors: dict[str, int] = {}
    heading = ""
    for position, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = tokens[position + 1].content
            token.attrSet("id", anchor(heading, anchors))
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type in ("fence", "code_block"):
            token.attrSet("tabindex", "0")
        for child in token.children or ():
            _lead(child, file)
        if token.type == "table_open":
            name = html.escape(heading.replace("`", ""))
            yield _raw(f'<div class="table" role="group" tabindex="0" aria-label="{name}">')
        yield token
        if token.type == "table_close":
            yield _raw("</div>")


def _lead(token: Token, file: str) -> None:
    if token.type == "link_open":
        token.attrSet("href", address(str(token.attrGet("href")), file))
    elif token.type == "image":
        token.attrSet("src", address(str(token.attrGet("src")), file))
        token.attrSet("loading", "lazy")


def _raw(text: str) -> Token:
    from markdown_it.token import Token

    return Token("html_block", "", 0, content=text)


def anchor(heading: str, used: dict[str, int] | None = None) -> str:
    """Name of a heading in links, as code hosts make it.

    >>> anchor("Die `Regel` wählen: wie?")
    'die-regel-wählen-wie'
    """
    name = re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
    repetitions = used.get(name, 0) if used is not None else 0
    if used is not None:
        used[name] = repetitions + 1
    return f"{name}-{repetitions}" if repetitions else name


def address(link: str, file: str) -> str:
    """Where a link in a file of the docs leads from its page; web addresses and anchors stay.

    >>> address("../bilder/karte.webp", "handbuch/index.md")
    'bilder/karte.webp'
    >>> address("planung.md#wellen", "handbuch/index.md")
    'planung#wellen'
    >>> address("../english.md", "handbuch/index.md"), address("english.md", "english.md")
    ('../../en/help/', './')
    """
    parts = urlsplit(link)
    if parts.scheme or not parts.path:
        return link
    target = posixpath.normpath(posixpath.join(posixpath.dirname(file), parts.path))
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    home = HOME["en" if file in FILES["en"].values() else "de"]
    if target.startswith(f"{PICTURES}/"):
        return beside(f"{HOME['de']}{target}", home)
    for lang, files in FILES.items():
        for name, path in files.items():
            if path == target:
                return beside(f"{HOME[lang]}{'' if name == 'index' else name}", home) + fragment
    raise LookupError(f"{file}: {link} is no page of the help")
