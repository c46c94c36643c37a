"""Build `data/propensity_checks.csv` and `data/preset_checks.csv`: the look backs that are shipped.

    python tools/build_look_back.py [--data data]

They follow from the tables of the data folder and the founding logics alone, and every row says
from which (`inputs`). Run it after the register, an indicator, the catalogue, a founding logic, the
chambers or the outlines have changed; a test recomputes them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rollout.inputs import load_inputs
from rollout.potential.evidence import first_preset, passing, preset_evidence
from rollout.propensity.checks import shipped_form
from rollout.propensity.estimation import propensity_of


def main() -> None:
    """Write both files, and say which logic comes first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, help="not needed here; accepted for uniformity")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, help="default: the data folder")
    options = parser.parse_args()
    inputs = load_inputs(options.data)
    model = propensity_of(inputs)
    if model is None:
        raise SystemExit("no indicators of earlier years, or too few dated foundings")
    evidence = preset_evidence(inputs)
    written = {
        "propensity_checks.csv": shipped_form(model.validation, inputs),
        "preset_checks.csv": evidence,
    }
    for name, table in written.items():
        path = (options.out or options.data) / name
        table.to_csv(path, index=False, lineterminator="\n")
        print(f"{path}: {len(table)} rows")
    print(f"first: {first_preset(evidence)}; passed: {', '.join(passing(evidence).index) or '-'}")


if __name__ == "__main__":
    main()
