"""What is fuzzed: every reader with right files to start from."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fuzz.mutate import mutate
from fuzz.structure import change_json, change_sheets, change_table, change_toml
from rollout.data_folder import default_data_dir
from rollout.inputs import load_places
from rollout.readers import reference
from rollout.readers.assignment import PLAIN
from rollout.readers.catalogue import read_catalogue
from rollout.readers.check_file import check_file
from rollout.readers.foundings import read_foundings
from rollout.readers.indicators import read_indicators
from rollout.readers.official.detect import read_official, read_outlines
from rollout.readers.register import read_register
from rollout.readers.repair import repair_register
from rollout.scenario import Scenario

# Small seeds: a mutation then hits something that matters.
ROWS = 4
Change = Callable[[bytes, random.Random], bytes]
TABLE: tuple[Change, ...] = (mutate, change_table, change_sheets)
CHANGES: dict[str, tuple[Change, ...]] = {
    ".csv": TABLE, ".toml": (mutate, change_toml), ".geojson": (mutate, change_json),
    ".json": (mutate, change_json),
}  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A reader, the ending its files have, and right files; `changes` break one of them."""

    name: str
    read: Callable[[Path], object]
    suffix: str
    seeds: list[bytes]
    weight: int = 1
    changes: tuple[Change, ...] = ()

    def broken(self, chance: random.Random) -> bytes:
        """One of the right files, out of shape."""
        seed = chance.choice(self.seeds)
        if seed.startswith(b"PK\x03\x04"):
            return mutate(seed, chance)
        return chance.choice(self.changes or CHANGES[self.suffix])(seed, chance)


def targets(folder: Path | None = None) -> list[Target]:
    """All readers of user files, reference tables, official files and scenarios."""
    data = folder or default_data_dir()
    places, catalogue = load_places(data)
    keys = frozenset(places.names)
    register = _head(data / "initiatives.csv")
    foundings = _head(data / "founding_cases.csv")
    german = register.replace(b",", b";", 300).replace(b"district_ags", b"Kreis")
    indicators = _head(data / "indicators.csv")
    official = [*_official(), indicators]
    scenario = Scenario().to_toml().encode()
    nuts = {code: key for code, key in places.nuts.items() if key in keys}

    def repair(path: Path) -> object:
        return repair_register(path, path.with_name("repaired.out"), places, PLAIN, "de")

    entries = [
        Target("register", lambda p: read_register(p, places), ".csv",
               [register, german, _workbook(register), _workbook(register, "J2:J4", "B3:C3")], 6),
        Target("repair", repair, ".csv",
               [register, german, _workbook(register), _workbook(register, "J2:J5")], 2),
        Target("foundings", lambda p: read_foundings(p, places), ".csv",
               [foundings, foundings.replace(b",", b";"), _workbook(foundings)], 3),
        Target("indicators", lambda p: read_indicators(p, catalogue, places), ".csv",
               [indicators, _workbook(indicators)], 3),
        Target("check", lambda p: check_file(p, places, catalogue), ".csv",
               [register, indicators], 2),
        Target("check list", lambda p: check_file(p, places, catalogue), ".json",
               [_objects(register), _objects(indicators)], 2),
        Target("scenario", Scenario.from_toml, ".toml", [scenario], 4),
        Target("check scenario", lambda p: check_file(p, places, catalogue), ".toml", [scenario]),
        Target("official", read_official, ".csv", official, 4),
        Target("outlines", lambda p: read_outlines(p, places, nuts), ".geojson",
               [_geojson(nuts)], 1),
        Target("catalogue", read_catalogue, ".csv", [_head(data / "indicator_catalogue.csv")]),
        Target("sources", reference.read_sources, ".csv", [_head(data / "sources.csv")]),
        Target("history", reference.read_history, ".csv", [_head(data / "network_history.csv")]),
        Target("partners_abroad", reference.read_partners_abroad, ".csv",
               [_head(data / "partners_abroad.csv")]),
    ]  # fmt: skip
    for name in ("chambers", "borders", "postcodes", "district_changes", "district_types"):
        reader = getattr(reference, f"read_{name}")
        seed = _head(data / f"{name}.csv")
        entries.append(Target(name, lambda p, r=reader: r(p, keys), ".csv", [seed]))
    return entries


def web_targets() -> list[Target]:
    """The dashboard's addresses and callbacks; the input is a file with one request."""
    from fuzz import web
    from fuzz.structure import change_address

    client = web.client()
    seeds, post = web.callbacks(client)
    paths, get = web.addresses(client)
    return [
        Target("callbacks", lambda p: post(p.read_bytes()), ".json", seeds, 6,
               (mutate, change_json, change_json)),
        Target("addresses", lambda p: get(p.read_bytes()), ".txt", paths, 2, (change_address,)),
    ]  # fmt: skip


def _head(path: Path) -> bytes:
    return b"".join(path.read_bytes().splitlines(keepends=True)[: ROWS + 1])


def _objects(table: bytes) -> bytes:
    import csv
    import json

    return json.dumps(list(csv.DictReader(io.StringIO(table.decode())))).encode()


def _workbook(table: bytes, *blocks: str) -> bytes:
    import csv

    import openpyxl

    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(table.decode("utf-8"))):
        book.active.append(row)
    for area in blocks:
        book.active.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _official() -> list[bytes]:
    from tests.readers.official.test_fuzz import SEEDS

    return [text.encode() for text in SEEDS.values()]


def _geojson(nuts: dict[str, str]) -> bytes:
    import json

    square = [[[9, 50], [10, 50], [10, 51], [9, 50]]]
    features = [
        {"type": "Feature", "properties": {"NUTS_ID": code},
         "geometry": {"type": "Polygon", "coordinates": square}}
        for code in list(nuts)[:5]
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
