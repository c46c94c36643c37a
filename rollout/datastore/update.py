"""Fetching current data from the publishers' own addresses and taking them in."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from rollout.datastore.import_boundaries import import_boundaries
from rollout.datastore.import_indicators import import_indicators
from rollout.datastore.records import ImportRequest
from rollout.datastore.store import DOWNLOADS, Store
from rollout.errors import DataError, Problem
from rollout.files.fetch import Download, Limits, OfflineError, fetch
from rollout.language import Text

Report = Callable[[Text], None]


@dataclass(frozen=True)
class Endpoint:
    """One thing that can be fetched.

    Parameters
    ----------
    id, name
        For the record of downloads and for people.
    url
        Documented address of the publisher.
    file
        Name to save it under; its ending tells the kind of map.
    kind
        What it updates.
    request
        Which series, and what is plausible.
    limits
        Size and time.
    sha256
        Checksum, for a file that never changes.
    """

    id: str
    name: Text
    url: str
    file: str
    kind: Literal["boundaries", "indicator"]
    request: ImportRequest = field(default_factory=ImportRequest)
    limits: Limits = field(default_factory=Limits)
    sha256: str | None = None


ENDPOINTS = (
    Endpoint(
        "boundaries",
        Text("Kreisgrenzen VG250 (BKG)", "district outlines VG250 (BKG)"),
        "https://daten.gdz.bkg.bund.de/produkte/vg/vg250_ebenen_1231/aktuell/"
        "vg250_12-31.utm32s.shape.ebenen.zip",
        "vg250_12-31.utm32s.shape.ebenen.zip",
        "boundaries",
        limits=Limits(size_bytes=400_000_000),
    ),
    Endpoint(
        "population",
        Text("Einwohner (Regionalstatistik 12411-01-01-4)",
             "inhabitants (Regionalstatistik 12411-01-01-4)"),
        "https://www.regionalstatistik.de/genesis/online/download/12411-01-01-4/ffcsv",
        "12411-01-01-4.csv",
        "indicator",
        # No district gains or loses a third in a year: more is another table or another unit.
        ImportRequest(indicator="population", kind="count", only_totals=True, least_known=400,
               change=0.3),
        Limits(size_bytes=100_000_000),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What became of one endpoint; `state` is updated, unchanged, failed or offline."""

    endpoint: Endpoint
    state: Literal["updated", "unchanged", "failed", "offline"]
    problems: tuple[Problem, ...] = ()


def update(
    store: Store,
    endpoints: Sequence[Endpoint] = ENDPOINTS,
    *,
    report: Report = lambda text: None,
    pause: Callable[[float], None] | None = None,
) -> list[Outcome]:
    """Fetch every endpoint and take in what has changed.

    Each one stands for itself: it is fetched, checked and swapped in whole, or the folder stays
    as it was. When the first server cannot be reached the others are not tried.

    Parameters
    ----------
    report
        Told what is done and how far it is.
    pause
        Waits between two tries.
    """
    outcomes: list[Outcome] = []
    for endpoint in endpoints:
        try:
            outcomes.append(_update_one(store, endpoint, report, pause))
        except OfflineError as error:
            outcomes.append(Outcome(endpoint, "offline", error.problems))
            # No network at all: each further server would cost its full waiting time.
            if len(outcomes) == 1:
                break
        except DataError as error:
            outcomes.append(Outcome(endpoint, "failed", error.problems))
    return outcomes


def _update_one(
    store: Store, endpoint: Endpoint, report: Report, pause: Callable[[float], None] | None
) -> Outcome:
    record = _record(store)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / endpoint.file
        options: dict[str, Any] = {} if pause is None else {"pause": pause}
        download = fetch(
            endpoint.url, target, endpoint.limits, sha256=endpoint.sha256,
            progress=lambda size, total: report(_progress(endpoint, size, total)), **options,
        )  # fmt: skip
        last = record.get(endpoint.id)
        if isinstance(last, dict) and last.get("sha256") == download.sha256:
            return Outcome(endpoint, "unchanged")
        report(Text(f"{endpoint.name.de}: prüfen", f"{endpoint.name.en}: checking"))
        record[endpoint.id] = _entry(endpoint, download)
        extra = (json.dumps(record, indent=1, sort_keys=True) + "\n").encode()
        problems = _take_in(target, store, endpoint, extra)
    return Outcome(endpoint, "updated", problems)


def _take_in(path: Path, store: Store, endpoint: Endpoint, extra: bytes) -> tuple[Problem, ...]:
    if endpoint.kind == "boundaries":
        return import_boundaries(path, store, extra=extra)
    imports = import_indicators(path, store, endpoint.request, extra=extra)
    return tuple(problem for entry in imports for problem in entry.problems)


def _entry(endpoint: Endpoint, download: Download) -> dict[str, str]:
    return {
        "url": endpoint.url,
        "sha256": download.sha256,
        "last_modified": download.last_modified,
        "fetched": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }


def _record(store: Store) -> dict[str, Any]:
    """What was fetched when; empty if there is no readable record."""
    try:
        record = json.loads(store.path(DOWNLOADS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _progress(endpoint: Endpoint, size: int, total: int | None) -> Text:
    far = f"{size / 1e6:.1f} MB" + (f" / {total / 1e6:.1f} MB" if total else "")
    return Text(f"{endpoint.name.de}: {far}", f"{endpoint.name.en}: {far}")
