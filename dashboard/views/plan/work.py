"""What the view Roll-out plan computes beside the pages."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from werkzeug.exceptions import BadRequest

from rollout.analysis import Analysis
from rollout.errors import RolloutError, ScenarioError, parameter_error
from rollout.followup.approval import approved_from
from rollout.language import Text
from rollout.siting.problem import Search

from ...page.old_addresses import plan_from
from ...page.settings import ANALYSED, OWN, PLANNED, fields_of, planned_scenario
from ...server.app_state import AppState
from ...server.jobs import Report, Work
from ...server.worker import LimitExceededError, Task
from ...server.workshop import Workshop

if TYPE_CHECKING:
    from rollout.followup.approval import ApprovedPlan
    from rollout.plan.plan import RolloutPlan


@dataclass(frozen=True, eq=False)
class Planned:
    """A plan with the analysis it belongs to."""

    analysis: Analysis
    plan: RolloutPlan


def in_force(app_state: AppState) -> ApprovedPlan | None:
    """The approved plan that holds now; None where nothing is recorded or approved."""
    plans = app_state.service.approved_plans() if app_state.service is not None else []
    return approved_from(plans[0]["content"], plans[0]["name"]) if plans else None


@dataclass(frozen=True, eq=False)
class Outcome:
    """The plan asked for, and beside it the kept one or why there is none."""

    chosen: Planned
    kept: Planned | RolloutError | None = None


@dataclass(frozen=True, eq=False)
class Detail:
    """Something more about a plan; `kind` is a key of `DETAILS`."""

    kind: str
    planned: Planned
    result: Any


@dataclass(frozen=True)
class DetailChoice:
    """What a visitor chooses for a detail.

    Parameters
    ----------
    share
        Part of the demand that the fewest shall reach (0..1).
    places, linked_only
        How many events, and whether only networked initiatives come to them.
    """

    share: float = 0.5
    places: int = 1
    linked_only: bool = False

    @classmethod
    def from_page(cls, kind: str, ask: Mapping[str, Any]) -> DetailChoice:
        """What the page sends for a kind; `ScenarioError` on numbers nobody can use."""
        who = ask.get("who")
        if who not in (None, *GUESTS):
            raise BadRequest
        if kind == "fewest":
            return cls(share=_number(ask, "share", (0, 100)) / 100)
        if kind == "meet":
            places = _number(ask, "places", (1, MOST_PLACES), whole=True)
            return cls(places=int(places), linked_only=who == "networked")
        return cls()


GUESTS = ("all", "networked")
MOST_PLACES = 20


def _number(
    ask: Mapping[str, Any], name: str, limits: tuple[int, int], *, whole: bool = False
) -> float:
    """A number typed beside the settings; what is no number comes as nothing."""
    number, (low, high) = ask.get(name), limits
    is_number = isinstance(number, (int, float)) and not isinstance(number, bool)
    if number is not None and not (is_number and math.isfinite(number)):
        raise BadRequest
    is_whole = number is not None and number == int(number)
    if number is not None and low <= number <= high and number > 0 and (is_whole or not whole):
        return float(number)
    finding = Text("ist leer", "is empty") if number is None else Text(
        f"ist {number:g}", f"is {number:g}")  # fmt: skip
    expected = Text(f"eine Zahl von {low} bis {high}", f"a number from {low} to {high}")
    if whole:
        expected = Text(f"eine ganze Zahl von {low} bis {high}",
                        f"a whole number from {low} to {high}")  # fmt: skip
    raise parameter_error(f"--{name}", finding, expected)


def asked_analysis(app_state: AppState, values: object, settings: object) -> Analysis:
    """Analysis whose scenario has the settings of the plan.

    Raises `BadRequest` on forged values, `ScenarioError` on settings that cannot be used.
    """
    scenario = planned_scenario(app_state.analysis_of(values).scenario, settings)
    token = values.get(OWN) if isinstance(values, Mapping) else None
    return app_state.of_session(token)(scenario)


def kept_analysis(app_state: AppState, text: str, values: object) -> Analysis | RolloutError | None:
    """Analysis of the kept plan out of its text, on the visitor's own files of today."""
    if not text:
        return None
    token = {OWN: values[OWN]} if isinstance(values, Mapping) and OWN in values else {}
    try:
        plan = plan_from(text)
        parts = [
            {name: plan[name] for name in fields_of(*sections) if name in plan}
            for sections in (ANALYSED, PLANNED)
        ]
        return asked_analysis(app_state, parts[0] | token, parts[1])
    except ScenarioError as error:
        return error
    except BadRequest:
        finding = Text("ist nicht lesbar", "cannot be read")
        return parameter_error("A", finding, Text("ein behaltener Plan", "a kept plan"))


@dataclass(frozen=True, eq=False)
class PlanTask:
    """Plan an analysis, anywhere."""

    analysis: Analysis
    travel_times: pd.DataFrame | None = None

    def __call__(self, report: Report, cancel: threading.Event) -> RolloutPlan:
        """Plan the waves."""
        from rollout.plan.plan import plan_waves

        return plan_waves(
            self.analysis, travel_times=self.travel_times, progress=report, cancel=cancel
        )


@dataclass(frozen=True, eq=False)
class DetailTask:
    """Compute one detail of a plan, anywhere."""

    kind: str
    planned: Planned
    choice: DetailChoice = DetailChoice()

    def __call__(self, report: Report, cancel: threading.Event) -> Any:
        """Compute what the kind names."""
        search = Search(self.planned.plan.scenario.time_limit_s, report, cancel)
        return DETAILS[self.kind](self.planned, search, self.choice)


def apart(workshop: Workshop, task: Task, report: Report, cancel: threading.Event) -> Any:
    """Result of a plan's task; a limit it exceeds is the user's to mend."""
    try:
        return workshop.apart("plan", task, report, cancel)
    except LimitExceededError:
        finding = Text(
            "braucht mehr Zeit oder Speicher, als hier für einen Plan vorgesehen ist",
            "needs more time or memory than a plan may take here",
        )
        expected = Text("weniger Regionen oder Wellen", "fewer regions or waves")
        remedy = Text(
            "auf einem gemeinsamen Server: die Szenariodatei herunterladen und im Planer auf dem "
            "eigenen Rechner öffnen, dort gilt keine Zeitgrenze",
            "on a shared server: download the scenario file and open it in the planner on your "
            "own computer, which sets no limit of time",
        )
        raise parameter_error("Plan", finding, expected, remedy) from None


def plan_work(
    workshop: Workshop,
    analysis: Analysis,
    kept: Analysis | RolloutError | None,
    travel_times: pd.DataFrame | None = None,
) -> Work:
    """Plan an analysis, and the kept one beside it; None when cancelled before there is a plan.

    A finished plan is remembered with the data it rests on: the view shows it at once to the next.
    """

    def planned(basis: Analysis, report: Report, cancel: threading.Event) -> Planned | None:
        memory, scenario = basis.work.memory, basis.scenario
        plan = memory.recall(PlanTask, scenario) if travel_times is None else None
        if plan is None:
            plan = apart(workshop, PlanTask(basis, travel_times), report, cancel)
            if travel_times is None and plan is not None and not cancel.is_set():
                memory.remember(PlanTask, scenario, plan)
        return None if plan is None else Planned(basis, plan)

    def work(report: Report, cancel: threading.Event) -> Outcome | None:
        current = planned(analysis, report, cancel)
        if current is None:
            return None
        if not isinstance(kept, Analysis):
            return Outcome(current, kept)
        try:
            return Outcome(current, planned(kept, report, cancel))
        except RolloutError as error:
            return Outcome(current, error)

    return work


def detail_work(workshop: Workshop, kind: str, planned: Planned, choice: DetailChoice) -> Work:
    """Compute one detail of a plan; None when cancelled before."""

    def work(report: Report, cancel: threading.Event) -> Detail | None:
        result = apart(workshop, DetailTask(kind, planned, choice), report, cancel)
        return None if result is None else Detail(kind, planned, result)

    return work


def _explain(planned: Planned, search: Search, _choice: DetailChoice) -> Any:
    from rollout.plan.details import plan_alternatives, plan_importance

    return plan_importance(planned.plan, search), plan_alternatives(planned.plan, search=search)


def _curve(planned: Planned, search: Search, _choice: DetailChoice) -> Any:
    from rollout.plan.details import plan_curve

    return plan_curve(
        planned.analysis, planned.plan, progress=search.progress, cancel=search.cancel
    )


def _robust(planned: Planned, search: Search, _choice: DetailChoice) -> Any:
    from rollout.plan.details import plan_robust

    return plan_robust(planned.analysis, planned.plan, search=search)


def _front(planned: Planned, search: Search, _choice: DetailChoice) -> Any:
    from rollout.plan.front import plan_front

    return plan_front(planned.analysis, planned.plan, search)


def _fewest(planned: Planned, search: Search, choice: DetailChoice) -> Any:
    from rollout.plan.fewest import fewest_for

    return fewest_for(planned.plan, choice.share, search)


def _meet(planned: Planned, search: Search, choice: DetailChoice) -> Any:
    """Where those with their seat in the plan's area meet best."""
    from rollout.plan.meeting import meeting_places

    analysis, rows = planned.analysis, planned.analysis.coverage.initiatives
    linked = rows.index[rows["network_status"] == "networked"]
    return meeting_places(
        analysis, choice.places, initiatives=linked if choice.linked_only else (),
        area=planned.plan.scenario.area, search=search,
    )  # fmt: skip


DETAILS: dict[str, Callable[[Planned, Search, DetailChoice], Any]] = {
    "explain": _explain,
    "curve": _curve,
    "robust": _robust,
    "front": _front,
    "fewest": _fewest,
    "meet": _meet,
}
