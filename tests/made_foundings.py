"""Made-up foundings for tests."""

import pandas as pd

from rollout.founding_steps import COLUMNS


def founding(**cells: str) -> dict[str, str]:
    """One founding; what is not given is empty, but kind, carrier and outcome."""
    known = {"kind": "new", "carrier": "chamber", "outcome": "running"}
    return dict.fromkeys(COLUMNS, "") | known | cells


def foundings(**rows: dict[str, str]) -> pd.DataFrame:
    """Frame of foundings by id."""
    made = pd.DataFrame(rows.values(), index=pd.Index(rows, name="id"), columns=list(COLUMNS))
    return made.astype("object")


def declared(start: str, declaration: str, **cells: str) -> dict[str, str]:
    """Founding with a trigger, a declaration and nothing between."""
    return founding(trigger=start, declaration=declaration, outcome="founded") | cells
