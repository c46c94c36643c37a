"""The dashboard in a real browser, on made-up districts, served as users get it."""

from __future__ import annotations

import datetime as dt
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.dashboard.served import (
    PAINTED,
    WINDOW,
    at_rest,
    no_barriers,
    only_downwards,
    serving,
    visiting,
    watched,
)

pytestmark = pytest.mark.browser


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


@pytest.fixture(scope="module")
def turned(context, address):
    """The first page for all who leave it as they met it."""
    with watched(context, address) as tab:
        visit(tab, f"{address}/de/")
        yield tab


@pytest.fixture(scope="module")
def spots(request, context, address):
    """The list of districts for all who leave nothing selected or filtered."""
    with watched(context, address) as tab:
        visit(tab, f"{address}/{request.param}")
        yield tab


@pytest.fixture(scope="module")
def seated(context, address):
    """The first page by another rule, for all who leave it so."""
    with watched(context, address) as tab:
        visit(tab, f"{address}/de/?rule=seat")
        yield tab


german = pytest.mark.parametrize("spots", ["de/weisse-flecken"], indirect=True)
english = pytest.mark.parametrize("spots", ["en/white-spots"], indirect=True)


def test_the_map_shows_the_status_of_every_district(start):
    expect(start.locator("path.d")).to_have_count(16)
    expect(district(start, "01001")).to_have_class(re.compile("status-covered"))
    expect(district(start, "02008")).to_have_attribute(
        "aria-label", re.compile("vorhanden, nicht angebunden")
    )
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


def test_the_as_of_date_moves_map_and_rates(turned):
    year = turned.locator("#as_of")
    before = year.input_value()
    year.focus()
    turned.keyboard.press("Home")
    expect(turned.locator("#year-text")).to_have_text("31.12.2005")
    expect(district(turned, "02004")).to_have_class(re.compile("status-white"))
    expect(turned.locator(".tile").first).to_contain_text("2 von 16")
    year.fill(before)
    expect(turned.locator(".tile").first).to_contain_text("4 von 16")
    at_rest(turned)


@german
def test_a_click_selects_and_a_second_one_lets_go(spots):
    district(spots, "02001").click()
    expect(district(spots, "02001")).to_have_attribute("aria-pressed", "true")
    expect(spots.locator("#profile-name")).to_have_text("Musterkreis 9")
    expect(spots.locator(".pick[aria-pressed='true']")).to_have_text("Musterkreis 9")
    district(spots, "02001").click()
    expect(spots.locator("#profile")).to_contain_text("Wählen Sie einen Kreis")


@english
def test_the_list_selects_on_the_map(spots):
    spots.locator(".pick", has_text="Musterkreis 4").click()
    expect(district(spots, "01004")).to_have_attribute("aria-pressed", "true")
    district(spots, "01004").click()
    expect(district(spots, "01004")).to_have_attribute("aria-pressed", "false")


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


def test_plus_and_zero_zoom_the_map(turned):
    whole = turned.locator("svg.map").get_attribute("viewBox")
    district(turned, "01001").focus()
    turned.keyboard.press("+")
    expect(turned.locator("svg.map")).not_to_have_attribute("viewBox", whole)
    turned.keyboard.press("0")
    width = float(whole.split()[2])
    assert float(turned.locator("svg.map").get_attribute("viewBox").split()[2]) == width


def test_a_land_zooms_the_map_and_counts_its_rates(turned):
    whole = turned.locator("svg.map").get_attribute("viewBox")
    turned.select_option("#land", "02")
    expect(turned.locator(".tile").first).to_contain_text("2 von 8")
    expect(turned.locator("path.d.dim")).to_have_count(8)
    expect(turned.locator("svg.map")).not_to_have_attribute("viewBox", whole)
    turned.select_option("#land", "DE")
    expect(turned.locator("svg.map")).to_have_attribute("viewBox", whole)


def test_search_leads_everywhere(page, address):
    visit(page, f"{address}/de/")
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Kreis, Ort")
    expect(field).to_be_focused()
    field.fill("kreis 12")
    expect(page.locator("dialog [aria-selected='true']")).to_have_text("Musterkreis 12Kreis")
    no_barriers(page)
    page.keyboard.press("Enter")
    expect(page.locator("#profile-name")).to_have_text("Musterkreis 12")
    expect(page).to_have_url(re.compile("weisse-flecken.*district=02004"))
    page.keyboard.press("Control+k")
    field.fill("land süd")
    page.keyboard.press("Enter")
    expect(page.locator("#land")).to_have_value("02")
    page.keyboard.press("Control+k")
    field.fill("B")
    for key in ("ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()


def test_legend_and_rows_point_at_the_map_and_the_card_says_who_is_there(turned):
    entry = turned.locator(".legend [data-class='w']")
    entry.hover()
    expect(turned.locator("path.d.faint")).to_have_count(4)
    entry.click()
    expect(entry).to_have_attribute("aria-pressed", "true")
    expect(turned.locator("path.d.dim")).to_have_count(4)
    turned.select_option("#land", "02")
    expect(entry.locator(".count")).to_have_text("6")
    expect(turned.locator("path.d.dim")).to_have_count(10)
    entry.click()
    expect(turned.locator("path.d.dim")).to_have_count(8)
    turned.locator("button[data-land='DE']").click()
    expect(turned.locator("#land")).to_have_value("DE")
    turned.locator("button[data-land='01']").hover()
    expect(turned.locator("path.d.faint")).to_have_count(8)
    district(turned, "02004").hover()
    expect(turned.locator("path.d.faint")).to_have_count(0)
    expect(turned.locator(".card")).to_contain_text("Testinitiative 02004, seit 2015")


def test_a_phone_has_a_sheet_of_three_heights_and_its_settings_behind_a_button(turned):
    turned.set_viewport_size({"width": 390, "height": 844})
    turned.emulate_media(reduced_motion="reduce")
    grip, settings = turned.locator(".grip"), turned.locator(".settings-button")
    top = [grip.bounding_box()["y"]]
    for press in (grip.click, grip.click):
        press()
        top.append(grip.bounding_box()["y"])
    assert top == sorted(top, reverse=True)
    assert len(set(top)) == 3
    assert turned.locator("svg.map").bounding_box()["y"] < 844
    grip.press("ArrowDown")
    grip.press("ArrowDown")
    assert grip.bounding_box()["y"] == top[0]
    expect(turned.locator("#land")).to_be_hidden()
    settings.click()
    expect(turned.locator("#land")).to_be_focused()
    expect(settings).to_have_attribute("aria-expanded", "true")
    turned.keyboard.press("Escape")
    expect(turned.locator("#land")).to_be_hidden()
    expect(settings).to_be_focused()
    turned.emulate_media(reduced_motion="no-preference")
    turned.set_viewport_size(WINDOW)


def test_the_map_is_saved_as_a_picture_that_needs_no_styles(turned):
    turned.locator(".memo summary").click()
    saved = {}
    for kind in ("svg", "png"):
        with turned.expect_download() as download:
            turned.locator(f"[data-memo='{kind}']").click()
        saved[kind] = Path(download.value.path()).read_bytes()
        today = dt.date.today().isoformat()
        name = f"_deutschland_erklaertes-wirkungsgebiet-oder-sitz_{today}.{kind}"
        assert download.value.suggested_filename == f"abdeckung{name}"
    assert struct.unpack(">II", saved["png"][16:24]) == (3840, 2160)
    drawing = ElementTree.fromstring(saved["svg"])
    texts = [text for element in drawing.iter() for text in [element.text or ""]]
    for said in ("In 12 von 16 Kreisen", "keine gefunden", "12", "Register:", "font/woff2"):
        assert any(said in text for text in texts), said
    assert len([e for e in drawing.iter() if e.get("fill") == "rgb(246, 226, 171)"]) >= 12
    assert not re.search(
        rb"var\(|class=|https?://(?!www.w3.org)", saved["svg"].split(b"Quellen")[0]
    )
    turned.locator(".memo summary").click()


@german
def test_a_seat_highlights_the_area_it_serves(spots):
    district(spots, "01002").click()
    spots.locator("button[data-area='a']").click()
    expect(spots.locator("path.reach")).to_have_count(2)
    spots.locator("button[data-area='a']").click()
    expect(spots.locator("path.reach")).to_have_count(0)
    district(spots, "01002").click()
    expect(spots.locator("#profile")).to_contain_text("Wählen Sie einen Kreis")


@german
def test_search_and_filters_narrow_the_list(spots):
    count = spots.locator("#list-count")
    spots.fill("#search", "musterkreis 1")
    expect(count).to_have_text("8 von 16 Kreisen")
    spots.fill("#search", "02")
    expect(count).to_have_text("8 von 16 Kreisen")
    spots.select_option("#status", "white")
    expect(count).to_have_text("6 von 16 Kreisen")
    spots.fill("#search", "nowhere")
    expect(spots.locator("#list")).to_contain_text("Kein Kreis passt")
    spots.locator(".more-filters summary").click()
    spots.click("#reset-filters")
    expect(count).to_have_text("16 von 16 Kreisen")
    expect(spots.locator("#list tbody tr")).to_have_count(16)
    spots.locator(".more-filters summary").click()


@english
def test_layers_show_rules_and_their_difference(spots):
    spots.select_option("#layer", "rules")
    expect(district(spots, "01001")).to_have_class(re.compile("rules-0"))
    spots.select_option("#layer", "difference")
    spots.select_option("#rule-a", "served")
    spots.select_option("#rule-b", "seat")
    expect(district(spots, "01002")).to_have_class(re.compile("difference-a"))
    expect(district(spots, "01001")).to_have_class(re.compile("difference-both"))
    expect(spots.locator("path.difference-none")).to_have_count(12)


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


def test_back_undoes_one_setting_after_the_other(page, address):
    visit(page, f"{address}/de/")
    answer = page.locator("#sentence .answer")
    expect(answer).to_contain_text("In 12 von 16")
    page.select_option("#rule", "seat")
    page.wait_for_url(re.compile("rule=seat"))
    expect(answer).to_contain_text("In 13 von 16")
    page.select_option("#land", "02")
    page.wait_for_url(re.compile("land=02"))
    expect(answer).to_contain_text("Hamburg: In 6 von 8")
    page.go_back()
    expect(page.locator("#land")).to_have_value("DE")
    expect(answer).to_contain_text("In 13 von 16")
    page.go_back()
    expect(page.locator("#rule")).to_have_value("served")
    expect(answer).to_contain_text("In 12 von 16")
    page.go_forward()
    expect(page.locator("#rule")).to_have_value("seat")
    expect(answer).to_contain_text("In 13 von 16")


def test_no_figure_stands_unmarked_under_a_label_it_does_not_belong_to(context, address):
    page = context.new_page()  # unwatched: what the server refuses is a complaint
    visit(page, f"{address}/de/")
    answer, pill = page.locator("#sentence .answer"), page.locator(".busy-pill")
    before = answer.text_content()
    held = []
    page.route("**/_dash-update-component*", lambda route: held.append(route))
    page.select_option("#rule", "seat")
    expect(pill).to_have_text("wird berechnet …")
    expect(page.locator(".map-area")).to_have_attribute("aria-busy", "true")
    assert answer.text_content() == before
    page.locator("#downloads a").first.click()
    expect(page.locator(".download-state")).to_have_count(0)
    for route in held:
        route.continue_()
    page.unroute("**/_dash-update-component*")
    expect(answer).to_contain_text("In 13 von 16")
    expect(pill).to_be_empty()
    expect(page.locator("[aria-busy]")).to_have_count(0)
    page.route("**/_dash-update-component*", lambda route: route.fulfill(status=500))
    page.select_option("#rule", "served")
    expect(pill).to_contain_text("gehört noch zu den vorigen Einstellungen")
    page.unroute("**/_dash-update-component*")
    pill.get_by_role("button", name="Zurück zu den vorigen").click()
    expect(page.locator("#rule")).to_have_value("seat")
    expect(pill).to_be_empty()
    page.close()


def test_the_language_switch_keeps_the_view_and_its_state(page, address):
    visit(page, f"{address}/de/weisse-flecken?rule=seat&district=01003")
    page.click("#language-link")
    page.wait_for_url(f"{address}/en/white-spots?rule=seat&district=01003")
    page.wait_for_selector(PAINTED, state="attached")
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.locator("#profile-name")).to_have_text("Musterkreis 3")


def test_views_change_without_loading_the_page_again(seated):
    seated.evaluate("window.same = true")
    seated.click("#nav-spots")
    expect(seated.locator("#view-spots h1")).to_be_focused()
    assert seated.evaluate("window.same")
    assert seated.title().startswith("Weiße Flecken")
    expect(seated.locator("#nav-spots")).to_have_attribute("aria-current", "page")
    assert seated.input_value("#rule") == "seat"
    at_rest(seated)
    seated.go_back()
    expect(seated.locator("#view-coverage")).to_be_visible()


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


def test_downloads_hold_the_scenario_on_screen(seated):
    with seated.expect_download() as saved:
        seated.locator("#downloads").get_by_text("Alle Kreise (CSV)").click()
    assert saved.value.path().read_text(encoding="utf-8").count(",covered,") == 1
    assert saved.value.suggested_filename == "districts.csv"


def test_a_download_that_has_to_wait_says_so_asks_again_and_can_be_given_up(context, address):
    page = context.new_page()  # not watched: the browser complains of every refusal
    visit(page, f"{address}/de/?rule=seat")
    busy = {"status": 503, "body": "Zu viele Dateien.\n"}
    at_once = {**busy, "headers": {"Retry-After": "1"}}  # the page asks again by itself
    refusals = [at_once, busy, {"status": 500, "body": "Schiefgegangen.\n"}]

    def answer(route):
        if refusals:
            route.fulfill(**refusals.pop(0))
        else:
            route.continue_()

    page.route("**/download/districts.csv*", answer)
    state = page.locator(".download-state")
    with page.expect_response(lambda _: len(refusals) == 1):
        page.get_by_text("Alle Kreise (CSV)").click()
    expect(state).to_contain_text("Alle Kreise (CSV): Zu viele Dateien.")
    state.get_by_text("Jetzt noch einmal versuchen").click()
    expect(state).to_contain_text("Schiefgegangen.")
    with page.expect_download() as saved:
        state.get_by_text("Jetzt noch einmal versuchen").click()
    assert ",covered," in saved.value.path().read_text(encoding="utf-8")
    expect(state).to_contain_text("Alle Kreise (CSV) ist gespeichert.")
    refusals.append(busy)
    page.get_by_text("Alle Kreise (CSV)", exact=True).first.click()
    state.get_by_text("Abbrechen").click()
    expect(state.get_by_role("button")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/de/\?rule=seat"))
    page.close()


@pytest.mark.parametrize("path", ["de/weisse-flecken", "en/white-spots"])
def test_axe_finds_nothing_and_a_phone_scrolls_only_downwards(page, address, path):
    """The profile of a district that is served; all else is looked at on the shipped data."""
    visit(page, f"{address}/{path}?district=01002")
    expect(page.locator("button[data-area='a']")).to_be_visible()
    no_barriers(page)
    only_downwards(page)


def test_two_visitors_do_not_see_each_other(turned, address, browser):
    with visiting(browser, address) as other:
        visit(other, f"{address}/de/")
        other.select_option("#rule", "seat")
        expect(other.locator(".tile").first).to_contain_text("3 von 16")
        at_rest(turned)
        expect(turned.locator(".tile").first).to_contain_text("4 von 16")


def test_a_barrier_is_found(page):
    page.set_content('<html lang="de"><title>x</title><main><h1>x</h1><img src="data:,"></main>')
    with pytest.raises(AssertionError, match="image-alt"):
        no_barriers(page)
