"""The potential computed in the browser equals the Python reference, weight set by weight set."""

from __future__ import annotations

import json
import re
from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.stats import rankdata

from dashboard.page.catalogue import with_marks
from dashboard.payloads import ROOMS
from dashboard.views.potential import figures as potential_figures
from rollout.analysis import analyse, district_groups
from rollout.maps.layers import need_capacity_class
from rollout.potential.classes import limits_of, score_class
from rollout.potential.composite import FLOOR
from rollout.potential.presets import preset_weights
from rollout.potential.scoring import in_order, scored_values
from rollout.scenario import Scenario
from rollout.steps import Memory, Work
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
    limits = limits_by_logic(analysis.potential.normalised, inputs.catalogue, cases)
    agree(made, references(analysis.potential, inputs.catalogue["axis"], cases, catalogue, limits))
    values = inputs.indicators.assign(nearest_km=analysis.nearest["nearest_km"])
    scored, memory = scored_values(values, inputs.catalogue, district_groups(inputs)), Memory()
    for found, scenario in zip(made[::WHOLE_WAY], scenarios[::WHOLE_WAY], strict=True):
        agree_in_parts(found, in_order(Work(scored, scenario, memory)))


def column_weights(case, catalogue, columns):
    """Two levels of weights in plain steps: points of indicators, then of dimensions."""
    own, diffusion = case["own"], case["settings"]["diffusion"]
    base = catalogue["presets"][case["preset"]]["weights"]
    rows = catalogue["indicators"]
    points = [own["indicators"].get(row["id"], w) for row, w in zip(rows, base, strict=True)]
    shares = {row["id"]: 100 * w / sum(points) for row, w in zip(rows, points, strict=True)}
    for dimension in {row["dimension"] for row in rows}:
        members = [row["id"] for row in rows if row["dimension"] == dimension]
        total = sum(shares[name] for name in members)
        level = own["dimensions"].get(dimension, total)
        for name in members:
            shares[name] *= level / total if total else 0
    scale = (1 - diffusion) / sum(shares.values())
    weights = {name: share * scale for name, share in shares.items()} | {"nearest_km": diffusion}
    return [weights.get(name, 0) for name in columns]


def logic_of(case):
    return case["preset"], case["settings"]["aggregation"]


def limits_by_logic(normalised, catalogue, cases):
    """Limits of the classes, by founding logic and aggregation."""
    return {
        (preset, aggregation): limits_of(normalised, preset_weights(preset, catalogue), aggregation)
        for preset, aggregation in {logic_of(case) for case in cases}
    }


def references(potential, axes, cases, catalogue, limits):
    """Scores, ranks and classes of all cases (rows) by the bare formulas on the same values."""
    columns = list(potential.normalised.columns)
    assert potential.normalised.index.is_monotonic_increasing
    on_need = np.array([axes.get(name) == "need" for name in columns])
    weights = np.array([column_weights(case, catalogue, columns) for case in cases])
    values = potential.normalised.to_numpy()
    known = potential.gaps.table[columns].notna().to_numpy()  # what a rule filled counts as known
    settings = pd.DataFrame([case["settings"] for case in cases])
    score, need, capacity = (
        means(values, known, weights * chosen, settings) for chosen in (1, on_need, ~on_need)
    )
    for part, chosen in ((need, on_need), (capacity, ~on_need)):
        counts = (weights * chosen).sum(axis=1) > 0
        score[counts[:, None] & np.isnan(part)] = np.nan  # no rank with an unknown axis
    rows = zip(cases, score, strict=True)
    classes = np.array(
        [np.searchsorted(limits[logic_of(case)], row, "right") for case, row in rows]
    )
    classes = np.where(np.isnan(score), 0, classes + 1)
    pairs = 10 * thirds(need) + thirds(capacity)
    pairs[np.isnan(need) | np.isnan(capacity)] = 0
    return {"score": score, "rank": places(score), "need": need, "capacity": capacity,
            "classes": classes, "pairs": pairs}  # fmt: skip


def means(values, known, weights, settings):
    """Weighted means of all districts, a row for each case; NaN where too little is known."""
    there = ~np.isnan(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = 1 / (weights @ there.T)
        linear = weights @ np.where(there, values, 0).T * shares
        logs = np.log(np.where(there, np.maximum(values, FLOOR), 1))
        geometric = np.exp(weights @ logs.T * shares)
        enough = weights @ known.T / weights.sum(axis=1, keepdims=True)
    is_linear = (settings["aggregation"] == "linear").to_numpy()[:, None]
    found = 100 * np.where(is_linear, linear, geometric)
    return np.where(enough >= settings["minKnown"].to_numpy()[:, None] - 1e-12, found, np.nan)


def places(score):
    """Rank 1 for the highest of a row, to nine decimals; equal scores share the better rank."""
    known = ~np.isnan(score)
    downwards = np.where(known, -np.round(score, 9), np.inf)
    return np.where(known, rankdata(downwards, method="min", axis=1), np.nan)


def thirds(score):
    """1, 2 or 3: in which third of its row a score is, equal ones with half of their number."""
    known = ~np.isnan(score)
    middles = rankdata(np.where(known, np.round(score, 9), np.inf), axis=1) - 0.5
    place = middles / np.maximum(known.sum(axis=1, keepdims=True), 1)
    return 1 + (place >= 1 / 3) + (place > 2 / 3)


def agree(made, wanted):
    for name in ("score", "rank", "need", "capacity"):
        found = np.array([[np.nan if x is None else x for x in case[name]] for case in made], float)
        tolerance = 0 if name == "rank" else 1e-9
        np.testing.assert_allclose(found, wanted[name], rtol=0, atol=tolerance)
    for name in ("classes", "pairs"):
        keys = wanted[name].astype(str)
        assert [case[name] for case in made] == np.where(keys == "0", "", keys).tolist()


def agree_in_parts(made, potential):
    """The same from the published values on, with the parts of one district."""
    for name in ("score", "rank", "need", "capacity"):
        found = np.array([np.nan if value is None else value for value in made[name]], float)
        tolerance = 0 if name == "rank" else 1e-9
        np.testing.assert_allclose(found, getattr(potential, name), rtol=0, atol=tolerance)
    assert made["classes"] == score_class(potential.score, potential.limits).tolist()
    assert made["pairs"] == need_capacity_class(potential.need, potential.capacity).tolist()
    row = potential.parts.iloc[DISTRICT]
    if row.notna().any():
        points = pd.Series(made["parts"], dtype=float)[row.index]
        np.testing.assert_allclose(points, row, rtol=0, atol=1e-9)
