"""The view Roll-out plan in a real browser, on made-up districts."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import threading
from contextlib import closing

import openpyxl
import pytest
from playwright.sync_api import expect

from dashboard.server import worker
from rollout.analysis import analyse
from rollout.plan.plan import plan_waves
from rollout.scenario import Scenario
from tests.dashboard import pages
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

SLUG = {"de": "de/plan", "en": "en/plan"}
SMALL = "?objective=cover&count=1&waves=2&reach=neighbour&demand=districts"
SCENARIO = Scenario(objective="cover", count=1, waves=2, reach="neighbour", demand="districts")


@pytest.fixture(scope="module")
def address(app):
    with serving(app) as found:
        yield found


def opened(page, address, query=SMALL, lang="de"):
    """Open the view, which asks for its plan by itself."""
    page.goto(f"{address}/{SLUG[lang]}{query}")
    page.wait_for_selector(PAINTED, state="attached")
    page.wait_for_selector("#plan-save[href]", state="attached")


def visit(page, address, query=SMALL, lang="de"):
    """Open the view and wait for its plan."""
    opened(page, address, query, lang)
    at_rest(page)


def solve(page):
    page.click("#plan-run")
    planned(page)


def planned(page):
    """Wait until the plan is on the page and on the map."""
    page.wait_for_selector("#plan-result .tile")
    at_rest(page)


@pytest.fixture(scope="module")
def small(context, address):
    """The small plan, made once for all who leave its settings as they met them."""
    with watched(context, address) as tab:
        visit(tab, address)
        planned(tab)
        yield tab


def district(page, ags):
    return page.locator(f"path[data-ags='{ags}']")


def shown_waves(page):
    """Wave per planned district, as the map says."""
    labels = page.eval_on_selector_all(
        "path.d", "paths => paths.map((p) => [p.dataset.ags, p.getAttribute('aria-label')])"
    )
    found = ((ags, re.search(r"(?:Welle|wave) (\d+)$", label)) for ags, label in labels)
    return {ags: int(wave[1]) for ags, wave in found if wave}


def waves_of(scenario):
    return plan_waves(analyse(pages.inputs(), scenario)).table["wave"].to_dict()


def test_the_plan_on_the_map_is_the_plan_of_python(small):
    expect(small.locator("path.d[aria-label*='Welle']")).to_have_count(2)
    assert shown_waves(small) == waves_of(SCENARIO)
    expect(small.locator("#plan-message")).to_contain_text("Fertig")
    expect(small.locator("#plan-result")).to_contain_text("nachgewiesen bester Plan")
    expect(small.locator("#plan-result .tile").first).to_contain_text("heute")
    expect(small.locator("#legend")).to_contain_text("Welle 2")


def test_a_district_is_required_by_click_and_another_excluded_from_the_list(page, address):
    visit(page, address)
    district(page, "02007").click()
    expect(page.locator("#plan-pick")).to_have_value("02007")
    page.fill("#plan-pick-reason", "IHK hat zugesagt * 01001-x")
    page.click("#plan-require")
    page.select_option("#plan-pick", "01003")
    expect(district(page, "01003")).to_have_attribute("aria-pressed", "true")
    page.fill("#plan-pick-reason", "kein Personal")
    page.click("#plan-exclude")
    expect(page.locator("#plan-picks-list li")).to_have_count(2)
    solve(page)
    expect(district(page, "02007")).to_have_attribute("aria-label", re.compile("Welle 1"))
    wanted = SCENARIO.changed(
        require={"02007": "IHK hat zugesagt   01001-x"}, exclude={"01003": "kein Personal"}
    )
    assert shown_waves(page) == waves_of(wanted)
    expect(page.locator("#plan-result")).to_contain_text("IHK hat zugesagt")
    expect(page.locator("#plan-result")).to_contain_text("kein Personal")
    page.get_by_role("button", name="Musterkreis 3 wieder freigeben").click()
    expect(page.locator("#plan-picks-list li")).to_have_count(1)
    expect(page.locator("#plan-stale")).to_be_visible()


def test_a_copied_link_restores_settings_picks_and_plan(page, address, browser):
    visit(page, address, f"{SMALL}&picks=02008%2BGrund")
    page.locator("#view-plan details.settings > summary").first.click()
    page.fill("#max_per_land", "3")
    solve(page)
    page.wait_for_url(re.compile("max_per_land=3"))
    with visiting(browser, address) as other:
        other.goto(page.url)
        planned(other)
        expect(other.locator("#max_per_land")).to_have_value("3")
        expect(other.get_by_label("Grund für Musterkreis 16")).to_have_value("Grund")
        expect(other.locator("path.d[aria-label*='Welle']")).to_have_count(2)
        assert shown_waves(other) == shown_waves(page)


@pytest.fixture
def slow(monkeypatch):
    """Plans that wait until they are let go or cancelled, with a word on where they stand."""
    from rollout.siting.problem import Progress

    go, real = threading.Event(), worker.apart

    def waiting(task, report, cancel, *rest):
        report(Progress(1.0, 8.0, 10.0, 0.25, "wave 2"))
        while not (go.wait(0.05) or cancel.is_set()):
            pass
        return real(task, report, threading.Event(), *rest)

    monkeypatch.setattr(worker, "apart", waiting)
    yield go
    go.set()


def test_progress_names_bound_and_gap_and_nobody_else_waits(page, address, browser, slow):
    slow.set()
    visit(page, address)
    planned(page)
    slow.clear()
    opened(page, address, f"{SMALL}&time_limit_s=21")
    progress = page.locator("#plan-progress")
    expect(progress).to_contain_text("Welle 2")
    expect(progress).to_contain_text("höchstens 10, Lücke 25,00")
    expect(page.locator("#plan-result")).to_have_attribute("aria-busy", "true")
    expect(page.locator("#plan-result")).to_contain_text("Noch ist kein Plan da")
    with visiting(browser, address) as other:
        visit(other, address)  # a plan somebody had before is there at once
        planned(other)
    slow.set()
    planned(page)
    expect(progress).to_be_empty()
    expect(page.locator("#plan-cancel")).to_be_disabled()


def test_a_running_plan_can_be_cancelled(page, address, slow):
    opened(page, address, f"{SMALL}&time_limit_s=22")
    expect(page.locator("#plan-cancel")).to_be_enabled()
    page.click("#plan-cancel")
    expect(page.locator("#plan-message")).to_contain_text("Abgebrochen")
    expect(page.locator("#plan-run")).to_be_enabled()


def test_wrong_settings_are_explained_where_they_are_made(page, address):
    visit(page, address, lang="en")
    page.fill("#count", "900")
    expect(page.locator("#plan-problems")).to_contain_text("“New regions per wave”")
    page.fill("#count", "2")
    expect(page.locator("#plan-problems")).to_be_empty()


def test_an_impossible_plan_says_what_binds(page, address):
    visit(page, address, f"{SMALL}&least_in_land=02+%3D+5&most_in_land=02+%3D+1")
    message = page.locator("#plan-message")
    expect(message).to_contain_text("So lässt sich nicht planen")
    expect(message).not_to_contain_text("Traceback")
    expect(page.locator("path.status-white").first).to_be_attached()


def test_downloads_open_and_hold_the_plan(page, address, tmp_path):
    visit(page, address, f"{SMALL}&picks=02008%2BGrund+X")
    planned(page)
    waves = shown_waves(page)

    def saved(name):
        with page.expect_download() as got:
            page.click(f"#plan-result button[formaction='plan/{name}']")
        got.value.save_as(tmp_path / name)
        return tmp_path / name

    with closing(openpyxl.load_workbook(saved("targets.xlsx"), read_only=True)) as book:
        assert {"Plan", "Welle 1", "Welle 2"} <= set(book.sheetnames)
        cells = [str(cell) for row in book["Welle 1"].iter_rows(values_only=True) for cell in row]
    assert "Grund X" in cells
    text = saved("targets.csv").read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(text.splitlines(), delimiter=";"))) > len(waves)
    features = json.loads(saved("plan.geojson").read_text(encoding="utf-8"))["features"]
    found = {f["properties"]["ags"]: f["properties"]["wave"] for f in features}
    assert {key: int(wave) for key, wave in found.items() if wave} == waves
    with sqlite3.connect(saved("plan.gpkg")) as package:
        assert dict(package.execute("select ags, wave from plan")) == waves
    assert "<svg" in saved("plan.svg").read_text(encoding="utf-8")
    assert dict(Scenario.from_toml(saved("scenario.toml")).require) == {"02008": "Grund X"}


def test_the_scenario_file_goes_down_and_up_again(page, address, browser, tmp_path):
    visit(page, address, f"{SMALL}&rule=seat&picks=02008%2BGrund&budget=900")
    with page.expect_download() as got:
        page.click("#plan-save")
    path = tmp_path / "scenario.toml"
    got.value.save_as(path)
    scenario = Scenario.from_toml(path)
    assert (scenario.rule, scenario.budget, scenario.count) == ("seat", 900.0, 1)
    with visiting(browser, address) as other:
        visit(other, address, "")
        other.set_input_files("#plan-file", path)
        expect(other.locator("#plan-file-message")).to_contain_text("übernommen")
        expect(other.locator("#rule")).to_have_value("seat")
        expect(other.locator("#reach")).to_have_value("neighbour")
        expect(other.locator("#budget")).to_have_value("900")
        expect(other.get_by_label("Grund für Musterkreis 16")).to_have_value("Grund")
        solve(other)
        assert shown_waves(other) == waves_of(scenario)


def test_a_wrong_scenario_file_changes_nothing(small, tmp_path):
    path = tmp_path / "scenario.toml"
    path.write_text("[plan]\ncount = 900\ndemand = 'money'\n", encoding="utf-8")
    small.set_input_files("#plan-file", path)
    message = small.locator("#plan-file-message")
    expect(message).to_contain_text("Neue Regionen je Welle")
    expect(message.locator("li")).to_have_count(2)
    expect(small.locator("#count")).to_have_value("1")


def test_curve_importance_and_robustness_come_on_demand(small):
    small.click("#plan-explain-run")
    expect(small.locator("#plan-explain tbody tr")).to_have_count(2)
    small.click("#plan-curve-run")
    expect(small.locator("#plan-chart svg polyline")).to_have_count(4)
    expect(small.locator("#plan-curve-table details")).to_be_attached()
    small.click("#plan-robust-run")
    expect(small.locator("#plan-robust table")).to_be_attached()
    expect(small.locator("#plan-explain tbody tr")).to_have_count(2)


def test_two_plans_stand_side_by_side_and_come_back_with_the_link(page, address, browser):
    visit(page, address)
    page.click("#plan-keep")
    page.fill("#count", "2")
    expect(page.locator("#plan-stale")).to_be_visible()
    page.click("#plan-run")
    compared = page.locator("#plan-comparison")
    expect(compared).to_contain_text("Neue Regionen je Welle")
    expect(compared).to_contain_text("nicht gewählt")
    page.wait_for_url(re.compile("versus="))
    with visiting(browser, address) as other:
        other.goto(page.url)
        expect(other.locator("#plan-comparison")).to_contain_text("nicht gewählt")
    page.click("#plan-drop")
    expect(compared).to_be_empty()


def test_the_keyboard_alone_plans(page, address):
    visit(page, address)
    page.locator(".zoom button").last.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator("#plan-pick")).to_have_value("02008")
    page.locator("#plan-pick").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("Zusage")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#plan-picks-list li")).to_have_count(1)
    page.locator("#plan-run").focus()
    page.keyboard.press("Enter")
    planned(page)
    assert shown_waves(page)["02008"] == 1


def test_other_views_get_their_own_colours_back(small):
    small.click("#nav-coverage")
    expect(small.locator("path.status-white").first).to_be_attached()
    small.click("#nav-plan")
    expect(small.locator("path.d[aria-label*='Welle']")).to_have_count(2)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_axe_finds_nothing_and_a_phone_scrolls_only_downwards(page, address, lang):
    visit(page, address, f"{SMALL}&district=01003&picks=02008%2BGrund*01003-", lang)
    page.locator("#view-plan details.settings > summary").first.click()
    planned(page)
    page.click("#plan-keep")
    page.click("#plan-run")
    page.wait_for_selector("#plan-comparison table")
    page.click("#plan-explain-run")
    page.wait_for_selector("#plan-explain table")
    page.click("#plan-curve-run")
    page.wait_for_selector("#plan-chart svg")
    at_rest(page)
    no_barriers(page)
    only_downwards(page)
