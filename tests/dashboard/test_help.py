"""The handbook as pages of the dashboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest

from dashboard.server import help_pages
from dashboard.server.help_pages import FILES, HOME
from dashboard.views.data.words import ACCESSIBILITY
from tests.conftest import ROOT
from tests.dashboard.served import no_barriers, serving

ADDRESSES = [
    HOME[lang] + ("" if name == "index" else name) for lang in FILES for name in FILES[lang]
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_served_with_title_language_and_headers(client, address):
    answer = client.get(address)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert f'<html lang="{address[1:3]}">' in text
    assert text.count("<h1") == 1
    assert re.search(r"<title>.+ · .+</title>", text)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert " style=" not in text
    assert "<script" not in text


def test_every_page_of_the_handbook_is_served():
    written = {path.stem for path in (ROOT / "docs" / "handbuch").glob("*.md")}
    assert written == set(help_pages.HANDBOOK)


def test_links_pictures_and_anchors_of_the_pages_lead_somewhere(client):
    pages = {address: client.get(address).get_data(as_text=True) for address in ADDRESSES}
    for address, text in pages.items():
        for link in re.findall(r'(?:href|src)="(/[^"]*|#[^"]*)"', text):
            path, _, fragment = link.partition("#")
            if fragment:
                assert f'id="{unquote(fragment)}"' in pages[path or address], (address, link)
            if path:
                assert client.get(path).status_code == 200, (address, link)


@pytest.mark.parametrize(
    "address", ["/de/hilfe/nix", "/de/hilfe/..%2fdependencies", "/de/hilfe/bilder/nix.webp",
                "/de/hilfe/bilder/..%2f..%2fREADME.md", "/en/help/planung"],
)  # fmt: skip
def test_nothing_else_is_served(client, address):
    assert client.get(address).status_code == 404


def test_an_unchanged_page_is_not_sent_again(client):
    tag = client.get("/de/hilfe/").headers["ETag"]
    assert client.get("/de/hilfe/", headers={"If-None-Match": tag}).status_code == 304


def test_markup_in_a_page_stays_text(tmp_path):
    (tmp_path / "english.md").write_text("# T\n\n<script>x</script> <b>y</b> [a](javascript:x)\n")
    content = help_pages.read_page(tmp_path, "en", "index").content
    assert "&lt;script&gt;" in content
    assert not re.search(r"<(script|b)>|href=\"javascript", content)


def test_the_statement_of_the_dashboard_stands_in_the_accessibility_page():
    pages = {"de": "barrierefreiheit.md", "en": "english.md"}
    for lang, name in pages.items():
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert [part[lang] for part in ACCESSIBILITY if part[lang] not in text] == []


@pytest.fixture(scope="module")
def address(app) -> Iterator[str]:
    with serving(app) as served:
        yield served


@pytest.mark.browser
@pytest.mark.parametrize("path", ADDRESSES)
def test_axe_finds_nothing_and_a_phone_scrolls_only_downwards(page, address, path):
    page.goto(address + path)
    no_barriers(page)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_a_long_page_can_be_scrolled_on_a_desk(page, address):
    page.goto(f"{address}/de/hilfe/karte-lesen")
    assert page.evaluate("() => { window.scrollTo(0, 400); return window.scrollY; }") == 400


@pytest.mark.browser
def test_help_is_one_click_away_and_leads_back(page, address):
    page.goto(f"{address}/de/plan")
    page.wait_for_selector("#rule", state="attached")
    page.click("header nav a[href='hilfe/']")
    page.wait_for_url(f"{address}/de/hilfe/")
    page.click("nav.contents a[href$='karte-lesen']")
    page.wait_for_url(re.compile("karte-lesen"))
    assert page.inner_text("h1").startswith("Karten lesen")
    page.click("header nav a >> nth=0")
    page.wait_for_url(f"{address}/de/")
