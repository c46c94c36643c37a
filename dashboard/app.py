"""Make and serve the dashboard."""

from __future__ import annotations

import contextlib
import ctypes
import html
import logging
import re
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from dash import Dash
from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from rollout.errors import ScenarioError, parameter_error
from rollout.language import LANGS, Lang, Text
from rollout.model import Inputs
from rollout.scenario import Scenario
from rollout.tokens import SCREEN

from . import callbacks
from .api.serve import add_api
from .door.trust import NO_TRUST, Trust
from .first_paint import first_page
from .page.addresses import on_page
from .page.contract import PLACES_ADDRESS
from .page.frames import lightened
from .page.words import word
from .payloads import Payloads, add_payloads
from .server import worker
from .server.app_state import AppState, make_app_state
from .server.connections import connected
from .server.downloads import add_downloads
from .server.help_pages import add_help
from .server.hosts import LOOPBACK, REACHABLE, allowed_hosts, check_reach, is_loopback
from .server.log import log_safely
from .server.own_catalogue import add_catalogue
from .server.territories import ALONE, Below, Territories, with_others
from .server.turns import SWITCH_S, in_turn
from .server.upload import add_templates, add_upload
from .server.web_server import make_server, protect
from .server.worker import Limits
from .server.workshop import LIMITS, OF_ONE_PERSON, Kind
from .shell import page
from .views.register import START, VIEWS, main_views

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from rollout.workspace import Workspace
    from rollout.workspace.service import Service

    from .server.shelf import Shelf

SHELF = "shelf"  # among the extensions of a server for many
M_ARENA_MAX, ARENAS = -8, 2  # from malloc.h of glibc
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    f"%3Cpath fill='{quote(SCREEN['primary'])}' d='M1 2h6v5H1zM9 9h6v5H9z'/%3E"
    f"%3Cpath fill='{quote(SCREEN['status-white'])}' d='M9 2h6v5H9zM1 9h6v5H1z'/%3E%3C/svg%3E"
)
PYTHON_VERSION = re.compile(r'"python_version":"[^"]*",')
PATHNAMES = re.compile(r'"(url_base_pathname|requests_pathname_prefix)":"[^"]*"')
LATER = 'type="text/later"'  # scripts that run once the map is drawn, see start.js
NOT_NEEDED = re.compile(r'<script src="[^"]*(?:deps/polyfill|dash_table/|/dcc/)[^"]*"></script>\s*')
INDEX = """<!DOCTYPE html>
<html lang="{lang}">
<head>
{{%metas%}}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{%title%}}</title>
<link rel="icon" href="{icon}">
<link rel="preload" as="fetch" crossorigin id="geometry" href="{geometry}">
<link rel="preload" as="fetch" crossorigin id="facts" href="{facts}">
<link rel="modulepreload" href="{start}">
<link rel="stylesheet" href="{styles}">
<link rel="preload" as="fetch" crossorigin id="postcodes" href="{postcodes}" media="not all">
<link rel="preload" as="fetch" crossorigin id="places" href="{places}" media="not all">
<link rel="preload" as="fetch" crossorigin id="potential-data" href="{potential}" media="not all">
<link rel="preload" as="fetch" crossorigin id="terms" href="{terms}" media="not all">
{{%css%}}
{later}
</head>
<body>
<noscript>{no_script}</noscript>
{{%app_entry%}}
<footer hidden>
{{%config%}}
{{%scripts%}}
{{%renderer%}}
</footer>
<script type="module" src="{start}"></script>
</body>
</html>"""


@dataclass(frozen=True)
class Listening:
    """Where the server listens and how it is called.

    Parameters
    ----------
    public_names
        Names by which others call it.
    proxies
        Web servers in front of it, each of which names the one before in X-Forwarded-For.
    trust
        In which header a web server in front names who logged in there.
    """

    host: str = "127.0.0.1"
    port: int = 8050
    public_names: Sequence[str] = ()
    proxies: int = 0
    trust: Trust = NO_TRUST

    @property
    def is_private(self) -> bool:
        """Whether only this computer reaches it, and by no other name."""
        return is_loopback(self.host) and not (self.public_names or self.proxies)


class Page(Dash):
    """Dash whose page shows map and figures while it loads and keeps quiet about the machine."""

    loading = ""
    first: Callable[[], tuple[str, str]]

    # Dash calls it by keywords only and gives it no types.
    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]
        """Fill the page of `index_string`; the scripts of Dash wait for the first map."""
        parts["title"], first = self.first()
        folder = self.config.requests_pathname_prefix
        parts["config"] = _config(parts["config"])
        entry = parts["app_entry"].replace("Loading...", html.escape(self.loading))
        parts["app_entry"] = f"{first}\n{entry}"
        scripts = NOT_NEEDED.sub("", parts["scripts"]).replace(f'src="{folder}', 'src="')
        addresses = re.findall(r'src="([^"]+)"', scripts)
        early = "".join(f'<link rel="preload" as="script" href="{src}">\n' for src in addresses)
        parts["css"] += early
        parts["scripts"] = scripts.replace("<script ", f"<script {LATER} ")
        parts["renderer"] = parts["renderer"].replace('type="application/javascript"', LATER)
        text: str = super().interpolate_index(**parts)  # type: ignore[no-untyped-call]  # as above
        return text


def _config(markup: str) -> str:
    """Settings of Dash's scripts: nothing on the machine, and addresses beside the page."""
    here = r'"\1":".\\u002f"'
    return PATHNAMES.sub(here, PYTHON_VERSION.sub("", markup))


def create_app(
    inputs: Inputs,
    scenario: Scenario,
    hosts: Collection[str] = LOOPBACK,
    proxies: int = 0,
    territories: Territories = ALONE,
    limits: Mapping[Kind, Limits] = LIMITS,
    workspace: Workspace | None = None,
    trust: Trust | None = None,
) -> Flask:
    """One server with the German page below /de/ and the English one below /en/.

    Parameters
    ----------
    hosts
        Names it answers to.
    proxies
        Web servers in front of it, whose word on a visitor's address counts.
    territories
        Other territorial statuses, each below its day such as /2021-07-01/de/.
    limits
        What plans, files, look backs and uploads may use.
    workspace
        Whose records take the place of those in the inputs, and grow.
    trust
        How others are known who log in elsewhere. With it, also with `Trust()`, the server is for
        many: everybody begins as a reader. None: it is for the one person at this computer.
    """
    pages = _Pages(inputs, scenario, hosts, territories, limits)
    if workspace is None:
        server, _ = pages.server_for(lambda inputs: None)
    elif trust is None:
        server, _ = pages.server_for(_services(workspace))
    else:
        server = _for_many(pages, workspace, trust)
    if proxies:  # its word on the host or the path counts for nothing: no answer rests on them
        fixed = ProxyFix(server.wsgi_app, x_for=proxies, x_proto=0, x_host=0, x_prefix=0)
        server.wsgi_app = fixed  # type: ignore[method-assign]
    return server


@dataclass(frozen=True)
class _Pages:
    """What all pages of one start are made from, whoever they are for."""

    inputs: Inputs
    scenario: Scenario
    hosts: Collection[str]
    territories: Territories
    limits: Mapping[Kind, Limits]
    shelf: Shelf | None = None

    def server_for(
        self, service_of: Callable[[Inputs], Service | None], beside: AppState | None = None
    ) -> tuple[Flask, AppState]:
        """Server of every territorial status.

        Parameters
        ----------
        service_of
            Service for the data of a status, in the hands of whom the pages are for.
        beside
            State of pages for others, whose queues these share.
        """
        root = Below(self.territories, self.inputs.territory)
        app_state = make_app_state(self.inputs, self.scenario, root, beside, self.limits,
                                   service_of(self.inputs), self.shelf)  # fmt: skip
        server = _server_of(app_state, self.hosts)

        def other(day: str) -> WSGIApplication:
            assert self.territories.load is not None
            of_day, below = self.territories.load(day), replace(root, day=day)
            service = service_of(of_day)
            state = make_app_state(of_day, self.scenario, below, app_state, service=service,
                                   shelf=self.shelf)  # fmt: skip
            return _server_of(state, self.hosts).wsgi_app

        others = with_others(server.wsgi_app, set(root.folders(root.root)), other)
        server.wsgi_app = others  # type: ignore[method-assign, assignment]
        return server, app_state


def _services(workspace: Workspace) -> Callable[[Inputs], Service]:
    from rollout.workspace.service import Service  # a database is loaded where there is one

    return lambda inputs: Service(workspace, inputs)


def _for_many(pages: _Pages, workspace: Workspace, trust: Trust) -> Flask:
    """Server whose pages hold what whoever asks for them may see."""
    from rollout.workspace.accounts import Accounts, districts_of_chambers
    from rollout.workspace.database import engine_beside
    from rollout.workspace.roles import READER, Actor

    from .door.audiences import by_audience
    from .door.identity import Identity
    from .door.pages import make_door
    from .server.shelf import Shelf

    pages = replace(pages, shelf=Shelf(engine_beside(workspace)))

    def services(actor: Actor) -> Callable[[Inputs], Service]:
        return _services(workspace.acting(actor))

    server, app_state = pages.server_for(services(READER))
    accounts = Accounts(workspace, districts_of_chambers(pages.inputs.chambers))
    identity = Identity(accounts, trust)
    styles = next(str(rule) for rule in server.url_map.iter_rules()
                  if str(rule).startswith("/static/page-"))  # fmt: skip
    door = make_door(identity, _services(workspace)(pages.inputs), pages.hosts, styles)

    def make(actor: Actor) -> Flask:
        return pages.server_for(services(actor), app_state)[0]

    server.extensions[SHELF] = pages.shelf
    shared = by_audience(server.wsgi_app, door, identity, make)
    server.wsgi_app = shared  # type: ignore[method-assign, assignment]
    return server


def _server_of(app_state: AppState, hosts: Collection[str]) -> Flask:
    """Everything of one territorial status."""
    pages = {view.path(lang) for view in VIEWS.values() for lang in LANGS}
    server = make_server(pages, hosts, app_state.live.number, app_state.live.look)
    payloads = add_payloads(server, app_state)
    files = {name: file for view in VIEWS.values() for name, file in view.files.items()}
    add_downloads(server, app_state, files)
    add_upload(server, app_state)
    add_templates(server, app_state)
    add_catalogue(server, app_state)
    add_api(server, app_state, hosts)
    for view in VIEWS.values():
        if view.serve:
            view.serve(server, app_state)
    links = {lang: {view.path(lang): view.title[lang] for view in main_views()} for lang in LANGS}
    add_help(server, payloads.styles, links)
    apps = {lang: _language_app(server, app_state, payloads, lang) for lang in LANGS}
    protect(server, apps, pages)
    waiting = in_turn(server.wsgi_app, app_state.workshop.turns)
    server.wsgi_app = waiting  # type: ignore[method-assign, assignment]
    return server


def _language_app(server: Flask, app_state: AppState, payloads: Payloads, lang: Lang) -> Dash:
    app = Page(
        __name__,
        server=server,  # type: ignore[arg-type]  # Dash takes a Flask app; its hints leave it out
        url_base_pathname=f"/{lang}/",
        include_assets_files=False,
        title=f"{START.title[lang]} · {word('product', lang)}",
        update_title=None,  # type: ignore[arg-type]  # None leaves the title alone, as documented
        serve_locally=True,
    )
    app.loading = word("loading", lang)
    app.first = lambda: first_page(app_state, request.path, request.args, lang)
    app.index_string = INDEX.format(
        lang=lang,
        icon=ICON,
        geometry=on_page(payloads.geometry, lang),
        facts=on_page(payloads.facts[lang], lang),
        styles=on_page(payloads.styles, lang),
        start=on_page(payloads.scripts.start, lang),
        later=_preloads(on_page(address, lang) for address in payloads.scripts.later),
        postcodes=on_page(payloads.postcodes, lang),
        potential=on_page(payloads.potential[lang], lang),
        places=on_page(PLACES_ADDRESS, lang),
        terms=on_page(payloads.terms[lang], lang),
        no_script=html.escape(word("no_script", lang)),
    )
    state = app_state
    whole = page(state.inputs, state.scenario, lang, state.below, state.recorded, state.door)
    app.layout = lightened(whole)
    callbacks.register(app, app_state, lang)
    return app


def _preloads(addresses: Iterable[str]) -> str:
    """Links that fetch modules at once; without them each import would wait for the one before."""
    return "\n".join(f'<link rel="modulepreload" href="{address}">' for address in addresses)


def serve(
    inputs: Inputs,
    scenario: Scenario,
    listening: Listening,
    open_browser: bool = False,
    lang: Lang = "de",
    territories: Territories = ALONE,
    workspace: Workspace | None = None,
) -> None:
    """Serve the dashboard with waitress until interrupted.

    Raises `ScenarioError` where others would reach a workspace though nobody could say who he is.
    """
    host, port = listening.host, listening.port
    trust = None
    if workspace is not None and not listening.is_private:
        trust = listening.trust
        _check_door(workspace, listening)
    check_reach(host, listening.public_names, listening.proxies)
    hosts = allowed_hosts(host, listening.public_names)
    log_safely()
    # Browsers open several connections at once; a short queue is no reason to worry the user.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    door = _bound(host, port)
    if not is_loopback(host):
        print(REACHABLE[lang], file=sys.stderr)
    _share_memory()
    sys.setswitchinterval(SWITCH_S)
    worker.warm_up()
    limits = OF_ONE_PERSON if listening.is_private else LIMITS
    app = create_app(inputs, scenario, hosts, listening.proxies, territories, limits, workspace,
                     trust)  # fmt: skip
    for code in LANGS:
        app.test_client().get(f"/{code}/")  # so that the first visitor waits no longer than others
    if workspace is not None:
        from rollout.workspace.retention import let_go_daily

        let_go_daily(workspace)
    server = connected(app, door, proxies=listening.proxies)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/{lang}/"
    print(f"Dashboard: {address}", flush=True)
    if open_browser:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    shelf = app.extensions.get(SHELF)
    if shelf is not None:  # an orderly end leaves its work to the others at once
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        server.run()
    finally:
        if shelf is not None:
            shelf.close()


def _share_memory() -> None:
    """Let the threads share their memory: with a pool each, fifty visitors need twice as much.

    Only the C library of most Linux systems works that way and can be told.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)


def _bound(host: str, port: int) -> socket.socket:
    """Take the address first, so that a taken one is an error before anything is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        raise _address_refused(host, port, error) from None


def _check_door(workspace: Workspace, listening: Listening) -> None:
    """Raise unless others can say who they are, and say it where nobody listens in."""
    listening.trust.check()
    title = workspace.title
    if listening.proxies < 1:
        finding = Text("wäre für andere unverschlüsselt aufzurufen",
                       "could be opened by others unencrypted")  # fmt: skip
        expected = Text("ein Webserver davor, der verschlüsselt: --proxies 1",
                        "a web server in front that encrypts: --proxies 1")  # fmt: skip
        remedy = Text("so einrichten wie im Handbuch, „Betrieb auf einem Server“; oder ohne "
                      "--workspace starten: Dann zeigt das Dashboard nur",
                      "set it up as in the handbook on running a server; or start it without "
                      "--workspace: then it only shows")  # fmt: skip
        raise parameter_error(title, finding, expected, remedy)
    if not _has_administrator(workspace):
        finding = Text("hat kein Konto, das verwaltet: Niemand könnte sich anmelden",
                       "has no account that administers: nobody could sign in")  # fmt: skip
        remedy = Text(
            "rollout workspace user add NAME --right administer --office STELLE",
            "rollout workspace user add NAME --right administer --office OFFICE",
        )
        raise parameter_error(title, finding, Text("ein Konto", "an account"), remedy)


def _has_administrator(workspace: Workspace) -> bool:
    from rollout.workspace.accounts import Accounts

    accounts = Accounts(workspace, lambda name: frozenset()).all()
    return any(a.role == "administer" and not a.closed for a in accounts)


def _address_refused(host: str, port: int, error: Exception) -> ScenarioError:
    finding = Text(f"geht nicht: {error}", f"does not work: {error}")
    expected = Text("eine freie Adresse", "a free address")
    remedy = Text(
        "anderen Port wählen, etwa --port 8051", "choose another port, such as --port 8051"
    )
    return parameter_error(f"{host}:{port}", finding, expected, remedy)
