"""The web server around the pages: security headers, compression, caching, refusals."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Container, Mapping
from typing import Any
from urllib.parse import urlencode

from dash import Dash
from flask import Flask, Request, Response, redirect, request
from flask_compress import Compress
from werkzeug.exceptions import BadRequest, HTTPException

from rollout.language import Lang

from ..page.old_addresses import is_old, renewed
from ..page.words import word
from .answers import UPDATE, keep_answers

LARGEST_REQUEST = 64 * 1024
FILES_KEPT = 128
FOR_GOOD = "public, max-age=31536000, immutable"
LISTS = ("inputs", "state", "changedPropIds")

COMPRESSION = {
    "COMPRESS_MIMETYPES": [
        "text/html", "text/css", "text/javascript", "application/javascript", "application/json",
        "image/svg+xml", "application/geo+json", "text/csv",
    ],
    "COMPRESS_BR_LEVEL": 5,
    "COMPRESS_MIN_SIZE": 1000,
    "COMPRESS_ALGORITHM": ["br", "gzip"],
}  # fmt: skip


def make_server(pages: Container[str]) -> Flask:
    """Flask server that compresses, checks health and leads to the German page.

    Parameters
    ----------
    pages
        Paths of the views.
    """
    server = Flask(__name__, static_folder=None)
    server.config.update(COMPRESSION, MAX_CONTENT_LENGTH=LARGEST_REQUEST)
    server.config.update(COMPRESS_CACHE_BACKEND=Compressed, COMPRESS_CACHE_KEY=_kept_for_good)
    keep_answers(server, pages)
    Compress(server)
    server.add_url_rule("/healthz", "healthz", lambda: Response("ok\n", mimetype="text/plain"))
    server.add_url_rule("/", "start", lambda: redirect("/de/"))
    return server


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
        lang: Lang = "en" if request.path.startswith("/en/") else "de"
        if request.path == f"/{lang}/{UPDATE}":
            check_update(request.get_json(), apps[lang])
        elif request.method == "GET" and request.path in pages and is_old(request.args):
            return redirect(f"{request.path}?{urlencode(renewed(request.args))}")  # type: ignore[return-value]
        elif request.endpoint == f"/{lang}/<path:path>" and request.path not in pages:
            return _plain(word("not_found", lang), 404)
        return None

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response | HTTPException:
        lang: Lang = "en" if request.path.startswith("/en/") else "de"
        status = error.code or 500
        if status < 400:
            return error
        texts = {404: "not_found", 500: "server_error", 503: "busy"}
        return _plain(word(texts.get(status, "bad_request"), lang), status)

    @server.after_request
    def headers(response: Response) -> Response:
        response.headers.update(SECURITY | {"Content-Security-Policy": policy})
        if response.status_code == 200 and _named_by_content(request.path, request.args):
            response.headers["Cache-Control"] = FOR_GOOD
            response.direct_passthrough = False
            response.make_sequence()  # closes the file even if its compressed form is at hand
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-cache"
        return response


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
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def check_update(body: object, app: Dash) -> None:
    """Raise `BadRequest` unless the body has the shape of a request of this page's callbacks."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        raise BadRequest
    callback = app.callback_map.get(body["output"])
    if callback is None:
        raise BadRequest
    if not all(isinstance(body.get(name, []), list) for name in LISTS):
        raise BadRequest
    for name, expected in (("inputs", callback["inputs"]), ("state", callback["state"])):
        if [_wire(entry) for entry in body.get(name, [])] != [_wire(entry) for entry in expected]:
            raise BadRequest
    if not all(isinstance(entry, str) for entry in body.get("changedPropIds", [])):
        raise BadRequest


def _wire(entry: object) -> tuple[str, str]:
    """Id and property of one value on the wire."""
    if not isinstance(entry, dict):
        raise BadRequest
    return str(entry.get("id")), str(entry.get("property"))


def _named_by_content(path: str, query: Mapping[str, str]) -> bool:
    """Whether the address changes with the content, so that it may be kept for good."""
    parts = path.split("/")
    if parts[1] == "static" or "_dash-component-suites" in parts:
        return True
    return "assets" in parts and "m" in query


def _plain(text: str, status: int) -> Response:
    return Response(f"{text}\n", status, mimetype="text/plain")
