"""What a face does with a workspace: the contract of forms, commands and any later interface.

Every deed checks what it is given by the readers' rules, writes in one transaction and returns an
`Outcome`; where something is wrong it raises and nothing is written:

- `DataError`: what was typed cannot be kept; `problems` name column, finding and remedy.
- `Conflict`: somebody else changed the record; `clashes` hold both versions. To write anyway, take
  the version that holds now as `seen`; to give way, do nothing.
- `Denied`: whoever asks may not do that, by the table in `roles`.

What is read is what the actor may see, and no more: `acting` gives the same workspace to somebody
else. `role` is who does it: an office or function, never a person; an actor that has an office of
its own always writes in that name. `seen` is the `version` of the record
that was on the screen. Dates are texts as exactly as known (2026, 2026-05, 2026-05-17), districts
are keys (`09162`) or anything a register may call them.
"""

from __future__ import annotations

import copy
import datetime as dt
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rollout.errors import DataError, Problem
from rollout.language import Lang, Text
from rollout.model import Inputs
from rollout.readers.places import Places
from rollout.readers.rows import new_id
from rollout.workspace import deeds, history, offices, tasks
from rollout.workspace.current import (
    BASIS,
    basis_of,
    has_shipped_register,
    in_order_made,
    places_in,
    with_records,
)
from rollout.workspace.kinds import kind_of
from rollout.workspace.roles import Actor, check_change
from rollout.workspace.sight import changes_seen, records_analysed, records_seen
from rollout.workspace.store import (
    NEW,
    Change,
    Edit,
    Record,
    Workspace,
    keys_of_district,
)
from rollout.workspace.validity import check_role, checked


@dataclass(frozen=True)
class Outcome:
    """What a deed did.

    Parameters
    ----------
    changes
        As written; empty where nothing was different.
    problems
        What was repaired or is worth knowing, to be said beside the form.
    """

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def action(self) -> int | None:
        """Number by which it is taken back; None where there is nothing to take back."""
        return self.changes[0].action if self.changes else None

    @property
    def key(self) -> str:
        """Identifier of the record that was written first."""
        return self.changes[0].key


@dataclass(eq=False)
class Service:
    """A workspace with the data its records are checked against.

    Parameters
    ----------
    base
        Data in whose place the workspace's register, foundings and checks stand.
    today
        Gives the day it is.
    """

    workspace: Workspace
    base: Inputs
    today: Callable[[], dt.date] = dt.date.today
    places: Places = field(init=False)
    _inputs: Inputs = field(init=False)
    _number: int = field(default=0, init=False)
    _changed: int = field(default=0, init=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, init=False)

    def __post_init__(self) -> None:
        self.places, self._inputs = places_in(self.base), self.base

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return self.workspace.actor

    def acting(self, actor: Actor) -> Service:
        """The same service for somebody else, who gets to see what he may."""
        other = copy.copy(self)
        other.workspace, other._turn = self.workspace.acting(actor), threading.Lock()
        if actor.sees_all != self.actor.sees_all:
            other._inputs, other._number, other._changed = self.base, 0, 0
        return other

    # What is there

    def inputs(self) -> Inputs:
        """The data with all that is recorded now; the same object until a record of them changes.

        They hold the public columns only, unless the actor may see all: no reader of texts, no
        note of its and no table comes to know the others.

        Raises `DataError` where a record cannot be read for the districts in use.
        """
        with self._turn:
            number = self.workspace.last_number()
            kinds = set(BASIS)
            if self._number:
                kinds &= history.kinds_since(self.workspace, self._number)
            if kinds and number:
                basis = basis_of(self.workspace, kinds)
                records = {kind: records_analysed(self.actor, some) for kind, some in basis.items()}
                is_shipped = has_shipped_register(self.workspace)
                self._inputs = with_records(
                    self._inputs, records, self.places, self.workspace.title, is_shipped
                )
                self._changed = number
            self._number = number
            return self._inputs

    def inputs_number(self) -> int:
        """Number of the change since which `inputs` are as they are; notes do not count."""
        self.inputs()
        return self._changed

    def records(self, kind: str) -> list[Record]:
        """All records of a kind (see `rollout.workspace.kinds.KINDS`), by identifier."""
        return records_seen(self.actor, self.workspace.records(kind))

    def record(self, kind: str, key: str) -> Record | None:
        """One record with its version; None where there is none."""
        return next(iter(records_seen(self.actor, self.workspace.records(kind, [key]))), None)

    def version(self, kind: str, key: str) -> int:
        """Version of a record as it is; `DataError` where there is none."""
        return self._present(kind, key).version

    def cells(self, kind: str, values: Mapping[str, str]) -> dict[str, str]:
        """Texts under the names of their columns, in any spelling a file may use.

        Raises `DataError` for columns nobody knows, the owner's own ones excepted.
        """
        kind_has_more = kind_of(kind).has_more
        others = {name for record in self.records(kind) for name in record.cells}
        return deeds.cells_by_spelling(kind, values, others if kind_has_more else ())

    def district(self, text: str) -> str:
        """Key of the district a text names; `DataError` where it names none, or several."""
        cells = {"ags": text, "role": "x", "text": "x"}
        right = checked("note", {"district": cells}, self.places)["district"]
        if len(right.districts) == 1:
            return right.districts[0]
        finding = Text(f"{text!r} ist nicht ein Kreis", f"{text!r} is not one district")
        raise DataError(Problem("error", "district", finding, code="district"))

    def of_district(self, kind: str, ags: str) -> list[Record]:
        """Records of a kind about a district: initiatives that serve or sit in it, checks, ..."""
        keys = keys_of_district(self.workspace, kind, ags)
        records = records_seen(self.actor, self.workspace.records(kind, keys))
        return [record for record in records if ags in deeds.districts_in(record)]

    # Recording what was learned

    def record_check(
        self, about: str, answer: str, whom: str, role: str, *, date: str = "",
        source: str = "", note: str = "",
    ) -> Outcome:  # fmt: skip
        """Somebody was asked.

        Parameters
        ----------
        about
            Districts (several with ";") or the identifier of an initiative.
        answer
            none, exists, in_preparation or later.
        whom
            Office or role that was asked.
        date
            Default: today.
        source
            Web address that says so, too.
        """
        is_initiative = self.record("initiative", about) is not None
        cells = {
            "initiative_id" if is_initiative else "ags": about,
            "date": date or self.today().isoformat(), "asked": whom, "answer": answer,
            "source_url": source, "note": note,
        }  # fmt: skip
        return self.add("check", cells, role, f"{about} {cells['date']}")

    def add_note(self, districts: str, text: str, role: str, date: str = "") -> Outcome:
        """Keep a note on districts, with day and role; names of people are refused."""
        day = date or self.today().isoformat()
        cells = {"ags": districts, "date": day, "role": self._who(role), "text": text}
        return self.add("note", cells, role, f"{districts} {day}")

    def add_study(self, cells: Mapping[str, str], role: str) -> Outcome:
        """Keep a study on acceptance: title, date, ags, publisher, method, finding, source_url."""
        return self.add("study", cells, role, cells.get("title", ""))

    # Tasks

    def add_task(
        self, title: str, due: str, role: str, *, districts: str = "", initiative: str = "",
        founding: str = "", note: str = "",
    ) -> Outcome:  # fmt: skip
        """Set a next step that is due on a day."""
        cells = {"title": title, "due": due, "role": self._who(role), "ags": districts,
                 "initiative_id": initiative, "founding_id": founding, "note": note}  # fmt: skip
        return self.add("task", cells, role, title)

    def finish_task(self, key: str, seen: int, role: str, date: str = "") -> Outcome:
        """Tick a task off."""
        return self.alter("task", key, {"done": date or self.today().isoformat()}, seen, role)

    def task_list(self, with_done: bool = False) -> list[tasks.Task]:
        """Tasks with how they stand: overdue first, then by day, those without a day last."""
        return tasks.in_order(self.records("task"), self.today(), with_done)

    def task_calendar(self, lang: Lang) -> bytes:
        """Open tasks as a calendar file (.ics)."""
        open_tasks = tasks.in_order(self.records("task"), self.today(), with_done=False)
        return tasks.calendar(open_tasks, self.places.names, lang, self.workspace.clock())

    # Foundings

    def start_founding(
        self, name: str, districts: str, role: str, *, kind: str = "new", date: str = "",
        cells: Mapping[str, str] | None = None,
    ) -> Outcome:  # fmt: skip
        """Take up a region; its first step is the trigger on the day given (default: today).

        Parameters
        ----------
        kind
            `new`, or `link` for connecting an initiative there is.
        cells
            Further columns: carrier, note, initiative_id (with kind `link`) ...
        """
        day = date or self.today().isoformat()
        values = {"name": name, "region_ags": districts, "kind": kind, "trigger": day}
        return self.add("founding", {**values, **(cells or {})}, role, name)

    def take_step(
        self, key: str, seen: int, step: str, role: str, *, date: str = "",
        obstacles: Sequence[str] = (), favourable: Sequence[str] = (), note: str = "",
    ) -> Outcome:  # fmt: skip
        """A founding reached a step (key, number or name); "-" as date takes the step away."""
        founding = self._present("founding", key)
        cells = deeds.step_cells(
            founding, step, date or self.today().isoformat(), obstacles, favourable, note
        )
        return self.alter("founding", key, cells, seen, role, "step")

    def give_up_founding(
        self, key: str, seen: int, reason: str, role: str, date: str = ""
    ) -> Outcome:
        """Close a founding that comes to nothing, and why."""
        founding = self._present("founding", key)
        deeds.refuse_closed(founding)
        day = date or self.today().isoformat()
        cells = {"outcome": "given_up", "reason": reason, "closed": day}
        return self.alter("founding", key, cells, seen, role, "close")

    def complete_founding(
        self, key: str, seen: int, initiative: str, role: str, date: str = ""
    ) -> Outcome:
        """Close a founding that became an initiative of the register."""
        deeds.refuse_closed(self._present("founding", key))
        self._present("initiative", initiative)
        day = date or self.today().isoformat()
        cells = {"outcome": "founded", "initiative_id": initiative, "closed": day}
        return self.alter("founding", key, cells, seen, role, "close")

    # Initiatives

    def similar_initiatives(
        self, name: str, districts: Collection[str] = ()
    ) -> list[tuple[Record, float]]:
        """Initiatives that may be meant: most alike first, with likeness 0..1, at most ten.

        Those in one of the districts come before others of the same likeness.
        """
        return deeds.similar(self.records("initiative"), name, districts)

    def add_initiative(self, cells: Mapping[str, str], role: str) -> Outcome:
        """Add an initiative: columns as in a register, `served_ags` is its area."""
        return self.add("initiative", cells, role, cells.get("name", ""))

    def set_area(self, key: str, seen: int, districts: str, role: str) -> Outcome:
        """Replace the area an initiative serves."""
        return self.alter("initiative", key, {"served_ags": districts}, seen, role)

    def link_initiative(
        self, key: str, seen: int, role: str, *, date: str = "", founding: str = ""
    ) -> Outcome:
        """An initiative is linked to the network; a founding named takes that step with it."""
        day = date or self.today().isoformat()
        news = {"network_status": "networked", "linked_since": day}
        edits = [self._edit(self._present("initiative", key), news, seen)]
        if founding:
            record = self._present("founding", founding)
            edits.append(self._edit(record, {"linked": day, "initiative_id": key}, record.version))
        return self._write(edits, role, "link")

    def end_initiative(self, key: str, seen: int, role: str, year: int | None = None) -> Outcome:
        """An initiative ended; it is not counted from that year on."""
        text = str(self.today().year if year is None else year)
        return self.alter("initiative", key, {"ended_year": text}, seen, role, "end")

    # Offices

    def offices_of(self, ags: str) -> list[Record]:
        """Offices of a district: chambers first, then by name."""
        return offices.of_district(self.records("office"), ags)

    def call_list(self, districts: Collection[str]) -> list[offices.Call]:
        """Whom to call about districts: one entry per office, most districts first."""
        records = self.records("office"), self.records("check")
        return offices.calls(*records, districts, self.places.names)

    # Scenarios and plans

    def keep_scenario(self, name: str, settings: str, role: str) -> Outcome:
        """Keep settings (the text of a scenario file) under a name that is not taken yet."""
        return self._keep("scenario", {"name": name, "settings": settings}, role)

    def approve_plan(
        self, name: str, settings: str, content: str, role: str, date: str = ""
    ) -> Outcome:
        """Keep a plan for good: `content` is what `rollout.followup.approval.approve` made.

        Nothing alters, removes or takes back an approved plan; the newest is the one in force.
        """
        cells = {"name": name, "state": "approved", "settings": settings, "content": content,
                 "approved": date or self.today().isoformat(), "role": role}  # fmt: skip
        return self._keep("plan", cells, role, "approve")

    def approved_plans(self) -> list[Record]:
        """Approved plans in the order in which they were approved, the one in force first."""
        changes = history.changes_of_kind(self.workspace, "plan")
        order = {change.key: change.number for change in changes if change.before is None}
        records = [record for record in self.records("plan") if record["state"] == "approved"]
        return sorted(records, key=lambda record: order.get(record.key, 0), reverse=True)

    def _keep(self, kind: str, cells: Mapping[str, str], role: str, what: str = "add") -> Outcome:
        name = cells["name"].strip()
        if any(record["name"].casefold() == name.casefold() for record in self.records(kind)):
            finding = Text(f"{name!r} gibt es schon", f"{name!r} exists already")
            raise DataError(Problem("error", kind_of(kind).table, finding,
                                    Text("ein Name, den es noch nicht gibt", "a new name"),
                                    column="name", code="name-taken"))  # fmt: skip
        return self._write([Edit(kind, new_id(name, (), kind), cells, NEW)], role, what)

    # Any record

    def add(self, kind: str, cells: Mapping[str, str], role: str, name: str = "") -> Outcome:
        """Add a record of any kind; its identifier is made from a name unless `cells` has `id`."""
        texts = {column: text for column, text in cells.items() if column != "id"}
        key = cells.get("id", "").strip()
        edit = Edit(kind, key or new_id(name, (), kind), texts, 0 if key else NEW)
        outcome = self._write([edit], role, "add")
        if kind not in ("initiative", "founding"):
            return outcome
        twins = deeds.near_duplicates(kind, outcome.key, self.records(kind))
        return Outcome(outcome.changes, (*outcome.problems, *twins))

    def alter(
        self, kind: str, key: str, cells: Mapping[str, str], seen: int, role: str,
        what: str = "set",
    ) -> Outcome:  # fmt: skip
        """Change some columns of a record; an empty text empties one."""
        return self._write([self._edit(self._present(kind, key), cells, seen)], role, what)

    def remove(self, kind: str, key: str, seen: int, role: str) -> Outcome:
        """Remove a record; what it said stays in the history."""
        record = self._present(kind, key)
        return self._write([Edit(kind, key, None, seen, deeds.subjects(record))], role, "remove")

    def forget(
        self, kind: str, role: str, keys: Collection[str] = (), before: str = ""
    ) -> Outcome:  # fmt: skip
        """Remove records for good, with all that their history says.

        Parameters
        ----------
        keys, before
            Those named, and all whose day (`date`, of tasks the day they were done) is earlier.
        """
        check_role(role)
        old = [record.key for record in self.records(kind) if before
               and "" < record["done" if kind == "task" else "date"] < before]  # fmt: skip
        for key in keys:
            if not history.history_of(self.workspace, kind, key):
                self._present(kind, key)
        return Outcome(history.forget(self.workspace, role, kind, {*keys, *old}))

    # Changes

    def changes_since(self, number: int) -> list[Change]:
        """What anybody changed after a number, oldest first: asked from time to time."""
        return changes_seen(self.actor, history.changes_since(self.workspace, number))

    def newest_changes(self, most: int = 50, before: int | None = None) -> list[Change]:
        """The newest changes, newest first; `before` turns the page."""
        return changes_seen(self.actor, history.newest_changes(self.workspace, most, before))

    def changes_of_kind(self, kind: str) -> list[Change]:
        """Every change of records of a kind, oldest first."""
        return changes_seen(self.actor, history.changes_of_kind(self.workspace, kind))

    def history_of_district(self, ags: str) -> list[Change]:
        """Changes of all records about a district, newest first."""
        return changes_seen(self.actor, history.history_about(self.workspace, f"district:{ags}"))

    def history_of_initiative(self, key: str) -> list[Change]:
        """Changes of an initiative and of what names it, newest first."""
        return changes_seen(self.actor, history.history_about(self.workspace, f"initiative:{key}"))

    def inputs_as_of(self, when: dt.datetime) -> Inputs:
        """The data as they were recorded at a time."""
        number = history.number_at(self.workspace, when)
        records = {kind: history.records_as_of(self.workspace, kind, number) for kind in BASIS}
        records["check"] = in_order_made(self.workspace, records["check"])
        records = {kind: records_analysed(self.actor, some) for kind, some in records.items()}
        return with_records(self.base, records, self.places, self.workspace.title)

    def undo(self, role: str, action: int | None = None) -> Outcome:
        """Take back the last deed (called again: the one before), or the one of this number."""
        check_role(self._who(role))
        return Outcome(history.undo(self.workspace, role, action))

    def restore(self, kind: str, key: str, number: int, role: str) -> Outcome:
        """Bring a record back to how it was after change `number`."""
        check_role(self._who(role))
        return Outcome(history.restore(self.workspace, role, kind, key, number))

    def _who(self, role: str) -> str:
        """Office in whose name something is written."""
        return self.actor.office or role

    def _present(self, kind: str, key: str) -> Record:
        """A record whole, to be changed; it is not there for who may not see it."""
        if self.record(kind, key) is None:
            raise DataError(deeds.unknown_key(kind, key, [r.key for r in self.records(kind)]))
        (record,) = self.workspace.records(kind, [key])
        check_change(self.actor, kind, record.cells)
        return record

    def _edit(self, record: Record, cells: Mapping[str, str], seen: int) -> Edit:
        """Edit that changes some columns of the record that was seen."""
        news = {**record.cells, **cells}
        return Edit(record.kind, record.key, news, seen, deeds.subjects(record))

    def _write(self, edits: Sequence[Edit], role: str, what: str) -> Outcome:
        """Check every record by its reader's rules, and write all of them together."""
        for edit in edits:
            check_change(self.actor, edit.kind)  # whoever may not write is told no rule of writing
        check_role(self._who(role))
        right: list[Edit] = []
        problems: list[Problem] = []
        for edit in edits:
            if edit.cells is None:
                right.append(edit)
                continue
            deeds.refuse_unknown_columns(edit)
            done = checked(edit.kind, {edit.key: edit.cells}, self.places)[edit.key]
            subjects = {*edit.subjects, *(f"district:{ags}" for ags in done.districts)}
            right.append(Edit(edit.kind, edit.key, done.cells, edit.seen, subjects))
            problems += done.problems
        changes = self.workspace.write(right, role, what)
        return Outcome(changes, tuple(problems))
