"""The server behind nginx, set up as the handbook ships it, at the root and below a path."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import flask
import pandas as pd
import pytest
from playwright.sync_api import expect

from dashboard.app import create_app
from dashboard.page.contract import LARGEST_UPLOAD, OWN_HEADER
from dashboard.server.connections import connected
from dashboard.server.hosts import allowed_hosts
from rollout.scenario import Scenario
from tests.conftest import ROOT
from tests.dashboard import pages
from tests.dashboard.served import PAINTED, at_rest, visitor, watched
from tests.waiting import PATIENCE_S, until

SHIPPED = ROOT / "docs" / "server" / "nginx.conf"
NAME = "rollout.example.org"
FRAME = """
{user}daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  access_log off;
{shipped}
}}
"""
CHANGES = ["old_ags", "old_name", "valid_until", "new_ags", "share_population", "share_area"]
REGISTER = "id,name,district_ags,network_status\nx,Eigene Initiative,01003,networked\n"


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def shipped_for_here(port: int, behind: Sequence[int], path: str) -> str:
    """The shipped files with ports of this machine, without encryption."""
    text = SHIPPED.read_text(encoding="utf-8")
    upstream = SHIPPED.with_name("upstream.conf").read_text(encoding="utf-8")
    one, other = (f"server 127.0.0.1:{port} max_fails=1 fail_timeout=5s;" for port in (8050, 8051))
    assert upstream.count(one) == upstream.count(other) == 1
    here = "\n".join(one.replace("8050", str(port)) for port in behind)
    upstream = upstream.replace(one, here).replace(other, "")
    exchanged = {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port} default_server;",
    }
    if path != "/":
        exchanged["location / {"] = f"location {path} {{"
        exchanged["proxy_pass http://rollout;"] = "proxy_pass http://rollout/;"
    for ours, here in exchanged.items():
        assert text.count(ours) >= 1, ours
        text = text.replace(ours, here)
    return upstream + re.sub(r".*ssl_certificate.*\n", "", text)


@contextmanager
def nginx(
    folder: Path, behind: Sequence[int], path: str = "/", per_address: int = 100
) -> Iterator[str]:
    """Address of an nginx in front of servers at these ports."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        report = pytest.fail if os.environ.get("CI") else pytest.skip
        report("no nginx found; install Debian's package nginx-light")
    port, file = free_port(), folder / "nginx.conf"
    shipped = shipped_for_here(port, behind, path)
    shipped = shipped.replace("limit_conn rollout 100;", f"limit_conn rollout {per_address};")
    root = "user root root; " if os.geteuid() == 0 else ""  # else its workers could not write here
    file.write_text(FRAME.format(user=root, folder=folder, shipped=shipped), encoding="utf-8")
    command = [program, "-p", str(folder), "-c", str(file), "-e", str(folder / "error.log")]
    process = subprocess.Popen(command)  # the program found above
    try:
        until(lambda: listens(port) or process.poll() is not None, "nginx")
        assert process.poll() is None, (folder / "error.log").read_text()
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def listens(port: int) -> bool:
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """Port of the real server, as the shipped unit starts it."""
    inputs = pages.inputs(district_changes=pd.DataFrame(columns=CHANGES))
    app = create_app(inputs, Scenario(), allowed_hosts("127.0.0.1", [NAME]), proxies=1)
    app.add_url_rule("/visitor", "visitor", lambda: flask.request.remote_addr)
    server = connected(app, socket.create_server(("127.0.0.1", 0)))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield int(server.effective_port)
    server.close()
    thread.join(timeout=1)


@pytest.fixture(scope="module", params=["/", "/rollout/"])
def path(request: pytest.FixtureRequest) -> str:
    """Path below which nginx leads to the server."""
    return str(request.param)


@pytest.fixture(scope="module")
def site(path, server, tmp_path_factory) -> Iterator[tuple[str, str]]:
    """Address of nginx with this path."""
    with nginx(tmp_path_factory.mktemp("nginx"), [server], path) as address:
        yield address, path


@dataclass
class Answer:
    """What nginx hands on."""

    status: int
    headers: Message
    content: bytes


def asked(
    site: tuple[str, str], path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> Answer:
    """Answer of nginx, asked by the public name."""
    connection = http.client.HTTPConnection(site[0].removeprefix("http://"), timeout=PATIENCE_S)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(connection):
        connection.request(method, site[1] + path, body, {"Host": NAME} | named)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


def test_health_is_answered(site):
    answer = asked(site, "healthz")
    assert (answer.status, answer.content) == (200, b"ok\n")


def test_the_start_leads_to_the_german_page_below_the_same_path(site):
    answer = asked(site, "")
    assert (answer.status, answer.headers["Location"]) == (302, "de/")
    assert asked(site, "de").headers["Location"] == "de/"


def test_every_header_arrives_once(site):
    answer = asked(site, "de/")
    names = [name.lower() for name in answer.headers]
    assert len(names) == len(set(names))
    assert {"content-security-policy", "x-content-type-options", "referrer-policy"} <= set(names)
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert "Set-Cookie" not in answer.headers


def test_compression_of_the_program_comes_through(site):
    answer = asked(site, "de/", Accept_Encoding="br")
    assert answer.headers["Content-Encoding"] == "br"


def test_other_names_are_refused(site):
    assert asked(site, "de/", Host="elsewhere.example").status == 421


def test_the_program_hears_of_the_visitor_from_nginx_alone(site):
    answer = asked(site, "visitor", X_Forwarded_For="203.0.113.9")
    assert answer.content == b"127.0.0.1"


@pytest.mark.parametrize("size", [LARGEST_UPLOAD + 1, 7 * 1024 * 1024])
def test_what_is_too_large_is_refused_by_the_program_or_by_nginx(site, size):
    answer = asked(site, "de/upload?name=x.csv", "POST", b"a" * size, **{OWN_HEADER: ""})
    assert answer.status == 413


@pytest.mark.browser
def test_the_page_works_below_any_path(browser, site):
    address = site[0] + site[1]
    with visitor(browser) as context, watched(context, site[0]) as page:
        page.goto(address)
        assert page.url == f"{address}de/"
        page.wait_for_selector(PAINTED, state="attached")
        page.click("#nav-data")
        expect(page).to_have_url(re.compile(re.escape(f"{address}de/daten")))
        file = {"name": "own.csv", "mimeType": "text/csv", "buffer": REGISTER.encode()}
        page.set_input_files("#upload-file", file)
        page.locator("#upload-form button").click()
        expect(page.locator("#own-banner")).to_contain_text("own.csv")
        at_rest(page)
        page.click("#nav-coverage")
        with page.expect_download() as saved:
            page.click("#downloads button[formaction*='districts.csv']")
        assert "Eigene Initiative" in Path(saved.value.path()).read_text("utf-8-sig")
        assert "own=" not in page.url
        page.click("#language-link")
        expect(page).to_have_url(re.compile(re.escape(f"{address}en/")))
        page.wait_for_selector(PAINTED, state="attached")
        page.click("header nav a[href='help/']")
        expect(page).to_have_url(f"{address}en/help/")
        page.click("header nav a >> nth=0")
        expect(page).to_have_url(f"{address}en/")
