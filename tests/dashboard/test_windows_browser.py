"""Windows over the page: years, two maps, presentation, first steps, terms; in one visit each."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.served import PAINTED, at_rest, no_barriers, serving, watched

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(app):
    with serving(app) as found:
        yield found


@pytest.fixture(scope="module")
def tab(context, address):
    with watched(context, address) as page:
        page.goto(f"{address}/de/")
        page.wait_for_selector(PAINTED, state="attached")
        at_rest(page)
        yield page


def terms(page: Page) -> None:
    page.locator(".panel:not([hidden]) .term").first.click()
    expect(page.locator(".term-note")).to_contain_text("Festlegung, wann")


def years(page: Page) -> None:
    page.locator("[data-open=years]").click()
    expect(page.locator(".small-map").last).to_be_visible()
    # Four districts of sixteen have an initiative in the whole register.
    whole = page.locator(".small-map-button").last
    expect(whole).to_contain_text("Einträge in 4 Kreisen, davon vernetzt: 2")


def comparison(page: Page) -> None:
    page.locator("[data-open=compare]").click()
    page.locator("#compare-rule-a").select_option("served")
    expect(page.locator(".compare h2")).to_have_text("A und B stimmen in allen 16 Kreisen überein.")
    page.locator("#compare-rule-a").select_option("neighbour")
    expect(page.locator(".compare h2")).to_contain_text("unterscheiden sich")
    page.locator(".compare .zoom button").first.click()
    boxes = page.locator(".compare svg.map").evaluate_all(
        "(maps) => maps.map((m) => m.viewBox.baseVal.width)"
    )
    assert boxes[0] == boxes[1]
    assert "a.rule=neighbour" in page.url
    page.evaluate("document.querySelector('dialog.compare').remove()")  # as if the link was opened
    page.evaluate("window.dispatchEvent(new Event('hashchange'))")
    expect(page.locator("#compare-rule-a")).to_have_value("neighbour")


def presentation(page: Page) -> None:
    page.locator("#map [data-open=present]").click()
    expect(page.locator(".present-answer h2")).to_have_text(
        "In 12 von 16 Kreisen ist keine Initiative gefunden."
    )
    expect(page.locator(".present-legend li").first).to_contain_text("2vernetzt")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".present-answer h2")).to_contain_text("; zuerst: ")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".present-answer h2")).not_to_contain_text("zuerst")
    page.keyboard.press("b")
    expect(page.locator(".presentation")).to_have_class(re.compile("black"))
    page.keyboard.press("b")


def first_steps(page: Page) -> None:
    page.locator("#map [data-open=tour]").click()
    expect(page.locator(".tour-card")).to_have_count(3)


@pytest.mark.parametrize("open_it", [terms, years, comparison, presentation, first_steps])
def test_windows_say_what_they_shall_and_leave_by_escape(tab, open_it):
    open_it(tab)
    at_rest(tab)
    no_barriers(tab)
    tab.keyboard.press("Escape")
    expect(tab.locator("dialog[open], .term-note")).to_have_count(0)
    expect(tab.locator("#map svg.map")).to_be_visible()  # the map is back in its place


def test_four_steps_lead_through_the_page(tab):
    tab.locator("#map [data-open=tour]").click()
    tab.locator(".tour-card").first.click()
    note = tab.locator(".tour-step")
    for step in range(1, 5):
        expect(note).to_contain_text(f"Schritt {step} von 4")
        note.locator("[data-next]").click()
    expect(note).to_have_count(0)


def test_the_browser_remembers_one_word_of_the_first_steps(tab):
    tab.evaluate(
        """async () => {
          localStorage.clear();
          (await import(document.querySelector("script[type=module]").src)).greet();
        }"""
    )
    tab.locator(".tour-hint button").last.click()
    expect(tab.locator(".tour-hint")).to_have_count(0)
    assert tab.evaluate("({...localStorage})") == {"tour-seen": "yes"}


def test_the_expert_view_and_the_look_are_remembered_by_this_browser_alone(tab):
    switch, audit = tab.locator("#view-potential .expert-switch"), tab.locator("#audit")
    tab.evaluate("localStorage.clear()")
    tab.locator("#nav-potential").click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(audit).to_be_hidden()
    expect(tab.locator(".term", has_text="Rangband").last).to_be_hidden()
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(audit).to_be_visible()
    tab.locator(".theme-switch").last.click()
    assert tab.evaluate("({...localStorage})") == {"expert": "yes", "theme": "dark"}
    tab.locator(".theme-switch").last.click()
    switch.press("Enter")
    assert tab.evaluate("({...localStorage})") == {"theme": "light"}
    expect(audit).to_be_hidden()
    tab.locator("#nav-coverage").click()


def test_the_years_are_played_to_the_end_and_figures_go_with_the_map(tab):
    slider = tab.locator("#as_of")
    last = int(slider.get_attribute("max"))
    tab.evaluate("(value) => dash_clientside.set_props('as_of', {value})", last - 1)
    at_rest(tab)
    tab.locator(".play").click()
    expect(tab.locator("#year-text")).to_have_text("ganzes Register")
    expect(tab.locator(".play")).to_have_attribute("aria-pressed", "false")
    expect(tab.locator("path.status-white")).to_have_count(12)
    expect(tab.locator("#view-coverage .answer")).to_contain_text("12 von 16")


def test_what_is_framed_in_the_chart_stays_alone_on_the_map_and_in_the_ranking(tab):
    tab.locator("#nav-potential").click()
    chart = tab.locator(".scatter svg")
    expect(tab.locator(".scatter-dot[cx]").first).to_be_visible()
    chart.focus()
    tab.keyboard.press("ArrowRight")
    at_rest(tab)
    said = tab.locator(".scatter [role=status]")
    expect(said).to_have_text(re.compile(r"^\d+ von 16 Kreisen$"))
    count = int(said.inner_text().split()[0])
    expect(tab.locator("#ranking tbody tr")).to_have_count(count)
    expect(tab.locator("#map path.d.dim")).to_have_count(16 - count)
    no_barriers(tab)
    tab.keyboard.press("Escape")
    expect(tab.locator("#map path.d.dim")).to_have_count(0)
    expect(tab.locator("#ranking tbody tr")).to_have_count(16)
