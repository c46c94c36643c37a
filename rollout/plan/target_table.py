"""The plan in tables: a row per target region or action, and what every wave adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from rollout.language import Text, listed, number
from rollout.plan.actions import ACTIONS
from rollout.plan.words import DEMAND_WORDS
from rollout.programme.words import DEMAND
from rollout.siting.curve import reached_by

if TYPE_CHECKING:
    from rollout.analysis import Analysis
    from rollout.plan.regions import Regions
    from rollout.scenario import Scenario
    from rollout.siting.waves import Waves

RATES = ("districts", "population", DEMAND, "area_km2")
CONTEXT = [
    "display_name", "land", "land_name", "status", "potential", "rank", "chambers",
    "nearest_id", "nearest_name", "nearest_km",
]  # fmt: skip
NOTHING = "none"


def target_table(
    facts: pd.DataFrame, scenario: Scenario, basis: Regions, waves: Waves
) -> pd.DataFrame:
    """A row per target region or action, see `RolloutPlan.table`."""
    rows = []
    keys = row_keys(basis, waves)
    for wave, new in enumerate(waves.new_sites, start=1):
        before = waves.plans[wave - 2].sites if wave > 1 else ()
        for site in new:
            others = [*before, *(other for other in new if other != site)]
            rows.append(
                {
                    "ags": keys[site], "wave": wave, **_what(basis, site, facts),
                    "adds": _adds(basis, site, others), "cost": _cost(basis, site),
                    "label": str(basis.labels[site]),
                }
            )  # fmt: skip
    columns = ["ags", "wave", "region", "members", "step", "initiative", "adds", "cost", "label"]
    table = pd.DataFrame(rows, columns=columns).set_index("ags").join(facts[CONTEXT])
    is_connection = (table["step"] == "") & (table["status"] != "white")
    table["step"] = table["step"].mask(table["step"] == "", "found").mask(is_connection, "connect")
    reasons = dict(scenario.require)
    table = table.assign(
        required_reason=[_reasons(members, reasons) for members in table["members"]],
        **_words(table, facts, scenario),
        next_step="",
    )
    return table.astype({"wave": int})


def row_keys(basis: Regions, waves: Waves) -> dict[int, str]:
    """A district of every chosen column that no other one is known by.

    Its hub where that is free. Connections may share districts: who comes later gives way.
    """
    sites = [site for new in waves.new_sites for site in new]
    hubs, candidates = basis.keys, basis.candidates
    if candidates is None:
        return {site: str(hubs[site]) for site in sites}
    is_connection = candidates["action"] == "connect"
    in_order = sorted(sites, key=lambda site: bool(is_connection.iloc[site]))
    options = {site: [str(hubs[site]), *candidates["members"].iloc[site]] for site in in_order}
    holder: dict[str, int] = {}

    def place(site: int, tried: set[str]) -> bool:
        """Give a column the first district that is free or can be freed (Kuhn 1955)."""
        for key in options[site]:
            if key in tried:
                continue
            tried.add(key)
            if key not in holder or place(holder[key], tried):
                holder[key] = site
                return True
        return False

    for site in in_order:
        free = next((key for key in options[site] if key not in holder), None)
        if free is not None:
            holder[free] = site
        elif not place(site, set()):
            rest = basis.districts[basis.reach[:, [site]].toarray().ravel() > 0]
            holder[next(str(key) for key in rest if key not in holder)] = site
    return {site: key for key, site in holder.items()}


def _what(basis: Regions, site: int, facts: pd.DataFrame) -> dict[str, Any]:
    """Name, districts, kind of action and initiative of a column."""
    if basis.candidates is None:
        name, members = basis.limits.name(site), (str(basis.districts[site]),)
        return {"region": name, "members": members, "step": "", "initiative": ""}
    row: Any = basis.candidates.iloc[site]
    name, members = str(row["name"]), tuple(row["members"])
    if row["action"] == "extend":
        name += f" + {listed(facts['display_name'].reindex(list(members)).tolist(), 'de')}"
    initiative = str(row.get("initiative", ""))
    return {"region": name, "members": members, "step": row["action"], "initiative": initiative}


def _cost(basis: Regions, site: int) -> float:
    return float(np.asarray(basis.limits.cost, dtype=float)[site])


def _reasons(members: Iterable[str], reasons: Mapping[str, str]) -> str:
    return "; ".join(dict.fromkeys(reasons[key] for key in members if reasons.get(key)))


def _adds(basis: Regions, site: int, others: list[int]) -> float:
    mine = reached_by(basis.reach, [site]) & ~reached_by(basis.reach, others, basis.already)
    return float(basis.demand.to_numpy()[mine].sum())


def _words(table: pd.DataFrame, facts: pd.DataFrame, scenario: Scenario) -> dict[str, list[str]]:
    """Reason and partner in both languages."""
    unit = DEMAND_WORDS[scenario.demand]
    partner = [ACTIONS[kind].partner for kind in table["step"]]
    decimals = 1 if scenario.demand == "potential" else 0
    whys = [
        _why(
            Text(
                f"{number(value, decimals)} {unit.de} kommen hinzu",
                f"adds {number(value, decimals, 'en')} {unit.en}",
            ),
            facts["status"].reindex(list(members)),
            step,
        )
        for value, members, step in zip(table["adds"], table["members"], table["step"], strict=True)
    ]
    return {
        "why_de": [text.de for text in whys],
        "why_en": [text.en for text in whys],
        "reason_de": facts["reason_de"].reindex(table.index).tolist(),
        "reason_en": facts["reason_en"].reindex(table.index).tolist(),
        "partner_de": [text.de for text in partner],
        "partner_en": [text.en for text in partner],
    }


def _why(gain: Text, status: pd.Series, step: str) -> Text:
    """What a row adds; of a founding with several districts also how many of them are white."""
    size = len(status)
    if step == "found" and size > 1:
        white = int((status == "white").sum())
        return Text(
            f"{gain.de}; ⟦keine⟧ gefunden in {number(white)} von {number(size)} Kreisen",
            f"{gain.en}; none found in {number(white, lang='en')} of {number(size, lang='en')} "
            "districts",
        )
    if step == "connect" and size > 1:
        return Text(
            f"{gain.de} in {number(size)} Kreisen", f"{gain.en} in {number(size, lang='en')} "
            "districts",
        )  # fmt: skip
    return gain


def wave_table(
    analysis: Analysis, scenario: Scenario, basis: Regions, waves: Waves
) -> pd.DataFrame:
    """A row per wave, see `RolloutPlan.summary`."""
    cost = np.asarray(basis.limits.cost, dtype=float)
    today: dict[str, Any] = {"new": 0, "regions": 0, "cost": 0.0}
    rows = [today | dict(_days(basis, scenario, ())) | _shares(analysis, basis, ())]
    for plan, new, price in zip(waves.plans, waves.new_sites, waves.nesting_price, strict=True):
        figures: dict[str, Any] = {
            "new": len(new),
            "regions": len(plan.sites),
            "covered": plan.value,
            "bound": plan.bound,
            "gap": plan.gap,
            "status": plan.status if new else NOTHING,
            "nesting_price": price,
            "potential_price": plan.price,
            "cost": float(cost[list(new)].sum()),
        }
        rows.append(
            figures | dict(_days(basis, scenario, new)) | _shares(analysis, basis, plan.sites)
        )
    return pd.DataFrame(rows).rename_axis("wave")


def _days(basis: Regions, scenario: Scenario, new: tuple[int, ...]) -> Iterator[tuple[str, float]]:
    """Days of every kind of action in a wave; asking is part of the price of a connection."""
    if basis.candidates is None or "days" not in basis.candidates:
        return
    rows = basis.candidates.iloc[list(new)]
    days = rows["days"].astype(float).groupby(rows["action"]).sum()
    asking = scenario.ask_days * int((rows["action"] == "connect").sum())
    for action in ACTIONS:
        part = asking if action == "ask" else float(days.get(action, 0.0))
        yield f"days_{action}", part - (asking if action == "connect" else 0.0)


def _shares(analysis: Analysis, basis: Regions, sites: tuple[int, ...]) -> dict[str, float]:
    """Reached shares of the area of the plan, and of the country where that is more."""
    reached = reached_by(basis.reach, sites, basis.already)
    inside = basis.inside
    shares = {}
    for name in RATES:
        values = analysis.bases[name]
        shares[f"share_{name}"] = float(values[reached & inside].sum() / values[inside].sum())
        if basis.area is not None:
            shares[f"country_share_{name}"] = float(values[reached].sum() / values.sum())
    return shares
