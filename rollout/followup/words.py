"""Words of an approved plan and what has become of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rollout.language import Text, date, in_both, number

if TYPE_CHECKING:
    import pandas as pd

    from rollout.followup.approval import ApprovedPlan

NOT_IN_PLAN = Text("nicht im Plan", "not in the plan")
_APPROVED = Text(
    "Genehmigt am {day} ({role}); Prüfsumme {fingerprint}.",
    "Approved on {day} ({role}); fingerprint {fingerprint}.",
)
_WAVE = Text(
    "Welle {wave}: von {size} Kreisen, die damals weder ⟦vernetzt⟧ noch ⟦in Gründung⟧ waren, sind "
    "heute {linked} ⟦vernetzt⟧, {started} ⟦in Gründung⟧, {open} offen.",
    "Wave {wave}: of {size} districts that were neither ⟦linked⟧ nor ⟦being founded⟧ then, "
    "{linked} "
    "are ⟦linked⟧ today, {started} ⟦being founded⟧, {open} open.",
)
SHORT = 12  # signs of a fingerprint that people compare


def approval_line(plan: ApprovedPlan) -> Text:
    """When the plan was approved and by whom."""
    day = in_both(lambda lang: date(plan.approved, lang))
    return _APPROVED.filled(day=day, role=plan.role, fingerprint=plan.fingerprint[:SHORT])


def wave_line(wave: int, sums: pd.Series) -> Text:
    """What has become of a wave, see `rollout.followup.approval.by_wave`."""
    counts = {
        name: in_both(lambda lang, name=name: number(int(sums[name]), lang=lang))  # type: ignore[misc]
        for name in ("size", "linked", "started", "open")
    }
    return _WAVE.filled(wave=wave, **counts)
