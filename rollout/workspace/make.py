"""A new workspace, filled with the register, foundings and checks of a data folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from rollout.data_folder import default_data_dir, user_folder
from rollout.errors import DataError, Problem
from rollout.files.targets import make_folder
from rollout.language import Text
from rollout.model import Inputs
from rollout.workspace.current import MADE, places_in
from rollout.workspace.database import ENDING, open_workspace
from rollout.workspace.exchange import difference, edits_of, file_name
from rollout.workspace.offices import chamber_edits
from rollout.workspace.store import Change, Workspace
from rollout.workspace.validity import check_role

ENVIRONMENT = "ROLLOUT_WORKSPACE"
_BASIS = ("initiative", "founding", "check")


def default_workspace() -> str:
    """Where the workspace is when nobody names one: ROLLOUT_WORKSPACE, else the user's folder."""
    named = os.environ.get(ENVIRONMENT)
    return named or str(user_folder() / f"arbeitsbereich{ENDING}")


def make_folder_of(where: str) -> None:
    """Make the folder of a workspace that nobody named; `DataError` where that is refused."""
    if "://" not in where:
        make_folder(Path(where).parent)


def fill(
    workspace: Workspace, inputs: Inputs, files: Mapping[str, Path], role: str
) -> tuple[Change, ...]:
    """Take the files of a data folder into an empty workspace, in one step.

    Parameters
    ----------
    inputs
        Data the files are checked against; its chambers become offices.
    files
        Kind of record -> file.

    Raises
    ------
    DataError
        The workspace is not empty, or with everything that is wrong in the first wrong file.
    """
    check_role(role)
    if workspace.last_number():
        finding = Text("enthält schon etwas", "is not empty")
        remedy = Text("Dateien aufnehmen mit rollout workspace import",
                      "take in files with rollout workspace import")  # fmt: skip
        raise DataError(Problem("error", workspace.name, finding, remedy=remedy, code="not-empty"))
    places = places_in(inputs)
    news = [difference(workspace, path, places, kind) for kind, path in files.items()]
    edits = [*edits_of(news), *chamber_edits(inputs.chambers)]
    return workspace.write(edits, role, MADE)


def files_of(data_dir: Path | None = None) -> dict[str, Path]:
    """Files of a data folder that a workspace takes the place of, by kind of record."""
    folder = default_data_dir() if data_dir is None else data_dir
    paths = {kind: folder / file_name(kind) for kind in _BASIS}
    return {kind: path for kind, path in paths.items() if path.exists()}


def make_workspace(
    where: str | Path, inputs: Inputs, files: Mapping[str, Path], role: str
) -> Workspace:
    """Begin a workspace and fill it; where filling fails a file that was begun is removed."""
    is_new = "://" not in str(where) and not Path(where).exists()
    workspace = open_workspace(where, create=True)
    try:
        fill(workspace, inputs, files, role)
    except BaseException:
        workspace.close()
        if is_new:
            for end in ("", "-wal", "-shm"):
                Path(f"{where}{end}").unlink(missing_ok=True)
        raise
    return workspace
