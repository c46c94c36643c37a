"""The dashboard where there is nothing, everything or very much to show."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from dashboard.app import create_app
from rollout.scenario import Scenario
from tests.dashboard.served import PAINTED, no_barriers, only_downwards, serving, visiting
from tests.grids import KEYS, grid_inputs, initiative

pytestmark = pytest.mark.browser

LONG = "Arbeitsgemeinschaft für die nachhaltige Weiterentwicklung der industriellen Wertschöpfung "
EVERYWHERE = {f"i{key}": initiative(key, founded_year=2010.0) for key in KEYS}
MANY = {
    f"i{n:04d}": initiative(KEYS[n % 16], name=f"{LONG} {n}", founded_year=1990.0 + n % 34)
    for n in range(2000)
}


@pytest.mark.parametrize(
    ("rows", "reached", "sentence"),
    [
        ({}, "0 von 16", "In 1[26] von 16 Kreisen ist keine"),
        (EVERYWHERE, "16 von 16", "In 0 von 16 Kreisen ist keine"),
        (MANY, "16 von 16", "In 0 von 16 Kreisen ist keine"),
    ],
    ids=["nothing", "everything", "2000 rows"],
)
def test_every_view_stands(browser, rows, reached, sentence):
    with (
        serving(create_app(grid_inputs(rows), Scenario())) as address,
        visiting(browser, address) as page,
    ):
        page.goto(f"{address}/de/weisse-flecken?district=01002")
        page.wait_for_selector(PAINTED, state="attached")
        expect(page.locator("#profile-name")).to_have_text("Musterkreis 2")
        page.click("#nav-coverage")
        expect(page.locator(".tile").first).to_contain_text(reached)
        expect(page.locator("#sentence, .sentence").first).to_have_text(re.compile(sentence))
        page.click("#nav-potential")
        expect(page.locator("#ranking tbody tr")).to_have_count(16)
        page.click("#nav-plan")
        page.wait_for_selector("#plan-save[href]", state="attached")
        page.click("#nav-data")
        page.wait_for_selector("#data-content table")
        only_downwards(page)
        no_barriers(page)
