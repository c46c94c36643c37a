"""The protocol of a run: what went in, with which versions, and whose data they are."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib import metadata
from typing import TYPE_CHECKING, Any

from rollout import __version__
from rollout.export.labels import label
from rollout.statements import BASE_NAMES

if TYPE_CHECKING:
    from rollout.analysis import Analysis

PACKAGES = ("geopandas", "shapely", "pandas", "numpy", "scipy", "highspy", "libpysal", "pydantic")


def manifest_json(analysis: Analysis, files: Mapping[str, bytes]) -> bytes:
    """Versions, parameters, checksums of inputs and outputs, definition, attribution.

    No time and no machine name: equal input gives equal bytes.
    """
    made = label(analysis)
    content = {
        "product": {"name": "rollout", "version": __version__},
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in PACKAGES},
        "parameters": analysis.scenario.model_dump(mode="json"),
        "inputs": dict(sorted(analysis.inputs.hashes.items())),
        "outputs": {name: hashlib.sha256(raw).hexdigest() for name, raw in sorted(files.items())},
        "definition": _both(made.definition),
        "data_years": _both(made.data_years),
        "note": _both(made.note),
        "rates": nationwide_rates(analysis),
        "notes": [note.message("en") for note in analysis.notes],
        "attribution": _both(made.attribution),
        "sources": json.loads(analysis.inputs.sources.reset_index().to_json(orient="records")),
    }
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode()


def nationwide_rates(analysis: Analysis) -> dict[str, dict[str, Any]]:
    """The four rates as plain numbers: value, total and share per base and level."""
    frame = analysis.rates()
    nation = frame[frame["area"] == "DE"].set_index(["base", "level"])
    columns = ["value", "total", "share", "unknown"]
    plain = json.loads(nation[columns].to_json(orient="split", double_precision=15))
    found: dict[str, dict[str, Any]] = {base: {} for base in BASE_NAMES}
    for (base, level), numbers in zip(plain["index"], plain["data"], strict=True):
        found[base][level] = dict(zip(columns, numbers, strict=True))
    return found


def _both(text: Any) -> dict[str, str]:
    return {"de": text.de, "en": text.en}
