"""Look for known security advisories on the pinned packages: python tools/audit.py.

Uses pip-audit, which asks the package index for every version in `constraints.txt`. Exit 0: all
were looked up and none is known; 1: some are known; 3: nothing (or not everything) could be looked
up, which is no clean bill.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [
    sys.executable, "-m", "pip_audit", "-r", str(ROOT / "constraints.txt"), "--no-deps",
    "--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "10",
]  # fmt: skip
SECONDS = 900


@dataclass(frozen=True)
class Verdict:
    """What to print, and the exit code."""

    lines: tuple[str, ...]
    code: int


def verdict(answer: str) -> Verdict:
    """Read what pip-audit printed.

    >>> verdict("").lines
    ('Nothing was audited: the package index cannot be reached.',)
    """
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        packages = []
    looked_up = [package for package in packages if "skip_reason" not in package]
    if not looked_up:
        return Verdict(("Nothing was audited: the package index cannot be reached.",), 3)
    advisories = [
        f"{package['name']} {package['version']}: {entry['id']}"
        + (f", fixed in {', '.join(entry['fix_versions'])}" if entry["fix_versions"] else "")
        for package in looked_up
        for entry in package["vulns"]
    ]
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    lines = [f"{len(looked_up)} of {len(packages)} packages audited, {len(advisories)} advisories"]
    if skipped:
        lines.append(f"not audited: {', '.join(skipped)}")
    return Verdict((*lines, *advisories), 1 if advisories else 3 if skipped else 0)


def main() -> None:
    """Ask and tell."""
    try:
        done = subprocess.run(COMMAND, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        answer = ""
    else:
        answer = done.stdout
        if "No module named pip_audit" in done.stderr:
            print("Nothing was audited: pip-audit is not installed and cannot be fetched.")
            sys.exit(3)
    result = verdict(answer)
    print("\n".join(result.lines))
    sys.exit(result.code)


if __name__ == "__main__":
    main()
