"""Did later foundations stand high in the ranking? A look back with the register of that day.

State of year T: initiatives founded by then. Candidates: districts none of them reaches.
Outcome: candidates reached by an initiative founded after T and by U. The score sees only the
initiatives known in T. Its indicators are those of today, because no earlier edition ships;
what a founding itself changed since then may therefore be in the score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from rollout.arrays import Flags, Floats, Sparse
from rollout.coverage.coverage import counted_initiatives, reach_under
from rollout.coverage.links import seat_points
from rollout.errors import Problem, parameter_error
from rollout.language import Text, in_both, number
from rollout.potential.words import BASELINES
from rollout.programme.words import DEMAND
from rollout.scenario import Scenario
from rollout.scenario.presets import PRESETS

if TYPE_CHECKING:
    from rollout.model import Inputs

BASELINE_COLUMNS = {"demand": DEMAND, "population": "population"}
METRICS = ("auc", "average_precision", "lift_10", "lift_20")
CHANCE = {"auc": 0.5, "lift_10": 1.0, "lift_20": 1.0}
BAND = (0.05, 0.95)
DEFAULT_YEARS = (2014, 2016, 2018, 2020)


@dataclass(frozen=True, eq=False)
class Backtest:
    """How well rankings of earlier years met later foundations.

    Parameters
    ----------
    results
        One row per year `after`, and `ranking` (a preset or a baseline), with candidates,
        positives, foundings, base_rate and for each metric its value and the 5-95 % bootstrap
        band (`_low`, `_high`; initiatives are resampled, because the districts served by one
        foundation are not independent).
    differences
        AUC of a preset minus AUC of a baseline with its band, from the same bootstrap draws.
    notes
        What could not be used.
    """

    until: int
    preset: str
    results: pd.DataFrame
    differences: pd.DataFrame
    notes: tuple[Problem, ...]

    @property
    def verdict(self) -> Text:
        """Plain sentence on the scenario's own preset, also when it is no better than chance."""
        return verdict(self.results, self.differences, self.preset)


def auc(ranks: Floats, positive: Flags) -> Floats:
    """Chance that a positive stands above a negative (Mann-Whitney), per column of `positive`.

    Parameters
    ----------
    ranks
        Ascending midranks of the scores, 1 = lowest.
    positive
        Candidates x draws; a draw with no positive or no negative gives NaN.

    >>> auc(np.array([1.0, 2.0, 3.0]), np.array([[False], [True], [False]]))
    array([0.5])
    """
    hits = positive.sum(axis=0).astype(float)
    misses = len(ranks) - hits
    rank_sum = ranks @ positive
    with np.errstate(invalid="ignore", divide="ignore"):
        return (rank_sum - hits * (hits + 1) / 2) / (hits * misses)


def average_precision(outcome: Flags) -> Floats:
    """Mean precision at the positives, per column; rows stand in falling order of the score.

    >>> average_precision(np.array([[True], [False], [True]])).round(3)
    array([0.833])
    """
    hits = outcome.cumsum(axis=0)
    places = np.arange(1, len(outcome) + 1)[:, None]
    with np.errstate(invalid="ignore"):
        return (hits / places * outcome).sum(axis=0) / outcome.sum(axis=0)


def lift(outcome: Flags, share: float) -> Floats:
    """Share of positives in the top part of the ranking over their share in all, per column.

    The top part is rounded up to whole districts.

    >>> lift(np.array([[True], [False], [False], [False]]), 0.25)
    array([4.])
    """
    top = outcome[: int(np.ceil(share * len(outcome)))]
    with np.errstate(invalid="ignore"):
        return top.mean(axis=0) / outcome.mean(axis=0)


def measures(scores: Floats, positive: Flags) -> dict[str, Floats]:
    """All metrics for one ranking; an unknown score (NaN) stands last.

    Equal scores share a rank in the AUC and keep the order of the rows elsewhere.
    """
    from scipy.stats import rankdata

    scores = np.where(np.isnan(scores), -np.inf, scores)
    outcome = positive[np.argsort(-scores, kind="stable")]
    return {
        "auc": auc(rankdata(scores), positive),
        "average_precision": average_precision(outcome),
        "lift_10": lift(outcome, 0.1),
        "lift_20": lift(outcome, 0.2),
    }


def resampled_outcomes(reach: Sparse, draws: int, seed: int) -> Flags:
    """Outcome in column 0, then one column per draw of the foundings with replacement."""
    # Whole foundings are drawn, not districts: those one founding reaches are not independent.
    foundings = reach.shape[1]
    random = np.random.default_rng(seed)
    counts = random.multinomial(foundings, np.full(foundings, 1 / foundings), draws)
    weights = np.vstack([np.ones(foundings, dtype=np.int64), counts])
    return np.asarray(reach @ weights.T) > 0


def compare(rankings: Mapping[str, Floats], positive: Flags) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Metrics with bands per ranking, and AUC differences of the others to the baselines.

    Column 0 of `positive` is the observed outcome, the others are bootstrap draws.
    """
    metrics = {name: measures(scores, positive) for name, scores in rankings.items()}
    rows: dict[str, dict[str, float]] = {}
    for name, values in metrics.items():
        rows[name] = {}
        for metric in METRICS:
            rows[name] |= _with_band(metric, values[metric])
    differences = [
        {"ranking": name, "baseline": base}
        | _with_band("difference", values["auc"] - metrics[base]["auc"])
        for name, values in metrics.items()
        if name not in BASELINES
        for base in BASELINES
    ]
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("ranking")
    return table, pd.DataFrame(differences)


def _with_band(name: str, values: Floats) -> dict[str, float]:
    draws = values[1:][~np.isnan(values[1:])]
    low, high = np.quantile(draws, BAND) if len(draws) else (np.nan, np.nan)
    return {name: float(values[0]), f"{name}_low": float(low), f"{name}_high": float(high)}


def backtest(
    inputs: Inputs,
    scenario: Scenario,
    *,
    years: Sequence[int] = DEFAULT_YEARS,
    until: int = 2023,
    presets: Iterable[str] = tuple(PRESETS),
    draws: int = 1000,
    seed: int = 0,
    progress: Callable[[Text], None] = lambda step: None,
) -> Backtest:
    """Look back from every year in `years` to the foundings until `until`.

    Raises
    ------
    ScenarioError
        A year is not before `until`, or the register has no founding to test against.
    """
    _check_years(years, until)
    initiatives, notes = counted_initiatives(inputs.initiatives, scenario.changed(as_of=None))
    with_year = initiatives[initiatives["founded_year"].notna()].sort_index()
    results, differences, problems = [], [], [*notes, *_undated_note(initiatives, with_year)]
    for after in years:
        progress(Text(f"Rückblick von {after}", f"look back from {after}"))
        look_back = _one_year(inputs, scenario, with_year, after, until, [*presets], draws, seed)
        if isinstance(look_back, Problem):
            problems.append(look_back)
            continue
        results.append(look_back[0].assign(after=after))
        differences.append(look_back[1].assign(after=after))
    if not results:
        finding = Text("keine Gründung im Zeitraum", "no founding in the period")
        expectation = Text("Gründungsjahre im Register", "founding years in the register")
        raise parameter_error("backtest.years", finding, expectation)
    table = pd.concat(results).reset_index().set_index(["after", "ranking"])
    gaps = pd.concat(differences).set_index(["after", "ranking", "baseline"])
    return Backtest(until, scenario.preset, table, gaps, tuple(problems))


def _check_years(years: Sequence[int], until: int) -> None:
    wrong = [year for year in years if not 1900 <= year < until <= 2100]
    if wrong or not years:
        finding = Text(f"ist {list(years)}", f"is {list(years)}")
        expectation = Text(f"Jahre vor {until}", f"years before {until}")
        raise parameter_error("backtest.years", finding, expectation)


def _undated_note(initiatives: pd.DataFrame, with_year: pd.DataFrame) -> list[Problem]:
    without_year = len(initiatives) - len(with_year)
    if not without_year:
        return []
    finding = Text(
        f"{without_year} ⟦Initiativen⟧ ohne Gründungsjahr zählen im Rückblick weder als bekannt "
        f"noch "
        "als Gründung",
        f"{without_year} ⟦initiatives⟧ without a founding year count in the back-test neither as "
        "known nor as founding",
    )
    return [Problem("note", "backtest", finding, code="undated")]


def _one_year(
    inputs: Inputs,
    scenario: Scenario,
    with_year: pd.DataFrame,
    after: int,
    until: int,
    presets: list[str],
    draws: int,
    seed: int,
) -> tuple[pd.DataFrame, pd.DataFrame] | Problem:
    earlier = with_year[with_year["founded_year"] <= after]
    new = with_year[(with_year["founded_year"] > after) & (with_year["founded_year"] <= until)]
    free = np.flatnonzero(reach_under(inputs, earlier, scenario).sum(axis=1) == 0)
    reach = reach_under(inputs, new, scenario)[free]
    positives = int((reach.sum(axis=1) > 0).sum())
    if not 0 < positives < len(free):
        finding = Text(
            f"{after}–{until}: {positives} von {len(free)} freien Kreisen erreicht, nichts zu "
            "prüfen",
            f"{after}-{until}: {positives} of {len(free)} free districts reached, nothing to test",
        )
        return Problem("note", "backtest", finding, code="untestable")
    rankings = _rankings(inputs, scenario, earlier, presets)
    free_scores = {name: scores[free] for name, scores in rankings.items()}
    table, differences = compare(free_scores, resampled_outcomes(reach, draws, seed))
    counts = {"candidates": len(free), "positives": positives, "foundings": len(new)}
    return table.assign(**counts, base_rate=positives / len(free)), differences


def _rankings(
    inputs: Inputs, scenario: Scenario, earlier: pd.DataFrame, presets: list[str]
) -> dict[str, Floats]:
    """Scores of every preset and baseline as they would have stood with the known initiatives."""
    from rollout.potential.scoring import founding_potential

    index = inputs.districts.index
    values = inputs.indicators.assign(nearest_km=distance_km(inputs, earlier))
    groups = pd.DataFrame(inputs.districts[["land"]]).join(inputs.district_types)
    rankings = {}
    for preset in presets:
        settings = scenario.changed(preset=preset)
        scores = founding_potential(values, inputs.catalogue, settings, groups).score
        rankings[preset] = scores.reindex(index).to_numpy(dtype=float)
    for name, column in BASELINE_COLUMNS.items():
        if column in inputs.indicators:
            rankings[name] = inputs.indicators[column].reindex(index).to_numpy(dtype=float)
    return rankings


def distance_km(inputs: Inputs, initiatives: pd.DataFrame) -> pd.Series:
    """Straight line from each district to the nearest seat of these initiatives; NaN = none."""
    from rollout.geo.reach import nearest_seat

    return nearest_seat(inputs.districts, seat_points(initiatives))["km"]


def verdict(results: pd.DataFrame, differences: pd.DataFrame, preset: str) -> Text:
    """Say in one sentence whether the ranking met later foundations better than its rivals."""
    figures = results.xs(preset, level="ranking")
    years = len(figures)
    over_chance = int((figures["auc_low"] > CHANCE["auc"]).sum())
    gaps = differences.xs(preset, level="ranking")
    over_demand = int((gaps.xs("demand", level="baseline")["difference_low"] > 0).sum())
    best, worst = figures["auc"].max(), figures["auc"].min()
    biggest = BASELINES["demand"]
    judgement = _judgement(over_chance, over_demand, years)
    span = in_both(lambda lang: f"{number(worst, 2, lang)}–{number(best, 2, lang)}")
    return Text(
        f"Im Rückblick war die Rangliste {judgement.de} (AUC {span.de} in {years} "
        f"{'Rückblick' if years == 1 else 'Rückblicken'}; über dem Zufall in {over_chance},"
        f" über „{biggest.de}“ in {over_demand}).",
        f"Looking back, the ranking was {judgement.en} (AUC {span.en} over {years} "
        f"{'year' if years == 1 else 'years'}; above chance in {over_chance},"
        f" above “{biggest.en}” in {over_demand}).",
    )


def _judgement(over_chance: int, over_demand: int, years: int) -> Text:
    biggest = BASELINES["demand"]
    if over_chance == 0:
        return Text("nicht besser als der Zufall", "no better than chance")
    if over_demand == years:
        return Text("besser als „{biggest}“", "better than “{biggest}”").filled(biggest=biggest)
    if over_chance == years:
        return Text(
            "besser als der Zufall, aber nicht durchweg besser als „{biggest}“",
            "better than chance, but not throughout better than “{biggest}”",
        ).filled(biggest=biggest)
    return Text("nicht verlässlich besser als der Zufall", "not reliably better than chance")
