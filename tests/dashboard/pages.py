"""Helpers to look into Dash layouts and to send callbacks as a browser would."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from dashboard.app import create_app
from dashboard.page import ids
from dashboard.page.settings import ANALYSED, encode
from dashboard.server.territories import ROOT as ROOT_SERVER
from dashboard.shell import page
from rollout.model import Inputs
from rollout.scenario import Scenario
from rollout.workspace.make import make_workspace
from tests.conftest import ROOT
from tests.grids import grid_inputs, initiative
from tests.waiting import until

# 01001 networked, serving its right neighbour too; 02004 being founded; 02008 not linked.
ROWS = {
    "a": initiative("01001", founded_year=2005.0),
    "b": initiative("02004", "founding", founded_year=2015.0),
    "c": initiative("02008", "unconnected", founded_year=float("nan"), federal_network=True),
}


def inputs(**changes: object):
    return grid_inputs(ROWS, {"a": ["01001", "01002"]}, **changes)


@contextmanager
def writing_nothing(folder: Path, data: Inputs) -> Iterator[FlaskClient]:
    """A page with a workspace, for requests that are all refused: at the end nothing is written."""
    workspace = make_workspace(folder / "a.rollout", data, {}, "Servicestelle")
    begun = workspace.last_number()
    yield create_app(data, Scenario(), workspace=workspace).test_client()
    written = workspace.last_number() - begun
    workspace.close()
    assert written == 0


def page_of(data, below=ROOT_SERVER):
    """Whole German page of some inputs."""
    return page(data, Scenario(), "de", below)


def parts(component: Any) -> list[Any]:
    """Component and everything below it."""
    return [component, *component._traverse()] if hasattr(component, "_traverse") else [component]


def text_of(component: Any) -> str:
    """All text of a component, in order."""
    if isinstance(component, (list, tuple)):
        return "".join(text_of(part) for part in component)
    if hasattr(component, "_prop_names"):
        return text_of(getattr(component, "children", None))
    return "" if component is None else str(component)


WORDS = [
    importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for path in sorted((ROOT / "dashboard").rglob("words.py"))
]
TEXTS = {key: text for room in WORDS for key, text in getattr(room, "TEXTS", {}).items()}
SCRIPT_TEXTS = {
    key: text
    for room in WORDS
    for name in ("SCRIPT_TEXTS", "LATER_TEXTS")
    for key, text in getattr(room, name, {}).items()
}


def ids_of(component: Any) -> list[str]:
    return [part.id for part in parts(component) if getattr(part, "id", None)]


def body(output: str, outputs: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Request of one callback: values by `id.property`."""
    entries = [
        {"id": key.rpartition(".")[0], "property": key.rpartition(".")[2], "value": value}
        for key, value in values.items()
    ]
    return {
        "output": output,
        "outputs": outputs,
        "inputs": entries,
        "state": [],
        "changedPropIds": list(values),
    }


def dependencies(client: FlaskClient, lang: str = "de") -> list[dict[str, Any]]:
    """Server callbacks the page knows; asked for once per app, as by a page that stays open."""
    fetched = client.application.extensions.setdefault("callbacks by language", {})
    if lang not in fetched:
        answer = client.get(f"/{lang}/_dash-dependencies")
        fetched[lang] = [entry for entry in answer.json if not entry["clientside_function"]]
    return fetched[lang]


def callback(client: FlaskClient, wanted: str, lang: str = "de") -> dict[str, Any]:
    """Dependency entry of the callback that fills `wanted` (an id)."""
    return next(e for e in dependencies(client, lang) if f"{wanted}." in e["output"])


def outputs_of(entry: dict[str, Any]) -> Any:
    """Outputs as the browser lists them."""
    names = entry["output"].strip(".").split("...")
    found = [{"id": name.rpartition(".")[0], "property": name.rpartition(".")[2]} for name in names]
    return found if entry["output"].startswith("..") else found[0]


def ask(client: FlaskClient, wanted: str, lang: str = "de", **values: Any) -> Any:
    """Call the callback that fills `wanted`; values by id, defaults for the others."""
    entry = callback(client, wanted, lang)
    given = {"scenario": encode(Scenario(), *ANALYSED), "land": "DE", "selected": None, "own": None}
    given |= {"location": f"/{lang}/"} | values
    known = {f"{i['id']}.{i['property']}": given[i["id"]] for i in entry["inputs"]}
    request = body(entry["output"], outputs_of(entry), known)
    return client.post(f"/{lang}/_dash-update-component", json=request)


def filled(answer: Any, wanted: str) -> Any:
    """Properties of one component in the answer of a callback."""
    return json.loads(answer.data)["response"][wanted]


def start_job(client: FlaskClient, order: dict[str, Any], lang: str = "de") -> Any:
    """Handle of the job the page would start with this order."""
    answer = ask(client, ids.PLAN_JOB, lang, **{ids.PLAN_ASK: order})
    assert answer.status_code == 200, answer.text
    return filled(answer, ids.PLAN_JOB)["data"]


def watch(client: FlaskClient, job: Any, lang: str = "de") -> Any:
    """Answer on where a job stands, as the page asks for it again and again."""
    values = {ids.PLAN_JOB: job, ids.PLAN_TICK: 1, ids.PLAN_CANCEL: 0}
    return ask(client, ids.PLAN_MESSAGE, lang, **values)


def last_answer(client: FlaskClient, job: Any, lang: str = "de") -> dict[str, Any]:
    """What the page is told when the job has ended."""

    def ended() -> Any:
        answer = watch(client, job, lang)
        return filled(answer, ids.PLAN_TICK)["disabled"] and answer

    return json.loads(until(ended, "the end of the job").data)["response"]


def words_in(component: Any) -> str:
    """All text in a component that came as JSON."""
    if isinstance(component, list):
        return " ".join(words_in(part) for part in component)
    if isinstance(component, dict):
        return words_in(component.get("props", {}).get("children"))
    return "" if component is None else str(component)
