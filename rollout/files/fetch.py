"""Downloads that do not trust the other side: scheme, size, time, content and checksum are checked.

Only http and https, also after a redirect; certificates are always checked. What is fetched goes
into a file the caller names, which is complete and checked when the function returns.
"""

from __future__ import annotations

import hashlib
import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rollout.errors import DataError, Problem
from rollout.language import Text

SCHEMES = ("http", "https")
CHUNK = 1 << 16
AGENT = "rollout data update"
# Temporary by definition: RFC 9110, RFC 6585 (429), RFC 8470 (425).
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Limits:
    """How much and how long, and how often to try.

    Parameters
    ----------
    size_bytes
        More than this is refused, whether announced or not.
    wait_seconds
        Longest silence of the other side.
    total_seconds
        Longest time of one try.
    tries
        Number of tries; between them `pause_seconds`, doubled every time.
    """

    size_bytes: int = 500_000_000
    wait_seconds: float = 20.0
    total_seconds: float = 900.0
    tries: int = 3
    pause_seconds: float = 1.0


@dataclass(frozen=True)
class Download:
    """A complete file, its size and checksum, and the date the server gives it."""

    path: Path
    size_bytes: int
    sha256: str
    last_modified: str = ""


class OfflineError(DataError):
    """No connection to a server; nothing was changed."""


class _RefusedError(Exception):
    """The other side is wrong; trying again does not help."""

    def __init__(self, code: str, finding: Text, expected: Text | None = None) -> None:
        super().__init__(finding.en)
        self.code, self.finding = code, finding
        self.expected = expected or Text("", "")


class _TroubleError(Exception):
    """Something that may be gone at the next try."""

    def __init__(self, code: str, finding: Text) -> None:
        super().__init__(finding.en)
        self.code, self.finding = code, finding


class _OnlyWeb(urllib.request.HTTPRedirectHandler):
    """Follow redirects to http and https only, and never from https back to http."""

    max_redirections = 5

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """Refuse an address of another kind."""
        scheme = urlsplit(newurl).scheme.casefold()
        if scheme not in SCHEMES or (urlsplit(req.full_url).scheme == "https" and scheme == "http"):
            fp.close()
            raise _bad_redirect()
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _bad_redirect() -> _RefusedError:
    return _RefusedError(
        "redirect",
        Text("der Server leitet auf eine unzulässige Adresse oder im Kreis weiter",
             "the server redirects to an address that is not allowed, or in circles"),
        Text("http oder https", "http or https"),
    )  # fmt: skip


def fetch(
    url: str,
    target: Path,
    limits: Limits | None = None,
    *,
    sha256: str | None = None,
    progress: Progress = lambda size, total: None,
    pause: Callable[[float], None] = time.sleep,
) -> Download:
    """Download one file.

    Parameters
    ----------
    target
        File to write; removed again when something is wrong.
    sha256
        Checksum the file must have; None: any.
    progress
        Called with the bytes so far and the announced total (None if not announced).
    pause
        Waits between two tries.

    Raises
    ------
    OfflineError
        The server cannot be reached at all.
    DataError
        Anything else: not found, too large, incomplete, a web page instead of data, a wrong
        checksum, a redirect to something that is no web address.
    """
    limits = limits or Limits()
    if urlsplit(url).scheme.casefold() not in SCHEMES:
        finding = Text("ist keine Web-Adresse", "is no web address")
        raise _error(
            url, _RefusedError("scheme", finding, Text("http oder https", "http or https"))
        )
    for attempt in range(1, limits.tries + 1):
        try:
            download = _one_try(url, target, limits, progress)
            _check_sum(download.sha256, sha256)
        except _RefusedError as refused:
            target.unlink(missing_ok=True)
            raise _error(url, refused) from refused
        except _TroubleError as trouble:
            target.unlink(missing_ok=True)
            if attempt == limits.tries:
                raise _error(url, trouble) from trouble
            pause(limits.pause_seconds * 2 ** (attempt - 1))
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        else:
            return download
    raise AssertionError("a last try either returns or raises")


def _one_try(url: str, target: Path, limits: Limits, progress: Progress) -> Download:
    """Open and copy; sort what can go wrong into refused and trouble."""
    # Built by hand: the default opener also follows file:, ftp: and data: addresses.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _OnlyWeb(),
    ):
        opener.add_handler(handler)
    request = urllib.request.Request(url, headers={"User-Agent": AGENT})  # noqa: S310
    try:
        with opener.open(request, timeout=limits.wait_seconds) as response:
            return _copy(response, target, limits, progress)
    except urllib.error.HTTPError as error:
        with error:
            status = Text(f"der Server antwortet mit {error.code}",
                          f"the server answers with {error.code}")  # fmt: skip
        if 300 <= error.code < 400:
            raise _bad_redirect() from error
        kind = _TroubleError if error.code in _AGAIN else _RefusedError
        raise kind(f"http-{error.code}", status) from error
    except urllib.error.URLError as error:
        raise _connection(error.reason) from error
    except (http.client.HTTPException, TimeoutError, ConnectionError, OSError) as error:
        # The target file, not the connection, is what failed.
        if isinstance(error, OSError) and error.filename is not None:
            raise
        raise _connection(error) from error


def _connection(reason: object) -> Exception:
    """Tell offline from slow from broken."""
    if isinstance(reason, ssl.SSLError):
        finding = Text("das Zertifikat oder die Verschlüsselung ist nicht in Ordnung",
                     "the certificate or the encryption is not in order")  # fmt: skip
        return _RefusedError("certificate", finding)
    if isinstance(reason, TimeoutError):
        return _TroubleError("timeout", Text("der Server antwortet nicht rechtzeitig",
                                        "the server does not answer in time"))  # fmt: skip
    if isinstance(reason, (http.client.IncompleteRead, http.client.BadStatusLine)):
        return _TroubleError("broken-answer", Text("die Antwort ist unvollständig",
                                              "the answer is incomplete"))  # fmt: skip
    if isinstance(reason, (socket.gaierror, OSError)):
        return _TroubleError("offline", Text("keine Verbindung", "no connection"))
    return _TroubleError("broken-answer", Text("die Antwort ist nicht lesbar",
                                          "the answer cannot be read"))  # fmt: skip


def _copy(response: Any, target: Path, limits: Limits, progress: Progress) -> Download:
    length = _content_length(response)
    if length is not None and length > limits.size_bytes:
        raise _too_large(length, limits)
    _check_type(str(response.headers.get("Content-Type") or ""))
    deadline = time.monotonic() + limits.total_seconds
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as stream:
        # read1 returns what is there, so that the deadline is looked at between packets.
        while chunk := response.read1(CHUNK):
            if size == 0:
                _check_start(chunk)
            size += len(chunk)
            if size > limits.size_bytes:
                raise _too_large(size, limits)
            if time.monotonic() > deadline:
                raise _TroubleError("timeout", Text("der Download dauert zu lange",
                                               "the download takes too long"))  # fmt: skip
            digest.update(chunk)
            stream.write(chunk)
            progress(size, length)
    if length is not None and size != length:
        raise _TroubleError(
            "truncated",
            Text(f"unvollständig: {size} von {length} Bytes",
                 f"incomplete: {size} of {length} bytes"),
        )  # fmt: skip
    if size == 0:
        raise _TroubleError("empty", Text("die Antwort ist leer", "the answer is empty"))
    last_modified = str(response.headers.get("Last-Modified") or "")[:60]
    return Download(target, size, digest.hexdigest(), last_modified)


def _content_length(response: Any) -> int | None:
    text = str(response.headers.get("Content-Length") or "")
    return int(text) if text.isascii() and text.isdecimal() else None


def _too_large(size: int, limits: Limits) -> _RefusedError:
    limit = limits.size_bytes // 10**6
    return _RefusedError(
        "too-large",
        Text(f"die Datei ist zu groß ({size // 10**6} MB oder mehr)",
             f"the file is too large ({size // 10**6} MB or more)"),
        Text(f"höchstens {limit} MB", f"at most {limit} MB"),
    )  # fmt: skip


def _web_page() -> _RefusedError:
    return _RefusedError(
        "web-page",
        Text("der Server schickt eine Webseite statt Daten",
             "the server sends a web page instead of data"),
    )  # fmt: skip


def _check_type(content_type: str) -> None:
    # Login and error pages come with status 200.
    if content_type.split(";")[0].strip().casefold() in ("text/html", "application/xhtml+xml"):
        raise _web_page()


def _check_start(chunk: bytes) -> None:
    start = chunk[:500].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise _web_page()


def _check_sum(checksum: str, expected: str | None) -> None:
    if expected is not None and checksum != expected.casefold():
        raise _RefusedError(
            "checksum",
            Text(f"Prüfsumme ist {checksum[:12]}…", f"checksum is {checksum[:12]}…"),
            Text(f"{expected[:12]}…", f"{expected[:12]}…"),
        )


def _error(url: str, cause: _RefusedError | _TroubleError) -> DataError:
    expected = getattr(cause, "expected", Text("", ""))
    remedy = Text("es wurde nichts geändert", "nothing was changed")
    parts = urlsplit(url)
    # Without query and user: a message must not repeat a token.
    name = f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
    problem = Problem("error", name, cause.finding, expected, remedy, code=cause.code)
    return OfflineError(problem) if cause.code == "offline" else DataError(problem)
