"""Own files in a real browser: used, reported, forgotten, seen by one visitor only."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from playwright.sync_api import expect

from dashboard.app import create_app
from dashboard.server.upload import OWN_HEADER
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.dashboard.served import PAINTED, no_barriers, only_downwards, serving, visiting, visitor

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
    no_barriers(page)


def test_a_phone_scrolls_only_downwards(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    hand_in(page, address, BAD)
    expect(page.locator("#upload-report li").first).to_be_visible()
    only_downwards(page)


DATED = "id,name,district_ags,network_status,founded_year\n"
DATED += "x,Alt,02001,networked,1991\ny,Neu,02002,networked,2024\n"


def test_the_slider_takes_the_years_of_the_own_register_and_gives_them_back(page, address):
    hand_in(page, address, DATED)
    expect(page.locator("#own-banner")).to_be_visible()
    page.click("#nav-coverage")
    expect(tile(page)).to_contain_text("2 von 16")
    expect(page.locator("#year-text")).to_have_text("ganzes Register")
    page.locator("#as_of").focus()
    page.keyboard.press("Home")
    expect(page.locator("#year-text")).to_have_text("31.12.1991")
    expect(tile(page)).to_contain_text("1 von 16")
    page.wait_for_url(re.compile("as_of=1991-12-31"))
    page.reload()
    page.wait_for_selector(PAINTED, state="attached")
    expect(page.locator("#year-text")).to_have_text("31.12.1991")
    expect(tile(page)).to_contain_text("1 von 16")
    page.locator("#own-banner button").click()
    expect(page.locator("#as_of")).to_have_attribute("min", "2005")
    expect(page.locator("#year-text")).to_have_text("31.12.2005")


def test_expired_data_are_told_at_the_next_click_and_the_page_goes_on(browser):
    columns = ["old_ags", "old_name", "valid_until", "new_ags", "share_population", "share_area"]
    inputs = pages.inputs(district_changes=pd.DataFrame(columns=columns))
    app = create_app(inputs, Scenario())
    with serving(app) as address, visitor(browser) as context:
        page = context.new_page()
        hand_in(page, address, GOOD)
        expect(page.locator("#own-banner")).to_be_visible()
        page.click("#nav-spots")
        expect(page.locator("#list tbody tr")).to_have_count(16)
        token = page.evaluate("sessionStorage.getItem('rollout.own')")
        app.test_client().delete("/de/upload", headers={OWN_HEADER: token})
        page.locator("path[data-ags='01003']").click()
        expect(page.locator("#own-banner")).to_contain_text("abgelaufen")
        expect(page.locator("#profile-name")).to_have_text("Musterkreis 3")
        page.click("#nav-coverage")
        expect(tile(page)).to_contain_text("4 von 16")


def test_a_plan_by_travel_time_takes_a_table_of_ones_own(page, address):
    page.goto(f"{address}/de/plan?count=1&waves=1&demand=districts")
    page.wait_for_selector(PAINTED, state="attached")
    expect(page.locator("#plan-times")).to_be_hidden()
    expect(page.locator("#reach")).to_be_hidden()  # founding regions have no reach
    page.select_option("#objective", "cover")
    page.select_option("#reach", "travel_time")
    expect(page.locator("#plan-times")).to_be_visible()
    page.click("#plan-run")
    message = page.locator("#plan-message")
    expect(message).to_contain_text("Tabelle der Fahrzeiten")
    lines = "".join(f"0200{n},02006,20\n" for n in (1, 2, 3, 5, 7))
    file = {
        "name": "zeiten.csv", "mimeType": "text/csv",
        "buffer": f"from,to,minutes\n{lines}".encode(),
    }  # fmt: skip
    page.set_input_files("#plan-times-file", file)
    page.locator("#plan-times-form button").click()
    expect(page.locator("#plan-times-report")).to_contain_text("Fahrzeiten für 5 Paare")
    no_barriers(page)
    page.click("#plan-run")
    page.wait_for_selector("#plan-result .tile")
    expect(page.locator("path[data-ags='02006']")).to_have_attribute(
        "aria-label", re.compile("Welle 1")
    )


def test_a_catalogue_of_ones_own_is_made_used_and_given_up_by_keyboard(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    # Weights of what does not count here, from somebody else's catalogue, are dropped.
    page.goto(f"{address}/de/daten?indicator_weights=population=5;firms=2")
    page.wait_for_url(re.compile("indicator_weights=firms%3D2$"))
    page.locator("summary", has_text="Indikatoren ändern").press("Enter")
    page.locator("#catalogue-form summary").first.press("Enter")
    page.locator("#catalogue-direction-pressure").select_option("less")
    page.locator("#catalogue-weight-pressure").fill("3")
    no_barriers(page)
    only_downwards(page)
    page.get_by_role("button", name="Katalog verwenden").press("Enter")
    banner = page.locator("#own-banner")
    expect(banner).to_contain_text("Indikatorkatalog geändert (pressure)")
    page.click("#nav-potential")
    number = page.locator("#weights-panel input[type=number]").nth(1)
    expect(number).to_have_value("3")
    page.reload()
    expect(number).to_have_value("3")
    expect(page.locator("#ranking-count")).to_contain_text("Vorn: Musterkreis 1,")
    page.click("#nav-data")
    page.locator("summary", has_text="Indikatoren ändern").press("Enter")
    with page.expect_download() as download:
        page.get_by_role("button", name="Katalog herunterladen").press("Enter")
    assert download.value.suggested_filename == "indicator_catalogue.csv"
    assert b"pressure,pressure,pressure" in download.value.path().read_bytes()
    page.get_by_role("button", name="Zurück zum mitgelieferten Katalog").press("Enter")
    expect(banner).to_be_hidden()
    expect(page.locator("#catalogue-report")).to_contain_text("der mitgelieferte Katalog")
    page.click("#nav-potential")
    expect(number).to_have_value("1")
