"""All benchmarks one after the other: python -m benchmarks."""

import importlib
from pathlib import Path


def main() -> None:
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"\n== {path.stem.removeprefix('bench_')}")
        importlib.import_module(f"benchmarks.{path.stem}").main()


if __name__ == "__main__":
    main()
