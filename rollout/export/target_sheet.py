"""The sheet people work in: twelve columns to read and fill in, everything else folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from rollout.coverage.words import STATUS_NAMES
from rollout.export.columns import Column, column_of
from rollout.export.tables import decisions, planned_area, target_table
from rollout.export.words import SHEET_NAMES
from rollout.export.workbook import Sheet
from rollout.language import Lang, Text
from rollout.programme.words import DEMAND
from rollout.tokens import SHEET

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.parts_of_country import Area
    from rollout.plan.plan import RolloutPlan

READ = ["rank", "display_name", "land_name", "chambers", "state", "potential", DEMAND]
WORK = {
    "work_status": Column(Text("Status", "Status")),
    "role": Column(Text("Zuständig", "Responsible")),
    "work_step": Column(Text("Nächster Schritt", "Next step")),
    "due": Column(Text("Fällig", "Due"), "date"),
    "decision": Column(Text("Entscheidung und Grund", "Decision and reason")),
}
SHORTER = {  # captions that fit a column of this sheet
    "state": Column(Text("Stand", "State")),
    "potential": Column(Text("Potenzial (0–100)", "Potential (0–100)"), "number", 1),
}
WIDTHS = (7, 24, 22, 28, 28, 13, 18, 12, 15, 20, 12, 27)
OPEN = Text("offen", "open")
REFUSED = Text("abgesagt", "refused")
FOUNDED = Text("gegründet", "founded")
CALLED = Text("angerufen", "called")
MEETING = Text("Termin", "meeting")
CHOICES = {
    "work_status": (OPEN, CALLED, MEETING, REFUSED, FOUNDED),
    "role": (
        Text("Servicestelle", "agency"), Text("Kammer", "chamber"),
        Text("Ministerium", "ministry"), Text("Land", "Land"),
    ),
    "work_step": (
        Text("Rückruf", "call back"), Text("Brief", "letter"),
        Text("Gespräch führen", "talk"), Text("Auftakt vorbereiten", "prepare kick-off"),
        Text("erneut fragen", "ask again"), Text("Anbindung melden", "report the link"),
    ),
}  # fmt: skip
SOON_DAYS = 7


def targets_sheet(
    analysis: Analysis, lang: Lang, plan: RolloutPlan | None, top: int, area: Area | None = None
) -> Sheet:
    """Target regions with the columns to work in; those of the sheet with all districts linked.

    Parameters
    ----------
    top
        Row of the header of the sheet with all districts, counted from 0.
    area
        As in `target_table`.
    """
    table = target_table(analysis, lang, plan, area)
    place = area or planned_area(analysis)
    intro = _intro(analysis, lang, len(table), place.words(lang) if place else "")
    state = analysis.coverage.status.reindex(table["ags"]).to_numpy()
    frame = table.assign(
        state=[STATUS_NAMES[status][lang] for status in state],
        work_status=OPEN[lang], role="", work_step="", due=float("nan"),
        decision=decisions(analysis, table, lang),
    )  # fmt: skip
    # `next_step` is the empty column of the CSV; here it is a choice.
    others = [str(name) for name in table if name not in (*READ, "next_step")]
    others.sort(key=lambda name: name != "ags")
    order = [*READ, *WORK, *others]
    position = {name: place for place, name in enumerate(order)}
    columns = [_column(name, analysis) for name in order]
    return Sheet(
        SHEET_NAMES["targets"][lang],
        frame[order],
        columns,
        intro=intro,
        main=len(READ) + len(WORK),
        choices={position[name]: [choice[lang] for choice in choices]
                 for name, choices in CHOICES.items()},
        links=_links(analysis, frame["ags"], lang, top),
        rules=_rules(position, lang, len(intro) + 1),
        widths=WIDTHS,
    )  # fmt: skip


def _column(name: str, analysis: Analysis) -> Column:
    return {**SHORTER, **WORK}.get(name) or column_of(name, analysis.inputs.catalogue)


def _intro(analysis: Analysis, lang: Lang, count: int, area: str) -> list[str]:
    """Title of the list, what it rests on and how the folded columns open."""
    from rollout.export.labels import label

    where = f", {area}" if area else ""
    title = Text(
        f"Zielregionen nach Gründungspotenzial{where}: {count} Kreise",
        f"Target regions by founding potential{where}: {count} districts",
    )
    unfold = Text(
        "Weitere Spalten: oben auf [+] klicken. Der Name führt zum Blatt „Alle Kreise“.",
        "More columns: click [+] above. The name leads to the sheet “All districts”.",
    )
    labels = label(analysis)
    return [title[lang], labels.definition[lang], labels.note[lang] or unfold[lang], unfold[lang]]


def _links(analysis: Analysis, keys: pd.Series, lang: Lang, top: int) -> list[str]:
    """Where every district stands on the sheet with all of them."""
    rows = pd.Series(range(len(analysis.inputs.districts)), analysis.inputs.districts.index)
    name = SHEET_NAMES["districts"][lang]
    return [f"internal:'{name}'!A{top + 2 + int(rows[key])}" for key in keys]


def _rules(
    position: dict[str, int], lang: Lang, top: int
) -> list[tuple[int, dict[str, Any], dict[str, Any]]]:
    """A bar for the potential, colours of the status, due and overdue."""
    status, due, first = position["work_status"], position["due"], top + 2
    letter, cell = chr(ord("A") + status), chr(ord("A") + due)
    is_open = f'AND(${cell}{first}<>"",${letter}{first}<>"{FOUNDED[lang]}",' + (
        f'${letter}{first}<>"{REFUSED[lang]}")'
    )
    colours = {
        MEETING: {"bg_color": SHEET["meeting"]}, CALLED: {"bg_color": SHEET["called"]},
        REFUSED: {"font_color": SHEET["refused"]}, FOUNDED: {"bg_color": SHEET["founded"]},
    }  # fmt: skip
    by_status: list[tuple[int, dict[str, Any], dict[str, Any]]] = [
        (status, {"type": "cell", "criteria": "==", "value": f'"{word[lang]}"'}, dict(look))
        for word, look in colours.items()
    ]
    late = {"bg_color": SHEET["late"], "font_color": SHEET["late-ink"], "bold": True}
    soon = {"bg_color": SHEET["soon"]}
    bar = {"type": "data_bar", "bar_color": SHEET["bar"], "min_type": "num",
           "max_type": "num", "min_value": 0, "max_value": 100}  # fmt: skip
    return [
        (position["potential"], bar, {}),
        *by_status,
        (due, _formula(f"AND({is_open},${cell}{first}<TODAY())"), late),
        (due, _formula(f"AND({is_open},${cell}{first}<=TODAY()+{SOON_DAYS})"), soon),
    ]


def _formula(criteria: str) -> dict[str, Any]:
    return {"type": "formula", "criteria": f"={criteria}", "stop_if_true": True}
