"""Answers kept whole: what was asked before in the same words needs no work."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Container
from dataclasses import dataclass

from flask import Flask, Request, Response, g, request

from ..page import ids
from ..page.contract import OWN_HEADER
from ..page.settings import OWN

BYTES_KEPT = 24 * 1024 * 1024
LARGEST_KEPT = 1024 * 1024
PAGES = ("_dash-layout", "_dash-dependencies")
UPDATE = "_dash-update-component"
KEPT_OUTPUTS = (ids.RESULT, ids.SENTENCE, ids.PROFILE, ids.RANKING_DATA, ids.ROBUSTNESS)


@dataclass(frozen=True)
class Kept:
    """One answer as it went over the wire."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


class Answers:
    """The answers asked for last, by request; the oldest go when there are too many bytes."""

    def __init__(self, limit: int = BYTES_KEPT) -> None:
        self._limit, self._size = limit, 0
        self._found: OrderedDict[bytes, Kept] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: bytes) -> Kept | None:
        """Answer to a request, None if nobody asked yet."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def keep(self, key: bytes, answer: Kept) -> None:
        """Keep an answer and forget the oldest ones."""
        with self._lock:
            before = self._found.pop(key, None)
            self._size += _size(key, answer) - (_size(key, before) if before else 0)
            self._found[key] = answer
            while self._size > self._limit:
                self._size -= _size(*self._found.popitem(last=False))


def _size(key: bytes, answer: Kept) -> int:
    return len(key) + len(answer.body) + sum(len(n) + len(v) for n, v in answer.headers)


def keep_answers(
    server: Flask, pages: Container[str], number: Callable[[], int] = lambda: 0
) -> None:
    """Answer the same request from memory; call it before anything else looks at requests.

    Kept is what rests on the request alone: pages and some callbacks, without own files. An
    answer is kept as sent, compressed and with its headers.

    Parameters
    ----------
    pages
        Paths of the views.
    number
        Of the newest change of what is recorded: answers from before it no longer hold.
    """
    answers = Answers()

    @server.before_request
    def from_memory() -> Response | None:
        request_key = _key(request, pages)
        g.kept_as = key = request_key and b"%d %s" % (number(), request_key)
        answer = answers.get(key) if key else None
        if answer is None:
            return None
        g.kept_as = None
        return Response(answer.body, headers=list(answer.headers))

    @server.after_request
    def remember(response: Response) -> Response:
        key = g.get("kept_as")
        if key and response.status_code == 200 and not response.is_streamed:
            body = response.get_data()
            if len(body) <= LARGEST_KEPT:
                answers.keep(key, Kept(body, tuple(response.headers)))
        return response


def _key(question: Request, pages: Container[str]) -> bytes | None:
    """What an answer rests on: address, body and compression; None if on more than that."""
    if OWN_HEADER in question.headers:
        return None
    if question.method == "GET" and (question.path in pages or question.path.endswith(PAGES)):
        body = b""
    elif question.method == "POST" and question.path.endswith(f"/{UPDATE}"):
        body = question.get_data()
        if f'"{OWN}"'.encode() in body or not _is_kept(question.get_json(silent=True)):
            return None
    else:
        return None
    address = (
        f"{question.method} {question.full_path} {question.headers.get('Accept-Encoding', '')}\n"
    )
    return address.encode() + body


def _is_kept(body: object) -> bool:
    """Whether a request for a callback fills one of the kept ids first."""
    output = body.get("output") if isinstance(body, dict) else None
    return isinstance(output, str) and output.strip(".").split(".")[0] in KEPT_OUTPUTS
