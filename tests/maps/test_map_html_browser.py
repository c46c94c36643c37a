"""The HTML map in a real browser with the network closed."""

import geopandas as gpd
import pandas as pd
import pytest

from rollout.geo.svg import map_paths
from rollout.language import Text
from rollout.maps.figure import Caption, layer_figure, seat_frame
from rollout.maps.webmap import map_html
from tests.grids import initiative, register
from tests.waiting import PATIENCE_S

pytestmark = pytest.mark.browser

ATTACK = "<img src=x onerror=\"document.title='hit'\">${document.title='hit'}`</script>\\"
STATUSES = ["covered", "founding", "unconnected", "white"]


@pytest.fixture(scope="module")
def page_file(data_dir, tmp_path_factory):
    """The HTML map of Germany with made-up results and an attack as every text."""
    path = data_dir / "boundaries" / "districts.gpkg"
    keys = {"districts": "ags", "display": "ags", "laender": "land", "countries": "iso2"}
    layers = {layer: gpd.read_file(path, layer=layer).set_index(k) for layer, k in keys.items()}
    table = pd.DataFrame(layers["districts"].drop(columns="geometry"))
    table["status"] = [STATUSES[n % 4] for n in range(len(table))]
    table["potential"] = [n % 101 for n in range(len(table))]
    table["reason_de"] = table["nearest_name"] = ATTACK
    table["nearest_km"] = 12.0
    table.loc["09162", "display_name"] = ATTACK
    rows = register({"a": initiative("01001", name=ATTACK, latitude=51.0, longitude=10.0)})
    shapes = {name: layers[name] for name in ("display", "laender", "countries")}
    paths = map_paths(**shapes)
    caption = Caption(Text(ATTACK, ATTACK), "2023-12-31", (Text("© Amt", "© Office"),))
    seats = seat_frame(paths, rows)
    figures = {
        "status": layer_figure("status", paths, table, caption, "de", seats),
        "score": layer_figure("score", paths, table, caption),
    }
    text = map_html(
        figures,
        shapes["display"],
        table,
        laender=shapes["laender"],
        countries=shapes["countries"],
        initiatives=rows,
    )
    assert len(text.encode()) <= 2_000_000
    file = tmp_path_factory.mktemp("map") / "map.html"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def page(browser, page_file):
    """The opened map; at the end nothing was requested and no error was logged."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(1000 * PATIENCE_S)
    page = context.new_page()
    requests, errors = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else 0
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(page_file.as_uri())
    yield page
    outside = [url for url in requests if not url.startswith(("file:", "data:"))]
    assert outside == []
    assert errors == []
    assert page.title() != "hit"
    context.close()


def test_all_districts_are_drawn_with_their_class(page):
    assert page.locator("path.d").count() == 400
    for status in STATUSES:
        assert page.locator(f"path.status-{status}").count() == 100
    assert page.locator("path.seat").count() == 1
    assert page.locator("path.land").count() == 16
    assert page.get_attribute("html", "lang") == "de"


def test_colours_and_patterns_arrive_on_the_screen(page):
    fill = "element => getComputedStyle(element).fill"
    assert page.locator("path.status-covered").first.evaluate(fill) == "rgb(13, 92, 102)"
    assert "status-founding" in page.locator("path.status-founding").first.evaluate(fill)


def test_the_list_leads_to_a_district_and_its_popup_shows_plain_text(page):
    page.get_by_label("Kreis suchen").select_option("09162")
    popup = page.locator(".leaflet-popup-content")
    assert f"{ATTACK} (09162)" in popup.inner_text()
    assert f"{ATTACK}, 12 km" in popup.inner_text()
    assert page.locator(".leaflet-popup-content img").count() == 0
    assert page.locator(".leaflet-popup-close-button").get_attribute("aria-label") == "Schließen"


def test_a_click_on_a_seat_shows_its_name_as_text(page):
    page.locator("path.seat").click()
    assert ATTACK in page.locator(".leaflet-popup-content").inner_text()
    assert page.locator(".leaflet-popup-content img").count() == 0


def test_a_click_on_a_district_opens_its_popup(page):
    page.locator("path.d").nth(40).click()
    assert "Stand der Kreise" in page.locator(".leaflet-popup-content").inner_text()
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")


def test_the_other_layer_brings_its_own_legend(page):
    assert page.get_by_role("heading", name="Punkte").is_hidden()
    page.get_by_label("Gründungspotenzial").check()
    assert page.locator("path.score-1").count() > 0
    assert page.locator("path.status-white").count() == 0
    assert page.get_by_role("heading", name="Punkte").is_visible()
    assert page.get_by_role("heading", name="Stand der Kreise").is_hidden()


def test_the_page_fits_a_narrow_screen(page):
    page.set_viewport_size({"width": 390, "height": 800})
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_title_notes_and_print_follow_the_map_shown(page):
    page.get_by_label("Gründungspotenzial").check()
    assert page.title() == page.locator("h1:visible").inner_text() == "Gründungspotenzial"
    page.emulate_media(media="print")
    assert page.locator("h1:visible").all_inner_texts() == ["Gründungspotenzial"]
    assert page.get_by_role("heading", name="Punkte").is_visible()
    assert page.locator(".maps").is_hidden()


def test_a_district_chosen_is_lit_and_stands_in_the_address_with_its_map(page, page_file):
    page.get_by_label("Gründungspotenzial").check()
    page.get_by_label("Kreis suchen").select_option("09162")
    assert page.locator("path.chosen").count() == 1
    address = page.url
    assert address.endswith("#layer=score&district=09162")
    page.goto("about:blank")
    page.goto(address)
    assert page.title() == "Gründungspotenzial"
    assert page.get_by_label("Kreis suchen").input_value() == "09162"
    assert page.locator("path.chosen").count() == 1
    page.get_by_role("button", name="Ganz Deutschland").click()
    assert page.locator("path.chosen").count() == 0
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert page.url.endswith("#layer=score")
    page.goto(page_file.as_uri() + "#layer=__proto__&district=%3Cimg%3E")
    assert page.locator("path.d").count() == 400
    assert page.locator("path.chosen").count() == 0


MEETING = """() => { const boxes = [...document.querySelectorAll(".name span")]
  .map((e) => e.getBoundingClientRect());
  return boxes.filter((a, i) => boxes.some((b, j) => j < i && a.left < b.right && b.left < a.right
    && a.top < b.bottom && b.top < a.bottom)).length; }"""


def test_names_never_meet_and_can_be_taken_away(page):
    assert "Bayern" in page.locator(".name-land").all_inner_texts()
    assert page.evaluate(MEETING) == 0
    page.get_by_label("Kreis suchen").select_option("01001")
    assert page.locator(".name-district").count() > 0
    assert page.evaluate(MEETING) == 0
    page.get_by_label("Namen").uncheck()
    assert page.locator(".name").count() == 0
