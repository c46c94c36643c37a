"""The connections of the server: how many, how long, how much; nobody can hold them all.

waitress stops accepting at its limit, so 200 half-sent requests would shut everybody out. Here
the limit makes room instead: the connection that has waited longest goes, of whoever has most of
them. A request has a deadline as a whole, for a byte a second keeps any other timeout away, and
what is too large is refused by its head.
"""

from __future__ import annotations

import contextlib
import heapq
import socket
import sys
import time
from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import Error, RequestEntityTooLarge

from ..page.contract import LARGEST_UPLOAD, UPLOAD_ADDRESS
from .turns import is_quick
from .web_server import LARGEST_REQUEST

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS = 40  # most of them wait for workers, see `workshop.SHARES`
QUICK_THREADS = 2  # beside those, for what is at hand: signs of life and files
LARGEST_HEAD = 16 * 1024  # cookies of other programs on the same host may come along
# Windows only has `select`, which takes 512 sockets.
MOST_CONNECTIONS, ACCEPTED_AT_ONCE = (400, 40) if sys.platform == "win32" else (1000, 256)
# A browser opens six; this is an office of forty, and keeps what one sender can cost bounded.
MOST_OF_ADDRESS = 256
MOST_UPLOADS = 16  # bodies above LARGEST_REQUEST being received; they are held in memory
SPARE_FILES = 100  # for workers and files being read
IN_MEMORY = 64 * 1024 * 1024  # above every limit here: waitress writes no temporary files

REFUSED_AT_ONCE = 64 * 1024

SECONDS_LINGERING = 15
SECONDS_IDLE = 60
SECONDS_FOR_HEAD = 15
SECONDS_FOR_BODY = 60  # 5 MB at 90 kB/s
SECONDS_FOR_ANSWER = 300  # to read it; it has been computed


class LengthRequiredError(Error):  # type: ignore[misc]  # waitress comes without types
    """A body in pieces: no browser sends one, and nginx joins them."""

    code, reason = 411, "Length Required"


class Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress comes without types
    """Reads a request, and refuses by its head what is too large or does not say how large."""

    error: Error | None = None

    def received(self, data: bytes) -> int:
        """Take bytes; after the head it is clear whether the body will be read."""
        consumed: int = super().received(data)
        if self.headers_finished and not self.error:
            self.error = self._refusal()
        if self.error:
            self.completed = True
            self.expect_continue = False  # else waitress asks for the body all the same
        return consumed

    def _refusal(self) -> Error | None:
        if self.chunked:
            return LengthRequiredError("a body needs its length")
        if self.content_length > self.largest:
            return RequestEntityTooLarge(f"more than {self.largest} bytes")
        return None

    def parse_header(self, header_plus: bytes) -> None:
        """Parse the head; odd numbers and addresses are errors of the sender."""
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError("Invalid number or address") from error

    @property
    def largest(self) -> int:
        """Most bytes a body may have at this address."""
        is_upload = self.command == "POST" and self.path.endswith(f"/{UPLOAD_ADDRESS}")
        return LARGEST_UPLOAD if is_upload else LARGEST_REQUEST


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress comes without types
    """One connection, which knows since when it has been waiting for what."""

    parser_class = Parser

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.began = self.rested = time.monotonic()
        self.answering: float | None = None
        self.refused = False
        self.lingering = False
        super().__init__(*arguments, **named)

    def received(self, data: bytes) -> bool:
        """Take bytes of a request, the first of which begin its time."""
        if self.request is None:
            self.began = time.monotonic()
        was_upload = self.is_upload
        taken = bool(super().received(data))
        if self.is_upload and not was_upload:
            self.server.bound_uploads(self)
        return taken

    def service(self) -> None:
        """Answer a request."""
        self.refused = bool(self.requests[0].error)
        super().service()
        self.rested = time.monotonic()

    def readable(self) -> bool:
        """Whether bytes are wanted: of a request, or of a body refused."""
        return self.lingering or bool(super().readable())

    def handle_read(self) -> None:
        """Take bytes; those of a body refused go nowhere."""
        if self.lingering:
            with contextlib.suppress(OSError):
                self.recv(REFUSED_AT_ONCE)
        else:
            super().handle_read()

    def handle_close(self) -> None:
        """Close; after a refusal only when the visitor has, or his time is over.

        With bytes unread the system resets the connection, and the refusal is lost on its way.
        """
        if not self.refused or self.lingering:
            super().handle_close()
            return
        self.lingering, self.will_close, self.close_when_flushed = True, False, False
        self.rested = time.monotonic()
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)

    @property
    def is_at_work(self) -> bool:
        """Whether a whole request is being answered: such a connection is never closed."""
        return bool(self.requests)

    @property
    def is_open(self) -> bool:
        """Whether it is there and meant to stay."""
        return bool(self.connected) and not self.will_close

    @property
    def is_upload(self) -> bool:
        """Whether a large body is on its way."""
        return self.request is not None and self.request.content_length > LARGEST_REQUEST

    @property
    def waits_since(self) -> float:
        """Moment its visitor was last in no debt."""
        return self.rested if self.request is None else self.began

    def is_overdue(self, now: float) -> bool:
        """Whether its visitor has had time enough; call it about once a second."""
        if self.lingering:
            return now - self.rested > SECONDS_LINGERING
        if not self.total_outbufs_len:
            self.answering = None
        elif self.answering is None:
            self.answering = now
        if self.answering is not None:
            return now - self.answering > SECONDS_FOR_ANSWER
        if self.is_at_work:
            return False
        if self.request is None:
            return now - self.rested > SECONDS_IDLE
        limit = SECONDS_FOR_BODY if self.request.headers_finished else SECONDS_FOR_HEAD
        return now - self.began > limit

    def end(self) -> None:
        """Close in the next turn, whatever the visitor does.

        Not at once, for `select` fails on a closed socket; and with a shutdown, for a visitor who
        reads nothing never makes the socket writable, for which waitress would wait.
        """
        self.will_close = True
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress comes without types
    """waitress that makes room instead of closing its door."""

    channel_class = Channel
    most = MOST_CONNECTIONS
    most_of_address = MOST_CONNECTIONS
    uploads: Sequence[Channel] = ()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self.quick = ThreadedTaskDispatcher()
        self.quick.set_thread_count(QUICK_THREADS)
        super().__init__(*arguments, **named)

    def add_task(self, task: Channel) -> None:
        """Have a request answered; one that is quick waits behind none that takes time."""
        request = task.requests[0]
        quick = not request.error and is_quick(request.command, request.path)
        (self.quick if quick else self.task_dispatcher).add_task(task)

    def close(self) -> None:
        """End the threads and the door."""
        self.quick.shutdown()
        super().close()

    def handle_accept(self) -> None:
        """Accept all who wait at the door: one a turn is too slow with a thousand connections."""
        for _ in range(ACCEPTED_AT_ONCE):
            before = len(self.active_channels)
            super().handle_accept()
            if len(self.active_channels) == before:
                break
        channels = self._channels()
        make_room(channels, self.most)
        bound_addresses(channels, self.most_of_address)

    def maintenance(self, now: float) -> None:
        """Close what is overdue; waitress calls it once in `cleanup_interval`."""
        moment = time.monotonic()
        for channel in self._channels():
            if channel.is_overdue(moment):
                channel.end()

    def bound_uploads(self, another: Channel) -> None:
        """Keep as many large bodies at once as memory allows."""
        going_on = [one for one in self.uploads if one.is_upload and one.is_open]
        self.uploads = [*going_on, another]
        make_room(self.uploads, MOST_UPLOADS)

    def _channels(self) -> list[Channel]:
        return [channel for channel in self.active_channels.values() if channel.is_open]


def make_room(channels: Collection[Channel], most: int) -> None:
    """Close connections that only wait until no more are left than allowed.

    Each time one of the visitor with the most of them goes, and of these the one that has waited
    longest: a single visitor takes places from nobody but himself.
    """
    if len(channels) <= most:
        return
    waiting: dict[str, list[Channel]] = {}
    for channel in sorted(channels, key=lambda channel: channel.waits_since, reverse=True):
        if not channel.is_at_work:
            waiting.setdefault(channel.addr[0], []).append(channel)
    owners = [(-len(owned), address) for address, owned in waiting.items()]
    heapq.heapify(owners)
    for _ in range(len(channels) - most):
        if not owners:
            return
        count, address = owners[0]
        waiting[address].pop().end()
        if waiting[address]:
            heapq.heapreplace(owners, (count + 1, address))
        else:
            heapq.heappop(owners)


def bound_addresses(channels: Collection[Channel], most: int) -> None:
    """Close connections that only wait of every address with more than it may have."""
    counts = Counter(channel.addr[0] for channel in channels if channel.is_open)
    for address, count in counts.items():
        if count > most:
            make_room([one for one in channels if one.is_open and one.addr[0] == address], most)


def connected(
    app: WSGIApplication, door: socket.socket, threads: int = THREADS, proxies: int = 0
) -> Server:
    """Server at a socket that is bound already; `run` answers until interrupted.

    Parameters
    ----------
    proxies
        Web servers in front; where there is one, all connections are its own.
    """
    most = _most_connections()
    limits = Adjustments(
        sockets=[door],
        threads=threads,
        ident=None,
        asyncore_use_poll=True,  # `select` fails on the 1,024th open file; ignored on Windows
        connection_limit=most + 2 * ACCEPTED_AT_ONCE,  # never reached: there is room before
        cleanup_interval=1,
        max_request_header_size=LARGEST_HEAD,
        max_request_body_size=LARGEST_UPLOAD + 1,
        inbuf_overflow=IN_MEMORY,
        outbuf_overflow=IN_MEMORY,
        log_socket_errors=False,  # a visitor who goes away is no error
    )
    place = (door.family, door.type, door.proto, door.getsockname())
    server = Server(app, _sock=door, adj=limits, sockinfo=place, bind_socket=False)
    server.most = most
    server.most_of_address = most if proxies else min(MOST_OF_ADDRESS, most)
    return server


def _most_connections() -> int:
    """Connections the system lets this process have, after asking for as many as needed."""
    try:
        import resource
    except ImportError:  # Windows counts no files
        return MOST_CONNECTIONS
    beside = 2 * ACCEPTED_AT_ONCE + SPARE_FILES
    needed = MOST_CONNECTIONS + beside
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
    return (
        MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else min(MOST_CONNECTIONS, soft - beside)
    )
