"""The potential computed in the browser equals the Python reference, weight set by weight set."""

from __future__ import annotations

import json
import re
from itertools import product

import numpy as np
import pandas as pd
import pytest

from dashboard.page.catalogue import with_marks
from dashboard.payloads import ROOMS
from dashboard.views.potential import figures as potential_figures
from rollout.analysis import analyse, district_groups
from rollout.maps.layers import need_capacity_class
from rollout.potential.classes import limits_of, score_class
from rollout.potential.composite import FLOOR, aggregate, known_share
from rollout.potential.presets import preset_weights
from rollout.potential.ranking import ranks
from rollout.potential.scoring import founding_potential
from rollout.potential.weights import nominal_weights
from rollout.scenario import Scenario
from tests.waiting import PATIENCE_S

pytestmark = pytest.mark.browser

SETS = 1000
BATCH = 50  # cases in a row of one method
WHOLE_WAY = 12  # every so many cases of a matrix are scored from the published values on
DISTRICT = 7  # whose parts are compared
METHODS = [
    *product(["minmax", "zscore", "rank", "goalposts"], ["exclude"], ["winsorise"]),
    ("minmax", "type_mean", "none"),
    ("rank", "land_mean", "log"),
]

# Text in, text out: Playwright takes far longer over a million single numbers.
COMPUTE = """
(given) => {
  const {matrix, indicators, presets, cases, district, scoring: constants} = JSON.parse(given);
  const scoring = window.scoring;
  const ready = scoring.unpacked(matrix);
  const plain = (numbers) => Array.from(numbers, (x) => (Number.isNaN(x) ? null : x));
  return JSON.stringify(cases.map(({preset, own, settings}) => {
    const {shares} = scoring.effectiveWeights({indicators, base: presets[preset].weights, own});
    const weights = scoring.columnWeights({
      matrix: ready, indicators, shares, diffusion: settings.diffusion, nearest: constants.nearest,
    });
    const given = {matrix: ready, weights, settings: {...settings, ...constants}};
    const made = scoring.potential(given);
    const parts = scoring.contributions({...given, position: district});
    return {
      score: plain(made.score), rank: plain(made.rank), need: plain(made.need),
      capacity: plain(made.capacity),
      classes: made.score.map((score) =>
        scoring.scoreClass(score, ready.limits[preset][settings.aggregation])),
      pairs: scoring.needCapacityClass(made),
      parts: Object.fromEntries(parts.map((part) => [part.column, part.points])),
    };
  }));
}
"""


@pytest.fixture(scope="module")
def page(browser):
    visitor = browser.new_context().new_page()
    visitor.set_default_timeout(1000 * PATIENCE_S)
    script = (ROOMS / "views" / "potential" / "score.js").read_text(encoding="utf-8")
    names = ", ".join(re.findall(r"export (?:function|const) (\w+)", script))
    visitor.add_script_tag(content=f"{script}\nwindow.scoring = {{{names}}};", type="module")
    visitor.wait_for_function("window.scoring")
    yield visitor
    visitor.context.close()


def random_case(random, catalogue):
    """Own weights on both levels, some of them 0, some left to the preset."""
    touched = random.choice([0, 0.3, 1])
    weights = {
        entry["id"]: round(float(random.choice([0, 1]) * random.random() * 60), 2)
        for entry in catalogue["indicators"]
        if random.random() < touched
    }
    levels = {
        entry["id"]: round(float(random.random() * 100), 2)
        for entry in catalogue["dimensions"]
        if random.random() < 0.4
    }
    settings = {
        "aggregation": str(random.choice(["linear", "geometric"])),
        "minKnown": float(random.choice([0, 0.5, 0.7, 0.95, 1])),
        "diffusion": float(random.choice([0, 0.05, 0.3])),
    }
    preset = str(random.choice(list(catalogue["presets"])))
    own = {"indicators": weights, "dimensions": levels}
    return {"preset": preset, "own": own, "settings": settings}


def usable(case, catalogue):
    """Whether own weights leave anything above 0."""
    weights = catalogue["presets"][case["preset"]]["weights"]
    levels = case["own"]["dimensions"]
    return any(
        case["own"]["indicators"].get(entry["id"], weight) > 0
        and levels.get(entry["dimension"], 1) > 0
        for entry, weight in zip(catalogue["indicators"], weights, strict=True)
    )


def sharing_a_matrix(cases, catalogue):
    """Cases by what their normalised values depend on, the method first."""
    groups = {}
    for n, case in enumerate(cases):
        method = METHODS[n // BATCH % len(METHODS)]
        turned = catalogue["presets"][case["preset"]]["directions"]
        groups.setdefault((method, turned, case["settings"]["diffusion"] > 0), []).append(case)
    return groups


def scenario_of(base, case, method):
    normalisation, missing, outliers = method
    marks = normalisation == "goalposts"
    low, high = dict(base.goalposts_low), dict(base.goalposts_high)
    if not case["settings"]["diffusion"]:
        low.pop("nearest_km"), high.pop("nearest_km")
    return base.changed(
        preset=case["preset"],
        indicator_weights=case["own"]["indicators"],
        dimension_weights=case["own"]["dimensions"],
        normalisation=normalisation,
        missing_rule=missing,
        outliers=outliers,
        aggregation=case["settings"]["aggregation"],
        min_known_share=case["settings"]["minKnown"],
        diffusion_share=case["settings"]["diffusion"],
        goalposts_low=low if marks else {},
        goalposts_high=high if marks else {},
    )


def test_browser_and_python_agree_on_a_thousand_weight_sets(page, inputs, shipped):
    random = np.random.default_rng(20240628)
    catalogue = potential_figures.catalogue(inputs, "de")
    cases = [random_case(random, catalogue) for _ in range(SETS)]
    cases = [case for case in cases if usable(case, catalogue)]
    assert len(cases) > 0.9 * SETS
    for (method, *_), alike in sharing_a_matrix(cases, catalogue).items():
        compare(page, inputs, shipped, alike, method, catalogue)


def compare(page, inputs, known, cases, method, catalogue):
    base = with_marks(inputs, Scenario(), known.nearest["nearest_km"])
    scenarios = [scenario_of(base, case, method) for case in cases]
    names = [entry["id"] for entry in catalogue["indicators"]]
    analysis = analyse(
        inputs, potential_figures.matrix_settings(scenarios[0], names), known.work.memory
    )
    matrix = potential_figures.matrix(analysis)
    given = {"matrix": matrix, "cases": cases, "district": DISTRICT, **catalogue}
    made = json.loads(page.evaluate(COMPUTE, json.dumps(given, allow_nan=False)))
    for n, (found, scenario) in enumerate(zip(made, scenarios, strict=True)):
        normalised = analysis.potential.normalised
        logic = preset_weights(scenario.preset, inputs.catalogue)
        limits = limits_of(normalised, logic, scenario.aggregation)
        agree(found, reference(inputs, analysis, scenario), limits)
        if n % WHOLE_WAY == 0:
            *wanted, own_limits = whole_way(inputs, analysis, scenario)
            assert own_limits == limits
            agree(found, wanted, limits)


def reference(inputs, analysis, scenario):
    """Score, rank and sub-scores by the bare steps on the same normalised values."""
    catalogue = inputs.catalogue.assign(weight=preset_weights(scenario.preset, inputs.catalogue))
    weights = nominal_weights(
        catalogue, dict(scenario.dimension_weights), dict(scenario.indicator_weights)
    )
    near = pd.Series({"nearest_km": scenario.diffusion_share})
    weights = pd.concat([weights * (1 - scenario.diffusion_share), near])
    weights = weights[weights > 0]
    axis = inputs.catalogue["axis"].reindex(weights.index, fill_value="capacity")
    usable = analysis.potential.gaps.table  # what a rule filled counts as known

    def score(chosen):
        if chosen.empty:
            return pd.Series(np.nan, index=usable.index)
        columns = analysis.potential.normalised[list(chosen.index)]
        floor = FLOOR if scenario.aggregation == "geometric" else 0.0
        found = 100 * aggregate(columns, chosen, scenario.aggregation, floor=floor)
        enough = known_share(usable[list(chosen.index)], chosen) >= scenario.min_known_share - 1e-12
        return found.where(enough)

    need, capacity = score(weights[axis == "need"]), score(weights[axis == "capacity"])
    found = score(weights)
    for name, part in (("need", need), ("capacity", capacity)):
        if (axis == name).any():
            found = found.where(part.notna())
    return found, ranks(found), need, capacity


def whole_way(inputs, analysis, scenario):
    """The same from the published values on, with the parts of one district."""
    values = inputs.indicators.assign(nearest_km=analysis.nearest["nearest_km"])
    made = founding_potential(values, inputs.catalogue, scenario, district_groups(inputs))
    parts = made.parts.iloc[DISTRICT]
    return made.score, made.rank, made.need, made.capacity, parts, made.limits


def agree(found, wanted, limits):
    for name, series in zip(("score", "rank", "need", "capacity"), wanted, strict=False):
        tolerance = 0 if name == "rank" else 1e-9
        np.testing.assert_allclose(numbers(found[name]), series, rtol=0, atol=tolerance)
    score, _, need, capacity, *parts = wanted
    assert found["classes"] == score_class(score, limits).tolist()
    assert found["pairs"] == need_capacity_class(need, capacity).tolist()
    for row in parts:
        if row.notna().any():
            points = pd.Series(found["parts"], dtype=float)[row.index]
            np.testing.assert_allclose(points, row, rtol=0, atol=1e-9)


def numbers(values):
    return np.array([np.nan if value is None else value for value in values], dtype=float)
