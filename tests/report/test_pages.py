"""Pages as a reader turns them: no heading alone at the foot, headers repeated, contents right."""

from __future__ import annotations

import pytest

from tests.report.pdfs import plain

LANGS = ("de", "en")


@pytest.fixture(scope="module")
def pages(shipped_pages):
    """Lines of every page without the last one, that of the footer, by language."""
    return {
        lang: [words.splitlines()[:-1] for words in made] for lang, made in shipped_pages.items()
    }


def headings(data):
    """Titles with their numbers, as the pages show them."""
    for first, part in enumerate(data["sections"], start=1):
        yield plain(f"{first} {part['title']}")
        inner = [block["text"] for block in part["blocks"] if block["kind"] == "heading"]
        yield from (plain(f"{first}.{n} {title}") for n, title in enumerate(inner, start=1))


@pytest.mark.parametrize("lang", LANGS)
def test_no_heading_stands_alone_at_the_foot_of_a_page(pages, shipped_data, lang):
    titles = set(headings(shipped_data[lang]))
    seen = {plain(line).strip() for page in pages[lang] for line in page}
    assert len(titles & seen) > len(titles) / 2  # a long one fills two lines
    for lines in pages[lang][2:]:
        body = [line for line in lines if shipped_data[lang]["footer"] not in line]
        assert plain(body[-1]).strip() not in titles


@pytest.mark.parametrize("lang", LANGS)
def test_a_table_that_goes_on_repeats_its_header(pages, shipped_data, lang):
    tables = [
        block
        for part in shipped_data[lang]["sections"]
        for block in part["blocks"]
        if block["kind"] == "table" and len(block["rows"]) > 14
    ]
    assert tables
    for block in tables:
        head = [plain(entry["title"]) for entry in block["columns"]]
        first, last = (plain(" ".join(block["rows"][n]))[:30] for n in (0, -1))
        whole = [plain("\n".join(lines)) for lines in pages[lang]]
        caption = f": {plain(block['caption'])}"
        begins = next(n for n, words in enumerate(whole) if caption in words)
        assert first in whole[begins]
        ends = next((n for n, words in enumerate(whole) if n >= begins and last in words), begins)
        for number in range(begins, ends + 1):
            assert all(title in whole[number] for title in head), (block["caption"], number)


@pytest.mark.parametrize("lang", LANGS)
def test_the_contents_name_every_heading(pages, shipped_data, lang):
    contents = plain("\n".join(pages[lang][1])).replace(" .", "")
    for title in headings(shipped_data[lang]):
        assert title.split(" ", 1)[1] in contents


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_says_what_it_belongs_to(shipped_pages, shipped_data, lang):
    footer, made = plain(shipped_data[lang]["footer"]), shipped_pages[lang]
    for number, words in enumerate(made, start=1):
        assert footer in plain(words)
        assert f"{number} / {len(made)}" in plain(words)
