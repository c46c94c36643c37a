"""A server for many: who comes in, what each role is shown, and what nobody gets to see."""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
import zipfile

import argon2
import pytest

from dashboard.api.collections import COLLECTIONS
from dashboard.app import Listening, create_app, serve
from dashboard.door.addresses import ACCOUNT, LOG, SIGN_IN
from dashboard.door.audiences import PAGES_OF
from dashboard.door.delays import FREE_FAILURES, Delays
from dashboard.door.identity import COOKIE
from dashboard.door.trust import Trust
from dashboard.views.recording.serve import DEEDS
from dashboard.views.register import VIEWS
from rollout.errors import ScenarioError
from rollout.scenario import Scenario
from rollout.workspace import accounts as accounts_module
from rollout.workspace import open_workspace
from rollout.workspace.accounts import Accounts, districts_of_chambers
from rollout.workspace.kinds import KINDS
from rollout.workspace.roles import ROLES
from rollout.workspace.store import Edit
from tests.dashboard import pages
from tests.dashboard.served import no_barriers, serving
from tests.dashboard.test_forged import updates
from tests.workspace.test_roles import OTHER, OWN, SECRET, samples

HERE, ELSEWHERE = OWN, "02001"  # a district of IHK Nord, one of IHK Süd
OFFICES = {"chamber": "IHK Nord, Industrie", "edit": "Servicestelle", "administer": "Leitung"}
SITE = "https://localhost"
PASSWORD = "ein ganz eigenes Wort"
RECORDING = "X-Rollout-Recording"


@pytest.fixture(scope="module", autouse=True)
def quick_hashes():
    """Argon2 as it is, with as little work as it takes."""
    quick = functools.partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts_module, "PasswordHasher", quick)
        yield


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    workspace = open_workspace(tmp_path_factory.mktemp("door") / "a.rollout", create=True)
    edits = [
        Edit(kind, f"{kind}-{ags}", cells, 0, [f"district:{ags}"])
        for ags in (HERE, ELSEWHERE)
        for kind, cells in samples(ags).items()
    ]
    workspace.write(edits, "Servicestelle", "add")
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def accounts(workspace):
    return Accounts(workspace, districts_of_chambers(pages.inputs().chambers))


@pytest.fixture(scope="module")
def passwords(accounts):
    """An account for every role but reading, each with a password of its own."""
    for role, office in OFFICES.items():
        first = accounts.add(role, role, office, "IHK Nord" if role == "chamber" else "")
        accounts.change_password(role, first, PASSWORD)
    return dict.fromkeys(OFFICES, PASSWORD)


@pytest.fixture(scope="module")
def app(workspace, passwords):
    return create_app(pages.inputs(), Scenario(), workspace=workspace, trust=Trust())


def mark_in(answer) -> str:
    return re.search(r'name="form" value="(\w+)"', answer.text)[1]


def sign_in(client, name, password=PASSWORD, **more):
    mark = mark_in(client.get(SIGN_IN.de, base_url=SITE))
    form = {"name": name, "password": password, "form": mark} | more
    return client.post(SIGN_IN.de, data=form, base_url=SITE)


@pytest.fixture(scope="module")
def clients(app):
    """One visitor of every role."""
    found = {role: app.test_client() for role in ROLES}
    for role in OFFICES:
        answer = sign_in(found[role], role)
        assert (answer.status_code, answer.headers["Location"]) == (303, "./")
    return {role: Visitor(client) for role, client in found.items()}


class Visitor:
    """A test client that calls the server by its encrypted address."""

    def __init__(self, client):
        self.client, self.application = client, client.application

    def get(self, address, **more):
        return self.client.get(address, base_url=SITE, **more)

    def post(self, address, **more):
        return self.client.post(address, base_url=SITE, **more)


@pytest.fixture(autouse=True)
def own_callbacks(app):
    app.extensions.pop("callbacks by language", None)  # pages of roles differ


# Every address and every callback, for every role


def addresses(workspace) -> list[str]:
    """Every address of any pages, with what can stand in it."""
    everything = create_app(pages.inputs(), Scenario(), workspace=workspace)
    slow = {name for view in VIEWS.values() for name, file in view.files.items() if file.slow}
    names = [name for view in VIEWS.values() for name in view.files if name not in slow]
    ids = [f"{kind}-{ags}" for kind in ("initiative", "founding") for ags in (HERE, ELSEWHERE)]
    fills = {"ags": [HERE, ELSEWHERE], "name": [*names, *COLLECTIONS, "register.csv", "index"],
             "path": ["", "weisse-flecken", "plan", "gruendungen", "daten"]}  # fmt: skip
    found = []
    for rule in map(str, everything.url_map.iter_rules()):
        variable = re.search(r"<(?:\w+:)?(\w+)>", rule)
        values = fills.get(variable[1], ["x"]) if variable else [""]
        found += [re.sub(r"<[^>]*>", value, rule, count=1) for value in values]
    found = [text for address in found for text in _with_keys(address, ids)]
    found += [f"/de/download/{name}?district={ags}" for name in names for ags in (HERE, ELSEWHERE)]
    found += [text for pair in (SIGN_IN, ACCOUNT, LOG) for text in (pair.de, pair.en)]
    found += [f"{LOG.de}.csv", "/calendar/de/x.ics"]
    # Files of Dash are nobody's data; English files are made by the same code.
    return [a for a in found if not re.search("component-suites|^/en/download", a)]


def _with_keys(address: str, ids: list[str]) -> list[str]:
    return (
        [re.sub("<[^>]*>", key, address) for key in (HERE, *ids)] if "<" in address else [address]
    )


def whole_text(answer) -> str:
    """All that an answer says, whatever it is packed in."""
    data = answer.get_data()
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"".join(map(archive.read, archive.namelist()))
    return data.decode("utf-8", "replace") + str(answer.headers)


@pytest.fixture(scope="module")
def every_address(workspace, passwords):
    return addresses(workspace)


@pytest.mark.parametrize("role", ROLES)
def test_no_address_tells_more_than_the_role_may_see(clients, every_address, role):
    told = set()
    # Who may see all is looked at where something is recorded: that the word can be found at all.
    sees_all = role in ("edit", "administer")
    for address in [a for a in every_address if not sees_all or "/recording/" in a]:
        answer = clients[role].get(address)
        assert answer.status_code < 500, address
        if SECRET in whole_text(answer):
            told.add(address)
        if role != "read" and answer.status_code == 200 and not address.startswith("/calendar"):
            assert "public" not in answer.headers.get("Cache-Control", ""), address
    if role == "read":
        assert told == set()
    elif role == "chamber":
        # Checks and tasks of its own districts, and nothing of others.
        assert told == {f"/{lang}/recording/{part}" for lang in ("de", "en")
                        for part in (f"district/{HERE}", "tasks", "tasks.ics")}  # fmt: skip
        for address in told:
            assert ELSEWHERE not in whole_text(clients[role].get(address))
    else:
        assert {f"/de/recording/district/{ags}" for ags in (HERE, ELSEWHERE)} <= told


@pytest.mark.parametrize("role", ROLES)
def test_no_callback_tells_more_than_the_role_may_see(clients, workspace, role):
    number, told = workspace.last_number(), False
    for request in updates(clients[role]):
        answer = clients[role].post("/de/_dash-update-component", json=request)
        told |= SECRET in answer.text
    assert workspace.last_number() == number
    assert not told or role in ("edit", "administer")


SAID = {
    "check": {"answer": "none", "asked": "Kammer"}, "task": {"title": "x", "due": "2026-06-01"},
    "finish": {"key": f"task-{HERE}", "seen": 1}, "note": {"text": "x"}, "found": {"name": "x"},
    "step": {"key": f"founding-{HERE}", "seen": 1, "step": "kickoff"},
    "link": {"key": f"initiative-{HERE}", "seen": 1}, "undo": {"action": 1},
    "initiative": {"name": "x"}, "area": {"key": f"initiative-{HERE}", "seen": 1},
    "close": {"key": f"founding-{HERE}", "seen": 1, "outcome": "given_up", "reason": "x"},
    "study": {"title": "x"},
}  # fmt: skip


def said(deed: str, ags: str) -> dict:
    areas = dict.fromkeys(("about", "districts", "served_ags", "ags"), ags)
    return {"deed": deed, "role": "Frau Fremd", **areas, **SAID[deed]}


def test_every_deed_is_tried():
    assert set(SAID) == set(DEEDS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("ags", [HERE, ELSEWHERE])
@pytest.mark.parametrize("deed", sorted(set(SAID) - {"undo"}))
def test_nothing_changes_without_right_or_by_a_forged_request(
    clients, workspace, accounts, role, deed, ags
):
    visitor = clients[role]
    mark = (visitor.get(f"/de/recording/district/{ags}").json or {}).get("form", "")
    number, entries = workspace.last_number(), len(accounts.entries())
    for headers in ({}, {RECORDING: "1"}, {RECORDING: ""}, {RECORDING: mark[:-1] + "x"},
                    {"rollout.actor": "x", "X-Forwarded-For": "127.0.0.1"}):  # fmt: skip
        answer = visitor.post("/de/recording", json=said(deed, ags), headers=headers)
        assert answer.status_code in (400, 404, 405)
    assert workspace.last_number() == number
    answer = visitor.post("/de/recording", json=said(deed, ags), headers={RECORDING: mark})
    may = role in ("edit", "administer") or (role == "chamber" and deed == "check" and ags == HERE)
    if not may:
        assert answer.status_code in (403, 404, 405) or "problems" in answer.json
        assert SECRET not in answer.text
        assert workspace.last_number() == number
        assert (answer.status_code == 403) == (len(accounts.entries()) == entries + 1)
    else:
        assert answer.status_code == 200
        for change in [c for c in _newest(workspace, 5) if c.number > number]:
            assert (change.role, change.account) == (OFFICES[role], role)


def _newest(workspace, most):
    from rollout.workspace.history import newest_changes

    return newest_changes(workspace, most)


@pytest.mark.parametrize(("role", "here", "elsewhere"), [
    ("chamber", {"check"}, set()), ("edit", set(KINDS), set(KINDS)),
])  # fmt: skip
def test_the_page_asks_for_what_may_be_done_only(clients, role, here, elsewhere):
    for ags, kinds in ((HERE, here), (ELSEWHERE, elsewhere)):
        assert set(clients[role].get(f"/de/recording/district/{ags}").json["may"]) == kinds


@pytest.mark.parametrize("role", ["read", "chamber"])
def test_what_others_recorded_is_taken_back_by_nobody_else(clients, workspace, role):
    mark = (clients[role].get("/de/recording/tasks").json or {}).get("form", "")
    number = workspace.last_number()
    for action in (1, 2, number, 10**9):
        body = {"deed": "undo", "role": "x", "action": action}
        clients[role].post("/de/recording", json=body, headers={RECORDING: mark})
    assert workspace.last_number() == number


# Coming in


def test_readers_get_no_cookie_and_are_led_to_the_door(clients, app):
    visitor = app.test_client()
    for address in ("/de/", "/en/white-spots", "/de/_dash-layout", "/healthz"):
        assert "Set-Cookie" not in visitor.get(address, base_url=SITE).headers
    assert "anmelden" in visitor.get("/de/_dash-layout", base_url=SITE).text
    assert "konto" in clients["edit"].get("/de/_dash-layout").text


def test_the_cookie_is_for_this_host_encrypted_and_out_of_reach_of_scripts(app):
    visitor = app.test_client()
    before = visitor.get(SIGN_IN.en, base_url=SITE).headers["Set-Cookie"]
    answer = sign_in(visitor, "edit")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert cookie.split(";")[0] != before.split(";")[0]  # none a stranger could have placed
    assert visitor.get(ACCOUNT.en, base_url=SITE).status_code == 200


def test_a_login_needs_the_form_of_the_page(app, accounts):
    visitor = app.test_client()
    data = {"name": "edit", "password": PASSWORD}
    for form in ({}, {"form": ""}, {"form": "0" * 64}, {"form": "ü"}):
        assert visitor.post(SIGN_IN.de, data=data | form, base_url=SITE).status_code == 403
    assert visitor.get(ACCOUNT.de, base_url=SITE).headers["Location"] == "anmelden"


def test_wrong_passwords_wait_longer_and_longer_and_say_nothing_of_accounts(app, accounts):
    accounts.add("waits", "edit", "Servicestelle")
    now = [dt.datetime(2026, 5, 4, 8, 0, tzinfo=dt.UTC)]
    clock, accounts.workspace.clock = accounts.workspace.clock, lambda: now[0]
    try:
        tries = [sign_in(app.test_client(), "waits", "falsches Wort") for _ in range(4)]
        statuses = [answer.status_code for answer in tries]
        assert statuses == [401, 401, 401, 429]
        now[0] += dt.timedelta(seconds=2)
        assert sign_in(app.test_client(), "waits", "falsches Wort").status_code == 401
        now[0] += dt.timedelta(seconds=1)
        late = sign_in(app.test_client(), "waits", "falsches Wort")
        assert (late.status_code, late.headers["Retry-After"]) == (429, "2")
    finally:
        accounts.workspace.clock = clock
    unknown = sign_in(app.test_client(), "nobody", "falsches Wort")
    there = sign_in(app.test_client(), "edit", "falsches Wort")
    texts = [re.sub(r'value="\w{64}"', "", answer.text) for answer in (unknown, there)]
    assert texts[0] == texts[1]
    sign_in(app.test_client(), "edit")  # the count begins anew
    log = str(accounts.entries())
    assert "nobody" not in log
    assert "falsches Wort" not in log
    assert PASSWORD not in log


def test_an_address_with_many_failures_waits_and_is_forgotten():
    now = [0.0]
    delays = Delays(lambda: now[0])
    waits = []
    for _ in range(FREE_FAILURES + 4):
        waits.append(delays.left_s("a"))
        delays.failed("a")
    assert waits[:FREE_FAILURES] == [0] * FREE_FAILURES
    assert waits[FREE_FAILURES:] == sorted(waits[FREE_FAILURES:])
    assert waits[-1] > 4
    assert delays.left_s("b") == 0
    now[0] = 4000.0
    assert delays.left_s("a") == 0


def test_a_first_password_is_good_for_being_changed_only(app, accounts):
    visitor, first = app.test_client(), accounts.add("neu", "administer", "Leitung")
    assert sign_in(visitor, "neu", first).headers["Location"] == "konto"
    assert visitor.get("/de/recording/tasks", base_url=SITE).status_code == 404
    assert visitor.get(LOG.de, base_url=SITE).status_code == 403
    page = visitor.get(ACCOUNT.de, base_url=SITE)
    assert "jemand anderes" in page.text
    form = {"deed": "change", "form": mark_in(page), "old": first}
    for new, finding in (("kurz", "hat 4 Zeichen"), (first, "das alte"), ("neu" * 6, "raten")):
        answer = visitor.post(ACCOUNT.de, data=form | {"new": new}, base_url=SITE)
        assert (answer.status_code, finding in answer.text) == (422, True)
    wrong = visitor.post(ACCOUNT.de, data=form | {"old": "x", "new": PASSWORD}, base_url=SITE)
    assert wrong.status_code == 401
    done = visitor.post(ACCOUNT.de, data=form | {"new": PASSWORD}, base_url=SITE)
    assert done.headers["Location"] == "anmelden?again"
    assert visitor.get(ACCOUNT.de, base_url=SITE).headers["Location"] == "anmelden"
    sign_in(visitor, "neu")
    assert visitor.get("/de/recording/tasks", base_url=SITE).status_code == 200


def test_who_leaves_or_is_closed_is_a_reader_at_once(app, accounts):
    first = accounts.add("geht", "edit", "Servicestelle")
    accounts.change_password("geht", first, PASSWORD)
    one, two = app.test_client(), app.test_client()
    for visitor in (one, two):
        sign_in(visitor, "geht")
        assert visitor.get("/de/recording/tasks", base_url=SITE).status_code == 200
    form = {"deed": "sign_out", "form": mark_in(one.get(ACCOUNT.de, base_url=SITE))}
    cookie = one.get_cookie(COOKIE).value
    one.post(ACCOUNT.de, data=form, base_url=SITE)
    one.set_cookie(COOKIE, cookie, secure=True)
    assert one.get("/de/recording/tasks", base_url=SITE).status_code == 404
    accounts.alter("geht", "chamber", "Kammer", "IHK Süd")
    assert two.get(f"/de/recording/district/{HERE}", base_url=SITE).json["tasks"] == []
    accounts.close("geht")
    assert two.get("/de/recording/tasks", base_url=SITE).status_code == 404
    assert sign_in(app.test_client(), "geht").status_code == 401


def test_a_login_ends_by_itself(accounts):
    token = accounts.sign_in("edit", PASSWORD)
    clock = accounts.workspace.clock
    try:
        for hours, holds in ((11, True), (22, True), (35, False)):
            accounts.workspace.clock = lambda h=hours: clock() + dt.timedelta(hours=h)
            assert (accounts.of_key(token) is not None) == holds
        assert accounts.of_key(token, "calendar") is None
    finally:
        accounts.workspace.clock = clock


# The log


def test_the_log_is_for_administrators_and_stays(clients, workspace):
    import sqlalchemy as sa

    for role, status in (("read", 403), ("chamber", 403), ("edit", 403), ("administer", 200)):
        for address in (LOG.de, LOG.en, f"{LOG.de}.csv"):
            assert clients[role].get(address).status_code == status, (role, address)
    table = clients["administer"].get(f"{LOG.de}.csv")
    assert "Anmeldung abgelehnt" in table.text
    assert "Konto angelegt" in table.text
    assert "Servicestelle" in table.text
    for statement in ("DELETE FROM access_log", "UPDATE access_log SET account = 'x'"):
        with pytest.raises(sa.exc.DBAPIError, match="only added"), workspace.writing() as writer:
            writer.exec_driver_sql(statement)


# A calendar by address


def test_a_calendar_shows_what_its_account_may_see_until_it_is_revoked(app, accounts):
    kept = app.test_client()
    token = accounts.make_address("chamber")
    answer = kept.get(f"/calendar/de/{token}.ics", base_url=SITE)
    of_here = [task.record["ags"] == HERE for task in _tasks(accounts)]
    assert answer.text.count("BEGIN:VEVENT") == sum(of_here) > 0
    assert not all(of_here)
    assert kept.get(f"/calendar/xx/{token}.ics", base_url=SITE).status_code == 404
    newer = accounts.make_address("chamber")
    assert kept.get(f"/calendar/de/{token}.ics", base_url=SITE).status_code == 404
    accounts.revoke_addresses("chamber")
    assert kept.get(f"/calendar/de/{newer}.ics", base_url=SITE).status_code == 404


def _tasks(accounts):
    from rollout.workspace.service import Service

    return [task for task in Service(accounts.workspace, pages.inputs()).task_list()
            if task.days is not None]  # fmt: skip


# A proxy that knows who it is


@pytest.mark.parametrize(
    ("peer", "header", "role"),
    [
        ("10.0.0.5", "edit", "edit"), ("10.0.0.5", "EDIT", "edit"), ("10.0.1.9", "edit", None),
        ("10.0.0.5", "edit, administer", None), ("10.0.0.5", "nobody", None),
        ("10.0.0.5", "", None), ("127.0.0.1", "administer", None), ("", "edit", None),
        ("10.0.0.5", "chamber", "chamber"),
    ],
)  # fmt: skip
def test_only_a_named_proxy_says_who_it_is(trusting, peer, header, role):
    headers = {"Remote-User": header, "X-Forwarded-For": "10.0.0.5"}
    answer = trusting.test_client().get(
        "/de/recording/tasks", base_url=SITE, headers=headers, environ_base={"REMOTE_ADDR": peer}
    )
    assert answer.status_code == (404 if role is None else 200)
    if role:
        assert answer.json["office"] == OFFICES[role]


@pytest.fixture(scope="module")
def trusting(workspace, passwords):
    trust = Trust("Remote-User", ["10.0.0.5", "10.0.0.8/30"])
    return create_app(pages.inputs(), Scenario(), workspace=workspace, trust=trust, proxies=1)


def test_behind_such_a_proxy_no_password_and_no_cookie_counts(trusting, accounts):
    visitor = trusting.test_client()
    visitor.set_cookie(COOKIE, accounts.sign_in("edit", PASSWORD), secure=True)
    assert visitor.get("/de/recording/tasks", base_url=SITE).status_code == 404
    assert "<form" not in visitor.get(SIGN_IN.de, base_url=SITE).text
    data = {"name": "edit", "password": PASSWORD}
    assert visitor.post(SIGN_IN.de, data=data, base_url=SITE).status_code == 403


@pytest.mark.parametrize(
    ("trust", "finding"),
    [
        (Trust("Remote-User"), "stands alone"), (Trust("", ["10.0.0.5"]), "stands alone"),
        (Trust("Remote User", ["10.0.0.5"]), "a header"),
        (Trust("X-User", ["10.0.0"]), "is '10.0.0'"),
    ],
)  # fmt: skip
def test_a_trust_out_of_shape_is_refused(trust, finding):
    trust_checked = pytest.raises(ScenarioError, match=re.escape(finding))
    with trust_checked:
        trust.check()


# What it takes to be reached


@pytest.mark.parametrize(
    ("listening", "has_account", "finding"),
    [
        (Listening(public_names=["rollout.example.org"]), True, "unencrypted"),
        (Listening(host="0.0.0.0"), True, "unencrypted"),
        (Listening(public_names=["rollout.example.org"], proxies=1), False, "no account"),
    ],
)
def test_a_workspace_is_reached_by_others_with_accounts_and_encrypted_only(
    tmp_path, listening, has_account, finding
):
    workspace = open_workspace(tmp_path / "b.rollout", create=True)
    if has_account:
        Accounts(workspace, lambda name: frozenset()).add("leitung", "administer", "Leitung")
    with pytest.raises(ScenarioError, match=finding):
        serve(pages.inputs(), Scenario(), listening, workspace=workspace)
    workspace.close()


def test_pages_exist_for_every_role():
    assert set(PAGES_OF) == set(ROLES)
    assert OTHER != HERE


@pytest.mark.parametrize("address", [SIGN_IN.de, ACCOUNT.en, LOG.de, "/calendar/de/x.ics"])
def test_the_door_answers_to_its_own_name_only_and_keeps_nothing(app, address):
    visitor = app.test_client()
    assert visitor.get(address, base_url="https://elsewhere.example").status_code == 421
    answer = visitor.get(address, base_url=SITE)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]


@pytest.fixture(scope="module")
def address(app):
    with serving(app) as found:
        yield found


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["de", "en"])
def test_somebody_comes_in_looks_around_and_leaves_in_a_browser(page, address, lang):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}{SIGN_IN[lang]}")
    no_barriers(page)
    page.fill("#name", "administer")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#map path")
    for pair in (ACCOUNT, LOG):
        page.goto(f"{address}{pair[lang]}")
        no_barriers(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(f"{address}{ACCOUNT[lang]}")
    page.locator("button[value=sign_out]").click()
    page.goto(f"{address}{ACCOUNT[lang]}")
    assert page.url.endswith(SIGN_IN[lang])
