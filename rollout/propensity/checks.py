"""Results that take seconds are computed once and shipped; a fingerprint says from what.

They hold only for the register, the history and the districts they follow from. With any others
there are none until somebody computes them (`rollout propensity`).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.propensity.out_of_time import KEYS

if TYPE_CHECKING:
    from rollout.model import Inputs

FINGERPRINT = "inputs"
DECIMALS = 4


def fingerprint(inputs: Inputs) -> str:
    """Sixteen hex digits of everything the look back of the propensity looks at."""
    register = inputs.initiatives[["district_ags", "founded_year", "federal_network"]].sort_index()
    served = inputs.served[["id", "ags"]].sort_values(["id", "ags"])
    districts = inputs.districts[["land", "type"]]
    texts = (register.reset_index(), served, districts.reset_index(), inputs.chambers)
    digest = hashlib.sha256()
    for table in texts:
        for column in table:
            digest.update("\n".join(map(str, table[column])).encode())
    history = inputs.indicator_history
    digest.update(" ".join(history.columns).encode())
    digest.update(np.ascontiguousarray(history.to_numpy(dtype="<f8")).tobytes())
    pairs = inputs.neighbours[["ags", "neighbour"]].sort_values(["ags", "neighbour"])
    digest.update("".join(pairs.to_numpy().ravel()).encode())
    return digest.hexdigest()[:16]


def shipped_form(validation: pd.DataFrame, inputs: Inputs) -> pd.DataFrame:
    """The table as it is shipped: rounded, each row with the fingerprint."""
    table = validation.reset_index().round(DECIMALS)
    table.insert(0, FINGERPRINT, fingerprint(inputs))
    return table


def checks_of(inputs: Inputs) -> pd.DataFrame | None:
    """The shipped results, where they belong to these inputs; as from `validation`."""
    table = inputs.propensity_checks
    if table.empty or not (table[FINGERPRINT] == fingerprint(inputs)).all():
        return None
    return table.drop(columns=FINGERPRINT).set_index(KEYS)
