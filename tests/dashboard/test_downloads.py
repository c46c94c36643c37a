"""Printed files of the dashboard: they open and carry the figures of the page."""

import io

import openpyxl
import pandas as pd
import pytest

from dashboard.server.fair_queue import FairQueue, Shares, Visitor
from rollout import language
from rollout.analysis import analyse
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.report.pdfs import pages_of


def text_of(answer):
    assert answer.status_code == 200
    return " ".join(" ".join(pages_of(answer.data)).split())


def test_the_map_on_paper_counts_what_the_page_counts(client):
    text = text_of(client.get("/en/download/coverage.pdf?rule=seat"))
    statuses = analyse(pages.inputs(), Scenario(rule="seat")).coverage.status.value_counts()
    assert f"linked ({statuses['covered']})" in text
    assert f"({statuses['white']})" in text
    assert "seat in the district" in text.lower()


def test_the_map_of_a_land_shows_that_land_alone(client):
    text = text_of(client.get("/de/download/coverage.pdf?land=02"))
    assert "Musterland Süd" in text
    assert "8 Kreise insgesamt" in text


def test_the_target_list_of_a_land_holds_that_land_alone(client):
    answer = client.get("/en/download/targets.csv?land=02&rule=seat")
    assert 'filename="targets-musterland-sued.csv"' in answer.headers["Content-Disposition"]
    listed = pd.read_csv(io.BytesIO(answer.data), sep=";", encoding="utf-8-sig", dtype=str)
    whole = analyse(pages.inputs(), Scenario(rule="seat")).targets()
    assert listed.iloc[:, 0].tolist() == [str(n) for n in range(1, len(listed) + 1)]
    keys = set(whole.index[whole["land"] == "02"])
    assert keys
    assert {ags for ags in listed.astype(str).to_numpy().ravel() if ags in whole.index} == keys
    book = client.get("/en/download/targets.xlsx?land=02&rule=seat")
    sheet = openpyxl.load_workbook(io.BytesIO(book.data), read_only=True)["Target regions"]
    title = next(sheet.iter_rows(values_only=True))[0]
    assert title == f"Target regions by founding potential, Musterland Süd: {len(keys)} districts"


def test_the_fact_sheet_carries_score_and_rank_of_the_profile(client):
    answer = client.get("/de/download/factsheet.pdf?district=01002&rule=seat")
    assert 'filename="factsheet-01002.pdf"' in answer.headers["Content-Disposition"]
    text = text_of(answer)
    row = analyse(pages.inputs(), Scenario(rule="seat")).table().loc["01002"]
    assert "Musterkreis 2" in text
    assert f"{language.number(row['potential'], 1)} von 100" in text
    assert f"{row['rank']:.0f} (" in text


@pytest.mark.parametrize("query", ["", "district=", "district=99999", "district=01001&land=x"])
def test_a_fact_sheet_needs_a_district(client, query):
    answer = client.get(f"/de/download/factsheet.pdf?{query}")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_the_report_says_that_it_has_no_plan(client):
    text = text_of(client.get("/en/download/report.pdf"))
    assert "Roll-out plan" in text
    assert "at least 2 of 16 districts (12.5%)" in text


@pytest.fixture
def full(monkeypatch):
    """Queues in which every place of one address is taken, and as good as all places."""

    def take(address, places):
        monkeypatch.setattr(FairQueue, "enter", lambda self, who: enter(busy, who))
        busy = FairQueue(Shares(1, places, 2, 2))
        for _ in range(2):
            enter(busy, Visitor(address))

    enter = FairQueue.enter
    return take


def test_a_visitor_with_too_many_orders_is_told_how_many_and_when_to_come_again(client, full):
    full("127.0.0.1", places=4)
    answer = client.get("/en/download/coverage.pdf")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "5"
    assert "2 orders from here" in answer.text


def test_a_queue_full_with_orders_of_others_says_so_at_once(client, full):
    full("192.0.2.1", places=2)
    answer = client.get("/en/download/coverage.pdf")
    assert answer.status_code == 503
    assert "try again" in answer.text
