"""What a form may ask for, each deed by its name; `serve.py` says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from werkzeug.exceptions import BadRequest

from rollout.workspace.service import Outcome, Service

LONGEST_CELL = 2000
Said = Mapping[str, Any]


def text_in(said: Said, name: str) -> str:
    """A text of a request, without blanks around it; `BadRequest` on anything else."""
    text = said.get(name, "")
    if not isinstance(text, str) or len(text) > LONGEST_CELL:
        raise BadRequest
    return text.strip()


def whole_in(said: Said, name: str) -> int:
    """A whole number of a request; `BadRequest` on anything else."""
    number = said.get(name)
    if not isinstance(number, int) or isinstance(number, bool):
        raise BadRequest
    return number


def texts_in(said: Said, *names: str) -> dict[str, str]:
    """Several texts of a request by name."""
    return {name: text_in(said, name) for name in names}


def _check(service: Service, said: Said, role: str) -> Outcome:
    about, answer, whom = (text_in(said, name) for name in ("about", "answer", "asked"))
    more = texts_in(said, "date", "source", "note")
    return service.record_check(about, answer, whom, role, **more)


def _task(service: Service, said: Said, role: str) -> Outcome:
    more = texts_in(said, "districts", "founding", "note")
    return service.add_task(text_in(said, "title"), text_in(said, "due"), role, **more)


def _finish(service: Service, said: Said, role: str) -> Outcome:
    return service.finish_task(text_in(said, "key"), whole_in(said, "seen"), role)


def _note(service: Service, said: Said, role: str) -> Outcome:
    return service.add_note(text_in(said, "districts"), text_in(said, "text"), role)


def _start_founding(service: Service, said: Said, role: str) -> Outcome:
    return service.start_founding(text_in(said, "name"), text_in(said, "districts"), role)


def _step(service: Service, said: Said, role: str) -> Outcome:
    key, seen, step = text_in(said, "key"), whole_in(said, "seen"), text_in(said, "step")
    return service.take_step(key, seen, step, role, **texts_in(said, "date", "note"))


def _link(service: Service, said: Said, role: str) -> Outcome:
    key, seen = text_in(said, "key"), whole_in(said, "seen")
    return service.link_initiative(key, seen, role, date=text_in(said, "date"))


def _close(service: Service, said: Said, role: str) -> Outcome:
    """A founding comes to nothing, or became an initiative that is in the register."""
    key, seen, date = text_in(said, "key"), whole_in(said, "seen"), text_in(said, "date")
    if text_in(said, "outcome") == "founded":
        return service.complete_founding(key, seen, text_in(said, "initiative"), role, date)
    return service.give_up_founding(key, seen, text_in(said, "reason"), role, date)


def _initiative(service: Service, said: Said, role: str) -> Outcome:
    """One that somebody told of: not linked unless that is said too, seated in its area."""
    names = ("name", "served_ags", "place", "plz", "network_status", "linked_since", "source_url")
    cells = texts_in(said, *names)
    cells["network_status"] = cells["network_status"] or "unconnected"
    if not cells["plz"]:
        cells["district_ags"] = cells["served_ags"].partition(";")[0]
    return service.add_initiative({k: text for k, text in cells.items() if text}, role)


def _area(service: Service, said: Said, role: str) -> Outcome:
    key, seen = text_in(said, "key"), whole_in(said, "seen")
    return service.set_area(key, seen, text_in(said, "districts"), role)


def _study(service: Service, said: Said, role: str) -> Outcome:
    names = ("title", "date", "ags", "publisher", "method", "finding", "source_url")
    return service.add_study(texts_in(said, *names), role)


def _undo(service: Service, said: Said, role: str) -> Outcome:
    return service.undo(role, whole_in(said, "action"))


DEEDS: Mapping[str, Callable[[Service, Said, str], Outcome]] = {
    "check": _check,
    "task": _task,
    "finish": _finish,
    "note": _note,
    "found": _start_founding,
    "step": _step,
    "link": _link,
    "initiative": _initiative,
    "area": _area,
    "close": _close,
    "study": _study,
    "undo": _undo,
}
