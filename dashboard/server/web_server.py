"""The web server around the pages: security headers, compression, caching, refusals."""

from __future__ import annotations

import logging
import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Container, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from dash import Dash
from dash.exceptions import DependencyException
from flask import Flask, Request, Response, redirect, request
from flask.json.provider import DefaultJSONProvider
from flask_compress import Compress
from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.routing import RequestRedirect

from rollout.language import Lang

from ..page.contract import OWN_HEADER
from ..page.old_addresses import MOVED, is_old, renewed
from ..page.words import word
from .answers import UPDATE, keep_answers
from .hosts import host_name

LARGEST_REQUEST = 64 * 1024
FILES_KEPT = 128
DEEPEST_JSON = 40  # a page sends no more than ten levels
LARGEST_NUMBER = 2**53  # beyond it a browser has no whole numbers
MISDIRECTED = 421
REFUSALS = {404: "not_found", 410: "gone", 413: "too_large", 500: "server_error", 503: "busy"}
FOR_GOOD = "public, max-age=31536000, immutable"
BODY = {"output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds"}

COMPRESSION = {
    "COMPRESS_MIMETYPES": [
        "text/html", "text/css", "text/javascript", "application/javascript", "application/json",
        "image/svg+xml", "application/geo+json", "text/csv",
    ],
    "COMPRESS_BR_LEVEL": 5,
    "COMPRESS_MIN_SIZE": 1000,
    "COMPRESS_ALGORITHM": ["br", "gzip"],
}  # fmt: skip


def make_server(
    pages: Container[str], hosts: Collection[str], number: Callable[[], int] = lambda: 0,
    look: Callable[[], None] = lambda: None,
) -> Flask:  # fmt: skip
    """Flask server that compresses, checks health and leads to the German page.

    Parameters
    ----------
    pages
        Paths of the views.
    hosts
        Names it answers to, see `hosts.py`.
    number
        Of the newest change of the data.
    look
        Reads what is recorded, and raises where that is not possible.
    """
    server = Flask(__name__, static_folder=None)
    server.json = StrictJson(server)
    answer_to(server, hosts)
    server.config.update(COMPRESSION, MAX_CONTENT_LENGTH=LARGEST_REQUEST)
    server.config.update(COMPRESS_CACHE_BACKEND=Compressed, COMPRESS_CACHE_KEY=_kept_for_good)
    keep_answers(server, pages, number)
    Compress(server)
    server.add_url_rule("/healthz", "healthz", lambda: Response("ok\n", mimetype="text/plain"))
    server.add_url_rule("/readyz", "readyz", lambda: _readiness(look))
    server.add_url_rule("/", "start", lambda: redirect("de/"))
    return server


def _readiness(look: Callable[[], None]) -> Response:
    """Whether what is recorded can be read: alive, a server may still wait for its database."""
    try:
        look()
    except Exception:  # whatever a driver raises
        logging.getLogger(__name__).exception("the workspace cannot be read")
        return _plain("not ready", 503)
    return _plain("ok", 200)


def answer_to(server: Flask, hosts: Collection[str]) -> None:
    """Refuse other names first of all: behind one, a page elsewhere could read the answers.

    Its owner lets the name lead here ("DNS rebinding"), and the browser takes both for one site.
    """

    @server.before_request
    def refuse_host() -> Response | None:
        if host_name(request.environ.get("HTTP_HOST", "")) in hosts:
            return None
        return _plain(word("unknown_host", _lang()), MISDIRECTED)


class StrictJson(DefaultJSONProvider):
    """JSON as the scripts send it: numbers they have, and no deeper than any of them nests."""

    def loads(self, s: str | bytes, **options: Any) -> Any:
        """Parse; `ValueError` on anything else."""
        try:
            content = super().loads(s, parse_constant=_not_finite, **options)
        except RecursionError as error:
            raise ValueError("nested too deep") from error
        if not _is_plain(content, DEEPEST_JSON):
            raise ValueError("nested too deep, or a number too large")
        return content


def _not_finite(text: str) -> float:
    raise ValueError(f"{text} is no number")


def _is_plain(content: Any, depth: int) -> bool:
    if isinstance(content, float):
        return math.isfinite(content)
    if isinstance(content, int):
        return abs(content) <= LARGEST_NUMBER
    if isinstance(content, (dict, list)):
        parts = content.values() if isinstance(content, dict) else content
        return depth > 0 and all(_is_plain(part, depth - 1) for part in parts)
    return True


class Compressed:
    """Files compressed once for all visitors; what changes from request to request is not kept."""

    def __init__(self) -> None:
        self._found: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        """Compressed file, None if it has to be made."""
        return self._found.get(key)

    def set(self, key: str, content: bytes) -> None:
        """Keep a file; a key ends in the address that names its content."""
        if key.endswith(";"):
            return
        with self._lock:
            self._found[key] = content
            while len(self._found) > FILES_KEPT:
                self._found.popitem(last=False)


def _kept_for_good(question: Request) -> str:
    return question.full_path if _named_by_content(question.path, question.args) else ""


def protect(server: Flask, apps: Mapping[Lang, Dash], pages: Container[str]) -> None:
    """Refuse what no page sends and put the security headers on every answer.

    Call it last: the hashes cover the scripts of the callbacks registered before.
    """
    policy = content_security_policy(apps.values())

    @server.before_request
    def refuse() -> Response | None:
        lang = _lang()
        if isinstance(request.routing_exception, RequestRedirect):
            return _with_slash()
        if request.path == f"/{lang}/{UPDATE}":
            check_update(request.get_json(), apps[lang])
        elif request.method == "GET" and request.path in MOVED:
            return _to(MOVED[request.path])
        elif request.method == "GET" and request.path in pages and is_old(request.args):
            return redirect(f"?{urlencode(renewed(request.args))}")  # type: ignore[return-value]
        elif request.endpoint == f"/{lang}/<path:path>" and request.path not in pages:
            return _plain(word("not_found", lang), 404)
        return None

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response | HTTPException:
        status = error.code or 500
        if status < 400:
            return error
        return _plain(word(REFUSALS.get(status, "bad_request"), _lang()), status)

    @server.errorhandler(DependencyException)
    def no_component(error: DependencyException) -> Response:
        return _plain(word("not_found", _lang()), 404)

    @server.after_request
    def headers(response: Response) -> Response:
        response.headers.update(SECURITY | {"Content-Security-Policy": policy})
        if _is_personal(request):
            response.headers["Cache-Control"] = "no-store"
        elif response.headers.get("Cache-Control") == "no-store":
            pass
        elif response.status_code == 200 and _named_by_content(request.path, request.args):
            response.headers["Cache-Control"] = FOR_GOOD
            response.direct_passthrough = False
            response.make_sequence()  # closes the file even if its compressed form is at hand
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-cache"
        return response


def _with_slash() -> Response:
    """Redirect to the address with a slash at its end; werkzeug would name a host and a scheme."""
    return _to(quote(request.path.rpartition("/")[2]) + "/")


def _to(link: str) -> Response:
    """Redirect for good, with the query of the request."""
    query = request.query_string.decode("ascii", "replace")
    return redirect(f"{link}?{query}" if query else link, 308)  # type: ignore[return-value]


def _lang() -> Lang:
    return "en" if request.path.startswith("/en/") else "de"


def _is_personal(question: Request) -> bool:
    """Whether the answer may rest on own data: a token travels in a body or in a header."""
    return question.method not in ("GET", "HEAD") or OWN_HEADER in question.headers


SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def content_security_policy(apps: Any) -> str:
    """Policy without inline scripts or eval.

    Dash's bundles insert `<style>` elements of their own, which no hash can name in advance;
    those are allowed, style attributes in markup are not.
    """
    hashes = sorted({text for app in apps for text in app.csp_hashes()})
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *hashes]),
        "style-src": "'self'",
        "style-src-elem": "'self' 'unsafe-inline'",
        "style-src-attr": "'none'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def check_update(body: object, app: Dash) -> None:
    """Raise `BadRequest` unless the body has the shape of a request of this page's callbacks.

    Dash trusts what it is sent: wrong outputs or a missing value would fail deep inside it.
    """
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        raise BadRequest
    callback = app.callback_map.get(body["output"])
    if callback is None or not set(body) <= BODY:
        raise BadRequest
    for name in ("inputs", "state"):
        if _wires(body.get(name, [])) != _wires(callback[name]):
            raise BadRequest
    if _wires(_listed(body.get("outputs"))) != _outputs(body["output"]):
        raise BadRequest
    if isinstance(body["outputs"], list) != body["output"].startswith(".."):
        raise BadRequest
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(entry, str) for entry in changed):
        raise BadRequest


def _outputs(output: str) -> list[tuple[str, str]]:
    """Ids and properties of the outputs of a callback, which is called by them."""
    parts = [name.rpartition(".") for name in output.strip(".").split("...")]
    return [(place, name) for place, _, name in parts]


def _listed(outputs: object) -> object:
    return [outputs] if isinstance(outputs, dict) else outputs


def _wires(entries: object) -> list[tuple[object, object]]:
    """Ids and properties of values on the wire."""
    if not isinstance(entries, list):
        raise BadRequest
    if not all(isinstance(entry, dict) for entry in entries):
        raise BadRequest
    return [(entry.get("id"), entry.get("property")) for entry in entries]


def _named_by_content(path: str, query: Mapping[str, str]) -> bool:
    """Whether the address changes with the content, so that it may be kept for good."""
    parts = path.split("/")
    if parts[1] == "static" or "_dash-component-suites" in parts:
        return True
    return "assets" in parts and "m" in query


def _plain(text: str, status: int) -> Response:
    return Response(f"{text}\n", status, mimetype="text/plain")
