"""The dashboard in a real browser, on made-up districts, served as users get it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.served import (
    PAINTED,
    at_rest,
    no_barriers,
    only_downwards,
    serving,
    visiting,
    watched,
)

pytestmark = pytest.mark.browser

VIEWS = {
    "de": ["", "weisse-flecken", "daten"],
    "en": ["", "white-spots", "data"],
}


@pytest.fixture(scope="module")
def address(app):
    with serving(app) as found:
        yield found


def visit(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector(PAINTED, state="attached")
    if url.partition("?")[0].endswith(("/daten", "/data")):
        page.wait_for_selector("#data-content table")
    at_rest(page)


def district(page: Page, ags: str):
    return page.locator(f"path[data-ags='{ags}']")


@pytest.fixture(scope="module")
def start(context, address):
    """The first page, opened once for all who only look at it."""
    with watched(context, address) as tab:
        visit(tab, f"{address}/de/")
        yield tab


def test_the_map_shows_the_status_of_every_district(start):
    expect(start.locator("path.d")).to_have_count(16)
    expect(district(start, "01001")).to_have_class(re.compile("status-covered"))
    expect(district(start, "02008")).to_have_attribute("aria-label", re.compile("grauer Fleck"))
    expect(start.locator("path.status-white")).to_have_count(12)


def test_there_is_one_tab_stop_in_the_map(start):
    expect(start.locator("path.d[tabindex='0']")).to_have_count(1)


def test_the_page_sets_no_cookie(start):
    assert start.context.cookies() == []


def test_components_hear_once_of_what_changes_in_one_go(start):
    """A version of Dash that tells its components in another way makes this fail."""
    heard = start.evaluate(
        """async () => {
          let heard = 0;
          const leave = store.subscribe(() => { heard += 1; });
          const payload = {itempath: ["nowhere"]};
          for (let n = 0; n < 3; n += 1) store.dispatch({type: "RESET_COMPONENT_STATE", payload});
          await null;
          leave();
          return heard;
        }"""
    )
    assert heard == 1


def test_the_coverage_page_prints_on_one_sheet(start):
    printed = start.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_large_text_scrolls_only_downwards(start):
    style = start.add_style_tag(content="html { font-size: 200% !important }")
    at_rest(start)
    assert start.evaluate("document.documentElement.scrollWidth") <= 1280
    style.evaluate("style => style.remove()")


def test_another_rule_recolours_map_and_rates(page, address):
    visit(page, f"{address}/en/")
    page.select_option("#rule", "seat")
    expect(district(page, "01002")).to_have_class(re.compile("status-white"))
    expect(page.locator(".tile").first).to_contain_text("3 of 16")
    expect(page.locator("#announcement")).to_contain_text("3 of 16 districts")


def test_the_as_of_date_moves_map_and_rates(page, address):
    visit(page, f"{address}/de/")
    year = page.locator("#as_of")
    year.focus()
    page.keyboard.press("Home")
    expect(page.locator("#year-text")).to_have_text("31.12.2005")
    expect(district(page, "02004")).to_have_class(re.compile("status-white"))
    expect(page.locator(".tile").first).to_contain_text("2 von 16")


def test_a_click_selects_and_a_second_one_lets_go(page, address):
    visit(page, f"{address}/de/weisse-flecken")
    district(page, "02001").click()
    expect(district(page, "02001")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#profile-name")).to_have_text("Musterkreis 9")
    expect(page.locator(".pick[aria-pressed='true']")).to_have_text("Musterkreis 9")
    district(page, "02001").click()
    expect(page.locator("#profile")).to_contain_text("Wählen Sie einen Kreis")


def test_the_list_selects_on_the_map(page, address):
    visit(page, f"{address}/en/white-spots")
    page.locator(".pick", has_text="Musterkreis 4").click()
    expect(district(page, "01004")).to_have_attribute("aria-pressed", "true")


def test_the_keyboard_alone_walks_selects_and_leaves(page, address):
    visit(page, f"{address}/de/weisse-flecken")
    focused = "document.activeElement.dataset.ags"
    page.locator(".zoom button").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "01001"
    for key, ags in [("ArrowRight", "01002"), ("ArrowDown", "01006"), ("End", "02008"),
                     ("ArrowUp", "02004"), ("Home", "01001"), ("ArrowLeft", "01001")]:  # fmt: skip
        page.keyboard.press(key)
        assert page.evaluate(focused) == ags, key
    expect(page.locator(".ring-inner")).to_have_attribute("d", re.compile("z"))
    page.keyboard.press("Enter")
    expect(page.locator("#profile-name")).to_have_text("Musterkreis 1")
    expect(page.locator(".card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_be_hidden()
    page.keyboard.press("Escape")
    assert page.evaluate(focused) is None


def test_plus_and_zero_zoom_the_map(page, address):
    visit(page, f"{address}/de/")
    whole = page.locator("svg.map").get_attribute("viewBox")
    district(page, "01001").focus()
    page.keyboard.press("+")
    expect(page.locator("svg.map")).not_to_have_attribute("viewBox", whole)
    page.keyboard.press("0")
    width = float(whole.split()[2])
    assert float(page.locator("svg.map").get_attribute("viewBox").split()[2]) == width


def test_a_land_zooms_the_map_and_counts_its_rates(page, address):
    visit(page, f"{address}/de/")
    whole = page.locator("svg.map").get_attribute("viewBox")
    page.select_option("#land", "02")
    expect(page.locator(".tile").first).to_contain_text("2 von 8")
    expect(page.locator("path.d.dim")).to_have_count(8)
    expect(page.locator("svg.map")).not_to_have_attribute("viewBox", whole)


def test_a_seat_highlights_the_area_it_serves(page, address):
    visit(page, f"{address}/de/weisse-flecken?district=01002")
    page.locator("button[data-area='a']").click()
    expect(page.locator("path.reach")).to_have_count(2)
    page.locator("button[data-area='a']").click()
    expect(page.locator("path.reach")).to_have_count(0)


def test_search_and_filters_narrow_the_list(page, address):
    visit(page, f"{address}/de/weisse-flecken")
    count = page.locator("#list-count")
    page.fill("#search", "musterkreis 1")
    expect(count).to_have_text("8 von 16 Kreisen")
    page.fill("#search", "02")
    expect(count).to_have_text("8 von 16 Kreisen")
    page.select_option("#status", "white")
    expect(count).to_have_text("6 von 16 Kreisen")
    page.fill("#search", "nowhere")
    expect(page.locator("#list")).to_contain_text("Kein Kreis passt")
    page.click("#reset-filters")
    expect(count).to_have_text("16 von 16 Kreisen")
    expect(page.locator("#list tbody tr")).to_have_count(16)


def test_layers_show_rules_and_their_difference(page, address):
    visit(page, f"{address}/en/white-spots")
    page.select_option("#layer", "rules")
    expect(district(page, "01001")).to_have_class(re.compile("rules-0"))
    page.select_option("#layer", "difference")
    page.select_option("#rule-a", "served")
    page.select_option("#rule-b", "seat")
    expect(district(page, "01002")).to_have_class(re.compile("difference-a"))
    expect(district(page, "01001")).to_have_class(re.compile("difference-both"))
    expect(page.locator("path.difference-none")).to_have_count(12)


def test_a_copied_link_restores_the_whole_page(page, address, browser):
    visit(page, f"{address}/de/weisse-flecken")
    page.select_option("#rule", "seat")
    page.select_option("#status", "white")
    page.select_option("#layer", "rules")
    page.fill("#search", "kreis 1")
    district(page, "02001").click()
    page.wait_for_url(re.compile("district=02001"))
    at_rest(page)
    with visiting(browser, address) as other:
        visit(other, page.url)
        for control in ("rule", "status", "layer", "search", "as_of"):
            assert other.input_value(f"#{control}") == page.input_value(f"#{control}")
        expect(other.locator("#profile-name")).to_have_text("Musterkreis 9")
        expect(other.locator("#list-count")).to_have_text(page.locator("#list-count").inner_text())


def test_a_forged_link_falls_back_to_what_the_controls_can_hold(page, address):
    visit(page, f"{address}/de/?rule=x&radius=1e99&year=-5&district=99999&land=%3Cb%3E&federal=7")
    assert page.input_value("#rule") == "served"
    assert page.input_value("#land") == "DE"
    expect(page.locator("#year-text")).to_have_text("31.12.2005")


def test_the_state_adds_no_history(page, address):
    visit(page, f"{address}/de/")
    before = page.evaluate("history.length")
    for rule in ("seat", "radius", "chamber"):
        page.select_option("#rule", rule)
        page.wait_for_url(re.compile(f"rule={rule}"))
    assert page.evaluate("history.length") == before


def test_the_language_switch_keeps_the_view_and_its_state(page, address):
    visit(page, f"{address}/de/weisse-flecken?rule=seat&district=01003")
    page.click("#language-link")
    page.wait_for_url(f"{address}/en/white-spots?rule=seat&district=01003")
    page.wait_for_selector(PAINTED, state="attached")
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.locator("#profile-name")).to_have_text("Musterkreis 3")


def test_views_change_without_loading_the_page_again(page, address):
    visit(page, f"{address}/de/?rule=seat")
    page.evaluate("window.same = true")
    page.click("#nav-spots")
    expect(page.locator("#view-spots h1")).to_be_focused()
    assert page.evaluate("window.same")
    assert page.title().startswith("Weiße Flecken")
    expect(page.locator("#nav-spots")).to_have_attribute("aria-current", "page")
    assert page.input_value("#rule") == "seat"
    at_rest(page)
    page.go_back()
    expect(page.locator("#view-coverage")).to_be_visible()


def test_the_shortlist_stays_in_the_browser_and_can_be_undone(page, address):
    visit(page, f"{address}/de/weisse-flecken?district=02001")
    page.click("[data-remember]")
    note = page.get_by_label("Notiz zu Musterkreis 9")
    note.fill("=IHK anrufen")
    note.blur()
    page.reload()
    page.wait_for_selector(PAINTED, state="attached")
    expect(page.get_by_label("Notiz zu Musterkreis 9")).to_have_value("=IHK anrufen")
    with page.expect_download() as saved:
        page.locator("#shortlist").get_by_text("Als CSV speichern").click()
    text = saved.value.path().read_text(encoding="utf-8-sig")
    assert '"02001";"Musterkreis 9";"\'=IHK anrufen"' in text
    page.get_by_text("Liste leeren").click()
    expect(page.locator("#shortlist li")).to_have_count(0)
    page.get_by_text("Rückgängig").click()
    expect(page.locator("#shortlist li")).to_have_count(1)


def test_downloads_hold_the_scenario_on_screen(page, address):
    visit(page, f"{address}/de/?rule=seat")
    with page.expect_download() as saved:
        page.get_by_text("Alle Kreise (CSV)").click()
    assert saved.value.path().read_text(encoding="utf-8").count(",covered,") == 1


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("view", [0, 1, 2])
@pytest.mark.parametrize("selected", ["", "?district=01002"])
def test_axe_finds_nothing_and_a_phone_scrolls_only_downwards(page, address, lang, view, selected):
    visit(page, f"{address}/{lang}/{VIEWS[lang][view]}{selected}")
    no_barriers(page)
    only_downwards(page)


def test_two_visitors_do_not_see_each_other(page, address, browser):
    visit(page, f"{address}/de/")
    with visiting(browser, address) as other:
        visit(other, f"{address}/de/")
        other.select_option("#rule", "seat")
        expect(other.locator(".tile").first).to_contain_text("3 von 16")
        at_rest(page)
        expect(page.locator(".tile").first).to_contain_text("4 von 16")


def test_a_barrier_is_found(page):
    page.set_content('<html lang="de"><title>x</title><main><h1>x</h1><img src="data:,"></main>')
    with pytest.raises(AssertionError, match="image-alt"):
        no_barriers(page)
