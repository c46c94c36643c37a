"""`rollout plan --out`: the plan as a file whose ending says the format, or all in a folder."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rollout.errors import parameter_error
from rollout.language import Lang, Text

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

    Make = Callable[[Analysis, RolloutPlan, Lang, Mapping[str, Any]], bytes]

STEM = "plan"


def check_ending(out: Path) -> None:
    """Refuse a file no format is known for; what has no ending is a folder."""
    if out.suffix and not out.is_dir() and out.suffix.casefold() not in MAKERS:
        finding = Text(f"endet auf {out.suffix!r}", f"ends in {out.suffix!r}")
        names = ", ".join(MAKERS)
        expected = Text(f"{names} oder ein Ordner", f"{names} or a folder")
        raise parameter_error("--out", finding, expected)


def write_plan(
    analysis: Analysis, plan: RolloutPlan, out: Path, lang: Lang, record: Mapping[str, Any]
) -> list[Path]:
    """Write the plan, whole or not at all.

    Parameters
    ----------
    out
        A file, or a folder that gets one file of every format.
    record
        What `--json` prints.
    """
    from rollout.files.atomic import write_together

    check_ending(out)
    is_folder = out.is_dir() or not out.suffix
    endings = {out / f"{STEM}{ending}": ending for ending in MAKERS} if is_folder else {
        out: out.suffix.casefold()
    }  # fmt: skip
    contents = {
        path: MAKERS[ending](analysis, plan, lang, record) for path, ending in endings.items()
    }
    return write_together(contents)


def _workbook(analysis: Analysis, plan: RolloutPlan, lang: Lang, _: Mapping[str, Any]) -> bytes:
    from rollout.export.sheets import targets_workbook

    return targets_workbook(analysis, lang, plan)


def _csv(analysis: Analysis, plan: RolloutPlan, lang: Lang, _: Mapping[str, Any]) -> bytes:
    from rollout.export.plan_tables import plan_csv

    return plan_csv(analysis, plan, lang)


def _pdf(analysis: Analysis, plan: RolloutPlan, lang: Lang, _: Mapping[str, Any]) -> bytes:
    from rollout.export.map_files import map_pdf

    return map_pdf(analysis, "waves", lang, plan)


def _svg(analysis: Analysis, plan: RolloutPlan, lang: Lang, _: Mapping[str, Any]) -> bytes:
    from rollout.export.map_files import map_bytes

    return map_bytes(analysis, "waves", lang, plan)


def _geopackage(analysis: Analysis, plan: RolloutPlan, lang: Lang, _: Mapping[str, Any]) -> bytes:
    from rollout.export.geopackage import write_geopackage

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{STEM}.gpkg"
        write_geopackage(analysis, path, plan, lang)
        return path.read_bytes()


def _json(_: Analysis, __: RolloutPlan, ___: Lang, record: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)}\n".encode()


MAKERS: dict[str, Make] = {
    ".xlsx": _workbook,
    ".csv": _csv,
    ".pdf": _pdf,
    ".svg": _svg,
    ".gpkg": _geopackage,
    ".json": _json,
}
