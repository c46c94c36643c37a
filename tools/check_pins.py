"""Do all pins come as wheels wherever the planner is to run? python tools/check_pins.py.

Resolves what running needs, with the pins of `constraints.txt`, for every Python and platform of
`PLATFORMS`, and installs nothing. Needs `uv` and a package index. Exit 0: all can be had; 1: some
cannot; 3: nothing could be looked up.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PLATFORMS = {
    "Linux x86_64": "x86_64-manylinux_2_28",
    "Linux aarch64": "aarch64-manylinux_2_28",
    "Windows x86_64": "x86_64-pc-windows-msvc",
    "macOS arm64": "aarch64-apple-darwin",
}
OLDEST_MACOS = "14.0"  # pyproj ships no wheel for earlier ones
NO_INDEX = re.compile(r"failed to fetch|error sending request|connection|dns|timed out|no module")
SECONDS = 600


@dataclass(frozen=True)
class Answer:
    """What uv says about one Python on one platform: `yes`, `no` or `not asked`, and why."""

    state: str
    reason: str = ""


def read_answer(code: int, errors: str) -> Answer:
    """Tell a pin without wheel from an index that cannot be reached.

    >>> read_answer(1, "Because typst==0.13.7 has no usable wheels and rollout depends on it").state
    'no'
    >>> read_answer(2, "error: Failed to fetch: https://example.org/").state
    'not asked'
    """
    if code == 0:
        return Answer("yes")
    reason = " ".join(errors.split())[:200]
    return Answer("not asked" if NO_INDEX.search(errors.lower()) else "no", reason)


def ask(python: str, platform: str) -> Answer:
    """Resolve the pins for one Python on one platform."""
    command = [
        sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet",
        "--constraints", "constraints.txt", "--only-binary", ":all:",
        "--python-version", python, "--python-platform", platform,
    ]  # fmt: skip
    settings = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": OLDEST_MACOS}
    try:
        done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True,
                              timeout=SECONDS, check=False)  # fmt: skip
    except subprocess.TimeoutExpired:
        return Answer("not asked", "timed out")
    return read_answer(done.returncode, done.stderr)


def main() -> None:
    """Ask for all and tell."""
    states = set()
    for name, platform in PLATFORMS.items():
        for python in PYTHONS:
            answer = ask(python, platform)
            states.add(answer.state)
            print(f"{name}, Python {python}: {answer.state} {answer.reason}".rstrip(), flush=True)
    sys.exit(1 if "no" in states else 3 if "not asked" in states else 0)


if __name__ == "__main__":
    main()
