"""Other territorial statuses: below their day, made when first asked for, everything follows."""

from dataclasses import replace

import pytest

from dashboard.app import create_app
from dashboard.server.territories import Below, Territories, with_others
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.dashboard.pages import ids_of, parts

OLD, NEW = "2021-07-01", "2026-01-01"


def application(name, calls):
    def answer(environ, start):
        calls.append((name, environ["PATH_INFO"]))
        return [name.encode()]

    return answer


def test_a_day_leads_to_its_own_server_which_is_made_once():
    calls, made = [], []

    def make(day):
        made.append(day)
        return application(day, calls)

    app = with_others(application("root", calls), {OLD}, make)

    def get(path):
        return b"".join(app({"REQUEST_METHOD": "GET", "PATH_INFO": path}, None)).decode()

    # A file is never the first thing of a page; unknown days are nobody's.
    paths = ("/de/", f"/{OLD}/static/a.js", f"/{NEW}/de/", f"/{OLD}", "/healthz")
    assert [get(path) for path in paths] == ["root"] * 5
    assert made == []
    assert [get(f"/{OLD}/{rest}") for rest in ("de/", "static/a.js")] == [OLD, OLD]
    assert made == [OLD]
    assert calls[-2:] == [(OLD, "/de/"), (OLD, "/static/a.js")]


@pytest.fixture(scope="module")
def client():
    def load(day):
        rows = {"a": pages.ROWS["a"]}
        return replace(pages.grid_inputs(rows), territory=day)

    inputs = pages.inputs(territory=NEW)
    return create_app(inputs, Scenario(), territories=Territories((OLD, NEW), load)).test_client()


def test_pages_results_and_files_of_a_status_are_its_own(client):
    assert client.get(f"/{OLD}/de/").status_code == 200
    files = [client.get(f"{folder}/de/download/ranking.csv") for folder in ("", f"/{OLD}")]
    assert [answer.status_code for answer in files] == [200, 200]
    assert files[0].data != files[1].data
    assert client.get(f"/{OLD}/healthz").data == b"ok\n"
    assert client.get("/2020-01-01/de/").status_code == 404


def test_own_files_of_one_status_are_unknown_to_the_other_and_share_the_memory(client):
    first = client.get(f"/{OLD}/de/upload", headers={"X-Rollout-Own": "x"})
    assert first.status_code == 410


def test_links_lead_to_the_same_view_of_the_other_status():
    both = Territories((OLD, NEW))
    for day, shown, folder in (("", NEW, f"../{OLD}/"), (OLD, OLD, "../../")):
        layout = pages.page_of(pages.inputs(territory=shown), Below(both, NEW, day))
        other = OLD if shown == NEW else NEW
        links = {getattr(part, "id", ""): part for part in parts(layout)}
        assert links[f"territory-{other}"].href == f"{folder}de/"
    assert not [name for name in ids_of(pages.page_of(pages.inputs())) if "territory-" in name]
