"""Own files in a real browser: used, reported, forgotten, seen by one visitor only."""

from __future__ import annotations

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dashboard.app import create_app
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.dashboard.served import PAINTED, serving, visiting

pytestmark = pytest.mark.browser

HEAD = "id,name,district_ags,network_status\n"
GOOD = HEAD + "x,<b>Neue</b> Initiative,02001,networked\n"
BAD = HEAD + "x,Neue Initiative,99999,networked\n"


@pytest.fixture(scope="module")
def address():
    columns = ["old_ags", "old_name", "valid_until", "new_ags", "share_population", "share_area"]
    inputs = pages.inputs(district_changes=pd.DataFrame(columns=columns))
    with serving(create_app(inputs, Scenario())) as found:
        yield found


@pytest.fixture
def page(browser, address):
    with visiting(browser, address) as visitor:
        yield visitor


def hand_in(page, address, text, lang="de"):
    page.goto(f"{address}/{lang}/{'daten' if lang == 'de' else 'data'}")
    file = {"name": "mein.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.set_input_files("#upload-file", file)
    page.locator("#upload-form button").click()


def tile(page):
    return page.locator(".tile").first


def test_an_own_register_is_used_until_it_is_given_up(page, address, browser):
    hand_in(page, address, GOOD)
    expect(page.locator("#upload-report")).to_contain_text("Register mit 1 Initiativen")
    expect(page.locator("#own-banner")).to_contain_text("mein.csv")
    expect(page.locator("#data-content")).to_contain_text("<b>Neue</b> Initiative")
    page.click("#nav-coverage")
    expect(tile(page)).to_contain_text("1 von 16")
    with visiting(browser, address) as other:
        other.goto(f"{address}/de/")
        expect(tile(other)).to_contain_text("4 von 16")
        expect(other.locator("#own-banner")).to_be_hidden()
    page.reload()
    page.wait_for_selector(PAINTED, state="attached")
    expect(tile(page)).to_contain_text("1 von 16")
    page.locator("#own-banner button").click()
    expect(tile(page)).to_contain_text("4 von 16")
    expect(page.locator("#own-banner")).to_be_hidden()
    assert page.context.cookies() == []


def test_a_bad_register_is_explained_and_changes_nothing(page, address):
    hand_in(page, address, BAD, "en")
    report = page.locator("#upload-report")
    expect(report).to_contain_text("cannot be used")
    expect(report.locator("li").first).to_contain_text("mein.csv, line 2")
    expect(page.locator("#own-banner")).to_be_hidden()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_axe_finds_nothing_with_a_report_on_screen(page, address, lang):
    hand_in(page, address, GOOD, lang)
    expect(page.locator("#own-banner")).to_be_visible()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_a_phone_scrolls_only_downwards(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    hand_in(page, address, BAD)
    expect(page.locator("#upload-report li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
