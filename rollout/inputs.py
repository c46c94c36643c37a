"""All files in, one checked set of tables out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

PACKAGE = Path(__file__).resolve().parent
ENVIRONMENT = "ROLLOUT_DATA"


def default_data_dir() -> Path:
    """Folder named by ROLLOUT_DATA, else the data of the wheel, else those of the checkout."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    shipped = PACKAGE / "_data"
    return shipped if shipped.is_dir() else PACKAGE.parent / "data"
