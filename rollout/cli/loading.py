"""What several commands do first: read the data, keep one Land."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rollout.ags import LAENDER, land_key
from rollout.cli.at_work import with_workspace, workspace_of
from rollout.cli.options import Sources
from rollout.errors import parameter_error
from rollout.language import Text
from rollout.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

    from rollout.analysis import Analysis
    from rollout.model import Inputs


def analysis_of(scenario: Scenario, sources: Sources) -> Analysis:
    """Read the data in the territorial status of the scenario, and analyse them."""
    from rollout.analysis import analyse
    from rollout.plan.regions import check_keys

    inputs = inputs_of(sources, scenario.territory)
    check_keys(scenario, inputs.districts)
    return analyse(inputs, scenario)


def inputs_of(sources: Sources, territory: dt.date | None = None) -> Inputs:
    """Read the data, with the records of a workspace if one is in use; see `inputs_of_files`."""
    workspace_of(sources)  # what cannot be together is refused before anything is read
    return with_workspace(inputs_of_files(sources, territory), sources)


def inputs_of_files(sources: Sources, territory: dt.date | None = None) -> Inputs:
    """Read the data; what is assigned is about the register.

    Parameters
    ----------
    territory
        Territorial status of the scenario; a flag of the command goes before.
    """
    from rollout.inputs import load_inputs

    assigned = sources.assignment()
    flags = {"--columns": sources.columns, "--values": sources.values, "--status": sources.status,
             "--skip-doubtful": sources.skip_doubtful, "--mapping": sources.mapping}  # fmt: skip
    alone = next((flag for flag, value in flags.items() if value), None)
    if alone and sources.register is None:
        raise parameter_error(
            alone, Text("steht ohne --register", "is given without --register"),
            Text("ein eigenes Register", "a register of your own"),
        )  # fmt: skip
    return load_inputs(
        sources.data,
        initiatives=sources.register,
        foundings=sources.foundings,
        checks=sources.checks,
        assigned=assigned,
        territory=sources.territory or (territory.isoformat() if territory else None),
    )


def of_land(table: pd.DataFrame, land: str | None) -> pd.DataFrame:
    """Rows of one Land (key, abbreviation or name), or all."""
    if land is None:
        return table
    key = land_key(land)
    if key is None:
        names = ", ".join(LAENDER.values())
        raise parameter_error("--land", Text(f"ist {land!r}", f"is {land!r}"), Text(names, names))
    return table[table["land"] == key]


def day_of_state(day: str | None, inputs: Inputs, sources: Sources) -> dt.date:
    """Day a state is of: the one named, that of the last change, or that of the register.

    Never today: the same data shall say the same tomorrow.
    """
    from rollout.analysis import register_date

    texts = [day] if day is not None else [_last_change(sources), register_date(inputs)]
    for text in filter(None, texts):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            continue
    finding = (
        Text("ist unbekannt", "is not known")
        if day is None
        else Text(f"ist {day!r}", f"is {day!r}")
    )
    raise parameter_error("--day", finding, Text("ein Tag wie 2026-05-17",
                                                 "a day such as 2026-05-17"))  # fmt: skip


def _last_change(sources: Sources) -> str:
    """Day of the newest change of the workspace in use; "" without one."""
    where = workspace_of(sources)
    if where is None:
        return ""
    from rollout.workspace.database import opened
    from rollout.workspace.history import newest_changes

    with opened(where) as workspace:
        change = next(iter(newest_changes(workspace, 1)), None)
    return "" if change is None else dt.datetime.fromisoformat(change.at).date().isoformat()
