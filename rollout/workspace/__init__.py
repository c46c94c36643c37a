"""The workspace: the database an agency works in, with every change that was ever made."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rollout.workspace.database import open_workspace
    from rollout.workspace.store import Change, Conflict, Edit, Record, Workspace

__all__ = ["Change", "Conflict", "Edit", "Record", "Workspace", "open_workspace"]


def __getattr__(name: str) -> Any:
    """Load a database only where one is opened: rights and kinds are asked for without one."""
    if name not in __all__:
        raise AttributeError(name)
    home = "database" if name == "open_workspace" else "store"
    return getattr(import_module(f"{__name__}.{home}"), name)
