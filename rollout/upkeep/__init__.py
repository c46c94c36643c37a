"""Keeping the register and the records of foundings and of checks, safely."""

from rollout.upkeep.change import Outcome
from rollout.upkeep.edit import add, end, import_register, set_fields
from rollout.upkeep.founding_record import (
    add_founding,
    close_founded,
    close_given_up,
    reach_step,
    set_founding,
)
from rollout.upkeep.inquiry import add_check
from rollout.upkeep.journal import Entry, read_log

__all__ = [
    "Entry",
    "Outcome",
    "add",
    "add_check",
    "add_founding",
    "close_founded",
    "close_given_up",
    "end",
    "import_register",
    "reach_step",
    "read_log",
    "set_fields",
    "set_founding",
]
