"""The same readers under atheris, guided by coverage: python -m fuzz.coverage_guided [-runs=10000].

Needs `pip install atheris` (Python 3.11 or 3.12); the other harness needs nothing.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import warnings
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["rollout"]):
    from fuzz.targets import targets
    from rollout.errors import RolloutError


def main() -> None:
    """The first byte chooses the reader, the others are the file."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    all_targets = targets()
    folder = Path(tempfile.mkdtemp())
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, target in enumerate(all_targets):
        for other, seed in enumerate(target.seeds):
            (corpus / f"{number}-{other}").write_bytes(bytes([number]) + seed)

    def one_input(data: bytes) -> None:
        if not data:
            return
        target = all_targets[data[0] % len(all_targets)]
        path = folder / f"input{target.suffix}"
        path.write_bytes(data[1:])
        try:
            target.read(path)
        except RolloutError as error:
            if not (error.message("de") and error.message("en")):
                raise

    atheris.Setup([sys.argv[0], "-timeout=10", "-max_len=20000", str(corpus), *sys.argv[1:]],
                  one_input)  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    main()
