"""Build `data/propensity_checks.csv`: how past foundings would have been told, window by window.

    python tools/build_look_back.py [--data data]

Follows from the tables of the data folder alone, and every row says from which (`inputs`). Run it
after the register, the indicators of earlier years, the chambers or the outlines have changed; a
test recomputes it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rollout.inputs import load_inputs
from rollout.propensity.checks import shipped_form
from rollout.propensity.estimation import propensity_of


def main() -> None:
    """Write propensity_checks.csv."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, help="default: the data folder")
    options = parser.parse_args()
    inputs = load_inputs(options.data)
    model = propensity_of(inputs)
    if model is None:
        raise SystemExit("no indicators of earlier years, or too few dated foundings")
    path = (options.out or options.data) / "propensity_checks.csv"
    table = shipped_form(model.validation, inputs)
    table.to_csv(path, index=False, lineterminator="\n")
    print(f"{path}: {len(table)} rows")


if __name__ == "__main__":
    main()
