"""Shipped results of look backs, read strictly."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from rollout.language import Text
from rollout.readers.strict import Rule, read_fields, typed_frame

_FINGERPRINT = (
    re.compile(r"[0-9a-f]{16}"), Text("sechzehn Hexziffern", "sixteen hex digits"),
)  # fmt: skip
_YEAR = Rule("integer", low=1900, high=2100)
_COUNT = Rule("integer", low=0, high=100_000)
_NUMBER = Rule("number", optional=True, low=-1, high=1000)
_BANDED = ("auc", "within", "within_kind", "gain")


def read_propensity_checks(path: Path | str) -> pd.DataFrame:
    """Results of `rollout.propensity.out_of_time.validation`, with what they follow from."""
    measures = [f"{name}{end}" for name in _BANDED for end in ("", "_low", "_high")]
    numbers = ("base_rate", *measures, "average_precision", "lift_20", "chance")
    rules = {
        "inputs": Rule(shape=_FINGERPRINT),
        "unit": Rule(choices=("hub", "area")),
        "kind": Rule(choices=("look_back", "five_years")),
        "after": _YEAR,
        "until": _YEAR,
        "order": Rule(),
        "events": _COUNT,
        "initiatives": _COUNT,
        "at_risk": _COUNT,
        **dict.fromkeys(numbers, _NUMBER),
    }
    return typed_frame(read_fields(path, rules), rules)


def read_preset_checks(path: Path | str) -> pd.DataFrame:
    """Look back of every founding logic, with what it follows from; see `potential.evidence`."""
    banded = [f"{name}{end}" for name in ("auc", "auc_other") for end in ("", "_low", "_high")]
    counts = ("candidates", "positives", "federal", "indicators", "of_day")
    rules = {
        "inputs": Rule(shape=_FINGERPRINT),
        "preset": Rule(),
        "after": _YEAR,
        "until": _YEAR,
        **dict.fromkeys(counts, _COUNT),
        **dict.fromkeys([*banded, "day_share"], _NUMBER),
    }
    return typed_frame(read_fields(path, rules), rules)
