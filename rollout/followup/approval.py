"""An approved plan: frozen with day, role and fingerprint, and followed wave by wave."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from rollout.errors import DataError, Problem, parameter_error
from rollout.files.guarded import read_bytes
from rollout.followup.states import State
from rollout.language import Text
from rollout.readers.personal import names_a_person

FORMAT = "rollout approved plan 1"
LINKED, STARTED = "covered", "founding"
_ROLE = Text("eine Funktion wie „Leitung der Servicestelle“, keine Person",
             "a role such as “head of the agency”, no person")  # fmt: skip
_APPROVED = Text("ein Plan, den rollout approve geschrieben hat",
                 "a plan that rollout approve has written")  # fmt: skip


@dataclass(frozen=True, eq=False)
class ApprovedPlan:
    """A plan as it was approved.

    Parameters
    ----------
    approved, role
        Day, and who approved it: a role.
    run
        Fingerprint of the run it comes from.
    definition
        Rule, filters and date that decided about the statuses then.
    regions
        One row per region in the order of waves: wave, hub, region, then `statuses`: district key
        -> status on that day.
    fingerprint
        SHA-256 over all of this.
    """

    approved: dt.date
    role: str
    run: str
    definition: Text
    regions: pd.DataFrame
    fingerprint: str


def approve(state: State, role: str, day: dt.date) -> bytes:
    """Content of the file that freezes the plan of a run.

    Raises
    ------
    ScenarioError
        The role is empty or names a person.
    DataError
        The run has no plan.
    """
    if not role.strip() or names_a_person(role):
        raise parameter_error("ROLE", Text(f"ist {role!r}", f"is {role!r}"), _ROLE)
    waves = state.plan.get("regions", {})
    if not waves:
        finding = Text("enthält keinen Plan mit Regionen", "holds no plan with regions")
        raise DataError(Problem("error", state.name, finding, code="no-plan"))
    facts, members = state.districts, state.plan["members"]
    regions = [
        {
            "wave": int(wave),
            "hub": hub,
            "region": str(facts.loc[hub, "region"]) or str(facts.loc[hub, "display_name"]),
            "statuses": {key: str(facts.loc[key, "status"]) for key in members[hub]},
        }
        for hub, wave in sorted(waves.items(), key=lambda item: (item[1], item[0]))
    ]
    content = {
        "format": FORMAT, "approved": day.isoformat(), "role": role.strip(),
        "run": state.plan["fingerprint"], "definition": state.plan["definition"],
        "regions": regions,
    }  # fmt: skip
    return _text({**content, "fingerprint": _fingerprint(content)}).encode()


def read_approved(path: Path) -> ApprovedPlan:
    """The plan in a file that `approve` made; `DataError` where anything in it was changed."""
    return approved_from(read_bytes(path), str(path))


def approved_from(raw: str | bytes, where: str) -> ApprovedPlan:
    """The plan in what `approve` made; `where` names it in errors, see `read_approved`."""
    try:
        content = json.loads(raw)
        fingerprint = content.pop("fingerprint")
        if content["format"] != FORMAT:
            raise ValueError
        plan = ApprovedPlan(
            dt.date.fromisoformat(content["approved"]), str(content["role"]), str(content["run"]),
            Text(content["definition"]["de"], content["definition"]["en"]),
            pd.DataFrame(content["regions"], columns=["wave", "hub", "region", "statuses"]),
            str(fingerprint),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        finding = Text("ist kein genehmigter Plan", "is no approved plan")
        raise DataError(Problem("error", where, finding, _APPROVED, code="plan")) from None
    if _fingerprint(content) != fingerprint:
        finding = Text("wurde nach der Genehmigung verändert", "was changed after the approval")
        remedy = Text("die genehmigte Fassung verwenden", "use the version that was approved")
        raise DataError(Problem("error", where, finding, remedy=remedy, code="plan"))
    return plan


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _fingerprint(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(_text(content).encode()).hexdigest()


def progress(plan: ApprovedPlan, status: pd.Series) -> pd.DataFrame:
    """What has become of each region.

    Parameters
    ----------
    status
        Status of every district today, index `ags`.

    Returns
    -------
    progress
        One row per region: wave, hub, region, size (districts that were neither linked nor being
        founded on the day of approval), linked and started (those of them that are so today), open
        (the rest), and unknown (districts that no longer exist).
    """
    rows = []
    for row in plan.regions.to_dict("records"):
        keys = [key for key, then in row["statuses"].items() if then not in (LINKED, STARTED)]
        now = [status.get(key) for key in keys]
        linked, started, unknown = now.count(LINKED), now.count(STARTED), now.count(None)
        rest = len(keys) - linked - started - unknown
        counts = (len(keys), linked, started, rest, unknown)
        rows.append((row["wave"], row["hub"], row["region"], *counts))
    columns = ["wave", "hub", "region", "size", "linked", "started", "open", "unknown"]
    return pd.DataFrame(rows, columns=columns)


def by_wave(regions: pd.DataFrame) -> pd.DataFrame:
    """Sums of `progress` per wave, index `wave`."""
    return regions.groupby("wave")[["size", "linked", "started", "open", "unknown"]].sum()
