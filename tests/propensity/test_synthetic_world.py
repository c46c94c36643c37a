"""Worlds in which the truth is known: coefficients, AUC, chance, and a well-known trap."""

import numpy as np
import pandas as pd
import pytest

from rollout.propensity.as_of import Vintage
from rollout.propensity.discrimination import Draws, auc, resample, with_band
from rollout.propensity.events import Foundings, window
from rollout.propensity.out_of_time import (
    BENCHMARK,
    KEYS,
    Effort,
    is_better_than_chance,
    relocation,
)
from rollout.propensity.relocation import random_place
from rollout.propensity.ridge import fit_logit
from rollout.propensity.structural import (
    FEATURES,
    PENALTY,
    Sample,
    coefficients,
    features_at,
    held_out_scores,
    samples,
)
from tests.propensity.worlds import YEARS, founded_by, grid_country, steady_history

EFFECTS = {"unemployment_pct": 0.8, "population": 0.5}
LAST = YEARS[-1]


def observed(owner_is_event):
    return Draws(owner_is_event, np.ones((1, len(owner_is_event))))


@pytest.fixture(scope="module")
def worlds():
    """Ten countries of 400 districts, their true log odds and foundings at hub level."""
    country = grid_country(20)
    made = []
    for seed in range(10):
        random = np.random.default_rng(seed)
        history = steady_history(country, random)
        features = features_at(Vintage(history, country.index), country, 2000)
        log_odds = sum(EFFECTS.get(name, 0) * features[:, n] for n, name in enumerate(FEATURES))
        chance = 1 / (1 + np.exp(-(-5.2 + log_odds)))
        foundings, _ = founded_by(country, chance, random)
        made.append((country, history, chance, foundings))
    return made


def test_the_model_recovers_the_effects_of_the_founding_process(worlds):
    estimates = []
    for country, history, _, foundings in worlds:
        vintage = Vintage(history, country.index)
        sample = samples(vintage, foundings, country, LAST)[LAST]
        estimates.append(coefficients(sample)["effect"])
    table = pd.DataFrame(estimates)
    error = table.std(ddof=1) / np.sqrt(len(table))
    for name in FEATURES:
        # three standard errors of the mean of ten worlds
        assert abs(table[name].mean() - EFFECTS.get(name, 0)) < 3 * error[name], name
    assert (table["unemployment_pct"] > 0).all()


def test_nine_of_ten_bands_hold_the_true_effect(worlds):
    inside = []
    for country, history, _, foundings in worlds:
        vintage = Vintage(history, country.index)
        rows = coefficients(samples(vintage, foundings, country, LAST)[LAST])
        truth = pd.Series(EFFECTS).reindex(rows.index).fillna(0.0)
        inside += ((rows["low"] <= truth) & (truth <= rows["high"])).tolist()
    # 60 bands of 90 %: 45 or fewer would happen once in a thousand times
    assert sum(inside) > 45


def test_the_look_back_has_the_auc_the_process_gives(worlds):
    gaps = []
    for country, history, chance, foundings in worlds:
        span = window(foundings, country.index, "hub", 2013, LAST)
        scores = history.loc[2013, "unemployment_pct"].to_numpy()[span.at_risk]
        will = 1 - (1 - chance[span.at_risk]) ** (LAST - 2013)
        above = (scores[:, None] > scores[None]) * (will[:, None] * (1 - will)[None])
        pairs = will[:, None] * (1 - will)[None]
        np.fill_diagonal(pairs, 0)
        gaps.append(auc(scores, observed(span.events))[0] - above.sum() / pairs.sum())
    assert abs(np.mean(gaps)) < 3 * np.std(gaps, ddof=1) / np.sqrt(len(gaps))
    assert np.std(gaps) < 0.08


def relocated_world(country, random):
    """Thirty initiatives of up to four districts each, anywhere at any time."""
    rows, hubs = [], []
    for number in range(30):
        area = random_place(country.adjoining, int(random.integers(1, 5)), random)
        year = int(random.integers(2005, 2024))
        rows += [(f"i{number:02d}", year, country.index[place], False) for place in area]
        hubs.append((f"i{number:02d}", year, country.index[area[0]], True))
    columns = ["id", "year", "ags", "is_hub"]
    table = pd.DataFrame(rows + hubs, columns=columns)
    order = table.sort_values(["year", "id", "is_hub", "ags"], ignore_index=True)
    return Foundings(order, 0, 0, 30)


def look_backs(country, foundings, scores, seed):
    """Bands of an order in every look back, and random places where a band is above chance."""
    rows = []
    for unit in ("hub", "area"):
        for year in (2014, 2016, 2018, 2020):
            span = window(foundings, country.index, unit, year, 2023)
            if not span.is_testable:
                continue
            draws = resample(span.owner, country.chambers[span.at_risk], 100, [seed, year])
            band = with_band("auc", auc(scores[span.at_risk], draws))
            key = dict(zip(KEYS, (unit, "look_back", year, 2023, BENCHMARK), strict=True))
            effort = Effort(places=19 if band["auc_low"] > 0.5 else 0, seed=seed)
            chance = relocation(scores, foundings, country, unit, span, effort)
            rows.append(key | band | {"chance": chance})
    return pd.DataFrame(rows).set_index(KEYS)


def test_foundings_anywhere_are_no_better_than_chance_in_95_of_100_worlds():
    country = grid_country(10, 5)
    better = {"hub": 0, "area": 0}
    for seed in range(100):
        random = np.random.default_rng(seed)
        scores = random.standard_normal(len(country.index))
        checks = look_backs(country, relocated_world(country, random), scores, seed)
        for unit in better:
            better[unit] += is_better_than_chance(checks, unit)
    assert max(better.values()) <= 5, better


def world_of_unlike_laender(seed):
    """Features that say nothing; Länder that found with quite different frequency."""
    country = grid_country(20, 5)
    random = np.random.default_rng(seed)
    features = random.standard_normal((400, 3))
    often = random.choice([0.02, 0.35], size=16)
    is_event = random.random(400) < often[country.lands]
    return country, features, is_event, Sample(features, is_event, np.arange(400))


def test_intercepts_of_folds_bias_the_pooled_auc_and_slopes_alone_do_not():
    pooled, ours = [], []
    for seed in range(12):
        country, features, is_event, sample = world_of_unlike_laender(seed)
        with_intercepts = np.empty(400)
        for land in range(16):
            rest, mine = country.lands != land, country.lands == land
            fit = fit_logit(features[rest], is_event[rest], PENALTY)
            with_intercepts[mine] = fit.intercept + features[mine] @ fit.slopes
        scores = held_out_scores(sample, features, country)
        pooled.append(auc(with_intercepts, observed(is_event))[0])
        ours.append(auc(scores, observed(is_event))[0])
    error = np.std(ours, ddof=1) / np.sqrt(len(ours))
    assert np.mean(pooled) < 0.42  # the trap: worse than chance by bookkeeping
    assert abs(np.mean(ours) - 0.5) < 3 * error
    assert error < 0.03
