"""What the browser shows before any script of Dash has run."""

import html
import json
import posixpath
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from dash import html as dash_html

from dashboard.page.markup import markup
from dashboard.payloads import WHOLE_IMPORT, script_files, without_comments
from tests.dashboard.pages import text_of


def shown(client, path):
    return re.search(r'<div id="first".*?</div>\n', client.get(path).text, re.S)[0]


def given(page):
    return json.loads(html.unescape(re.search(r'data-first="([^"]*)"', page)[1]))


def words(page):
    return re.sub(r"[ \n]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def test_figures_and_states_stand_in_the_page_itself(client):
    page = shown(client, "/de/")
    assert given(page) == {"codes": "ccwwwwwwwwwfwwwu", "land": "DE", "panel": "view-coverage"}
    assert "4 von 16" in words(page)
    assert (
        "In 12 von 16 Kreisen ist keine Initiative gefunden. Vernetzt sind mindestens 2 von 16"
        in words(page)
    )


def test_they_follow_the_address(client):
    page = shown(client, "/en/?rule=seat&land=02")
    assert given(page) == {"codes": "cwwwwwwwwwwfwwwu", "land": "02", "panel": "view-coverage"}
    assert "2 of 8" in words(page)


@pytest.mark.parametrize(
    "query",
    ["rule=x", "radius_km=1e99", "as_of=x", "land=%3Cb%3E", "rule=seat&rule=x", "own=a", "a=b"],
)
def test_a_forged_address_shows_the_start(client, query):
    page = shown(client, f"/de/?{query}")
    assert given(page)["land"] == "DE"
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("path", "title"),
    [("/de/weisse-flecken", "Weiße Flecken"), ("/en/plan", "Roll-out plan"), ("/en/data", "Data")],
)
def test_every_view_has_its_title_from_the_start(client, path, title):
    text = client.get(path).text
    assert f"<title>{title}" in text
    assert re.search(rf'aria-current="page"[^>]*>{title}', text)


def test_ids_are_left_to_the_page_and_styles_to_the_policy(client):
    page = shown(client, "/de/")
    assert re.findall(r'\bid="([^"]*)"', page) == ["first"]
    assert "style=" not in page


def test_names_are_no_markup():
    assert markup(dash_html.P("<script>")) == "<p>&lt;script&gt;</p>"
    assert markup(dash_html.A("x", href='"><b>')) == '<a href="&quot;&gt;&lt;b&gt;">x</a>'


def test_markup_says_what_the_components_say():
    part = dash_html.Div([dash_html.H2("Vier"), dash_html.P(["4 ", dash_html.Strong("5")]), None])
    assert re.sub(r"<[^>]+>", "", markup(part)) == text_of(part)


def test_dash_waits_for_the_first_map(client):
    text = client.get("/de/").text
    scripts = re.findall(r"<script([^>]*)>", text)
    runs = [script for script in scripts if not re.search("text/later|json", script)]
    assert len(runs) == 1
    assert re.search('type="module" src="../static/scripts-[0-9a-f]+/page/start.js"', runs[0])
    assert sum("text/later" in script for script in scripts) > 5
    assert not any(name in text for name in ("polyfill", "dash_table/", "/dcc/"))


def fetched_after_a_click() -> set[Path]:
    """Scripts that `import()` names, and those which only these need."""

    def needed(path: Path, how: str) -> set[Path]:
        targets = re.findall(how, path.read_text(encoding="utf-8"))
        return {(path.parent / target).resolve() for target in targets}

    def closed(paths: set[Path]) -> set[Path]:
        more = set().union(*(needed(path, r'from "(\.[^"]+)"') for path in paths)) - paths
        return closed(paths | more) if more else paths

    top = {path for path in script_files() if path.name in ("start.js", "app.js")}
    called = set().union(*(needed(path, r'import\("(\.[^"]+)"\)') for path in script_files()))
    return closed(called) - closed(top)


def test_no_script_waits_for_another_one_to_name_it(client):
    text = client.get("/de/").text
    early = re.findall(r'rel="modulepreload" href="([^"]+)"', text)
    assert early[0].endswith("/page/start.js")
    assert len(early) == len(set(early))
    answers = [client.get(urljoin("/de/", address)) for address in early]
    bodies = [WHOLE_IMPORT.sub("", answer.text) for answer in answers]
    late = fetched_after_a_click()
    for path in script_files():
        body = WHOLE_IMPORT.sub("", without_comments(path.read_text(encoding="utf-8")))
        assert sum(body in sent for sent in bodies) == (path not in late), path.name
    for address in early:
        answer = client.get(urljoin("/de/", address))
        assert answer.status_code == 200
        assert answer.content_type.startswith("text/javascript")
        assert "immutable" in answer.headers["Cache-Control"]
        for other in re.findall(r'from "([^"]+)"', answer.text):
            assert posixpath.normpath(posixpath.join(posixpath.dirname(address), other)) in early
