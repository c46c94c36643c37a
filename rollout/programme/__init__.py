"""Which network the product speaks of: its words, states, kinds and steps, out of one file."""

from rollout.programme.current import (
    FILE,
    check_programme,
    choose,
    phrase,
    programme,
    programme_file,
    said,
    shipped,
)
from rollout.programme.file import read_programme
from rollout.programme.model import Programme

__all__ = [
    "FILE",
    "Programme",
    "check_programme",
    "choose",
    "phrase",
    "programme",
    "programme_file",
    "read_programme",
    "said",
    "shipped",
]
