"""Where the data are: named by the user, in the wheel or in the checkout."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ENVIRONMENT = "ROLLOUT_DATA"


def default_data_dir() -> Path:
    """Folder named by ROLLOUT_DATA, else the data that come with the product."""
    override = os.environ.get(ENVIRONMENT)
    return Path(override) if override else shipped_data_dir()


def shipped_data_dir() -> Path:
    """Folder of the wheel, else that of the checkout."""
    in_package = PACKAGE / "_data"
    return in_package if in_package.is_dir() else PACKAGE.parent / "data"


def user_folder() -> Path:
    """Folder for what a program keeps for its user, as each system wants it."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return Path(base) / "rollout" if base else Path.home() / "AppData/Local/rollout"
    if sys.platform == "darwin":
        return Path.home() / "Library/Application Support/rollout"
    base = os.environ.get("XDG_DATA_HOME")
    return Path(base) / "rollout" if base else Path.home() / ".local/share/rollout"
