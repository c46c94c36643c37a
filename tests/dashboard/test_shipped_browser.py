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
from tests.dashboard.served import PAINTED, at_rest, no_barriers, only_downwards, serving
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("shipped_once")]

VIEWS = {
    "de": ["", "weisse-flecken", "potenzial", "plan", "daten"],
    "en": ["", "white-spots", "potential", "plan", "data"],
}
MUNICH = "09162"
LONGEST_NAME = "07339"


@pytest.fixture(scope="module")
def address(inputs):
    with serving(create_app(inputs, Scenario())) as found:
        yield found


def visit(page, url):
    page.goto(url)
    if re.search(r"/(daten|data)(\?|$)", url):
        page.wait_for_selector("#data-content table")
    else:
        page.wait_for_selector(PAINTED, state="attached")
    if re.search(r"/(potenzial|potential)(\?|$)", url):
        page.wait_for_selector("#ranking tbody tr")
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


def labels(page):
    """What the map says of every district."""
    return dict(
        page.eval_on_selector_all(
            "#map path.d", "all => all.map((p) => [p.dataset.ags, p.getAttribute('aria-label')])"
        )
    )


def test_a_rate_is_the_same_on_the_page_in_the_terminal_and_in_python(page, address, analysis):
    visit(page, f"{address}/en/?{QUERY}")
    rates = analysis.rates()
    rates = rates[(rates["area"] == "DE") & (rates["level"] == "reached")].set_index("base")
    tiles = [tile.inner_text() for tile in page.locator("#tiles .tile").all()]
    for base, tile in zip(rates.index, tiles, strict=True):
        assert f"{100 * rates.loc[base, 'share']:.1f}%" in tile.replace("\u202f", "")
    reached = int(rates.loc["districts", "value"])
    assert f"{reached} of 400" in tiles[0]
    spots = told("whitespots", "--rule", "seat")["spots"]
    white = {spot["ags"] for spot in spots if spot["status"] == "white"}
    assert len(white) == 400 - reached
    assert white == {ags for ags, label in labels(page).items() if "white spot" in label}


def test_a_score_is_the_same_on_the_page_in_the_terminal_and_in_python(page, address, analysis):
    visit(page, f"{address}/en/potential?{QUERY}")
    expected = analysis.table()
    terminal = {row["ags"]: row for row in told("score", *FLAGS)["districts"]}
    shown = labels(page)
    for ags, row in expected.iterrows():
        if row["potential"] != row["potential"]:
            continue
        assert terminal[ags]["potential"] == pytest.approx(row["potential"], abs=1e-12)
        assert terminal[ags]["rank"] == row["rank"]
        numbers = re.findall(r"[\d.]+", shown[ags].removeprefix(row["display_name"]))
        assert float(numbers[0]) == pytest.approx(row["potential"], abs=0.0501)
        assert int(numbers[1] if "100" not in numbers[1] else numbers[2]) == row["rank"]


def test_a_plan_is_the_same_on_the_page_in_the_terminal_and_in_python(page, address, analysis):
    visit(page, f"{address}/en/plan?{QUERY}")
    page.click("#plan-run")
    page.wait_for_selector("#plan-result .tile")
    page.wait_for_selector("#map path[aria-label*='wave 2']", state="attached")
    at_rest(page)
    found = {ags: re.search(r"wave (\d+)$", label) for ags, label in labels(page).items()}
    shown = {ags: int(wave[1]) for ags, wave in found.items() if wave}
    plan = plan_waves(analysis)
    assert shown == plan.table["wave"].to_dict()
    answer = told("plan", *FLAGS, *PLAN_FLAGS)
    assert shown == {row["ags"]: row["wave"] for row in answer["regions"]}
    last = answer["waves"][-1]["share_industry_employees"]
    assert last == pytest.approx(plan.summary["share_industry_employees"].iloc[-1], abs=1e-12)
    tile = page.locator("#plan-result .tile").nth(2).inner_text()
    assert f"{100 * last:.1f}%" in tile.replace("\u202f", "")


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("view", range(5))
def test_axe_finds_nothing_and_pages_scroll_only_downwards(page, address, lang, view):
    """On phones and with text of twice the size, too."""
    for selected in ("", f"?district={LONGEST_NAME}"):
        visit(page, f"{address}/{lang}/{VIEWS[lang][view]}{selected}")
        no_barriers(page)
    only_downwards(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    at_rest(page)
    assert too_wide(page) <= 0


def too_wide(page):
    """Pixels the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def test_forced_colours_keep_the_map_and_the_marks(page, address):
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    visit(page, f"{address}/de/?district={MUNICH}")
    fills = page.eval_on_selector_all(
        "#map path.d", "all => [...new Set(all.map((p) => getComputedStyle(p).fill))]"
    )
    assert len(fills) >= 4
    moving = page.eval_on_selector_all(
        "*", "all => all.filter((e) => getComputedStyle(e).transitionDuration !== '0s').length"
    )
    assert moving == 0


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("query", ["", f"?land=09&district={MUNICH}", "?rule=chamber&year=2015"])
def test_the_coverage_page_prints_on_one_sheet(page, address, lang, query):
    visit(page, f"{address}/{lang}/{query}")
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


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
