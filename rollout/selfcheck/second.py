"""The same figures by another way: plain loops over a table, and a grid anyone can check."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from rollout.analysis import Analysis
from rollout.coverage.rates import rates
from rollout.language import Text
from rollout.selfcheck.result import OWN, Check, Finding, equal, number
from rollout.siting.covering import best_sites

CLOSE = 1e-9
SITES = 5


def grid_rates() -> Finding:
    """Rates of four made-up districts: networked, being founded, white, white and uncounted.

    Inhabitants 100, 200, 300 and unknown: networked 100 of 600, reached 300 of 600; of four equal
    areas one and two.
    """
    keys = pd.Index(["01001", "01002", "01003", "01004"], name="ags")
    status = pd.Series(["covered", "founding", "white", "white"], index=keys)
    bases = {
        "population": pd.Series([100.0, 200.0, 300.0, np.nan], index=keys),
        "area_km2": pd.Series(1.0, index=keys),
    }
    table = rates(status, bases, pd.Series("01", index=keys))
    nation = table[table["area"] == "DE"].set_index(["base", "level"])["share"]
    order = [(base, level) for base in bases for level in ("covered", "reached")]
    return equal([float(nation[entry]) for entry in order], [1 / 6, 1 / 2, 1 / 4, 1 / 2], 9)


def rates_by_loop(analysis: Analysis) -> Finding:
    """Add up the eight nationwide rates district by district."""
    statuses, bases = analysis.table()["status"].to_dict(), analysis.bases
    from_table, by_loop = [], []
    for base, levels in analysis.nationwide().items():
        for level in ("covered", "reached"):
            part = whole = 0.0
            for ags, value in bases[base].items():
                if math.isnan(value):
                    continue
                whole += value
                status = statuses[ags]
                part += value * (status == "covered" if level == "covered" else status != "white")
            share = levels[level]["share"]
            from_table.append(math.nan if share is None else share)
            by_loop.append(part / whole if whole else math.nan)
    return _same(from_table, by_loop)


def parts_add_up(analysis: Analysis) -> Finding:
    """Compare every founding potential with the sum of its parts (linear aggregation)."""
    table = analysis.table()
    parts = [name for name in table if str(name).startswith("part_")]
    has_value = table["potential"].notna()
    if analysis.scenario.aggregation != "linear":
        return Finding(Text("geometrisch", "geometric"), Text("linear", "linear"), None)
    sums = table.loc[has_value, parts].sum(axis=1)
    worst = float((sums - table.loc[has_value, "potential"]).abs().max())
    return Finding(_largest(worst), Text("0", "0"), worst < 1e-6)


def plan_by_loop(analysis: Analysis) -> Finding:
    """Count again what five regions and their neighbours reach, and compare with the bound."""
    pairs, keys = analysis.inputs.neighbours, list(analysis.inputs.districts.index)
    demand = analysis.bases["population"].fillna(0.0)
    near: dict[str, set[str]] = {key: {key} for key in keys}
    for a, b in zip(pairs["ags"], pairs["neighbour"], strict=True):
        near[a].add(b)
    reach = np.array([[site in near[key] for site in keys] for key in keys])
    plan = best_sites(reach, demand.to_numpy(), SITES)
    plan_keys = {keys[site] for site in plan.sites}
    recount = sum(float(demand[key]) for key in keys if near[key] & plan_keys)
    comparison = equal([float(plan.covered), float(plan.bound)], [recount, recount])
    is_right = abs(plan.covered - recount) < 0.5 and plan.bound >= recount - 0.5
    return Finding(comparison.computed, comparison.expected, is_right and plan.status == "optimal")


def _same(computed: list[float], expected: list[float]) -> Finding:
    """Compare shares; shown in per cent with two decimals, compared far more closely."""
    percentages = equal([100 * a for a in computed], [100 * b for b in expected], 2)
    worst = np.nanmax(np.abs(np.subtract(computed, expected)))
    same_gaps = (np.isnan(computed) == np.isnan(expected)).all()
    return Finding(percentages.computed, percentages.expected, bool(worst < CLOSE and same_gaps))


def _largest(value: float) -> Text:
    size = number(value, 9)
    return Text(f"größte Abweichung {size.de}", f"largest difference {size.en}")


def checks(analysis: Analysis) -> tuple[Check, ...]:
    """Build all of them."""
    by_hand = Text("von Hand", "by hand")
    loop = Text("Schleife über die Kreise", "loop over the districts")
    return (
        Check("grid-rates", "second",
              Text("Raten eines Beispiels mit vier Kreisen",
                   "rates of an example of four districts"),
              by_hand, grid_rates),
        Check("rates", "second",
              Text("Vier Raten bundesweit, ⟦vernetzt⟧ und mit ⟦d:irgendeiner Initiative⟧ (%)",
                   "four rates nationwide, ⟦linked⟧ and with any ⟦initiative⟧ (%)"),
              loop, lambda: rates_by_loop(analysis)),
        Check("parts", "second",
              Text("Beiträge ergeben das Potenzial", "parts add up to the potential"),
              OWN, lambda: parts_add_up(analysis)),
        Check("plan", "second",
              Text("Fünf Regionen mit Nachbarn: Einwohner und Schranke",
                   "five regions with neighbours: inhabitants and bound"),
              loop, lambda: plan_by_loop(analysis)),
    )  # fmt: skip
