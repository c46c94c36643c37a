"""An hour of a newcomer: 200 rows of another programme, in the dashboard only."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboard.app import create_app
from rollout.scenario import Scenario
from tests.dashboard.served import at_rest, no_barriers, only_downwards, serving
from tests.newcomer import ROWS, newcomer_csv

pytestmark = pytest.mark.browser
NAME = "erfundene_energieagenturen.csv"


@pytest.fixture(scope="module")
def address(inputs):
    with serving(create_app(inputs, Scenario())) as server:
        yield server


def test_a_list_of_another_programme_becomes_the_register_without_a_terminal(page, address, inputs):
    content = newcomer_csv(inputs.postcodes)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/de/daten")
    page.set_input_files("#upload-file", {"name": NAME, "mimeType": "text/csv", "buffer": content})
    page.locator("#upload-form button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#list-title")).to_be_focused()
    expect(page.locator("#upload-list")).to_contain_text(f"{ROWS} Zeilen mit Einträgen")
    assert "--" not in page.locator("#upload-report").inner_text()
    only_downwards(page)
    no_barriers(page)
    for word, state in (("passiv", "unconnected"), ("ausgetreten", "skip")):
        page.get_by_label(f"„{word}“").select_option(state)
    first = page.locator(".list-doubt").first
    expect(first.locator("legend")).to_contain_text("Zeile 22")
    first.get_by_label("06412 Frankfurt am Main").focus()
    page.keyboard.press("Space")
    page.locator("#list-skip").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Neu prüfen").focus()
    page.keyboard.press("Enter")
    # Three are left out as in doubt, one because it has left.
    expect(page.locator("#upload-report")).to_contain_text("196 Zeilen sind bereit")
    with page.expect_download() as download:
        page.get_by_role("button", name="Zuordnung (TOML)").click()
    mapping = download.value.path().read_bytes()
    assert b'passiv = "unconnected"' in mapping
    at_rest(page)  # a request cut off by the next page is a complaint
    page.get_by_role("button", name="Liste verwenden").click()
    banner = page.locator("#own-banner")
    expect(banner).to_contain_text("4 von 200 Zeilen weggelassen")
    at_rest(page)
    banner.locator("button").click()
    expect(banner).to_be_hidden()
    # Next month: the same list with the mapping kept needs nothing.
    page.locator(".upload-mapping summary").click()
    kept = {"name": "mapping.toml", "mimeType": "text/plain", "buffer": mapping}
    page.set_input_files("#upload-mapping", kept)
    page.locator("#upload-form button").click()
    expect(banner).to_contain_text("4 von 200 Zeilen weggelassen")
    at_rest(page)
