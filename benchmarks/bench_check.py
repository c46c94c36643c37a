"""Checking and repairing a register of 20,000 rows: python -m benchmarks check.

Three registers made from the shipped one: all right; nearly every point in another district than
the row says; and the right one as a workbook.
"""

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.records import Record, median_seconds
from rollout.data_folder import default_data_dir
from rollout.inputs import load_places
from rollout.readers.assignment import PLAIN
from rollout.readers.check_file import check_file
from rollout.readers.repair import repair_register

ROWS = 20_000


def long_register(path: Path, *, misplaced: bool, rows: int = ROWS) -> Path:
    """Write the shipped register many times over, with new ids and names."""
    with (default_data_dir() / "initiatives.csv").open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(entries[0]))
        writer.writeheader()
        for number in range(rows):
            row = dict(entries[number % len(entries)], id=f"i{number}")
            row["name"] += f" {number}"
            if misplaced:
                other = entries[(7 * number + 13) % len(entries)]
                row |= {name: other[name] for name in ("latitude", "longitude")}
            writer.writerow(row)
    return path


def as_workbook(path: Path) -> Path:
    """Write the same table as XLSX."""
    import xlsxwriter

    target = path.with_suffix(".xlsx")
    book = xlsxwriter.Workbook(str(target), {"strings_to_urls": False})
    sheet = book.add_worksheet("Register")
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file)):
            sheet.write_row(number, 0, row)
    book.close()
    return target


def measure(sources: Path | None) -> Iterator[Record]:
    places, catalogue = load_places()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        right = long_register(folder / "right.csv", misplaced=False)
        cases = {
            "all right": right,
            "wrong districts": long_register(folder / "wrong.csv", misplaced=True),
            "as a workbook": as_workbook(right),
        }
        for label, path in cases.items():
            seconds = median_seconds(lambda p=path: check_file(p, places, catalogue), 3)
            yield Record(f"check {ROWS:,} rows, {label}", seconds, "s")
        repair = folder / "fixed.csv"
        seconds = median_seconds(lambda: repair_register(right, repair, places, PLAIN, "en"), 3)
        yield Record(f"repair {ROWS:,} rows", seconds, "s")
