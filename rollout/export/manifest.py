"""The protocol of a run: what went in, with which versions, and whose data they are."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from importlib import metadata
from typing import TYPE_CHECKING

from rollout import __version__
from rollout.export.labels import label

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
        "plan": {
            "regions": {str(ags): int(wave) for ags, wave in plan.table["wave"].items()},
            "members": {str(ags): list(keys) for ags, keys in plan.table["members"].items()},
            "waves": json.loads(plan.summary.reset_index().to_json(orient="records")),
            "excluded": plan.excluded.to_dict(),
        },
        "notes": [note.message("en") for note in (*analysis.notes, *plan.notes)],
        "attribution": asdict(labels.attribution),
        "sources": json.loads(analysis.inputs.sources.reset_index().to_json(orient="records")),
    }
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode()


def fingerprint(analysis: Analysis) -> str:
    """SHA-256 over version, parameters and input checksums: the same in report and manifest."""
    content = {
        "version": __version__,
        "parameters": analysis.recorded_scenario.model_dump(mode="json"),
        "inputs": dict(sorted(analysis.inputs.hashes.items())),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
