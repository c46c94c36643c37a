"""Seconds for checking and repairing 20,000 rows: python -m benchmarks.bench_check.

Three registers made from the shipped one: all right; nearly every point in another district than
the row says; and the right one as a workbook.
"""

import csv
import tempfile
import time
from pathlib import Path

from rollout.inputs import default_data_dir, load_places
from rollout.readers.check import check_file
from rollout.readers.repair import repair_register

ROWS = 20_000


def long_register(path: Path, *, moved: bool) -> Path:
    """Write the shipped register many times over, with new ids and names."""
    with (default_data_dir() / "initiatives.csv").open(encoding="utf-8", newline="") as file:
        shipped = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(shipped[0]))
        writer.writeheader()
        for number in range(ROWS):
            row = dict(shipped[number % len(shipped)], id=f"i{number}")
            row["name"] += f" {number}"
            if moved:
                other = shipped[(7 * number + 13) % len(shipped)]
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


def main() -> None:
    places, catalogue = load_places()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        right = long_register(folder / "right.csv", moved=False)
        cases = {
            "right": right,
            "wrong districts": long_register(folder / "wrong.csv", moved=True),
            "workbook": as_workbook(right),
        }
        for label, path in cases.items():
            start, used = time.perf_counter(), time.process_time()
            found = check_file(path, places, catalogue)
            seconds, cpu = time.perf_counter() - start, time.process_time() - used
            print(f"{label:<16} {ROWS} rows: {seconds:.1f} s ({cpu:.1f} s CPU), {len(found)} found")
        start = time.process_time()
        repair_register(right, folder / "fixed.csv", places, {}, "en")
        print(f"{'repair':<16} {ROWS} rows: {time.process_time() - start:.1f} s CPU")


if __name__ == "__main__":
    main()
