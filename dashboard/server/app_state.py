"""What both languages of the dashboard share: inputs, scenario, analyses already made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from flask import Request, request
from werkzeug.exceptions import BadRequest, Gone

from rollout import __version__
from rollout.analysis import Analysis, nearest_networked
from rollout.geo.svg import MapPaths, map_paths
from rollout.model import Inputs
from rollout.scenario import Scenario

from ..page.catalogue import with_marks, with_marks_of
from ..page.settings import OWN, scenario_from, scenario_from_query
from .jobs import Jobs
from .live import Live
from .look_back import LookBacks
from .sessions import Sessions
from .territories import ROOT, Below
from .worker import Limits
from .workshop import LIMITS, Kind, Workshop, stock_of

if TYPE_CHECKING:
    from rollout.workspace.roles import Actor
    from rollout.workspace.service import Service

    from .shelf import Drawer, Shelf

ANALYSES_KEPT = 64
# Who asks, and what his forms must carry, in the environment of a request: no header can set it.
ACTOR, FORM = "rollout.actor", "rollout.form"


def form_mark_of(question: Request) -> str:
    """What a form must carry to come from a page of ours; "" where nobody signs in."""
    return str(question.environ.get(FORM, ""))


@dataclass(frozen=True, eq=False)
class AppState:
    """Everything a request may need; what belongs to one visitor is behind a token.

    Parameters
    ----------
    scenario
        The scenario the server was started with; controls change a copy.
    paths
        The map on its drawing grid.
    first
        Data the server was started with: what the pages hold as facts.
    live
        The data now, and analyses of them.
    look_backs
        Back-tests of analyses, kept likewise.
    sessions
        Own files of visitors.
    jobs
        Plans being solved.
    workshop
        Reads uploads, makes files and plans in processes of their own.
    below
        Where the pages stand, and where those of other territorial statuses do.
    service
        What a form calls to record something, in the hands of whom the pages are for; None where
        there is no workspace.
    """

    first: Inputs
    scenario: Scenario
    paths: MapPaths
    live: Live
    look_backs: LookBacks
    sessions: Sessions
    jobs: Jobs
    workshop: Workshop
    below: Below = ROOT
    service: Service | None = None

    @property
    def recorded(self) -> bool:
        """Whether those the pages are for can record something."""
        return self.service is not None and self.service.actor.may_record

    @property
    def door(self) -> str | None:
        """Page of the door these pages lead to: to sign in, or the own account; None: no door."""
        if self.service is None:
            return None
        from rollout.workspace.roles import HERE, READER

        if self.service.actor is HERE:
            return None
        return "sign_in" if self.service.actor == READER else "account"

    def acting(self) -> Service:
        """The service in the hands of whoever sent the request that is being answered.

        Where nobody has to say who he is everybody is the one person at this computer; on a
        server for others somebody who did not say may read what is public.
        """
        from rollout.workspace.roles import HERE, READER

        assert self.service is not None
        everybody = HERE if self.service.actor is HERE else READER
        actor: Actor = request.environ.get(ACTOR, everybody)
        return self.service.acting(actor)

    @property
    def inputs(self) -> Inputs:
        """The data now, with all that is recorded."""
        return self.live.inputs()

    @property
    def analysed(self) -> Callable[[Scenario], Analysis]:
        """Analysis of a scenario, kept for the last few scenarios asked for."""
        return self.live.analysed

    def analysis_of(self, values: object) -> Analysis:
        """Analysis for the values of the controls, with the visitor's own files if any."""
        if not isinstance(values, Mapping):
            raise BadRequest
        token = values.get(OWN)
        base = self.scenario_of(token)
        scenario = scenario_from(base, {k: v for k, v in values.items() if k != OWN})
        return self.of_session(token)(scenario)

    def analysis_of_link(
        self,
        query: Mapping[str, str],
        token: str | None = None,
        change: Callable[[Scenario], Scenario] | None = None,
    ) -> Analysis:
        """Analysis for the query of a link; `change` turns the scenario before.

        A token in the query is of an earlier version: its address may stand in logs.
        """
        if OWN in query:
            raise Gone
        scenario = scenario_from_query(self.scenario_of(token), query)
        variant = change(scenario) if change else scenario
        return self.of_session(token)(variant)

    def inputs_of(self, token: object) -> Inputs:
        """Inputs with the own files of a token; without one the shipped ones."""
        return self.inputs if token is None else self.sessions.get(token).inputs

    def scenario_of(self, token: object) -> Scenario:
        """The server's scenario; with a catalogue of a visitor's own its marks follow that."""
        inputs = self.inputs_of(token)
        is_shipped = inputs.catalogue is self.inputs.catalogue
        return self.scenario if is_shipped else with_marks_of(inputs, self.scenario)

    def day_of(self, token: object) -> dt.date | None:
        """Day of the past that a token leads to; None where the records are those of today."""
        return None if token is None else self.sessions.get(token).day

    def travel_times_of(self, token: object) -> pd.DataFrame | None:
        """Travel times a visitor brought along; None without any."""
        return None if token is None else self.sessions.get(token).travel_times

    def of_session(self, token: object) -> Callable[[Scenario], Analysis]:
        """Analyses with the own files of a token; without one those of the shipped data."""
        return self.analysed if token is None else self.sessions.get(token).analysed


def make_app_state(
    inputs: Inputs,
    scenario: Scenario,
    below: Below = ROOT,
    beside: AppState | None = None,
    limits: Mapping[Kind, Limits] = LIMITS,
    service: Service | None = None,
    shelf: Shelf | None = None,
) -> AppState:
    """Prepare the map and the first analysis.

    Parameters
    ----------
    beside
        State of the same server in another territorial status.
    limits
        What plans, files, look backs and uploads may use.
    service
        Of a workspace, whose records take the place of those in `inputs`.
    shelf
        Where the processes of a server share what visitors leave; None: this one is alone.
    """
    drawer = None if shelf is None else _drawer(shelf, inputs, below, service)
    live = Live(inputs, service, ANALYSES_KEPT)
    inputs = live.inputs()
    nearest = nearest_networked(inputs, inputs.initiatives)["nearest_km"]
    paths = map_paths(inputs.display, inputs.laender, inputs.countries)
    with_goalposts = with_marks(inputs, scenario, nearest)
    live.analysed(with_goalposts).table()  # the first visitor need not wait for it
    shop = beside.workshop if beside else None
    workshop = Workshop(inputs, limits=limits, beside=shop, shelf=shelf)
    jobs = Jobs(workshop.queues["plan"], drawer=drawer)
    sessions = Sessions(inputs, beside=beside.sessions if beside else None, drawer=drawer)
    looks = LookBacks(workshop)
    return AppState(
        inputs, with_goalposts, paths, live, looks, sessions, jobs, workshop, below, service
    )


def _drawer(shelf: Shelf, inputs: Inputs, below: Below, service: Service | None) -> Drawer:
    """Place on the shelf for pages of these data, this version and this audience only."""
    from .shelf import Drawer, scope_of

    role = service.actor.role if service is not None else ""
    scope = scope_of(__version__, sorted(inputs.hashes.items()), inputs.territory, below.day, role)
    return Drawer(shelf, scope, stock_of(inputs, is_carried=False))
