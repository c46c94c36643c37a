"""The workspace: the database an agency works in, with every change that was ever made."""

from rollout.workspace.database import open_workspace
from rollout.workspace.store import Change, Conflict, Edit, Record, Workspace

__all__ = ["Change", "Conflict", "Edit", "Record", "Workspace", "open_workspace"]
