"""The dashboard on the shipped data in a real browser: one number in three faces, axe, narrow,
large, printed."""

from __future__ import annotations

import contextlib
import io
import json
import re

import pytest
from playwright.sync_api import expect

from dashboard.app import create_app
from rollout.analysis import analyse
from rollout.cli import main
from rollout.plan.plan import plan_waves
from rollout.scenario import Scenario
from tests.dashboard.served import (
    PAINTED,
    WINDOW,
    at_rest,
    no_barriers,
    only_downwards,
    serving,
    watched,
)
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("shipped_once")]

VIEWS = ["coverage", "spots", "potential", "plan", "data"]
MUNICH = "09162"
LONGEST_NAME = "07339"


@pytest.fixture(scope="module")
def address(inputs):
    with serving(create_app(inputs, Scenario())) as found:
        yield found


def visit(page, url):
    page.goto(url)
    page.wait_for_selector(PAINTED, state="attached")
    at_rest(page)


FILLED = {"potential": "#ranking tbody tr", "data": "#data-content table"}


def walk_to(page, view):
    """Open a view by its link, which is cheaper than loading the page again."""
    page.click(f"#nav-{view}")
    expect(page.locator(f"#view-{view}")).to_be_visible()
    if view in FILLED:
        page.wait_for_selector(FILLED[view])
    at_rest(page)


SETTINGS = Scenario(
    rule="seat", preset="dense", count=3, waves=2, reach="neighbour", demand="industry_employees"
)
QUERY = "rule=seat&preset=dense&count=3&waves=2&reach=neighbour&demand=industry_employees"
FLAGS = ["--rule", "seat", "--preset", "dense"]
PLAN_FLAGS = ["--count", "3", "--waves", "2", "--reach", "neighbour"]
PLAN_FLAGS += ["--demand", "industry_employees"]


def told(*command):
    """What the command line says in JSON."""
    with pytest.raises(SystemExit) as ended, contextlib.redirect_stdout(io.StringIO()) as output:
        main([*command, "--json"])
    assert not ended.value.code
    return json.loads(output.getvalue())


@pytest.fixture(scope="module")
def analysis(inputs):
    return analyse(inputs, SETTINGS)


@pytest.fixture(scope="module")
def same(context, address):
    """One page with these settings for all who compare figures."""
    with watched(context, address) as tab:
        visit(tab, f"{address}/en/?{QUERY}")
        yield tab


def labels(page):
    """What the map says of every district."""
    return dict(
        page.eval_on_selector_all(
            "#map path.d", "all => all.map((p) => [p.dataset.ags, p.getAttribute('aria-label')])"
        )
    )


def test_a_rate_is_the_same_on_the_page_in_the_terminal_and_in_python(same, analysis):
    walk_to(same, "coverage")
    rates = analysis.rates()
    rates = rates[(rates["area"] == "DE") & (rates["level"] == "covered")].set_index("base")
    tiles = [tile.inner_text() for tile in same.locator("#tiles .tile").all()]
    for base, tile in zip(rates.index, tiles, strict=True):
        assert f"{100 * rates.loc[base, 'share']:.1f}%" in tile.replace("\u202f", "")
    linked = int(rates.loc["districts", "value"])
    assert f"{linked} of {len(analysis.inputs.districts)}" in tiles[0]
    spots = told("whitespots", "--rule", "seat")["spots"]
    white = {spot["ags"] for spot in spots if spot["status"] == "white"}
    assert len(white) == int((analysis.coverage.status == "white").sum())
    assert white == {ags for ags, label in labels(same).items() if "none found" in label}


def test_a_score_is_the_same_on_the_page_in_the_terminal_and_in_python(same, analysis):
    walk_to(same, "potential")
    expected = analysis.table()
    terminal = {row["ags"]: row for row in told("score", *FLAGS)["districts"]}
    shown = labels(same)
    for ags, row in expected.iterrows():
        if row["potential"] != row["potential"]:
            continue
        assert terminal[ags]["potential"] == pytest.approx(row["potential"], abs=1e-12)
        assert terminal[ags]["rank"] == row["rank"]
        numbers = re.findall(r"[\d.]+", shown[ags].removeprefix(row["display_name"]))
        assert float(numbers[0]) == pytest.approx(row["potential"], abs=0.0501)
        assert int(numbers[1] if "100" not in numbers[1] else numbers[2]) == row["rank"]


def test_a_plan_is_the_same_on_the_page_in_the_terminal_and_in_python(same, analysis):
    walk_to(same, "plan")
    same.click("#plan-run")
    same.wait_for_selector("#plan-result .tile")
    same.wait_for_selector("#map path[aria-label*='wave 2']", state="attached")
    at_rest(same)
    found = {ags: re.search(r"wave (\d+)$", label) for ags, label in labels(same).items()}
    shown = {ags: int(wave[1]) for ags, wave in found.items() if wave}
    plan = plan_waves(analysis)
    assert shown == plan.district_waves.to_dict()
    answer = told("plan", *FLAGS, *PLAN_FLAGS)
    regions = {row["ags"]: (row["wave"], tuple(row["members"])) for row in answer["regions"]}
    rows = zip(plan.table.index, plan.table["wave"], plan.table["members"], strict=True)
    assert regions == {ags: (wave, members) for ags, wave, members in rows}
    last = answer["waves"][-1]["share_industry_employees"]
    assert last == pytest.approx(plan.summary["share_industry_employees"].iloc[-1], abs=1e-12)
    tile = same.locator("#plan-result .tile").nth(2).inner_text()
    assert f"{100 * last:.1f}%" in tile.replace("\u202f", "")


@pytest.fixture(scope="module", params=["de", "en"])
def opened(request, context, address):
    """The page in one language, opened once for all who look at its views."""
    with watched(context, address) as tab:
        visit(tab, f"{address}/{request.param}/")
        yield tab


@pytest.fixture
def tab(opened):
    """This page as a window on a desk shows it, with nothing selected."""
    yield opened
    opened.evaluate("document.documentElement.style.removeProperty('font-size')")
    opened.set_viewport_size(WINDOW)
    select(opened, None)


def select(page, ags):
    """Select a district by a click on the map, or none; also where the map is hidden."""
    pressed = "#map path.d[aria-pressed='true']"
    for path in page.locator(pressed).all():
        path.dispatch_event("click")
    expect(page.locator(pressed)).to_have_count(0)
    if ags:
        page.locator(f"#map path[data-ags='{ags}']").dispatch_event("click")
        expect(page.locator(pressed)).to_have_count(1)
    at_rest(page)


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_and_pages_scroll_only_downwards(tab, view):
    """With and without a selected district, on phones and with text of twice the size."""
    walk_to(tab, view)
    if view == "potential":
        tab.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    if view != "data":  # which tells nothing of a district
        select(tab, LONGEST_NAME)
    no_barriers(tab)
    if view != "data":
        select(tab, None)
        no_barriers(tab, f"#view-{view}")  # all else is as it was
    only_downwards(tab)
    tab.set_viewport_size(WINDOW)
    tab.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    at_rest(tab)
    assert too_wide(tab) <= 0


def too_wide(page):
    """Pixels the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def test_the_dark_look_has_no_barriers_and_stays_as_chosen(page, address):
    visit(page, f"{address}/de/weisse-flecken?district={MUNICH}")
    page.click(".theme-switch")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator(".theme-switch")).to_have_attribute("aria-pressed", "true")
    no_barriers(page)
    page.emulate_media(color_scheme="dark")
    visit(page, f"{address}/de/")
    expect(page.locator(".theme-switch")).to_have_attribute("aria-pressed", "true")
    no_barriers(page)
    page.click(".theme-switch")
    light = page.evaluate("getComputedStyle(document.querySelector('.panel')).backgroundColor")
    assert light == "rgb(255, 255, 255)"


OVERLAPS = """() => {
  const names = [...document.querySelectorAll(".labels text")];
  const boxes = names.map((name) => name.getBoundingClientRect());
  return boxes.filter((a, n) => boxes.slice(n + 1).some((b) =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3
  )).length;
}"""


def test_names_stand_on_the_map_and_never_over_one_another(tab):
    walk_to(tab, "coverage")
    names = tab.locator(".labels text")
    assert {"Berlin", "München", "Hamburg", "Bayern", "Hessen"} <= set(names.all_text_contents())
    assert tab.evaluate(OVERLAPS) == 0
    tab.select_option("#land", "12")
    expect(names.filter(has_text="Uckermark")).to_have_count(1)
    assert tab.evaluate(OVERLAPS) == 0
    select(tab, "12061")
    expect(tab.locator(".labels .label-selected")).to_have_text("Dahme-Spreewald")
    select(tab, None)
    tab.select_option("#land", "DE")
    at_rest(tab)


# In one breath: names are lettered anew meanwhile, and what left the page has no style.
MOVING = """() => [...document.querySelectorAll("*")]
  .filter((e) => getComputedStyle(e).transitionDuration !== "0s").length"""


def test_forced_colours_keep_the_map_and_the_marks(tab):
    walk_to(tab, "coverage")
    select(tab, MUNICH)
    tab.emulate_media(forced_colors="active", reduced_motion="reduce")
    fills = tab.eval_on_selector_all(
        "#map path.d", "all => [...new Set(all.map((p) => getComputedStyle(p).fill))]"
    )
    assert len(fills) >= 4
    moving = tab.evaluate(MOVING)
    tab.emulate_media(forced_colors="none", reduced_motion="no-preference")
    assert moving == 0


def test_the_coverage_page_prints_on_one_sheet(tab):
    """Germany, a Land with a district, and another rule and day, which take more lines."""
    walk_to(tab, "coverage")
    assert sheets(tab) == 1
    tab.select_option("#land", "09")
    select(tab, MUNICH)
    assert sheets(tab) == 1
    select(tab, None)
    tab.select_option("#land", "DE")
    rule, year = (tab.locator(name).input_value() for name in ("#rule", "#as_of"))
    tab.select_option("#rule", "chamber")
    tab.fill("#as_of", "2015")
    expect(tab.locator("#year-text")).to_contain_text("2015")
    at_rest(tab)
    assert sheets(tab) == 1
    tab.select_option("#rule", rule)
    tab.fill("#as_of", year)
    at_rest(tab)


def sheets(page):
    """Sheets of paper a page prints on."""
    printed = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def test_the_map_is_there_before_dash(page, address, analysis):
    page.route("**/_dash-layout", lambda route: None)  # never answered
    page.goto(f"{address}/de/?rule=seat")
    drawn = page.locator("#first svg.map path.d.status-white")
    expect(drawn.first).to_be_attached()
    expect(page.locator("#first .legend li").first).to_be_visible()
    assert drawn.count() == (analysis.coverage.status == "white").sum()


def test_what_is_chosen_before_dash_counts_when_it_is_there(page, address):
    held = []
    page.route("**/_dash-layout", lambda route: held.append(route))
    page.goto(f"{address}/de/weisse-flecken")
    page.locator(f"#first path[data-ags='{MUNICH}']").click()
    until(lambda: page.title() and held, "the question for the layout")
    held[0].continue_()
    expect(page.locator("#profile-name")).to_have_text("München (Stadt)")
    expect(page.locator("#first")).to_have_count(0)
