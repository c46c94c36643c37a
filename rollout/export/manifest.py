"""The protocol of a run: what went in, with which versions, and whose data they are."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib import metadata
from typing import TYPE_CHECKING, Any

import numpy as np

from rollout import __version__
from rollout.analysis import COUNTRY
from rollout.export.labels import label
from rollout.export.notes import notes_of

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

PACKAGES = ("geopandas", "shapely", "pandas", "numpy", "scipy", "highspy", "pydantic")


def manifest_json(analysis: Analysis, plan: RolloutPlan, files: Mapping[str, bytes]) -> bytes:
    """Versions, parameters, checksums of inputs and outputs, definition, attribution.

    No time and no machine name: equal input gives equal bytes.
    """
    labels = label(analysis)
    content = {
        "product": {"name": "rollout", "version": __version__},
        "fingerprint": fingerprint(analysis),
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in PACKAGES},
        "parameters": analysis.recorded_scenario.model_dump(mode="json"),
        "inputs": dict(sorted(analysis.inputs.hashes.items())),
        "outputs": {name: hashlib.sha256(raw).hexdigest() for name, raw in sorted(files.items())},
        "definition": asdict(labels.definition),
        "data_years": asdict(labels.data_years),
        "note": asdict(labels.note),
        "rates": analysis.nationwide(),
        "completeness": completeness(analysis),
        "plan": {
            "regions": {str(ags): int(wave) for ags, wave in plan.table["wave"].items()},
            "members": {str(ags): list(keys) for ags, keys in plan.table["members"].items()},
            "waves": json.loads(plan.summary.reset_index().to_json(orient="records")),
            "excluded": plan.excluded.to_dict(),
        },
        "notes": [note.message("en") for note in notes_of(analysis, plan)],
        "attribution": asdict(labels.attribution),
        "sources": json.loads(analysis.inputs.sources.reset_index().to_json(orient="records")),
    }
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode()


def completeness(analysis: Analysis) -> dict[str, Any]:
    """How much of the network the register knows, and the rates if every entry were linked."""
    network = analysis.completeness
    upper = analysis.rates_if_all_linked()
    upper = upper[(upper["area"] == COUNTRY) & (upper["level"] == "covered")].set_index("base")
    return {
        "linked": network.linked,
        "members": network.members,
        "date": network.day.isoformat() if network.day else None,
        "source": network.source.en or None,
        "is_minimum": network.is_minimum,
        "if_all_entries_were_linked": {
            str(base): None if np.isnan(share) else float(share)
            for base, share in upper["share"].items()
        },
    }


def fingerprint(analysis: Analysis) -> str:
    """SHA-256 over version, parameters and input checksums: the same in report and manifest."""
    content = {
        "version": __version__,
        "parameters": analysis.recorded_scenario.model_dump(mode="json"),
        "inputs": dict(sorted(analysis.inputs.hashes.items())),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
