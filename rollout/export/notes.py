"""`notes.txt`: what was tolerated, repaired or left out in a run, one finding a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rollout.export.labels import lines
from rollout.language import Lang, Text

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.errors import Problem
    from rollout.plan.plan import RolloutPlan

TITLES = {
    "note": Text("Hinweise", "Notes"),
    "repaired": Text("Ersetzt oder repariert", "Replaced or repaired"),
    "error": Text("Fehler", "Errors"),
}


def notes_of(analysis: Analysis, plan: RolloutPlan | None) -> tuple[Problem, ...]:
    """Every note of a run; files by their names, for a folder says nothing to others."""
    return tuple(note.without_folder() for note in (*analysis.notes, *(plan.notes if plan else ())))


def notes_text(analysis: Analysis, plan: RolloutPlan, lang: Lang) -> bytes:
    """All notes by their kind, below what the run rests on, as UTF-8 text."""
    paragraphs = ["\n".join(lines(analysis, lang))]
    notes = notes_of(analysis, plan)
    for level, title in TITLES.items():
        entries = [f"- {note.message(lang)}" for note in notes if note.level == level]
        if entries:
            paragraphs += [f"{title[lang]} ({len(entries)})", *entries]
    return ("\n\n".join(paragraphs) + "\n").encode()
