"""Downloads from a local server that behaves well, slowly and wrongly."""

import contextlib
import hashlib
import socket
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rollout.errors import DataError
from rollout.files.fetch import Limits, OfflineError, fetch
from tests.waiting import PATIENCE_S, until

DATA = b"ags,firms\n01001,5\n" * 1000
PATIENT = Limits(
    size_bytes=1_000_000, wait_seconds=PATIENCE_S, total_seconds=PATIENCE_S, tries=2,
    pause_seconds=0,
)  # fmt: skip
SOON_OVER = replace(PATIENT, wait_seconds=0.2)  # for servers that stay silent for as long as asked


class Handler(BaseHTTPRequestHandler):
    """One address for each kind of behaviour."""

    def log_message(self, *arguments):
        pass

    def send(self, body, status=200, length=None, kind="text/csv", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.server.asked.append(self.path)
        name = self.path.strip("/")
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, f"answer_{name}")()

    def answer_good(self):
        self.send(DATA)

    def answer_slow(self):
        self.send_response(200)
        self.end_headers()
        for start in range(0, len(DATA), 6000):
            self.wfile.write(DATA[start : start + 6000])
            time.sleep(0.05)

    def answer_silent(self):
        self.server.over.wait()

    def answer_dripping(self):
        self.send_response(200)
        self.end_headers()
        while not self.server.over.wait(0.05):
            self.wfile.write(b"x")

    def answer_missing(self):
        self.send(b"no", 404)

    def answer_broken(self):
        self.send(b"no", 500)

    def answer_recovers(self):
        self.send(DATA, 200 if self.server.asked.count(self.path) > 1 else 503)

    def answer_truncated(self):
        self.send(DATA[:100], length=len(DATA))

    def answer_page(self):
        self.send(b"<!DOCTYPE html><p>login", kind="text/html")

    def answer_hidden_page(self):
        self.send(b"\n <HTML><p>login", kind="application/zip")

    def answer_huge(self):
        self.send(b"PK", length=10 * 10**9)

    def answer_endless(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"x" * 100_000)

    def answer_empty(self):
        self.send(b"")

    def redirect(self, to):
        self.send(b"", 302, Location=to)

    def answer_moved(self):
        self.redirect("/good")

    def answer_to_file(self):
        self.redirect("file:///etc/passwd")

    def answer_to_ftp(self):
        self.redirect("ftp://127.0.0.1/x")

    def answer_loop(self):
        self.redirect("/loop")


@pytest.fixture(scope="module")
def server():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.daemon_threads = True
    made.asked, made.over = [], threading.Event()
    thread = threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield made
    made.over.set()
    made.shutdown()
    made.server_close()
    thread.join()


def get(server, name, tmp_path, limits=PATIENT, **options):
    server.asked.clear()
    url = f"http://127.0.0.1:{server.server_port}/{name}"
    return fetch(url, tmp_path / "file", limits, **options)


@pytest.mark.parametrize("name", ["good", "slow", "moved", "recovers"])
def test_a_file_arrives_whole(server, tmp_path, name):
    fetched = get(server, name, tmp_path)
    assert fetched.path.read_bytes() == DATA
    assert fetched.sha256 == hashlib.sha256(DATA).hexdigest()
    assert fetched.size_bytes == len(DATA)


def test_progress_counts_up_to_the_announced_size(server, tmp_path):
    steps = []
    get(server, "good", tmp_path, progress=lambda done, total: steps.append((done, total)))
    assert steps[-1] == (len(DATA), len(DATA))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)


@pytest.mark.parametrize(
    ("name", "code", "tries"),
    [
        ("missing", "http-404", 1),
        ("broken", "http-500", 2),
        ("truncated", "truncated", 2),
        ("silent", "timeout", 2),
        ("page", "web-page", 1),
        ("hidden_page", "web-page", 1),
        ("huge", "too-large", 1),
        ("endless", "too-large", 1),
        ("empty", "empty", 2),
        ("to_file", "redirect", 1),
        ("to_ftp", "redirect", 1),
    ],
)
def test_a_wrong_answer_is_named_and_leaves_no_file(server, tmp_path, name, code, tries):
    with pytest.raises(DataError) as caught:
        get(server, name, tmp_path, SOON_OVER if name == "silent" else PATIENT)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert "nothing was changed" in problem.message("en")
    until(lambda: len(server.asked) >= tries, "the last question")
    assert len(server.asked) == tries
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_drips_is_given_up(server, tmp_path):
    limits = replace(PATIENT, total_seconds=0.3, tries=1)
    with pytest.raises(DataError, match="takes too long"):
        get(server, "dripping", tmp_path, limits)


def test_a_redirect_in_circles_ends(server, tmp_path):
    with pytest.raises(DataError):
        get(server, "loop", tmp_path)
    assert len(server.asked) < 20


def test_a_wrong_checksum_is_refused_and_a_right_one_accepted(server, tmp_path):
    right = hashlib.sha256(DATA).hexdigest()
    assert get(server, "good", tmp_path, sha256=right).sha256 == right
    with pytest.raises(DataError, match="checksum is"):
        get(server, "good", tmp_path, sha256="0" * 64)
    assert list(tmp_path.iterdir()) == []


def test_pauses_double(server, tmp_path):
    pauses = []
    limits = replace(PATIENT, tries=4, pause_seconds=0.5)
    with pytest.raises(DataError):
        get(server, "broken", tmp_path, limits, pause=pauses.append)
    assert pauses == [0.5, 1.0, 2.0]


def test_offline_is_said_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(OfflineError) as caught:
        fetch(f"http://127.0.0.1:{port}/x", tmp_path / "file", PATIENT)
    assert "\n" not in caught.value.message("de")
    assert "keine Verbindung" in caught.value.message("de")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/y", "data:,x", "x", ""])
def test_only_web_addresses_are_opened(tmp_path, url):
    with pytest.raises(DataError, match="no web address"):
        fetch(url, tmp_path / "file", PATIENT)


def test_a_folder_that_cannot_be_written_is_not_called_offline(server, tmp_path):
    url = f"http://127.0.0.1:{server.server_port}/good"
    with pytest.raises(OSError, match="No such file"):
        fetch(url, tmp_path / "missing" / "file", PATIENT)
