"""What the country looked like: out of the files of a run, or of an analysis now."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.errors import DataError, Problem
from rollout.files.guarded import read_bytes
from rollout.language import Text

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.plan import RolloutPlan

MANIFEST, TABLE = "manifest.json", "districts.csv"
COLUMNS = ("display_name", "land_name", "status", "reason_de", "reason_en", "wave", "region")
_RUN = Text("ein Ordner, den rollout run geschrieben hat", "a folder that rollout run has written")
_AGAIN = Text("rollout run noch einmal ausführen", "run rollout run again")


@dataclass(frozen=True, eq=False)
class State:
    """Districts, rates and what they rest on.

    Parameters
    ----------
    name
        What the user calls it: a folder, a register or a day.
    districts
        Columns `COLUMNS`, index `ags`, all text; wave and region are "" outside of the plan.
    rates
        Base, level, then value, total and share, as `Analysis.nationwide`.
    parameters, inputs
        Settings of the scenario, and SHA-256 of every file read.
    plan
        Fingerprint, waves and members of the regions of a run; empty without a plan.
    """

    name: str
    districts: pd.DataFrame
    rates: Mapping[str, Mapping[str, Mapping[str, float | None]]]
    parameters: Mapping[str, Any]
    inputs: Mapping[str, str]
    plan: Mapping[str, Any]


def state_of(analysis: Analysis, name: str) -> State:
    """The state that an analysis shows, without a plan."""
    table = analysis.table().assign(wave="", region="")[list(COLUMNS)]
    return State(
        name, table.astype("str"), analysis.nationwide(),
        analysis.recorded_scenario.model_dump(mode="json"), dict(analysis.inputs.hashes), {},
    )  # fmt: skip


def state_of_plan(
    analysis: Analysis, plan: RolloutPlan, name: str, fingerprint: str, definition: Text
) -> State:
    """The state that an analysis and its plan show, as `read_run` gives it for their files.

    Parameters
    ----------
    fingerprint, definition
        As in the manifest of a run.
    """
    state, waves = state_of(analysis, name), plan.district_waves
    districts = state.districts.copy()
    for column, values in (("wave", waves), ("region", plan.district_regions["region"])):
        districts.loc[waves.index, column] = values.reindex(waves.index).astype(str)
    content = {
        "fingerprint": fingerprint, "definition": {"de": definition.de, "en": definition.en},
        "regions": {str(ags): int(wave) for ags, wave in plan.table["wave"].items()},
        "members": {str(ags): list(keys) for ags, keys in plan.table["members"].items()},
    }  # fmt: skip
    return replace(state, districts=districts, plan=content)


def read_run(folder: Path) -> State:
    """The state that the files of a run show.

    Raises
    ------
    DataError
        With everything wrong: a file is missing, unreadable, or was changed after the run.
    """
    problems: list[Problem] = []
    contents = {name: _content(folder / name, problems) for name in (MANIFEST, TABLE)}
    if problems:
        raise DataError(problems)
    manifest = _manifest(contents[MANIFEST], folder / MANIFEST)
    if manifest["outputs"].get(TABLE) != hashlib.sha256(contents[TABLE]).hexdigest():
        finding = Text("wurde nach dem Lauf verändert", "was changed after the run")
        raise _wrong(folder / TABLE, finding)
    return State(
        folder.name or str(folder), _table(contents[TABLE], folder / TABLE), manifest["rates"],
        manifest["parameters"], manifest["inputs"],
        {"fingerprint": manifest["fingerprint"], "definition": manifest["definition"],
         **manifest["plan"]},
    )  # fmt: skip


def _content(path: Path, problems: list[Problem]) -> bytes:
    try:
        return read_bytes(path)
    except DataError as error:
        problems += error.problems
        return b""


def _manifest(raw: bytes, path: Path) -> dict[str, Any]:
    expected = ("outputs", "rates", "parameters", "inputs", "fingerprint", "definition", "plan")
    try:
        manifest = json.loads(raw)
    except (ValueError, RecursionError):
        manifest = None
    kinds = {"fingerprint": str}
    if not isinstance(manifest, dict) or not all(
        isinstance(manifest.get(name), kinds.get(name, dict)) for name in expected
    ):
        raise _wrong(path, Text("ist kein Protokoll eines Laufs", "is no manifest of a run"))
    return manifest


def _table(raw: bytes, path: Path) -> pd.DataFrame:
    try:
        table = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False)
    except (ValueError, UnicodeDecodeError, pd.errors.ParserError):
        raise _wrong(path, Text("ist keine lesbare Tabelle", "is no readable table")) from None
    absent = [name for name in ("ags", *COLUMNS) if name not in table]
    if absent:
        raise _wrong(path, _lacks(absent))
    return table.set_index("ags")[list(COLUMNS)]


def _lacks(names: Sequence[str]) -> Text:
    columns = ", ".join(names)
    return Text(f"ohne die Spalten {columns}", f"lacks the columns {columns}")


def _wrong(path: Path, finding: Text) -> DataError:
    return DataError(Problem("error", str(path), finding, _RUN, _AGAIN, code="run"))
