"""Pages to come in by: login, the own account, the log for administrators, calendars by address."""

from __future__ import annotations

import csv
import html
import io
import secrets
from collections.abc import Callable, Collection, Iterable, Sequence

from flask import Flask, Response, redirect, request

from rollout.errors import DataError
from rollout.export.tables import spreadsheet_safe
from rollout.language import LANGS, Lang, Text
from rollout.workspace.accounts import EVENTS, SHORTEST, Account, Refused
from rollout.workspace.roles import TITLES
from rollout.workspace.service import Service

from ..page.addresses import beside
from ..page.words import word as page_word
from ..server.web_server import SECURITY, answer_to
from ..views.recording.words import KINDS, WHAT
from .addresses import ACCOUNT, LOG, SIGN_IN
from .delays import Delays
from .identity import COOKIE, Identity, mark_of, token_in
from .words import word

SHOWN = 500
LARGEST_FORM = 4096
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {product}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{styles}">
</head>
<body>
<div class="page">
<a class="skip" href="#main">{skip}</a>
<header>
<p class="brand"><span class="mark" aria-hidden="true"></span>
<span><span class="product">{product}</span>{subject}</span></p>
<nav aria-label="{views}"><ul><li><a href="./">{to_map}</a></li></ul></nav>
<div class="tools"><a href="{other}" lang="{other_lang}" hreflang="{other_lang}">{switch}</a></div>
</header>
<main id="main" tabindex="-1" class="prose door">
<h1>{title}</h1>
{content}
</main>
<footer><p>{cookie}</p></footer>
</div>
</body>
</html>
"""


class Door:
    """The pages, and what they need.

    Parameters
    ----------
    service
        Of the workspace, for the log and for calendars.
    styles
        Address of the stylesheet of the other pages.
    """

    def __init__(self, identity: Identity, service: Service, styles: str) -> None:
        self.identity, self.accounts = identity, identity.accounts
        self.service, self.styles, self.delays = service, styles, Delays()

    # Login

    def sign_in_page(self, lang: Lang) -> Response:
        """Show the form; its cookie only says that a form was asked for."""
        if self.identity.trust.header:
            return self._page("sign_in", lang, _paragraph(word("proxy", lang)))
        said = word("again", lang) if "again" in request.args else ""
        return self._sign_in_form(lang, said)

    def sign_in(self, lang: Lang) -> Response:
        """Take name and password."""
        if self.identity.trust.header or not _is_from_form():
            return self._sign_in_form(lang, word("stale", lang), 403)
        address = request.remote_addr or ""
        wait = self.delays.left_s(address)
        try:
            if wait:
                raise Refused(wait)
            token = self.accounts.sign_in(request.form.get("name", ""), _secret("password"))
        except Refused as refusal:
            if refusal.wait_s:
                said = word("wait", lang, seconds=refusal.wait_s)
                response = self._sign_in_form(lang, said, 429)
                response.headers["Retry-After"] = str(refusal.wait_s)
                return response
            self.delays.failed(address)
            return self._sign_in_form(lang, word("refused", lang), 401)
        account = self.accounts.of_key(token)
        is_first = account is not None and account.is_first
        response = _to(ACCOUNT[lang].rpartition("/")[2] if is_first else "./")
        _set_cookie(response, token)
        return response

    def _sign_in_form(self, lang: Lang, said: str = "", status: int = 200) -> Response:
        token = token_in(request.environ) or secrets.token_urlsafe(32)
        content = (
            _paragraph(word("sign_in_lead", lang)) + _said(said, is_wrong=status != 200)
            + _form(token, "sign_in", lang, (("name", "name", "text", "username"),
                    ("password", "password", "password", "current-password")))
        )  # fmt: skip
        response = self._page("sign_in", lang, content, status)
        _set_cookie(response, token)
        return response

    # The own account

    def account_page(self, lang: Lang) -> Response:
        """Who is signed in, and the ways to change the password and to leave."""
        account = self.identity.account(request.environ)
        if account is None:
            return _to(SIGN_IN[lang].rpartition("/")[2])
        return self._account_page(account, lang)

    def change_account(self, lang: Lang) -> Response:
        """Do what a form of the account's page asks for."""
        account = self.identity.account(request.environ)
        if account is None or not self._is_own_form(account):
            return self._sign_in_form(lang, word("stale", lang), 403)
        deeds: dict[str, Callable[[Account, Lang], Response]] = {
            "sign_out": self._sign_out, "change": self._change_password,
            "calendar_make": self._make_address, "calendar_revoke": self._revoke_addresses,
        }  # fmt: skip
        deed = deeds.get(request.form.get("deed", ""))
        if deed is None:
            return self._account_page(account, lang, status=400)
        return deed(account, lang)

    def _is_own_form(self, account: Account) -> bool:
        """Whether a form came from a page of ours; behind a proxy there is no cookie of ours."""
        if not self.identity.trust.header:
            return _is_from_form()
        site = request.headers.get("Sec-Fetch-Site", "")
        return site == "same-origin" and secrets.compare_digest(
            request.form.get("form", ""), mark_of(account.name)
        )

    def _sign_out(self, account: Account, lang: Lang) -> Response:
        self.accounts.sign_out(token_in(request.environ))
        response = _to("./")
        response.set_cookie(COOKIE, "", max_age=0, secure=True, httponly=True, samesite="Lax")
        response.headers["Clear-Site-Data"] = '"cache"'
        return response

    def _change_password(self, account: Account, lang: Lang) -> Response:
        if self.identity.trust.header:
            return self._account_page(account, lang, status=400)
        try:
            self.accounts.change_password(account.name, _secret("old"), _secret("new"))
        except Refused as refusal:
            key = "wait" if refusal.wait_s else "refused"
            said = word(key, lang, seconds=refusal.wait_s)
            return self._account_page(account, lang, said, status=429 if refusal.wait_s else 401)
        except DataError as error:
            said = word("wrong_password", lang, finding=error.problems[0].finding[lang])
            return self._account_page(account, lang, said, status=422)
        return _to(f"{SIGN_IN[lang].rpartition('/')[2]}?again")

    def _make_address(self, account: Account, lang: Lang) -> Response:
        token = self.accounts.make_address(account.name)
        return self._account_page(account, lang, address=f"/calendar/{lang}/{token}.ics")

    def _revoke_addresses(self, account: Account, lang: Lang) -> Response:
        self.accounts.revoke_addresses(account.name)
        return self._account_page(account, lang)

    def _account_page(
        self, account: Account, lang: Lang, said: str = "", address: str = "", status: int = 200
    ) -> Response:
        token = token_in(request.environ)
        if self.identity.trust.header:
            token = account.name
        values = {
            "name": account.name,
            "office": account.office,
            "role": TITLES[account.role][lang],
        }
        parts = [_paragraph(word("signed_in_as", lang, **values)), _said(said, is_wrong=True)]
        if account.is_first and not self.identity.trust.header:
            parts.append(_said(word("first", lang), is_wrong=False))
        if self._may_log(account):
            link = html.escape(LOG[lang].rpartition("/")[2])
            parts.append(f'<p><a href="{link}">{html.escape(word("log", lang))}</a></p>')
        if not self.identity.trust.header:
            parts += [_heading("change", lang), _paragraph(word("rule", lang, shortest=SHORTEST)),
                      _form(token, "change", lang, (("old", "old", "password", "current-password"),
                            ("new", "new", "password", "new-password")))]  # fmt: skip
        parts += [_heading("calendar", lang), _paragraph(word("calendar_lead", lang))]
        if address:
            link = html.escape(beside(address, f"/{lang}/"))
            parts.append(f'<p role="status" class="note"><a href="{link}">'
                         f'{html.escape(word("calendar_here", lang))}</a></p>')  # fmt: skip
        parts += [_form(token, deed, lang) for deed in ("calendar_make", "calendar_revoke")]
        if not self.identity.trust.header:
            parts += [_heading("sign_out", lang), _form(token, "sign_out", lang)]
        return self._page("account", lang, "".join(parts), status)

    # The log

    def log_page(self, lang: Lang) -> Response:
        """Show the newest entries and changes to administrators."""
        if not self._may_see_log():
            return self._page("log", lang, _paragraph(word("not_allowed", lang)), 403)
        file = LOG[lang].rpartition("/")[2] + ".csv"
        rows = self._log_rows(lang)[:SHOWN]
        content = (
            _paragraph(word("log_lead", lang, count=len(rows)))
            + f'<p><a href="{file}" download>{html.escape(word("file", lang))}</a></p>'
            + _table(_log_head(lang), rows, word("log", lang))
        )
        return self._page("log", lang, content)

    def log_file(self, lang: Lang) -> Response:
        """Log of access and changes as one table, newest first."""
        if not self._may_see_log():
            return self._page("log", lang, _paragraph(word("not_allowed", lang)), 403)
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";" if lang == "de" else ",", lineterminator="\r\n")
        writer.writerow(_log_head(lang))
        writer.writerows([spreadsheet_safe(cell) for cell in row]
                         for row in self._log_rows(lang, 1_000_000))  # fmt: skip
        headers = {"Content-Disposition": 'attachment; filename="protokoll.csv"'}
        return Response("\ufeff" + out.getvalue(), mimetype="text/csv", headers=headers)

    def _may_log(self, account: Account) -> bool:
        return self.accounts.actor(account).may("log") and not (
            account.is_first and not self.identity.trust.header
        )

    def _may_see_log(self) -> bool:
        account = self.identity.account(request.environ)
        if account is not None and self._may_log(account):
            return True
        if account is not None:
            self.accounts.log("denied", account.name, "log")
        return False

    def _log_rows(self, lang: Lang, most: int = SHOWN) -> list[list[str]]:
        titles = {str(event): text[lang] for event, text in EVENTS.items()}
        rows = [[e.at, e.account, "", titles.get(e.event, e.event), e.detail]
                for e in self.accounts.entries(most)]  # fmt: skip
        for change in self.service.newest_changes(most):
            what = WHAT[change.what][lang] if change.what in WHAT else change.what
            rows.append([change.at, change.account, change.role,
                         f"{KINDS[change.kind][lang]} {what}", change.key])  # fmt: skip
        return sorted(rows, key=lambda row: row[0], reverse=True)

    # A calendar

    def calendar(self, lang: str, token: str) -> Response:
        """Tasks that the account of an address may see."""
        account = self.accounts.of_key(token, "calendar") if lang in LANGS else None
        if account is None:
            return Response("-\n", 404, mimetype="text/plain")
        service = self.service.acting(self.accounts.actor(account))
        return Response(service.task_calendar("en" if lang == "en" else "de"),
                        mimetype="text/calendar")  # fmt: skip

    def _page(self, title: str, lang: Lang, content: str, status: int = 200) -> Response:
        others = {address[lang]: address for address in (SIGN_IN, ACCOUNT, LOG)}
        other: Lang = "en" if lang == "de" else "de"
        target, folder = others.get(request.path, SIGN_IN)[other], f"/{lang}/"
        texts = {name: html.escape(page_word(name, lang)) for name in
                 ("product", "subject", "skip", "views")}  # fmt: skip
        return Response(
            PAGE.format(
                lang=lang, title=html.escape(word(title, lang)), content=content,
                styles=beside(self.styles, folder), to_map=html.escape(word("to_map", lang)),
                other=beside(target, folder), other_lang=other,
                switch=html.escape(page_word("other_language", lang)),
                cookie=html.escape(word("cookie", lang)), **texts,
            ),
            status,
        )  # fmt: skip


def make_door(identity: Identity, service: Service, hosts: Collection[str], styles: str) -> Flask:
    """Flask server of these pages."""
    door, server = Door(identity, service, styles), Flask(__name__, static_folder=None)
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_FORM
    answer_to(server, hosts)
    views: list[tuple[Text, str, Callable[[Lang], Response], str]] = [
        (SIGN_IN, "", door.sign_in_page, "GET"), (SIGN_IN, "", door.sign_in, "POST"),
        (ACCOUNT, "", door.account_page, "GET"), (ACCOUNT, "", door.change_account, "POST"),
        (LOG, "", door.log_page, "GET"), (LOG, ".csv", door.log_file, "GET"),
    ]  # fmt: skip
    for address, ending, view, method in views:
        for lang in LANGS:
            rule = address[lang] + ending
            server.add_url_rule(rule, f"{method} {rule}", view, defaults={"lang": lang},
                                methods=[method])  # fmt: skip
    server.add_url_rule("/calendar/<lang>/<token>.ics", "calendar", door.calendar)

    @server.after_request
    def protect(response: Response) -> Response:
        response.headers.update(SECURITY | {"Content-Security-Policy": POLICY})
        response.headers["Cache-Control"] = "no-store"
        return response

    return server


def _is_from_form() -> bool:
    token = token_in(request.environ)
    return bool(token) and secrets.compare_digest(
        request.form.get("form", "").encode(), mark_of(token).encode()
    )


def _secret(name: str) -> str:
    return request.form.get(name, "")


def _set_cookie(response: Response, token: str) -> None:
    response.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="Lax", path="/")


def _to(link: str) -> Response:
    """Redirect beside the page: behind a proxy only the browser knows where that is."""
    return redirect(link, 303)  # type: ignore[return-value]


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def _heading(key: str, lang: Lang) -> str:
    return f"<h2>{html.escape(word(key, lang))}</h2>"


def _said(text: str, *, is_wrong: bool) -> str:
    if not text:
        return ""
    role, look = ("alert", "warning") if is_wrong else ("status", "note")
    return f'<p role="{role}" class="{look}">{html.escape(text)}</p>'


def _form(
    token: str, deed: str, lang: Lang, fields: Sequence[tuple[str, str, str, str]] = ()
) -> str:
    """Form of one deed.

    Parameters
    ----------
    fields
        Name, key of its word, kind and what a browser may fill in.
    """
    rows = "".join(
        f'<p><label for="{name}">{html.escape(word(key, lang))}</label><br>'
        f'<input id="{name}" name="{name}" type="{kind}" autocomplete="{fill}" required '
        'maxlength="200"></p>'
        for name, key, kind, fill in fields
    )
    label = html.escape(word(deed, lang))
    return (
        f'<form method="post">{rows}<input type="hidden" name="form" value="{mark_of(token)}">'
        f'<p><button type="submit" class="button primary" name="deed" value="{deed}">{label}'
        "</button></p></form>"
    )


def _log_head(lang: Lang) -> list[str]:
    return [word(key, lang) for key in ("time", "name", "office", "event", "detail")]


def _table(head: Iterable[str], rows: Iterable[Sequence[str]], label: str) -> str:
    heads = "".join(f'<th scope="col">{html.escape(text)}</th>' for text in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f'<div class="table" role="group" tabindex="0" aria-label="{html.escape(label)}"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )
