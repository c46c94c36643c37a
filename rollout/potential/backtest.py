"""Did later foundations stand high in the ranking? A look back with the register of that day.

State of year T: initiatives founded by then. Candidates: districts none of them reaches.
Outcome: candidates reached by an initiative founded after T and by U. The score sees only the
initiatives known in T. Its indicators are those of today, because no earlier edition ships;
what a founding itself changed since then may therefore be in the score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd

from rollout import language
from rollout.arrays import Flags, Floats, Sparse
from rollout.coverage.coverage import counted_initiatives, reach_under
from rollout.coverage.links import seat_points
from rollout.errors import Problem, parameter_error
from rollout.language import Lang, Text
from rollout.scenario import Scenario
from rollout.scenario.fields import Preset

if TYPE_CHECKING:
    from rollout.model import Inputs


BASELINES = {
    "industry": Text("größte Industrie zuerst", "biggest industry first"),
    "population": Text("meiste Einwohner zuerst", "most inhabitants first"),
}
BASELINE_COLUMNS = {"industry": "industry_employees", "population": "population"}
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


def average_precision(ordered: Flags) -> Floats:
    """Mean precision at the positives, per column; rows stand in falling order of the score.

    >>> average_precision(np.array([[True], [False], [True]])).round(3)
    array([0.833])
    """
    found = ordered.cumsum(axis=0)
    places = np.arange(1, len(ordered) + 1)[:, None]
    with np.errstate(invalid="ignore"):
        return (found / places * ordered).sum(axis=0) / ordered.sum(axis=0)


def lift(ordered: Flags, share: float) -> Floats:
    """Share of positives in the top part of the ranking over their share in all, per column.

    The top part is rounded up to whole districts.

    >>> lift(np.array([[True], [False], [False], [False]]), 0.25)
    array([4.])
    """
    top = ordered[: int(np.ceil(share * len(ordered)))]
    with np.errstate(invalid="ignore"):
        return top.mean(axis=0) / ordered.mean(axis=0)


def measures(scores: Floats, positive: Flags) -> dict[str, Floats]:
    """All metrics for one ranking; an unknown score (NaN) stands last.

    Equal scores share a rank in the AUC and keep the order of the rows elsewhere.
    """
    from scipy.stats import rankdata

    known = np.where(np.isnan(scores), -np.inf, scores)
    ordered = positive[np.argsort(-known, kind="stable")]
    return {
        "auc": auc(rankdata(known), positive),
        "average_precision": average_precision(ordered),
        "lift_10": lift(ordered, 0.1),
        "lift_20": lift(ordered, 0.2),
    }


def resampled_outcomes(reach: Sparse, draws: int, seed: int) -> Flags:
    """Outcome in column 0, then one column per draw of the foundings with replacement."""
    foundings = reach.shape[1]
    random = np.random.default_rng(seed)
    counts = random.multinomial(foundings, np.full(foundings, 1 / foundings), draws)
    weights = np.vstack([np.ones(foundings, dtype=np.int64), counts])
    return np.asarray(reach @ weights.T) > 0


def compare(rankings: Mapping[str, Floats], positive: Flags) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Metrics with bands per ranking, and AUC differences of the others to the baselines.

    Column 0 of `positive` is the observed outcome, the others are bootstrap draws.
    """
    measured = {name: measures(scores, positive) for name, scores in rankings.items()}
    rows: dict[str, dict[str, float]] = {}
    for name, values in measured.items():
        rows[name] = {}
        for metric in METRICS:
            rows[name] |= _with_band(metric, values[metric])
    differences = [
        {"ranking": name, "baseline": base}
        | _with_band("difference", values["auc"] - measured[base]["auc"])
        for name, values in measured.items()
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
    presets: Iterable[str] = get_args(Preset),
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
    dated = initiatives[initiatives["founded_year"].notna()].sort_index()
    results, differences, problems = [], [], [*notes, *_undated_note(initiatives, dated)]
    for after in years:
        progress(Text(f"Rückblick von {after}", f"look back from {after}"))
        tested = _one_year(inputs, scenario, dated, after, until, [*presets], draws, seed)
        if isinstance(tested, Problem):
            problems.append(tested)
            continue
        results.append(tested[0].assign(after=after))
        differences.append(tested[1].assign(after=after))
    if not results:
        finding = Text("keine Gründung im Zeitraum", "no founding in the period")
        expected = Text("Gründungsjahre im Register", "founding years in the register")
        raise parameter_error("backtest.years", finding, expected)
    table = pd.concat(results).reset_index().set_index(["after", "ranking"])
    gaps = pd.concat(differences).set_index(["after", "ranking", "baseline"])
    return Backtest(until, scenario.preset, table, gaps, tuple(problems))


def _check_years(years: Sequence[int], until: int) -> None:
    wrong = [year for year in years if not 1900 <= year < until <= 2100]
    if wrong or not years:
        finding = Text(f"ist {list(years)}", f"is {list(years)}")
        expected = Text(f"Jahre vor {until}", f"years before {until}")
        raise parameter_error("backtest.years", finding, expected)


def _undated_note(initiatives: pd.DataFrame, dated: pd.DataFrame) -> list[Problem]:
    missing = len(initiatives) - len(dated)
    if not missing:
        return []
    finding = Text(
        f"{missing} Initiativen ohne Gründungsjahr zählen im Rückblick weder als bekannt noch als "
        "Gründung",
        f"{missing} initiatives without a founding year count in the back-test neither as known "
        "nor as founding",
    )
    return [Problem("note", "backtest", finding, code="undated")]


def _one_year(
    inputs: Inputs,
    scenario: Scenario,
    dated: pd.DataFrame,
    after: int,
    until: int,
    presets: list[str],
    draws: int,
    seed: int,
) -> tuple[pd.DataFrame, pd.DataFrame] | Problem:
    known = dated[dated["founded_year"] <= after]
    new = dated[(dated["founded_year"] > after) & (dated["founded_year"] <= until)]
    free = np.flatnonzero(reach_under(inputs, known, scenario).sum(axis=1) == 0)
    reach = reach_under(inputs, new, scenario)[free]
    reached = int((reach.sum(axis=1) > 0).sum())
    if not 0 < reached < len(free):
        finding = Text(
            f"{after}–{until}: {reached} von {len(free)} freien Kreisen erreicht, nichts zu prüfen",
            f"{after}-{until}: {reached} of {len(free)} free districts reached, nothing to test",
        )
        return Problem("note", "backtest", finding, code="untestable")
    rankings = _rankings(inputs, scenario, known, presets)
    chosen = {name: scores[free] for name, scores in rankings.items()}
    table, differences = compare(chosen, resampled_outcomes(reach, draws, seed))
    counts = {"candidates": len(free), "positives": reached, "foundings": len(new)}
    return table.assign(**counts, base_rate=reached / len(free)), differences


def _rankings(
    inputs: Inputs, scenario: Scenario, known: pd.DataFrame, presets: list[str]
) -> dict[str, Floats]:
    """Scores of every preset and baseline as they would have stood with the known initiatives."""
    from rollout.potential.scoring import founding_potential

    index = inputs.districts.index
    values = inputs.indicators.assign(nearest_km=distance_km(inputs, known))
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
    own = results.xs(preset, level="ranking")
    years = len(own)
    over_chance = int((own["auc_low"] > CHANCE["auc"]).sum())
    gaps = differences.xs(preset, level="ranking")
    over_industry = int((gaps.xs("industry", level="baseline")["difference_low"] > 0).sum())
    best, worst = own["auc"].max(), own["auc"].min()

    def sentence(lang: Lang) -> str:
        span = f"{language.number(worst, 2, lang)}–{language.number(best, 2, lang)}"
        return _SENTENCES[lang](_judgement(over_chance, over_industry, years)[lang], span, years,
                                over_chance, over_industry)  # fmt: skip

    return Text(sentence("de"), sentence("en"))


def _judgement(over_chance: int, over_industry: int, years: int) -> Text:
    if over_chance == 0:
        return Text("nicht besser als der Zufall", "no better than chance")
    if over_industry == years:
        return Text("besser als „größte Industrie zuerst“", "better than “biggest industry first”")
    if over_chance == years:
        return Text(
            "besser als der Zufall, aber nicht durchweg besser als „größte Industrie zuerst“",
            "better than chance, but not throughout better than “biggest industry first”",
        )
    return Text("nicht verlässlich besser als der Zufall", "not reliably better than chance")


_SENTENCES = {
    "de": lambda judgement, span, years, chance, industry: (
        f"Im Rückblick war die Rangliste {judgement} (AUC {span} in {years} "
        f"{'Rückblick' if years == 1 else 'Rückblicken'}; über dem Zufall in {chance},"
        f" über „größte Industrie zuerst“ in {industry})."
    ),
    "en": lambda judgement, span, years, chance, industry: (
        f"Looking back, the ranking was {judgement} (AUC {span} over {years} "
        f"{'year' if years == 1 else 'years'}; above chance in {chance},"
        f" above “biggest industry first” in {industry})."
    ),
}
