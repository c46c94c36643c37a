"""All benchmarks one after the other: python -m benchmarks [NAME ...].

Writes RESULTS.md (for people) and results.json (for programs) beside this file. With
`--sources DIR` the cases on the official municipalities run too.
"""

import argparse
import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.records import Duel, Record, as_json, machine
from benchmarks.results import markdown

HERE = Path(__file__).parent
NAMES = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))


def earlier_results(path: Path) -> dict[str, list[Record | Duel]]:
    """Results of an earlier run, so that single benchmarks can be renewed."""
    if not path.exists():
        return {}
    results = json.loads(path.read_text(encoding="utf-8"))["results"]
    return {name: [_item(row) for row in rows] for name, rows in results.items()}


def earlier_times(path: Path) -> dict[str, str]:
    """When, and at which load, each benchmark was run."""
    if not path.exists():
        return {}
    earlier = json.loads(path.read_text(encoding="utf-8"))
    times: dict[str, str] = earlier["machine"].get("measured", {})
    return times


def _item(row: dict) -> Record | Duel:
    kind = Duel if "peer" in row else Record
    return kind(**{name: value for name, value in row.items() if name not in ("ratio", "met")})


def sentence(item: Record | Duel) -> str:
    if isinstance(item, Duel):
        return f"{item.what}: {item.ours:.3f} s, {item.peer} {item.theirs:.3f} s, {item.ratio:.1f}x"
    return f"{item.what}: {item.value:.3f} {item.unit}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    folder = os.environ.get("ROLLOUT_SOURCES")
    parser.add_argument("--sources", type=Path, default=Path(folder) if folder else None)
    options = parser.parse_args()
    unknown = set(options.names) - set(NAMES)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    names = options.names or NAMES
    if len(names) == 1:
        renew(names[0], options.sources)
        return
    # A process each: the peak memory of a child would begin with that of its parent.
    sources = ["--sources", str(options.sources)] if options.sources else []
    for name in names:
        subprocess.run([sys.executable, "-m", "benchmarks", name, *sources], check=True)


def renew(name: str, sources: Path | None) -> None:
    """Run one benchmark and put its results beside those kept."""
    where, results = machine(), earlier_results(HERE / "results.json")
    now = f"{where['date']} at load {where['load_at_start']}"
    where["measured"] = earlier_times(HERE / "results.json") | {name: now}
    print(f"\n== {name}", flush=True)
    items = []
    for item in importlib.import_module(f"benchmarks.bench_{name}").measure(sources):
        print(sentence(item), flush=True)
        items.append(item)
    results[name] = items
    in_order = {name: results[name] for name in NAMES if name in results}
    (HERE / "results.json").write_text(as_json(where, in_order), encoding="utf-8")
    (HERE / "RESULTS.md").write_text(markdown(where, in_order), encoding="utf-8")


if __name__ == "__main__":
    main()
