"""Names the server answers to, and what it says before others can reach it."""

import re

import pytest

from dashboard.app import Listening, create_app, serve
from dashboard.server.hosts import REACHABLE, allowed_hosts, check_reach, host_name, is_loopback
from rollout.errors import ScenarioError
from rollout.scenario import Scenario
from tests.dashboard import pages
from tests.grids import grid_inputs


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8050", "127.0.0.1:80", "[::1]:8050"])
def test_this_computer_is_answered(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["elsewhere.example", "localhost.elsewhere.example", "127.0.0.1.nip.io", "10.0.0.1", "", "x/y",
     "[::2]", "localhost@elsewhere.example", "localhost:8050:1", "\x1b[2J", "a" * 500],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/de/", "/healthz", "/de/_dash-layout", "/de/upload", "/static/"])
def test_other_names_are_refused_with_the_remedy(client, host, path):
    client.get(path)  # an answer kept for others is no way around
    answer = client.get(path, headers={"Host": host, "Accept-Encoding": "identity"})
    assert answer.status_code == 421
    assert "--public-name" in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_what_a_proxy_says_of_the_host_counts_for_nothing(client):
    headers = {"Host": "elsewhere.example", "X-Forwarded-Host": "localhost"}
    assert client.get("/", headers=headers).status_code == 421
    headers = {"X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Prefix": "/elsewhere",
               "X-Forwarded-Proto": "gopher"}  # fmt: skip
    plain, forwarded = client.get("/de/"), client.get("/de/", headers=headers)
    assert plain.data == forwarded.data
    assert client.get("/de", headers=headers).headers["Location"] == "de/"


def test_public_names_are_answered():
    names = ["Rollout.Example.org", "münchen.example", "192.0.2.7", "2001:db8::1"]
    hosts = allowed_hosts("0.0.0.0", names)  # where it would listen
    client = create_app(pages.inputs(), Scenario(), hosts).test_client()
    for host in (
        "rollout.example.org",
        "xn--mnchen-3ya.example:8050",
        "192.0.2.7",
        "[2001:db8::1]",
    ):
        assert client.get("/healthz", headers={"Host": host}).status_code == 200, host
    assert client.get("/healthz", headers={"Host": "example.org"}).status_code == 421


def test_links_for_programs_name_the_path_below_which_the_server_stands():
    hosts = allowed_hosts("127.0.0.1", ["agentur.example/rollout/"])
    client = create_app(pages.inputs(), Scenario(), hosts).test_client()
    for host, address in {"agentur.example": "http://agentur.example/rollout/api",
                          "localhost": "http://localhost/api"}.items():  # fmt: skip
        for path in (
            "/api/",
            "/api/collections",
            "/api/collections/regions/items",
            "/api/openapi.json",
        ):
            answer = client.get(path, headers={"Host": host})
            links = re.findall(r'"(?:href|url)": ?"(http:[^"]+)"', answer.text)
            assert links, path
            assert all(link.startswith(address) for link in links if "opengis" not in link)


@pytest.mark.parametrize(
    "name", ["https://x.example", "x.example/../a", "x.example/a b", "", "a b", "*"]
)
def test_what_is_no_name_is_refused(name):
    with pytest.raises(ScenarioError, match="--public-name"):
        allowed_hosts("127.0.0.1", [name])


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "server.example", ""])
def test_nothing_is_reachable_from_elsewhere_unasked(host):
    assert not is_loopback(host)
    with pytest.raises(ScenarioError, match="--public-name NAME"):
        serve(grid_inputs(), Scenario(), Listening(host=host))
    check_reach(host, ["rollout.example.org"])


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.1.1", "::1", "localhost"])
def test_this_computer_alone_needs_no_name(host):
    check_reach(host, [])


def test_proxies_are_counted():
    with pytest.raises(ScenarioError, match="--proxies: is -1"):
        check_reach("127.0.0.1", [], -1)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_warning_says_what_becomes_reachable(lang):
    for part in {"de": ("Hochladen", "verschlüsselt", "Anmeldung"),
                 "en": ("uploads", "encrypted", "login")}[lang]:  # fmt: skip
        assert part in REACHABLE[lang]


@pytest.mark.parametrize(("proxies", "visitor"), [(0, "127.0.0.1"), (1, "203.0.113.2")])
def test_visitors_are_named_by_as_many_proxies_as_there_are(proxies, visitor):
    from flask import request

    app = create_app(pages.inputs(), Scenario(), proxies=proxies)
    app.add_url_rule("/visitor", "visitor", lambda: request.remote_addr)
    headers = {"X-Forwarded-For": "203.0.113.1, 203.0.113.2"}
    assert app.test_client().get("/visitor", headers=headers).text == visitor


def test_a_header_without_a_host_names_none():
    assert host_name("") == host_name("a b") == host_name("[::1") == ""
