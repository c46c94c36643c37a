"""What several commands do first: read the data, keep one Land."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rollout.ags import LAENDER, land_key
from rollout.errors import Text, parameter_error
from rollout.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from rollout.analysis import Analysis


def analysis_of(scenario: Scenario, data: Path | None, register: Path | None) -> Analysis:
    """Read the data and analyse them."""
    from rollout.analysis import analyse
    from rollout.inputs import load_inputs

    return analyse(load_inputs(data, initiatives=register), scenario)


def of_land(table: pd.DataFrame, land: str | None) -> pd.DataFrame:
    """Rows of one Land (key, abbreviation or name), or all."""
    if land is None:
        return table
    key = land_key(land)
    if key is None:
        names = ", ".join(LAENDER.values())
        raise parameter_error("--land", Text(f"ist {land!r}", f"is {land!r}"), Text(names, names))
    return table[table["land"] == key]
