"""The view Potential in a real browser, on made-up districts."""

from __future__ import annotations

import csv
import re
import tomllib

import pytest
from playwright.sync_api import expect

from tests.dashboard.served import (
    at_rest,
    no_barriers,
    only_downwards,
    serving,
    visiting,
    watched,
)

pytestmark = pytest.mark.browser

SLUG = {"de": "de/potenzial", "en": "en/potential"}
PRESSURE = "#weight-d\\.pressure"


@pytest.fixture(scope="module")
def address(app):
    with serving(app) as found:
        yield found


def visit(page, address, lang="de", query=""):
    page.goto(f"{address}/{SLUG[lang]}{query}")
    page.wait_for_selector("#ranking tbody tr")
    page.wait_for_selector(".ranking:not(.waiting)")
    at_rest(page)


@pytest.fixture(scope="module")
def opened(context, address):
    """The page, opened once for all who turn it."""
    with watched(context, address) as page:
        visit(page, address)
        yield page


@pytest.fixture
def tab(opened):
    """This page with the weights of the preset and all districts in the ranking."""
    yield opened
    opened.click("#weights-reset")
    opened.fill("#ranking-find", "")
    opened.select_option("#ranking-status", index=0)
    opened.wait_for_selector(".ranking:not(.waiting)")
    at_rest(opened)


def district(page, ags):
    return page.locator(f"path[data-ags='{ags}']")


def order(page):
    return page.locator("#ranking .pick").all_inner_texts()


def test_map_and_ranking_show_the_reference(tab, client):
    rows = list(csv.DictReader(client.get("/de/download/districts.csv").text.splitlines()))
    best = min(rows, key=lambda row: float(row["rank"]))
    assert order(tab)[0] == best["display_name"]
    expect(district(tab, best["ags"])).to_have_attribute("aria-label", re.compile("Rang 1 von 16"))
    assert len(order(tab)) == 16


def test_a_slider_moves_colours_and_ranking_together_without_a_request(browser, address):
    with visiting(browser, address) as page:
        page.clock.install()
        visit(page, address)
        before = order(page)
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        page.clock.pause_at(page.evaluate("Date.now() / 1000") + 1)  # the time of the page stands
        page.locator(PRESSURE).evaluate(
            "(range) => { range.value = 0;"
            " range.dispatchEvent(new Event('input', {bubbles: true})) }"
        )
        page.clock.run_for(30)
        # Firms alone count now: 3, 2, 1, 0 from left to right in every row.
        expect(district(page, "01001")).to_have_class(re.compile("score-5"))
        expect(district(page, "01004")).to_have_class(re.compile("score-1"))
        assert requests == []
        page.clock.run_for(200)
        expect(page.locator("#ranking .pick").first).to_have_text("Musterkreis 1")
        assert order(page) != before
        page.clock.resume()
        page.wait_for_url(re.compile(r"pressure(-|=|%3D)0\b"))
        page.wait_for_selector(".ranking:not(.waiting)")


def test_arrow_keys_move_a_slider_and_its_number(tab):
    number = tab.get_by_label("pressure (Bedarf), Punkte")
    before = float(number.input_value())
    tab.locator(PRESSURE).focus()
    tab.keyboard.press("ArrowRight")
    assert float(number.input_value()) > before
    number.fill("80")
    assert float(tab.locator(PRESSURE).input_value()) == 80
    tab.click("#weights-reset")
    assert float(number.input_value()) == before


def test_all_weights_at_zero_are_named(tab):
    for name in ("pressure (Bedarf)", "firms (Voraussetzungen)"):
        tab.get_by_label(f"{name}, Punkte").fill("0")
    expect(tab.locator(".weights-message")).to_contain_text("Alle Gewichte sind 0")
    expect(tab.locator("path.no-data")).to_have_count(16)


def test_columns_sort_and_say_so(page, address):
    visit(page, address)
    for expected in ("ascending", "descending"):
        page.locator("#ranking .sort").get_by_text("Kreis").click()
        head = page.locator("#ranking th[aria-sort]")
        expect(head).to_have_attribute("aria-sort", expected)
        expect(head).to_contain_text("Kreis")
    expect(page.locator("#ranking .pick").last).to_have_text("Musterkreis 1")


def test_filters_narrow_the_ranking(tab):
    tab.fill("#ranking-find", "kreis 1")
    expect(tab.locator("#ranking-count")).to_contain_text("8 von 16 Kreisen")
    tab.select_option("#ranking-status", "covered")
    expect(tab.locator("#ranking-count")).to_contain_text("1 von 16 Kreisen")
    tab.fill("#ranking-find", "nirgends")
    expect(tab.get_by_text("Kein Kreis passt zum Filter.")).to_be_visible()


def test_a_copied_link_restores_weights_and_method(page, address, browser):
    visit(page, address)
    page.get_by_label("pressure (Bedarf), Punkte").fill("10")
    page.get_by_text("Rechenweg").click()
    page.select_option("#aggregation", "geometric")
    page.select_option("#normalisation", "rank")
    page.locator("#ranking .sort").get_by_text("Potenzial").click()
    at_rest(page)
    page.wait_for_selector(".ranking:not(.waiting) tbody tr")
    with visiting(browser, address) as other:
        other.goto(page.url)
        other.wait_for_selector(".ranking:not(.waiting) tbody tr")
        at_rest(other)
        assert order(other) == order(page)
        assert other.get_by_label("pressure (Bedarf), Punkte").input_value() == "10"
        assert other.input_value("#aggregation") == "geometric"


@pytest.mark.parametrize(
    "query",
    [
        "?weights=nothing-5&preset=x&known=7e9&sort=x&shows=%3Cb%3E",
        "?weights=d.pressure-0*d.actors-0",
        "?weights=pressure-" + "9" * 300,
    ],
)
def test_a_forged_link_still_shows_the_page(page, address, query):
    page.goto(f"{address}/de/potenzial{query}")
    page.wait_for_selector("#ranking tbody tr")


def test_the_files_hold_the_weights_on_screen(page, address):
    visit(page, address, query="?weights=d.pressure-0&preset=equal")
    with page.expect_download() as saved:
        page.get_by_text("Szenario (TOML)").click()
    made = tomllib.loads(saved.value.path().read_text(encoding="utf-8"))
    assert made["potential"]["preset"] == "equal"
    assert made["potential"]["dimension_weights"] == {"pressure": 0.0}
    with page.expect_download() as saved:
        page.get_by_text("Rangliste (CSV)").click()
    lines = saved.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[2] for line in lines[1:4]] == order(page)[:3]


def test_the_back_test_answers_in_words(tab):
    tab.click("#backtest-run")
    expect(tab.locator("#backtest")).to_contain_text(re.compile("Rückblick"))
    tab.get_by_label("pressure (Bedarf), Punkte").fill("7")
    expect(tab.locator("#backtest")).to_be_empty()


def contributions_sum_to_the_score(page):
    numbers = page.locator("#contributions tbody tr td:nth-of-type(4)").all_inner_texts()
    total = page.locator("#contributions .sum td").inner_text()
    assert len(numbers) == 2
    parts = [float(text.replace(",", ".")) for text in numbers]
    assert sum(parts) == pytest.approx(float(total.replace(",", ".")), abs=0.11)


PAIRS = {
    "de": ("Bedarf hoch, Voraussetzungen hoch", "Bedarf niedrig, Voraussetzungen niedrig"),
    "en": ("need high, capacity high", "need low, capacity low"),
}


def need_and_capacity_are_shown_as_pairs(page, lang):
    page.select_option("#potential-layer", "need_capacity")
    both_high, both_low = PAIRS[lang]
    label = re.compile(both_high)
    expect(district(page, "02005")).to_have_attribute("aria-label", label)
    expect(page.locator("#legend li").first).to_contain_text(both_low)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_district_has_parts_and_pairs_and_no_barriers(page, address, lang):
    """With all there is at once; the view without a district is looked at on the shipped data."""
    visit(page, address, lang, "?district=02005")
    contributions_sum_to_the_score(page)
    need_and_capacity_are_shown_as_pairs(page, lang)
    at_rest(page)
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    no_barriers(page)
    only_downwards(page)
