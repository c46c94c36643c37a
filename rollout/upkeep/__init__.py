"""Keeping a register: adding, changing, ending and importing initiatives, safely."""

from rollout.upkeep.change import Outcome
from rollout.upkeep.edit import add, end, import_register, set_fields
from rollout.upkeep.journal import Entry, read_log

__all__ = ["Entry", "Outcome", "add", "end", "import_register", "read_log", "set_fields"]
