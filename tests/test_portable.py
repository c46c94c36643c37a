"""Nothing runs on one system only: calls the others lack stand where another branch is tested."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from rollout.ags import LAENDER
from rollout.files.targets import flaw_on_windows
from rollout.model import Inputs
from rollout.readers.headers import slug
from tests.conftest import ROOT
from tests.test_layers import modules

# Missing on Windows, or something else there: `os.kill(pid, 0)` ends the process.
NOT_EVERYWHERE = {
    "os": {"fork", "forkpty", "kill", "killpg", "nice", "link", "symlink", "mkfifo", "getuid",
           "geteuid", "getgid", "setsid", "setpriority", "chown", "statvfs", "uname",
           "sched_getaffinity", "getloadavg", "sync", "O_NONBLOCK", "O_NOFOLLOW", "O_DIRECTORY"},
    "signal": {"SIGKILL", "SIGALRM", "SIGHUP", "SIGUSR1", "alarm", "setitimer", "pause"},
    "resource": set(), "fcntl": set(), "pwd": set(), "grp": set(), "termios": set(),
}  # fmt: skip
# Where each of them is used none the less, and what happens elsewhere.
WITH_ANOTHER_BRANCH = {
    ("rollout/files/cache.py", "os.geteuid"): "Windows returns before; profiles have rights there",
    ("rollout/files/publish.py", "os.link"): "the old file is renamed aside",
    ("dashboard/server/worker.py", "os.nice"): "asked for by hasattr",
    ("dashboard/server/worker.py", "resource"): "Windows returns before; the clock still limits",
    ("dashboard/server/worker.py", "signal.SIGKILL"): "Linux only; elsewhere a thread watches",
    ("dashboard/server/connections.py", "resource"): "without it the most is taken as it is",
}


def uses(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in NOT_EVERYWHERE.get(node.value.id, ()):
                yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None) or ""
            names = [alias.name for alias in node.names]
            yield from (n for n in (module, *names) if NOT_EVERYWHERE.get(n) == set())
            yield from (f"{module}.{n}" for n in names if n in NOT_EVERYWHERE.get(module, ()))


def test_calls_of_one_system_have_another_branch() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), use)
        for folder in ("rollout", "dashboard")
        for path in modules(folder)
        for use in uses(path.read_text(encoding="utf-8"))
    }
    assert found <= set(WITH_ANOTHER_BRANCH)


def test_a_forbidden_call_is_seen_however_it_is_written() -> None:
    source = "import os, fcntl\nfrom os import fork\ndef f():\n    os.kill(1, 0)\n"
    assert set(uses(source)) == {"fcntl", "os.fork", "os.kill"}


def test_every_file_we_name_after_a_region_is_possible_on_windows(inputs: Inputs) -> None:
    names = [*LAENDER.values(), *inputs.chambers["chamber"], *inputs.districts["display_name"]]
    assert {flaw_on_windows(f"{slug(str(name))}.pdf") for name in names} == {None}


def test_text_is_written_and_read_in_a_named_encoding() -> None:
    """The default is another one on Windows."""
    unnamed = [
        f"{path.name}: {ast.unparse(node)}"
        for path in modules("rollout")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("read_text", "write_text")
        and not node.args
        and "encoding" not in {keyword.arg for keyword in node.keywords}
    ]
    assert unnamed == []
