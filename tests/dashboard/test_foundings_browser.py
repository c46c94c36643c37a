"""The page on foundings in a real browser, on made-up districts and foundings."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from dashboard.app import create_app
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.dashboard.served import WINDOW, at_rest, no_barriers, only_downwards, serving, watched
from tests.dashboard.test_foundings import CASES, HISTORY, OWN

pytestmark = pytest.mark.browser

SLUG = {"de": "de/gruendungen", "en": "en/foundings"}


@pytest.fixture(scope="module")
def address():
    inputs = replace(pages.inputs(), foundings=OWN, founding_cases=CASES, history=HISTORY)
    with serving(create_app(inputs, Scenario())) as found:
        yield found


def visit(page, address, query="", lang="de"):
    page.goto(f"{address}/{SLUG[lang]}{query}")
    page.wait_for_selector("#foundings-courses table", state="attached")
    page.wait_for_selector("#foundings-network-chart svg")
    at_rest(page)


@pytest.fixture(scope="module")
def opened(context, address):
    """The page without settings, opened once for all who leave it so."""
    with watched(context, address) as tab:
        visit(tab, address)
        yield tab


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_page_has_no_barriers_and_scrolls_only_downwards(page, address, lang):
    page.set_viewport_size({"width": 1440, "height": 900})
    visit(page, address, "?start=2027-01-01&staff=0.001", lang)
    page.wait_for_selector("#foundings-calendar .warning")
    for summary in page.locator("#view-foundings summary").all():
        summary.click()
    for width in (1440, 390):
        only_downwards(page, width)
        no_barriers(page)


def test_a_click_on_a_district_opens_its_profile_and_keeps_the_settings(page, address):
    visit(page, address, "?rule=seat")
    page.get_by_role("link", name="Musterkreis 16").click()
    page.wait_for_url(re.compile("weisse-flecken.*district=02008"))
    expect(page.locator("#profile h3").first).to_contain_text("Musterkreis 16")
    expect(page.locator("#rule")).to_have_value("seat")
    page.go_back()
    expect(page.locator("#view-foundings")).to_be_visible()


def test_the_keyboard_reaches_the_other_page_of_the_plan_and_back(opened):
    expect(opened.locator("#nav-plan")).to_have_attribute("aria-current", "true")
    opened.locator("#foundings-back").focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#view-plan")).to_be_visible()
    expect(opened.locator("#map")).to_be_visible()
    opened.locator("#nav-foundings").focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#view-foundings h1")).to_be_focused()
    expect(opened.locator("#map")).to_be_hidden()


def test_the_calendar_follows_its_controls_and_stays_in_the_address(page, address):
    visit(page, address)
    expect(page.locator("#foundings-calendar")).to_contain_text("Mit einem Beginn")
    page.locator("#first_start").select_option(index=3)
    page.wait_for_selector("#foundings-calendar table")
    page.fill("#staff", "0.001")
    page.wait_for_selector("#foundings-calendar .warning")
    page.wait_for_url(re.compile(r"start=\d{4}-\d\d-01.*staff=0.001"))
    page.reload()
    page.wait_for_selector("#foundings-calendar .warning")
    a_wrong_number_is_named_and_the_page_goes_on(page)


def a_wrong_number_is_named_and_the_page_goes_on(page):
    page.fill("#staff", "")
    page.wait_for_selector("#foundings-calendar table")
    page.select_option("#pacing", "staff")
    expect(page.locator("#foundings-calendar")).to_contain_text("staff")
    page.select_option("#pacing", "months")
    page.wait_for_selector("#foundings-calendar table")


def test_figures_are_redrawn_at_the_width_they_have(opened):
    before = opened.locator("#foundings-curves-chart svg[role=img]").get_attribute("width")
    opened.set_viewport_size({"width": 400, "height": 900})
    chart = opened.locator("#foundings-curves-chart svg[role=img]")
    expect(chart).not_to_have_attribute("width", before)
    at_rest(opened)
    assert float(chart.get_attribute("width")) <= 400
    opened.set_viewport_size(WINDOW)


def test_another_step_draws_another_curve(opened):
    expect(opened.locator("#foundings-courses")).to_contain_text("kein Fall mit bekannter Dauer")
    opened.select_option("#foundings-step", "declaration")
    expect(opened.locator("#foundings-courses")).to_contain_text(
        "5 von 5 haben den Schritt erreicht"
    )
    opened.select_option("#foundings-by", "carrier")
    expect(opened.locator("#foundings-courses table").last).to_contain_text("Kammer")
