"""Of the data only what anybody may read, by the same table as everywhere (`workspace.roles`)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rollout.founding_steps import COLUMNS as FOUNDING_COLUMNS
from rollout.inquiries import COLUMNS as CHECK_COLUMNS
from rollout.programme.words import DEMAND
from rollout.workspace.kinds import kind_of
from rollout.workspace.roles import PUBLIC, WITHHELD

if TYPE_CHECKING:
    import pandas as pd

    from rollout.model import Inputs

# Columns of the wide table that the edition shows, in this order.
DISTRICT_COLUMNS = (
    "display_name", "land_name", "status", "initiatives", "networked", "check_answer",
    "check_date", "nearest_name", "nearest_km", "white_rules", "chambers", "population", DEMAND,
    "area_km2",
)  # fmt: skip
INITIATIVE_COLUMNS = (
    "name", "kind", "place", "plz", "district_ags", "founded_year", "network_status", "website",
    "source_url",
)  # fmt: skip


def public_inputs(inputs: Inputs) -> Inputs:
    """Inputs whose register, foundings and checks say nothing that is not public.

    Notes on what was read are left out, too: they quote it.
    """
    return replace(
        inputs,
        initiatives=_public(inputs.initiatives, "initiative", kind_of("initiative").columns),
        foundings=_public(inputs.foundings, "founding", FOUNDING_COLUMNS),
        checks=_public(inputs.checks, "check", CHECK_COLUMNS),
        notes=(),
        left_out=None,
    )


def _public(table: pd.DataFrame, kind: str, columns: tuple[str, ...]) -> pd.DataFrame:
    """Table with its public columns; the other ones of its kind are empty, an owner's are gone."""
    kept = table[[name for name in table.columns if name in columns]].copy()
    for name in kept.columns:
        if name not in PUBLIC[kind]:
            says = WITHHELD.get(kind, {}).get(name, "")
            kept[name] = kept[name].astype(str).where(kept[name].astype(str) == "", says)
    return kept
